"""Texts as they are stored, and the folded form in which words are looked for.

Offsets are code points of the stored text. Folding drops Markdown marks, reads every run of white
space as one space, composes accents (NFC), folds case, and keeps a map back to the stored
characters, so that a word found in the folded text can be pointed at where it really stands.
"""

import hashlib
import re
import unicodedata
from array import array
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

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

    @cached_property
    def plain(self) -> "Folded":
        """The folded form with one way of writing each sign; places are the same as there."""
        return Folded(same_signs(self.folded.text), self.folded.starts, self.folded.ends)


@dataclass(frozen=True, slots=True)
class Folded:
    """Folded text; ``starts[i]`` and ``ends[i]`` bound the stored characters behind character i."""

    text: str
    starts: Sequence[int]
    ends: Sequence[int]

    def stored(self, start: int, end: int) -> Span:
        """The stored passage behind the folded characters ``start`` up to ``end``."""
        if start >= end:
            raise ValueError("a folded passage must hold at least one character")
        return Span(self.starts[start], self.ends[end - 1])

    def position(self, offset: int) -> int:
        """The first folded character that comes from the stored offset or later."""
        return bisect_left(self.starts, offset)


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


def clusters(text: str) -> Iterator[tuple[int, int]]:
    """Bounds of each base character with the combining marks that follow it."""
    at = 0
    while at < len(text):
        after = at + 1
        while after < len(text) and unicodedata.combining(text[after]):
            after += 1
        yield at, after
        at = after


def fold(text: str, *, keep: frozenset[str] = frozenset()) -> Folded:
    """The folded form of a text, as ANNOTATION.md's *normalised* text, with its map back.

    ``keep`` names Markdown marks that are not to be dropped.
    """
    letters, starts, ends = _letters(text)
    parts: list[str] = []
    kept_starts, kept_ends = array("I"), array("I")
    done = 0
    for run in _gaps(keep).finditer(letters):
        first, after = run.span()
        parts.append(letters[done:first])
        kept_starts.extend(starts[done:first])
        kept_ends.extend(ends[done:first])
        blanks = [at for at in range(first, after) if letters[at].isspace()]
        if blanks:
            parts.append(" ")
            kept_starts.append(starts[blanks[0]])
            kept_ends.append(ends[blanks[-1]])
        done = after
    parts.append(letters[done:])
    kept_starts.extend(starts[done:])
    kept_ends.extend(ends[done:])
    return Folded("".join(parts), kept_starts, kept_ends)


@cache
def _gaps(keep: frozenset[str]) -> re.Pattern[str]:
    """White space and dropped marks, but for a plain space that stands alone."""
    drop = re.escape("".join(sorted(MARKDOWN_MARKS - keep)))
    gap = rf"[\s{drop}]"
    return re.compile(rf"(?: {gap}|[^\S ]{f'|[{drop}]' if drop else ''}){gap}*")


def _letters(text: str) -> tuple[str, "array[int]", "array[int]"]:
    """A text composed and with its case folded, and the bounds of what each character comes from."""
    folded = text.casefold()
    if text.isascii() or (
        len(folded) == len(text)
        and unicodedata.is_normalized("NFC", text)
        and unicodedata.is_normalized("NFC", folded)
        and not any(map(unicodedata.combining, text))
    ):
        return folded, array("I", range(len(text))), array("I", range(1, len(text) + 1))
    parts: list[str] = []
    starts, ends = array("I"), array("I")
    for first, after in clusters(text):
        composed = unicodedata.normalize("NFC", text[first:after]).casefold()
        cluster = unicodedata.normalize("NFC", composed)
        parts.append(cluster)
        starts.extend([first] * len(cluster))
        ends.extend([after] * len(cluster))
    return "".join(parts), starts, ends


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


# Signs that texts write in several ways, of one character each so that places stay the same.
_SIGNS = {"'": "’‘`´", "-": "–—−‐‑", '"': "“”„"}


def same_signs(folded: str) -> str:
    """Folded text with one place for tone marks and one form for each quotation mark and dash."""
    for sign, others in _SIGNS.items():
        for other in others:
            folded = folded.replace(other, sign)
    return unify_tones(folded)


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
