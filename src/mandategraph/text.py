"""Texts as they are stored, and the folded form in which words are looked for.

Offsets are code points of the stored text. Folding drops Markdown marks, reads every run of white
space as one space, composes accents (NFC), folds case, and keeps a map back to the stored
characters, so that a word found in the folded text can be pointed at where it really stands.
"""

import hashlib
import unicodedata
from dataclasses import dataclass
from functools import cached_property

from mandategraph.errors import TextError

MARKDOWN_MARKS = frozenset("*_#|\\")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A passage: code points ``start`` up to, not including, ``end``."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"a passage cannot run from {self.start} to {self.end}")

    def contains(self, other: "Span") -> bool:
        """Whether the other passage lies wholly inside this one."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True)
class SourceText:
    """A stored text: its characters, and the SHA-256 of its bytes."""

    text: str
    sha256: str
    size: int

    def words(self, span: Span) -> str:
        """The characters of a passage, exactly as stored."""
        return self.text[span.start : span.end]

    @cached_property
    def folded(self) -> "Folded":
        """The folded form of the whole text."""
        return fold(self.text)


@dataclass(frozen=True, slots=True)
class Folded:
    """Folded text; ``starts[i]`` and ``ends[i]`` bound the stored characters behind character i."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def stored(self, start: int, end: int) -> Span:
        """The stored passage behind the folded characters ``start`` up to ``end``."""
        if start >= end:
            raise ValueError("a folded passage must hold at least one character")
        return Span(self.starts[start], self.ends[end - 1])

    def position(self, offset: int) -> int:
        """The first folded character that comes from the stored offset or later."""
        low, high = 0, len(self.starts)
        while low < high:
            middle = (low + high) // 2
            if self.starts[middle] < offset:
                low = middle + 1
            else:
                high = middle
        return low


def read_bytes(raw: bytes, name: str = "the file") -> SourceText:
    """The text of a file as it is stored, newlines kept.

    Raises TextError for an empty file, a binary one, or one that is not UTF-8.
    """
    if not raw.strip():
        raise TextError(f"{name} is empty; give a file that holds the text of a document")
    if b"\x00" in raw:
        raise TextError(f"{name} is not a text file; save the document as plain text in UTF-8")
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise TextError(
            f"{name} is not UTF-8 (byte {error.start}); save it again with the encoding UTF-8"
        ) from error
    return SourceText(text=text, sha256=hashlib.sha256(raw).hexdigest(), size=len(raw))


def stored(text: str) -> SourceText:
    """A text as it is when it is stored: in UTF-8, character by character."""
    raw = text.encode("utf-8")
    return SourceText(text=text, sha256=hashlib.sha256(raw).hexdigest(), size=len(raw))


def _clusters(text: str) -> list[tuple[int, int]]:
    """Bounds of each base character with the combining marks that follow it."""
    bounds: list[tuple[int, int]] = []
    for at, char in enumerate(text):
        if bounds and unicodedata.combining(char):
            bounds[-1] = (bounds[-1][0], at + 1)
        else:
            bounds.append((at, at + 1))
    return bounds


def fold(text: str, *, keep: frozenset[str] = frozenset()) -> Folded:
    """The folded form of a text, as ANNOTATION.md's *normalised* text, with its map back.

    ``keep`` names Markdown marks that are not to be dropped.
    """
    drop = MARKDOWN_MARKS - keep
    characters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for start, end in _clusters(text):
        cluster = text[start:end]
        if cluster in drop:
            continue
        if cluster.isspace() or cluster == "\u00a0":
            if characters and characters[-1] == " ":
                ends[-1] = end
                continue
            folded = " "
        else:
            folded = unicodedata.normalize("NFC", unicodedata.normalize("NFC", cluster).casefold())
        for char in folded:
            characters.append(char)
            starts.append(start)
            ends.append(end)
    return Folded("".join(characters), tuple(starts), tuple(ends))


def normalise(text: str) -> str:
    """Folded text without its map, outer blanks dropped: the form in which texts are compared."""
    return fold(text).text.strip()


_TONES = {"oà": "òa", "oá": "óa", "oả": "ỏa", "oã": "õa", "oạ": "ọa",
          "oè": "òe", "oé": "óe", "oẻ": "ỏe", "oẽ": "õe", "oẹ": "ọe",
          "uỳ": "ùy", "uý": "úy", "uỷ": "ủy", "uỹ": "ũy", "uỵ": "ụy"}  # fmt: skip


def unify_tones(folded: str) -> str:
    """Folded text with one place for tone marks (``uỷ`` = ``ủy``); the length stays the same."""
    for old, new in _TONES.items():
        folded = folded.replace(old, new)
    return folded.replace("ð", "đ")


def strip_accents(words: str) -> str:
    """Words without accents, đ read as d: ``Sở Kế hoạch`` gives ``So Ke hoach``."""
    decomposed = unicodedata.normalize("NFD", words.replace("đ", "d").replace("Đ", "D"))
    return unicodedata.normalize(
        "NFC", "".join(char for char in decomposed if not unicodedata.combining(char))
    )


def collapse(words: str) -> str:
    """Words with every run of white space read as one space, outer blanks dropped."""
    return " ".join(words.split())


def opening(passage: str, length: int = 60) -> str:
    """The opening words by which a passage is found again: about 60 characters."""
    return collapse(passage)[:length].rstrip()
