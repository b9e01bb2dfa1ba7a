"""One text is read alike from every kind of file."""

import re

import pytest

from mandategraph import extract, gazetteer, readers
from mandategraph.annotation import to_json
from mandategraph.text import normalise

DOCUMENTS = (
    "thai-binh-party-plan-52-nq-tw",  # Vietnamese, Markdown with bold headings, several levels
    "thai-binh-plan-16-ct-ttg",  # English, a wrapped title
    "party-directive-16-ct-ttg",  # Vietnamese, with recipients and a signature
    "yen-bai-plan-569-qd-ttg",  # English, four levels of labels, page residue, a lost label
)
KINDS = ("html", "docx", "pdf")
# Where things stand differs; a sentence that a page break tears in the text is whole in the others.
NOT_COMPARED = {"offset", "end", "defects"}


def reading_of(path):
    return extract.read(readers.read_file(path).text, gazetteer.load())


def compared(value):
    """An annotation with words as they are compared, and without places."""
    if isinstance(value, str):
        return normalise(value)
    if isinstance(value, dict):
        return {
            key: compared(held)
            for key, held in value.items()
            if key not in NOT_COMPARED and not (key == "start" and isinstance(held, int))
        }
    return [compared(held) for held in value] if isinstance(value, list) else value


def task_words(reading):
    return [normalise(reading.source.words(task.span)) for task in reading.tasks]


@pytest.fixture(scope="module")
def from_text(root):
    """The reading of each document from its text, once."""
    held = {}

    def reading(name):
        if name not in held:
            held[name] = reading_of(root / "graph/documents" / name / "text.txt")
        return held[name]

    return reading


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_kind_of_file_gives_the_same_reading(files, from_text, name, kind):
    wanted, found = from_text(name), reading_of(files / f"{name}.{kind}")

    assert wanted.tasks
    assert task_words(found) == task_words(wanted)
    assert compared(to_json(found, str)) == compared(to_json(wanted, str))


def test_word_file_with_counted_labels_notes_and_tables(files):
    """The whole text, as a person who looks at the page would type it."""
    text = readers.read_file(files / "auto-numbered.docx").text.text

    assert text == (files / "auto-numbered.txt").read_text(encoding="utf-8")


def test_pdf_of_the_same_pages_differs_in_where_title_lines_end(files):
    """Running heads and page numbers are gone, a torn row and the list of recipients are whole."""
    text = readers.read_file(files / "auto-numbered.pdf").text.text

    wanted = (files / "auto-numbered.txt").read_text(encoding="utf-8")
    assert re.sub(r"[\s*]+", " ", text) == re.sub(r"[\s*]+", " ", wanted)
    assert "Trang 1" not in text
    assert "Công báo" not in text


@pytest.mark.parametrize("kind", ["docx", "pdf"])
def test_lead_and_deadline_of_a_row_are_those_of_its_task(files, kind):
    reading = reading_of(files / f"auto-numbered.{kind}")

    rows = {
        task.start[:18]: ([lead.value for lead in task.lead], task.deadline and task.deadline.value)
        for task in reading.tasks
        if task.section and task.section.startswith("III.")
    }
    assert rows["Triển khai dịch vụ"] == (
        ["Department of Information and Communications"],
        "2019-12-31",
    )
    assert rows["Xây dựng cơ chế kh"][1] == "2019-06-30"
    assert reading.document.number.value == "28/KH-UBND"
    assert reading.signatory.name.value == "Nguyễn Văn Quang"


def test_text_is_kept_as_it_stands(root):
    path = root / "graph/documents/thai-binh-party-plan-52-nq-tw/text.txt"
    file = readers.read_file(path)

    assert file.text.text.encode() == path.read_bytes()
    assert file.kind is readers.Kind.TEXT
    assert file.sha256 == file.text.sha256


def test_file_keeps_the_hash_of_its_bytes_and_of_its_text(files):
    file = readers.read_file(files / "party-directive-16-ct-ttg.docx")

    assert file.kind is readers.Kind.DOCX
    assert file.size == (files / "party-directive-16-ct-ttg.docx").stat().st_size
    assert file.sha256 != file.text.sha256
    assert file.text.size == len(file.text.text.encode())


def test_kind_is_told_by_content_and_not_by_name(files):
    raw = (files / "party-directive-16-ct-ttg.pdf").read_bytes()

    assert readers.read(raw, "directive.txt").kind is readers.Kind.PDF
    assert readers.read(b"<!DOCTYPE html><p>A plan", "plan.txt").kind is readers.Kind.HTML
    assert readers.read(b"# A plan", "plan.md").kind is readers.Kind.MARKDOWN
