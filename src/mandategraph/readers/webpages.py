"""Web pages: the document that stands on one, as plain text."""

import re
from dataclasses import dataclass
from typing import Any

from lxml import etree

from mandategraph.errors import TextError
from mandategraph.readers.chrome import main_part, remove_chrome
from mandategraph.readers.composing import Block, Cell, Paragraph, Run, Table, compose, emphasised
from mandategraph.readers.encodings import decode
from mandategraph.readers.numerals import letter, roman

FLOWING = 1500
"""A cell with more characters, in several blocks, holds a page and not a value."""

_BLOCKS = frozenset(
    ("address", "article", "blockquote", "body", "caption", "center", "dd", "div", "dl", "dt",
     "fieldset", "figcaption", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html",
     "li", "main", "ol", "p", "pre", "section", "summary", "details", "table", "tbody", "thead",
     "tfoot", "tr", "td", "th", "ul")
)  # fmt: skip
_SPACE = re.compile(r"[ \t\r\n\f]+")
_CENTRED = re.compile(r"text-align\s*:\s*center", re.IGNORECASE)
_WEIGHT = re.compile(r"font-weight\s*:\s*([a-z0-9]+)", re.IGNORECASE)
_CHARSET = re.compile(
    rb"<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE
)
_LIST_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([a-z-]+)", re.IGNORECASE)
_STYLES = {
    "upper-roman": "I", "lower-roman": "i", "upper-alpha": "A", "upper-latin": "A",
    "lower-alpha": "a", "lower-latin": "a", "decimal": "1", "none": "none", "disc": "-",
    "circle": "-", "square": "-",
}  # fmt: skip
# "1.", "2.1.", "a)", "(iv)", "- ": an item that has its mark among its words.
_OWN_MARK = re.compile(
    r"\**(?:\(?(?:\d{1,3}(?:\.\d{1,3})*|[a-zđ]|[ivx]{1,5})[.)/]|[-–—•+]\s)", re.IGNORECASE
)


def read_page(raw: bytes, name: str) -> str:
    """The text of the document on a web page. Raises TextError for a page without words."""
    declared = _CHARSET.search(raw[:4096])
    text = decode(raw, name, declared[1].decode("ascii", "replace") if declared else None)
    parser = etree.HTMLParser(
        encoding="utf-8", huge_tree=True, no_network=True, remove_pis=True, remove_comments=True
    )
    root = etree.fromstring(text.lstrip("\ufeff").encode("utf-8", "replace"), parser)
    if any("depth" in entry.message.lower() for entry in parser.error_log):
        raise TextError(
            f"{name} is nested too deeply to be a document; save its text as a new file"
        )
    written = ""
    if root is not None:
        remove_chrome(root)
        written = compose(_Flow().read(main_part(root)))
    if not written:
        raise TextError(
            f"{name} is a web page without words; give the page that shows the document"
        )
    return written


@dataclass(slots=True)
class _List:
    """A list that is open: how its items are marked, and the number of the next one."""

    kind: str
    following: int
    step: int = 1

    def mark(self) -> str:
        """The printed mark of the next item."""
        number, self.following = self.following, self.following + self.step
        if self.kind in {"none", "-"}:
            return "" if self.kind == "none" else "-"
        shown = {"I": roman, "A": letter}.get(self.kind.upper(), str)(number)
        return f"{shown.lower() if self.kind.islower() else shown}."


def _list_of(element: Any) -> _List:
    style = _LIST_STYLE.search(element.get("style", ""))
    kind = "-" if element.tag == "ul" else element.get("type", "1")
    if style and style[1].lower() in _STYLES:
        kind = _STYLES[style[1].lower()]
    backwards = element.get("reversed") is not None
    first = sum(1 for child in element if child.tag == "li") if backwards else 1
    return _List(kind, _number(element.get("start"), first), -1 if backwards else 1)


def _number(value: str | None, default: int) -> int:
    return int(value) if value and re.fullmatch(r"-?\d{1,6}", value.strip()) else default


