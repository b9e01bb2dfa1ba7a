"""A document's annotation as the graph holds it: the same JSON as ``annotation.to_json`` gives.

Everything is read from the store, nothing from the text or the corrections, so that comparing it
with a hand annotation tests the graph itself.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import pyoxigraph as ox

from mandategraph.build.timing import short_form
from mandategraph.errors import InputError
from mandategraph.names import MG, PREFIXES
from mandategraph.text import collapse, opening

Json = dict[str, Any]
_RDF, _SKOS = PREFIXES["rdf"], PREFIXES["skos"]
_OBJECTIVE_KINDS = {
    "Purpose": "purpose",
    "Viewpoint": "viewpoint",
    "GeneralAim": "general",
    "SpecificAim": "specific",
}


def _quads(
    store: ox.Store, subject: Any, predicate: Any, value: Any, graph: Any = None
) -> Iterator[Any]:
    """The quads of a pattern; what is built has no blank nodes, so every term has a value."""
    return iter(store.quads_for_pattern(subject, predicate, value, graph))


def _mg(name: str) -> ox.NamedNode:
    return ox.NamedNode(f"{MG}{name}")


def _local(node: ox.NamedNode) -> str:
    return node.value[max(node.value.rfind("/"), node.value.rfind("#")) + 1 :]


def find_document(store: ox.Store, name: str) -> ox.NamedNode:
    """The document with this folder name or IRI. Raises InputError naming those there are."""
    folders = {
        quad.object.value: quad.subject for quad in _quads(store, None, _mg("folder"), None, None)
    }
    by_iri = {node.value: node for node in folders.values()}
    if name in folders or name in by_iri:
        found: ox.NamedNode = folders.get(name) or by_iri[name]
        return found
    raise InputError(f"there is no document “{name}”; there are: {', '.join(sorted(folders))}")


@dataclass(frozen=True)
class _Claim:
    """The words behind one fact."""

    predicate: str
    value: Any
    start: int
    end: int
    exact: str


class _Held:
    """One document's facts and evidence, as the store holds them."""

    def __init__(self, store: ox.Store, document: ox.NamedNode) -> None:
        self.store = store
        self.document = document
        self.facts = ox.NamedNode(f"{document.value}/facts")
        self.evidence = ox.NamedNode(f"{document.value}/evidence")
        self.claims = self._read_claims()

    def _read_claims(self) -> dict[str, list[_Claim]]:
        claims: dict[str, list[_Claim]] = {}
        subject = ox.NamedNode(f"{_RDF}subject")
        for quad in _quads(self.store, None, subject, None, self.evidence):
            one = {
                q.predicate.value: q.object
                for q in _quads(self.store, quad.subject, None, None, self.evidence)
            }
            span = {
                q.predicate.value: q.object.value
                for q in _quads(self.store, one[f"{MG}evidence"], None, None, self.evidence)
            }
            claims.setdefault(quad.object.value, []).append(
                _Claim(
                    predicate=one[f"{_RDF}predicate"].value.removeprefix(MG),
                    value=one[f"{_RDF}object"],
                    start=int(span[f"{MG}startOffset"]),
                    end=int(span[f"{MG}endOffset"]),
                    exact=span[f"{MG}exact"],
                )
            )
        for found in claims.values():
            found.sort(key=lambda claim: (claim.start, claim.end, str(claim.value)))
        return claims

    def nodes(self, kind: str) -> list[ox.NamedNode]:
        """The document's nodes of a class, in their order; cited instruments are not its own."""
        found = [
            quad.subject
            for quad in _quads(self.store, None, ox.NamedNode(f"{_RDF}type"), _mg(kind), self.facts)
        ]
        return sorted(found, key=lambda node: int(self.one(node, "order") or 0))

    def all(self, node: ox.NamedNode, predicate: str) -> list[Any]:
        """The values of a property, in no order."""
        return [q.object for q in _quads(self.store, node, _mg(predicate), None, self.facts)]

    def one(self, node: ox.NamedNode, predicate: str) -> str | None:
        """The one value of a property, as a string."""
        values = self.all(node, predicate)
        return str(values[0].value) if values else None

    def claims_of(self, node: ox.NamedNode, predicate: str) -> list[_Claim]:
        """The claims of a property, in the order of the text."""
        return [claim for claim in self.claims.get(node.value, ()) if claim.predicate == predicate]

    def in_order(self, node: ox.NamedNode, predicate: str) -> list[Any]:
        """The values of a property, in the order of the words they were read from."""
        return list(dict.fromkeys(claim.value for claim in self.claims_of(node, predicate)))

    def start(self, node: ox.NamedNode, predicate: str = "text") -> int:
        """Where the passage of a node begins."""
        return self.claims_of(node, predicate)[0].start

    # Names

    def agency(self, node: ox.NamedNode) -> str:
        """The English name of an agency's function."""
        return self.name_in(node, "en")

    def name_in(self, agency: ox.NamedNode, language: str) -> str:
        """The name of an agency's function in a language."""
        function = self.all(agency, "function")[0]
        for quad in _quads(self.store, function, ox.NamedNode(f"{_SKOS}prefLabel"), None, None):
            if quad.object.language == language:
                return str(quad.object.value)
        return _local(function)

    def agencies(self, node: ox.NamedNode, predicate: str) -> list[str]:
        """Agencies in the order of the text."""
        return [self.agency(value) for value in self.in_order(node, predicate)]

    def first_agency(self, node: ox.NamedNode, predicate: str) -> str | None:
        """The one agency of a property."""
        return next(iter(self.agencies(node, predicate)), None)

    def when(self, node: ox.NamedNode) -> str | None:
        """A time in the annotation's short form."""
        for predicate in ("due", "recurs", "periodic"):
            value = self.one(node, predicate)
            if value is not None:
                return short_form(predicate, value)
        return None

    def opening(self, node: ox.NamedNode) -> str:
        """The opening words of a passage."""
        return self.one(node, "openingWords") or opening(self.claims_of(node, "text")[0].exact)


