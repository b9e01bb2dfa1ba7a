import pytest
from hypothesis import given
from hypothesis import strategies as st

from mandategraph import gazetteer as names
from mandategraph.extract import read
from mandategraph.extract.citations import find_citations
from mandategraph.extract.frontmatter import read_front
from mandategraph.extract.implements import same_number
from mandategraph.extract.language import language_of
from mandategraph.extract.layout import lay_out
from mandategraph.extract.signature import read_recipients, read_signatory
from mandategraph.text import SourceText, read_bytes

PARTY_PLAN = "thai-binh-party-plan-52-nq-tw"
DIRECTIVE = "party-directive-16-ct-ttg"
PAGE = "vinh-long-plan-16-ct-ttg"
PLAN = "thai-binh-plan-16-ct-ttg"
YEN_BAI = "yen-bai-plan-569-qd-ttg"


def front_of(source, gazetteer):
    layout = lay_out(source)
    numbered, _ = find_citations(source, language_of(source), gazetteer)
    return read_front(source, layout, gazetteer, numbered)


def source_of(text):
    return SourceText(text=text, sha256="", size=len(text))


FACTS = [
    # No letterhead at all: the issuer is the body that "xây dựng Kế hoạch" in the preamble.
    (PARTY_PLAN, "type", "plan"),
    (PARTY_PLAN, "issuer", "Ban Thường vụ Tỉnh ủy"),
    (PARTY_PLAN, "number", None),
    (PARTY_PLAN, "date", None),
    # The province is only in the body of the text.
    (PARTY_PLAN, "jurisdiction", "Thái Bình"),
    # The issuer stands between kind and title: "CỦA BAN THƯỜNG VỤ TỈNH ỦY".
    (DIRECTIVE, "issuer", "BAN THƯỜNG VỤ TỈNH ỦY"),
    (DIRECTIVE, "title", "về tăng cường năng lực tiếp cận cuộc Cách mạng công nghiệp lần thứ 4"),
    # No province is named anywhere.
    (DIRECTIVE, "jurisdiction", None),
    # A page on a plan: its first sentence has number, date and issuer of the plan.
    (PAGE, "number", "28/KH-UBND"),
    (PAGE, "date", "2017-08-23"),
    (PAGE, "issuer", "Ủy ban Nhân dân Tỉnh Vĩnh Long"),
    (PAGE, "jurisdiction", "Vĩnh Long"),
    (PAGE, "type", "plan"),
    # "2014-2020" and other years of cited programmes are not the period of this text.
    (PAGE, "period_start", None),
    # The dash between the years is followed by a blank.
    (PLAN, "period_start", 2017),
    (PLAN, "period_end", 2025),
    (PLAN, "issuer", "Provincial People's Committee"),
    (PLAN, "jurisdiction", "Thai Binh"),
    # The line breaks of the title stay as they are stored.
    (
        PLAN,
        "title",
        (
            "On implementing Directive No. 16/CT-TTg dated 04/5/2017 of the \nPrime Minister on "
            "enhancing the capacity to access the 4th \nIndustrial Revolution in Thai Binh province, "
            "2017- 2025"
        ),
    ),
    # "Wednesday, May 31,2023" dates the page, not the plan.
    (YEN_BAI, "date", None),
    (YEN_BAI, "period_end", 2030),
    # Only a possessive in part VI tells whose plan it is.
    (YEN_BAI, "issuer", "Provincial People's Committee"),
]


@pytest.mark.parametrize(("slug", "field", "value"), FACTS, ids=[f"{f[0]} {f[1]}" for f in FACTS])
def test_the_text_tells_its_own_facts(held, gazetteer, slug, field, value):
    found = getattr(front_of(held(slug), gazetteer), field)

    assert (found.value if found else None) == value


IMPLEMENTS = [
    (PARTY_PLAN, ["52-NQ/TW"]),  # in the title
    (DIRECTIVE, ["16/CT-TTg"]),  # in the preamble only
    (PAGE, ["16/CT-TTg"]),  # not its own number, which the title names too
    (PLAN, ["16/CT-TTg"]),
    (YEN_BAI, ["569/QD-TTg"]),  # without a preamble: "Organize implementation of …"
]


