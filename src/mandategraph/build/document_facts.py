"""What a document says of itself, and the text of it that is held."""

import pyoxigraph as ox

from mandategraph import names
from mandategraph.build.documents import AUTHORITY, HELD
from mandategraph.build.things import without_marks
from mandategraph.build.triples import TYPE, mg, typed, whole_number, year
from mandategraph.build.writing import Writing
from mandategraph.model import Found


def write_document(writing: Writing) -> None:
    """The document itself: its classes, its names, and what it says of itself."""
    facts, out, node = writing.reading.document, writing.out, writing.document
    annotated = facts.type.value if facts.type else None
    out.state(node, TYPE, writing.things.document_class(annotated))
    out.state(node, TYPE, mg("Document"))
    writing.label(node, writing.folder.label)
    out.state(node, "language", ox.Literal(facts.language))
    out.state(node, "held", mg(HELD[writing.folder.held]))
    out.state(node, "expression", writing.expression)
    out.state(node, "folder", ox.Literal(writing.folder.slug))
    writing.words(node, "title", facts.title)
    writing.note(node, facts.note)
    for remark in writing.reading.notes:
        out.state(node, "annotationNote", ox.Literal(remark, language="en"))
    _said_of_itself(writing)


def _said_of_itself(writing: Writing) -> None:
    """Kind, number, date, issuer, place, period, and what it carries out."""
    facts, out, node = writing.reading.document, writing.out, writing.document
    if facts.type:
        _kind(writing, node, facts.type)
    if facts.number:
        out.found(node, "number", ox.Literal(facts.number.value), facts.number)
        out.state(node, "normalizedNumber", ox.Literal(names.compact_number(facts.number.value)))
    if facts.date:
        out.found(node, "date", typed(facts.date.value, "date"), facts.date)
    if facts.issuer:
        _issuer(writing, node, facts.issuer)
    if facts.jurisdiction:
        _jurisdiction(writing, node, facts.jurisdiction)
    for predicate, found in (
        ("periodStart", facts.period_start),
        ("periodEnd", facts.period_end),
    ):
        if found:
            out.found(node, predicate, year(found.value), found)
    for predicate, numbers in (
        ("implements", facts.implements),
        ("implementsAlternative", facts.implements_alt),
    ):
        for number in numbers:
            out.found(node, predicate, writing.instrument(number.value), number)


def _jurisdiction(writing: Writing, node: ox.NamedNode, printed: Found[str]) -> None:
    out = writing.out
    out.found(node, "jurisdictionAsPrinted", out.words(printed.value), printed)
    if not writing.things.area.startswith("x-"):
        place = ox.NamedNode(f"{names.ID}jurisdiction/{writing.things.area}")
        out.found(node, "jurisdiction", place, printed)


def _kind(writing: Writing, node: ox.NamedNode, kind: Found[str]) -> None:
    writing.out.found(node, "kindName", ox.Literal(kind.value), kind)
    known = writing.things.gazetteer.kind_annotated(kind.value)
    if known:
        writing.out.state(node, "documentKind", ox.NamedNode(f"{names.ID}kind/{known.slug}"))


def _issuer(writing: Writing, node: ox.NamedNode, issuer: Found[str]) -> None:
    writing.out.found(node, "issuerAsPrinted", writing.out.words(issuer.value), issuer)
    agency = writing.issuer(issuer)
    if agency is None:  # a body that the authority files lack: as the text calls it
        spans = ((one.agency, span) for one in writing.reading.mentions for span in one.spans)
        named = next((name for name, span in spans if span == issuer.span), None)
        agency = writing.agency(named or without_marks(issuer.value), issuer.span)
    writing.out.found(node, "issuedBy", agency, issuer)


def write_expression(writing: Writing) -> None:
    """The text that is held, and the original that it translates."""
    out, node, folder = writing.out, writing.expression, writing.folder
    out.state(node, TYPE, mg("Expression"))
    out.state(node, "expressionOf", writing.document)
    out.state(node, "language", ox.Literal(folder.language))
    out.state(node, "sha256", ox.Literal(writing.reading.source.sha256))
    out.state(node, "byteLength", whole_number(writing.reading.source.size))
    out.state(node, "authority", mg(AUTHORITY[folder.authority]))
    out.state(node, "held", mg(HELD[folder.held]))
    for predicate, note in (("sourceNote", folder.source_note), ("heldNote", folder.held_note)):
        if note:
            out.state(node, predicate, ox.Literal(note.vi, language="vi"))
            out.state(node, predicate, ox.Literal(note.en, language="en"))
    if folder.source_address:
        out.state(node, "sourceAddress", typed(folder.source_address, "anyURI"))
    if folder.original_language:
        original = ox.NamedNode(f"{writing.document.value}/text/{folder.original_language}")
        out.state(node, "translationOf", original)
        out.state(original, TYPE, mg("Expression"))
        out.state(original, "expressionOf", writing.document)
        out.state(original, "language", ox.Literal(folder.original_language))
        out.state(original, "held", mg("NotHeld"))
