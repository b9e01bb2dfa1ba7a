"""The time of an order: of its own words, its row, its lead-in, or its heading's phase."""

from dataclasses import replace

from mandategraph.extract.parts import AIMS
from mandategraph.extract.passages import plain_words
from mandategraph.extract.roles import column
from mandategraph.extract.surroundings import Surroundings
from mandategraph.extract.timing import Timing, phase_of, time_in_cell
from mandategraph.extract.vocabulary import pattern, words
from mandategraph.model import Found, Item, Section
from mandategraph.text import Span


def time_of(
    around: Surroundings, item: Item, passage: Span, sections: list[Section]
) -> tuple[Timing, str | None, tuple[str | None, ...]]:
    """The time of an order, where it stands if not in its own words, and other readings of it."""
    if around.part_of(item) in AIMS:
        return Timing(), None, ()
    cell = column(item, "time")
    if cell:
        timing = time_in_cell(around.source, cell, around.language, around.issued)
        return timing, "row" if timing.deadline else None, ()
    timing = around.time_in(passage)
    if timing.deadline:
        return timing, None, ()
    if given := _handed_over(around, item) or _announced(around, item):
        return replace(given, vague=timing.vague), None, ()
    if around.part_of(item) == "tasks":
        for section in sections:
            phase = phase_of(around.source, section.heading_span) if section.heading_span else None
            if phase:
                heading = section.heading_span or passage
                said = Found(around.source.words(heading), heading, "time-heading-phase", 0.8)
                return replace(timing, deadline=phase, text=said), "heading", (None,)
    return timing, None, ()


def _announced(around: Surroundings, item: Item) -> Timing | None:
    """The time in the lead-in above an item, in English in any of those above each other."""
    for number, above_at in enumerate(around.items_above(item)):
        parent = around.layout.items[above_at].span
        if number and (around.language == "vi" or not around.ends_in_colon(parent)):
            break
        above = around.time_in(parent)
        if above.deadline:
            return above
    return None


def _handed_over(around: Surroundings, item: Item) -> Timing | None:
    """The time by which what an item asks for is handed over, where its contents below say so."""
    if around.language == "vi" or item.span.start not in around.places:
        return None
    for below in around.children.get(around.places[item.span.start], ()):
        span = around.layout.items[below].span
        if pattern(words("timing")["handed_over"]).match(plain_words(around.source, span)):
            time = around.time_in(span)
            if time.deadline:
                return time
    return None
