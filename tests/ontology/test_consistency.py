"""The ontology, its alignments and the kept facts contradict nothing, by two reasoners.

owlrl applies the rules of OWL 2 RL. HermiT is a complete reasoner for OWL 2 DL; it runs in Java,
so its tests are skipped, and say so, where there is none.
"""

import io
import shutil
from pathlib import Path

import pytest
from owlrl import DeductiveClosure, OWLRL_Semantics
from rdflib import OWL, RDF, RDFS, XSD, Graph, Literal, Namespace, URIRef

ROOT = Path(__file__).resolve().parents[2]
PARTS = sorted((ROOT / "ontology").glob("*.ttl"))
ALIGNMENTS = sorted((ROOT / "ontology" / "alignments").glob("*.ttl"))
FACTS = sorted((ROOT / "graph" / "documents").glob("*/facts.ttl"))
AUTHORITY = sorted((ROOT / "graph" / "authority").glob("*.ttl"))

MG = Namespace("https://w3id.org/mandategraph/ontology#")
EX = Namespace("https://example.org/")
# owlrl reports a contradiction as a triple of this property.
OWLRL_ERROR = URIRef("http://www.daml.org/2002/03/agents/agent-ont#error")

# Contradictions, each by another kind of axiom, so that a reasoner that overlooks one is found out.
PREFIXES = """
@prefix : <https://example.org/> .
@prefix mg: <https://w3id.org/mandategraph/ontology#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
CONTRADICTIONS = [
    pytest.param(":a a mg:Task , mg:Objective .", id="two disjoint classes"),
    pytest.param(":a mg:leadAgency :b . :b a mg:Document .", id="range"),
    pytest.param(":b mg:leads :a . :a a mg:Document .", id="range of an inverse"),
    pytest.param(":a mg:implements :b . :b mg:implements :a .", id="asymmetric"),
    pytest.param(
        ":a mg:taskOf :b , :c . :b owl:differentFrom :c .", id="two values of a functional property"
    ),
    pytest.param(
        ":a mg:technology :t . :a mg:alternativeTechnology :t .", id="disjoint properties"
    ),
    pytest.param(
        """:x a mg:Document ; mg:normalizedNumber "1/CT" ; mg:issuedBy :b ; mg:date :DATE .
        :y a mg:Document ; mg:normalizedNumber "1/CT" ; mg:issuedBy :b ; mg:date :DATE .
        :x owl:differentFrom :y .""".replace(":DATE", '"2017-05-04"^^xsd:date'),
        id="key",
    ),
    pytest.param(
        """:b mg:leads :t . :t mg:taskOf :district . :district mg:implements :province .
        :province mg:implements :top . :no a owl:NegativePropertyAssertion ;
        owl:sourceIndividual :b ; owl:assertionProperty mg:answersTo ; owl:targetIndividual :top .
        :b a owl:NamedIndividual . :top a owl:NamedIndividual .""",
        id="chain over a transitive property",
    ),
]


def together(*groups):
    graph = Graph()
    for paths in groups:
        for path in paths:
            graph.parse(path)
    return graph


def without_words(graph):
    """A graph without labels, definitions and other annotations, of which no reasoner thinks."""
    silent = {*graph.subjects(RDF.type, OWL.AnnotationProperty), RDFS.label, RDFS.isDefinedBy}
    slim = Graph()
    for triple in graph:
        if triple[1] not in silent:
            slim.add(triple)
    return slim


@pytest.fixture(scope="module")
def axioms():
    return without_words(together(PARTS, ALIGNMENTS))


# By the rules of OWL 2 RL


def clashes(graph):
    """The contradictions that owlrl finds."""
    closure = Graph() + graph
    DeductiveClosure(OWLRL_Semantics).expand(closure)
    found = [str(words) for words in closure.objects(None, OWLRL_ERROR)]
    return found + [
        f"{member} is in no possible world"
        for member in closure.subjects(RDF.type, OWL.Nothing)
        if member != OWL.Nothing
    ]


def test_there_is_something_to_check():
    assert PARTS
    assert ALIGNMENTS
    assert FACTS
    assert AUTHORITY


def test_ontology_and_alignments_are_free_of_contradiction(axioms):
    assert not clashes(axioms)


@pytest.mark.parametrize("path", FACTS, ids=lambda path: path.parent.name)
def test_facts_are_free_of_contradiction(path):
    """Links only: a literal adds minutes to owlrl, and its datatype is compared below."""
    links = Graph()
    for triple in together([path]):
        if not isinstance(triple[2], Literal):
            links.add(triple)

    assert len(links) > 100
    assert not clashes(without_words(together(PARTS)) + links)


@pytest.mark.parametrize("facts", CONTRADICTIONS)
def test_rules_see_a_contradiction(facts):
    assert clashes(without_words(together(PARTS)) + Graph().parse(data=PREFIXES + facts))


def test_values_are_of_the_datatype_of_their_property():
    ontology, facts = together(PARTS), together(FACTS)
    ranges = [
        (name, datatype)
        for name, datatype in ontology.subject_objects(RDFS.range)
        if (name, RDF.type, OWL.DatatypeProperty) in ontology
    ]
    wrong = [
        (str(name), value)
        for name, datatype in ranges
        for value in facts.objects(None, name)
        if not isinstance(value, Literal)
        or (value.datatype or XSD.string) != datatype
        or value.language
    ]

    assert ranges
    assert not wrong


def test_what_implements_a_chain_cascades_from_its_top():
    """A district plan cascades from the directive that its province's plan implements."""
    graph = without_words(together(PARTS))
    graph.add((EX.province, MG.implements, EX.top))
    graph.add((EX.district, MG.implements, EX.province))
    DeductiveClosure(OWLRL_Semantics).expand(graph)

    assert (EX.district, MG.cascadesFrom, EX.top) in graph
    assert (EX.top, MG.cascadesTo, EX.district) in graph
    assert (EX.district, MG.implements, EX.top) not in graph


