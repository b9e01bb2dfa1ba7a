"""PDF with text as plain text: lines joined to paragraphs, ruled tables to rows, page frames dropped."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from mandategraph.errors import TextError
from mandategraph.readers.composing import Block, Cell, Paragraph, Table, compose
from mandategraph.readers.pdf_glyphs import Page, read_pages
from mandategraph.readers.pdf_lines import Line, read_lines
from mandategraph.readers.pdf_pages import Sheet, without_frames
from mandategraph.readers.pdf_paragraphs import Flow, Measures, in_reading_order, join, measure
from mandategraph.readers.pdf_tables import Grid, find_grids

PICTURED = 0.5
"""A page of which pictures cover more is a scan, if it has hardly a letter."""
FEW = 300
"""So few letters may be a stamp on a scanned page."""
UNKNOWN = 0.1
"""Where so many letters are unknown, the fonts do not say which letters they draw."""


def read_pdf(raw: bytes, name: str) -> tuple[str, tuple[int, ...]]:
    """The text of a PDF, and the numbers of its pages that are pictures without text.

    Raises TextError for a scan, a locked or a damaged file.
    """
    pages = read_pages(raw, name)
    scans = _scans(pages, name)
    sheets = without_frames([_sheet(page) for page in pages])
    blocks, notes = _blocks(sheets)
    return compose(blocks, notes), scans


def _scans(pages: Sequence[Page], name: str) -> tuple[int, ...]:
    """The numbers of the pages that are pictures.

    Raises TextError where most are, or where the letters of the others cannot be told.
    """
    letters = [[g.char for g in page.glyphs if not g.char.isspace()] for page in pages]
    scans = {
        number: page.pictured > PICTURED
        for number, (page, held) in enumerate(zip(pages, letters, strict=True), 1)
        if not held or (page.pictured > PICTURED and len(held) < FEW)
    }
    if not any(letters) or 2 * len(scans) > len(pages):
        raise TextError(
            f"{name} holds pictures of its pages and no text; read it with a text recognition "
            "(OCR) program first"
        )
    every = [char for held in letters for char in held]
    unknown = sum(char == "\ufffd" or "\ue000" <= char <= "\uf8ff" for char in every)
    if unknown > UNKNOWN * len(every):
        raise TextError(
            f"{name} does not say which letters its fonts draw; read it with a text recognition "
            "(OCR) program, or get the document as DOCX"
        )
    return tuple(number for number, pictured in scans.items() if pictured)  # others are blank


def _sheet(page: Page) -> Sheet:
    grids, free = find_grids(page)
    return Sheet(tuple(read_lines(free)), tuple(grids))


def _blocks(sheets: Sequence[Sheet]) -> tuple[list[Block], list[Paragraph]]:
    """The paragraphs and tables of all pages, and the notes at their feet."""
    measures = measure([line for sheet in sheets for line in sheet.lines])
    parts: list[Flow | Table] = []
    for part in (part for sheet in sheets for part in _parts(sheet, measures)):
        joined = _joined(parts[-1], part) if parts else None
        if joined is None:
            parts.append(part)
        else:
            parts[-1] = joined
    blocks: list[Block] = []
    for part in parts:
        blocks += [part] if isinstance(part, Table) else join(part, measures)
    return blocks, [note for sheet in sheets for note in sheet.notes]


def _parts(sheet: Sheet, measures: Measures) -> Iterator[Flow | Table]:
    """What a page holds from the top down: its tables, and the lines between them."""
    lines = list(sheet.lines)
    for grid in sheet.grids:
        above = [line for line in lines if line.base > grid.bottom]
        yield from in_reading_order(above, measures)
        lines = lines[len(above) :]
        yield _table(grid)
    yield from in_reading_order(lines, measures)


def _joined(above: Flow | Table, below: Flow | Table) -> Flow | Table | None:
    """Two parts as one, where text or a table goes on over the page."""
    if isinstance(above, Flow) and isinstance(below, Flow):
        return None if above.aside or below.aside else Flow((*above.lines, *below.lines))
    if isinstance(above, Table) and isinstance(below, Table):
        return _continued(above, below)
    return None


# Tables


def _table(grid: Grid) -> Table:
    rows: dict[int, list[Cell]] = {}
    for region in grid.regions:
        lines = read_lines(region.glyphs)
        cell = Cell(tuple(_cell(lines)), region.columns, region.rows)
        rows.setdefault(region.row, []).append(cell)
    return Table(tuple(tuple(rows[row]) for row in sorted(rows)))


def _cell(lines: Sequence[Line]) -> Iterator[Paragraph]:
    """The paragraphs of a cell: a line with a mark, or below one that ends a sentence, begins one."""
    yield from join(Flow(tuple(lines)), measure(lines))


def _width(table: Table) -> int:
    return max(sum(cell.columns for cell in row) for row in table.rows)


def _continued(above: Table, below: Table) -> Table | None:
    """A table that goes on over the page; its head is dropped where it is printed again."""
    if _width(above) != _width(below):
        return None
    rows = below.rows
    if [cell.blocks for cell in rows[0]] == [cell.blocks for cell in above.rows[0]]:
        rows = rows[1:]
    if rows and _torn(above.rows[-1], rows[0]):
        last = tuple(map(_whole, above.rows[-1], rows[0]))
        return Table((*above.rows[:-1], last, *rows[1:]))
    return Table((*above.rows, *rows))


def _torn(above: Sequence[Cell], below: Sequence[Cell]) -> bool:
    """Whether the page tore a row: it begins without a number, and a sentence goes on."""
    if len(above) != len(below) or _words(below[0]):
        return False
    pairs = [(_words(a), _words(b)) for a, b in zip(above, below, strict=True) if _words(b)]
    return all(a for a, _ in pairs) and any(b[0].islower() for _, b in pairs)


def _words(cell: Cell) -> str:
    return " ".join(block.text for block in cell.blocks if isinstance(block, Paragraph))


def _whole(above: Cell, below: Cell) -> Cell:
    words = f"{_words(above)} {_words(below)}".strip()
    return replace(above, blocks=(Paragraph(words),) if words else ())
