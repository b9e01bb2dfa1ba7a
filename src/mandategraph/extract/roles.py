"""Who leads, coordinates, directs, is directed or advised: by verbs, lists, headings and columns."""

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from mandategraph.extract.bodies import JOINT, Body, bodies_within
from mandategraph.extract.name_parts import heads_are_shared
from mandategraph.extract.passages import bounds, find, plain, readable, sentences, trimmed
from mandategraph.extract.vocabulary import pattern, words
from mandategraph.model import Found, Item, Named, Section
from mandategraph.text import SourceText, Span, collapse

Bodies = tuple[Body, ...]
FIRST = 1500  # characters of a sentence in which its subject must stand


@dataclass(frozen=True, slots=True)
class Roles:
    """The bodies that an order names, by their part in it."""

    lead: tuple[Named, ...] = ()
    coordinate: tuple[Named, ...] = ()
    directs: tuple[Named, ...] = ()
    directed_by: tuple[Named, ...] = ()
    through: tuple[Named, ...] = ()
    advises: tuple[Named, ...] = ()


def named(bodies: Iterable[Body], method: str, confidence: float) -> tuple[Named, ...]:
    """Each agency once, with the first place that names it."""
    found: dict[str, Named] = {}
    for body in bodies:
        found.setdefault(
            body.agency, Found(body.agency, body.span, method, confidence * _sure(body))
        )
    return tuple(found.values())


def _sure(body: Body) -> float:
    """How sure a body's name is: a name known by its form alone is less so."""
    return 0.8 if body.method == "agency-formed" else 1.0


def list_at(source: SourceText, bodies: Bodies, place: int, stop: int) -> list[Body]:
    """The bodies that stand one after the other from a place of the plain text on."""
    view = plain(source)
    tail = pattern(words("roles")["list_tail"])
    found: list[Body] = []
    while place < stop:
        body = _next_in_list(source, bodies, place, stop, first=not found)
        if body is None:
            break
        _, end = bounds(source, body.span)
        if end > stop:
            break
        found.append(body)
        after = tail.match(view.text, end, stop)
        place = after.end() if after else end
        if members := _members_at(source, bodies, body, place):
            # "các Sở: Tài chính, Nội vụ": the group is told by its members.
            found.pop()
            place = members
    return found


def _members_at(source: SourceText, bodies: Bodies, group: Body, place: int) -> int | None:
    """Where the members of a group are named in its own words, without the head they share."""
    view = plain(source)
    sign = MEMBERS.match(view.text, place)
    if sign is None or not group.is_group:
        return None
    first = starting_at(source, bodies, sign.end())
    shared = first is not None and heads_are_shared(group.form, first.form, first.agency)
    return sign.end() if shared else None


def _next_in_list(
    source: SourceText, bodies: Bodies, place: int, stop: int, *, first: bool
) -> Body | None:
    """The body at a place, or after the signs and words that join a list there.

    A word such as "các" may join or open a name, so a body is looked for before each word.
    """
    text = plain(source).text
    joint, sign = pattern(words("roles")["list_word"]), pattern(words("roles")["list_sign"])
    body = starting_at(source, bodies, place) if first else None
    parted = sign.match(text, place, stop)
    at = parted.end() if parted else place
    joined = first or (parted is not None and bool(parted.group().strip()))
    while body is None and at < stop:
        if joined:
            body = starting_at(source, bodies, at)
        word = joint.match(text, at, stop)
        if body or word is None:
            break
        at, joined = word.end(), True
    if body is None and joined and not first:
        return _unexplained(source, at, stop)
    return body


NOTHING = re.compile("")
MEMBERS = re.compile(r" ?: ?| ")
LETTERS = re.compile(r"[A-Z]{3,7}\b")


def _unexplained(source: SourceText, at: int, stop: int) -> Body | None:
    """An abbreviation in a list of bodies that the text does not explain: a body of that name."""
    view = plain(source)
    letters = LETTERS.match(source.text, view.starts[at]) if at < stop else None
    if letters is None:
        return None
    span = Span(*letters.span())
    return Body(span, letters.group(), letters.group(), "agency-formed")


def starting_at(source: SourceText, bodies: Bodies, place: int) -> Body | None:
    """The body whose name begins at a place of the plain text."""
    view = plain(source)
    if place >= len(view.starts):
        return None
    offset = view.starts[place]
    at = bisect_left(bodies, offset, key=lambda body: body.span.start)
    if at < len(bodies) and bodies[at].span.start == offset:
        return bodies[at]
    return None


def end_of_list(source: SourceText, found: list[Body], stop: int) -> int:
    """The place of the plain text after a list of bodies and what qualifies its last one."""
    _, end = bounds(source, found[-1].span)
    after = pattern(words("roles")["list_tail"]).match(plain(source).text, end, stop)
    return after.end() if after else end


