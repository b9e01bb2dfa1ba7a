"""Deadlines: the time that a passage, a heading or a table row sets for an order.

Values: ``YYYY-MM-DD``, ``YYYY``, ``annual``, ``annual MM-DD``, ``monthly DD``. A quarter is its last
day, "before X" is X, a span of years is its last year.
"""

import re
from calendar import monthrange
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache

from mandategraph.extract.dates import MONTHS, find_dates
from mandategraph.extract.passages import (
    bounds,
    find,
    plain,
    plain_words,
    readable,
    stored,
    strip,
    trimmed,
)
from mandategraph.extract.vocabulary import pattern, words
from mandategraph.model import Found, Named
from mandategraph.text import SourceText, Span

QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "first": 1, "second": 2, "third": 3, "fourth": 4}
NUMBERS = {"one": 1, "two": 2, "three": 3, "six": 6}


@dataclass(frozen=True, slots=True)
class Timing:
    """The time set for an order; ``text`` are its words, ``vague`` words that set none."""

    deadline: Named | None = None
    more: tuple[Named, ...] = ()
    text: Named | None = None
    vague: Named | None = None


def timing_of(
    source: SourceText,
    passage: Span,
    language: str,
    *,
    issued: str | None = None,
    apart: Iterable[Span] = (),
) -> Timing:
    """The time that the words of a passage set.

    ``issued`` is the day of the document, from which "within 90 days of this order" is counted;
    ``apart`` are passages, such as the names of programmes, whose years are no deadlines.
    """
    passage, names = readable(passage), tuple(apart)
    found: dict[str, Named] = {}
    text: Named | None = None
    hangs = False
    for match, span, kind in _matches(source, passage, language):
        if any(name.contains(span) for name in names) or (hangs and kind != "annual"):
            continue
        value = _value(match, kind, issued)
        if value:
            found.setdefault(value, Found(value, span, f"time-{kind}", 0.9))
        text = text or Found(source.words(span), span, f"time-{kind}", 0.9)
        hangs = hangs or kind == "within-event"
    vague = next(iter(_found(source, passage, words("timing")["vague"][language])), None)
    again = _found(source, passage, words("timing")["more_annual"])
    if again:
        # "within 1 year … and annually thereafter": the yearly times come after the first one.
        found.pop("annual", None)
        found["annual"] = Found("annual", again[0].span, "time-annual", 0.9)
    times = tuple(found.values())
    first = times[0] if times else None
    if first and vague and first.span and vague.span and first.span.contains(vague.span):
        vague = None
    return Timing(first, times[1:], text, vague)


def _matches(
    source: SourceText, passage: Span, language: str
) -> Iterator[tuple[re.Match[str], Span, str]]:
    """Times in a passage, by kind and place; a time inside an earlier one is left out.

    ``^`` in a rule is the start of the passage, so the passage is cut out first.
    """
    taken: list[tuple[int, int]] = []
    barred = pattern(words("timing")["not_in"])
    text = plain_words(source, passage)
    start, _ = bounds(source, passage)
    for rule in words("timing")[language]:
        for match in pattern(rule["pattern"]).finditer(text):
            first, after = match.span()
            if any(first < end and begin < after for begin, end in taken):
                continue
            if barred.search(text[max(0, first - WINDOW) : first]):
                continue
            taken.append((first, after))
            yield match, _trim_signs(source, start + first, start + after), rule["kind"]


WINDOW = 24  # characters before a year in which "giai đoạn" makes it part of a period


def _trim_signs(source: SourceText, start: int, end: int) -> Span:
    """The stored passage of a time without the sign that parts it from the words before."""
    text = plain(source).text
    while start < end and text[start] in " .,;:(":
        start += 1
    return trimmed(source, start, end)


def _found(source: SourceText, passage: Span, rule: str, method: str = "time-vague") -> list[Named]:
    return [
        Found(source.words(span), span, method, 0.8)
        for span in (stored(source, match) for match in find(pattern(rule), source, passage))
    ]


