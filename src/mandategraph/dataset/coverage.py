"""Which places, years and languages the documents of a dataset cover (DCAT 3, sections 6.4 and 6.6)."""

import pyoxigraph as ox

from mandategraph.build.triples import year
from mandategraph.dataset.terms import DCAT, DCTERMS, PREFIXES, Desk
from mandategraph.query import Value, stored_rows

_LANGUAGE = "http://id.loc.gov/vocabulary/iso639-1/"
"""DCAT 3, 6.4.15: where ISO 639-1 has a code, this is the IRI to use."""


def coverage(store: ox.Store, iri: str, version: str) -> tuple[ox.Triple, ...]:
    """The version and coverage of a dataset, from the documents that are held."""
    desk = Desk(iri)
    dataset = ox.NamedNode(iri)
    rows = stored_rows(store, "exports", "coverage")
    desk.state(dataset, f"{DCAT}version", ox.Literal(version))
    for place in _column(rows, "place"):
        node = desk.make(ox.NamedNode(place), f"{DCTERMS}Location")
        desk.state(dataset, f"{DCTERMS}spatial", node)
        names = [row["name"] for row in rows if place == _value(row, "place") and "name" in row]
        desk.state(node, f"{PREFIXES['skos']}prefLabel", *names)
    for language in _column(rows, "language"):
        node = desk.make(ox.NamedNode(f"{_LANGUAGE}{language}"), f"{DCTERMS}LinguisticSystem")
        desk.state(dataset, f"{DCTERMS}language", node)
    if years := _column(rows, "year"):
        period = desk.make(desk.part("period"), f"{DCTERMS}PeriodOfTime")
        desk.state(dataset, f"{DCTERMS}temporal", period)
        desk.state(period, f"{DCAT}startDate", year(years[0]))
        desk.state(period, f"{DCAT}endDate", year(years[-1]))
    return tuple(desk.triples)


def _column(rows: list[dict[str, Value]], name: str) -> list[str]:
    return sorted({row[name].value for row in rows if name in row})


def _value(row: dict[str, Value], name: str) -> str | None:
    return row[name].value if name in row else None
