import pytest
from hypothesis import given
from hypothesis import strategies as st

from mandategraph.extract.citations import canonical_number, find_citations, with_year_of
from mandategraph.text import read_bytes


@pytest.fixture(scope="session")
def cited(gazetteer):
    """The numbered citations of a sentence."""

    def read(text, language="vi"):
        return find_citations(read_bytes(text.encode()), language, gazetteer)[0]

    return read


@pytest.mark.parametrize(
    ("text", "language", "number", "kind", "day", "issuer"),
    [
        # the plainest form
        (
            "Thông báo kết luận số 791-TB/TU, ngày 14/10/2019 của Ban Thường vụ Tỉnh ủy",
            "vi", "791-TB/TU", "notice", "2019-10-14", "Ban Thường vụ Tỉnh ủy",
        ),
        # the year in the number, joined by a hyphen
        (
            "Nghị quyết số 19-2017/NQ-CP ngày 06/02/2017 của Chính phủ",
            "vi", "19-2017/NQ-CP", "resolution", "2017-02-06", "Chính phủ",
        ),
        # a letter after the figure
        (
            "Nghị quyết số 36a/NQ-CP ngày 14/10/2015 của Chính phủ",
            "vi", "36a/NQ-CP", "resolution", "2015-10-14", "Chính phủ",
        ),
        # no "số" before the number
        (
            "tại Báo cáo 113/BC-UBND ngày 20/9/2019 của Ủy ban nhân dân tỉnh",
            "vi", "113/BC-UBND", "report", "2019-09-20", "Ủy ban nhân dân tỉnh",
        ),
        # a pinpoint before it, and letters of a ministry
        (
            "tại Điều 6, Quyết định số 2392/QĐ-BTTTT ngày 25/12/2017 của Bộ Thông tin và Truyền thông",
            "vi", "2392/QĐ-BTTTT", "decision", "2017-12-25", "Bộ Thông tin và Truyền thông",
        ),
        # a joint number, with "&" in the letters of a ministry
        (
            "Kế hoạch số 88/KH-BCA-BNN&MT ngày 02/3/2026",
            "vi", "88/KH-BCA-BNN&MT", "plan", "2026-03-02", None,
        ),
        # an official letter, known by the letters of its office alone
        (
            "theo hướng dẫn tại 5678/BTTTT-ATTT ngày 05/8/2024",
            "vi", "5678/BTTTT-ATTT", "official letter", "2024-08-05", None,
        ),
        # the accent of "năm" misread from a scan
        (
            "Nghị quyết số 52-NQ/TW ngày 27 tháng 9 nám 2019 của Bộ Chính trị",
            "vi", "52-NQ/TW", "resolution", "2019-09-27", "Bộ Chính trị",
        ),
        # letters without their accent
        (
            "Chương trình hành động số 43/CTHD-UBND ngày 08/5/2019 của Ủy ban nhân dân tỉnh",
            "vi", "43/CTHD-UBND", "action programme", "2019-05-08", "Ủy ban nhân dân tỉnh",
        ),
        # date and issuer stand before it
        (
            "Ngày 04/5/2017, Thủ tướng Chính phủ có Chỉ thị số 16/CT-TTg về tăng cường năng lực",
            "vi", "16/CT-TTg", "directive", "2017-05-04", "Thủ tướng Chính phủ",
        ),
        # blanks round the stroke
        (
            "Directive No. 16 / CT-TTg dated 04/05/2017 by the Prime Minister",
            "en", "16/CT-TTg", "directive", "2017-05-04", "Prime Minister",
        ),
        # the issuer as a possessive, the month in words
        (
            "under the Prime Minister's Decision No. 99 / QD-TTg of January 14, 2014;",
            "en", "99/QD-TTg", "decision", "2014-01-14", "Prime Minister",
        ),
        # the issuer in the words before
        (
            "approved by the Prime Minister in Decision No. 884 / QD-TTg dated 5/18/2016.",
            "en", "884/QD-TTg", "decision", "2016-05-18", "Prime Minister",
        ),
        # no blank after "No."
        (
            "implementation of the Prime Minister's Decision No.569/QD-TTg, promulgating the Strategy",
            "en", "569/QD-TTg", "decision", None, "Prime Minister",
        ),
    ],
)  # fmt: skip
def test_an_instrument_is_read(cited, text, language, number, kind, day, issuer):  # noqa: PLR0917
    (citation,) = cited(text, language)

    assert citation.number == number
    assert citation.kind == kind
    assert (citation.date.value if citation.date else None) == day
    assert (citation.issuer.value if citation.issuer else None) == issuer


