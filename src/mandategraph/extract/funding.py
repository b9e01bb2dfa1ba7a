"""Where money comes from: the sources that the part on funding and other items name."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from mandategraph.extract.parts import UNKNOWN, parts_of
from mandategraph.extract.passages import bounds, find, plain, readable, sentences, trimmed
from mandategraph.extract.vocabulary import pattern, words
from mandategraph.model import Found, Funding, Item, Layout, Task
from mandategraph.text import SourceText, opening

OPENING = 60  # characters of a sentence in which it says that it is about money
FEW = 2  # sources that make a list
AROUND = 14  # characters before a source by which it is known again
AFTER = 12  # characters after a source that may be looked at
MARK = re.compile(r"(?: ?\((?:\d{1,2}|[ivx]{1,4}|[a-zđ])\))? *")  # such as "(iii) "
CLAUSE = re.compile(r"[.;:](?= |$)")


def read_funding(
    source: SourceText, layout: Layout, tasks: Iterable[Task], language: str
) -> tuple[Funding, ...]:
    """The sources of money that a text names, in its order."""
    ordering = frozenset(task.span.start for task in tasks)
    return tuple(_Reader(source, layout, ordering, language).sources())


@dataclass(frozen=True, slots=True)
class _Reader:
    source: SourceText
    layout: Layout
    ordering: frozenset[int]
    language: str

    @property
    def data(self) -> dict[str, Any]:
        found: dict[str, Any] = words("funding")[self.language]
        return found

    def sources(self) -> Iterator[Funding]:
        parts, seen = parts_of(self.layout), set[str]()
        for item in self.layout.items:
            part, task = parts.get(item.section, UNKNOWN), item.span.start in self.ordering
            if part == "funding" and not task:
                yield from self.itemised(item, seen)
            elif part != "other":
                yield from self.in_passing(item, seen)

    def itemised(self, item: Item, seen: set[str]) -> Iterator[Funding]:
        """Every source of a part on money; the first of a sentence is quoted with its opening."""
        for sentence in sentences(self.source, readable(item.span)):
            start, _ = bounds(self.source, sentence)
            opened = pattern(self.data["opening"]).match(
                plain(self.source).text[start : start + OPENING]
            )
            found = find(pattern(self.data["sources"]), self.source, sentence)
            for number, match in enumerate(found):
                if match.group() in seen:
                    continue
                seen.add(match.group())
                with_opening = opened is not None and number == 0
                begin = start if with_opening else match.start()
                yield self.funding(item, (begin, match.end()), match.span(), "funding-source")

    def in_passing(self, item: Item, seen: set[str]) -> Iterator[Funding]:
        """Sources of an item of another part: a list of them, or one that a clause draws on."""
        for sentence in sentences(self.source, readable(item.span)):
            start, stop = bounds(self.source, sentence)
            listed = self.listed(item, start, stop, seen)
            if listed is not None:
                yield listed
                continue
            for first, after in self.clauses(start, stop):
                found = self.drawn(item, first, after, seen)
                if found is not None:
                    yield found

    def listed(self, item: Item, start: int, stop: int, seen: set[str]) -> Funding | None:
        """A list of sources: ``Huy động các nguồn lực: ngân sách nhà nước, vốn ODA, …``."""
        text = plain(self.source).text
        match = pattern(self.data["list"]).search(text, start, stop)
        if match is None:
            return None
        named = list(pattern(self.data["named"]).finditer(text, *match.span("list")))
        if len(named) < FEW or match["list"].split(",")[0] in seen:
            return None
        seen.add(match["list"].split(",")[0])
        return self.funding(item, (start, match.end("list")), match.span("list"), "funding-list")

    def clauses(self, start: int, stop: int) -> Iterator[tuple[int, int]]:
        """The clauses of a sentence: parted by stops, semicolons and colons."""
        for match in CLAUSE.finditer(plain(self.source).text, start, stop):
            yield start, match.start()
            start = match.end()
        if start < stop:
            yield start, stop

    def drawn(self, item: Item, start: int, stop: int, seen: set[str]) -> Funding | None:
        """The source that a clause draws on: ``bố trí … ngân sách nhà nước``."""
        text = plain(self.source).text
        for source in pattern(self.data["named"]).finditer(text, start, stop):
            comma = text.rfind(", ", start, source.start())
            raises = pattern(self.data["raises"])
            verbs = list(raises.finditer(text, start, min(source.end() + AFTER, stop)))
            raised = next((v for v in reversed(verbs) if v.start() < source.start()), None)
            if raised is None:
                continue
            first = raised.start() if raised.group() == self.data["share"] else start
            if pattern(self.data["not_money"]).search(text, first, source.start()):
                continue
            around = text[max(start, source.start() - AROUND) : source.end()]
            if around in seen:
                continue  # a table repeats what the body says
            seen.add(around)
            begin = start if comma < 0 or raised.start() < comma else comma + 2
            mark = MARK.match(text, begin, stop)
            begin = mark.end() if mark else begin
            return self.funding(item, (begin, stop), source.span(), "funding-clause")
        return None

    def funding(
        self, item: Item, place: tuple[int, int], named: tuple[int, int], method: str
    ) -> Funding:
        """A source, its words and the passage that names it."""
        passage, words_of = trimmed(self.source, *place), trimmed(self.source, *named)
        return Funding(
            span=passage,
            start=opening(self.source.words(passage)),
            section=item.section,
            source=Found(self.source.words(words_of), words_of, method, 0.8),
            method=method,
            confidence=0.8 if method == "funding-source" else 0.6,
        )