@pytest.mark.parametrize(("slug", "numbers"), IMPLEMENTS)
def test_what_a_document_implements_is_read(held, gazetteer, slug, numbers):
    assert [one.value for one in front_of(held(slug), gazetteer).implements] == numbers


@pytest.mark.parametrize(
    ("slug", "language"), [(PARTY_PLAN, "vi"), (PAGE, "vi"), (PLAN, "en"), (YEN_BAI, "en")]
)
def test_the_language_is_told_by_its_letters(held, slug, language):
    assert language_of(held(slug)) == language


LETTERHEAD = """|
**ỦY BAN NHÂN
DÂN**
**TỈNH THÁI BÌNH**
--------
|
**CỘNG HÒA XÃ
HỘI CHỦ NGHĨA VIỆT NAM**
Độc lập - Tự do - Hạnh phúc
---------------
|
|
Số: 12/KH-UBND
|
*Thái Bình,
ngày 04 tháng 5 năm 2017*
|

**KẾ HOẠCH**

THỰC HIỆN CHỈ THỊ SỐ 16/CT-TTg

Thực hiện Chỉ thị số 16/CT-TTg ngày 04/5/2017 của Thủ tướng Chính phủ, Ủy ban nhân dân tỉnh ban hành Kế hoạch như sau:

**I. MỤC TIÊU**

- Tổ chức các hoạt động tuyên truyền.

|
*Nơi nhận:*
- Bộ Khoa học và Công nghệ;
- Lưu: VT.
|
**TM. ỦY BAN
NHÂN DÂN**
KT. CHỦ TỊCH
**PHÓ CHỦ TỊCH**
**Ngô Đông Hải**
|
"""


def test_a_letterhead_in_table_cells_is_read(gazetteer):
    """Lines are wrapped inside names; the motto beside it is no issuer."""
    facts = front_of(source_of(LETTERHEAD), gazetteer)

    assert facts.number is not None
    assert facts.number.value == "12/KH-UBND"
    assert facts.date is not None
    assert facts.date.value == "2017-05-04"
    assert facts.issuer is not None
    assert facts.issuer.value == "ỦY BAN NHÂN DÂN TỈNH THÁI BÌNH"
    assert facts.jurisdiction is not None
    assert facts.jurisdiction.value == "Thái Bình"


def test_recipients_and_signature_in_table_cells_are_read():
    source = source_of(LETTERHEAD)
    layout = lay_out(source)
    signatory = read_signatory(source, layout)

    assert [line.value for line in read_recipients(source, layout)] == [
        "Bộ Khoa học và Công nghệ",
        "Lưu: VT",
    ]
    assert signatory is not None
    assert signatory.name is not None
    assert signatory.position is not None
    assert signatory.on_behalf_of is not None
    assert signatory.name.value == "Ngô Đông Hải"
    assert signatory.position.value == "PHÓ CHỦ TỊCH"
    assert signatory.on_behalf_of.value == "ỦY BAN NHÂN DÂN"


COLUMNS = """ỦY BAN NHÂN DÂN          CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
   TỈNH THÁI BÌNH              Độc lập - Tự do - Hạnh phúc
Số: 12/KH-UBND              Thái Bình, ngày 04 tháng 5 năm 2017

                          KẾ HOẠCH
        Thực hiện Chỉ thị số 16/CT-TTg giai đoạn 2017 - 2025

Ủy ban nhân dân tỉnh ban hành Kế hoạch như sau:

I. NHIỆM VỤ
- Tổ chức các hoạt động tuyên truyền.

Nơi nhận:                                        TM. ỦY BAN NHÂN DÂN
- Bộ Khoa học và Công nghệ;                       PHÓ CHỦ TỊCH
- Lưu: VT.
                                                   Ngô Đông Hải
"""


def test_two_columns_that_became_plain_text_are_read(gazetteer):
    """As a PDF gives them: letterhead, and recipients beside the signature."""
    source = source_of(COLUMNS)
    layout = lay_out(source)
    facts = front_of(source, gazetteer)
    signatory = read_signatory(source, layout)
    found = (facts.issuer, facts.number, facts.date, signatory and signatory.name)

    assert [one.value if one else None for one in found] == [
        "ỦY BAN NHÂN DÂN TỈNH THÁI BÌNH",
        "12/KH-UBND",
        "2017-05-04",
        "Ngô Đông Hải",
    ]
    assert [line.value for line in read_recipients(source, layout)] == [
        "Bộ Khoa học và Công nghệ",
        "Lưu: VT",
    ]


