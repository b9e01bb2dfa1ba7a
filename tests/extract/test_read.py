import time
from dataclasses import fields

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mandategraph import extract
from mandategraph import gazetteer as names
from mandategraph.model import Found
from mandategraph.text import SourceText

HELD = (
    "thai-binh-party-plan-52-nq-tw",
    "party-directive-16-ct-ttg",
    "vinh-long-plan-16-ct-ttg",
    "thai-binh-plan-16-ct-ttg",
    "yen-bai-plan-569-qd-ttg",
)


def source_of(text):
    return SourceText(text=text, sha256="", size=len(text))


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


def rules_of(reading):
    found = [*vars_of(reading.document), *reading.document.implements, *reading.recipients]
    found += [*reading.sections, *reading.objectives, *reading.defects]
    if reading.signatory:
        found += vars_of(reading.signatory)
    return {one.method for one in found}


def vars_of(facts):
    """The values of a dataclass that were read from the text."""
    values = (getattr(facts, field.name) for field in fields(facts))
    return [value for value in values if isinstance(value, Found)]


def test_every_rule_is_described(held, gazetteer, root):
    """A fact names its rule; the rule has a stanza in the authority file."""
    described = (root / "graph" / "authority" / "methods.ttl").read_text(encoding="utf-8")
    rules = set().union(*(rules_of(extract.read(held(slug), gazetteer)) for slug in HELD))

    assert rules
    assert [rule for rule in sorted(rules) if f"method:{rule} a mg:Method" not in described] == []


PIECES = st.sampled_from(
    ["I. MỤC TIÊU\n", "1. Sở Tài chính\n", "- Chủ trì, phối hợp với ", "Sở Khoa học và Công nghệ", "16/CT-TTg ",
     "ngày 04/5/2017 ", "Quyết định số ", "trước ngày 10/12 hằng năm ", "45% ", "báo cáo ", "\n\n", "|\n", "PHỤ LỤC\n",
     "Prime Minister's Decision No. ", "within 90 days ", "By 2030, ", "Nơi nhận:\n", "TM. ", "kinh phí ", "./."]
)  # fmt: skip


@settings(max_examples=60)
@given(st.lists(PIECES | st.text(max_size=6), max_size=40).map("".join))
def test_any_text_is_read(text):
    source = source_of(text)
    reading = extract.read(source, names.load())

    assert all(task.span.end <= len(text) for task in reading.tasks)


@pytest.mark.parametrize(
    "line",
    [
        "a " * 100_000,
        "- " * 100_000,
        "1. " * 60_000,
        "|" * 100_000,
        "**" * 100_000,
        "(i) " * 50_000,
    ],
    ids=["words", "dashes", "numbers", "bars", "stars", "brackets"],
)
def test_one_long_line_does_not_hang(gazetteer, line):
    """Far more than these take; a rule with nested repetition would never end."""
    began = time.process_time()
    extract.read(source_of(line), gazetteer)

    assert time.process_time() - began < 30


def test_a_text_ten_times_as_long_takes_no_more_than_its_share(held, gazetteer):
    """Time grows with length: ten copies are read in well under a hundred times the time of one."""
    text = held("thai-binh-plan-16-ct-ttg").text
    extract.read(source_of(text), gazetteer)
    began = time.process_time()
    extract.read(source_of(text + " "), gazetteer)
    once = time.process_time() - began
    began = time.process_time()
    extract.read(source_of(text * 10), gazetteer)

    assert time.process_time() - began < 40 * max(once, 0.05)
