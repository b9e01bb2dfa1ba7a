"""The graph in other formats: quads and triples, a network, a table of tasks."""

import io
from collections.abc import Callable, Iterable
from typing import cast

import networkx as nx
import pyoxigraph as ox

from mandategraph import network, query
from mandategraph.names import PREFIXES
from mandategraph.store import named_quads

_UTF8_MARK = b"\xef\xbb\xbf"


def export(store: ox.Store, form: str) -> bytes:
    """The whole store as N-Quads, Turtle (all graphs merged) or JSON-LD; its network; its tasks."""
    return _WRITERS[form](store)


def _nquads(store: ox.Store) -> bytes:
    return _serialise(named_quads(store), ox.RdfFormat.N_QUADS)


def _jsonld(store: ox.Store) -> bytes:
    return _serialise(named_quads(store), ox.RdfFormat.JSON_LD)


def _turtle(store: ox.Store) -> bytes:
    return _serialise(sorted({quad.triple for quad in store}, key=str), ox.RdfFormat.TURTLE)


def _serialise(statements: Iterable[ox.Quad] | Iterable[ox.Triple], form: ox.RdfFormat) -> bytes:
    out = io.BytesIO()
    prefixes = PREFIXES if form != ox.RdfFormat.N_QUADS else None
    ox.serialize(statements, out, format=form, prefixes=prefixes)
    return out.getvalue()


def _graphml(store: ox.Store) -> bytes:
    out = io.BytesIO()
    nx.write_graphml(network.assignments(store), out, encoding="utf-8", named_key_ids=True)
    return out.getvalue()


def _gexf(store: ox.Store) -> bytes:
    out = io.BytesIO()
    nx.write_gexf(network.assignments(store), out, encoding="utf-8")
    return out.getvalue()


def _tasks(store: ox.Store) -> bytes:
    """One row a task; a byte-order mark lets spreadsheets read the Vietnamese letters right."""
    out = io.BytesIO()
    out.write(_UTF8_MARK)
    rows = query.stored(store, "exports", "tasks")
    cast("ox.QuerySolutions", rows).serialize(out, format=ox.QueryResultsFormat.CSV)
    return out.getvalue()


_WRITERS: dict[str, Callable[[ox.Store], bytes]] = {
    "nq": _nquads,
    "ttl": _turtle,
    "jsonld": _jsonld,
    "graphml": _graphml,
    "gexf": _gexf,
    "csv": _tasks,
}
FORMATS = tuple(_WRITERS)
