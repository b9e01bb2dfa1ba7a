"""What Word does not write as words is written out, and what it hides is left out."""

import pytest

from mandategraph.readers.numerals import letter, roman


def level(depth, kind, pattern, more=""):
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>{more}'
        f'<w:lvlText w:val="{pattern}"/></w:lvl>'
    )


def numbering(levels, more=""):
    return (
        f'<w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>{more}'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="0"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    )


def counted(words, depth=0, listed=1):
    return (
        f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{listed}"/></w:numPr></w:pPr>'
        f"<w:r><w:t>{words}</w:t></w:r></w:p>"
    )


def paragraph(inner):
    return f"<w:p><w:r>{inner}</w:r></w:p>"


def words(text):
    return f"<w:t>{text}</w:t>"


THREE = numbering(
    level(0, "upperRoman", "%1.") + level(1, "decimal", "%2.") + level(2, "lowerLetter", "%3)")
)


@pytest.mark.parametrize(
    ("levels", "depths", "labels"),
    [
        # The usual three levels; a deeper one starts anew under each.
        (THREE, (0, 1, 2, 2, 1, 2, 0, 1), ["I.", "1.", "a)", "b)", "2.", "a)", "II.", "1."]),
        # "1.1", and a level above that was never used counts as its start.
        (numbering(level(0, "decimal", "%1.") + level(1, "decimal", "%1.%2")), (1, 0, 1, 1), ["1.1", "1.", "1.1", "1.2"]),
        # "1.1" below a Roman number: the level says that all count in plain numbers.
        (numbering(level(0, "upperRoman", "%1.") + level(1, "decimal", "%1.%2", "<w:isLgl/>")), (0, 0, 1), ["I.", "II.", "2.1"]),
        # Deeper levels that go on over the parts.
        (numbering(level(0, "upperRoman", "%1.") + level(1, "decimal", "%2.", '<w:lvlRestart w:val="0"/>')), (0, 1, 0, 1), ["I.", "1.", "II.", "2."]),
        # Bullets of picture fonts are dashes; a plus is a plus.
        (numbering(level(0, "bullet", "\uf0b7") + level(1, "bullet", "+")), (0, 1), ["-", "+"]),
        (numbering(level(0, "decimal", "Điều %1.") + level(1, "decimalZero", "%2")), (0, 1, 0), ["Điều 1.", "01", "Điều 2."]),
    ],
)  # fmt: skip
def test_labels_are_counted(docx, levels, depths, labels):
    text = docx("".join(counted("x", depth) for depth in depths), numbering=levels)

    assert [line.strip().removesuffix(" x") for line in text.split("\n\n")] == labels


def test_list_that_begins_anew(docx):
    text = docx(
        counted("a") + counted("b") + counted("c", listed=2) + counted("d", listed=2),
        numbering=THREE,
    )

    assert text.split("\n\n") == ["I. a", "II. b", "I. c", "II. d\n"]


def test_label_of_a_style(docx):
    styles = (
        '<w:style w:type="paragraph" w:styleId="Part"><w:name w:val="Part"/>'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr><w:rPr><w:b/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Item"><w:basedOn w:val="Part"/><w:rPr><w:b w:val="0"/></w:rPr></w:style>'
    )
    levels = level(0, "upperRoman", "%1.") + level(1, "decimal", "%2.", '<w:pStyle w:val="Item"/>')
    body = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t>x</w:t></w:r></w:p>'
        for style in ("Part", "Item", "Part")
    )

    text = docx(body, numbering=numbering(levels), styles=styles)

    assert text == "**I. x**\n\n1. x\n\n**II. x**\n"


