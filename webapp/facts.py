"""The facts about a thing, in the order in which a reader wants them, each with its words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from pyoxigraph import Literal

from mandategraph.names import PREFIXES
from mandategraph.network import PARTS
from mandategraph.query import Value

from . import language
from .ask import Row
from .corpus import local

HIDDEN = frozenset(
    (
        f"{PREFIXES['rdf']}type",
        f"{PREFIXES['rdfs']}label",
        "taskOf", "objectiveOf", "targetOf", "reportingOf", "fundingOf", "citedIn", "defectOf",
        "consideredIn", "partOf", "statedIn", "text", "order", "expression", "hasRecipient",
        "language", "held", "documentKind", "openingWords", "mentions", "cites", "normalizedNumber",
        "label", "printedLabel", "labelSupplied", "lineText", "quote", "evidence", "canonicalNumber",
        "folder", "kindName", "sectionLabel", "citesNumber", "citesUnnumbered", "annotationNote",
        "annotationName", "method", "position", "alternativeOpening", "timingWords", "sharedName",
        "jurisdictionAsPrinted",
    )
)  # fmt: skip
"""Structure, and what a page shows elsewhere."""

ORDER = (
    "title", "number", "date", "issuedBy", "jurisdiction", "periodStart", "periodEnd", "implements",
    "implementsAlternative", "basedOn", "signedBy", "sentTo",
    *PARTS,
    "due", "recurs", "vagueTiming", "technology", "alternativeTechnology", "theme",
    "alternativeTheme", "directsImplementationOf", "repeats",
    "citedInstrument", "relation", "numberAsPrinted", "dateAsRead", "issuerAsPrinted", "topic",
    "indicator", "comparator", "value", "unit", "minValue", "maxValue", "targetYear", "baseline",
    "qualitative",
    "reporter", "reportsTo", "onBehalfOf", "via", "subjectMatter", "periodic",
    "fundingSource", "objectiveKind", "recipient",
    "signatoryName", "signatoryPosition", "signedOnBehalfOf",
    "defectKind", "description", "printed", "likelyMeant", "howKnown", "reason",
)  # fmt: skip
ASIDE = frozenset(
    (
        "numberAsPrinted", "dateAsRead", "issuerAsPrinted", "topic", "alternativeTheme",
        "alternativeTechnology", "alternativeCoordinator", "alternativeTiming", "alternativeIssuer",
        "editorialNote", "howKnown", "printed", "defectKind", "minValue", "maxValue", "qualitative",
        "leadSource", "dueSource",
    )
)  # fmt: skip
"""What a note beside the text shows only when it is opened."""

EDITORIAL = frozenset(("description", "editorialNote", "reason", "howKnown", "sourceNote"))
"""Words of the curators, at times in both languages; a reader needs one of them."""

_RANK = {name: rank for rank, name in enumerate(ORDER)}


@dataclass(frozen=True, slots=True)
class Quote:
    """The words a fact was read from, where they stand, and how they were read."""

    exact: str
    document: str
    start: int
    end: int
    method: str = ""
    confidence: str = ""
    reviewed: bool = False
    claim: str = ""

    @property
    def anchor(self) -> str:
        """The fragment of the passage."""
        return f"char={self.start},{self.end}"


@dataclass(frozen=True, slots=True)
class Fact:
    """One value of one property, with the passages it rests on."""

    name: str
    value: Value
    quotes: tuple[Quote, ...] = ()


@dataclass(slots=True)
class Claims:
    """Passages by subject, property and value."""

    by_fact: dict[tuple[str, str, Value], list[Quote]] = field(default_factory=dict)

    def quotes(self, thing: str, name: str, value: Value) -> tuple[Quote, ...]:
        """The passages that one fact rests on."""
        return tuple(self.by_fact.get((thing, name, value), ()))

    def of(self, thing: str, name: str) -> tuple[Quote, ...]:
        """The passages that any value of a property rests on."""
        return tuple(
            quote
            for (subject, known, _), quotes in self.by_fact.items()
            if subject == thing and known == name
            for quote in quotes
        )


def quote_of(row: Row) -> Quote:
    """The passage in a row of ``evidence.rq`` or ``document-claims.rq``."""
    return Quote(
        exact=row.text("exact"),
        document=row.iri("document"),
        start=row.count("start"),
        end=row.count("end"),
        method=row.iri("method"),
        confidence=row.text("confidence"),
        reviewed=local(row.iri("review")) == "Reviewed",
        claim=row.iri("claim"),
    )


def claims(rows: Iterable[Row]) -> Claims:
    """The passages in the rows of a question on claims, each fact's in the order of the text."""
    found = Claims()
    for row in rows:
        key = (row.iri("thing"), local(row.iri("property")), row.values["value"])
        quotes = found.by_fact.setdefault(key, [])
        quote = quote_of(row)
        if quote not in quotes:
            quotes.append(quote)
    return found


def facts(
    thing: str, values: Iterable[tuple[str, Value]], known: Claims, hidden: frozenset[str] = HIDDEN
) -> tuple[Fact, ...]:
    """What is said of a thing, sorted for reading, without what is hidden."""
    found = {
        (local(name), value): Fact(local(name), value, known.quotes(thing, local(name), value))
        for name, value in values
        if local(name) not in hidden
    }
    return tuple(sorted(_for_reader(found.values()), key=_place))


def _for_reader(found: Iterable[Fact]) -> list[Fact]:
    """Facts without the curators' words in the other language, where the reader's has them too."""
    every = list(found)
    wish = language.current()
    said = {
        fact.name
        for fact in every
        if isinstance(fact.value, Literal) and fact.value.language == wish
    }
    return [
        fact
        for fact in every
        if not (
            fact.name in EDITORIAL
            and fact.name in said
            and isinstance(fact.value, Literal)
            and fact.value.language != wish
        )
    ]


def _place(fact: Fact) -> tuple[int, str, int, str]:
    first = fact.quotes[0].start if fact.quotes else -1
    return (_RANK.get(fact.name, len(ORDER)), fact.name, first, fact.value.value)


def grouped(found: Sequence[Fact]) -> dict[str, list[Fact]]:
    """Facts by property, in their order."""
    groups: dict[str, list[Fact]] = {}
    for fact in found:
        groups.setdefault(fact.name, []).append(fact)
    return groups
