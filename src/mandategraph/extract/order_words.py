"""How an order opens, in Vietnamese and in English, and what is never one."""

import re
from functools import cache

from mandategraph.extract.vocabulary import any_of, pattern, plain_form, words


def fits_any(name: str, text: str) -> bool:
    """Whether a text fits a rule of a list in words/tasks.yaml."""
    return any(pattern(rule).search(text) for rule in words("tasks")[name])


@cache
def order_vi() -> re.Pattern[str]:
    """The opening of a Vietnamese order."""
    data = words("tasks")["order_vi"]
    verbs = any_of(plain_form(verb) for verb in data["verbs"])
    return pattern(rf"(?:{data['before']}){{0,3}}(?:{verbs})\b")


@cache
def order_en() -> re.Pattern[str]:
    """The opening of an English order: an imperative, an infinitive or an -ing form.

    A verb in -s ("identifies the data") tells what a report or plan holds.
    """
    data = words("tasks")["order_en"]
    return pattern(
        rf"(?:{data['time']})?(?:to )?(?:(?:also|continue to|[a-z]+ly),? ){{0,2}}"
        rf"(?:{any_of(data['verbs'])})(?:[a-z]*(?:[^\Ws]|ss|us))?(?![\w])"
    )
