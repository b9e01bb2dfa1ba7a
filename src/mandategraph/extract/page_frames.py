"""What stands on each page around the text: a gazette's running title, notes, the head of a table.

A line that comes again beside the number of the page is no line of the document, nor are the column
heads of a table that are printed anew on each page over which it goes on, nor notes, nor the stamp
of an electronic signature. They are left out when lines are joined to paragraphs; the stored text
stays as it is.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache

from mandategraph.extract.footnotes import notes_in
from mandategraph.extract.lines import Line
from mandategraph.extract.marks import layout_words
from mandategraph.text import unify_tones

OFTEN = 3
"""A line beside page numbers that comes so often is the running title."""
LONGEST = 120
"""No running title is longer, in characters."""
HEAD_LINES = 3
"""The head of a table that goes on has so many lines at least."""
HEAD_MOST = 24
"""… and so many at most."""
STAMP_LINES = 6
"""The stamp of an electronic signature has no more lines."""
STAMP_WORDS = 20
"""The words that open it are not longer, in characters."""
STOPS = frozenset(".;:!?…")


def without_frames(text: str, lines: list[Line]) -> list[Line]:
    """The lines of a text without running titles, notes, stamps, and column heads printed anew.

    Where a sentence goes on over a page the blank lines of the frame are left out with it.
    """
    frames = _running_titles(text, lines)
    left_out = frames | set(notes_in(text, lines)) | set(_stamps(text, lines))
    if not left_out:
        return lines
    for first in _after_frames(lines, sorted(frames)):
        left_out.update(_head_again(text, lines, first, left_out))
    left_out.update(_blanks_inside(text, lines, left_out))
    return [line for at, line in enumerate(lines) if at not in left_out]


def _stamps(text: str, lines: Sequence[Line]) -> Iterator[int]:
    """The lines of the stamps of an electronic signature: from who signed to the time of it."""
    opens, ends = layout_words("stamp_opens"), layout_words("stamp_ends")
    for at, line in enumerate(lines):
        if line.kind != "text" or not _begins(text, line, opens):
            continue
        for below in range(at + 1, min(at + STAMP_LINES, len(lines))):
            if lines[below].kind == "text" and _begins(text, lines[below], ends):
                yield from (one for one in range(at, below + 1) if lines[one].kind == "text")
                break


def _begins(text: str, line: Line, words: tuple[str, ...]) -> bool:
    return unify_tones(text[line.start : line.start + STAMP_WORDS].casefold()).startswith(words)


def _running_titles(text: str, lines: Sequence[Line]) -> set[int]:
    """The lines beside page numbers that come again and again, with those numbers."""
    beside: dict[int, int] = {}
    for at, line in enumerate(lines):
        if line.kind == "page-number":
            for near in (at - 1, at + 1):
                if 0 <= near < len(lines) and _may_be_title(lines[near]):
                    beside.setdefault(near, at)
    shown = {at: text[lines[at].start : lines[at].end] for at in beside}
    gazettes = {title for title in shown.values() if _names_gazette(title)}
    often = Counter(title for at, title in shown.items() if _stands_apart(lines, at, beside[at]))
    known = gazettes or {title for title, times in often.items() if times >= OFTEN}
    return {place for at, title in shown.items() if title in known for place in (at, beside[at])}


def _stands_apart(lines: Sequence[Line], one: int, other: int) -> bool:
    """Whether a blank line or the end of the text is beside a title and its number.

    In a table the number of a row may stand below the words that close the row above it.
    """
    above, below = min(one, other) - 1, max(one, other) + 1
    inside = (lines[at].kind for at in (above, below) if 0 <= at < len(lines))
    return above < 0 or below >= len(lines) or any(kind != "text" for kind in inside)


def _may_be_title(line: Line) -> bool:
    return line.kind == "text" and line.end - line.start <= LONGEST


@cache
def _gazettes() -> tuple[str, ...]:
    return layout_words("gazettes")


def _names_gazette(title: str) -> bool:
    return unify_tones(title.casefold()).startswith(_gazettes())


def _after_frames(lines: Sequence[Line], frames: Sequence[int]) -> Iterator[int]:
    """The first line of text after each frame."""
    for at in frames:
        below = at + 1
        while below < len(lines) and lines[below].kind in {"blank", "page-number", "rule"}:
            below += 1
        if below < len(lines) and lines[below].kind == "text":
            yield below


def _head_again(text: str, lines: Sequence[Line], first: int, left_out: set[int]) -> Iterator[int]:
    """The lines from a place on that repeat the head of a table printed before."""
    opening = text[lines[first].start : lines[first].end]
    if unify_tones(opening.casefold()) not in layout_words("number_columns"):
        return
    for above in range(first - 1, -1, -1):
        line = lines[above]
        if line.end - line.start != len(opening) or above in left_out:
            continue
        if text.startswith(opening, line.start):
            same = _same_lines(text, lines, above, first)
            if same >= HEAD_LINES:
                yield from range(first, first + same)
            return


def _same_lines(text: str, lines: Sequence[Line], above: int, below: int) -> int:
    """How many lines are the same from two places on."""
    same = 0
    while same < HEAD_MOST and above + same < below and below + same < len(lines):
        one, other = lines[above + same], lines[below + same]
        if one.kind != "text" or text[one.start : one.end] != text[other.start : other.end]:
            break
        same += 1
    return same


def _blanks_inside(text: str, lines: Sequence[Line], left_out: set[int]) -> Iterator[int]:
    """The blank lines around a frame that stands in the middle of a sentence."""
    for at in sorted(left_out):
        if at - 1 in left_out:
            continue
        above = at - 1
        while above >= 0 and lines[above].kind == "blank":
            above -= 1
        below = at
        while below < len(lines) and (below in left_out or lines[below].kind == "blank"):
            below += 1
        if above < 0 or below >= len(lines) or lines[above].kind != "text":
            continue
        if text[lines[above].end - 1] not in STOPS and text[lines[below].start].islower():
            yield from (place for place in range(above + 1, below) if place not in left_out)
