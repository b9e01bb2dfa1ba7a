"""Where a document ends: recipients, signature, and the web page around it; appendices go on."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from mandategraph.extract.headings import passage
from mandategraph.extract.marks import bare, kind_names, layout_words, read_mark
from mandategraph.extract.opening import folded_words
from mandategraph.extract.paragraphs import Paragraph
from mandategraph.extract.signature import SIGNED_IMAGE
from mandategraph.extract.typeface import is_upper, wholly_bold
from mandategraph.text import Span, unify_tones

LINE = 160
"""A line of a signature block is not longer, in characters."""
BLOCK = 12
"""A signature block has no more paragraphs."""
BESIDE = 3
"""A list of recipients and a signature stand in no more columns, a table of tasks in no less."""


@cache
def _seats_in_capitals() -> tuple[str, ...]:
    return tuple(seat.upper() for seat in layout_words("seats"))


@dataclass(slots=True)
class Ends:
    """Paragraphs that are no part of the body, and those at which it goes on after a signature."""

    outside: set[int] = field(default_factory=set)
    resumes: set[int] = field(default_factory=set)
    recipients: tuple[Span, ...] = ()
    signature: Span | None = None
    body_end: int = 0


def find_ends(text: str, read: Sequence[Paragraph], first: int) -> Ends:
    """The ends of a text whose body begins at paragraph ``first``."""
    finder = _Finder(text, read)
    for at in range(first, len(read)):
        if not finder.take(at):
            break
    return finder.finish(first)


class _Finder:
    def __init__(self, text: str, read: Sequence[Paragraph]) -> None:
        self.text = text
        self.read = read
        self.ends = Ends()
        self.tail = False
        self.listing = False
        self.recipients: list[Span] = []
        self.signature: Span | None = None
        self.signed = 0
        self.closing = _closing_block(text, read)
        self.list_heads = layout_words("recipients")
        self.signing = layout_words("signing")
        self.positions = frozenset(layout_words("positions"))
        self.chrome = layout_words("chrome")
        self.chrome_lines = layout_words("chrome_lines")
        self.kinds = tuple(kind_names())
        self.headers = (*layout_words("passage_columns"), *layout_words("other_columns"))

    def take(self, at: int) -> bool:
        """Looks at a paragraph; False when the document is over and a web page goes on."""
        paragraph = self.read[at]
        shown = folded_words(self.text, paragraph, (8 if paragraph.cells else 2) * LINE)
        if self._is_chrome(paragraph, shown):
            self.ends.outside.update(range(at, len(self.read)))
            return False
        if paragraph.cells:
            self._row(at, paragraph)
        elif shown.startswith(self.list_heads) and self._is_list_head(shown):
            self._begin_list(at, paragraph)
        elif at >= self.closing or self._is_signing(paragraph, shown):
            self._sign(at, paragraph)
        elif self.tail and self._resumes(paragraph, shown):
            self._resume(at)
        elif self.tail:
            self._outside(at, paragraph)
        if not paragraph.cells and "./." in self.text[paragraph.span.end - 8 : paragraph.span.end]:
            self.tail = True
        return True

    def finish(self, first: int) -> Ends:
        """All that was found."""
        self.ends.recipients = tuple(self.recipients)
        self.ends.signature = self.signature
        inside = [at for at in range(first, len(self.read)) if at not in self.ends.outside]
        last = inside[-1] + 1 if inside else first
        self.ends.body_end = self.read[last].span.start if last < len(self.read) else len(self.text)
        return self.ends

    def _is_chrome(self, paragraph: Paragraph, shown: str) -> bool:
        """Whether a web page speaks here; a whole row, or a line short enough to be a page's."""
        brief = bool(paragraph.cells) or len(shown) < LINE
        if brief and any(word in shown for word in self.chrome):
            return True
        alone = paragraph.mark is None and len(shown) < LINE // (1 if self.tail else 4)
        return alone and not paragraph.cells and shown.startswith(self.chrome_lines)

    def _is_list_head(self, shown: str) -> bool:
        head = next(head for head in self.list_heads if shown.startswith(head))
        after = shown[len(head) :].lstrip()
        return not after or after[0] in ":-–("

    def _is_signing(self, paragraph: Paragraph, shown: str) -> bool:
        if paragraph.mark is not None or paragraph.span.end - paragraph.span.start > LINE:
            return False
        if shown.startswith(self.signing):
            return True
        held = self.text[paragraph.span.start : paragraph.span.end]
        if any(place in held for place in _seats_in_capitals()):
            return True  # "JANE ROE\nTHE WHITE HOUSE,"
        return self._in_capitals(paragraph) and shown.strip(" .,") in self.positions

    def _in_capitals(self, paragraph: Paragraph) -> bool:
        return is_upper(bare(self.text, paragraph.span.start, paragraph.span.end))

    # The list of recipients

    def _begin_list(self, at: int, paragraph: Paragraph) -> None:
        self.ends.outside.add(at)
        self.tail = self.listing = True
        self.recipients.extend(_listed(self.text, paragraph.span))

    def _outside(self, at: int, paragraph: Paragraph) -> None:
        self.ends.outside.add(at)
        dashed = paragraph.mark is not None and paragraph.mark.kind in {"dash", "plus"}
        if self.listing and dashed and paragraph.mark is not None:
            span = _line_of(self.text, paragraph.mark.end, paragraph.span.end)
            if span is not None:
                self.recipients.append(span)
        elif self.listing and paragraph.mark is None:
            self.listing = False
        short = paragraph.span.end - paragraph.span.start <= LINE
        if self.signature is not None and not dashed and short and self.signed < BLOCK:
            self._extend(paragraph)

    # The signature

    def _sign(self, at: int, paragraph: Paragraph) -> None:
        self.ends.outside.add(at)
        self.tail, self.listing = True, False
        if self.signature is None:
            above = self.read[at - 1] if at else None
            named = above is not None and self._is_signer(above, paragraph)
            self.signature = above.span if above is not None and named else paragraph.span
            if named:
                self.ends.outside.add(at - 1)
        self._extend(paragraph)

    def _is_signer(self, above: Paragraph, seat: Paragraph) -> bool:
        """Whether the name of the signatory stands above the seat: ``JANE ROE``, ``THE WHITE HOUSE,``."""
        held = self.text[above.span.start : above.span.end]
        if not self.text.startswith(_seats_in_capitals(), seat.span.start):
            return False
        if above.mark or above.cells or len(held) > LINE // 2:
            return False
        return self._in_capitals(above) or SIGNED_IMAGE.fullmatch(held) is not None

    def _extend(self, paragraph: Paragraph) -> None:
        if self.signature is not None and self.signed < BLOCK:
            self.signature = Span(self.signature.start, max(self.signature.end, paragraph.span.end))
            self.signed += 1

    # Tables

    def _row(self, at: int, paragraph: Paragraph) -> None:
        heads = [
            unify_tones(bare(self.text, c.start, min(c.end, c.start + LINE)).casefold())
            for c in paragraph.cells
        ]
        headers = sum(any(word in head for word in self.headers) for head in heads)
        if len(heads) <= BESIDE and any(
            h.startswith((*self.list_heads, *self.signing)) for h in heads
        ):
            self.ends.outside.add(at)
            self.tail = True
            self._beside(paragraph.cells, heads)
        elif self.tail and headers > 1 and len(heads) >= BESIDE:
            self._resume(at)
        elif self.tail:
            self.ends.outside.add(at)
            if self.listing:
                self._beside(paragraph.cells, heads)

    def _beside(self, cells: Sequence[Span], heads: Sequence[str]) -> None:
        """A list of recipients and a signature block that stand beside each other."""
        for cell, head in zip(cells, heads, strict=True):
            whole = "\n" in self.text[cell.start : cell.end]
            if head.startswith(self.list_heads):
                self.listing = not whole
                self.recipients.extend(_listed(self.text, cell))
            elif head.startswith(("-", "+")) and self.listing:
                self.recipients.extend(_listed(self.text, cell))
            elif head and (self.signature is None or self.signed < BLOCK):
                start = cell.start if self.signature is None else self.signature.start
                self.signature = Span(start, cell.end)
                self.signed = BLOCK if whole else self.signed + 1

    # Appendices

    def _resumes(self, paragraph: Paragraph, shown: str) -> bool:
        """Whether the body goes on here: an appendix, or the attached text, begins."""
        if paragraph.mark is not None:
            return paragraph.mark.kind == "appendix"
        if not shown.startswith(self.kinds) or paragraph.span.end - paragraph.span.start > 2 * LINE:
            return False
        held = self.text[paragraph.span.start : paragraph.span.end]
        return bool(paragraph.hashes) or wholly_bold(held) or self._in_capitals(paragraph)

    def _resume(self, at: int) -> None:
        self.ends.resumes.add(at)
        self.tail = self.listing = False


