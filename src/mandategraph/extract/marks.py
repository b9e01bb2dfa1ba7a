"""Marks at the head of a paragraph: ``II-``, ``1.``, ``2.1.``, ``đ)``, ``(a)``, ``Điều 3.``, ``--``."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from mandategraph.extract.vocabulary import words
from mandategraph.gazetteer import load
from mandategraph.text import Span, unify_tones

HEAD = 240
"""How many characters of a paragraph can hold its mark."""

VIETNAMESE_LETTERS = "abcdđeghiklmnopqrstuvxy"
LATIN_LETTERS = "abcdefghijklmnopqrstuvwxyz"

LABELS = frozenset(
    ("part", "chapter", "section", "article", "action", "appendix", "roman", "upper", "number",
     "number)", "dotted", "letter", "small-roman", "paren-number", "paren-letter", "paren-roman",
     "paren-upper")
)  # fmt: skip
"""Kinds of marks that are labels; the others (dash, plus) only open an item."""

WORD_LABELS = frozenset(("part", "chapter", "section", "article", "action", "appendix"))

BRACKETED = frozenset(("paren-number", "paren-letter", "paren-roman", "paren-upper"))


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark: its kind, its label (``II``, ``2.1``, ``a``), and where mark and passage begin."""

    kind: str
    label: str
    printed: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Plain:
    """Words without Markdown marks and inline tags; ``offsets[i]`` is where character i stands."""

    text: str
    offsets: Sequence[int]
    stop: int

    def offset(self, at: int) -> int:
        """The stored offset of character ``at`` (or of the end)."""
        return self.offsets[at] if at < len(self.offsets) else self.stop


# Emphasis, escapes, headings and quotation marks of Markdown, and inline tags such as "<u>".
_INK = re.compile(r"</?[a-zA-Z]{1,10}(?:\s[^<>\n]{0,80})?>|[*_#\\\u200b\ufeff]")
_BLANK = re.compile("[\u00a0\u2002\u2003\u2009\u202f\u3000\t]")


def plain(text: str, start: int, end: int) -> Plain:
    """A passage without Markdown marks and inline tags, with its way back."""
    first = _INK.search(text, start, end)
    if first is None:
        return Plain(_BLANK.sub(" ", text[start:end]), range(start, end), end)
    kept: list[str] = []
    offsets: list[int] = []
    at = start
    for ink in _INK.finditer(text, first.start(), end):
        kept.append(text[at : ink.start()])
        offsets.extend(range(at, ink.start()))
        at = ink.end()
    kept.append(text[at:end])
    offsets.extend(range(at, end))
    return Plain(_BLANK.sub(" ", "".join(kept)), offsets, end)


def bare(text: str, start: int, end: int) -> str:
    """The words of a passage: no Markdown marks, single spaces."""
    return " ".join(plain(text, start, end).text.split())


_MARKS = "*_#| \u00a0\t\n"


def unmarked(text: str, span: Span) -> Span:
    """A passage without the Markdown marks and blanks around it."""
    start, end = span.start, span.end
    while start < end and text[start] in _MARKS:
        start += 1
    while start < end and text[end - 1] in _MARKS:
        end -= 1
    return Span(start, end)


