"""Word documents (DOCX) as plain text: labels that Word counts are written out, notes stand last.

Read directly from the XML, for what matters here (counted labels, notes, words in text boxes and
in insertions) is what the libraries that wrap it leave out.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

from mandategraph.errors import TextError
from mandategraph.readers.composing import Block, Cell, Paragraph, Run, Table, compose, emphasised
from mandategraph.readers.numbering import Counter, number, read_lists, value
from mandategraph.readers.package import Package, W, open_package

_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
# What was deleted or moved away, marks of fields, and what is no part of the line it hangs on.
_SKIPPED = frozenset(
    f"{W}{tag}" for tag in ("del", "moveFrom", "delText", "instrText", "pPr", "rPr", "sdtPr", "rt")
)
_BREAKS = frozenset((f"{W}br", f"{W}cr"))
_OFF = frozenset(("0", "false", "off", "none"))

T = TypeVar("T")


def read_docx(raw: bytes, name: str) -> str:
    """The text of a DOCX. Raises TextError where it is damaged or holds no words."""
    package = open_package(raw, name)
    body = package.document.find(f"{W}body")
    reader = _Reader(package)
    written = compose(reader.blocks(body), reader.notes()) if body is not None else ""
    if not written:
        raise TextError(
            f"{name} holds no text; if it shows pictures of pages, read them with a text "
            "recognition (OCR) program first"
        )
    return written


@dataclass(frozen=True, slots=True)
class _Style:
    """What a style says of a paragraph or of words: type, level as a heading, place, list."""

    key: str
    based_on: str | None
    name: str
    bold: bool | None
    level: int | None
    centred: bool | None
    list_name: str | None
    depth: int | None


def _style(element: Any) -> _Style:
    paragraph = element.find(f"{W}pPr")
    listed = paragraph.find(f"{W}numPr") if paragraph is not None else None
    depth = value(listed, "ilvl")
    return _Style(
        key=element.get(f"{W}styleId", ""),
        based_on=value(element, "basedOn"),
        name=(value(element, "name") or "").lower(),
        bold=_bold(element.find(f"{W}rPr")),
        level=_level(paragraph),
        centred=_centred(paragraph),
        list_name=value(listed, "numId"),
        depth=None if depth is None else number(depth),
    )


def _bold(properties: Any) -> bool | None:
    found = properties.find(f"{W}b") if properties is not None else None
    return None if found is None else found.get(f"{W}val", "1") not in _OFF


def _level(properties: Any) -> int | None:
    found = value(properties, "outlineLvl")
    return None if found is None else number(found, 9)


def _centred(properties: Any) -> bool | None:
    found = value(properties, "jc")
    return None if found is None else found == "center"


class _Styles:
    """The styles of a document; what one leaves open, the one that it is based on says."""

    def __init__(self, root: Any) -> None:
        found = root.iterfind(f"{W}style") if root is not None else ()
        self.styles: dict[str, _Style] = {}
        self.default: str | None = None
        for element in found:
            style = _style(element)
            self.styles[style.key] = style
            kind = element.get(f"{W}type")
            if kind == "paragraph" and element.get(f"{W}default", "0") not in _OFF:
                self.default = style.key

    def chain(self, name: str | None) -> Iterator[_Style]:
        """A style and those that it is based on, nearest first."""
        seen = set()
        while name in self.styles and name not in seen:
            seen.add(name)
            style = self.styles[name]
            yield style
            name = style.based_on


class _Reader:
    """Reads the blocks of a document in order, for its labels are counted on the way."""

    def __init__(self, package: Package) -> None:
        self.styles = _Styles(package.styles)
        self.counter: Counter = read_lists(package.numbering)
        self.note_parts = {"footnote": package.footnotes, "endnote": package.endnotes}
        self.cited: list[tuple[str, str]] = []
        self.in_title = False

    def blocks(self, parent: Any) -> tuple[Block, ...]:
        """The paragraphs and tables below an element, those inside content controls too."""
        self.in_title = False
        found = tuple(self._blocks(parent))
        self.in_title = False
        return found

    def _blocks(self, parent: Any) -> Iterator[Block]:
        for child in parent:
            if child.tag == f"{W}p":
                yield from self._paragraph(child)
            elif child.tag == f"{W}tbl":
                yield self._table(child)
            elif child.tag not in _SKIPPED and child.tag != _FALLBACK:
                yield from self._blocks(child)

    # Paragraphs

    def _paragraph(self, element: Any) -> Iterator[Block]:
        properties = element.find(f"{W}pPr")
        chain = tuple(self.styles.chain(value(properties, "pStyle", self.styles.default)))
        if any(re.match(r"toc\s?\d|table of figures", style.name) for style in chain):
            return  # a table of contents says again what the headings say
        boxes: list[Any] = []
        text = emphasised(self._runs(element, chain, boxes))
        mark, depth = self._mark(properties, chain) if text else ("", 0)
        level = _first(_level(properties), *(style.level for style in chain))
        centred = bool(_first(_centred(properties), *(style.centred for style in chain)))
        follows, self.in_title = self.in_title and centred, centred and bool(text)
        if text:
            yield Paragraph(
                text,
                mark,
                depth=depth if mark in {"-", "–", "+"} else 0,
                level=level + 1 if level is not None and level < 9 else 0,  # noqa: PLR2004 - 9 is body text
                follows=follows,
            )
        for box in boxes:
            yield from self._blocks(box)

    def _mark(self, properties: Any, chain: tuple[_Style, ...]) -> tuple[str, int]:
        """The label that Word counts for a paragraph, and the level of its list."""
        listed = properties.find(f"{W}numPr") if properties is not None else None
        name = _first(value(listed, "numId"), *(style.list_name for style in chain))
        if not name:
            return "", 0
        depth = value(listed, "ilvl")
        if depth is not None:
            at = number(depth)
        else:
            said = _first(*(style.depth for style in chain))
            at = self.counter.depth_of(name, [style.key for style in chain], said or 0)
        return self.counter.label(name, at), at

    def _runs(self, element: Any, chain: tuple[_Style, ...], boxes: list[Any]) -> Iterator[Run]:
        for child in element:
            if child.tag == f"{W}r":
                yield from self._run(child, chain, boxes)
            elif child.tag not in _SKIPPED and child.tag != _FALLBACK:
                yield from self._runs(child, chain, boxes)

    def _run(self, element: Any, chain: tuple[_Style, ...], boxes: list[Any]) -> Iterator[Run]:
        properties = element.find(f"{W}rPr")
        hidden = properties.find(f"{W}vanish") if properties is not None else None
        if hidden is not None and hidden.get(f"{W}val", "1") not in _OFF:
            return
        own = tuple(self.styles.chain(value(properties, "rStyle")))
        bold = _first(_bold(properties), *(style.bold for style in (*own, *chain)))
        for piece in self._pieces(element, boxes):
            yield Run(piece, bold=bool(bold))

    def _pieces(self, element: Any, boxes: list[Any]) -> Iterator[str]:
        for child in element:
            tag = child.tag
            if tag == f"{W}t":
                yield (child.text or "").replace("\n", " ")
            elif tag == f"{W}tab":
                yield "\t"
            elif tag in _BREAKS and child.get(f"{W}type") not in {"page", "column"}:
                yield "\n"
            elif tag == f"{W}noBreakHyphen":
                yield "-"
            elif tag == f"{W}sym":
                yield _symbol(child.get(f"{W}char", ""))
            elif tag in {f"{W}footnoteReference", f"{W}endnoteReference"}:
                yield self._cite(tag.removeprefix(W).removesuffix("Reference"), child)
            elif tag == f"{W}txbxContent":
                boxes.append(child)
            elif tag not in _SKIPPED and tag != _FALLBACK:
                yield from self._pieces(child, boxes)

    # Notes

    def _cite(self, kind: str, element: Any) -> str:
        """The mark of a note, counted through the document."""
        self.cited.append((kind, element.get(f"{W}id", "")))
        return f"[^{len(self.cited)}]"

    def notes(self) -> tuple[Paragraph, ...]:
        """The notes that the text cites, in the order in which it does."""
        held = {
            (kind, note.get(f"{W}id", "")): note
            for kind, part in self.note_parts.items()
            if part is not None
            for note in part
        }
        cited, self.cited = self.cited, []  # a note cites no other
        return tuple(
            Paragraph(" ".join(self._note(held[name])), mark=f"[^{at}]:")
            for at, name in enumerate(cited, 1)
            if name in held
        )

    def _note(self, element: Any) -> Iterator[str]:
        for block in self._blocks(element):
            if isinstance(block, Paragraph):
                yield " ".join(block.text.split())

    # Tables

    def _table(self, element: Any) -> Table:
        rows = [self._row(row) for row in _below(element, "tr")]
        return Table(tuple(_spanning(rows)))

    def _row(self, element: Any) -> list[tuple[Cell, bool]]:
        """The cells of a row; whether each only goes on with the one above it."""
        before = number(value(element.find(f"{W}trPr"), "gridBefore"))
        cells = [(Cell((), columns=before), False)] if before else []
        for cell in _below(element, "tc"):
            properties = cell.find(f"{W}tcPr")
            merged = properties.find(f"{W}vMerge") if properties is not None else None
            goes_on = merged is not None and merged.get(f"{W}val", "continue") == "continue"
            columns = max(number(value(properties, "gridSpan"), 1), 1)
            cells.append((Cell(self.blocks(cell), columns=columns), goes_on))
        return cells


def _below(element: Any, tag: str) -> Iterator[Any]:
    """The rows of a table or cells of a row, those in content controls and insertions too."""
    for child in element:
        if child.tag == f"{W}{tag}":
            yield child
        elif child.tag in {f"{W}sdt", f"{W}sdtContent", f"{W}customXml", f"{W}ins"}:
            yield from _below(child, tag)


def _spanning(rows: list[list[tuple[Cell, bool]]]) -> Iterator[tuple[Cell, ...]]:
    """Rows in which a cell that goes on below is counted in, and its lower pieces are left out."""
    lengths: dict[int, int] = {}
    done: list[tuple[Cell, ...]] = []
    for row in reversed(rows):
        column, kept, following = 0, [], {}
        for cell, goes_on in row:
            rest = lengths.get(column, 0)
            if goes_on:
                following[column] = rest + 1
            else:
                kept.append(Cell(cell.blocks, cell.columns, rest + 1))
            column += cell.columns
        lengths = following
        done.append(tuple(kept))
    return reversed(done)


def _symbol(code: str) -> str:
    """A sign of a picture font; those of bullets are dashes to a reader."""
    return "-" if re.fullmatch(r"(?i)f0[0-9a-f]{2}", code) else ""


def _first(*values: T | None) -> T | None:
    """The first value that is said."""
    return next((one for one in values if one is not None), None)
