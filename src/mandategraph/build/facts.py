"""The facts of a reading, written as triples: one function a layer."""

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Protocol

import pyoxigraph as ox

from mandategraph import names
from mandategraph.build.documents import AUTHORITY, HELD, Bilingual, DocumentFolder
from mandategraph.build.things import Names, area_of, citation_node, country_of, document_node
from mandategraph.build.timing import statement
from mandategraph.build.triples import LABEL, TRUE, TYPE, Triples, mg, typed, whole_number, year
from mandategraph.errors import DocumentError
from mandategraph.gazetteer import Function, Gazetteer, Hit
from mandategraph.model import CURATOR, Citation, Found, Reading, Section, Target, Task
from mandategraph.text import SourceText, Span, collapse, normalise, opening

_NAME_LENGTH = 70


class Passage(Protocol):
    """What every layer that stands in a passage has."""

    @property
    def span(self) -> Span:
        """Where it stands."""

    @property
    def start(self) -> str:
        """Its opening words."""

    @property
    def section(self) -> str | None:
        """The label path of its section."""

    @property
    def note(self) -> str | None:
        """The curator's remark."""

    @property
    def method(self) -> str:
        """The rule that read it."""

    @property
    def confidence(self) -> float:
        """How sure the rule is."""


COMPARATORS = {"range": r"(\d[\d.]*)\s*-\s*(\d[\d.]*)"}


