"""Where money comes from: each source that the part on funding names."""

from collections.abc import Iterable, Iterator

from mandategraph.extract.parts import UNKNOWN, parts_of
from mandategraph.extract.passages import bounds, find, plain, readable, sentences, trimmed
from mandategraph.extract.vocabulary import pattern, words
from mandategraph.model import Found, Funding, Layout, Task
from mandategraph.text import SourceText, opening


def read_funding(
    source: SourceText, layout: Layout, tasks: Iterable[Task], language: str
) -> tuple[Funding, ...]:
    """The sources of money that a text names in its part on funding, in its order."""
    return tuple(_sources(source, layout, {task.span.start for task in tasks}, language))


def _sources(
    source: SourceText, layout: Layout, ordering: set[int], language: str
) -> Iterator[Funding]:
    """The sources, sentence by sentence; the first of a sentence is quoted with its opening."""
    data, parts = words("funding")[language], parts_of(layout)
    seen: set[str] = set()
    for item in layout.items:
        if parts.get(item.section, UNKNOWN) != "funding" or item.span.start in ordering:
            continue
        for sentence in sentences(source, readable(item.span)):
            start, _ = bounds(source, sentence)
            opened = pattern(data["opening"]).match(plain(source).text[start : start + OPENING])
            for number, match in enumerate(find(pattern(data["sources"]), source, sentence)):
                if match.group() in seen:
                    continue
                seen.add(match.group())
                named = trimmed(source, *match.span())
                with_opening = opened is not None and number == 0
                passage = trimmed(source, start if with_opening else match.start(), match.end())
                yield Funding(
                    span=passage,
                    start=opening(source.words(passage)),
                    section=item.section,
                    source=Found(source.words(named), named, "funding-source", 0.8),
                    confidence=0.8,
                )


OPENING = 60  # characters of a sentence in which it says that it is about money
