"""What a document says of itself: title, kind, number, date, issuer, period, what it implements."""

import re
from collections.abc import Sequence

from mandategraph.extract.front import Front
from mandategraph.extract.implements import implemented_by
from mandategraph.extract.issuer import issuer_of
from mandategraph.extract.jurisdiction import jurisdiction_of
from mandategraph.extract.own_date import date_of
from mandategraph.extract.period import read_period
from mandategraph.extract.signature import clean
from mandategraph.extract.vocabulary import words
from mandategraph.gazetteer import Gazetteer
from mandategraph.model import Citation, DocumentFacts, Found, Layout, Named
from mandategraph.text import SourceText, Span, collapse


def read_front(
    source: SourceText, layout: Layout, gazetteer: Gazetteer, citations: Sequence[Citation]
) -> DocumentFacts:
    """The document's own facts; what the text does not say is None."""
    front = Front(source, layout, gazetteer, citations)
    issuer = issuer_of(front)
    period_start, period_end = (
        (None, None) if front.own else read_period(front.source, front.layout, front.language)
    )
    implements, perhaps = implemented_by(front)
    return DocumentFacts(
        title=_title(front),
        type=front.kind,
        number=front.number,
        date=date_of(front),
        issuer=issuer,
        jurisdiction=jurisdiction_of(front, issuer),
        period_start=period_start,
        period_end=period_end,
        language=front.language,
        implements=implements,
        implements_alt=perhaps,
    )


def _title(front: Front) -> Named | None:
    span = front.layout.title
    if span is None:
        return None
    if span in front.fields.values():
        shown = re.sub(r"\\\s*\n\s*\\?", "", front.source.words(span)).strip("\"'")
        return Found(collapse(shown.replace("\\_", " ")), span, "title-field")
    method = "title-of-page" if front.own else "title"
    shown = clean(front.source, span)
    if front.language == "en":
        shown = re.sub(words("front")["part_number"], "", shown)
        shown = re.sub(words("front")["own_name"], "", shown)
        first = front.source.words(span).find(shown)
        span = Span(span.start + max(first, 0), span.end)
    return Found(shown, span, method)