# --- the passage itself ------------------------------------------------------------------------


def roles_in(source: SourceText, passage: Span, bodies: Bodies, language: str) -> Roles:
    """The parts that the words of a passage give to bodies."""
    passage = readable(passage)
    here = bodies_within(bodies, passage)
    if not here:
        return Roles()
    data = words("roles")[language]
    coordinate = _after(source, passage, here, data["coordinate"])
    directs = _after(source, passage, here, data["directs"])
    advises = _after(source, passage, here, data["advises"])
    through = _after(source, passage, here, data["through"])
    above = _after(source, passage, here, data["directed_by"]) if "directed_by" in data else []
    apart = {body.span for body in (*coordinate, *through)}
    read = _subject_vi if language == "vi" else _subject_en
    lead = [body for body in read(source, passage, here, data) if body.span not in apart]
    if language == "en" and not lead and (agents := read(source, passage, here, data)):
        # "shall be coordinated through X": who is gone through is the only doer.
        lead = [body for body in agents if body in through]
        through = [body for body in through if body not in lead]
    leads = {body.agency for body in lead}
    coordinate += _helping(source, passage, here, data["helps"]) if "helps" in data else []
    return Roles(
        lead=named(lead, "lead-subject", 0.95),
        coordinate=named(
            (body for body in coordinate if body.agency not in leads), "coordinate-list", 0.95
        ),
        directs=named(directs, "directs-verb", 0.9),
        directed_by=named(
            (body for body in above if body.agency not in leads), "directed-by-words", 0.9
        ),
        through=named(through, "through-words", 0.9),
        advises=named(advises, "advises-verb", 0.85),
    )


def _after(source: SourceText, passage: Span, bodies: Bodies, verb: str) -> list[Body]:
    """The bodies in the lists that follow a verb at once."""
    _, stop = bounds(source, passage)
    found: list[Body] = []
    for match in find(pattern(verb), source, passage):
        found.extend(list_at(source, bodies, match.end(), stop))
    return found


def _helping(source: SourceText, passage: Span, bodies: Bodies, verb: str) -> list[Body]:
    """The bodies that help another doer: "… chủ trì, Sở Nội vụ và Sở Y tế phối hợp …"."""
    text, (start, _) = plain(source).text, bounds(source, passage)
    found: list[Body] = []
    for match in find(pattern(verb), source, passage):
        run: list[Body] = []
        place = match.start()
        for body in reversed(bodies):
            first, end = bounds(source, body.span)
            if end <= place and not (JOINT if run else NOTHING).fullmatch(text, end, place):
                break
            if end <= place:
                run.append(body)
                place = first
        if run and place > start and text[place - 2 : place] in {", ", "; "}:
            found += reversed(run)
    return found


def _first_words(source: SourceText, passage: Span) -> Span:
    """The part of the first sentence in which its subject must stand."""
    first = sentences(source, passage)[0]
    return Span(first.start, min(first.end, first.start + FIRST))


def _subject_vi(
    source: SourceText, passage: Span, bodies: Bodies, data: dict[str, Any]
) -> list[Body]:
    """The bodies that a Vietnamese passage opens with, or that stand before "chủ trì"."""
    view, first = plain(source), _first_words(source, passage)
    start, stop = bounds(source, first)
    order = pattern(data["ordering"]).match(view.text[start:stop])
    if order:
        found = list_at(source, bodies, start + order.end(), stop)
        if found:
            return found
    found = list_at(source, bodies, start, stop)
    if found and (_acts(source, found, stop, data) or _act_later(source, found, stop, data)):
        return found
    if found and _act_after_clause(source, found, stop, data):
        return found
    if pattern(data["opening"]).match(view.text[start:stop]):
        for sign in find(pattern(r"[,;:] "), source, first):
            found = list_at(source, bodies, sign.end(), stop)
            if found and _acts(source, found, stop, data):
                return found
    for match in find(pattern(data["leads"]), source, first):
        before = [body for body in bodies if bounds(source, body.span)[1] + 1 == match.start()]
        if before:
            return before
    return []


def _acts(source: SourceText, found: list[Body], stop: int, data: dict[str, Any]) -> bool:
    """Whether a list of bodies is followed by what they do."""
    end = end_of_list(source, found, stop)
    rest = plain(source).text[end:stop].lstrip(" :,")
    return bool(pattern(data["acts"]).match(rest))


def _act_later(source: SourceText, found: list[Body], stop: int, data: dict[str, Any]) -> bool:
    """Whether bodies that no list knows come between a list and what all of them do."""
    if all(body.contextual for body in found):
        return False
    end = end_of_list(source, found, stop)
    return bool(pattern(data["acts_later"]).match(plain(source).text[end:stop]))


