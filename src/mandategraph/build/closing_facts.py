"""The end of a document, and the remarks on it: signature, recipients, passages considered, defects."""

import pyoxigraph as ox

from mandategraph import names
from mandategraph.build.triples import LABEL, TYPE, mg
from mandategraph.build.writing import Writing
from mandategraph.text import collapse


def write_signature(writing: Writing) -> None:
    """Who signs, in which position, on whose behalf."""
    signatory = writing.reading.signatory
    if signatory is None or signatory.name is None:
        return
    node = ox.NamedNode(f"{writing.document.value}/signature")
    writing.out.state(node, TYPE, mg("Signature"))
    writing.out.state(node, LABEL, writing.out.words(collapse(signatory.name.value)))
    writing.out.found(writing.document, "signedBy", node, signatory.name)
    writing.words(node, "signatoryName", signatory.name)
    writing.words(node, "signatoryPosition", signatory.position)
    writing.words(node, "signedOnBehalfOf", signatory.on_behalf_of)


def write_recipients(writing: Writing) -> None:
    """The lines of the list of recipients, and the agencies that they name."""
    for position, line in enumerate(writing.reading.recipients, start=1):
        node = ox.NamedNode(f"{writing.document.value}/recipient/{position}")
        writing.numbered(node, "RecipientLine", position)
        writing.out.state(writing.document, "hasRecipient", node)
        writing.words(node, "lineText", line)
        for mention in writing.reading.mentions:
            for span in mention.spans:
                if line.span and line.span.contains(span):
                    agency = writing.agency(mention.agency, span)
                    writing.out.fact(node, "recipient", agency, span, mention)
                    writing.out.fact(writing.document, "sentTo", agency, span, mention)


def write_considered(writing: Writing) -> None:
    """Passages that could be counted as tasks and were not, with the reason."""
    for position, passage in enumerate(writing.reading.considered, start=1):
        node = ox.NamedNode(f"{writing.document.value}/considered/{position}")
        writing.numbered(node, "ConsideredPassage", position)
        writing.out.state(node, "consideredIn", writing.document)
        words = writing.out.source.words(passage.span)
        writing.out.fact(node, "text", writing.out.words(words), passage.span, passage)
        writing.out.state(node, "reason", ox.Literal(passage.why, language="en"))
        writing.opening(node, passage.start, passage.span)


def write_defects(writing: Writing) -> None:
    """The faults of the source text."""
    for position, defect in enumerate(writing.reading.defects, start=1):
        node = ox.NamedNode(f"{writing.document.value}/defect/{position}")
        out = writing.out
        writing.numbered(node, "SourceDefect", position)
        out.state(node, "defectOf", writing.document)
        out.state(node, "defectKind", mg(defect.kind))
        out.state(node, "description", ox.Literal(defect.description, language="en"))
        out.state(node, "method", ox.NamedNode(names.method_iri(defect.method)))
        if defect.description_vi:
            out.state(node, "description", ox.Literal(defect.description_vi, language="vi"))
        if defect.span:
            out.state(node, "evidence", out.span(defect.span))
        if defect.printed and defect.span:
            out.fact(node, "printed", out.words(defect.printed), defect.span, defect)
        if defect.likely_meant:
            out.state(node, "likelyMeant", ox.Literal(defect.likely_meant))
        if defect.how_known:
            out.state(node, "howKnown", ox.Literal(defect.how_known, language="en"))
