"""Bodies as a text names them: where, in which words, by which rule; and their list of mentions."""

import re
from bisect import bisect_left
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass

from mandategraph.extract.vocabulary import pattern, words
from mandategraph.gazetteer import Gazetteer
from mandategraph.model import Mention
from mandategraph.text import SourceText, Span, collapse, normalise

NAMED, COMPOSED, FORMED, SHORT = (
    "agency-name",
    "agency-composed",
    "agency-formed",
    "agency-abbreviation",
)


@dataclass(frozen=True, slots=True)
class Body:
    """A body named in a text; ``name_vi`` is its Vietnamese name where that is known."""

    span: Span
    form: str
    agency: str
    method: str
    contextual: bool = False
    area: str | None = None
    name_vi: str | None = None
    is_group: bool = False
    inner: tuple["Body", ...] = ()
    """The bodies that its name names with it."""


def bodies_within(bodies: tuple[Body, ...], span: Span) -> tuple[Body, ...]:
    """The bodies named inside a passage."""
    first = bisect_left(bodies, span.start, key=lambda body: body.span.start)
    after = bisect_left(bodies, span.end, key=lambda body: body.span.start)
    return tuple(body for body in bodies[first:after] if body.span.end <= span.end)


def read_mentions(
    bodies: Sequence[Body],
    with_part: Iterable[Span] = (),
    leave_out: Iterable[Span] = (),
    source: SourceText | None = None,
) -> tuple[Mention, ...]:
    """One mention a surface form, in the order of the text.

    Contextual forms count only where a rule gave them a part (``with_part``), where the words around
    them do, or where they stand in one list with bodies that have one; ``leave_out`` are passages whose bodies take no part, such as
    the chrome of a web page.
    """
    places = {(span.start, span.end) for span in with_part}
    if source is not None:
        places |= {
            (body.span.start, body.span.end)
            for body in bodies
            if body.contextual and _is_party(body, source)
        }
        places |= _listed_with(bodies, places, source)
    outside = tuple(leave_out)
    spans: dict[tuple[str, str], list[Body]] = {}
    for body in _with_inner(bodies, places):
        if any(passage.contains(body.span) for passage in outside):
            continue
        spans.setdefault((collapse(body.form), body.agency), []).append(body)
    return tuple(
        Mention(
            form=found[0].form,
            agency=agency,
            spans=tuple(body.span for body in found),
            method=found[0].method,
            confidence=CONFIDENCE[found[0].method],
        )
        for (_, agency), found in spans.items()
    )


def _is_party(body: Body, source: SourceText) -> bool:
    """Whether the words around a body make it party to a duty, whatever passage they stand in."""
    data = words("roles")["party"]
    before = normalise(source.text[max(0, body.span.start - NEAR) : body.span.start])
    after = normalise(source.text[body.span.end : body.span.end + NEAR])
    return bool(pattern(data["before"]).search(before) or pattern(data["after"]).match(after))


NEAR = 80  # characters around a body that make it party to a duty
JOINT = re.compile(r"\s*[,;]?\s*(?:và|cùng|với|and|or)?\s*")


def _listed_with(
    bodies: Sequence[Body], places: Container[tuple[int, int]], source: SourceText
) -> set[tuple[int, int]]:
    """Where the bodies stand that share a list with one that has a part."""
    found: set[tuple[int, int]] = set()
    run: list[tuple[int, int]] = []
    for body in bodies:
        place = (body.span.start, body.span.end)
        if run and not JOINT.fullmatch(source.text[run[-1][1] : place[0]][:JOINT_LENGTH]):
            found.update(run if any(one in places for one in run) else ())
            run = []
        run.append(place)
    found.update(run if any(one in places for one in run) else ())
    return found


JOINT_LENGTH = 12


def _with_inner(bodies: Iterable[Body], places: Container[tuple[int, int]]) -> Iterator[Body]:
    """The bodies and those inside their names, contextual ones only where they have a part."""
    for outer in bodies:
        has_part = (outer.span.start, outer.span.end) in places
        if has_part or not outer.contextual:
            yield outer
        yield from (one for one in outer.inner if has_part or not one.contextual)


CONFIDENCE = {NAMED: 1.0, COMPOSED: 0.9, SHORT: 0.9, FORMED: 0.7}


def local_names(bodies: Iterable[Body], gazetteer: Gazetteer) -> dict[str, str]:
    """Names of bodies that the authority files lack, with their Vietnamese or printed names."""
    unknown = [
        body
        for outer in bodies
        for body in (outer, *outer.inner)
        if body.agency not in gazetteer.functions
    ]
    # What a text makes short has its name from the words that it stands for.
    ordered = sorted(unknown, key=lambda body: body.method != SHORT)
    return {body.agency: body.name_vi or collapse(body.form) for body in ordered}
