import pytest
from hypothesis import given
from hypothesis import strategies as st

from mandategraph import gazetteer as names
from mandategraph.errors import DataError
from mandategraph.gazetteer import Function, Gazetteer, Names, load
from mandategraph.text import Span, read_bytes

PPC = "Provincial People's Committee"


@pytest.fixture(scope="module")
def gazetteer():
    return load()


def found(gazetteer, text):
    source = read_bytes(text.encode())
    return [(hit.form, hit.canonical) for hit in gazetteer.find_agencies(source)]


def test_every_kind_of_name_is_there(gazetteer):
    for names_of_a_kind in (
        gazetteer.functions,
        gazetteer.technologies,
        gazetteer.themes,
        gazetteer.kinds,
        gazetteer.jurisdictions,
    ):
        assert names_of_a_kind


@pytest.mark.parametrize(
    ("form", "name"),
    [
        # the tone mark on the second vowel, as older texts write it
        ("Uỷ ban nhân dân tỉnh", PPC),
        # capitals as in a letterhead
        ("ỦY BAN NHÂN DÂN TỈNH", PPC),
        # decomposed accents, as some editors store them
        ("U\u0309y ban nha\u0302n da\u0302n ti\u0309nh", PPC),
        # a line break inside a name
        ("Sở Khoa học\nvà Công nghệ", "Department of Science and Technology"),
        # Markdown marks inside a name
        ("**Sở Tài chính**", "Department of Finance"),
        # blanks round the stroke left from a translation template
        ("provincial / municipal Finance Services", "Department of Finance"),
        # a curly apostrophe
        ("District People’s Committee", "District-level People's Committees"),
    ],
)
def test_a_form_stands_for_one_function(gazetteer, form, name):
    assert gazetteer.function_of(form).name_en == name


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # the longest form wins: the office, not the committee it serves
        (
            "Văn phòng Ủy ban nhân dân tỉnh",
            [("Văn phòng Ủy ban nhân dân tỉnh", "Office of the Provincial People's Committee")],
        ),
        # a misleading phrase hides the form inside it
        ("xây dựng Chính phủ điện tử", []),
        ("của Chính phủ về", [("Chính phủ", "Government")]),
        # an acronym is printed in capitals; "mttq" in a word is none
        ("MTTQ tỉnh", [("MTTQ tỉnh", "Vietnam Fatherland Front")]),
        ("ppc", []),
        # the province belongs to the form
        ("Ủy ban nhân dân tỉnh Thái Bình ban hành", [("Ủy ban nhân dân tỉnh Thái Bình", PPC)]),
    ],
)
def test_forms_are_found_longest_first(gazetteer, text, expected):
    assert found(gazetteer, text) == expected


def test_a_form_carries_the_code_of_its_province(gazetteer):
    source = read_bytes("Ủy ban Nhân dân Tỉnh Vĩnh Long".encode())
    (hit,) = gazetteer.find_agencies(source)

    assert hit.area == "vn-49"


def test_a_word_that_is_no_acronym_is_no_technology(gazetteer):
    """In small letters it means "who"."""
    lower = read_bytes("không ai biết AI là gì".encode())
    hits = gazetteer.find_technologies(lower)

    assert [hit.form for hit in hits] == ["AI"]


def test_a_contextual_form_is_marked(gazetteer):
    source = read_bytes("các địa phương".encode())
    (hit,) = gazetteer.find_agencies(source)

    assert hit.contextual


def test_only_forms_inside_the_passage_are_given(gazetteer):
    source = read_bytes("Chính phủ và Thủ tướng Chính phủ".encode())

    assert len(gazetteer.find_agencies(source)) == 2
    assert len(gazetteer.find_agencies(source, Span(0, 12))) == 1
    assert gazetteer.find_agencies(source, Span(2, 12)) == ()


@pytest.mark.parametrize(
    ("letters", "kind"),
    [("QĐ", "decision"), ("QD", "decision"), ("NQ", "resolution"), ("CTHD", "action-programme")],
)
def test_letters_of_a_number_name_a_kind(gazetteer, letters, kind):
    """Accents are often lost in letters: QD is QĐ."""
    assert gazetteer.kind_lettered(letters).slug == kind


def test_unknown_names_give_none(gazetteer):
    assert gazetteer.function_of("Ủy ban sao Hỏa") is None
    assert gazetteer.kind_lettered("XYZ") is None
    assert gazetteer.jurisdiction_named("Atlantis") is None


def test_a_preferred_label_that_equals_a_contextual_one_is_contextual():
    body = Function("localities", "Localities", "Các địa phương", (), ("các địa phương",))
    gazetteer = Gazetteer(Names(functions=(body,)))
    source = read_bytes("Các địa phương".encode())

    assert gazetteer.find_agencies(source)[0].contextual


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        # a body that is no group is read only with its capital, in whichever file it stands
        ("giao Thanh tra tỉnh", ["Thanh tra tỉnh"]),
        ("việc thanh tra tỉnh nào cũng làm", []),
        # the Vietnamese label of a foreign body is a translation
        ("the Cabinet Office and Congress", ["Cabinet Office", "Congress"]),
        ("Văn phòng Nội các", []),
        # a group may be written small
        ("giao các bộ, ngành và địa phương", ["các bộ, ngành", "địa phương"]),
    ],
)
def test_bodies_outside_the_five_documents(gazetteer, text, forms):
    assert [form for form, _ in found(gazetteer, text)] == forms


def test_a_form_of_the_first_file_counts_before_those_of_the_others():
    first = Function("a", "A", "Tổ Một", ("tổ hai",))
    second = Function("b", "B", "Tổ Hai", (), capital=True)
    gazetteer = Gazetteer(Names(functions=(first,), more_functions=(second,)))

    assert found(gazetteer, "Tổ Hai") == [("Tổ Hai", "A")]
    assert gazetteer.functions.keys() == {"A", "B"}


def test_words_too_general_for_a_kind_count_before_a_number_only(gazetteer):
    assert "văn bản" in gazetteer.kinds["official-letter"].before_number
    assert "văn bản" not in gazetteer.kinds["official-letter"].words


def test_a_file_that_cannot_be_parsed_is_named(tmp_path):
    (tmp_path / "agencies.ttl").write_text("this is no Turtle", encoding="utf-8")

    with pytest.raises(DataError, match=r"agencies\.ttl cannot be read"):
        names.load(tmp_path)


def test_a_thing_without_a_label_is_named(tmp_path):
    (tmp_path / "agencies.ttl").write_text(
        "<https://example.org/x> a <https://w3id.org/mandategraph/ontology#AgencyFunction> .",
        encoding="utf-8",
    )

    with pytest.raises(DataError, match=r"no skos:prefLabel in en"):
        names.load(tmp_path)


@given(st.text(min_size=1))
def test_any_text_gives_back_the_words_of_its_hits(text):
    """Spans always lie inside the text, in order, and hold the form."""
    raw = text.encode("utf-8", "ignore").replace(b"\x00", b" ")
    if not raw.strip():
        return
    source, gazetteer = read_bytes(raw), load()
    hits = (*gazetteer.find_agencies(source), *gazetteer.find_technologies(source))

    for hit in hits:
        assert 0 <= hit.span.start < hit.span.end <= len(source.text)
        assert source.words(hit.span) == hit.form
