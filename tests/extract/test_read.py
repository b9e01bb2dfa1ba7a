from dataclasses import fields, is_dataclass

import pytest

from mandategraph import extract
from mandategraph.text import SourceText

HELD = (
    "thai-binh-party-plan-52-nq-tw",
    "party-directive-16-ct-ttg",
    "vinh-long-plan-16-ct-ttg",
    "thai-binh-plan-16-ct-ttg",
    "yen-bai-plan-569-qd-ttg",
)


def test_the_same_text_gives_the_same_reading(held, gazetteer):
    for slug in HELD:
        assert extract.read(held(slug), gazetteer) == extract.read(held(slug), gazetteer)


@pytest.mark.parametrize("slug", HELD)
def test_a_document_does_not_cite_itself(held, gazetteer, slug):
    reading = extract.read(held(slug), gazetteer)
    own = reading.document.number

    assert own is None or own.value not in {citation.number for citation in reading.citations}


@pytest.mark.parametrize("slug", HELD)
def test_what_is_implemented_is_cited_as_such(held, gazetteer, slug):
    reading = extract.read(held(slug), gazetteer)
    implemented = {c.number for c in reading.citations if c.relation == "implements"}

    assert implemented == {number.value for number in reading.document.implements}


@pytest.mark.parametrize("slug", HELD)
def test_every_passage_lies_inside_the_text(held, gazetteer, slug):
    source = held(slug)
    reading = extract.read(source, gazetteer)
    passages = [*reading.tasks, *reading.objectives, *reading.targets, *reading.reporting]
    spans = [passage.span for passage in passages]
    spans += [section.span for section in reading.sections]
    spans += [quote for citation in reading.citations for quote in citation.quotes]
    spans += [span for mention in reading.mentions for span in mention.spans]
    spans += [defect.span for defect in reading.defects if defect.span]

    assert spans
    assert all(source.words(span) for span in spans)
    assert all(span.end <= len(source.text) for span in spans)


def rules_of(value):
    """The rules named anywhere in a reading."""
    if isinstance(value, tuple | list):
        return set().union(*map(rules_of, value))
    if not is_dataclass(value) or isinstance(value, SourceText):
        return set()
    named = {value.method} if hasattr(value, "method") else set()
    return named.union(*(rules_of(getattr(value, field.name)) for field in fields(value)))


def test_every_rule_is_described(held, gazetteer, root):
    """A fact names its rule; the rule has a stanza in the authority file."""
    described = (root / "graph" / "authority" / "methods.ttl").read_text(encoding="utf-8")
    rules = set().union(*(rules_of(extract.read(held(slug), gazetteer)) for slug in HELD))

    assert len(rules) > 40
    assert {"ordering-item", "agency-name", "indicator-value"} <= rules  # of tasks, bodies, targets
    assert [rule for rule in sorted(rules) if f"method:{rule} a mg:Method" not in described] == []
