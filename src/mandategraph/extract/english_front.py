"""What an English page says of itself where it has no letterhead: its kind, day, issuer, country."""

import re
from collections import Counter
from collections.abc import Mapping
from functools import lru_cache

from mandategraph.extract.bodies import Body
from mandategraph.extract.dates import find_dates
from mandategraph.extract.passages import bounds, find, plain, plain_words, stored
from mandategraph.extract.vocabulary import pattern, words
from mandategraph.model import Found, Named
from mandategraph.text import SourceText, Span, collapse

HEAD = 3000  # characters of a page in which its day and its issuer may stand
MARKS = " *_:>#|-\t\r."
DAY = 40  # characters after "Last updated" in which the day stands
FEW = 2  # a country that a text speaks of less often is not its own
OWN = 3  # as many times as the country that comes second


def own_kind(source: SourceText, kinds: Mapping[str, str]) -> Named | None:
    """The kind by which a text calls itself most often: "This strategy sets out …"."""
    found: dict[str, list[Span]] = {}
    rule = pattern(words("front")["calls_itself"])
    for match in find(rule, source, Span(0, len(source.text))):
        parts = match["kind"].split()
        kind = kinds.get(match["kind"]) or kinds.get(parts[0])
        if kind:
            found.setdefault(kind, []).append(stored(source, match, "kind"))
    if not found:
        return None
    kind, spans = max(found.items(), key=lambda one: (len(one[1]), -one[1][0].start))
    return Found(kind, spans[0], "kind-of-itself", 0.6)


def page_day(source: SourceText) -> Named | None:
    """The day on which a page says that it was published or updated, or that stands in a line alone."""
    head = Span(0, min(HEAD, len(source.text)))
    for match in find(pattern(words("front")["page_day"]), source, head):
        said = stored(source, match)
        if not _opens_line(source, said.start):
            continue  # "the plan that was published on …"
        for day in find_dates(source, Span(said.end, min(said.end + DAY, head.end)), "en"):
            if day.span and not source.text[said.end : day.span.start].strip(MARKS):
                return Found(day.value, day.span, "page-day", 0.7)
    return _day_alone(source, head)


def _opens_line(source: SourceText, at: int) -> bool:
    """Whether only marks stand before a place in its line."""
    line = source.text.rfind("\n", 0, at) + 1
    return not source.text[line:at].strip(MARKS)


def _day_alone(source: SourceText, head: Span) -> Named | None:
    """A day that stands in a line with a place at most: "Brussels, 12.3.2021"."""
    if find_first("viet ?nam", source, head):
        return None  # the day of a press page on a plan that it retells
    for line in re.finditer(r"[^\n]{6,60}", source.text[: head.end]):
        for day in find_dates(source, Span(*line.span()), "en")[:1]:
            if day.span is None or source.text[day.span.end : line.end()].strip(MARKS):
                continue
            before = plain_words(source, Span(line.start(), day.span.start)).strip(" >")
            if pattern(words("front")["place_day"]).fullmatch(f"{before} " if before else ""):
                return Found(day.value, day.span, "page-day", 0.6)
    return None


def find_first(rule: str, source: SourceText, passage: Span) -> re.Match[str] | None:
    """The first match of a rule in a passage."""
    return next(find(pattern(rule), source, passage), None)


def page_issuer(source: SourceText, bodies: tuple[Body, ...]) -> Named | None:
    """The body that a page says it is from."""
    head = Span(0, min(HEAD, len(source.text)))
    text = plain(source).text
    starts = {bounds(source, body.span)[0]: body for body in bodies if body.span.start < head.end}
    for match in find(pattern(words("front")["page_issuer"]), source, head):
        after = match.end() + len("the ") if text.startswith("the ", match.end()) else match.end()
        body = starts.get(match.end()) or starts.get(after)
        if body and not body.contextual and _opens_line(source, stored(source, match).start):
            short = collapse(body.form).casefold().startswith("the ")
            name = body.agency if short else collapse(body.form)
            return Found(name, body.span, "page-issuer", 0.7)
    return None


@lru_cache(maxsize=8)
def country(source: SourceText) -> Named | None:
    """The country that most signs in a text speak for."""
    text = plain(source).text
    signs = {
        name: [match.span() for match in pattern(rule).finditer(text)]
        for name, rule in words("front")["country_signs"].items()
    }
    counts = Counter({name: len(places) for name, places in signs.items()})
    (first, most), (_, second) = counts.most_common(2)
    if most < FEW or most < OWN * second:
        return None
    return Found(first, plain(source).stored(*signs[first][0]), "country-signs", 0.6)
