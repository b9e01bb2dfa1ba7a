"""Bodies as a text names them: where, in which words, by which rule; and their list of mentions."""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass

from mandategraph.gazetteer import Gazetteer
from mandategraph.model import Mention
from mandategraph.text import Span, collapse

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
    bodies: Iterable[Body], with_part: Iterable[Span] = (), leave_out: Iterable[Span] = ()
) -> tuple[Mention, ...]:
    """One mention a surface form, in the order of the text.

    Contextual forms count only where a rule gave them a part (``with_part``); ``leave_out`` are
    passages whose bodies take no part, such as the chrome of a web page.
    """
    places = {(span.start, span.end) for span in with_part}
    outside = tuple(leave_out)
    spans: dict[tuple[str, str], list[Body]] = {}
    for body in (one for outer in bodies for one in (outer, *outer.inner)):
        if body.contextual and (body.span.start, body.span.end) not in places:
            continue
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


CONFIDENCE = {NAMED: 1.0, COMPOSED: 0.9, SHORT: 0.9, FORMED: 0.7}


def local_names(bodies: Iterable[Body], gazetteer: Gazetteer) -> dict[str, str]:
    """Names of bodies that the authority files lack, with their Vietnamese or printed names."""
    return {
        body.agency: body.name_vi or collapse(body.form)
        for outer in bodies
        for body in (outer, *outer.inner)
        if body.agency not in gazetteer.functions
    }
