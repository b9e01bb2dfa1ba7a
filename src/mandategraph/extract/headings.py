"""What is a heading and what is a sentence: how a labelled paragraph is told from an item."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from mandategraph.extract.marks import BRACKETED, LABELS, Mark, bare, layout_words, plain, read_mark
from mandategraph.extract.paragraphs import Paragraph
from mandategraph.extract.typeface import is_upper, wholly_bold
from mandategraph.text import Span, normalise, unify_tones

LONGEST = 300
"""No heading is longer, in characters."""
LEAD_IN = 220
"""A heading that ends in a colon or a full stop is shorter."""
SHORT = 70
"""So short a sentence with a full stop may head running paragraphs without looking at sisters."""

PIECE = 40
"""A numbered piece of a running paragraph that orders something is not shorter, in characters."""
BRIEF = 60
"""No enacting line is longer."""

_STRUCTURAL = frozenset(("part", "chapter", "section", "action", "roman"))


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: its words (None: it has none), where a passage after it begins, and the rule.

    ``next_paragraph`` is the first paragraph that the heading does not use up.
    """

    span: Span | None
    rest: int | None
    next_paragraph: int
    method: str = "section-label"


@dataclass(frozen=True, slots=True)
class Sisters:
    """Of the earlier labels of a run: how many there are, and how many have headings."""

    headed: int = 0
    total: int = 0

    def all_headed(self) -> bool:
        """Whether there are several and all of them have headings."""
        return self.total > 1 and self.headed == self.total

    def none_headed(self) -> bool:
        """Whether there are several and all of them are items."""
        return self.total > 1 and self.headed == 0


def passage(text: str, start: int, end: int) -> Span | None:
    """A passage without outer blanks and without Markdown marks that belong to no word of it."""
    first = start
    while first < end and (text[first].isspace() or text[first] in "*_\\"):
        first += 1
    while end > first and (text[end - 1].isspace() or text[end - 1] == "\\"):
        end -= 1
    held = text[first:end]
    while held[-1:] in ("*", "_") and (first > start or held.count(held[-1]) % 2):
        held = held[:-1].rstrip()
    return Span(first, first + len(held)) if held else None


def inner(text: str, paragraph: Paragraph) -> Span:
    """The words of a heading without label: no ``#``, no emphasis."""
    start, end = paragraph.span.start, paragraph.span.end
    while start < end and (text[start].isspace() or text[start] in "#*_"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in "#*_"):
        end -= 1
    return Span(start, end)


def inner_mark(text: str, start: int, end: int) -> Mark | None:
    """The mark of a passage that follows a run-in heading: ``Sec. 3. Title. (a) Within …``."""
    mark = read_mark(text, start, end)
    return mark if mark is not None and mark.kind in BRACKETED else None


# "Chi cục Kiểm lâm: **(1)** trồng …; **(2)** triển khai …": a number in brackets after a stop.
_RUN_ON = re.compile(r"(?<=[:;.,])[\s*]{1,6}\((\d{1,2})\)(?=[\s*])")


def run_in_items(text: str, start: int, end: int) -> list[Mark]:
    """The marks ``(1)``, ``(2)`` … of an enumeration that runs on inside a paragraph, in order.

    None where the numbers do not follow each other, or where what they number is a mere list of
    things (short pieces).
    """
    marks: list[Mark] = []
    first = _RUN_FIRST.match(text, start, end)
    found = [first] if first else []
    for match in [*found, *_RUN_ON.finditer(text, start, end)]:
        if int(match[1]) == len(marks) + 1:
            place = match.start(1) - 1
            printed = text[place : match.end(1) + 1]
            marks.append(Mark("paren-number", match[1], printed, place, match.end(1) + 1))
    if len(marks) < 2:  # noqa: PLR2004 - one number makes no enumeration
        return []
    ends = [mark.start for mark in marks[1:]] + [end]
    lengths = [stop - mark.end for mark, stop in zip(marks, ends, strict=True)]
    return marks if min(lengths) >= PIECE else []


_RUN_FIRST = re.compile(r"[\s*]{0,6}\((1)\)(?=[\s*])")


