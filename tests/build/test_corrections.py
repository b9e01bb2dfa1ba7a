"""Corrections: read from their file, applied to a reading, and made from an edited annotation."""

import json
from dataclasses import replace

import pytest

from mandategraph import extract, gazetteer
from mandategraph.annotation import to_json
from mandategraph.build import corrections, differences, entry_schema
from mandategraph.errors import CorrectionError
from mandategraph.extract.vocabulary import words
from mandategraph.model import Defect, DocumentFacts, Found, Item, Mention, Reading, Section, Task
from mandategraph.text import Span, read_bytes

TEXT = """KẾ HOẠCH

II. NHIỆM VỤ

1. Hạ tầng công nghệ thông tin

- Sở Tài chính chủ trì, phối hợp với Sở Khoa học và Công nghệ bố trí kinh phí.

- Phát triển đô thị thông minh.
"""


def span_of(words):
    at = TEXT.index(words)
    return Span(at, at + len(words))


def lines():
    first = span_of("Sở Tài chính chủ trì, phối hợp với Sở Khoa học và Công nghệ bố trí kinh phí.")
    second = span_of("Phát triển đô thị thông minh.")
    return first, second


@pytest.fixture
def reading():
    """A reading in which the machine found the first task without its coordinator."""
    first, second = lines()
    heading = span_of("Hạ tầng công nghệ thông tin")
    lead = span_of("Sở Tài chính")
    return Reading(
        source=read_bytes(TEXT.encode("utf-8")),
        document=DocumentFacts(type=Found("plan", span_of("KẾ HOẠCH"), "kind-in-title")),
        sections=(
            Section("II", "NHIỆM VỤ", span_of("II. NHIỆM VỤ"), span_of("NHIỆM VỤ")),
            Section(
                "II.1",
                "Hạ tầng công nghệ thông tin",
                span_of("1. Hạ tầng công nghệ thông tin"),
                heading,
            ),
        ),
        mentions=(
            Mention("Sở Tài chính", "Department of Finance", (lead,)),
            Mention(
                "Sở Khoa học và Công nghệ",
                "Department of Science and Technology",
                (span_of("Sở Khoa học và Công nghệ"),),
            ),
        ),
        tasks=(
            Task(
                first,
                "Sở Tài chính chủ trì, phối hợp với Sở Khoa học và Công nghệ",
                "II.1",
                lead=(Found("Department of Finance", lead, "lead-verb", 0.9),),
                theme=Found("ict-infrastructure", heading, "theme-heading"),
            ),
        ),
        items=(Item(first, "-", "II.1"), Item(second, "-", "II.1")),
    )


def apply(reading, *raw, tmp_path):
    path = tmp_path / "corrections.yaml"
    path.write_text(json.dumps(list(raw), ensure_ascii=False), encoding="utf-8")  # JSON is YAML
    return corrections.correct(
        reading, corrections.load(path, gazetteer.load()), gazetteer.load(), lambda _name: None
    )


def test_a_changed_value_is_read_from_its_own_words(reading, tmp_path):
    """The coordinator is grounded where it is printed; the lead keeps the machine's evidence."""
    corrected, warnings = apply(
        reading,
        {
            "layer": "tasks",
            "change": "Sở Tài chính chủ trì",
            "set": {"coordinate": ["Department of Science and Technology"]},
            "reason": "phối hợp với",
        },
        tmp_path=tmp_path,
    )
    [task] = corrected.tasks

    assert warnings == ()
    assert corrected.source.words(task.coordinate[0].span) == "Sở Khoa học và Công nghệ"
    assert (task.coordinate[0].method, task.lead[0].method) == ("curator", "lead-verb")


