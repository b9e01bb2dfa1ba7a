"""Groups of bodies with the words that tell which of them are meant.

"Các địa phương có đảo" are localities, "các cơ quan, tổ chức, cá nhân có liên quan" those concerned;
"các doanh nghiệp logistics" are enterprises of one field, a group of its own.
"""

from dataclasses import dataclass
from functools import cache

from mandategraph.extract.naming import LONGEST, STOPS, Naming
from mandategraph.extract.vocabulary import words
from mandategraph.gazetteer import Tokens, Trie

FEW = 3  # qualifiers one after the other
JOINTS = frozenset({",", "và"})


@dataclass(frozen=True, slots=True)
class Qualified:
    """A group with its qualifiers: the word after them, and its name where it is one of its own."""

    after: int
    agency: str | None = None


def qualified(naming: Naming, tokens: Tokens, first: int, after: int) -> Qualified | None:
    """The words after the name of a group that tell which are meant; None where none follow."""
    end, agency = after, None
    kind = _fielded().longest(tokens, first, after)
    if kind and kind.after == after and kind.canonical:
        joined = not kind.canonical.startswith("{") and tokens.words[after : after + 1] == (",",)
        end, fields = _fields_at(naming, tokens, after + joined)
        end = end if fields else after
        series = _series(fields) if fields else ""
        if joined:
            series = series[:1].lower() + series[1:]
        agency = kind.canonical.format(series) if fields else None
    elif (group := _placed().longest(tokens, first, after)) and group.after == after:
        end = naming.gazetteer.places_at(tokens, after)
    end = _engaged(naming, tokens, end)
    for _ in range(FEW):
        found = _qualifiers().longest(tokens, end) if end < len(tokens.words) else None
        if found is None or not naming.goes_on_line(tokens, end):
            break
        end = found.after
    return Qualified(end, agency) if end > after else None


def _engaged(naming: Naming, tokens: Tokens, at: int) -> int:
    """The word after "hoạt động trong lĩnh vực …" up to where its members are; else the same word."""
    opening = _engagements().longest(tokens, at) if at < len(tokens.words) else None
    place = opening.after if opening and naming.goes_on_line(tokens, at) else len(tokens.words)
    for one in range(place, min(place + LONGEST, len(tokens.words))):
        if tokens.words[one] in STOPS or not naming.goes_on_line(tokens, one):
            return at
        found = _regions().longest(tokens, one)
        if found:
            return found.after
    return at


def _fields_at(naming: Naming, tokens: Tokens, at: int) -> tuple[int, list[str]]:
    """The word after the fields at a word ("viễn thông, bưu chính"), and the fields in English."""
    fields: list[str] = []
    place = end = at
    while place < len(tokens.words) and naming.goes_on_line(tokens, place):
        found = _fields().longest(tokens, place)
        if found is None or found.canonical is None:
            break
        fields.append(found.canonical)
        end = found.after
        if tokens.words[end : end + 1] == () or tokens.words[end] not in JOINTS:
            break
        place = end + 1
    return end, fields


def _series(fields: list[str]) -> str:
    """Fields as they stand before a noun: "Telecommunications and post"."""
    small = [fields[0], *(one[0].lower() + one[1:] for one in fields[1:])]
    return small[0] if len(small) == 1 else f"{', '.join(small[:-1])} and {small[-1]}"


@cache
def _fielded() -> Trie:
    """Groups whose members have a field, and their English pattern."""
    trie = Trie()
    for form, name in words("groups")["fielded"].items():
        trie.add(form, name)
    return trie


@cache
def _fields() -> Trie:
    trie = Trie()
    for form, name in words("groups")["fields"].items():
        trie.add(form, name)
    return trie


@cache
def _engagements() -> Trie:
    trie = Trie()
    for form in words("groups")["engaged"]:
        trie.add(form, form)
    return trie


@cache
def _regions() -> Trie:
    """The qualifiers that say where the members of a group are."""
    trie = Trie()
    for form in words("groups")["qualifiers"]:
        if "địa bàn" in form:
            trie.add(form, form)
    return trie


@cache
def _placed() -> Trie:
    """Groups whose members may be told by the names of their provinces."""
    trie = Trie()
    for form in words("groups")["placed"]:
        trie.add(form, form)
    return trie


@cache
def _qualifiers() -> Trie:
    trie = Trie()
    for form in words("groups")["qualifiers"]:
        trie.add(form, form)
    return trie
