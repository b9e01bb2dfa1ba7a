"""Physical lines joined to paragraphs and table rows, as a reader sees them.

Lines that a page or a mail program broke are one paragraph again; a paragraph that a page break
tore (no final stop, the next one begins in lower case) is one again; rows of Markdown, HTML and
"one cell a line" tables are told from running text. Nothing is changed: all are spans of the text.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from mandategraph.extract.lines import Line, front_matter, lines_of
from mandategraph.extract.marks import Mark, bare, kind_names, plain, read_mark
from mandategraph.extract.page_frames import without_frames
from mandategraph.extract.table_lines import TableReader
from mandategraph.extract.typeface import (
    bold_is_open,
    first_letter,
    has_letters,
    is_upper,
    wholly_bold,
)
from mandategraph.text import Span, unify_tones

SAMPLE = 4000
"""So many lines tell how a text is spaced."""
WRAP = 110
"""A block none of whose lines is longer than this may be hard-wrapped."""
NARROW = 0.72
"""A line shorter than this part of the widest one was ended on purpose."""
LONG = 2000
"""Of longer passages only the last line is looked at: they are no headings."""
# "(i) …; and", after which the next item begins
_MORE_ITEMS = re.compile(r";\s(?:and|or)$")
_FINAL = re.compile(r"[.;:!?…][\"”’')\]*_\s]*$")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph (its mark included, outer Markdown marks too) or a table row (with cells).

    ``gap``: a blank line stands before it. ``table`` numbers the tables from 0; -1 is running text.
    """

    span: Span
    mark: Mark | None = None
    hashes: int = 0
    gap: bool = False
    indent: int = 0
    cells: tuple[Span, ...] = ()
    table: int = -1


def paragraphs(text: str) -> tuple[Paragraph, ...]:
    """The paragraphs and table rows of a text, in order; a YAML head is left out."""
    _, begin = front_matter(text)
    lines = [line for line in lines_of(text, begin) if line.kind != "/td"]
    reader = _Reader(text, without_frames(text, lines))
    return tuple(_mended(text, reader.read()))


class _Reader:
    """Reads lines from top to bottom, each once (a table looks ahead, then is taken whole)."""

    def __init__(self, text: str, lines: list[Line]) -> None:
        self.text = text
        self.lines = lines
        self.tables = 0
        self.table_reader = TableReader(text, lines)
        self.widest = _usual_width(lines)
        self.slack = (1 - NARROW) * self.widest
        self.ragged = _is_ragged(text, lines, self.widest)

    def read(self) -> Iterator[Paragraph]:
        """Paragraphs and rows, before torn ones are mended."""
        at, gap = 0, True
        while at < len(self.lines):
            rows, at = self.table_reader.rows_at(at)
            if rows:
                for cells in rows:
                    yield self._row(cells, gap=gap)
                    gap = False
                self.tables += 1
                gap = True
            elif at < len(self.lines) and self.lines[at].kind == "text":
                end = self._block_end(at)
                yield from self._block(self.lines[at:end], gap=gap)
                at, gap = end, False
            elif at < len(self.lines):
                gap = gap or self.lines[at].kind in {"blank", "rule"}
                at += 1

    def _row(self, cells: tuple[Span, ...], *, gap: bool) -> Paragraph:
        span = Span(cells[0].start, max(cell.end for cell in cells))
        return Paragraph(span, gap=gap, cells=cells, table=self.tables)

    def _block_end(self, at: int) -> int:
        at += 1
        while (
            at < len(self.lines)
            and self.lines[at].kind == "text"
            and not self.table_reader.begins_at(at)
        ):
            at += 1
        return at

    def _block(self, lines: Sequence[Line], *, gap: bool) -> Iterator[Paragraph]:
        """The paragraphs of a run of lines without a blank line between."""
        wrapped = len(lines) > 1 and max(line.end - line.start for line in lines) <= WRAP
        first = last = 0
        joined: list[Line] = []
        for line in lines:
            if joined and not self._continues(joined, line, wrapped=wrapped):
                yield self._paragraph(first, last, joined[0].indent, gap=gap)
                joined, gap = [], False
            if not joined:
                first = line.start
            last = line.end
            joined.append(line)
        yield self._paragraph(first, last, joined[0].indent, gap=gap)

    def _paragraph(self, start: int, end: int, indent: int, *, gap: bool) -> Paragraph:
        hashes = 0
        while hashes < min(6, end - start) and self.text[start + hashes] == "#":
            hashes += 1
        mark = read_mark(self.text, start, end)
        return Paragraph(Span(start, end), mark, hashes, gap, indent)

    def _continues(self, joined: Sequence[Line], line: Line, *, wrapped: bool) -> bool:
        """Whether a line goes on with the paragraph above it."""
        first, last = joined[0], joined[-1]
        so_far = self.text[first.start : last.end] if last.end - first.start <= LONG else ""
        above = so_far if first is last and so_far else self.text[last.start : last.end]
        piece = self.text[line.start : line.end]
        if bold_is_open(so_far):
            return True
        if "#" in {piece[0], self.text[first.start]} or _apart(so_far, above, piece):
            return False
        ended = bool(_FINAL.search(above[-8:]))
        mark = read_mark(self.text, line.start, line.end)
        own = read_mark(self.text, first.start, first.end)
        if mark is not None:
            ended = ended or bool(_MORE_ITEMS.search(above[-8:]))
            sister = own is not None and _is_sister(own, mark) and line.indent == first.indent
            return wrapped and not ended and not sister and self._runs_on(mark, piece, last)
        # Markdown: a line below a bullet that is indented goes on with it.
        hangs = own is not None and not own.label and line.indent > first.indent and not ended
        return hangs or self._goes_on(last, piece, wrapped=wrapped, ended=ended)

    def _goes_on(self, last: Line, piece: str, *, wrapped: bool, ended: bool) -> bool:
        """Whether a line without a mark goes on with the one above it."""
        letter = first_letter(piece)
        if letter.islower():
            return wrapped or not ended
        if ended or (not self.ragged and letter != "0"):
            return wrapped and self._full(last, piece, slack=0 if ended else self.slack)
        return wrapped

    def _runs_on(self, mark: Mark, piece: str, last: Line) -> bool:
        """Whether what looks like a mark is a word of the sentence that the line break parted."""
        following = first_letter(piece[mark.end - mark.start :])
        return following.islower() and last.end - last.start >= NARROW * self.widest

    def _full(self, last: Line, piece: str, slack: float) -> bool:
        """Whether the first word of the next line had no room in this one."""
        room = self.widest - slack - (last.end - last.start)
        return 1 + len(piece.split(maxsplit=1)[0]) > room


