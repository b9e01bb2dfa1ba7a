"""Search finds things with and without accents, exact accents first."""

import pytest


def found(client, asked, **values):
    return client.get("/search.json", query_string={"q": asked, **values}).json


def test_accents_make_no_difference_to_what_is_found(client):
    with_accents = {one["id"] for one in found(client, "trí tuệ nhân tạo")}
    without = {one["id"] for one in found(client, "tri tue nhan tao")}
    assert "https://w3id.org/mandategraph/id/technology/artificial-intelligence" in with_accents
    assert with_accents <= without


@pytest.mark.parametrize(("one", "other"), [("uỷ ban", "ủy ban"), ("đô thị", "do thi")])
def test_spellings_of_one_word_find_the_same(client, one, other):
    assert found(client, one)
    assert {hit["id"] for hit in found(client, one)} == {hit["id"] for hit in found(client, other)}


def test_typed_accents_come_first(client):
    first = found(client, "công nghệ sinh học")[0]
    assert "công nghệ sinh học" in first["words"].casefold()


def test_only_the_last_word_may_be_unfinished(client):
    assert found(client, "biotech")
    assert all("triển" not in hit["words"] or "trí tuệ" in hit["words"].casefold()
               for hit in found(client, "tri tue nhan tao"))  # fmt: skip


@pytest.mark.parametrize(
    "odd", ["", "   ", '"', "*", "AND OR NOT", "a" * 5000, "(", "'; DROP", "-"]
)
def test_odd_words_do_no_harm(client, odd):
    assert client.get("/search", query_string={"q": odd}).status_code == 200


def test_a_kind_narrows_it_down(client):
    hits = found(client, "công nghệ", kind="task")
    assert hits
    assert {hit["kind"] for hit in hits} == {"task"}


def test_nothing_found_says_what_to_do(get):
    page = get("/search?q=xyzzyxyzzy").get_data(as_text=True)
    assert "Try fewer words" in page


def test_the_words_that_match_are_marked(get):
    page = get("/search?q=tri+tue+nhan+tao").get_data(as_text=True)
    assert "<mark>" in page