def _act_after_clause(
    source: SourceText, found: list[Body], stop: int, data: dict[str, Any]
) -> bool:
    """Whether a clause without punctuation stands between a list and what its bodies are to do."""
    if all(body.contextual for body in found):
        return False
    end = end_of_list(source, found, stop)
    return bool(pattern(data["acts_after"]).match(plain(source).text[end:stop]))


def announcing_bodies(
    source: SourceText, passage: Span, bodies: Bodies, language: str
) -> tuple[Named, ...]:
    """The bodies whose tasks a heading, or the paragraph under it, announces."""
    start, stop = bounds(source, passage)
    if not pattern(words("roles")["announcing"]).search(plain(source).text[start:stop]):
        return ()
    return roles_in(source, passage, bodies, language).lead


def _subject_en(
    source: SourceText, passage: Span, bodies: Bodies, data: dict[str, Any]
) -> list[Body]:
    """The bodies before the modal verb of an English passage, or those that it opens with.

    What is only acted upon leads nothing; whoever acts upon it may stand after "by".
    """
    view, first = plain(source), _first_words(source, passage)
    start, stop = bounds(source, first)
    modal = pattern(data["modal"]).search(view.text, start, stop)
    if modal and pattern(data["passive"]).match(view.text, modal.end(), stop):
        return _agent_en(source, Span(modal.end(), stop), bodies, data)
    return _before_modal(source, first, bodies, data, modal)


def _agent_en(source: SourceText, places: Span, bodies: Bodies, data: dict[str, Any]) -> list[Body]:
    """The bodies by which something is to be done; ``places`` bound the plain text."""
    for by in pattern(data["agent"]).finditer(plain(source).text, places.start, places.end):
        found = _owning(source, bodies, by.end(), places.end)
        if found:
            return found
    return []


def _before_modal(
    source: SourceText,
    first: Span,
    bodies: Bodies,
    data: dict[str, Any],
    modal: re.Match[str] | None,
) -> list[Body]:
    """The bodies that a sentence opens with, or that stand right before its modal verb."""
    view = plain(source)
    start, stop = bounds(source, first)
    end = modal.start() if modal else stop
    limit = _limit_en(source, (start, end), bodies, data) if modal else end
    found = _owning(source, bodies, start, limit) or _owning(
        source, bodies, _subject_place(source, start, limit, data), limit
    )
    if found:
        return found + _second_half(source, bodies, limit, end)
    opens = modal and pattern(data["opening"]).match(view.text[start:stop])
    for sign in find(pattern(r"[,:] "), source, first) if modal else ():
        if sign.end() > limit:
            break
        found = _owning(source, bodies, sign.end(), limit) or _owning(
            source, bodies, _subject_place(source, sign.end(), limit, data), limit
        )
        if found and (opens or end_of_list(source, found, end) + 1 >= limit):
            return found + _second_half(source, bodies, limit, end)
    return []


def _subject_place(source: SourceText, place: int, limit: int, data: dict[str, Any]) -> int:
    """Where a subject begins after words such as "these" or "an"."""
    before = pattern(data["before_subject"]).match(plain(source).text, place, limit)
    return before.end() if before else place


def _limit_en(
    source: SourceText, places: tuple[int, int], bodies: Bodies, data: dict[str, Any]
) -> int:
    """Where the subject ends: at the modal verb, or at an aside before it."""
    start, end = places
    aside = pattern(data["aside"]).search(plain(source).text, start, end)
    if aside and starting_at(source, bodies, start) is None:
        # "In the first year, …, the Minister shall": the aside may come first.
        aside = next(
            (
                match
                for match in pattern(data["aside"]).finditer(plain(source).text, start, end)
                if any(
                    start <= bounds(source, body.span)[0]
                    and bounds(source, body.span)[1] <= match.start()
                    for body in bodies
                )
            ),
            None,
        )
    return aside.start() if aside else end


def _owning(source: SourceText, bodies: Bodies, place: int, limit: int) -> list[Body]:
    """The bodies at a place; of "the Commission's agencies" the last ones."""
    found = list_at(source, bodies, place, limit)
    if not found:
        return []
    text, (_, end) = plain(source).text, bounds(source, found[-1].span)
    if text[end : end + 1] != "'":
        return found
    after = end + 1 + (text[end + 1 : end + 2] == "s") + 1
    return list_at(source, bodies, after, limit)


def _second_half(source: SourceText, bodies: Bodies, limit: int, end: int) -> list[Body]:
    """Bodies after an aside that share the verb: "X, with help from Y, and Z will"."""
    for joint in re.compile(", and (?:the )?").finditer(plain(source).text, limit, end):
        found = list_at(source, bodies, joint.end(), end)
        if found and end_of_list(source, found, end) + 1 >= end:
            return found if joint.start() > limit else []
    return []


