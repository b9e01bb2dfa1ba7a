"""Which kind of file some bytes are: told by the content first, by the name only where it leaves a doubt."""

import io
import re
import zipfile
from enum import StrEnum
from pathlib import PurePath

from mandategraph.errors import TextError

HEAD = 1024
"""So many bytes hold the signature of a file."""


class Kind(StrEnum):
    """A kind of file that can be read."""

    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"
    DOCX = "docx"
    PDF = "pdf"


_PICTURES = (
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"II*\x00", "TIFF"),
    (b"MM\x00*", "TIFF"),
    (b"BM", "BMP"),
)
_ARCHIVES = (b"\x1f\x8b", b"7z\xbc\xaf\x27\x1c", b"Rar!", b"BZh", b"\xfd7zXZ\x00")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED = "locked with a password; open it in Word, take the password off and save it again"
_OLD_WORD = "an old Word file (DOC); open it in Word or LibreOffice and save it as DOCX"
_RECOGNISE = "read its words with a text recognition (OCR) program first"
_HTML = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}>\s*|<!--.{0,2000}?-->\s*)*"
    r"<(?:!doctype\s+html|(?:html|head|body|meta|title|script|style)\b)",
    re.IGNORECASE | re.DOTALL,
)
_XML = re.compile(r"\s*<\?(?:xml|mso-application)\b")
_SUFFIXES = {
    ".md": Kind.MARKDOWN,
    ".markdown": Kind.MARKDOWN,
    ".html": Kind.HTML,
    ".htm": Kind.HTML,
    ".xhtml": Kind.HTML,
}
_NAMED = {".pdf": "PDF", ".docx": "DOCX", ".doc": "Word", ".odt": "ODT", ".rtf": "RTF"}


def kind_of(raw: bytes, name: str) -> Kind:
    """The kind of a file. Raises TextError, saying what to do, for one that cannot be read."""
    if not raw.strip():
        raise TextError(f"{name} is empty; give a file that holds the text of a document")
    if b"%PDF-" in raw[:HEAD]:
        return Kind.PDF
    if raw.startswith(b"PK"):
        return _zip_kind(raw, name)
    refused = _refused(raw)
    if refused:
        raise TextError(f"{name} is {refused}")
    return _text_kind(raw, name)


def _refused(raw: bytes) -> str | None:
    """What a file is that cannot be read, and what to do about it."""
    if raw.startswith(_OLE):
        return _LOCKED if "EncryptedPackage".encode("utf-16-le") in raw else _OLD_WORD
    if raw.startswith(b"{\\rtf"):
        return "an RTF file; open it in Word or LibreOffice and save it as DOCX"
    if raw.startswith(_ARCHIVES):
        return "an archive; unpack it and give the document inside"
    for signature, shown in _PICTURES:
        if raw.startswith(signature) and (shown != "BMP" or b"\x00" in raw[:HEAD]):
            return f"a picture ({shown}); {_RECOGNISE}"
    if (raw.startswith(b"RIFF") and raw[8:12] == b"WEBP") or raw[4:8] == b"ftyp":
        return f"a picture or a film; {_RECOGNISE}"
    return None


def _zip_kind(raw: bytes, name: str) -> Kind:
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            names = frozenset(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise TextError(
            f"{name} is incomplete or damaged ({error}); fetch or save the file again"
        ) from error
    if "[Content_Types].xml" in names and any(part.startswith("word/") for part in names):
        return Kind.DOCX
    if "mimetype" in names and "content.xml" in names:
        raise TextError(
            f"{name} is an OpenDocument file (ODT); open it in LibreOffice and save it as DOCX"
        )
    if "[Content_Types].xml" in names:
        raise TextError(
            f"{name} is an Office file, but not one of Word; save its text as DOCX or plain text"
        )
    raise TextError(f"{name} is a ZIP archive, not a DOCX; unpack it and give the document inside")


def _text_kind(raw: bytes, name: str) -> Kind:
    suffix = PurePath(name).suffix.lower()
    head = raw[: 4 * HEAD].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe").decode("latin-1")
    if _HTML.match(head):
        return Kind.HTML
    if head.lstrip().startswith("MIME-Version:") and "multipart/" in head:
        raise TextError(
            f"{name} is a web archive (MHTML); open it in a browser and save it as HTML"
        )
    if _XML.match(head):
        raise TextError(f"{name} is an XML file, not a document; save its text as DOCX or HTML")
    if suffix in _NAMED:
        raise TextError(
            f"{name} is named {suffix} but holds no {_NAMED[suffix]} document; "
            "fetch it again, or give it the name of what it is"
        )
    return _SUFFIXES.get(suffix, Kind.TEXT)
