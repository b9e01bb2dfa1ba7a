"""English names of bodies that no list holds, known by their form."""

import pytest

from mandategraph.extract.agencies import find_bodies
from mandategraph.gazetteer import load
from mandategraph.text import stored

WILL = "It will help. They will see. We will go. "  # the text is a strategy


def bodies(text):
    return [(body.form, body.agency) for body in find_bodies(stored(text), load())]


NAMES = [
    # a name ends in its kind, and goes on with its matter
    (
        "the Federal Committee on Sample Methods (FCSMX) meets",
        "Federal Committee on Sample Methods (FCSMX)",
        "Federal Committee on Sample Methods",
    ),
    # a list belongs to the matter of a department
    (
        "the Department for Roads, Rivers and Canals met",
        "Department for Roads, Rivers and Canals",
        "Department for Roads, Rivers and Canals",
    ),
    # the body above follows with "in the" or "at"
    (
        "the Records Group in the Cabinet Office wrote",
        "Records Group in the Cabinet Office",
        "Records Group in the Cabinet Office",
    ),
    # several matters before the word that makes it a body
    (
        "the Rivers and Anglers Advisory Group met",
        "Rivers and Anglers Advisory Group",
        "Rivers and Anglers Advisory Group",
    ),
    # the kind may be a phrase, with a short form inside the name
    (
        "the River Water Management (RWMX) Community of Practice met",
        "River Water Management (RWMX) Community of Practice",
        "River Water Management Community of Practice",
    ),
    # a figure inside a name
    ("the Forest Aim 8 Steering Committee met", "Forest Aim 8 Steering Committee",
     "Forest Aim 8 Steering Committee"),
    # the article stands before the possessive, the name after it
    ("the President's Council on Rivers met", "President's Council on Rivers",
     "President's Council on Rivers"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "form", "agency"), NAMES)
def test_a_name_is_known_by_its_form(text, form, agency):
    assert (form, agency) in bodies(text)


@pytest.mark.parametrize(
    "text",
    [
        # a verb in capitals opens a heading, no name
        "Establish Offices",
        # the word that makes a name is its last one
        "Agency Actions",
        # a function word before a known name is no part of it
        "In Agencies Everywhere",
    ],
)
def test_what_is_no_name(text):
    assert not [form for form, _ in bodies(text) if form == text]


def test_an_abbreviation_stands_for_its_name_also_in_the_plural():
    found = bodies("Each Chief Rivers Officer (CRO) reports. CROs meet. All agency CROs write.")

    assert ("CROs", "Chief Rivers Officer") in found
    assert ("agency CROs", "Chief Rivers Officer") in found


def test_a_short_form_may_belong_to_a_longer_name():
    text = "The Rivers Data Committee (RDC) met. RDC members wrote."

    assert ("RDC members", "Rivers Data Committee members") in bodies(text)


@pytest.mark.parametrize(
    ("text", "form", "agency"),
    [
        ("24 government departments moved", "24 government departments", "24 government departments"),
        ("each agency should write", "each agency", "Agencies"),
        ("departments with few records will write", "departments with few records",
         "Departments with few records"),
    ],
)  # fmt: skip
def test_bodies_that_a_text_describes(text, form, agency):
    assert (form, agency) in bodies(WILL + text)
