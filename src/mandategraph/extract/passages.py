"""Passages in their folded form: where rules look for words, and the way back to what is stored.

The plain form of a text is the folded one with tone marks in one place and with one form for each
quotation mark and dash; it has the same length, so its places are those of the folded text.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from mandategraph.text import Folded, SourceText, Span


def plain(source: SourceText) -> Folded:
    """The plain form of a text, with its map back to the stored characters."""
    return source.plain


def bounds(source: SourceText, span: Span) -> tuple[int, int]:
    """Where a stored passage begins and ends in the plain text."""
    view = plain(source)
    return view.position(span.start), view.position(span.end)


def plain_words(source: SourceText, span: Span) -> str:
    """A passage in its plain form."""
    first, after = bounds(source, span)
    return plain(source).text[first:after]


def find(pattern: re.Pattern[str], source: SourceText, span: Span) -> Iterator[re.Match[str]]:
    """Matches of a pattern in the plain form of a passage; places are those of the whole text."""
    first, after = bounds(source, span)
    return pattern.finditer(plain(source).text, first, after)


def stored(source: SourceText, match: re.Match[str], group: int | str = 0) -> Span:
    """The stored passage behind a match, outer blanks left out."""
    return trimmed(source, *match.span(group))


def trimmed(source: SourceText, start: int, end: int) -> Span:
    """The stored passage behind plain characters, outer blanks left out."""
    view = plain(source)
    while start < end and view.text[start] == " ":
        start += 1
    while start < end and view.text[end - 1] == " ":
        end -= 1
    if start == end:
        place = view.starts[start] if start < len(view.starts) else 0
        return Span(place, place)
    return view.stored(start, end)


# The end of a sentence: a stop, at times with a closing sign, before white space.
SENTENCE_END = re.compile(r"[.!?…][\"'”’)»]?(?=\s)")
# Words whose stop ends no sentence.
ABBREVIATION = re.compile(
    r"(?:\b(?:no|nos|sec|art|ch|vol|pp?|vs|st|dr|mr|mrs|ms|u\.s|u\.s\.c|e\.g|i\.e|etc|tp|ths|ts|gs|pgs|v\.v)"
    r"|\b[a-z]|(?:^|\s)[ivx]+|^\d+)\.$",
    re.IGNORECASE,
)
LOOK_BACK = 12


@lru_cache(maxsize=1024)
def sentences(source: SourceText, span: Span) -> tuple[Span, ...]:
    """The sentences of a passage: each ends with a stop before a capital, or with a blank line."""
    text = source.text
    cuts: list[int] = []
    for match in SENTENCE_END.finditer(text, span.start, span.end):
        following = match.end()
        while following < span.end and (text[following].isspace() or text[following] in "\"“'(*_"):
            following += 1
        if following >= span.end or not (text[following].isupper() or text[following].isdigit()):
            continue
        before = text[max(span.start, match.end() - LOOK_BACK) : match.start() + 1]
        if not ABBREVIATION.search(before):
            cuts.append(match.end())
    # A blank line ends a sentence, save where a page break tears one: it goes on in small letters.
    cuts.extend(
        match.end()
        for match in BLANK_LINE.finditer(text, span.start, span.end)
        if not text[match.end() : match.end() + 1].islower()
    )
    edges = [span.start, *sorted(cuts), span.end]
    spans = (strip(source, Span(start, end)) for start, end in pairwise(edges))
    return tuple(one for one in spans if one.end > one.start)


BLANK_LINE = re.compile(r"\n[ \t\r]*\n\s*")


def strip(source: SourceText, span: Span) -> Span:
    """A passage without white space at its ends."""
    start, end, text = span.start, span.end, source.text
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


# A line that begins a new block: after a blank line, after a line that ends a sentence or a
# clause, or before a mark (dash, number, letter).
NEW_BLOCK = re.compile(
    r"\n[ \t\r]*\n\s*|(?<=[.;:!?])[ \t\r]*\n|\n(?=[ \t]*(?:[-–•+*|]|#+|\*{0,2}\d{1,2}[.)]|[a-zđ]\)))"
)


@lru_cache(maxsize=8)
def block_starts(source: SourceText) -> tuple[int, ...]:
    """Where the blocks of a text begin: paragraphs, headings, items, lines of their own."""
    text = source.text
    ends = (match.end() for match in NEW_BLOCK.finditer(text))
    # A page break tears a sentence: what goes on with a small letter is no new block.
    return (
        0,
        *(
            end
            for end in ends
            if not text[end : end + 1].islower() or text[end + 1 : end + 2] == ")"
        ),
    )


def block_at(source: SourceText, offset: int) -> Span:
    """The block in which an offset stands."""
    starts = block_starts(source)
    at = bisect_right(starts, offset)
    end = starts[at] if at < len(starts) else len(source.text)
    return Span(min(starts[at - 1], end), end)


LONGEST = 20_000  # characters; a longer passage is a broken layout, read by its beginning only


def readable(span: Span) -> Span:
    """As much of a passage as is read for bodies, times and figures."""
    return Span(span.start, min(span.end, span.start + LONGEST))
