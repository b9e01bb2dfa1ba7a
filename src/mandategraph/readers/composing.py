"""The plain text that the readers of HTML, DOCX and PDF write, in the form the extractor reads best.

A paragraph has its lines, and a blank line after it; a heading has its ``#``; bold words stand in
``**``; a list item has its mark; a row of a table is one line of ``| a | b |``; notes stand last.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

LONGEST_HEADING = 300
"""What is longer, in characters, is no heading, whatever its style says."""
LETTERHEAD_ROWS = 3
"""A table of two columns with no more rows, and paragraphs in its cells, only places words."""
WIDEST = 100
"""A table has at most so many columns; a cell that claims to span more is not believed."""


@dataclass(frozen=True, slots=True)
class Run:
    """Words of one type inside a paragraph."""

    text: str
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph: its words, the mark before them, how deep it is indented, its heading level.

    ``follows``: it is the next line of a title or letterhead, with no blank line before it.
    """

    text: str
    mark: str = ""
    depth: int = 0
    level: int = 0
    follows: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table, with the number of columns and rows it spans."""

    blocks: tuple["Block", ...]
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A table, row by row; a cell stands in the row in which it begins."""

    rows: tuple[tuple[Cell, ...], ...]


Block = Paragraph | Table

_BLANK_LINE = re.compile(r"\n\s*\n\s*")
_AROUND_BREAK = re.compile(r"[ \t]*\n[ \t]*")
_INVISIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u00ad\u200b\ufeff]")
# A bullet of a picture font.
_PICTURED_BULLET = re.compile(r"^[\uf000-\uf0ff]\s*", re.MULTILINE)
# What the extractor would take for a row, a quotation or a heading at the head of a line.
_MARKDOWN = re.compile(r"^(?=[|>#])", re.MULTILINE)
_RULE = re.compile(r"[-_=*~.…\s]*")


def emphasised(runs: Iterable[Run]) -> str:
    """The words of a paragraph, bold ones in ``**``; blanks stay outside the marks."""
    pieces = []
    for bold, group in groupby(_joined(runs), key=lambda run: run.bold):
        words = "".join(run.text for run in group)
        pieces.append(_bold(words) if bold else words)
    return _AROUND_BREAK.sub("\n", _INVISIBLE.sub("", "".join(pieces))).strip()


def _joined(runs: Iterable[Run]) -> Iterator[Run]:
    """Runs in which a blank has the type of the words before it, so that no emphasis is cut up."""
    bold = False
    for run in runs:
        if run.text.strip():
            bold = run.bold
        yield Run(run.text, bold)


def _bold(words: str) -> str:
    """Each paragraph of a bold passage in its own marks."""
    at, pieces = 0, []
    for blank in (*_BLANK_LINE.finditer(words), None):
        piece = words[at : blank.start() if blank else len(words)]
        held = piece.strip()
        before = piece[: len(piece) - len(piece.lstrip())]
        after = piece[len(piece.rstrip()) :] if held else ""
        pieces.append(f"{before}**{held}**{after}" if held else piece)
        if blank:
            pieces.append(blank[0])
            at = blank.end()
    return "".join(pieces)


def compose(blocks: Sequence[Block], notes: Sequence[Paragraph] = ()) -> str:
    """The text of all blocks in their order, then the footnotes."""
    pieces: list[str] = []
    for block in _shown((*blocks, *notes)):
        if isinstance(block, Table):
            written, follows = _rows(block), False
        else:
            written, follows = _words(block), block.follows and not block.level
        if written and pieces:
            pieces.append("\n" if follows else "\n\n")
        if written:
            pieces.append(written)
    return "".join([*pieces, "\n"]) if pieces else ""


def _shown(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks with tables that only place words on the page read cell by cell."""
    for block in blocks:
        if isinstance(block, Table) and _only_places(block):
            for row in block.rows:
                for cell in row:
                    yield from _shown(cell.blocks)
        else:
            yield block


def _only_places(table: Table) -> bool:
    """Whether a table only places words: it holds tables, one column, or a letterhead of two."""
    cells = [cell for row in table.rows for cell in row]
    if any(isinstance(block, Table) for cell in cells for block in cell.blocks):
        return True
    filled = max((sum(bool(_line(cell.blocks)) for cell in row) for row in table.rows), default=0)
    several = any(len(cell.blocks) > 1 for cell in cells)
    beside = filled == 2 and several and len(table.rows) <= LETTERHEAD_ROWS  # noqa: PLR2004 - left and right
    return filled < 2 or beside  # noqa: PLR2004 - as above


def _words(paragraph: Paragraph) -> str:
    """A paragraph as it is written: its mark or ``#`` before it, no line taken for Markdown."""
    text = paragraph.text.strip()
    if _RULE.fullmatch(text) and not text.startswith("."):
        return ""
    text = _MARKDOWN.sub(r"\\", _PICTURED_BULLET.sub("- ", text))
    if paragraph.mark:
        text = _marked(paragraph.mark, text)
    if paragraph.level and len(text) <= LONGEST_HEADING:
        return f"{'#' * min(paragraph.level, 6)} {' '.join(text.split())}"
    return "  " * paragraph.depth + text


def _marked(mark: str, text: str) -> str:
    """A paragraph with its mark; the mark of a bold one is bold, as a word processor prints it."""
    wholly = text.startswith("**") and text.endswith("**") and text.count("**") == 2  # noqa: PLR2004
    return f"**{mark} {text[2:]}" if wholly else f"{mark} {text}"


def _line(blocks: Iterable[Block]) -> str:
    """All that a cell holds, on one line."""
    pieces = []
    for block in _shown(blocks):
        if isinstance(block, Table):
            pieces += [_line(cell.blocks) for row in block.rows for cell in row]
        else:
            pieces.append(_marked(block.mark, block.text) if block.mark else block.text)
    return " ".join(" ".join(pieces).split())


def _rows(table: Table) -> str:
    """The rows of a table, all of the same width, with a Markdown separator below the first."""
    rows = grid(table)
    lines = [
        "| " + " | ".join(re.sub(r"(?<!\\)\|", r"\\|", cell) for cell in row) + " |" for row in rows
    ]
    lines.insert(1, "|" + " --- |" * len(rows[0]))
    return "\n".join(lines)


def grid(table: Table) -> list[list[str]]:
    """The cells of a table by row and column.

    A cell that spans columns holds its words in the first, for a row with one filled cell names a
    group; one that spans rows holds them in each, for a lead or a deadline is said of all of them.
    """
    held: dict[tuple[int, int], str] = {}
    for at, row in enumerate(table.rows):
        column = 0
        for cell in row:
            while (at, column) in held:
                column += 1
            if column >= WIDEST:
                break
            words = _line(cell.blocks)
            for down in range(at, min(at + max(cell.rows, 1), len(table.rows))):
                for right in range(column, min(column + max(cell.columns, 1), WIDEST)):
                    held.setdefault((down, right), words if right == column else "")
    width = 1 + max((column for _, column in held), default=0)
    return [
        [held.get((at, column), "") for column in range(width)] for at in range(len(table.rows))
    ]
