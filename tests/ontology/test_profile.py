"""Every axiom of the ontology is in OWL 2 RL, and keeps the rules that make it OWL 2 DL too.

The test reads each triple that means something to OWL and refuses what it does not know: section
4.2 of OWL 2 Profiles says what may stand where. Class expressions are refused altogether, so an
axiom is between names; the only blank nodes are lists and statements that classes are disjoint.
"""

from pathlib import Path

import networkx as nx
import pytest
from rdflib import OWL, RDF, RDFS, XSD, BNode, Graph, Namespace, URIRef
from rdflib.collection import Collection

ROOT = Path(__file__).resolve().parents[2]
PARTS = sorted((ROOT / "ontology").glob("*.ttl"))
ALIGNMENTS = sorted((ROOT / "ontology" / "alignments").glob("*.ttl"))
MG = Namespace("https://w3id.org/mandategraph/ontology#")

# OWL 2 Profiles, section 4.2: all but owl:real and owl:rational. There is no xsd:date among them.
DATATYPES = {
    *(RDF.PlainLiteral, RDF.XMLLiteral, RDFS.Literal),
    *(XSD.decimal, XSD.integer, XSD.nonNegativeInteger, XSD.nonPositiveInteger),
    *(XSD.positiveInteger, XSD.negativeInteger, XSD.long, XSD.int, XSD.short, XSD.byte),
    *(XSD.unsignedLong, XSD.unsignedInt, XSD.unsignedShort, XSD.unsignedByte),
    *(XSD.float, XSD.double, XSD.boolean, XSD.dateTime, XSD.dateTimeStamp, XSD.anyURI),
    *(XSD.string, XSD.normalizedString, XSD.token, XSD.language, XSD.Name, XSD.NCName),
    *(XSD.NMTOKEN, XSD.hexBinary, XSD.base64Binary),
}
KINDS = {
    OWL.Class: "class",
    OWL.ObjectProperty: "link",
    OWL.DatatypeProperty: "value",
    OWL.AnnotationProperty: "annotation",
    OWL.NamedIndividual: "individual",
    OWL.AllDisjointClasses: "disjointness",
}
CLASS, LINK, VALUE = frozenset({"class"}), frozenset({"link"}), frozenset({"value"})
# Characteristics, and what may have them; owl:ReflexiveProperty is not in OWL 2 RL.
CHARACTERISTICS = {
    OWL.FunctionalProperty: LINK | VALUE,
    OWL.InverseFunctionalProperty: LINK,
    OWL.SymmetricProperty: LINK,
    OWL.AsymmetricProperty: LINK,
    OWL.IrreflexiveProperty: LINK,
    OWL.TransitiveProperty: LINK,
}
# What joins two names of one kind.
BETWEEN = {
    **dict.fromkeys((RDFS.subClassOf, OWL.equivalentClass, OWL.disjointWith), CLASS),
    **dict.fromkeys((RDFS.subPropertyOf, OWL.equivalentProperty), LINK | VALUE),
    OWL.propertyDisjointWith: LINK | VALUE,
    OWL.inverseOf: LINK,
}
# Lists: what holds one, what it may hold, and how many at the least.
LISTS = {
    OWL.propertyChainAxiom: (LINK, LINK, 2),
    OWL.hasKey: (CLASS, LINK | VALUE, 1),
    OWL.members: ({"disjointness"}, CLASS, 2),
}
ANNOTATIONS = {
    *(RDFS.label, RDFS.comment, RDFS.isDefinedBy, RDFS.seeAlso),
    *(OWL.versionIRI, OWL.versionInfo, OWL.deprecated),
}


