"""The targets of a document: indicator, value, and the bounds that it sets."""

import re
from dataclasses import replace

import pyoxigraph as ox

from mandategraph.build.triples import TRUE, typed, year
from mandategraph.build.writing import Writing
from mandategraph.model import Found, Target

COMPARATORS = {"range": r"(\d[\d.]*)\s*-\s*(\d[\d.]*)"}


def write_targets(writing: Writing) -> None:
    """The targets, each with its indicator, unit and baseline."""
    for position, target in enumerate(writing.reading.targets, start=1):
        node = ox.NamedNode(f"{writing.document.value}/target/{position}")
        writing.passage(node, "Target", "targetOf", position, target)
        for predicate, words in (
            ("indicator", target.indicator),
            ("unit", target.unit),
            ("baseline", target.baseline),
        ):
            writing.words(node, predicate, words)
        writing.words(node, "denominator", whole_of(target.unit))
        _target_value(writing, node, target)


def _target_value(writing: Writing, node: ox.NamedNode, target: Target) -> None:
    out = writing.out
    # Comparator and bounds are read from the words of the value.
    words = target.value.span if target.value and target.value.span else target.span
    if target.comparator:
        out.fact(node, "comparator", ox.Literal(target.comparator), words, target)
    if target.qualitative:
        out.fact(node, "qualitative", TRUE, words, target)
    if target.year:
        out.found(node, "targetYear", year(target.year.value), target.year)
    if target.value is None:
        return
    out.found(node, "value", ox.Literal(target.value.value), target.value)
    for predicate, figure in bounds(target.comparator, target.value.value):
        out.fact(node, predicate, typed(figure, "decimal"), words, target)


def whole_of(unit: Found[str] | None) -> Found[str] | None:
    """The whole that a share is reckoned of: what a unit says after its per cent sign."""
    share = re.fullmatch(r"%\s+(?:of\s+|của\s+)?(.+)", unit.value) if unit else None
    return replace(unit, value=share[1]) if unit and share else None


def bounds(comparator: str | None, value: str) -> list[tuple[str, str]]:
    """The numeric bounds that a comparator and figure set, as property and decimal."""
    if comparator == "range" and (match := re.fullmatch(COMPARATORS["range"], value)):
        return [("minValue", match[1]), ("maxValue", match[2])]
    if not re.fullmatch(r"\d+(\.\d+)?", value):
        return []
    if comparator in (">", ">="):
        return [("minValue", value)]
    if comparator in ("<", "<="):
        return [("maxValue", value)]
    return [("minValue", value), ("maxValue", value)] if comparator == "=" else []
