"""Everything as one file of N-Quads, in an order that never changes."""

from collections.abc import Iterable
from pathlib import Path
from typing import IO

import pyoxigraph as ox

from mandategraph import names
from mandategraph.dataset import access, describe


def write(store: ox.Store, out: IO[bytes], data: Path | None = None) -> None:
    """The whole dataset as N-Quads, with its description and the provenance of its builds.

    Graph after graph, each sorted: never more than one is in memory beside the store. There is no
    blank node, for the store has none (``store.parse_turtle``). Raises DataError or DocumentError
    for a file of the corpus that cannot be read.
    """
    for graph in sorted(store.named_graphs(), key=str):
        _write(store.quads_for_pattern(None, None, None, graph), out)
    known = describe(store, data)
    _write(_in_graph(names.DATASET_GRAPH, (*known.triples, *access.offered(known.card))), out)
    _write(_in_graph(names.PROVENANCE_GRAPH, known.provenance), out)


def _in_graph(graph: str, triples: Iterable[ox.Triple]) -> set[ox.Quad]:
    name = ox.NamedNode(graph)
    return {ox.Quad(t.subject, t.predicate, t.object, name) for t in triples}


def _write(quads: Iterable[ox.Quad], out: IO[bytes]) -> None:
    ox.serialize(sorted(quads, key=str), out, format=ox.RdfFormat.N_QUADS)
