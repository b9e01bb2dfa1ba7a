"""Tables of a PDF, told by their ruled lines."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mandategraph.readers.pdf_glyphs import Edge, Glyph, Page

SNAP = 3.0
"""Lines nearer to each other are one line, drawn twice."""
MOST_LINES = 400
"""A grid of more lines is a drawing."""


@dataclass(frozen=True, slots=True)
class Region:
    """A cell of a grid: its first row and column, how many it spans, and its letters."""

    row: int
    column: int
    rows: int
    columns: int
    glyphs: tuple[Glyph, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table on its page: where it ends above and below, the places of its columns, its cells."""

    top: float
    bottom: float
    columns: tuple[float, ...]
    regions: tuple[Region, ...]


def find_grids(page: Page) -> tuple[list[Grid], tuple[Glyph, ...]]:
    """The tables of a page, from the top down, and the letters that stand in none."""
    free = page.glyphs
    grids = []
    for level, upright in _groups(_merged(page.level), _merged(page.upright)):
        xs, ys = _places(upright), _places(level)[::-1]
        if len(xs) < 3 or len(ys) < 2:  # noqa: PLR2004 - one column is a frame, not a table
            continue
        inside = [
            g for g in free if xs[0] <= _middle(g) <= xs[-1] and ys[-1] <= _height(g) <= ys[0]
        ]
        if not inside:
            continue
        held = set(map(id, inside))
        free = tuple(glyph for glyph in free if id(glyph) not in held)
        regions = _regions(xs, ys, level, upright, inside)
        grids.append(Grid(ys[0], ys[-1], tuple(xs), regions))
    return sorted(grids, key=lambda grid: -grid.top), free


def _middle(glyph: Glyph) -> float:
    return (glyph.left + glyph.right) / 2


def _height(glyph: Glyph) -> float:
    return glyph.base + glyph.size / 4


def _merged(edges: Iterable[Edge]) -> list[Edge]:
    """Edges with pieces of one line put together."""
    lines: list[Edge] = []
    ordered = sorted(edges, key=lambda edge: (edge.at, edge.start))
    at = 0
    while at < len(ordered):
        upto = at
        while upto < len(ordered) and ordered[upto].at - ordered[at].at <= SNAP:
            upto += 1
        place = ordered[at].at
        start = end = None
        for edge in sorted(ordered[at:upto], key=lambda edge: edge.start):
            if end is None or start is None or edge.start > end + SNAP:
                if start is not None and end is not None:
                    lines.append(Edge(place, start, end))
                start, end = edge.start, edge.end
            else:
                end = max(end, edge.end)
        if start is not None and end is not None:
            lines.append(Edge(place, start, end))
        at = upto
    return lines


def _crosses(level: Edge, upright: Edge) -> bool:
    return (
        level.start - SNAP <= upright.at <= level.end + SNAP
        and upright.start - SNAP <= level.at <= upright.end + SNAP
    )


def _groups(level: Sequence[Edge], upright: Sequence[Edge]) -> list[tuple[list[Edge], list[Edge]]]:
    """Lines that touch each other, group by group."""
    if len(level) + len(upright) > MOST_LINES:
        return []
    groups = []
    waiting = set(range(len(level)))
    free = set(range(len(upright)))
    while waiting:
        rows, columns, queue = set(), set(), [min(waiting)]
        while queue:
            row = queue.pop()
            rows.add(row)
            for column in [c for c in free if _crosses(level[row], upright[c])]:
                free.discard(column)
                columns.add(column)
                queue += [
                    r for r in waiting - rows - set(queue) if _crosses(level[r], upright[column])
                ]
        waiting -= rows
        groups.append(([level[r] for r in sorted(rows)], [upright[c] for c in sorted(columns)]))
    return groups


def _places(edges: Iterable[Edge]) -> list[float]:
    """The places of edges from the least to the greatest, near ones taken as one."""
    places: list[float] = []
    for at in sorted(edge.at for edge in edges):
        if not places or at - places[-1] > SNAP:
            places.append(at)
    return places


def _regions(
    xs: Sequence[float],
    ys: Sequence[float],
    level: Sequence[Edge],
    upright: Sequence[Edge],
    glyphs: Sequence[Glyph],
) -> tuple[Region, ...]:
    """The cells of a grid; where no line parts two of its fields, they are one cell."""
    rows, columns = len(ys) - 1, len(xs) - 1
    fields: dict[tuple[int, int], list[Glyph]] = {}
    for glyph in glyphs:
        row = next((r for r in range(rows) if _height(glyph) >= ys[r + 1]), rows - 1)
        column = next((c for c in range(columns) if _middle(glyph) < xs[c + 1]), columns - 1)
        fields.setdefault((row, column), []).append(glyph)
    taken: set[tuple[int, int]] = set()
    regions = []
    for row in range(rows):
        for column in range(columns):
            if (row, column) in taken:
                continue
            wide = high = 1
            middle = (ys[row] + ys[row + 1]) / 2
            while column + wide < columns and not _parted(upright, xs[column + wide], middle):
                wide += 1
            middle = (xs[column] + xs[column + 1]) / 2
            while row + high < rows and not _parted(level, ys[row + high], middle):
                high += 1
            held = [(r, c) for r in range(row, row + high) for c in range(column, column + wide)]
            taken.update(held)
            inside = [glyph for field in held for glyph in fields.get(field, ())]
            regions.append(Region(row, column, high, wide, tuple(inside)))
    return tuple(regions)


def _parted(edges: Iterable[Edge], at: float, where: float) -> bool:
    return any(abs(edge.at - at) <= SNAP and edge.start <= where <= edge.end for edge in edges)
