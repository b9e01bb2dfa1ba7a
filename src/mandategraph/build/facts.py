"""The facts of a reading, written as triples: one function a layer."""

from mandategraph.build.agency_facts import write_agencies, write_mentions
from mandategraph.build.citation_facts import write_citations
from mandategraph.build.closing_facts import (
    write_considered,
    write_defects,
    write_recipients,
    write_signature,
)
from mandategraph.build.document_facts import write_document, write_expression
from mandategraph.build.documents import DocumentFolder
from mandategraph.build.duty_facts import (
    write_funding,
    write_objectives,
    write_reporting,
    write_tasks,
)
from mandategraph.build.provision_facts import write_items, write_sections
from mandategraph.build.target_facts import write_targets
from mandategraph.build.triples import Triples
from mandategraph.build.writing import Writing
from mandategraph.gazetteer import Gazetteer
from mandategraph.model import Reading

LAYERS = (
    write_sections,
    write_items,
    write_citations,
    write_document,
    write_expression,
    write_mentions,
    write_tasks,
    write_objectives,
    write_targets,
    write_reporting,
    write_funding,
    write_signature,
    write_recipients,
    write_considered,
    write_defects,
    write_agencies,
)
"""In this order: the document and what stands in it rest on the sections, items and citations."""


def facts_of(reading: Reading, folder: DocumentFolder, gazetteer: Gazetteer) -> Triples:
    """All triples of a document."""
    writing = Writing(reading, folder, gazetteer)
    for write in LAYERS:
        write(writing)
    return writing.out
