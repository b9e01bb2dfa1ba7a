"""The authority files keep the integrity conditions of SKOS.

Numbers such as S14 are those of the statements in the SKOS Reference (W3C, 18 August 2009). What
is a concept follows from the alignment: the classes of ours that stand under skos:Concept.
"""

from itertools import combinations
from pathlib import Path

import networkx as nx
import pytest
from rdflib import RDF, RDFS, SKOS, Graph

ROOT = Path(__file__).resolve().parents[2]
AUTHORITY = sorted((ROOT / "graph" / "authority").glob("*.ttl"))
ALIGNMENT = ROOT / "ontology" / "alignments" / "skos.ttl"

LABELS = (SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel)
UPWARD = (SKOS.broader, SKOS.broaderTransitive, SKOS.broadMatch)
DOWNWARD = (SKOS.narrower, SKOS.narrowerTransitive, SKOS.narrowMatch)
SIDEWARD = (SKOS.related, SKOS.relatedMatch)


def concepts(graph):
    classes = {SKOS.Concept, *Graph().parse(ALIGNMENT).subjects(RDFS.subClassOf, SKOS.Concept)}
    return {thing for kind in classes for thing in graph.subjects(RDF.type, kind)}


def hierarchy(graph):
    """Each concept with those above it, whichever property says so (S18, S21-S25, S40)."""
    above = nx.DiGraph()
    for predicate in UPWARD:
        above.add_edges_from(graph.subject_objects(predicate))
    for predicate in DOWNWARD:
        above.add_edges_from((low, high) for high, low in graph.subject_objects(predicate))
    return above


def schemes_of(graph, concept):
    """The schemes that a concept is in: topConceptOf says so too (S7, S8)."""
    return {
        *graph.objects(concept, SKOS.inScheme),
        *graph.objects(concept, SKOS.topConceptOf),
        *graph.subjects(SKOS.hasTopConcept, concept),
    }


def wrong_labels(graph):
    for thing in set(graph.subjects()):
        spelt = [set(graph.objects(thing, predicate)) for predicate in LABELS]
        if any(one & other for one, other in combinations(spelt, 2)):
            yield "S13", thing
        languages = [label.language for label in spelt[0]]
        if len(languages) != len(set(languages)):
            yield "S14", thing


def wrong_kinds(graph):
    known = concepts(graph)
    schemes = set(graph.subjects(RDF.type, SKOS.ConceptScheme))
    for thing in known & schemes:
        yield "S9", thing
    for thing in (known | schemes) & set(graph.subjects(RDF.type, SKOS.Collection)):
        yield "S37", thing
    for _, scheme in graph.subject_objects(SKOS.inScheme):
        if scheme not in schemes:
            yield "S4", scheme
    for concept in known:
        if not schemes_of(graph, concept):
            yield "every concept is in a scheme", concept
        top = list(graph.objects(concept, SKOS.topConceptOf))
        if top and list(graph.objects(concept, SKOS.broader)):
            yield "nothing is above a top concept", concept


def wrong_hierarchy(graph):
    above = hierarchy(graph)
    for end in set(above) - concepts(graph):
        yield "S19", end
    for low, high in above.edges:
        if not schemes_of(graph, low) & schemes_of(graph, high):
            yield "a hierarchy stays in one scheme", low
    for circle in nx.strongly_connected_components(above):
        if len(circle) > 1 or any(above.has_edge(member, member) for member in circle):
            yield "nothing is above itself", min(circle)


def wrong_matches(graph):
    reach = nx.transitive_closure(hierarchy(graph))
    for predicate in SIDEWARD:
        for one, other in graph.subject_objects(predicate):
            if {one, other} - concepts(graph):
                yield "S19", one
            if reach.has_edge(one, other) or reach.has_edge(other, one):
                yield "S27", one
    for one, other in graph.subject_objects(SKOS.exactMatch):
        for predicate in (SKOS.broadMatch, SKOS.narrowMatch, SKOS.relatedMatch):
            if (one, predicate, other) in graph or (other, predicate, one) in graph:
                yield "S46", one


def breaches(graph):
    """The conditions that a graph breaks, each with the thing that breaks it."""
    found = (wrong_labels, wrong_kinds, wrong_hierarchy, wrong_matches)
    return [breach for condition in found for breach in condition(graph)]


def test_authority_files_keep_the_conditions():
    authority = Graph()
    for path in AUTHORITY:
        authority.parse(path)

    assert len(concepts(authority)) > 500
    assert hierarchy(authority).edges
    assert breaches(authority) == []


GOOD = """
@prefix : <https://example.org/> .
@prefix mg: <https://w3id.org/mandategraph/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
:areas a skos:ConceptScheme .
:themes a skos:ConceptScheme .
:data a mg:TechnologyArea ; skos:topConceptOf :areas ; skos:inScheme :areas ;
    skos:prefLabel "dữ liệu"@vi , "data"@en .
:big a mg:TechnologyArea ; skos:broader :data ; skos:inScheme :areas ;
    skos:prefLabel "big data"@en ; skos:altLabel "large data sets"@en .
:open a mg:TechnologyArea ; skos:broader :big ; skos:inScheme :areas .
:theme a mg:Theme ; skos:inScheme :themes .
"""


def test_a_graph_that_keeps_them_passes():
    assert breaches(Graph().parse(data=GOOD)) == []


@pytest.mark.parametrize(
    ("addition", "condition"),
    [
        (':big skos:altLabel "big data"@en .', "S13"),
        (':big skos:prefLabel "huge data"@en .', "S14"),
        (":big a skos:ConceptScheme .", "S9"),
        (":big a skos:Collection .", "S37"),
        (":big skos:inScheme :data .", "S4"),
        (":lost a mg:Theme .", "every concept is in a scheme"),
        (":data skos:broader :open .", "nothing is above itself"),
        (":data skos:narrower :data .", "nothing is above itself"),
        (":theme skos:broader :data .", "a hierarchy stays in one scheme"),
        (
            ":new a skos:Concept ; skos:inScheme :areas . :data skos:broader :new .",
            "nothing is above a top concept",
        ),
        (":open skos:related :data .", "S27"),
        (":data skos:related :open .", "S27"),
        (":open skos:exactMatch :data . :data skos:narrowMatch :open .", "S46"),
        (":big skos:broader :unknown .", "S19"),
        (":big skos:related :unknown .", "S19"),
    ],
)
def test_a_breach_is_seen(addition, condition):
    assert condition in {found for found, _ in breaches(Graph().parse(data=GOOD + addition))}