class Writer:
    """Writes the layers of one reading."""

    def __init__(self, reading: Reading, folder: DocumentFolder, gazetteer: Gazetteer) -> None:
        self.reading = reading
        self.folder = folder
        area = area_of(reading, gazetteer)
        country = country_of(area, reading.document.language)
        self.things = Names(gazetteer, area, country, reading.local_names)
        self.document = document_node(reading, self.things)
        self.expression = ox.NamedNode(f"{self.document.value}/text/{folder.language}")
        self.out = Triples(
            self.document, self.expression, reading.source, folder.language, folder.reviewed
        )
        self.sections: dict[str | None, ox.NamedNode] = {None: self.document}
        self.items: list[tuple[Span, ox.NamedNode]] = []
        self.instruments: dict[str, ox.NamedNode] = {}
        self.agencies: set[tuple[str, str | None]] = set()

    def write(self) -> Triples:
        """All triples of the document."""
        self._sections()
        self._items()
        self._citations()
        self._document()
        self._expression()
        self._mentions()
        self._tasks()
        self._objectives()
        self._targets()
        self._reporting()
        self._funding()
        self._signature()
        self._recipients()
        self._considered()
        self._defects()
        self._agencies()
        return self.out

    # Things named

    def _agency(self, name: str, span: Span | None) -> ox.NamedNode:
        """The agency that these words name: of another area where they say so."""
        area = next((hit.area for hit in self._named_at(span) if hit.area), None)
        self.agencies.add((name, area))
        return self.things.agency(name, area)

    def _named_at(self, span: Span | None) -> Iterable[Hit]:
        found = self.things.gazetteer.find_agencies(self.reading.source, span) if span else ()
        return (hit for hit in found if hit.span == span)

    def _link(self, subject: ox.NamedNode, predicate: str, agencies: Iterable[Found[str]]) -> None:
        for one in agencies:
            self.out.found(subject, predicate, self._agency(one.value, one.span), one)

    def _text(self, subject: ox.NamedNode, predicate: str, found: Found[str] | None) -> None:
        """Words of the text in its language; words of the curator's own are English."""
        if found is None:
            return
        own = found.method == CURATOR and found.span and not self._printed(found.value, found.span)
        value = ox.Literal(found.value, language="en") if own else self.out.words(found.value)
        self.out.found(subject, predicate, value, found)

    def _printed(self, value: str, span: Span) -> bool:
        return normalise(value) in normalise(self.out.source.words(span))

    def _note(self, subject: ox.NamedNode, note: str | None) -> None:
        if note:
            self.out.state(subject, "editorialNote", ox.Literal(note, language="en"))

    def _label(self, subject: ox.NamedNode, label: Bilingual) -> None:
        self.out.state(subject, LABEL, ox.Literal(label.vi, language="vi"))
        self.out.state(subject, LABEL, ox.Literal(label.en, language="en"))

    def _when(self, subject: ox.NamedNode, when: Found[str] | None) -> None:
        if when is not None:
            predicate, value = statement(when.value)
            self.out.found(subject, predicate, value, when)

    def _order(self, subject: ox.NamedNode, kind: str, position: int) -> None:
        self.out.state(subject, TYPE, mg(kind))
        self.out.state(subject, "order", whole_number(position))

    # The document and its text

    def _document(self) -> None:
        facts, out, node = self.reading.document, self.out, self.document
        annotated = facts.type.value if facts.type else None
        out.state(node, TYPE, self.things.document_class(annotated))
        out.state(node, TYPE, mg("Document"))
        self._label(node, self.folder.label)
        out.state(node, "language", ox.Literal(facts.language))
        out.state(node, "held", mg(HELD[self.folder.held]))
        out.state(node, "expression", self.expression)
        out.state(node, "folder", ox.Literal(self.folder.slug))
        self._text(node, "title", facts.title)
        self._note(node, facts.note)
        for remark in self.reading.notes:
            out.state(node, "annotationNote", ox.Literal(remark, language="en"))
        self._said_of_itself()

    def _said_of_itself(self) -> None:
        """Kind, number, date, issuer, place, period, and what it carries out."""
        facts, out, node = self.reading.document, self.out, self.document
        if facts.type:
            self._kind(node, facts.type)
        if facts.number:
            out.found(node, "number", ox.Literal(facts.number.value), facts.number)
            out.state(
                node, "normalizedNumber", ox.Literal(names.compact_number(facts.number.value))
            )
        if facts.date:
            out.found(node, "date", typed(facts.date.value, "date"), facts.date)
        if facts.issuer:
            self._issuer(node, facts.issuer)
        if facts.jurisdiction:
            self._jurisdiction(node, facts.jurisdiction)
        for predicate, found in (
            ("periodStart", facts.period_start),
            ("periodEnd", facts.period_end),
        ):
            if found:
                out.found(node, predicate, year(found.value), found)
        for predicate, numbers in (
            ("implements", facts.implements),
            ("implementsAlternative", facts.implements_alt),
        ):
            for number in numbers:
                out.found(node, predicate, self._instrument(number.value), number)

    def _jurisdiction(self, node: ox.NamedNode, printed: Found[str]) -> None:
        out = self.out
        out.found(node, "jurisdictionAsPrinted", out.words(printed.value), printed)
        if not self.things.area.startswith("x-"):
            place = ox.NamedNode(f"{names.ID}jurisdiction/{self.things.area}")
            out.found(node, "jurisdiction", place, printed)

    def _kind(self, node: ox.NamedNode, kind: Found[str]) -> None:
        self.out.found(node, "kindName", ox.Literal(kind.value), kind)
        known = self.things.gazetteer.kind_annotated(kind.value)
        if known:
            self.out.state(node, "documentKind", ox.NamedNode(f"{names.ID}kind/{known.slug}"))

    def _issuer(self, node: ox.NamedNode, issuer: Found[str]) -> None:
        self.out.found(node, "issuerAsPrinted", self.out.words(issuer.value), issuer)
        function = self.things.gazetteer.function_of(issuer.value)
        if function:
            self.out.found(node, "issuedBy", self._agency(function.name_en, issuer.span), issuer)

    def _expression(self) -> None:
        out, node, folder = self.out, self.expression, self.folder
        out.state(node, TYPE, mg("Expression"))
        out.state(node, "expressionOf", self.document)
        out.state(node, "language", ox.Literal(folder.language))
        out.state(node, "sha256", ox.Literal(self.reading.source.sha256))
        out.state(node, "byteLength", whole_number(self.reading.source.size))
        out.state(node, "authority", mg(AUTHORITY[folder.authority]))
        out.state(node, "held", mg(HELD[folder.held]))
        for predicate, note in (("sourceNote", folder.source_note), ("heldNote", folder.held_note)):
            if note:
                out.state(node, predicate, ox.Literal(note.vi, language="vi"))
                out.state(node, predicate, ox.Literal(note.en, language="en"))
        if folder.source_address:
            out.state(node, "sourceAddress", typed(folder.source_address, "anyURI"))
        if folder.original_language:
            original = ox.NamedNode(f"{self.document.value}/text/{folder.original_language}")
            out.state(node, "translationOf", original)
            out.state(original, TYPE, mg("Expression"))
            out.state(original, "expressionOf", self.document)
            out.state(original, "language", ox.Literal(folder.original_language))
            out.state(original, "held", mg("NotHeld"))

    # Provisions

    def _sections(self) -> None:
        used: set[str] = set()
        for position, section in enumerate(self.reading.sections, start=1):
            path = names.provision_path(section.label) if section.label else f"n{position}"
            while path in used:
                path += "~2"
            used.add(path)
            node = ox.NamedNode(f"{self.document.value}/s/{path}")
            if section.label:
                self.sections.setdefault(section.label, node)
            self._section(section, node, position)

    def _section(self, section: Section, node: ox.NamedNode, position: int) -> None:
        out = self.out
        self._order(node, "Provision", position)
        out.state(node, "partOf", self._parent(section.label))
        if section.label:
            out.fact(node, "label", ox.Literal(section.label), section.span, section)
        if section.relabelled:
            out.state(node, "labelSupplied", TRUE)
            if section.printed_label:
                out.fact(
                    node, "printedLabel", ox.Literal(section.printed_label), section.span, section
                )
        if section.heading and section.heading_span:
            out.fact(node, "heading", out.words(section.heading), section.heading_span, section)
        if not section.label:
            out.state(node, "position", whole_number(section.span.start))
        self._note(node, section.note)

    def _parent(self, label: str | None) -> ox.NamedNode:
        above = label
        while above and "." in above:
            above = above.rpartition(".")[0]
            if above in self.sections:
                return self.sections[above]
        return self.document

    def _items(self) -> None:
        """The items and paragraphs below the sections; a passage's own section counts first."""
        passages: list[Passage] = [*self.reading.tasks, *self.reading.objectives]
        decided = {passage.span.start: passage.section for passage in passages}
        nodes: list[ox.NamedNode] = []
        counts: dict[str | None, int] = {}
        for item in self.reading.items:
            section = decided.get(item.span.start, item.section)
            section = section if section in self.sections else None
            counts[section] = counts.get(section, 0) + 1
            above = self.sections[section].value if section else f"{self.document.value}/s/0"
            node = ox.NamedNode(f"{above}/{counts[section]}")
            self._order(node, "Provision", counts[section])
            parent = self.sections[section] if item.parent is None else nodes[item.parent]
            self.out.state(node, "partOf", parent)
            if item.mark:
                self.out.state(node, "mark", ox.Literal(item.mark))
            words = self.out.words(self.out.source.words(item.span))
            self.out.fact(node, "text", words, item.span, item)
            nodes.append(node)
            self.items.append((item.span, node))

    def _stated_in(self, subject: ox.NamedNode, section: str | None, span: Span) -> None:
        """The item that a passage stands in, else its section or the nearest one above it."""
        first = Span(span.start, span.start)
        around = [
            (item.end - item.start, node) for item, node in self.items if item.contains(first)
        ]
        above = self.sections.get(section) or self._parent(section)
        _, place = min(around, key=lambda one: one[0], default=(0, above))
        if place != self.document:  # what stands above every section is in no provision
            self.out.state(subject, "statedIn", place)

    # Citations

    def _instrument(self, number: str) -> ox.NamedNode:
        if number not in self.instruments:
            raise DocumentError(
                f"“{number}” is not among the citations of {self.folder.slug}; add it there"
            )
        return self.instruments[number]

    def _citations(self) -> None:
        for position, citation in enumerate(self.reading.citations, start=1):
            instrument = citation_node(citation, position, self.document, self.things)
            for number in (citation.number, citation.canonical_number):
                if number:
                    self.instruments.setdefault(number, instrument)
            self._citation(citation, position, instrument)
            self._cited(citation, instrument)

    def _citation(self, citation: Citation, position: int, instrument: ox.NamedNode) -> None:
        out = self.out
        node = ox.NamedNode(f"{self.document.value}/citation/{position}")
        first = citation.quotes[0]
        self._order(node, "Citation", position)
        out.state(node, "citedIn", self.document)
        out.fact(node, "citedInstrument", instrument, first, citation)
        relation = {"implements": "Implements", "basis": "Basis", "mention": "Mention"}
        out.fact(node, "relation", mg(relation[citation.relation]), first, citation)
        if citation.kind:
            out.fact(node, "kindName", ox.Literal(citation.kind), first, citation)
        if citation.number:
            printed = number_span(out.source, first, citation.number)
            out.fact(node, "numberAsPrinted", ox.Literal(citation.number), printed, citation)
        if citation.canonical_number:
            out.state(node, "canonicalNumber", ox.Literal(citation.canonical_number))
        if citation.date:
            out.found(node, "dateAsRead", typed(citation.date.value, "date"), citation.date)
        self._text(node, "issuerAsPrinted", citation.issuer)
        self._text(node, "topic", citation.topic)
        if citation.issuer_alt:
            out.state(node, "alternativeIssuer", out.words(citation.issuer_alt))
        for quote in citation.quotes:
            out.fact(node, "quote", out.words(out.source.words(quote)), quote, citation)
            predicate = "basedOn" if citation.relation == "basis" else "cites"
            out.fact(self.document, predicate, instrument, quote, citation)
        self._note(node, citation.note)

    def _cited(self, citation: Citation, node: ox.NamedNode) -> None:
        """What the citation says of the instrument itself."""
        out, first = self.out, citation.quotes[0]
        out.state(node, TYPE, mg("Document"))
        out.state(node, TYPE, self.things.document_class(citation.kind))
        if citation.number is None:
            out.fact(node, "title", out.words(collapse(out.source.words(first))), first, citation)
            out.state(node, LABEL, out.words(collapse(out.source.words(first))))
            return
        number = citation.canonical_number or citation.number
        printed = number_span(out.source, first, citation.number)
        out.fact(node, "number", ox.Literal(number), printed, citation)
        out.state(node, "normalizedNumber", ox.Literal(names.compact_number(number)))
        kind = self.things.gazetteer.kind_annotated(citation.kind) if citation.kind else None
        if kind:
            out.state(node, "documentKind", ox.NamedNode(f"{names.ID}kind/{kind.slug}"))
            out.state(node, LABEL, ox.Literal(f"{kind.name_vi} {number}", language="vi"))
            out.state(node, LABEL, ox.Literal(f"{kind.name_en} {number}", language="en"))
        else:
            out.state(node, LABEL, ox.Literal(number))
        if citation.date:
            out.found(node, "date", typed(citation.date.value, "date"), citation.date)
        if citation.issuer:
            function = self.things.gazetteer.function_of(citation.issuer.value)
            if function:
                agency = self._agency(function.name_en, citation.issuer.span)
                out.found(node, "issuedBy", agency, citation.issuer)

    # Agencies

    def _mentions(self) -> None:
        for mention in self.reading.mentions:
            for span in mention.spans:
                agency = self._agency(mention.agency, span)
                self.out.fact(self.document, "mentions", agency, span, mention)

    def _agencies(self) -> None:
        """The agencies that the document speaks of, as functions in its jurisdiction."""
        out = self.out
        for name, named in sorted(self.agencies, key=str):
            function, node = self.things.function(name), self.things.agency(name, named)
            area = self.things.area_of(function, named)
            function_node = ox.NamedNode(f"{names.ID}function/{function.slug}")
            out.state(node, TYPE, mg("AgencyGroup" if function.is_group else "Agency"))
            out.state(node, "function", function_node)
            self._label(node, self._agency_label(function, area))
            if function.kind:
                out.state(node, "agencyKind", mg(function.kind))
            if not area.startswith("x-"):
                out.state(node, "inJurisdiction", ox.NamedNode(f"{names.ID}jurisdiction/{area}"))
            if not self.things.is_known(name):
                out.state(function_node, TYPE, mg("AgencyFunction"))
                out.state(function_node, "reviewStatus", mg("Unreviewed"))
                pref = ox.NamedNode(f"{names.PREFIXES['skos']}prefLabel")
                out.state(function_node, pref, ox.Literal(function.name_en, language="en"))
                out.state(function_node, pref, ox.Literal(function.name_vi, language="vi"))

    def _agency_label(self, function: Function, area: str) -> Bilingual:
        """The name of a body, with its place where it is not a national one."""
        place = self.things.gazetteer.jurisdictions.get(area)
        if place is None or function.level == "National":
            return Bilingual(function.name_vi, function.name_en)
        vi, en = function.name_vi, function.name_en
        return Bilingual(
            vi if place.name_vi in vi else f"{vi} ({place.name_vi})",
            en if names.slug(place.name_en) in names.slug(en) else f"{en} ({place.name_en})",
        )

    # Orders and aims

    def _opening(self, subject: ox.NamedNode, start: str, span: Span) -> None:
        if start != opening(self.out.source.words(span)):
            self.out.state(subject, "openingWords", self.out.words(start))

    def _passage(
        self, subject: ox.NamedNode, kind: str, of: str, position: int, passage: Passage
    ) -> None:
        """What every layer that stands in a passage has: class, document, place and words."""
        out, words = self.out, self.out.source.words(passage.span)
        self._order(subject, kind, position)
        out.state(subject, of, self.document)
        self._stated_in(subject, passage.section, passage.span)
        if passage.section is not None:
            out.state(subject, "sectionLabel", ox.Literal(passage.section))
        out.fact(subject, "text", out.words(words), passage.span, passage)
        out.state(subject, LABEL, out.words(shorten(words)))
        self._opening(subject, passage.start, passage.span)
        self._note(subject, passage.note)

    def _tasks(self) -> None:
        counts: dict[str | None, int] = {}
        for position, task in enumerate(self.reading.tasks, start=1):
            counts[task.section] = counts.get(task.section, 0) + 1
            path = names.provision_path(task.section) if task.section else "0"
            node = ox.NamedNode(f"{self.document.value}/task/{path}-{counts[task.section]}")
            self._passage(node, "Task", "taskOf", position, task)
            self._task(node, task)

    def _task(self, node: ox.NamedNode, task: Task) -> None:
        out = self.out
        for predicate, agencies in (
            ("leadAgency", task.lead),
            ("coordinatingAgency", task.coordinate),
            ("advisedAgency", task.advises),
            ("directedBy", task.directed_by),
            ("directsAgency", task.directs),
            ("actsThrough", task.through),
            ("alternativeCoordinator", task.coordinate_alt),
        ):
            self._link(node, predicate, agencies)
        for predicate, labels in (
            ("technology", task.technology),
            ("alternativeTechnology", task.technology_alt),
        ):
            for label in labels:
                out.found(node, predicate, ox.NamedNode(names.technology_iri(label.value)), label)
        if task.theme:
            out.found(node, "theme", ox.NamedNode(names.theme_iri(task.theme.value)), task.theme)
        for theme in task.theme_alt:
            out.found(node, "alternativeTheme", ox.NamedNode(names.theme_iri(theme.value)), theme)
        for number in task.cites:
            out.found(node, "cites", self._instrument(number.value), number)
            out.state(node, "citesNumber", ox.Literal(number.value))
        self._task_times(node, task)
        self._task_remarks(node, task)

    def _task_times(self, node: ox.NamedNode, task: Task) -> None:
        self._when(node, task.deadline)
        self._text(node, "timingWords", task.deadline_text)
        self._text(node, "vagueTiming", task.vague_timing)
        for further in task.more_deadlines:
            self.out.found(node, "furtherTiming", ox.Literal(further.value), further)
        for other in task.deadline_alt:
            self.out.state(
                node, "alternativeTiming", ox.Literal(other if other is not None else "none")
            )

    def _task_remarks(self, node: ox.NamedNode, task: Task) -> None:
        for words in task.start_alt:
            self.out.state(node, "alternativeOpening", self.out.words(words))
        for predicate, value in (
            ("dueSource", task.deadline_source),
            ("leadSource", task.lead_source),
            ("repeats", task.repeats),
            ("repeatedBy", task.repeated_by),
        ):
            if value:
                self.out.state(node, predicate, ox.Literal(value))

    def _objectives(self) -> None:
        kinds = {
            "purpose": "Purpose",
            "viewpoint": "Viewpoint",
            "general": "GeneralAim",
            "specific": "SpecificAim",
        }
        for position, objective in enumerate(self.reading.objectives, start=1):
            node = ox.NamedNode(f"{self.document.value}/objective/{position}")
            self._passage(node, "Objective", "objectiveOf", position, objective)
            self.out.fact(
                node, "objectiveKind", mg(kinds[objective.kind]), objective.span, objective
            )

    def _targets(self) -> None:
        for position, target in enumerate(self.reading.targets, start=1):
            node = ox.NamedNode(f"{self.document.value}/target/{position}")
            self._passage(node, "Target", "targetOf", position, target)
            for predicate, words in (
                ("indicator", target.indicator),
                ("unit", target.unit),
                ("baseline", target.baseline),
            ):
                self._text(node, predicate, words)
            self._text(node, "denominator", whole_of(target.unit))
            self._target_value(node, target)

    def _target_value(self, node: ox.NamedNode, target: Target) -> None:
        out = self.out
        # Comparator and bounds are read from the words of the value.
        words = target.value.span if target.value and target.value.span else target.span
        if target.comparator:
            out.fact(node, "comparator", ox.Literal(target.comparator), words, target)
        if target.qualitative:
            out.fact(node, "qualitative", TRUE, words, target)
        if target.year:
            out.found(node, "targetYear", year(target.year.value), target.year)
        if target.value is None:
            return
        out.found(node, "value", ox.Literal(target.value.value), target.value)
        for predicate, figure in bounds(target.comparator, target.value.value):
            out.fact(node, predicate, typed(figure, "decimal"), words, target)

    def _reporting(self) -> None:
        for position, duty in enumerate(self.reading.reporting, start=1):
            node = ox.NamedNode(f"{self.document.value}/reporting/{position}")
            self._passage(node, "ReportingDuty", "reportingOf", position, duty)
            self._link(node, "reporter", [duty.who] if duty.who else [])
            self._link(node, "reportsTo", duty.to)
            self._link(node, "via", [duty.via] if duty.via else [])
            self._link(node, "onBehalfOf", [duty.on_behalf_of] if duty.on_behalf_of else [])
            self._when(node, duty.when)
            self._text(node, "subjectMatter", duty.what)
            if duty.first:
                self.out.found(node, "firstReport", ox.Literal(duty.first.value), duty.first)

    def _funding(self) -> None:
        for position, funding in enumerate(self.reading.funding, start=1):
            node = ox.NamedNode(f"{self.document.value}/funding/{position}")
            self._passage(node, "FundingProvision", "fundingOf", position, funding)
            self._text(node, "fundingSource", funding.source)

    # The end of the document, and remarks

    def _signature(self) -> None:
        signatory = self.reading.signatory
        if signatory is None or signatory.name is None:
            return
        node = ox.NamedNode(f"{self.document.value}/signature")
        self.out.state(node, TYPE, mg("Signature"))
        self.out.state(node, LABEL, self.out.words(collapse(signatory.name.value)))
        self.out.found(self.document, "signedBy", node, signatory.name)
        self._text(node, "signatoryName", signatory.name)
        self._text(node, "signatoryPosition", signatory.position)
        self._text(node, "signedOnBehalfOf", signatory.on_behalf_of)

    def _recipients(self) -> None:
        for position, line in enumerate(self.reading.recipients, start=1):
            node = ox.NamedNode(f"{self.document.value}/recipient/{position}")
            self._order(node, "RecipientLine", position)
            self.out.state(self.document, "hasRecipient", node)
            self._text(node, "lineText", line)
            for mention in self.reading.mentions:
                for span in mention.spans:
                    if line.span and line.span.contains(span):
                        agency = self._agency(mention.agency, span)
                        self.out.fact(node, "recipient", agency, span, mention)
                        self.out.fact(self.document, "sentTo", agency, span, mention)

    def _considered(self) -> None:
        for position, passage in enumerate(self.reading.considered, start=1):
            node = ox.NamedNode(f"{self.document.value}/considered/{position}")
            self._order(node, "ConsideredPassage", position)
            self.out.state(node, "consideredIn", self.document)
            words = self.out.source.words(passage.span)
            self.out.fact(node, "text", self.out.words(words), passage.span, passage)
            self.out.state(node, "reason", ox.Literal(passage.why, language="en"))
            self._opening(node, passage.start, passage.span)

    def _defects(self) -> None:
        for position, defect in enumerate(self.reading.defects, start=1):
            node = ox.NamedNode(f"{self.document.value}/defect/{position}")
            out = self.out
            self._order(node, "SourceDefect", position)
            out.state(node, "defectOf", self.document)
            out.state(node, "defectKind", mg(defect.kind))
            out.state(node, "description", ox.Literal(defect.description, language="en"))
            out.state(node, "method", ox.NamedNode(names.method_iri(defect.method)))
            if defect.description_vi:
                out.state(node, "description", ox.Literal(defect.description_vi, language="vi"))
            if defect.span:
                out.state(node, "evidence", out.span(defect.span))
            if defect.printed and defect.span:
                out.fact(node, "printed", out.words(defect.printed), defect.span, defect)
            if defect.likely_meant:
                out.state(node, "likelyMeant", ox.Literal(defect.likely_meant))
            if defect.how_known:
                out.state(node, "howKnown", ox.Literal(defect.how_known, language="en"))


