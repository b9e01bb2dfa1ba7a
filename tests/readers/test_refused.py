"""What cannot be read gets one sentence that says what to do."""

import io
import zipfile
import zlib

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mandategraph import readers
from mandategraph.errors import InputError, TextError

DOCTYPE = '<!DOCTYPE d [<!ENTITY a {}>]><w:document xmlns:w="{}"><w:body><w:p><w:r><w:t>&a;</w:t></w:r></w:p></w:body></w:document>'
NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def archive(**parts):
    """A ZIP archive; "/" in a name is written "__"."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, inner in parts.items():
            packed.writestr(name.replace("__", "/"), inner)
    return held.getvalue()


def office(main):
    """A DOCX with this main part."""
    return archive(**{"[Content_Types].xml": "<Types/>", "word__document.xml": main})


def scan(document=None, at=0):
    """A PDF with a page, at a place, that holds a picture and no text; of its own if none is given."""
    document = document or pypdfium2.PdfDocument.new()
    page = document.new_page(595, 842, at)
    picture = pypdfium2.PdfImage.new(document)
    picture.set_bitmap(pypdfium2.PdfBitmap.new_native(60, 84, pypdfium2.raw.FPDFBitmap_BGR))
    picture.set_matrix(pypdfium2.PdfMatrix().scale(595, 842))
    page.insert_obj(picture)
    page.gen_content()
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


def bomb():
    """A PDF of which a small part unfolds to a gigabyte of blanks."""
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(bytes(10_000_000)) for _ in range(100)) + packer.flush()
    return b"%PDF-1.4\n1 0 obj <</Filter/FlateDecode>>stream\n" + packed + b"\nendstream\n%%EOF"


@pytest.mark.parametrize(
    ("raw", "name", "told", "advice"),
    [
        (b"", "plan.txt", "is empty", "give a file"),
        (b" \n\t", "plan.txt", "is empty", "give a file"),
        (b"\x7fELF\x00\x01\x02", "plan.txt", "is not a text file", "save the document"),
        (scan(), "plan.pdf", "pictures of its pages", "(OCR)"),
        (bomb(), "plan.pdf", "unfolds to more than", "print it to a new PDF"),
        (b"%PDF-1.7\n%%EOF", "plan.pdf", "incomplete or damaged", "fetch or save"),
        (b"\x89PNG\r\n\x1a\n\x00", "plan.png", "a picture (PNG)", "(OCR)"),
        (b"\xff\xd8\xff\xe0", "plan.jpg", "a picture (JPEG)", "(OCR)"),
        (b"II*\x00", "plan.tif", "a picture (TIFF)", "(OCR)"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "plan.webp", "a picture", "(OCR)"),
        (b"\x1f\x8b\x08", "plan.txt.gz", "an archive", "unpack it"),
        (archive(**{"a.txt": "a"}), "plan.zip", "a ZIP archive", "unpack it"),
        (archive(**{"[Content_Types].xml": "", "xl__workbook.xml": ""}), "plan.xlsx", "not one of Word", "save its text"),
        (archive(**{"[Content_Types].xml": "", "word__styles.xml": ""}), "plan.docx", "damaged", "save the file again"),
        (office("<not-closed>"), "plan.docx", "damaged", "save the file again"),
        (office("<a>" + " " * 70_000_000 + "</a>"), "plan.docx", "unfolds to more than", "files of their own"),
        (office(f'<w:document xmlns:w="{NAMESPACE}"><w:body>{"<w:p/>" * 100_001}</w:body></w:document>'), "plan.docx", "100,000 paragraphs", "files of their own"),
        (office(DOCTYPE.format('"lol"', NAMESPACE)), "plan.docx", "entities of its own", "save it anew"),
        (office(DOCTYPE.format('SYSTEM "file:///etc/passwd"', NAMESPACE)), "plan.docx", "entities of its own", "save it anew"),
        (office(f'<w:document xmlns:w="{NAMESPACE}"><w:body/></w:document>'), "plan.docx", "no text", "(OCR)"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "plan.docx", "password", "take the password off"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related", "plan.mht", "MHTML", "save it as HTML"),
        (b"<?xml version='1.0'?><w:wordDocument/>", "plan.xml", "an XML file", "save its text"),
        (b"Not found", "plan.pdf", "holds no PDF", "fetch it again"),
        (b"<html><body><nav>Menu</nav></body></html>", "plan.html", "without words", "shows the document"),
        (b"<html><body>" + b"<div>" * 5000 + b"x", "plan.html", "nested too deeply", "as a new file"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_said(raw, name, told, advice):
    with pytest.raises(TextError) as error:
        readers.read(raw, name)

    message = str(error.value)
    assert message.startswith(name)
    assert told in message
    assert advice in message
    assert "\n" not in message


def test_a_scanned_page_among_others_is_told(files):
    raw = (files / "thai-binh-plan-16-ct-ttg.pdf").read_bytes()
    with_scan = scan(pypdfium2.PdfDocument(raw), at=1)

    whole, mixed = readers.read(raw, "plan.pdf"), readers.read(with_scan, "plan.pdf")

    assert whole.unread == ()
    assert whole.warning is None
    assert mixed.unread == (2,)
    assert mixed.warning.startswith("page 2 holds a picture")
    assert "(OCR)" in mixed.warning
    assert mixed.text.text == whole.text.text


@pytest.mark.parametrize(
    ("suffix", "told"),
    [
        ("doc", "old Word file"),
        ("rtf", "RTF file"),
        ("odt", "ODT"),
        ("pdf", "locked with a password"),
    ],
)
def test_files_of_other_kinds(files, suffix, told):
    with pytest.raises(TextError, match=told):
        readers.read_file(files / "refused" / f"party-directive-16-ct-ttg.{suffix}")


@pytest.mark.parametrize("kind", ["docx", "pdf"])
@pytest.mark.parametrize("share", [0.05, 0.5, 0.9])
def test_truncated_file_is_not_read_in_part(files, kind, share):
    raw = (files / f"thai-binh-party-plan-52-nq-tw.{kind}").read_bytes()

    with pytest.raises(TextError, match="incomplete"):
        readers.read(raw[: int(len(raw) * share)], f"plan.{kind}")


def test_file_that_is_not_there(tmp_path):
    with pytest.raises(InputError, match="cannot be read"):
        readers.read_file(tmp_path / "plan.pdf")


NAMES = st.sampled_from(["a.txt", "a.md", "a.html", "a.docx", "a.pdf", "a"])
HEADS = st.sampled_from([b"", b"%PDF-1.4\n", b"PK\x03\x04", b"<html>", b"\xff\xfe", b"{\\rtf", b"\xef\xbb\xbf"])  # fmt: skip


def told(raw, name):
    """The text of a file, or the sentence that refuses it."""
    try:
        return readers.read(raw, name).text.text
    except TextError as error:
        return str(error)


@given(HEADS, st.binary(max_size=300), NAMES)
def test_any_bytes_give_a_text_or_a_sentence(head, raw, name):
    assert told(head + raw, name).strip()


@given(st.data())
def test_damaged_files_give_a_text_or_a_sentence(files, data):
    """Bytes changed, left out or put in anywhere in a real file."""
    path = data.draw(st.sampled_from(sorted(files.glob("party-directive-16-ct-ttg.*"))))
    raw = bytearray(path.read_bytes())
    for _ in range(data.draw(st.integers(1, 5))):
        at = data.draw(st.integers(0, len(raw) - 1))
        length = data.draw(st.integers(0, 30))
        raw[at : at + length] = data.draw(st.binary(max_size=30))

    assert told(bytes(raw), path.name).strip()
