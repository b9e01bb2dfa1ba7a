"""Documents: the list, and the reading room where each fact stands beside its words."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue
from pyoxigraph import Literal, NamedNode

from mandategraph.names import MG, PREFIXES
from mandategraph.query import Value

from . import answers
from .ask import Row
from .corpus import Cited, Document, local
from .facts import ASIDE, HIDDEN, Claims, Fact, Quote, claims, facts, grouped
from .follows import follows, follows_json, why_address
from .highlight import Line, Mark, lines_of
from .language import translate
from .site import Site, here, shortened

pages = Blueprint("documents", __name__)

KIND_OF_CLASS = {
    "Task": "task",
    "Objective": "objective",
    "Target": "target",
    "ReportingDuty": "reporting",
    "FundingProvision": "funding",
    "Citation": "citation",
    "ConsideredPassage": "considered",
    "RecipientLine": "recipient",
    "Signature": "signature",
    "SourceDefect": "finding",
}
"""Classes of facts that stand beside the text, and the kind whose colour and icon they have."""

KIND_OF_PROPERTY = {
    "title": "document", "number": "document", "label": "provision", "periodStart": "deadline", "periodEnd": "deadline",
    "date": "document", "due": "deadline", "recurs": "deadline", "vagueTiming": "deadline",
    "dateAsRead": "citation", "implements": "citation", "basedOn": "citation", "cites": "citation",
    "implementsAlternative": "citation", "directsImplementationOf": "citation",
    "jurisdiction": "jurisdiction", "technology": "technology", "alternativeTechnology": "technology",
    "theme": "theme", "alternativeTheme": "theme", "heading": "provision",
}  # fmt: skip
"""The kind of a passage by what is read from it, where neither class nor value decides."""

SHOWN_AS = {"issuerAsPrinted": "issuedBy", "jurisdictionAsPrinted": "jurisdiction"}
"""Facts of the document that are not shown apart, and the one that they stand behind."""

# Of several facts read from the same words, the first kind here gives the mark its look.
PRIORITY = (
    "task", "reporting", "funding", "target", "objective", "considered", "recipient", "finding",
    "agency", "citation", "technology", "deadline", "signature", "jurisdiction", "document",
    "provision", "theme",
)  # fmt: skip

LEGEND = (
    "task", "agency", "technology", "citation", "deadline", "target", "reporting", "funding",
    "objective", "provision", "finding",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Note:
    """A thing that stands beside the line on which its words begin."""

    iri: str
    kind: str
    anchor: str
    groups: dict[str, list[Fact]]
    more: dict[str, list[Fact]]
    """What is shown only when the note is opened."""
    quotes: tuple[Quote, ...] = ()


@dataclass(slots=True)
class Heading:
    """The heading of a provision: its anchor, and how deep it stands."""

    anchor: str
    level: int


@dataclass(slots=True)
class Stretch:
    """Lines that stand together, because one passage covers them, and the notes beside them."""

    lines: list[Line]
    notes: list[Note] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    """Anchors of provisions that have no heading: their place is that of their first words."""
    headings: dict[int, Heading] = field(default_factory=dict)
    """Headings by the start of their line."""

    @property
    def blank(self) -> bool:
        """Whether there is nothing to read."""
        return all(line.blank for line in self.lines)


@dataclass(slots=True)
class Reading:
    """A held document as its page shows it."""

    document: Document
    things: dict[str, dict[str, list[Value]]]
    claims: Claims
    rows: list[Stretch] = field(default_factory=list)
    loose: list[Note] = field(default_factory=list)
    """Notes that rest on no words of their own."""

    def first(self, thing: str, name: str) -> Value | None:
        """One value of a property of a thing in the document."""
        values = self.things.get(thing, {}).get(name)
        return values[0] if values else None

    def of_class(self, name: str) -> list[str]:
        """The document's things of a class, in order."""
        type_name = f"{PREFIXES['rdf']}type"
        found = [
            thing
            for thing, said in self.things.items()
            if any(local(value.value) == name for value in said.get(type_name, ()))
        ]
        return sorted(found, key=self._order)

    def _order(self, thing: str) -> tuple[int, str]:
        order = self.first(thing, "order")
        return (int(order.value) if order and order.value.isdigit() else 10**6, thing)


