from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mandategraph.extract.timing import after, phase_of, time_in_cell, timing_of
from mandategraph.text import Span, read_bytes


def read(text, language="vi", **more):
    source = read_bytes(text.encode())
    return timing_of(source, Span(0, len(source.text)), language, **more)


def value(found):
    return found.value if found else None


@pytest.mark.parametrize(
    ("text", "language", "deadline"),
    [
        # "before X" is X
        (
            "hoàn thành nhiệm vụ xây dựng Chính quyền điện tử cấp huyện, cấp xã trước năm 2022",
            "vi", "2022",
        ),
        # the day of every year, and the words in either order
        ("Before December 10 every year, prepare the draft report", "en", "annual 12-10"),
        ("annually report the results before December 1 every year so that", "en", "annual 12-01"),
        ("reporting results on a regular yearly before December 5 to monitor", "en", "annual 12-05"),
        # no day given
        ("Annually, the provincial Science and Technology Services shall assume", "en", "annual"),
        # the end of a year
        ("organize a preliminary review at the end of 2025", "en", "2025"),
        # the forms of Vietnamese plans
        ("báo cáo trước ngày 30/11 hằng năm", "vi", "annual 11-30"),
        ("định kỳ gửi bảng số liệu cho Chi cục trước ngày 18/10", "vi", "annual 10-18"),
        ("hoàn thành trước ngày 31/12/2025", "vi", "2025-12-31"),
        ("trình trong Quý IV/2025", "vi", "2025-12-31"),
        ("hoàn thành trong tháng 6 năm 2026", "vi", "2026-06-30"),
        # regularly is no day
        ("Thường xuyên cập nhật xu hướng phát triển công nghệ", "vi", None),
        # the period of a programme is no deadline
        ("Kế hoạch tổng thể phát triển thương mại điện tử giai đoạn 2016-2020", "vi", None),
        # budget estimates of every year are none
        ("shall be allocated to annual budget estimates of agencies and units", "en", None),
        # means set aside for some years and each year set no time; a yearly time after a year is one
        ("Sở Y tế cân đối kinh phí trung hạn năm năm và hằng năm để dạy bơi", "vi", None),
        ("Mở lớp dạy bơi trong năm 2027 và hằng năm", "vi", "2027"),
        # the date of an instrument is none
        ("Nghị quyết số 35/NQ-CP ngày 16/5/2016 của Chính phủ", "vi", None),
    ],
)  # fmt: skip
def test_a_deadline_is_read(text, language, deadline):
    assert value(read(text, language).deadline) == deadline


def test_words_without_a_time_are_vague():
    timing = read("định kỳ báo cáo Ban Thường vụ Tỉnh ủy kết quả thực hiện")

    assert timing.deadline is None
    assert timing.vague.value == "định kỳ"


def test_a_second_time_comes_after_the_first():
    timing = read("a preliminary review at the end of 2025 and a review at the end of 2030", "en")

    assert value(timing.deadline) == "2025"
    assert [one.value for one in timing.more] == ["2030"]


def test_days_are_counted_from_the_date_of_the_order():
    """Without that date, no day can be said."""
    text = "Within 10 days after the date of this decision and annually thereafter, museums count"

    assert value(read(text, "en", issued="2022-09-12").deadline) == "2022-09-22"
    assert [one.value for one in read(text, "en", issued="2022-09-12").more] == ["annual"]
    assert (
        value(read("Within two months from the date of this directive, it shall", "en").deadline)
        is None
    )


def test_a_time_that_hangs_on_an_event_is_only_words():
    timing = read("Within 100 days of receiving the samples, the Director shall", "en")

    assert timing.deadline is None
    assert timing.text.value == "Within 100 days of receiving"[: len(timing.text.value)]


def test_years_in_names_are_left_out():
    """The year stands in the name of a scheme."""
    text = "Triển khai Đề án, phấn đấu đến năm 2025 hoàn thành"
    name = Span(text.index("phấn đấu"), text.index(" hoàn"))

    assert value(read(text).deadline) == "2025"
    assert read(text, apart=[name]).deadline is None


