import pytest

from mandategraph.extract.funding import read_funding
from mandategraph.extract.layout import lay_out
from mandategraph.text import read_bytes


def read(text, language):
    source = read_bytes(text.encode())
    return source, read_funding(source, lay_out(source), (), language)


def test_sources_of_a_held_text(held):
    """An item that orders a body is a task; the others say where money comes from."""
    source = held("thai-binh-plan-16-ct-ttg")
    layout = lay_out(source)
    sources = [one for one in read_funding(source, layout, (), "en") if "Services" not in one.start]

    assert [one.source.value for one in sources if one.section == "III"][:2] == [
        "provincial budget",
        "other lawfully mobilized sources",
    ]
    assert sources[0].start.startswith("Funds for the implementation of the plan")


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        # three sources, each once
        (
            "Kinh phí thực hiện gồm: Ngân sách nhà nước; vốn xã hội hóa và các nguồn hợp pháp khác.",
            ["Ngân sách nhà nước", "vốn xã hội hóa", "các nguồn hợp pháp khác"],
        ),
        # an opening that names the first one, and tiers of budgets
        (
            "Kinh phí thực hiện được bố trí từ ngân sách trung ương, ngân sách tỉnh; vốn ODA.",
            ["ngân sách trung ương", "ngân sách tỉnh", "vốn ODA"],
        ),
        # "khoa học và công nghệ" is one name, "và các nguồn" begins another source
        (
            "Kinh phí sự nghiệp khoa học và công nghệ và các nguồn vốn hợp pháp khác.",
            ["Kinh phí sự nghiệp khoa học và công nghệ", "các nguồn vốn hợp pháp khác"],
        ),
        # no source is named
        ("Kinh phí được bảo đảm theo quy định.", []),
    ],
)
def test_sources_are_read(sentence, expected):
    _, found = read(f"IV. KINH PHÍ THỰC HIỆN\n\n{sentence}\n", "vi")

    assert [one.source.value for one in found] == expected


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        # money that an order gives
        (
            "Bố trí tối thiểu 2% tổng chi ngân sách tỉnh cho thư viện và bảo tàng xã.",
            [("Bố trí tối thiểu 2% tổng chi ngân sách tỉnh cho thư viện và", "ngân sách tỉnh")],
        ),
        # clauses: each begins at its own words
        (
            "Phát triển hạ tầng số, đẩy mạnh xã hội hóa đầu tư; hình thành quỹ đầu tư mạo hiểm.",
            [("đẩy mạnh xã hội hóa đầu tư", "xã hội hóa"),
             ("hình thành quỹ đầu tư mạo hiểm", "quỹ đầu tư mạo hiểm")],
        ),
        # a list of sources is one entry
        (
            "Huy động các nguồn lực (ngân sách nhà nước, vốn ODA, hợp tác công tư).",
            [("Huy động các nguồn lực (ngân sách nhà nước, vốn ODA, hợp tác",
              "ngân sách nhà nước, vốn ODA, hợp tác công tư")],
        ),
        # no source is named
        ("Huy động mọi nguồn lực của xã hội cho chuyển đổi số.", []),
        # rules on money, and its control
        ("Xây dựng quy định về thành lập các quỹ đầu tư mạo hiểm.", []),
        ("Quản lý, sử dụng hiệu quả ngân sách nhà nước.", []),
    ],
)  # fmt: skip
def test_sources_that_an_order_draws_on(order, expected):
    _, found = read(f"II. NHIỆM VỤ\n\n- {order}\n", "vi")

    assert [(one.start, one.source.value) for one in found] == expected


def test_what_a_table_repeats_is_one_source():
    text = "II. NHIỆM VỤ\n\n- Bố trí nguồn lực trồng rừng từ ngân sách nhà nước.\n"

    _, found = read(f"{text}- (ii) Bố trí nguồn lực trồng rừng từ ngân sách nhà nước.\n", "vi")

    assert len(found) == 1