class _Flow:
    """Reads the elements of a page in order and notes the paragraphs and tables among them."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.runs: list[Run] = []
        self.mark = ""
        self.lists: list[_List] = []
        self.bold: list[bool] = [False]
        self.centred: list[bool] = [False]
        self.level = 0
        self.literal = 0
        self.in_title = False

    def read(self, root: Any) -> tuple[Block, ...]:
        """All blocks below an element."""
        walker = etree.iterwalk(root, events=("start", "end"))
        for event, element in walker:
            if event == "end":
                self._end(element)
                if element is not root:
                    self._words(element.tail)
                continue
            self._start(element)
            table = _table(element) if element.tag == "table" else None
            if table is not None:
                self.blocks.append(table)
                self.in_title = False
                walker.skip_subtree()
            else:
                self._words(element.text)
        self._flush()
        return tuple(self.blocks)

    def _start(self, element: Any) -> None:
        tag = element.tag
        self.bold.append(_is_bold(element, self.bold[-1]))
        self.centred.append(_is_centred(element, self.centred[-1]))
        if tag == "br":
            self.runs.append(Run("\n", self.bold[-1]))
        elif tag in _BLOCKS:
            self._flush()
            self.level = int(tag[1]) if re.fullmatch("h[1-6]", tag) else self.level
            self.literal += tag == "pre"
            if tag in {"ul", "ol"}:
                self.lists.append(_list_of(element))
            elif tag == "li" and self.lists:
                open_list = self.lists[-1]
                open_list.following = _number(element.get("value"), open_list.following)
                self.mark = open_list.mark()

    def _end(self, element: Any) -> None:
        tag = element.tag
        if tag in _BLOCKS:
            self._flush()
            self.level = 0 if re.fullmatch("h[1-6]", tag) else self.level
            self.literal -= tag == "pre"
            if tag in {"ul", "ol"} and self.lists:
                self.lists.pop()
            if tag == "li":
                self.mark = ""
        self.bold.pop()
        self.centred.pop()

    def _words(self, words: str | None) -> None:
        if words:
            self.runs.append(Run(words if self.literal else _SPACE.sub(" ", words), self.bold[-1]))

    def _flush(self) -> None:
        """Ends a paragraph; two line breaks end one, too."""
        text = emphasised(self.runs)
        if not text:
            self.in_title = self.in_title and not any(run.text.strip(" ") for run in self.runs)
            self.runs = []
            return
        self.runs = []
        follows = self.in_title and self.centred[-1]
        self.in_title = self.centred[-1]
        for piece in re.split(r"\n\s*\n", text):
            mark = "" if _OWN_MARK.match(piece) else self.mark
            depth = max(len(self.lists) - 1, 0)
            words = re.sub(" {2,}", " ", piece)
            self.blocks.append(Paragraph(words, mark, depth, self.level, follows))
            self.mark, follows = "", False


def _is_bold(element: Any, above: bool) -> bool:  # noqa: FBT001 - the type of the element around it
    weight = _WEIGHT.search(element.get("style", ""))
    if weight:
        shown = weight[1].lower()
        return shown in {"bold", "bolder"} or (shown.isdigit() and int(shown) >= 600)  # noqa: PLR2004
    return above or element.tag in {"b", "strong", "th"}


def _is_centred(element: Any, above: bool) -> bool:  # noqa: FBT001 - as above
    if element.tag == "center" or element.get("align", "").lower() == "center":
        return True
    style = element.get("style", "")
    if _CENTRED.search(style):
        return True
    return above and "text-align" not in style and element.get("align") is None


# Tables


def _table(element: Any) -> Table | None:
    """A table of values; None for one that only lays out the page."""
    if element.find(".//table") is not None:
        return None
    rows = [row for row in element.iter("tr") if len(row)]
    table = Table(tuple(tuple(_cell(cell) for cell in row if _holds(cell)) for row in rows))
    cells = [cell for row in table.rows for cell in row]
    if any(len(cell.blocks) > 1 and _length(cell) > FLOWING for cell in cells):
        return None
    return table if any(len(row) > 1 for row in table.rows) else None


def _holds(element: Any) -> bool:
    return element.tag in {"td", "th"}


def _cell(element: Any) -> Cell:
    return Cell(
        _Flow().read(element),
        columns=_number(element.get("colspan"), 1),
        rows=_number(element.get("rowspan"), 1),
    )


def _length(cell: Cell) -> int:
    return sum(len(block.text) for block in cell.blocks if isinstance(block, Paragraph))
