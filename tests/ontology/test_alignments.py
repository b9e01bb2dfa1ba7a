"""The alignments say only what the other vocabularies allow to be said of our data."""

from pathlib import Path

import pytest
from owlrl import DeductiveClosure, RDFS_Semantics
from rdflib import DCTERMS, ORG, OWL, PROV, RDF, RDFS, SDO, SKOS, Graph, Literal, Namespace, URIRef

ROOT = Path(__file__).resolve().parents[2]
PARTS = sorted((ROOT / "ontology").glob("*.ttl"))
ALIGNMENTS = sorted((ROOT / "ontology" / "alignments").glob("*.ttl"))
FACTS = sorted((ROOT / "graph" / "documents").glob("*/facts.ttl"))
TARGETS = sorted((Path(__file__).parent / "targets").glob("*.ttl"))

MG = Namespace("https://w3id.org/mandategraph/ontology#")
# Vocabularies of which rdflib carries the whole list of terms, made from the published files.
LISTED = {"dcterms": DCTERMS, "org": ORG, "prov-o": PROV, "schema": SDO, "skos": SKOS}
KINDS = {OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty}


def together(*groups):
    graph = Graph()
    for paths in groups:
        for path in paths:
            graph.parse(path)
    return graph


def target(alignment):
    return Path(__file__).parent / "targets" / alignment.name


def said(path):
    """The lines of a file's head that name something, such as its version."""
    heads = [line[2:] for line in path.read_text("utf-8").splitlines() if line.startswith("# ")]
    return {key.lower(): words for key, _, words in (head.partition(": ") for head in heads)}


def lines(alignment):
    graph = Graph().parse(alignment)
    for predicate in (RDFS.subClassOf, RDFS.subPropertyOf):
        for ours, theirs in graph.subject_objects(predicate):
            yield ours, predicate, theirs


@pytest.fixture(scope="module")
def ontology():
    return together(PARTS)


@pytest.fixture(scope="module")
def everything():
    return together(PARTS, ALIGNMENTS, TARGETS)


def test_each_alignment_has_its_target_and_each_target_its_alignment():
    assert len(ALIGNMENTS) > 7
    assert [path.name for path in ALIGNMENTS] == [path.name for path in TARGETS]


@pytest.mark.parametrize("alignment", ALIGNMENTS, ids=lambda path: path.stem)
def test_alignment_and_target_name_the_same_version(alignment):
    head = said(target(alignment))

    assert {"vocabulary", "namespace", "version", "seen in", "shortened"} <= set(head)
    assert said(alignment)["version"] == head["version"]


@pytest.mark.parametrize("alignment", ALIGNMENTS, ids=lambda path: path.stem)
def test_alignment_points_at_terms_that_exist(alignment):
    known = {str(term) for term in Graph().parse(target(alignment)).subjects()}

    assert sorted({str(theirs) for _, _, theirs in lines(alignment)} - known) == []


@pytest.mark.parametrize("name", LISTED)
def test_target_has_only_terms_of_the_published_list(name):
    """A term that was made up while a list was shortened by hand would be found out here."""
    namespace = str(LISTED[name])
    terms = Graph().parse(Path(__file__).parent / "targets" / f"{name}.ttl").subjects()
    own = {URIRef(term) for term in terms if str(term).startswith(namespace)}

    assert own
    assert sorted(term for term in own if term not in LISTED[name]) == []


def test_known_traps_are_not_stepped_into():
    """RRMV publishes HasMember under a malformed IRI; a plan does not transpose a directive."""
    aligned = {str(theirs) for path in ALIGNMENTS for _, _, theirs in lines(path)}
    eli = Graph().parse(Path(__file__).parent / "targets" / "eli.ttl")
    transposes = URIRef("http://data.europa.eu/eli/ontology#transposes")

    assert (transposes, RDF.type, OWL.ObjectProperty) in eli
    assert str(transposes) not in aligned
    assert "http://data.europa.eu/eli/ontology#ensures_implementation_of" in aligned
    assert not [term for term in aligned if "HasMember" in term]


