"""Times of tasks and duties: the annotation's short form, and the terms that carry it.

``2030`` and ``2025-12-31`` are due dates; what comes back every year or month is a recurrence rule
(RFC 5545, section 3.3.10).
"""

import re

import pyoxigraph as ox

from mandategraph.build.triples import boolean, typed, year
from mandategraph.errors import DocumentError

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_YEAR = re.compile(r"\d{4}")
_ANNUAL = re.compile(r"annual (\d{2})-(\d{2})")
_MONTHLY = re.compile(r"monthly (\d{1,2})")


def statement(when: str) -> tuple[str, ox.Literal]:
    """The property and value that say a time: ``annual 12-10`` gives ``recurs`` and its rule.

    Raises DocumentError for a time that the annotation format does not know.
    """
    if _DATE.fullmatch(when):
        return "due", typed(when, "date")
    if _YEAR.fullmatch(when):
        return "due", year(when)
    if when == "annual":
        return "recurs", ox.Literal("FREQ=YEARLY")
    if day := _ANNUAL.fullmatch(when):
        return "recurs", ox.Literal(
            f"FREQ=YEARLY;BYMONTH={int(day[1])};BYMONTHDAY={int(day[2])}"
        )
    if day := _MONTHLY.fullmatch(when):
        return "recurs", ox.Literal(f"FREQ=MONTHLY;BYMONTHDAY={int(day[1])}")
    if when == "monthly":
        return "recurs", ox.Literal("FREQ=MONTHLY")
    if when == "quarterly":
        return "recurs", ox.Literal("FREQ=MONTHLY;INTERVAL=3")
    if when == "periodic":
        return "periodic", boolean(True)
    raise DocumentError(
        f"“{when}” is no time; write YYYY-MM-DD, YYYY, annual, annual MM-DD, monthly DD or periodic"
    )


_RULES = {
    "FREQ=YEARLY": "annual",
    "FREQ=MONTHLY": "monthly",
    "FREQ=MONTHLY;INTERVAL=3": "quarterly",
}
_YEARLY_RULE = re.compile(r"FREQ=YEARLY;BYMONTH=(\d+);BYMONTHDAY=(\d+)")
_MONTHLY_RULE = re.compile(r"FREQ=MONTHLY;BYMONTHDAY=(\d+)")


def short_form(predicate: str, value: str) -> str:
    """The annotation's short form of what ``statement`` gave."""
    if predicate == "periodic":
        return "periodic"
    if predicate == "due":
        return value
    if value in _RULES:
        return _RULES[value]
    if day := _YEARLY_RULE.fullmatch(value):
        return f"annual {int(day[1]):02d}-{int(day[2]):02d}"
    if day := _MONTHLY_RULE.fullmatch(value):
        return f"monthly {int(day[1]):02d}"
    raise DocumentError(f"“{value}” is no recurrence rule that mandategraph writes")
