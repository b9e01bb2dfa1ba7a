"""IRIs of things."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mandategraph import names


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Quyết định 844/QĐ-TTg", "quyet-dinh-844-qd-ttg"),  # Đ is no accent: it is a letter
        ("36a/NQ-CP", "36a-nq-cp"),
        ("Provincial People's Committee", "provincial-peoples-committee"),
        ("Provincial People’s Committee", "provincial-peoples-committee"),
        ("  ", ""),
    ],
)
def test_slug(words, expected):
    assert names.slug(words) == expected


@given(st.text())
def test_a_slug_is_safe_in_an_iri(words):
    assert set(names.slug(words)) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")


def test_numbers_are_compared_without_blanks_case_and_bar():
    assert names.compact_number("844 / qđ-TTg") == names.compact_number("844/QD-TTG")


def test_a_document_without_number_is_named_by_its_text():
    assert names.document_iri("vn-20-x", None, "plan", None, "b3e5af2748d8ed9d").endswith(
        "/doc/vn-20-x/x-b3e5af2748"
    )
    assert names.document_iri("prime-minister", 2017, "directive", "16/CT-TTg", "0" * 64) == (
        "https://w3id.org/mandategraph/id/doc/prime-minister/2017/directive/16-ct-ttg"
    )


def test_a_repeated_label_has_its_own_path():
    assert names.provision_path("III(2).1") == "III~2.1"


def test_the_same_statement_from_the_same_words_keeps_its_claim():
    one = names.claim_iri("s", "p", "o", "x#char=1,2")
    assert one == names.claim_iri("s", "p", "o", "x#char=1,2")
    assert one != names.claim_iri("s", "p", "o", "x#char=1,3")
