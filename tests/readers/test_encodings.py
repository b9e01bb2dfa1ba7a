"""Encodings that are read, and those that are named in the error."""

import unicodedata

import pytest

from mandategraph import extract, gazetteer, readers
from mandategraph.errors import TextError
from mandategraph.text import normalise

PLAN = "party-directive-16-ct-ttg"


@pytest.fixture(scope="module")
def text(root):
    return (root / "graph/documents" / PLAN / "text.txt").read_text(encoding="utf-8")


def windows_1258(text):
    """Vietnamese as Windows writes it: a letter, and its tone after it where it has no sign of both."""
    pieces = []
    for char in unicodedata.normalize("NFC", text):
        try:
            pieces.append(char.encode("cp1258"))
        except UnicodeEncodeError:
            base, tone = parted(char)
            pieces.append((base + tone).encode("cp1258"))
    return b"".join(pieces)


def parted(char):
    """A letter and its tone: "ế" is "ê" and an acute, "ụ" is "u" and a dot."""
    marks = unicodedata.normalize("NFD", char)
    tone = next(mark for mark in marks if mark in "\u0300\u0301\u0303\u0309\u0323")
    return unicodedata.normalize("NFC", marks.replace(tone, "")), tone


@pytest.mark.parametrize(
    "encode",
    [
        lambda text: text.encode("utf-8"),
        lambda text: text.encode("utf-8-sig"),
        lambda text: text.encode("utf-16"),
        lambda text: text.encode("utf-16-le"),
        lambda text: text.encode("utf-16-be"),
        lambda text: "\ufeff".encode("utf-16-be") + text.encode("utf-16-be"),
        lambda text: text.encode("utf-32"),
        windows_1258,
    ],
    ids=["utf-8", "utf-8-bom", "utf-16", "utf-16-le", "utf-16-be", "bom-be", "utf-32", "1258"],
)
def test_encoding_gives_the_same_tasks(text, encode):
    names = gazetteer.load()
    wanted = extract.read(readers.read(text.encode()).text, names)

    found = extract.read(readers.read(encode(text), "plan.txt").text, names)

    assert wanted.tasks
    assert [normalise(found.source.words(task.span)) for task in found.tasks] == [
        normalise(wanted.source.words(task.span)) for task in wanted.tasks
    ]


def test_windows_1258_is_kept_as_decoded(text):
    held = readers.read(windows_1258(text)).text.text

    assert held != text
    assert unicodedata.normalize("NFC", held) == text


@pytest.mark.parametrize(
    "head",
    [
        '<meta charset="windows-1258">',
        '<meta http-equiv="Content-Type" content="text/html; charset=windows-1258">',
        "",  # not said: told by the bytes
    ],
)
def test_web_page_in_windows_1258(text, head):
    page = f"<html><head>{head}</head><body><p>{text[400:800]}</p></body></html>"

    held = readers.read(windows_1258(page), "plan.html").text.text

    assert normalise(text[400:800]) in normalise(held)


@pytest.mark.parametrize("encoding", ["iso-8859-1", "windows-1252", "windows-1251", "gb18030"])
def test_web_page_in_the_encoding_that_it_declares(encoding):
    words = "Привет, план" if encoding == "windows-1251" else "Plan"
    page = f'<html><meta charset="{encoding}"><body><p>{words}</p></body></html>'

    assert readers.read(page.encode(encoding), "plan.html").text.text == f"{words}\n"


VIETNAMESE = "Cộng hòa xã hội chủ nghĩa Việt Nam"


@pytest.mark.parametrize(
    ("raw", "named"),
    [
        # What "Cộng hòa xã hội chủ nghĩa Việt Nam" looks like in the fonts of the nineties.
        ("Céng hoµ x· héi chñ nghÜa ViÖt Nam".encode("latin-1"), "TCVN3"),
        ("Céng hoµ x· héi chñ nghÜa ViÖt Nam".encode(), "TCVN3"),
        ("Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam".encode("latin-1"), "VNI"),
        ("Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam".encode(), "VNI"),
        ("L'État a créé des modèles à l'hôpital".encode("cp1252"), "Windows-1252"),
        ("План на год".encode("cp1251"), "Windows-1251"),
        ("你好世界今天".encode("gb18030"), "GB18030"),
        (VIETNAMESE.encode()[:-9] + b"\xff" + VIETNAMESE.encode()[-9:], "most of it is"),
        (b"\xff\xfea\x00\x00\xd8", "UTF-16"),  # half a pair
    ],
)
def test_other_encodings_are_named(raw, named):
    with pytest.raises(TextError, match="UTF-8") as told:
        readers.read(raw, "plan.txt")

    assert named in str(told.value)


@pytest.mark.parametrize(
    ("declared", "raw", "named"),
    [
        ("klingon", b"\xff\xe1", "klingon"),
        ("utf-8", b"Ch\xec th\xf0", "utf-8"),
        ("shift_jis", b"\xff\xff", "shift_jis"),
        ("rot13", b"\xff\xe1", "rot13"),  # a codec of Python, but no encoding
    ],
)
def test_encoding_declared_in_vain_is_named(declared, raw, named):
    page = b'<html><meta charset="' + declared.encode() + b'"><body>' + raw

    with pytest.raises(TextError, match="UTF-8") as told:
        readers.read(page, "plan.html")

    assert named in str(told.value)


def test_quotation_marks_of_windows_are_read():
    """They are the same bytes in all Windows pages; nothing is guessed."""
    assert readers.read("A “plan” – it’s ready".encode("cp1252")).text.text == (
        "A “plan” – it’s ready"
    )


@pytest.mark.parametrize(
    "words",
    [
        VIETNAMESE,
        "L'État français, où la démocratie évolue, a créé dès août des modèles à l'hôpital",
        "Người Hoa nói “aï” và “oä”; đó là lời của Ủy ban nhân dân tỉnh",  # two words only
    ],
)
def test_texts_in_unicode_are_not_taken_for_old_fonts(words):
    assert readers.read(words.encode()).text.text == words