def _value(match: re.Match[str], kind: str, issued: str | None) -> str | None:
    """The value of a time; None where no day or year can be made of it."""
    got = {name: part for name, part in match.groupdict().items() if part}
    month = int(got["m"]) if "m" in got else MONTHS.get(got.get("mon", ""), 0)
    year, day = int(got.get("y", 0)), int(got.get("d", 1))
    printed = got.get("q") or got.get("qw") or "1"
    quarter = QUARTERS.get(printed) or int(printed)
    try:
        make: dict[str, Callable[[], str | None]] = {
            "annual": lambda: "annual",
            "annual-day": lambda: f"annual {date(LEAP_YEAR, month, day):%m-%d}",
            "month-day": lambda: f"monthly {day:02}",
            "year": lambda: str(year),
            "day": lambda: date(year, month, day).isoformat(),
            "month": lambda: last_day(year, month),
            "quarter": lambda: last_day(year, 3 * quarter),
            "half": lambda: last_day(year, 6 if got.get("hw") == "first" else 12),
            "within": lambda: (
                after(date.fromisoformat(issued), got["n"], got["unit"]) if issued else None
            ),
        }
        return make[kind]() if kind in make else None
    except (ValueError, OverflowError):
        return None


LEAP_YEAR = 2000  # 29 February is a day of the year too


def last_day(year: int, month: int) -> str:
    """The last day of a month."""
    return date(year, month, monthrange(year, month)[1]).isoformat()


def after(start: date, number: str, unit: str) -> str:
    """The day a number of days, months or years after another one."""
    count = NUMBERS.get(number) or int(number)
    if unit == "day":
        return (start + timedelta(days=count)).isoformat()
    months = count * (12 if unit == "year" else 1) + start.month - 1
    year, month = start.year + months // 12, months % 12 + 1
    return date(year, month, min(start.day, monthrange(year, month)[1])).isoformat()


def phase_of(source: SourceText, heading: Span) -> Named | None:
    """The last year of the phase of a road map that a heading names."""
    found = next(find(pattern(words("timing")["phase"]), source, heading), None)
    start, _ = bounds(source, heading)
    opens = found is not None and found.start() - start < OPENING
    if found is None or not opens:
        return None
    return Found(found["y"], stored(source, found), "time-heading-phase", 0.8)


OPENING = 24  # a phase that stands later in a heading is the period of a programme named there


def struck_out(source: SourceText, passage: Span) -> tuple[Span, ...]:
    """The words of a passage that the text has struck out, which something else replaces."""
    return tuple(stored(source, one) for one in find(_struck(), source, passage))


@cache
def _struck() -> re.Pattern[str]:
    return pattern(words("timing")["struck"])


def _standing(source: SourceText, cell: Span) -> Span:
    """A cell from the end of what is struck out in it; all of it where nothing follows."""
    after = max((one.end for one in struck_out(source, cell)), default=cell.start)
    left = strip(source, Span(after, cell.end))
    return left if left.start < left.end else cell


def time_in_cell(
    source: SourceText, cell: Span, language: str, issued: str | None = None
) -> Timing:
    """The time in a column for times, where a day, a year or a span of years alone is enough."""
    cell = _standing(source, cell)
    span = next(find(pattern(words("timing")["span"]), source, cell), None)
    text = Found(source.words(cell), cell, "time-row", 0.9)
    if span:
        return Timing(Found(span["y"], stored(source, span), "time-row", 0.9), (), text)
    timing = timing_of(source, cell, language, issued=issued)
    if timing.deadline:
        return _last(timing) if _found(source, cell, words("timing")["from_to"]) else timing
    alone = _alone_in_cell(source, cell, language)
    if alone:
        return Timing(alone, (), text)
    year = next(find(pattern(words("timing")["only_year"]), source, cell), None)
    if year:
        return Timing(Found(year["y"], stored(source, year), "time-row", 0.9), (), text)
    each_year = _found(source, cell, words("timing")["each_year"], "time-row")
    if each_year:
        return Timing(Found("annual", each_year[0].span, "time-row", 0.9), (), text)
    return Timing(None, (), text, timing.vague)


def _last(timing: Timing) -> Timing:
    """The time of a cell that says from when until when: the later one."""
    return replace(timing, deadline=timing.more[-1], more=()) if timing.more else timing


def _alone_in_cell(source: SourceText, cell: Span, language: str) -> Named | None:
    """A day or month that stands in a cell without the words that introduce one in a sentence."""
    for day in find_dates(source, cell, language) if language == "en" else ():
        return Found(day.value, day.span, "time-row", 0.9)
    for rule in words("timing")["in_cell"]:
        match = next(find(pattern(rule["pattern"]), source, cell), None)
        value = _value(match, rule["kind"], None) if match else None
        if match and value:
            return Found(value, stored(source, match), "time-row", 0.9)
    return None
