"""The text with its marks still holds every character, at its place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mandategraph.webapp.highlight import Mark, lines_of

# Precomposed and combining accents, CR LF, characters beyond the first plane, markup, Markdown.
LETTERS = "aế\u0065\u0302\u0301đ \n\r\t<>&\"'*#\\|😀_\u00a0"


def shown(lines, read_page):
    html = "".join(f'<div class="words">{line.html}</div>' for line in lines)
    return read_page(html).stored_text


@st.composite
def texts_with_marks(draw):
    text = draw(st.text(alphabet=LETTERS, max_size=120))
    bounds = st.integers(0, max(len(text), 1))
    marks = draw(
        st.lists(
            st.tuples(bounds, bounds).map(sorted).map(
                lambda pair: Mark(pair[0], pair[1], "task", ("fact-1",), "t")
            ),
            max_size=8,
            unique_by=lambda mark: (mark.start, mark.end),
        )
    )  # fmt: skip
    return text, marks


@given(texts_with_marks())
def test_no_character_is_lost_or_moved(read_page, drawn):
    text, marks = drawn
    lines = lines_of(text, marks)
    assert "".join(line.words for line in lines) == text
    assert shown(lines, read_page) == text


def test_marks_nest_and_a_crossing_one_is_split(read_page):
    text = "Sở Khoa học chủ trì"
    lines = lines_of(text, [Mark(0, 11, "agency"), Mark(3, 19, "task"), Mark(3, 7, "technology")])
    html = str(lines[0].html)
    assert html.count('id="char=3,19"') == 1
    assert html.count('data-span="3,19"') == 2
    assert shown(lines, read_page) == text


def test_a_passage_over_lines_is_marked_on_each():
    lines = lines_of("một\nhai\nba", [Mark(1, 9, "task", ("fact-1",))])
    assert [("data-span" in str(line.html)) for line in lines] == [True, True, True]
    assert sum('id="char=1,9"' in str(line.html) for line in lines) == 1


def test_documents_are_there(mandategraph_site):
    assert len(mandategraph_site.corpus.held) >= 5
    assert len(mandategraph_site.texts) >= 5


def test_each_page_holds_its_stored_text_exactly(client, mandategraph_site, read_page):
    stored = set(mandategraph_site.texts.values())
    for document in mandategraph_site.corpus.held:
        html = client.get(mandategraph_site.addresses.page(document.iri)).get_data(as_text=True)
        assert read_page(html).stored_text in stored, document.iri


def test_every_claim_marks_its_own_words(client, mandategraph_site, read_page):
    """Each claim's passage has an anchor, and the words there are the claim's, byte for byte."""
    checked = 0
    for document in mandategraph_site.corpus.held:
        html = client.get(mandategraph_site.addresses.page(document.iri)).get_data(as_text=True)
        page = read_page(html)
        text, ids = page.stored_text, set(page.ids)
        for row in mandategraph_site.ask.rows("document-claims", document=document.iri):
            start, end = row.count("start"), row.count("end")
            assert text[start:end] == row.text("exact")
            assert f"char={start},{end}" in ids
            checked += 1
    assert checked > 1000


@pytest.mark.parametrize("kind", ["task", "agency", "technology", "citation", "provision"])
def test_the_kinds_that_matter_are_marked(client, mandategraph_site, kind):
    pages = [
        client.get(mandategraph_site.addresses.page(document.iri)).get_data(as_text=True)
        for document in mandategraph_site.corpus.held
    ]
    assert any(f'data-kind="{kind}"' in html for html in pages)
