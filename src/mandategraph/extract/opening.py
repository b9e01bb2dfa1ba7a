"""Where a document begins: its title, its preamble, and the first paragraph of its body."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from mandategraph.extract.headings import inner, is_note, is_unlabelled
from mandategraph.extract.lines import front_matter
from mandategraph.extract.marks import BRACKETED, LABELS, bare, kind_names, layout_words
from mandategraph.extract.paragraphs import Paragraph
from mandategraph.extract.typeface import is_upper, wholly_bold
from mandategraph.extract.vocabulary import words
from mandategraph.text import Span, unify_tones

FAR = 80
"""A title stands within so many paragraphs."""
NEAR_HEAD = 12
"""The subject of a memorandum stands within so many paragraphs."""
TITLE = 400
"""A title is not longer, in characters."""


@dataclass(frozen=True, slots=True)
class Opening:
    """Title, preamble, headings of a page above the body, and the first paragraph of the body."""

    title: Span | None
    preamble: Span | None
    headings: tuple[Span, ...]
    first: int


def find_opening(text: str, read: Sequence[Paragraph]) -> Opening:
    """The opening of a text. Without sections, its first paragraph up to a colon is the preamble."""
    label = _first_label(read)
    kind = _kind_line(text, read[:label])
    title, after = _subject_line(text, read) or _title(text, read, kind, label)
    enacts = _enacting(text, read[:FAR], after)
    after, headings = _page_headings(text, read, after, label)
    if enacts is not None:
        # What a web page says before it (a summary, its sources) is no part of the document.
        after, headings = enacts, ()
    first = _first_of_body(text, read, after)
    held = [p for p in read[after:first] if _is_preamble(text, p)]
    preamble = Span(held[0].span.start, held[-1].span.end) if held else None
    if title is None and preamble is not None:
        title = _page_title(text, held)
    return Opening(title, preamble, headings, first)


def _enacting(text: str, read: Sequence[Paragraph], after: int) -> int | None:
    """The paragraph below the title by which an executive order begins: ``By the authority …``."""
    leads = layout_words("enacting_leads")
    for at in range(after, len(read)):
        if read[at].mark is None and folded_words(text, read[at], 60).startswith(leads):
            return at
    return None


def _first_label(read: Sequence[Paragraph]) -> int:
    """The first paragraph with a label of a part, or the last one that can hold the title."""
    for at, paragraph in enumerate(read[:FAR]):
        if paragraph.mark and paragraph.mark.kind in LABELS - BRACKETED and not paragraph.cells:
            return at
    return min(FAR, len(read))


def folded_words(text: str, paragraph: Paragraph, limit: int = TITLE) -> str:
    """The opening words of a paragraph, folded, tone marks in one place."""
    end = min(paragraph.span.end, paragraph.span.start + limit)
    return unify_tones(bare(text, paragraph.span.start, end).casefold())


def _kind_line(text: str, read: Sequence[Paragraph]) -> int | None:
    """The paragraph that says nothing but what kind of document this is: ``KẾ HOẠCH``."""
    kinds = kind_names()
    for at, paragraph in enumerate(read):
        if not paragraph.cells and folded_words(text, paragraph, 60).strip(" :.") in kinds:
            return at
    return None


def _title(
    text: str, read: Sequence[Paragraph], kind: int | None, label: int
) -> tuple[Span | None, int]:
    """The title, and the first paragraph after it."""
    if kind is not None:
        return _title_below(text, read, kind + 1, label)
    for at, paragraph in enumerate(read[:label]):
        if paragraph.hashes:
            return inner(text, paragraph), at + 1
    fields, _ = front_matter(text)
    if "title" in fields:
        return fields["title"], 0
    first = next((at for at, p in enumerate(read[:label]) if not p.cells), None)
    if first is not None and _names_kind(text, read[first]):
        return inner(text, read[first]), first + 1
    if label < len(read) and read[label].hashes and label == 0:
        return inner(text, read[0]), 1
    return None, 0


# "MEMORANDUM FOR THE HEADS OF …", and below it "SUBJECT: …".
_MEMORANDUM = re.compile(r"(?:memorandum (?:for|to)\b|to:)")
_SUBJECT = re.compile(r"[#*_\s]*(?:SUBJECT|Subject)[*_\s]*:[*_\s]*(?=\S)")


def _subject_line(text: str, read: Sequence[Paragraph]) -> tuple[Span, int] | None:
    """The subject of a memorandum, which is its title, and the first paragraph after it."""
    addressed = False
    for at, paragraph in enumerate(read[:NEAR_HEAD]):
        addressed = addressed or bool(_MEMORANDUM.match(folded_words(text, paragraph, 60)))
        subject = _SUBJECT.match(text, paragraph.span.start, paragraph.span.end)
        if addressed and subject and not paragraph.cells:
            whole = inner(text, paragraph)
            return Span(min(subject.end(), whole.end), whole.end), at + 1
    return None


def title_of_attached(text: str, read: Sequence[Paragraph], at: int) -> int | None:
    """The paragraph after the kind and title of a text that another one puts into force."""
    if folded_words(text, read[at], 60).strip(" :.") not in kind_names():
        return None
    label = next((i for i in range(at + 1, len(read)) if read[i].mark), len(read))
    title, after = _title_below(text, read, at + 1, label)
    ended = title is not None and text[title.end - 1] in ".;:"
    return at + 1 if title is None or ended else after


def _title_below(
    text: str, read: Sequence[Paragraph], at: int, label: int
) -> tuple[Span | None, int]:
    """The title below the line that names the kind; an issuer's line (``CỦA …``) is passed over."""
    matter = None
    while at < label and _is_issuer_line(text, read[at]) and matter is None:
        matter = _matter_of(text, read[at])
        at += matter is None
    if at >= label or read[at].cells:
        return None, at
    span = matter or inner(text, read[at])
    upper = is_upper(bare(text, span.start, span.end))
    at += 1
    while at < label and _goes_on(text, read[at], upper=upper):
        span = Span(span.start, inner(text, read[at]).end)
        at += 1
    return span, at


