"""Orders of English plans and strategies, where "will" orders: who, with whom, by when."""

import pytest

from mandategraph.extract import read
from mandategraph.gazetteer import load
from mandategraph.text import stored

STRATEGY = """# Open records strategy

We have 3 actions. Departments will count the records that they keep by the end of 2024.

## Action 1: Cabinet Office will open the register of records

The Cabinet Office (CO) keeps a register that few people know. To make it known, the Cabinet
Office will open the register to everyone. It will also publish a list of its changes.

It will:

- work with the Department for Transport to add travel records
- offer training to Records Managers

For the two pilot departments (HMRC and DWP):

- the first records will be published by March 2025

## Action 2: Departments will name a Records Manager

Records Managers will be supported by the Office for National Statistics.

The Digital Records Group in the Cabinet Office, with support from Ofcom, and the Department for
Education will write the guidance.

In summary, the guidance will require records to:

- be complete
- use common formats

## Action 3: By June 2025, all new services will keep open records

The service standard will include a chapter on records.

Departments will be encouraged to visit each other's reading rooms.
"""

ORDERS = [
    # a paragraph before the first heading
    ("We have 3 actions", ["Departments"], [], "2024"),
    # a heading that is a sentence
    ("Cabinet Office will open", ["Cabinet Office"], [], None),
    # grounds first, then the order; what "it" will do too belongs to it
    ("The Cabinet Office (CO) keeps", ["Cabinet Office"], [], None),
    # "It will:" means the subject of the heading
    ("work with the Department", ["Cabinet Office"], ["Department for Transport"], None),
    ("offer training", ["Cabinet Office"], [], None),
    # "For X:" names who is to see to it
    (
        "the first records will be published",
        ["HM Revenue and Customs", "Department for Work and Pensions"],
        [],
        "2025-03-31",
    ),
    ("Departments will name", ["Departments"], [], None),
    # whoever is supported does not lead
    ("Records Managers will be supported", ["Office for National Statistics"], [], None),
    # an aside parts two bodies that share the verb
    (
        "The Digital Records Group",
        ["Digital Records Group in the Cabinet Office", "Department for Education"],
        [],
        None,
    ),
    # a heading with a day, without a body
    ("By June 2025, all new services", [], [], "2025-06-30"),
    # what is encouraged is an order to nobody
    ("Departments will be encouraged", [], [], None),
]


def tasks(text):
    source = stored(text)
    return source, read(source, load()).tasks


def test_orders_of_a_strategy():
    """What things must be ("be complete", "use common formats") and hold are no orders."""
    source, found = tasks(STRATEGY)

    assert [" ".join(source.words(task.span).split())[:12] for task in found] == [
        start[:12] for start, *_ in ORDERS
    ]


@pytest.mark.parametrize(("at", "order"), list(enumerate(ORDERS)))
def test_who_with_whom_by_when(at, order):
    _, lead, coordinate, deadline = order
    task = tasks(STRATEGY)[1][at]

    assert [one.value for one in task.lead] == lead
    assert [one.value for one in task.coordinate] == coordinate
    assert (task.deadline and task.deadline.value) == deadline


TABLE = """# 2021 Rivers Plan

## Action 1: Name river wardens

| Milestone | Target Date | Responsible Party | Required or Encouraged |
|---|---|---|---|
| Name a river warden | ~~June 30, 2021~~ **July 31, 2021** | GSA with Census Bureau | |
| Go | Q3 2021 | | Required for agencies <br> Encouraged for all departments |
"""


def test_rows_of_a_milestone_table():
    """A cell tells who leads and who helps; who is only encouraged does not lead."""
    _, found = tasks(TABLE)

    assert [[one.value for one in task.lead] for task in found] == [
        ["General Services Administration"],
        ["Agencies"],
    ]
    assert [one.value for one in found[0].coordinate] == ["Census Bureau"]
    assert [task.deadline.value for task in found] == ["2021-07-31", "2021-09-30"]


AIMS = """# Skills strategy

We will act.

## Schools

- By 2030, at least 80% of adults should have basic skills.
- The Skills Office will double the number of courses by 2026.
- In 2019, 40% of adults had them.

## Action 1: Departments will cut waiting times by 25% by 2027
"""


def test_targets_of_a_strategy():
    """Told by a year, ordered, or in a heading; what was so is no target."""
    source = stored(AIMS)
    found = read(source, load()).targets

    assert [(one.comparator, one.value.value, one.year.value) for one in found] == [
        (">=", "80", 2030),
        ("double", "2", 2026),
        ("=", "25", 2027),
    ]
