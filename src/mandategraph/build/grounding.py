"""Where a value that a curator gave stands in the text.

A correction says *what* is right; the graph must also say *which words* bear it. The narrowest
passage wins: the value's own words inside the passage, then in the headings above it, then the
passage as a whole.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from mandategraph.gazetteer import Gazetteer
from mandategraph.model import Mention, Section
from mandategraph.text import SourceText, Span


def occurrences(text: str, words: str) -> Iterator[Span]:
    """Every place where the words stand as whole words, whatever white space is between them."""
    pattern = r"\s+".join(re.escape(word) for word in words.split())
    before = r"(?<![\w-])" if words[:1].isalnum() else ""
    after = r"(?!\w)" if words[-1:].isalnum() else ""
    for match in re.finditer(before + pattern + after, text):
        yield Span(*match.span())


def enclosing(sections: Iterable[Section], label: str | None) -> list[Section]:
    """The section with this label path and those above it, the nearest first."""
    if label is None:
        return []
    above = [
        s for s in sections if s.label and (label == s.label or label.startswith(f"{s.label}."))
    ]
    return sorted(above, key=lambda section: -len(section.label or ""))


@dataclass(frozen=True)
class Grounder:
    """Finds the words behind values given by a curator for one text."""

    source: SourceText
    gazetteer: Gazetteer
    sections: tuple[Section, ...]
    mentions: tuple[Mention, ...]

    def words(self, value: str, within: Span) -> Span | None:
        """The first place inside a passage where the value itself is printed."""
        if not value.strip():
            return None
        for span in occurrences(self.source.words(within), value):
            return Span(within.start + span.start, within.start + span.end)
        return None

    def _headings(self, label: str | None) -> list[Span]:
        return [s.heading_span for s in enclosing(self.sections, label) if s.heading_span]

    def agency(self, name: str, within: Span, section: str | None) -> Span | None:
        """Where a form of the agency stands in the passage, or in a heading above it."""
        spans = sorted(span for m in self.mentions if m.agency == name for span in m.spans)
        for place in (within, *self._headings(section)):
            for span in spans:
                if place.contains(span):
                    return span
        return None

    def technology(self, label: str, within: Span, section: str | None) -> Span | None:
        """Where a word for the technology stands in the passage, or in a heading above it."""
        for place in (within, *self._headings(section)):
            for hit in self.gazetteer.find_technologies(self.source, place):
                if hit.canonical == label:
                    return hit.span
        return None

    def theme(self, section: str | None) -> Span | None:
        """The heading that decides the theme of what stands below it."""
        return next(iter(self._headings(section)), None)
