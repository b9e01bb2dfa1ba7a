"""A stored text with marks laid over its passages, as HTML that still holds every character.

The text is shown line by line. Marks that lie inside others are nested; a mark that crosses another
is split where the other ends. Whatever the marks, the characters of the lines, joined, are the
stored text: nothing is trimmed, composed or put right.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from heapq import heapify, heappop, heappush

from markupsafe import Markup, escape

# Marks of Markdown, which some texts hold: emphasis, headings, a backslash at the end of a line.
_MARKDOWN = re.compile(r"\*+|(?<![&\w])#{1,6}(?= )|\\")


@dataclass(frozen=True, slots=True)
class Mark:
    """A passage to be marked: its bounds in code points, its kind, and the facts read from it."""

    start: int
    end: int
    kind: str
    facts: tuple[str, ...] = ()
    """Anchors of the facts beside the text; the first one is where the mark leads."""
    title: str = ""

    @property
    def anchor(self) -> str:
        """The fragment that names the passage (RFC 5147)."""
        return f"char={self.start},{self.end}"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the text, its newline included, and its HTML."""

    start: int
    end: int
    words: str
    html: Markup
    marks: tuple[Mark, ...]
    """The marks that begin on this line."""

    @property
    def blank(self) -> bool:
        """Whether there is nothing to read on the line."""
        return not self.words.strip()


@dataclass(slots=True)
class _Piece:
    """The part of a mark that lies on one line and inside one other piece."""

    start: int
    end: int
    mark: Mark
    inner: list["_Piece"] = field(default_factory=list)

    @property
    def first(self) -> bool:
        return self.start == self.mark.start


def lines_of(text: str, marks: Iterable[Mark]) -> tuple[Line, ...]:
    """The lines of a text with their marks, in order."""
    ordered = sorted(_inside(text, marks), key=_outer_first)
    starts = _line_starts(text)
    by_line: list[list[_Piece]] = [[] for _ in starts]
    for mark in ordered:
        at = bisect_right(starts, mark.start) - 1
        while at < len(starts) and starts[at] < mark.end:
            end = starts[at + 1] if at + 1 < len(starts) else len(text)
            by_line[at].append(_Piece(max(mark.start, starts[at]), min(mark.end, end), mark))
            at += 1
    ends = [*starts[1:], len(text)]
    return tuple(
        _line(text, start, end, pieces)
        for start, end, pieces in zip(starts, ends, by_line, strict=True)
    )


def _inside(text: str, marks: Iterable[Mark]) -> list[Mark]:
    return [mark for mark in marks if 0 <= mark.start < mark.end <= len(text)]


def _outer_first(mark: Mark) -> tuple[int, int]:
    return (mark.start, -mark.end)


def _line_starts(text: str) -> list[int]:
    starts = [0]
    starts += [at + 1 for at, char in enumerate(text) if char == "\n" and at + 1 < len(text)]
    return starts


def _line(text: str, start: int, end: int, pieces: Sequence[_Piece]) -> Line:
    return Line(
        start=start,
        end=end,
        words=text[start:end],
        html=_inner_html(text, start, end, nest(pieces)),
        marks=tuple(piece.mark for piece in pieces if piece.first),
    )


def nest(pieces: Sequence[_Piece]) -> list[_Piece]:
    """Pieces put inside each other; one that crosses another is split where the other ends."""
    waiting = [(piece.start, -piece.end, order, piece) for order, piece in enumerate(pieces)]
    heapify(waiting)
    outermost: list[_Piece] = []
    open_pieces: list[_Piece] = []
    while waiting:
        start, minus_end, order, piece = heappop(waiting)
        while open_pieces and open_pieces[-1].end <= start:
            open_pieces.pop()
        if open_pieces and -minus_end > open_pieces[-1].end:
            cut = open_pieces[-1].end
            heappush(waiting, (cut, minus_end, order, _Piece(cut, piece.end, piece.mark)))
            piece = _Piece(start, cut, piece.mark)
        (open_pieces[-1].inner if open_pieces else outermost).append(piece)
        open_pieces.append(piece)
    return outermost


def _inner_html(text: str, start: int, end: int, pieces: Sequence[_Piece]) -> Markup:
    parts: list[Markup] = []
    at = start
    for piece in pieces:
        parts += [characters(text[at : piece.start]), _piece_html(text, piece)]
        at = piece.end
    parts.append(characters(text[at:end]))
    return Markup("").join(parts)


def characters(words: str) -> Markup:
    """Characters as HTML that a browser reads back as they are (a bare CR would become LF)."""
    plain = str(escape(words)).replace("\r", "&#13;")
    return Markup(_MARKDOWN.sub(r'<span class="md">\g<0></span>', plain))  # noqa: S704  escaped just here


def _piece_html(text: str, piece: _Piece) -> Markup:
    mark = piece.mark
    inner = _inner_html(text, piece.start, piece.end, piece.inner)
    name = Markup(' id="{}"').format(mark.anchor) if piece.first else Markup("")
    shared = Markup('class="f f-{}{}" data-kind="{}" data-span="{},{}"{}').format(
        mark.kind, "" if piece.first else " f-more", mark.kind, mark.start, mark.end, name
    )
    lead = mark.facts[0] if mark.facts else None
    if lead is None:
        return Markup("<span {}>{}</span>").format(shared, inner)
    if not piece.inner and piece.first and mark.end <= piece.end:
        return Markup('<a {} href="#{}" title="{}">{}{}</a>').format(
            shared, lead, mark.title, _icon(mark.kind), inner
        )
    pin = Markup("")
    if piece.first:
        pin = Markup('<a class="pin" href="#{}" aria-label="{}">{}</a>').format(
            lead, mark.title, _icon(mark.kind)
        )
    return Markup("<span {}>{}{}</span>").format(shared, pin, inner)


def _icon(kind: str) -> Markup:
    return Markup('<svg class="icon" aria-hidden="true"><use href="#i-{}"></use></svg>').format(
        kind
    )