@pytest.mark.parametrize(
    ("heading", "year"),
    [
        ("Giai đoạn 2025 - 2030", "2030"),
        # the period belongs to a programme named in the heading
        ("Thực hiện Chương trình khởi nghiệp của tỉnh giai đoạn 2016 - 2020", None),
        ("Nhiệm vụ và giải pháp", None),
    ],
)
def test_a_phase_dates_its_items(heading, year):
    source = read_bytes(heading.encode())

    assert value(phase_of(source, Span(0, len(source.text)))) == year


@pytest.mark.parametrize(
    ("cell", "time"),
    [
        # a span of years is its last year
        ("2025 - 2035", "2035"),
        ("2026", "2026"),
        ("Quý IV/2025", "2025-12-31"),
        ("Thường xuyên", None),
        ("Hằng năm", "annual"),
        # a month is its last day, with or without the word, with its nought or without
        ("6/2025", "2025-06-30"),
        ("Tháng 02/2028", "2028-02-29"),
        ("Tháng 9 năm 2026", "2026-09-30"),
        # a day alone, without the words that introduce one in a sentence
        ("15/7/2026", "2026-07-15"),
        # what goes on begins in a year of its own
        ("2026 và các năm tiếp theo", "2026"),
        # a month that no year has
        ("13/2025", None),
    ],
)
def test_a_cell_for_time(cell, time):
    source = read_bytes(cell.encode())

    assert value(time_in_cell(source, Span(0, len(source.text)), "vi").deadline) == time


@pytest.mark.parametrize(
    ("cell", "time"),
    [
        # a day needs no word before it in a column for times
        ("September 30, 2021", "2021-09-30"),
        ("30 September 2021", "2021-09-30"),
        ("9/30/2021", "2021-09-30"),
        # a month is its last day
        ("Feb 2024", "2024-02-29"),
        ("Q3 2021", "2021-09-30"),
        ("First half of 2023", "2023-06-30"),
        # what is struck out is replaced by what follows it
        ("~~June 30, 2021~~ **July 31, 2021**", "2021-07-31"),
        ("<s>June 30, 2021</s> <b>July 31, 2021*</b>", "2021-07-31"),
        # the time that replaces it may hang on an event
        ("<s>July 31, 2021</s> 90 days after the guidance is issued", None),
        ("Ongoing", None),
        ("Annually, with the budget", "annual"),
    ],
)
def test_an_english_cell_for_time(cell, time):
    source = read_bytes(cell.encode())

    assert value(time_in_cell(source, Span(0, len(source.text)), "en").deadline) == time


@pytest.mark.parametrize(
    ("sentence", "time"),
    [
        ("Departments will publish their plans by March 2015.", "2015-03-31"),
        ("The guidance will be published by the end of 2023.", "2023"),
        ("The Board will look at the lists annually and publish what it finds.", "annual"),
        ("The service will open in the second half of 2026.", "2026-12-31"),
        ("Training will be offered from summer 2013.", "2013"),
        # tells what was, sets no time
        ("Departments will go on. In November 2012 there were 40 of them.", None),
    ],
)
def test_a_time_in_an_english_sentence(sentence, time):
    source = read_bytes(sentence.encode())

    assert value(timing_of(source, Span(0, len(source.text)), "en").deadline) == time


@given(st.dates(max_value=date(2100, 1, 1)), st.integers(0, 400))
def test_days_after_a_day(start, count):
    assert (date.fromisoformat(after(start, str(count), "day")) - start).days == count


@given(st.text(alphabet="0123456789/-. trướcngàythángnămhằngquýIVđếnbefore by\n", max_size=100))
def test_any_text_is_read_without_error(text):
    raw = text.encode()
    if not raw.strip():
        return
    source = read_bytes(raw)
    for language in ("vi", "en"):
        timing = timing_of(source, Span(0, len(source.text)), language)
        for one in (timing.deadline, *timing.more, timing.text, timing.vague):
            assert one is None or 0 <= one.span.start <= one.span.end <= len(source.text)
