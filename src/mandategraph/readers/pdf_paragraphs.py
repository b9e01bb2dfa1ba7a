"""Lines of a PDF put in the order in which they are read, and joined to paragraphs."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise

from mandategraph.readers.composing import Paragraph, Run, emphasised
from mandategraph.readers.pdf_lines import BLANK, Line

EXACT = 2.5
"""So near, in points, to the margin, a line of a justified text is full."""
SPACED = 1.25
"""A distance so many times the usual one parts two paragraphs."""
BESIDE = 2.2
"""Lines of one column of a letterhead are not further apart, in their own size."""
BRIEF = 15
"""A column of so few lines is a letterhead, or a list of recipients."""
RESIZED = 0.15
"""Lines whose sizes differ by more do not stand in one paragraph."""
SHIFT = 0.7
"""A line is indented when it begins so much further to the right, in its own size."""

_FINAL = re.compile(r"[.;:!?…][\"”’')\]]*$")
# Such as "1.", "2.1.", "a)", "(iv)", "II-", "- ", "•".
_MARK = re.compile(
    r"(?:\(?(?:\d{1,3}(?:\.\d{1,3})*|[A-Za-zđĐ]|[IVXivx]{1,6})[.)/]|[IVX]{1,6}\s?[-–—]|\d{1,2}-|[-–—+•●▪◦·➢❖✓\uf0b7\uf02d*])(?=\s|$)"
)
# "Điều 3.", "Article 2", "Section 1": words that open a part of a text.
_PART = re.compile(
    r"(?:Điều|Chương|Mục|Phần|Article|Chapter|Section|Sec\.|Part)\s+[\dIVX]+", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Flow:
    """Lines that are read one after the other; ``aside``: a column beside another one."""

    lines: tuple[Line, ...]
    aside: bool = False


@dataclass(frozen=True, slots=True)
class Measures:
    """How lines are set: their margins, the distance between them, whether they are justified."""

    left: float
    right: float
    pitch: float
    justified: bool


class Bond(Enum):
    """How a line stands to the one above it."""

    APART = ""
    BELOW = "\n"
    SAME = " "


def measure(lines: Sequence[Line]) -> Measures:
    """The measures of a text."""
    if not lines:
        return Measures(0, 0, 0, justified=False)
    right = max(line.right for line in lines)
    left = Counter(round(line.left) for line in lines).most_common(1)[0][0]
    wide = [line for line in lines if line.right - line.left > 0.6 * (right - left)]
    ends = Counter(round(line.right) for line in wide)
    justified = False
    if ends:
        usual = ends.most_common(1)[0][0]
        full = sum(abs(line.right - usual) < EXACT for line in wide)
        justified = full > 0.4 * len(wide) and len(wide) > 4  # noqa: PLR2004 - the last lines are short
        right = usual + 0.5 if justified else right
    falls = Counter(
        round(2 * (above.base - below.base))
        for above, below in pairwise(lines)
        if above.base > below.base
    )
    pitch = falls.most_common(1)[0][0] / 2 if falls else 0.0
    return Measures(min(left, right), right, pitch, justified)


# The order of reading


def in_reading_order(lines: Sequence[Line]) -> Iterator[Flow]:
    """The lines of a page, those of two columns beside each other column by column."""
    plain: list[Line] = []
    at = 0
    while at < len(lines):
        zone = _zone(lines, at, plain)
        if zone is None:
            plain.append(lines[at])
            at += 1
            continue
        left, right, at = zone
        if plain:
            yield Flow(tuple(plain))
            plain = []
        yield Flow(tuple(left), aside=True)
        yield Flow(tuple(right), aside=True)
    if plain:
        yield Flow(tuple(plain))


def _same_row(one: Line, other: Line) -> bool:
    return abs(one.base - other.base) < 0.25 * min(one.size, other.size)


def _zone(
    lines: Sequence[Line], at: int, above: list[Line]
) -> tuple[list[Line], list[Line], int] | None:
    """The lines of two columns that begin at a line beside which another one stands.

    Lines just above that stand in the right column alone are taken into it from ``above``.
    """
    if at + 1 >= len(lines) or not _same_row(lines[at], lines[at + 1]):
        return None
    low, high = lines[at].right, lines[at + 1].left
    left, right = [lines[at]], [lines[at + 1]]
    last = {"left": lines[at], "right": lines[at + 1]}
    at += 2
    while at < len(lines):
        line = lines[at]
        if line.right < high - line.size and _near(last["left"], line):
            low = max(low, line.right)
            left.append(line)
            last["left"] = line
        elif line.left > low + line.size and _near(last["right"], line):
            high = min(high, line.left)
            right.append(line)
            last["right"] = line
        else:
            break
        at += 1
    while above and above[-1].left > low and _near(above[-1], right[0]):
        right.insert(0, above.pop())
    return left, right, at


def _near(above: Line, below: Line) -> bool:
    return above.base - below.base < BESIDE * max(above.size, below.size)


# Paragraphs


def join(flow: Flow, measures: Measures) -> Iterator[Paragraph]:
    """The paragraphs of lines that are read one after the other."""
    brief = flow.aside and len(flow.lines) < BRIEF
    if flow.aside:
        measures = measure(flow.lines)
    held: list[Line] = []
    runs: list[Run] = []
    for line in flow.lines:
        bond = _bond(held, line, measures, aside=brief) if held else Bond.APART
        if bond is Bond.APART:
            if runs:
                yield Paragraph(emphasised(runs))
            held, runs = [line], list(line.runs)
            continue
        text = "".join(run.text for run in runs)
        hyphened = re.search(r"[^\W\d_]-$", text.rstrip()) and line.text[:1].islower()
        if bond is Bond.BELOW or not hyphened:
            runs.append(Run(bond.value))
        runs += line.runs
        held.append(line)
    if runs:
        yield Paragraph(emphasised(runs))


def _bond(held: Sequence[Line], line: Line, measures: Measures, *, aside: bool) -> Bond:
    """How a line stands to the paragraph above it."""
    above = held[-1]
    fall = above.base - line.base
    turned = fall < 0  # over the page, or to the next column
    spaced = not turned and fall > SPACED * max(measures.pitch, line.size)
    if spaced or abs(above.size - line.size) > RESIZED * line.size:
        return Bond.APART
    if aside:
        return _bond_aside(above, line)
    if above.bold and not line.bold and all(one.bold for one in held):
        return Bond.APART
    if not turned and _centred(above, measures) and _centred(line, measures):
        return Bond.BELOW
    if not _full(above, line, measures) or _begins(held, line, measures):
        return Bond.APART
    return Bond.SAME


def _bond_aside(above: Line, line: Line) -> Bond:
    """The same in a letterhead or a list of recipients, where lines are short and mean something."""
    goes_on = line.text[:1].islower() and not _FINAL.search(above.text.strip())
    return Bond.SAME if goes_on else Bond.BELOW


def _centred(line: Line, measures: Measures) -> bool:
    left, right = line.left - measures.left, measures.right - line.right
    return min(left, right) > line.size and abs(left - right) < line.size


def _full(above: Line, line: Line, measures: Measures) -> bool:
    """Whether a line is as long as it could be: the first word below had no room in it."""
    room = measures.right - above.right
    no_room = room < line.word + BLANK * line.size
    if measures.justified:
        return room < EXACT or (no_room and not _FINAL.search(above.text.strip()))
    return no_room


def _begins(held: Sequence[Line], line: Line, measures: Measures) -> bool:
    """Whether a line below a full one begins a paragraph: by its mark, or because it is indented."""
    above = held[-1]
    ended = _FINAL.search(above.text.strip()) is not None
    moved = abs(line.left - above.left) > SHIFT * line.size
    if _MARK.match(line.text) or _PART.match(line.text):
        return ended or moved or (line.bold and not above.bold)
    if line.bold and not above.bold:
        return ended
    inward = line.left - (above.left if len(held) > 1 else measures.left) > SHIFT * line.size
    if len(held) > 1:
        return inward
    hanging = _MARK.match(above.text) is not None and line.left > above.left
    return inward and not hanging and (ended or not line.text[:1].islower())
