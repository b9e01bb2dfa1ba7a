from contextlib import suppress
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mandategraph.errors import TextError
from mandategraph.extract.layout import lay_out
from mandategraph.extract.marks import place, read_mark, roman_value
from mandategraph.extract.paragraphs import paragraphs
from mandategraph.text import SourceText, Span, read_bytes

PARTY_PLAN = "thai-binh-party-plan-52-nq-tw"
DIRECTIVE = "party-directive-16-ct-ttg"
PAGE = "vinh-long-plan-16-ct-ttg"
PLAN = "thai-binh-plan-16-ct-ttg"
YEN_BAI = "yen-bai-plan-569-qd-ttg"
HELD = (PARTY_PLAN, DIRECTIVE, PAGE, PLAN, YEN_BAI)


def layout_of(text):
    return lay_out(source_of(text))


def source_of(text):
    return SourceText(text=text, sha256="", size=len(text))


MARKS = [
    # The hyphen after a Roman numeral, as Party documents write it.
    ("II- MỤC TIÊU", "roman", "II", "MỤC TIÊU"),
    ("I. MỤC ĐÍCH, YÊU CẦU", "roman", "I", "MỤC ĐÍCH, YÊU CẦU"),
    # The hyphen must touch the number.
    ("1- Nắm bắt kịp thời", "number", "1", "Nắm bắt kịp thời"),
    ("3. Ban Tuyên giáo Tỉnh ủy chủ trì", "number", "3", "Ban Tuyên giáo Tỉnh ủy chủ trì"),
    # A number in bold type: the passage begins after the marks of Markdown.
    ("**2. Cụ thể hoá chủ trương của Đảng", "number", "2", "Cụ thể hoá chủ trương của Đảng"),
    ("### **3. Chính sách phát triển", "number", "3", "Chính sách phát triển"),
    # A number that Markdown escapes.
    ("4\\. Phát huy tối đa", "number", "4", "Phát huy tối đa"),
    # The letter that follows d) in Vietnamese.
    ("đ) Công nghệ thông tin", "letter", "đ", "Công nghệ thông tin"),
    ("- Nâng cao nhận thức", "dash", "", "Nâng cao nhận thức"),
    ("+ Nâng cao nhận thức", "plus", "", "Nâng cao nhận thức"),
    ("*   Nâng cao nhận thức", "dash", "", "Nâng cao nhận thức"),
    # Emphasis is no bullet, and the dash inside it is one.
    ("*- Nâng cao nhận thức*", "dash", "", "Nâng cao nhận thức*"),
    ("Điều 6. Quy định", "article", "6", "Quy định"),
    ("2.1. Hạ tầng", "dotted", "2.1", "Hạ tầng"),
    ("PHỤ LỤC", "appendix", "PL", ""),
    ("Phần thứ hai. Nhiệm vụ", "part", "2", "Nhiệm vụ"),
    # A double dash, which one item of the English plan has.
    ("-- To take the prime responsibility", "dash", "", "To take the prime responsibility"),
    ("b) Renovate and perfect", "letter", "b", "Renovate and perfect"),
    ("<u>Sec</u>. <u>3</u>. Tasks", "article", "3", "Tasks"),
    ("(iv) To orientate", "paren-roman", "iv", "To orientate"),
]


@pytest.mark.parametrize(("line", "kind", "label", "passage"), MARKS, ids=[m[0] for m in MARKS])
def test_a_mark_is_read(line, kind, label, passage):
    mark = read_mark(line, 0, len(line))

    assert mark is not None
    assert (mark.kind, mark.label, line[mark.end :]) == (kind, label, passage)


NO_MARKS = [
    "Điều 6, Quyết định số 2392/QĐ-BTTTT",  # a pinpoint into a decision, not an article
    "16/CT-TTg ngày 04/5/2017",  # a number of an instrument, broken off its line
    "Mục tiêu cụ thể",  # "Mục" is also a label word
    "2017- 2025",  # years
    "**T/M BAN THƯỜNG VỤ",
    "100% hồ sơ",
    "e-government in Thai Binh",
]


