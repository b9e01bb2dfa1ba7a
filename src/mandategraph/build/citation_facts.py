"""The citations of a document, and what each says of the instrument that it names."""

import re

import pyoxigraph as ox

from mandategraph import names
from mandategraph.build.things import citation_node
from mandategraph.build.triples import LABEL, TYPE, mg, typed
from mandategraph.build.writing import Writing
from mandategraph.model import Citation
from mandategraph.text import SourceText, Span, collapse


def write_citations(writing: Writing) -> None:
    """The citations, and the instruments that later layers name by their numbers."""
    for position, citation in enumerate(writing.reading.citations, start=1):
        instrument = citation_node(citation, position, writing.document, writing.things)
        for number in (citation.number, citation.canonical_number):
            if number:
                writing.instruments.setdefault(number, instrument)
        _citation(writing, citation, position, instrument)
        _cited(writing, citation, instrument)


def _citation(
    writing: Writing, citation: Citation, position: int, instrument: ox.NamedNode
) -> None:
    out = writing.out
    node = ox.NamedNode(f"{writing.document.value}/citation/{position}")
    first = citation.quotes[0]
    writing.numbered(node, "Citation", position)
    out.state(node, "citedIn", writing.document)
    out.fact(node, "citedInstrument", instrument, first, citation)
    relation = {"implements": "Implements", "basis": "Basis", "mention": "Mention"}
    out.fact(node, "relation", mg(relation[citation.relation]), first, citation)
    if citation.kind:
        out.fact(node, "kindName", ox.Literal(citation.kind), first, citation)
    if citation.number:
        printed = number_span(out.source, first, citation.number)
        out.fact(node, "numberAsPrinted", ox.Literal(citation.number), printed, citation)
    if citation.canonical_number:
        out.state(node, "canonicalNumber", ox.Literal(citation.canonical_number))
    if citation.date:
        out.found(node, "dateAsRead", typed(citation.date.value, "date"), citation.date)
    writing.words(node, "issuerAsPrinted", citation.issuer)
    writing.words(node, "topic", citation.topic)
    if citation.issuer_alt:
        out.state(node, "alternativeIssuer", out.words(citation.issuer_alt))
    for quote in citation.quotes:
        out.fact(node, "quote", out.words(out.source.words(quote)), quote, citation)
        predicate = "basedOn" if citation.relation == "basis" else "cites"
        out.fact(writing.document, predicate, instrument, quote, citation)
    writing.note(node, citation.note)


def _cited(writing: Writing, citation: Citation, node: ox.NamedNode) -> None:
    """What the citation says of the instrument itwriting."""
    out, first = writing.out, citation.quotes[0]
    out.state(node, TYPE, mg("Document"))
    out.state(node, TYPE, writing.things.document_class(citation.kind))
    if citation.number is None:
        out.fact(node, "title", out.words(collapse(out.source.words(first))), first, citation)
        out.state(node, LABEL, out.words(collapse(out.source.words(first))))
        return
    number = citation.canonical_number or citation.number
    printed = number_span(out.source, first, citation.number)
    out.fact(node, "number", ox.Literal(number), printed, citation)
    out.state(node, "normalizedNumber", ox.Literal(names.compact_number(number)))
    kind = writing.things.gazetteer.kind_annotated(citation.kind) if citation.kind else None
    if kind:
        out.state(node, "documentKind", ox.NamedNode(f"{names.ID}kind/{kind.slug}"))
        out.state(node, LABEL, ox.Literal(f"{kind.name_vi} {number}", language="vi"))
        out.state(node, LABEL, ox.Literal(f"{kind.name_en} {number}", language="en"))
    else:
        out.state(node, LABEL, ox.Literal(number))
    if citation.date:
        out.found(node, "date", typed(citation.date.value, "date"), citation.date)
    if citation.issuer:
        agency = writing.issuer(citation.issuer)
        if agency:
            out.found(node, "issuedBy", agency, citation.issuer)


def number_span(source: SourceText, quote: Span, number: str) -> Span:
    """Where a number, written without blanks, is printed in a quote; the quote if it is not."""
    spaced = r"\s*".join(re.escape(char) for char in number)
    match = re.compile(spaced).search(source.text, quote.start, quote.end)
    return Span(*match.span()) if match else quote