def test_an_added_task_stands_at_its_place_and_takes_words_from_text_and_heading(reading, tmp_path):
    _, second = lines()
    corrected, _ = apply(
        reading,
        {
            "layer": "tasks",
            "add": {
                "start": "Phát triển đô thị thông minh.",
                "offset": second.start,
                "end": second.end,
                "section": "II.1",
                "lead": [],
                "coordinate": [],
                "technology": ["smart-city"],
                "theme": "ict-infrastructure",
                "deadline": None,
                "cites": [],
            },
            "reason": "An order.",
        },
        tmp_path=tmp_path,
    )
    added = corrected.tasks[1]

    assert added.span == second
    assert corrected.source.words(added.technology[0].span) == "đô thị thông minh"
    assert corrected.source.words(added.theme.span) == "Hạ tầng công nghệ thông tin"


def test_the_curator_may_name_the_words(reading, tmp_path):
    corrected, _ = apply(
        reading,
        {
            "layer": "tasks",
            "change": "Sở Tài chính chủ trì",
            "set": {"theme": "funding", "evidence": {"theme": "bố trí kinh phí"}},
            "reason": "Plainly about money.",
        },
        tmp_path=tmp_path,
    )
    [task] = corrected.tasks

    assert corrected.source.words(task.theme.span) == "bố trí kinh phí"


def test_a_dropped_task_is_gone(reading, tmp_path):
    corrected, _ = apply(
        reading,
        {"layer": "tasks", "drop": "Sở Tài chính chủ trì", "reason": "No order."},
        tmp_path=tmp_path,
    )

    assert corrected.tasks == ()


def test_a_correction_that_names_nothing_is_reported(reading, tmp_path):
    corrected, warnings = apply(
        reading, {"layer": "tasks", "drop": "Sở Y tế", "reason": "No order."}, tmp_path=tmp_path
    )

    assert corrected.tasks == reading.tasks
    assert len(warnings) == 1
    assert "Sở Y tế" in warnings[0]


def task_set(**values):
    return {"layer": "tasks", "change": "Sở Tài chính chủ trì", "set": values, "reason": "x"}


def document_set(**values):
    return {"layer": "document", "change": "document", "set": values, "reason": "x"}


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (
            {"layer": "tasks", "add": {"start": "Không có", "offset": 3}, "reason": "x"},
            "the words at offset 3",
        ),
        ({"layer": "tasks", "add": "hello", "reason": "x"}, "“hello” is no entry of tasks"),
        (
            {"layer": "tasks", "add": {"start": "x", "offset": "zz"}, "reason": "x"},
            "“offset” is “zz”",
        ),
        ({"layer": "tasks", "add": {"start": "x"}, "reason": "x"}, "has no “offset”; add it"),
        (
            {"layer": "signatory", "change": "signatory", "set": {"position": "x"}, "reason": "x"},
            "has no “name”",
        ),
        (task_set(thme="funding"), "correction 1: “thme” is no key of tasks"),
        (task_set(theme="nonsense"), "no theme; write one of"),
        (task_set(technology=["not-a-tech"]), "no technology"),
        (task_set(technology=["smart-citty"]), "no technology; write smart-city"),
        (task_set(technology="smart-city"), "write a list"),
        (task_set(lead=["Department of Wonders"]), "no body that"),
        (task_set(start=None), "“start” is null"),
        (task_set(deadline="soon"), "not a time"),
        (task_set(deadline="2025-02-30"), "no calendar"),
        (task_set(deadline="annual 13-01"), "no calendar"),
        (task_set(evidence={"thme": "Sở"}), "“evidence” names “thme”"),
        (
            {"layer": "defects", "add": {"description": "x", "kind": "Nonsense"}, "reason": "x"},
            "no kind of defect; write one of",
        ),
        (
            {
                "layer": "objectives",
                "add": {"start": "x", "offset": 1, "kind": "wish"},
                "reason": "x",
            },
            "viewpoint",
        ),
        (
            {
                "layer": "targets",
                "add": {"start": "x", "offset": 1, "comparator": "~"},
                "reason": "x",
            },
            "comparator",
        ),
        (
            {"layer": "sections", "add": {"label": "V", "start": 9999}, "reason": "x"},
            "text ends before",
        ),
        (document_set(date="2017-13-45"), "not a day"),
        (document_set(language=None), "language"),
        (document_set(period_start="2020"), "without quotation marks"),
        ({"layer": "document", "drop": "document", "reason": "x"}, "can only be changed"),
        (
            {"layer": "recipients", "change": "x", "set": {"line": "y"}, "reason": "x"},
            "drop it and add",
        ),
        (
            {"layer": "tasks", "drop": "x", "set": {"theme": "other"}, "reason": "x"},
            "means nothing beside",
        ),
        ({"layer": "tasks", "drop": ["x"], "reason": "x"}, "by its opening words"),
        ({"layer": "nothing", "drop": "x", "reason": "x"}, "needs “layer”"),
        ({"layer": "tasks", "drop": "x"}, "needs a “reason”"),
        ({"layer": "tasks", "reason": "x"}, "exactly one of"),
        ({"layer": "tasks", "change": "x", "reason": "x"}, "changes nothing"),
        (
            {
                "layer": "agencies",
                "add": {"mention": "Sở Y tế", "canonical_en": "Department of Health"},
                "reason": "x",
            },
            "are not in the text",
        ),
        (
            {
                "layer": "tasks",
                "change": "Sở Tài chính",
                "set": {"theme": "funding", "evidence": {"theme": "không có"}},
                "reason": "x",
            },
            "given as evidence for theme",
        ),
    ],
)
def test_a_wrong_correction_says_what_is_wrong(reading, raw, message, tmp_path):
    with pytest.raises(CorrectionError, match=message):
        apply(reading, raw, tmp_path=tmp_path)