def _with(entry: Json, **optional: Any) -> Json:
    return entry | {key: value for key, value in optional.items() if value not in (None, [], False)}


def _document(held: _Held) -> Json:
    node = held.document
    years = {key: held.one(node, key) for key in ("periodStart", "periodEnd")}
    numbers = {
        value: citation
        for citation in held.nodes("Citation")
        for value in held.all(citation, "citedInstrument")
    }

    def cited(predicate: str) -> list[str]:
        return [
            held.one(numbers[value], "numberAsPrinted") or ""
            for value in held.in_order(node, predicate)
        ]

    return _with(
        {
            "title": held.one(node, "title"),
            "type": held.one(node, "kindName"),
            "number": held.one(node, "number"),
            "date": held.one(node, "date"),
            "issuer": held.one(node, "issuerAsPrinted"),
            "jurisdiction": held.one(node, "jurisdictionAsPrinted"),
            "period_start": int(years["periodStart"]) if years["periodStart"] else None,
            "period_end": int(years["periodEnd"]) if years["periodEnd"] else None,
            "language": held.one(node, "language"),
            "implements": cited("implements"),
        },
        implements_alt=cited("implementsAlternative"),
        note=held.one(node, "editorialNote"),
    )


def _sections(held: _Held) -> Iterator[Json]:
    for node in held.nodes("Provision"):
        label, heading = held.one(node, "label"), held.one(node, "heading")
        if label is None and heading is None:
            continue  # an item
        position = held.one(node, "position")
        entry: Json = {
            "label": label,
            "heading": heading,
            "start": held.start(node, "label") if label else int(position or 0),
        }
        if held.one(node, "labelSupplied"):
            entry["label_as_written"] = held.one(node, "printedLabel")
        yield _with(entry, note=held.one(node, "editorialNote"))


def _citations(held: _Held) -> Iterator[Json]:
    for node in held.nodes("Citation"):
        number = held.one(node, "numberAsPrinted")
        quotes = list(dict.fromkeys(claim.exact for claim in held.claims_of(node, "quote")))
        if number is None:
            yield {"name": collapse(quotes[0]), "type": held.one(node, "kindName")}
            continue
        yield _with(
            {
                "number": number,
                "type": held.one(node, "kindName"),
                "date": held.one(node, "dateAsRead"),
                "issuer": held.one(node, "issuerAsPrinted"),
                "title_or_topic": held.one(node, "topic"),
                "quotes": quotes,
            },
            canonical_number=held.one(node, "canonicalNumber"),
            issuer_alt=held.one(node, "alternativeIssuer"),
            note=held.one(node, "editorialNote"),
        )


def _agencies(held: _Held) -> list[Json]:
    forms: dict[tuple[str, ox.NamedNode], None] = {}
    for claim in held.claims_of(held.document, "mentions"):
        forms.setdefault((collapse(claim.exact), claim.value))
    return [
        {
            "mention": form,
            "canonical_en": held.agency(node),
            "canonical_vi": held.name_in(node, "vi"),
        }
        for form, node in forms
    ]


def _timing(held: _Held, node: ox.NamedNode) -> list[str | None]:
    values = sorted(str(value.value) for value in held.all(node, "alternativeTiming"))
    return [None if value == "none" else value for value in values]


def _tasks(held: _Held) -> Iterator[Json]:
    for node in held.nodes("Task"):
        passage = held.claims_of(node, "text")[0]
        theme = held.all(node, "theme")
        cites = (
            [held.one(node, "citesNumber")]
            if len(held.all(node, "cites")) == 1
            else _cited(held, node)
        )
        yield _with(
            {
                "start": held.opening(node),
                "offset": passage.start,
                "end": passage.end,
                "section": held.one(node, "sectionLabel"),
                "lead": held.agencies(node, "leadAgency"),
                "coordinate": held.agencies(node, "coordinatingAgency"),
                "technology": [_local(value) for value in held.in_order(node, "technology")],
                "theme": _local(theme[0]) if theme else None,
                "deadline": held.when(node),
                "cites": cites,
            },
            start_alt=[str(value.value) for value in held.all(node, "alternativeOpening")],
            lead_source=held.one(node, "leadSource"),
            directed_by=held.agencies(node, "directedBy"),
            directs=held.agencies(node, "directsAgency"),
            through=held.agencies(node, "actsThrough"),
            coordinate_alt=held.agencies(node, "alternativeCoordinator"),
            technology_alt=[
                _local(value) for value in held.in_order(node, "alternativeTechnology")
            ],
            theme_alt=[_local(value) for value in held.in_order(node, "alternativeTheme")],
            deadline_alt=_timing(held, node),
            deadline_text=held.one(node, "timingWords"),
            deadline_source=held.one(node, "dueSource"),
            more_deadlines=[str(value.value) for value in held.in_order(node, "furtherTiming")],
            repeats=held.one(node, "repeats"),
            repeated_by=held.one(node, "repeatedBy"),
            note=held.one(node, "editorialNote"),
        )


