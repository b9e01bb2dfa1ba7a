"""The JSON-LD context and the files written with it, read by rdflib's JSON-LD processor."""

import json
import warnings

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import OWL, RDF, RDFS, XSD, BNode, Dataset, Graph, Namespace
from rdflib.compare import isomorphic

from mandategraph import export, jsonld
from mandategraph.context import context, part
from mandategraph.names import PREFIXES
from mandategraph.store import named_quads, open_store

MG = Namespace("https://w3id.org/mandategraph/ontology#")
EXAMPLE = "https://example.org/"


@pytest.fixture(scope="module")
def ontology(root):
    graph = Graph()
    for path in sorted((root / "ontology").glob("*.ttl")):
        graph.parse(path)
    return graph


def own(graph, kind):
    found = [term for term in graph.subjects(RDF.type, kind) if term in MG]
    assert found
    return found


def name(term):
    return str(term).removeprefix(str(MG))


def test_every_class_and_property_has_a_name(ontology):
    names = {
        name(term)
        for kind in (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
        for term in own(ontology, kind)
    }

    assert names <= set(context())


def test_no_term_takes_the_name_of_a_prefix(ontology):
    terms = {name(term) for term in ontology.subjects(RDFS.isDefinedBy)}

    assert terms
    assert not terms & set(PREFIXES)


def test_what_each_kind_of_property_holds(ontology):
    for term in own(ontology, OWL.ObjectProperty):
        assert context()[name(term)] == {"@id": f"mg:{name(term)}", "@type": "@id"}
    for term in own(ontology, OWL.DatatypeProperty):
        entry = context()[name(term)]
        ranges = list(ontology.objects(term, RDFS.range))
        if ranges == [XSD.string]:
            assert entry == {"@id": f"mg:{name(term)}"}
        elif not ranges:
            assert entry["@container"] == "@language"
        elif ranges[0] in XSD:
            assert entry["@type"] == f"xsd:{ranges[0].removeprefix(str(XSD))}"


def statements(text, form):
    data = Dataset()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # rdflib calls what it deprecates
        data.parse(data=text, format=form)
    return data


def graphs_of(data):
    """The graphs that say something, by name, and in each the statements without blank nodes."""
    found = {}
    for *triple, graph in data.quads():
        found.setdefault(str(graph), set()).add(tuple(triple))
    assert found
    return found


def has_blank(triple):
    return any(isinstance(term, BNode) for term in triple)


def same(left, right):
    """Whether two datasets say the same; only what has blank nodes needs the slow comparison."""
    ours, theirs = graphs_of(left), graphs_of(right)
    if ours.keys() != theirs.keys():
        return False
    for key, triples in ours.items():
        others = theirs[key]
        if {t for t in triples if not has_blank(t)} != {t for t in others if not has_blank(t)}:
            return False
        blank = [Graph(), Graph()]
        for graph, said in zip(blank, (triples, others), strict=True):
            for triple in filter(has_blank, said):
                graph.add(triple)
        if not isomorphic(*blank):
            return False
    return True


@pytest.fixture(scope="module")
def store():
    return open_store()


@pytest.fixture(scope="module")
def written(store):
    return export.export(store, "jsonld")


@pytest.fixture(scope="module")
def expected(store):
    quads = ox.serialize(named_quads(store), format=ox.RdfFormat.N_QUADS)
    data = statements(quads, "nquads")
    assert len(data) > 20_000
    return data


def test_export_says_what_the_quads_say(written, expected):
    assert same(statements(written, "json-ld"), expected)


def test_export_says_the_same_under_the_published_context(written, expected):
    document = json.loads(written)
    document["@context"] = context()

    assert same(statements(json.dumps(document), "json-ld"), expected)


def test_export_carries_only_what_it_uses_of_the_context(written):
    document = json.loads(written)
    given = document["@context"]

    assert given.items() <= context().items()
    assert "leadAgency" in given
    assert part({"leadAgency"}) == {
        "@version": 1.1,
        "mg": str(MG),
        "leadAgency": {"@id": "mg:leadAgency", "@type": "@id"},
    }


def test_export_reads_like_plain_json(written):
    """A program that knows nothing of RDF finds the lead of a task, and its words by language."""
    nodes = [node for graph in json.loads(written)["@graph"] for node in graph["@graph"]]
    task = next(n for n in nodes if n.get("@type") == "Task" and "leadAgency" in n)
    span = next(n for n in nodes if n.get("@type") == "Span")

    assert str(task["leadAgency"]).count("https://w3id.org/mandategraph/id/agency/")
    assert set(task["text"]) <= {"vi", "en"}
    assert isinstance(span["startOffset"], int)


NAMES = ("label", "text", "due", "order", "isGroup", "confidence", "leadAgency")
PREDICATES = st.sampled_from(
    [*(f"{MG}{one}" for one in NAMES), str(RDFS.label), str(RDF.value), f"{EXAMPLE}a-b"]
)
NODES = st.sampled_from([f"{EXAMPLE}x", str(MG.Task), "urn:mg:y", "https://example.org/ü?a=b#c"])
TYPES = st.sampled_from([XSD.string, XSD.integer, XSD.boolean, XSD.decimal, XSD.date, XSD.gYear])
CHARACTERS = st.one_of(
    st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=8),
    st.sampled_from(["1", "0", "true", "false", "-7", "12345678901234567890", "1.50", "mg:Task"]),
)
LITERALS = st.one_of(
    st.builds(lambda text, language: ox.Literal(text, language=language), CHARACTERS,
              st.sampled_from(["vi", "en", "id", "en-gb"])),
    st.builds(lambda text, type_: ox.Literal(text, datatype=ox.NamedNode(str(type_))), CHARACTERS, TYPES),
)  # fmt: skip
TRIPLES = st.builds(
    ox.Triple,
    NODES.map(ox.NamedNode),
    PREDICATES.map(ox.NamedNode),
    st.one_of(NODES.map(ox.NamedNode), LITERALS),
)


@pytest.mark.filterwarnings("ignore:.*")  # rdflib remarks on values that are not of their type
@given(st.lists(TRIPLES, max_size=8))
def test_any_statement_comes_back(triples):
    """Also one whose value is not what its property should have."""
    lines = "".join(f"{triple} .\n" for triple in triples)
    expected = {
        tuple(map(exact, triple)) for triple in Graph().parse(data=lines, format="ntriples")
    }
    read = Graph().parse(data=jsonld.of_triples(triples), format="json-ld")

    assert {tuple(map(exact, triple)) for triple in read} == expected


def exact(term):
    """A term as it is written, so that 1 and 01 are two."""
    return term.n3() if not hasattr(term, "datatype") else (str(term), term.datatype, term.language)
