"""The graph described as a dataset: DCAT 3, VoID statistics, and PROV of the builds.

``describe`` works out all that the graph itself tells; ``offered`` adds where it can be had. Both are
asked for when they are needed and kept in no store: a description that stood in the graph would have
to count itself. Nothing here reads the clock, so the same data give the same description.
"""

from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from mandategraph.dataset.access import FILES, File, MediaFile, offered
from mandategraph.dataset.builds import Builds, builds_of, provenance
from mandategraph.dataset.card import Card, load_card
from mandategraph.dataset.coverage import coverage
from mandategraph.dataset.statistics import Counts, Statistics, statistics_of, void
from mandategraph.dataset.terms import PREFIXES
from mandategraph.store import fingerprint

__all__ = [
    "FILES",
    "PREFIXES",
    "Builds",
    "Card",
    "Counts",
    "Description",
    "File",
    "MediaFile",
    "Statistics",
    "builds_of",
    "describe",
    "load_card",
    "offered",
    "provenance",
]


@dataclass(frozen=True, slots=True)
class Description:
    """A dataset as it is wherever it is served: what is said of it, its numbers and its builds."""

    card: Card
    statistics: Statistics
    builds: Builds
    version: str
    triples: tuple[ox.Triple, ...]
    """DCAT and VoID, without where the data can be had."""

    @property
    def provenance(self) -> tuple[ox.Triple, ...]:
        """How each document's graphs were made, as PROV-O."""
        return provenance(self.builds, self.card.iri)


def describe(store: ox.Store, data: Path | None = None) -> Description:
    """What a store holds, described; ``data`` is the corpus that it was filled from.

    Raises DataError or DocumentError for a file of the corpus that cannot be read.
    """
    card = load_card(data)
    statistics = statistics_of(store)
    builds = builds_of(store, data)
    # As in semantic versions: after the plus, what tells two builds of one release apart.
    version = f"{builds.rules.package}+{fingerprint(data)[:12]}"
    triples = {
        *card.triples,
        *coverage(store, card.iri, version),
        *void(statistics, card.iri),
    }
    return Description(card, statistics, builds, version, tuple(sorted(triples, key=str)))
