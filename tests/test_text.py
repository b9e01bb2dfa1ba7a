"""Texts and their folded form."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mandategraph.errors import TextError
from mandategraph.text import Span, collapse, fold, normalise, opening, read_bytes, unify_tones

TEXTS = st.text(
    alphabet=st.one_of(st.characters(), st.sampled_from("*_#|\\ \n\u00a0\u0301\u0323ếỗự"))
)


@given(TEXTS)
def test_every_folded_character_points_at_stored_ones(text):
    """The map back never leaves the text and never runs backwards."""
    folded = fold(text)

    assert len(folded.starts) == len(folded.ends) == len(folded.text)
    assert all(
        0 <= start < end <= len(text) for start, end in zip(folded.starts, folded.ends, strict=True)
    )
    assert list(folded.starts) == sorted(folded.starts)


@given(TEXTS)
def test_a_stored_passage_folds_to_the_words_it_was_found_by(text):
    folded = fold(text)
    words = folded.text.strip()
    if not words:
        return
    at = folded.text.index(words)
    span = folded.stored(at, at + len(words))

    assert normalise(text[span.start : span.end]) == normalise(words)


@pytest.mark.parametrize(
    ("stored", "words"),
    [
        ("**Nơi\u00a0nhận:**", "nơi nhận:"),  # Markdown marks and a no-break space
        (unicodedata.normalize("NFD", "Ủy ban"), "ủy ban"),  # combining accents
        ("CHỈ  THỊ\nCỦA", "chỉ thị của"),  # white space over a line end
    ],
)
def test_words_are_compared_by_meaning(stored, words):
    assert normalise(stored) == words


def test_a_passage_with_combining_accents_is_found_where_it_stands():
    """The decomposed text is longer; the passage covers all its code points."""
    text = "Theo " + unicodedata.normalize("NFD", "Sở Tài chính") + "."
    folded = fold(text)
    at = folded.text.index("sở tài chính")
    span = folded.stored(at, at + len("sở tài chính"))

    assert unicodedata.normalize("NFC", text[span.start : span.end]) == "Sở Tài chính"
    assert text[span.end] == "."


def test_both_places_of_a_tone_mark_read_the_same():
    assert unify_tones("uỷ ban, hoá, thuỷ") == unify_tones("ủy ban, hóa, thủy")


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"", "empty"),
        (b" \n\t", "empty"),
        (b"PK\x03\x04\x00", "not a text file"),
        ("Chỉ thị".encode("cp1258", errors="replace") + b"\xff", "not UTF-8"),
    ],
)
def test_what_is_no_text_is_refused_with_what_to_do(raw, message):
    with pytest.raises(TextError, match=message) as refused:
        read_bytes(raw, "plan.txt")
    assert "plan.txt" in str(refused.value)


@given(st.binary())
def test_any_bytes_give_a_text_or_a_clear_error(raw):
    try:
        source = read_bytes(raw)
    except TextError:
        return
    assert source.text.encode("utf-8") == raw


def test_a_passage_runs_forwards():
    with pytest.raises(ValueError, match="cannot run"):
        Span(5, 4)


def test_opening_words_are_cut_at_sixty_characters():
    assert opening("Tổ chức\n  các  hoạt động") == "Tổ chức các hoạt động"
    assert len(opening("x" * 100)) == 60
    assert collapse(" a \n b ") == "a b"