class Profile:
    """Says of each triple of a graph whether OWL 2 RL has a place for it."""

    def __init__(self, graph):
        self.graph = graph
        self.kinds = {}
        for name, kind in graph.subject_objects(RDF.type):
            self.kinds.setdefault(name, set()).add(KINDS.get(kind))
        self.cells = {
            cell
            for _, predicate, start in graph
            if predicate in LISTS
            for cell in graph.transitive_objects(start, RDF.rest)
        }
        self.readers = {
            RDF.type: self.type,
            RDFS.domain: self.domain,
            RDFS.range: self.range,
            **dict.fromkeys(BETWEEN, self.between),
            **dict.fromkeys(LISTS, self.list),
            **dict.fromkeys((RDF.first, RDF.rest), self.cell),
            **dict.fromkeys(ANNOTATIONS, self.annotation),
        }

    def outside(self):
        """What is not in the profile, or not understood, a sentence each."""
        for subject, predicate, value in self.graph:
            known = self.readers.get(predicate, self.fact)
            if not known(subject, predicate, value):
                yield f"{subject} {predicate} {value}"

    def is_a(self, name, kinds):
        return bool(self.kinds.get(name, set()) & kinds)

    def type(self, subject, _, value):
        if value in CHARACTERISTICS:
            return self.is_a(subject, CHARACTERISTICS[value])
        return value in KINDS or value == OWL.Ontology or self.is_a(value, CLASS)

    def domain(self, subject, _, value):
        return self.is_a(subject, LINK | VALUE) and self.is_a(value, CLASS)

    def range(self, subject, _, value):
        if self.is_a(subject, VALUE):
            return value in DATATYPES
        return self.is_a(subject, LINK) and self.is_a(value, CLASS)

    def between(self, subject, predicate, value):
        return any(
            self.is_a(subject, {kind}) and self.is_a(value, {kind}) for kind in BETWEEN[predicate]
        )

    def list(self, subject, predicate, value):
        holder, members, least = LISTS[predicate]
        found = list(Collection(self.graph, value))
        fits = all(self.is_a(member, members) for member in found)
        return self.is_a(subject, holder) and len(found) >= least and fits

    def cell(self, subject, *_):
        return subject in self.cells

    def annotation(self, *_):
        return True

    def fact(self, _, predicate, value):
        """No word of OWL that was not read above, and no blank node."""
        word = str(predicate).startswith((str(OWL), str(RDFS), str(RDF)))
        return not word and not isinstance(value, BNode)


def outside(graph):
    return sorted(Profile(graph).outside())


@pytest.fixture(scope="module")
def ontology():
    graph = Graph()
    for path in PARTS:
        graph.parse(path)
    return graph


def test_every_axiom_is_in_the_profile(ontology):
    assert len(ontology) > 1000
    assert outside(ontology) == []


def test_alignments_are_in_the_profile_too(ontology):
    """Each declares the terms that it points at, so that OWL tools know what they are."""
    graph = Graph() + ontology
    for path in ALIGNMENTS:
        graph.parse(path)

    assert len(ALIGNMENTS) > 6
    assert outside(graph) == []


PREFIXES = """
@prefix : <https://example.org/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
:C a owl:Class . :D a owl:Class .
:p a owl:ObjectProperty . :q a owl:ObjectProperty . :d a owl:DatatypeProperty .
"""


@pytest.mark.parametrize(
    "axiom",
    [
        ":C rdfs:subClassOf :D . :C owl:disjointWith :D .",
        ":p owl:inverseOf :q . :p a owl:FunctionalProperty . :d a owl:FunctionalProperty .",
        ":p owl:propertyChainAxiom ( :p :q ) .",
        ":C owl:hasKey ( :p :d ) .",
        "[] a owl:AllDisjointClasses ; owl:members ( :C :D ) .",
        ":p owl:propertyDisjointWith :q . :p a owl:AsymmetricProperty , owl:IrreflexiveProperty .",
        ":d rdfs:range xsd:dateTime .",
    ],
)
def test_what_the_profile_allows_is_let_through(axiom):
    assert outside(Graph().parse(data=PREFIXES + axiom)) == []


@pytest.mark.parametrize(
    "axiom",
    [
        pytest.param(":p a owl:ReflexiveProperty .", id="reflexive"),
        pytest.param(":d a owl:InverseFunctionalProperty .", id="inverse functional value"),
        pytest.param(":d a owl:TransitiveProperty .", id="transitive value"),
        pytest.param(":d rdfs:range xsd:date .", id="a date is no datatype of OWL 2"),
        pytest.param(":d rdfs:range owl:rational .", id="rational numbers"),
        pytest.param(":p rdfs:range xsd:string .", id="a link with a range of values"),
        pytest.param(":C rdfs:subClassOf owl:Thing .", id="owl:Thing as superclass"),
        pytest.param(
            ":C rdfs:subClassOf [ a owl:Restriction ; owl:onProperty :p ; owl:someValuesFrom :D ] .",
            id="existence on the right",
        ),
        pytest.param(":C rdfs:subClassOf [ owl:unionOf ( :C :D ) ] .", id="union on the right"),
        pytest.param(":p rdfs:domain [ owl:unionOf ( :C :D ) ] .", id="union as domain"),
        pytest.param(":C owl:disjointUnionOf ( :D ) .", id="disjoint union"),
        pytest.param(":p owl:propertyChainAxiom ( :p :d ) .", id="a value in a chain"),
        pytest.param(":p owl:propertyChainAxiom ( :p ) .", id="a chain of one"),
        pytest.param(":C owl:hasKey ( :D ) .", id="a class in a key"),
        pytest.param(
            "[] a owl:AllDisjointClasses ; owl:members ( :C :p ) .", id="disjoint mixture"
        ),
        pytest.param(":p rdfs:subPropertyOf :d .", id="link under value"),
        pytest.param(":C rdfs:subClassOf :Undeclared .", id="undeclared superclass"),
        pytest.param(":C a owl:DeprecatedClass .", id="a word of OWL 1"),
    ],
)
def test_what_the_profile_forbids_is_seen(axiom):
    assert outside(Graph().parse(data=PREFIXES + axiom))


