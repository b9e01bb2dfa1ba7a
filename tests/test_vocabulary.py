"""The ontology read for readers: against another reader of RDF, and on a small one made for it."""

import pyoxigraph as ox
import pytest
from rdflib import RDF, RDFS, Graph, Namespace, URIRef

from mandategraph.errors import DataError
from mandategraph.vocabulary import KINDS, Text, in_language, of_triples, vocabulary

MG = Namespace("https://w3id.org/mandategraph/ontology#")
SMALL = """
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix ex: <https://example.org/> .
@prefix mg: <https://w3id.org/mandategraph/ontology#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .

mg:Animal a owl:Class ; rdfs:label "Động vật"@vi , "Animal"@en ;
    owl:hasKey ( mg:tag mg:owner ) .
mg:Cat a owl:Class ; rdfs:subClassOf mg:Animal , ex:Pet .
mg:Stone a owl:Class ; owl:disjointWith mg:Animal .
mg:Cloud a owl:Class .
[] a owl:AllDisjointClasses ; owl:members ( mg:Animal mg:Stone mg:Cloud ) .
mg:tom a owl:NamedIndividual , mg:Cat .
mg:owner a owl:ObjectProperty , owl:FunctionalProperty ; rdfs:domain mg:Animal ; mg:evidenced true .
mg:owns a owl:ObjectProperty ; owl:inverseOf mg:owner .
mg:feeds a owl:ObjectProperty ; owl:propertyChainAxiom ( mg:owns mg:likes ) .
mg:likes a owl:ObjectProperty , owl:TransitiveProperty .
mg:tag a owl:DatatypeProperty .
mg:mark a owl:DatatypeProperty ; owl:deprecated true ; dcterms:isReplacedBy mg:tag .
"""


def iris(*names):
    return tuple(str(MG[name]) for name in names)


@pytest.fixture(scope="module")
def small():
    triples = [quad.triple for quad in ox.parse(SMALL, format=ox.RdfFormat.TURTLE)]
    return of_triples(triples, {"ex": "https://example.org/", "mg": str(MG)})


@pytest.fixture(scope="module")
def ontology(root):
    graph = Graph()
    for path in sorted((root / "ontology").rglob("*.ttl")):
        graph.parse(path)
    assert len(graph) > 1000
    return graph


def test_every_declared_term_is_read_with_its_words(ontology):
    known = vocabulary()
    for kind, type_ in KINDS.items():
        declared = {str(term) for term in ontology.subjects(RDF.type, URIRef(type_)) if term in MG}
        assert {term.iri for term in known.of_kind(kind)} == declared
    for term in known.terms.values():
        subject = MG[term.name]
        assert {(text.text, text.language) for text in term.labels} == {
            (str(label), label.language) for label in ontology.objects(subject, RDFS.label)
        }
        assert set(term.domains) == set(map(str, ontology.objects(subject, RDFS.domain)))
        assert set(term.ranges) == set(map(str, ontology.objects(subject, RDFS.range)))


def test_alignments_are_told_from_terms_of_our_own():
    known = vocabulary()
    agency = known.terms[f"{MG}Agency"]

    assert "eli:Organization" in [known.compact(iri) for iri in known.outside(agency)]
    assert [term.name for term in known.above(agency)] == ["Body"]


def test_tree(small):
    animal, cat = small.terms[f"{MG}Animal"], small.terms[f"{MG}Cat"]

    assert [term.name for term in small.tops("class")] == ["Animal", "Cloud", "Stone"]
    assert small.below(animal) == [cat]
    assert small.outside(cat) == ("https://example.org/Pet",)
    assert small.individuals(cat) == [small.terms[f"{MG}tom"]]
    assert small.below(cat) == []


def test_what_holds_both_ways_is_told_at_both_ends(small):
    assert small.terms[f"{MG}owner"].inverses == iris("owns")
    assert small.terms[f"{MG}owns"].inverses == iris("owner")
    assert set(small.terms[f"{MG}Animal"].disjoint) == set(iris("Stone", "Cloud"))
    assert set(small.terms[f"{MG}Stone"].disjoint) == set(iris("Animal", "Cloud"))


def test_lists_keep_their_order(small):
    assert small.terms[f"{MG}feeds"].chains == (iris("owns", "likes"),)
    assert small.terms[f"{MG}Animal"].keys == (iris("tag", "owner"),)


def test_characteristics_evidence_and_deprecation(small):
    owner, mark = small.terms[f"{MG}owner"], small.terms[f"{MG}mark"]

    assert owner.characteristics == ("FunctionalProperty",)
    assert owner.evidenced is True
    assert mark.evidenced is None
    assert mark.deprecated
    assert mark.successors == iris("tag")
    assert not owner.deprecated


def test_compact_names(small):
    assert small.compact("https://example.org/Pet") == "ex:Pet"
    assert small.compact("https://example.com/Pet") == "https://example.com/Pet"


def test_words_fall_back_to_another_language_and_then_to_the_name(small):
    animal = small.terms[f"{MG}Animal"]

    assert animal.label("vi") == Text("Động vật", "vi")
    assert in_language([Text("Animal", "en")], "vi") == Text("Animal", "en")
    assert in_language([], "vi") is None
    assert small.terms[f"{MG}Cloud"].label("vi").text == "Cloud"


def test_no_term_is_an_error():
    with pytest.raises(DataError, match="declares no term"):
        of_triples([], {})