def test_of_two_bodies_in_a_letterhead_the_second_issues(gazetteer):
    """The first line names the body to which the second belongs."""
    text = "UBND TỈNH THÁI BÌNH\nSỞ KHOA HỌC VÀ CÔNG NGHỆ\n\nKẾ HOẠCH\n\nthực hiện Chỉ thị"
    facts = front_of(source_of(text), gazetteer)

    assert facts.issuer is not None
    assert facts.issuer.value == "SỞ KHOA HỌC VÀ CÔNG NGHỆ"


SIGNATURES = [
    # Name plain, the other two lines in one run of bold type.
    (DIRECTIVE, "Huỳnh Văn Sum", "PHÓ BÍ THƯ THƯỜNG TRỰC", "BAN THƯỜNG VỤ"),
    # "ar", left from scanning, is no name.
    (PARTY_PLAN, "Ngô Đông Hải", "PHÓ BÍ THƯ", "BAN THƯỜNG VỤ"),
]


@pytest.mark.parametrize(("slug", "name", "position", "behalf"), SIGNATURES)
def test_who_signs_is_read(held, slug, name, position, behalf):
    source = held(slug)
    found = read_signatory(source, lay_out(source))

    assert found is not None
    assert [f.value if f else None for f in (found.name, found.position, found.on_behalf_of)] == [
        name,
        position,
        behalf,
    ]


@pytest.mark.parametrize("slug", [PAGE, PLAN, YEN_BAI])
def test_without_a_signature_nobody_signs(held, slug):
    source = held(slug)

    assert read_signatory(source, lay_out(source)) is None


def test_numbers_are_compared_without_blanks_and_accents():
    assert same_number("99 / QD-TTg", "99/QĐ-TTg")
    assert not same_number("99/QĐ-TTg", "9/QĐ-TTg")


@pytest.mark.parametrize("slug", [PARTY_PLAN, DIRECTIVE, PAGE, PLAN, YEN_BAI])
def test_words_behind_a_value_hold_it(held, gazetteer, slug):
    """The span of a field that is quoted gives the value back, but for line breaks and marks."""
    source = held(slug)
    facts = front_of(source, gazetteer)
    for field in (facts.title, facts.issuer):
        assert field is not None
        assert field.span is not None
        assert field.value in source.words(field.span)


LINES = st.sampled_from(
    ["KẾ HOẠCH", "Số: 12/KH-UBND", "ỦY BAN NHÂN DÂN", "CỦA BAN THƯỜNG VỤ TỈNH ỦY", "|", "---", "title: x", "",
     "Thái Bình, ngày 04 tháng 5 năm 2017", "I. MỤC TIÊU", "TM. BAN THƯỜNG VỤ", "**PHÓ", "BÍ THƯ**", "giai đoạn 2016-2020"]
)  # fmt: skip


@given(st.lists(LINES | st.text(max_size=12), max_size=14).map("\n".join))
def test_any_text_has_a_front(text):
    source = source_of(text)
    layout = lay_out(source)
    facts = front_of(source, names.load())
    read_signatory(source, layout, facts.issuer)
    found = (facts.title, facts.number, facts.date, facts.issuer, facts.jurisdiction)

    assert all(
        f.span.end <= len(text) for f in (*found, *read_recipients(source, layout)) if f and f.span
    )


MEMORANDUM = """#### MEMORANDUM FOR THE HEADS OF MILLS

### SUBJECT: Keeping Wheels Dry

A. **Purpose**

The Office of Management and Budget is rescinding the following memoranda on wheels. Agencies shall dry them.
"""


def test_a_memorandum_has_a_subject_and_whoever_acts_by_it(gazetteer):
    """The line in capitals names the readers; the text says who does something by it."""
    document = read(read_bytes(MEMORANDUM.encode()), gazetteer).document

    assert document.title.value == "Keeping Wheels Dry"
    assert document.issuer.value == "Office of Management and Budget"
