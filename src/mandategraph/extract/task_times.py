"""The time of an order: of its own words, its row, its lead-in, or its heading's phase."""

from dataclasses import replace

from mandategraph.extract.parts import AIMS
from mandategraph.extract.roles import column
from mandategraph.extract.surroundings import Surroundings
from mandategraph.extract.timing import Timing, phase_of, time_in_cell
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
    for number, above_at in enumerate(around.items_above(item)):
        parent = around.layout.items[above_at].span
        if number and (around.language == "vi" or not around.ends_in_colon(parent)):
            break
        above = around.time_in(parent)
        if above.deadline:
            return replace(above, vague=timing.vague), None, ()
    if around.part_of(item) == "tasks":
        for section in sections:
            phase = phase_of(around.source, section.heading_span) if section.heading_span else None
            if phase:
                heading = section.heading_span or passage
                said = Found(around.source.words(heading), heading, "time-heading-phase", 0.8)
                return replace(timing, deadline=phase, text=said), "heading", (None,)
    return timing, None, ()
