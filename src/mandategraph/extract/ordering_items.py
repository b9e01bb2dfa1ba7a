"""Which items order something: by the kind of part they stand in, and by their own words."""

import re
from dataclasses import dataclass

from mandategraph.extract import sentences_en as english
from mandategraph.extract.order_words import fits_any, order_en, order_vi
from mandategraph.extract.ordering_sentences import OrderingSentences
from mandategraph.extract.parts import AIMS, UNKNOWN
from mandategraph.extract.passages import bounds, plain, plain_words, sentences
from mandategraph.extract.roles import column, heading_bodies
from mandategraph.extract.surroundings import Surroundings
from mandategraph.extract.vocabulary import pattern, words
from mandategraph.model import Item
from mandategraph.text import Span

OPENING = 12  # characters; bodies that begin later do not open a passage
SHORTEST = 12  # characters; what is shorter is a remnant of the layout
HEADING_LIKE = 90  # characters; a short item above others is their heading
TELLING = re.compile(
    r" (?:wants?|has|have|had|is|are(?! to)|was|were|believes?|considers?|focuses|already)\b"
)


@dataclass(frozen=True, eq=False)
class OrderingItems:
    """The items of a text that are orders."""

    around: Surroundings
    orders: OrderingSentences

    def is_order(self, at: int) -> bool:
        """Whether an item orders something."""
        item = self.around.layout.items[at]
        text = plain_words(self.around.source, item.span)
        shortest = 1 if column(item, "lead") else SHORTEST
        if len(text) < shortest or fits_any("never", text) or self.announces(at):
            return False
        parent = self.around.parent_of(at)
        if parent is not None and not item.cells and not self.children_order(parent):
            return False
        return self.is_order_in(at, self.around.part_of(item), text)

    def is_order_in(self, at: int, part: str, text: str) -> bool:
        """Whether an item orders something, for the kind of part in which it stands."""
        item = self.around.layout.items[at]
        if item.cells:
            return self.is_order_row(item)
        if part in AIMS:
            return self.is_requirement(item, part, text)
        if part == "funding":
            return bool(self.around.roles_of(item.span).lead)
        if part == UNKNOWN:
            return self.opens_as_order(at, text)
        return part in {"tasks", "organisation"} and self.is_no_talk(at, text)

    def is_no_talk(self, at: int, text: str) -> bool:
        """Whether an item is none of the paragraphs that only tell, between a strategy's actions."""
        if self.around.language == "vi" or self.around.legal or self.around.layout.items[at].mark:
            return True
        return bool(order_en().match(text)) or self.opens_as_order(at, text)

    def announces(self, at: int) -> bool:
        """Whether an item only announces the items below it.

        It orders something itself where they are its contents, or where a sentence before the
        lead-in is an order.
        """
        item = self.around.layout.items[at]
        children = self.around.children.get(at, ())
        if not children:
            return (
                self.around.ends_in_colon(item.span)
                and len(plain_words(self.around.source, item.span)) < HEADING_LIKE
            )
        if not self.children_order(at):
            return False
        if not self.around.ends_in_colon(item.span):
            return len(plain_words(self.around.source, item.span)) < HEADING_LIKE
        last = sentences(self.around.source, item.span)[-1].start
        return not any(one.start < last for one, _ in self.orders.within(item.span))

    def children_order(self, at: int) -> bool:
        """Whether the items under an item are orders, not examples or contents of its own."""
        item = self.around.layout.items[at]
        if self.has_only_examples(item):
            return self.around.language == "en" and self.are_due(at)
        if self.around.language == "vi":
            return True
        last = self.lead_in(at)
        if english.announces_acts(last) and not english.announces_nothing(last):
            return True
        children = (self.around.layout.items[child] for child in self.around.children.get(at, ()))
        return any(
            order_en().match(plain_words(self.around.source, child.span))
            or self.around.roles_of(child.span).lead
            or bool(self.orders.within(child.span))
            for child in children
        )

    def lead_in(self, at: int) -> str:
        """The words that announce the items under an item: its last sentence.

        One that says only how, through whom or when leaves the verb to the lead-in above it.
        """
        item = self.around.layout.items[at]
        last = plain_words(self.around.source, sentences(self.around.source, item.span)[-1])
        above = self.around.parent_of(at)
        return self.lead_in(above) if above is not None and english.says_how(last) else last

    def are_due(self, at: int) -> bool:
        """Whether each item under an item is due by a day of its own: contents are not."""
        children = [self.around.layout.items[child] for child in self.around.children.get(at, ())]
        return bool(children) and all(
            self.around.time_in(child.span).deadline for child in children
        )

    def has_only_examples(self, item: Item) -> bool:
        """Whether what an item announces are examples or contents of its own order."""
        rule = words("tasks")["announces_only_examples"]
        return pattern(rule).search(plain_words(self.around.source, item.span)) is not None

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
        start, _ = bounds(self.around.source, item.span)
        offset = plain(self.around.source).starts[start]
        return any(body.span.start == offset for body in self.around.bodies)

    def opens_as_order(self, at: int, text: str) -> bool:
        """Whether an item outside the known parts reads as an order."""
        item = self.around.layout.items[at]
        lead = self.around.roles_of(item.span).lead
        if self.around.language == "vi":
            if pattern(words("tasks")["order_vi"]["statement"]).match(text):
                return bool(lead)
            return bool(order_vi().match(text)) or bool(lead) or self.is_ordered_above(item, text)
        return self.orders_in_english(at, text, named=bool(lead))

    def is_ordered_above(self, item: Item, text: str) -> bool:
        """Whether an item with a mark stands under what orders: a heading of bodies, or the preamble.

        "1. Sở Nội vụ: a) Kết hợp …": all that stands there is to be done, however it opens.
        """
        if not item.mark or pattern(words("tasks")["order_vi"]["tells"]).match(text):
            return False
        around = self.around
        return bool(around.ordered) or any(
            heading_bodies(around.source, section, around.bodies)
            for section in around.sections_above(item)
        )

    def orders_in_english(self, at: int, text: str, *, named: bool) -> bool:
        """Whether an English item outside the known parts reads as an order."""
        item = self.around.layout.items[at]
        modal = pattern(words("tasks")["order_en"]["modal"])
        if self.around.legal and english.is_composition(text):
            return bool(self.orders.within(item.span))
        if self.around.legal and named and modal.search(text) and not self.tells(item.span):
            return True
        parent = self.around.parent_of(at)
        to_be_done = pattern(words("tasks")["order_en"]["to_be_done"])
        if self.around.legal and parent is None and to_be_done.match(text):
            return True
        if parent is not None and self.follows_lead_in(parent, text):
            return True
        if item.mark and self.under_action(item) and english.is_event(text):
            return True
        return bool(self.orders.within(item.span))

    def follows_lead_in(self, parent: int, text: str) -> bool:
        """Whether an item says what the bodies of the lead-in above it are to do."""
        above = self.lead_in(parent)
        if english.announces_acts(above):
            return not english.is_state(text) and not english.announces_nothing(above)
        if not self.around.legal and english.announces_nothing(above):
            return False
        whole = plain_words(self.around.source, self.around.layout.items[parent].span)
        modal = pattern(words("tasks")["order_en"]["modal"])
        return bool(modal.search(whole)) and bool(order_en().match(text))

    def tells(self, passage: Span) -> bool:
        """Whether the bodies that open a passage are followed by a verb that tells what they do."""
        found = [
            body
            for body in self.around.bodies_in(passage)
            if body.span.start - passage.start < OPENING
        ]
        if not found:
            return False
        end = bounds(self.around.source, found[-1].span)[1]
        return TELLING.match(plain(self.around.source).text, end) is not None

    def under_action(self, item: Item) -> bool:
        """Whether an item stands under a heading such as "Action 7"."""
        section = self.around.sections.get(item.section)
        if section is None or section.heading_span is None:
            return False
        label = Span(section.span.start, section.heading_span.start)
        return english.is_numbered_action(plain_words(self.around.source, label))