@pages.get("/documents")
def index() -> ResponseReturnValue:
    """The documents that are held, and the instruments they cite."""
    site = here()
    cited: dict[str, list[Cited]] = {}
    for citation in site.corpus.citations:
        cited.setdefault(citation.instrument, []).append(citation)
    return render_template("pages/documents.html", cited=cited)


@pages.get("/documents/<path:path>")
def document(path: str) -> ResponseReturnValue:
    """One document: its text with the facts beside it, or what is known of an instrument."""
    site = here()
    path, extension = answers.suffix(path, "ttl", "json")
    known = site.corpus.documents.get(site.addresses.document_iri(path))
    if known is None:
        abort(404)
    if extension == "ttl":
        return answers.turtle_of_document(known.iri)
    reading = read(site, known)
    if extension == "json":
        return answers.json_of({**_as_json(reading), **follows_json(site, known.iri)})
    text = site.texts.get(str(_sha256(reading)))
    if text is not None:
        lay_out(site, reading, text)
    return render_template(
        "pages/document.html",
        document=known,
        reading=reading,
        about=grouped(_about(reading)),
        title_quotes=reading.claims.of(known.iri, "title"),
        held_text=_held_text(reading),
        silent=site.lacking(known.iri, known.iri) if known.is_held else [],
        text=text,
        outline=list(outline(reading)),
        kinds=[kind for kind in LEGEND if kind in _kinds(reading)],
        agencies=_named_agencies(reading),
        cited_by=[c for c in site.corpus.citations if c.instrument == known.iri],
        implemented_by=_implemented_by(site, known.iri),
        tasks=site.corpus.tasks_of(known.iri),
        follows=follows(site, known.iri),
        answering=site.corpus.tasks_with(known.iri, ("cites", "directsImplementationOf")),
    )


def _implemented_by(site: Site, iri: str) -> dict[str, str]:
    """The documents that implement this one, and where each is explained."""
    name = NamedNode(f"{MG}implementedBy")
    return {
        lower: why_address(NamedNode(iri), name, NamedNode(lower))
        for lower, upper in site.corpus.implements.items()
        if iri in upper
    }


def read(site: Site, known: Document) -> Reading:
    """What the graph says in a document's own graphs."""
    things: dict[str, dict[str, list[Value]]] = {}
    for row in site.ask.rows("document-facts", graph=f"{known.iri}/facts"):
        said = things.setdefault(row.iri("thing"), {})
        said.setdefault(local(row.iri("property")), []).append(row.values["value"])
    if not known.is_held:
        for row in site.ask.rows("thing", thing=known.iri):
            said = things.setdefault(known.iri, {})
            said.setdefault(local(row.iri("property")), []).append(row.values["value"])
    return Reading(known, things, claims(_claims(site, known)))


def _claims(site: Site, known: Document) -> tuple[Row, ...]:
    return site.ask.rows("document-claims", document=known.iri)


def _sha256(reading: Reading) -> str:
    for expression in reading.things.get(reading.document.iri, {}).get("expression", []):
        value = reading.first(expression.value, "sha256")
        if value is not None:
            return value.value
    return ""


def _about(reading: Reading) -> tuple[Fact, ...]:
    """The facts that the document states of itself."""
    iri = reading.document.iri
    said = reading.things.get(iri, {})
    values = ((name, value) for name, found in said.items() for value in found)
    hidden = HIDDEN | {"title", "issuerAsPrinted"}
    return facts(iri, values, reading.claims, hidden)


def _held_text(reading: Reading) -> dict[str, list[Fact]]:
    """Where the text that is held comes from."""
    shown = ("authority", "sourceAddress", "sourceNote", "translationOf", "sha256")
    for expression in reading.things.get(reading.document.iri, {}).get("expression", []):
        said = reading.things.get(expression.value, {})
        values = ((name, value) for name in shown for value in said.get(name, ()))
        return grouped(facts(expression.value, values, reading.claims, frozenset()))
    return {}


def _kinds(reading: Reading) -> set[str]:
    return {mark.kind for row in reading.rows for line in row.lines for mark in line.marks}


