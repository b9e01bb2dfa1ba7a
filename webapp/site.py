"""What every page is made from: the store, its labels, its texts, and where things are."""

import hashlib
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from threading import BoundedSemaphore, Lock
from typing import cast

from flask import current_app
from pyoxigraph import Store

from mandategraph import names, network, resources
from mandategraph.errors import MandategraphError
from mandategraph.network import Cascade, Label
from mandategraph.validate import Finding, Report, validate

from . import language
from .addresses import Addresses
from .ask import Asker
from .corpus import Corpus, Document
from .language import Words
from .published import Published
from .words_index import Index

EXTENSION = "mandategraph"


QUERIES_AT_ONCE = 4


@dataclass
class Site:
    """One published build of the graph, and what pages need to show it."""

    store: Store
    addresses: Addresses = field(default_factory=Addresses)
    data: Path | None = None
    turns: BoundedSemaphore = field(default_factory=lambda: BoundedSemaphore(QUERIES_AT_ONCE))
    """Turns of visitors' queries: the other threads stay free for pages."""
    _audit_lock: Lock = field(default_factory=Lock)
    _report: Report | None = None
    _reports: dict[str, Report] = field(default_factory=dict)
    _pictures: dict[tuple[str, str], Cascade] = field(default_factory=dict)

    @cached_property
    def ask(self) -> Asker:
        """The pages' questions."""
        return Asker(self.store)

    @cached_property
    def corpus(self) -> Corpus:
        """What pages list."""
        return Corpus(self.ask)

    @cached_property
    def labels(self) -> dict[str, dict[str, str]]:
        """Every label: by IRI, then by language; preferred labels before plain ones."""
        found: dict[str, dict[str, str]] = {}
        for row in self.ask.rows("labels"):
            label = row.words("label")
            if label is not None:
                found.setdefault(row.iri("thing"), {}).setdefault(label.language or "", label.text)
        return found

    @cached_property
    def texts(self) -> dict[str, str]:
        """The stored texts, by SHA-256 of their bytes."""
        try:
            folder = resources.documents_folder(self.data)
        except MandategraphError:
            return {}
        return {
            hashlib.sha256(raw).hexdigest(): raw.decode("utf-8")
            for path in sorted(folder.glob("*/*"))
            if path.suffix in (".txt", ".md") and path.is_file()
            for raw in (path.read_bytes(),)
        }

    @cached_property
    def published(self) -> Published:
        """The dataset: what is said of it, and its files."""
        return Published(self.store, self.data)

    @cached_property
    def index(self) -> Index:
        """The search."""
        return Index(self.ask, self.corpus)

    @cached_property
    def report(self) -> Report:
        """The audit of this build: worked out once, by whoever asks first."""
        with self._audit_lock:
            if self._report is None:
                self._report = validate(self.store)
        return self._report

    def lacking(self, document: str, thing: str) -> list[Finding]:
        """What the audit looks for at a thing of a document and does not find, asked of its kind."""
        return [
            finding
            for finding in self._report_on(document).findings
            if finding.node == thing
            and finding.layer == "completeness"
            and finding.state != "not-applicable"
            and finding.component == "MinCountConstraintComponent"
        ]

    def _report_on(self, document: str) -> Report:
        """The audit of one document, for which no page waits until all are audited."""
        if self._report is not None:
            return self._report.of([document])
        if document not in self._reports:
            self._reports[document] = validate(self.store, [document])
        return self._reports[document]

    def picture(self, document: str) -> Cascade:
        """The cascade of a document with labels in the reader's language, drawn once for each."""
        key = (document, language.current())
        if key not in self._pictures:
            self._pictures[key] = network.cascade(self.store, document, self._drawn_label)
        return self._pictures[key]

    def _drawn_label(self, iri: str) -> Label:
        task = self.corpus.tasks.get(iri)
        words = task.words if task else self.label(iri)
        return Label(" ".join(words.text.replace("*", "").split()), words.language)

    def warm(self) -> None:
        """Work out beforehand what takes long, so that no reader waits for it."""
        _ = self.labels, self.corpus.tasks, self.texts, self.index, self.report
        _ = self.published.description, self.published.files()

    def label(self, iri: str) -> Words:
        """The name of a thing in the reader's language, or else in the other one, or its IRI's end."""
        document = self.corpus.documents.get(iri)
        if document is not None:
            return self.document_name(document)
        task = self.corpus.tasks.get(iri)
        if task is not None:
            return Words(shortened(task.words.text, 110), task.words.language)
        known = self.labels.get(iri, {})
        wish = language.current()
        for choice in (wish, *language.LANGUAGES, ""):
            if choice in known:
                return Words(known[choice], choice or None)
        return Words(self._tail(iri))

    def kind_name(self, document: Document) -> Words:
        """The kind of a document: directive, plan and so on."""
        if document.concept in self.labels:
            return self.label(document.concept)
        return self.label(f"{names.MG}{document.kind}")

    def document_name(self, document: Document) -> Words:
        """A short name: kind and number, or, where none is printed, what it carries out; and place."""
        kind = self.kind_name(document)
        places = [self.label(place).text for place in document.jurisdictions]
        if document.number:
            named = ", ".join((f"{kind} {document.number}", *places))
            return Words(named, kind.language)
        carried_out = [
            self.corpus.documents[upper].number
            for upper in self.corpus.implements.get(document.iri, ())
            if upper in self.corpus.documents
        ]
        numbers = ", ".join(filter(None, carried_out))
        if numbers:
            on = language.translate("document.name.on", kind=kind.text, number=numbers)
            kind = Words(on, kind.language)
        issuers = [] if places else [self.label(issuer).text for issuer in document.issuers]
        period = "–".join(filter(None, (document.start, document.end)))
        if not (numbers or places or issuers or period) and document.title:
            return Words(shortened(document.title.text, 90), document.title.language)
        parts = [kind.text, *places, *issuers, period or document.date[:4]]
        return Words(", ".join(filter(None, parts)), kind.language)

    def _tail(self, iri: str) -> str:
        place = self.addresses.place(iri)
        if place is not None and place.rest:
            return place.rest
        return iri.rstrip("/").replace("#", "/").rpartition("/")[2] or iri


def here() -> Site:
    """The site that answers this request."""
    return cast("Site", current_app.extensions[EXTENSION])


def shortened(text: str, length: int) -> str:
    """Words on one line, cut at a blank where they are longer than ``length``."""
    line = " ".join(text.split())
    if len(line) <= length:
        return line
    return line[:length].rpartition(" ")[0].rstrip(" ,;:.") + "\u00a0…"
