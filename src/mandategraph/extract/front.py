"""The front of a document: its letterhead, its kind, its number, and the instrument that it is itself."""

import re
from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache

from mandategraph.extract import english_front
from mandategraph.extract.agencies import find_bodies
from mandategraph.extract.language import language_of
from mandategraph.extract.lines import front_matter
from mandategraph.extract.marks import kind_names
from mandategraph.extract.paragraphs import paragraphs
from mandategraph.extract.passages import bounds, find, plain, plain_words, stored, trimmed
from mandategraph.extract.vocabulary import any_of, pattern, plain_form, words
from mandategraph.gazetteer import Gazetteer
from mandategraph.model import Citation, Found, Layout, Named
from mandategraph.text import SourceText, Span, collapse

HEAD_LINE = 140
"""A line of a letterhead is not longer, in characters."""


class Front:
    """A document's front: its letterhead, its kind, and the instrument that it is itself."""

    def __init__(
        self,
        source: SourceText,
        layout: Layout,
        gazetteer: Gazetteer,
        citations: Sequence[Citation],
    ) -> None:
        self.source = source
        self.layout = layout
        self.gazetteer = gazetteer
        self.citations = citations
        self.language = language_of(source)
        self.bodies = find_bodies(source, gazetteer)
        self.fields, _ = front_matter(source.text)
        starts = [span.start for span in (layout.title, layout.preamble) if span]
        starts += [section.span.start for section in layout.sections[:1]]
        self.head = Span(0, min(starts, default=0))
        if layout.title and layout.title in self.fields.values():
            self.head = Span(0, 0)

    @cached_property
    def head_blocks(self) -> tuple[Span, ...]:
        """Paragraphs and table cells above the title, or above the body."""
        return tuple(
            block
            for paragraph in paragraphs(self.source.text[: self.head.end])
            for block in paragraph.cells or (paragraph.span,)
            if block.start < block.end
        )

    def head_lines(self) -> Iterator[Span]:
        """The lines of the letterhead."""
        for line in re.finditer(r"[^\n|]+", self.source.text[: self.head.end]):
            if len(line[0]) <= HEAD_LINE and line[0].strip():
                yield Span(line.start(), line.end())

    def lines_below(self, *, through_body: bool = False) -> Iterator[Span]:
        """The lines between the title and the preamble or first section, or to the end of that."""
        title = self.layout.title
        body = self.layout.preamble or (
            self.layout.sections[0].span if self.layout.sections else None
        )
        if title is None or body is None or body.start < title.end:
            return
        end = body.end if through_body else body.start
        for line in re.finditer(r"[^\n]+", self.source.text[title.end : end]):
            yield Span(title.end + line.start(), title.end + line.end())

    def match(self, rule: str, span: Span) -> re.Match[str] | None:
        """A pattern of words/front.yaml at the head of a passage."""
        return pattern(words("front")[rule]).match(
            plain(self.source).text, *bounds(self.source, span)
        )

    @cached_property
    def kind(self) -> Named | None:
        """The kind of the document, as its head or its title names it."""
        for block in self.head_blocks:
            shown = plain_words(self.source, block).strip(" :.")
            if shown in kinds():
                return Found(
                    kinds()[shown], trimmed(self.source, *bounds(self.source, block)), "kind-line"
                )
        if self.layout.title is None:
            return None
        first, _ = bounds(self.source, self.layout.title)
        names = any_of(kinds())
        for match in find(re.compile(rf"\b({names})\b"), self.source, self.layout.title):
            before = plain(self.source).text[first : match.start()].strip(" \"'")
            if not before or before in words("front")["before_own"]:
                return Found(kinds()[match[1]], stored(self.source, match), "kind-in-title", 0.9)
        for match in find(re.compile(rf"\b({names})\W*$"), self.source, self.layout.title):
            return Found(kinds()[match[1]], stored(self.source, match, 1), "kind-in-title", 0.7)
        return english_front.own_kind(self.source, kinds()) if self.language == "en" else None

    def head_kind(self) -> Span | None:
        """The line of the head that names the kind of the document and no more."""
        return next(
            (b for b in self.head_blocks if plain_words(self.source, b).strip(" :.") in kinds()),
            None,
        )

    @cached_property
    def own(self) -> Citation | None:
        """The instrument that a page is about: the one that its title names first."""
        title = self.layout.title
        for citation in self.citations if title else ():
            quote = citation.quotes[0]
            if title and citation.number and title.contains(quote):
                before = plain_words(self.source, Span(title.start, quote.start)).strip(" *\"'")
                opens = not before or before in words("front")["before_own"]
                if opens and self.head_kind() is None:
                    return citation
        return None

    @cached_property
    def attached(self) -> Citation | None:
        """The document itself, as the note above its appendix names it."""
        kind = self.kind
        for citation in self.citations:
            quote = citation.quotes[0]
            before = plain_words(self.source, Span(max(0, quote.start - 40), quote.start))
            if re.search(r"\((?:ban hành )?kèm theo\W*$", before) and kind is not None:
                return citation
        return None

    @cached_property
    def number(self) -> Named | None:
        """The number of the document."""
        for line in self.head_lines():
            for rule in ("own_number", "own_number_eu"):
                match = self.match(rule, line)
                if match is not None:
                    span = stored(self.source, match, "number")
                    shown = _squeezed(self.source.words(span), rule)
                    return Found(shown, span, "letterhead-number")
        if self.own and self.own.number:
            return Found(self.own.number, self.own.quotes[0], "page-on-instrument", 0.9)
        attached = self.attached
        if attached and attached.number:
            return Found(attached.number, attached.quotes[0], "attached-note", 0.9)
        return self._number_below()

    def _number_below(self) -> Named | None:
        """A number that stands between title and body: ``COM(2020) 67 final``."""
        for span in self.lines_below(through_body=True):
            match = self.match("own_number_eu", span)
            if match is not None:
                held = stored(self.source, match, "number")
                return Found(collapse(self.source.words(held)), held, "letterhead-number")
        return None


@lru_cache(maxsize=1)
def kinds() -> dict[str, str]:
    """The kinds of documents by the words that name them, in plain form."""
    return {plain_form(word): kind for word, kind in kind_names().items()}


def _squeezed(number: str, rule: str) -> str:
    return collapse(number) if rule == "own_number_eu" else re.sub(r"[\s*_\\]+", "", number)