def _is_issuer_line(text: str, paragraph: Paragraph) -> bool:
    shown = bare(text, paragraph.span.start, min(paragraph.span.end, paragraph.span.start + TITLE))
    return is_upper(shown) and shown.casefold().startswith(tuple(words("front")["issuer_leads"]))


def _matter_of(text: str, paragraph: Paragraph) -> Span | None:
    """The title in a line that names the issuer before it: ``CỦA BỘ CHÍNH TRỊ VỀ …``."""
    span = inner(text, paragraph)
    found = _MATTER.search(text, span.start, span.end)
    return Span(found.start(), span.end) if found else None


def _goes_on(text: str, paragraph: Paragraph, *, upper: bool) -> bool:
    """Whether the title goes on in the next paragraph: no blank line, the same type."""
    if paragraph.gap or paragraph.cells or paragraph.span.end - paragraph.span.start > TITLE:
        return False
    return is_upper(bare(text, paragraph.span.start, paragraph.span.end)) == upper


_MATTER = re.compile(r"(?<=\s)(?:VỀ|ON)(?=\s)")


@cache
def _kind_start() -> re.Pattern[str]:
    names = "|".join(re.escape(name) for name in sorted(kind_names(), key=len, reverse=True))
    return re.compile(rf"(?:the\s)?(?:{names})\b")


def _names_kind(text: str, paragraph: Paragraph) -> bool:
    """Whether a first line is a title by its words: ``Plan on implementing …``, no full stop."""
    shown = folded_words(text, paragraph)
    return bool(_kind_start().match(shown)) and len(shown) < TITLE and shown[-1] not in ".;:"


