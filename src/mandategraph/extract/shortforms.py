"""Short forms that a text uses for bodies it has named in full.

The text explains them itself ("Office of Data Quality (ODQ)", "… (sau đây gọi là Tổ giữ rừng)"),
or leaves out what its reader knows by then: the matter of a committee, the body above a division.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from mandategraph.extract.bodies import SHORT, Body
from mandategraph.extract.vocabulary import words
from mandategraph.text import SourceText, collapse, normalise

BRACKET = re.compile(r"\s*\(([A-Z][A-Za-z&-]+)\)")
SMALL = frozenset({"of", "the", "for", "and", "to", "on", "in", "a", "và", "các"})
OF = " của"  # "Ban Chỉ đạo của tỉnh" and "Ban Chỉ đạo tỉnh" are one
NEAR = 80  # characters after a name in which its short form is given
DEFINED_VI = re.compile(
    r"\s{0,3}\((?:(?:sau|dưới) đây\s)?(?:được\s)?(?:gọi|viết)(?:\s(?:tắt|chung))?\s(?:tắt\s)?là:?\s*"
    r"[\"“]?(?P<short>[^()\"”]{2,40})[\"”]?\)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Short:
    """What an abbreviation stands for, and whether the name took an article where it was given."""

    name: str
    definite: bool = False


def abbreviations(source: SourceText, bodies: Iterable[Body]) -> Iterator[tuple[str, Short]]:
    """Abbreviations that a text explains in brackets, and the canonical names they stand for."""
    for body in bodies:
        for match in BRACKET.finditer(body.form):
            part = body.form[match.end() :].strip() != ""
            yield from _explained(
                match.group(1), collapse(body.form[: match.start()]), body, part=part
            )
        if bracket := BRACKET.match(source.text, body.span.end, body.span.end + NEAR):
            yield from _explained(bracket.group(1), collapse(body.form), body)


def _explained(
    letters: str, name: str, body: Body, *, part: bool = False
) -> Iterator[tuple[str, Short]]:
    """The part of a name whose initials are the letters: OSTP is no Director, but an Office.

    ``part``: the name goes on after the letters ("Chief Data Officer (CDO) Council").
    """
    parts: list[str] = re.findall(r"[\w'’]+", name)
    initials = [(at, word[0].upper()) for at, word in enumerate(parts) if word.lower() not in SMALL]
    wanted = letters.upper().replace("&", "")
    chosen = initials[-len(wanted) :]
    if "".join(letter for _, letter in chosen) != wanted:
        return
    first = chosen[0][0]
    whole = len(chosen) == len(initials) and not part
    definite = first > 0 and parts[first - 1].lower() == "the"
    yield letters, Short(body.agency if whole else " ".join(parts[first:]), definite)


def defined(source: SourceText, bodies: Iterable[Body]) -> Iterator[tuple[str, str]]:
    """Short names that a Vietnamese text gives in words, and the canonical names they stand for."""
    for body in bodies:
        given = DEFINED_VI.match(source.text, body.span.end, body.span.end + NEAR)
        if given and given["short"][0].isupper():
            yield collapse(given["short"]), body.agency


def resolved(bodies: Sequence[Body]) -> Iterator[Body]:
    """The bodies, each short one read as the body that the text names in full.

    A head alone ("Ban Chỉ đạo") that stands for none is left out.
    """
    full: dict[str, list[Body]] = {head: [] for head in _heads()}
    units: dict[str, set[str]] = {}
    for body in bodies:
        form = _folded(body.form)
        if (head := _head_of(form)) and not is_bare(form):
            full[head].append(body)
        if body.inner:
            own = _without_link(body.form[: body.inner[0].span.start - body.span.start])
            units.setdefault(own, set()).add(body.agency)
    for body in bodies:
        form = _folded(body.form)
        head = _head_of(form)
        last = max(body.inner, key=lambda one: (one.span.end, one.span.start), default=body)
        if body.inner and is_bare(alone := _folded(last.form)):
            meant = _meant(body, full[_head_of(alone) or ""], alone)
            yield _belonging(body, last, meant) if meant else body
        elif head and is_bare(form) and body.method != SHORT:
            meant = _meant(body, full[head], form)
            if meant:
                yield replace(body, agency=meant, method=SHORT)
        elif not body.inner and len(above := units.get(form, set())) == 1:
            yield replace(body, agency=next(iter(above)), method=SHORT)
        else:
            yield body


def _without_link(form: str) -> str:
    """A folded form without the word that joins it to the body above."""
    own = _folded(form)
    # "trực thuộc" ends in "thuộc" too.
    links = sorted(words("naming")["links"], key=len, reverse=True)
    return next((own.removesuffix(f" {one}") for one in links if own.endswith(f" {one}")), own)


def _belonging(body: Body, last: Body, above: str) -> Body:
    """A body that belongs to a head alone (its last part), with the body that this stands for."""
    alone = last.agency
    inner = tuple(
        replace(one, agency=one.agency.replace(alone, above), method=SHORT) for one in body.inner
    )
    return replace(body, agency=body.agency.replace(alone, above), inner=inner)


def _meant(body: Body, full: list[Body], form: str) -> str | None:
    """The body that a head alone stands for: the only one of its kind, or the last one named.

    "Ban Chỉ đạo của tỉnh" is one that the text has named with these words.
    """
    wanted = f"{form.replace(OF, '')} "
    full = [one for one in full if _folded(one.form).replace(OF, "").startswith(wanted)] or full
    if len({one.agency for one in full}) == 1:
        return full[0].agency
    before = [one.agency for one in full if one.span.start < body.span.start]
    return before[-1] if before else None


@lru_cache(maxsize=4096)
def _folded(form: str) -> str:
    """A printed form as forms are compared."""
    return normalise(form)


@cache
def _heads() -> tuple[str, ...]:
    return tuple(normalise(form) for entry in words("naming")["matters"] for form in entry["vi"])


def _head_of(form: str) -> str | None:
    return next((head for head in _heads() if form == head or form.startswith(f"{head} ")), None)


@cache
def _bare_forms() -> frozenset[str]:
    levels = ("", *(f" {level}" for level in words("naming")["levels"]))
    return frozenset(f"{head}{level}" for head in _heads() for level in levels)


def is_bare(form: str) -> bool:
    """Whether a folded form is the head of a name alone, at most with its level."""
    return form in _bare_forms()
