"""Times of tasks and duties: the annotation's short form, and the terms that carry it.

``2030`` and ``2025-12-31`` are due dates; what comes back every year or month is a recurrence rule
(RFC 5545, section 3.3.10).
"""

import re
from collections.abc import Callable

import pyoxigraph as ox

from mandategraph.build.triples import TRUE, typed, year
from mandategraph.errors import DocumentError

Said = tuple[str, ox.Literal]


def _rule(rule: str) -> Said:
    return "recurs", ox.Literal(rule)


_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Said]], ...] = (
    (re.compile(r"\d{4}-\d{2}-\d{2}"), lambda m: ("due", typed(m[0], "date"))),
    (re.compile(r"\d{4}"), lambda m: ("due", year(m[0]))),
    (re.compile(r"annual"), lambda _: _rule("FREQ=YEARLY")),
    (
        re.compile(r"annual (\d{2})-(\d{2})"),
        lambda m: _rule(f"FREQ=YEARLY;BYMONTH={int(m[1])};BYMONTHDAY={int(m[2])}"),
    ),
    (re.compile(r"monthly (\d{1,2})"), lambda m: _rule(f"FREQ=MONTHLY;BYMONTHDAY={int(m[1])}")),
    (re.compile(r"monthly"), lambda _: _rule("FREQ=MONTHLY")),
    (re.compile(r"quarterly"), lambda _: _rule("FREQ=MONTHLY;INTERVAL=3")),
    (re.compile(r"periodic"), lambda _: ("periodic", TRUE)),
)


def statement(when: str) -> Said:
    """The property and value that say a time: ``annual 12-10`` gives ``recurs`` and its rule.

    Raises DocumentError for a time that the annotation format does not know.
    """
    for pattern, say in _FORMS:
        if match := pattern.fullmatch(when):
            return say(match)
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
