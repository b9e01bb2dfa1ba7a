import pytest
from hypothesis import given
from hypothesis import strategies as st

from mandategraph.extract.citations import find_citations
from mandategraph.extract.layout import lay_out
from mandategraph.extract.quantities import figure
from mandategraph.extract.targets import read_targets
from mandategraph.extract.tasks import read_tasks
from mandategraph.text import read_bytes


@pytest.fixture(scope="session")
def aimed(gazetteer):
    """The targets of a text, or of a sentence put among specific aims."""

    def read(text, language="vi"):
        source = read_bytes(text.encode())
        layout = lay_out(source)
        citations = find_citations(source, language, gazetteer)[0]
        tasks = read_tasks(source, layout, citations, gazetteer, language)
        return read_targets(source, layout, tasks, citations, language)

    return read


def among_aims(sentence, language):
    heading = "MỤC TIÊU CỤ THỂ" if language == "vi" else "SPECIFIC GOALS"
    return f"I. {heading}\n\n- {sentence}\n\nII. {'NHIỆM VỤ' if language == 'vi' else 'TASKS'}\n"


def value(found):
    return found.value if found else None


@pytest.mark.parametrize(
    ("sentence", "language", "comparator", "amount", "unit", "year"),
    [
        # basically complete is not complete
        (
            "Đến năm 2025: Cơ bản hoàn thành chuyển đổi số trong các cơ quan Đảng, chính quyền.",
            "vi", "basically-complete", "Cơ bản hoàn thành", None, 2025,
        ),
        # a state to be complete, without a figure
        (
            "Đến năm 2030: Phủ sóng mạng di động 5G để mọi người dân được truy cập Internet.",
            "vi", "complete", "Phủ sóng", None, 2030,
        ),
        # a range
        (
            "The contribution of total factor productivity (TFP) to economic growth is at 45 - 50% by 2030.",
            "en", "range", "45-50", "%", 2030,
        ),
        # percent signs on both ends, decimals
        (
            "By 2025, investment in science and technology will account for 0.6% - 0.8% of total product.",
            "en", "range", "0.6-0.8", "%", 2025,
        ),
        # at least
        (
            "By 2030, the proportion of the value of high-tech industrial products will reach at least 30%.",
            "en", ">=", "30", "%", 2030,
        ),
        # several times
        (
            "The number of registration applications by 2030 will increase by 2.5 times compared to 2020.",
            "en", "multiple", "2.5", "times", 2030,
        ),
        # a count, separators of thousands dropped
        ("Tổ chức đào tạo 3.000 lượt nhân lực trong năm 2026.", "vi", "=", "3000", "lượt", 2026),
        ("Hình thành ít nhất 02 mô hình đến năm 2030.", "vi", ">=", "2", "mô hình", 2030),
    ],
)  # fmt: skip
def test_a_target_is_read(aimed, sentence, language, comparator, amount, unit, year):  # noqa: PLR0917
    (target,) = aimed(among_aims(sentence, language), language)

    assert target.comparator == comparator
    assert value(target.value) == amount
    assert value(target.unit) == unit
    assert value(target.year) == year


def test_two_indicators_before_one_figure_are_two_targets(aimed):
    first, second = aimed(
        among_aims(
            "By 2030, the number of enterprises meeting the criteria of science and technology "
            "enterprises and the number of innovative start-ups will increase twice compared to 2020;",
            "en",
        ),
        "en",
    )

    assert first.comparator == second.comparator == "double"
    assert second.start.startswith("the number of innovative start-ups")
    assert first.baseline.value == "2020"


def test_targets_of_a_held_text(held, gazetteer):
    source = held("yen-bai-plan-569-qd-ttg")
    layout = lay_out(source)
    citations = find_citations(source, "en", gazetteer)[0]
    tasks = read_tasks(source, layout, citations, gazetteer, "en")
    targets = read_targets(source, layout, tasks, citations, "en")

    assert len(targets) == 13
    for target in targets:
        assert target.value.span.start >= target.span.start
        words = source.words(target.span)
        assert target.qualitative or "twice" in words or any(map(str.isdigit, words))


@pytest.mark.parametrize(
    "sentence",
    [
        # levels, generations and years are no values
        "Đẩy mạnh triển khai dịch vụ công trực tuyến mức độ 3, mức độ 4.",
        "Thực hiện có hiệu quả Nghị quyết số 35/NQ-CP ngày 16/5/2016 của Chính phủ.",
        "Tầm nhìn đến năm 2045: Thái Bình trở thành tỉnh công nghiệp, nông nghiệp hiện đại.",
    ],
)
def test_other_figures_are_no_targets(aimed, sentence):
    assert aimed(among_aims(sentence, "vi")) == ()


