"""English bodies that are told by others: offices in one list, heads of agencies, co-chairs.

"The Secretaries of Energy, Labor, and the Interior" are three offices; "heads of such agencies" and
"Co-Chairs" name people by the bodies that they head or chair.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from mandategraph.extract.bodies import FORMED, SHORT, Body
from mandategraph.gazetteer import Gazetteer
from mandategraph.text import SourceText, Span, collapse

# "Secretaries of", before the matters of several offices
_OFFICES = re.compile(
    r"\b(?P<head>Secretar|Minist|Department|Administrator|Commissioner)(?P<end>ies|ers|ries|s)\s+of\s+"
)
_SINGLE = {
    "Secretaries": "Secretary",
    "Ministers": "Minister",
    "Ministries": "Ministry",
    "Departments": "Department",
    "Administrators": "Administrator",
    "Commissioners": "Commissioner",
}
# "Defense", "the Interior", "Health and Human Services"
_MATTER = re.compile(r"(?:the\s+)?[A-Z][\w'’-]+(?:\s+(?:and\s+|of\s+|for\s+)?[A-Z][\w'’-]+){0,5}")
_SIGN = re.compile(r",?\s+and\s+|,\s+")
# Before a group whose heads are meant: "heads of all such [agencies]".
_HEADS = re.compile(
    r"\b[Hh]eads\s+of\s+(?:(?:the|all|each|such|these|those|any|their|other)\s+){0,3}$"
)
# "heads of such agencies" are those named last
_MEANT = re.compile(r"heads\s+of\s+(?:such|these|those)\s+\w+", re.IGNORECASE)
# In brackets after a clause that tells a group apart: such as "(mill agencies)".
_GROUP_BRACKET = re.compile(r"\((?P<group>[^()]{3,40} (?:agencies|departments|offices))\)$")
_PLURAL = re.compile(r"\b(?:agencies|departments|ministries|offices|bodies)\b", re.IGNORECASE)
_CO_CHAIRS = re.compile(r"\b[Cc]o-[Cc]hairs\b(?P<of>\s+of\s+(?:the\s+)?)?")
_CO_CHAIRED = re.compile(r"\bco-chaired\b")
NEAR = 60  # characters before a group in which its heads are named
# After a name: "(Task Force)", "(the “River Board”)".
_BRACKET = re.compile(r"\s?\((?:the\s)?[\"“]?(?P<short>[A-Z][\w-]*(?:\s[A-Z][\w-]*){0,4})[\"”]?\)")


def listed_offices(source: SourceText, gazetteer: Gazetteer) -> dict[int, tuple[int, str, bool]]:
    """Known offices that share one plural head: stored start → stored end, canonical name, contextual."""
    found: dict[int, tuple[int, str, bool]] = {}
    for match in _OFFICES.finditer(source.text):
        head = _SINGLE.get(f"{match['head']}{match['end']}", "")
        listed = list(_listed(source.text, match.end(), head, gazetteer)) if head else []
        for number, (start, end, name) in enumerate(listed if len(listed) > 1 else ()):
            found[start if number else match.start()] = (end, name, False)
    return found


def _listed(text: str, at: int, head: str, gazetteer: Gazetteer) -> Iterator[tuple[int, int, str]]:
    """The offices of a list, each with the place of its matter."""
    while (matter := _MATTER.match(text, at)) is not None:
        parts = re.findall(r"\s*\S+", matter.group())
        for count in range(len(parts), 0, -1):
            printed = "".join(parts[:count])
            office = gazetteer.function_of(f"{head} of {collapse(printed)}")
            if office:
                yield at, at + len(printed), office.name_en
                break
        else:
            return
        sign = _SIGN.match(text, at + len(printed))
        if sign is None:
            return
        at = sign.end()


def short_names(bodies: Sequence[Body], source: SourceText) -> dict[str, str]:
    """Short names in capitals that a text gives in brackets after a body, and what they stand for.

    Each word of a short name stands in the name as well: "National River Task Force (Task Force)". A
    short name given to two bodies stands for none.
    """
    found: dict[str, set[str]] = {}
    for body in bodies:
        given = _BRACKET.match(source.text, body.span.end)
        if given is None or body.contextual:
            continue
        short = collapse(given["short"])
        name = f"{body.form} {body.agency}".split()
        if not short.isupper() and all(word in name for word in short.split()):
            found.setdefault(short, set()).add(body.agency)
    return {short: agencies.pop() for short, agencies in found.items() if len(agencies) == 1}


def told_by_others(bodies: Sequence[Body], source: SourceText, gazetteer: Gazetteer) -> list[Body]:
    """The bodies, with heads and chairs named by them; "X Agency" is one of the "X Agencies"."""
    known = {body.agency for body in bodies}
    ordered = sorted(_with_chairs(bodies, source), key=lambda body: body.span.start)
    found: list[Body] = []
    heads: str | None = None
    for body in ordered:
        one = _among_its_like(_with_heads(body, source, gazetteer), known)
        if one.form.lower().startswith("heads of "):
            if heads and _MEANT.fullmatch(one.form):
                one = replace(one, agency=heads)
            heads = one.agency
        found.append(one)
    return found


def _with_heads(body: Body, source: SourceText, gazetteer: Gazetteer) -> Body:
    """A group of agencies whose heads are named, as these heads."""
    if not (body.contextual or body.method == FORMED) or not _PLURAL.search(body.form):
        return body
    given = _GROUP_BRACKET.search(body.form)
    if given and body.form[:8].lower() == "heads of":
        return replace(body, agency=f"Heads of {given['group']}")
    low = max(0, body.span.start - NEAR)
    before = _HEADS.search(source.text[low : body.span.start])
    if before is None:
        return body
    span = Span(low + before.start(), body.span.end)
    form = source.words(span)
    function = gazetteer.function_of(collapse(form))
    name = function.name_en if function else collapse(form)
    if given := _GROUP_BRACKET.search(form):
        name = f"Heads of {given['group']}"
    return replace(
        body,
        span=span,
        form=form,
        agency=name[0].upper() + name[1:],
        method=FORMED,
        name_vi=function.name_vi if function else None,
        is_group=function is not None and function.is_group,
        inner=(),
    )


def _among_its_like(body: Body, known: set[str]) -> Body:
    """One of a group that the text names too: "each River Member Agency"."""
    if body.method == FORMED and body.agency.endswith(" Agency"):
        group = f"{body.agency.removesuffix('y')}ies"
        if group in known:
            return replace(body, agency=group)
    return body


def _with_chairs(bodies: Sequence[Body], source: SourceText) -> Iterator[Body]:
    """The bodies and the co-chairs that the text names by role."""
    chairs = list(_CO_CHAIRS.finditer(source.text))
    if not chairs:
        yield from bodies
        return
    starts = {body.span.start: body for body in bodies}
    chaired = _chaired(bodies, source)
    taken: set[int] = set()
    for match in chairs:
        of = starts.get(match.end()) if match["of"] else None
        if of:
            taken.add(of.span.start)
            span = Span(match.start(), of.span.end)
            yield _chairs(span, source, of.agency, (of,))
        elif match.group()[:4] == "Co-C" and chaired and not match["of"]:
            before = next((b for b in bodies if b.span.end + 1 == match.start()), None)
            if before and before.agency == chaired:
                taken.add(before.span.start)
                yield _chairs(Span(before.span.start, match.end()), source, chaired, (before,))
            else:
                yield _chairs(Span(*match.span()), source, chaired, ())
    yield from (body for body in bodies if body.span.start not in taken)


def _chairs(span: Span, source: SourceText, of: str, inner: tuple[Body, ...]) -> Body:
    return Body(span, source.words(span), f"Co-Chairs of the {of}", SHORT, inner=inner)


def _chaired(bodies: Sequence[Body], source: SourceText) -> str | None:
    """The body that the text says is co-chaired."""
    said = _CO_CHAIRED.search(source.text)
    before = [body for body in bodies if said and body.span.end <= said.start()]
    near = [body for body in before if said and said.start() - body.span.end < NEAR]
    return near[-1].agency if near else None
