"""mandategraph from Python: open the graph, ask, and get rows.

import mandategraph

graph = mandategraph.open()
rows = graph.query("tasks-led-by-function", jurisdiction="vn-20")
rows[0]["quote"]
rows.to_pandas()  # where pandas is installed
"""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, overload

import pyoxigraph as ox

from mandategraph import query, show, store, validate
from mandategraph.errors import QueryError
from mandategraph.names import PREFIXES

Value = str | int | Decimal | bool | dt.date | None
Row = dict[str, Value]

_XSD = PREFIXES["xsd"]
_FROM_XSD: dict[str, Callable[[str], Value]] = {
    "boolean": lambda words: words == "true",
    "integer": int,
    "decimal": Decimal,
    "date": dt.date.fromisoformat,
}


@dataclass(frozen=True, slots=True)
class Rows(Sequence[Row]):
    """The rows of an answer; each is a dictionary by column, None where a cell is empty."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]

    @overload
    def __getitem__(self, at: int) -> Row: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Row, ...]: ...
    def __getitem__(self, at: int | slice) -> Row | tuple[Row, ...]:
        """One row, or several."""
        return self.rows[at]

    def __len__(self) -> int:
        """How many rows there are."""
        return len(self.rows)

    def __iter__(self) -> Iterator[Row]:
        """The rows in the order of the answer."""
        return iter(self.rows)

    def to_pandas(self) -> Any:
        """The rows as a ``pandas.DataFrame``. Raises ImportError where pandas is not installed."""
        import pandas as pd  # noqa: PLC0415  only for who wants it

        return pd.DataFrame(list(self.rows), columns=list(self.columns))


@dataclass(frozen=True, slots=True)
class Graph:
    """An open graph; ``store`` is the pyoxigraph store behind it."""

    store: ox.Store

    def query(self, question: str, **parameters: str) -> Rows:
        """The rows of a question of the catalogue (by name), or of a SELECT in SPARQL.

        Raises QueryError for an unknown name or parameter, for SPARQL that is malformed, and for
        a form of query that gives no rows.
        """
        catalogue = query.catalogue()
        asked = catalogue.get(question, question)
        if isinstance(asked, str) and not any(mark in asked for mark in "{\n "):
            asked = query.find(asked)
        results = query.run(self.store, asked, parameters)
        if not isinstance(results, ox.QuerySolutions):
            raise QueryError("this question gives no rows; ask with SELECT, or use graph.store")
        columns = tuple(variable.value for variable in results.variables)
        return Rows(
            columns,
            tuple({name: _value(row[name]) for name in columns} for row in results),
        )

    def annotation(self, document: str) -> dict[str, Any]:
        """A document's annotation, by folder name or IRI. Raises InputError for an unknown one."""
        return show.annotation_of(self.store, show.find_document(self.store, document))

    def validate(self, *documents: str) -> validate.Report:
        """What the audit finds in these documents, or in all of them."""
        wanted = [show.find_document(self.store, name).value for name in documents]
        return validate.validate(self.store, wanted or None)


def open_graph(where: Path | str | None = None, data: Path | str | None = None) -> Graph:
    """The graph that comes with mandategraph, or that of a corpus of one's own in ``data``.

    ``where`` keeps the store on disk; without it, it is in memory.
    """
    return Graph(store.open_store(Path(where) if where else None, Path(data) if data else None))


def _value(term: object) -> Value:
    """A term as a Python value; years and whatever Python has no type for stay strings."""
    if isinstance(term, ox.NamedNode):
        return term.value
    if not isinstance(term, ox.Literal):
        return None
    kind = term.datatype.value.removeprefix(_XSD)
    convert = _FROM_XSD.get(kind)
    return convert(term.value) if convert else term.value
