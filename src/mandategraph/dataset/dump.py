"""Everything as quads without blank nodes, in an order that never changes.

Lists and class expressions of the ontology are blank nodes in its files, and each reading of a file
numbers them anew. Here each has the name that RDF Dataset Canonicalization gives it
(https://www.w3.org/TR/rdf-canon/), made an IRI as RDF 1.1 Concepts, 3.5, proposes for exchange.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO

import pyoxigraph as ox

from mandategraph import names
from mandategraph.dataset import access, describe

_GENID = f"{names.BASE}.well-known/genid/"


def quads(store: ox.Store) -> Iterator[ox.Quad]:
    """The quads of all named graphs, graph by graph, each graph sorted."""
    blank = _without_blank(quad for quad in store if _is_named(quad) and _has_blank(quad))
    for graph in sorted(store.named_graphs(), key=str):
        found = store.quads_for_pattern(None, None, None, graph)
        plain = [quad for quad in found if not _has_blank(quad)]
        yield from sorted([*plain, *blank.get(str(graph), ())], key=str)


def write(store: ox.Store, out: IO[bytes], data: Path | None = None) -> None:
    """The whole dataset as N-Quads, with its description and the provenance of its builds.

    Written graph by graph: never more than one is in memory beside the store.
    """
    known = describe(store, data)
    described = (*known.triples, *access.offered(known.card))
    ox.serialize(quads(store), out, format=ox.RdfFormat.N_QUADS)
    for graph, triples in (
        (names.DATASET_GRAPH, described),
        (names.PROVENANCE_GRAPH, known.provenance),
    ):
        name = ox.NamedNode(graph)
        found = {ox.Quad(t.subject, t.predicate, t.object, name) for t in triples}
        ox.serialize(sorted(found, key=str), out, format=ox.RdfFormat.N_QUADS)


def _is_named(quad: ox.Quad) -> bool:
    return not isinstance(quad.graph_name, ox.DefaultGraph)


def _has_blank(quad: ox.Quad) -> bool:
    return isinstance(quad.subject, ox.BlankNode) or isinstance(quad.object, ox.BlankNode)


def _without_blank(found: Iterable[ox.Quad]) -> dict[str, list[ox.Quad]]:
    """Quads by their graph, each blank node in them an IRI of its own."""
    dataset = ox.Dataset(found)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    canonical = sorted(dataset, key=str)
    # Two different sets of blank nodes never share a name, also when both are loaded into one store.
    whole = names.short_hash("\n".join(map(str, canonical)))

    def named(term: ox.BlankNode) -> ox.NamedNode:
        return ox.NamedNode(f"{_GENID}{whole}-{term.value}")

    by_graph: dict[str, list[ox.Quad]] = {}
    for quad in canonical:
        subject = named(quad.subject) if isinstance(quad.subject, ox.BlankNode) else quad.subject
        value = named(quad.object) if isinstance(quad.object, ox.BlankNode) else quad.object
        mended = ox.Quad(subject, quad.predicate, value, quad.graph_name)
        by_graph.setdefault(str(quad.graph_name), []).append(mended)
    return by_graph
