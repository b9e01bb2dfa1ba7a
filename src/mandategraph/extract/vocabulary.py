"""The words and patterns that the rules look for, kept as data in ``words/``."""

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any
from unicodedata import normalize

import yaml

from mandategraph.errors import DataError
from mandategraph.text import same_signs

WORDS = Path(__file__).resolve().parent / "words"


@cache
def words(name: str) -> dict[str, Any]:
    """The word lists of one module, from ``words/<name>.yaml``.

    Raises DataError when the file is missing or is not a mapping.
    """
    path = WORDS / f"{name}.yaml"
    try:
        loaded = yaml.load(path.read_text(encoding="utf-8"), Loader=LOADER)  # noqa: S506 - safe
    except (OSError, yaml.YAMLError) as error:
        raise DataError(f"words/{path.name} cannot be read: {error}; mend the file") from error
    if not isinstance(loaded, dict):
        raise DataError(f"words/{path.name} holds no named lists; give each list a name")
    return loaded


def plain_form(text: str) -> str:
    """Words or a pattern as they stand in plain text: small letters, tone marks in one place."""
    return same_signs(normalize("NFC", text.casefold()))


@cache
def pattern(source: str) -> re.Pattern[str]:
    """A pattern for plain text; letters after a backslash keep their case."""
    parts = re.split(r"(\\.|\(\?P[<=]\w+[>)])", source)
    return re.compile(
        "".join(part if at % 2 else plain_form(part) for at, part in enumerate(parts))
    )


def any_of(alternatives: Iterable[str]) -> str:
    """A pattern for any of several words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(alternatives, key=len, reverse=True))


LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the same grammar, ten times faster