def _cited(held: _Held, task: ox.NamedNode) -> list[str]:
    """The numbers that a task cites, in the order of the text."""
    order = {citation: at for at, citation in enumerate(_numbers(held))}
    return sorted(
        (str(v.value) for v in held.all(task, "citesNumber")), key=lambda n: order.get(n, 0)
    )


def _numbers(held: _Held) -> list[str]:
    return [held.one(node, "numberAsPrinted") or "" for node in held.nodes("Citation")]


def _objectives(held: _Held) -> Iterator[Json]:
    for node in held.nodes("Objective"):
        yield _with(
            {
                "start": held.opening(node),
                "offset": held.start(node),
                "section": held.one(node, "sectionLabel"),
                "kind": _OBJECTIVE_KINDS[_local(held.all(node, "objectiveKind")[0])],
            },
            note=held.one(node, "editorialNote"),
        )


def _targets(held: _Held) -> Iterator[Json]:
    for node in held.nodes("Target"):
        reached = held.one(node, "targetYear")
        yield _with(
            {
                "start": held.opening(node),
                "offset": held.start(node),
                "indicator": held.one(node, "indicator"),
                "comparator": held.one(node, "comparator"),
                "value": held.one(node, "value"),
                "unit": held.one(node, "unit"),
                "year": int(reached) if reached else None,
                "baseline": held.one(node, "baseline"),
            },
            qualitative=held.one(node, "qualitative") == "true",
            note=held.one(node, "editorialNote"),
        )


def _reporting(held: _Held) -> Iterator[Json]:
    for node in held.nodes("ReportingDuty"):
        yield _with(
            {
                "who": held.first_agency(node, "reporter"),
                "to": held.agencies(node, "reportsTo"),
                "when": held.when(node),
                "start": held.opening(node),
                "offset": held.start(node),
            },
            what=held.one(node, "subjectMatter"),
            via=held.first_agency(node, "via"),
            on_behalf_of=held.first_agency(node, "onBehalfOf"),
            first=held.one(node, "firstReport"),
            note=held.one(node, "editorialNote"),
        )


def _funding(held: _Held) -> Iterator[Json]:
    for node in held.nodes("FundingProvision"):
        yield _with(
            {
                "source": held.one(node, "fundingSource"),
                "start": held.opening(node),
                "offset": held.start(node),
            },
            note=held.one(node, "editorialNote"),
        )


def _signatory(held: _Held) -> Json | None:
    for node in held.all(held.document, "signedBy"):
        return _with(
            {
                "name": held.one(node, "signatoryName"),
                "position": held.one(node, "signatoryPosition"),
            },
            on_behalf_of=held.one(node, "signedOnBehalfOf"),
        )
    return None


def _considered(held: _Held) -> Iterator[Json]:
    for node in held.nodes("ConsideredPassage"):
        yield {
            "start": held.opening(node),
            "offset": held.start(node),
            "why": held.one(node, "reason"),
        }


def _defects(held: _Held) -> Iterable[str]:
    for node in held.nodes("SourceDefect"):
        yield from (
            value.value for value in held.all(node, "description") if value.language == "en"
        )


def annotation_of(store: ox.Store, document: ox.NamedNode) -> Json:
    """The annotation of a document, in the annotation format."""
    held = _Held(store, document)
    citations = list(_citations(held))
    entry: Json = {
        "document": _document(held),
        "sections": list(_sections(held)),
        "citations": [one for one in citations if "number" in one],
        "unnumbered": [one for one in citations if "name" in one],
        "agencies": _agencies(held),
    }
    layers: tuple[tuple[str, Callable[[_Held], Iterable[Any]]], ...] = (
        ("tasks", _tasks),
        ("objectives", _objectives),
        ("targets", _targets),
        ("reporting", _reporting),
        ("funding", _funding),
    )
    entry |= {name: list(read(held)) for name, read in layers}
    entry["signatory"] = _signatory(held)
    entry["recipients"] = [held.one(node, "lineText") for node in held.nodes("RecipientLine")]
    entry["borderline"] = list(_considered(held))
    entry["defects"] = list(_defects(held))
    notes = sorted(str(value.value) for value in held.all(document, "annotationNote"))
    return _with(entry, notes=notes)