@pytest.mark.parametrize(
    ("printed", "language", "amount"),
    [("3.000", "vi", "3000"), ("2,5", "vi", "2.5"), ("3,000", "en", "3000"), ("0.8", "en", "0.8"),
     ("02", "vi", "2"), ("1.234.567", "vi", "1234567")],
)  # fmt: skip
def test_a_figure_without_separators(printed, language, amount):
    assert figure(printed, language) == amount


@given(st.text(alphabet="0123456789,.% -đạttrênítnhấtdoanhnghiệpnăm2030\n", max_size=120))
def test_any_text_is_read_without_error(aimed, text):
    if text.strip():
        for target in aimed(among_aims(text, "vi")):
            assert target.span.start < target.span.end
            assert target.value.value


def shown(target):
    """A target as it is compared: opening words, comparator, value, unit, year."""
    return (
        target.start, target.comparator, value(target.value), value(target.unit),
        value(target.year),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        # figures after their indicators: the part of the second begins at the first comma, not at
        # the last one, which parts "ngành, lĩnh vực"
        (
            "Kinh tế số chiếm tối thiểu 30% GRDP, tỷ trọng kinh tế số trong từng ngành, lĩnh vực đạt 20%.",
            [(">=", "30", "% GRDP", 2030), (">=", "20", "%", 2030)],
        ),
        # figures before what they count, parted by a comma and by "và"
        (
            "90% hồ sơ tại cấp tỉnh, 80% hồ sơ tại cấp huyện và 60% hồ sơ tại cấp xã được xử lý trên mạng.",
            [("=", "90", "%", 2030), ("=", "80", "%", 2030), ("=", "60", "%", 2030)],
        ),
        # each figure with its own year
        (
            "Kinh tế số đạt 20% GRDP vào năm 2027 và 30% GRDP vào năm 2030.",
            [("=", "20", "% GRDP", 2027), ("=", "30", "% GRDP", 2030)],
        ),
        # growth a year, as a range
        (
            "Số lượng bạn đọc của thư viện tăng bình quân 16 - 18%/năm.",
            [("range", "16-18", "%/năm", 2030)],
        ),
        # growth a year, one figure
        ("Doanh thu công nghiệp số tăng bình quân 10%/năm.", [("increase", "10", "%/năm", 2030)]),
        # a range in words
        (
            "Có từ 5 đến 7 tổ chức quản lý rừng được xếp hạng.",
            [("range", "5-7", "tổ chức", 2030)],
        ),
        # a minimum told after the figure, every year
        (
            "Mỗi năm có từ 05 mô hình trồng rừng trở lên.",
            [(">=", "5", "mô hình/năm", 2030)],
        ),
        # from where it stands now to where it is to be
        ("Tăng tỷ lệ đô thị hóa từ 20% lên 30%.", [("=", "30", "%", 2030)]),
        # a rank among others
        (
            "Thuộc nhóm 10 tỉnh, thành phố dẫn đầu cả nước về đổi mới sáng tạo.",
            [("<=", "10", "thứ hạng", 2030)],
        ),
        # a rate for so many people
        (
            "Nhân viên thư viện đạt 3 người trên một vạn dân.",
            [("=", "3", "người trên một vạn dân", 2030)],
        ),
        # an index has no unit
        ("Duy trì chỉ số chất lượng nước (WQI) trên 0,7.", [(">", "0.7", None, 2030)]),
        # a level without a figure
        (
            "Chất lượng nước của các hồ đạt mức trên trung bình của vùng.",
            [(">", "trung bình của vùng", None, 2030)],
        ),
        # levels of service, tiers of government and names of schemes are no values
        ("Triển khai chính quyền 02 cấp, dịch vụ công mức độ 4 theo Đề án 06.", []),
    ],
)
def test_values_of_an_aim(aimed, sentence, expected):
    text = f"II. MỤC TIÊU\n\n1. Mục tiêu đến năm 2030\n\n- {sentence}\n\nIII. NHIỆM VỤ\n"

    found = aimed(text)

    assert [shown(target)[1:] for target in found] == expected


def test_an_aim_begins_where_its_own_words_begin(aimed):
    """What stands before the comma is another aim; "trong đó" is no part of the words."""
    first, second, third = aimed(
        among_aims(
            "Đến năm 2030: Phát triển mạnh hệ sinh thái khởi nghiệp, hình thành ít nhất 50 doanh "
            "nghiệp khởi nghiệp; chi cho thư viện đạt 2% GRDP, trong đó phần của các hội chiếm hơn 60%.",
            "vi",
        )
    )

    assert first.start.startswith("hình thành ít nhất 50")
    assert second.start == "chi cho thư viện đạt 2% GRDP"
    assert third.start == "phần của các hội chiếm hơn 60%"