# OWL 2 Structural Specification, section 11.2: the global restrictions


def composite_properties(graph):
    """Properties that a chain or transitivity leads to, with their inverses and what stands above."""
    found = set(graph.subjects(RDF.type, OWL.TransitiveProperty))
    found |= set(graph.subjects(OWL.propertyChainAxiom))
    while True:
        more = {above for name in found for above in graph.objects(name, RDFS.subPropertyOf)}
        more |= {other for name in found for other in graph.objects(name, OWL.inverseOf)}
        more |= {other for name in found for other in graph.subjects(OWL.inverseOf, name)}
        if more <= found:
            return found
        found |= more


def needing_simple(graph):
    """Properties of which something is said that OWL 2 DL allows of simple ones only."""
    strict = set(CHARACTERISTICS) - {OWL.SymmetricProperty, OWL.TransitiveProperty}
    said = {name for kind in strict for name in graph.subjects(RDF.type, kind)}
    for pair in graph.subject_objects(OWL.propertyDisjointWith):
        said |= set(pair)
    return said


def order_of_chains(graph):
    """Which property must come before which, for the hierarchy with its chains to be regular."""
    order = nx.DiGraph()
    for below, above in graph.subject_objects(RDFS.subPropertyOf):
        order.add_edge(below, above)
    for above, start in graph.subject_objects(OWL.propertyChainAxiom):
        chain = list(Collection(graph, start))
        # A chain may begin or end with the property that it leads to.
        inner = chain[1:] if chain[0] == above else chain[:-1] if chain[-1] == above else chain
        order.add_edges_from((part, above) for part in inner)
    # An inverse stands where the property itself does.
    twins = dict(graph.subject_objects(OWL.inverseOf))
    return nx.relabel_nodes(order, {name: twin for name, twin in twins.items() if name in order})


def test_simple_properties_stay_simple(ontology):
    """A property with a chain, or a transitive one, is not functional, asymmetric or disjoint."""
    composite = composite_properties(ontology)

    assert {MG.cascadesFrom, MG.cascadesTo, MG.answersTo, MG.within} <= composite
    assert MG.taskOf in needing_simple(ontology)
    assert not composite & needing_simple(ontology)


def test_chains_are_regular(ontology):
    order = order_of_chains(ontology)

    assert (MG.cascadesFrom, MG.addressesTechnology) in order.edges
    assert nx.is_directed_acyclic_graph(order)


def test_a_chain_in_a_circle_would_be_seen():
    circle = ":p owl:propertyChainAxiom ( :q :q ) . :q owl:propertyChainAxiom ( :p :p ) ."

    assert not nx.is_directed_acyclic_graph(order_of_chains(Graph().parse(data=PREFIXES + circle)))


def test_the_axioms_agreed_for_reasoning_are_there(ontology):
    """The inverses, chains and the key on which inference and its explanations rest."""
    chains = {
        (name, tuple(Collection(ontology, start)))
        for name, start in ontology.subject_objects(OWL.propertyChainAxiom)
    }
    (key,) = (tuple(Collection(ontology, start)) for start in ontology.objects(None, OWL.hasKey))

    assert chains == {
        (MG.answersTo, (MG.leads, MG.taskOf, MG.cascadesFrom)),
        (MG.addressesTechnology, (MG.hasTask, MG.technology)),
        (MG.addressesTechnology, (MG.cascadesTo, MG.addressesTechnology)),
        (MG.responsibleFor, (MG.leads, MG.technology)),
    }
    assert (MG.Document, OWL.hasKey, None) in ontology
    assert key == (MG.normalizedNumber, MG.issuedBy, MG.date)
    assert {
        (MG.leads, MG.leadAgency),
        (MG.hasTask, MG.taskOf),
        (MG.cascadesTo, MG.cascadesFrom),
    } <= set(ontology.subject_objects(OWL.inverseOf))
    assert (MG.cascadesFrom, RDF.type, OWL.TransitiveProperty) in ontology


def test_no_range_or_domain_is_a_name_of_another_vocabulary(ontology):
    """Ours stand by themselves; what they are elsewhere is said in the alignments."""
    for predicate in (RDFS.domain, RDFS.range, RDFS.subClassOf, RDFS.subPropertyOf):
        for name, value in ontology.subject_objects(predicate):
            assert isinstance(value, URIRef), name
            assert value in MG or value in DATATYPES, (name, value)
