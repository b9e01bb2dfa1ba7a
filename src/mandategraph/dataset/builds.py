"""How each document's graphs were made: from which text, by which rules, with how many corrections.

PROV-O (https://www.w3.org/TR/prov-o/), worked out when it is asked for and given a graph of its own,
``…/graph/provenance``. Were it written into ``facts.ttl``, every document would change with every
change of a rule, also of one that reads nothing in it. So it names the rules of this installation;
that they give the kept triples byte for byte is what ``mandategraph build --check`` makes sure of. It
names no time: what a build used is told by fingerprints, and the same inputs give the same triples.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

import pyoxigraph as ox

from mandategraph import build, extract, gazetteer, names, readers, text
from mandategraph.build.documents import read_yaml
from mandategraph.dataset.terms import DCAT, DCTERMS, PROV, SCHEMA, Desk
from mandategraph.errors import DataError
from mandategraph.query import stored_rows
from mandategraph.resources import documents_folder, folder

_READING = (
    *(Path(str(package.__file__)).parent for package in (build, extract, readers)),
    *(Path(str(module.__file__)) for module in (gazetteer, text)),
)
"""All that decides how a text is read."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What the texts are read by: versions, and fingerprints of the rules and of the names known."""

    package: str
    ontology: str
    """The version IRI of the ontology in which the facts are written."""
    sha256: str
    authority: str


@dataclass(frozen=True, slots=True)
class Build:
    """What the graphs of one document were made from."""

    folder: str
    document: str
    expression: str
    text: str
    """The SHA-256 of the text."""
    corrections: int
    corrections_sha256: str | None


@dataclass(frozen=True, slots=True)
class Builds:
    """The builds of all documents, the rules that they share, and what was inferred from them."""

    rules: Rules
    documents: tuple[Build, ...]
    reasoning: str | None = None
    """The fingerprint of the rules of inference, where anything was inferred."""

    def of(self, document: str) -> "Builds":
        """The build of one document alone."""
        return Builds(self.rules, tuple(one for one in self.documents if one.document == document))


def builds_of(store: ox.Store, data: Path | None = None) -> Builds:
    """The builds of the documents that a store holds. Raises DataError for an unreadable file."""
    versions = stored_rows(store, "exports", "ontology-version")
    rules = Rules(
        package=metadata.version("mandategraph"),
        ontology=versions[0]["version"].value if versions else "",
        sha256=_fingerprint(*_READING),
        authority=_fingerprint(folder("graph") / "authority"),
    )
    root = documents_folder(data)
    inferred = store.contains_named_graph(ox.NamedNode(names.INFERRED_GRAPH))
    return Builds(
        rules,
        reasoning=_fingerprint(folder("ontology") / "rules") if inferred else None,
        documents=tuple(
            _build(
                root,
                row["folder"].value,
                row["document"].value,
                row["expression"].value,
                row["sha256"].value,
            )
            for row in stored_rows(store, "exports", "builds")
        ),
    )


def _build(root: Path, slug: str, document: str, expression: str, text: str) -> Build:
    path = root / slug / "corrections.yaml"
    if not path.exists():
        return Build(slug, document, expression, text, 0, None)
    found = read_yaml(path) or ()
    return Build(slug, document, expression, text, len(found), _sha256(path))


