"""Statements as JSON-LD with short names: what the context of the graph makes of them.

The part of the context that is used stands in the file itself, so that it can be read without a
network and means the same wherever it is kept; the whole context, published at
``ontology/context.jsonld``, gives every name of it the same meaning.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

import pyoxigraph as ox

from mandategraph.context import context, key_of, part, prefixed
from mandategraph.names import MG, PREFIXES

Node: TypeAlias = dict[str, Any]

_TYPE = f"{PREFIXES['rdf']}type"
_XSD = PREFIXES["xsd"]
_BOOLEANS = {"true": True, "false": False}
_SAFE_INTEGER = 2**53
"""Above it JSON readers that count in doubles lose digits."""


def of_triples(triples: Iterable[ox.Triple]) -> bytes:
    """Triples as one JSON-LD document: a node for each subject."""
    return _document(_nodes(triples))


def of_quads(quads: Iterable[ox.Quad]) -> bytes:
    """Quads as one JSON-LD document: an object for each named graph, with its nodes."""
    graphs: dict[str, list[ox.Triple]] = {}
    for quad in quads:
        name = "" if isinstance(quad.graph_name, ox.DefaultGraph) else _reference(quad.graph_name)
        graphs.setdefault(name, []).append(quad.triple)
    found: list[Node] = []
    for name, triples in graphs.items():
        nodes = _nodes(triples)
        found += [{"@id": name, "@graph": nodes}] if name else nodes
    return _document(found)


def _document(nodes: list[Node]) -> bytes:
    document = {"@context": part(_keys(nodes)), "@graph": nodes}
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _keys(value: Any) -> set[str]:
    """Every name that a reader has to look up in the context: keys, types and prefixed IRIs."""
    if isinstance(value, list):
        return set().union(*map(_keys, value))
    if isinstance(value, dict):
        types = value.get("@type", ())
        named = {types} if isinstance(types, str) else set(types)
        return set(value).union(named, *map(_keys, value.values()))
    return {value} if isinstance(value, str) and value.startswith("mg:") else set()


def _nodes(triples: Iterable[ox.Triple]) -> list[Node]:
    nodes: dict[str, Node] = {}
    for triple in triples:
        name = _reference(triple.subject)
        _add(nodes.setdefault(name, {"@id": name}), triple.predicate.value, triple.object)
    return list(nodes.values())


def _add(node: Node, predicate: str, value: Any) -> None:
    """One value of a node, in the shortest form that its term of the context allows."""
    if predicate == _TYPE and not isinstance(value, ox.Literal):
        _append(
            node, "@type", key_of(value.value) if isinstance(value, ox.NamedNode) else str(value)
        )
        return
    key = key_of(predicate)
    term = context().get(key)
    asked = term if isinstance(term, dict) else {}
    if asked.get("@container") == "@language" and isinstance(value, ox.Literal) and value.language:
        _append(node.setdefault(key, {}), value.language, value.value)
        return
    short = _short(value, asked)
    if short is not None:
        _append(node, key, short)
    else:
        other = prefixed(predicate)
        _append(node, predicate if other in context() else other, _expanded(value))


def _append(node: Node, key: str, value: Any) -> None:
    """A single value stands alone, several in a list."""
    if key not in node:
        node[key] = value
    elif isinstance(node[key], list):
        node[key].append(value)
    else:
        node[key] = [node[key], value]


def _short(value: Any, asked: Mapping[str, str]) -> str | bool | int | None:
    """A value as its term lets it be written; None when the term is not for such a value."""
    if asked.get("@container"):
        return None
    if not isinstance(value, ox.Literal):
        return _reference(value) if asked.get("@type") == "@id" else None
    datatype = value.datatype.value
    if value.language:
        return None
    if datatype == f"{_XSD}string":
        return value.value if not asked.get("@type") else None
    if asked.get("@type") != prefixed(datatype):
        return None
    return _native(value.value, datatype)


def _native(characters: str, datatype: str) -> str | bool | int:
    """Whole numbers and truth values as JSON's own, where that keeps every character of them."""
    if datatype == f"{_XSD}boolean":
        return _BOOLEANS.get(characters, characters)
    if datatype == f"{_XSD}integer" and characters.lstrip("-").isdigit():
        number = int(characters)
        return number if str(number) == characters and abs(number) < _SAFE_INTEGER else characters
    return characters


def _expanded(value: Any) -> Any:
    """A value that says itself what it is."""
    if not isinstance(value, ox.Literal):
        return {"@id": _reference(value)}
    if value.language:
        return {"@value": value.value, "@language": value.language}
    if value.datatype.value == f"{_XSD}string":
        return value.value
    return {"@value": value.value, "@type": prefixed(value.datatype.value)}


def _reference(node: Any) -> str:
    """A node as JSON-LD names it: things by their IRI, terms of ours by prefix."""
    if isinstance(node, ox.NamedNode):
        return prefixed(node.value) if node.value.startswith(MG) else node.value
    return str(node)