def marks_of(site: Site, reading: Reading) -> list[Mark]:
    """One mark for each passage that a fact was read from."""
    passages: dict[tuple[int, int], list[tuple[str, str]]] = {}
    for (thing, name, value), quotes in reading.claims.by_fact.items():
        kind = _kind(site, reading, thing, name, value)
        anchor = _fact_anchor(site, reading, thing, name, value)
        for quote in quotes:
            passages.setdefault((quote.start, quote.end), []).append((kind, anchor))
    for row in site.ask.rows("document-defects", document=reading.document.iri):
        anchor = _own_anchor(site, row.iri("defect"))
        key = (row.count("start"), row.count("end"))
        passages.setdefault(key, []).append(("finding", anchor))
    return [_mark(start, end, found) for (start, end), found in sorted(passages.items())]


def _mark(start: int, end: int, found: list[tuple[str, str]]) -> Mark:
    ranked = sorted(found, key=lambda entry: PRIORITY.index(entry[0]))
    kind = ranked[0][0]
    anchors = tuple(dict.fromkeys(anchor for _, anchor in ranked if anchor))
    return Mark(start, end, kind, anchors, translate(f"kind.{kind}"))


def _kind(site: Site, reading: Reading, thing: str, name: str, value: Value) -> str:
    if not isinstance(value, Literal):
        kind = site.addresses.kind(value.value)
        if kind in ("agency", "technology", "theme", "jurisdiction"):
            return kind
    if thing != reading.document.iri and thing in site.corpus.documents:
        return "citation"
    if name in KIND_OF_PROPERTY:
        return KIND_OF_PROPERTY[name]
    return _thing_kind(reading, thing) or "document"


def _thing_kind(reading: Reading, thing: str) -> str | None:
    for value in reading.things.get(thing, {}).get(f"{PREFIXES['rdf']}type", ()):
        kind = KIND_OF_CLASS.get(local(value.value))
        if kind:
            return kind
    return None


def _fact_anchor(site: Site, reading: Reading, thing: str, name: str, value: Value) -> str:
    """Where beside the text a fact is shown."""
    own = reading.document.iri
    if thing != own and thing in site.corpus.documents:
        return _citation_anchor(site, own, thing)
    if thing != own:
        return _own_anchor(site, thing)
    if name == "mentions":
        return agency_anchor(site, value.value)
    if name in ("cites", "implements", "basedOn", "implementsAlternative"):
        return _citation_anchor(site, own, value.value) or f"fact-document-{name}"
    name = SHOWN_AS.get(name, name)
    return "" if name in HIDDEN else f"fact-document-{name}"


def _citation_anchor(site: Site, document: str, instrument: str) -> str:
    for citation in site.corpus.citations:
        if (citation.document, citation.instrument) == (document, instrument):
            return _own_anchor(site, citation.iri)
    return ""


def _own_anchor(site: Site, thing: str) -> str:
    place = site.addresses.place(thing)
    return (site.addresses.anchor(place) if place else None) or ""


def agency_anchor(site: Site, agency: str) -> str:
    """Where the list of bodies names an agency."""
    place = site.addresses.place(agency)
    return f"fact-agency-{place.rest.replace('/', '-')}" if place and place.rest else ""


def lay_out(site: Site, reading: Reading, text: str) -> None:
    """Fill the rows: each line of the text, with the notes whose words begin on it."""
    marks = marks_of(site, reading)
    reading.rows = _stretches(lines_of(text, marks), marks)
    starts = [row.lines[0].start for row in reading.rows]
    for provision, quote in _headings(reading):
        row = reading.rows[bisect_right(starts, quote.start) - 1]
        line = [line for line in row.lines if line.start <= quote.start][-1]
        label = reading.first(provision, "label")
        level = label.value.count(".") + 1 if label else 1
        row.headings.setdefault(line.start, Heading(_own_anchor(site, provision), level))
    for provision, start in _without_heading(reading):
        row = reading.rows[bisect_right(starts, start) - 1]
        row.lost.append(_own_anchor(site, provision))
    for note, quotes in _notes(site, reading):
        if quotes:
            first = min(quote.start for quote in quotes)
            reading.rows[bisect_right(starts, first) - 1].notes.append(note)
        else:
            reading.loose.append(note)


