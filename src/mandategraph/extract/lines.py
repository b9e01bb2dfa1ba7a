"""The physical lines of a text, each with its kind: running text, table row, rule, page number."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mandategraph.text import Span


@dataclass(frozen=True, slots=True)
class Line:
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
_RULE = re.compile(r"[-–—*_=~\s#\u00a0.]{1,400}|`{3,}.{0,20}")
# "- 5 -", "12", "Trang 3/10", "Page 3 of 10"
_PAGE_NUMBER = re.compile(r"[-–]?\s?\d{1,3}\s?[-–]?|(?:Trang|Page)\s\d+(?:\s?(?:/|of)\s?\d+)?")
# Such as "|---|:--:|".
_SEPARATOR = re.compile(r"\|?[\s:|+-]*-[\s:|+-]*\|[\s:|+-]*")
# A footnote "[^10]: See", "{: .class}", "{include x}", "![picture](x)", a comment of HTML.
_APPARATUS = re.compile(r"\[\^[^\]\n]{1,20}\]:|\{[:%i{]|!\[|<!--")
_TAG_KINDS = {"tr": "tr", "td": "td", "th": "td", "table": "table"}


def lines_of(text: str, begin: int) -> Iterator[Line]:
    """The lines of a text; block tags of HTML are lines of their own."""
    at = begin
    for found in _BREAK.finditer(text, begin):
        start, end = trimmed_ends(text, at, found.start())
        tag = found[2].lower() if found[2] else None
        if tag == "br" and text.startswith("|", trimmed_ends(text, at, found.start())[0]):
            continue  # a line break in a cell of a Markdown table
        if start < end or tag is None:
            yield Line(start, end, _line_kind(text, start, end), start - at)
        if tag is not None:
            kind = _TAG_KINDS.get(tag, "blank" if tag != "br" else "")
            if kind:
                yield Line(found.start(), found.start(), ("/" if found[1] else "") + kind)
        at = found.end()
    start, end = trimmed_ends(text, at, len(text))
    if start < end:
        yield Line(start, end, _line_kind(text, start, end), start - at)


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


def trimmed_ends(text: str, start: int, end: int) -> tuple[int, int]:
    """Where a piece of a text begins and ends without its outer white space."""
    piece = text[start:end]
    stripped = piece.strip("\u200b\ufeff \t\r\n\u00a0\x0b\x0c")
    if not stripped:
        return start, start
    start += piece.find(stripped[0])
    return start, start + len(stripped)


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
