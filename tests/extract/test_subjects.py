import pytest

from mandategraph.extract.subjects import names_matter, technologies_of, theme_of
from mandategraph.model import Section
from mandategraph.text import Span, read_bytes


def section(source, words):
    start = source.text.index(words)
    span = Span(start, start + len(words))
    return Section("II.1", words, span, span)


@pytest.fixture(scope="session")
def technologies(gazetteer):
    """The technologies of an item, and those that are only examples."""

    def read(text, heading=None):
        source = read_bytes(f"{heading or ''}\n{text}".encode())
        item = Span(source.text.index(text), len(source.text))
        above = section(source, heading) if heading else None
        found = technologies_of(source, item, gazetteer, above)
        return (
            [one.value for one in found.technology],
            [one.value for one in found.technology_alt],
        )

    return read


@pytest.mark.parametrize(
    ("text", "heading", "expected"),
    [
        # several fields in one item, the longest words each
        (
            ("tập trung phát triển nông nghiệp công nghệ cao, công nghệ sinh học, công nghệ tự động hóa, "
            "công nghệ vật liệu mới, năng lượng tái tạo, các công nghệ tiết kiệm năng lượng"),
            None,
            ["high-tech-agriculture", "biotechnology", "automation", "new-materials",
             "renewable-energy", "energy-saving"],
        ),
        # all that is named is named by examples: named all the same
        (
            ("Ưu tiên triển khai một số chương trình nghiên cứu trọng điểm về công nghệ như: Công nghệ "
            "thông tin và truyền thông, cơ điện tử, trí tuệ nhân tạo"),
            None,
            ["information-technology", "mechatronics", "artificial-intelligence"],
        ),
        # the heading names the one technology
        (
            "In environmental protection, conservation and storage of rare genetic resources.",
            "Biotechnology",
            ["biotechnology"],
        ),
        # a heading on several gives none
        (
            "Đẩy mạnh việc ứng dụng các kết quả nghiên cứu vào sản xuất",
            "Ưu tiên phát triển công nghệ sinh học, công nghệ vật liệu mới, năng lượng mới",
            [],
        ),
        # "energy saving" hides no "energy"
        (
            "To apply energy saving technologies, rational use of natural resources and renewable energy",
            None,
            ["energy-saving", "renewable-energy"],
        ),
    ],
)  # fmt: skip
def test_technologies_are_read(technologies, text, heading, expected):
    assert technologies(text, heading)[0] == expected


def test_examples_beside_a_named_technology_may_be_left_out(technologies):
    named, examples = technologies(
        "Đẩy mạnh chuyển đổi số trên một số lĩnh vực trọng yếu như: trí tuệ nhân tạo, chuỗi khối."
    )

    assert named == ["digital-transformation"]
    assert examples == ["artificial-intelligence", "blockchain"]


@pytest.mark.parametrize(
    ("text", "heading", "part", "theme"),
    [
        # the heading decides
        (
            "Phát triển mạnh đào tạo nghề và hỗ trợ đào tạo kỹ năng cho chuyển đổi công việc.",
            "Chính sách phát triển nguồn nhân lực", "tasks", "human-resources",
        ),
        ("Mở rộng hợp tác về khoa học, công nghệ", "Chính sách hội nhập", "tasks", "integration-cooperation"),
        # the first words of the item make another theme plain
        (
            "Tổ chức các hoạt động tuyên truyền về nội dung, bản chất của cuộc Cách mạng",
            "Phát triển hạ tầng số", "tasks", "awareness",
        ),
        # no heading about a matter: the item's own words
        (
            ("To take the prime responsibility in advising the People's Committee of the province to "
            "allocate funding for the implementation"),
            None, "organisation", "funding",
        ),
        (
            "To promote the propaganda and construction of specialized pages and columns",
            None, "organisation", "awareness",
        ),
        # the field's full name and the name of a department say nothing of the theme
        (
            "Thực hiện các việc còn lại về khoa học, công nghệ, đổi mới sáng tạo và chuyển đổi số.",
            None, "organisation", "organisation-reporting",
        ),
        (
            "Sở Thông tin và Truyền thông theo dõi, đôn đốc việc thực hiện.",
            None, "organisation", "organisation-reporting",
        ),
        # whom an item helps, and with whom it works, come before the technology
        (
            "Hỗ trợ doanh nghiệp trồng rừng, nuôi cá ứng dụng công nghệ số.",
            None, "organisation", "enterprise-startup-market",
        ),
        (
            "Đẩy mạnh liên kết với các viện nghiên cứu nhằm tiếp nhận công nghệ số mới.",
            None, "organisation", "research-development",
        ),
        # digital transformation of enterprises is a theme of enterprises
        (
            "Công bố danh sách các việc cần làm.",
            "Đẩy mạnh đổi mới sáng tạo và chuyển đổi số tại các doanh nghiệp", "tasks",
            "enterprise-startup-market",
        ),
        # nothing tells more: the part
        ("Làm tốt các nội dung được giao.", None, "organisation", "organisation-reporting"),
        ("Làm tốt các nội dung được giao.", None, "tasks", "other"),
    ],
)  # fmt: skip
def test_a_theme_is_read(text, heading, part, theme):
    source = read_bytes(f"{heading or ''}\n{text}".encode())
    item = Span(source.text.index(text), len(source.text))
    headings = [section(source, heading)] if heading else []
    found, others = theme_of(source, item, headings, part)

    assert found.value == theme
    assert theme not in {one.value for one in others}


@pytest.mark.parametrize(
    ("heading", "matter"),
    [
        # says what is to be done, and for whom
        ("Lãnh đạo, chỉ đạo việc sửa đổi, hoàn thiện pháp luật về bảo vệ nguồn nước", True),
        # names who has to do it
        ("Các doanh nghiệp trên địa bàn tỉnh", False),
        ("Tổ chức thực hiện", False),
    ],
)
def test_a_heading_of_a_matter_among_those_of_bodies(heading, matter):
    source = read_bytes(f"{heading}\n".encode())

    assert names_matter(source, section(source, heading)) is matter
