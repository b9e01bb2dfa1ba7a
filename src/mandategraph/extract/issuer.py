"""The issuer of a document: in its letterhead, its preamble, its title, or as the text tells it."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from mandategraph.extract import english_front
from mandategraph.extract.bodies import Body, bodies_within
from mandategraph.extract.front import HEAD_LINE, Front, kinds
from mandategraph.extract.marks import bare
from mandategraph.extract.passages import bounds, find, plain, plain_words, stored
from mandategraph.extract.signature import clean, inked
from mandategraph.extract.typeface import is_upper
from mandategraph.extract.vocabulary import any_of, pattern, plain_form, words
from mandategraph.model import Found, Named
from mandategraph.text import Span, collapse


def issuer_of(front: Front) -> Named | None:
    """The issuer as printed, by the first rule that finds one."""
    for find_issuer in (
        _issuer_line,
        _letterhead_issuer,
        _issuer_in_preamble,
        _issuer_of_page,
        _issuer_by_possessive,
        _issuer_by_statement,
    ):
        issuer = find_issuer(front)
        if issuer is not None:
            return issuer
    return english_front.page_issuer(front.source, front.bodies) if front.language == "en" else None


def _letterhead_issuer(front: Front) -> Named | None:
    """The body in capitals at the head; of two in a row the second, which is part of the first."""
    bodies = list(_letterhead_bodies(front))
    found = bodies[0] if bodies else None
    for above, below in pairwise(bodies):
        if above.span is None or below.span is None:
            break
        if front.source.text[above.span.end : below.span.start].count("\n") != 1:
            break
        found = below
    return found


def _letterhead_bodies(front: Front) -> Iterator[Named]:
    mottoes = [plain_form(motto) for motto in words("front")["mottoes"]]
    for block in front.head_blocks:
        held = _without_motto(front, block, mottoes)
        if held is None or not is_upper(bare(front.source.text, held.start, held.end)):
            continue
        head = plain_words(front.source, held).strip(" :.*_")
        if (
            head in kinds()
            or head.startswith((*words("front")["issuer_leads"], *words("front")["addressed"]))
            or re.search(r"\d", head)
        ):
            continue
        within = bodies_within(front.bodies, held)
        if not within and (len(head) > HEAD_LINE or front.match("levels", held)):
            continue
        start = _line_start(front, held, within[-1].span.start) if within else held.start
        span, seat = Span(start, held.end), _seat(front, held.end)
        shown = collapse(clean(front.source, span))
        if seat is not None:
            span, shown = Span(start, seat.end), f"{shown} {collapse(clean(front.source, seat))}"
        yield Found(shown, span, "letterhead-issuer", 1.0 if within else 0.7)


def _seat(front: Front, at: int) -> Span | None:
    """The line below an issuer that says of which province: ``TỈNH THÁI BÌNH``."""
    after = re.compile(r"[^\n]*\n\s{0,200}([^\n|]{3,60})").match(front.source.text, at)
    if after is None:
        return None
    words_ = re.split(r" {4,}|\t", after[1])[0]
    line = inked(front.source, Span(after.start(1), after.start(1) + len(words_)))
    if not is_upper(front.source.words(line)) or front.match("levels", line) is None:
        return None
    return line


def _line_start(front: Front, block: Span, at: int) -> int:
    """Where the line begins in which a body stands: the name may be longer than what is known."""
    line = front.source.text.rfind("\n", block.start, at) + 1
    return inked(front.source, Span(max(line, block.start), at + 1)).start


def _without_motto(front: Front, block: Span, mottoes: Sequence[str]) -> Span | None:
    """A block of a letterhead up to the motto; None when nothing is left of it."""
    for match in find(re.compile(any_of(mottoes)), front.source, block):
        block = Span(block.start, max(block.start, stored(front.source, match).start))
    shown = front.source.words(block)
    last = len(shown.rstrip(" \t\r\n*-_#|"))
    first = len(shown) - len(shown.lstrip(" \t\r\n*-_#|"))
    return Span(block.start + first, block.start + last) if first < last else None


def _issuer_line(front: Front) -> Named | None:
    """``CỦA BAN THƯỜNG VỤ TỈNH ỦY`` between kind and title."""
    for line in front.head_lines():
        shown = plain_words(front.source, line).strip(" *_")
        for lead in words("front")["issuer_leads"]:
            if shown.startswith(lead) and is_upper(front.source.words(line)):
                start = front.source.text.index(" ", line.start + len(lead) - 2, line.end)
                span = inked(front.source, Span(start, _matter_at(front, line)))
                return Found(collapse(clean(front.source, span)), span, "issuer-line")
    return None


def _matter_at(front: Front, line: Span) -> int:
    """Where, in ``CỦA BỘ CHÍNH TRỊ VỀ …``, the matter begins; the end of the line where none does."""
    for match in find(pattern(words("front")["matter"]), front.source, line):
        return stored(front.source, match).start
    return line.end


def _issuer_in_preamble(front: Front) -> Named | None:
    """The last body of the preamble that issues, asks or decides."""
    preamble = front.layout.preamble
    if preamble is None or (front.own and front.own.issuer):
        return None
    issues = pattern(words("front")[f"issues_{front.language}"])
    found: Body | None = None
    for body in bodies_within(front.bodies, preamble):
        _, after = bounds(front.source, body.span)
        if issues.match(plain(front.source).text[after : after + 90]):
            found = body
    if found is not None:
        return Found(collapse(found.form), found.span, "issuer-in-preamble", 0.9)
    for match in find(pattern(words("front")["authority_en"]), front.source, preamble):
        span = stored(front.source, match, "office")
        return Found(front.source.words(span), span, "issuer-by-authority", 0.9)
    return None


def _issuer_of_page(front: Front) -> Named | None:
    if front.own and front.own.issuer:
        return Found(front.own.issuer.value, front.own.issuer.span, "page-on-instrument", 0.9)
    title = front.layout.title
    match = front.match("kind_from_en", title) if title else None
    if match is None:
        return None
    span = stored(front.source, match, "issuer")
    return Found(front.source.words(span), span, "issuer-in-title", 0.8)


def _issuer_by_possessive(front: Front) -> Named | None:
    """``the Provincial People's Committee's Plan``: whoever the text says the plan is of."""
    own = pattern(words("front")["own_kind_en"])
    for body in front.bodies if front.language == "en" else ():
        _, after = bounds(front.source, body.span)
        if own.match(plain(front.source).text[after : after + 40]):
            return Found(collapse(body.form), body.span, "issuer-by-possessive", 0.7)
    return None


def _issuer_by_statement(front: Front) -> Named | None:
    """``OMB is rescinding the following memoranda``: who the text says acts by it."""
    acts = pattern(words("front")["acts_by_it"])
    for body in front.bodies if front.language == "en" else ():
        _, after = bounds(front.source, body.span)
        if not body.contextual and acts.match(plain(front.source).text[after : after + 60]):
            return Found(body.agency, body.span, "issuer-by-statement", 0.6)
    return None
