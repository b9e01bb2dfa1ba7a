"""Purposes, viewpoints and aims: the items of the parts that say why, not who does what."""

from collections.abc import Iterator
from typing import Literal, cast

from mandategraph.extract.parts import AIMS, parts_of
from mandategraph.extract.passages import plain_words
from mandategraph.extract.vocabulary import pattern, plain_form, words
from mandategraph.model import Item, Layout, Objective
from mandategraph.text import SourceText, opening

Kind = Literal["purpose", "viewpoint", "general", "specific"]


def read_objectives(source: SourceText, layout: Layout) -> tuple[Objective, ...]:
    """One objective an item of the parts on purposes, viewpoints and aims, in order."""
    return tuple(_objectives(source, layout))


def _objectives(source: SourceText, layout: Layout) -> Iterator[Objective]:
    parts = parts_of(layout)
    headings = {section.label: section.heading or "" for section in layout.sections}
    heads = {item.parent for item in layout.items if item.parent is not None}
    led = _led_to_purposes(source, layout)
    ordered = _is_by_authority(source, layout)
    for at, item in enumerate(layout.items):
        if item.cells or (at in heads and _announces(source, item)):
            continue  # rows are targets; a lead-in only names what stands below it
        kind, heading = parts.get(item.section, ""), plain_form(headings.get(item.section, ""))
        on_policy = heading.strip(" .") == words("front")["no_aims"]
        told = _told_policy(source, item) if kind in AIMS or on_policy else None
        if at in led:
            yield _objective(source, item, "purpose", "purpose-lead-in")
        elif on_policy:
            if told and not led:
                yield _objective(source, item, "purpose", "purpose-told")
        elif kind == "purpose" and ordered and not told:
            continue  # "Purpose" of an order tells of the past
        elif kind in AIMS:
            yield _objective(source, item, _settled(source, item, kind, heading), "aim-item")


def _is_by_authority(source: SourceText, layout: Layout) -> bool:
    """Whether the preamble is that of an executive order."""
    preamble = layout.preamble
    rule = pattern(words("front")["authority_en"])
    return preamble is not None and rule.search(plain_words(source, preamble)) is not None


def _told_policy(source: SourceText, item: Item) -> bool:
    """Whether a sentence of an order says what its issuer aims at."""
    rule = pattern(words("front")["policy_told"])
    return rule.search(plain_words(source, item.span)) is not None


def _objective(source: SourceText, item: Item, kind: Kind, method: str) -> Objective:
    return Objective(item.span, opening(source.words(item.span)), item.section, kind, method=method)


def _announces(source: SourceText, item: Item) -> bool:
    return source.words(item.span)[-1] not in ".;"


def _settled(source: SourceText, item: Item, kind: str, heading: str) -> Kind:
    """The kind of an aim below a heading that says no more than "aims".

    An aim with a year is specific; one that looks far ahead (``Tầm nhìn``) is general.
    """
    shown = plain_words(source, item.span)
    front = words("front")
    if kind in {"general", "specific"} and pattern(front["visions"]).match(shown):
        return "general"
    if kind != "general" or pattern(front["general_headings"]).search(heading):
        return cast("Kind", kind)
    return "specific" if pattern(front["dated_aims"]).match(shown) else "general"


def _led_to_purposes(source: SourceText, layout: Layout) -> frozenset[int]:
    """Items below a lead-in such as "it is the policy of my Administration to:"."""
    rule = pattern(words("front")["purpose_leads"])
    leads = {
        at
        for at, item in enumerate(layout.items)
        if source.text[item.span.end - 1] == ":" and rule.search(plain_words(source, item.span))
    }
    return frozenset(at for at, item in enumerate(layout.items) if item.parent in leads)
