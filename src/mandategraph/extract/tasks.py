"""Orders: which items are tasks, and what each orders, of whom, by when, with which technology.

An item is a task by the kind of part it stands in and by its own words; a lead-in gives its items
its bodies and its time and is no task itself, nor are examples, explanations and closing words.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache, cached_property, lru_cache
from itertools import pairwise

from mandategraph.extract import sentences_en as english
from mandategraph.extract.agencies import find_bodies
from mandategraph.extract.bodies import Body, bodies_within
from mandategraph.extract.parts import AIMS, UNKNOWN, kind_of_heading, parent_label, parts_of
from mandategraph.extract.passages import (
    block_at,
    bounds,
    plain,
    plain_words,
    readable,
    sentences,
    strip,
)
from mandategraph.extract.roles import (
    Roles,
    announcing_bodies,
    bodies_alone,
    column,
    heading_bodies,
    is_directing,
    list_at,
    named,
    preamble_leads,
    roles_in,
    roles_in_row,
)
from mandategraph.extract.subjects import names_matter, technologies_of, theme_of
from mandategraph.extract.timing import Timing, phase_of, time_in_cell, timing_of
from mandategraph.extract.vocabulary import any_of, pattern, plain_form, words
from mandategraph.gazetteer import Gazetteer
from mandategraph.model import Citation, Found, Item, Layout, Named, Section, Task
from mandategraph.text import SourceText, Span, collapse, opening


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
    reader = TaskReader(source, layout, tuple(citations), gazetteer, language, issued, speaker)
    return tuple(with_rows(reader.tasks()))


@dataclass(frozen=True, eq=False)
class TaskReader:
    """One text with all that its orders are read from."""

    source: SourceText
    layout: Layout
    citations: tuple[Citation, ...]
    gazetteer: Gazetteer
    language: str
    issued: str | None = None
    speaker: Named | None = None

    def tasks(self) -> Iterator[Task]:
        """The orders in the order of the text: those of headings and of items."""
        found = [task for item in self.above_items() for task in self.orders_of(item)]
        for at, item in enumerate(self.layout.items):
            if self.is_order(at):
                found.extend(self.orders_of(item))
        yield from sorted(found, key=lambda task: task.span.start)

    def above_items(self) -> Iterator[Item]:
        """What orders in a plan or strategy in English without being an item.

        A heading may say what is to be done ("Action 3: Departments will …"), and so may the
        paragraphs between title and first heading.
        """
        if self.language == "vi" or self.legal:
            return
        for block in self.blocks_of_preamble():
            if any(True for _ in self.ordering_sentences(block)):
                yield Item(block, "", None)
        for section in self.layout.sections:
            if section.heading_span and self.is_ordering_heading(section):
                yield Item(section.heading_span, HEADING, section.label)

    def blocks_of_preamble(self) -> Iterator[Span]:
        """The paragraphs of the preamble."""
        preamble = self.layout.preamble
        at, stop = (preamble.start, preamble.end) if preamble else (0, 0)
        while at < stop:
            end = max(block_at(self.source, at).end, at + 1)
            passage = strip(self.source, Span(at, min(end, stop)))
            if passage.start < passage.end and not self.ends_in_colon(passage):
                yield passage
            at = end

    def under_action(self, item: Item) -> bool:
        """Whether an item stands under a heading such as "Action 7"."""
        section = self.sections.get(item.section)
        if section is None or section.heading_span is None:
            return False
        label = Span(section.span.start, section.heading_span.start)
        return english.is_numbered_action(plain_words(self.source, label))

    def is_ordering_heading(self, section: Section) -> bool:
        """Whether a heading is a sentence that orders something."""
        heading = section.heading_span or section.span
        text = plain_words(self.source, heading)
        if not english.has_modal(text) or _fits_any("never", text):
            return False
        label = plain_words(self.source, Span(section.span.start, heading.start))
        ordering = next(iter(self.ordering_sentences(heading)), None)
        return english.is_numbered_action(label) or (ordering is not None and ordering[1])

    # --- which items are orders ----------------------------------------------------------------

    def is_order(self, at: int) -> bool:
        """Whether an item orders something."""
        item = self.layout.items[at]
        text = plain_words(self.source, item.span)
        shortest = 1 if column(item, "lead") else SHORTEST
        if len(text) < shortest or _fits_any("never", text) or self.announces(at):
            return False
        parent = self.parent_of(at)
        if parent is not None and not item.cells and not self.children_order(parent):
            return False
        return self.is_order_in(at, self.part_of(item), text)

    def is_order_in(self, at: int, part: str, text: str) -> bool:
        """Whether an item orders something, for the kind of part in which it stands."""
        item = self.layout.items[at]
        if item.cells:
            return self.is_order_row(item)
        if part in AIMS:
            return self.is_requirement(item, part, text)
        if part == "funding":
            return bool(self.roles_of(item.span).lead)
        if part == UNKNOWN:
            return self.opens_as_order(at, text)
        return part in {"tasks", "organisation"} and self.is_no_talk(at, text)

    def is_no_talk(self, at: int, text: str) -> bool:
        """Whether an item is none of the paragraphs that only tell, between a strategy's actions."""
        if self.language == "vi" or self.legal or self.layout.items[at].mark:
            return True
        return bool(order_en().match(text)) or self.opens_as_order(at, text)

    def parent_of(self, at: int) -> int | None:
        """The item that an item stands under, or the paragraph that announces the marked items."""
        item = self.layout.items[at]
        if item.parent is not None or not item.mark or item.cells:
            return item.parent
        for before in range(at - 1, -1, -1):
            other = self.layout.items[before]
            if other.section != item.section or other.cells:
                return None
            if not other.mark:
                return before if self.ends_in_colon(other.span) else None
        return None

    def ends_in_colon(self, passage: Span) -> bool:
        """Whether a passage ends as a lead-in does."""
        text = plain_words(self.source, passage)
        return pattern(words("tasks")["lead_in"]).search(text) is not None

    def announces(self, at: int) -> bool:
        """Whether an item only announces the items below it.

        It orders something itself where they are its contents, or where a sentence before the
        lead-in is an order.
        """
        item = self.layout.items[at]
        children = self.children.get(at, ())
        if not children:
            return (
                self.ends_in_colon(item.span)
                and len(plain_words(self.source, item.span)) < HEADING_LIKE
            )
        if not self.children_order(at):
            return False
        if not self.ends_in_colon(item.span):
            return len(plain_words(self.source, item.span)) < HEADING_LIKE
        last = sentences(self.source, item.span)[-1].start
        return not any(one.start < last for one, _ in self.ordering_sentences(item.span))

    def children_order(self, at: int) -> bool:
        """Whether the items under an item are orders, not examples or contents of its own."""
        item = self.layout.items[at]
        if self.has_only_examples(item):
            return False
        if self.language == "vi":
            return True
        last = plain_words(self.source, sentences(self.source, item.span)[-1])
        if english.announces_acts(last) and not english.announces_nothing(last):
            return True
        children = (self.layout.items[child] for child in self.children.get(at, ()))
        return any(
            order_en().match(plain_words(self.source, child.span))
            or self.roles_of(child.span).lead
            or any(True for _ in self.ordering_sentences(child.span))
            for child in children
        )

    def has_only_examples(self, item: Item) -> bool:
        """Whether what an item announces are examples or contents of its own order."""
        rule = words("tasks")["announces_only_examples"]
        return pattern(rule).search(plain_words(self.source, item.span)) is not None

    def is_order_row(self, item: Item) -> bool:
        """Whether a table row orders something: its table has a column for tasks or for leads."""
        titles = " | ".join(item.columns)
        data = words("roles")["columns"]
        task = pattern(data["task"]).search(titles) or pattern(data["lead"]).search(titles)
        aim = pattern(data["aim"]).search(titles)
        return bool(task) and not (aim and not pattern(data["lead"]).search(titles))

    def is_requirement(self, item: Item, part: str, text: str) -> bool:
        """Whether an item of a part on requirements orders named bodies to do a specific thing."""
        if part != "purpose" or not pattern(words("tasks")["requirement"]).search(text):
            return False
        start, _ = bounds(self.source, item.span)
        offset = plain(self.source).starts[start]
        return any(body.span.start == offset for body in self.bodies)

    def opens_as_order(self, at: int, text: str) -> bool:
        """Whether an item outside the known parts reads as an order."""
        item = self.layout.items[at]
        lead = self.roles_of(item.span).lead
        if self.language == "vi":
            statement = pattern(words("tasks")["order_vi"]["statement"]).match(text)
            return (bool(order_vi().match(text)) and not statement) or bool(lead)
        return self.orders_in_english(at, text, named=bool(lead))

    def orders_in_english(self, at: int, text: str, *, named: bool) -> bool:
        """Whether an English item outside the known parts reads as an order."""
        item = self.layout.items[at]
        modal = pattern(words("tasks")["order_en"]["modal"])
        if self.legal and named and modal.search(text) and not self.tells(item.span):
            return True
        parent = self.parent_of(at)
        if parent is not None and self.follows_lead_in(parent, text):
            return True
        if item.mark and self.under_action(item) and english.is_event(text):
            return True
        return any(True for _ in self.ordering_sentences(item.span))

    def follows_lead_in(self, parent: int, text: str) -> bool:
        """Whether an item says what the bodies of the lead-in above it are to do."""
        above = plain_words(self.source, sentences(self.source, self.layout.items[parent].span)[-1])
        if english.announces_acts(above):
            return not english.is_state(text) and not english.announces_nothing(above)
        if not self.legal and english.announces_nothing(above):
            return False
        whole = plain_words(self.source, self.layout.items[parent].span)
        modal = pattern(words("tasks")["order_en"]["modal"])
        return bool(modal.search(whole)) and bool(order_en().match(text))

    def tells(self, passage: Span) -> bool:
        """Whether the bodies that open a passage are followed by a verb that tells what they do."""
        found = [
            body for body in self.bodies_in(passage) if body.span.start - passage.start < OPENING
        ]
        if not found:
            return False
        end = bounds(self.source, found[-1].span)[1]
        return TELLING.match(plain(self.source).text, end) is not None

    def bodies_in(self, passage: Span) -> tuple[Body, ...]:
        """The bodies that a passage names."""
        return bodies_within(self.bodies, passage)

    # --- what surrounds an item ----------------------------------------------------------------

    @cached_property
    def bodies(self) -> tuple[Body, ...]:
        """All bodies that the text names."""
        return find_bodies(self.source, self.gazetteer)

    @cached_property
    def parts(self) -> dict[str | None, str]:
        """The kind of part of each section."""
        return parts_of(self.layout)

    @cached_property
    def sections(self) -> dict[str | None, Section]:
        """The sections by their label path."""
        return {section.label: section for section in self.layout.sections}

    @cached_property
    def labels(self) -> frozenset[str]:
        """The label paths of the sections."""
        return frozenset(section.label for section in self.layout.sections if section.label)

    @cached_property
    def children(self) -> dict[int, list[int]]:
        """The items that stand under each item."""
        found: dict[int, list[int]] = {}
        for at in range(len(self.layout.items)):
            above = self.parent_of(at)
            if above is not None:
                found.setdefault(above, []).append(at)
        return found

    def parent_at(self, item: Item) -> int | None:
        """The item above an item; None for a heading or a paragraph of the preamble."""
        at = self.places.get(item.span.start)
        return None if at is None else self.parent_of(at)

    def lead_in_of(self, item: Item) -> Span | None:
        """The sentence that announces an item: the last one of the item above it."""
        above = self.parent_at(item)
        if above is None:
            return None
        parent = self.layout.items[above].span
        last = sentences(self.source, parent)[-1]
        return last if self.language == "en" and self.roles_of(last).lead else parent

    @cached_property
    def places(self) -> dict[int, int]:
        """The number of the item that begins at an offset."""
        return {item.span.start: at for at, item in enumerate(self.layout.items)}

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

    def roles_of(self, passage: Span) -> Roles:
        """The bodies that the words of a passage give a part, read once for each passage."""
        if passage not in self.roles_read:
            self.roles_read[passage] = roles_in(self.source, passage, self.bodies, self.language)
        return self.roles_read[passage]

    @cached_property
    def roles_read(self) -> dict[Span, Roles]:
        """What ``roles_of`` has read so far."""
        return {}

    # --- the order -----------------------------------------------------------------------------

    def orders_of(self, item: Item) -> Iterator[Task]:
        """The task of an item, and further ones where later sentences order other bodies."""
        further = list(self.further_sentences(item)) if self.language == "en" else []
        edges = [item.span.start, *(span.start for span in further), item.span.end]
        for start, end in pairwise(edges):
            task = self.task(item, Span(start, self.end_before(start, end)))
            yield task if start == item.span.start else replace(task, method="ordering-sentence")

    def end_before(self, start: int, end: int) -> int:
        """The end of a passage without the white space at its end."""
        while end > start and self.source.text[end - 1].isspace():
            end -= 1
        return end

    def ordering_sentences(self, passage: Span) -> Iterator[tuple[Span, bool]]:
        """Sentences that order a body to do something, and whether each is the first one."""
        before: Span | None = None
        for number, sentence in enumerate(sentences(self.source, readable(passage))):
            text = plain_words(self.source, sentence)
            if not _fits_any("never", text) and self.orders(sentence, text, before):
                yield sentence, number == 0
            before = sentence

    def orders(self, sentence: Span, text: str, before: Span | None) -> bool:
        """Whether a sentence orders a body to do something."""
        if self.legal or self.language == "vi":
            modal = pattern(words("tasks")["further_en"])
            return bool(modal.search(text) and self.roles_of(sentence).lead)
        if english.acts(text) and (
            self.roles_of(sentence).lead or self.lead_meant(sentence, before)
        ):
            return True
        if english.commits(text) or english.encourages(text):
            return True
        return english.is_event(text) and self.has_agent_or_day(sentence)

    def has_agent_or_day(self, sentence: Span) -> bool:
        """Whether a sentence says by whom, or by which day, something is to be done."""
        if self.roles_of(sentence).lead:
            return True
        time = self.time_in(sentence).deadline
        return time is not None and len(time.value) == len("YYYY-MM-DD")

    def lead_meant(self, sentence: Span, before: Span | None) -> tuple[Named, ...]:
        """The bodies that "it" or "they" stands for: the subject of the sentence before."""
        if before is None or not english.opens_with_pronoun(plain_words(self.source, sentence)):
            return ()
        if lead := self.roles_of(before).lead:
            return lead
        start, stop = bounds(self.source, before)
        return named(list_at(self.source, self.bodies_in(before), start, stop), "lead-subject", 0.8)

    @cached_property
    def legal(self) -> bool:
        """Whether the text orders by "shall"."""
        return english.is_legal(self.source)

    def further_sentences(self, item: Item) -> Iterator[Span]:
        """Sentences after the first that are orders of their own.

        Where the first sentence names no body, the first ordering one belongs to it.
        """
        if self.part_of(item) != UNKNOWN or item.cells or item.mark == HEADING:
            return
        at = self.places.get(item.span.start, -1)
        last = sentences(self.source, item.span)[-1]
        found = list(self.ordering_sentences(item.span))
        starts_with_order = bool(found) and found[0][1]
        if not starts_with_order:
            found = found[1:]
        for sentence, is_first in found:
            # The sentence that announces the items below is theirs.
            told = english.opens_with_pronoun(plain_words(self.source, sentence))
            if not is_first and not told and not (sentence == last and at in self.children):
                yield sentence

    def task(self, item: Item, passage: Span) -> Task:
        """The order that a passage of an item gives."""
        sections = self.sections_above(item)
        roles, source_of_lead = self.roles_for(item, passage, sections)
        timing, deadline_source, deadline_alt = self.timing_for(item, passage, sections)
        subjects = technologies_of(
            self.source, passage, self.gazetteer, sections[0] if sections else None
        )
        matters = [section for section in sections if self.is_about_matter(section)]
        theme, theme_alt = theme_of(self.source, passage, matters, self.part_of(item))
        return Task(
            span=passage,
            start=opening(self.source.words(passage)),
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
            confidence=0.9 if self.part_of(item) != UNKNOWN else 0.75,
        )

    def roles_for(
        self, item: Item, passage: Span, sections: list[Section]
    ) -> tuple[Roles, str | None]:
        """The bodies of an order: from its words, its row, its lead-in, its heading, the preamble."""
        roles = self.roles_of(passage)
        if self.language == "en" and (not self.legal or not roles.lead):
            # The first sentence names no body: the ordering one does.
            roles = self.roles_of_order(item, passage) or roles
        if item.cells:
            row = roles_in_row(self.source, item, self.bodies)
            roles = replace(
                roles,
                lead=row.lead or roles.lead,
                coordinate=row.coordinate or roles.coordinate,
            )
        lead_in = self.lead_in_of(item)
        if lead_in:
            roles = self.under(roles, lead_in)
            if not roles.lead and self.language == "en":
                roles = replace(roles, lead=self.lead_announced(lead_in, sections))
        if not roles.lead:
            roles, announced = self.under_heading(roles, sections)
            if announced:
                return roles, "preamble"
        elif directing := self.directing_heading(sections):
            roles = replace(roles, directed_by=_without(directing, roles.lead))
        leads = () if roles.lead or item.cells else self.leads_of_all(item)
        return (replace(roles, lead=leads), "preamble") if leads else (roles, None)

    def leads_of_all(self, item: Item) -> tuple[Named, ...]:
        """Whoever is to do all that the text orders: of the preamble, or of a communication."""
        leads = preamble_leads(self.source, self.layout.preamble, self.bodies, self.language)
        if not leads and self.speaker and self.part_of(item) == "tasks":
            return (self.speaker,)
        return leads

    def roles_of_order(self, item: Item, passage: Span) -> Roles | None:
        """The parts of the bodies in the first ordering sentence of a passage."""
        if self.legal and passage != item.span:
            return None
        before: Span | None = None
        ordering = next(iter(self.ordering_sentences(passage)), None)
        for sentence in sentences(self.source, readable(passage)) if ordering else ():
            if ordering and sentence == ordering[0]:
                roles = self.roles_of(sentence)
                return (
                    roles if roles.lead else replace(roles, lead=self.lead_meant(sentence, before))
                )
            before = sentence
        return None

    def lead_announced(self, lead_in: Span, sections: list[Section]) -> tuple[Named, ...]:
        """The bodies of an English lead-in without a subject of its own.

        "For the five departments:" names them; "It will:" means the subject of the heading.
        """
        last = sentences(self.source, lead_in)[-1]
        text = plain_words(self.source, last)
        if FOR.match(text):
            found = self.bodies_in(last)
            sure = [body for body in found if not body.contextual]
            return named(sure or found, "lead-heading", 0.8)
        if english.opens_with_pronoun(text):
            for section in sections:
                if section.heading_span and (lead := self.roles_of(section.heading_span).lead):
                    return lead
        return ()

    def under(self, roles: Roles, lead_in: Span) -> Roles:
        """The bodies of an order with those of the lead-in above it."""
        above = self.roles_of(lead_in)
        if roles.lead:
            if is_directing(self.source, lead_in):
                return replace(roles, directed_by=_without(above.lead, roles.lead))
            return roles
        lead = above.lead
        if not lead and self.ends_in_colon(lead_in):
            lead = named(bodies_alone(self.source, lead_in, self.bodies), "lead-heading", 0.9)
        return replace(
            roles,
            lead=lead,
            coordinate=roles.coordinate or _without(above.coordinate, above.lead),
        )

    def under_heading(self, roles: Roles, sections: list[Section]) -> tuple[Roles, bool]:
        """The bodies of an order that names no lead, with those of the nearest heading of bodies.

        Also whether they are those of a paragraph that announces the tasks of the whole part.
        """
        for section in sections:
            found = heading_bodies(self.source, section, self.bodies)
            if found:
                leads = named(found, "lead-heading", 0.95)
                known = {one.value for one in leads}
                return replace(
                    roles,
                    lead=leads,
                    coordinate=tuple(one for one in roles.coordinate if one.value not in known),
                ), False
            if announced := self.announced_in(section):
                return replace(roles, lead=announced), section.heading_span is None
            if announced := self.announced_under(section):
                return replace(roles, lead=announced), True
            if described := self.described_heading(section):
                return replace(roles, lead=(described,)), False
        return roles, False

    def announced_in(self, section: Section) -> tuple[Named, ...]:
        """The bodies whose tasks a heading announces in a sentence."""
        if section.heading_span is None:
            return ()
        return announcing_bodies(self.source, section.heading_span, self.bodies, self.language)

    def announced_under(self, section: Section) -> tuple[Named, ...]:
        """The bodies whose tasks the last paragraph before the parts of a section announces."""
        at = self.first_items.get(section.label)
        if at is None:
            return ()
        for item in self.layout.items[at : at + FEW]:
            if item.section != section.label or item.mark or item.cells:
                break
            found = announcing_bodies(self.source, item.span, self.bodies, self.language)
            if found:
                return found
        return ()

    @cached_property
    def first_items(self) -> dict[str | None, int]:
        """The number of the first item that stands in each section itself."""
        first: dict[str | None, int] = {}
        for at, item in enumerate(self.layout.items):
            first.setdefault(item.section, at)
        return first

    def described_heading(self, section: Section) -> Named | None:
        """A heading of the part on organisation that describes bodies instead of naming them."""
        if self.parts.get(section.label) != "organisation" or not section.heading_span:
            return None
        start, stop = bounds(self.source, section.heading_span)
        text = plain(self.source).text[start:stop]
        if not pattern(words("roles")["described"]).match(text) or order_vi().match(text):
            return None
        if text.rstrip().endswith(":") and len(text.split()) > LONG_NAME:
            return None  # a clause that announces, no name
        name = collapse(self.source.words(section.heading_span)).strip(" *_:.")
        return Found(name, section.heading_span, "lead-heading-words", 0.5)

    def is_about_matter(self, section: Section) -> bool:
        """Whether a heading names a matter, and no bodies."""
        organises = self.parts.get(section.label) == "organisation"
        if organises and not names_matter(self.source, section):
            return False
        return not heading_bodies(self.source, section, self.bodies)

    def directing_heading(self, sections: list[Section]) -> tuple[Named, ...]:
        """The bodies of a heading that directs the bodies named below it."""
        for section in sections:
            if section.heading_span and is_directing(self.source, section.heading_span):
                found = heading_bodies(self.source, section, self.bodies)
                return named(found, "directed-by-heading", 0.9)
        return ()

    def timing_for(
        self, item: Item, passage: Span, sections: list[Section]
    ) -> tuple[Timing, str | None, tuple[str | None, ...]]:
        """The time of an order: of its own words, its row, its lead-in, or its heading's phase."""
        if self.part_of(item) in AIMS:
            return Timing(), None, ()
        cell = column(item, "time")
        if cell:
            timing = time_in_cell(self.source, cell, self.language, self.issued)
            return timing, "row" if timing.deadline else None, ()
        timing = self.time_in(passage)
        if timing.deadline:
            return timing, None, ()
        above_at = self.parent_at(item)
        if above_at is not None:
            above = self.time_in(self.layout.items[above_at].span)
            if above.deadline:
                return replace(above, vague=timing.vague), None, ()
        if self.part_of(item) == "tasks":
            for section in sections:
                phase = (
                    phase_of(self.source, section.heading_span) if section.heading_span else None
                )
                if phase:
                    heading = section.heading_span or passage
                    text = Found(self.source.words(heading), heading, "time-heading-phase", 0.8)
                    return replace(timing, deadline=phase, text=text), "heading", (None,)
        return timing, None, ()

    def time_in(self, passage: Span) -> Timing:
        """The time that the words of a passage set."""
        return timing_of(self.source, passage, self.language, issued=self.issued, apart=self.names)

    @cached_property
    def names(self) -> tuple[Span, ...]:
        """Passages that name instruments: their years and dates are no deadlines."""
        topics = [one.topic.span for one in self.citations if one.topic and one.topic.span]
        return (*(quote for one in self.citations for quote in one.quotes), *topics)

    def cited_in(self, passage: Span) -> tuple[Named, ...]:
        """The numbers of the instruments that a passage names."""
        found: list[Named] = []
        for citation in self.citations:
            quote = next((one for one in citation.quotes if passage.contains(one)), None)
            if quote and citation.number:
                found.append(Found(citation.number, quote, citation.method, citation.confidence))
        return tuple(sorted(found, key=lambda one: one.span.start if one.span else 0))

    def start_alt(self, item: Item, passage: Span) -> tuple[str, ...]:
        """The opening of the ordering sentence, where the first one names no body."""
        if self.language != "en" or self.part_of(item) not in {UNKNOWN, "other"}:
            return ()
        ordering = next(iter(self.ordering_sentences(passage)), None)
        if ordering is None or ordering[1]:
            return ()
        return (opening(self.source.words(ordering[0])),)


