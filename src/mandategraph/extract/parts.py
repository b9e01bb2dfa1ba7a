"""What each part of a document is for: purposes, aims, tasks, money, who does what."""

import re

from mandategraph.extract.vocabulary import pattern, plain_form, words
from mandategraph.model import Layout, Section
from mandategraph.text import collapse

UNKNOWN = "unknown"
AIMS = frozenset({"purpose", "viewpoint", "general", "specific"})
SEGMENT = re.compile(r"[.]")


def parts_of(layout: Layout) -> dict[str | None, str]:
    """The kind of part of every section, by its label path.

    Kinds: ``purpose`` (requirements too), ``viewpoint``, ``general`` and ``specific`` (aims),
    ``tasks``, ``organisation``, ``funding``, ``other`` (orders nothing), ``unknown``.
    """
    kinds: dict[str | None, str] = {None: UNKNOWN}
    for section in layout.sections:
        if section.label is None:
            continue
        opens = len(kinds) == 1
        own = kind_of_heading(section.heading, opens=opens) if section.heading else None
        above = kinds.get(parent_label(section.label, kinds), UNKNOWN)
        kinds[section.label] = _together(above, own)
    return kinds


def parent_label(label: str, known: dict[str | None, str] | frozenset[str]) -> str | None:
    """The label path one level up: ``III.2`` of ``III.2.a``; None at the top."""
    parts = SEGMENT.split(label)
    while len(parts) > 1:
        parts.pop()
        above = ".".join(parts)
        if above in known:
            return above
    return None


def kind_of_heading(heading: str, *, opens: bool = True) -> str | None:
    """The kind of part that the words of a heading announce; ``opens``: it is the first part."""
    plain = plain_form(collapse(re.sub(r"[*_#|\\]", "", heading)))
    for rule in words("parts")["rules"]:
        if pattern(rule["heading"]).search(plain) and (opens or not rule.get("first")):
            return str(rule["kind"])
    return None


def _together(above: str, own: str | None) -> str:
    """The kind of a part from that of the part above it and its own heading."""
    if own is None:
        return above
    if above in AIMS:
        # Within the aims, only another kind of aim makes a difference.
        return own if own in AIMS else above
    if above in {"tasks", "organisation", "funding"}:
        # "Mục tiêu" may open a heading inside the tasks: they stay tasks.
        return own if own == "organisation" and above == "tasks" else above
    return own


def sections_by_label(layout: Layout) -> dict[str | None, Section]:
    """The sections of a text by their label path."""
    return {section.label: section for section in layout.sections}


def labels_of(layout: Layout) -> frozenset[str]:
    """The label paths of the sections of a text."""
    return frozenset(section.label for section in layout.sections if section.label)