@pytest.mark.parametrize("alignment", ALIGNMENTS, ids=lambda path: path.stem)
def test_alignment_only_narrows_and_joins_like_with_like(alignment, ontology):
    """Ours is narrower than theirs, never the same; both are classes, links or values."""
    theirs_says, here = Graph().parse(target(alignment)), Graph().parse(alignment)
    assert set(here.predicates()) <= {RDF.type, RDFS.subClassOf, RDFS.subPropertyOf}
    assert list(lines(alignment))

    for ours, _, theirs in lines(alignment):
        kind = KINDS & set(ontology.objects(ours, RDF.type))
        assert len(kind) == 1, ours
        assert kind == set(here.objects(theirs, RDF.type)), theirs
        assert kind == set(theirs_says.objects(theirs, RDF.type)), theirs


# What an alignment makes of our data


def above(graph, term, link):
    return set(graph.transitive_objects(term, link))


def test_a_target_asks_nothing_of_our_links_that_is_not_so(everything):
    """Where a target's property has a domain or range, ours already stands under it."""
    asked = 0
    for alignment in ALIGNMENTS:
        for ours, predicate, theirs in lines(alignment):
            if predicate == RDFS.subClassOf:
                continue
            for side in (RDFS.domain, RDFS.range):
                own = [c for c in everything.objects(ours, side) if c in MG]
                stands = {c for kind in own for c in above(everything, kind, RDFS.subClassOf)}
                for wider in above(everything, theirs, RDFS.subPropertyOf):
                    wanted = set(everything.objects(wider, side))
                    if (theirs, RDF.type, OWL.DatatypeProperty) in everything:
                        wanted = wanted if side == RDFS.domain else set()
                    asked += len(wanted)
                    if own:
                        assert wanted <= stands, (ours, theirs, side)
    assert asked > 20


@pytest.fixture(scope="module", params=FACTS, ids=lambda path: path.parent.name)
def typed(request, everything):
    """The links of a document, with every type that follows from ontology, alignments and targets."""
    graph = Graph()
    for triple in everything:
        if triple[1] in {RDFS.subClassOf, RDFS.subPropertyOf, RDFS.domain, RDFS.range}:
            graph.add(triple)
    facts = [t for t in together([request.param]) if not isinstance(t[2], Literal)]
    for triple in facts:
        graph.add(triple)
    DeductiveClosure(RDFS_Semantics).expand(graph)
    return graph, {subject for subject, _, _ in facts}


def test_things_get_no_type_of_another_vocabulary_but_those_of_their_class(typed, everything):
    """No property of a target makes a task a work, or a defect an agent."""
    graph, things = typed
    assert things

    strange = []
    for thing in things:
        types = set(graph.objects(thing, RDF.type)) - {RDFS.Resource}
        due = {
            kind for own in types if own in MG for kind in above(everything, own, RDFS.subClassOf)
        }
        strange += [(str(thing), str(kind)) for kind in types - due]

    assert strange == []


def test_values_are_of_the_datatype_that_a_target_asks_for(everything):
    """A number is a plain string, a date is a date: as eli:number and eli:date_document have it."""
    facts = together(FACTS)
    compared = 0
    for alignment in ALIGNMENTS:
        for ours, _, theirs in lines(alignment):
            for datatype in everything.objects(theirs, RDFS.range):
                if (ours, RDF.type, OWL.DatatypeProperty) not in everything:
                    continue
                for value in facts.objects(None, ours):
                    compared += 1
                    assert fits(value, datatype), (ours, theirs, value)
    assert compared > 50


def fits(value, datatype):
    """Whether a literal is in the value space of a datatype, as far as the targets use them."""
    name = str(datatype).split("#")[-1]
    if name == "Literal":
        return isinstance(value, Literal)
    if name == "string":
        return value.datatype is None and value.language is None
    if name == "nonNegativeInteger":
        return str(value.datatype).endswith("#integer") and int(value) >= 0
    return value.datatype == datatype


# Opening all of it in an OWL tool


def test_index_opens_every_part_and_alignment():
    """A file that index.rdf forgets would be missing in Protégé."""
    folder = ROOT / "ontology"
    index = Graph().parse(folder / "index.rdf", publicID="https://example.org/")
    opened = {str(file) for file in index.objects(None, OWL.imports)}
    files = {path.relative_to(folder).as_posix() for path in [*PARTS, *ALIGNMENTS]}

    assert opened == {f"https://example.org/{name}" for name in files}