def read_heading(  # noqa: PLR0911, PLR0913, PLR0917 - each return is one way to tell a heading
    text: str,
    read: Sequence[Paragraph],
    at: int,
    mark: Mark,
    heads: str,
    sisters: Sisters,
) -> Heading | None:
    """The heading of a labelled paragraph; None when the paragraph is an item.

    ``heads`` tells what stands below it; ``sisters`` whether the earlier labels of its run are
    headings.
    """
    if mark.kind in BRACKETED:
        return None
    paragraph = read[at]
    shown = bare(text, mark.end, min(paragraph.span.end, mark.end + 2 * LONGEST))
    if not shown:
        return _below(text, read, at)
    typed = _by_type(text, paragraph, at, mark, shown)
    if typed is not None:
        return typed
    if mark.kind == "article":
        return _article(text, paragraph, at, mark)
    if mark.kind == "appendix" or (mark.kind in _STRUCTURAL and len(shown) <= LONGEST):
        return Heading(passage(text, mark.end, paragraph.span.end), None, at + 1)
    if title_like(shown, heads, sisters):
        return Heading(passage(text, mark.end, paragraph.span.end), None, at + 1)
    if mark.kind in _STRUCTURAL or sisters.all_headed():
        return Heading(None, mark.end, at + 1, "section-without-heading")
    return None


def _by_type(text: str, paragraph: Paragraph, at: int, mark: Mark, shown: str) -> Heading | None:
    """The heading that bold type or ``#`` shows to be one."""
    if len(shown) > 2 * LONGEST - 2:
        return None
    start, end = paragraph.span.start, paragraph.span.end
    if paragraph.hashes or wholly_bold(text[start:end]):
        return Heading(passage(text, mark.end, end), None, at + 1, "section-label")
    closed = _bold_end(text, start, mark, end)
    bold, after = bare(text, mark.end, closed), bare(text, closed, end)
    if not bold or len(bold) > LONGEST:
        return None
    span = passage(text, mark.end, closed)
    if not after.strip(" .:") or (after[0] == "(" and after[-1] == ")"):
        return Heading(span, None, at + 1)
    if bold[-1] in ":." or after[0] in ":–-":
        return Heading(span, _past(text, closed, end), at + 1, "run-in-heading")
    return None


def _bold_end(text: str, start: int, mark: Mark, end: int) -> int:
    """Where the bold type ends that began before the label; the label's end if none did."""
    opened = text.find("**", start, mark.start + 3)
    closed = text.find("**", mark.end, end)
    if opened < 0 or closed < 0 or text.count("**", opened, mark.end) != 1:
        return mark.end
    return closed


def _past(text: str, start: int, end: int) -> int:
    """The first character after the marks and stops that end a run-in heading."""
    while start < end and (text[start].isspace() or text[start] in "*_:–-."):
        start += 1
    return start


# "Coordination.  The Assistant …": a short title, its full stop, then the first sentence.
_RUN_IN = re.compile(r"([^.:;]{3,140})\.(?=\s)\s*(?=\S)")


def _article(text: str, paragraph: Paragraph, at: int, mark: Mark) -> Heading:
    """An article: with a title of its own, a title run into its text, or none."""
    end = paragraph.span.end
    shown = plain(text, mark.end, min(end, mark.end + 2 * LONGEST))
    words_ = shown.text.strip()
    if len(words_) <= LEAD_IN and words_[-1:] not in ".;:,":
        return Heading(passage(text, mark.end, end), None, at + 1)
    found = _RUN_IN.match(shown.text)
    if found is not None and mark.printed.lower().startswith(("sec", "art")):
        span = passage(text, mark.end, shown.offset(found.end(1)))
        return Heading(span, shown.offset(found.end()), at + 1, "run-in-heading")
    if len(words_) <= LEAD_IN and words_.endswith(".") and mark.printed.lower().startswith("sec"):
        return Heading(passage(text, mark.end, end - 1), None, at + 1)
    return Heading(None, mark.end, at + 1, "section-without-heading")


