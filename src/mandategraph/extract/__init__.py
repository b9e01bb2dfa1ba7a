"""From words to facts: the pipeline that reads a document, one idea a module.

``read`` puts the parts together: layout, citations, front matter, then what the items say.
"""

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

from mandategraph.extract.agencies import find_bodies
from mandategraph.extract.bodies import local_names, read_mentions
from mandategraph.extract.citations import find_citations
from mandategraph.extract.composed import as_stored, composed, is_composed
from mandategraph.extract.defects import read_defects
from mandategraph.extract.frontmatter import read_front
from mandategraph.extract.funding import read_funding
from mandategraph.extract.implements import same_number
from mandategraph.extract.language import language_of
from mandategraph.extract.layout import lay_out
from mandategraph.extract.objectives import read_objectives
from mandategraph.extract.reporting import read_reporting
from mandategraph.extract.signature import read_recipients, read_signatory
from mandategraph.extract.targets import read_targets
from mandategraph.extract.tasks import read_tasks
from mandategraph.gazetteer import Gazetteer
from mandategraph.model import Citation, DocumentFacts, Layout, Named, Reading, Reporting, Task
from mandategraph.text import SourceText, Span

__all__ = ["lay_out", "read"]

SPOKEN = "communication"
"""A kind of document in which the issuer sets out what it will do itself."""


def read(source: SourceText, gazetteer: Gazetteer) -> Reading:
    """All that the rules read from a text; the same text gives the same reading."""
    with _without_collection():
        if is_composed(source):
            return _read(source, gazetteer)
        copy, places = composed(source)
        return as_stored(_read(copy, gazetteer), source, places)


@contextmanager
def _without_collection() -> Iterator[None]:
    """No search for cycles meanwhile: a reading makes many small values, and next to no cycle."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def _read(source: SourceText, gazetteer: Gazetteer) -> Reading:
    layout = lay_out(source)
    language = language_of(source)
    page = _page_around(source, layout)
    numbered, unnumbered = find_citations(source, language, gazetteer)
    numbered = tuple(_in_document(numbered, page))
    document = read_front(source, layout, gazetteer, numbered)
    citations = (*_others(numbered, document), *_in_document(unnumbered, page))
    issued = document.date.value if document.date else None
    speaker = document.issuer if document.type and document.type.value == SPOKEN else None
    tasks = read_tasks(
        source, layout, citations, gazetteer, language, issued=issued, speaker=speaker
    )
    reporting = read_reporting(source, layout, tasks, citations, gazetteer, language)
    bodies = find_bodies(source, gazetteer)
    reading = Reading(
        source=source,
        document=document,
        sections=layout.sections,
        citations=citations,
        mentions=read_mentions(bodies, _parts_given(tasks, reporting), page, source),
        tasks=tasks,
        objectives=read_objectives(source, layout),
        targets=read_targets(source, layout, tasks, citations, language),
        reporting=reporting,
        funding=read_funding(source, layout, tasks, language),
        signatory=read_signatory(source, layout, document.issuer),
        recipients=read_recipients(source, layout),
        items=layout.items,
        local_names=local_names(bodies, gazetteer),
    )
    return replace(reading, defects=read_defects(reading, layout, gazetteer))


def _page_around(source: SourceText, layout: Layout) -> tuple[Span, ...]:
    """What stands after the document on its web page."""
    ends = [layout.body_end, *(span.end for span in layout.recipients)]
    if layout.signature is not None:
        ends.append(layout.signature.end)
    last = max(ends)
    return (Span(last, len(source.text)),) if last < len(source.text) else ()


def _in_document(citations: Sequence[Citation], page: Sequence[Span]) -> Iterator[Citation]:
    """Citations with those quotes that do not belong to the web page around the document."""
    for citation in citations:
        quotes = tuple(q for q in citation.quotes if not any(p.contains(q) for p in page))
        if quotes:
            yield citation if quotes == citation.quotes else replace(citation, quotes=quotes)


def _others(citations: Sequence[Citation], document: DocumentFacts) -> Iterator[Citation]:
    """The citations of other instruments, each with what the document does with it."""
    implemented = {number.value for number in document.implements}
    for citation in citations:
        own = document.number is not None and citation.number is not None
        if own and same_number(
            citation.number or "", document.number.value if document.number else ""
        ):
            continue
        if citation.number in implemented:
            yield replace(citation, relation="implements")
        else:
            yield citation


def _parts_given(tasks: Sequence[Task], reporting: Sequence[Reporting]) -> Iterator[Span]:
    """Where bodies stand to which a task or a duty to report gives a part."""
    given: list[Named | None] = []
    for task in tasks:
        given += (*task.lead, *task.coordinate, *task.directs, *task.directed_by)
        given += (*task.through, *task.coordinate_alt, *task.advises)
    for duty in reporting:
        given += (duty.who, *duty.to, duty.via, duty.on_behalf_of)
    yield from (named.span for named in given if named is not None and named.span is not None)
