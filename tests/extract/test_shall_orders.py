"""Orders of a text that orders by "shall": lead-ins on several levels, members, contents."""

import pytest

from mandategraph.extract import read
from mandategraph.text import read_bytes

HEAD = """# Executive Order 99124: Mending Old Mills

By the authority vested in me as President, it is ordered:

"""

NESTED = f"""{HEAD}### Section 1.

Work on Mills

(a) The Secretary of Energy, in coordination with the Secretary of the Interior, shall:
    (i) through the Director of the Mill Office:
(A) count the wheels that still turn; and
(B) name, together with the Secretary of Commerce, nine mills worth mending;
    (ii) draw up a map of weirs, that:
    (1) shows each weir taller than a man;
    (2) is drawn in ink; and
    (iii) publish a list of millers.

(b) The River Task Force shall consist of an officer from each of these bodies:
    (i) the Department of Energy;
    (ii) the Department of Commerce (DOC); and
    (iii) the Mill Office.

(c) The Secretary of Energy shall write a report on dams. The report shall include:
    (i) recommendations for lower dams; and
    (ii) identification of dams that agencies should leave alone.

(d) The Secretary of Labor shall train millers.
"""


@pytest.fixture(scope="module")
def orders(gazetteer):
    """The orders of a text, by the first four words of each."""

    def tasks(text):
        reading = read(read_bytes(text.encode()), gazetteer)
        return {" ".join(task.start.split()[:4]): task for task in reading.tasks}

    return tasks


@pytest.fixture(scope="module")
def nested(orders):
    """The orders of the text on mills."""
    return orders(NESTED)


def names(values):
    return [one.value for one in values]


def test_members_and_contents_are_no_orders(nested):
    """Who sits on a body, and what a report or map must hold, orders nothing; "(d)" does again."""
    assert list(nested) == [
        "count the wheels that",
        "name, together with the",
        "draw up a map",
        "publish a list of",
        "The Secretary of Energy",
        "The Secretary of Labor",
    ]


@pytest.mark.parametrize(
    ("start", "lead", "coordinate", "through"),
    [
        # two lead-ins above: the subject is that of the upper one, the office that of the lower
        (
            "count the wheels that",
            ["Secretary of Energy"],
            ["Secretary of the Interior"],
            ["Director of the Mill Office"],
        ),
        # an item that names its own partners keeps to them
        (
            "name, together with the",
            ["Secretary of Energy"],
            ["Secretary of Commerce"],
            ["Director of the Mill Office"],
        ),
        # after the numbered contents of an item its sister stands below the same lead-in
        ("publish a list of", ["Secretary of Energy"], ["Secretary of the Interior"], []),
    ],
)
def test_a_lead_in_reaches_the_deepest_items(nested, start, lead, coordinate, through):
    task = nested[start]

    assert names(task.lead) == lead
    assert names(task.coordinate) == coordinate
    assert names(task.through) == through


DESCRIBED = f"""{HEAD}### Section 1.

Who Does What

The Survey shall be coordinated through the River Board.

This map shall be sent to the Secretary of Labor each fiscal year.

This map must be kept dry.

Heads of agencies that also lend boats (boat agencies), shall count their oars.

Each Mill Agency with charge of a weir (as named by the Board) shall, within 30 days of a flood, and in
coordination with the National River Board, mend it.

(a) The Secretary of Energy, following consultation with the Secretary of Labor, shall:
    (i) draw a chart of locks, that:
    (1) shows their gates; and
    (2) is delivered to the Secretary of Labor not later than May 4, 2032; and
    (ii) oil the gates no later than March 9 of each of the next 4 years.

(b) The National River Board shall be co-chaired by an angler and the Secretary of Energy.
"""


@pytest.fixture(scope="module")
def described(orders):
    """The orders of the text on who does what."""
    return orders(DESCRIBED)


@pytest.mark.parametrize(
    ("start", "lead", "deadline"),
    [
        # whoever a thing is coordinated through does it
        ("The Survey shall be", ["River Board"], None),
        # a thing handed over, though "this" opens the sentence; each fiscal year is a time
        ("This map shall be", [], "annual"),
        # a group that a clause tells apart, with a comma before the verb
        ("Heads of agencies that", ["Heads of boat agencies"], None),
        # a body, what it is in charge of, and asides before the act; a flood sets no day
        ("Each Mill Agency with", ["Mill Agency"], None),
        # the contents say when the chart is to be handed over
        ("draw a chart of", ["Secretary of Energy"], "2032-05-04"),
        # a day of several years is a yearly one
        ("oil the gates no", ["Secretary of Energy"], "annual 03-09"),
    ],
)
def test_an_order_whatever_its_subject(described, start, lead, deadline):
    task = described[start]

    assert names(task.lead) == lead
    assert (task.deadline.value if task.deadline else None) == deadline


def test_how_a_thing_is_kept_and_who_chairs_are_no_orders(described):
    assert len(described) == 6
