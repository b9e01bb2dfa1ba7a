"""The jurisdiction of a document: its issuer's province, that of its front or text, or the country."""

import re
from collections.abc import Iterator

from mandategraph.extract import english_front
from mandategraph.extract.bodies import bodies_within
from mandategraph.extract.front import Front
from mandategraph.extract.passages import find, stored
from mandategraph.extract.vocabulary import any_of, plain_form, words
from mandategraph.gazetteer import Jurisdiction
from mandategraph.model import Found, Named
from mandategraph.names import slug
from mandategraph.text import Span

MOSTLY = 0.8
"""A province named in this part of all mentions of provinces is the document's."""


def jurisdiction_of(front: Front, issuer: Named | None) -> Named | None:
    """The province or country of a document, with the words that name it."""
    title, preamble = front.layout.title, front.layout.preamble
    national = issuer is not None and _is_national(front, issuer)
    places = [issuer.span if issuer else None] + ([] if national else [title, preamble])
    for span in places:
        hits = list(_provinces(front, span)) if span else []
        if hits:
            return _named(
                front, *hits[-1], "province-of-issuer" if span is places[0] else "province-in-front"
            )
    hits = list(_provinces(front, Span(0, front.layout.body_end)))
    if not national and hits:
        codes = [place.code for _, place in hits]
        most = max(set(codes), key=lambda code: (codes.count(code), code))
        if codes.count(most) > 1 and codes.count(most) >= MOSTLY * len(codes):
            return _named(front, *hits[codes.index(most)], "province-in-text")
    return _country(front, national=national)


def _is_national(front: Front, issuer: Named) -> bool:
    named = bodies_within(front.bodies, issuer.span) if issuer.span else ()
    names = [body.agency for body in named]
    functions = [front.gazetteer.functions.get(name) for name in names]
    functions.append(front.gazetteer.function_of(issuer.value))
    return any(function.level == "National" for function in functions if function)


def _provinces(front: Front, span: Span | None) -> Iterator[tuple[Span, Jurisdiction]]:
    """Provinces named in a passage, in capitals at their head (``hòa bình`` is peace)."""
    for hit in front.gazetteer.find_jurisdictions(front.source, span):
        place = front.gazetteer.jurisdictions[hit.canonical]
        if place.code.startswith("vn-") and _in_capitals(hit.form, place):
            yield hit.span, place


def _named(front: Front, span: Span, place: Jurisdiction, method: str) -> Named:
    return Found(place.name_vi if front.language == "vi" else place.name_en, span, method)


def _country(front: Front, *, national: bool) -> Named | None:
    fronts = [span for span in (front.layout.title, front.layout.preamble) if span]
    for span in fronts if front.language == "en" else ():
        for match in find(
            re.compile(rf"\b(?:{any_of(map(plain_form, words('front')['countries']))})\b"),
            front.source,
            span,
        ):
            held = stored(front.source, match)
            return Found(front.source.words(held), held, "country-in-front", 0.8)
    if front.language == "en" and not national and (country := english_front.country(front.source)):
        return country
    for hit in front.gazetteer.find_jurisdictions(front.source, None) if national else ():
        if hit.canonical == "vn":
            place = front.gazetteer.jurisdictions["vn"]
            return Found(
                place.name_vi if front.language == "vi" else place.name_en,
                hit.span,
                "country-of-issuer",
                0.8,
            )
    return None


def _in_capitals(form: str, place: Jurisdiction) -> bool:
    """Whether the name in a form such as ``tỉnh Thái Bình`` or ``Thai Binh province`` is a name."""
    names = {slug(name).split("-")[0] for name in (place.name_vi, place.name_en)}
    own = [word for word in form.split() if slug(word) in names]
    return any(word[0].isupper() for word in own)