def _usual_width(lines: Sequence[Line]) -> int:
    """The width at which the lines of a wrapped text break: that of its nearly widest lines."""
    widths = sorted(
        line.end - line.start
        for line in lines
        if line.kind == "text" and line.end - line.start <= WRAP
    )
    return widths[int(len(widths) * 0.9)] if widths else WRAP


def _is_ragged(text: str, lines: Sequence[Line], widest: int) -> bool:
    """Whether lines break anywhere, also short ones in the middle of a sentence.

    Then a line break tells nothing. It is so where short lines that end no sentence are followed
    by lower case more often than by a capital.
    """
    torn = whole = 0
    for above, line in pairwise(lines[:SAMPLE]):
        if above.kind != "text" or line.kind != "text" or line.end - line.start > WRAP:
            continue
        if above.end - above.start >= NARROW * widest or _FINAL.search(
            text[above.end - 8 : above.end]
        ):
            continue
        if first_letter(text[line.start : line.start + 40]).islower():
            torn += 1
        elif read_mark(text, line.start, line.end) is None:
            whole += 1
    return torn > whole


def _is_sister(one: Mark, other: Mark) -> bool:
    """Whether two marks are bullets of one list."""
    return not one.label and one.printed.strip() == other.printed.strip()


def _is_kind(piece: str) -> bool:
    return unify_tones(piece.casefold().strip(" :.")) in kind_names()


def _apart(so_far: str, last: str, piece: str) -> bool:
    """Whether a line differs so in type from those above that it cannot be one paragraph."""
    bold = wholly_bold(so_far)
    if bold != (piece.startswith("**") and wholly_bold(piece + "**" * (piece.count("**") % 2))):
        return bold or piece.startswith("**")
    above = bare(last, 0, min(len(last), LONG))
    if last is so_far and _is_kind(above):
        return True
    below = bare(piece, 0, min(len(piece), LONG))
    if " " not in below and below[-1:] == "." and not _FINAL.search(last[-8:]):
        return False  # the abbreviation that ends a sentence ("… hồ sơ\nTTHC.")
    return (
        not bold
        and has_letters(above)
        and has_letters(below)
        and is_upper(above) != is_upper(below)
    )


def _mended(text: str, read: Iterator[Paragraph]) -> Iterator[Paragraph]:
    """Paragraphs with those joined again that a page break tore in two."""
    held: Paragraph | None = None
    for paragraph in read:
        if held is not None and _torn(text, held, paragraph):
            held = replace(held, span=Span(held.span.start, paragraph.span.end))
            continue
        if held is not None:
            yield held
        held = paragraph
    if held is not None:
        yield held


def _torn(text: str, above: Paragraph, below: Paragraph) -> bool:
    """Whether a page break stands in the middle of a sentence: no stop above, lower case below."""
    if above.cells or below.cells or above.hashes or below.hashes or below.mark is not None:
        return False
    before = text[max(above.span.start, above.span.end - 400) : above.span.end]
    after = text[below.span.start : min(below.span.end, below.span.start + 60)]
    if _FINAL.search(before[-8:]) or not first_letter(after).islower() or not after[0].isalpha():
        return False
    whole = text[above.span.start : above.span.end]
    if wholly_bold(whole) or is_upper(plain(text, above.span.start, above.span.end).text):
        return False
    return len(bare(before, 0, len(before))) > 20  # noqa: PLR2004 - a heading word is no torn sentence
