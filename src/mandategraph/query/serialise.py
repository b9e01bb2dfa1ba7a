"""Results as bytes, by the store's own serialisers, or as a table to read in a terminal."""

import unicodedata
from collections.abc import Iterable, Sequence

from pyoxigraph import (
    Literal,
    QueryBoolean,
    QueryResultsFormat,
    QueryTriples,
    RdfFormat,
    serialize,
)

from mandategraph.errors import QueryError
from mandategraph.names import PREFIXES
from mandategraph.query.ask import Results
from mandategraph.query.terms import shown

ROW_FORMATS: dict[str, QueryResultsFormat] = {
    "csv": QueryResultsFormat.CSV,
    "tsv": QueryResultsFormat.TSV,
    "json": QueryResultsFormat.JSON,
    "xml": QueryResultsFormat.XML,
}
"""Formats of rows and of yes or no."""

GRAPH_FORMATS: dict[str, RdfFormat] = {
    "ttl": RdfFormat.TURTLE,
    "nt": RdfFormat.N_TRIPLES,
    "nq": RdfFormat.N_QUADS,
    "trig": RdfFormat.TRIG,
    "jsonld": RdfFormat.JSON_LD,
    "rdfxml": RdfFormat.RDF_XML,
}
"""Formats of triples."""

FORMATS = ("table", *ROW_FORMATS, *GRAPH_FORMATS)

_WITH_PREFIXES = ("ttl", "trig", "rdfxml")
_CELL = 72


def serialise(results: Results, format: str) -> bytes:  # noqa: A002 - the contract's word
    """The results in a format (one of FORMATS).

    Raises QueryError for an unknown format, or one that does not fit the kind of results.
    """
    if format not in FORMATS:
        raise QueryError(f"“{format}” is not a format; use one of {', '.join(FORMATS)}")
    if format == "table":
        return _table(results).encode("utf-8")
    if isinstance(results, QueryTriples):
        return _triples(results, format)
    if format not in ROW_FORMATS:
        raise QueryError(
            f"rows cannot be written as {format}; use {', '.join(ROW_FORMATS)}, or ask with CONSTRUCT"
        )
    return results.serialize(format=ROW_FORMATS[format]) or b""


def _triples(results: QueryTriples, format: str) -> bytes:  # noqa: A002 - as above
    if format not in GRAPH_FORMATS:
        raise QueryError(
            f"triples cannot be written as {format}; use {', '.join(GRAPH_FORMATS)}, or ask with SELECT"
        )
    prefixes = PREFIXES if format in _WITH_PREFIXES else None
    ordered = sorted(set(results), key=str)
    return serialize(ordered, format=GRAPH_FORMATS[format], prefixes=prefixes) or b""


def _table(results: Results) -> str:
    if isinstance(results, QueryBoolean):
        return f"{'yes' if results else 'no'}\n"
    if isinstance(results, QueryTriples):
        rows = [[shown(t.subject), shown(t.predicate), shown(t.object)] for t in results]
        return aligned(("subject", "predicate", "object"), sorted(rows), ())
    names = [variable.value for variable in results.variables]
    cells: list[list[str]] = []
    counted = set(names)
    for solution in results:
        values = [solution[name] for name in names]
        counted -= {
            name
            for name, value in zip(names, values, strict=True)
            if value is not None and not (isinstance(value, Literal) and _is_number(value))
        }
        cells.append([shown(value) for value in values])
    return aligned(names, cells, counted if cells else ())


def _is_number(value: Literal) -> bool:
    kind = value.datatype.value.removeprefix(PREFIXES["xsd"])
    return kind in ("integer", "decimal", "double", "float")


def aligned(names: Sequence[str], rows: Sequence[Sequence[str]], right: Iterable[str]) -> str:
    """Rows under their names in columns; the columns named in ``right`` stand to the right."""
    if not rows:
        return f"{'  '.join(names)}\n(no row)\n"
    to_right = set(right)
    cells = [[_cell(value) for value in row] for row in (names, *rows)]
    widths = [max(len(row[at]) for row in cells) for at in range(len(names))]
    lines = []
    for row in cells:
        parts = [
            cell.rjust(width) if name in to_right else cell.ljust(width)
            for name, cell, width in zip(names, row, widths, strict=True)
        ]
        lines.append("  ".join(parts).rstrip())
    lines.insert(1, "  ".join("─" * width for width in widths))
    count = f"({len(rows)} row{'s' if len(rows) != 1 else ''})"
    return "\n".join((*lines, count)) + "\n"


def _cell(value: str) -> str:
    """A value on one line, composed so that its length is its width, cut where it is long."""
    line = unicodedata.normalize("NFC", " ".join(value.split()))
    return line if len(line) <= _CELL else line[: _CELL - 1].rstrip() + "…"
