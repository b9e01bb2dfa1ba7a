"""How much a graph holds, counted by SPARQL on the store, and the counts as VoID.

Counted is what is kept: the named graphs and, as a whole, their union, in which a triple of two
graphs counts once. VoID: https://www.w3.org/TR/void/, sections 4 (statistics) and 5 (linksets).
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields

import pyoxigraph as ox

from mandategraph import names
from mandategraph.dataset.terms import SD, VOID, Desk
from mandategraph.query import Value, prefixed, stored_rows

_Row = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Counts:
    """The numbers of one graph, or of all together."""

    triples: int
    subjects: int
    objects: int
    entities: int
    classes: int
    properties: int


@dataclass(frozen=True, slots=True)
class Links:
    """So many triples of one property that lead from a graph of ours to another vocabulary."""

    link: str
    target: str
    graph: str
    triples: int


@dataclass(frozen=True, slots=True)
class Statistics:
    """All numbers of a dataset."""

    whole: Counts
    graphs: Mapping[str, Counts]
    documents: Mapping[str, str]
    """The name of each held document's folder, by the document."""
    classes: Mapping[str, int]
    properties: Mapping[str, int]
    vocabularies: tuple[str, ...]
    examples: tuple[str, ...]
    links: tuple[Links, ...]


def statistics_of(store: ox.Store) -> Statistics:
    """The numbers of a store."""
    return Statistics(
        whole=_counts(_rows(store, "whole-counts")[0]),
        graphs={row["graph"].value: _counts(row) for row in _rows(store, "graph-counts")},
        documents={row["document"].value: row["folder"].value for row in _rows(store, "builds")},
        classes=_by(_rows(store, "class-counts"), "class", "entities"),
        properties=_by(_rows(store, "property-counts"), "property", "triples"),
        vocabularies=tuple(row["vocabulary"].value for row in _rows(store, "vocabularies")),
        examples=tuple(row["example"].value for row in _rows(store, "examples")),
        links=tuple(
            Links(row["link"].value, row["target"].value, row["graph"].value, _int(row, "triples"))
            for row in _rows(store, "linksets")
        ),
    )


def _rows(store: ox.Store, name: str) -> list[dict[str, Value]]:
    return stored_rows(store, "exports", name)


def _int(row: _Row, name: str) -> int:
    return int(row[name].value)


def _counts(row: _Row) -> Counts:
    return Counts(**{one.name: _int(row, one.name) for one in fields(Counts)})


def _by(rows: list[dict[str, Value]], key: str, count: str) -> dict[str, int]:
    """Counts by IRI; what has none is of no vocabulary."""
    return {row[key].value: _int(row, count) for row in rows if isinstance(row[key], ox.NamedNode)}


_TERMS = {
    "triples": "triples",
    "subjects": "distinctSubjects",
    "objects": "distinctObjects",
    "entities": "entities",
    "classes": "classes",
    "properties": "properties",
}


def void(known: Statistics, iri: str) -> tuple[ox.Triple, ...]:
    """The statistics as VoID: of the dataset, its parts, its terms, and its links to others."""
    desk = Desk(iri)
    dataset = desk.make(ox.NamedNode(iri), f"{VOID}Dataset", f"{SD}Dataset")
    _count(desk, dataset, known.whole)
    desk.state(dataset, f"{VOID}uriSpace", ox.Literal(names.ID))
    for example in known.examples:
        desk.state(dataset, f"{VOID}exampleResource", ox.NamedNode(example))
    for vocabulary in known.vocabularies:
        desk.state(dataset, f"{VOID}vocabulary", ox.NamedNode(vocabulary))
    _graphs(desk, dataset, known)
    _terms(desk, dataset, known)
    _linksets(desk, dataset, known)
    return tuple(desk.triples)


def _count(desk: Desk, subset: ox.NamedNode, counts: Counts) -> None:
    for name, term in _TERMS.items():
        desk.state(subset, f"{VOID}{term}", getattr(counts, name))


def _graphs(desk: Desk, dataset: ox.NamedNode, known: Statistics) -> None:
    """A subset for each named graph, and for each document one that holds its two."""
    for document, folder in known.documents.items():
        whole = desk.make(desk.part(f"document-{folder}"), f"{VOID}Dataset")
        desk.state(dataset, f"{VOID}subset", whole)
        desk.state(whole, f"{VOID}rootResource", ox.NamedNode(document))
        desk.name(whole, f"Văn bản {folder}", f"The document {folder}")
    for graph, counts in known.graphs.items():
        name = graph_name(graph, known.documents)
        document = graph.rpartition("/")[0]
        above = known.documents.get(document)
        subset = desk.make(desk.part(name), f"{VOID}Dataset", f"{SD}Graph")
        desk.state(desk.part(f"document-{above}") if above else dataset, f"{VOID}subset", subset)
        _count(desk, subset, counts)
        named = desk.make(desk.part(f"named-{name}"), f"{SD}NamedGraph")
        desk.state(dataset, f"{SD}namedGraph", named)
        desk.state(named, f"{SD}name", ox.NamedNode(graph))
        desk.state(named, f"{SD}graph", subset)


def graph_name(graph: str, documents: Mapping[str, str]) -> str:
    """A short name of a graph: ``graph-ontology``, ``document-my-plan-facts``."""
    above, _, last = graph.rpartition("/")
    if above in documents:
        return f"document-{documents[above]}-{last}"
    return f"graph-{names.slug(graph.removeprefix(names.GRAPH))}"


def _terms(desk: Desk, dataset: ox.NamedNode, known: Statistics) -> None:
    """A partition for each class and each property."""
    for kind, counts, count in (
        ("class", known.classes, "entities"),
        ("property", known.properties, "triples"),
    ):
        for term, number in counts.items():
            part = desk.make(desk.part(f"{kind}-{_short(term)}"), f"{VOID}Dataset")
            desk.state(dataset, f"{VOID}{kind}Partition", part)
            desk.state(part, f"{VOID}{kind}", ox.NamedNode(term))
            desk.state(part, f"{VOID}{count}", number)


def _linksets(desk: Desk, dataset: ox.NamedNode, known: Statistics) -> None:
    for one in known.links:
        target = desk.make(desk.part(f"target-{_short(one.target)}"), f"{VOID}Dataset")
        desk.state(target, f"{VOID}uriSpace", ox.Literal(one.target))
        from_graph = graph_name(one.graph, known.documents)
        name = f"links-{from_graph}-{_short(one.link)}-{_short(one.target)}"
        linkset = desk.make(desk.part(name), f"{VOID}Linkset")
        desk.state(dataset, f"{VOID}subset", linkset)
        desk.state(linkset, f"{VOID}subjectsTarget", desk.part(from_graph))
        desk.state(linkset, f"{VOID}objectsTarget", target)
        desk.state(linkset, f"{VOID}linkPredicate", ox.NamedNode(one.link))
        desk.state(linkset, f"{VOID}triples", one.triples)


def _short(iri: str) -> str:
    """A name for a term of a vocabulary that is one for it alone: ``mg-leadAgency``, ``prov``."""
    known = prefixed(iri)
    return names.short_hash(iri) if known == iri else known.replace(":", "-").rstrip("-")
