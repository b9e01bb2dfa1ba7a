"""Notes at the foot of a printed page: lines that open with the number of a note called above them.

A note begins with its number and a capital, without a stop ("3 Kế hoạch số …"); the number was joined
above to the end of a word or of an instrument's number ("NQ/TW3"). It goes on to the end of its block
of lines. Notes are left out when lines are joined to paragraphs; the stored text stays as it is.
"""

import re
from collections.abc import Iterator, Sequence

from mandategraph.extract.lines import Line

PAGE = 80
"""A note is called at most so many lines above it."""
LONGEST = 12
"""A note has no more lines."""
# "3 Kế hoạch số …": the number of a note, then a capital.
_NOTE = re.compile(r"(\d{1,2})[ \u00a0\t]{1,3}(?=[^\W\d_a-z])")


def notes_in(text: str, lines: Sequence[Line]) -> Iterator[int]:
    """The places of the lines that belong to notes."""
    inside = 0
    for at, line in enumerate(lines):
        if line.kind != "text":
            inside = 0
            continue
        if _opens_note(text, lines, at, inside=bool(inside)):
            inside = LONGEST
        if inside:
            inside -= 1
            yield at


def _opens_note(text: str, lines: Sequence[Line], at: int, *, inside: bool) -> bool:
    """Whether a line is the first of a note: after a blank or another note, and called above."""
    if not text[lines[at].start].isdecimal():
        return False
    found = _NOTE.match(text, lines[at].start, lines[at].end)
    if found is None or not text[found.end()].isupper():
        return False
    if not inside and at and lines[at - 1].kind == "text":
        return False
    first = lines[max(0, at - PAGE)].start
    # "NQ/TW3", "đê biển”3,": the number joined to a word; in QH15 it is the assembly's.
    call = re.compile(rf"(?<=[^\W\d_][^\W\d_”\"’)\]])(?<!QH){found[1]}(?![\w/])")
    return call.search(text, first, lines[at].start) is not None
