"""Pages put back into paragraphs, from PDFs made letter by letter for one thing."""

import pytest

from mandategraph import readers

PITCH = 14


def pdf_file(*pages):
    """The bytes of a PDF; each page is a list of (left, height, size, words)."""
    parts = ["<</Type/Catalog/Pages 2 0 R>>", "", "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"]
    kids = []
    for lines in pages:
        drawn = " ".join(
            f"BT /F {size} Tf 1 0 0 1 {left} {height} Tm ({words}) Tj ET"
            for left, height, size, words in lines
        )
        parts.append(f"<</Length {len(drawn)}>>stream\n{drawn}\nendstream")
        parts.append(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Resources<</Font<</F 3 0 R>>>>"
            f"/Contents {len(parts)} 0 R>>"
        )
        kids.append(f"{len(parts)} 0 R")
    parts[1] = f"<</Type/Pages/Kids[{' '.join(kids)}]/Count {len(kids)}>>"
    raw, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(raw))
        raw += f"{number} 0 obj\n{part}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    return (
        raw
        + (
            f"xref\n0 {len(parts) + 1}\n0000000000 65535 f \n{table}"
            f"trailer<</Size {len(parts) + 1}/Root 1 0 R>>\nstartxref\n{len(raw)}\n%%EOF\n"
        ).encode()
    )


def block(*words, top=700, left=50, size=12):
    """Lines one below the other."""
    return [(left, top - PITCH * at, size, line) for at, line in enumerate(words)]


def text_of(*pages):
    return readers.read(pdf_file(*pages), "plan.pdf").text.text.rstrip("\n")


WIDE = "The department shall prepare the plan, and shall report to the committee on what"


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        # The first word of the second line had no room in the first.
        ((WIDE, "remains to be done.", "- Next."), f"{WIDE} remains to be done.\n\n- Next."),
        # It had: the first line was ended on purpose.
        ((WIDE, "is done:", "the people."), f"{WIDE} is done:\n\nthe people."),
        # A number or a word with a hyphen that the line end parts.
        ((WIDE + " 569/QD-", "TTg says."), f"{WIDE} 569/QD-TTg says."),
        # A dash between blanks stays one.
        ((WIDE + " socio -", "economic."), f"{WIDE} socio - economic."),
        # An item begins, though the line above is full.
        ((WIDE + " was done;", "a\\) the first item"), f"{WIDE} was done;\n\na) the first item"),
    ],
    ids=["wrapped", "ended", "hyphen", "dash", "item"],
)
def test_lines_are_joined_where_the_sentence_goes_on(lines, text):
    assert text_of(block(*lines)) == text


def test_paragraph_goes_on_over_the_page():
    pages = [block(WIDE + " was"), block("decided before.", "1. Next.", top=750)]

    assert text_of(*pages) == f"{WIDE} was decided before.\n\n1. Next."


def test_heads_feet_and_page_numbers_are_dropped():
    pages = [
        [(50, 770, 9, f"Gazette of the province, no. {n}"), *block(f"{n}. On {words}."), (300, 30, 9, f"- {n} -")]
        for n, words in enumerate(("schools", "roads", "taxes"), 1)
    ]  # fmt: skip

    assert text_of(*pages) == "1. On schools.\n\n2. On roads.\n\n3. On taxes."


def test_number_that_stands_in_the_text_is_no_page_number():
    assert text_of(block(WIDE, "is:", "12", "in all.")) == f"{WIDE} is:\n\n12\n\nin all."


def test_letters_of_a_line_are_put_in_order():
    """Where a letter comes from another font, a file may write it after the rest of the line."""
    lines = [(50, 700, 12, "one"), (50, 600, 12, "two"), (100, 700, 12, "more")]

    assert text_of(lines) == "one more\n\ntwo"


def test_columns_beside_each_other():
    left = block("PROVINCIAL COMMITTEE", "No. 12/KH", "Done", left=50)
    right = block("REPUBLIC", "Independence", "Freedom", left=350)

    assert text_of([*left, *right, *block(WIDE, top=500)]) == (
        f"PROVINCIAL COMMITTEE\nNo. 12/KH\nDone\n\nREPUBLIC\nIndependence\nFreedom\n\n{WIDE}"
    )


def test_note_at_the_foot():
    lines = [*block(WIDE), (481, 705, 7, "3"), *block("3 See the decision.", top=60, size=8)]

    assert text_of(lines) == f"{WIDE}[^3]\n\n[^3]: See the decision."


def test_raised_number_without_a_note_is_a_number():
    assert text_of([*block("10,000 m"), (99, 705, 7, "2"), *block(WIDE, top=600)]).startswith(
        "10,000 m2"
    )


def test_words_across_the_page_are_no_text():
    """A stamp or a watermark."""
    raw = pdf_file([*block(WIDE), (60, 300, 12, "COPY")])
    raw = raw.replace(b"1 0 0 1 60 300 Tm", b"0 1 -1 0 60 30 Tm ", 1)

    assert readers.read(raw, "plan.pdf").text.text == f"{WIDE}\n"
