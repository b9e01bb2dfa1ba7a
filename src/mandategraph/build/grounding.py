"""Where a value that a curator gave stands in the text.

A correction says *what* is right; the graph must also say *which words* bear it. The narrowest
passage wins: the value's own words inside the passage, then in the headings above it, then the
passage as a whole.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from mandategraph.extract import subjects
from mandategraph.extract.passages import sentences
from mandategraph.gazetteer import Gazetteer
from mandategraph.model import Item, Mention, Section
from mandategraph.text import SourceText, Span


def words_pattern(words: str) -> re.Pattern[str]:
    """A pattern for whole words, whatever white space is between them."""
    pattern = r"\s+".join(re.escape(word) for word in words.split())
    before = r"(?<![\w-])" if words[:1].isalnum() else ""
    after = r"(?!\w)" if words[-1:].isalnum() else ""
    return re.compile(before + pattern + after)


def occurrences(text: str, words: str) -> Iterator[Span]:
    """Every place where the words stand as whole words, whatever white space is between them."""
    for match in words_pattern(words).finditer(text):
        yield Span(*match.span())


def enclosing(sections: Iterable[Section], label: str | None) -> list[Section]:
    """The section with this label path and those above it, the nearest first."""
    if label is None:
        return []
    above = [
        s for s in sections if s.label and (label == s.label or label.startswith(f"{s.label}."))
    ]
    return sorted(above, key=lambda section: -len(section.label or ""))


# A figure as it may be printed: "45-50" as "45 - 50%", "0.6" as "0,6", "2" as "twice".
FIGURE = re.compile(r"\d+(?:\.\d+)?(?:-\d+(?:\.\d+)?)?")
IN_WORDS = {"2": "twice|double|gấp đôi|gấp hai"}


def printed_form(value: str) -> re.Pattern[str]:
    """A pattern for the ways in which a value is printed."""
    if not FIGURE.fullmatch(value):
        return words_pattern(value)
    parts = [re.escape(part).replace(r"\.", "[.,]") for part in value.split("-")]
    figure = r"\s*%?\s*[-–]\s*".join(parts)
    in_words = f"|(?:{IN_WORDS[value]})" if value in IN_WORDS else ""
    return re.compile(rf"(?<![\w.,])(?:{figure}\s*%?{in_words})(?![\w])", re.IGNORECASE)


@dataclass(frozen=True)
class Grounder:
    """Finds the words behind values given by a curator for one text."""

    source: SourceText
    gazetteer: Gazetteer
    sections: tuple[Section, ...]
    mentions: tuple[Mention, ...]
    items: tuple[Item, ...]

    def words(self, value: str, within: Span) -> Span | None:
        """The first place inside a passage where the value itself is printed."""
        if not value.strip():
            return None
        match = printed_form(value).search(self.source.text, within.start, within.end)
        return Span(*match.span()) if match else None

    def item(self, offset: int) -> Span | None:
        """The narrowest item that a character stands in."""
        around = [one.span for one in self.items if one.span.start <= offset < one.span.end]
        return min(around, key=lambda span: span.end - span.start, default=None)

    def sentence(self, offset: int) -> Span:
        """From a character to the end of its sentence, within its item or paragraph."""
        item = self.item(offset)
        text = self.source.text
        blank = text.find("\n\n", offset)
        end = item.end if item else (len(text) if blank < 0 else blank)
        return sentences(self.source, Span(offset, end))[0]

    def section_at(self, offset: int) -> str | None:
        """The label of the last section that begins before a character."""
        before = [s for s in self.sections if s.span.start <= offset]
        return before[-1].label if before else None

    def places(self, passage: Span, section: str | None) -> tuple[Span, ...]:
        """Where a value of a passage may be printed: in it, its item, the headings above it."""
        item = self.item(passage.start)
        return (passage, *((item,) if item else ()), *self._headings(section))

    def _headings(self, label: str | None) -> list[Span]:
        return [s.heading_span for s in enclosing(self.sections, label) if s.heading_span]

    def printed(self, value: str, passage: Span, section: str | None) -> Span | None:
        """Where a value is printed, in the narrowest place that has it."""
        found = (self.words(value, place) for place in self.places(passage, section))
        return next((span for span in found if span), None)

    def agency(self, name: str, passage: Span, section: str | None) -> Span | None:
        """Where a form of the agency stands: in the passage, its item, or a heading above it."""
        spans = sorted(span for m in self.mentions if m.agency == name for span in m.spans)
        for place in self.places(passage, section):
            for span in spans:
                if place.contains(span):
                    return span
        return None

    def technology(self, label: str, passage: Span, section: str | None) -> Span | None:
        """Where a word for the technology stands in the passage, or in a heading above it."""
        for place in (passage, *self._headings(section)):
            for hit in self.gazetteer.find_technologies(self.source, place):
                if hit.canonical == label:
                    return hit.span
        return None

    def theme(self, label: str, passage: Span, section: str | None) -> Span | None:
        """The words of the passage that speak for a theme, else a heading that names it."""
        own = subjects.theme_words(self.source, passage, label)
        if own:
            return own
        for above in enclosing(self.sections, section):
            named = subjects.theme_of_heading(self.source, above)
            if named and named[0] == label:
                return named[1]
        return None
