"""Which sentences of a passage order a body to do something."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from mandategraph.extract import sentences_en as english
from mandategraph.extract.order_words import fits_any
from mandategraph.extract.passages import bounds, plain_words, readable, sentences
from mandategraph.extract.roles import list_at, named
from mandategraph.extract.surroundings import Surroundings
from mandategraph.extract.vocabulary import pattern, words
from mandategraph.model import Named
from mandategraph.text import Span


@dataclass(frozen=True, eq=False)
class OrderingSentences:
    """The sentences of a text that are orders."""

    around: Surroundings

    def within(self, passage: Span) -> tuple[tuple[Span, bool], ...]:
        """The ordering sentences of a passage, and whether each is its first sentence."""
        if passage not in self.found:
            self.found[passage] = tuple(self.find(passage))
        return self.found[passage]

    def first(self, passage: Span) -> tuple[Span, bool] | None:
        """The first ordering sentence of a passage, and whether it is its first sentence."""
        return next(iter(self.within(passage)), None)

    @cached_property
    def found(self) -> dict[Span, tuple[tuple[Span, bool], ...]]:
        """What ``within`` has found so far."""
        return {}

    def find(self, passage: Span) -> Iterator[tuple[Span, bool]]:
        """The ordering sentences of a passage, read anew."""
        before: Span | None = None
        for number, sentence in enumerate(sentences(self.around.source, readable(passage))):
            text = plain_words(self.around.source, sentence)
            if not fits_any("never", text) and self.is_order(sentence, text, before):
                yield sentence, number == 0
            before = sentence

    def is_order(self, sentence: Span, text: str, before: Span | None) -> bool:
        """Whether a sentence orders a body to do something."""
        if self.around.legal or self.around.language == "vi":
            modal = pattern(words("tasks")["further_en"])
            if english.is_composition(text):
                return False
            return bool(modal.search(text) and self.around.roles_of(sentence).lead)
        if english.acts(text) and (
            self.around.roles_of(sentence).lead or self.lead_meant(sentence, before)
        ):
            return True
        if english.commits(text) or english.encourages(text):
            return True
        return english.is_event(text) and self.has_agent_or_day(sentence)

    def has_agent_or_day(self, sentence: Span) -> bool:
        """Whether a sentence says by whom, or by which day, something is to be done."""
        if self.around.roles_of(sentence).lead:
            return True
        time = self.around.time_in(sentence).deadline
        return time is not None and len(time.value) == len("YYYY-MM-DD")

    def lead_meant(self, sentence: Span, before: Span | None) -> tuple[Named, ...]:
        """The bodies that "it" or "they" stands for: the subject of the sentence before."""
        if before is None or not english.opens_with_pronoun(
            plain_words(self.around.source, sentence)
        ):
            return ()
        if lead := self.around.roles_of(before).lead:
            return lead
        start, stop = bounds(self.around.source, before)
        return named(
            list_at(self.around.source, self.around.bodies_in(before), start, stop),
            "lead-subject",
            0.8,
        )