def test_opening_words_of_two_entries_name_neither(reading, tmp_path):
    with pytest.raises(CorrectionError, match=r"several sections \(“II, .*“II.1, "):
        apply(reading, {"layer": "sections", "drop": "I", "reason": "x"}, tmp_path=tmp_path)


@pytest.mark.parametrize(
    "values",
    [
        {"vague_timing": False},
        {"theme_alt": None},
        {"reason": "better"},
        {"deadline_alt": [None, "annual"]},
    ],
)
def test_a_value_may_be_taken_away(reading, values, tmp_path):
    _, warnings = apply(reading, task_set(**values), tmp_path=tmp_path)

    assert warnings == ()


def test_a_section_without_a_printed_label_keeps_saying_so(reading, tmp_path):
    change = {
        "layer": "sections",
        "change": "II.1",
        "set": {"label_as_written": None},
        "reason": "x",
    }
    corrected, _ = apply(reading, change, tmp_path=tmp_path)

    assert (corrected.sections[1].relabelled, corrected.sections[1].printed_label) == (True, None)


def test_a_defect_that_the_machine_found_may_be_given_a_kind(reading, tmp_path):
    found = replace(reading, defects=(Defect("no date"),))
    change = {
        "layer": "defects",
        "change": "no date",
        "set": {"kind": "MissingDate"},
        "reason": "x",
    }
    corrected, _ = apply(found, change, tmp_path=tmp_path)

    assert [(one.description, one.kind) for one in corrected.defects] == [
        ("no date", "MissingDate")
    ]


def test_a_day_without_quotation_marks_is_a_day(reading, tmp_path):
    path = tmp_path / "corrections.yaml"
    path.write_text(
        "- {layer: document, change: document, set: {date: 2017-03-01}, reason: x}", "utf-8"
    )

    [one] = corrections.load(path, gazetteer.load())
    assert one.values == {"date": "2017-03-01"}


@pytest.mark.parametrize(
    ("changed", "before", "reason"),
    [
        ({"theme_alt": ["funding", "other"]}, None, "The theme may as well be read as funding or other."),
        ({"note": "a remark"}, None, "A remark of the curator."),
        (
            {"technology_alt": ["smart-city"], "note": "a remark"},
            None,
            "smart-city is only an example or implied, and may be given or left out.",
        ),
        ({"theme": "funding"}, {"theme": "other"}, "The text gives funding as theme, not other."),
        ({"deadline": None}, {"deadline": "2030"}, "The text does not give 2030 as time."),
        ({"coordinate": ["A"]}, {"coordinate": []}, "The text gives A as coordinating body."),
        ({"quotes": ["number 4"]}, {"quotes": ["plan number 4"]}, "The quotation is cut to the reference itself."),
        ({"quotes": ["plan number 4 of the year"]}, {"quotes": ["plan number 4"]},
         "The quotation ends with “plan number 4 of the year”."),
        ({"section": "II.2"}, {"section": "II.1"}, "The passage belongs to II.2, not II.1."),
    ],
)  # fmt: skip
def test_a_reason_is_a_sentence_for_each_value(changed, before, reason):
    assert differences._because(before or {}, changed) == reason


