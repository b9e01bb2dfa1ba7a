"""From texts and corrections to triples: the committed graph is rebuilt from what is kept.

``build_document`` reads a document's text with the machine, applies the curator's corrections, and
writes the triples as Turtle. The output depends on nothing else, so a rebuild is byte-identical.
"""

import io
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from mandategraph import extract
from mandategraph.build import corrections
from mandategraph.build.documents import DocumentFolder
from mandategraph.build.facts import facts_of
from mandategraph.errors import InputError
from mandategraph.gazetteer import Gazetteer
from mandategraph.model import Reading
from mandategraph.names import ID, PREFIXES


@dataclass(frozen=True, slots=True)
class Built:
    """A document's triples as Turtle, its reading, and the corrections that no longer apply."""

    folder: DocumentFolder
    document: str
    reading: Reading
    facts: bytes
    evidence: bytes
    warnings: tuple[str, ...]

    def differences(self) -> tuple[Path, ...]:
        """The kept files that differ from what was built."""
        kept = ((self.folder.facts, self.facts), (self.folder.evidence, self.evidence))
        return tuple(path for path, new in kept if not path.exists() or path.read_bytes() != new)

    def keep(self) -> None:
        """Replace the kept files; each is written beside and renamed, so none is half written."""
        for path, content in (
            (self.folder.facts, self.facts),
            (self.folder.evidence, self.evidence),
        ):
            write_beside(path, content)


def write_beside(path: Path, content: bytes) -> None:
    """Write a file whole or not at all. Raises InputError when it cannot be written there."""
    beside = path.with_name(f".{path.name}.new")
    try:
        beside.write_bytes(content)
        beside.replace(path)
    except OSError as error:
        raise InputError(
            f"{path} cannot be written ({error.strerror}); name a folder that exists and is yours"
        ) from error


def vietnamese_name(gazetteer: Gazetteer, reading: Reading, name: str) -> str | None:
    """The Vietnamese name of an agency named in English."""
    known = gazetteer.functions.get(name)
    return known.name_vi if known else reading.local_names.get(name)


def read_document(folder: DocumentFolder, gazetteer: Gazetteer) -> tuple[Reading, tuple[str, ...]]:
    """The curated reading of a document: the machine's, corrected; and warnings."""
    machine = extract.read(folder.source(), gazetteer)
    return corrections.correct(
        machine,
        corrections.load(folder.corrections, gazetteer),
        gazetteer,
        lambda name: vietnamese_name(gazetteer, machine, name),
    )


def build_document(folder: DocumentFolder, gazetteer: Gazetteer) -> Built:
    """The triples of one document.

    Raises DocumentError or CorrectionError when the folder or a correction contradicts the text.
    """
    reading, warnings = read_document(folder, gazetteer)
    triples = facts_of(reading, folder, gazetteer)
    return Built(
        folder=folder,
        document=triples.document.value,
        reading=reading,
        facts=_turtle(triples.quads, triples.facts_graph),
        evidence=_turtle(triples.quads, triples.evidence_graph),
        warnings=warnings,
    )


_PREFIXES = {
    "mg": PREFIXES["mg"],
    "rdf": PREFIXES["rdf"],
    "rdfs": PREFIXES["rdfs"],
    "skos": PREFIXES["skos"],
    "xsd": PREFIXES["xsd"],
    "agency": f"{ID}agency/",
    "claim": f"{ID}claim/",
    "method": f"{ID}method/",
}


def _turtle(quads: set[ox.Quad], graph: ox.NamedNode) -> bytes:
    """The triples of one graph as Turtle, sorted."""
    triples = sorted((quad.triple for quad in quads if quad.graph_name == graph), key=str)
    out = io.BytesIO()
    ox.serialize(triples, out, format=ox.RdfFormat.TURTLE, prefixes=_PREFIXES)
    return out.getvalue()
