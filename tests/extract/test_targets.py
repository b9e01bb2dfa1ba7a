import pytest
from hypothesis import given
from hypothesis import strategies as st

from mandategraph.extract.citations import find_citations
from mandategraph.extract.layout import lay_out
from mandategraph.extract.targets import figure, read_targets
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

    assert len(targets) == 10
    for target in targets:
        assert target.value.span.start >= target.span.start
        assert any(char.isdigit() for char in source.words(target.span)) or "twice" in source.words(
            target.span
        )


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