def test_passages_on_one_instrument_are_one_citation(cited):
    """With and without its date, with and without blanks."""
    (citation,) = cited(
        "Directive No. 16/CT-TTg dated 04/5/2017 of the Prime Minister. "
        "In implementation of Directive No. 16 / CT-TTg (hereinafter the Directive) of the province.",
        "en",
    )

    assert len(citation.quotes) == 2
    assert citation.date.value == "2017-05-04"


def test_a_list_shares_the_issuer_at_its_end(cited):
    text = (
        "Resolution No. 19/2017 / NQ-CP dated 06/02/2017, Resolution No. 35 / NQ-CP dated 16/5/2016 "
        "and Resolution No. 36a / NQ-CP dated 14/10/2015 of the Government to improve"
    )
    citations = cited(text, "en")

    assert [one.number for one in citations] == ["19/2017/NQ-CP", "35/NQ-CP", "36a/NQ-CP"]
    assert {one.issuer.value for one in citations} == {"Government"}


def test_an_issuer_after_the_next_instrument_is_only_possible(cited):
    text = (
        "Chương trình khởi nghiệp theo Quyết định số 3177/QĐ-UBND, ngày 30/12/2016; Chương trình "
        "phát triển tài sản trí tuệ theo Quyết định số 2537/QĐ-UBND, ngày 24/10/2016 của Chủ tịch "
        "Ủy ban nhân dân tỉnh."
    )
    first, second = cited(text)

    assert first.issuer is None
    assert first.issuer_alt == second.issuer.value == "Chủ tịch Ủy ban nhân dân tỉnh"
    assert second.topic.value == "Chương trình phát triển tài sản trí tuệ"


def test_a_paragraph_on_the_basis_is_a_basis(cited):
    (citation,) = cited("Căn cứ vào Chỉ thị số 16/CT-TTg, ngày 04/5/2017 của Thủ tướng Chính phủ")

    assert citation.relation == "basis"


@pytest.mark.parametrize(
    "text",
    [
        # levels of service are no numbers of instruments
        "dịch vụ công trực tuyến mức độ 3, mức độ 4",
        # a date alone
        "Ngày 04/5/2017",
        # a span of years
        "giai đoạn 2019-2020, định hướng đến 2025",
        # the number of a letterhead is the document's own
        "Số: 28/KH-UBND",
    ],
)
def test_other_figures_are_no_citations(cited, text):
    assert cited(text) == ()


@pytest.mark.parametrize(
    ("text", "number"),
    [
        # the number of a footnote runs into the letters of the issuer
        ("theo Chỉ thị số 9-CT/TW2 về bơi lội", "9-CT/TW"),
        ("theo Nghị định số 8/2024/NĐ-CP12 về bến đò", "8/2024/NĐ-CP"),
        ("theo Kế hoạch số 7-KH/BCĐ4 về giếng khơi", "7-KH/BCĐ"),
        # the assembly's letters end in figures by right
        ("theo Luật số 5/2013/QH13 về đê", "5/2013/QH13"),
        ("theo Nghị quyết số 6/2006/QH9 về đê", "6/2006/QH9"),
        # and so do those of a committee that has a number for its name
        ("theo Kế hoạch số 7-KH/BCĐ35 về giếng khơi", "7-KH/BCĐ35"),
        # and the unit of an official letter
        ("theo Công văn số 70/UBND-KT1 về bến đò", "70/UBND-KT1"),
    ],
)
def test_the_number_of_a_footnote_is_no_part_of_a_number(cited, text, number):
    assert [one.number for one in cited(text)] == [number]


@pytest.mark.parametrize(
    ("printed", "usual"),
    [
        ("99/QD-TTg", "99/QĐ-TTg"),
        ("43/CTHD-UBND", "43/CTHĐ-UBND"),
        ("19/2017/NQ-CP", "19-2017/NQ-CP"),
        ("52-NQ/TW", "52-NQ/TW"),
        ("15/2021/QĐ-UBND", "15/2021/QĐ-UBND"),
        ("7 U.S.C. 8102", "7 U.S.C. 8102"),
    ],
)
def test_the_usual_form_of_a_number(printed, usual):
    assert canonical_number(printed) == usual


