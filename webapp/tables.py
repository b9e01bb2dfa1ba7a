"""Results of queries as tables of a page, cut where they are long."""

from dataclasses import dataclass
from itertools import islice

from pyoxigraph import QueryBoolean, QueryTriples

from mandategraph.query import Results

SHOWN = 500
"""The most rows that a page shows; downloads hold them all."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under their names, or (``answer``) a yes or no."""

    header: tuple[str, ...] = ()
    rows: tuple[tuple[object, ...], ...] = ()
    more: bool = False
    answer: bool | None = None
    formats: tuple[str, ...] = ("json", "csv", "tsv", "xml")


def table(results: Results) -> Table:
    """The first rows of a result."""
    if isinstance(results, QueryBoolean):
        return Table(answer=bool(results), formats=("json", "xml"))
    if isinstance(results, QueryTriples):
        triples = [(t.subject, t.predicate, t.object) for t in islice(results, SHOWN + 1)]
        return Table(
            ("subject", "predicate", "object"),
            tuple(triples[:SHOWN]),
            len(triples) > SHOWN,
            formats=("ttl", "nt", "jsonld", "rdf"),
        )
    header = tuple(variable.value for variable in results.variables)
    rows = [tuple(row[name] for name in header) for row in islice(results, SHOWN + 1)]
    return Table(header, tuple(rows[:SHOWN]), len(rows) > SHOWN)
