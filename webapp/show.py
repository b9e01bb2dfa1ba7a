"""What templates may use: words, labels, addresses, dates and recurrences for the reader."""

import re
from collections.abc import Iterable
from typing import Any

from flask import Flask, request, url_for
from markupsafe import Markup, escape
from pyoxigraph import Literal, NamedNode

from mandategraph.names import MG

from . import language
from .corpus import local
from .documents import agency_anchor
from .facts import Quote
from .follows import why_inferred
from .language import Words, has, translate
from .site import Site, here, shortened

KNOWN_ICONS = frozenset(
    (
        "document", "instrument", "provision", "task", "agency", "function", "technology", "theme",
        "target", "reporting", "funding", "citation", "finding", "jurisdiction", "objective",
        "recipient", "signature", "considered",
    )
)  # fmt: skip
_RULE = re.compile(r"(\w+)=([^;]+)")


def install(app: Flask) -> None:
    """Give the templates their functions."""
    app.jinja_env.globals.update(
        t=translate,
        plural=language.plural,
        has=has,
        number=language.number,
        day=language.day,
        label=label,
        page=page,
        kind_of=kind_of,
        anchor=lambda iri: _anchor(here(), iri),
        document_name=lambda document: here().document_name(document),
        place_of=place_of,
        property_name=property_name,
        recurrence=recurrence,
        column_name=column_name,
        passage=passage,
        other_language=other_language,
        languages=language.LANGUAGES,
        shortened=shortened,
        local=local,
        site=here,
        plain_words=plain_words,
        task_words=task_words,
        unsaid=unsaid,
        tongue_of=tongue_of,
        method_name=method_name,
        document_of=document_of,
        agency_anchor=lambda iri: agency_anchor(here(), iri),
        ontology_prefix=MG,
        known_icons=KNOWN_ICONS,
        why_inferred=lambda *triple: why_inferred(here(), *triple),
    )
    app.jinja_env.filters["capital"] = capital
    app.jinja_env.tests["literal"] = lambda value: isinstance(value, Literal)
    app.jinja_env.tests["iri"] = lambda value: isinstance(value, NamedNode)
    app.context_processor(lambda: {"lang": language.current()})


def label(iri: str) -> Words:
    """The name of a thing for the reader."""
    return here().label(iri)


def page(iri: str) -> str | None:
    """The address of the page on a thing."""
    return here().addresses.page(iri)


def kind_of(iri: str) -> str:
    """The kind of a thing, as icons know it."""
    site = here()
    document = site.corpus.documents.get(iri)
    if document is not None:
        return "document" if document.is_held else "instrument"
    return site.addresses.kind(iri)


def _anchor(site: Site, iri: str) -> str:
    place = site.addresses.place(iri)
    return (site.addresses.anchor(place) if place else None) or ""


def place_of(iri: str) -> str:
    """Where in its document a part stands: ``II.3-1``, ``IV.2``; ``III(2)`` is a second part III."""
    place = here().addresses.place(iri)
    return re.sub(r"~(\d+)", r"(\1)", place.rest or "") if place else ""


def property_name(name: str) -> Words:
    """What a property is called: our own words, or the ontology's label."""
    key = f"p.{name}"
    if has(key):
        return Words(translate(key), language.current())
    return here().label(name if ":" in name else f"{MG}{name}")


def passage(document: str, start: int, end: int) -> str:
    """The address of a passage in the text of a document."""
    return f"{here().addresses.page(document)}#char={start},{end}"


def plain_words(text: str) -> str:
    """Words of a text on one line, without the marks of Markdown, for headings and lists."""
    return " ".join(re.sub(r"[*_\\]+", "", text).split())


def tongue_of(document: str) -> Markup:
    """The language of a document's words as an attribute, where it is not the reader's."""
    known = here().corpus.documents.get(document)
    if known is None or known.language in ("", language.current()):
        return Markup("")
    return Markup(' lang="{}"').format(known.language)


def method_name(method: str) -> str:
    """The rule (or curator) that read a fact, by name."""
    return here().label(method).text


def document_of(iri: str) -> str:
    """The short name of the document that a thing is part of."""
    site = here()
    place = site.addresses.place(iri)
    if place is None or place.document is None:
        return ""
    return site.label(site.addresses.document_iri(place.document)).text


def task_words(words: Words, quotes: Iterable[Quote] = (), length: int = 230) -> Markup:
    """The words of a task on one line, those of the quotes marked, cut around the first of them."""
    text = plain_words(words.text)
    found = [
        (at, at + len(said))
        for quote in quotes
        if (said := plain_words(quote.exact)) and said != text and (at := text.find(said)) >= 0
    ]
    start, end = 0, len(text)
    if len(text) > length:
        first = min(found, default=(0, 0))
        start = 0 if first[1] < length else text.rfind(" ", 0, max(0, first[0] - length // 3)) + 1
        end = (
            start + length
            if start + length >= len(text)
            else text.rfind(" ", start, start + length)
        )
    parts = [escape("…\u00a0" if start else "")]
    at = start
    for left, right in sorted(found):
        if left >= at and right <= end:
            parts += [escape(text[at:left]), Markup("<mark>{}</mark>").format(text[left:right])]
            at = right
    parts += [escape(text[at:end]), escape("\u00a0…" if end < len(text) else "")]
    return Markup("").join(parts)


def unsaid(words: Words, quotes: Iterable[Quote]) -> list[Quote]:
    """The quotes that stand outside the words of a task, such as in the heading above it."""
    text = plain_words(words.text)
    return [quote for quote in quotes if plain_words(quote.exact) not in text]


def capital(words: str) -> str:
    """Words with a capital at the start."""
    return f"{words[:1].upper()}{words[1:]}"


def column_name(variable: str) -> str:
    """What a column of an answer is called; of a pair in two languages, one is shown."""
    name = variable.removesuffix("Vi").removesuffix("En")
    return translate(f"col.{name}") if has(f"col.{name}") else name


def recurrence(rule: str) -> str:
    """A recurrence (RFC 5545) in words."""
    parts = dict(_RULE.findall(rule))
    every = f"every.{parts.get('FREQ', '')}"
    if not has(every) or set(parts) - {"FREQ", "BYMONTH", "BYMONTHDAY", "INTERVAL"}:
        return rule
    words = translate(every)
    if int(parts.get("INTERVAL", "1")) > 1:
        words = translate(f"{every}.n", n=parts["INTERVAL"])
    if "BYMONTHDAY" in parts and "BYMONTH" in parts:
        on = language.month_day(int(parts["BYMONTH"]), int(parts["BYMONTHDAY"]))
        return translate("every.on", every=words, on=on)
    if "BYMONTHDAY" in parts:
        return translate("every.day", every=words, on=parts["BYMONTHDAY"])
    return words


def other_language(wish: str) -> str:
    """The address of this page in another language, all else the same."""
    values: dict[str, Any] = {**request.args.to_dict(flat=False), "lang": [wish]}
    if request.endpoint is None:
        return f"{request.path}?lang={wish}"
    return url_for(request.endpoint, **(request.view_args or {}), **values)
