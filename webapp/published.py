"""The dataset that a site publishes: its description, and its files, each made once.

A file is made by whoever asks for it first, and kept where the system keeps what has no name, so that
nothing is left behind however the server ends.
"""

import hashlib
import tempfile
import weakref
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import IO

from pyoxigraph import Store, Triple

from mandategraph import dataset, export

_PART = 1 << 16


@dataclass(frozen=True)
class Kept:
    """A file that has been made: its size and checksum, and its bytes for any number of readers."""

    file: dataset.File
    _bytes: IO[bytes]
    _lock: Lock = field(default_factory=Lock)

    def parts(self) -> Iterator[bytes]:
        """The bytes, part by part."""
        at = 0
        while part := self._part(at):
            yield part
            at += len(part)

    def _part(self, at: int) -> bytes:
        with self._lock:  # readers share one place in the file
            self._bytes.seek(at)
            return self._bytes.read(_PART)


class Published:
    """What is said of the dataset of one store, and its files."""

    def __init__(self, store: Store, data: Path | None) -> None:
        self._store = store
        self._data = data
        self._lock = Lock()
        self._kept: dict[str, Kept] = {}

    @cached_property
    def description(self) -> dataset.Description:
        """The description, but for where the dataset is served."""
        return dataset.describe(self._store, self._data)

    @cached_property
    def card(self) -> dataset.Card:
        """What people say of the dataset."""
        return dataset.load_card(self._data)

    @cached_property
    def builds(self) -> dataset.Builds:
        """How the documents were built."""
        return dataset.builds_of(self._store, self._data)

    def provenance(self, document: str) -> tuple[Triple, ...]:
        """How one document was built, as PROV-O; nothing for one that is not held."""
        return dataset.provenance(self.builds.of(document), self.card.iri)

    def file(self, form: str) -> Kept:
        """One of the files, by its form of export."""
        with self._lock:
            if form not in self._kept:
                self._kept[form] = self._make(form)
            return self._kept[form]

    def _make(self, form: str) -> Kept:
        out = tempfile.TemporaryFile()  # noqa: SIM115 -- closed with what keeps it
        export.write(self._store, form, out, self._data)
        size = out.tell()
        out.seek(0)
        checksum = hashlib.file_digest(out, "sha256").hexdigest()
        kept = Kept(dataset.File(size, checksum), out)
        weakref.finalize(kept, out.close)
        return kept

    def files(self) -> dict[str, dataset.File]:
        """Size and checksum of every file."""
        return {form: self.file(form).file for form in dataset.FILES}

    def at(self, address: str) -> tuple[Triple, ...]:
        """The whole description of the dataset as it is served at ``address``, sorted."""
        known = self.description
        offered = dataset.offered(known.card, address, self.files())
        return tuple(sorted({*known.triples, *offered, *known.provenance}, key=str))
