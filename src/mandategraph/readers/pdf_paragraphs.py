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
BESIDE = 2.6
"""Lines of one column of a letterhead are not further apart, in their own size."""
OVERLAP = 0.8
"""Lines whose heights differ by less, in their own size, stand beside each other."""
BRIEF = 15
"""A column of so few lines is a letterhead, or a list of recipients."""
WIDE = 0.6
"""A line that fills more of the width tells where the margin is."""
JUSTIFIED = 0.4
"""Where so many of the wide lines end at one place, they are justified; last lines do not."""
APART = 0.8
"""Where so many of the short lines have space below them, space parts the paragraphs."""
SEVERAL = 5
"""So many lines make a habit."""
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
    """How lines are set: their margins, and the distance between them.

    ``justified``: they are stretched to the margin. ``apart``: space stands between paragraphs.
    """

    left: float
    right: float
    pitch: float
    justified: bool
    apart: bool


class Bond(Enum):
    """How a line stands to the one above it."""

    APART = "a paragraph of its own"
    BELOW = "the next line of a title or a letterhead"
    SAME = "the same paragraph"


def measure(lines: Sequence[Line]) -> Measures:
    """The measures of a text."""
    if not lines:
        return Measures(0, 0, 0, justified=False, apart=False)
    left = Counter(round(line.left) for line in lines).most_common(1)[0][0]
    right = max(line.right for line in lines)
    wide = [line.right for line in lines if line.right - line.left > WIDE * (right - left)]
    usual = Counter(map(round, wide)).most_common(1)[0][0] if wide else right
    full = sum(abs(end - usual) < EXACT for end in wide)
    justified = full > JUSTIFIED * len(wide) and len(wide) >= SEVERAL
    right = usual + 0.5 if justified else right
    pairs = [(above, below) for above, below in pairwise(lines) if above.base > below.base]
    falls = Counter(round(2 * (above.base - below.base)) for above, below in pairs)
    pitch = falls.most_common(1)[0][0] / 2 if falls else 0.0
    after_short = [
        above.base - below.base > SPACED * pitch
        for above, below in pairs
        if above.right < right - 3 * above.size
    ]
    apart = len(after_short) >= SEVERAL and sum(after_short) > APART * len(after_short)
    return Measures(min(left, right), right, pitch, justified, apart)


# The order of reading


def in_reading_order(lines: Sequence[Line], measures: Measures) -> Iterator[Flow]:
    """The lines of a page, those of two columns beside each other column by column."""
    plain: list[Line] = []
    at = 0
    while at < len(lines):
        zone = _zone(lines, at, plain, measures)
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


def _zone(
    lines: Sequence[Line], at: int, above: list[Line], measures: Measures
) -> tuple[list[Line], list[Line], int] | None:
    """The lines of two columns that begin at a line beside which another one stands.

    Lines just above that stand in the right column alone are taken into it from ``above``.
    """
    pair = sorted(lines[at : at + 2], key=lambda line: line.left)
    if len(pair) == 1 or pair[0].right + pair[0].size > pair[1].left or not _near(*pair):
        return None
    level = abs(pair[0].base - pair[1].base) < OVERLAP * min(pair[0].size, pair[1].size)
    left, right = [pair[0]], [pair[1]]
    low, high = pair[0].right, pair[1].left
    at += 2
    while at < len(lines):
        line = lines[at]
        if line.right < high - line.size and _near(left[-1], line):
            low = max(low, line.right)
            left.append(line)
        elif line.left > low + line.size and _near(right[-1], line):
            high = min(high, line.left)
            right.append(line)
        else:
            break
        at += 1
    if not level and not _interlaced(left, right, measures):
        return None
    while above and above[-1].left > low and _near(above[-1], right[0]):
        right.insert(0, above.pop())
    return left, right, at


def _interlaced(left: Sequence[Line], right: Sequence[Line], measures: Measures) -> bool:
    """Whether two columns whose lines stand at different heights do stand beside each other.

    A centred title between short lines, for one, stands on neither side of the middle.
    """
    aside = (measures.right - measures.left) / 20
    middle = (measures.left + measures.right) / 2
    sided = _centre(left) < middle - aside and _centre(right) > middle + aside
    both = left[0].base > right[-1].base and right[0].base > left[-1].base
    return sided and both and min(len(left), len(right)) > 1


def _centre(lines: Sequence[Line]) -> float:
    return sum(line.left + line.right for line in lines) / (2 * len(lines))


def _near(above: Line, below: Line) -> bool:
    return abs(above.base - below.base) < BESIDE * max(above.size, below.size)


# Paragraphs


def join(flow: Flow, measures: Measures) -> Iterator[Paragraph]:
    """The paragraphs of lines that are read one after the other."""
    brief = flow.aside and len(flow.lines) < BRIEF
    if flow.aside:
        measures = measure(flow.lines)
    held: list[Line] = []
    runs: list[Run] = []
    follows = False
    for line in flow.lines:
        bond = _bond(held, line, measures, aside=brief) if held else Bond.APART
        if bond is Bond.SAME:
            hyphened = re.search(r"\w-$", held[-1].text)
            runs += line.runs if hyphened else (Run(" "), *line.runs)
            held.append(line)
            continue
        if runs:
            yield Paragraph(emphasised(runs), follows=follows)
        held, runs, follows = [line], list(line.runs), bond is Bond.BELOW
    if runs:
        yield Paragraph(emphasised(runs), follows=follows)


def _bond(held: Sequence[Line], line: Line, measures: Measures, *, aside: bool) -> Bond:
    """How a line stands to the paragraph above it."""
    above = held[-1]
    fall = above.base - line.base
    turned = fall < 0  # over the page, or to the next column
    spaced = not turned and fall > SPACED * max(measures.pitch, line.size)
    retyped = abs(above.size - line.size) > RESIZED * line.size
    if spaced or retyped:
        return Bond.APART
    if aside:
        return _bond_aside(above, line)
    headed = not line.bold and all(one.bold for one in held)
    if not turned and not headed and _centred(above, line, measures):
        return Bond.BELOW
    if headed or _begins(held, line, measures):
        return Bond.APART
    if _full(above, line, measures, turned=turned):
        return Bond.SAME
    broken = measures.apart and not turned and not _FINAL.search(above.text.strip())
    return Bond.BELOW if broken else Bond.APART


def _bond_aside(above: Line, line: Line) -> Bond:
    """The same in a letterhead or a list of recipients, where lines are short and mean something."""
    goes_on = (line.text[:1].islower() or line.text[:1].isdigit()) and not _FINAL.search(
        above.text.strip()
    )
    return Bond.SAME if goes_on else Bond.BELOW


def _centred(above: Line, line: Line, measures: Measures) -> bool:
    """Whether two lines are both set in the middle; one of them may nearly fill the width."""
    sides = [(one.left - measures.left, measures.right - one.right) for one in (above, line)]
    even = all(abs(left - right) < line.size and min(left, right) > EXACT for left, right in sides)
    return even and max(map(min, sides)) > line.size


def _full(above: Line, line: Line, measures: Measures, *, turned: bool) -> bool:
    """Whether a line is as long as it could be: the first word below had no room in it."""
    room = measures.right - above.right
    exact = room < EXACT
    if above.slack > above.size * max(above.text.count(" "), 1):
        room += above.slack  # stretched so far, it may have been ended on purpose
    no_room = room < line.word + BLANK * line.size
    if measures.justified:
        ended = turned or _FINAL.search(above.text.strip())
        return no_room and (exact or not ended)
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
