"""What follows is what owlrl, an independent engine, says follows; and the work grows with what is new."""

import io
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from owlrl import DeductiveClosure, OWLRL_Semantics
from rdflib import OWL, RDF, RDFS, Graph, Literal, Namespace, URIRef

from mandategraph.errors import DataError
from mandategraph.reason import Closure, rules
from mandategraph.reason.rules import read_rule

ROOT = Path(__file__).resolve().parents[2]
FACTS = sorted((ROOT / "graph" / "documents").glob("*/facts.ttl"))
AUTHORITY = sorted((ROOT / "graph" / "authority").glob("*.ttl"))
ONTOLOGY = sorted((ROOT / "ontology").rglob("*.ttl"))
EX = Namespace("https://example.org/")

# What the closure leaves out, as reason/closure.py says: reflexive triples, owl:Thing, the types
# and equalities of literals, and what owlrl adds of its own: declarations of datatypes, classes and
# annotation properties.
REFLEXIVE = {OWL.sameAs, RDFS.subClassOf, RDFS.subPropertyOf, OWL.equivalentClass, OWL.equivalentProperty}  # fmt: skip
ERROR = URIRef("http://www.daml.org/2002/03/agents/agent-ont#error")
AXIOMATIC = {OWL.Thing, OWL.Class, OWL.AnnotationProperty, RDFS.Datatype, RDFS.Class, RDF.Property}
BUILT_IN = (*tuple(str(one) for one in (OWL, RDF, RDFS)), "http://www.w3.org/2001/XMLSchema#")


def is_said(triple):
    """Whether a triple that owlrl gives is one that says something of a thing."""
    subject, predicate, value = triple
    if isinstance(subject, Literal) or (predicate in REFLEXIVE and subject == value):
        return False
    if predicate == ERROR or (predicate == RDF.type and value in AXIOMATIC):
        return False
    return not (str(subject).startswith(BUILT_IN) or str(value).startswith(BUILT_IN))


def by_owlrl(graph):
    """What owlrl infers, and whether it finds a contradiction."""
    stated = set(graph)
    graph = Graph() + graph  # owlrl adds to the graph that it is given
    DeductiveClosure(OWLRL_Semantics).expand(graph)
    inferred = set(graph) - stated
    clash = any(predicate == ERROR for _, predicate, _ in inferred) or any(
        value == OWL.Nothing and not str(subject).startswith(BUILT_IN)
        for subject, _, value in graph.triples((None, RDF.type, OWL.Nothing))
    )
    return {triple for triple in inferred if is_said(triple)}, clash


def closure_of(graph):
    """The closure of an rdflib graph."""
    closure = Closure()
    closure.add(triples_of(graph))
    return closure


def triples_of(graph):
    raw = graph.serialize(format="nt").encode()
    return [quad.triple for quad in ox.parse(raw, format=ox.RdfFormat.N_TRIPLES)]


def in_rdflib(triples):
    out = io.BytesIO()
    ox.serialize(triples, out, format=ox.RdfFormat.N_TRIPLES)
    return set(Graph().parse(data=out.getvalue(), format="nt"))


def together(paths):
    graph = Graph()
    for path in paths:
        graph.parse(path)
    return graph


@pytest.fixture(scope="module")
def committed():
    """The committed graph without its evidence, blank nodes of lists named."""
    assert FACTS
    assert AUTHORITY
    assert ONTOLOGY
    return together([*ONTOLOGY, *AUTHORITY, *FACTS]).skolemize()


def test_the_committed_graph_has_the_closure_that_owlrl_gives_it(committed):
    ours = in_rdflib(closure_of(committed).inferred())
    theirs, clash = by_owlrl(committed)

    assert not clash
    assert len(theirs) > 1000
    assert {one for one in ours if is_said(one)} == theirs


CLASSES = [EX[f"Class{n}"] for n in range(4)]
PROPERTIES = [EX[f"property{n}"] for n in range(4)]
THINGS = [EX[f"thing{n}"] for n in range(5)]
classes, properties, things = map(st.sampled_from, (CLASSES, PROPERTIES, THINGS))