def _closing_block(text: str, read: Sequence[Paragraph]) -> int:
    """Where a signature without its words begins: a name in capitals above the last short lines."""
    first = len(read)
    for at in range(len(read) - 1, max(-1, len(read) - 7), -1):
        paragraph = read[at]
        if paragraph.cells or paragraph.mark or paragraph.hashes:
            break
        if paragraph.span.end - paragraph.span.start > LINE // 2:
            break
        shown = bare(text, paragraph.span.start, paragraph.span.end)
        if is_upper(shown) and " " in shown and shown[-1] not in ":;":
            first = at
    return first


def _listed(text: str, span: Span) -> Iterator[Span]:
    """The lines of a list of recipients that stands in one passage, wrapped lines joined."""
    start: int | None = None
    end = span.start
    for line in re.finditer(r"[^\n]+", text[span.start : span.end]):
        first = span.start + line.start() + len(line[0]) - len(line[0].lstrip())
        last = span.start + line.end()
        mark = read_mark(text, first, last)
        if mark is not None and mark.kind in {"dash", "plus"}:
            if start is not None and (held := _line_of(text, start, end)):
                yield held
            start = mark.end
        end = last
    if start is not None and (held := _line_of(text, start, end)):
        yield held


def _line_of(text: str, start: int, end: int) -> Span | None:
    """A line of the list without its final stop."""
    held = passage(text, start, end)
    if held is None:
        return None
    last = held.end
    while last > held.start and (text[last - 1] in ";,.:*/\\" or text[last - 1].isspace()):
        last -= 1
    return Span(held.start, last) if last > held.start else None