# "I." "III-" "IV)" "V:" and a number alone in its line; C, D, L, M alone are letters.
_ROMAN = re.compile(r"([IVX]{1,6}|X{0,3}L?[IVX]{1,5})\s?(?:[.)/:]|[-–—](?=\s))(?=\s|$|[^\W\d_])")
# "2.1." "2.1 Xây" "11.1. " but not "3.000 lượt" nor "2.5 triệu".
_DOTTED = re.compile(r"(\d{1,2}(?:\.\d{1,2}){1,3})(?:[.)]\s*|[-–—]\s+|\s+(?=[^\W\d_]))(?=\S|$)")
# "1. " "1- " "12/ " "1.Tổ"; the dash must touch the number, or "5 - 10 năm" would be a label.
_NUMBER = re.compile(r"(\d{1,3})\s?(?:\.(?=\s|$|[^\W\d_])|/(?=\s|$)|[-–—](?=\s))")
# Such as "1) ".
_NUMBER_BRACKET = re.compile(r"(\d{1,3})\s?\)(?=\s|$|[^\W\d_])")
# Such as "a) ", "đ) ", "aa) ", "a. ".
_LETTER = re.compile(r"([a-zđ]{1,2}|[ivx]{3,5})\s?\)(?=\s|$|[^\W\d_])|([a-zđ])\s?\.(?=\s|$)")
# Such as "(1) ", "(a) ", "(iv) ", "(A) ".
_BRACKETED = re.compile(r"\((\d{1,3}|[a-zđ]{1,2}|[ivx]{1,5}|[A-Z])\)(?=\s|$|[^\W\d_])")
# Such as "A. ", "B) ".
_UPPER = re.compile(r"([A-ZĐ])\s?[.)](?=\s|$)")
# "- " "-- " "– " "• " "-Tổ chức"
_DASH = re.compile(r"[-–—‑−•●▪◦·➢►❖✓\uf0b7\uf02d]{1,3}(?:\s+|(?=[^\W\d_a-zđ]))")
_PLUS = re.compile(r"\+(?:\s+|(?=[^\W\d_a-zđ]))")
_SMALL_ROMAN = re.compile(r"(?:x{0,3})(?:ix|iv|v?i{1,3}|v|x)|x{1,3}")


@cache
def layout_words(key: str) -> tuple[str, ...]:
    """A list of words/layout.yaml, folded as texts are: tone marks in one place."""
    return tuple(unify_tones(word) for word in words("layout")[key])


@cache
def kind_names() -> dict[str, str]:
    """The words that name a kind of document, folded, with the name that annotations use."""
    return {
        unify_tones(word.casefold()): kind.annotation_names[0]
        for kind in load().kinds.values()
        for word in (kind.name_vi, kind.name_en, *kind.words)
        if kind.annotation_names
    }


@cache
def _word_label() -> re.Pattern[str]:
    """``Điều 1.``, ``Sec. 2.``, ``PHẦN THỨ HAI``, ``Action 03:``, ``PHỤ LỤC``, as one pattern."""
    listed: dict[str, list[str]] = words("layout")["label_words"]
    names = sorted((name for group in listed.values() for name in group), key=len, reverse=True)
    return re.compile(
        rf"({'|'.join(map(re.escape, names))})\b\.?"
        r"(?:\s+(?:số\s+|thứ\s+)?([ivxl]{1,7}|\d{1,3}[a-zđ]?|[a-z]|\w{2,4}))?"
        r"\s*(?:[.:)–—-](?=\s|$)|(?=\n|$))",
        re.IGNORECASE,
    )


@cache
def _kind_of_word() -> dict[str, str]:
    listed: dict[str, list[str]] = words("layout")["label_words"]
    return {name: kind for kind, group in listed.items() for name in group}


@cache
def _may_be_marked() -> re.Pattern[str]:
    """What can stand at the head of a marked paragraph: a quick test before the slower reading."""
    listed: dict[str, list[str]] = words("layout")["label_words"]
    names = "|".join(re.escape(name) for group in listed.values() for name in group)
    return re.compile(
        r"[\s*_#\\\u200b\ufeff]{0,40}(?:<[^<>\n]{1,90}>\s?){0,3}"
        rf"(?:[^\w\s]|\d|[a-zđ]{{1,7}}[*_\\\s]{{0,6}}[.)/:–—-]|{names})",
        re.IGNORECASE,
    )


def _read_word(head: str) -> tuple[str, str, int] | None:
    """Kind, label and length of a word label at the head of a paragraph."""
    found = _word_label().match(head)
    if found is None or not head[0].isupper():
        return None
    word = found[1].lower()
    kind = _kind_of_word()[word]
    label = _word_number(kind, word, found[2])
    return (kind, label, found.end()) if label is not None else None


def _word_number(kind: str, word: str, number: str | None) -> str | None:
    """The label that follows a word: ``thứ hai`` is 2; an appendix needs no number."""
    if kind == "appendix":
        label: str = words("layout")["appendix_labels"][word]
        return f"{label}-{number.upper()}" if number else label
    if number is None:
        return None
    ordinals: dict[str, int] = words("layout")["ordinals"]
    if number.lower() in ordinals:
        return str(ordinals[number.lower()])
    if number.isdigit():
        return number if kind == "action" else str(int(number))
    if len(number) == 1 or re.fullmatch(r"[ivxl]+|\d+[a-zđ]", number, re.IGNORECASE):
        return number.upper() if number.isalpha() else number
    return None


