"""What Vietnamese names of bodies are made of: the word lists of ``words/naming.yaml`` as tries.

Heads, fields, levels and areas; and the forms of the authority files with their abbreviations spelt
out.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from mandategraph.extract.spellings import spelt
from mandategraph.extract.vocabulary import plain_form, words
from mandategraph.gazetteer import Gazetteer, Tokens, Trie, tokens_in, words_of


@dataclass(frozen=True, slots=True)
class Head:
    """A head of names: its English pattern, and how it stands before what belongs to it."""

    en: str
    many: bool = False
    small: bool = False
    linked: bool = False
    parent: bool = False
    closed: bool = False


@dataclass(frozen=True, slots=True)
class Grammar:
    """The lists of ``words/naming.yaml``; heads stand under the number of their entry."""

    holders: Trie
    matters: Trie
    units: Trie
    heads: tuple[Head, ...]
    terms: Trie
    acts: frozenset[str]
    levels: Trie
    before_matter: Trie
    links: Trie
    skipped: Trie
    local: Trie
    areas: Trie
    all_areas: Trie
    joints: frozenset[str]
    above: Mapping[str, str]


def trie_of(forms: Mapping[str, str]) -> Trie:
    """Forms and what they mean, to be looked up longest first."""
    trie = Trie()
    for form, meaning in forms.items():
        trie.add(form, meaning)
    return trie


@cache
def grammar_of_names() -> Grammar:
    """The lists, read once."""
    data = words("naming")
    heads: list[Head] = []
    tries = {kind: Trie() for kind in ("holders", "matters", "units")}
    for kind, trie in tries.items():
        for entry in data[kind]:
            for form in entry["vi"]:
                trie.add(form, str(len(heads)))
            heads.append(Head(**{key: value for key, value in entry.items() if key != "vi"}))
    fields = {one[0]: one[1] for one in words("agencies")["fields"]}
    return Grammar(
        **tries,
        heads=tuple(heads),
        terms=trie_of(data["terms"] | data["acts"] | fields),
        acts=frozenset(data["acts"].values()),
        levels=trie_of(data["levels"]),
        before_matter=trie_of(dict.fromkeys(data["before_matter"], "")),
        links=trie_of(dict.fromkeys(data["links"], "")),
        skipped=trie_of(dict.fromkeys(data["skipped"], "")),
        local=trie_of(data["local"]),
        areas=trie_of(data["areas"]),
        all_areas=trie_of(data["all_areas"]),
        joints=frozenset(data["joints"]),
        above=data["above"],
    )


@lru_cache(maxsize=4)
def known_forms(gazetteer: Gazetteer) -> Trie:
    """All forms of the authority files, abbreviations spelt out."""
    trie = Trie()
    for phrase in words("agencies")["misleading"]:
        trie.mislead(phrase)
    functions = gazetteer.functions.values()
    for function in functions:
        for form in function.contextual:
            trie.add(_spelt_form(form), function.name_en, contextual=True)
    for function in functions:
        names = (*(() if function.translated else (function.name_vi,)), *function.forms)
        for form in names:
            trie.add(_spelt_form(form), function.name_en, capitals=int(function.capital))
    return trie


def _spelt_form(form: str) -> str:
    """A form with its abbreviations spelt out."""
    return " ".join(spelt(tokens_in(form)).words)


@cache
def central_words() -> Trie:
    """What is said of provinces and cities: "trực thuộc trung ương"."""
    return trie_of(dict.fromkeys(words("naming")["central"], ""))


@cache
def reported_words() -> Trie:
    """What a body is told of: no matter of its name."""
    return trie_of(dict.fromkeys(words("naming")["reported"], ""))


@cache
def instrument_words() -> Trie:
    """Instruments that are the matter of a body by their number."""
    return trie_of(words("naming")["numbered"]["matters"])


@cache
def departments() -> Trie:
    """Ministries and departments of the known fields."""
    data, trie = words("agencies"), Trie()
    for head, pattern_en in data["heads"]:
        for field_vi, field_en, _ in data["fields"]:
            trie.add(f"{head} {field_vi}", usual(pattern_en.format(field_en)))
    return trie


def usual(name: str) -> str:
    """A composed name as it is usual."""
    for usual, house in words("agencies")["exceptions"].items():
        name = name.replace(usual, house)
    return name


@cache
def fields_of_government() -> Trie:
    """The fields of ministries and departments."""
    return trie_of({one[0]: one[1] for one in words("agencies")["fields"]})


@cache
def fielded_heads() -> dict[str, str]:
    """The heads that fields follow, and their English patterns."""
    heads: list[tuple[str, str]] = words("agencies")["heads"]
    return {plain_form(head): name for head, name in heads}


def heads_are_shared(group: str, form: str, agency: str) -> bool:
    """Whether a group ("các Sở") lends its head to a body that is named by its field ("Tài chính")."""
    field = fields_of_government().exact(form)
    heads = fielded_heads()
    names = [usual(heads[word].format(field)) for word in words_of(group) if word in heads]
    return field is not None and any(agency.endswith(name) for name in names)


@cache
def second_syllables() -> frozenset[str]:
    """Small syllables that stand second in the words of fields."""
    found = {plain_form(one) for one in words("naming")["syllables"]}
    for one, *_ in words("agencies")["fields"]:
        found.update(word for word in words_of(one) if word.isalpha())
    return frozenset(found - {"và"})


@cache
def person_families() -> frozenset[str]:
    """Family names, folded."""
    return frozenset(plain_form(one) for one in words("naming")["families"])


def is_person_at(tokens: Tokens, at: int) -> bool:
    """Whether a head begins at a word that is held by a person, or names parts of a body."""
    found = grammar_of_names().holders.longest(tokens, at) if at < len(tokens.words) else None
    if found is None or found.canonical is None:
        return False
    first = grammar_of_names().heads[int(found.canonical)].en.split()[0]
    return first in words("naming")["people"]
