"""Days that a text names, as ``YYYY-MM-DD``.

A day written in figures is read day before month in Vietnamese texts (and English texts of Viet
Nam), month before day in others; a figure above 12 decides against the habit ("5/18/2016").
"""

import re
from datetime import date
from functools import lru_cache

from mandategraph.extract.passages import find, plain, stored
from mandategraph.extract.vocabulary import words
from mandategraph.model import Found
from mandategraph.text import SourceText, Span

MONTHS: dict[str, int] = words("dates")["months"]
MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))

DATE = re.compile(
    # 04/5/2017, 20-9-2019, 04.5.2017, 04 / 05 / 2017
    r"(?<![\d/.-])(?P<first>\d{1,2})\s?(?P<sign>[/.-])\s?(?P<second>\d{1,2})\s?(?P=sign)\s?(?P<year>\d{4})(?!\d|/\d)"
    # 2020-02-19
    r"|(?<![\d/.-])(?P<iso>\d{4}-\d{2}-\d{2})(?!\d|-\d)"
    # ngày 26 tháng 11 năm 2025, also with the accent of "năm" misread from a scan
    r"|\bngày\s?(?P<day_vi>\d{1,2})\s?tháng\s?(?P<month_vi>\d{1,2})\s?n[ăáâa]m\s?(?P<year_vi>\d{4})\b"
    # January 14, 2014; May 31,2023; May 12 2021
    rf"|\b(?P<month_us>{MONTH})\.?\s(?P<day_us>\d{{1,2}})(?:st|nd|rd|th)?,?\s?(?P<year_us>\d{{4}})\b"
    # 14 January 2014, 14th of January 2014
    rf"|\b(?P<day_uk>\d{{1,2}})(?:st|nd|rd|th)?\s(?:of\s)?(?P<month_uk>{MONTH})\.?,?\s(?P<year_uk>\d{{4}})\b"
)

DAY_FIRST_SIGNS = re.compile(words("dates")["day_first_signs"])
MONTHS_IN_YEAR = 12


@lru_cache(maxsize=8)
def day_first(source: SourceText, language: str) -> bool:
    """Whether figures in the dates of a text mean day before month."""
    return language == "vi" or DAY_FIRST_SIGNS.search(plain(source).text) is not None


def find_dates(source: SourceText, span: Span, language: str) -> list[Found[str]]:
    """The days named in a passage, in order; a date that no calendar has is left out."""
    found: list[Found[str]] = []
    for match in find(DATE, source, span):
        # Figures with points between them are never written month first.
        by_day = match["sign"] == "." or day_first(source, language)
        read = _read(match, first_is_day=by_day)
        if read:
            day, method, confidence = read
            found.append(Found(day, stored(source, match), method, confidence))
    return found


def _read(match: re.Match[str], *, first_is_day: bool) -> tuple[str, str, float] | None:
    """The day that a match of DATE names, the rule that read it, and how sure that is."""
    got = match.groupdict()
    if got["iso"]:
        year, month, day = (int(part) for part in got["iso"].split("-"))
        return _day(year, month, day, "date-iso", 1.0)
    for form in ("vi", "us", "uk"):
        if got[f"month_{form}"]:
            named = got[f"month_{form}"]
            month = int(named) if form == "vi" else MONTHS[named]
            year, day = int(got[f"year_{form}"]), int(got[f"day_{form}"])
            return _day(year, month, day, "date-words", 1.0)
    first, second, year = int(got["first"]), int(got["second"]), int(got["year"])
    if second > MONTHS_IN_YEAR:
        return _day(year, first, second, "date-figures-month-first", 1.0)
    if first > MONTHS_IN_YEAR:
        return _day(year, second, first, "date-figures", 1.0)
    # Both figures may be a month: the habit of the text decides, with less certainty.
    if first_is_day:
        return _day(year, second, first, "date-figures", 0.95)
    return _day(year, first, second, "date-figures-month-first", 0.7)


def _day(
    year: int, month: int, day: int, method: str, confidence: float
) -> tuple[str, str, float] | None:
    try:
        return date(year, month, day).isoformat(), method, confidence
    except ValueError:
        return None
