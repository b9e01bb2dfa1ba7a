"""Corrections carried over to a changed text: where their offsets go, and which have no place left."""

import pytest

from mandategraph.build.corrections import Correction
from mandategraph.build.relocation import relocated

OLD = "Mở đầu.\n- Lập đề án A.\n- Lập đề án B.\nHết.\n"


def added(words, end=None):
    offset = OLD.index(words)
    entry = {"start": words, "offset": offset}
    if end:
        entry["end"] = OLD.index(end) + len(end)
    return Correction("tasks", "add", entry, {}, "for the test", "here")


@pytest.mark.parametrize(
    ("new", "found"),
    [
        # a line before, a line after, a line gone, two items exchanged
        (OLD.replace("- Lập đề án A", "Thêm một dòng.\n- Lập đề án A"), "Lập đề án B."),
        (OLD + "Phụ lục.\n", "Lập đề án B."),
        (OLD.replace("- Lập đề án A.\n", ""), "Lập đề án B."),
        ("Mở đầu.\n- Lập đề án B.\n- Lập đề án A.\nHết.\n", "Lập đề án B."),
        # the end of the passage is worded otherwise: it ends where its line does
        (OLD.replace("án B.", "án B ngay."), "Lập đề án B ngay."),
    ],
)
def test_an_entry_follows_its_words(new, found):
    start = "Lập đề án B" if "ngay" in found else "Lập đề án B."
    (moved,), lost = relocated((added(start, "Lập đề án B."),), OLD, new)

    assert lost == ()
    assert new[moved.target["offset"] : moved.target["end"]] == found


def test_an_entry_without_words_left_is_lost_and_said_so():
    kept, lost = relocated((added("Lập đề án B."),), OLD, "Một văn bản khác hẳn.\n")

    assert kept == ()
    assert lost == ("here: tasks: “Lập đề án B.” is not in the text any more",)


def test_what_has_no_offset_stays_as_it_is():
    change = Correction("document", "change", "document", {"number": "1/KH"}, "for the test")
    assert relocated((change,), OLD, "Một văn bản khác hẳn.\n") == ((change,), ())


def test_of_two_equal_passages_the_nearer_one_is_meant():
    text = "- Lập đề án.\n" * 2
    second = text.rindex("Lập")
    correction = Correction("tasks", "add", {"start": "Lập đề án.", "offset": second}, {}, "x")
    (moved,), _ = relocated((correction,), text, "Một dòng.\n" + text)

    assert moved.target["offset"] == second + len("Một dòng.\n")
