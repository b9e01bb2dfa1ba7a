"""Why something holds: from an inferred fact, rule by rule, down to the sentences of the texts."""

from mandategraph.why.picture import picture
from mandategraph.why.steps import Source, Step, contradictions, explain, term
from mandategraph.why.tell import in_words, to_json

__all__ = ["Source", "Step", "contradictions", "explain", "in_words", "picture", "term", "to_json"]
