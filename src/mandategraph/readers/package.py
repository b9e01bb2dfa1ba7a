"""The parts of a DOCX: a ZIP archive of XML files, opened with limits on what they may unfold to."""

import io
import zipfile
import zlib
from dataclasses import dataclass
from typing import Any

from lxml import etree

from mandategraph.errors import TextError

LARGEST = 64_000_000
"""The parts that are read have at most so many bytes together; a document of 2,000 pages has less."""

MOST_PARAGRAPHS = 100_000
"""… and at most so many paragraphs; empty ones take almost no bytes."""

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_TRANSITIONAL = W[1:-1]
_MAIN = "word/document.xml"


@dataclass(frozen=True, slots=True)
class Package:
    """The parts of a DOCX that hold its words: each the root of its XML, None where there is none."""

    document: Any
    styles: Any
    numbering: Any
    footnotes: Any
    endnotes: Any


def open_package(raw: bytes, name: str) -> Package:
    """The parts of a DOCX. Raises TextError for one that is damaged or unfolds beyond the limit."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            return _read(archive, name)
    except (
        zipfile.BadZipFile, zlib.error, etree.XMLSyntaxError, EOFError, KeyError,
        NotImplementedError, OSError, RuntimeError, ValueError,
    ) as error:  # fmt: skip
        raise TextError(
            f"{name} is incomplete or damaged ({error}); fetch or save the file again"
        ) from error


def _read(archive: zipfile.ZipFile, name: str) -> Package:
    main = _main_part(archive)
    folder = main.rpartition("/")[0]
    wanted = [
        main,
        *(f"{folder}/{part}.xml" for part in ("styles", "numbering", "footnotes", "endnotes")),
    ]
    held = {info.filename: info for info in archive.infolist() if info.filename in wanted}
    if sum(info.file_size for info in held.values()) > LARGEST:
        raise TextError(
            f"{name} unfolds to more than {LARGEST // 1_000_000} MB of text; save the parts as files of their own"
        )
    document, *others = (
        _parse(archive.read(held[part]), name) if part in held else None for part in wanted
    )
    if document is None:
        raise KeyError(f"there is no {main}")
    if sum(1 for _ in document.iter(f"{W}p")) > MOST_PARAGRAPHS:
        raise TextError(
            f"{name} has more than {MOST_PARAGRAPHS:,} paragraphs; save the parts as files of their own"
        )
    return Package(document, *others)


def _main_part(archive: zipfile.ZipFile) -> str:
    """The name of the part that holds the text, which some programs change."""
    if _MAIN in archive.namelist():
        return _MAIN
    named = [n for n in archive.namelist() if n.startswith("word/document") and n.endswith(".xml")]
    return min(named, default=_MAIN)


def _parse(raw: bytes, name: str) -> Any:
    """The root of an XML part; no entity is resolved and nothing is fetched."""
    if _STRICT.encode() in raw[:4000]:
        raw = raw.replace(_STRICT.encode(), _TRANSITIONAL.encode())
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )
    root = etree.fromstring(raw, parser)
    if root.getroottree().docinfo.doctype:
        raise TextError(
            f"{name} defines entities of its own, as no word processor does; save it anew in Word or LibreOffice"
        )
    return root
