"""Figures that are values: what a number is compared with, what it counts, and where it stands.

A figure is a value when it is a percentage, a rank, a multiple, or counts something that the words
before it say is to be reached; years, dates, numbers of instruments and what stands in brackets
(what has been reached so far) are none.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from mandategraph.extract.passages import plain, trimmed
from mandategraph.extract.vocabulary import any_of, pattern, plain_form, words
from mandategraph.text import SourceText, Span, collapse

_NUMBER = r"\d{1,3}(?:[.,]\d{3})+(?!\d)|\d+(?:[.,]\d+)?"
FIGURE = re.compile(
    r"(?<![\w/.,-])(?P<low>" + _NUMBER + r")(?: ?%)?"
    # the upper end of a range; a year is none
    r"(?: ?(?:-|đến|to) ?(?!(?:19|20)\d\d(?![\d.,%]))(?P<high>\d+(?:[.,]\d+)?))?"
    r"(?P<percent> ?%)?(?!\w|/\d|-\d|[.,]\d)"
)
NEAR = 100  # characters around a figure that may say what it is
CARRIED = frozenset({">=", ">"})


@dataclass(frozen=True, slots=True)
class Value:
    """A figure as it stands in the plain text: its bounds, what it is compared with, its unit."""

    start: int
    end: int
    text: str
    comparator: str
    unit: tuple[int, int] | None
    unit_text: str | None
    method: str = "indicator-value"


@dataclass(frozen=True, eq=False, slots=True)
class ValueReader:
    """Reads the values of clauses of one text; ``quotes`` are the instruments it names."""

    source: SourceText
    language: str
    quotes: Sequence[Span] = ()

    @property
    def data(self) -> dict[str, Any]:
        """The words of the language."""
        found: dict[str, Any] = words("targets")[self.language]
        return found

    def values(self, start: int, end: int, *, aims: bool = False) -> list[Value]:
        """The values of a clause of the plain text, in its order."""
        multiples = list(self._multiples(start, end))
        found = [*multiples, *self._named(start, end)]
        last: Value | None = None
        text = plain(self.source).text
        for match in FIGURE.finditer(text, start, end):
            if any(one.start < match.end() and match.start() < one.end for one in multiples):
                continue
            value = self._value(match, start, end, aims=aims)
            if value is None:
                continue
            between = text[last.end : value.start] if last else ""
            if last and value.comparator == "=" and not self._search("part_of", between):
                # "ít nhất 100 doanh nghiệp …, 50 doanh nghiệp …": the words hold for both.
                carried = last.comparator if last.comparator in CARRIED else "="
                value = replace(value, comparator=carried)
            found.append(value)
            last = value
        return sorted(found, key=lambda value: value.start)

    def _search(self, rule: str, text: str) -> re.Match[str] | None:
        return pattern(self.data[rule]).search(text) if rule in self.data else None

    def _multiples(self, start: int, end: int) -> Iterator[Value]:
        """``gấp đôi``, ``tăng 2,5 lần``."""
        for match in pattern(self.data["multiple"]).finditer(plain(self.source).text, start, end):
            printed = "2" if match["double"] else figure(match["n"] or match["n2"], self.language)
            yield Value(
                match.start(), match.end(), printed, "double" if printed == "2" else "multiple",
                None, self.data["times"], "indicator-multiple",
            )  # fmt: skip

    def _named(self, start: int, end: int) -> Iterator[Value]:
        """Figures in words: ``at least two agencies``."""
        if "number_words" not in self.data:
            return
        text = plain(self.source).text
        known: dict[str, int] = self.data["number_words"]
        rule = rf"(?<!\w)(?P<n>{any_of(known)}) (?P<unit>{_units(self.language)})(?!\w)"
        for match in re.compile(rule).finditer(text, start, end):
            before = text[max(start, match.start() - NEAR) : match.start()]
            if not self._search("counted", before):
                continue
            comparator, begin = self.comparator(start, match.start(), "")
            yield Value(
                begin, match.end("n"), str(known[match["n"]]), comparator,
                match.span("unit"), match["unit"],
            )  # fmt: skip

    def _value(self, match: re.Match[str], start: int, end: int, *, aims: bool) -> Value | None:
        text = plain(self.source).text
        before = text[max(start, match.start() - NEAR) : match.start()]
        after = text[match.end() : min(end, match.end() + NEAR)]
        if self._is_other(match, start, before, after):
            return None
        if self._is_rank(before, after):
            return self._rank(match, start, after)
        comparator, begin = self.comparator(start, match.start(), after)
        compared = begin < match.start() or bool(self._search("or_more", after))
        opens = aims and not before.strip(" ")
        found = self._unit(match, before, after, compared=compared, aims=aims, opens=opens)
        if found is None:
            return None
        unit, unit_text = found[0], found[1] or None
        yearly = self._search("each_year", before) or (unit and self._search("per", after))
        if unit_text and yearly and self.data["per_year"] not in unit_text:
            unit_text += self.data["per_year"]
        low, high = figure(match["low"], self.language), match["high"]
        if high:
            printed = f"{low}-{figure(high, self.language)}"
            return Value(
                match.start(), match.end(), printed, "range", unit, unit_text, "indicator-range"
            )
        return Value(begin, match.end(), low, comparator, unit, unit_text)

    def _is_other(self, match: re.Match[str], start: int, before: str, after: str) -> bool:
        """Whether a figure is plainly none to be reached."""
        starts_from = self._search("from_value", before) and self._search("to_value", after)
        return bool(
            self._in_name(match)
            or _in_brackets(plain(self.source).text, start, match.start())
            or self._search("describes", before)
            or starts_from  # "từ 20% lên 30%": where it stands now
        )

    def _in_name(self, match: re.Match[str]) -> bool:
        """Whether a figure belongs to the name of an instrument."""
        span = trimmed(self.source, *match.span())
        return any(quote.contains(span) for quote in self.quotes)

    def _is_rank(self, before: str, after: str) -> bool:
        if "%" in after[:1] or before.endswith("%"):
            return False
        return bool(self._search("rank", before)) or bool(
            self._search("rank_among", before) and self._search("rank_lead", after)
        )

    def _rank(self, match: re.Match[str], start: int, after: str) -> Value:
        comparator, begin = self.comparator(start, match.start(), after)
        if comparator in {"=", ">=", ">", "increase"}:
            comparator = "<="  # among the first so many
        low = figure(match["high"] or match["low"], self.language)
        return Value(begin, match.end(), low, comparator, None, self.data["rank_unit"])

    def _unit(  # noqa: PLR0913 -- a figure, and what is known of its place
        self,
        match: re.Match[str],
        before: str,
        after: str,
        *,
        compared: bool,
        aims: bool,
        opens: bool,
    ) -> tuple[tuple[int, int] | None, str] | None:
        """What a figure counts, and its words; None where it is no value."""
        if "%" in match.group():
            if product := self._search("of_product", after):
                bounds = (match.end() + product.start("unit"), match.end() + product.end("unit"))
                return None, "% " + self._printed(bounds).replace("the total", "total", 1)
            per = self._search("per", after)
            return None, "%" + (self.data["per_year"] if per else "")
        if aims and self._search("index", before) and re.match(r"[ ,;.)]*$|,", after):
            return None, ""
        if not (opens or self._search("counted", before) or compared):
            return None
        counted = re.match(rf" (?P<unit>{_units(self.language)})(?!\w)", after)
        if counted is None and (aims or (compared and self.data["any_unit_in_orders"])):
            counted = pattern(self.data["any_unit"]).match(after)
        if counted is None:
            return None
        further = after[counted.end() :]
        rate = self._search("rate", further) or re.match(
            rf", (?:{_units(self.language)})(?!\w)", further
        )
        last = counted.end() + (rate.end() if rate else 0)
        bounds = (match.end() + counted.start("unit"), match.end() + last)
        return bounds, self._printed(bounds).casefold()

    def _printed(self, place: tuple[int, int]) -> str:
        """The words of a passage of the plain text, on one line."""
        return collapse(self.source.words(trimmed(self.source, *place)))

    def comparator(self, start: int, place: int, after: str) -> tuple[str, int]:
        """What the words around a figure say of it, and where they begin."""
        text = plain(self.source).text
        start = max(start, place - NEAR)
        before = text[start:place].rstrip(" ")
        for sign, forms in self.data["comparators"].items():
            found = re.search(rf"(?<!\w)(?:{_forms(tuple(forms))})$", before)
            if found:
                return sign, start + found.start()
        if self._search("or_more", after):
            return ">=", place
        if self._search("increase", text[start:place]):
            return "increase", place
        return "=", place


def _in_brackets(text: str, start: int, place: int) -> bool:
    """Whether a place stands in brackets that open inside the clause."""
    opened = text.rfind("(", start, place)
    return opened > text.rfind(")", start, place) and opened > start + 1


@cache
def _forms(forms: tuple[str, ...]) -> str:
    return any_of(map(plain_form, forms))


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