# --- headings, lead-ins, columns ---------------------------------------------------------------

NOTHING_MORE = re.compile(r"[\s.:;*_-]*")
COVERED = 0.5  # the share of a heading that its bodies must fill to make it a heading of bodies


def heading_bodies(source: SourceText, section: Section, bodies: Bodies) -> list[Body]:
    """The bodies that a heading consists of; none where it is about something else."""
    return bodies_alone(source, section.heading_span, bodies) if section.heading_span else []


def bodies_alone(source: SourceText, passage: Span, bodies: Bodies) -> list[Body]:
    """The bodies of a heading or lead-in that names bodies and says nothing else of weight."""
    start, stop = bounds(source, passage)
    if start >= stop:
        return []
    order = pattern(words("roles")["vi"]["ordering"]).match(plain(source).text[start:stop])
    found = list_at(source, bodies, start + (order.end() if order else 0), stop)
    if not found:
        return []
    end = end_of_list(source, found, stop)
    filled = end - start
    if all(body.contextual for body in found) and not NOTHING_MORE.fullmatch(
        plain(source).text, end, stop
    ):
        return []  # "Doanh nghiệp số" is a subject, not whoever is to act
    directing = pattern(words("roles")["directing"]).search(plain(source).text[start:stop])
    return found if directing or filled >= COVERED * (stop - start) else []


def is_directing(source: SourceText, passage: Span) -> bool:
    """Whether a heading or lead-in says that its bodies direct what stands below it."""
    start, stop = bounds(source, passage)
    return pattern(words("roles")["directing"]).search(plain(source).text[start:stop]) is not None


def column(item: Item, name: str) -> Span | None:
    """The cell of a table row in the column for leads, coordination, time or task."""
    wanted = pattern(words("roles")["columns"][name])
    for title, cell in zip(item.columns, item.cells, strict=False):
        if wanted.search(title) and cell.end > cell.start:
            return cell
    return None


def roles_in_row(source: SourceText, item: Item, bodies: Bodies) -> Roles:
    """The parts that the cells of a table row give to bodies."""
    roles = Roles()
    lead, coordinate = column(item, "lead"), column(item, "coordinate")
    if lead:
        own, beside = _parts_of_cell(source, lead)
        found = in_cell(source, own, bodies)
        helping = named(bodies_within(bodies, beside), "cell-of-column", 0.85) if beside else ()
        roles = replace(roles, lead=found, coordinate=helping)
    if coordinate and coordinate != lead:
        leads = {one.value for one in roles.lead}
        # "Các bộ, ngành" lead, each in its field, and work with the others.
        groups = {body.agency for body in bodies_within(bodies, coordinate) if body.is_group}
        found = tuple(
            one
            for one in in_cell(source, coordinate, bodies)
            if one.value not in leads or one.value in groups
        )
        roles = replace(roles, coordinate=found)
    return roles


def _parts_of_cell(source: SourceText, cell: Span) -> tuple[Span, Span | None]:
    """The part of a cell that names who leads, and the part that names who works with them."""
    spare = next(find(pattern(words("roles")["spare"]), source, cell), None)
    start, _ = bounds(source, cell)
    if spare and start < spare.start():
        cell = trimmed(source, start, spare.start())
    joint = next(find(pattern(words("roles")["beside"]), source, cell), None)
    if joint is None or joint.start() == start:
        return cell, None
    return trimmed(source, start, joint.start()), trimmed(
        source, joint.end(), bounds(source, cell)[1]
    )


def in_cell(source: SourceText, cell: Span, bodies: Bodies) -> tuple[Named, ...]:
    """The bodies in a cell; a cell without a known one names the body that it prints."""
    text, barred = plain(source).text, pattern(words("roles")["not_in_cell"])
    start, _ = bounds(source, cell)
    within = [
        body
        for body in bodies_within(bodies, cell)
        if not barred.search(text[start : bounds(source, body.span)[0]])
    ]
    found = named(within, "cell-of-column", 0.95)
    if found:
        return found
    printed = collapse(source.words(cell)).strip(" -–*_|;,.")
    return (Found(printed, cell, "cell-of-column", 0.5),) if printed else ()


def preamble_leads(
    source: SourceText, preamble: Span | None, bodies: Bodies, language: str
) -> tuple[Named, ...]:
    """The bodies that the preamble orders to carry out all that follows."""
    if preamble is None:
        return ()
    data = words("roles")["preamble"]
    _, stop = bounds(source, preamble)
    for match in find(pattern(data[language]), source, preamble):
        found = list_at(source, bodies, match.end(), stop)
        if not found:
            continue
        end = end_of_list(source, found, stop)
        if pattern(data[f"{language}_tasks"]).search(plain(source).text, end, stop):
            return named(found, "lead-preamble", 0.9)
    return ()
