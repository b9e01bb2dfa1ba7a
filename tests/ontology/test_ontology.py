"""Header and terms: each is declared once, named, defined and shown by an example in vi and en."""

from pathlib import Path

import pytest
from rdflib import OWL, RDF, RDFS, SKOS, Graph, Literal, Namespace, URIRef

ROOT = Path(__file__).resolve().parents[2]
PARTS = sorted((ROOT / "ontology").glob("*.ttl"))
ALIGNMENTS = sorted((ROOT / "ontology" / "alignments").glob("*.ttl"))

MG = Namespace("https://w3id.org/mandategraph/ontology#")
VS = Namespace("http://www.w3.org/2003/06/sw-vocab-status/ns#")
ONTOLOGY = URIRef("https://w3id.org/mandategraph/ontology")
BOTH = {"vi", "en"}

KINDS = {
    OWL.Class,
    OWL.ObjectProperty,
    OWL.DatatypeProperty,
    OWL.AnnotationProperty,
    OWL.NamedIndividual,
}


def together(paths):
    graph = Graph()
    for path in paths:
        graph.parse(path)
    return graph


def local(term):
    return str(term).removeprefix(str(MG))


@pytest.fixture(scope="module")
def ontology():
    return together(PARTS)


def own_terms(graph):
    """The terms that a graph declares, each with the kinds it declares it to be."""
    terms = {}
    for term, kind in graph.subject_objects(RDF.type):
        if term in MG and kind in KINDS:
            terms.setdefault(term, set()).add(kind)
    return terms


def test_there_are_parts_and_alignments():
    assert len(PARTS) > 5
    assert len(ALIGNMENTS) > 5


@pytest.mark.parametrize("path", [*PARTS, *ALIGNMENTS], ids=lambda path: path.stem)
def test_file_parses_and_says_something(path):
    assert len(Graph().parse(path)) > 0


def test_header_has_version_licence_and_both_titles(ontology):
    title = URIRef("http://purl.org/dc/terms/title")
    licence = URIRef("http://purl.org/dc/terms/license")

    assert {text.language for text in ontology.objects(ONTOLOGY, title)} == BOTH
    assert ontology.value(ONTOLOGY, OWL.versionIRI)
    assert ontology.value(ONTOLOGY, licence)
    assert not list(ontology.objects(ONTOLOGY, OWL.imports))


def test_the_changelog_tells_of_this_version(ontology):
    version = ontology.value(ONTOLOGY, OWL.versionInfo)
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    of_version = changes.partition(f"## {version}")[2].partition("\n## ")[0]

    assert str(ontology.value(ONTOLOGY, OWL.versionIRI)) == f"{ONTOLOGY}/{version}"
    assert "### Ontology" in of_version


@pytest.mark.parametrize(
    "predicate",
    [RDFS.label, SKOS.definition, SKOS.example],
    ids=["label", "definition", "example"],
)
def test_each_term_says_it_once_in_each_language(ontology, predicate):
    wrong = [
        local(term)
        for term in own_terms(ontology)
        if sorted(text.language or "" for text in ontology.objects(term, predicate)) != ["en", "vi"]
    ]

    assert not wrong


def test_each_term_says_where_it_is_defined_and_how_stable_it_is(ontology):
    wrong = [
        local(term)
        for term in own_terms(ontology)
        if ontology.value(term, RDFS.isDefinedBy) != ONTOLOGY
        or str(ontology.value(term, VS.term_status)) not in {"unstable", "testing", "stable"}
    ]

    assert not wrong


def test_no_definition_only_repeats_the_label(ontology):
    for term in own_terms(ontology):
        labels = {str(text).casefold() for text in ontology.objects(term, RDFS.label)}
        for text in ontology.objects(term, SKOS.definition):
            assert str(text).rstrip(".").casefold() not in labels, local(term)


def test_a_term_is_one_kind_of_thing(ontology):
    """No punning: a class is no individual, an object property no datatype property."""
    assert not {local(term): kinds for term, kinds in own_terms(ontology).items() if len(kinds) > 1}


def test_a_term_is_declared_in_one_part():
    homes = {}
    for path in PARTS:
        for term in own_terms(Graph().parse(path)):
            homes.setdefault(local(term), []).append(path.name)

    assert not {name: files for name, files in homes.items() if len(files) > 1}


def test_properties_that_need_a_claim_are_properties(ontology):
    marked = set(ontology.subjects(MG.evidenced, Literal(lexical_or_value=True)))
    terms = own_terms(ontology)

    assert MG.leadAgency in marked
    assert all(terms[term] & {OWL.ObjectProperty, OWL.DatatypeProperty} for term in marked)


def test_the_example_of_contributing_is_a_stanza_of_the_ontology(ontology):
    """Whoever copies the example copies a property that is as it should be."""
    words = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    stanza = words.partition("```ttl\n")[2].partition("```")[0]
    prefixes = [f"@prefix {name}: <{space}> ." for name, space in ontology.namespaces()]
    example = Graph().parse(data="\n".join([*prefixes, stanza]), format="turtle")

    assert len(example) > 8
    assert not list(example - ontology)
