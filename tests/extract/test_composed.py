"""A text whose accents are stored apart from their letters is read as one that is composed."""

import unicodedata

import pytest

from mandategraph import extract
from mandategraph.build.documents import all_folders
from mandategraph.text import normalise, stored

FOLDERS = all_folders()


def passages(reading):
    """The words of each task, recipient, body and citation, as texts are compared."""
    words = reading.source.words
    return {
        "tasks": [normalise(words(task.span)) for task in reading.tasks],
        "leads": [[body.value for body in task.lead] for task in reading.tasks],
        "recipients": [normalise(words(one.span)) for one in reading.recipients if one.span],
        "bodies": [normalise(one.form) for one in reading.mentions],
        "citations": [[normalise(words(q)) for q in one.quotes] for one in reading.citations],
        "sections": [(one.label, one.heading) for one in reading.sections],
    }


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.slug)
def test_a_decomposed_text_is_read_as_the_composed_one(folder, gazetteer):
    text = unicodedata.normalize("NFC", folder.source().text)
    apart = unicodedata.normalize("NFD", text)

    whole, other = (extract.read(stored(one), gazetteer) for one in (text, apart))

    assert passages(other) == passages(whole)
    assert other.source.text == apart
    assert whole.document.number == other.document.number or (
        whole.document.number.value == other.document.number.value
    )


def test_one_paragraph_apart_moves_no_passage(gazetteer):
    text = FOLDERS[0].source().text
    at = len(text) // 2
    mixed = unicodedata.normalize("NFD", text[:at]) + text[at:]

    assert passages(extract.read(stored(mixed), gazetteer)) == passages(
        extract.read(stored(unicodedata.normalize("NFC", text)), gazetteer)
    )