@pytest.mark.parametrize("line", NO_MARKS)
def test_what_only_looks_like_a_mark_is_none(line):
    assert read_mark(line, 0, len(line)) is None


@pytest.mark.parametrize(("label", "value"), [("I", 1), ("IV", 4), ("IX", 9), ("XII", 12)])
def test_roman_numerals_have_their_value(label, value):
    assert roman_value(label) == value


def test_letters_are_counted_as_vietnamese_counts_them():
    """After d comes đ, and f is left out."""
    assert [place("letter", letter) for letter in "dđeg"] == [4, 5, 6, 7]


SECTIONS = [
    # Two parts are printed III; the second is told apart and keeps what is printed.
    (PARTY_PLAN, "III(2)", "TỔ CHỨC THỰC HIỆN", "III"),
    # A numbered line that heads dashes is a section even among full orders.
    (PARTY_PLAN, "III(2).2", "Ban cán sự đảng Ủy ban nhân dân tỉnh chỉ đạo:", None),
    # Markdown levels jump between sister headings (###, ####, ##): labels decide, not levels.
    (PARTY_PLAN, "III.7", "Chính sách hội nhập", None),
    # The sixth item has no heading, its five sisters have.
    (DIRECTIVE, "6", None, None),
    # A heading with a full stop, and one of a web page without any label.
    (
        PAGE,
        "II.2",
        (
            "Xác định công nghệ thông tin và hạ tầng công nghệ thông tin - truyền thông là trọng tâm "
            "phát triển của cuộc Cách mạng công nghiệp lần thứ 4."
        ),
        None,
    ),
    (PAGE, None, "Giới thiệu", None),
    (PLAN, "IV.7", "Radio and Television Stations, Thai Binh Newspaper.", None),
    # A lettered paragraph with a semicolon that heads dashes.
    (
        YEN_BAI,
        "IV.1.a",
        (
            "Science, technology and innovation focus on serving sustainable and inclusive "
            "socio-economic development, ensuring national defense and security;"
        ),
        None,
    ),
    # The letter đ was lost in translation; the gap between d and e gives it back.
    (
        YEN_BAI,
        "IV.3.đ",
        "Technology to prevent natural disasters and respond to climate change",
        None,
    ),
]


@pytest.mark.parametrize(
    ("slug", "label", "heading", "printed"), SECTIONS, ids=[f"{s[0]} {s[1]}" for s in SECTIONS]
)
def test_a_section_is_found_under_its_label(held, slug, label, heading, printed):
    found = [section for section in lay_out(held(slug)).sections if section.label == label]

    assert [section.heading for section in found] == [heading]
    assert found[0].printed_label == printed


def test_a_supplied_label_says_so(held):
    section = next(s for s in lay_out(held(YEN_BAI)).sections if s.label == "IV.3.đ")

    assert section.relabelled
    assert section.method == "supplied-label"


COUNTS = [
    (PARTY_PLAN, 13, 49, 7),
    (DIRECTIVE, 6, 8, 5),
    (PAGE, 8, 16, 0),
    (PLAN, 16, 47, 7),
    (YEN_BAI, 51, 96, 0),
]


@pytest.mark.parametrize(("slug", "sections", "items", "recipients"), COUNTS)
def test_nothing_is_lost_and_nothing_added(held, slug, sections, items, recipients):
    """As many as readings by hand have parts, and orders, aims and lines on money together."""
    layout = lay_out(held(slug))

    assert len(layout.sections) == sections
    assert len(layout.items) == items
    assert len(layout.recipients) == recipients


TORN = [
    # A page break between two words of a sentence; the next line begins in lower case.
    ("Hoàn thành\n\nxây dựng Chính quyền điện tử", PARTY_PLAN),
    ("phát triển phát\n\ntriển kinh tế, xã hội", PARTY_PLAN),
    ("của Chính phủ\n\nvề một số nhiệm vụ", PARTY_PLAN),
    ("nâng cao nhận thức cho\n\ncán bộ, đảng viên", PARTY_PLAN),
]


