"""The things that a document speaks of, and their IRIs: itself, instruments, agencies."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import pyoxigraph as ox

from mandategraph import names
from mandategraph.build.kinds_of_bodies import kind_of_body
from mandategraph.build.triples import mg
from mandategraph.gazetteer import Function, Gazetteer, tokens_in
from mandategraph.model import Citation, Reading
from mandategraph.text import collapse

# 3177/QĐ-UBND, 791-TB/TU
LOCAL_NUMBER = re.compile(r"[-/](?:UBND|HĐND|HDND|TU|HU)$", re.IGNORECASE)
# What may stand between the two lines of a letterhead: **ỦY BAN NHÂN DÂN**<br>TỈNH NGHỆ AN
MARKS = re.compile(r"<br\s*/?>|[*_|#\\]+", re.IGNORECASE)


@dataclass(frozen=True)
class Names:
    """The IRIs of the things that one document speaks of."""

    gazetteer: Gazetteer
    area: str
    country: str
    local_names: Mapping[str, str]

    def function(self, name: str) -> Function:
        """The function with this English name; one that the authority files lack is made up."""
        known = self._known(name)
        if known is not None:
            return known
        name_vi = self.local_names.get(name, name)
        return Function(names.slug(name), name, name_vi, (), kind=kind_of_body(name_vi, name))

    def is_known(self, name: str) -> bool:
        """Whether the authority files hold the function."""
        return self._known(name) is not None

    def _known(self, name: str) -> Function | None:
        """The function of the authority files that has this name, or one that differs in case."""
        return self.gazetteer.functions.get(name) or self._by_slug.get(names.slug(name))

    @cached_property
    def _by_slug(self) -> Mapping[str, Function]:
        return {function.slug: function for function in self.gazetteer.functions.values()}

    def area_of(self, function: Function, named: str | None = None) -> str:
        """Where a body with this function stands.

        In the country; else in the area that its words name ("Sở Y tế tỉnh Nghệ An"), or in the
        document's own.
        """
        return self.country if function.level == "National" else named or self.area

    def agency(self, name: str, named: str | None = None) -> ox.NamedNode:
        """The agency with this function, in the area that its words name or the document's own."""
        function = self.function(name)
        return ox.NamedNode(names.agency_iri(self.area_of(function, named), function.slug))

    def issuing(self, printed: str) -> tuple[Function, str | None] | None:
        """The function that an issuer as printed stands for, and the area that it names.

        None when the words hold more than a known function and a place, or other words.
        """
        shown = without_marks(printed)
        function = self.gazetteer.function_of(shown)
        if function is not None:
            return function, None
        tokens = tokens_in(shown)
        first, area = self.gazetteer.place_at(tokens, 0) or 0, None
        if first:  # Nghe An Provincial People's Committee
            place = self.gazetteer.jurisdiction_named(shown[: tokens.ends[first - 1]])
            area = place.code if place else None
        found = self.gazetteer.agency_at(tokens, first) if first < len(tokens.words) else None
        if found is None or found.canonical is None:
            return None
        after, named = self.gazetteer.area_after(tokens, found.after, {"of"})
        if after != len(tokens.words):
            return None
        return self.gazetteer.functions[found.canonical], named or area

    def issuer_slug(self, printed: str | None, number: str | None = None) -> str:
        """The issuer's part of a document's IRI.

        Where none is named, a number of a people's committee, people's council or Party committee
        is one of the area: another province may have the same.
        """
        if not printed:
            return f"{self.area}-unknown" if LOCAL_NUMBER.search(number or "") else "unknown"
        issuing = self.issuing(printed)
        if issuing is None:
            return names.slug(without_marks(printed))
        function, named = issuing
        area = self.area_of(function, named)
        return function.slug if function.level == "National" else f"{area}-{function.slug}"

    def kind_slug(self, annotated: str | None) -> str:
        """The kind's part of a document's IRI."""
        kind = self.gazetteer.kind_annotated(annotated) if annotated else None
        return kind.slug if kind else names.slug(annotated or "document")

    def document_class(self, annotated: str | None) -> ox.NamedNode:
        """The class of a document of this kind."""
        kind = self.gazetteer.kind_annotated(annotated) if annotated else None
        return mg(kind.document_class if kind else "OtherDocument")


def without_marks(printed: str) -> str:
    """Printed words on one line, without Markdown's marks."""
    return collapse(MARKS.sub(" ", printed)).strip()


def area_of(reading: Reading, gazetteer: Gazetteer) -> str:
    """The area that a document's own bodies stand in: a province's code, or ``x-`` and its hash."""
    printed = reading.document.jurisdiction
    place = gazetteer.jurisdiction_named(printed.value) if printed else None
    return place.code if place else f"x-{reading.source.sha256[:10]}"


def country_of(area: str, language: str) -> str:
    """The country whose national bodies a document speaks of: that of its area.

    Where its area is not known: ``vn`` for a Vietnamese text, else the area itself.
    """
    if area.startswith("x-"):
        return "vn" if language == "vi" else area
    return area.partition("-")[0]


def document_node(reading: Reading, things: Names) -> ox.NamedNode:
    """The IRI of the document itself."""
    facts = reading.document
    return ox.NamedNode(
        names.document_iri(
            things.issuer_slug(facts.issuer.value if facts.issuer else None),
            int(facts.date.value[:4]) if facts.date else None,
            things.kind_slug(facts.type.value if facts.type else None),
            facts.number.value if facts.number else None,
            reading.source.sha256,
        )
    )


def citation_node(
    citation: Citation, position: int, document: ox.NamedNode, things: Names
) -> ox.NamedNode:
    """The IRI of a cited instrument: by its number, else by its place in the citing document."""
    if citation.number is None:
        return ox.NamedNode(f"{document.value}/named/{position}")
    return ox.NamedNode(
        names.instrument_iri(
            things.issuer_slug(citation.issuer.value if citation.issuer else None, citation.number),
            int(citation.date.value[:4]) if citation.date else None,
            things.kind_slug(citation.kind),
            citation.canonical_number or citation.number,
        )
    )
