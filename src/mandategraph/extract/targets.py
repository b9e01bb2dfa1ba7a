"""Targets: indicators with a value to be reached, in the aims and inside orders.

A clause with a figure is a target; two figures, or two indicators before one, are two. A state that
is to be complete is a target without a figure.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache, cached_property

from mandategraph.extract.parts import UNKNOWN, parent_label, parts_of
from mandategraph.extract.passages import bounds, plain, plain_words, readable, sentences, trimmed
from mandategraph.extract.vocabulary import any_of, pattern, plain_form, words
from mandategraph.model import Citation, Found, Item, Layout, Named, Section, Target, Task
from mandategraph.text import SourceText, Span, opening

FIGURE = re.compile(
    r"(?<![\w/.,-])(?P<low>\d{1,3}(?:[.,]\d{3})+(?![\d])|\d+(?:[.,]\d+)?)"
    r"(?: ?%)?(?: ?- ?(?P<high>\d+(?:[.,]\d+)?))?(?P<percent> ?%)?(?![\w/]|[.,]\d)"
)
CLAUSE = re.compile(r"[.;:](?= |$)")


def read_targets(
    source: SourceText,
    layout: Layout,
    tasks: Iterable[Task],
    citations: Iterable[Citation],
    language: str,
) -> tuple[Target, ...]:
    """The targets of a text, in its order."""
    quotes = [quote for citation in citations for quote in citation.quotes]
    reader = TargetReader(source, layout, language, tuple(quotes), tuple(tasks))
    return tuple(reader.targets())


@dataclass(frozen=True, slots=True)
class _Value:
    """A figure as it stands in the plain text: its bounds, what it is compared with, its unit."""

    start: int
    end: int
    text: str
    comparator: str
    unit: tuple[int, int] | None
    unit_text: str | None
    method: str = "indicator-value"


@dataclass(frozen=True, eq=False)
class TargetReader:
    """One text with what its targets are read from."""

    source: SourceText
    layout: Layout
    language: str
    quotes: tuple[Span, ...]
    tasks: tuple[Task, ...]

    def targets(self) -> Iterator[Target]:
        """Targets, item by item."""
        ordering = {task.span.start for task in self.tasks}
        parts = parts_of(self.layout)
        for item in self.layout.items:
            part = parts.get(item.section, UNKNOWN)
            aims = part in {"general", "specific"}
            if item.cells:
                if aims or self.is_aim_table(item):
                    yield from self.of_row(item)
                elif item.span.start in ordering:
                    yield from self.of_item(item, aims=False)
            elif aims or item.span.start in ordering:
                yield from self.of_item(item, aims=aims)

    @cached_property
    def sections(self) -> dict[str | None, Section]:
        """The sections by their label path."""
        return {section.label: section for section in self.layout.sections}

    @cached_property
    def labels(self) -> frozenset[str]:
        """The label paths of the sections."""
        return frozenset(section.label for section in self.layout.sections if section.label)

    # --- clauses -------------------------------------------------------------------------------

    def of_item(self, item: Item, *, aims: bool) -> Iterator[Target]:
        """Targets in the clauses of an item."""
        heading_year = self.year_above(item)
        item_year: Found[int] | None = None
        for sentence in sentences(self.source, readable(item.span)):
            sentence_year = self.year_in(*bounds(self.source, sentence))
            # "Đến năm 2030: …" at the head of an item dates all that follows in it.
            item_year = item_year or sentence_year
            for start, end in self.clauses(sentence):
                year = self.year_in(start, end) or sentence_year or item_year or heading_year
                yield from self.of_clause(item, start, end, year, aims=aims)

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
        values = list(self.values(start, end))
        for first, after, value in self.shares(start, end, values):
            for begin, indicator in self.indicators(first, after, value):
                yield self.target(item, (begin, after), value, indicator, year)
        if not values and year and aims:
            yield from self.state(item, start, end, year)
        elif not values and year and self.year_in(start, end):
            # Inside an order the state must have its year in the same clause.
            rule = words("targets")[self.language].get("state_inside")
            inside = rule and pattern(rule).search(plain(self.source).text, start, end)
            if inside:
                yield from self.state(item, inside.start(), end, year)

    def values(self, start: int, end: int) -> Iterator[_Value]:
        """The figures of a clause that are values of an indicator."""
        text, data = plain(self.source).text, words("targets")[self.language]
        taken = start
        for match in pattern(data["multiple"]).finditer(text, start, end):
            printed = "2" if match["double"] else figure(match["n"] or match["n2"], self.language)
            comparator = "double" if printed == "2" else "multiple"
            place = (match.start(), match.end())
            yield _Value(*place, printed, comparator, None, data["times"], "indicator-multiple")
            taken = match.end()
        last: _Value | None = None
        for match in FIGURE.finditer(text, taken, end):
            value = self.value(match, start, end)
            if value is None:
                continue
            between = text[last.end : value.start] if last else ""
            if last and value.comparator == "=" and not pattern(data["part_of"]).search(between):
                # "ít nhất 100 doanh nghiệp …, 50 doanh nghiệp …": the words hold for both.
                carried = last.comparator if last.comparator in CARRIED else "="
                value = replace(value, comparator=carried)
            yield value
            last = value

    def value(self, match: re.Match[str], start: int, end: int) -> _Value | None:
        """The value that a figure gives; None for a year, a date, a number of an instrument."""
        text, data = plain(self.source).text, words("targets")[self.language]
        span = trimmed(self.source, *match.span())
        if any(quote.contains(span) for quote in self.quotes):
            return None
        opened = text.rfind("(", start, match.start())
        if opened > text.rfind(")", start, match.start()) and opened > start + 1:
            return None  # in brackets stands what has been reached so far
        percent = "%" in match.group()
        before = text[max(start, match.start() - NEAR) : match.start()]
        after = text[match.end() : min(end, match.end() + NEAR)]
        unit, unit_text = None, "%" if percent else None
        if not percent:
            counted = re.match(rf" (?P<unit>{_units(self.language)})(?!\w)", after)
            if not counted or not pattern(data["counted"]).search(before):
                return None
            unit = (match.end() + 1, match.end() + counted.end())
            unit_text = counted["unit"]
        elif product := pattern(data["of_product"]).match(after):
            unit_text = "% " + product["unit"].upper()
        low, high = figure(match["low"], self.language), match["high"]
        if high:
            value = f"{low}-{figure(high, self.language)}"
            return _Value(
                match.start(), match.end(), value, "range", unit, unit_text, "indicator-range"
            )
        comparator, begin = self.comparator(start, match.start(), after)
        if pattern(data["rank"]).search(before):
            unit, unit_text = None, data["rank_unit"]
        elif unit_text and pattern(data["each_year"]).search(before):
            unit_text += data["per_year"]
        return _Value(begin, match.end(), low, comparator, unit, unit_text)

    def comparator(self, start: int, place: int, after: str) -> tuple[str, int]:
        """What the words around a figure say of it, and where they begin."""
        text, data = plain(self.source).text, words("targets")[self.language]
        start = max(start, place - NEAR)
        before = text[start:place].rstrip(" ")
        if pattern(data["increase"]).search(text[start:place]):
            return "increase", place
        for sign, forms in data["comparators"].items():
            found = re.search(rf"(?<!\w)(?:{any_of(map(plain_form, forms))})$", before)
            if found:
                if (
                    sign == ">="
                    and found.group() in data["open_range"]
                    and not pattern(data["or_more"]).search(after)
                ):
                    continue
                return sign, start + found.start()
        return (">=", place) if pattern(data["or_more"]).search(after) else ("=", place)

    def shares(
        self, start: int, end: int, values: list[_Value]
    ) -> Iterator[tuple[int, int, _Value]]:
        """The part of a clause that belongs to each figure: a comma parts two of them."""
        text, apart = plain(self.source).text, tuple(words("targets")[self.language]["apart"])
        values = sorted(values, key=lambda value: value.start)
        begin = start
        for at, value in enumerate(values):
            stop = end
            if at + 1 < len(values):
                following = values[at + 1].start
                comma = max(text.rfind(sign, value.end, following) for sign in apart)
                stop = comma if comma > 0 else following
            if at and text.startswith(apart, begin):
                begin += text[begin:].index(" ", 1) + 1 if text[begin] == " " else 2
            yield begin, stop, value
            begin = stop

    def indicators(
        self, first: int, after: int, value: _Value
    ) -> Iterator[tuple[int, tuple[int, int]]]:
        """Where a target begins, and the words of its indicator; two subjects are two targets."""
        text = plain(self.source).text
        data = words("targets")[self.language]
        for opening_words in pattern(data["opens"]).finditer(text, first, value.start):
            first = opening_words.start() + 1
        joint = pattern(data["joints"]).match(text[first:after].lstrip(" "))
        begin = first + len(text[first:after]) - len(text[first:after].lstrip(" "))
        begin = min(begin + (joint.end() if joint else 0), value.start)
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

    def target(
        self,
        item: Item,
        place: tuple[int, int],
        value: _Value,
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

    def state(self, item: Item, start: int, end: int, year: Found[int]) -> Iterator[Target]:
        """A state that is to be complete, as a target without a figure."""
        text = plain(self.source).text
        while start < end and text[start] == " ":
            start += 1
        for comparator, rule in words("targets")[self.language]["states"].items():
            match = pattern(rule).match(text[start:end])
            if not match:
                continue
            opened = (
                start
                + match.start()
                + (match.group().rfind(": ") + 2 if ": " in match.group() else 0)
            )
            span = trimmed(self.source, opened, end)
            said = trimmed(self.source, opened, start + match.end())
            about = trimmed(self.source, start + match.end(), end)
            if about.end <= about.start:
                return
            yield Target(
                span=span,
                start=opening(self.source.words(span)),
                section=item.section,
                indicator=Found(self.source.words(about), about, "indicator-state", 0.6),
                comparator=comparator,
                value=Found(self.source.words(said), said, "indicator-state", 0.7),
                year=year,
                qualitative=True,
                method="indicator-state",
                confidence=0.6,
            )
            return

    def baseline(self, start: int, end: int) -> Named | None:
        """The year or period that a value is compared with."""
        text = plain(self.source).text
        match = pattern(words("targets")[self.language]["baseline"]).search(text, start, end)
        if match is None:
            return None
        span = trimmed(self.source, *match.span("base"))
        return Found(self.source.words(span), span, "indicator-baseline", 0.8)

    # --- years ---------------------------------------------------------------------------------

    def year_in(self, start: int, end: int) -> Found[int] | None:
        """The year that a passage of the plain text sets."""
        text = plain(self.source).text
        base = pattern(words("targets")[self.language]["baseline"]).search(text, start, end)
        for match in pattern(words("targets")[self.language]["year"]).finditer(text, start, end):
            if base and base.start() <= match.start() < base.end():
                continue
            return Found(
                int(match["y"]), trimmed(self.source, *match.span("y")), "target-year", 0.9
            )
        return None

    def year_above(self, item: Item) -> Found[int] | None:
        """The year of the nearest heading that has one: "Đến năm 2030", "Giai đoạn 2025 - 2030"."""
        label = item.section
        while label is not None:
            section = self.sections.get(label)
            if section and section.heading_span:
                start, end = bounds(self.source, section.heading_span)
                year = self.year_in(start, end) or self.phase_in(start, end)
                if year:
                    return replace(year, method="target-year-heading")
            label = parent_label(label, self.labels)
        return None

    def phase_in(self, start: int, end: int) -> Found[int] | None:
        """The last year of a phase in a heading."""
        match = pattern(words("timing")["phase"]).search(plain(self.source).text, start, end)
        if match is None:
            return None
        return Found(int(match["y"]), trimmed(self.source, *match.span("y")), "target-year", 0.8)

    # --- tables --------------------------------------------------------------------------------

    def is_aim_table(self, item: Item) -> bool:
        """Whether a table row is one of aims: an indicator, and a column for a year or value."""
        titles = " | ".join(item.columns)
        data = words("targets")["columns"]
        return bool(pattern(data["indicator"]).search(titles)) and bool(
            pattern(data["year"]).search(titles) or pattern(data["unit"]).search(titles)
        )

    def of_row(self, item: Item) -> Iterator[Target]:
        """Targets of a table row: one for each cell with a figure under a year."""
        data = words("targets")["columns"]
        unit = next(
            (
                cell
                for title, cell in zip(item.columns, item.cells, strict=False)
                if pattern(data["unit"]).search(title) and cell.end > cell.start
            ),
            None,
        )
        for title, cell in zip(item.columns, item.cells, strict=False):
            if cell in {item.span, unit} or pattern(data["number"]).search(title):
                continue
            text = plain_words(self.source, cell)
            figures = list(FIGURE.finditer(text))
            if len(figures) != 1 or len(text) > CELL:
                continue
            year = pattern(data["year"]).search(title)
            start, end = bounds(self.source, cell)
            comparator, _ = self.comparator(
                start, start + figures[0].start(), text[figures[0].end() :]
            )
            where = trimmed(self.source, start, end)
            printed = "%" if "%" in text else (self.source.words(unit) if unit else None)
            yield Target(
                span=item.span,
                start=opening(self.source.words(item.span)),
                section=item.section,
                indicator=Found(self.source.words(item.span), item.span, "indicator-cell", 0.8),
                comparator=comparator,
                value=Found(figure(figures[0]["low"], self.language), where, "indicator-cell", 0.8),
                unit=Found(printed, unit or where, "indicator-cell", 0.8) if printed else None,
                year=Found(int(year["y"]), None, "indicator-cell", 0.8)
                if year
                else self.year_above(item),
                method="indicator-cell",
                confidence=0.7,
            )


SUBJECT = 12  # characters before a figure that are long enough to be its indicator
NEAR = 100  # characters around a figure that may say what it is
CARRIED = frozenset({">=", ">"})
CELL = 40  # characters; a longer cell is words, not a value


@cache
def _units(language: str) -> str:
    return any_of(plain_form(unit) for unit in words("targets")[language]["units"])


def figure(printed: str, language: str) -> str:
    """A figure without separators of thousands: ``3.000`` of a Vietnamese text gives ``3000``."""
    thousands, decimal = (".", ",") if language == "vi" else (",", ".")
    if re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", printed):
        sign = "." if "." in printed else ","
        if sign == thousands or printed.count(sign) > 1:
            return printed.replace(sign, "").lstrip("0") or "0"
    whole, _, part = printed.replace(decimal, ".").partition(".")
    whole = whole.lstrip("0") or "0"
    return f"{whole}.{part}" if part else whole