def test_a_lead_in_dates_the_aims_below_it(aimed):
    text = (
        "II. MỤC TIÊU\n\nPhấn đấu đến năm 2030:\n\n- 100% cơ quan sử dụng văn bản điện tử;\n\n"
        "- Hoàn thành xây dựng Chính quyền điện tử.\n\nIII. NHIỆM VỤ\n"
    )

    assert [value(target.year) for target in aimed(text)] == [2030, 2030]


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        # the aim begins with the verb, not with the bodies
        (
            "Sở Tài chính chủ trì, phối hợp với các đơn vị liên quan tổ chức ít nhất 02 lớp tập huấn mỗi năm.",
            [("tổ chức ít nhất 02 lớp tập huấn mỗi năm", ">=", "2", "lớp/năm", None)],
        ),
        # a state with its year in the same clause
        (
            "Hoàn thành số hóa sách cổ của tỉnh trước năm 2026.",
            [("Hoàn thành số hóa sách cổ của tỉnh trước năm 2026", "complete", "Hoàn thành",
              None, 2026)],
        ),
        # with a day it is a deadline; support is given at most; conditions are not to be reached
        ("Hoàn thành báo cáo trước ngày 30/6/2026.", []),
        ("Hỗ trợ tối đa 50% kinh phí cho doanh nghiệp nhỏ và vừa.", []),
        ("Xây dựng cơ chế cho thuê rừng theo nguyên tắc: có trên 100 lao động.", []),
        # what has been done is not to be done
        ("Tiếp tục cấp tài khoản cho người dân; đến nay đã cấp 85% số tài khoản.", []),
        # cities count who acts, not what is reached
        ("Hỗ trợ 6 thành phố ven sông lập đề án.", []),
    ],
)  # fmt: skip
def test_targets_inside_an_order(aimed, order, expected):
    text = f"III. NHIỆM VỤ, GIẢI PHÁP\n\n1. Phát triển hạ tầng số\n\n- {order}\n"

    assert [shown(target) for target in aimed(text)] == expected


TABLE = """II. CHỈ TIÊU CỤ THỂ

| TT | Chỉ tiêu | Đơn vị tính | {columns} | Cơ quan theo dõi |
| --- | --- | --- | --- | --- |
| 1 | Tỷ lệ hộ gia đình có Internet cáp quang | % | {first} | Sở Khoa học và Công nghệ |
| 2 | Hạ tầng số | | {second} | Sở Khoa học và Công nghệ |
"""


@pytest.mark.parametrize(
    ("columns", "first", "second", "expected"),
    [
        # a column a year
        (
            "Năm 2025 | Năm 2030", "≥ 80 | 100", " | ",
            [(">=", "80", "%", 2025), ("=", "100", "%", 2030)],
        ),
        # a column of values and one of years; words are a value too
        (
            "Giá trị | Năm", "40 - 50 | 2030", "Ngang tầm các tỉnh trong vùng | 2030",
            [("range", "40-50", "%", 2030), ("=", "Ngang tầm các tỉnh trong vùng", None, 2030)],
        ),
        # where it stands now is no value to be reached
        (
            "Hiện trạng năm 2024 | Đến năm 2030", "65 | 90", " | ",
            [("=", "90", "%", 2030)],
        ),
    ],
)  # fmt: skip
def test_rows_of_a_table_of_aims(aimed, columns, first, second, expected):
    table = TABLE.format(columns=columns, first=first, second=second)
    table = table.replace("| --- | --- |\n", "| --- | --- | --- |\n")

    assert [shown(target)[1:] for target in aimed(table)] == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        # a level measured against others
        (
            "By 2030, the capacity of enterprises is above the national average.",
            [(">", "national average", None, 2030)],
        ),
        # of what a percentage is reckoned
        (
            "By 2030, the digital economy will account for 30% of GDP.",
            [("=", "30", "% of GDP", 2030)],
        ),
        # cuts, with their baseline
        (
            "Reduce greenhouse gas emissions by 55% by 2030 compared with 1990.",
            [("=", "55", "%", 2030)],
        ),
    ],
)
def test_values_of_an_english_aim(aimed, sentence, expected):
    found = aimed(among_aims(sentence, "en"), "en")

    assert [shown(target)[1:] for target in found] == expected
