"""Targets: indicators with a value to be reached, in the aims and inside orders.

A clause with a figure is a target; two figures, or two indicators before one, are two. A state that
is to be complete, or a level that is to be reached, is a target without a figure.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from mandategraph.extract.parts import UNKNOWN, parts_of
from mandategraph.extract.passages import (
    bounds,
    find,
    plain,
    plain_words,
    readable,
    sentences,
    trimmed,
)
from mandategraph.extract.quantities import Value, ValueReader
from mandategraph.extract.sentences_en import is_legal
from mandategraph.extract.target_rows import is_aim_row, read_row
from mandategraph.extract.target_years import YearReader
from mandategraph.extract.vocabulary import pattern, words
from mandategraph.model import Citation, Found, Item, Layout, Named, Target, Task
from mandategraph.text import SourceText, Span, opening

CLAUSE = re.compile(r"[.;:](?= |$)")
SUBJECT = 12  # characters before a figure that are long enough to be its indicator
FAR = 300  # characters before a figure in which an order names bodies
LEAD = 25  # characters before a comma that are more than a lead-in to a figure


def read_targets(
    source: SourceText,
    layout: Layout,
    tasks: Iterable[Task],
    citations: Iterable[Citation],
    language: str,
) -> tuple[Target, ...]:
    """The targets of a text, in its order."""
    quotes = tuple(quote for citation in citations for quote in citation.quotes)
    reader = TargetReader(source, layout, language, quotes, tuple(tasks))
    return tuple(sorted(reader.targets(), key=lambda target: target.span.start))


@dataclass(frozen=True, eq=False)
class TargetReader:
    """One text with what its targets are read from."""

    source: SourceText
    layout: Layout
    language: str
    quotes: tuple[Span, ...]
    tasks: tuple[Task, ...]

    @cached_property
    def figures(self) -> ValueReader:
        """Reads the values of clauses."""
        return ValueReader(self.source, self.language, self.quotes)

    @cached_property
    def years(self) -> YearReader:
        """Reads the years of passages and headings."""
        return YearReader(self.source, self.layout, self.language, self.quotes)

    @cached_property
    def data(self) -> dict[str, Any]:
        """The words of the language."""
        found: dict[str, Any] = words("targets")[self.language]
        return found

    def targets(self) -> Iterator[Target]:
        """Targets, item by item."""
        ordering = {task.span.start: task for task in self.tasks}
        parts = parts_of(self.layout)
        for item in self.layout.items:
            task = ordering.get(item.span.start)
            aims = parts.get(item.section, UNKNOWN) in {"general", "specific"}
            if item.cells and (aims or is_aim_row(item)):
                yield from read_row(self.source, item, self.figures, self.years)
            elif aims:
                yield from self.of_item(item, item.span, self.years.above(item), aims=True)
            elif task is not None:
                yield from self.of_task(item, task)
            elif not item.cells:
                yield from self.of_aims_told(item)
        yield from self.of_preamble()
        places = {item.span.start for item in self.layout.items}
        for task in self.tasks:
            if self.language == "en" and task.span.start not in places:
                heading = Item(task.span, "", task.section)
                yield from self.of_item(heading, task.span, None, aims=False)

    def of_preamble(self) -> Iterator[Target]:
        """Targets for whose sake the preamble gives its orders: "để đạt mục tiêu … trên 8%"."""
        preamble = self.layout.preamble
        if preamble is None or "aim_of_order" not in self.data:
            return
        for sentence in sentences(self.source, readable(preamble)):
            for match in find(pattern(self.data["aim_of_order"]), self.source, sentence):
                lead_in = Item(sentence, "", None)
                own = self.years.first(*match.span())
                yield from self.of_clause(lead_in, *match.span("aim"), own, aims=True)

    def of_aims_told(self, item: Item) -> Iterator[Target]:
        """Targets in sentences of an English strategy that only tell what is to be by a year."""
        if self.language == "vi" or is_legal(self.source):
            return
        for sentence in sentences(self.source, readable(item.span)):
            if next(find(pattern(self.data["told"]), self.source, sentence), None):
                yield from self.of_item(item, sentence, None, aims=False)

    def of_task(self, item: Item, task: Task) -> Iterator[Target]:
        """Targets inside an order; in a table also those in the column of results."""
        above = self.years.above(item)
        if item.cells and task.deadline and task.deadline.value[:4].isdigit():
            time = task.deadline
            above = Found(int(time.value[:4]), time.span, "target-year-row", 0.8)
        yield from self.of_item(item, item.span, above, aims=False)
        rules = words("targets")["columns"]
        for title, cell in zip(item.columns, item.cells, strict=False):
            if cell == item.span or not pattern(rules["result"]).search(title):
                continue
            if pattern(self.data["results"]).search(plain_words(self.source, cell)):
                yield from self.of_item(item, cell, above, aims=False)

    # --- clauses -------------------------------------------------------------------------------

    def of_item(
        self, item: Item, passage: Span, above: Found[int] | None, *, aims: bool
    ) -> Iterator[Target]:
        """Targets in the clauses of an item; ``above`` is the year that its heading sets."""
        item_year: Found[int] | None = None
        for sentence in sentences(self.source, readable(passage)):
            sentence_year = self.years.first(*bounds(self.source, sentence))
            # "Đến năm 2030: …" at the head of an item dates all that follows in it.
            item_year = item_year or sentence_year
            for start, end in self.clauses(self.without_conditions(sentence, aims=aims)):
                own = self.years.first(start, end)
                yield from self.of_clause(
                    item, start, end, own or sentence_year or item_year or above, aims=aims
                )

    def without_conditions(self, sentence: Span, *, aims: bool) -> Span:
        """A sentence up to the conditions under which its order holds."""
        start, stop = bounds(self.source, sentence)
        found = pattern(self.data["conditions"]).search(plain(self.source).text, start, stop)
        if aims or found is None or found.end() <= start + 1:
            return sentence
        return Span(sentence.start, trimmed(self.source, start, found.end()).end)

    def clauses(self, sentence: Span) -> Iterator[tuple[int, int]]:
        """The clauses of a sentence: parted by stops, semicolons and colons."""
        start, stop = bounds(self.source, sentence)
        text = plain(self.source).text
        for match in CLAUSE.finditer(text, start, stop):
            yield start, match.start()
            start = match.end()
        if start < stop:
            yield start, stop

    def of_clause(
        self, item: Item, start: int, end: int, year: Found[int] | None, *, aims: bool
    ) -> Iterator[Target]:
        """Targets of one clause: one for each figure, or one for a state to be complete."""
        if not aims and self.is_past(start, end):
            return
        values = self.figures.values(start, end, aims=aims)
        for first, after, value in self.shares(start, end, values):
            own = self.years.first(first, after)
            for begin, indicator in self.indicators(first, after, value):
                yield self.target(item, (begin, after), value, indicator, own or year)
        yield from self.universal(item, start, end)
        if not values and year:
            dated = self.years.first(start, end)
            yield from self.without_figure(item, start, end, dated or year, aims=aims, dated=dated)

    def universal(self, item: Item, start: int, end: int) -> Iterator[Target]:
        """What is to be had by all: "đến năm 2030 đạt … toàn dân"."""
        if "universal" not in self.data:
            return
        for match in pattern(self.data["universal"]).finditer(plain(self.source).text, start, end):
            year = self.years.first(*match.span())
            if year:
                state = (match.start(), match.span("value"), "complete", "indicator-level")
                yield from self.of_state(item, state, match.end(), year)

    def is_past(self, start: int, end: int) -> bool:
        """Whether a clause of an order tells what has been done."""
        done = self.data.get("done")
        return bool(done) and pattern(done).search(plain(self.source).text[start:end]) is not None

    def shares(self, start: int, end: int, values: list[Value]) -> Iterator[tuple[int, int, Value]]:
        """The part of a clause that belongs to each figure: a comma parts two of them."""
        begin = start
        for at, value in enumerate(values):
            stop = end
            if at + 1 < len(values):
                stop = self.border(begin, value, values[at + 1].start)
            yield self.after_sign(begin), stop, value
            begin = stop

    def border(self, begin: int, value: Value, following: int) -> int:
        """Where, between two figures of a clause, the part of the second begins.

        At the first sign before the words of an indicator; else, where figures follow their
        indicators, at the first sign, and where they stand before them, at the last one.
        """
        text = plain(self.source).text
        signs = sorted(
            found
            for sign in self.data["apart"]
            for found in _places(text, sign, value.end, following)
        )
        if not signs:
            return following
        opens = pattern(self.data["subjects"])
        for place in signs:
            if opens.match(text, self.after_sign(place)):
                return place
        commas = [place for place in signs if text[place] == ","]
        led = value.start - self.after_sign(begin) > SUBJECT
        return commas[0] if led and commas and value.unit_text is not None else signs[-1]

    def after_sign(self, place: int) -> int:
        """The place after the comma or the word that parts two figures."""
        text = plain(self.source).text
        for sign in self.data["apart"]:
            if text.startswith(sign, place):
                return place + len(sign)
        return place

    def indicators(
        self, first: int, after: int, value: Value
    ) -> Iterator[tuple[int, tuple[int, int]]]:
        """Where a target begins, and the words of its indicator; two subjects are two targets."""
        text, data = plain(self.source).text, self.data
        for opening_words in pattern(data["opens"]).finditer(text, first, value.start):
            first = opening_words.start() + 1
        if "opens_figure" in data and pattern(data["opens_figure"]).search(
            text[first : value.start]
        ):
            first = value.start
        first = self.past_bodies(self.last_aim(first, value), value)
        begin = min(self.without_joints(first, after), value.start)
        before = text[begin : value.start]
        second = "second_subject" in data and pattern(data["second_subject"]).search(before)
        if second:
            middle = begin + second.end()
            yield begin, (begin, begin + second.start())
            yield middle, (middle, value.start)
            return
        subject = before.strip(" ,")
        if len(subject) > SUBJECT or value.unit_text is None:
            yield begin, (begin, value.start)
        else:
            yield begin, (value.end, after)

    def last_aim(self, first: int, value: Value) -> int:
        """Past what a clause says before the comma at which the words of the figure begin.

        ``Chăm lo việc đọc sách, hình thành ít nhất 20 thư viện xã``: the aim of
        the figure begins with ``hình thành``.
        """
        text = plain(self.source).text
        comma = text.rfind(", ", first, value.start)
        if "only_verbs" not in self.data or comma - first <= LEAD:
            return first
        between, led = text[comma + 2 : value.start], text[first:comma].strip(" ")
        if len(between) > LEAD * 2 or not pattern(self.data["only_verbs"]).match(between):
            return first
        return first if pattern(self.data["only_time"]).match(led) else comma + 2

    def past_bodies(self, first: int, value: Value) -> int:
        """Past the bodies that an order names before the verb of its figure."""
        if "order_lead" not in self.data:
            return first
        before = plain(self.source).text[max(first, value.start - FAR) : value.start]
        found = pattern(self.data["order_lead"]).search(before)
        return value.start - len(before) + found.start("verb") if found else first

    def without_joints(self, first: int, after: int) -> int:
        """The place of a passage after its blanks, its mark, and words such as ``trong đó``."""
        text = plain(self.source).text
        while first < after and text[first] == " ":
            first += 1
        joint = pattern(self.data["joints"]).match(text[first:after])
        return first + (joint.end() if joint else 0)

    def target(
        self,
        item: Item,
        place: tuple[int, int],
        value: Value,
        indicator: tuple[int, int],
        year: Found[int] | None,
    ) -> Target:
        """The target of a figure."""
        span = trimmed(self.source, *place)
        words_of_value = trimmed(self.source, value.start, value.end)
        unit = None
        if value.unit_text:
            where = trimmed(self.source, *value.unit) if value.unit else words_of_value
            unit = Found(value.unit_text, where, value.method, 0.8)
        about = trimmed(self.source, *indicator)
        return Target(
            span=span,
            start=opening(self.source.words(span)),
            section=item.section,
            indicator=Found(self.source.words(about), about, value.method, 0.6)
            if about.end > about.start
            else None,
            comparator=value.comparator,
            value=Found(value.text, words_of_value, value.method, 0.85),
            unit=unit,
            year=year,
            baseline=self.baseline(*place),
            method=value.method,
            confidence=0.8,
        )

    def baseline(self, start: int, end: int) -> Named | None:
        """The year or period that a value is compared with."""
        match = pattern(self.data["baseline"]).search(plain(self.source).text, start, end)
        if match is None:
            return None
        span = trimmed(self.source, *match.span("base"))
        return Found(self.source.words(span), span, "indicator-baseline", 0.8)

    # --- without a figure ----------------------------------------------------------------------

    def without_figure(  # noqa: PLR0913 -- a clause, its year, and where it stands
        self,
        item: Item,
        start: int,
        end: int,
        year: Found[int],
        *,
        aims: bool,
        dated: Found[int] | None,
    ) -> Iterator[Target]:
        """The target of a clause that names a state or a level instead of a figure."""
        start = self.without_joints(start, end)
        states: list[_State | None] = []
        if aims:
            states = [self.state(start, end) or self.level(start, end)]
        elif dated:
            # Inside an order the state must have its year in the same clause.
            states = [self.state_inside(start, end), self.level_inside(start, end)]
        for state in states:
            if state is not None:
                yield from self.of_state(item, state, end, year)

    def of_state(self, item: Item, state: "_State", end: int, year: Found[int]) -> Iterator[Target]:
        """The target of a state or a level, unless nothing is said of what is to be so."""
        begin, said, comparator, method = state
        span, value = trimmed(self.source, begin, end), trimmed(self.source, *said)
        headed = method == "indicator-state" or said[0] - begin <= SUBJECT
        rest = (said[1], end) if headed else (begin, said[0])
        about = trimmed(self.source, *rest)
        if about.end <= about.start:
            return
        yield Target(
            span=span,
            start=opening(self.source.words(span)),
            section=item.section,
            indicator=Found(self.source.words(about), about, method, 0.6),
            comparator=comparator,
            value=Found(self.source.words(value), value, method, 0.7),
            year=year,
            qualitative=True,
            method=method,
            confidence=0.6,
        )

    def state(self, start: int, end: int) -> "_State | None":
        """A state at the head of a clause: ``Hoàn thành …``."""
        text = plain(self.source).text
        for comparator, rule in self.data["states"].items():
            match = pattern(rule).match(text[start:end])
            if match:
                lead = match.group().rfind(": ")
                begin = start + (lead + 2 if lead >= 0 else 0)
                said = (start + match.start("value"), start + match.end("value"))
                return begin, said, comparator, "indicator-state"
        return None

    def level(self, start: int, end: int) -> "_State | None":
        """A level anywhere in a clause: ``… đạt mức trên trung bình của vùng``."""
        text = plain(self.source).text
        for rule in self.data["levels"]:
            match = pattern(rule["pattern"]).search(text, start, end)
            if match:
                lead = "dated_lead" in self.data and pattern(self.data["dated_lead"]).match(
                    text[start : match.start()]
                )
                begin = start + (lead.end() if lead else 0)
                return begin, match.span("value"), rule["comparator"], "indicator-level"
        return None

    def state_inside(self, start: int, end: int) -> "_State | None":
        """A state inside an order: ``hoàn thành … trước năm 2022``."""
        text = plain(self.source).text
        for comparator, rule in self.data.get("state_inside", {}).items():
            match = pattern(rule).search(text, start, end)
            if match:
                said = pattern(self.data["said_inside"]).search(text, match.start(), match.end())
                span = said.span() if said else match.span()
                return match.start(), span, comparator, "indicator-state"
        return None

    def level_inside(self, start: int, end: int) -> "_State | None":
        """A level that an order sets: ``đạt mức độ cao nhất …``, ``all services will meet …``."""
        text = plain(self.source).text
        for rule in ("level_inside", "all_inside"):
            match = rule in self.data and pattern(self.data[rule]).search(text, start, end)
            if match:
                begin = match.start() if rule == "level_inside" else start
                comparator = "=" if rule == "level_inside" else "complete"
                return begin, match.span("value"), comparator, "indicator-level"
        return None


_State = tuple[int, tuple[int, int], str, str]
"""Where a target begins, the words of its value, its comparator, the rule."""


def _places(text: str, sign: str, start: int, end: int) -> Iterator[int]:
    """Where a sign stands in a passage."""
    place = text.find(sign, start, end)
    while place >= 0:
        yield place
        place = text.find(sign, place + 1, end)
