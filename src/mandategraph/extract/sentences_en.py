"""English sentences that order, and those that only tell what will be.

In a text of statutes and orders ("shall") a "will" tells; in a strategy or plan "X will publish" is the
form of an order. A sentence orders where a body is to act, where whoever speaks commits to act ("we
will"), or where something is to be done by a day.
"""

import re
from functools import cache, lru_cache

from mandategraph.extract.passages import plain
from mandategraph.extract.vocabulary import pattern, words
from mandategraph.text import SourceText


@lru_cache(maxsize=8)
def is_legal(source: SourceText) -> bool:
    """Whether "will" does not order in a text: it orders by "shall", or by naming acts only."""
    text = plain(source).text
    will = len(WILL.findall(text))
    return len(SHALL.findall(text)) >= will or will * SELDOM < text.count(" ")


SHALL, WILL = re.compile(r"\bshall\b"), re.compile(r"\bwill\b")
SELDOM = 500  # words; where "will" stands once in more, it is no form of orders


@cache
def _rule(name: str) -> re.Pattern[str]:
    return pattern(words("tasks")["sentence_en"][name])


def has_modal(sentence: str) -> bool:
    """Whether a plain sentence holds a verb by which plans order: "will", "must", "should"."""
    return _rule("modal").search(sentence) is not None


def acts(sentence: str) -> bool:
    """Whether the subject of a plain sentence is to act, and not only to be or to have something."""
    return _rule("modal").search(sentence) is not None and not _rule("telling").search(sentence)


def commits(sentence: str) -> bool:
    """Whether whoever speaks commits to act: "we will publish"."""
    return _rule("commits").search(sentence) is not None and not _rule("telling").search(sentence)


def is_event(sentence: str) -> bool:
    """Whether a plain sentence says that something is to be done or to happen."""
    return _rule("event").search(sentence) is not None


def encourages(sentence: str) -> bool:
    """Whether a plain sentence encourages somebody to act."""
    return _rule("encourages").search(sentence) is not None


def opens_with_pronoun(sentence: str) -> bool:
    """Whether a plain sentence says "it" or "they" for a body named before."""
    return _rule("pronoun").match(sentence) is not None


def announces_acts(lead_in: str) -> bool:
    """Whether a lead-in says that its subject is to do what stands below it: "X will:"."""
    return _rule("announces").search(lead_in) is not None


def announces_nothing(lead_in: str) -> bool:
    """Whether what stands below a lead-in is required of things: "It requires services to:"."""
    return _rule("announces_nothing").search(lead_in) is not None


def is_composition(sentence: str) -> bool:
    """Whether a sentence only says who sits on a body, who chairs it, or when it ends."""
    return pattern(words("tasks")["composition_en"]).match(sentence) is not None


def says_how(lead_in: str) -> bool:
    """Whether a lead-in says only how or when: "through X:", "within 90 days of this order:"."""
    return _rule("says_how").match(lead_in) is not None and not has_modal(lead_in)


def is_state(item: str) -> bool:
    """Whether an item below "X will:" says what X is or has."""
    return _rule("state").match(item) is not None


def is_numbered_action(label: str) -> bool:
    """Whether a heading carries a label such as "Action 7" or "Commitment 2"."""
    return _rule("numbered").match(label) is not None