def test_the_year_in_a_number_is_that_of_its_date():
    assert with_year_of("46/2002/QĐ-UBND", "2022-09-12") == "46/2022/QĐ-UBND"
    assert with_year_of("36a/NQ-CP", "2015-10-14") == "36a/NQ-CP"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        # the forms in which other countries cite
        ("consistent with Executive Order 13998 of May 4, 2021", "Executive Order 13998"),
        ("pursuant to 16 U.S.C. 3301(b)(1)", "16 U.S.C. 3301(b)(1)"),
        # the number names the memorandum; its office and kind stand before it
        ("as OMB Memorandum M-21-06 asks", "M-21-06"),
        ("set out in Decision (EU) 2022/2481", "Decision (EU) 2022/2481"),
        ("was laid before Parliament as Cm 8740", "Cm 8740"),
        ("COM(2020) 67 final", "COM(2020) 67 final"),
        ("Regulation (EU) 2016/679", "Regulation (EU) 2016/679"),
    ],
)
def test_foreign_instruments_are_read(cited, text, number):
    (citation,) = cited(text, "en")

    assert citation.number == number


@pytest.mark.parametrize(
    ("text", "language", "name"),
    [
        # a master plan with its period
        (
            "Tiếp tục thực hiện tốt Quy hoạch Phát triển nhân lực tỉnh Vĩnh Long giai đoạn 2011 - 2020.",
            "vi",
            "Quy hoạch Phát triển nhân lực tỉnh Vĩnh Long giai đoạn 2011 - 2020",
        ),
        # a scheme among others
        (
            "Triển khai có hiệu quả Đề án Kiến trúc chính quyền điện tử.",
            "vi",
            "Đề án Kiến trúc chính quyền điện tử",
        ),
        # English: capitals up to the noun, then the period
        (
            "To effectively implement the National E-commerce Development Program for the period 2014-2020.",
            "en",
            "National E-commerce Development Program for the period 2014-2020",
        ),
    ],
)
def test_instruments_without_a_number_are_named(gazetteer, text, language, name):
    _, (citation,) = find_citations(read_bytes(text.encode()), language, gazetteer)

    assert citation.number is None
    assert citation.topic.value == name


def test_a_text_without_citations_has_none(cited):
    assert cited("Không có văn bản nào.") == ()


@given(st.text(alphabet="0123456789/-. QĐNQCPTWTtgsốngày2017Nghị quyết\n()", max_size=120))
def test_any_text_is_read_without_error(gazetteer, text):
    raw = text.encode()
    if not raw.strip():
        return
    source = read_bytes(raw)
    for language in ("vi", "en"):
        for citation in find_citations(source, language, gazetteer)[0]:
            for quote in citation.quotes:
                assert 0 <= quote.start < quote.end <= len(source.text)


@pytest.mark.parametrize(
    ("text", "number", "usual", "day"),
    [
        # a section of a code in words
        (
            "including section 44 of title 9, United States Code, it is ordered",
            "section 44 of title 9, United States Code", "9 U.S.C. 44", None,
        ),
        # the day in brackets after a title, here that of a link
        (
            "- [M-31-02, *Guidance on Mills (GOM)*](https://example.org/m-31.pdf)\n  (May 4, 2031)",
            "M-31-02", None, "2031-05-04",
        ),
    ],
)  # fmt: skip
def test_a_code_in_words_and_a_day_after_a_title(cited, text, number, usual, day):
    (citation,) = cited(text, "en")

    assert (citation.number, citation.canonical_number) == (number, usual)
    assert (citation.date.value if citation.date else None) == day


def test_the_billing_code_of_a_gazette_is_no_instrument(cited):
    """The word "code" stands before the number, as before that of a law."""
    assert not cited("[Filed 9-23-31; 8:45 am]\nBilling code 3111-A1-P", "en")


def test_a_day_in_the_next_sentence_is_not_the_instrument_s(cited):
    (citation,) = cited("See M-31-02, on mills. Floods came (May 4, 2031).", "en")

    assert citation.date is None


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        # a list under one kind, its numbers after "số" alone: each is an instrument
        (
            (
                "Xét đề nghị của Sở Y tế tại các văn bản: số 12/TTr-SYT ngày 02 tháng 3 năm 2024, số 15/BC-SYT "
                "ngày 05 tháng 3 năm 2024 và\nsố 18/TTr-SYT ngày 09 tháng 3 năm 2024."
            ),
            ["12/TTr-SYT", "15/BC-SYT", "18/TTr-SYT"],
        ),
        # the letterhead's own number is none
        ("UBND TỈNH AN BÌNH\nSố: 15/BC-UBND\nAn Bình, ngày 05 tháng 3 năm 2024\n", []),
        (
            "| UBND TỈNH AN BÌNH | CỘNG HÒA |\n| Số: 15/BC-UBND | An Bình, ngày 05 tháng 3 năm 2024 |\n",
            [],
        ),
    ],
)
def test_a_number_after_its_word_alone(text, numbers, cited):
    assert [one.number for one in cited(text)] == numbers
