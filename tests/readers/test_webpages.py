"""Web pages: the document and not the page around it."""

import pytest

from mandategraph import readers

LINKS = "".join(f'<li><a href="/{n}">Văn bản {n}</a></li>' for n in range(5))


@pytest.mark.parametrize(
    "around",
    [
        "<nav>x</nav>",
        "<header>x</header>",
        "<footer>x</footer>",
        "<aside>x</aside>",
        "<script>x</script><style>x</style><noscript>x</noscript><template>x</template>",
        "<div role='navigation'>x</div><div role='banner'>x</div><div role='contentinfo'>x</div>",
        "<div hidden>x</div><div aria-hidden='true'>x</div><div style='display: none'>x</div>",
        "<form><label>x</label><input value='x'><button>x</button></form>",
        "<dialog>x</dialog><iframe>x</iframe><select><option>x</option></select>",
        f"<ul>{LINKS}</ul>",
        "<!-- x -->",
    ],
)
def test_what_is_around_the_document_is_left_out(page, around):
    assert page(f"{around}<p>Kế hoạch số 1</p>{around}") == "Kế hoạch số 1\n"


@pytest.mark.parametrize(
    "body",
    [
        "<div>Tin khác</div><main><p>{}</p></main><div>Quảng cáo</div>",
        "<p>Tin khác</p><article><header><h1>{}</h1></header></article>",
        "<div>a</div><div role='main'>{}</div>",
    ],
)
def test_main_part_is_taken_where_the_page_names_it(page, body):
    words = "Kế hoạch thực hiện Chỉ thị số 16/CT-TTg"

    assert page(body.format(words)).strip("# \n") == words


def test_page_that_is_one_form(page):
    """Many sites of agencies put the whole page into a form."""
    assert page("<form><input><p>Kế hoạch</p></form>") == "Kế hoạch\n"


def test_words_after_what_is_left_out_are_kept(page):
    assert page("<p>Kế <script>x</script>hoạch<nav>x</nav> số 1</p>").split() == [
        "Kế",
        "hoạch",
        "số",
        "1",
    ]


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<p>a\n  b</p><div>c<p>d</p>e</div>", "a b\n\nc\n\nd\n\ne"),
        ("<p>a<br>b<br><br>c</p>", "a\nb\n\nc"),
        ("<h2>I. Aims</h2><p>x</p>", "## I. Aims\n\nx"),
        ("<p><b>1. Bộ</b> <strong>Y tế:</strong> chủ trì</p>", "**1. Bộ Y tế:** chủ trì"),
        (
            "<p><span style='font-weight:700'>a</span><b style='font-weight:normal'>b</b></p>",
            "**a**b",
        ),
        ("<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>", "- a\n\n  - b\n\n- c"),
        ("<ol type='I' start='2'><li>a</li><li>b</li></ol>", "II. a\n\nIII. b"),
        ("<ol type='a'><li>a</li><li value='4'>b</li></ol>", "a. a\n\nd. b"),
        ("<ol style='list-style-type: upper-roman'><li>a</li></ol>", "I. a"),
        ("<ol reversed><li>a</li><li>b</li></ol>", "2. a\n\n1. b"),
        # Items that have their marks among their words, as many pages do.
        ("<ul><li>- a</li><li>1. b</li><li>đ) c</li></ul>", "- a\n\n1. b\n\nđ) c"),
        ("<ul style='list-style:none'><li>a</li></ul>", "a"),
        ("<center><p>KẾ HOẠCH</p><p>về nước</p></center><p>x</p>", "KẾ HOẠCH\nvề nước\n\nx"),
        ("<p align=center>A</p><p>&nbsp;</p><p align=center>B</p>", "A\n\nB"),
        ("<pre>a\nb</pre>", "a\nb"),
        ("<p>x ^ y &lt; z &amp; &quot;w&quot;</p>", 'x ^ y < z & "w"'),
    ],
)
def test_blocks(page, body, text):
    assert page(body) == f"{text}\n"


def test_table(page):
    body = (
        "<table><thead><tr><th>TT</th><th>Nhiệm vụ</th><th>Cơ quan</th></tr></thead><tbody>"
        "<tr><td colspan=3><b>Nhóm</b></td></tr>"
        "<tr><td>1</td><td><p>Xây dựng</p><p>a | b</p></td><td rowspan=2>Sở A</td></tr>"
        "<tr><td>2</td><td>Hai<br>dòng</td></tr></tbody></table>"
    )

    assert page(body).splitlines() == [
        "| **TT** | **Nhiệm vụ** | **Cơ quan** |",
        "| --- | --- | --- |",
        "| **Nhóm** |  |  |",
        "| 1 | Xây dựng a \\| b | Sở A |",
        "| 2 | Hai dòng | Sở A |",
    ]


def test_letterhead_in_a_table(page):
    """A table of two columns, and paragraphs in them, only places words beside each other."""
    body = (
        "<table><tr><td><p align=center>ỦY BAN NHÂN DÂN</p><p align=center>TỈNH A</p></td>"
        "<td><p>CỘNG HÒA</p><p>Độc lập</p></td></tr></table>"
    )

    assert page(body) == "ỦY BAN NHÂN DÂN\nTỈNH A\n\nCỘNG HÒA\n\nĐộc lập\n"


def test_page_laid_out_in_a_table(page):
    body = f"<table><tr><td>Menu</td><td>{'<p>Kế hoạch của tỉnh.</p>' * 100}</td></tr></table>"

    assert page(body).count("\n\nKế hoạch của tỉnh.") == 100


def test_huge_spans_are_not_believed(page):
    row = "<tr><td rowspan=60000 colspan=999999>a</td><td>b</td></tr>"

    assert page(f"<table>{row * 3}</table>").startswith("| a |")


def test_xhtml_is_a_web_page():
    raw = b'<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n<html><body><p>A</p></body></html>'

    assert readers.read(raw, "plan").text.text == "A\n"
