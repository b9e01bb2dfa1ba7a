"""The store: every kept triple in its named graph, ready for questions.

Ontology and authority files have a graph each; a document has one for its facts and one for its
evidence; what follows from them has one of its own. A question sees the union of all of them unless it names a graph: the union is kept as the
default graph, because a union made while answering counts a triple once for each graph it is in.
"""

import hashlib
import shutil
from collections.abc import Iterable
from itertools import chain
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from mandategraph.build.documents import DocumentFolder, all_folders
from mandategraph.errors import DataError, DocumentError, InputError
from mandategraph.names import AUTHORITY_GRAPH, BASE, INFERRED_GRAPH, MG, ONTOLOGY_GRAPH
from mandategraph.reason import Closure
from mandategraph.resources import folder

_FOLDER = ox.NamedNode(f"{MG}folder")
_FINGERPRINT = "mandategraph-fingerprint"
_FILLED_AS = b"named graphs, what follows, and their union\n"
"""To be changed when a store is laid out otherwise, so that kept ones are filled anew."""


def parse_turtle(path: Path) -> list[ox.Triple]:
    """The triples of a Turtle file. Raises DataError naming the file and line when it is faulty.

    A blank node (the lists of the ontology have some) gets an IRI, the same each time, as RDF 1.1,
    section 3.5, lets one do: so two stores of the same files hold the same triples.
    """
    try:
        with path.open("rb") as file:
            parsed = ox.parse(file, format=ox.RdfFormat.TURTLE)
            return _without_blank_nodes((quad.triple for quad in parsed), path.stem)
    except SyntaxError as error:
        raise DataError(f"{path} is not valid Turtle: {error}; mend it there") from error
    except OSError as error:
        raise DataError(f"{path} cannot be read ({error.strerror})") from error


def _without_blank_nodes(triples: Iterable[ox.Triple], file: str) -> list[ox.Triple]:
    given: dict[ox.BlankNode, ox.NamedNode] = {}

    def named(term: Any) -> Any:
        if not isinstance(term, ox.BlankNode):
            return term
        return given.setdefault(term, ox.NamedNode(f"{BASE}.well-known/genid/{file}-{len(given)}"))

    return [
        ox.Triple(named(triple.subject), triple.predicate, named(triple.object))
        if isinstance(triple.subject, ox.BlankNode) or isinstance(triple.object, ox.BlankNode)
        else triple
        for triple in triples
    ]


def turtle_files(name: str) -> tuple[Path, ...]:
    """The Turtle files of a data folder, in the order of their paths. Raises DataError for none."""
    paths = tuple(sorted(folder(name).rglob("*.ttl")))
    if not paths:
        raise DataError(f"there is no Turtle file in {name}/; reinstall mandategraph")
    return paths


def holds_union(store: ox.Store) -> bool:
    """Whether the union of the graphs is kept as the default graph, as ``open_store`` does."""
    return next(store.quads_for_pattern(None, None, None, ox.DefaultGraph()), None) is not None


def named_quads(store: ox.Store) -> list[ox.Quad]:
    """The quads of all named graphs, sorted: what is kept, without the union made of it."""
    return sorted(
        (quad for quad in store if not isinstance(quad.graph_name, ox.DefaultGraph)), key=str
    )


def document_of(facts: Iterable[ox.Triple], path: Path) -> str:
    """The IRI of the document that a facts file is about. Raises DocumentError for none."""
    for triple in facts:
        if triple.predicate == _FOLDER and isinstance(triple.subject, ox.NamedNode):
            return triple.subject.value
    raise DocumentError(f"{path} describes no document; run “mandategraph build”")


Graphs = list[tuple[str, list[ox.Triple]]]


def _document_graphs(document: DocumentFolder) -> Graphs:
    """A document's kept triples, in its graphs."""
    for path in (document.facts, document.evidence):
        if not path.exists():
            raise DocumentError(f"{document.slug} has not been built; run “mandategraph build”")
    facts = parse_turtle(document.facts)
    iri = document_of(facts, document.facts)
    return [(f"{iri}/facts", facts), (f"{iri}/evidence", parse_turtle(document.evidence))]


def _authority_files() -> list[Path]:
    return sorted((folder("graph") / "authority").glob("*.ttl"))