@pytest.mark.parametrize(("words", "slug"), TORN, ids=[t[0][:20] for t in TORN])
def test_a_torn_sentence_is_one_item(held, words, slug):
    source = held(slug)

    assert sum(words in source.words(item.span) for item in lay_out(source).items) == 1


def test_title_preamble_and_signature_are_found(held):
    source = held(DIRECTIVE)
    layout = lay_out(source)

    assert layout.title is not None
    assert source.words(layout.title).startswith("về tăng cường năng lực tiếp cận")
    assert layout.preamble is not None
    assert source.words(layout.preamble).endswith("tập trung thực hiện một số nhiệm vụ sau:")
    assert layout.signature is not None
    assert source.words(layout.signature).endswith("Huỳnh Văn Sum")
    assert source.words(layout.recipients[-1]) == "Lưu Văn phòng Tỉnh ủy"
    assert source.words(Span(layout.body_end, layout.body_end + 10)) == "Nơi nhận:\n"


def test_lines_of_a_web_page_are_no_preamble(held):
    """Date line and summary of the page stand between title and part I."""
    layout = lay_out(held(YEN_BAI))

    assert layout.preamble is None
    assert layout.items[0].section == "I.1"


def test_a_stray_backslash_ends_no_item(held):
    source = held(YEN_BAI)

    assert source.words(lay_out(source).items[-1].span).endswith("according to regulations./.")


WRAPPED = """I. MỤC TIÊU

- Phát triển hạ tầng kết nối số và bảo đảm an toàn, an ninh
mạng tạo điều kiện cho người dân và doanh nghiệp. Đẩy mạnh ứng
dụng công nghệ thông tin trong các cơ quan;
thúc đẩy phát triển hệ sinh thái khởi nghiệp.
- Thường xuyên cập nhật xu hướng phát triển công nghệ
"""


def test_hard_wrapped_lines_are_one_item():
    """Also where a line ends in a semicolon, or with the end of a sentence."""
    layout = layout_of(WRAPPED)

    assert [item.mark for item in layout.items] == ["-", "-"]


TABLE = """PHỤ LỤC

DANH MỤC NHIỆM VỤ

|
**STT**
|
**Nhiệm vụ**
|
**Chủ trì**
|
**Thời gian**
|
|
**I**
|
**Hạ tầng số**
|
|
1
|
Phát triển hạ tầng kết nối số
|
Sở Thông tin và Truyền thông
|
2025
|
|
2
|
Đẩy mạnh ứng dụng công nghệ thông tin
|
Sở Khoa học và Công nghệ
|
Hằng năm
|
"""
PIPES = """PHỤ LỤC

DANH MỤC NHIỆM VỤ

| STT | Nhiệm vụ | Chủ trì | Thời gian |
|---|---|---|---|
| **I** | **Hạ tầng số** | | |
| 1 | Phát triển hạ tầng kết nối số | Sở Thông tin và Truyền thông | 2025 |
| 2 | Đẩy mạnh ứng dụng công nghệ thông tin | Sở Khoa học và Công nghệ | Hằng năm |
"""
HTML = """<p>PHỤ LỤC</p><p>DANH MỤC NHIỆM VỤ</p>
<table><tr><th>STT</th><th>Nhiệm vụ</th><th>Chủ trì</th><th>Thời gian</th></tr>
<tr><td><b>I</b></td><td>Hạ tầng số</td><td></td><td></td></tr>
<tr><td>1</td><td>Phát triển hạ tầng kết nối số</td><td>Sở Thông tin và Truyền thông</td><td>2025</td></tr>
<tr><td>2</td><td>Đẩy mạnh ứng dụng công nghệ thông tin</td><td>Sở Khoa học và Công nghệ</td><td>Hằng năm</td></tr>
</table>"""