def _page_headings(
    text: str, read: Sequence[Paragraph], at: int, label: int
) -> tuple[int, tuple[Span, ...]]:
    """Headings of a web page above its first paragraph: ``Giới thiệu``."""
    openings = layout_words("openings")
    found = []
    while at < label and folded_words(text, read[at], 60).strip(" :.") in openings:
        found.append(inner(text, read[at]))
        at += 1
    return at, tuple(found)


def _first_of_body(text: str, read: Sequence[Paragraph], after: int) -> int:
    """The first section; without any, the paragraph after the first one that ends in a colon."""
    for at in range(after, len(read)):
        paragraph = read[at]
        if paragraph.mark and paragraph.mark.kind in LABELS - BRACKETED and not paragraph.cells:
            return at
        if paragraph.hashes and is_unlabelled(text, paragraph) and not _is_issuer(text, paragraph):
            return at
    for at in range(after, min(after + 4, len(read))):
        if text[read[at].span.end - 1] == ":":
            return at + 1
    return after


def _is_issuer(text: str, paragraph: Paragraph) -> bool:
    """Whether a line in capitals in the preamble names who enacts: ``THỦ TƯỚNG CHÍNH PHỦ``."""
    return is_upper(bare(text, paragraph.span.start, paragraph.span.end))


# Such as "Wednesday, May 31,2023", "31/5/2023 10:15", "AsemconnectVietnam - Implement …".
_PAGE_LINE = re.compile(
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|thứ \w{2,4}|chủ nhật)?,?\s?"
    r"(?:(?:ngày\s)?\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|[a-z]{3,9} \d{1,2}, ?\d{4})(?:[\s,|-]*\d{1,2}[:h]\d{2}.{0,20})?"
)
_DATELINE = re.compile(r"[^\W_]\S{2,40}(?: \S{1,20}){0,2} [-–—] [^\W_]")


def _is_preamble(text: str, paragraph: Paragraph) -> bool:
    """Whether a paragraph above the body is the document's own, and not a page's."""
    if paragraph.cells or is_note(text, paragraph) or wholly_bold_line(text, paragraph):
        return False
    shown = bare(text, paragraph.span.start, min(paragraph.span.end, paragraph.span.start + TITLE))
    if _PAGE_LINE.fullmatch(shown.casefold()):
        return False
    ended = text[paragraph.span.end - 1] in ".:;,*"
    return not _DATELINE.match(shown) or ended


def wholly_bold_line(text: str, paragraph: Paragraph) -> bool:
    """Whether a short paragraph is all in bold or in capitals."""
    held = text[paragraph.span.start : paragraph.span.end]
    if len(held) > TITLE:
        return False
    return wholly_bold(held) or bool(paragraph.hashes) or is_upper(held)


# Such as "Thực hiện kế hoạch số 28/KH-UBND ngày …", "Implementing Plan No. 12/KH-UBND …".
@cache
def _page_lead() -> re.Pattern[str]:
    names = "|".join(re.escape(name) for name in sorted(kind_names(), key=len, reverse=True))
    return re.compile(
        rf"(?:thực hiện|triển khai(?: thực hiện)?|theo|implementing|in implementation of)?\s?(?:the\s)?(?:{names})\s(?:số|no\.?)\s"
    )


_SENTENCE = re.compile(r"[^.!?]{20,600}?(?=\.\s|\.$|$)|.{20,600}?(?=\.\s[A-ZĐ]|\.$|$)", re.DOTALL)


def _page_title(text: str, held: Sequence[Paragraph]) -> Span | None:
    """The opening sentence of a page about an instrument, which serves as its title."""
    for paragraph in held[:2]:
        if _page_lead().match(folded_words(text, paragraph)):
            start = paragraph.span.start
            found = _SENTENCE.match(text, start, paragraph.span.end)
            end = found.end() if found else paragraph.span.end
            return Span(start, end)
    return None
