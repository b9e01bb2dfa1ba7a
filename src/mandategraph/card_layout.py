"""Where cards stand in columns, and which ways lines take between them.

Every line runs in the gutters between the columns and, to get from the first column to the last, in
the gaps between the cards of the middle one. Lines to the same card share a trunk. The search for
places begins at the same place every time and has no chance in it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

COLUMNS = 3
MIDDLE = COLUMNS // 2

CARD = 216.0
GUTTER = 128.0
LINE = 18.0
"""Height of a line of text; all heights are whole numbers of it, so that lines keep apart."""
GAP = 2 * LINE
MARGIN = 14.0
SHIFT = LINE / 4
"""How much lower the middle column stands: its lines never run into those of the outer columns."""
NEXT = LINE / 2
"""Between two lines in one gap."""
ASIDE = LINE * 3 / 8
"""How far below the middle of a head a derived line enters: off the grid of all other lines."""
CLEAR = 20.0
"""Room beside a card that no trunk stands in: for arrowheads."""

# What an arrangement costs: the less, the better it can be followed.
SAME_COLUMN, ACROSS, CROSSING, TALL, LONG = 110.0, 320.0, 30.0, 1.6, 0.35


@dataclass(frozen=True, slots=True)
class Tie:
    """A wish for a line from one card to another."""

    source: str
    target: str
    derived: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """Where a card stands: its column, its upper left corner, its height, the middle of its head."""

    column: int
    x: float
    y: float
    height: float
    entry: float

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.y + self.height


@dataclass(frozen=True, slots=True)
class Port:
    """A line to be drawn: from the height ``y`` at a side of one card to the head of another."""

    tie: Tie
    y: float


@dataclass(frozen=True, slots=True)
class Way:
    """A line as it runs, corner by corner; the last point is the tip of its arrow."""

    tie: Tie
    points: tuple[tuple[float, float], ...]


Columns = list[list[str]]


def arrange(heights: Mapping[str, float], ties: Sequence[Tie]) -> Columns:
    """The cards in columns, top to bottom, so that lines are short and seldom cross.

    Descent from the order of the names: a card is moved, or two change places, while that helps.
    """
    columns: Columns = [[] for _ in range(COLUMNS)]
    for name in sorted(heights):
        _lowest(columns, heights).append(name)
    best = _cost(columns, heights, ties)
    while True:
        before = best
        for name in sorted(heights):
            columns, best = _bettered(columns, best, _moves(columns, name), heights, ties)
        for one, other in combinations(sorted(heights), 2):
            columns, best = _bettered(columns, best, [_swapped(columns, one, other)], heights, ties)
        if best >= before:
            return columns


def _lowest(columns: Columns, heights: Mapping[str, float]) -> list[str]:
    return min(columns, key=lambda column: sum(heights[name] for name in column))


def _moves(columns: Columns, name: str) -> Iterable[Columns]:
    """All arrangements in which one card stands somewhere else."""
    without = [[one for one in column if one != name] for column in columns]
    for at, column in enumerate(without):
        for row in range(len(column) + 1):
            changed = [*column[:row], name, *column[row:]]
            yield [*without[:at], changed, *without[at + 1 :]]


def _swapped(columns: Columns, one: str, other: str) -> Columns:
    other_of = {one: other, other: one}
    return [[other_of.get(name, name) for name in column] for column in columns]


def _bettered(
    columns: Columns,
    best: float,
    others: Iterable[Columns],
    heights: Mapping[str, float],
    ties: Sequence[Tie],
) -> tuple[Columns, float]:
    for other in others:
        cost = _cost(other, heights, ties)
        if cost < best - 1e-6:
            columns, best = other, cost
    return columns, best


def _cost(columns: Columns, heights: Mapping[str, float], ties: Sequence[Tie]) -> float:
    top: dict[str, float] = {}
    column_of: dict[str, int] = {}
    tallest = 0.0
    for number, column in enumerate(columns):
        y = 0.0
        for name in column:
            top[name], column_of[name] = y, number
            y += heights[name] + GAP
        tallest = max(tallest, y)
    cost = TALL * tallest
    runs: list[tuple[int, str, float, float]] = []
    for tie in ties:
        start, end = top[tie.source] + heights[tie.source] / 2, top[tie.target]
        cost += LONG * abs(start - end)
        left, right = sorted((column_of[tie.source], column_of[tie.target]))
        cost += {0: SAME_COLUMN if tie.source != tie.target else 0.0, 1: 0.0}.get(
            right - left, ACROSS
        )
        ends = (start, end) if column_of[tie.source] <= column_of[tie.target] else (end, start)
        if left != right:
            runs += [(gutter, tie.target, *ends) for gutter in range(left, right)]
    for one, other in combinations(runs, 2):
        if one[0] == other[0] and one[1] != other[1]:
            cost += CROSSING * ((one[2] - other[2]) * (one[3] - other[3]) < 0)
    return cost


def places(
    columns: Columns, heights: Mapping[str, float], heads: Mapping[str, float]
) -> dict[str, Place]:
    """Where each card stands; ``heads`` are the heights of their titles."""
    found: dict[str, Place] = {}
    for number, column in enumerate(columns):
        y = MARGIN + (SHIFT if number == MIDDLE else 0.0)
        for name in column:
            x = MARGIN + number * (CARD + GUTTER)
            found[name] = Place(number, x, y, heights[name], y + heads[name] / 2)
            y += heights[name] + GAP
    return found


def leaves_right(source: Place, target: Place) -> bool:
    """On which side of its card a line begins."""
    if source.column == target.column:
        return source.column < COLUMNS - 1
    return source.column < target.column


@dataclass(slots=True)
class _Trunk:
    """An upright line in a gutter: the heights at which others come in, and where it goes out."""

    ins: list[tuple[float, bool]] = field(default_factory=list)
    """Height, and whether from the left."""
    out: tuple[float, bool] = (0.0, True)
    x: float = 0.0

    @property
    def ends(self) -> list[tuple[float, bool]]:
        return [*self.ins, self.out]

    @property
    def span(self) -> tuple[float, float]:
        heights = [y for y, _ in self.ends]
        return min(heights), max(heights)


def ways(found: Mapping[str, Place], ports: Sequence[Port]) -> list[Way]:
    """The line of each port."""
    trunks: dict[tuple[int, str, bool, bool], _Trunk] = {}
    routes: list[tuple[Port, list[tuple[int, str, bool, bool]], float]] = []
    crossings = _crossings(found, ports)
    for port in ports:
        tie = port.tie
        source, target = found[tie.source], found[tie.target]
        entry = target.entry + (ASIDE if tie.derived else 0.0)
        right = leaves_right(source, target)
        first = source.column if right else source.column - 1
        if abs(source.column - target.column) < COLUMNS - 1:
            key = (first, tie.target, tie.derived, False)
            trunk = trunks.setdefault(key, _Trunk())
            trunk.ins.append((port.y, right))
            trunk.out = (entry, target.column <= first)
            routes.append((port, [key], 0.0))
            continue
        gap = crossings[tie]
        last = target.column - 1 if right else target.column
        near, far = (first, tie.target, tie.derived, True), (last, tie.target, tie.derived, False)
        trunk = trunks.setdefault(near, _Trunk())
        trunk.ins.append((port.y, right))
        trunk.out = (gap, not right)
        trunk = trunks.setdefault(far, _Trunk())
        if (gap, right) not in trunk.ins:
            trunk.ins.append((gap, right))
        trunk.out = (entry, target.column <= last)
        routes.append((port, [near, far], gap))
    for gutter in range(COLUMNS - 1):
        _stand([trunk for key, trunk in sorted(trunks.items()) if key[0] == gutter], gutter)
    return [_way(found, port, [trunks[key] for key in keys], gap) for port, keys, gap in routes]


def _crossings(found: Mapping[str, Place], ports: Sequence[Port]) -> dict[Tie, float]:
    """The height at which lines cross the middle column: in the gap that is the least way round."""
    bottoms = sorted(place.bottom for place in found.values() if place.column == MIDDLE)
    used: dict[float, int] = {}
    chosen: dict[tuple[str, bool, bool], float] = {}
    result: dict[Tie, float] = {}
    for port in ports:
        tie = port.tie
        source, target = found[tie.source], found[tie.target]
        if abs(source.column - target.column) < COLUMNS - 1:
            continue
        key = (tie.target, tie.derived, source.column < target.column)
        if key not in chosen:
            room = [y for y in bottoms[:-1] if used.get(y, 0) * NEXT < GAP - LINE]
            # Below the last card there is room for all; in an empty column anywhere.
            rounds = [
                (abs(y - port.y) + abs(y - target.entry), y)
                for y in (*room, *(bottoms[-1:] or [MARGIN]))
            ]
            gap = min(rounds)[1]
            chosen[key] = gap + ASIDE + NEXT * used.get(gap, 0)
            used[gap] = used.get(gap, 0) + 1
        result[tie] = chosen[key]
    return result


def _stand(trunks: Sequence[_Trunk], gutter: int) -> None:
    """Give the trunks of a gutter their places, side by side, in the order that crosses least."""
    order = list(trunks)
    best = _crossed(order)
    better = True
    while better:
        better = False
        for one, other in combinations(range(len(order)), 2):
            tried = list(order)
            tried[one], tried[other] = tried[other], tried[one]
            if _crossed(tried) < best:
                order, best, better = tried, _crossed(tried), True
    left = MARGIN + (gutter + 1) * CARD + gutter * GUTTER
    step = (GUTTER - 2 * CLEAR) / max(len(order) - 1, 1)
    for at, trunk in enumerate(order):
        trunk.x = left + (CLEAR + at * step if len(order) > 1 else GUTTER / 2)


def _crossed(order: Sequence[_Trunk]) -> int:
    """How often an upright and a level line of different trunks cross."""
    crossed = 0
    for at, trunk in enumerate(order):
        for y, from_left in trunk.ends:
            others = order[:at] if from_left else order[at + 1 :]
            crossed += sum(other.span[0] < y < other.span[1] for other in others)
    return crossed


def _way(found: Mapping[str, Place], port: Port, trunks: Sequence[_Trunk], gap: float) -> Way:
    source, target = found[port.tie.source], found[port.tie.target]
    last = trunks[-1]
    start = source.x + (CARD if leaves_right(source, target) else 0.0)
    end = target.x + (CARD if last.out[1] else 0.0)
    points = [(start, port.y), (trunks[0].x, port.y)]
    if len(trunks) > 1:
        points += [(trunks[0].x, gap), (last.x, gap)]
    points += [(last.x, last.out[0]), (end, last.out[0])]
    return Way(port.tie, tuple((round(x, 1), round(y, 2)) for x, y in points))
