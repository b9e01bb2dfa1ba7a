"""Where a dataset can be had: its files and its SPARQL endpoint (DCAT 3, sections 6.7 and 6.8)."""

from collections.abc import Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from mandategraph import names
from mandategraph.build.triples import typed
from mandategraph.dataset.card import Card
from mandategraph.dataset.terms import DCAT, DCTERMS, PREFIXES, SPDX, VOID, Desk

_MEDIA = "https://www.iana.org/assignments/media-types/"
_SPARQL = "https://www.w3.org/TR/sparql11-protocol/"
_SHA256 = ox.NamedNode(f"{SPDX}checksumAlgorithm_sha256")  # SPDX 2.3, section 8.4


@dataclass(frozen=True, slots=True)
class MediaFile:
    """A file in which the dataset is offered: its name and media type, and what it holds."""

    name: str
    media_type: str
    vi: str
    en: str


FILES = {
    "nq": MediaFile(
        "mandategraph.nq",
        "application/n-quads",
        "Tất cả các đồ thị, kèm bản mô tả và nguồn gốc",
        "All graphs, with the description and the provenance",
    ),
    "ttl": MediaFile(
        "mandategraph.ttl",
        "text/turtle",
        "Tất cả bộ ba, gộp làm một đồ thị",
        "All triples, merged into one graph",
    ),
    "jsonld": MediaFile(
        "mandategraph.jsonld", "application/ld+json", "Tất cả các đồ thị", "All graphs"
    ),
    "csv": MediaFile("tasks.csv", "text/csv", "Bảng nhiệm vụ", "The table of tasks"),
}
"""The files of a dataset, by their form of export."""


@dataclass(frozen=True, slots=True)
class File:
    """The size of a file in bytes, and its SHA-256."""

    size: int
    sha256: str


def offered(
    card: Card, address: str = names.BASE, known: Mapping[str, File] | None = None
) -> tuple[ox.Triple, ...]:
    """The files and the endpoint at ``address``; size and checksum for the files that are known.

    A file that holds this description cannot hold its own checksum: there none are known.
    """
    desk = Desk(card.iri)
    dataset = ox.NamedNode(card.iri)
    page = ox.NamedNode(f"{address}dataset")
    if page != dataset:  # a thing is not the page on it
        desk.state(dataset, f"{DCAT}landingPage", desk.make(page, f"{PREFIXES['foaf']}Document"))
    for form, file in FILES.items():
        _distribution(desk, card, address, form, file)
        if known and form in known:
            _measured(desk, form, known[form])
    endpoint = ox.NamedNode(f"{address}sparql")
    service = desk.make(desk.part("sparql"), f"{DCAT}DataService")
    desk.name(service, "Điểm truy vấn SPARQL", "SPARQL endpoint", f"{DCTERMS}title")
    desk.state(service, f"{DCAT}endpointURL", endpoint)
    desk.state(service, f"{DCAT}endpointDescription", endpoint)
    desk.state(service, f"{DCAT}servesDataset", dataset)
    standard = desk.make(ox.NamedNode(_SPARQL), f"{DCTERMS}Standard")
    desk.state(service, f"{DCTERMS}conformsTo", standard)
    _as_licensed(desk, card, service)
    desk.state(dataset, f"{VOID}sparqlEndpoint", endpoint)
    return tuple(desk.triples)


def _distribution(desk: Desk, card: Card, address: str, form: str, file: MediaFile) -> None:
    dataset = ox.NamedNode(card.iri)
    one = desk.make(desk.part(form), f"{DCAT}Distribution")
    url = ox.NamedNode(f"{address}dataset/{file.name}")
    desk.state(dataset, f"{DCAT}distribution", one)
    desk.name(one, file.vi, file.en, f"{DCTERMS}title")
    desk.state(one, f"{DCAT}accessURL", ox.NamedNode(f"{address}dataset"))
    desk.state(one, f"{DCAT}downloadURL", url)
    media_type = desk.make(ox.NamedNode(f"{_MEDIA}{file.media_type}"), f"{DCTERMS}MediaType")
    desk.state(one, f"{DCAT}mediaType", media_type)
    _as_licensed(desk, card, one)
    if form != "csv":  # a dump is RDF (VoID, section 3.3)
        desk.state(dataset, f"{VOID}dataDump", url)


def _as_licensed(desk: Desk, card: Card, part: ox.NamedNode) -> None:
    """The terms of use of a part are those of the whole."""
    for term in ("license", "rights", "accessRights"):
        desk.state(part, f"{DCTERMS}{term}", *card.values(term))


def _measured(desk: Desk, form: str, file: File) -> None:
    one, checksum = desk.part(form), desk.make(desk.part(f"{form}-checksum"), f"{SPDX}Checksum")
    desk.state(one, f"{DCAT}byteSize", typed(file.size, "nonNegativeInteger"))
    desk.state(one, f"{SPDX}checksum", checksum)
    desk.state(checksum, f"{SPDX}algorithm", desk.make(_SHA256, f"{SPDX}ChecksumAlgorithm"))
    desk.state(checksum, f"{SPDX}checksumValue", typed(file.sha256, "hexBinary"))
