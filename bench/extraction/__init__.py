"""How well the machine reads: its annotation of a text, scored against one made by hand."""