def test_chains_lead_from_agency_and_directive_to_what_they_are_about():
    graph = without_words(together(PARTS))
    graph.add((EX.task, MG.leadAgency, EX.finance))
    graph.add((EX.task, MG.technology, EX.cloud))
    graph.add((EX.task, MG.taskOf, EX.plan))
    graph.add((EX.plan, MG.implements, EX.directive))
    DeductiveClosure(OWLRL_Semantics).expand(graph)

    assert set(graph.objects(EX.finance, MG.answersTo)) == {EX.directive}
    assert set(graph.objects(EX.finance, MG.responsibleFor)) == {EX.cloud}
    assert set(graph.subjects(MG.addressesTechnology, EX.cloud)) == {EX.plan, EX.directive}


# By HermiT


@pytest.fixture
def hermit():
    """A function that gives the classes which HermiT finds impossible in a graph.

    OWL 2 knows no dates and no years without a day: each is read as the first moment of it, which
    keeps equal ones equal and different ones different.
    """
    if shutil.which("java") is None:
        pytest.skip("HermiT runs in Java, and there is none here; install a JRE to run this test")
    import owlready2

    def impossible(graph):
        known = Graph()
        for subject, predicate, value in graph:
            moment = value
            if isinstance(value, Literal) and value.datatype == XSD.date:
                moment = Literal(f"{value}T00:00:00", datatype=XSD.dateTime)
            if isinstance(value, Literal) and value.datatype == XSD.gYear:
                moment = Literal(f"{str(value)[:4]}-01-01T00:00:00", datatype=XSD.dateTime)
            known.add((subject, predicate, moment))
        world = owlready2.World()
        triples = known.serialize(format="nt", encoding="utf-8")
        world.get_ontology(str(EX)).load(fileobj=io.BytesIO(triples))
        owlready2.sync_reasoner_hermit(world, debug=0)
        return [kind.iri for kind in world.inconsistent_classes() if kind.iri != str(OWL.Nothing)]

    impossible.contradiction = owlready2.OwlReadyInconsistentOntologyError
    return impossible


def test_hermit_finds_every_class_possible(hermit):
    assert hermit(together(PARTS, ALIGNMENTS)) == []


def test_hermit_finds_the_facts_free_of_contradiction(hermit):
    """Facts and authority files; evidence speaks of triples, which OWL 2 DL cannot."""
    assert hermit(together(PARTS, ALIGNMENTS, AUTHORITY, FACTS)) == []


@pytest.mark.parametrize("facts", CONTRADICTIONS)
def test_hermit_sees_a_contradiction(hermit, facts):
    with pytest.raises(hermit.contradiction):
        hermit(without_words(together(PARTS)) + Graph().parse(data=PREFIXES + facts))


def test_hermit_sees_an_impossible_class(hermit):
    both = "mg:Both a owl:Class ; rdfs:subClassOf mg:Task , mg:Objective ."

    assert hermit(together(PARTS) + Graph().parse(data=PREFIXES + both)) == [str(MG.Both)]
