"""Results of queries as tables of a page, cut where they are long."""

import re
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
    is_graph: bool = False
    """Whether each row is a triple."""


def table(results: Results, language: str, *, hidden: str | None = None) -> Table:
    """The first rows of a result, without the columns whose names match ``hidden``.

    Of two columns that hold the same in both languages (``placeVi``, ``placeEn``) a page shows the
    reader's; downloads hold both.
    """
    if isinstance(results, QueryBoolean):
        return Table(answer=bool(results), formats=("json", "xml"))
    if isinstance(results, QueryTriples):
        triples = [(t.subject, t.predicate, t.object) for t in islice(results, SHOWN + 1)]
        return Table(
            ("subject", "predicate", "object"),
            tuple(triples[:SHOWN]),
            len(triples) > SHOWN,
            formats=("ttl", "nt", "jsonld", "rdf"),
            is_graph=True,
        )
    every = tuple(variable.value for variable in results.variables)
    own, other = ("En", "Vi") if language == "en" else ("Vi", "En")
    twins = {f"{name.removesuffix(own)}{other}" for name in every if name.endswith(own)}
    header = tuple(
        name for name in every if name not in twins and not (hidden and re.fullmatch(hidden, name))
    )
    rows = [tuple(row[name] for name in header) for row in islice(results, SHOWN + 1)]
    return Table(header, tuple(rows[:SHOWN]), len(rows) > SHOWN)
