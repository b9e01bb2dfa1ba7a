"""Duties to report on results: who, to whom, when; one duty a body that reports."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from mandategraph.extract.agencies import find_bodies
from mandategraph.extract.bodies import Body, bodies_within
from mandategraph.extract.parts import AIMS, UNKNOWN, parts_of
from mandategraph.extract.passages import bounds, find, plain, readable, sentences, trimmed
from mandategraph.extract.roles import list_at, named, roles_in
from mandategraph.extract.timing import timing_of
from mandategraph.extract.vocabulary import pattern, words
from mandategraph.gazetteer import Gazetteer
from mandategraph.model import Citation, Found, Item, Layout, Named, Reporting, Task
from mandategraph.text import SourceText, Span, opening


def read_reporting(  # noqa: PLR0913, PLR0917 - a reading has these parts
    source: SourceText,
    layout: Layout,
    tasks: Iterable[Task],
    citations: Iterable[Citation],
    gazetteer: Gazetteer,
    language: str,
) -> tuple[Reporting, ...]:
    """The duties to report that a text sets, in its order."""
    quotes = tuple(quote for citation in citations for quote in citation.quotes)
    reader = ReportingReader(source, layout, tuple(tasks), quotes, gazetteer, language)
    return tuple(reader.duties())


@dataclass(frozen=True, slots=True)
class _Report:
    """One verb of reporting: its sentence, its words, where the verb stands, and who receives."""

    item: Item
    sentence: Span
    passage: Span
    verb: int
    to: tuple[Named, ...]


@dataclass(frozen=True, eq=False)
class ReportingReader:
    """One text with what its duties to report are read from."""

    source: SourceText
    layout: Layout
    tasks: tuple[Task, ...]
    quotes: tuple[Span, ...]
    gazetteer: Gazetteer
    language: str

    def duties(self) -> Iterator[Reporting]:
        """The duties, item by item; a later one of an item may go on from the one before."""
        parts = parts_of(self.layout)
        for item in self.layout.items:
            if parts.get(item.section, UNKNOWN) in AIMS:
                continue
            previous: Reporting | None = None
            for sentence in sentences(self.source, readable(item.span)):
                for report in self.reports(item, sentence):
                    for duty in self.duties_of(report, previous):
                        yield duty
                        previous = duty
                yield from self.proposals(item, sentence)

    @cached_property
    def bodies(self) -> tuple[Body, ...]:
        """All bodies that the text names."""
        return find_bodies(self.source, self.gazetteer)

    @cached_property
    def data(self) -> dict[str, str]:
        """The words of the text's language."""
        return dict(words("reporting")[self.language])

    def reports(self, item: Item, sentence: Span) -> Iterator[_Report]:
        """The verbs of reporting in a sentence that name who receives the report."""
        start, end = bounds(self.source, sentence)
        text = plain(self.source).text
        for match in find(pattern(self.data["verb"]), self.source, sentence):
            place = trimmed(self.source, *match.span())
            if any(quote.contains(place) for quote in self.quotes):
                continue
            stop = pattern(self.data["stop"]).search(text, match.end(), end)
            last = stop.start() if stop else end
            to = self.receivers(match.end(), last) or self.advised(sentence, match.end())
            if to:
                first = self.first_word(start, match.start())
                passage = trimmed(self.source, first, last)
                yield _Report(item, sentence, passage, match.start(), to)

    def proposals(self, item: Item, sentence: Span) -> Iterator[Reporting]:
        """Duties to tell a body what comes up: one for each body concerned, at no set time."""
        if "raises" not in self.data or not self.is_if_needed(sentence):
            return
        start, end = bounds(self.source, sentence)
        text = plain(self.source).text
        for match in find(pattern(self.data["raises"]), self.source, sentence):
            to = list_at(self.source, self.bodies, match.end(), end)
            doers, first = self.list_before(start, match.start())
            if not to or not doers:
                continue
            asked = pattern(self.data["asks"]).search(text[start:first])
            passage = trimmed(self.source, start + asked.start() if asked else first, end)
            for who in named(doers, "report-who", 0.8):
                yield Reporting(
                    span=passage,
                    start=opening(self.source.words(passage)),
                    section=item.section,
                    who=who,
                    to=named(to, "report-to", 0.8),
                    when=None,
                    confidence=0.7,
                )

    def is_if_needed(self, sentence: Span) -> bool:
        """Whether a sentence is about what is to be done if difficulties arise."""
        rule = self.data.get("if_needed")
        return (
            rule is not None and next(find(pattern(rule), self.source, sentence), None) is not None
        )

    def list_before(self, start: int, place: int) -> tuple[list[Body], int]:
        """The bodies of the list that ends before a place, and where it begins."""
        view = plain(self.source)
        before = bodies_within(self.bodies, Span(view.starts[start], view.starts[place]))
        doing = pattern(self.data["doing"])
        found: list[Body] = []
        first = place
        for body in reversed(before):
            begin, end = bounds(self.source, body.span)
            joint = JOINT.fullmatch(view.text, end, first) if found else None
            if not (joint or (not found and doing.fullmatch(view.text, end, place))):
                break
            if view.text.endswith("của ", start, begin):
                break  # "… của Chính phủ, các bộ, ngành": the list begins after it
            found.insert(0, body)
            first = begin
        return found, first

    def receivers(self, place: int, stop: int) -> tuple[Named, ...]:
        """The bodies that a report goes to: at once after the verb, or after "về", "to"."""
        text = plain(self.source).text
        at = place + (text[place : place + 1] == " ")
        places = [at, *(m.end() for m in pattern(self.data["to"]).finditer(text, place, stop))]
        for one in places:
            found = list_at(self.source, self.bodies, one, stop)
            if found:
                firm = [body for body in found if not body.contextual]
                return named(firm or found, "report-to", 0.85)
        return ()

    def advised(self, sentence: Span, place: int) -> tuple[Named, ...]:
        """The bodies that the sentence advises, where it reports on results and names nobody."""
        about = pattern(self.data["what"]).search(plain(self.source).text, place, place + NEAR)
        if about is None:
            return ()
        return roles_in(self.source, sentence, self.bodies, self.language).advises

    def first_word(self, start: int, verb: int) -> int:
        """Where the words of a duty begin: with its interval, or with who sums up."""
        text = plain(self.source).text
        before = text[max(start, verb - BEFORE) : verb]
        match = pattern(self.data["before"]).search(before)
        first = verb - (len(before) - match.start()) if match else verb
        if text.startswith("để ", first):
            return first
        doer = self.doer_before(start, first)
        if doer is None:
            return first
        first, _ = bounds(self.source, doer.span)
        sent = pattern(self.data["sends"]).search(text[start:first])
        return start + sent.start() if sent else first

    def doer_before(self, start: int, place: int) -> Body | None:
        """The body that stands right before a place of the plain text."""
        view = plain(self.source)
        if place <= start:
            return None
        found = [
            body
            for body in bodies_within(self.bodies, Span(view.starts[start], view.starts[place]))
            if bounds(self.source, body.span)[1] in {place, place - 1}
        ]
        return found[-1] if found else None

    def duties_of(self, report: _Report, previous: Reporting | None) -> Iterator[Reporting]:
        """The duties of one verb: one for each body that reports."""
        who = self.reporters(report, previous)
        needed = self.is_if_needed(report.sentence)
        when, first = (None, None) if needed else self.time_of(report, previous)
        about = next(find(pattern(self.data["what"]), self.source, report.passage), None)
        where = trimmed(self.source, *about.span()) if about else None
        reporting = Reporting(
            span=report.passage,
            start=opening(self.source.words(report.passage)),
            section=report.item.section,
            who=None,
            to=report.to,
            when=when,
            what=Found(self.source.words(where), where, "report-what", 0.7) if where else None,
            via=self.via(report.passage),
            first=first,
            confidence=0.75,
        )
        receivers = {one.value for one in report.to}
        doers = [one for one in who if one.value not in receivers]
        # Of a list of bodies each reports, as printed also one of those that receive.
        doers = list(who) if len(doers) > 1 else doers
        if not doers:
            yield reporting
        for one in doers:
            yield replace(reporting, who=one)
            for again in self.more_times(report) if first is None and not needed else ():
                yield replace(reporting, who=one, when=again)

    def goes_on(self, report: _Report) -> bool:
        """Whether a report sums up the one before it."""
        start, _ = bounds(self.source, report.passage)
        text = plain(self.source).text[max(0, start - NEAR // 2) : report.verb + NEAR // 2]
        return pattern(self.data["latter"]).search(text) is not None

    def time_of(
        self, report: _Report, previous: Reporting | None
    ) -> tuple[Named | None, Named | None]:
        """When a report is due, and the first one where the text sets it apart."""
        timing = timing_of(self.source, report.passage, self.language, apart=self.quotes)
        if timing.deadline:
            return timing.deadline, None
        periodic = next(
            find(pattern(self.data["periodic"]), self.source, report.passage), None
        ) or self.opens_periodic(report)
        if periodic:
            place = trimmed(self.source, *periodic.span())
            each_year = pattern(r"annual results").search(plain(self.source).text, report.verb)
            value = "annual" if each_year and each_year.start() < report.verb + NEAR else "periodic"
            return Found(value, place, "report-periodic", 0.7), None
        if previous and previous.when and self.goes_on(report):
            # Who sums up yearly reports reports yearly; the day is that of the others.
            yearly = previous.when.value.startswith("annual")
            if not yearly:
                return (previous.when if previous.when.value == "periodic" else None), None
            return replace(previous.when, value="annual"), None
        task = self.task_of(report)
        if task is None or task.deadline is None:
            return None, None
        again = next((one for one in task.more_deadlines if one.value == "annual"), None)
        return (again, task.deadline) if again else (task.deadline, None)

    def opens_periodic(self, report: _Report) -> re.Match[str] | None:
        """Whether the item opens with "định kỳ": all its acts come back."""
        if self.language != "vi":
            return None
        start, _ = bounds(self.source, report.item.span)
        return pattern(self.data["periodic"]).search(plain(self.source).text, start, start + FIRST)

    def more_times(self, report: _Report) -> Iterator[Named]:
        """The further days of each year on which a report is due."""
        timing = timing_of(self.source, report.passage, self.language, apart=self.quotes)
        yield from (one for one in timing.more if one.value.startswith("annual "))

    def task_of(self, report: _Report) -> Task | None:
        """The order in which a report stands."""
        return next((task for task in self.tasks if task.span.contains(report.passage)), None)

    def reporters(self, report: _Report, previous: Reporting | None) -> tuple[Named, ...]:
        """Who reports: the body before the verb, whoever received the last report, the lead."""
        start, _ = bounds(self.source, report.passage)
        sent = pattern(self.data["sends"].rstrip("$")).match(plain(self.source).text, start)
        begin = sent.end() if sent else start
        opened = list_at(self.source, self.bodies, begin, report.verb)
        if opened:
            return named(opened, "report-who", 0.85)
        if previous and self.goes_on(report):
            return (previous.via,) if previous.via else previous.to
        if sent_to := self.sent_to(report):
            return sent_to
        sentence_start, _ = bounds(self.source, report.sentence)
        before = trimmed(self.source, sentence_start, report.verb)
        lead = roles_in(self.source, before, self.bodies, self.language).lead
        if lead:
            return lead
        task = self.task_of(report)
        return task.lead if task else self.ordered_before(report)

    def sent_to(self, report: _Report) -> tuple[Named, ...]:
        """The bodies that were sent proposals in the sentence, where they sum them up."""
        if "sent" not in self.data or not self.goes_on(report):
            return ()
        view, (start, _) = plain(self.source), bounds(self.source, report.sentence)
        for match in pattern(self.data["sent"]).finditer(view.text, start, report.verb):
            found = list_at(self.source, self.bodies, match.end(), report.verb)
            if found:
                return named(found, "report-who", 0.8)
        return ()

    def ordered_before(self, report: _Report) -> tuple[Named, ...]:
        """The bodies that the last sentence before, in an item that is no task, orders."""
        lead: tuple[Named, ...] = ()
        for sentence in sentences(self.source, readable(report.item.span)):
            if sentence.start > report.sentence.start:
                break
            lead = roles_in(self.source, sentence, self.bodies, self.language).lead or lead
        return lead

    def via(self, passage: Span) -> Named | None:
        """The body through which a report goes."""
        match = next(find(pattern(self.data["via"]), self.source, passage), None)
        if match is None:
            return None
        _, end = bounds(self.source, passage)
        place = match.start("body") if match["body"] else match.end()
        found = list_at(self.source, self.bodies, place, end)
        return next(iter(named(found, "report-via", 0.85)), None)


JOINT = re.compile(r"(?: (?:có )?liên quan)?(?:,| và|;)? (?:và )?(?:các )?")
FIRST = 12  # characters of an item in which its interval opens it
BEFORE = 90  # characters before the verb in which its interval may stand
NEAR = 40  # characters after it in which its matter may stand
