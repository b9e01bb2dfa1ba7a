"""Corrections carried over to a changed text: each offset follows its words to where they stand now."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from mandategraph.build.corrections import Correction
from mandategraph.text import collapse

Json = dict[str, Any]
_OFFSETS = {"sections": "start"}
"""The key that holds the offset of a passage, where it is not ``offset``."""


def relocated(
    corrections: tuple[Correction, ...], old: str, new: str
) -> tuple[tuple[Correction, ...], tuple[str, ...]]:
    """The corrections with offsets in the new text, and why each of the others has no place there."""
    moves = _Moves(old, new)
    kept, lost = [], []
    for one in corrections:
        entry = one.values if one.action == "change" else one.target
        key = _OFFSETS.get(one.layer, "offset")
        if not (isinstance(entry, dict) and isinstance(entry.get(key), int)):
            kept.append(one)
            continue
        moved = moves.entry(entry, key)
        if moved is None:
            words = collapse(str(entry.get("heading") or entry["start"]))
            lost.append(f"{one.where}: {one.layer}: “{words}” is not in the text any more")
        elif one.action == "change":
            kept.append(replace(one, values=moved))
        else:
            kept.append(replace(one, target=moved))
    return tuple(kept), tuple(lost)


class _Moves:
    """Where the words of one text stand in another."""

    def __init__(self, old: str, new: str) -> None:
        self._old, self._new = old, new
        self._same = _same_beginning(old, new)
        self._shift = len(new) - len(old)

    def entry(self, entry: Json, key: str) -> Json | None:
        """The entry with its offset, and its end, in the new text; None when it is not there."""
        offset = entry[key]
        for end in self._ends(entry, offset):
            at = self._nearest(self._old[offset:end], offset)
            if at is None:
                continue
            moved = entry | {key: at}
            if "end" in entry:
                # Words changed inside the passage: it ends where its line does.
                whole = end == entry["end"]
                moved["end"] = at + end - offset if whole else self._end_of_line(at)
            return moved
        return None

    def _ends(self, entry: Json, offset: int) -> Iterator[int]:
        """Where to stop comparing: the end of the passage, of its line, of its opening words."""
        if isinstance(entry.get("end"), int):
            yield entry["end"]
        line = self._old.find("\n", offset)
        yield len(self._old) if line < 0 else line
        if isinstance(entry.get("start"), str):
            yield offset + len(entry["start"])

    def _end_of_line(self, at: int) -> int:
        end = self._new.find("\n", at)
        return at + len(self._new[at : end if end >= 0 else None].rstrip())

    def _nearest(self, words: str, offset: int) -> int | None:
        """The place of the words that is nearest to where they should be."""
        if not words.strip():
            return None
        expected = max(0, offset if offset + len(words) <= self._same else offset + self._shift)
        before = self._new.rfind(words, 0, expected + len(words))
        after = self._new.find(words, expected)
        places = [at for at in (before, after) if at >= 0]
        return min(places, key=lambda at: abs(at - expected), default=None)


def _same_beginning(one: str, other: str) -> int:
    """How many characters two texts begin with alike."""
    shorter = min(len(one), len(other))
    low, high = 0, shorter
    while low < high:
        middle = (low + high + 1) // 2
        if one.startswith(other[:middle]):
            low = middle
        else:
            high = middle - 1
    return low
