"""Tables of tasks and targets: which row is the head, which names a group, which holds a passage."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from mandategraph.extract.headings import passage
from mandategraph.extract.marks import bare, layout_words, read_mark
from mandategraph.extract.paragraphs import Paragraph
from mandategraph.extract.typeface import wholly_bold
from mandategraph.text import Span, normalise, unify_tones

WIDE = 3
"""A table of tasks has at least so many columns."""
TORN = 2
"""A row that names a group may hold the end of a cell torn from the row above it."""
HEAD_CELL = 90
"""A cell of a head row is not longer, in characters."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its number, the folded words of its head, and the column that holds the passages."""

    number: int
    columns: tuple[str, ...]
    passage: int | None
    head: Paragraph | None
    holds_tasks: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its passage; or the name of a group of rows, with the label of the group."""

    passage: Span
    group: bool
    label: str
    number: Span


def _head_words(text: str, row: Paragraph) -> tuple[str, ...]:
    return tuple(unify_tones(normalise(text[cell.start : cell.end])) for cell in row.cells)


def read_table(text: str, rows: Sequence[Paragraph]) -> Table:
    """The head of a table, from its first row."""
    first = rows[0]
    widest = max(len(row.cells) for row in rows)
    known = (*layout_words("passage_columns"), *layout_words("other_columns"))
    heads = _head_words(text, first)
    named = sum(any(word in head for word in known) for head in heads)
    short = all(len(head) <= HEAD_CELL for head in heads)
    is_head = short and (named > 1 or (len(rows) > 1 and _all_bold(text, first)))
    columns = heads if is_head else ()
    column = _passage_column(columns, layout_words("passage_columns"))
    tasks = widest >= WIDE and (is_head or len(rows) > WIDE)
    return Table(
        first.table, columns, column, first if is_head else None, tasks or column is not None
    )


def _all_bold(text: str, row: Paragraph) -> bool:
    held = [text[c.start : c.end] for c in row.cells if c.start < c.end]
    return len(held) > 1 and all(wholly_bold(cell) for cell in held)


def _passage_column(columns: Sequence[str], listed: Sequence[str]) -> int | None:
    for word in listed:
        for at, head in enumerate(columns):
            if word in head:
                return at
    return None


# Such as "I", "IV.", "12", "1.", "11.2", "a)", "A".
_NUMBER = re.compile(r"\(?([IVXLC]{1,7}|\d{1,3}(?:\.\d{1,3})*|[A-Za-zđĐ])[.)]?")


def read_row(text: str, table: Table, row: Paragraph) -> Row | None:
    """What a row holds; None for the head, for empty rows and rows of other tables."""
    if not table.holds_tasks or row is table.head or _head_words(text, row) == table.columns:
        return None
    shown = [bare(text, cell.start, cell.end) for cell in row.cells]
    filled = [at for at, cell in enumerate(shown) if cell]
    if not filled:
        return None
    numbered = _NUMBER.fullmatch(shown[0])
    label = numbered[1] if numbered else ""
    others = [at for at in filled if at > 0 or not numbered]
    number = row.cells[0]
    named = len(others) == TORN and label.isupper() and wholly_bold(text[number.start : number.end])
    if len(others) == 1 or named:
        longest = max(others, key=lambda i: len(shown[i]))
        group = _group(text, row.cells[longest], label, number)
        if group is not None:
            return group
    at = table.passage
    if at is None or len(shown) != len(table.columns) or not shown[at]:
        at = max(others or filled, key=lambda i: len(shown[i]))
    span = passage(text, row.cells[at].start, row.cells[at].end)
    return Row(span, group=False, label=label, number=number) if span else None


def _group(text: str, cell: Span, label: str, number: Span) -> Row | None:
    """The name of a group of rows: it stands alone in its row, in bold or with a Roman label."""
    bold = wholly_bold(text[cell.start : cell.end])
    if not bold and not label.isupper():
        return None
    mark = read_mark(text, cell.start, cell.end)
    if not label and mark is not None and mark.label:
        span = passage(text, mark.end, cell.end)
        return (
            Row(span, group=True, label=mark.label, number=Span(mark.start, mark.end))
            if span
            else None
        )
    span = passage(text, cell.start, cell.end)
    return Row(span, group=True, label=label, number=number) if span else None
