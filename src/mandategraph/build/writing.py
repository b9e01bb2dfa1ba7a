"""A document whose triples are being written, and the triples that several layers have in common."""

from collections.abc import Iterable
from typing import Protocol

import pyoxigraph as ox

from mandategraph.build.documents import Bilingual, DocumentFolder
from mandategraph.build.things import Names, area_of, country_of, document_node
from mandategraph.build.timing import statement
from mandategraph.build.triples import LABEL, TYPE, Triples, mg, whole_number
from mandategraph.errors import DocumentError
from mandategraph.gazetteer import Gazetteer, Hit
from mandategraph.model import CURATOR, Found, Reading
from mandategraph.text import Span, collapse, normalise, opening

_NAME_LENGTH = 70


class Passage(Protocol):
    """What every layer that stands in a passage has."""

    @property
    def span(self) -> Span:
        """Where it stands."""

    @property
    def start(self) -> str:
        """Its opening words."""

    @property
    def section(self) -> str | None:
        """The label path of its section."""

    @property
    def note(self) -> str | None:
        """The curator's remark."""

    @property
    def method(self) -> str:
        """The rule that read it."""

    @property
    def confidence(self) -> float:
        """How sure the rule is."""


class Writing:
    """The triples of one document so far, with the nodes of its parts."""

    def __init__(self, reading: Reading, folder: DocumentFolder, gazetteer: Gazetteer) -> None:
        self.reading = reading
        self.folder = folder
        area = area_of(reading, gazetteer)
        country = country_of(area, reading.document.language)
        self.things = Names(gazetteer, area, country, reading.local_names)
        self.document = document_node(reading, self.things)
        self.expression = ox.NamedNode(f"{self.document.value}/text/{folder.language}")
        self.out = Triples(
            self.document, self.expression, reading.source, folder.language, folder.reviewed
        )
        self.sections: dict[str | None, ox.NamedNode] = {None: self.document}
        self.items: list[tuple[Span, ox.NamedNode]] = []
        self.instruments: dict[str, ox.NamedNode] = {}
        self.agencies: set[tuple[str, str | None]] = set()

    def agency(self, name: str, span: Span | None) -> ox.NamedNode:
        """The agency that these words name: of another area where they say so."""
        area = next((hit.area for hit in self._named_at(span) if hit.area), None)
        return self.agency_in(name, area)

    def agency_in(self, name: str, area: str | None) -> ox.NamedNode:
        """The agency with this function in an area, the document's own where none is named."""
        self.agencies.add((name, area))
        return self.things.agency(name, area)

    def issuer(self, found: Found[str]) -> ox.NamedNode | None:
        """The agency that the words for an issuer stand for; None where no function is known."""
        issuing = self.things.issuing(found.value)
        if issuing is None:
            return None
        function, area = issuing
        if area:
            return self.agency_in(function.name_en, area)
        return self.agency(function.name_en, found.span)

    def _named_at(self, span: Span | None) -> Iterable[Hit]:
        found = self.things.gazetteer.find_agencies(self.reading.source, span) if span else ()
        return (hit for hit in found if hit.span == span)

    def link(self, subject: ox.NamedNode, predicate: str, agencies: Iterable[Found[str]]) -> None:
        """A predicate from a subject to each of some agencies."""
        for one in agencies:
            self.out.found(subject, predicate, self.agency(one.value, one.span), one)

    def words(self, subject: ox.NamedNode, predicate: str, found: Found[str] | None) -> None:
        """Words of the text in its language; words of the curator's own are English."""
        if found is None:
            return
        own = found.method == CURATOR and found.span and not self._printed(found.value, found.span)
        value = ox.Literal(found.value, language="en") if own else self.out.words(found.value)
        self.out.found(subject, predicate, value, found)

    def _printed(self, value: str, span: Span) -> bool:
        return normalise(value) in normalise(self.out.source.words(span))

    def note(self, subject: ox.NamedNode, note: str | None) -> None:
        """The curator's remark on a subject."""
        if note:
            self.out.state(subject, "editorialNote", ox.Literal(note, language="en"))

    def label(self, subject: ox.NamedNode, label: Bilingual) -> None:
        """The label of a subject in both languages."""
        self.out.state(subject, LABEL, ox.Literal(label.vi, language="vi"))
        self.out.state(subject, LABEL, ox.Literal(label.en, language="en"))

    def when(self, subject: ox.NamedNode, when: Found[str] | None) -> None:
        """The time that is set for a subject."""
        if when is not None:
            predicate, value = statement(when.value)
            self.out.found(subject, predicate, value, when)

    def numbered(self, subject: ox.NamedNode, kind: str, position: int) -> None:
        """The class of a subject, and its position among its like."""
        self.out.state(subject, TYPE, mg(kind))
        self.out.state(subject, "order", whole_number(position))

    def above(self, label: str | None) -> ox.NamedNode:
        """The nearest section above a label, else the document."""
        above = label
        while above and "." in above:
            above = above.rpartition(".")[0]
            if above in self.sections:
                return self.sections[above]
        return self.document

    def stated_in(self, subject: ox.NamedNode, section: str | None, span: Span) -> None:
        """The item that a passage stands in, else its section or the nearest one above it.

        What stands above every section, in no item, is a provision of its own.
        """
        first = Span(span.start, span.start)
        around = [
            (item.end - item.start, node) for item, node in self.items if item.contains(first)
        ]
        above = self.sections.get(section) or self.above(section)
        _, place = min(around, key=lambda one: one[0], default=(0, above))
        if place == self.document:
            place = self._provision(span)
        self.out.state(subject, "statedIn", place)

    def _provision(self, span: Span) -> ox.NamedNode:
        """A provision for a passage above every section."""
        above = f"{self.document.value}/s/0/"
        held = [node for _, node in self.items if node.value.rpartition("/")[0] + "/" == above]
        node = ox.NamedNode(f"{above}{len(held) + 1}")
        self.numbered(node, "Provision", len(held) + 1)
        self.out.state(node, "partOf", self.document)
        self.out.state(node, "position", whole_number(span.start))
        self.items.append((span, node))
        return node

    def instrument(self, number: str) -> ox.NamedNode:
        """The instrument that is cited by a number. Raises DocumentError when none is."""
        if number not in self.instruments:
            raise DocumentError(
                f"“{number}” is not among the citations of {self.folder.slug}; add it there"
            )
        return self.instruments[number]

    def opening(self, subject: ox.NamedNode, start: str, span: Span) -> None:
        """The opening words of a passage, where they are not those of its text."""
        if start != opening(self.out.source.words(span)):
            self.out.state(subject, "openingWords", self.out.words(start))

    def passage(
        self, subject: ox.NamedNode, kind: str, of: str, position: int, passage: Passage
    ) -> None:
        """What every layer that stands in a passage has: class, document, place and words."""
        out, words = self.out, self.out.source.words(passage.span)
        self.numbered(subject, kind, position)
        out.state(subject, of, self.document)
        self.stated_in(subject, passage.section, passage.span)
        if passage.section is not None:
            out.state(subject, "sectionLabel", ox.Literal(passage.section))
        out.fact(subject, "text", out.words(words), passage.span, passage)
        out.state(subject, LABEL, out.words(shorten(words)))
        self.opening(subject, passage.start, passage.span)
        self.note(subject, passage.note)


def shorten(passage: str) -> str:
    """The opening of a passage as a name for lists, cut at a word with an ellipsis."""
    words = collapse(passage)
    if len(words) <= _NAME_LENGTH:
        return words
    return words[:_NAME_LENGTH].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"
