"""Items under what orders: headings of bodies, and a preamble that says who is to do what follows."""

import pytest

from mandategraph.extract import read
from mandategraph.text import read_bytes

TELEGRAM = """**CÔNG ĐIỆN**

VỀ VIỆC GIỮ SẠCH CÁC DÒNG SÔNG

Để thực hiện mục tiêu tỷ lệ nước thải được lọc năm 2031 đạt trên 70%, Thủ tướng Chính phủ yêu cầu
Bộ Y tế, Bộ Tài chính thực hiện các nhiệm vụ sau:

1. Bộ Y tế

a) Trong mùa cạn, cùng dân làng vớt rác ở các bến thuyền.

b) Khéo léo vận dụng phong tục để dân không giặt ở đầu nguồn.

c) Bến thuyền là nơi dân họp chợ vào mỗi sáng.

d) Thời gian qua rác nổi ở nhiều bến thuyền.

2. Bộ Tài chính: xem lại giá nước sạch, nhất là ở các xóm chài.

3. Ủy ban nhân dân các tỉnh có bến thuyền lớn thường xuyên nhắc dân đậy nắp giếng.

4. Các tập đoàn, tổng công ty nhà nước, doanh nghiệp dệt nhuộm: xây dựng bể lọc trước khi xả nước.
"""


@pytest.fixture(scope="module")
def reading(gazetteer):
    """The telegram, read."""
    return read(read_bytes(TELEGRAM.encode()), gazetteer)


def opening(task):
    return " ".join(task.start.split()[:2])


def test_items_under_what_orders_are_tasks_whatever_word_comes_first(reading):
    """What something is, and how things stood, is told there too, and ordered of nobody."""
    assert [opening(task) for task in reading.tasks] == [
        "Trong mùa",
        "Khéo léo",
        "Bộ Tài",
        "Ủy ban",
        "Các tập",
    ]


def test_the_body_that_opens_an_item_leads_it(reading):
    """A clause may tell which of them are meant, and a colon part them from what they do."""
    leads = [[reading.source.words(one.span).split()[0] for one in t.lead] for t in reading.tasks]

    assert leads[0] == leads[1] == ["Bộ"]
    assert leads[3] == ["Ủy"]
    assert leads[4][0] == "Các"


def test_an_aim_in_the_preamble_is_a_target(reading):
    """The preamble orders for its sake."""
    (target,) = reading.targets

    assert (target.comparator, target.value.value, target.year.value) == (">", "70", 2031)
    assert target.start.startswith("mục tiêu tỷ lệ")


AIMS = [
    # the aim of the figure begins with its verb, not with the order before it
    (
        "Xem lại sổ sách của các ban quản lý chợ, bảo đảm cắt giảm tối thiểu 20% số tờ khai.",
        "bảo đảm cắt giảm",
    ),
    # … and after "mục tiêu" with its year
    ("Rà soát đường ống để đạt mục tiêu đến năm 2029 tỷ lệ hộ có nước trên 95%.", "đến năm 2029"),
    # what is to be had by all has no figure
    ("Xây dựng bể bơi xã để đến năm 2033 đạt phổ cập bơi lội toàn dân.", "đến năm 2033"),
]


@pytest.mark.parametrize(("order", "opens"), AIMS)
def test_the_aim_inside_an_order(gazetteer, order, opens):
    text = f"KẾ HOẠCH\nNước sạch\n\nI. NHIỆM VỤ\n\n- {order}\n"
    (target,) = read(read_bytes(text.encode()), gazetteer).targets

    assert target.start.startswith(opens)


LEADS = [
    # ministers named as the holders of their office
    ("Bộ trưởng các bộ chủ trì mở lớp dạy bơi.", ["Ministers"]),
    # the second of two levels shares the name before it
    ("Ủy ban nhân dân cấp tỉnh, cấp xã tổ chức hội bơi.", ["People's Committees"]),
]


@pytest.mark.parametrize(("order", "named"), LEADS)
def test_who_leads(gazetteer, order, named):
    text = f"KẾ HOẠCH\nDạy bơi\n\nI. NHIỆM VỤ\n\n- {order}\n"
    (task,) = read(read_bytes(text.encode()), gazetteer).tasks

    assert [one.value.split(" of ")[0] for one in task.lead] == named