def number_span(source: SourceText, quote: Span, number: str) -> Span:
    """Where a number, written without blanks, is printed in a quote; the quote if it is not."""
    spaced = r"\s*".join(re.escape(char) for char in number)
    match = re.compile(spaced).search(source.text, quote.start, quote.end)
    return Span(*match.span()) if match else quote


def shorten(passage: str) -> str:
    """The opening of a passage as a name for lists, cut at a word with an ellipsis."""
    words = collapse(passage)
    if len(words) <= _NAME_LENGTH:
        return words
    return words[:_NAME_LENGTH].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"


def whole_of(unit: Found[str] | None) -> Found[str] | None:
    """The whole that a share is reckoned of: what a unit says after its per cent sign."""
    share = re.fullmatch(r"%\s+(?:of\s+|của\s+)?(.+)", unit.value) if unit else None
    return replace(unit, value=share[1]) if unit and share else None


def bounds(comparator: str | None, value: str) -> list[tuple[str, str]]:
    """The numeric bounds that a comparator and figure set, as property and decimal."""
    if comparator == "range" and (match := re.fullmatch(COMPARATORS["range"], value)):
        return [("minValue", match[1]), ("maxValue", match[2])]
    if not re.fullmatch(r"\d+(\.\d+)?", value):
        return []
    if comparator in (">", ">="):
        return [("minValue", value)]
    if comparator in ("<", "<="):
        return [("maxValue", value)]
    return [("minValue", value), ("maxValue", value)] if comparator == "=" else []
