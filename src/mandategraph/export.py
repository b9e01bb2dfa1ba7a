"""The graph in other formats: quads and triples, a network, a table of tasks."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import IO, cast

import networkx as nx
import pyoxigraph as ox

from mandategraph import jsonld, network, query
from mandategraph.dataset import dump
from mandategraph.names import PREFIXES
from mandategraph.store import named_quads

_UTF8_MARK = b"\xef\xbb\xbf"


def export(store: ox.Store, form: str, data: Path | None = None) -> bytes:
    """The whole store as N-Quads, Turtle (all graphs merged) or JSON-LD; its network; its tasks.

    ``data`` is the corpus that the store was filled from: N-Quads tell of its builds too.
    """
    out = io.BytesIO()
    write(store, form, out, data)
    return out.getvalue()


def write(store: ox.Store, form: str, out: IO[bytes], data: Path | None = None) -> None:
    """What ``export`` gives, to a file that is open; N-Quads bit by bit."""
    if form == "nq":
        dump.write(store, out, data)
    else:
        out.write(_WRITERS[form](store))


def _jsonld(store: ox.Store) -> bytes:
    return jsonld.of_quads(named_quads(store))


def _turtle(store: ox.Store) -> bytes:
    out = io.BytesIO()
    triples = sorted({quad.triple for quad in named_quads(store)}, key=str)
    ox.serialize(triples, out, format=ox.RdfFormat.TURTLE, prefixes=PREFIXES)
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
    "ttl": _turtle,
    "jsonld": _jsonld,
    "graphml": _graphml,
    "gexf": _gexf,
    "csv": _tasks,
}
FORMATS = ("nq", *_WRITERS)
