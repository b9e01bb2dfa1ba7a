"""Pages without what is printed on all of them, and with the notes at their foot set apart."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from mandategraph.readers.composing import Paragraph, Run, emphasised
from mandategraph.readers.pdf_lines import Line
from mandategraph.readers.pdf_tables import Grid

DEEP = 3
"""A running head or foot has at most so many lines."""
OFTEN = 0.5
"""What stands on so many of the pages, at one height, is a running head or foot."""
SAME_HEIGHT = 6.0
"""Heights nearer to each other, in points, are the same."""
SMALL = 0.93
"""Letters of notes are smaller than this part of the others."""

# "- 5 -", "12", "Trang 3/10", "Page 3 of 10"
_PAGE_NUMBER = re.compile(
    r"[-–—]?\s?\d{1,4}\s?[-–—]?|(?:Trang|Page)\s\d+(?:\s?(?:/|of)\s?\d+)?|\d+\s?/\s?\d+",
    re.IGNORECASE,
)
_NOTE = re.compile(r"\[\^(\d{1,4})\]\s*|(\d{1,3})\s+(?=\D)")
_CITED = re.compile(r"\[\^(\d{1,4})\]")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page as it is read: its lines outside tables, its tables, and the notes at its foot."""

    lines: tuple[Line, ...]
    grids: tuple[Grid, ...]
    notes: tuple[Paragraph, ...] = ()


def without_frames(sheets: Sequence[Sheet]) -> list[Sheet]:
    """Pages without running heads, feet and page numbers, their notes taken out of the lines."""
    running = _running(sheets)
    return [_noted(replace(sheet, lines=_framed(sheet, running))) for sheet in sheets]


def _margins(sheet: Sheet) -> list[tuple[int, Line]]:
    """The first and last lines of a page, each with -1 for the head and 1 for the foot."""
    low = min((grid.bottom for grid in sheet.grids), default=float("inf"))
    high = max((grid.top for grid in sheet.grids), default=0.0)
    head = [(-1, line) for line in sheet.lines[:DEEP] if line.base > high]
    return head + [(1, line) for line in sheet.lines[-DEEP:] if line.base < low]


def _key(side: int, line: Line) -> tuple[int, str]:
    return side, re.sub(r"\d+", "#", line.text.strip())


def _running(sheets: Sequence[Sheet]) -> dict[tuple[int, str], float]:
    """What stands at the head or foot of many pages, with its height there."""
    if len(sheets) < 2:  # noqa: PLR2004 - on a single page nothing is repeated
        return {}
    heights: dict[tuple[int, str], list[float]] = {}
    for sheet in sheets:
        for key, base in {_key(side, line): line.base for side, line in _margins(sheet)}.items():
            heights.setdefault(key, []).append(base)
    return {
        key: sorted(found)[len(found) // 2]
        for key, found in heights.items()
        if len(found) >= max(2, OFTEN * len(sheets))
    }


def _framed(sheet: Sheet, running: dict[tuple[int, str], float]) -> tuple[Line, ...]:
    dropped = {
        id(line)
        for side, line in _margins(sheet)
        if abs(running.get(_key(side, line), -SAME_HEIGHT) - line.base) < SAME_HEIGHT
    }
    held = [line for line in sheet.lines if id(line) not in dropped]
    for at in (0, -1):
        if held and (sheet.lines[at] is held[at]) and _PAGE_NUMBER.fullmatch(held[at].text.strip()):
            del held[at]
    return tuple(held)


# Notes


def _noted(sheet: Sheet) -> Sheet:
    """A page with its notes apart; a raised number that cites none is a number."""
    usual = Counter(round(line.size, 1) for line in sheet.lines for _ in line.text)
    size = usual.most_common(1)[0][0] if usual else 0.0
    first = len(sheet.lines)
    while first and sheet.lines[first - 1].size < SMALL * size:
        first -= 1
    cited = {number for line in sheet.lines[:first] for number in _CITED.findall(line.text)}
    notes: list[tuple[str, list[Line]]] = []
    for line in sheet.lines[first:]:
        found = _NOTE.match(line.text)
        if found and (found[1] or found[2]) in cited:
            notes.append((found[1] or found[2], [_without(line, found.end())]))
        elif notes:
            notes[-1][1].append(line)
        else:
            first += 1
    numbers = {number for number, _ in notes}
    return replace(
        sheet,
        lines=tuple(_plain(line, numbers) for line in sheet.lines[:first]),
        notes=tuple(
            Paragraph(" ".join(emphasised(line.runs) for line in lines), mark=f"[^{number}]:")
            for number, lines in notes
        ),
    )


def _without(line: Line, length: int) -> Line:
    return replace(line, runs=(Run(line.text[length:]),))


def _plain(line: Line, numbers: set[str]) -> Line:
    """A line whose raised numbers are notes only where there is such a note."""

    def shown(found: re.Match[str]) -> str:
        return found[0] if found[1] in numbers else found[1]

    return replace(line, runs=tuple(replace(r, text=_CITED.sub(shown, r.text)) for r in line.runs))
