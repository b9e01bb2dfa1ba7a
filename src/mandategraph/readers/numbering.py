"""The labels that Word counts by itself (``I.``, ``1.``, ``a)``, ``-``), written out as it prints them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from mandategraph.readers.numerals import letter, roman
from mandategraph.readers.package import W


@dataclass(frozen=True, slots=True)
class Level:
    """A level of a list: the kind of its numbers, its pattern (``%1.%2``), and where it starts."""

    kind: str
    pattern: str
    start: int = 1
    restarts_after: int | None = None
    plain: bool = False
    """Whether the levels above are counted 1, 2, 3 here, whatever their kind."""
    style: str | None = None
    """The style whose paragraphs stand on this level."""


@dataclass(frozen=True, slots=True)
class _List:
    """A list as paragraphs name it: the definition it counts in, its levels, levels begun anew."""

    definition: str
    levels: dict[int, Level]
    restarts: dict[int, int]


def value(element: Any, child: str, default: str | None = None) -> str | None:
    """The value of a child element that has only one, such as ``w:start``."""
    found = element.find(f"{W}{child}") if element is not None else None
    return default if found is None else found.get(f"{W}val", default)


def number(text: str | None, default: int = 0) -> int:
    """A whole number of an attribute; the default where it is none."""
    return int(text) if text and re.fullmatch(r"-?\d{1,9}", text) else default


@dataclass(slots=True)
class Counter:
    """Counts the paragraphs of all lists of a document, from its first to its last."""

    lists: dict[str, _List]
    counts: dict[str, dict[int, int]] = field(default_factory=dict)
    begun: set[tuple[str, int]] = field(default_factory=set)

    def depth_of(self, name: str, styles: Sequence[str], said: int) -> int:
        """The level of a list on which paragraphs of a style stand; else what the style says."""
        levels = self.lists[name].levels if name in self.lists else {}
        linked = {level.style: depth for depth, level in levels.items() if level.style}
        return next((linked[style] for style in styles if style in linked), said)

    def label(self, name: str, depth: int) -> str:
        """The printed label of the next paragraph of a list; "" where it has none."""
        held = self.lists.get(name)
        level = held.levels.get(depth) if held else None
        if held is None or level is None:
            return ""
        counts = self.counts.setdefault(held.definition, {})
        if depth in held.restarts and (name, depth) not in self.begun:
            counts[depth] = held.restarts[depth]
        else:
            counts[depth] = counts[depth] + 1 if depth in counts else level.start
        self.begun.add((name, depth))
        for deeper in [at for at in counts if at > depth]:
            after = held.levels[deeper].restarts_after if deeper in held.levels else None
            if after is None or (after > 0 and depth < after):
                del counts[deeper]
        return _printed(held, level, counts)


def _printed(held: _List, level: Level, counts: dict[int, int]) -> str:
    if level.kind == "bullet":
        return _bullet(level.pattern)
    if level.kind == "none" and "%" in level.pattern:
        return re.sub(r"%\d", "", level.pattern).strip()

    def shown(match: re.Match[str]) -> str:
        at = int(match[1]) - 1
        other = held.levels.get(at)
        if other is None:
            return ""
        kind = "decimal" if level.plain and other.kind != "none" else other.kind
        return _number(counts.get(at, other.start), kind)

    return re.sub(r"%([1-9])", shown, level.pattern).strip()


def _bullet(pattern: str) -> str:
    """A bullet as the extractor knows it: signs of picture fonts are dashes to a reader."""
    return pattern.strip() if pattern.strip() in {"-", "–", "+"} else "-"


def _number(count: int, kind: str) -> str:
    if kind == "upperRoman":
        return roman(count)
    if kind == "lowerRoman":
        return roman(count).lower()
    if kind == "upperLetter":
        return letter(count)
    if kind == "lowerLetter":
        return letter(count).lower()
    if kind == "decimalZero":
        return f"{count:02}"
    return "" if kind == "none" else str(count)


def read_lists(root: Any) -> Counter:
    """The lists of a document; a definition that only names a style is that of the style."""
    if root is None:
        return Counter({})
    by_id = {d.get(f"{W}abstractNumId"): d for d in root.iterfind(f"{W}abstractNum")}
    by_style = {value(d, "styleLink"): d for d in by_id.values() if value(d, "styleLink")}
    lists = {}
    for listed in root.iterfind(f"{W}num"):
        definition = by_id.get(value(listed, "abstractNumId"))
        if definition is not None and (link := value(definition, "numStyleLink")):
            definition = by_style.get(link, definition)
        if definition is not None:
            lists[listed.get(f"{W}numId", "")] = _list(listed, definition)
    return Counter(lists)


def _list(listed: Any, definition: Any) -> _List:
    levels = dict(_levels(definition))
    restarts = {}
    for override in listed.iterfind(f"{W}lvlOverride"):
        depth = number(override.get(f"{W}ilvl"))
        levels.update(_levels(override))
        start = value(override, "startOverride")
        if start is not None:
            restarts[depth] = number(start, 1)
    return _List(definition.get(f"{W}abstractNumId", ""), levels, restarts)


def _levels(element: Any) -> Iterator[tuple[int, Level]]:
    for level in element.iterfind(f"{W}lvl"):
        restart = value(level, "lvlRestart")
        yield (
            number(level.get(f"{W}ilvl")),
            Level(
                kind=_kind(level),
                pattern=value(level, "lvlText", "") or "",
                start=number(value(level, "start"), 1),
                restarts_after=None if restart is None else number(restart),
                plain=level.find(f"{W}isLgl") is not None,
                style=value(level, "pStyle"),
            ),
        )


def _kind(level: Any) -> str:
    found = level.find(f"{W}numFmt")
    if found is None:  # newer kinds of numbers stand in a wrapper, with an older one beside
        found = level.find(f".//{W}numFmt")
    return "decimal" if found is None else found.get(f"{W}val", "decimal")
