import pytest

from mandategraph import extract
from mandategraph.extract import defects
from mandategraph.extract.vocabulary import words
from mandategraph.text import SourceText, read_bytes

PARTY_PLAN = "thai-binh-party-plan-52-nq-tw"
DIRECTIVE = "party-directive-16-ct-ttg"
PAGE = "vinh-long-plan-16-ct-ttg"
PLAN = "thai-binh-plan-16-ct-ttg"
YEN_BAI = "yen-bai-plan-569-qd-ttg"

SEEN = [
    # Number and date of its own are missing in four of the five.
    (PARTY_PLAN, "MissingNumber", "no document number"),
    (DIRECTIVE, "MissingDate", "no date of its own"),
    # The province cannot be known from the text.
    (DIRECTIVE, "MissingProvince", "not named anywhere"),
    # Two parts III.
    (PARTY_PLAN, "RepeatedLabel", "2 parts are numbered III"),
    # The sixth of six parts has no heading.
    (DIRECTIVE, "MissingHeading", "part 6"),
    (PARTY_PLAN, "PageBreakTear", "nâng cao nhận thức cho / cán bộ, đảng viên"),
    # Doubled across a page break.
    (PARTY_PLAN, "Misprint", "phát triển phát triển"),
    (PARTY_PLAN, "Layout", "I., II-"),
    # The page stops in II.5.
    (PAGE, "Truncation", "II.5"),
    (PAGE, "DuplicateName", "Chủ tịch Ủy ban nhân dân tỉnh / Chủ tịch UBND tỉnh"),
    # The heading of II.2 is lost.
    (PLAN, "SkippedLabel", "II.2 is missing"),
    (PLAN, "MissingSignatory", "no signatory"),
    # Day first or month first? And one that can only be month first.
    (PLAN, "AmbiguousDate", "'06/02/2017'"),
    (PLAN, "AmbiguousDate", "'5/18/2016' has the month first"),
    (PLAN, "Layout", "'--'"),
    # The letter đ, lost from a heading, and from two paragraphs.
    (YEN_BAI, "SkippedLabel", "IV.3.đ"),
    (YEN_BAI, "SkippedLabel", "V.7.đ"),
    (YEN_BAI, "UnnumberedReference", "569/QD-TTg"),
    # What sources outside the corpus know: another number of that day, another day of that year.
    (PLAN, "DisagreeingCitation", "884/QD-TTg of 2016-05-18 is most likely 844/QĐ-TTg"),
    (PARTY_PLAN, "DisagreeingCitation", "of that number and year is of 2019-03-07"),
    (YEN_BAI, "BrokenSentence", "towards modernity. ; participate"),
    (YEN_BAI, "Misprint", "effectively and effectively"),
]


@pytest.fixture(scope="module")
def readings(held, gazetteer):
    slugs = {slug for slug, _, _ in SEEN}
    return {slug: extract.read(held(slug), gazetteer) for slug in slugs}


@pytest.mark.parametrize(
    ("slug", "kind", "told"), SEEN, ids=[f"{s[0]} {s[1]} {s[2]}" for s in SEEN]
)
def test_a_fault_is_seen(readings, slug, kind, told):
    assert any(
        defect.kind == kind and told in defect.description for defect in readings[slug].defects
    )


NOT_SEEN = [
    # The numbers 1, 3 and 4 of the last part stand around the section 2: nothing is skipped.
    (PARTY_PLAN, "SkippedLabel"),
    # A Vietnamese reader knows which figure is the day.
    (PARTY_PLAN, "AmbiguousDate"),
    # The page gives number, date and issuer of the plan in its first sentence.
    (PAGE, "MissingNumber"),
    (PAGE, "MissingIssuer"),
    # A directive that ends with its recipients is not cut off.
    (DIRECTIVE, "Truncation"),
]


@pytest.mark.parametrize(("slug", "kind"), NOT_SEEN)
def test_what_is_no_fault_is_not_told(readings, slug, kind):
    assert kind not in {defect.kind for defect in readings[slug].defects}


def test_a_fault_in_one_place_points_at_its_words(readings):
    for reading in readings.values():
        for defect in reading.defects:
            if defect.span is not None and defect.kind in {"AmbiguousDate", "Misprint"}:
                assert defect.printed is not None
                assert defect.printed == " ".join(reading.source.words(defect.span).split())


def test_english_letters_skip_no_vietnamese_one(gazetteer):
    """a) to f) of an English text have no gap for đ."""
    lines = [
        f"{letter}) To promote the application of information technology." for letter in "abcdef"
    ]
    text = "I. TASKS\n" + "\n".join(lines)
    reading = extract.read(SourceText(text=text, sha256="", size=len(text)), gazetteer)

    assert "SkippedLabel" not in {defect.kind for defect in reading.defects}


def test_an_abbreviation_that_is_explained_is_no_second_name(gazetteer):
    text = (
        "# Plan\n\nThe General Services Administration (GSA) shall plan. GSA shall also report.\n"
    )
    told = extract.read(read_bytes(text.encode()), gazetteer).defects

    assert "DuplicateName" not in {defect.kind for defect in told}


def test_every_fault_is_told_in_both_languages():
    told = words("defects")

    assert told
    assert all(fault["kind"] and fault["vi"] and fault["en"] for fault in told.values())


@pytest.mark.parametrize(
    ("printed", "known", "likely"),
    [
        ("884/QD-TTg", "844/QĐ-TTg", True),  # one figure, and letters without their accent
        ("484/QĐ-TTg", "844/QĐ-TTg", True),  # two figures swapped
        ("844/QĐ-TTg", "844/QĐ-TTg", False),  # nothing is misprinted
        ("855/QĐ-TTg", "844/QĐ-TTg", False),  # two figures: another instrument
        ("884/QĐ-BTC", "844/QĐ-TTg", False),  # another issuer's series
        ("84/QĐ-TTg", "844/QĐ-TTg", False),  # another number
    ],
)
def test_a_number_that_is_nearly_a_known_one(printed, known, likely):
    assert defects._misprinted(printed, known) is likely
