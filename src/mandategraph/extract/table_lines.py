"""Rows of cells read from lines: Markdown, HTML and "one cell a line" tables, and lines in two columns."""

import re
from collections.abc import Sequence
from functools import cache

from mandategraph.extract import flat_tables
from mandategraph.extract.lines import Line, trimmed_ends
from mandategraph.extract.marks import layout_words, read_mark
from mandategraph.text import Span, unify_tones

COLUMN = 6
"""What stands before a wide gap is a column when it is longer than a mark."""
CELL_LINES = 90
"""A cell of a "one cell a line" table has at most so many lines; else its bar is a stray one."""
COLUMN_LINES = 12
"""Beside a list of recipients the signature may stand within so many lines."""
# "TỈNH THÁI BÌNH          Độc lập - Tự do - Hạnh phúc": a wide gap after more than a mark.
_WIDE_GAP = re.compile(r"(?<=\S)(?:[ \u00a0]{4,200}|[ ]{0,20}\t[ \t]{0,80})(?=\S)")
_PLACE_AND_DAY = re.compile(r".{2,40}, ?(?:ngày|day) |-{3,}$", re.IGNORECASE)


class TableReader:
    """Reads the rows of tables from lines; each method says where its rows end."""

    def __init__(self, text: str, lines: Sequence[Line]) -> None:
        self.text = text
        self.lines = lines
        self.stray_until = -1
        self.signing_until = -1

    def rows_at(self, at: int) -> tuple[list[tuple[Span, ...]], int]:
        """The rows that begin at a line, none where no table does, and the line after them."""
        kind = self.lines[at].kind
        if kind == "bar" and at > self.stray_until:
            return self._bar_table(at)
        if kind == "row":
            return self._pipe_table(at)
        if kind == "tr":
            return self._html_table(at)
        if kind != "text":
            return [], at
        below = flat_tables.head_of(self.text, self.lines, at)
        if below > at:
            return flat_tables.rows_of(self.text, self.lines, at, below)
        return self._column_rows(at)

    def _column_rows(self, at: int) -> tuple[list[tuple[Span, ...]], int]:
        """Lines of a letterhead or signature block that was set in two columns."""
        rows = []
        while at < len(self.lines) and self.lines[at].kind == "text":
            cells = self.columns_at(at)
            if not cells:
                break
            rows.append(cells)
            self.signing_until = at + COLUMN_LINES
            at += 1
        return rows, at

    def begins_at(self, at: int) -> bool:
        """Whether a line of text opens a table, or was set in two columns."""
        return bool(self.columns_at(at)) or flat_tables.head_of(self.text, self.lines, at) > at

    def columns_at(self, at: int) -> tuple[Span, ...]:
        """The cells of a line that was set in two columns; none where it was not."""
        return _columns(self.text, self.lines[at], signing=at < self.signing_until)

    def _pipe_table(self, at: int) -> tuple[list[tuple[Span, ...]], int]:
        """The rows of a Markdown table, ``| a | b |``."""
        rows = []
        while at < len(self.lines) and self.lines[at].kind in {"row", "separator"}:
            line = self.lines[at]
            if line.kind == "row":
                rows.append(self._pipe_cells(line))
            at += 1
        return rows, at

    def _pipe_cells(self, line: Line) -> tuple[Span, ...]:
        cells, start = [], line.start + 1
        for bar in re.finditer(r"(?<!\\)\|", self.text[line.start + 1 : line.end]):
            end = line.start + 1 + bar.start()
            cells.append(Span(*trimmed_ends(self.text, start, end)))
            start = end + 1
        if start < line.end:
            cells.append(Span(*trimmed_ends(self.text, start, line.end)))
        return tuple(cells)

    def _html_table(self, at: int) -> tuple[list[tuple[Span, ...]], int]:
        """The rows of an HTML table."""
        rows: list[tuple[Span, ...]] = []
        row: list[Span] = []
        inside: list[Line] = []
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


@cache
def _right_columns() -> tuple[str, ...]:
    return layout_words("right_columns")


def _columns(text: str, line: Line, *, signing: bool) -> tuple[Span, ...]:
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


def _cell(inside: Sequence[Line], at: int) -> Span:
    """The passage of a cell: from its first word to its last."""
    held = [line for line in inside if line.kind not in {"blank", "rule"} and line.start < line.end]
    return Span(held[0].start, held[-1].end) if held else Span(at, at)
