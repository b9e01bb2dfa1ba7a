"""Questions to the graph: the catalogue in ``queries/``, asking them, and writing the answers.

``run`` refuses whatever would change the graph or call another service; ``serialise`` writes bytes
with the store's own serialisers.
"""

from mandategraph.query.ask import Results, refuse_services, run, with_defaults
from mandategraph.query.catalogue import Parameter, Question, catalogue, checks, find, read_question
from mandategraph.query.serialise import FORMATS, GRAPH_FORMATS, ROW_FORMATS, serialise
from mandategraph.query.terms import prefixed, shown

__all__ = [
    "FORMATS",
    "GRAPH_FORMATS",
    "ROW_FORMATS",
    "Parameter",
    "Question",
    "Results",
    "catalogue",
    "checks",
    "find",
    "prefixed",
    "read_question",
    "refuse_services",
    "run",
    "serialise",
    "shown",
    "with_defaults",
]
