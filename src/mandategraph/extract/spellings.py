"""Abbreviations of names of bodies, spelt out: "VPUBND" is "văn phòng ủy ban nhân dân".

Two or more may be written as one word, with a stop between them, or apart.
"""

import re
from functools import cache, lru_cache

from mandategraph.extract.vocabulary import plain_form, words
from mandategraph.gazetteer import Tokens, Trie, tokens_of, words_of
from mandategraph.text import SourceText

LETTERS_AND_NUMBER = re.compile(r"([^\W\d_]{2,6})(\d{1,4})")  # "BCĐ515"


def spelt(tokens: Tokens) -> Tokens:
    """Words with the abbreviations of names spelt out; each word of one has its whole passage."""
    spellings = _spellings()
    found: list[tuple[str, int, int, int]] = []
    at, stop = 0, len(tokens.words)
    while at < stop:
        match = spellings.longest(tokens, at) if tokens.capitals[at] > 1 else None
        after = match.after if match else at + 1
        full = match.canonical if match else None
        if full is None and tokens.capitals[at] > 1:
            full = (
                _put_together(tokens.words[at], tokens.capitals[at])
                or _before(tokens, at)
                or _with_number(tokens.words[at])
            )
        if full is None and (dotted := _dotted(tokens, at)):
            full, after = dotted, at + 3
        if full is not None and _is_stopped(tokens, after):
            after += 1
        place = (tokens.starts[at], tokens.ends[after - 1])
        if full is None:
            found.append((tokens.words[at], *place, tokens.capitals[at]))
        else:
            expanded = words_of(full)
            # "Ủy ban UBTVQH": the head stands twice.
            double = [one[0] for one in found[-2:]] == list(expanded[:2])
            found.extend((word, *place, 2) for word in expanded[2 if double else 0 :])
        at = after
    columns = zip(*found, strict=True) if found else ((), (), (), ())
    every, starts, ends, capitals = (tuple(column) for column in columns)
    return Tokens(every, starts, ends, capitals)


@lru_cache(maxsize=8)
def spelt_out(source: SourceText) -> Tokens:
    """The words of a stored text with the abbreviations of names spelt out."""
    return spelt(tokens_of(source))


@cache
def _spellings() -> Trie:
    trie = Trie()
    for letters, full in words("naming")["spellings"].items():
        trie.add(letters, full, capitals=2)
    for full, _, abbreviations in words("agencies")["fields"]:
        for letters in abbreviations:
            # Two letters stand for a field only after its head: "Sở TC".
            if len(letters) > len("TC"):
                trie.add(letters, full, capitals=2)
    return trie


@lru_cache(maxsize=4096)
def _put_together(word: str, capitals: int) -> str | None:
    """What an abbreviation of several parts stands for: ``VPQH`` is ``văn phòng quốc hội``."""
    if capitals < len(word) - 1 or not word.isalpha():
        return None
    opening, parts = _parts()
    for size in range(len(word) - 1, 0, -1):
        if word[:size] in opening and word[size:] in parts:
            return f"{opening[word[:size]]} {parts[word[size:]]}"
    return None


@cache
def _parts() -> tuple[dict[str, str], dict[str, str]]:
    """What opens an abbreviation of several parts, and what may follow."""
    opening = {plain_form(one): full for one, full in words("naming")["opening"].items()}
    parts = {plain_form(one): full for one, full in words("naming")["parts"].items()}
    return opening, opening | parts


def _is_stopped(tokens: Tokens, at: int) -> bool:
    """Whether the stop at a word ends the abbreviation before it: "TP. Hà Nội"."""
    if at + 1 >= len(tokens.words) or tokens.words[at] != ".":
        return False
    stopped = tokens.words[at - 1] in words("naming")["stopped"]
    if at > 1 and tokens.words[at - 2] in {"sở", "bộ"}:
        return False  # "Sở TP. Sở Y tế"
    return stopped and tokens.ends[at - 1] == tokens.starts[at] and tokens.capitals[at + 1] > 0


def _with_number(word: str) -> str | None:
    """What an abbreviation and the number after it stand for: "BCĐ515"."""
    found = LETTERS_AND_NUMBER.fullmatch(word)
    full = _parts()[1].get(found[1]) if found else None
    return f"{full} {found[2]}" if found and full else None


def _dotted(tokens: Tokens, at: int) -> str | None:
    """What two abbreviations with a stop between them stand for: "TT.HĐND"."""
    opening, parts = _parts()
    if tokens.words[at] not in opening or tokens.words[at + 1 : at + 2] != (".",):
        return None
    if at + 2 >= len(tokens.words) or tokens.ends[at] + 1 != tokens.starts[at + 2]:
        return None
    second = parts.get(tokens.words[at + 2]) if tokens.capitals[at + 2] > 1 else None
    return f"{opening[tokens.words[at]]} {second}" if second else None


def _before(tokens: Tokens, at: int) -> str | None:
    """What an opening abbreviation stands for that is parted from the next: "TT HĐND"."""
    opening, parts = _parts()
    after = at + 1
    if tokens.words[at] not in opening or after >= len(tokens.words):
        return None
    following = tokens.words[after]
    if following in {",", "và"} and after + 1 < len(tokens.words):
        # "CT, các PCT UBND tỉnh": the body stands after the last head.
        after += 1 + (tokens.words[after + 1] == "các")
        shared = after < len(tokens.words) and tokens.capitals[after] > 1
        return opening[tokens.words[at]] if shared and _before(tokens, after) else None
    known = (
        following in parts
        or _spellings().longest(tokens, after) is not None
        or _put_together(following, tokens.capitals[after]) is not None
    )
    if tokens.capitals[after] == 1 and following in words("naming")["after_opening"]:
        return opening[tokens.words[at]]  # "TT Tỉnh ủy"
    return opening[tokens.words[at]] if known and tokens.capitals[after] > 1 else None
