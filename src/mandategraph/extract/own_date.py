"""The day of a document: of its letterhead, of its title's instrument, or of its foot."""

import re
from collections.abc import Sequence

from mandategraph.extract import english_front
from mandategraph.extract.dates import find_dates
from mandategraph.extract.front import Front
from mandategraph.extract.passages import plain_words
from mandategraph.extract.vocabulary import pattern, words
from mandategraph.model import Citation, Found, Named
from mandategraph.text import Span

DATE_LINE = 70
"""A line that holds place and date is not longer, in characters."""

BRACKET = 24
"""A day in brackets after the name of an instrument takes so many characters."""


def date_of(front: Front) -> Named | None:
    """The day of a document, with the words that print it."""
    lines = [Span(line.start, line.end) for line in front.head_lines()]
    lines += [block for block in front.head_blocks if block.end - block.start <= DATE_LINE]
    found = _dated(front, sorted(lines), "letterhead-date")
    if found:
        return found
    if "date" in front.fields:
        return _dated(front, [front.fields["date"]], "date-field")
    for citation in (front.own, front.attached):
        day = _day_of(front, citation) if citation else None
        if day is not None:
            return Found(day.value, day.span, "page-on-instrument", 0.9)
    foot = front.layout.signature
    if foot is not None:
        found = _dated(front, [foot], "signature-date")
    found = found or _date_below(front)
    if found is None and front.language == "en":
        found = english_front.page_day(front.source)
    return found


def _day_of(front: Front, citation: Citation) -> Named | None:
    """The day of an instrument; it may stand in brackets after its name."""
    if citation.date:
        return citation.date
    for quote in citation.quotes:
        after = Span(quote.end, min(quote.end + BRACKET, len(front.source.text)))
        if front.source.words(after).lstrip(" *").startswith("("):
            for day in find_dates(front.source, after, front.language):
                return day
    return None


def _date_below(front: Front) -> Named | None:
    """A date alone in its line between title and body, no page's: ``Brussels, 19.2.2020``."""
    lines = [line for line in front.lines_below() if line.end - line.start <= DATE_LINE // 2]
    return _dated(front, lines, "letterhead-date")


def _dated(front: Front, lines: Sequence[Span], method: str) -> Named | None:
    """The first day in the lines; those that date a web page are passed over."""
    for line in lines:
        shown = plain_words(front.source, line).strip(" *_>")
        rules = words("front")
        if re.match(pattern(rules["weekday"]), shown) or re.search(
            pattern(rules["updated"]), shown
        ):
            continue
        for day in find_dates(front.source, line, front.language):
            return Found(day.value, day.span, method)
    return None