def _sha256(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise DataError(f"{path} cannot be read ({error.strerror}); restore it") from error


_READ = (".py", ".rq", ".ttl", ".yaml")
"""Files that decide what is read; what else lies there, such as compiled code, does not."""


def _fingerprint(*places: Path) -> str:
    """The SHA-256 of a list of files, those of folders too: on each line the path from the parent, a blank, and the file's."""
    whole = hashlib.sha256()
    for name, path in sorted(_files(places)):
        whole.update(f"{name} {_sha256(path)}\n".encode())
    return whole.hexdigest()


def _files(places: Iterable[Path]) -> Iterable[tuple[str, Path]]:
    for place in places:
        for path in place.rglob("*") if place.is_dir() else (place,):
            if path.suffix in _READ:
                yield path.relative_to(place.parent).as_posix(), path


def provenance(builds: Builds, iri: str) -> tuple[ox.Triple, ...]:
    """The builds as PROV-O; ``iri`` is that of the dataset, to which their names belong."""
    desk = Desk(iri)
    if builds.documents:
        _rules(desk, builds.rules)
    for one in builds.documents:
        _activity(desk, one, builds.rules.ontology)
    if builds.reasoning is not None:
        _reasoning(desk, builds, builds.reasoning)
    return tuple(desk.triples)


def _rules(desk: Desk, rules: Rules) -> None:
    entity = f"{PROV}Entity"
    ours = desk.make(desk.part("rules"), entity, f"{PROV}Plan")
    desk.name(
        ours, "Quy tắc đọc văn bản và ghi dữ kiện", "The rules of reading texts and writing facts"
    )
    desk.state(ours, f"{DCAT}version", ox.Literal(rules.package))
    desk.state(ours, f"{SCHEMA}sha256", ox.Literal(rules.sha256))
    known = desk.make(ox.NamedNode(names.AUTHORITY_GRAPH), entity)
    desk.name(known, "Danh mục tên gọi", "The authority files")
    desk.state(known, f"{SCHEMA}sha256", ox.Literal(rules.authority))
    software = desk.make(desk.part("software"), f"{PROV}SoftwareAgent")
    desk.name(software, f"mandategraph {rules.package}", f"mandategraph {rules.package}")
    desk.state(software, f"{SCHEMA}softwareVersion", ox.Literal(rules.package))


def _activity(desk: Desk, one: Build, ontology: str) -> None:
    activity = desk.make(desk.part(f"build-{one.folder}"), f"{PROV}Activity")
    desk.name(activity, f"Dựng đồ thị của {one.folder}", f"The build of {one.folder}")
    text = desk.make(ox.NamedNode(one.expression), f"{PROV}Entity")
    desk.state(text, f"{SCHEMA}sha256", ox.Literal(one.text))
    used = [text, desk.part("rules"), ox.NamedNode(names.AUTHORITY_GRAPH)]
    if one.corrections_sha256 is not None:
        used.append(_corrections(desk, one))
    desk.state(activity, f"{PROV}used", *used)
    desk.state(activity, f"{PROV}wasAssociatedWith", desk.part("software"))
    for part in ("facts", "evidence"):
        graph = desk.make(ox.NamedNode(f"{one.document}/{part}"), f"{PROV}Entity")
        desk.state(activity, f"{PROV}generated", graph)
        desk.state(graph, f"{PROV}wasGeneratedBy", activity)
        desk.state(graph, f"{PROV}wasDerivedFrom", text)
        if ontology:
            desk.state(graph, f"{DCTERMS}conformsTo", ox.NamedNode(ontology))


def _reasoning(desk: Desk, builds: Builds, sha256: str) -> None:
    """What follows from the facts of all documents, by rules of its own."""
    rules = desk.make(desk.part("reasoning-rules"), f"{PROV}Entity", f"{PROV}Plan")
    desk.name(rules, "Quy tắc suy diễn", "The rules of inference")
    desk.state(rules, f"{SCHEMA}sha256", ox.Literal(sha256))
    activity = desk.make(desk.part("reasoning"), f"{PROV}Activity")
    desk.name(activity, "Suy diễn từ các dữ kiện", "Inference from the facts")
    given = [names.ONTOLOGY_GRAPH, names.AUTHORITY_GRAPH]
    given += [f"{one.document}/facts" for one in builds.documents]
    used = [desk.make(ox.NamedNode(graph), f"{PROV}Entity") for graph in given]
    desk.state(activity, f"{PROV}used", rules, *used)
    desk.state(activity, f"{PROV}wasAssociatedWith", desk.part("software"))
    made = desk.make(ox.NamedNode(names.INFERRED_GRAPH), f"{PROV}Entity")
    desk.state(activity, f"{PROV}generated", made)
    desk.state(made, f"{PROV}wasGeneratedBy", activity)


def _corrections(desk: Desk, one: Build) -> ox.NamedNode:
    made = desk.make(desk.part(f"corrections-{one.folder}"), f"{PROV}Entity", f"{SCHEMA}ItemList")
    desk.name(made, f"Đính chính của {one.folder}", f"The corrections of {one.folder}")
    desk.state(made, f"{SCHEMA}numberOfItems", one.corrections)
    desk.state(made, f"{SCHEMA}sha256", ox.Literal(one.corrections_sha256 or ""))
    return made
