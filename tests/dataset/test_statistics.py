"""The numbers of the dataset, against a count by another engine over the same files."""

from collections import Counter

import pytest
import rdflib
from rdflib import OWL, RDF, RDFS, SKOS

OURS = "https://w3id.org/mandategraph/"
VOID = rdflib.Namespace("http://rdfs.org/ns/void#")
SD = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
DATASET = rdflib.URIRef("https://w3id.org/mandategraph/dataset")
MADE_HERE = {f"{OURS}graph/dataset", f"{OURS}graph/provenance"}


@pytest.fixture(scope="module")
def void(described):
    """The description as rdflib holds it."""
    graph = rdflib.Graph()
    for triple in described.triples:
        graph.parse(data=f"{triple} .", format="nt")
    return graph


@pytest.fixture(scope="module")
def everything(in_rdflib):
    """All triples of the kept graphs together, each once."""
    return {(s, p, o) for s, p, o, graph in in_rdflib.quads() if str(graph) not in MADE_HERE}


def numbers(found):
    """The counts as plain numbers by name."""
    names = ("triples", "subjects", "objects", "entities", "classes", "properties")
    return {name: getattr(found, name) for name in names}


def test_each_graph_is_counted_as_its_files_are(described, files, counted):
    assert len(files) > 10
    for graph, read in files.items():
        assert numbers(described.statistics.graphs[graph]) == numbers(counted(read)), graph


def test_no_graph_is_left_out(described, files):
    others = set(described.statistics.graphs) - set(files)

    assert others == {f"{OURS}graph/inferred"}


def test_the_whole_counts_a_triple_of_two_graphs_once(described, everything, counted):
    graphs = described.statistics.graphs.values()

    assert numbers(described.statistics.whole) == numbers(counted(everything))
    assert described.statistics.whole.triples < sum(one.triples for one in graphs)


def test_partitions_by_class_and_property(described, everything):
    things = Counter(str(o) for _, _, o in {(s, p, o) for s, p, o in everything if p == RDF.type})
    properties = Counter(str(p) for _, p, _ in everything)

    assert described.statistics.classes == dict(things)
    assert described.statistics.properties == dict(properties)


def test_vocabularies_are_those_of_every_term_used(described, everything):
    terms = {p for _, p, _ in everything} | {o for _, p, o in everything if p == RDF.type}

    assert set(described.statistics.vocabularies) == {namespace(term) for term in terms}


def test_linksets_are_the_links_that_the_files_state(described, files):
    linking = {
        RDFS.subClassOf, RDFS.subPropertyOf, OWL.sameAs, SKOS.exactMatch, SKOS.closeMatch,
        SKOS.broadMatch, SKOS.narrowMatch, SKOS.relatedMatch,
    }  # fmt: skip
    stated = Counter(
        (str(p), namespace(o), graph)
        for graph in (f"{OURS}graph/ontology", f"{OURS}graph/authority")
        for s, p, o in files[graph]
        if p in linking
        and isinstance(o, rdflib.URIRef)
        and str(s).startswith(OURS)
        and not str(o).startswith(OURS)
    )

    assert stated
    found = {(one.link, one.target, one.graph): one.triples for one in described.statistics.links}
    assert found == dict(stated)


def namespace(term):
    """The part of an IRI up to its last slash or number sign."""
    at = max(str(term).rfind("/"), str(term).rfind("#"))
    return str(term)[: at + 1]


def test_void_says_what_was_counted(void, described):
    def value(subject, term):
        return int(void.value(subject, VOID[term]))

    whole = described.statistics.whole
    assert value(DATASET, "triples") == whole.triples
    assert value(DATASET, "distinctSubjects") == whole.subjects
    assert value(DATASET, "distinctObjects") == whole.objects
    assert value(DATASET, "entities") == whole.entities
    for kind, counts in (
        ("class", described.statistics.classes),
        ("property", described.statistics.properties),
    ):
        count = VOID.entities if kind == "class" else VOID.triples
        parts = {
            str(void.value(part, VOID[kind])): int(void.value(part, count))
            for part in void.objects(DATASET, VOID[f"{kind}Partition"])
        }
        assert parts == counts


def test_every_named_graph_and_document_is_a_subset(void, described):
    named = {
        str(void.value(node, SD.name)): void.value(node, SD.graph)
        for node in void.objects(DATASET, SD.namedGraph)
    }
    below = set(void.transitive_objects(DATASET, VOID.subset))

    assert set(named) == set(described.statistics.graphs)
    for graph, subset in named.items():
        assert subset in below, graph
        assert int(void.value(subset, VOID.triples)) == described.statistics.graphs[graph].triples
    documents = {str(node) for one in below for node in void.objects(one, VOID.rootResource)}
    assert documents == set(described.statistics.documents)
    assert len(documents) >= 5


def test_linksets_say_what_they_join(void, described):
    linksets = set(void.subjects(RDF.type, VOID.Linkset))

    assert len(linksets) == len(described.statistics.links)
    for one in linksets:
        for term in (VOID.subjectsTarget, VOID.objectsTarget, VOID.linkPredicate, VOID.triples):
            assert len(set(void.objects(one, term))) == 1
        assert void.value(void.value(one, VOID.objectsTarget), VOID.uriSpace)


def test_examples_are_there_to_be_looked_at(void, store, described):
    examples = set(void.objects(DATASET, VOID.exampleResource))

    assert len(examples) >= 4
    assert all(any(True for _ in store.quads_for_pattern(_ox(one), None, None)) for one in examples)
    space = str(void.value(DATASET, VOID.uriSpace))
    assert all(str(one).startswith(space) for one in examples)


def _ox(node):
    import pyoxigraph as ox

    return ox.NamedNode(str(node))