def _stretches(lines: Iterable[Line], marks: Iterable[Mark]) -> list[Stretch]:
    """Lines put together where a passage runs on over the end of a line."""
    ordered = sorted(marks, key=lambda mark: mark.start)
    found: list[Stretch] = []
    at, covered = 0, 0
    for line in lines:
        while at < len(ordered) and ordered[at].start < line.start:
            covered = max(covered, ordered[at].end)
            at += 1
        if found and covered > line.start:
            found[-1].lines.append(line)
        else:
            found.append(Stretch([line]))
    return found


def _headings(reading: Reading) -> Iterator[tuple[str, Quote]]:
    for provision in reading.of_class("Provision"):
        quotes = reading.claims.of(provision, "heading")
        if quotes:
            yield provision, quotes[0]


def _without_heading(reading: Reading) -> Iterator[tuple[str, int]]:
    """Provisions whose heading is lost, and where the first thing stated in them begins."""
    stated: dict[str, list[int]] = {}
    for thing, said in reading.things.items():
        for part in said.get("statedIn", ()):
            starts = [quote.start for quote in _own_words(reading, thing)]
            stated.setdefault(part.value, []).extend(starts)
    for provision in reading.of_class("Provision"):
        quotes = reading.claims.of(provision, "label") or _own_words(reading, provision)
        own = [quote.start for quote in quotes]
        starts = own or stated.get(provision, [])
        if starts and not reading.claims.of(provision, "heading"):
            yield provision, min(starts)


def _notes(site: Site, reading: Reading) -> Iterator[tuple[Note, tuple[Quote, ...]]]:
    defects: dict[str, list[Quote]] = {}
    for row in site.ask.rows("document-defects", document=reading.document.iri):
        defects.setdefault(row.iri("defect"), []).append(
            Quote(row.text("exact"), row.iri("document"), row.count("start"), row.count("end"))
        )
    for class_name, kind in KIND_OF_CLASS.items():
        for thing in reading.of_class(class_name):
            said = reading.things[thing]
            values = ((name, value) for name, found in said.items() for value in found)
            found = facts(thing, values, reading.claims)
            quotes = _own_words(reading, thing) or tuple(defects.get(thing, ()))
            note = Note(
                iri=thing,
                kind=kind,
                anchor=_own_anchor(site, thing),
                groups=grouped([fact for fact in found if fact.name not in ASIDE]),
                more=grouped([fact for fact in found if fact.name in ASIDE]),
                quotes=quotes,
            )
            yield note, quotes


def _own_words(reading: Reading, thing: str) -> tuple[Quote, ...]:
    """The passage that a thing as a whole was read from."""
    for name in ("text", "quote", "lineText", "citedInstrument", "signatoryName", "indicator"):
        quotes = reading.claims.of(thing, name)
        if quotes:
            return quotes
    return ()


def _named_agencies(reading: Reading) -> dict[str, list[Quote]]:
    """The bodies that the document names, each with the places where it does."""
    named: dict[str, list[Quote]] = {}
    for (_, name, value), quotes in reading.claims.by_fact.items():
        if name == "mentions":
            named.setdefault(value.value, []).extend(quotes)
    return named


def _as_json(reading: Reading) -> dict[str, object]:
    """The document's facts with their words, as data."""
    iri = reading.document.iri
    return {
        "id": iri,
        "builds": [asdict(one) for one in here().published.builds.of(iri).documents],
        "facts": [
            {
                "subject": thing,
                "property": name,
                "value": value.value,
                **_literal_parts(value),
                "evidence": [_quote_json(q) for q in reading.claims.quotes(thing, name, value)],
            }
            for thing, said in sorted(reading.things.items())
            for name, values in sorted(said.items())
            for value in values
        ],
    }


def _literal_parts(value: Value) -> dict[str, str]:
    if isinstance(value, Literal):
        return (
            {"language": value.language} if value.language else {"datatype": value.datatype.value}
        )
    return {"type": "iri"}


def _quote_json(quote: Quote) -> dict[str, object]:
    return {"exact": quote.exact, "start": quote.start, "end": quote.end}


def outline(reading: Reading) -> Iterable[tuple[str, str, str]]:
    """The headings of the document: anchor, label as printed, words."""
    site = here()
    for provision, quote in _headings(reading):
        label = reading.first(provision, "label")
        yield (
            _own_anchor(site, provision),
            label.value if label else "",
            shortened(quote.exact, 120),
        )
