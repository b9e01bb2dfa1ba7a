"""Who signs a document, and to whom it is sent."""

import re
from collections.abc import Iterator
from functools import lru_cache

from mandategraph.extract.marks import bare
from mandategraph.extract.passages import plain_words
from mandategraph.extract.typeface import is_upper
from mandategraph.extract.vocabulary import pattern, plain_form, words
from mandategraph.model import Found, Layout, Named, Signatory
from mandategraph.text import SourceText, Span, collapse

PIECE = re.compile(r"[^\n ]*(?: {1,3}[^\n ]+)*(?: {4,}|\n|$)|[^\n]+\n?| *\n")
"""A line, or the part of one that a wide gap ends (text that was set in two columns)."""
SIGNED_IMAGE = re.compile(r"\[?([A-Z][\w-]{1,30})\.(?:EPS|eps|GIF|gif)\]?")
"""The picture of a signature, whose file is named for the signatory: ``Roe.EPS``."""
NAME_WORDS = 6
"""A person's name has at most so many words."""


def clean(source: SourceText, span: Span) -> str:
    """The words of a passage without Markdown marks; line breaks stay as they are stored."""
    return re.sub(r"[*#\\]+|(?<!\w)_|_(?!\w)", "", source.words(span)).strip()


def inked(source: SourceText, span: Span) -> Span:
    """A passage without blanks and Markdown marks at its ends."""
    shown = source.words(span)
    first = len(shown) - len(shown.lstrip(" *_#\t\r\n"))
    return Span(span.start + first, span.start + max(first, len(shown.rstrip(" *_#\t\r\n"))))


def read_recipients(source: SourceText, layout: Layout) -> tuple[Named, ...]:
    """The lines of the list of recipients, without dash and final stop."""
    return tuple(
        Found(bare(source.text, span.start, span.end), span, "recipient-line")
        for span in layout.recipients
    )


def read_signatory(
    source: SourceText, layout: Layout, issuer: Named | None = None
) -> Signatory | None:
    """Who signs: on whose behalf, in which position, under which name."""
    if layout.signature is None:
        return None
    behalf = position = None
    names = []
    for line in _signature_lines(source, layout.signature):
        shown = plain_words(source, line)
        stands = pattern(words("front")["behalf"]).match(shown)
        if stands:
            behalf = _signed(source, Span(line.start + len(stands[0]), line.end))
        elif is_upper(source.words(line)) and _is_position(shown):
            position = _signed(source, line)
        elif image := SIGNED_IMAGE.fullmatch(source.words(line)):
            names.append(Span(line.start + image.start(1), line.start + image.end(1)))
        elif not _says_nothing(shown) and _is_name(clean(source, line)):
            names.append(line)
    name = _chosen(source, names)
    if position is None and issuer is not None and issuer.method == "issuer-by-authority":
        position = issuer
    return Signatory(name, position, behalf) if name or position else None


def _says_nothing(shown: str) -> bool:
    """Whether a line is no name: ``KT. CHỦ TỊCH``, ``[đã ký]``, a date."""
    front = words("front")
    return any(pattern(front[rule]).match(shown) for rule in ("acting", "not_names"))


def _chosen(source: SourceText, names: list[Span]) -> Named | None:
    """The name: the last line in small letters, else the first one in capitals."""
    mixed = [line for line in names if not is_upper(source.words(line))]
    chosen = mixed[-1:] or names[:1]
    return _signed(source, chosen[0]) if chosen else None


def _signature_lines(source: SourceText, span: Span) -> Iterator[Span]:
    """The lines of a signature block; a name that bold type holds together is one line."""
    start, bold = span.start, 0
    for line in re.finditer(PIECE, source.text[span.start : span.end]):
        first, last = span.start + line.start(), span.start + line.end()
        if bold % 2 and _begins_anew(plain_words(source, Span(first, last))):
            yield from _held(source, Span(start, first))
            start = first
        bold += line[0].count("**")
        if bold % 2 == 0:
            yield from _held(source, Span(start, last))
            start = last
    yield from _held(source, Span(start, span.end))


def _held(source: SourceText, span: Span) -> Iterator[Span]:
    line = inked(source, span)
    if line.start < line.end:
        yield line


def _begins_anew(shown: str) -> bool:
    """Whether a line in bold type names a position, or for whom one signs."""
    front = words("front")
    shown = shown.strip(" *_")
    return bool(
        _is_position(shown)
        or pattern(front["acting"]).match(shown)
        or pattern(front["behalf"]).match(shown)
    )


def _signed(source: SourceText, line: Span) -> Named:
    """The words of a line of the signature block."""
    span = inked(source, line)
    return Found(collapse(clean(source, span)), span, "signature-block")


@lru_cache(maxsize=1)
def _positions() -> tuple[str, ...]:
    return tuple(plain_form(position) for position in words("layout")["positions"])


def _is_position(shown: str) -> bool:
    return shown.strip(" .,").startswith(_positions())


def _is_name(shown: str) -> bool:
    """Whether a line is a person's name: two to six words, each with a capital, no figures."""
    parts = shown.split()
    return (
        1 < len(parts) <= NAME_WORDS
        and all(part[0].isupper() for part in parts)
        and not re.search(r"\d", shown)
    )
