"""The reader's language: which one, its words, its dates and numbers.

The words of the interface stand in ``translations/<language>.yaml``; a test keeps the files alike.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from babel.dates import format_date
from babel.numbers import format_decimal
from flask import Request, Response, g

LANGUAGES = ("vi", "en")
COOKIE = "lang"
YEAR = 365 * 24 * 3600
FOLDER = Path(__file__).parent / "translations"


@cache
def words(language: str) -> dict[str, str]:
    """The interface's words in a language, by key."""
    raw: dict[str, Any] = yaml.safe_load((FOLDER / f"{language}.yaml").read_text(encoding="utf-8"))
    return {key: str(value) for key, value in raw.items()}


def choose(request: Request) -> str:
    """The language that the reader asked for: address, then cookie, then browser, then Vietnamese."""
    for wish in (request.args.get("lang"), request.cookies.get(COOKIE)):
        if wish in LANGUAGES:
            return wish
    return request.accept_languages.best_match(LANGUAGES, default="vi") or "vi"


def remember(request: Request, response: Response) -> Response:
    """The response, with the language of the address kept in a cookie."""
    wish = request.args.get("lang")
    if wish in LANGUAGES:
        response.set_cookie(COOKIE, wish, max_age=YEAR, samesite="Lax", httponly=True)
    response.vary.update(("Accept-Language", "Cookie"))
    return response


def current() -> str:
    """The language of the page being made."""
    return str(g.get("language", "vi"))


def translate(key: str, /, **values: Any) -> str:
    """The words of a key in the reader's language, with its values filled in."""
    text = words(current())[key]
    return text.format(**values) if values else text


def plural(key: str, count: int) -> str:
    """A counted noun: ``key`` for many, ``key.one`` for one where the language has it."""
    known = words(current())
    form = f"{key}.one" if count == 1 and f"{key}.one" in known else key
    return known[form].format(n=number(count))


def has(key: str) -> bool:
    """Whether a key has words."""
    return key in words(current())


def number(value: float | Decimal) -> str:
    """A number as the reader writes it: 1.234,5 or 1,234.5."""
    return str(format_decimal(value, locale=current()))


def day(value: str) -> str:
    """A date or year of the graph as the reader writes it; other words stay as they are."""
    try:
        when = date.fromisoformat(value)
    except ValueError:
        return value
    return str(
        format_date(
            when, format="d/M/yyyy" if current() == "vi" else "d MMMM yyyy", locale=current()
        )
    )


def month_day(month: int, day_of_month: int) -> str:
    """A day that comes every year: 10/12 or 10 December."""
    leap_year = 2000
    when = date(leap_year, month, day_of_month)
    form = "d/M" if current() == "vi" else "d MMMM"
    return str(format_date(when, format=form, locale=current()))


@dataclass(frozen=True, slots=True)
class Words:
    """Words and the language they are in (None: not known)."""

    text: str
    language: str | None = None

    def __str__(self) -> str:
        return self.text
