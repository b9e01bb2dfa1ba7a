"""Letters put together to lines, each cut where a wide gap parts two columns."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from mandategraph.readers.composing import Run
from mandategraph.readers.pdf_glyphs import Glyph

BLANK = 0.18
"""A gap wider than this part of the size of the letters is a blank between words."""
WIDEST_BLANK = 0.34
"""A blank that is not stretched is at most so wide, in the size of the letters."""
GUTTER = 1.5
"""A gap wider than so many times the size of the letters parts two columns."""
STRETCHED = 1.7
"""In a line that was stretched to the margin all blanks are wide; one that parts columns is wider."""
AFTER_MARK = 6.0
"""After a mark such as "1." or "-", a gap may be so many times as wide as the letters."""
MARK = 6
"""A mark is not longer, in characters."""
RAISED = 0.8
"""Letters smaller than this part of the others, and above their line, are the mark of a note."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line, or the part of one in its column: its words, and where it stands.

    ``word`` is how wide its first word is, ``slack`` how much its blanks were stretched in all.
    """

    runs: tuple[Run, ...]
    left: float
    right: float
    base: float
    size: float
    word: float
    slack: float

    @property
    def text(self) -> str:
        """The words without their type."""
        return "".join(run.text for run in self.runs)

    @property
    def bold(self) -> bool:
        """Whether all words are bold."""
        return all(run.bold for run in self.runs if run.text.strip())


@dataclass(slots=True)
class _Piece:
    """Letters that the file writes one after the other, on one line and of one type."""

    glyphs: list[Glyph]

    @property
    def first(self) -> Glyph:
        return self.glyphs[0]

    @property
    def left(self) -> float:
        return min(glyph.left for glyph in self.glyphs)

    @property
    def right(self) -> float:
        return max(glyph.right for glyph in self.glyphs)


def read_lines(glyphs: Iterable[Glyph]) -> list[Line]:
    """The lines that letters form, from the top down, columns of one line from the left."""
    rows = _with_raised(_rows(_pieces(glyphs)))
    return [line for row in rows for line in _cut(row)]


def _pieces(glyphs: Iterable[Glyph]) -> list[_Piece]:
    pieces: list[_Piece] = []
    for glyph in glyphs:
        last = pieces[-1].glyphs[-1] if pieces else None
        if last is not None and _follows(last, glyph):
            pieces[-1].glyphs.append(glyph)
        elif not glyph.char.isspace():
            pieces.append(_Piece([glyph]))
    return pieces


def _follows(last: Glyph, glyph: Glyph) -> bool:
    same = last.bold == glyph.bold and abs(last.size - glyph.size) < 0.1  # noqa: PLR2004 - rounding
    near = -0.5 * glyph.size < glyph.left - last.right < BLANK * glyph.size
    return same and near and abs(last.base - glyph.base) < 0.1 * glyph.size


def _rows(pieces: Sequence[_Piece]) -> list[list[_Piece]]:
    """Pieces on one height, from the top down."""
    rows: list[list[_Piece]] = []
    for piece in sorted(pieces, key=lambda piece: -piece.first.base):
        top = rows[-1][0].first if rows else None
        if top is not None and top.base - piece.first.base < 0.25 * min(top.size, piece.first.size):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return rows


def _with_raised(rows: list[list[_Piece]]) -> Iterator[list[_Piece]]:
    """Rows with small letters above a line brought down to it, in brackets as the mark of a note."""
    held: list[_Piece] = []
    for row in rows:
        size = max(piece.first.size for piece in row)
        base = row[0].first.base
        if held and all(_raised_over(piece, size, base) for piece in held):
            yield [*row, *(_as_note(piece, base) for piece in held)]
            held = []
            continue
        if held:
            yield held
        held = row
    if held:
        yield held


def _raised_over(piece: _Piece, size: float, base: float) -> bool:
    small = piece.first.size < RAISED * size and 0 < piece.first.base - base < 0.7 * size
    return small and "".join(glyph.char for glyph in piece.glyphs).strip().isdigit()


def _as_note(piece: _Piece, base: float) -> _Piece:
    digits = [glyph for glyph in piece.glyphs if glyph.char.isdigit()]
    first, last = digits[0], digits[-1]
    opening = replace(first, char="[^", right=first.left)
    closing = replace(last, char="]", left=last.right)
    return _Piece([replace(glyph, base=base) for glyph in (opening, *digits, closing)])


def _cut(row: Sequence[_Piece]) -> Iterator[Line]:
    """The lines of a row: one, or one for each column."""
    pieces = sorted(row, key=lambda piece: piece.left)
    ends = accumulate((piece.right for piece in pieces), max)
    gaps = [piece.left - end for end, piece in zip(ends, pieces[1:], strict=False)]
    usual = sorted(gap for gap in gaps if gap > 0)
    stretched = STRETCHED * usual[(len(usual) - 1) // 2] if len(usual) > 1 else 0.0
    group = pieces[:1]
    for gap, piece in zip(gaps, pieces[1:], strict=True):
        so_far = sum(len(before.glyphs) for before in group)
        wide = (AFTER_MARK if so_far <= MARK else GUTTER) * piece.first.size
        if gap > max(wide, stretched):
            yield _line(group)
            group = []
        group.append(piece)
    yield _line(group)


def _line(pieces: Sequence[_Piece]) -> Line:
    runs: list[Run] = []
    end = pieces[0].left
    for piece in pieces:
        words = "".join(glyph.char for glyph in piece.glyphs)
        blank = piece.left - end > BLANK * piece.first.size
        if blank and runs and not runs[-1].text[-1:].isspace():
            words = f" {words}"
        runs.append(Run(words, piece.first.bold))
        end = max(end, piece.right)
    held = [glyph for piece in pieces for glyph in piece.glyphs if not glyph.char.isspace()]
    left = min(glyph.left for glyph in held)
    return Line(
        tuple(runs),
        left=left,
        right=max(glyph.right for glyph in held),
        base=pieces[0].first.base,
        size=max(glyph.size for glyph in held),
        word=_first_word(pieces) - left,
        slack=_slack(held, "".join(run.text for run in runs)),
    )


def _slack(glyphs: Sequence[Glyph], text: str) -> float:
    """How much wider the blanks of a line are than the widest that a font has."""
    inked = sum(glyph.right - glyph.left for glyph in glyphs)
    whole = max(glyph.right for glyph in glyphs) - min(glyph.left for glyph in glyphs)
    return max(0.0, whole - inked - WIDEST_BLANK * glyphs[0].size * (len(text.split()) - 1))


def _first_word(pieces: Sequence[_Piece]) -> float:
    """Where the first word of a line ends."""
    end = pieces[0].left
    for glyph in (glyph for piece in pieces for glyph in piece.glyphs):
        if glyph.char.isspace() or glyph.left - end > BLANK * glyph.size:
            break
        end = max(end, glyph.right)
    return end
