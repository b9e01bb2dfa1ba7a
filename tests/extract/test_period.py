import pytest

from mandategraph.extract.layout import lay_out
from mandategraph.extract.opening import find_opening
from mandategraph.extract.paragraphs import paragraphs
from mandategraph.extract.period import read_period
from mandategraph.text import read_bytes

LETTERHEAD = (
    "ỦY BAN NHÂN DÂN\n\nSố: 12/KH-UBND\n\nKẾ HOẠCH\n\n{title}\n\nCăn cứ Luật số 1;\n\n{body}"
)


def period(title, body="I. MỤC TIÊU\n\n- Phát triển.\n"):
    source = read_bytes(LETTERHEAD.format(title=title, body=body).encode())
    start, end = read_period(source, lay_out(source), "vi")
    return start and start.value, end and end.value


@pytest.mark.parametrize(
    ("title", "years"),
    [
        # both years
        ("PHÁT TRIỂN CHÍNH QUYỀN SỐ GIAI ĐOẠN 2026 - 2030", (2026, 2030)),
        # the vision is no end
        ("CHUYỂN ĐỔI SỐ ĐẾN NĂM 2025, ĐỊNH HƯỚNG ĐẾN NĂM 2030", (None, 2025)),
        # a plan for one year, with and without the province after it
        ("CHUYỂN ĐỔI SỐ TỈNH THÁI BÌNH NĂM 2024", (2024, 2024)),
        ("CẢI CÁCH HÀNH CHÍNH NĂM 2024 TRÊN ĐỊA BÀN TỈNH YÊN BÁI", (2024, 2024)),
        # the day of the instrument that is carried out
        ("THỰC HIỆN CHỈ THỊ SỐ 16/CT-TTG NGÀY 04 THÁNG 5 NĂM 2017", (None, None)),
        # no year
        ("TĂNG CƯỜNG NĂNG LỰC TIẾP CẬN CUỘC CÁCH MẠNG CÔNG NGHIỆP LẦN THỨ TƯ", (None, None)),
    ],
)
def test_the_years_of_a_title(title, years):
    assert period(title) == years


def test_the_phases_of_a_road_map_give_the_first_year():
    body = "I. Giai đoạn 2025 - 2030\n\n- Phát triển.\n\nII. Giai đoạn 2031 - 2035\n\n- Mở rộng.\n"

    assert period("LỘ TRÌNH ĐỔI MỚI CÔNG NGHỆ ĐẾN NĂM 2035", body) == (2025, 2035)


@pytest.mark.parametrize(
    "head",
    [
        # issuer and matter in two lines, and in one
        "CỦA BAN THƯỜNG VỤ TỈNH ỦY\n\nVỀ PHÁT TRIỂN ĐÔ THỊ THÔNG MINH",
        "CỦA BAN THƯỜNG VỤ TỈNH ỦY VỀ PHÁT TRIỂN ĐÔ THỊ THÔNG MINH",
    ],
)
def test_the_title_begins_after_the_issuer(head):
    text = f"NGHỊ QUYẾT\n\n{head}\n\nI. TÌNH HÌNH\n\n- Đã đạt kết quả.\n"

    title = find_opening(text, paragraphs(text)).title

    assert title is not None
    assert text[title.start : title.end] == "VỀ PHÁT TRIỂN ĐÔ THỊ THÔNG MINH"
