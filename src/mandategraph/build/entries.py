"""Annotation entries, as a curator writes them, turned into readings with evidence.

Each method takes one entry of the annotation format and gives the model's dataclass. Where an
earlier reading of the same thing already holds a value, its evidence is kept; a value that only
the curator gives is grounded in the text. ``evidence`` in an entry names the words for a field
(or, for a field with several values, a mapping from value to words).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from mandategraph.annotation import layer_span
from mandategraph.build.grounding import Grounder, occurrences
from mandategraph.errors import CorrectionError
from mandategraph.model import (
    CURATOR,
    Citation,
    Considered,
    Defect,
    DocumentFacts,
    Found,
    Funding,
    Mention,
    Objective,
    Reporting,
    Section,
    Signatory,
    Target,
    Task,
)
from mandategraph.text import Span, collapse

Entry = Mapping[str, Any]


@dataclass(frozen=True)
class Place:
    """One entry being read: the passage it is about, its section, and its earlier reading."""

    entry: Entry
    span: Span
    section: str | None = None
    previous: Any = None


@dataclass(frozen=True)
class EntryReader:
    """Turns the entries of one text's annotation into readings."""

    ground: Grounder

    # Passages

    def _words_at(self, start: str, offset: int, end: int | None) -> Span:
        try:
            return layer_span(self.ground.source, start, offset, end)
        except ValueError as error:
            raise CorrectionError(
                f"{error}; correct “start” or “offset” of the correction"
            ) from error

    def _place(self, entry: Entry, previous: Any) -> Place:
        """The passage of an entry; without an end, it runs to the end of its sentence."""
        start, offset, end = str(entry["start"]), int(entry["offset"]), entry.get("end")
        if end is None:
            opening = self._words_at(start, offset, None)
            end = max(opening.end, self.ground.sentence(offset).end)
            if previous is not None and previous.span.start == offset:
                end = max(opening.end, previous.span.end)
        section = entry.get("section", getattr(previous, "section", None))
        if section is None and "section" not in entry:
            section = self.ground.section_at(offset)
        return Place(entry, self._words_at(start, offset, end), section, previous)

    # Values

    def _quoted(self, place: Place, key: str, value: Any) -> Span | None:
        """The words that the entry itself names as evidence for a value."""
        quote = (place.entry.get("evidence") or {}).get(key)
        if isinstance(quote, Mapping):
            quote = quote.get(value)
        if quote is None:
            return None
        found = list(occurrences(self.ground.source.text, quote))
        if not found:
            raise CorrectionError(
                f"the words “{quote}”, given as evidence for {key}, are not in the text; "
                "quote them as printed"
            )
        item = self.ground.item(place.span.start) or place.span
        return min(
            found,
            key=lambda span: (
                not place.span.contains(span),
                not item.contains(span),
                abs(span.start - place.span.start),
            ),
        )

    def _found(
        self, place: Place, key: str, field: str, value: Any, default: Callable[[], Span | None]
    ) -> Found[Any]:
        """A value with its evidence: quoted by the curator, read before, or grounded now."""
        quoted = self._quoted(place, key, value)
        if quoted:
            return Found(value, quoted, CURATOR)
        old = getattr(place.previous, field, None)
        for one in old if isinstance(old, tuple) else (old,):
            if isinstance(one, Found) and one.value == value:
                return one
        return Found(value, default() or place.span, CURATOR)

    def _plain(self, place: Place, key: str, field: str | None = None) -> Found[Any] | None:
        value = place.entry.get(key)
        if value is None:
            return None
        return self._found(
            place,
            key,
            field or key,
            value,
            lambda: self.ground.printed(str(value), place.span, place.section),
        )

    def _agency(self, place: Place, key: str, name: str) -> Found[str]:
        if name not in self.ground.gazetteer.functions and all(
            mention.agency != name for mention in self.ground.mentions
        ):
            raise CorrectionError(
                f"“{name}”, given as “{key}”, is no body that graph/authority or the agencies of this "
                "text name; write its English name as there, or add it to agencies first"
            )
        return self._found(
            place, key, key, name, lambda: self.ground.agency(name, place.span, place.section)
        )

    def _one_agency(self, place: Place, key: str) -> Found[str] | None:
        name = place.entry.get(key)
        return self._agency(place, key, name) if name is not None else None

    def _agencies(self, place: Place, key: str) -> tuple[Found[str], ...]:
        return tuple(self._agency(place, key, name) for name in (place.entry.get(key) or ()))

    def _technologies(self, place: Place, key: str) -> tuple[Found[str], ...]:
        return tuple(self._technology(place, key, label) for label in (place.entry.get(key) or ()))

    def _technology(self, place: Place, key: str, label: str) -> Found[str]:
        return self._found(
            place, key, key, label, lambda: self.ground.technology(label, place.span, place.section)
        )

    def _theme(self, place: Place, key: str, label: str) -> Found[str]:
        return self._found(
            place, key, key, label, lambda: self.ground.theme(label, place.span, place.section)
        )

    def _number(
        self, place: Place, key: str, number: str, citations: tuple[Citation, ...]
    ) -> Found[str]:
        """A cited number, read where its citation stands in the passage."""
        quotes = [quote for c in citations if c.number == number for quote in c.quotes]
        inside = [quote for quote in quotes if place.span.contains(quote)]
        return self._found(place, key, key, number, lambda: next(iter(inside or quotes), None))

    # Layers

    def document(
        self, entry: Entry, previous: DocumentFacts, citations: tuple[Citation, ...]
    ) -> DocumentFacts:
        """The facts that a text states of itself."""
        whole = Span(0, len(self.ground.source.text))
        title = entry.get("title")
        fallback = self.ground.words(title, whole) if title else None
        place = Place(entry, fallback or whole, None, previous)

        def anywhere(key: str) -> Found[Any] | None:
            value = entry.get(key)
            if value is None:
                return None
            return self._found(place, key, key, value, lambda: self.ground.words(str(value), whole))

        return DocumentFacts(
            title=anywhere("title"),
            type=anywhere("type"),
            number=anywhere("number"),
            date=anywhere("date"),
            issuer=anywhere("issuer"),
            jurisdiction=anywhere("jurisdiction"),
            period_start=anywhere("period_start"),
            period_end=anywhere("period_end"),
            language=entry["language"],
            implements=tuple(
                self._number(place, "implements", n, citations)
                for n in (entry.get("implements") or ())
            ),
            implements_alt=tuple(
                self._number(place, "implements_alt", n, citations)
                for n in (entry.get("implements_alt") or ())
            ),
            note=entry.get("note"),
        )

    def section(self, entry: Entry, previous: Section | None) -> Section:
        """A part with a label or heading."""
        start, heading, text = int(entry["start"]), entry.get("heading"), self.ground.source.text
        if start > len(text):
            raise CorrectionError(f"the text ends before offset {start}; correct “start”")
        line_end = text.find("\n", start)
        line = Span(start, len(text) if line_end < 0 else line_end)
        heading_span = None
        if heading:
            if previous is not None and previous.heading == heading:
                heading_span = previous.heading_span
            else:
                rest = Span(start, min(len(text), start + len(heading) * 2 + 40))
                heading_span = self.ground.words(heading, rest)
                if heading_span is None:
                    raise CorrectionError(
                        f"the heading “{heading}” does not stand at offset {start}"
                    )
        return Section(
            label=entry.get("label"),
            heading=heading,
            span=Span(start, heading_span.end)
            if heading_span
            else Span(start, max(start, line.end)),
            heading_span=heading_span,
            relabelled="label_as_written" in entry,
            printed_label=entry.get("label_as_written"),
            note=entry.get("note"),
            method=CURATOR,
        )

    def citation(self, entry: Entry, previous: Citation | None) -> Citation:
        """Another instrument, with a number (``citations``) or by name only (``unnumbered``)."""
        printed = [entry["name"]] if "name" in entry else list(entry["quotes"])
        every = sorted({span for words in printed for span in self._all(words)})
        quotes = [q for q in every if not any(o != q and o.contains(q) for o in every)]
        place = Place(entry, self._around(quotes[0]), None, previous)
        return Citation(
            number=entry.get("number"),
            kind=entry.get("type"),
            quotes=tuple(quotes),
            date=self._found(place, "date", "date", entry["date"], lambda: quotes[0])
            if entry.get("date")
            else None,
            issuer=self._plain(place, "issuer"),
            topic=self._plain(place, "title_or_topic", "topic"),
            canonical_number=entry.get("canonical_number"),
            issuer_alt=entry.get("issuer_alt"),
            note=entry.get("note"),
            relation=previous.relation if previous else "mention",
            method=previous.method if previous else CURATOR,
            confidence=previous.confidence if previous else 1.0,
        )

    def _all(self, words: str) -> list[Span]:
        found = list(occurrences(self.ground.source.text, words))
        if not found:
            raise CorrectionError(
                f"the words “{collapse(words)}” are not in the text; quote them as printed"
            )
        return found

    def _around(self, span: Span) -> Span:
        """The paragraph that a passage stands in, and the one before: titles break over lines."""
        text = self.ground.source.text
        start = text.rfind("\n\n", 0, span.start)
        end = text.find("\n\n", span.end)
        return Span(max(start, 0), len(text) if end < 0 else end)

    def mention(self, entry: Entry, previous: Mention | None) -> Mention:
        """A surface form of an agency."""
        form, agency = entry["mention"], entry["canonical_en"]
        if previous is not None and previous.agency == agency:
            return previous
        return Mention(form, agency, tuple(self._all(form)), CURATOR)

    def task(self, entry: Entry, previous: Task | None, citations: tuple[Citation, ...]) -> Task:
        """An order to do something."""
        place = self._place(entry, previous)
        theme = entry.get("theme")
        return Task(
            span=place.span,
            start=entry["start"],
            section=place.section,
            lead=self._agencies(place, "lead"),
            coordinate=self._agencies(place, "coordinate"),
            technology=self._technologies(place, "technology"),
            theme=self._theme(place, "theme", theme) if theme else None,
            deadline=self._plain(place, "deadline"),
            cites=tuple(
                self._number(place, "cites", n, citations) for n in (entry.get("cites") or ())
            ),
            start_alt=tuple(entry.get("start_alt") or ()),
            lead_source=entry.get("lead_source"),
            directed_by=self._agencies(place, "directed_by"),
            directs=self._agencies(place, "directs"),
            through=self._agencies(place, "through"),
            advises=previous.advises if previous else (),
            coordinate_alt=self._agencies(place, "coordinate_alt"),
            technology_alt=self._technologies(place, "technology_alt"),
            theme_alt=tuple(
                self._theme(place, "theme_alt", label) for label in (entry.get("theme_alt") or ())
            ),
            deadline_alt=tuple(entry.get("deadline_alt") or ()),
            deadline_text=self._plain(place, "deadline_text"),
            deadline_source=entry.get("deadline_source"),
            more_deadlines=tuple(
                self._found(place, "more_deadlines", "more_deadlines", value, lambda: None)
                for value in (entry.get("more_deadlines") or ())
            ),
            vague_timing=self._vague(place, previous),
            repeats=entry.get("repeats"),
            repeated_by=entry.get("repeated_by"),
            note=entry.get("note"),
            method=previous.method if previous else CURATOR,
        )

    def _vague(self, place: Place, previous: Task | None) -> Found[str] | None:
        """Words of a vague time; ``vague_timing: false`` takes those of the machine away."""
        if "vague_timing" not in place.entry:
            return previous.vague_timing if previous else None
        return self._plain(place, "vague_timing") if place.entry["vague_timing"] else None

    def objective(self, entry: Entry, previous: Objective | None) -> Objective:
        """A purpose, viewpoint or aim."""
        place = self._place(entry, previous)
        return Objective(
            place.span, entry["start"], place.section, entry["kind"], entry.get("note"),
            previous.method if previous else CURATOR,
        )  # fmt: skip

    def target(self, entry: Entry, previous: Target | None) -> Target:
        """An indicator with its value."""
        place = self._place(entry, previous)
        return Target(
            span=place.span,
            start=entry["start"],
            section=place.section,
            indicator=self._plain(place, "indicator"),
            comparator=entry.get("comparator"),
            value=self._plain(place, "value"),
            unit=self._plain(place, "unit"),
            year=self._plain(place, "year"),
            baseline=self._plain(place, "baseline"),
            qualitative=bool(entry.get("qualitative")),
            note=entry.get("note"),
            method=previous.method if previous else CURATOR,
        )

    def reporting(self, entry: Entry, previous: Reporting | None) -> Reporting:
        """A duty to report."""
        place = self._place(entry, previous)
        return Reporting(
            span=place.span,
            start=entry["start"],
            section=place.section,
            who=self._one_agency(place, "who"),
            to=self._agencies(place, "to"),
            when=self._plain(place, "when"),
            what=self._plain(place, "what"),
            via=self._one_agency(place, "via"),
            on_behalf_of=self._one_agency(place, "on_behalf_of"),
            first=self._plain(place, "first"),
            note=entry.get("note"),
            method=previous.method if previous else CURATOR,
        )

    def funding(self, entry: Entry, previous: Funding | None) -> Funding:
        """A source of money."""
        place = self._place(entry, previous)
        source = self._plain(place, "source")
        if source is None:
            raise CorrectionError(f"the funding “{entry['start']}” names no source; add “source”")
        return Funding(
            place.span, entry["start"], place.section, source, entry.get("note"),
            previous.method if previous else CURATOR,
        )  # fmt: skip

    def signatory(self, entry: Entry, previous: Signatory | None) -> Signatory:
        """Who signs."""
        whole = Span(0, len(self.ground.source.text))
        printed = entry["name"]  # None where the machine read a position alone
        name = (self.ground.words(printed, whole) if printed else None) or whole
        place = Place(
            entry, Span(max(0, name.start - 200), min(whole.end, name.end + 200)), None, previous
        )
        return Signatory(
            self._plain(place, "name"),
            self._plain(place, "position"),
            self._plain(place, "on_behalf_of"),
        )

    def recipient(self, line: str, previous: Found[str] | None) -> Found[str]:
        """A line of the distribution list: the last place where its words stand."""
        return previous or Found(line, self._all(line)[-1], CURATOR)

    def considered(self, entry: Entry, previous: Considered | None) -> Considered:
        """A passage that could be counted as a task and was not."""
        return Considered(self._place(entry, previous).span, entry["start"], entry["why"])

    def defect(self, entry: Entry | str, previous: Defect | None) -> Defect:
        """A fault of the source; ``quote`` names the words it is about."""
        if isinstance(entry, str):
            return previous or Defect(entry)
        quote = entry.get("quote")
        span = self._all(quote)[0] if quote else previous.span if previous else None
        return Defect(
            description=entry["description"],
            kind=entry.get("kind", previous.kind if previous else "OtherDefect"),
            description_vi=entry.get("description_vi"),
            span=span,
            printed=entry.get("printed"),
            likely_meant=entry.get("likely_meant"),
            how_known=entry.get("how_known"),
        )
