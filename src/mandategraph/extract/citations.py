"""Other instruments that a text names, by number or by name only.

A number is found first ("16 / CT-TTg", "52-NQ/TW", "7 U.S.C. 8102"); then the words around it give
kind, date, issuer and topic. All passages with the same number and date are one citation.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import zip_longest
from typing import Literal

from mandategraph.extract.agencies import find_bodies
from mandategraph.extract.bodies import Body
from mandategraph.extract.dates import find_dates
from mandategraph.extract.passages import block_at, bounds, plain, plain_words, trimmed
from mandategraph.extract.vocabulary import any_of, pattern, plain_form, words
from mandategraph.gazetteer import Gazetteer
from mandategraph.model import Citation, Found, Named
from mandategraph.names import compact_number
from mandategraph.text import SourceText, Span, collapse

# 16/CT-TTg, 99 / QD-TTg, 36a/NQ-CP, 15/2021/QĐ-UBND, 19-2017/NQ-CP, 574/UBND-NC, 10-CTr/TU
NUMBER = re.compile(
    r"(?<![\w/])(?<!\d\.)(?P<whole>\d{1,5}[a-zđ]?"
    r"(?: ?[-/] ?(?:19|20)\d{2})?"  # the year, of an instrument that carries it
    r" ?[-/] ?"
    r"(?P<letters>(?:qh|ubtvqh)\d{1,2}|[a-zđ]{1,7}\d{0,2}(?: ?[-/] ?[a-zđ]{1,10}\d{0,2}(?:&[a-zđ]{1,6})?){0,2}))(?![\w])"
)
# The letters of an official letter are its issuer's and a unit's: 10781/VPCP-CN.
OFFICE_LETTERS = re.compile(r"[A-ZĐ]{3,}\d{0,2}-[A-ZĐ]{2,}\d{0,2}(?:&[A-ZĐ]+)?")
# The number of a footnote runs into the letters: NQ/TW1, NĐ-CP12, CTr/BCĐ3; but QH15, BCĐ35, V03.
NOTE_JOINED = re.compile(
    r"(?<=TW)\d{1,2}$|(?<=CP)\d{1,2}$|(?<=TTg)\d{1,2}$|(?<!QH)(?<=[^\W\d_]{2})\d$"
)
# What a gazette prints for its own books: "Billing code 3111-A1-P".
NO_INSTRUMENT = re.compile(r"\bbilling code:? ?$")
YEAR_JOINED = re.compile(r"^(\d+[a-zA-Z]?)/((?:19|20)\d{2})/(.+)$")
WINDOW = 110  # characters before a number in which its kind may stand
TOPIC = 700  # characters around a number in which its topic may stand
NEAR_SIGN = 80  # characters around a sign of a foreign instrument in which its name stands
GAP = 40  # characters after it in which its date may stand


@dataclass(frozen=True, slots=True)
class _Place:
    """One passage that names an instrument; ``start`` and ``end`` are places in the plain text."""

    number: str
    kind: str | None
    start: int
    end: int
    method: str
    date: Found[str] | None = None
    issuer: Named | None = None
    issuer_next: str | None = None
    topic: Named | None = None
    relation: Literal["basis", "mention"] = "mention"


def find_citations(
    source: SourceText, language: str, gazetteer: Gazetteer
) -> tuple[tuple[Citation, ...], tuple[Citation, ...]]:
    """The instruments named with a number, and those named without one, in order."""
    bodies = find_bodies(source, gazetteer)
    places = sorted(
        (*_numbered(source, gazetteer), *_foreign(source)), key=lambda place: place.start
    )
    places = _apart(places)
    places = [
        _dated(source, place, after, language)
        for place, after in zip_longest(places, places[1:])
        if place
    ]
    places = [
        _issued(source, place, after, bodies, language)
        for place, after in zip_longest(places, places[1:])
    ]
    places = _shared_issuers(source, places)
    places = [
        _with_topic(source, place, after, language)
        for place, after in zip_longest(places, places[1:])
    ]
    places = [replace(place, relation=_relation(source, place)) for place in places]
    return tuple(_merged(source, places)), tuple(_unnumbered(source, language, places))


# --- numbers ---------------------------------------------------------------------------------


def _numbered(source: SourceText, gazetteer: Gazetteer) -> Iterator[_Place]:
    """Vietnamese numbers, with the kind that the words before them or their letters name."""
    view = plain(source)
    for match in NUMBER.finditer(view.text):
        printed = _squeezed(source, match.start("whole"), match.end("whole"))
        letters = re.sub(
            r"^\d+[a-zđ]?(?:[-/](?:19|20)\d{2})?[-/]", "", printed, flags=re.IGNORECASE
        )
        if not any(char.isupper() for char in letters):
            continue
        first = re.split(r"[-/]", letters)[0]
        if NO_INSTRUMENT.search(view.text, max(0, match.start() - NEAR_SIGN), match.start()):
            continue
        start, kind = _kind_before(view.text, match.start(), gazetteer)
        lettered = gazetteer.kind_lettered(first)
        of_office = OFFICE_LETTERS.fullmatch(letters) is not None
        if lettered:
            printed = NOTE_JOINED.sub("", printed)
        known = kind or lettered or of_office or letters.upper().startswith("QH")
        if not known or (kind is None and _is_own_number(source, match.start(), match.end())):
            continue
        if of_office and not lettered:
            kind = kind or "official letter"
        elif lettered and (kind is None or kind in {"official letter", "other"}):
            kind = lettered.annotated
        elif kind is None:
            kind = "law"
        yield _Place(printed, kind, start, match.end(), "citation-number")


def _squeezed(source: SourceText, start: int, end: int) -> str:
    """A number as printed, without blanks and Markdown marks."""
    span = trimmed(source, start, end)
    return re.sub(r"[\s*_\\]+", "", source.words(span)).replace("Ð", "Đ")


LINE_START = 40  # characters in which the beginning of a letterhead's line is looked for
DAY_NEXT = re.compile(r",? ?(?:ngày|dated) ")
OWN = re.compile(r"(?:^|[\s|])(?:số|no\.?) ?:? ?$")


def _is_own_number(source: SourceText, start: int, end: int) -> bool:
    """Whether a number without a kind is the letterhead's: "Số: 34/KH-UBND" opens its line.

    In a list of instruments a date follows the number at once; in a letterhead a place does.
    """
    view = plain(source)
    opening = OWN.search(view.text[max(0, start - 8) : start])
    if opening is None or DAY_NEXT.match(view.text, end):
        return False
    printed = source.text[max(0, view.starts[start] - LINE_START) : view.starts[start]]
    alone = re.split(r"[\n|]", printed.rstrip(" :.*_"))[-1]  # in its line or cell
    return alone.strip(" *_\t").lower() in {"số", "no"}


@cache
def _kind_pattern(gazetteer: Gazetteer) -> tuple[re.Pattern[str], dict[str, str]]:
    """Words for kinds before a number, and the kind of each."""
    names: dict[str, str] = {}
    for kind in gazetteer.kinds.values():
        for name in (kind.name_vi, kind.name_en, *kind.words, *kind.before_number):
            names.setdefault(plain_form(name), kind.annotated)
    numbers = words("citations")["number_words"]
    return (
        pattern(rf"(?<!\w)(?P<kind>{any_of(names)})s?(?: liên tịch)?,? ?(?:{numbers})?:? ?$"),
        names,
    )


def _kind_before(text: str, at: int, gazetteer: Gazetteer) -> tuple[int, str | None]:
    """Where a citation begins, and the kind that the words before its number name."""
    before, names = _kind_pattern(gazetteer)
    low = max(0, at - WINDOW)
    match = before.search(text[low:at])
    if match is None:
        return at, None
    start = low + match.start()
    pinpoint = pattern(words("citations")["pinpoint"]).search(text[low:start])
    return low + pinpoint.start() if pinpoint else start, names[match["kind"]]


def _foreign(source: SourceText) -> Iterator[_Place]:
    """Instruments outside Viet Nam: their number is the whole name."""
    view = plain(source)
    for entry in words("citations")["foreign"]:
        for start, end in _around(view.text, entry["signs"]):
            for match in pattern(entry["pattern"]).finditer(view.text, start, end):
                group = "number" if "number" in match.groupdict() else 0
                printed = source.words(trimmed(source, *match.span(group)))
                number = collapse(re.sub(r"[*_\\]+", "", printed))
                yield _Place(number, entry["kind"], match.start(), match.end(), "citation-foreign")


def _around(text: str, signs: Iterable[str]) -> Iterator[tuple[int, int]]:
    """The stretches of a text around one of the signs, in order, none overlapping."""
    found: list[int] = []
    for sign in signs:
        at = text.find(sign)
        while at >= 0:
            found.append(at)
            at = text.find(sign, at + 1)
    start = end = 0
    for at in sorted(found):
        if at - NEAR_SIGN > end:
            if end:
                yield start, end
            start = at - NEAR_SIGN
        end = at + NEAR_SIGN
    if end:
        yield max(start, 0), end


def _apart(places: Iterable[_Place]) -> list[_Place]:
    """The places, without those that overlap an earlier one."""
    kept: list[_Place] = []
    for place in places:
        if not kept or place.start >= kept[-1].end:
            kept.append(place)
        elif place.end - place.start > kept[-1].end - kept[-1].start:
            kept[-1] = place
    return kept


# --- date, issuer, topic, relation -----------------------------------------------------------

# Between a number and its date: "ngày", "dated", "of", or a comma alone.
BEFORE_DATE = re.compile(r",? ?(?:\([^)]{1,30}\) )?(?:ngày|dated|of|issued on|on)? ?$")


def _dated(source: SourceText, place: _Place, following: _Place | None, language: str) -> _Place:
    """A place with the date that follows its number, or its title, where one does."""
    view = plain(source)
    if place.end >= len(view.text):
        return place
    after = trimmed(source, place.end, min(len(view.text), place.end + GAP))
    for found in find_dates(source, after, language):
        if found.span is None:
            continue
        start, end = bounds(source, found.span)
        between = view.text[place.end : start]
        # "ngày 26 tháng 11 năm 2025" holds its own "ngày".
        if BEFORE_DATE.fullmatch(between):
            return replace(place, end=end, date=found)
        break
    return _dated_after_title(source, place, following) if language == "en" else place


# A title between a number and its date: "M-31-02, Mill Guidance (https://…) (May 4, 2031)".
AFTER_TITLE = re.compile(
    r", (?:(?!\. )[^;]){3,200}?(?:\]\([^()\s]{8,240}\))? ?\((?=[a-z]{3,9}\.? \d{1,2}, \d{4}\))"
)


def _dated_after_title(source: SourceText, place: _Place, following: _Place | None) -> _Place:
    """A place with the date in brackets that follows its title in the same paragraph."""
    view = plain(source)
    _, stop = bounds(source, block_at(source, view.starts[place.start]))
    stop = min(stop, following.start) if following else stop
    title = AFTER_TITLE.match(view.text, place.end, stop)
    if title is None:
        return place
    days = find_dates(source, trimmed(source, title.end(), min(stop, title.end() + GAP)), "en")
    return replace(place, date=days[0]) if days else place


def _issued(
    source: SourceText,
    place: _Place,
    following: _Place | None,
    bodies: tuple[Body, ...],
    language: str,
) -> _Place:
    """A place with the issuer that follows its date, or that stands before its kind."""
    view, data = plain(source), words("citations")
    joint = pattern(data["issuer_after"]).match(view.text, place.end)
    if joint and (following is None or joint.end() <= following.start):
        body = _body_at(source, bodies, joint.end())
        if body:
            _, end = bounds(source, body.span)
            issuer = Found(body.form, body.span, "issuer-after", 0.95)
            return replace(place, end=end, issuer=issuer)
    for body in _bodies_before(source, bodies, place.start):
        _, end = bounds(source, body.span)
        if pattern(data["issuer_before"]).fullmatch(view.text, end, place.start):
            start = bounds(source, body.span)[0]
            issuer = Found(body.form, body.span, "issuer-before", 0.9)
            dated = _dated_before(source, replace(place, issuer=issuer), start, language)
            return replace(dated, start=start) if view.text[end] == "'" else dated
    return place


def _dated_before(source: SourceText, place: _Place, at: int, language: str) -> _Place:
    """A place with the date that stands before its issuer: "Ngày 04/5/2017, Thủ tướng … có"."""
    low = max(0, at - GAP)
    before = pattern(words("citations")["date_before"]).search(plain(source).text[low:at])
    if place.date or before is None:
        return place
    days = find_dates(source, trimmed(source, low + before.start(), at), language)
    return replace(place, start=low + before.start(), date=days[-1]) if days else place


def _body_at(source: SourceText, bodies: tuple[Body, ...], place: int) -> Body | None:
    """The body whose name begins at a place of the plain text."""
    view = plain(source)
    if place >= len(view.starts):
        return None
    at = bisect_left(bodies, view.starts[place], key=lambda body: body.span.start)
    if at < len(bodies) and bodies[at].span.start <= view.starts[place] + 1:
        return bodies[at]
    return None


def _bodies_before(source: SourceText, bodies: tuple[Body, ...], place: int) -> Iterator[Body]:
    """The last body that ends before a place of the plain text."""
    view = plain(source)
    offset = view.starts[min(place, len(view.starts) - 1)]
    at = bisect_left(bodies, offset, key=lambda body: body.span.start)
    if at and bodies[at - 1].span.end <= offset:
        yield bodies[at - 1]


LIST_JOINT = re.compile(r" ?[,;]? ?(?:và|and|cùng)? ?")


def _shared_issuers(source: SourceText, places: list[_Place]) -> list[_Place]:
    """Places of a list take the issuer that is named once, at its end.

    "Resolution A, Resolution B and Resolution C of the Government". Where other words stand between,
    the issuer of the next instrument with the same letters is only a possible one.
    """
    view = plain(source)
    shared = list(places)
    for at in range(len(shared) - 2, -1, -1):
        here, following = shared[at], shared[at + 1]
        issuer = following.issuer
        if here.issuer or not issuer or issuer.span is None:
            continue
        if _letters(here.number) != _letters(following.number):
            continue
        between = view.text[here.end : following.start]
        if LIST_JOINT.fullmatch(between):
            shared[at] = replace(
                here, issuer=Found(issuer.value, issuer.span, "issuer-of-list", 0.8)
            )
        elif "." not in between and issuer.method != "issuer-before":
            shared[at] = replace(here, issuer_next=issuer.value)
    return shared


def _letters(number: str) -> str:
    """The letters of a number: NQ-CP of 35/NQ-CP."""
    return re.sub(r"^[\d]+[A-Za-z]?(?:[-/](?:19|20)\d{2})?[-/]", "", number).upper()


def _with_topic(
    source: SourceText, place: _Place, following: _Place | None, language: str
) -> _Place:
    """A place with the words that say what the instrument is about."""
    view, data = plain(source), words("citations")
    low, high = bounds(source, block_at(source, view.starts[place.start]))
    low, high = max(low, place.start - TOPIC), min(high, place.end + TOPIC)
    stop = min(high, following.start) if following else high
    after = pattern(data[f"topic_after_{language}"]).match(view.text, place.end, stop)
    if after:
        start = after.start("topic") if after["topic"] else after.end()
        end = pattern(data["topic_end"]).search(view.text, after.end(), stop)
        after_last = end.start() if end else stop
        if following and after_last == stop == after.end():
            # "thực hiện Nghị quyết số 30-NQ/TW": the next instrument is the topic.
            after_last = following.end
        span = _without_place(source, trimmed(source, start, after_last))
        return replace(place, topic=Found(source.words(span), span, "topic-after", 0.8))
    joint = pattern(data[f"topic_before_words_{language}"]).search(view.text[low : place.start])
    if joint:
        passage = view.text[low : low + joint.start()]
        name = pattern(data[f"topic_before_{language}"]).search(passage)
        if name:
            start = (
                low + name.start() + _first_noun(source, low + name.start(), name.group(), language)
            )
            span = trimmed(source, start, low + joint.start())
            return replace(place, topic=Found(source.words(span), span, "topic-before", 0.8))
    return place


PLACE_AT_END = re.compile(r",? (?:in|of) (?:the )?(?:[a-z]+ ){1,3}province\b.*$", re.DOTALL)


def _without_place(source: SourceText, span: Span) -> Span:
    """A topic without the province that the citing text adds: "… in Thai Binh province"."""
    passage = plain_words(source, span)
    match = PLACE_AT_END.search(passage)
    start, _ = bounds(source, span)
    return trimmed(source, start, start + match.start()) if match and match.start() else span


def _first_noun(source: SourceText, at: int, passage: str, language: str) -> int:
    """Where the name of an instrument begins in the passage that leads to its number."""
    if language == "vi":
        places = [
            passage.rfind(plain_form(noun)) for noun, _ in words("citations")["unnumbered_vi"]
        ]
        return max(0, *places)
    first = _first_capital(source, at, at + len(passage))
    return max(0, first - at)


def _relation(source: SourceText, place: _Place) -> Literal["basis", "mention"]:
    """Whether the paragraph says that the document rests on the instrument."""
    block = block_at(source, plain(source).starts[place.start])
    block = Span(block.start, min(block.end, block.start + GAP))
    return (
        "basis"
        if pattern(words("citations")["basis"]).match(plain_words(source, block))
        else "mention"
    )


# --- one citation an instrument --------------------------------------------------------------


def _merged(source: SourceText, places: list[_Place]) -> Iterator[Citation]:
    """One citation for each number and date; places without a date join the one with the number."""
    groups: dict[tuple[str, str | None], list[_Place]] = {}
    dates: dict[str, list[str]] = {}
    for place in places:
        if place.date:
            known = dates.setdefault(compact_number(place.number), [])
            if place.date.value not in known:
                known.append(place.date.value)
    for place in places:
        number = compact_number(place.number)
        known = dates.get(number, [])
        day = place.date.value if place.date else (known[0] if known else None)
        groups.setdefault((number, day), []).append(place)
    for group in groups.values():
        yield _citation(source, group)


def _citation(source: SourceText, group: list[_Place]) -> Citation:
    """The citation that a group of places makes."""
    # A heading in capitals prints the number in capitals: the mixed form is the usual one.
    number = next((p.number for p in group if p.number != p.number.upper()), group[0].number)
    usual = canonical_number(number)
    first = group[0]
    dated = next((place.date for place in group if place.date), None)
    note = None
    if dated and with_year_of(usual, dated.value) != usual:
        usual = with_year_of(usual, dated.value)
        note = "number as written; the year in it does not fit the date"
    return Citation(
        number=number,
        kind=next((place.kind for place in group if place.kind), None),
        quotes=tuple(trimmed(source, place.start, place.end) for place in group),
        date=dated,
        issuer=next((place.issuer for place in group if place.issuer), None),
        topic=next((place.topic for place in group if place.topic), None),
        canonical_number=usual if usual != number else None,
        issuer_alt=None
        if any(place.issuer for place in group)
        else next((place.issuer_next for place in group if place.issuer_next), None),
        note=note,
        relation="basis" if any(place.relation == "basis" for place in group) else "mention",
        method=first.method,
        confidence=1.0 if dated else 0.9,
    )


LETTERS = re.compile(r"(?<=[-/])[A-ZĐ][A-Za-zĐđ]*")


# "section 44 of title 9, United States Code", usually written "9 U.S.C. 44"
CODE_SECTION = re.compile(
    r"section (?P<section>\S+) of title (?P<title>\d+),? (?:of the )?united states code",
    re.IGNORECASE,
)


def canonical_number(number: str) -> str:
    """The usual form of a number: accents on its letters, the year joined as that series does it."""
    data = words("citations")
    if code := CODE_SECTION.fullmatch(number):
        return f"{code['title']} U.S.C. {code['section']}"
    usual = LETTERS.sub(lambda part: data["usual_letters"].get(part.group(), part.group()), number)
    joined = YEAR_JOINED.match(usual)
    if joined and joined.group(3).upper() in data["year_by_hyphen"]:
        usual = f"{joined.group(1)}-{joined.group(2)}/{joined.group(3)}"
    return usual


YEAR_INSIDE = re.compile(r"(?<=/)(?:19|20)\d{2}(?=/)")


def with_year_of(number: str, day: str) -> str:
    """A number that carries a year, with the year of its date: the two are always the same."""
    return YEAR_INSIDE.sub(day[:4], number)


# --- instruments without a number ------------------------------------------------------------


def _unnumbered(source: SourceText, language: str, places: list[_Place]) -> Iterator[Citation]:
    """Programmes, schemes and laws that a text names without a number, each name once."""
    seen: set[str] = set()
    taken = sorted((place.start, place.end) for place in places)
    topics = [place.topic.span for place in places if place.topic and place.topic.span]
    for start, end, kind in _names(source, language):
        span = trimmed(source, start, end)
        name = collapse(source.words(span))
        key = name.casefold()
        numbered = any(start < after and before < end + 4 for before, after in taken)
        if key in seen or numbered or any(topic.contains(span) for topic in topics):
            continue
        seen.add(key)
        yield Citation(
            number=None,
            kind=kind,
            quotes=(span,),
            topic=Found(source.words(span), span, "name-only", 0.6),
            method="citation-name",
            confidence=0.6,
        )


@cache
def _name_patterns(language: str) -> tuple[re.Pattern[str], dict[str, str]]:
    nouns = dict(words("citations")[f"unnumbered_{language}"])
    nouns = {plain_form(noun): kind for noun, kind in nouns.items()}
    if language == "vi":
        # A name opens with its noun in capitals and runs to the next sign.
        return re.compile(rf"(?<!\w)(?P<noun>{any_of(nouns)}) [^;.:,()|]{{4,160}}"), nouns
    # English: words in capitals before the noun, and what qualifies it after.
    return (
        re.compile(
            rf"(?<![\w&-])(?:[\w&-]{{1,40}} ){{1,7}}(?P<noun>{any_of(nouns)})\b"
            r"(?: (?:for|on) [^;.:,()|]{3,90}?)?(?: (?:for the )?period \d{4} ?- ?\d{4}| to \d{4})?"
        ),
        nouns,
    )


def _names(source: SourceText, language: str) -> Iterator[tuple[int, int, str]]:
    """Where names of instruments stand in the plain text, and the type of each."""
    view, text, data = plain(source), source.text, words("citations")
    names, nouns = _name_patterns(language)
    for match in names.finditer(view.text):
        start, end = match.span()
        if language == "vi":
            following = match.end("noun") + 1
            if not text[view.starts[start]].isupper() or pattern(data["vague"]).match(
                match.group()
            ):
                continue
            # The word after the noun has its capital, or is one that such names go on with.
            if not text[view.starts[following]].isupper() and (
                not pattern(data["goes_on"]).match(view.text, following)
                or _opens_sentence(text, view.starts[start])
            ):
                continue
        else:
            start = _first_capital(source, start, match.start("noun"))
            if start < 0 or text[view.starts[match.start("noun")]].islower():
                continue
        yield start, end, nouns[match["noun"]]


def _opens_sentence(text: str, offset: int) -> bool:
    """Whether a word stands first in its sentence or line, where a capital says nothing."""
    before = text[max(0, offset - 4) : offset].rstrip(" \t*_")
    return not before or before[-1] in ".:\n-+|"


def _first_capital(source: SourceText, start: int, noun: int) -> int:
    """Where the run of capitalised words that leads to a noun begins; -1 when there is none."""
    view, text = plain(source), source.text
    first = -1
    for word in re.finditer(r"[\w&-]+", view.text[start:noun]):
        place = start + word.start()
        if text[view.starts[place]].isupper() and word.group() not in {"the", "this", "a"}:
            first = place if first < 0 else first
        elif word.group() not in {"of", "and", "for", "on", "the"}:
            first = -1
    return first
