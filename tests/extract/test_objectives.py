import pytest
from hypothesis import given
from hypothesis import strategies as st

from mandategraph.extract.layout import lay_out
from mandategraph.extract.objectives import read_objectives
from mandategraph.text import SourceText

OBJECTIVES = [
    # Purposes under "MỤC ĐÍCH, YÊU CẦU", numbered with hyphens.
    ("thai-binh-party-plan-52-nq-tw", "Nắm bắt kịp thời, tận dụng triệt để", "I", "purpose"),
    # "MỤC TIÊU" alone: what has a year is specific, what looks far ahead is general.
    ("thai-binh-party-plan-52-nq-tw", "Đến năm 2025: Cơ bản hoàn thành", "II", "specific"),
    ("thai-binh-party-plan-52-nq-tw", "Tầm nhìn đến năm 2045", "II", "general"),
    ("vinh-long-plan-16-ct-ttg", "Góp phần cải thiện chỉ số năng lực", "I", "purpose"),
    ("thai-binh-plan-16-ct-ttg", "To provoke initiatives of all levels", "I", "purpose"),
    # "Request" is how the translation calls the requirements.
    ("yen-bai-plan-569-qd-ttg", "Increasing investment of resources", "I.2", "purpose"),
    ("yen-bai-plan-569-qd-ttg", "To develop synchronously", "II", "viewpoint"),
    # A heading "Overall goal" decides, though the aim begins with its year.
    ("yen-bai-plan-569-qd-ttg", "By 2030, science, technology and inno", "III.1", "general"),
    # A paragraph that lost its letter is an aim like its sisters.
    ("yen-bai-plan-569-qd-ttg", "By 2030, the number of enterprises", "III.2", "specific"),
]


@pytest.mark.parametrize(("slug", "start", "section", "kind"), OBJECTIVES)
def test_an_aim_is_read_with_its_kind(held, slug, start, section, kind):
    source = held(slug)
    found = [o for o in read_objectives(source, lay_out(source)) if o.start.startswith(start[:37])]

    assert [(o.section, o.kind) for o in found] == [(section, kind)]


COUNTS = [
    ("thai-binh-party-plan-52-nq-tw", 7),
    ("party-directive-16-ct-ttg", 0),  # the directive states no aims, only orders
    ("vinh-long-plan-16-ct-ttg", 4),
    ("thai-binh-plan-16-ct-ttg", 4),
    ("yen-bai-plan-569-qd-ttg", 14),
]


@pytest.mark.parametrize(("slug", "number"), COUNTS)
def test_orders_are_no_aims(held, slug, number):
    source = held(slug)

    assert len(read_objectives(source, lay_out(source))) == number


@given(st.text(max_size=120))
def test_any_text_is_read(text):
    source = SourceText(text=text, sha256="", size=len(text))

    for objective in read_objectives(source, lay_out(source)):
        assert source.words(objective.span).split()[0] in objective.start or not objective.start
