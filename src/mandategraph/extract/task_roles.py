"""The bodies of an order: from its words, its row, its lead-in, its heading, or the preamble."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from mandategraph.extract import sentences_en as english
from mandategraph.extract.order_words import order_vi
from mandategraph.extract.ordering_sentences import OrderingSentences
from mandategraph.extract.passages import bounds, plain, plain_words, readable, sentences
from mandategraph.extract.roles import (
    Roles,
    announcing_bodies,
    bodies_alone,
    heading_bodies,
    is_directing,
    named,
    roles_in_row,
)
from mandategraph.extract.surroundings import Surroundings
from mandategraph.extract.vocabulary import pattern, words
from mandategraph.model import Found, Item, Named, Section
from mandategraph.text import Span, collapse

FOR = re.compile(r"for (?:the |each |all )?[^:]{3,200}:\s*$")
FEW = 3  # paragraphs at the head of a part that may announce its tasks
LONG_NAME = 30  # words; what is longer and ends as a lead-in is a clause, no name


@dataclass(frozen=True, eq=False)
class TaskRoles:
    """Gives each order of a text its bodies."""

    around: Surroundings
    orders: OrderingSentences

    def of(self, item: Item, passage: Span, sections: list[Section]) -> tuple[Roles, str | None]:
        """The bodies of an order, and ``preamble`` where the lead is read from there."""
        roles = self.around.roles_of(passage)
        if self.around.language == "en" and (not self.around.legal or not roles.lead):
            # The first sentence names no body: the ordering one does.
            roles = self.roles_of_order(item, passage) or roles
        if item.cells:
            row = roles_in_row(self.around.source, item, self.around.bodies)
            roles = replace(
                roles,
                lead=row.lead or roles.lead,
                coordinate=row.coordinate or roles.coordinate,
            )
        for lead_in in self.lead_ins_of(item):
            roles = self.under(roles, lead_in)
            if not roles.lead and self.around.language == "en":
                roles = replace(roles, lead=self.lead_announced(lead_in, sections))
            if roles.lead:
                break
        if self.only_directs(item, roles):
            roles = self.directing_others(roles, sections)
        if not roles.lead:
            roles, announced = self.under_heading(roles, sections)
            if announced:
                return roles, "preamble"
        elif directing := self.directing_heading(sections):
            roles = replace(roles, directed_by=_without(directing, roles.lead))
        leads = () if roles.lead or item.cells else self.leads_of_all(item)
        return (replace(roles, lead=leads), "preamble") if leads else (roles, None)

    def only_directs(self, item: Item, roles: Roles) -> bool:
        """Whether an order opens with "chỉ đạo" and the bodies that are to be directed."""
        directs = {one.value for one in roles.directs}
        opens = pattern(words("roles")["directs_first"])
        return (
            bool(roles.lead)
            and all(one.value in directs for one in roles.lead)
            and opens.match(plain_words(self.around.source, item.span)) is not None
        )

    def directing_others(self, roles: Roles, sections: list[Section]) -> Roles:
        """An order to direct others, led by the bodies of its heading; without one, by the others."""
        above, announced = self.under_heading(replace(roles, lead=()), sections)
        return above if above.lead and not announced else roles

    def lead_ins_of(self, item: Item) -> Iterator[Span]:
        """The sentences that announce an item, the nearest first: each the last of an item above it.

        In English "(i) through the Keeper of Rivers:" leaves the subject to what announces it.
        """
        for number, above in enumerate(self.around.items_above(item)):
            parent = self.around.layout.items[above].span
            if self.around.language == "vi":
                yield parent
                return
            if number and not self.around.ends_in_colon(parent):
                return
            last = sentences(self.around.source, parent)[-1]
            yield last if self.around.roles_of(last).lead else parent

    def leads_of_all(self, item: Item) -> tuple[Named, ...]:
        """Whoever is to do all that the text orders: of the preamble, or of a communication."""
        leads = self.around.ordered
        if not leads and self.around.speaker and self.around.part_of(item) == "tasks":
            return (self.around.speaker,)
        return leads

    def roles_of_order(self, item: Item, passage: Span) -> Roles | None:
        """The parts of the bodies in the first ordering sentence of a passage."""
        if self.around.legal and passage != item.span:
            return None
        before: Span | None = None
        ordering = self.orders.first(passage)
        for sentence in sentences(self.around.source, readable(passage)) if ordering else ():
            if ordering and sentence == ordering[0]:
                roles = self.around.roles_of(sentence)
                return (
                    roles
                    if roles.lead
                    else replace(roles, lead=self.orders.lead_meant(sentence, before))
                )
            before = sentence
        return None

    def lead_announced(self, lead_in: Span, sections: list[Section]) -> tuple[Named, ...]:
        """The bodies of an English lead-in without a subject of its own.

        "For the five departments:" names them; "It will:" means the subject of the heading.
        """
        last = sentences(self.around.source, lead_in)[-1]
        text = plain_words(self.around.source, last)
        if FOR.match(text):
            found = self.around.bodies_in(last)
            sure = [body for body in found if not body.contextual]
            return named(sure or found, "lead-heading", 0.8)
        if english.opens_with_pronoun(text):
            for section in sections:
                if section.heading_span and (
                    lead := self.around.roles_of(section.heading_span).lead
                ):
                    return lead
        return ()

    def under(self, roles: Roles, lead_in: Span) -> Roles:
        """The bodies of an order with those of the lead-in above it."""
        above = self.around.roles_of(lead_in)
        if roles.lead:
            if is_directing(self.around.source, lead_in):
                return replace(roles, directed_by=_without(above.lead, roles.lead))
            return roles
        lead = above.lead
        if not lead and self.around.ends_in_colon(lead_in):
            lead = named(
                bodies_alone(self.around.source, lead_in, self.around.bodies), "lead-heading", 0.9
            )
        return replace(
            roles,
            lead=lead,
            coordinate=roles.coordinate or _without(above.coordinate, above.lead),
            through=roles.through or (above.through if self.around.language == "en" else ()),
        )

    def under_heading(self, roles: Roles, sections: list[Section]) -> tuple[Roles, bool]:
        """The bodies of an order that names no lead, with those of the nearest heading of bodies.

        Also whether they are those of a paragraph that announces the tasks of the whole part.
        """
        for section in sections:
            found = heading_bodies(self.around.source, section, self.around.bodies)
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
        return announcing_bodies(
            self.around.source, section.heading_span, self.around.bodies, self.around.language
        )

    def announced_under(self, section: Section) -> tuple[Named, ...]:
        """The bodies whose tasks the last paragraph before the parts of a section announces."""
        at = self.around.first_items.get(section.label)
        if at is None:
            return ()
        for item in self.around.layout.items[at : at + FEW]:
            if item.section != section.label or item.mark or item.cells:
                break
            found = announcing_bodies(
                self.around.source, item.span, self.around.bodies, self.around.language
            )
            if found:
                return found
        return ()

    def described_heading(self, section: Section) -> Named | None:
        """A heading of the part on organisation that describes bodies instead of naming them."""
        if self.around.parts.get(section.label) != "organisation" or not section.heading_span:
            return None
        start, stop = bounds(self.around.source, section.heading_span)
        text = plain(self.around.source).text[start:stop]
        if not pattern(words("roles")["described"]).match(text) or order_vi().match(text):
            return None
        if text.rstrip().endswith(":") and len(text.split()) > LONG_NAME:
            return None  # a clause that announces, no name
        name = collapse(self.around.source.words(section.heading_span)).strip(" *_:.")
        return Found(name, section.heading_span, "lead-heading-words", 0.5)

    def directing_heading(self, sections: list[Section]) -> tuple[Named, ...]:
        """The bodies of a heading that directs the bodies named below it."""
        for section in sections:
            if section.heading_span and is_directing(self.around.source, section.heading_span):
                found = heading_bodies(self.around.source, section, self.around.bodies)
                return named(found, "directed-by-heading", 0.9)
        return ()


def _without(some: tuple[Named, ...], others: tuple[Named, ...]) -> tuple[Named, ...]:
    """Values that are not among others."""
    known = {one.value for one in others}
    return tuple(one for one in some if one.value not in known)
