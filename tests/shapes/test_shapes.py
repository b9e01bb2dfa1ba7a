"""Every rule of the audit has an example that it passes and one that it finds at fault."""

import re
from functools import cache
from pathlib import Path

import pytest
from rdflib import Graph
from rdflib.namespace import RDF, SH

from mandategraph.validate import read_rules, validate_graph

ROOT = Path(__file__).resolve().parents[2]
SHAPES = sorted((ROOT / "shapes").glob("*.ttl"))
EXAMPLES = sorted(Path(__file__).parent.glob("*/*.ttl"))
GOOD = [path for path in EXAMPLES if path.name.startswith("good-")]
BAD = [path for path in EXAMPLES if path.name.startswith("bad-")]


def case(path):
    return f"{path.parent.name}/{path.stem}"


@cache
def findings(example):
    """What the shapes of an example's folder find in it."""
    data = Graph().parse(example, format="turtle")
    return validate_graph(data, ROOT / "shapes" / f"{example.parent.name}.ttl")


def test_there_are_shapes():
    assert SHAPES


@pytest.mark.parametrize("shape", SHAPES, ids=lambda path: path.stem)
def test_shape_has_both_kinds_of_example(shape):
    """A shape that nothing breaks has not been tested."""
    names = [path.name for path in EXAMPLES if path.parent.name == shape.stem]

    assert any(name.startswith("good-") for name in names)
    assert any(name.startswith("bad-") for name in names)


def test_every_example_stands_beside_a_shape():
    stems = {shape.stem for shape in SHAPES}

    assert {path.parent.name for path in EXAMPLES} == stems
    assert len(GOOD) + len(BAD) == len(EXAMPLES)


@pytest.mark.parametrize("example", GOOD, ids=case)
def test_good_example_passes(example):
    assert [finding.message.en for finding in findings(example)] == []


@pytest.mark.parametrize("example", BAD, ids=case)
def test_bad_example_gives_exactly_its_finding(example):
    """The first line says what is found; nothing else is."""
    first = example.read_text("utf-8").splitlines()[0]
    expected = re.fullmatch(r"# expect: (.+)", first)

    assert expected, f"{example} must start with '# expect: …'"
    assert {finding.message.en for finding in findings(example)} == {expected[1]}


@pytest.mark.parametrize("shape", SHAPES, ids=lambda path: path.stem)
def test_every_property_shape_is_broken_by_an_example(shape):
    broken = {
        finding.shape
        for example in BAD
        if example.parent.name == shape.stem
        for finding in findings(example)
    }

    assert broken == set(read_rules(shape).by_iri)


@pytest.mark.parametrize("shape", SHAPES, ids=lambda path: path.stem)
def test_shapes_are_named_and_plain(shape):
    """Every shape has an IRI, words in both languages, and no logical wrapper around an element."""
    graph = Graph().parse(shape, format="turtle")
    rules = read_rules(shape).by_iri

    assert rules
    assert not [*graph.triples((None, SH["or"], None)), *graph.triples((None, SH.xone, None))]
    assert not list(graph.triples((None, SH.node, None)))
    for node in graph.subjects(RDF.type, SH.NodeShape):
        assert str(node).startswith("https://w3id.org/mandategraph/shapes#")
        for predicate in (SH.name, SH.description):
            languages = sorted(str(word.language) for word in graph.objects(node, predicate))
            assert languages == ["en", "vi"], (node, predicate)
        for prop in graph.objects(node, SH.property):
            assert str(prop) in rules, prop
    for rule in rules.values():
        for part in ("Kiểm tra:", "Lý do:", "Cách khắc phục:"):
            assert part in rule.description.vi, (rule.iri, part)
        for part in ("Checked:", "Why:", "Mended by:"):
            assert part in rule.description.en, (rule.iri, part)


def test_severity_follows_the_layer():
    levels = {"integrity": "violation", "completeness": "warning", "advice": "info"}

    for rule in read_rules().by_iri.values():
        assert rule.severity == levels[rule.layer], rule.iri
