"""Where a curator's value is read from: its own words, in the narrowest place that has them."""

import pytest

from mandategraph import gazetteer
from mandategraph.build.grounding import Grounder, occurrences, printed_form
from mandategraph.model import Item, Section
from mandategraph.text import Span, read_bytes


@pytest.mark.parametrize(
    ("value", "text", "words"),
    [
        ("45-50", "growth is at 45 - 50% by 2030.", "45 - 50%"),  # blanks and sign between
        ("0.6-0.8", "account for 0.6% - 0.8% of total", "0.6% - 0.8%"),  # a sign after each figure
        ("0.6", "đạt 0,6% GRDP", "0,6%"),  # a decimal comma, as Vietnamese texts write
        ("30", "By 2030, reach at least 30%.", "30%"),  # not the 30 of 2030
        ("2", "By 2020 it will increase twice", "twice"),  # not the 2 of 2020
        ("2.5", "increase by 2.5 times", "2.5"),
        ("hoàn thành", "đã hoàn  thành xây dựng", "hoàn  thành"),  # whatever blanks are between
    ],
)
def test_a_value_is_found_as_it_is_printed(value, text, words):
    match = printed_form(value).search(text)

    assert match
    assert match[0] == words


@pytest.mark.parametrize(
    ("words", "text"),
    [("Government", "deploy e-Government"), ("20", "in 2020"), ("Sở", "cơ Sởi")],
)
def test_part_of_a_word_is_no_occurrence(words, text):
    assert list(occurrences(text, words)) == []


TEXT = """1. Department of Finance

- Funds come from the local budget. By 2030, reach at least 30%. The rest follows.
"""


@pytest.fixture
def grounder():
    start = TEXT.index("Funds")
    heading = Span(3, TEXT.index("\n"))
    return Grounder(
        read_bytes(TEXT.encode("utf-8")),
        gazetteer.load(),
        (Section("1", "Department of Finance", Span(0, heading.end), heading),),
        (),
        (Item(Span(start, len(TEXT.rstrip())), "-", "1"),),
    )


def test_a_passage_without_an_end_is_its_sentence(grounder):
    span = grounder.sentence(TEXT.index("By 2030"))

    assert grounder.source.words(span).strip() == "By 2030, reach at least 30%."


def test_a_value_outside_its_passage_is_looked_for_in_the_item(grounder):
    passage = Span(TEXT.index("The rest"), len(TEXT.rstrip()))
    found = grounder.printed("local budget", passage, "1")

    assert grounder.source.words(found) == "local budget"
    assert grounder.printed("state budget", passage, "1") is None


def test_the_section_of_a_place_is_the_last_one_before_it(grounder):
    assert grounder.section_at(TEXT.index("Funds")) == "1"
