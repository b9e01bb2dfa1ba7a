"""The instruments that a document carries out, as its title, preamble or text says."""

from collections.abc import Iterator, Sequence

from mandategraph.extract.front import Front
from mandategraph.extract.passages import plain_words
from mandategraph.extract.vocabulary import pattern, words
from mandategraph.model import Citation, Found, Named
from mandategraph.names import compact_number
from mandategraph.text import Span


def implemented_by(front: Front) -> tuple[tuple[Named, ...], tuple[Named, ...]]:
    """The numbers of the instruments that a document carries out, and of those it may carry out."""
    others = [
        c for c in front.citations if c.number and c is not front.own and not _is_own(front, c)
    ]
    title = front.layout.title
    named = [c for c in others if title and any(title.contains(q) for q in c.quotes)]
    if named:
        return tuple(_number_of(c, "implements-in-title") for c in named), ()
    preamble = front.layout.preamble
    rests = [c for c in others if preamble and any(preamble.contains(q) for q in c.quotes)]
    kinds = words("front")["implemented_kinds"]
    held = tuple(_number_of(c, "implements-in-preamble") for c in rests if _slug(c.kind) in kinds)
    perhaps = words("front")["implemented_perhaps"]
    alternatives = tuple(
        _number_of(c, "implements-in-preamble") for c in rests if _slug(c.kind) in perhaps
    )
    if held or front.layout.preamble:
        return held, alternatives
    return tuple(_carried_out(front, others)), ()


def _carried_out(front: Front, others: Sequence[Citation]) -> Iterator[Named]:
    """In a text without preamble: the first instrument whose implementation it speaks of."""
    rule = pattern(words("front")["carries_out"])
    for citation in others:
        start = citation.quotes[0].start
        before = plain_words(front.source, Span(max(0, start - 80), start))
        if _slug(citation.kind) in words("front")["implemented_kinds"] and rule.search(before):
            yield _number_of(citation, "implements-in-text", 0.8)
            return


def _is_own(front: Front, citation: Citation) -> bool:
    number = front.number
    return number is not None and same_number(number.value, citation.number or "")


def same_number(one: str, other: str) -> bool:
    """Whether two printed numbers are one."""
    return compact_number(one) == compact_number(other)


def _slug(kind: str | None) -> str:
    return (kind or "").replace(" ", "-")


def _number_of(citation: Citation, method: str, confidence: float = 0.9) -> Named:
    return Found(citation.number or "", citation.quotes[0], method, confidence)