def _below(text: str, read: Sequence[Paragraph], at: int) -> Heading:
    """The heading of a label that stands alone in its line: the title in the next paragraph."""
    if at + 1 < len(read):
        below = read[at + 1]
        shown = bare(text, below.span.start, min(below.span.end, below.span.start + 2 * LONGEST))
        title = below.hashes or is_upper(shown) or shown[-1:] not in ".;:,"
        unmarked = below.mark is None and not below.cells
        if unmarked and title and 0 < len(shown) <= LONGEST and not is_note(text, below):
            return Heading(inner(text, below), None, at + 2, "heading-below-label")
    return Heading(None, None, at + 1, "section-without-heading")


_SENTENCES = re.compile(r"[.!?]\s+[^\W\d_a-zđ]")


def title_like(shown: str, heads: str, sisters: Sisters) -> bool:
    """Whether the words after a label head what stands below them, rather than say it all."""
    last = shown[-1]
    if not heads or len(shown) > LONGEST or _SENTENCES.search(shown):
        return False
    if last not in ":.;,":
        return True
    if sisters.none_headed():
        return False
    if last == ":" or heads in {"dash", "label"}:
        return len(shown) <= LEAD_IN
    known = sisters.total > 0 and sisters.headed == sisters.total
    return last == "." and len(shown) <= (LEAD_IN if known else SHORT)


def is_unlabelled(text: str, paragraph: Paragraph) -> bool:
    """Whether a paragraph without label is a heading by its type: bold or ``#``."""
    if paragraph.mark is not None or paragraph.cells:
        return False
    if paragraph.span.end - paragraph.span.start > LONGEST:
        return False
    held = text[paragraph.span.start : paragraph.span.end]
    shown = bare(held, 0, len(held))
    if not any(map(str.isalpha, shown)) or is_note(text, paragraph):
        return False
    return bool(paragraph.hashes) or (wholly_bold(held) and shown[-1] not in ".;,")


def is_bare_title(text: str, read: Sequence[Paragraph], at: int) -> bool:
    """Whether a paragraph without mark or type reads like a heading of what stands below it."""
    paragraph = read[at]
    if paragraph.mark is not None or at + 1 >= len(read):
        return False
    if paragraph.span.end - paragraph.span.start > LEAD_IN:
        return False
    shown = bare(text, paragraph.span.start, paragraph.span.end)
    below = read[at + 1]
    holds = below.cells or below.mark is None or below.mark.kind not in LABELS
    return bool(holds) and shown[:1].isupper() and shown[-1].isalnum() and len(shown.split()) > 1


def is_subheading(text: str, read: Sequence[Paragraph], at: int) -> bool:
    """Whether a dash only names the group of unmarked paragraphs below it."""
    if at + 1 >= len(read):
        return False
    paragraph, below = read[at], read[at + 1]
    if below.mark is not None or below.cells or below.hashes or not below.gap:
        return False
    length = paragraph.span.end - paragraph.span.start
    if length > LEAD_IN // 2 or text[paragraph.span.end - 1] in ".;,":
        return False
    # The last of a list without stops is an item, unless its type shows it to be a heading.
    typed = text[paragraph.span.start] in "*_" and text[paragraph.span.end - 1] in "*_"
    if not typed and at and text[read[at - 1].span.end - 1] == ":":
        return False  # the only item below a lead-in
    above = read[at - 1].mark if at else None
    return typed or above is None or above.kind in LABELS


def _folded(text: str, paragraph: Paragraph) -> str:
    end = min(paragraph.span.end, paragraph.span.start + LONGEST)
    return unify_tones(normalise(text[paragraph.span.start : end]))


def is_note(text: str, paragraph: Paragraph) -> bool:
    """Whether a paragraph orders and names nothing: an enacting line, "(Kèm theo …)"."""
    long = paragraph.span.end - paragraph.span.start > BRIEF
    if long and text[paragraph.span.start] not in "(*":
        return False
    shown = _folded(text, paragraph)
    if shown.strip(" .:") in layout_words("enacting"):
        return True
    return shown.startswith("(") and any(word in shown for word in layout_words("attached"))