def _graphs(documents: Iterable[DocumentFolder]) -> Graphs:
    """The ontology, the authority files and these documents, read, and what follows from them.

    Claims and spans tell of triples, not of the world: nothing is inferred from the evidence.
    """
    found = [(ONTOLOGY_GRAPH, parse_turtle(path)) for path in turtle_files("ontology")]
    found += [(AUTHORITY_GRAPH, parse_turtle(path)) for path in _authority_files()]
    for document in documents:
        found += _document_graphs(document)
    closure = Closure()
    closure.add(
        chain.from_iterable(triples for name, triples in found if not name.endswith("/evidence"))
    )
    return [*found, (INFERRED_GRAPH, list(closure.inferred()))]


def of_folders(documents: Iterable[DocumentFolder]) -> ox.Store:
    """A store in memory with the ontology, the authority files and these documents."""
    store = ox.Store()
    _fill(store, _graphs(documents))
    return store


def _fill(store: ox.Store, graphs: Graphs) -> None:
    """Add the triples of each graph to it, and to the union."""
    for graph, triples in graphs:
        for name in (ox.NamedNode(graph), ox.DefaultGraph()):
            store.bulk_extend(ox.Quad(t.subject, t.predicate, t.object, name) for t in triples)


def _files(data: Path | None) -> list[tuple[str, Path]]:
    """Every file that the store is filled from, each with what names it wherever the corpus is kept."""
    found = [(f"ontology/{path.name}", path) for path in turtle_files("ontology")]
    found += [(f"authority/{path.name}", path) for path in _authority_files()]
    found += [
        (f"rules/{path.name}", path) for path in sorted((folder("ontology") / "rules").iterdir())
    ]
    for document in all_folders(data):
        found += [
            (f"{document.slug}/{path.name}", path)
            for path in (document.facts, document.evidence)
            if path.exists()
        ]
    return found


def fingerprint(data: Path | None = None) -> str:
    """What tells whether a store was filled from the files as they are now."""
    whole = hashlib.sha256(_FILLED_AS)
    for name, path in _files(data):
        try:
            content = path.read_bytes()
        except OSError as error:
            raise DataError(f"{path} cannot be read ({error.strerror}); restore it") from error
        whole.update(f"{name} {hashlib.sha256(content).hexdigest()}\n".encode())
    return whole.hexdigest()


def open_store(where: Path | None = None, data: Path | None = None) -> ox.Store:
    """The store, filled: in memory, or on disk at ``where``.

    A store on disk is filled when it is new or was filled from other files: beside its place, and
    renamed when it is whole. Raises InputError when ``where`` is something else or cannot be used.
    """
    if where is None:
        return of_folders(all_folders(data))
    now = fingerprint(data)
    try:
        if where.exists():
            kept = _open_kept(where)
            if _fingerprint_of(where) == now:
                return kept
            del kept  # nobody else holds it, so it can be replaced
        _fill_beside(where, now, data)
        return _open_kept(where)
    except OSError as error:
        raise InputError(
            f"the store {where} cannot be kept there ({error.strerror or error}); "
            "name a place in a folder of yours"
        ) from error


def _fill_beside(where: Path, now: str, data: Path | None) -> None:
    """Fill a new store beside the place of an old one, then let it take that place."""
    # Read first: a store that is open cannot be removed for certain when a file proves faulty.
    graphs = _graphs(all_folders(data))
    beside, old = where.with_name(f".{where.name}.new"), where.with_name(f".{where.name}.old")
    for left_over in (beside, old):
        shutil.rmtree(left_over, ignore_errors=True)
    try:
        beside.mkdir(parents=True)
        store = ox.Store(str(beside))
        _fill(store, graphs)
        store.flush()
        del store
        (beside / _FINGERPRINT).write_text(now, encoding="ascii")
        if where.exists():
            where.rename(old)
        beside.rename(where)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
        shutil.rmtree(old, ignore_errors=True)


def _fingerprint_of(where: Path) -> str | None:
    try:
        return (where / _FINGERPRINT).read_text(encoding="ascii")
    except (OSError, UnicodeDecodeError):
        return None


def _open_kept(where: Path) -> ox.Store:
    if not (where / "CURRENT").exists():
        raise InputError(f"{where} exists and is no store; name an empty place or remove it")
    try:
        return ox.Store(str(where))
    except OSError as error:
        raise InputError(
            f"the store {where} cannot be opened ({error}); end the other server that uses it, or "
            "remove it"
        ) from error
