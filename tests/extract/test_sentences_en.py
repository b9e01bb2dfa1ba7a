"""Which English sentences order, and which only tell what will be."""

import pytest

from mandategraph.extract import sentences_en as english
from mandategraph.text import stored

ACTS = [
    # a body that will do something
    ("the records office will publish guidance by the end of the year.", True),
    ("departments must keep a list of their services.", True),
    # "be responsible" is an act, "be" alone is none
    ("the board will be responsible for the register.", True),
    ("the board will be a place to meet.", False),
    ("departments will benefit from one register.", False),
    # no verb by which plans order
    ("the records office is working with departments.", False),
]


@pytest.mark.parametrize(("sentence", "ordering"), ACTS)
def test_acts(sentence, ordering):
    assert english.acts(sentence) is ordering


@pytest.mark.parametrize(
    ("sentence", "committing"),
    [
        ("we will open the register to everyone.", True),
        ("where a service is bought, we will ask for open data.", True),
        # what we will do is told, not ordered
        ("the annex says how we will measure this.", False),
        ("we want a better register.", False),
    ],
)
def test_commits(sentence, committing):
    assert english.commits(sentence) is committing


@pytest.mark.parametrize(
    ("lead_in", "announcing"),
    [
        ("the records office will:", True),
        ("the office shall, in particular:", False),
        ("departments will continue to:", True),
        ("the minister is responsible for:", True),
        ("the government intends to reach this aim by:", True),
        ("such records are:", False),
    ],
)
def test_a_lead_in_announces_acts(lead_in, announcing):
    assert english.announces_acts(lead_in) is announcing


def test_what_things_must_do_is_no_order():
    assert english.announces_nothing("it will require redesigned services to:")


@pytest.mark.parametrize(
    ("text", "legal"),
    [("The Secretary shall report. This will help.", True), ("Departments will report.", False)],
)
def test_the_style_of_a_text(text, legal):
    """Where "shall" orders, "will" tells."""
    assert english.is_legal(stored(text)) is legal
