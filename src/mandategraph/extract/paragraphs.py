"""Physical lines joined to paragraphs and table rows, as a reader sees them.

Lines that a page or a mail program broke are one paragraph again; a paragraph that a page break
tore (no final stop, the next one begins in lower case) is one again; rows of Markdown, HTML and
"one cell a line" tables are told from running text. Nothing is changed: all are spans of the text.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from mandategraph.extract.marks import Mark, bare, kind_names, layout_words, plain, read_mark
from mandategraph.text import Span, unify_tones

COLUMN = 6
"""What stands before a wide gap is a column when it is longer than a mark."""
SAMPLE = 4000
"""So many lines tell how a text is spaced."""
WRAP = 110
"""A block none of whose lines is longer than this may be hard-wrapped."""
NARROW = 0.72
"""A line shorter than this part of the widest one was ended on purpose."""
LONG = 2000
"""Of longer passages only the last line is looked at: they are no headings."""
CELL_LINES = 90
"""A cell of a "one cell a line" table has at most so many lines; else its bar is a stray one."""


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


@dataclass(frozen=True, slots=True)
class _Line:
    """A line (or the piece of one between block tags) without its outer white space."""

    start: int
    end: int
    kind: str
    indent: int = 0


_BREAK = re.compile(
    r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]"
    r"|<(/?)(table|thead|tbody|tr|td|th|p|div|br|li|ul|ol|h[1-6])\b[^<>\n]{0,300}>",
    re.IGNORECASE,
)
# "-----", "***", "** **", "= =", "#": nothing to read in them.
_RULE = re.compile(r"[-*_=~\s#\u00a0.]{1,400}|`{3,}.{0,20}")
# "- 5 -", "12", "Trang 3/10", "Page 3 of 10"
_PAGE_NUMBER = re.compile(r"[-–]?\s?\d{1,3}\s?[-–]?|(?:Trang|Page)\s\d+(?:\s?(?:/|of)\s?\d+)?")
# Such as "|---|:--:|".
_SEPARATOR = re.compile(r"\|?[\s:|+-]*-[\s:|+-]*\|[\s:|+-]*")
# A footnote "[^10]: See", "{: .class}", "{include x}", "![picture](x)", a comment of HTML.
_APPARATUS = re.compile(r"\[\^[^\]\n]{1,20}\]:|\{[:%i{]|!\[|<!--")
_FINAL = re.compile(r"[.;:!?…][\"”’')\]*_\s]*$")


def front_matter(text: str) -> tuple[dict[str, Span], int]:
    """The fields of a YAML head (key to the span of its value), and where the text proper begins."""
    found = re.match(r"\ufeff?---[ \t]*\r?\n", text)
    if found is None:
        return {}, 0
    close = re.compile(r"^---[ \t]*$", re.MULTILINE).search(text, found.end(), found.end() + 20_000)
    if close is None:
        return {}, 0
    fields = {}
    pattern = re.compile(r"^([A-Za-z_]+):[ \t]*(\S.*(?:\r?\n[ \t]+\S.*)*)", re.MULTILINE)
    for field in pattern.finditer(text, found.end(), close.start()):
        fields[field[1].lower()] = Span(field.start(2), field.end(2))
    return fields, close.end()


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    stripped = piece.strip("\u200b\ufeff \t\r\n\u00a0\x0b\x0c")
    if not stripped:
        return start, start
    start += piece.find(stripped[0])
    return start, start + len(stripped)


def _line_kind(text: str, start: int, end: int) -> str:
    if start == end:
        return "blank"
    piece = text[start : min(end, start + 400)]
    if piece[0] == "|":
        return _bar_kind(text, start, end)
    if _RULE.fullmatch(piece) and end - start <= len(piece):
        return "rule"
    if _PAGE_NUMBER.fullmatch(piece):
        return "page-number"
    if piece[0] == ">":
        return "quote"
    return "apparatus" if _APPARATUS.match(piece) else "text"


def _bar_kind(text: str, start: int, end: int) -> str:
    if end - start == 1:
        return "bar"
    if _SEPARATOR.fullmatch(text[start : min(end, start + 4000)]):
        return "separator"
    return "row" if text.find("|", start + 1, end) > 0 else "text"


_TAG_KINDS = {"tr": "tr", "td": "td", "th": "td", "table": "table"}


# "TỈNH THÁI BÌNH          Độc lập - Tự do - Hạnh phúc": a wide gap after more than a mark.
_WIDE_GAP = re.compile(r"(?<=\S)(?:[ \u00a0]{4,200}|[ ]{0,20}\t[ \t]{0,80})(?=\S)")
_PLACE_AND_DAY = re.compile(r".{2,40}, ?(?:ngày|day) |-{3,}$", re.IGNORECASE)
COLUMN_LINES = 12
"""Beside a list of recipients the signature may stand within so many lines."""


@cache
def _right_columns() -> tuple[str, ...]:
    return layout_words("right_columns")


def _columns(text: str, line: _Line, *, signing: bool) -> tuple[Span, ...]:
    """The cells of a line of a letterhead or signature block that was set in two columns."""
    gap = _WIDE_GAP.search(text, line.start, min(line.end, line.start + 300))
    if gap is None or gap.start() - line.start < COLUMN:
        return ()
    left, right = text[line.start : gap.start()], text[gap.end() : line.end]
    shown = unify_tones(right.casefold().strip(" *_"))
    known = shown.startswith(_right_columns()) or _PLACE_AND_DAY.match(right) is not None
    if known or (signing and left.startswith(("-", "+")) and not right[0].islower()):
        return Span(line.start, gap.start()), Span(gap.end(), line.end)
    return ()


def _lines(text: str, begin: int) -> Iterator[_Line]:
    """The lines of a text; block tags of HTML are lines of their own."""
    at = begin
    for found in _BREAK.finditer(text, begin):
        start, end = _trimmed(text, at, found.start())
        tag = found[2].lower() if found[2] else None
        if tag == "br" and text.startswith("|", _trimmed(text, at, found.start())[0]):
            continue  # a line break in a cell of a Markdown table
        if start < end or tag is None:
            yield _Line(start, end, _line_kind(text, start, end), start - at)
        if tag is not None:
            kind = _TAG_KINDS.get(tag, "blank" if tag != "br" else "")
            if kind:
                yield _Line(found.start(), found.start(), ("/" if found[1] else "") + kind)
        at = found.end()
    start, end = _trimmed(text, at, len(text))
    if start < end:
        yield _Line(start, end, _line_kind(text, start, end), start - at)


def paragraphs(text: str) -> tuple[Paragraph, ...]:
    """The paragraphs and table rows of a text, in order; a YAML head is left out."""
    _, begin = front_matter(text)
    lines = [line for line in _lines(text, begin) if line.kind != "/td"]
    reader = _Reader(text, lines)
    return tuple(_mended(text, reader.read()))


class _Reader:
    """Reads lines from top to bottom, each once (a table looks ahead, then is taken whole)."""

    def __init__(self, text: str, lines: list[_Line]) -> None:
        self.text = text
        self.lines = lines
        self.tables = 0
        self.stray_until = -1
        self.signing_until = -1
        self.widest = _usual_width(lines)
        self.slack = (1 - NARROW) * self.widest
        self.ragged = _is_ragged(text, lines, self.widest)

    def read(self) -> Iterator[Paragraph]:
        """Paragraphs and rows, before torn ones are mended."""
        at, gap = 0, True
        while at < len(self.lines):
            kind = self.lines[at].kind
            rows: list[tuple[Span, ...]] = []
            if kind == "bar" and at > self.stray_until:
                rows, at = self._bar_table(at)
            elif kind == "row":
                rows, at = self._pipe_table(at)
            elif kind == "tr":
                rows, at = self._html_table(at)
            elif kind == "text":
                rows, at = self._column_rows(at)
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
        while at < len(self.lines) and self.lines[at].kind == "text" and not self._cells_of(at):
            at += 1
        return at

    def _cells_of(self, at: int) -> tuple[Span, ...]:
        return _columns(self.text, self.lines[at], signing=at < self.signing_until)

    def _column_rows(self, at: int) -> tuple[list[tuple[Span, ...]], int]:
        """Lines of a letterhead or signature block that was set in two columns."""
        rows = []
        while at < len(self.lines) and self.lines[at].kind == "text":
            cells = self._cells_of(at)
            if not cells:
                break
            rows.append(cells)
            self.signing_until = at + COLUMN_LINES
            at += 1
        return rows, at

    # Tables

    def _pipe_table(self, at: int) -> tuple[list[tuple[Span, ...]], int]:
        """The rows of a Markdown table, ``| a | b |``."""
        rows = []
        while at < len(self.lines) and self.lines[at].kind in {"row", "separator"}:
            line = self.lines[at]
            if line.kind == "row":
                rows.append(self._pipe_cells(line))
            at += 1
        return rows, at

    def _pipe_cells(self, line: _Line) -> tuple[Span, ...]:
        cells, start = [], line.start + 1
        for bar in re.finditer(r"(?<!\\)\|", self.text[line.start + 1 : line.end]):
            end = line.start + 1 + bar.start()
            cells.append(Span(*_trimmed(self.text, start, end)))
            start = end + 1
        if start < line.end:
            cells.append(Span(*_trimmed(self.text, start, line.end)))
        return tuple(cells)

    def _html_table(self, at: int) -> tuple[list[tuple[Span, ...]], int]:
        """The rows of an HTML table."""
        rows: list[tuple[Span, ...]] = []
        row: list[Span] = []
        inside: list[_Line] = []
        open_cell = False
        while at < len(self.lines) and self.lines[at].kind != "/table":
            line = self.lines[at]
            if line.kind in {"td", "tr", "/tr"}:
                if open_cell:
                    row.append(_cell(inside, line.start))
                if line.kind != "td" and row:
                    rows.append(tuple(row))
                    row = []
                open_cell, inside = line.kind == "td", []
            elif open_cell:
                inside.append(line)
            at += 1
        if open_cell:
            row.append(_cell(inside, inside[0].start if inside else self.lines[at - 1].start))
        if row:
            rows.append(tuple(row))
        return rows, at + 1

    def _bar_table(self, at: int) -> tuple[list[tuple[Span, ...]], int]:
        """The rows of a table written with one cell a line and lines of a single bar between.

        A single bar parts two cells, two bars part two rows, further bars are empty cells. The
        table ends when a full row is closed by a single bar, or a blank line follows a bar.
        """
        table = _BarTable()
        at, bars = self._bars(at)
        table.row = [Span(self.lines[at - 1].start, self.lines[at - 1].start)] * (bars - 1)
        while at < len(self.lines) and not self._leaves_table(at):
            close = self._next_bar(at)
            if close is None:
                if table.rows:
                    return table.rows, at
                self.stray_until = at + CELL_LINES
                return [], at
            table.row.append(_cell(self.lines[at:close], self.lines[at].start))
            at, bars = self._bars(close)
            if table.closed_by(bars, self.lines[at - 1].start) or self._blank(at):
                break
        table.end_row()
        return table.rows, at

    def _bars(self, at: int) -> tuple[int, int]:
        """Where a run of bars ends, and how many it has."""
        count = 0
        while at < len(self.lines) and self.lines[at].kind == "bar":
            at, count = at + 1, count + 1
        return at, count

    def _blank(self, at: int) -> bool:
        return at >= len(self.lines) or self.lines[at].kind == "blank"

    def _next_bar(self, at: int) -> int | None:
        for later in range(at, min(at + CELL_LINES, len(self.lines))):
            if self.lines[later].kind == "bar":
                return later
        return len(self.lines) if len(self.lines) - at < CELL_LINES else None

    def _leaves_table(self, at: int) -> bool:
        """Whether what stands after a bar is no cell: an appendix begins."""
        line = self.lines[at]
        if line.kind != "text":
            return False
        mark = read_mark(self.text, line.start, line.end)
        return mark is not None and mark.kind == "appendix"

    # Running text

    def _block(self, lines: Sequence[_Line], *, gap: bool) -> Iterator[Paragraph]:
        """The paragraphs of a run of lines without a blank line between."""
        wrapped = len(lines) > 1 and max(line.end - line.start for line in lines) <= WRAP
        first = last = 0
        joined: list[_Line] = []
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

    def _continues(self, joined: Sequence[_Line], line: _Line, *, wrapped: bool) -> bool:
        """Whether a line goes on with the paragraph above it."""
        first, last = joined[0], joined[-1]
        so_far = self.text[first.start : last.end] if last.end - first.start <= LONG else ""
        above = so_far if first is last and so_far else self.text[last.start : last.end]
        piece = self.text[line.start : line.end]
        if _open_bold(so_far):
            return True
        if "#" in {piece[0], self.text[first.start]} or _apart(so_far, above, piece):
            return False
        ended = bool(_FINAL.search(above[-8:]))
        mark = read_mark(self.text, line.start, line.end)
        own = read_mark(self.text, first.start, first.end)
        if mark is not None:
            sister = own is not None and _is_sister(own, mark) and line.indent == first.indent
            return wrapped and not ended and not sister and self._runs_on(mark, piece, last)
        # Markdown: a line below a bullet that is indented goes on with it.
        hangs = own is not None and not own.label and line.indent > first.indent and not ended
        return hangs or self._goes_on(last, piece, wrapped=wrapped, ended=ended)

    def _goes_on(self, last: _Line, piece: str, *, wrapped: bool, ended: bool) -> bool:
        """Whether a line without a mark goes on with the one above it."""
        letter = _first_letter(piece)
        if letter.islower():
            return wrapped or not ended
        if ended or (not self.ragged and letter != "0"):
            return wrapped and self._full(last, piece, slack=0 if ended else self.slack)
        return wrapped

    def _runs_on(self, mark: Mark, piece: str, last: _Line) -> bool:
        """Whether what looks like a mark is a word of the sentence that the line break parted."""
        following = _first_letter(piece[mark.end - mark.start :])
        return following.islower() and last.end - last.start >= NARROW * self.widest

    def _full(self, last: _Line, piece: str, slack: float) -> bool:
        """Whether the first word of the next line had no room in this one."""
        room = self.widest - slack - (last.end - last.start)
        return 1 + len(piece.split(maxsplit=1)[0]) > room


class _BarTable:
    """A table that is being read cell by cell."""

    def __init__(self) -> None:
        self.rows: list[tuple[Span, ...]] = []
        self.row: list[Span] = []
        self.columns = 0

    def end_row(self) -> None:
        """The row is complete."""
        if any(cell.start < cell.end for cell in self.row):
            self.rows.append(tuple(self.row))
            self.columns = self.columns or len(self.row)
        self.row = []

    def closed_by(self, bars: int, at: int) -> bool:
        """Takes a run of bars; whether it ends the table."""
        if bars == 1:
            return bool(self.columns) and len(self.row) >= self.columns
        empty = bars - 2
        while empty and self.columns and len(self.row) < self.columns:
            self.row.append(Span(at, at))
            empty -= 1
        self.end_row()
        self.row = [Span(at, at)] * empty
        return False


def _cell(inside: Sequence[_Line], at: int) -> Span:
    """The passage of a cell: from its first word to its last."""
    held = [line for line in inside if line.kind not in {"blank", "rule"} and line.start < line.end]
    return Span(held[0].start, held[-1].end) if held else Span(at, at)


def _usual_width(lines: Sequence[_Line]) -> int:
    """The width at which the lines of a wrapped text break: that of its nearly widest lines."""
    widths = sorted(
        line.end - line.start
        for line in lines
        if line.kind == "text" and line.end - line.start <= WRAP
    )
    return widths[int(len(widths) * 0.9)] if widths else WRAP


def _is_ragged(text: str, lines: Sequence[_Line], widest: int) -> bool:
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
        if _first_letter(text[line.start : line.start + 40]).islower():
            torn += 1
        elif read_mark(text, line.start, line.end) is None:
            whole += 1
    return torn > whole


def _is_sister(one: Mark, other: Mark) -> bool:
    """Whether two marks are bullets of one list."""
    return not one.label and one.printed.strip() == other.printed.strip()


def _first_letter(piece: str) -> str:
    for char in piece[:40]:
        if char.isalpha():
            return char
        if char.isdigit():
            return "0"
    return ""


def _open_bold(so_far: str) -> bool:
    """Whether bold type (``**``) was begun and not ended."""
    return so_far.count("**") % 2 == 1


def wholly_bold(piece: str) -> bool:
    """Whether all words of a passage are in bold type (or a run of bold lines)."""
    marks = [found.start() for found in re.finditer(r"\*\*", piece)]
    if len(marks) < 2 or len(marks) % 2:  # noqa: PLR2004 - an opening and a closing one
        return False
    outside = piece[: marks[0]]
    for close, begin in zip(marks[1::2], [*marks[2::2], len(piece)], strict=True):
        outside += piece[close + 2 : begin]
    return not any(char.isalnum() for char in outside)


def is_upper(words_: str) -> bool:
    """Whether a passage is in capitals (at least four letters of them)."""
    letters = [char for char in words_ if char.isalpha()]
    return len(letters) >= 4 and all(char.isupper() for char in letters)  # noqa: PLR2004


def _is_kind(piece: str) -> bool:
    return unify_tones(piece.casefold().strip(" :.")) in kind_names()


def _letters(words_: str) -> bool:
    return sum(map(str.isalpha, words_)) >= 4  # noqa: PLR2004 - "2026 - 2030" has no case


def _apart(so_far: str, last: str, piece: str) -> bool:
    """Whether a line differs so in type from those above that it cannot be one paragraph."""
    bold = wholly_bold(so_far)
    if bold != (piece.startswith("**") and wholly_bold(piece + "**" * (piece.count("**") % 2))):
        return bold or piece.startswith("**")
    above = bare(last, 0, min(len(last), LONG))
    if last is so_far and _is_kind(above):
        return True
    below = bare(piece, 0, min(len(piece), LONG))
    return not bold and _letters(above) and _letters(below) and is_upper(above) != is_upper(below)


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
    if _FINAL.search(before[-8:]) or not _first_letter(after).islower() or not after[0].isalpha():
        return False
    whole = text[above.span.start : above.span.end]
    if wholly_bold(whole) or is_upper(plain(text, above.span.start, above.span.end).text):
        return False
    return len(bare(before, 0, len(before))) > 20  # noqa: PLR2004 - a heading word is no torn sentence
