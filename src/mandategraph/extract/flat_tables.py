"""Rows of a table of tasks whose cells became lines below one another, with no sign between them.

The table is known by its head ("STT", then the names of the columns), a row by its number, which
follows that of the row before. In a row the first cell is the task; the next begin with the name of
a body, each with a capital after words that can end a cell; a time closes the row, or stands before
the columns that the head names after it. What a page break tore off a row belongs to none of its
cells. Where no cell names a body the row is one task with all its words.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from mandategraph.extract.lines import Line
from mandategraph.extract.marks import layout_words, roman_value
from mandategraph.extract.vocabulary import any_of, pattern, words
from mandategraph.text import Span, normalise, unify_tones

Lines = Sequence[Line]
NUMBER_COLUMN = 8
"""The name of the column of numbers is not longer, in characters."""
HEAD_LINES = 20
"""The head of a table has no more lines."""
COLUMNS = range(4, 9)
"""So many columns have such tables."""
ROW_LINES = 120
"""A row has no more lines."""
TORN = 6
"""A cell for the lead that a page tore from its row has fewer lines."""
TIME = 50
"""A cell that holds nothing but a time is not longer, in characters."""
NARROW = 0.8
"""A cell that names bodies is narrower than this part of the widest line of the table."""
# "12." alone in its line; "12. Xây dựng …" or "12 Xây dựng" with the first words of the task after it.
_NUMBER = re.compile(r"(\d{1,3})[.)]?(?:\s*$|(?<=[.)])\s+(?=[^\W\d_])|\s+(?=[^\W\d_a-z]))")
# Two cells on one line: "Bộ Xây dựng   Sở Y tế".
_CELLS_APART = re.compile(r"(?<=\S)(?:[ \u00a0]{2,}|[ \u00a0]*\t[ \t\u00a0]*)(?=[^\W\d_a-z])")
# "2027", "2026 và": a year that opens a cell, where the words above it do not call for one.
_YEAR = re.compile(r"20\d\d(?: ?[-–] ?20\d\d)?(?: và)?$")
# "II. Hoàn thiện …" names a group of rows.
_GROUP = re.compile(r"([IVX]{1,5}|[A-H])[.)]\s+(?=[^\W\d_])")
_CAPITAL = re.compile(r" (?=[^\W\d_])")
_DASH = re.compile(r"[-–]\s+(?=[^\W\d_])")


def head_of(text: str, lines: Lines, at: int) -> int:
    """The line after the head of such a table; ``at`` itself where none begins."""
    first = lines[at]
    if first.end - first.start > NUMBER_COLUMN or first.kind != "text":
        return at
    if unify_tones(text[first.start : first.end].casefold()) not in layout_words("number_columns"):
        return at
    below = at + 1
    while below < min(at + HEAD_LINES, len(lines)) and lines[below].kind == "text":
        if _opens_rows(text, lines[below]):
            break
        below += 1
    cells = _head_cells(text, lines[at:below])
    titles = " | ".join(unify_tones(normalise(text[cell.start : cell.end])) for cell in cells)
    named = any(word in titles for word in layout_words("passage_columns"))
    if len(cells) not in COLUMNS or not named or not _leads().search(titles):
        return at
    after = _filled(lines, below)
    return below if after < len(lines) and _opens_rows(text, lines[after]) else at


@cache
def _leads() -> re.Pattern[str]:
    return pattern(words("roles")["columns"]["lead"])


def _opens_rows(text: str, line: Line) -> bool:
    shown = text[line.start : line.end]
    found = _number_of(shown)
    return bool(found and found[1] == "1") or bool(_GROUP.match(shown))


def _number_of(shown: str) -> re.Match[str] | None:
    """The number that opens a row; without a stop behind it a capital follows."""
    found = _NUMBER.match(shown)
    if found is None or found.end() == len(shown) or shown[found.end(1)] in ".)":
        return found
    return found if shown[found.end()].isupper() else None


def _filled(lines: Lines, at: int) -> int:
    """The next line that is not blank."""
    while at < len(lines) and lines[at].kind in {"blank", "rule"}:
        at += 1
    return at


def _head_cells(text: str, lines: Lines) -> list[Span]:
    """The names of the columns: each begins with a capital."""
    cells: list[Span] = []
    for line in lines:
        if cells and text[line.start].islower():
            cells[-1] = Span(cells[-1].start, line.end)
        else:
            cells.append(Span(line.start, line.end))
    return cells


@dataclass(frozen=True, slots=True)
class _Columns:
    """How many columns a table has, and where in a row its cells stand; -1 for none."""

    count: int
    passage: int
    lead: int
    coordinate: int
    result: int
    time: int

    @property
    def timed_first(self) -> bool:
        """Whether the time stands before the bodies."""
        return 0 <= self.time < self.lead

    @property
    def goes_on(self) -> bool:
        """Whether further columns stand after that of the time."""
        return 0 <= self.time < self.count - 1


def _columns_of(text: str, head: Sequence[Span]) -> _Columns:
    """The columns that the head of a table names."""
    titles = [unify_tones(normalise(text[cell.start : cell.end])) for cell in head]
    named = words("roles")["columns"]
    lead = _first_of(titles, named["lead"], ())
    coordinate = _first_of(titles, named["coordinate"], (lead,))
    time = _first_of(titles, named["time"], (lead, coordinate))
    listed = any_of(layout_words("passage_columns"))
    passage = max(_first_of(titles, listed, (lead, coordinate, time)), 1)
    taken = {0, lead, coordinate, time, passage}
    result = next((at for at in range(lead + 1, len(head)) if at not in taken), -1)
    return _Columns(len(head), passage, lead, coordinate, result, time)


def _first_of(titles: Sequence[str], form: str, taken: Collection[int]) -> int:
    """The first column after that of the numbers whose title holds a form; -1 for none."""
    found = (at for at, title in enumerate(titles) if at and at not in taken)
    return next((at for at in found if pattern(form).search(titles[at])), -1)


def rows_of(text: str, lines: Lines, at: int, below: int) -> tuple[list[tuple[Span, ...]], int]:
    """The rows of the table whose head ends before line ``below``, and the line after the table."""
    head = _head_cells(text, lines[at:below])
    table = _Flat(text, lines, _columns_of(text, head))
    rows = [tuple(head), *table.rows(below)]
    return rows, table.end


@dataclass(slots=True)
class _Row:
    """A row while it is read: its number, and its lines, parted where the page or a blank does."""

    number: Span
    parts: list[list[Line]]


class _Flat:
    """Reads the rows of one table."""

    def __init__(self, text: str, lines: Lines, columns: _Columns) -> None:
        self.text = text
        self.lines = lines
        self.columns = columns
        self.end = 0
        self.groups = 0
        self.widest = 0
        self.restart = 1

    def rows(self, at: int) -> Iterator[tuple[Span, ...]]:
        """The rows of tasks and of names of groups, in order."""
        number = 0
        while True:
            at = _filled(self.lines, at)
            found = self._number(at)
            if found is not None and int(found[1]) in {number + 1, self.restart}:
                number, self.restart = int(found[1]), 0
                row, at = self._row(at, found, number)
                yield from self._cells(row)
            elif self._is_group(at):
                cells, at = self._group(at)
                self.groups += 1
                self.restart = 1  # each group may count its rows anew
                yield cells
            else:
                break
        self.end = at

    def _number(self, at: int) -> re.Match[str] | None:
        if at >= len(self.lines) or self.lines[at].kind not in {"text", "page-number"}:
            return None
        return _number_of(self.text[self.lines[at].start : self.lines[at].end])

    def _is_group(self, at: int) -> bool:
        """Whether a line names the group of rows that comes next."""
        if at >= len(self.lines) or self.lines[at].kind != "text":
            return False
        found = _GROUP.match(self.text[self.lines[at].start : self.lines[at].end])
        if found is None:
            return False
        return self.groups + 1 in {roman_value(found[1]), ord(found[1][0]) - ord("A") + 1}

    def _group(self, at: int) -> tuple[tuple[Span, ...], int]:
        """The label and the name of a group of rows."""
        line = self.lines[at]
        found = _GROUP.match(self.text[line.start : line.end])
        first = line.start + (found.end() if found else 0)
        below = at + 1
        while (
            below < len(self.lines)
            and self.lines[below].kind == "text"
            and self._number(below) is None
            and not self._is_group(below)
        ):
            below += 1
        label = Span(line.start, line.start + (len(found[1]) if found else 0))
        return (label, Span(first, self.lines[below - 1].end)), below

    def _row(self, at: int, found: re.Match[str], number: int) -> tuple[_Row, int]:
        """A row from its number to the number, or the group, that comes next."""
        line = self.lines[at]
        row = _Row(Span(line.start, line.start + found.end(1)), [[]])
        if found.end() < line.end - line.start:
            first = Line(line.start + found.end(), line.end, "text")
            row.parts[-1].extend(self._apart(first))
        stop = self._stop(at + 1, number)
        for place in range(at + 1, stop):
            held = self.lines[place]
            if held.kind == "text":
                before = row.parts[-1][-1].end if row.parts[-1] else held.start
                if self.text.count("\n", before, held.start) > 1:
                    row.parts.append([])
                row.parts[-1].extend(self._apart(held))
        return row, stop

    def _apart(self, line: Line) -> Iterator[Line]:
        """A line, parted where two cells stand on it."""
        start = line.start
        for gap in _CELLS_APART.finditer(self.text, line.start, line.end):
            if self.text[gap.end()].isupper():
                yield Line(start, gap.start(), "text")
                start = gap.end()
        yield Line(start, line.end, "text")

    def _stop(self, at: int, number: int) -> int:
        """Where a row ends: at the next number or group; the last one at a blank after its time."""
        timed: int | None = None
        seen = False
        for place in range(at, min(at + ROW_LINES, len(self.lines))):
            found = self._number(place)
            if found is not None and int(found[1]) == number + 1:
                return place
            if place > at and self._is_group(place):
                return place
            seen = seen or (self.columns.goes_on and self._ends_in_time(place))
            if timed is None and place > at and self.lines[place].kind == "blank":
                timed = place if self._closes(place, seen=seen) else None
        return timed if timed is not None else min(at + ROW_LINES, len(self.lines))

    def _closes(self, at: int, *, seen: bool) -> bool:
        """Whether a blank line closes the last row: after its time, and no cell goes on below."""
        if not self.columns.goes_on:
            return self._ends_in_time(at - 1)
        below = _filled(self.lines, at)
        return seen and (
            below >= len(self.lines) or not self.text[self.lines[below].start].islower()
        )

    def _ends_in_time(self, at: int) -> bool:
        """Whether the last line above a place holds a time."""
        while at >= 0 and self.lines[at].kind == "blank":
            at -= 1
        shown = unify_tones(self.text[self.lines[at].start : self.lines[at].end].casefold())
        return pattern(words("layout")["row_time_end"]).search(shown) is not None

    # --- the cells of a row --------------------------------------------------------------------

    def _cells(self, row: _Row) -> Iterator[tuple[Span, ...]]:
        """The cells of a row, and further rows for the dashes of the task that a page tore off."""
        lines = [line for part in row.parts for line in part]
        if not lines:
            return
        self.widest = max(self.widest, *(line.end - line.start for line in lines))
        first = self._first_body(lines)
        if first is None:
            yield (row.number, Span(lines[0].start, self._end(row.parts[0])))
            return
        stop = lines[first - 1].end
        cells = self._split(lines[first:])
        if not self._coordinates(cells) and (torn := self._torn_lead(lines, first)):
            cells.insert(0, torn)
            stop = _stripped(self.text, lines[0].start, torn.start)
        given = {self.columns.lead: cells[0]}
        if self._coordinates(cells):
            given[self.columns.coordinate] = cells[1]
        before = self._split(lines[:first])[1:] if self.columns.timed_first else []
        time, after = self._time(before or cells[1:])
        if before and time is not None:
            stop, after = _stripped(self.text, lines[0].start, time.start), cells[-1].end
        if time is not None:
            given[self.columns.time] = time
        result = [
            c
            for c in cells[len(given) - (time is not None) :]
            if time is None or before or c.end <= time.start
        ]
        if result:
            given[self.columns.result] = Span(result[0].start, result[-1].end)
        yield self._ordered(row.number, Span(lines[0].start, stop), given)
        for dash in self._dashes([line for line in lines if line.start >= after]):
            yield self._ordered(Span(dash.start, dash.start), dash, given)

    def _coordinates(self, cells: Sequence[Span]) -> bool:
        """Whether the second cell after the task names bodies too."""
        return self.columns.coordinate >= 0 and len(cells) > 1 and self._names_body(cells[1].start)

    def _torn_lead(self, lines: Sequence[Line], first: int) -> Span | None:
        """The cell for the lead where a page tears the task beside it.

        It is a narrow line after a comma of the task, or stands at the end of the task's last line.
        """
        for at in range(first - 1, max(0, first - TORN), -1):
            above, line = lines[at - 1], lines[at]
            narrow = line.end - line.start <= NARROW / 2 * (above.end - above.start)
            if narrow and self.text[line.start].isupper() and self._names_body(line.start):
                return Span(line.start, lines[first - 1].end)
        above = lines[first - 1]
        for found in _CAPITAL.finditer(self.text, above.start, above.end):
            before = Line(above.start, found.start(), "text")
            here = Line(found.start() + 1, above.end, "text")
            if self._opens_cell(before, here) and self._names_body(here.start):
                return Span(here.start, here.end)
        return None

    def _ordered(self, number: Span, passage: Span, given: Mapping[int, Span]) -> tuple[Span, ...]:
        """The cells of a row in the order of the columns; those not read are empty."""
        empty = Span(passage.end, passage.end)
        cells = [given.get(at, empty) for at in range(self.columns.count)]
        cells[0], cells[self.columns.passage] = number, passage
        return tuple(cells)

    @staticmethod
    def _end(part: Sequence[Line]) -> int:
        return part[-1].end

    def _first_body(self, lines: Sequence[Line]) -> int | None:
        """The first line that opens a cell for bodies."""
        for at in range(1, len(lines)):
            line = lines[at]
            if (
                line.end - line.start <= NARROW * self.widest
                and self._opens_cell(lines[at - 1], line)
                and self._names_body(line.start)
            ):
                return at
        return None

    def _opens_cell(self, above: Line, line: Line) -> bool:
        """Whether a line opens a cell: a capital, after words that can end one."""
        if not self.text[line.start].isupper() and not self._is_year(line):
            return False
        shown = unify_tones(" ".join(self.text[above.start : above.end].split()).casefold())
        if shown[-1] in ",(/-":
            return False
        return shown.split()[-1] not in layout_words("row_hanging") or shown.endswith(
            layout_words("row_not_hanging")
        )

    def _is_year(self, line: Line) -> bool:
        """Whether a line is a year alone, in a table that has a column for the time."""
        return self.columns.time >= 0 and bool(_YEAR.match(self.text, line.start, line.end))

    def _names_body(self, start: int) -> bool:
        """Whether the words at a place are those with which the names of bodies begin."""
        shown = unify_tones(" ".join(self.text[start : start + 60].split()).casefold())
        return _bodies().match(shown) is not None

    def _split(self, lines: Sequence[Line]) -> list[Span]:
        """The cells of the lines after the task."""
        cells: list[Span] = []
        for at, line in enumerate(lines):
            if at and not self._opens_cell(lines[at - 1], line):
                cells[-1] = Span(cells[-1].start, line.end)
            else:
                cells.append(Span(line.start, line.end))
        return cells

    def _time(self, cells: Sequence[Span]) -> tuple[Span | None, int]:
        """The cell of the time, up to where a page break tears the row, and where that is.

        It is the last one that may be a time; where columns stand after it, the first that is one.
        """
        if self.columns.time < 0:
            return None, cells[-1].end if cells else 0
        opens, ends = (pattern(words("layout")[name]) for name in ("row_time", "row_time_end"))
        loose: Span | None = None
        for cell in reversed(cells):
            torn = re.search(r"\n[ \t]*\n", self.text[cell.start : cell.end])
            held = Span(cell.start, cell.start + torn.start() if torn else cell.end)
            shown = unify_tones(" ".join(self.text[held.start : held.end].split()).casefold())
            if not opens.match(shown):
                continue
            if not self.columns.goes_on:
                return held, held.end
            whole = len(shown) <= TIME and ends.search(shown) is not None
            if whole or loose is None:
                loose = held
        if loose is None:
            return None, cells[-1].end if cells else 0
        return loose, loose.end

    def _dashes(self, lines: Sequence[Line]) -> Iterator[Span]:
        """The tasks behind dashes among the lines that a page tore off a row."""
        start: int | None = None
        end = 0
        for line in lines:
            found = _DASH.match(self.text, line.start, line.end)
            if found and start is not None:
                yield Span(start, end)
            if found:
                start = found.end()
            end = line.end
        if start is not None:
            yield Span(start, end)


def _stripped(text: str, start: int, end: int) -> int:
    """The end of a passage without the blanks at its end."""
    while end > start and text[end - 1].isspace():
        end -= 1
    return end


@cache
def _bodies() -> re.Pattern[str]:
    no_bodies = any_of(layout_words("row_no_bodies"))
    return re.compile(rf"(?:các |những )?(?!{no_bodies})(?:{any_of(layout_words('row_bodies'))})\b")
