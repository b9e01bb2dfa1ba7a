"""Facts: what the triples of a document say beyond the reading itself."""

import pytest

from mandategraph import gazetteer
from mandategraph.build.citation_facts import number_span
from mandategraph.build.documents import Bilingual, DocumentFolder
from mandategraph.build.facts import facts_of
from mandategraph.build.target_facts import bounds, whole_of
from mandategraph.build.writing import shorten
from mandategraph.model import DocumentFacts, Found, Mention, Reading
from mandategraph.names import MG
from mandategraph.text import Span, read_bytes

TEXT = "Ủy ban nhân dân tỉnh Thái Bình giao Sở Tài chính phối hợp với Sở Tài chính tỉnh Nghệ An."


def span_of(words, text=TEXT):
    at = text.index(words)
    return Span(at, at + len(words))


def test_a_body_of_another_province_is_an_agency_of_its_own(tmp_path):
    """The words name the province; the document's own department is not meant."""
    own = span_of("Sở Tài chính phối hợp")
    own = Span(own.start, own.start + len("Sở Tài chính"))
    other = span_of("Sở Tài chính tỉnh Nghệ An")
    reading = Reading(
        source=read_bytes(TEXT.encode("utf-8")),
        document=DocumentFacts(jurisdiction=Found("Thái Bình", span_of("Thái Bình"), "curator")),
        mentions=(
            Mention("Sở Tài chính", "Department of Finance", (own,)),
            Mention("Sở Tài chính tỉnh Nghệ An", "Department of Finance", (other,)),
        ),
    )
    label = Bilingual("Kế hoạch", "Plan")
    folder = DocumentFolder(tmp_path, label, "vi", "complete", "unstated", label)
    quads = facts_of(reading, folder, gazetteer.load()).quads
    mentioned = {quad.object.value for quad in quads if quad.predicate.value == f"{MG}mentions"}
    areas = {iri.split("/agency/")[1].split("/")[0] for iri in mentioned}

    assert areas == {"vn-20", "vn-22"}  # ISO 3166-2: Thái Bình and Nghệ An


@pytest.mark.parametrize(
    ("comparator", "value", "expected"),
    [
        ("range", "45-50", [("minValue", "45"), ("maxValue", "50")]),
        (">=", "30", [("minValue", "30")]),
        ("<", "5", [("maxValue", "5")]),
        ("=", "100", [("minValue", "100"), ("maxValue", "100")]),
        ("double", "2", []),  # twice an earlier value bounds nothing by itself
        ("complete", "hoàn thành", []),
    ],
)
def test_bounds_are_those_that_the_comparator_sets(comparator, value, expected):
    assert bounds(comparator, value) == expected


@pytest.mark.parametrize(
    ("unit", "whole"),
    [
        ("% of total product in the province", "total product in the province"),
        ("% GRDP", "GRDP"),
        ("% của tổng chi ngân sách", "tổng chi ngân sách"),
        ("%", None),  # the unit does not say of what
        ("doanh nghiệp", None),
    ],
)
def test_a_share_names_its_whole_after_the_per_cent_sign(unit, whole):
    words = Span(0, 5)
    found = whole_of(Found(unit, words, "curator"))

    assert found == (Found(whole, words, "curator") if whole else None)


def test_a_number_is_found_in_its_quote_whatever_blanks_are_printed():
    text = "Directive No. 16 / CT-TTg dated 04/5/2017"
    source = read_bytes(text.encode("utf-8"))
    span = number_span(source, Span(0, len(text)), "16/CT-TTg")

    assert source.words(span) == "16 / CT-TTg"


def test_a_long_passage_is_cut_at_a_word():
    name = shorten(
        "Tổ chức các hoạt động tuyên truyền về nội dung, bản chất của cuộc Cách mạng công nghiệp"
    )

    assert name.endswith("…")
    assert len(name) <= 71
    assert not name.removesuffix("…").endswith(" ")
