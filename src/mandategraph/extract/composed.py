"""Texts that are stored with letters and accents apart (NFD, Windows-1258): read composed, told as stored.

All rules look for composed letters (NFC). Such a text is therefore read in a composed copy, and each
passage is then that of the stored text: offsets count its code points, and nothing in it is changed.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import fields, is_dataclass, replace
from typing import Any

from mandategraph.model import Reading
from mandategraph.text import SourceText, Span, clusters, stored


def is_composed(source: SourceText) -> bool:
    """Whether every letter of a text is stored together with its accents."""
    return unicodedata.is_normalized("NFC", source.text)


def composed(source: SourceText) -> tuple[SourceText, Sequence[int]]:
    """A composed copy, and for each of its characters, and its end, the place in the stored text."""
    parts: list[str] = []
    places: list[int] = []
    for first, after in clusters(source.text):
        letters = unicodedata.normalize("NFC", source.text[first:after])
        parts.append(letters)
        places.extend([first] * len(letters))
    return stored("".join(parts)), (*places, len(source.text))


def as_stored(reading: Reading, source: SourceText, places: Sequence[int]) -> Reading:
    """A reading of the composed copy as one of the stored text."""

    def moved(value: Any) -> Any:
        if isinstance(value, Span):
            return Span(places[value.start], places[value.end])
        if isinstance(value, SourceText):
            return source
        if isinstance(value, tuple):
            return tuple(map(moved, value))
        if is_dataclass(value) and not isinstance(value, type):
            return replace(
                value, **{one.name: moved(getattr(value, one.name)) for one in fields(value)}
            )
        return value

    whole: Reading = moved(reading)
    return whole
