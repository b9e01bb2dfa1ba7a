from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mandategraph.extract.dates import find_dates
from mandategraph.text import Span, read_bytes


def read(text, language="vi"):
    source = read_bytes(text.encode())
    return [found.value for found in find_dates(source, Span(0, len(source.text)), language)]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        # day before month, with and without zeros
        ("Chỉ thị số 16/CT-TTg, ngày 04/5/2017 của Thủ tướng Chính phủ", "vi", ["2017-05-04"]),
        ("Quyết định số 2392/QĐ-BTTTT ngày 25/12/2017", "vi", ["2017-12-25"]),
        # two dates of one list
        (
            "Nghị quyết số 35/NQ-CP ngày 16/5/2016; Nghị quyết số 36a/NQ-CP ngày 14/10/2015",
            "vi",
            ["2016-05-16", "2015-10-14"],
        ),
        # in words, torn over a line and between marks, as letterheads are
        ("*Nghệ An, ngày 26\ntháng 11 năm 2025*", "vi", ["2025-11-26"]),
        # an English text of Viet Nam keeps the Vietnamese order
        ("Directive No. 16 / CT-TTg dated 04/5/2017 of the Prime Minister", "en", ["2017-05-04"]),
        # 18 can be no month: the US order, in the same text
        ("Decision No. 884 / QD-TTg dated 5/18/2016", "en", ["2016-05-18"]),
        # month in words
        ("Decision No. 99 / QD-TTg of January 14, 2014", "en", ["2014-01-14"]),
        # no blank after the comma
        ("Wednesday, May 31,2023", "en", ["2023-05-31"]),
        # nothing Vietnamese in it: month before day
        ("of 02/03/2020 in Washington", "en", ["2020-02-03"]),
        # no such day
        ("ngày 31/02/2017", "vi", []),
        # a number with a year is no date
        ("số 15/2021/QĐ-UBND", "vi", []),
        # a span of years is no date
        ("giai đoạn 2016-2020", "vi", []),
    ],
)
def test_days_are_read(text, language, expected):
    assert read(text, language) == expected


def test_a_date_holds_its_own_words():
    source = read_bytes("Ngày 04/5/2017, Thủ tướng".encode())
    (found,) = find_dates(source, Span(0, len(source.text)), "vi")

    assert source.words(found.span) == "04/5/2017"


def test_a_day_that_may_be_a_month_is_less_sure():
    """04/05 may be read two ways; 16/5 may not."""
    source = read_bytes("ngày 04/05/2017 và ngày 16/5/2016".encode())
    doubtful, plain = find_dates(source, Span(0, len(source.text)), "vi")

    assert doubtful.confidence < plain.confidence


@given(st.dates(min_value=date(1900, 1, 1)))
def test_a_printed_day_is_read_back(day):
    assert read(f"ngày {day.day:02}/{day.month:02}/{day.year}") == [day.isoformat()]


@given(st.text())
def test_any_text_is_read_without_error(text):
    raw = text.encode("utf-8", "ignore").replace(b"\x00", b" ")
    if not raw.strip():
        return
    source = read_bytes(raw)
    for found in find_dates(source, Span(0, len(source.text)), "vi"):
        assert 0 <= found.span.start < found.span.end <= len(source.text)
