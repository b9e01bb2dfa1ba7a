"""The files of each kind, and small DOCX files made for one thing."""

import io
import zipfile

import pytest

from mandategraph import readers

WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


@pytest.fixture(scope="session")
def files(root):
    """The folder of the files to read."""
    return root / "tests/data/readers"


def _word_file(body, **parts):
    """The bytes of a DOCX with this body and these other parts, both without their outer element."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(
            "word/document.xml", f"<w:document {WORD}><w:body>{body}</w:body></w:document>"
        )
        for name, inner in parts.items():
            archive.writestr(f"word/{name}.xml", f"<w:{name} {WORD}>{inner}</w:{name}>")
    return held.getvalue()


@pytest.fixture(scope="session")
def word_file():
    """Makes the bytes of a DOCX from the XML of its body."""
    return _word_file


@pytest.fixture(scope="session")
def docx():
    """What a DOCX with this body and these other parts is read as."""

    def text(body, **parts):
        return readers.read(_word_file(body, **parts), "plan.docx").text.text

    return text


@pytest.fixture(scope="session")
def page():
    """What a web page with this body is read as."""

    def text(body):
        return readers.read(f"<html><body>{body}</body></html>".encode(), "plan.html").text.text

    return text
