"""English bodies told by others: one head for many offices, heads of groups, chairs, short names."""

import pytest

from mandategraph.extract.agencies import find_bodies
from mandategraph.text import read_bytes


@pytest.fixture(scope="module")
def named(gazetteer):
    """Form and canonical name of each body of a text."""

    def bodies(text):
        found = find_bodies(read_bytes(text.encode()), gazetteer)
        return [(" ".join(body.form.split()), body.agency) for body in found]

    return bodies


MEMBERS = "The Mill Member Agencies shall meet. Each Mill Member Agency shall vote."
CHAIRED = (
    "The National River Task Force (Task Force) is co-chaired by two millers. "
    "The Co-Chairs shall vote. The Task Force Co-Chairs may not."
)


@pytest.mark.parametrize(
    ("text", "form", "agency"),
    [
        # one plural head, the last matter after "and"; "and" inside a matter joins nothing
        ("The Secretaries of Energy, Health and Human Services, and Labor shall swim.",
         "Secretaries of Energy", "Secretary of Energy"),
        ("The Secretaries of Energy, Health and Human Services, and Labor shall swim.",
         "Health and Human Services", "Secretary of Health and Human Services"),
        ("The Secretaries of Energy and the Interior shall swim.",
         "the Interior", "Secretary of the Interior"),
        # the short name in the bracket is the body's, there and later
        (CHAIRED, "National River Task Force (Task Force)", "National River Task Force"),
        # who chairs is named by the body that the text says is chaired
        (CHAIRED, "Co-Chairs", "Co-Chairs of the National River Task Force"),
        (CHAIRED, "Task Force Co-Chairs", "Co-Chairs of the National River Task Force"),
        # one of a group is the group
        (MEMBERS, "Mill Member Agency", "Mill Member Agencies"),
        # heads of a group in small letters, by the name that a bracket gives them
        ("The heads of other agencies that own boats (boat agencies) shall row.",
         "heads of other agencies that own boats (boat agencies)", "Heads of boat agencies"),
        # "such" heads are those named last
        ("Heads of agencies that own boats (boat agencies) shall row. Heads of such agencies shall swim.",
         "Heads of such agencies", "Heads of boat agencies"),
        # two bodies joined by "and the"
        ("The Working Group and the River Anglers Association of Officials met.",
         "River Anglers Association of Officials", "River Anglers Association of Officials"),
        # letters explained in the middle of a name stand for the words before them
        ("The Chief Weir Officer (CWO) Council met. The CWO Council voted.",
         "CWO Council", "Chief Weir Officer Council"),
    ],
)  # fmt: skip
def test_a_body_told_by_others(named, text, form, agency):
    assert (form, agency) in named(text)


@pytest.mark.parametrize(
    ("text", "form"),
    [
        # a short name is no part of a longer one
        ("The Director of the Mill Office (Director) rows. The Deputy Director swims.", "Director"),
        # a list of matters that make no office
        ("The Secretaries of Brooks, Weirs, and Ponds swim.", "Weirs"),
        # given to two bodies, a short name stands for neither
        (
            "The River Board of Trade (Board) and the Mill Board of Works (Board) met. The Board rose.",
            "Board",
        ),
    ],
)
def test_no_body(named, text, form):
    assert form not in [printed for printed, _ in named(text)]
