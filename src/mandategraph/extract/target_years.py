"""The year of an aim: that of its clause, or of the heading or the lead-in above it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from mandategraph.extract.parts import labels_of, parent_label, sections_by_label
from mandategraph.extract.passages import bounds, plain, trimmed
from mandategraph.extract.vocabulary import pattern, words
from mandategraph.model import Found, Item, Layout, Section
from mandategraph.text import SourceText, Span


@dataclass(frozen=True, eq=False)
class YearReader:
    """Reads years in one text; ``quotes`` are the names of instruments, whose years set none."""

    source: SourceText
    layout: Layout
    language: str
    quotes: Sequence[Span] = ()

    @cached_property
    def sections(self) -> dict[str | None, Section]:
        """The sections by their label path."""
        return sections_by_label(self.layout)

    @cached_property
    def labels(self) -> frozenset[str]:
        """The label paths of the sections."""
        return labels_of(self.layout)

    def first(self, start: int, end: int) -> Found[int] | None:
        """The year that a passage of the plain text sets."""
        text, data = plain(self.source).text, words("targets")[self.language]
        base = pattern(data["baseline"]).search(text, start, end)
        for match in pattern(data["year"]).finditer(text, start, end):
            if base and base.start() <= match.start() < base.end():
                continue
            place = trimmed(self.source, *match.span("y"))
            if any(quote.contains(place) for quote in self.quotes):
                continue
            return Found(int(match["y"]), place, "target-year", 0.9)
        return None

    def above(self, item: Item) -> Found[int] | None:
        """The year of the nearest lead-in or heading that has one.

        ``Đến năm 2030:``, ``Giai đoạn 2025 - 2030``.
        """
        lead, seen = item.parent, 0
        while lead is not None and seen < DEEP:
            above, seen = self.layout.items[lead], seen + 1
            year = self._dated(above.span)
            if year:
                return replace(year, method="target-year-heading")
            lead = above.parent
        label = item.section
        while label is not None:
            section = self.sections.get(label)
            year = self._dated(section.heading_span) if section and section.heading_span else None
            if year:
                return replace(year, method="target-year-heading")
            label = parent_label(label, self.labels)
        return None

    def _dated(self, span: Span) -> Found[int] | None:
        start, end = bounds(self.source, span)
        return self.first(start, end) or self.phase(start, end)

    def phase(self, start: int, end: int) -> Found[int] | None:
        """The last year of a phase in a heading."""
        match = pattern(words("timing")["phase"]).search(plain(self.source).text, start, end)
        if match is None:
            return None
        return Found(int(match["y"]), trimmed(self.source, *match.span("y")), "target-year", 0.8)


DEEP = 6  # lead-ins above one another that are looked at
