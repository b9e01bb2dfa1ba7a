"""The bytes of a file, of any kind that can be read, turned into the text that the extractor reads.

Plain text and Markdown are kept as they stand. Of HTML, DOCX and PDF a plain text is made
(``composing``), and it is this text whose code points the offsets of an annotation count; it
becomes the ``text.txt`` of a document that is taken into a corpus.
"""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from mandategraph.errors import InputError, TextError
from mandategraph.readers.encodings import decode, refuse_legacy
from mandategraph.readers.kinds import Kind, kind_of
from mandategraph.text import SourceText, stored

__all__ = ["Kind", "SourceFile", "read", "read_file"]


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file that was read: its name, its kind, the SHA-256 and size of its bytes, and its text.

    ``sha256`` is that of the file; ``text.sha256`` is that of the text, written in UTF-8.
    ``unread`` are the numbers, from 1, of the pages of a PDF that are pictures without text.
    """

    name: str
    kind: Kind
    sha256: str
    size: int
    text: SourceText
    unread: tuple[int, ...] = ()

    @property
    def warning(self) -> str | None:
        """What a person should know of what was not read, as a sentence; None where all was."""
        if not self.unread:
            return None
        pages = ", ".join(map(str, self.unread))
        return (
            f"page{'s' if len(self.unread) > 1 else ''} {pages} hold{'' if len(self.unread) > 1 else 's'} "
            "a picture and no text, and what stands there was not read; read the file with a text "
            "recognition (OCR) program first"
        )


def read_file(path: Path | str) -> SourceFile:
    """The text of a file. Raises InputError where it cannot be opened, TextError where not read."""
    try:
        raw = Path(path).read_bytes()
    except (OSError, ValueError) as error:
        if isinstance(error, OSError) and Path(path).is_dir():
            raise InputError(f"{path} is a folder; give the files in it") from error
        reason = error.strerror if isinstance(error, OSError) else error
        raise InputError(f"{path} cannot be read ({reason}); check the path") from error
    return read(raw, str(path))


def read(raw: bytes, name: str = "the file") -> SourceFile:
    """The text of a file's bytes; ``name`` is for messages, and its extension settles doubts.

    Raises TextError, saying what to do, where the bytes are no document that can be read.
    """
    kind = kind_of(raw, name)
    text, unread = _text(raw, kind, name)
    refuse_legacy(text, name)
    if not text.strip():
        raise TextError(f"{name} holds no text; give a file that holds the text of a document")
    return SourceFile(name, kind, hashlib.sha256(raw).hexdigest(), len(raw), stored(text), unread)


def _text(raw: bytes, kind: Kind, name: str) -> tuple[str, tuple[int, ...]]:
    """The text of a file, and its pages that cannot be read.

    Each library is loaded when the first file of its kind is read.
    """
    if kind is Kind.HTML:
        from mandategraph.readers.webpages import read_page  # noqa: PLC0415  see above

        return read_page(raw, name), ()
    if kind is Kind.DOCX:
        from mandategraph.readers.word import read_docx  # noqa: PLC0415  see above

        return read_docx(raw, name), ()
    if kind is Kind.PDF:
        from mandategraph.readers.pdf import read_pdf  # noqa: PLC0415  see above

        return read_pdf(raw, name)
    return decode(raw, name), ()