FOR = re.compile(r"for (?:the |each |all )?[^:]{3,200}:\s*$")
HEADING = "#"  # the mark of a heading that orders
OPENING = 12  # characters; bodies that begin later do not open a passage
TELLING = re.compile(
    r" (?:wants?|has|have|had|is|are(?! to)|was|were|believes?|considers?|focuses|already)\b"
)
LONG_NAME = 30  # words; what is longer and ends as a lead-in is a clause, no name
FEW = 3  # paragraphs at the head of a part that may announce its tasks
SHORTEST = 12  # characters; what is shorter is a remnant of the layout
HEADING_LIKE = 90  # characters; a short item above others is their heading


def _without(some: tuple[Named, ...], others: tuple[Named, ...]) -> tuple[Named, ...]:
    """Values that are not among others."""
    known = {one.value for one in others}
    return tuple(one for one in some if one.value not in known)


def _fits_any(name: str, text: str) -> bool:
    return any(pattern(rule).search(text) for rule in words("tasks")[name])


@cache
def order_vi() -> re.Pattern[str]:
    """The opening of a Vietnamese order."""
    data = words("tasks")["order_vi"]
    verbs = any_of(plain_form(verb) for verb in data["verbs"])
    return pattern(rf"(?:{data['before']}){{0,3}}(?:{verbs})\b")


