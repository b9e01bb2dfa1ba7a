"""Questions to the graph: the catalogue in ``queries/``, asking them, and writing the answers.

``run`` refuses whatever would change the graph or call another service; ``serialise`` writes bytes
with the store's own serialisers; ``stored`` asks the questions that pages and exports are made of.
"""

from mandategraph.query.ask import Dataset, Results, run, with_defaults
from mandategraph.query.catalogue import Parameter, Question, catalogue, checks, find, read_question
from mandategraph.query.serialise import FORMATS, GRAPH_FORMATS, ROW_FORMATS, serialise
from mandategraph.query.stored import Value, stored, stored_rows
from mandategraph.query.terms import prefixed, shown

__all__ = [
    "FORMATS",
    "GRAPH_FORMATS",
    "ROW_FORMATS",
    "Dataset",
    "Parameter",
    "Question",
    "Results",
    "Value",
    "catalogue",
    "checks",
    "find",
    "prefixed",
    "read_question",
    "run",
    "serialise",
    "shown",
    "stored",
    "stored_rows",
    "with_defaults",
]
