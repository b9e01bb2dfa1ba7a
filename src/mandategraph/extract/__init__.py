"""From words to facts: the pipeline that reads a document, one idea a module.

``read`` puts the parts together: layout, citations, front matter, then what the items say.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from mandategraph.extract.agencies import find_bodies, local_names, read_mentions
from mandategraph.extract.citations import find_citations
from mandategraph.extract.defects import read_defects
from mandategraph.extract.frontmatter import (
    language_of,
    read_front,
    read_recipients,
    read_signatory,
    same_number,
)
from mandategraph.extract.layout import lay_out
from mandategraph.extract.objectives import read_objectives
from mandategraph.extract.tasks import read_tasks
from mandategraph.gazetteer import Gazetteer
from mandategraph.model import Citation, DocumentFacts, Layout, Reading, Task
from mandategraph.text import SourceText, Span

__all__ = ["lay_out", "read"]


def read(source: SourceText, gazetteer: Gazetteer) -> Reading:
    """All that the rules read from a text; the same text gives the same reading."""
    layout = lay_out(source)
    language = language_of(source)
    found, unnumbered = find_citations(source, language, gazetteer, layout)
    page = _page_around(source, layout)
    found = tuple(_in_document(found, page))
    document = read_front(source, layout, gazetteer, found)
    citations = tuple(_others(found, document))
    issued = document.date.value if document.date else None
    tasks = read_tasks(source, layout, citations, gazetteer, language, issued=issued)
    bodies = find_bodies(source, gazetteer)
    reading = Reading(
        source=source,
        document=document,
        sections=layout.sections,
        citations=(*citations, *_in_document(unnumbered, page)),
        mentions=read_mentions(bodies, _parts_given(tasks), page),
        tasks=tasks,
        objectives=read_objectives(source, layout),
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


def _parts_given(tasks: Sequence[Task]) -> Iterator[Span]:
    """Where bodies stand to which a task gives a part."""
    for task in tasks:
        for role in (task.lead, task.coordinate, task.directs, task.directed_by, task.through):
            yield from (named.span for named in role if named.span is not None)
        for alternative in (task.coordinate_alt, task.advises):
            yield from (named.span for named in alternative if named.span is not None)
