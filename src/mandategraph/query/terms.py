"""Values as a person writes them, read as RDF terms, and terms written for a person."""

import re
from collections.abc import Callable

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from mandategraph.errors import QueryError
from mandategraph.names import ID, PREFIXES

_XSD = PREFIXES["xsd"]
_THINGS = ("agency", "function", "jurisdiction", "kind", "technology", "theme")
_PREFIXED = re.compile(r"([A-Za-z][\w-]*):([^\s<>\"{}|^`\\]*)")
_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|^`\\]+")


def _iri(value: str) -> NamedNode:
    """A full IRI, with or without brackets, or one with a known prefix."""
    bare = value.removeprefix("<").removesuffix(">")
    if (match := _PREFIXED.fullmatch(bare)) and match[1] in PREFIXES:
        return NamedNode(PREFIXES[match[1]] + match[2])
    if not _ABSOLUTE.fullmatch(bare):
        raise ValueError("an IRI such as https://… or id:technology/big-data")
    return NamedNode(bare)


def _thing(kind: str) -> Callable[[str], NamedNode]:
    def read(value: str) -> NamedNode:
        return NamedNode(f"{ID}{kind}/{value}") if re.fullmatch(r"[\w./-]+", value) else _iri(value)

    return read


def _typed(datatype: str, pattern: str, example: str) -> Callable[[str], Literal]:
    shape = re.compile(pattern)

    def read(value: str) -> Literal:
        if not shape.fullmatch(value):
            raise ValueError(f"{datatype} such as {example}")
        return Literal(value, datatype=NamedNode(f"{_XSD}{datatype}"))

    return read


KINDS: dict[str, Callable[[str], NamedNode | Literal]] = {
    "string": Literal,
    "iri": _iri,
    "integer": _typed("integer", r"[+-]?\d{1,18}", "12"),
    "decimal": _typed("decimal", r"[+-]?\d{1,18}(\.\d{1,18})?", "0.8"),
    "date": _typed("date", r"\d{4}-\d{2}-\d{2}", "2017-05-04"),
    "year": _typed("gYear", r"\d{4}", "2025"),
    **{kind: _thing(kind) for kind in _THINGS},
}
"""How to read the value of a parameter, by its type; a thing may be named by its last part."""


def term(kind: str, value: str, name: str) -> NamedNode | Literal:
    """The term that a value stands for. Raises QueryError when the value is not of its type."""
    try:
        return KINDS[kind](value)
    except ValueError as error:
        raise QueryError(f"{name} = “{value}” cannot be used; give {error}") from error


def shown(value: NamedNode | BlankNode | Literal | Triple | None) -> str:
    """A term as a person reads it: prefixed IRIs, the bare characters of literals."""
    if value is None:
        return ""
    if isinstance(value, NamedNode):
        return prefixed(value.value)
    return value.value if isinstance(value, Literal) else str(value)


def prefixed(iri: str) -> str:
    """An IRI with the prefix of its namespace, where it has one of ours."""
    fitting = [(len(space), short) for short, space in PREFIXES.items() if iri.startswith(space)]
    if not fitting:
        return iri
    length, short = max(fitting)
    return f"{short}:{iri[length:]}"
