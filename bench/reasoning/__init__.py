"""What it costs to infer everything that follows, beside owlrl."""