@pytest.mark.parametrize("text", [TABLE, PIPES, HTML], ids=["one cell a line", "pipes", "html"])
def test_rows_of_a_task_table_are_items(text):
    """In the three ways in which tables come out of web pages and converters."""
    layout = layout_of(text)
    rows = [item for item in layout.items if item.cells]

    assert [section.label for section in layout.sections] == ["PL", "PL.I"]
    assert layout.sections[0].heading == "DANH MỤC NHIỆM VỤ"
    assert [row.section for row in rows] == ["PL.I", "PL.I"]
    assert text[rows[0].span.start : rows[0].span.end] == "Phát triển hạ tầng kết nối số"
    assert rows[0].columns == ("stt", "nhiệm vụ", "chủ trì", "thời gian")
    assert text[rows[1].cells[2].start : rows[1].cells[2].end] == "Sở Khoa học và Công nghệ"


NESTED = """1. Sở Thông tin và Truyền thông
a) Tham mưu xây dựng đề án, kế hoạch của tỉnh.
b) Phối hợp với các sở, ngành.
c) Triển khai các dịch vụ của đô thị thông minh, gồm:
- Khung kiến trúc;
- Đề án phát triển đô thị thông minh.
2. Sở Khoa học và Công nghệ
Đẩy mạnh hoạt động nghiên cứu khoa học như:
- Nghiên cứu;
- Chuyển giao.
"""


def test_items_stand_under_what_announces_them():
    """Short lines without blank lines between are paragraphs, each of them."""
    items = layout_of(NESTED).items

    assert [item.parent for item in items] == [None, None, None, 2, 2, None, 5, 5]
    assert [item.section for item in items] == ["1"] * 5 + ["2"] * 3


@pytest.mark.parametrize("slug", HELD)
def test_line_ends_of_another_system_change_nothing(held, slug):
    text = held(slug).text
    other = layout_of(text.replace("\n", "\r\n"))
    layout = layout_of(text)

    assert [s.label for s in other.sections] == [s.label for s in layout.sections]
    assert [(i.mark, i.section, i.parent) for i in other.items] == [
        (i.mark, i.section, i.parent) for i in layout.items
    ]


def test_items_are_in_order_and_apart(held):
    for slug in HELD:
        items = lay_out(held(slug)).items
        for above, below in pairwise(items):
            assert above.span.end <= below.span.start


PIECES = st.sampled_from(
    ["I. ", "II- ", "1. ", "1.1. ", "a) ", "đ) ", "(i) ", "- ", "+ ", "--", "*", "**", "# ", "### ", "|", "\n",
     "\n\n", "\r\n", "\t", " ", ".", ";", ":", "./.", "Nơi nhận:", "TM. ", "PHỤ LỤC", "KẾ HOẠCH", "Điều 1.",
     "Sec. 2.  ", "Sở Tài chính", "xây dựng", "ĐỀ ÁN", "CHỦ TỊCH", "<td>", "</tr>", "<br>", "---", "\u00a0", "2025"]
)  # fmt: skip
TEXTS = st.lists(PIECES | st.text(max_size=8), max_size=60).map("".join)


@given(TEXTS)
def test_any_text_has_a_layout_inside_its_bounds(text):
    layout = layout_of(text)
    spans = [*layout.recipients, *(item.span for item in layout.items)]
    spans += [cell for item in layout.items for cell in item.cells]
    spans += [section.span for section in layout.sections]
    spans += [section.heading_span for section in layout.sections if section.heading_span]
    spans += [span for span in (layout.title, layout.preamble, layout.signature) if span]

    assert all(0 <= span.start <= span.end <= len(text) for span in spans)
    assert all(item.span.start < item.span.end for item in layout.items)
    assert 0 <= layout.body_end <= len(text)
    assert all(item.parent is None or item.parent < at for at, item in enumerate(layout.items))


@given(TEXTS)
def test_paragraphs_are_in_order(text):
    read = paragraphs(text)

    assert all(a.span.start <= b.span.start for a, b in pairwise(read))


@given(st.binary(min_size=1, max_size=80))
def test_any_bytes_have_a_layout_or_are_refused(raw):
    with suppress(TextError):
        lay_out(read_bytes(raw))
