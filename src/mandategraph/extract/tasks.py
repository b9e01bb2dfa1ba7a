"""Orders: which items are tasks, and what each orders, of whom, by when, with which technology.

An item is a task by the kind of part it stands in and by its own words; a lead-in gives its items
its bodies and its time and is no task itself, nor are examples, explanations and closing words.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from mandategraph.extract import sentences_en as english
from mandategraph.extract.order_words import fits_any
from mandategraph.extract.ordering_items import OrderingItems
from mandategraph.extract.ordering_sentences import OrderingSentences
from mandategraph.extract.parts import UNKNOWN
from mandategraph.extract.passages import block_at, plain_words, sentences, strip
from mandategraph.extract.roles import heading_bodies
from mandategraph.extract.subjects import names_matter, technologies_of, theme_of
from mandategraph.extract.surroundings import Surroundings
from mandategraph.extract.task_roles import TaskRoles
from mandategraph.extract.task_rows import with_rows
from mandategraph.extract.task_times import time_of
from mandategraph.gazetteer import Gazetteer
from mandategraph.model import Citation, Found, Item, Layout, Named, Section, Task
from mandategraph.text import SourceText, Span, opening

HEADING = "#"  # the mark of a heading that orders


def read_tasks(  # noqa: PLR0913 - a reading has these parts
    source: SourceText,
    layout: Layout,
    citations: Iterable[Citation],
    gazetteer: Gazetteer,
    language: str,
    *,
    issued: str | None = None,
    speaker: Named | None = None,
) -> tuple[Task, ...]:
    """The orders of a text, in its order.

    ``issued`` is the day of the document, from which "within 90 days of this order" is counted.
    ``speaker`` is who sets out the text's key actions as its own: the issuer of a communication.
    """
    around = Surroundings(source, layout, tuple(citations), gazetteer, language, issued, speaker)
    return tuple(with_rows(TaskReader(around).tasks()))


@dataclass(frozen=True, eq=False)
class TaskReader:
    """Reads the orders of one text."""

    around: Surroundings

    @cached_property
    def orders(self) -> OrderingSentences:
        """Which sentences are orders."""
        return OrderingSentences(self.around)

    @cached_property
    def items(self) -> OrderingItems:
        """Which items are orders."""
        return OrderingItems(self.around, self.orders)

    @cached_property
    def roles(self) -> TaskRoles:
        """The bodies of each order."""
        return TaskRoles(self.around, self.orders)

    def tasks(self) -> Iterator[Task]:
        """The orders in the order of the text: those of headings and of items."""
        found = [task for item in self.above_items() for task in self.orders_of(item)]
        for at, item in enumerate(self.around.layout.items):
            if self.items.is_order(at):
                found.extend(self.orders_of(item))
        yield from sorted(found, key=lambda task: task.span.start)

    def above_items(self) -> Iterator[Item]:
        """What orders in a plan or strategy in English without being an item.

        A heading may say what is to be done ("Action 3: Departments will …"), and so may the
        paragraphs between title and first heading.
        """
        if self.around.language == "vi" or self.around.legal:
            return
        for block in self.blocks_of_preamble():
            if self.orders.within(block):
                yield Item(block, "", None)
        for section in self.around.layout.sections:
            if section.heading_span and self.is_ordering_heading(section):
                yield Item(section.heading_span, HEADING, section.label)

    def blocks_of_preamble(self) -> Iterator[Span]:
        """The paragraphs of the preamble."""
        preamble = self.around.layout.preamble
        at, stop = (preamble.start, preamble.end) if preamble else (0, 0)
        while at < stop:
            end = max(block_at(self.around.source, at).end, at + 1)
            passage = strip(self.around.source, Span(at, min(end, stop)))
            if passage.start < passage.end and not self.around.ends_in_colon(passage):
                yield passage
            at = end

    def is_ordering_heading(self, section: Section) -> bool:
        """Whether a heading is a sentence that orders something."""
        heading = section.heading_span or section.span
        text = plain_words(self.around.source, heading)
        if not english.has_modal(text) or fits_any("never", text):
            return False
        label = plain_words(self.around.source, Span(section.span.start, heading.start))
        ordering = self.orders.first(heading)
        return english.is_numbered_action(label) or (ordering is not None and ordering[1])

    def orders_of(self, item: Item) -> Iterator[Task]:
        """The task of an item, and further ones where later sentences order other bodies."""
        further = list(self.further_sentences(item)) if self.around.language == "en" else []
        edges = [item.span.start, *(span.start for span in further), item.span.end]
        for start, end in pairwise(edges):
            task = self.task(item, Span(start, self.end_before(start, end)))
            yield task if start == item.span.start else replace(task, method="ordering-sentence")

    def end_before(self, start: int, end: int) -> int:
        """The end of a passage without the white space at its end."""
        while end > start and self.around.source.text[end - 1].isspace():
            end -= 1
        return end

    def further_sentences(self, item: Item) -> Iterator[Span]:
        """Sentences after the first that are orders of their own.

        Where the first sentence names no body, the first ordering one belongs to it.
        """
        if self.around.part_of(item) != UNKNOWN or item.cells or item.mark == HEADING:
            return
        at = self.around.places.get(item.span.start, -1)
        last = sentences(self.around.source, item.span)[-1]
        found = list(self.orders.within(item.span))
        starts_with_order = bool(found) and found[0][1]
        if not starts_with_order:
            found = found[1:]
        for sentence, is_first in found:
            # The sentence that announces the items below is theirs.
            told = english.opens_with_pronoun(plain_words(self.around.source, sentence))
            if not is_first and not told and not (sentence == last and at in self.around.children):
                yield sentence

    def task(self, item: Item, passage: Span) -> Task:
        """The order that a passage of an item gives."""
        sections = self.around.sections_above(item)
        roles, source_of_lead = self.roles.of(item, passage, sections)
        timing, deadline_source, deadline_alt = time_of(self.around, item, passage, sections)
        subjects = technologies_of(
            self.around.source, passage, self.around.gazetteer, sections[0] if sections else None
        )
        matters = [section for section in sections if self.is_about_matter(section)]
        theme, theme_alt = theme_of(self.around.source, passage, matters, self.around.part_of(item))
        return Task(
            span=passage,
            start=opening(self.around.source.words(passage)),
            section=item.section,
            lead=roles.lead,
            coordinate=roles.coordinate,
            technology=subjects.technology,
            theme=theme,
            deadline=timing.deadline,
            cites=self.cited_in(passage),
            start_alt=self.start_alt(item, passage),
            lead_source=source_of_lead,
            directed_by=roles.directed_by,
            directs=roles.directs,
            through=roles.through,
            advises=roles.advises,
            technology_alt=subjects.technology_alt,
            theme_alt=theme_alt,
            deadline_alt=deadline_alt,
            deadline_text=timing.text if timing.deadline or timing.text else None,
            deadline_source=deadline_source,
            more_deadlines=timing.more,
            vague_timing=timing.vague,
            method="ordering-row" if item.cells else "ordering-item",
            confidence=0.9 if self.around.part_of(item) != UNKNOWN else 0.75,
        )

    def is_about_matter(self, section: Section) -> bool:
        """Whether a heading names a matter, and no bodies."""
        organises = self.around.parts.get(section.label) == "organisation"
        if organises and not names_matter(self.around.source, section):
            return False
        return not heading_bodies(self.around.source, section, self.around.bodies)

    def cited_in(self, passage: Span) -> tuple[Named, ...]:
        """The numbers of the instruments that a passage names."""
        found: list[Named] = []
        for citation in self.around.citations:
            quote = next((one for one in citation.quotes if passage.contains(one)), None)
            if quote and citation.number:
                found.append(Found(citation.number, quote, citation.method, citation.confidence))
        return tuple(sorted(found, key=lambda one: one.span.start if one.span else 0))

    def start_alt(self, item: Item, passage: Span) -> tuple[str, ...]:
        """The opening of the ordering sentence, where the first one names no body."""
        if self.around.language != "en" or self.around.part_of(item) not in {UNKNOWN, "other"}:
            return ()
        ordering = self.orders.first(passage)
        if ordering is None or ordering[1]:
            return ()
        return (opening(self.around.source.words(ordering[0])),)
