"""A reading as RDF: plain facts in one graph, a claim with its words for each in another.

``Triples`` is the desk on which a document's quads are written: ``fact`` writes a triple and the
claim that bears it, ``state`` writes a triple that follows from structure or from the curator.
No blank node is ever made, so a rebuild differs only where meaning does.
"""

from dataclasses import dataclass, field
from typing import Protocol

import pyoxigraph as ox

from mandategraph import names
from mandategraph.errors import DocumentError
from mandategraph.model import CURATOR, Found
from mandategraph.text import SourceText, Span

XSD = names.PREFIXES["xsd"]
RDF = names.PREFIXES["rdf"]
RDFS = names.PREFIXES["rdfs"]
TYPE = ox.NamedNode(f"{RDF}type")
LABEL = ox.NamedNode(f"{RDFS}label")

Value = ox.NamedNode | ox.Literal


def mg(name: str) -> ox.NamedNode:
    """A term of the ontology."""
    return ox.NamedNode(f"{names.MG}{name}")


def typed(value: object, datatype: str) -> ox.Literal:
    """A literal of an XSD datatype."""
    return ox.Literal(str(value), datatype=ox.NamedNode(f"{XSD}{datatype}"))


def whole_number(value: int) -> ox.Literal:
    """An ``xsd:integer``."""
    return typed(value, "integer")


def year(value: int | str) -> ox.Literal:
    """An ``xsd:gYear``."""
    return typed(f"{int(value):04d}", "gYear")


TRUE = typed("true", "boolean")


class Read(Protocol):
    """What says how something was read: the rule, or the curator, and how sure it is."""

    @property
    def method(self) -> str:
        """The name of the rule."""

    @property
    def confidence(self) -> float:
        """Between 0 and 1."""


@dataclass
class Triples:
    """The quads of one document, in its two graphs."""

    document: ox.NamedNode
    expression: ox.NamedNode
    source: SourceText
    language: str
    reviewed: bool
    quads: set[ox.Quad] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.facts_graph = ox.NamedNode(f"{self.document.value}/facts")
        self.evidence_graph = ox.NamedNode(f"{self.document.value}/evidence")

    def words(self, value: str) -> ox.Literal:
        """Words of the document, in its language."""
        return ox.Literal(value, language=self.language)

    def state(self, subject: ox.NamedNode, predicate: str | ox.NamedNode, value: Value) -> None:
        """A triple that needs no claim: structure, or the curator's remark."""
        term = mg(predicate) if isinstance(predicate, str) else predicate
        self.quads.add(ox.Quad(subject, term, value, self.facts_graph))

    def fact(
        self, subject: ox.NamedNode, predicate: str, value: Value, span: Span, read: "Read"
    ) -> None:
        """A triple that was read from the text, with the claim that says from which words."""
        self.state(subject, predicate, value)
        passage = self.span(span)
        term = mg(predicate)
        claim = ox.NamedNode(names.claim_iri(subject.value, term.value, str(value), passage.value))
        for pred, obj in (
            (TYPE, mg("Claim")),
            (ox.NamedNode(f"{RDF}subject"), subject),
            (ox.NamedNode(f"{RDF}predicate"), term),
            (ox.NamedNode(f"{RDF}object"), value),
            (mg("evidence"), passage),
            (mg("method"), ox.NamedNode(names.method_iri(read.method))),
            (mg("confidence"), typed(f"{read.confidence:.2f}", "decimal")),
            (
                mg("reviewStatus"),
                mg("Reviewed" if self.reviewed or read.method == CURATOR else "Unreviewed"),
            ),
        ):
            self._testify(claim, pred, obj)

    def found(
        self, subject: ox.NamedNode, predicate: str, value: Value, found: Found[object]
    ) -> None:
        """A triple for a value with its evidence."""
        if found.span is None:
            raise DocumentError(
                f"{predicate} “{found.value}” has no words in the text; name its evidence"
            )
        self.fact(subject, predicate, value, found.span, found)

    def span(self, span: Span) -> ox.NamedNode:
        """The passage as a thing, with its exact words. Raises DocumentError outside the text."""
        if span.end > len(self.source.text) or span.start >= span.end:
            raise DocumentError(f"the passage {span.start}-{span.end} is empty or outside the text")
        node = ox.NamedNode(names.span_iri(self.expression.value, span.start, span.end))
        for pred, obj in (
            (TYPE, mg("Span")),
            (mg("spanOf"), self.expression),
            (mg("startOffset"), whole_number(span.start)),
            (mg("endOffset"), whole_number(span.end)),
            (mg("exact"), self.words(self.source.words(span))),
        ):
            self._testify(node, pred, obj)
        return node

    def _testify(self, subject: ox.NamedNode, predicate: ox.NamedNode, value: Value) -> None:
        self.quads.add(ox.Quad(subject, predicate, value, self.evidence_graph))
