"""What people say of a dataset: its title, makers, licence and dates, kept in ``dataset.ttl``.

The file stands beside ``documents/``. A corpus without one is described by its numbers alone: nobody
else's name or licence is put on it.
"""

from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from mandategraph import names
from mandategraph.build.triples import LABEL, TYPE, Value
from mandategraph.dataset.terms import DCAT, DCTERMS
from mandategraph.errors import DataError
from mandategraph.resources import documents_folder
from mandategraph.store import parse_turtle

_DATASET = ox.NamedNode(f"{DCAT}Dataset")


@dataclass(frozen=True, slots=True)
class Card:
    """The dataset's IRI, and the triples of its file."""

    iri: str
    triples: tuple[ox.Triple, ...]

    def values(self, term: str) -> tuple[Value, ...]:
        """What the file says of the dataset by a Dublin Core term."""
        return self._said(self.iri, ox.NamedNode(f"{DCTERMS}{term}"))

    def labels(self, thing: str) -> tuple[Value, ...]:
        """What the file calls a thing, in each language."""
        return self._said(thing, LABEL, ox.NamedNode(f"{DCTERMS}title"))

    def _said(self, thing: str, *terms: ox.NamedNode) -> tuple[Value, ...]:
        return tuple(
            triple.object
            for triple in self.triples
            if triple.subject == ox.NamedNode(thing)
            and triple.predicate in terms
            and isinstance(triple.object, Value)
        )


def load_card(data: Path | None = None) -> Card:
    """The card of a corpus. Raises DataError for a file that is no Turtle or names no one dataset."""
    path = documents_folder(data).parent / "dataset.ttl"
    if not path.exists():
        dataset = ox.NamedNode(names.DATASET)
        return Card(names.DATASET, (ox.Triple(dataset, TYPE, _DATASET),))
    triples = parse_turtle(path)
    found = {t.subject for t in triples if t.predicate == TYPE and t.object == _DATASET}
    if len(found) != 1 or not isinstance(one := found.pop(), ox.NamedNode):
        raise DataError(
            f"{path} must describe one dcat:Dataset that has an IRI; see graph/dataset.ttl"
        )
    return Card(one.value, tuple(triples))
