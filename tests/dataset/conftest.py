"""The dataset once as the library gives it, and once as rdflib reads the same files by itself."""

import warnings
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace

import pyoxigraph as ox
import pytest
import rdflib

from mandategraph import dataset, export
from mandategraph.build.documents import all_folders
from mandategraph.store import document_of, open_store, parse_turtle

GRAPH = "https://w3id.org/mandategraph/graph/"


def pytest_collection_modifyitems(items):
    """Keep these tests in one worker: the graph is written and read back once for all."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.xdist_group("dataset"))


@pytest.fixture(scope="session")
def store():
    return open_store()


@pytest.fixture(scope="session")
def described(store):
    return dataset.describe(store)


@pytest.fixture(scope="session")
def nquads(store):
    """The export of everything."""
    return export.export(store, "nq")


@pytest.fixture(scope="session")
def reloaded(nquads):
    """The export of everything, in a fresh store."""
    fresh = ox.Store()
    fresh.bulk_load(nquads, format=ox.RdfFormat.N_QUADS)
    return fresh


@pytest.fixture(scope="session")
def in_rdflib(nquads):
    """The export of everything, read by rdflib, each literal as it is written."""
    before, rdflib.NORMALIZE_LITERALS = rdflib.NORMALIZE_LITERALS, False
    try:
        found = rdflib.Dataset()
        with warnings.catch_warnings():
            # rdflib's reader of N-Quads calls a part of rdflib that is to go.
            warnings.simplefilter("ignore", DeprecationWarning)
            found.parse(data=nquads, format="nquads")
    finally:
        rdflib.NORMALIZE_LITERALS = before
    return found


@pytest.fixture(scope="session")
def files(root):
    """The graphs that are kept in files, by name, read by rdflib."""
    found = {f"{GRAPH}ontology": _read((root / "ontology").rglob("*.ttl"))}
    found[f"{GRAPH}authority"] = _read((root / "graph" / "authority").glob("*.ttl"))
    for folder in all_folders():
        iri = document_of(parse_turtle(folder.facts), folder.facts)
        found[f"{iri}/facts"] = _read([folder.facts])
        found[f"{iri}/evidence"] = _read([folder.evidence])
    return found


def _read(paths):
    read = rdflib.Graph()
    for path in sorted(paths):
        read.parse(path)
    assert len(read)
    graph = rdflib.Graph()
    for subject, predicate, value in read:
        graph.add((subject, predicate, _as_stored(value)))
    return graph


def _as_stored(value):
    """The store keeps a decimal by its value: 0.90 in a file and 0.9 are one to it."""
    if isinstance(value, rdflib.Literal) and value.datatype == rdflib.XSD.decimal:
        return rdflib.Literal(f"{Decimal(str(value)).normalize():f}", datatype=rdflib.XSD.decimal)
    return value


@pytest.fixture(scope="session")
def counted():
    """What VoID counts, counted by hand over triples of rdflib."""

    def counts(triples):
        found = set(triples)
        ours = "https://w3id.org/mandategraph/id/"
        subjects = {s for s, _, _ in found}
        return SimpleNamespace(
            triples=len(found),
            subjects=len(subjects),
            objects=len({o for _, _, o in found}),
            entities=sum(str(s).startswith(ours) for s in subjects),
            classes=len({o for _, p, o in found if p == rdflib.RDF.type}),
            properties=len({p for _, p, _ in found}),
        )

    return counts
