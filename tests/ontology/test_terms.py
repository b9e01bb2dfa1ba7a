"""No term is unused, undeclared or removed, and one that is given up names its successor."""

import re
from pathlib import Path

import pytest
from rdflib import DCTERMS, OWL, RDF, RDFS, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection

ROOT = Path(__file__).resolve().parents[2]
PARTS = sorted((ROOT / "ontology").glob("*.ttl"))
DATA = sorted((ROOT / "graph").rglob("*.ttl"))
ALIGNMENTS = sorted((ROOT / "ontology" / "alignments").glob("*.ttl"))
SHAPES = sorted((ROOT / "shapes").glob("*.ttl"))
QUERIES = sorted([*(ROOT / "queries").rglob("*.rq"), *(ROOT / "ontology").rglob("*.rq")])
PUBLISHED = Path(__file__).with_name("published.txt")

MG = Namespace("https://w3id.org/mandategraph/ontology#")
STATUS = URIRef("http://www.w3.org/2003/06/sw-vocab-status/ns#term_status")
IN_QUERY = re.compile(rf"(?:\bmg:|<{re.escape(str(MG))}|\"{re.escape(str(MG))})(\w+)")

# Declared for later, and therefore unstable: each with what it waits for.
WAITING = {
    "approvedBy": "texts say who approves an estimate; it is not read from them so far",
    "estimatedBy": "texts say who draws up an estimate; it is not read from them so far",
    "feedsInto": "no text of the graph says which report is made of which other one",
}
# Written by the library where a text calls for it, or in an audit's report; none is kept so far.
WRITTEN = {
    "Official": "src/mandategraph/build/documents.py",
    "dueSource": "src/mandategraph/build/duty_facts.py",
    "findingOf": "src/mandategraph/validate/render.py",
    "findingQuote": "src/mandategraph/validate/render.py",
    "findingState": "src/mandategraph/validate/render.py",
    "firstReport": "src/mandategraph/build/duty_facts.py",
    "repeatedBy": "src/mandategraph/build/duty_facts.py",
}


def local(term):
    return str(term).removeprefix(str(MG))


def together(paths):
    graph = Graph()
    for path in paths:
        graph.parse(path)
    return graph


def named_in(graph):
    names = {term for triple in graph for term in triple if isinstance(term, URIRef)}
    return {local(term) for term in names if term in MG}


def declared(ontology):
    return {local(term) for term in ontology.subjects(RDFS.isDefinedBy)}


def used_by_axiom(ontology):
    """Terms from which, or to which, an axiom leads: a term's own domain and range do not count."""
    links = {RDFS.subClassOf, RDFS.subPropertyOf, OWL.inverseOf}
    used = set()
    for subject, predicate, value in ontology:
        if predicate in links:
            used |= {subject, value}
        elif predicate in {RDFS.domain, RDFS.range, RDF.type, OWL.propertyDisjointWith}:
            used.add(value)
        elif predicate in {OWL.propertyChainAxiom, OWL.hasKey}:
            used |= {subject, *Collection(ontology, value)}
    return {local(term) for term in used if term in MG}


@pytest.fixture(scope="module")
def ontology():
    return together(PARTS)


@pytest.fixture(scope="module")
def used(ontology):
    """Every term that data, shapes, queries, rules, axioms or the library's output make use of."""
    asked = {name for path in QUERIES for name in IN_QUERY.findall(path.read_text("utf-8"))}
    said = named_in(together(DATA)) | named_in(together(SHAPES))
    return asked | said | used_by_axiom(ontology) | set(WRITTEN)


def test_there_is_something_to_check(ontology):
    assert PARTS
    assert DATA
    assert SHAPES
    assert QUERIES
    assert len(declared(ontology)) > 200


def test_no_unused_term(ontology, used):
    assert sorted(declared(ontology) - used - set(WAITING)) == []


@pytest.mark.parametrize(("term", "module"), WRITTEN.items())
def test_the_library_writes_what_no_kept_file_has(term, module):
    assert re.search(rf"\b{term}\b", (ROOT / module).read_text("utf-8"))


