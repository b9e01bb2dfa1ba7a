"""An executive order as a web repository prints it, with headings of its own around it."""

import pytest

from mandategraph.extract import read
from mandategraph.text import read_bytes

ORDER = """# Executive Order 99123: Keeping Rivers Clean

## Summary

**Date:** March 03, 2031

**Record:**
- Citation: N/A

## Sources
- [Gazette](https://example.org/99123)

---

### Authority

By the authority vested in me as President by the laws of the United States of America, it is ordered:
### Section 1.

**Purpose**

Old mills let dye run into small rivers.

Nobody kept count of the fish that died.
### Section 2.

**Policy**

It is the policy of the United States that every river be fit to swim in.

Mills came first in our towns.
### Section 3.

Watching the Water Near Closed Mills
The Administrator of the River Agency, in consultation with the Secretary of the Interior, shall name 9 rivers.

The register of mills shall be renewed at least every 2 years.

This register shall be kept in a plain form.

Such a list must be short.

The heads of all agencies that own mills shall test the water before June 1, 2032.

Roe.EPS
THE WHITE HOUSE,
March 3, 2031.
[Doc. 2031-00001 Filed 3-4-31; 9:15 am]
"""


@pytest.fixture(scope="module")
def order(gazetteer):
    """The order, read."""
    return read(read_bytes(ORDER.encode()), gazetteer)


def test_the_page_around_the_order_is_none_of_it(order):
    """The headings "Summary", "Sources" and "Authority" are the page's; the parts of the order have labels."""
    assert [section.label for section in order.sections] == ["1", "2", "3"]


def test_the_front_of_the_order(order):
    """Kind and number stand before the title; who has the authority issues the order."""
    document = order.document

    assert document.title.value == "Keeping Rivers Clean"
    assert order.source.words(document.title.span) == document.title.value
    assert document.issuer.value == "President"


def test_the_picture_of_a_signature_names_the_signatory(order):
    """The page prints the name of the file; the seat below it is no name."""
    assert order.signatory.name.value == "Roe"
    assert order.signatory.position.value == "President"


def test_what_is_to_be_done_is_a_task_though_nobody_is_named(order):
    """What "this" or "such" opens says of what sort a thing is, and is no task."""
    told = [(task.start.split(" shall")[0][:24], len(task.lead)) for task in order.tasks]

    assert told == [
        ("The Administrator of the", 1),
        ("The register of mills", 0),
        ("The heads of all agencie", 1),
    ]


def test_a_name_does_not_go_on_from_a_heading_into_a_sentence(order):
    """A heading "… Closed Mills" and "The Administrator …" stand in two lines without a blank between."""
    lead = order.tasks[0].lead[0]

    assert order.source.words(lead.span).startswith("Administrator")


def test_only_what_tells_the_policy_is_an_objective(order):
    """The part "Purpose" tells of the past; under "Policy" one sentence says what is aimed at."""
    (aim,) = order.objectives

    assert aim.start.startswith("It is the policy of the United States")


def test_a_name_in_capitals_stands_above_the_seat(gazetteer):
    """The archive's lines after it do not hide the signature."""
    text = ORDER.replace("Roe.EPS", "JANE Q. ROE\n")
    signatory = read(read_bytes(text.encode()), gazetteer).signatory

    assert signatory.name.value == "JANE Q. ROE"