@cache
def order_en() -> re.Pattern[str]:
    """The opening of an English order: an imperative, an infinitive or an -ing form.

    A verb in -s ("identifies the data") tells what a report or plan holds.
    """
    data = words("tasks")["order_en"]
    return pattern(
        rf"(?:{data['time']})?(?:to )?(?:(?:also|continue to|[a-z]+ly),? ){{0,2}}"
        rf"(?:{any_of(data['verbs'])})(?:[a-z]*(?:[^\Ws]|ss|us))?(?![\w])"
    )


# --- table rows that repeat an order of the body -----------------------------------------------

ALIKE = 0.75  # the share of common words that makes a row a repetition


def with_rows(tasks: Iterable[Task]) -> Iterator[Task]:
    """The tasks; one that a table row repeats takes the row's time and they name each other."""
    everything = list(tasks)
    rows = [at for at, task in enumerate(everything) if task.method == "ordering-row"]
    body = [at for at, task in enumerate(everything) if task.method != "ordering-row"]
    for row in rows if body else []:
        best = max(body, key=lambda at: (_alike(everything[at], everything[row]), -at))
        if _alike(everything[best], everything[row]) < ALIKE:
            continue
        first, second = everything[best], everything[row]
        if {one.value for one in first.lead} - {one.value for one in second.lead}:
            continue
        everything[row] = replace(second, repeats=first.section)
        time = second.deadline if first.deadline is None else first.deadline
        everything[best] = replace(
            first,
            deadline=time,
            deadline_source="row" if first.deadline is None and time else first.deadline_source,
            deadline_text=second.deadline_text if first.deadline is None else first.deadline_text,
            repeated_by=second.section,
        )
    yield from everything


def _alike(one: Task, other: Task) -> float:
    """The share of words that the openings of two tasks have in common."""
    first, second = _words(one.start), _words(other.start)
    return len(first & second) / max(1, min(len(first), len(second)))


@lru_cache(maxsize=4096)  # each row is compared with each order of the body
def _words(text: str) -> frozenset[str]:
    return frozenset(plain_form(text).replace(",", " ").replace(";", " ").split())