AXIOMS = st.one_of(
    st.tuples(classes, st.sampled_from([RDFS.subClassOf, OWL.equivalentClass]), classes),
    st.tuples(properties, st.sampled_from([RDFS.subPropertyOf, OWL.equivalentProperty, OWL.inverseOf]), properties),
    st.tuples(properties, st.sampled_from([RDFS.domain, RDFS.range]), classes),
    st.tuples(properties, st.just(RDF.type), st.sampled_from([OWL.TransitiveProperty, OWL.SymmetricProperty,
              OWL.FunctionalProperty, OWL.InverseFunctionalProperty])),
)  # fmt: skip
FACTS_OF_THINGS = st.one_of(
    st.tuples(things, st.just(RDF.type), classes),
    st.tuples(things, properties, things),
    st.tuples(things, st.just(OWL.sameAs), things),
)
LISTED = st.tuples(
    st.sampled_from([OWL.propertyChainAxiom, OWL.hasKey, OWL.intersectionOf, OWL.unionOf, OWL.oneOf]),
    st.integers(0, 3), st.lists(st.integers(0, 3), min_size=2, max_size=3),
)  # fmt: skip
RESTRICTED = st.tuples(
    classes, st.sampled_from([OWL.someValuesFrom, OWL.allValuesFrom, OWL.hasValue]), properties, st.integers(0, 3)
)  # fmt: skip


@st.composite
def graphs(draw):
    """Small graphs in which every kind of axiom meets every kind of fact."""
    graph = Graph()
    for triple in draw(st.lists(AXIOMS, max_size=4)):
        graph.add(triple)
    for triple in draw(st.lists(FACTS_OF_THINGS, min_size=1, max_size=8)):
        graph.add(triple)
    for at, (axiom, owner, members) in enumerate(draw(st.lists(LISTED, max_size=2))):
        owners = PROPERTIES if axiom == OWL.propertyChainAxiom else CLASSES
        pool = {OWL.intersectionOf: CLASSES, OWL.unionOf: CLASSES, OWL.oneOf: THINGS}
        _add_list(
            graph, owners[owner], axiom, [pool.get(axiom, PROPERTIES)[m] for m in members], at
        )
    for owner, kind, about, which in draw(st.lists(RESTRICTED, max_size=2)):
        graph.add((owner, OWL.onProperty, about))
        graph.add((owner, kind, THINGS[which] if kind == OWL.hasValue else CLASSES[which]))
    return graph


def _add_list(graph, owner, axiom, members, at):
    nodes = [EX[f"list{at}-{n}"] for n in range(len(members))]
    graph.add((owner, axiom, nodes[0]))
    for node, member, rest in zip(nodes, members, [*nodes[1:], RDF.nil], strict=True):
        graph.add((node, RDF.first, member))
        graph.add((node, RDF.rest, rest))


def of_things(triples):
    """The triples about things: their types, their relations, and which are the same."""
    known = {*PROPERTIES, RDF.type, OWL.sameAs}
    return {(s, p, o) for s, p, o in triples if s in THINGS and p in known and is_said((s, p, o))}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(graphs())
def test_things_have_the_closure_that_owlrl_gives_them(graph):
    ours = closure_of(graph)
    theirs, _ = by_owlrl(graph)

    assert of_things(in_rdflib(ours.inferred())) == of_things(theirs)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(graphs(), st.data())
def test_it_is_the_same_in_whatever_steps_the_triples_come(graph, data):
    triples = triples_of(graph)
    at = data.draw(st.integers(0, len(triples)))
    stepwise = Closure()
    stepwise.add(triples[:at])
    stepwise.add(triples[at:])

    assert set(stepwise.inferred()) == set(closure_of(graph).inferred())