def test_every_comparator_of_the_machine_may_be_written_by_a_curator():
    said = {
        sign
        for rules in (words("targets")["vi"], words("targets")["en"])
        for key in ("comparators", "states")
        for sign in rules[key]
    }

    assert said <= set(entry_schema.COMPARATORS)


@pytest.mark.parametrize(
    ("content", "message"), [("a: b: c", "not valid YAML"), ("just words", "must hold a list")]
)
def test_a_broken_file_is_refused(content, message, tmp_path):
    path = tmp_path / "corrections.yaml"
    path.write_text(content, encoding="utf-8")

    with pytest.raises(CorrectionError, match=message):
        corrections.load(path, gazetteer.load())


def test_no_file_is_no_corrections(tmp_path):
    assert corrections.load(tmp_path / "corrections.yaml", gazetteer.load()) == ()


def test_differences_turn_the_machine_into_the_curated_annotation(reading, tmp_path):
    """What ``correct`` writes is what ``build`` applies: the round trip gives the edited JSON."""
    _, second = lines()
    machine = to_json(reading, lambda _name: None)
    wanted = json.loads(json.dumps(machine))
    wanted["document"]["issuer"] = "Sở Tài chính"
    wanted["tasks"][0] |= {
        "coordinate": ["Department of Science and Technology"],
        "note": "a remark",
    }
    wanted["tasks"].append(
        {"start": "Phát triển đô thị thông minh.", "offset": second.start, "end": second.end, "section": "II.1",
         "lead": [], "coordinate": [], "technology": ["smart-city"], "theme": "other", "deadline": "2030",
         "cites": []}
    )  # fmt: skip
    wanted["defects"].append("no date")
    path = tmp_path / "corrections.yaml"
    path.write_text(differences.write(differences.differences(machine, wanted)), encoding="utf-8")

    corrected, warnings = corrections.correct(
        reading, corrections.load(path, gazetteer.load()), gazetteer.load(), lambda _name: None
    )

    assert warnings == ()
    assert to_json(corrected, lambda _name: None) == wanted


def test_a_name_over_two_lines_is_no_difference():
    """The graph shows a form in one line; given back unmended, it makes no correction."""
    text = "- Giao Sở Khoa học\nvà  Công nghệ chủ trì lập đề án.\n"
    machine = to_json(extract.read(read_bytes(text.encode()), gazetteer.load()), lambda _name: None)
    mentions = [entry["mention"] for entry in machine["agencies"]]

    assert "Sở Khoa học và Công nghệ" in mentions
    assert differences.differences(machine, json.loads(json.dumps(machine))) == ()
    assert corrections.compared_title("agencies", "Sở Khoa học\nvà  Công nghệ") == mentions[0]


def test_corrections_that_fit_no_longer_are_told_apart(reading):
    """Over another text those that fit are kept, and each of the others is named with why."""
    fits = corrections.Correction(
        "tasks", "change", "Sở Tài chính chủ trì", {"theme": "other"}, "x"
    )
    idle = corrections.Correction(
        "tasks", "change", "Words that stand nowhere", {"theme": "other"}, "x"
    )
    misplaced = corrections.Correction(
        "borderline", "add", {"start": "Phát triển", "offset": 0, "why": "x"}, {}, "x"
    )

    kept, why = corrections.fitting(
        reading, (idle, fits, misplaced), gazetteer.load(), lambda _name: None
    )

    assert kept == (fits,)
    assert len(why) == 2
    assert any("Words that stand nowhere" in one for one in why)
    assert any("Phát triển" in one for one in why)
