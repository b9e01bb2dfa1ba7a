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
        # no source is named
        ("Kinh phí được bảo đảm theo quy định.", []),
    ],
)
def test_sources_are_read(sentence, expected):
    _, found = read(f"IV. KINH PHÍ THỰC HIỆN\n\n{sentence}\n", "vi")

    assert [one.source.value for one in found] == expected


def test_money_in_other_parts_is_no_source():
    _, found = read("II. NHIỆM VỤ\n\n- Bố trí ngân sách nhà nước cho nghiên cứu.\n", "vi")

    assert found == ()
