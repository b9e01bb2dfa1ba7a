"""Facts: what the triples of a document say beyond the reading itself."""

import pytest

from mandategraph import gazetteer
from mandategraph.build.citation_facts import number_span
from mandategraph.build.documents import Bilingual, DocumentFolder
from mandategraph.build.facts import facts_of
from mandategraph.build.kinds_of_bodies import kind_of_body
from mandategraph.build.target_facts import bounds, whole_of
from mandategraph.build.writing import shorten
from mandategraph.model import DocumentFacts, Found, Mention, Reading, Task
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


def facts(tmp_path, reading):
    """What the facts say: the values of each subject and predicate, as the ends of their IRIs."""
    label = Bilingual("Kế hoạch", "Plan")
    folder = DocumentFolder(
        tmp_path, label, reading.document.language, "complete", "unstated", label
    )
    said = {}
    for quad in facts_of(reading, folder, gazetteer.load()).quads:
        if quad.graph_name.value.endswith("/facts"):
            at = (quad.subject.value, quad.predicate.value.rpartition("#")[2])
            said.setdefault(at, set()).add(quad.object.value)
    return said


def values(said, predicate):
    return {value for (_, one), found in said.items() if one == predicate for value in found}


def of_issuer(printed, place, language="vi"):
    """A reading of a text that holds an issuer and the name of a place."""
    text = f"{printed}\n\n{place}"
    facts = DocumentFacts(
        issuer=Found(printed, Span(0, len(printed)), "letterhead-issuer"),
        jurisdiction=Found(place, Span(len(printed) + 2, len(text)), "province-of-issuer"),
        language=language,
    )
    return Reading(source=read_bytes(text.encode("utf-8")), document=facts)


@pytest.mark.parametrize(
    "printed",
    [
        "ỦY BAN NHÂN DÂN TỈNH NGHỆ AN",
        "ỦY BAN NHÂN DÂN**\nTỈNH NGHỆ AN",
        "ỦY BAN NHÂN DÂN <br> TỈNH NGHỆ AN",
        "**UỶ BAN NHÂN DÂN**  \n**TỈNH  NGHỆ AN**",
        "UBND tỉnh Nghệ An",
        "Nghe An Provincial People's Committee",
        "Provincial People's Committee of Nghe An",
    ],
)
def test_an_issuer_is_its_function_in_its_province_however_it_is_printed(tmp_path, printed):
    said = facts(tmp_path, of_issuer(printed, "Thái Bình"))

    assert {iri.split("/id/")[1] for iri in values(said, "issuedBy")} == {
        "agency/vn-22/provincial-peoples-committee"
    }
    document = next(at for at, one in said if one == "issuedBy")
    assert "/doc/vn-22-provincial-peoples-committee/" in document


def test_an_issuer_of_no_known_function_is_an_agency_that_nobody_has_reviewed(tmp_path):
    said = facts(tmp_path, of_issuer("HỘI LÀM VƯỜN\nVÀ TRANG TRẠI", "Nghệ An"))
    (agency,) = values(said, "issuedBy")
    (function,) = said[agency, "function"]

    assert agency.endswith("/agency/vn-22/hoi-lam-vuon-va-trang-trai")
    assert {iri.rpartition("#")[2] for iri in said[function, "reviewStatus"]} == {"Unreviewed"}
    assert {iri.rpartition("#")[2] for iri in said[function, "agencyKind"]} == {"MassOrganisation"}


@pytest.mark.parametrize(
    ("place", "language", "code"),
    [
        ("United States", "en", "us"),
        ("United Kingdom", "en", "gb"),
        ("European Union", "en", "eu"),
        ("Hoa Kỳ", "vi", "us"),
    ],
)
def test_bodies_of_another_country_stand_in_it(tmp_path, place, language, code):
    said = facts(tmp_path, of_issuer("Ministry of Health", place, language))

    assert {iri.rpartition("/")[2] for iri in values(said, "jurisdiction")} == {code}
    assert {iri.rpartition("/")[2] for iri in values(said, "inJurisdiction")} == {code}


def test_two_spellings_of_one_function_have_one_name(tmp_path):
    text = "7 transactional departments and 7 ‘transactional’ departments"
    parts = text.split(" and ")
    mentions = tuple(Mention(part, part, (span_of(part, text),)) for part in parts)
    reading = Reading(
        source=read_bytes(text.encode("utf-8")),
        document=DocumentFacts(language="en"),
        mentions=mentions,
    )
    said = facts(tmp_path, reading)

    assert values(said, "prefLabel") | values(said, "core#prefLabel") == {parts[0]}


def test_a_task_above_every_section_stands_in_a_provision(tmp_path):
    text = "Departments will publish their own strategies.\nAgencies will publish theirs."
    spans = [span_of(line, text) for line in text.splitlines()]
    reading = Reading(
        source=read_bytes(text.encode("utf-8")),
        document=DocumentFacts(language="en"),
        tasks=tuple(Task(span=span, start="", section=None, method="curator") for span in spans),
    )
    said = facts(tmp_path, reading)
    places = [found for (_, one), found in said.items() if one == "statedIn"]

    assert sorted(place.rpartition("/s/")[2] for (place,) in places) == ["0/1", "0/2"]


@pytest.mark.parametrize(
    ("name_vi", "name_en", "kind"),
    [
        ("Sở Ngoại vụ", "Department of Foreign Relations", "StateBody"),
        ("Bộ phận Một cửa", "One-stop section", None),
        ("Đảng ủy Quân sự tỉnh", "Party Committee of the Provincial Military", "PartyBody"),
        ("Hội Luật gia", "Association of Lawyers", "MassOrganisation"),
        ("Hội đồng nhân dân xã", "Communal People's Council", "StateBody"),
        ("Hội đồng thẩm định", "Appraisal council", None),
        ("Tập đoàn FPT", "FPT", "Enterprise"),
        ("Office of the Public Guardian", "Office of the Public Guardian", "StateBody"),
        ("24 government departments", "24 government departments", "StateBody"),
        ("Post Office", "Post Office", "Enterprise"),
        ("digital specialists", "Digital specialists", None),
    ],
)
def test_the_head_of_a_name_tells_the_kind_of_body(name_vi, name_en, kind):
    assert kind_of_body(name_vi, name_en) == kind
