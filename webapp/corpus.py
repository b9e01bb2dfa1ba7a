"""The documents, tasks, agencies and concepts of a build, as pages list them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from mandategraph.names import MG
from mandategraph.query import Value

from .ask import Asker, Row
from .language import Words


def local(iri: str) -> str:
    """The last part of one of our own terms: ``leadAgency``; other IRIs whole."""
    return iri.removeprefix(MG)


@dataclass(slots=True)
class Document:
    """A document, or an instrument that is cited but not held, by what names it."""

    iri: str
    kind: str
    held: str
    title: Words | None = None
    number: str = ""
    date: str = ""
    language: str = ""
    folder: str = ""
    start: str = ""
    end: str = ""
    issuers: list[str] = field(default_factory=list)
    jurisdictions: list[str] = field(default_factory=list)
    concept: str = ""

    @property
    def is_held(self) -> bool:
        """Whether a text of the document is kept."""
        return self.held != "NotHeld"


@dataclass(frozen=True, slots=True)
class Task:
    """A task, its words, its place, and what it is tied to by property."""

    iri: str
    document: str
    section: str
    words: Words
    relations: dict[str, tuple[Value, ...]]

    def iris(self, *properties: str) -> tuple[str, ...]:
        """The things that the task is tied to by any of the properties."""
        return tuple(v.value for p in properties for v in self.relations.get(p, ()))


@dataclass(slots=True)
class Agency:
    """A function in a jurisdiction."""

    iri: str
    function: str = ""
    jurisdiction: str = ""
    kind: str = ""


@dataclass(slots=True)
class Concept:
    """A technology area or theme."""

    iri: str
    kind: str
    broader: list[str] = field(default_factory=list)
    other: list[Words] = field(default_factory=list)
    definitions: list[Words] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Cited:
    """An instrument as one document cites it."""

    iri: str
    document: str
    instrument: str
    relation: str
    number: str
    date: str
    quote: Words | None


class Corpus:
    """What is listed on more than one page, worked out once."""

    def __init__(self, ask: Asker) -> None:
        self._ask = ask

    @cached_property
    def documents(self) -> dict[str, Document]:
        """Documents and cited instruments, the held ones first."""
        found: dict[str, Document] = {}
        for row in self._ask.rows("documents"):
            iri = row.iri("document")
            known = found.setdefault(
                iri, Document(iri, local(row.iri("class")), local(row.iri("held")) or "NotHeld")
            )
            _fill(known, row)
        return dict(
            sorted(found.items(), key=lambda entry: (not entry[1].is_held, entry[1].date, entry[0]))
        )

    @property
    def held(self) -> list[Document]:
        """The documents whose text is kept."""
        return [document for document in self.documents.values() if document.is_held]

    @cached_property
    def tasks(self) -> dict[str, Task]:
        """Tasks in the order of their documents."""
        relations: dict[str, dict[str, tuple[Value, ...]]] = {}
        for row in self._ask.rows("task-relations"):
            mine = relations.setdefault(row.iri("task"), {})
            name = local(row.iri("property"))
            mine[name] = (*mine.get(name, ()), row.values["value"])
        found: dict[str, Task] = {}
        for row in self._ask.rows("tasks"):
            iri = row.iri("task")
            found.setdefault(
                iri,
                Task(
                    iri=iri,
                    document=row.iri("document"),
                    section=row.iri("section"),
                    words=row.words("text") or Words(""),
                    relations=relations.get(iri, {}),
                ),
            )
        return found

    @cached_property
    def agencies(self) -> dict[str, Agency]:
        """Agencies by IRI."""
        found: dict[str, Agency] = {}
        for row in self._ask.rows("agencies"):
            iri = row.iri("agency")
            found.setdefault(
                iri,
                Agency(iri, row.iri("function"), row.iri("jurisdiction"), local(row.iri("kind"))),
            )
        return found

    @cached_property
    def concepts(self) -> dict[str, Concept]:
        """Technology areas and themes by IRI."""
        found: dict[str, Concept] = {}
        for row in self._ask.rows("concepts"):
            concept = found.setdefault(
                row.iri("concept"), Concept(row.iri("concept"), local(row.iri("class")))
            )
            _add(concept.broader, row.iri("broader"))
            _add(concept.other, row.words("other"))
            _add(concept.definitions, row.words("definition"))
        return found

    @cached_property
    def citations(self) -> tuple[Cited, ...]:
        """Citations, one for each instrument that a document cites."""
        found: dict[str, Cited] = {}
        for row in self._ask.rows("citations"):
            found.setdefault(
                row.iri("citation"),
                Cited(
                    iri=row.iri("citation"),
                    document=row.iri("document"),
                    instrument=row.iri("instrument"),
                    relation=local(row.iri("relation")),
                    number=row.text("number"),
                    date=row.text("date"),
                    quote=row.words("quote"),
                ),
            )
        return tuple(found.values())

    @cached_property
    def implements(self) -> dict[str, list[str]]:
        """The instruments that each document implements."""
        found: dict[str, list[str]] = {}
        for row in self._ask.rows("implements"):
            _add(found.setdefault(row.iri("document"), []), row.iri("upper"))
        return found

    def counts(self) -> dict[str, int]:
        """How many things of each class there are."""
        return {local(row.iri("class")): row.count("count") for row in self._ask.rows("counts")}

    def tasks_of(self, document: str) -> list[Task]:
        """The tasks of one document, in order."""
        return [task for task in self.tasks.values() if task.document == document]

    def tasks_with(self, iri: str, properties: Iterable[str]) -> dict[str, list[Task]]:
        """The tasks tied to a thing, by the property that ties them."""
        return {
            name: tasks
            for name in properties
            if (tasks := [task for task in self.tasks.values() if iri in task.iris(name)])
        }


def _fill(document: Document, row: Row) -> None:
    """Take over what one row says of a document; the first value of a single one stays."""
    if document.kind == "Document":
        document.kind = local(row.iri("class"))
    document.title = document.title or row.words("title")
    document.number = document.number or row.text("number") or row.text("normalized")
    document.date = document.date or row.text("date")
    document.language = document.language or row.text("language")
    document.folder = document.folder or row.text("folder")
    document.start = document.start or row.text("start")
    document.end = document.end or row.text("end")
    document.concept = document.concept or row.iri("kind")
    _add(document.issuers, row.iri("issuer"))
    _add(document.jurisdictions, row.iri("jurisdiction"))


def _add(values: list[Any], value: Any) -> None:
    if value and value not in values:
        values.append(value)
