"""What surrounds an order: the text's parts and bodies, and what stands above each item."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from mandategraph.extract import sentences_en as english
from mandategraph.extract.agencies import find_bodies
from mandategraph.extract.bodies import Body, bodies_within
from mandategraph.extract.parts import (
    UNKNOWN,
    kind_of_heading,
    labels_of,
    parent_label,
    parts_of,
    sections_by_label,
)
from mandategraph.extract.passages import plain_words
from mandategraph.extract.roles import Roles, preamble_leads, roles_in
from mandategraph.extract.timing import Timing, timing_of
from mandategraph.extract.vocabulary import pattern, words
from mandategraph.gazetteer import Gazetteer
from mandategraph.model import Citation, Item, Layout, Named, Section
from mandategraph.text import SourceText, Span


@dataclass(frozen=True, eq=False)
class Surroundings:
    """One text with all that its orders are read from."""

    source: SourceText
    layout: Layout
    citations: tuple[Citation, ...]
    gazetteer: Gazetteer
    language: str
    issued: str | None = None
    speaker: Named | None = None

    @cached_property
    def bodies(self) -> tuple[Body, ...]:
        """All bodies that the text names."""
        return find_bodies(self.source, self.gazetteer)

    def bodies_in(self, passage: Span) -> tuple[Body, ...]:
        """The bodies that a passage names."""
        return bodies_within(self.bodies, passage)

    @cached_property
    def ordered(self) -> tuple[Named, ...]:
        """The bodies that the preamble orders to carry out all that follows."""
        return preamble_leads(self.source, self.layout.preamble, self.bodies, self.language)

    @cached_property
    def names(self) -> tuple[Span, ...]:
        """Passages that name instruments: their years and dates are no deadlines."""
        topics = [one.topic.span for one in self.citations if one.topic and one.topic.span]
        return (*(quote for one in self.citations for quote in one.quotes), *topics)

    @cached_property
    def legal(self) -> bool:
        """Whether the text orders by "shall"."""
        return english.is_legal(self.source)

    @cached_property
    def parts(self) -> dict[str | None, str]:
        """The kind of part of each section."""
        return parts_of(self.layout)

    @cached_property
    def sections(self) -> dict[str | None, Section]:
        """The sections by their label path."""
        return sections_by_label(self.layout)

    @cached_property
    def labels(self) -> frozenset[str]:
        """The label paths of the sections."""
        return labels_of(self.layout)

    def part_of(self, item: Item) -> str:
        """The kind of part in which an item stands."""
        part = self.parts.get(item.section, UNKNOWN)
        if part == UNKNOWN:
            # "Key Actions", without a label, stands between the section and its items.
            at = bisect_right(self.layout.sections, item.span.start, key=lambda one: one.span.start)
            above = self.layout.sections[at - 1] if at else None
            if above and above.label is None and above.heading:
                return kind_of_heading(above.heading) or part
        return part

    def sections_above(self, item: Item) -> list[Section]:
        """The sections that an item stands in, the nearest first."""
        known = self.sections
        found: list[Section] = []
        label = item.section
        while label is not None:
            if label in known:
                found.append(known[label])
            label = parent_label(label, self.labels)
        return found

    def parent_of(self, at: int) -> int | None:
        """The item that an item stands under, or the paragraph that announces the marked items."""
        item = self.layout.items[at]
        if item.parent is not None or not item.mark or item.cells:
            return item.parent
        above: set[int | None] = set()
        for before in range(at - 1, -1, -1):
            other = self.layout.items[before]
            if other.section != item.section or other.cells:
                return None
            if not other.mark:
                # What stands deeper below the paragraph is its own; this item is none of it.
                own = before in above
                return before if self.ends_in_colon(other.span) and not own else None
            above.add(other.parent)
        return None

    def parent_at(self, item: Item) -> int | None:
        """The item above an item; None for a heading or a paragraph of the preamble."""
        at = self.places.get(item.span.start)
        return None if at is None else self.parent_of(at)

    def items_above(self, item: Item) -> Iterator[int]:
        """The numbers of the items that an item stands under, the nearest first."""
        above = self.parent_at(item)
        while above is not None:
            yield above
            above = self.parent_of(above)

    @cached_property
    def children(self) -> dict[int, list[int]]:
        """The items that stand under each item."""
        found: dict[int, list[int]] = {}
        for at in range(len(self.layout.items)):
            above = self.parent_of(at)
            if above is not None:
                found.setdefault(above, []).append(at)
        return found

    @cached_property
    def places(self) -> dict[int, int]:
        """The number of the item that begins at an offset."""
        return {item.span.start: at for at, item in enumerate(self.layout.items)}

    @cached_property
    def first_items(self) -> dict[str | None, int]:
        """The number of the first item that stands in each section itself."""
        first: dict[str | None, int] = {}
        for at, item in enumerate(self.layout.items):
            first.setdefault(item.section, at)
        return first

    def ends_in_colon(self, passage: Span) -> bool:
        """Whether a passage ends as a lead-in does."""
        text = plain_words(self.source, passage)
        return pattern(words("tasks")["lead_in"]).search(text) is not None

    def roles_of(self, passage: Span) -> Roles:
        """The bodies that the words of a passage give a part, read once for each passage."""
        if passage not in self.roles_read:
            self.roles_read[passage] = roles_in(self.source, passage, self.bodies, self.language)
        return self.roles_read[passage]

    @cached_property
    def roles_read(self) -> dict[Span, Roles]:
        """What ``roles_of`` has read so far."""
        return {}

    def time_in(self, passage: Span) -> Timing:
        """The time that the words of a passage set, read once for each passage."""
        if passage not in self.times_read:
            self.times_read[passage] = timing_of(
                self.source, passage, self.language, issued=self.issued, apart=self.names
            )
        return self.times_read[passage]

    @cached_property
    def times_read(self) -> dict[Span, Timing]:
        """What ``time_in`` has read so far."""
        return {}
