"""The years that a document covers: as its title gives them, or the phases of its road map."""

import re

from mandategraph.extract.passages import bounds, find, plain, plain_words, stored, trimmed
from mandategraph.extract.vocabulary import pattern, words
from mandategraph.model import Found, Layout
from mandategraph.text import SourceText, Span

Period = tuple[Found[int] | None, Found[int] | None]
NEAR = 30  # characters before a year that may say that it is a vision
ROAD_MAP = 2  # phases that make a road map


def read_period(source: SourceText, layout: Layout, language: str) -> Period:
    """First and last year; what the title does not say is None."""
    title = layout.title
    if title is None:
        return None, None
    front = words("front")
    for match in find(pattern(front["years"]), source, title):
        return _year(source, match, "from"), _year(source, match, "to")
    for match in find(pattern(front["until"]), source, title):
        before = plain(source).text[max(0, match.start() - NEAR) : match.start()]
        if not re.search(pattern(front["vision"]), before):
            end = _year(source, match, "to")
            return _first_phase(source, layout, end.value), end
    year = _only_year(source, title, language)
    return year, year


def _year(source: SourceText, match: re.Match[str], group: str) -> Found[int]:
    return Found(int(match[group]), stored(source, match, group), "period-in-title")


def _only_year(source: SourceText, title: Span, language: str) -> Found[int] | None:
    """The one year of a plan: ``Kế hoạch chuyển đổi số năm 2024``, ``2020 Action Plan``."""
    rule = words("front").get("year_of_plan" if language == "en" else "year_of_plan_vi")
    start, _ = bounds(source, title)
    shown = plain_words(source, title)
    blank = len(shown) - len(shown.lstrip())
    match = pattern(rule).search(shown.strip()) if rule else None
    if match is None:
        return None
    first, after = match.span("year" if match["year"] else "year2")
    span = trimmed(source, start + blank + first, start + blank + after)
    return Found(int(source.words(span)), span, "period-in-title")


def _first_phase(source: SourceText, layout: Layout, end: int) -> Found[int] | None:
    """The first year of a road map whose phases are headings: ``Giai đoạn 2025 - 2030``."""
    headings = (section.heading_span or section.span for section in layout.sections)
    phases = [
        (int(match["from"]), match)
        for heading in headings
        for match in find(pattern(words("front")["years"]), source, heading)
        if int(match["to"]) <= end
    ]
    if len(phases) < ROAD_MAP:
        return None
    first, match = min(phases, key=lambda phase: phase[0])
    return Found(first, stored(source, match, "from"), "period-of-phases", 0.9)
