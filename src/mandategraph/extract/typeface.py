"""What the type of a passage tells: bold, capitals, its first letter."""

import re


def wholly_bold(piece: str) -> bool:
    """Whether all words of a passage are in bold type (or a run of bold lines)."""
    marks = [found.start() for found in re.finditer(r"\*\*", piece)]
    if len(marks) < 2 or len(marks) % 2:  # noqa: PLR2004 - an opening and a closing one
        return False
    outside = piece[: marks[0]]
    for close, begin in zip(marks[1::2], [*marks[2::2], len(piece)], strict=True):
        outside += piece[close + 2 : begin]
    return not any(char.isalnum() for char in outside)


def bold_is_open(so_far: str) -> bool:
    """Whether bold type (``**``) was begun and not ended."""
    return so_far.count("**") % 2 == 1


def is_upper(words_: str) -> bool:
    """Whether a passage is in capitals (at least four letters of them)."""
    letters = 0
    for char in words_:
        if char.isalpha():
            if not char.isupper():
                return False
            letters += 1
    return letters >= 4  # noqa: PLR2004


def has_letters(words_: str) -> bool:
    """Whether a passage has letters enough to be in capitals or not."""
    return sum(map(str.isalpha, words_)) >= 4  # noqa: PLR2004 - "2026 - 2030" has no case


def first_letter(piece: str) -> str:
    """The first letter of a passage, ``0`` where a figure comes first, else nothing."""
    for char in piece[:40]:
        if char.isalpha():
            return char
        if char.isdigit():
            return "0"
    return ""