def test_headings_and_contents(docx):
    """Headings by their level; the table of contents says them again and is left out."""
    styles = (
        '<w:style w:type="paragraph" w:styleId="H2"><w:name w:val="heading 2"/>'
        '<w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="T1"><w:name w:val="toc 1"/></w:style>'
    )
    body = (
        '<w:p><w:pPr><w:pStyle w:val="T1"/></w:pPr><w:r><w:t>Aims 3</w:t></w:r></w:p>'
        '<w:p><w:pPr><w:pStyle w:val="H2"/></w:pPr><w:r><w:t>Aims</w:t></w:r></w:p>'
    )

    assert docx(body, styles=styles) == "## Aims\n"


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        (f'<w:ins w:id="1"><w:r>{words("in")}</w:r></w:ins><w:del w:id="2"><w:r><w:delText>out</w:delText></w:r></w:del>', "in"),
        (f'<w:smartTag><w:r>{words("Sở")}</w:r></w:smartTag><w:hyperlink><w:r>{words(" Tài chính")}</w:r></w:hyperlink>', "Sở Tài chính"),
        (f'<w:r><w:rPr><w:vanish/></w:rPr>{words("hidden")}</w:r><w:r>{words("shown")}</w:r>', "shown"),
        (f'<w:r>{words("a")}<w:tab/>{words("b")}<w:br/>{words("c")}<w:noBreakHyphen/>{words("d")}</w:r>', "a\tb\nc-d"),
        (f'<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>PAGE</w:instrText>{words("12")}</w:r>', "12"),
        (f'<w:r><w:rPr><w:b/></w:rPr>{words("1. Bộ ")}</w:r><w:r><w:rPr><w:b/></w:rPr>{words("Y tế: ")}</w:r><w:r>{words("chủ trì")}</w:r>', "**1. Bộ Y tế:** chủ trì"),
        (f'<w:r>{words("| a")}</w:r>', "\\| a"),  # no row of a table
        (f'<w:r>{words("soft&#xAD;hyphen")}</w:r>', "softhyphen"),
    ],
    ids=["changes", "tags", "hidden", "breaks", "field", "bold", "bar", "soft-hyphen"],
)  # fmt: skip
def test_words_of_a_paragraph(docx, inner, text):
    assert docx(f"<w:p>{inner}</w:p>") == f"{text}\n"


def test_text_box_stands_once_below_its_paragraph(docx):
    """Word writes it twice, for new programs and for old ones."""
    box = f"<w:txbxContent>{paragraph(words('box'))}</w:txbxContent>"
    alternate = (
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f"<mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
    )

    assert docx(paragraph(words("line") + alternate)) == "line\n\nbox\n"


def test_notes_stand_last(docx):
    cite = '<w:footnoteReference w:id="7"/>'
    note = (
        f'<w:footnote w:id="7">{paragraph(words("Note."))}{paragraph(words("More."))}</w:footnote>'
    )

    text = docx(paragraph(words("A plan") + cite) + paragraph(words("End")), footnotes=note)

    assert text == "A plan[^1]\n\nEnd\n\n[^1]: Note. More.\n"


def cell(text, more=""):
    return f"<w:tc><w:tcPr>{more}</w:tcPr>{paragraph(words(text)) if text else '<w:p/>'}</w:tc>"


def test_merged_cells(docx):
    """A cell over several rows is said of each; one over several columns stands in the first."""
    begin, on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    rows = (
        cell("TT") + cell("Nhiệm vụ") + cell("Cơ quan"),
        cell("Nhóm", '<w:gridSpan w:val="3"/>'),
        cell("1") + cell("Một") + cell("Sở A", begin),
        cell("2") + cell("Hai") + cell("", on),
    )
    body = f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"

    assert docx(body).splitlines() == [
        "| TT | Nhiệm vụ | Cơ quan |",
        "| --- | --- | --- |",
        "| Nhóm |  |  |",
        "| 1 | Một | Sở A |",
        "| 2 | Hai | Sở A |",
    ]


def test_nested_tables_take_no_longer(docx):
    body = paragraph(words("x"))
    for _ in range(80):
        body = f"<w:tbl><w:tr><w:tc>{body}</w:tc></w:tr></w:tbl>"

    assert docx(body) == "x\n"


@pytest.mark.parametrize(
    ("number", "shown"), [(1, "I"), (4, "IV"), (19, "XIX"), (44, "XLIV"), (4000, "4000"), (0, "0")]
)
def test_roman_numbers(number, shown):
    assert roman(number) == shown


@pytest.mark.parametrize(
    ("number", "shown"), [(1, "A"), (26, "Z"), (27, "AA"), (53, "AAA"), (0, "0")]
)
def test_letters(number, shown):
    assert letter(number) == shown
