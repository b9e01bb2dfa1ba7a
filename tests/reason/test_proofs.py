"""Every inferred fact has a proof, and what the proof rests on is enough for an independent engine."""

import io

import pyoxigraph as ox
import pytest
from owlrl import DeductiveClosure, OWLRL_Semantics
from rdflib import Graph

from mandategraph.names import INFERRED_GRAPH, MG, PREFIXES
from mandategraph.reason import Closure, Prover
from mandategraph.store import open_store

INFERRED = ox.NamedNode(INFERRED_GRAPH)
KIND = ox.NamedNode(f"{PREFIXES['rdf']}type")


@pytest.fixture(scope="module")
def store():
    return open_store()


@pytest.fixture(scope="module")
def inferred(store):
    quads = store.quads_for_pattern(None, None, None, INFERRED)
    return sorted((quad.triple for quad in quads), key=str)


def in_rdflib(triples):
    out = io.BytesIO()
    ox.serialize(triples, out, format=ox.RdfFormat.N_TRIPLES)
    return Graph().parse(data=out.getvalue(), format="nt")


def test_every_inferred_fact_has_a_proof_down_to_stated_ones(store, inferred):
    prover = Prover(store, INFERRED)
    assert len(inferred) > 1000

    for triple in inferred:
        proof = prover.prove(triple)
        assert proof is not None, triple
        assert proof.rule is not None, triple
        for leaf in proof.stated():
            quads = store.quads_for_pattern(leaf.subject, leaf.predicate, leaf.object, None)
            graphs = {quad.graph_name for quad in quads}
            assert graphs - {ox.DefaultGraph(), INFERRED}, leaf


def test_from_what_a_proof_rests_on_owlrl_infers_the_same_fact(store, inferred):
    prover = Prover(store, INFERRED)
    by_property = {}
    for triple in inferred:
        by_property.setdefault(
            (triple.predicate, triple.object if triple.predicate == KIND else None), triple
        )
    assert len(by_property) > 30

    for triple in by_property.values():
        graph = in_rdflib(prover.prove(triple).stated())
        DeductiveClosure(OWLRL_Semantics).expand(graph)
        assert set(in_rdflib([triple])) <= set(graph), triple


def test_what_is_not_said_has_no_proof(store):
    thing = ox.NamedNode(f"{MG}Task")

    assert (
        Prover(store, INFERRED).prove(ox.Triple(thing, ox.NamedNode(f"{MG}leads"), thing)) is None
    )


def test_a_ring_of_reasons_is_no_proof():
    """Each of two relations that imply each other would follow from the other alone."""
    one, other = ox.NamedNode(f"{MG}one"), ox.NamedNode(f"{MG}other")
    narrower = ox.NamedNode(f"{PREFIXES['rdfs']}subPropertyOf")
    closure = Closure()
    closure.add(
        [
            ox.Triple(one, narrower, other),
            ox.Triple(other, narrower, one),
            ox.Triple(one, one, other),
        ]
    )
    graph = ox.NamedNode("urn:mandategraph:inferred")

    proof = Prover(closure.store, graph).prove(ox.Triple(one, other, other))

    assert ox.Triple(one, one, other) in list(proof.stated())
