"""The sections of a document, and the items and paragraphs below them."""

import pyoxigraph as ox

from mandategraph import names
from mandategraph.build.triples import TRUE, whole_number
from mandategraph.build.writing import Passage, Writing
from mandategraph.model import Section


def write_sections(writing: Writing) -> None:
    """The sections; a label that is used again gets its count."""
    used: set[str] = set()
    for position, section in enumerate(writing.reading.sections, start=1):
        path = names.provision_path(section.label) if section.label else f"n{position}"
        while path in used:
            path += "~2"
        used.add(path)
        node = ox.NamedNode(f"{writing.document.value}/s/{path}")
        if section.label:
            writing.sections.setdefault(section.label, node)
        _section(writing, section, node, position)


def _section(writing: Writing, section: Section, node: ox.NamedNode, position: int) -> None:
    out = writing.out
    writing.numbered(node, "Provision", position)
    out.state(node, "partOf", writing.above(section.label))
    if section.label:
        out.fact(node, "label", ox.Literal(section.label), section.span, section)
    if section.relabelled:
        out.state(node, "labelSupplied", TRUE)
        if section.printed_label:
            out.fact(node, "printedLabel", ox.Literal(section.printed_label), section.span, section)
    if section.heading and section.heading_span:
        out.fact(node, "heading", out.words(section.heading), section.heading_span, section)
    if not section.label:
        out.state(node, "position", whole_number(section.span.start))
    writing.note(node, section.note)


def write_items(writing: Writing) -> None:
    """The items and paragraphs below the sections; a passage's own section counts first."""
    passages: list[Passage] = [*writing.reading.tasks, *writing.reading.objectives]
    decided = {passage.span.start: passage.section for passage in passages}
    nodes: list[ox.NamedNode] = []
    counts: dict[str | None, int] = {}
    for item in writing.reading.items:
        section = decided.get(item.span.start, item.section)
        section = section if section in writing.sections else None
        counts[section] = counts.get(section, 0) + 1
        above = writing.sections[section].value if section else f"{writing.document.value}/s/0"
        node = ox.NamedNode(f"{above}/{counts[section]}")
        writing.numbered(node, "Provision", counts[section])
        parent = writing.sections[section] if item.parent is None else nodes[item.parent]
        writing.out.state(node, "partOf", parent)
        if item.mark:
            writing.out.state(node, "mark", ox.Literal(item.mark))
        words = writing.out.words(writing.out.source.words(item.span))
        writing.out.fact(node, "text", words, item.span, item)
        nodes.append(node)
        writing.items.append((item.span, node))