def test_what_waits_is_unstable_and_nothing_else_is(ontology):
    unstable = {local(term) for term in ontology.subjects(STATUS, Literal("unstable"))}

    assert unstable == set(WAITING)


@pytest.mark.parametrize(
    "path",
    [*PARTS, *ALIGNMENTS, *DATA, *SHAPES],
    ids=lambda path: path.relative_to(ROOT).as_posix(),
)
def test_no_undeclared_term(ontology, path):
    assert sorted(named_in(Graph().parse(path)) - declared(ontology)) == []


@pytest.mark.parametrize("path", QUERIES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_undeclared_term_in_a_query(ontology, path):
    assert sorted(set(IN_QUERY.findall(path.read_text("utf-8"))) - declared(ontology)) == []


def test_data_does_not_use_a_class_or_property_as_a_thing(ontology):
    """No punning. Evidence speaks of triples, so it names properties and is left aside."""
    kinds = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)
    general = {term for kind in kinds for term in ontology.subjects(RDF.type, kind)}
    silent = {RDF.type, *ontology.subjects(RDF.type, OWL.AnnotationProperty)}
    facts = together(path for path in DATA if path.name != "evidence.ttl")

    assert len(facts) > 1000
    assert not [
        triple
        for triple in facts
        if triple[0] in general or (triple[2] in general and triple[1] not in silent)
    ]


# What was published stays


def published():
    """The terms that were ever published, from the list beside this file."""
    lines = PUBLISHED.read_text("utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def faults_of_deprecation(ontology):
    """What is wrong with the terms given up: no successor, or one that is given up too."""
    given_up = set(ontology.subjects(OWL.deprecated, Literal(lexical_or_value=True)))
    for term in given_up:
        successors = set(ontology.objects(term, DCTERMS.isReplacedBy))
        if not successors:
            yield f"{local(term)} has no dcterms:isReplacedBy"
        for successor in successors:
            if local(successor) not in declared(ontology) or successor in given_up:
                yield f"{local(term)} is replaced by {local(successor)}, which is no term to use"
    for term in set(ontology.subjects(DCTERMS.isReplacedBy)) - given_up:
        yield f"{local(term)} has a successor, but is not owl:deprecated true"


def test_no_published_term_is_gone(ontology):
    """A term is given up by owl:deprecated and a successor; it stays in its file."""
    assert published()
    assert sorted(set(published()) - declared(ontology)) == []


def test_every_term_is_on_the_list_of_published_ones(ontology):
    """A new term is added to published.txt, so that its removal would be seen from then on."""
    assert sorted(declared(ontology) - set(published())) == []
    assert published() == sorted(set(published()))


def test_a_term_given_up_names_its_successor_and_is_used_no_more(ontology):
    given_up = {local(term) for term in ontology.subjects(OWL.deprecated)}

    assert list(faults_of_deprecation(ontology)) == []
    assert not given_up & (named_in(together(DATA)) | named_in(together(SHAPES)))


GIVEN_UP = """
@prefix mg: <https://w3id.org/mandategraph/ontology#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
mg:Old rdfs:isDefinedBy <https://w3id.org/mandategraph/ontology> .
mg:New rdfs:isDefinedBy <https://w3id.org/mandategraph/ontology> .
"""


@pytest.mark.parametrize(
    ("said", "faults"),
    [
        ("mg:Old owl:deprecated true ; dcterms:isReplacedBy mg:New .", 0),
        ("mg:Old owl:deprecated true .", 1),
        ("mg:Old owl:deprecated true ; dcterms:isReplacedBy mg:Nothing .", 1),
        ("mg:Old dcterms:isReplacedBy mg:New .", 1),
        (
            """mg:Old owl:deprecated true ; dcterms:isReplacedBy mg:New .
            mg:New owl:deprecated true ; dcterms:isReplacedBy mg:Old .""",
            2,
        ),
    ],
)
def test_a_term_wrongly_given_up_is_seen(said, faults):
    assert len(list(faults_of_deprecation(Graph().parse(data=GIVEN_UP + said)))) == faults