def test_to_add_a_document_looks_only_at_what_it_touches(committed, monkeypatch):
    last = {tuple(map(str, triple)) for triple in Graph().parse(FACTS[-1])}
    before = Graph()
    for triple in committed:
        if tuple(map(str, triple)) not in last:
            before.add(triple)
    closure = closure_of(before)
    starts = []
    look = Closure._round
    monkeypatch.setattr(
        Closure,
        "_round",
        lambda self, fresh, *rest: (starts.append(fresh), look(self, fresh, *rest)),
    )

    closure.add(triples_of(Graph().parse(FACTS[-1])))

    assert starts
    assert None not in starts  # None: look at everything
    assert set(closure.inferred()) == set(closure_of(committed).inferred())


def test_what_is_stated_after_it_was_inferred_is_no_longer_inferred():
    wide, narrow = ox.NamedNode(EX.Wide), ox.NamedNode(EX.Narrow)
    thing, kind = ox.NamedNode(EX.thing), ox.NamedNode(RDF.type)
    closure = Closure()
    closure.add(
        [ox.Triple(narrow, ox.NamedNode(RDFS.subClassOf), wide), ox.Triple(thing, kind, narrow)]
    )
    assert list(closure.inferred()) == [ox.Triple(thing, kind, wide)]

    closure.add([ox.Triple(thing, kind, wide)])

    assert list(closure.inferred()) == []


CLASHES = {
    "cax-dw": ":A owl:disjointWith :B . :x a :A , :B .",
    "cax-adc": "[] a owl:AllDisjointClasses ; owl:members (:A :B :C) . :x a :A , :C .",
    "cls-com": ":A owl:complementOf :B . :x a :A , :B .",
    "cls-nothing2": ":A rdfs:subClassOf owl:Nothing . :x a :A .",
    "cls-maxc1": ":A owl:maxCardinality 0 ; owl:onProperty :p . :x a :A ; :p :y .",
    "cls-maxqc1": ":A owl:maxQualifiedCardinality 0 ; owl:onProperty :p ; owl:onClass :B . :x a :A ; :p :y . :y a :B .",
    "cls-maxqc2": ":A owl:maxQualifiedCardinality 0 ; owl:onProperty :p ; owl:onClass owl:Thing . :x a :A ; :p :y .",
    "dt-diff": ":p a owl:FunctionalProperty . :x :p 'one' , 'two' .",
    "eq-diff1": ":x owl:sameAs :y ; owl:differentFrom :y .",
    "eq-diff2": "[] a owl:AllDifferent ; owl:members (:x :y) . :x owl:sameAs :y .",
    "eq-diff3": "[] a owl:AllDifferent ; owl:distinctMembers (:x :y) . :x owl:sameAs :y .",
    "prp-adp": "[] a owl:AllDisjointProperties ; owl:members (:p :q) . :x :p :y ; :q :y .",
    "prp-asyp": ":p a owl:AsymmetricProperty . :x :p :y . :y :p :x .",
    "prp-irp": ":p a owl:IrreflexiveProperty . :x :p :x .",
    "prp-npa1": "[] owl:sourceIndividual :x ; owl:assertionProperty :p ; owl:targetIndividual :y . :x :p :y .",
    "prp-npa2": "[] owl:sourceIndividual :x ; owl:assertionProperty :p ; owl:targetValue 'v' . :x :p 'v' .",
    "prp-pdw": ":p owl:propertyDisjointWith :q . :x :p :y ; :q :y .",
}
PREFIXES = f"@prefix : <{EX}> . @prefix owl: <{OWL}> . @prefix rdfs: <{RDFS}> ."


def test_every_rule_that_finds_a_contradiction_is_tried():
    assert set(CLASHES) == {rule.name for rule in rules() if rule.is_clash}


@pytest.mark.parametrize("rule", CLASHES)
def test_a_contradiction_is_found_and_told(rule):
    graph = Graph().parse(data=f"{PREFIXES} {CLASHES[rule]}", format="turtle").skolemize()
    closure = closure_of(graph)

    found = {one.subject for one in closure.clashing()}

    assert found
    assert found <= {ox.NamedNode(EX.x), ox.NamedNode(EX.y)}
    if rule != "cls-nothing2":  # there it follows as any other class does
        assert all(one.object != ox.NamedNode(OWL.Nothing) for one in closure.inferred())