_LABEL_PATTERNS = (
    ("roman", _ROMAN),
    ("dotted", _DOTTED),
    ("number", _NUMBER),
    ("number)", _NUMBER_BRACKET),
    ("letter", _LETTER),
    ("bracketed", _BRACKETED),
    ("upper", _UPPER),
)


def _read_label(head: str) -> tuple[str, str, int] | None:
    """Kind, label and length of a number or letter at the head of a paragraph."""
    for pattern_kind, pattern in _LABEL_PATTERNS:
        found = pattern.match(head)
        if found is not None:
            label = next(group for group in found.groups() if group)
            kind = _settled_kind(pattern_kind, label)
            if kind:
                return kind, label, found.end()
    return None


def _settled_kind(kind: str, label: str) -> str:
    """The kind of a label, once its letters are looked at; none ("") for ``ab)``."""
    if kind == "bracketed":
        return _bracketed_kind(label)
    if kind == "letter" and len(label) > 1 and label[0] != label[1]:
        return "small-roman" if _SMALL_ROMAN.fullmatch(label) else ""
    return kind


def _bracketed_kind(label: str) -> str:
    if label.isdigit():
        return "paren-number"
    if len(label) > 1:
        if _SMALL_ROMAN.fullmatch(label):
            return "paren-roman"
        return "paren-letter" if label[0] == label[1] else ""
    return "paren-upper" if label.isupper() else "paren-letter"


def _read_dash(head: str) -> tuple[str, str, int] | None:
    for kind, pattern in (("dash", _DASH), ("plus", _PLUS)):
        found = pattern.match(head)
        if found is not None:
            return kind, "", found.end()
    return None


def read_mark(text: str, start: int, end: int) -> Mark | None:
    """The mark at the head of the paragraph ``text[start:end]``, if it has one."""
    if text[start : start + 2] in ("* ", "*\t", "*\u00a0"):  # a bullet, not emphasis
        after = start + 1
        while after < end and text[after].isspace():
            after += 1
        return Mark("dash", "", "*", start, after)
    if not _may_be_marked().match(text, start, end):
        return None
    shown = plain(text, start, min(end, start + HEAD))
    blank = len(shown.text) - len(shown.text.lstrip())
    head = shown.text[blank:]
    if not head:
        return None
    read = _read_word(head) or _read_label(head) or _read_dash(head)
    if read is None:
        return None
    kind, label, length = read
    passage = blank + length
    while passage < len(shown.text) and shown.text[passage].isspace():
        passage += 1
    return Mark(
        kind, label, head[:length].strip(), shown.offset(blank), shown.offset(passage)
    )  # fmt: skip


_ROMAN_DIGITS = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


def roman_value(label: str) -> int:
    """The number that a Roman label stands for."""
    total = 0
    for at, char in enumerate(label.upper()):
        value = _ROMAN_DIGITS.get(char, 0)
        following = _ROMAN_DIGITS.get(label[at + 1].upper(), 0) if at + 1 < len(label) else 0
        total += -value if value < following else value
    return total


def place(kind: str, label: str, letters: str = VIETNAMESE_LETTERS) -> int | None:
    """The place of a label in its run, counted from 1; None where it cannot be told."""
    last = label.rsplit(".", 1)[-1]
    if last.isdigit():
        return int(last)
    if kind in {"roman", "small-roman", "paren-roman"} or (kind in WORD_LABELS and len(label) > 1):
        return roman_value(last) or None
    at = letters.find(last.lower())
    return at + 1 if len(last) == 1 and at >= 0 else None


def label_at(kind: str, like: str, number: int, letters: str = VIETNAMESE_LETTERS) -> str | None:
    """The label at a place of a run; the opposite of ``place``."""
    if kind in {"letter", "paren-letter"}:
        return letters[number - 1] if 0 < number <= len(letters) else None
    if kind == "upper":
        return letters[number - 1].upper() if 0 < number <= len(letters) else None
    if kind == "roman":
        tens, ones = divmod(number, 10)
        return "X" * tens + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[ones]
    if kind == "dotted":
        return f"{like.rsplit('.', 1)[0]}.{number}"
    return str(number)