# OWL 2 Profiles, tables 4 to 9: the rules that are left out, as reason/closure.py says.
LEFT_OUT = {
    "eq-ref", "prp-ap", "cls-thing", "cls-nothing1", "dt-type1", "dt-type2", "dt-eq",
    "dt-not-type", "scm-cls", "scm-op", "scm-dp",
}  # fmt: skip
TABLES = [
    "eq-ref",
    "eq-sym",
    "eq-trans",
    "eq-rep-s",
    "eq-rep-p",
    "eq-rep-o",
    "eq-diff1",
    "eq-diff2",
    "eq-diff3",
    "prp-ap",
    "prp-dom",
    "prp-rng",
    "prp-fp",
    "prp-ifp",
    "prp-irp",
    "prp-symp",
    "prp-asyp",
    "prp-trp",
    "prp-spo1",
    "prp-spo2",
    "prp-eqp1",
    "prp-eqp2",
    "prp-pdw",
    "prp-adp",
    "prp-inv1",
    "prp-inv2",
    "prp-key",
    "prp-npa1",
    "prp-npa2",
    "cls-thing",
    "cls-nothing1",
    "cls-nothing2",
    "cls-int1",
    "cls-int2",
    "cls-uni",
    "cls-com",
    "cls-svf1",
    "cls-svf2",
    "cls-avf",
    "cls-hv1",
    "cls-hv2",
    "cls-maxc1",
    "cls-maxc2",
    "cls-maxqc1",
    "cls-maxqc2",
    "cls-maxqc3",
    "cls-maxqc4",
    "cls-oo",
    "cax-sco",
    "cax-eqc1",
    "cax-eqc2",
    "cax-dw",
    "cax-adc",
    "dt-type1",
    "dt-type2",
    "dt-eq",
    "dt-diff",
    "dt-not-type",
    "scm-cls",
    "scm-sco",
    "scm-eqc1",
    "scm-eqc2",
    "scm-op",
    "scm-dp",
    "scm-spo",
    "scm-eqp1",
    "scm-eqp2",
    "scm-dom1",
    "scm-dom2",
    "scm-rng1",
    "scm-rng2",
    "scm-hv",
    "scm-svf1",
    "scm-svf2",
    "scm-avf1",
    "scm-avf2",
    "scm-int",
    "scm-uni",
]


def test_every_rule_of_the_profile_is_there_or_left_out():
    named = {rule.name.removesuffix("-1").removesuffix("-2").removesuffix("-3") for rule in rules()}

    assert named == set(TABLES) - LEFT_OUT


def test_a_list_longer_than_the_rules_read_is_refused():
    graph = Graph().parse(
        data=f"{PREFIXES} :p owl:propertyChainAxiom (:a :b :c :d) .", format="turtle"
    )

    with pytest.raises(DataError, match="4 members"):
        closure_of(graph)


@pytest.mark.parametrize(
    "text",
    [
        "CONSTRUCT { ?x a ?c }\nWHERE {\n  ?x a ?b .\n}",  # no title
        "# title-vi: A\n# title-en: A\nSELECT ?x WHERE {\n  ?x a ?b .\n}",
        "# title-vi: A\n# title-en: A\nCONSTRUCT { ?x a ?c }\nWHERE {\n  ?x a ?b ; a ?c .\n}",
        "# title-vi: A\n# title-en: A\nCONSTRUCT { ?x a ?c }\nWHERE {\n  ?x unknown:p ?c .\n}",
        "# title-vi: A\n# title-en: A\nCONSTRUCT { ?x a ?c }\nWHERE {\n  ?x a/a ?c .\n}",
    ],
)
def test_a_file_that_is_no_rule_is_refused(text, tmp_path):
    path = tmp_path / "no-rule.rq"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(DataError, match="is no rule"):
        read_rule(path)
