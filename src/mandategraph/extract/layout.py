"""The parts of a document: title, preamble, sections, items, recipients and signature.

A labelled paragraph is a section when it heads something (title-like, bold, a Markdown heading) and
an item when it is itself a full sentence; nesting follows the labels, not the indentation.
"""

from itertools import islice

from mandategraph.extract import closing, headings
from mandategraph.extract.headings import Heading, Sisters
from mandategraph.extract.marks import LABELS, Mark, bare, label_at, place, unmarked
from mandategraph.extract.open_items import OpenItems, rank_of
from mandategraph.extract.open_labels import (
    RANKS,
    Frame,
    OpenLabels,
    alphabet_of,
    levels_agree,
    own_label,
)
from mandategraph.extract.opening import find_opening, title_of_attached
from mandategraph.extract.paragraphs import Paragraph, paragraphs
from mandategraph.extract.records import with_records
from mandategraph.extract.tables import Table, read_row, read_table
from mandategraph.model import Item, Layout, Section
from mandategraph.text import SourceText, Span

NEAR = 200
"""The sister of a heading whose label is lost stands within so many paragraphs."""


def lay_out(source: SourceText) -> Layout:
    """The parts of a text, in its order; nothing is read twice and nothing is repaired."""
    return _Builder(source.text).build()


class _Builder:
    """Reads paragraphs from top to bottom, keeping the labels and items that stand open."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.paragraphs = paragraphs(text)
        self.labels = OpenLabels(
            alphabet_of(self.paragraphs), level_headings=levels_agree(self.paragraphs)
        )
        self.open = OpenItems()
        self.opening = find_opening(text, self.paragraphs)
        self.ends = closing.find_ends(text, self.paragraphs, self.opening.first)
        self.sections: list[Section] = []
        self.items: list[Item] = []
        self.used: dict[str, int] = {}
        self.table: Table | None = None
        self.skip_to = 0

    def build(self) -> Layout:
        """The layout."""
        for span in self.opening.headings:
            heading = bare(self.text, span.start, span.end)
            self.sections.append(Section(None, heading, span, span, method="unlabelled-heading"))
        for at in range(self.opening.first, len(self.paragraphs)):
            if at >= self.skip_to and at not in self.ends.outside:
                self._take(at)
        return Layout(
            sections=tuple(self.sections),
            items=with_records(self.text, self.items),
            title=self.opening.title,
            preamble=self.opening.preamble,
            recipients=self.ends.recipients,
            signature=self.ends.signature,
            body_end=self.ends.body_end,
        )

    def _take(self, at: int) -> None:
        paragraph = self.paragraphs[at]
        if at in self.ends.resumes:
            self._reset()
            if paragraph.mark is None and (
                after := title_of_attached(self.text, self.paragraphs, at)
            ):
                self.skip_to = after
                return
        if paragraph.cells:
            self._row(at)
        elif paragraph.mark is not None and paragraph.mark.kind in LABELS:
            self._labelled(
                at, self.labels.resolved(paragraph.mark, self.paragraphs[at + 1 : at + 12])
            )
        elif headings.is_unlabelled(self.text, paragraph):
            self._unlabelled(at)
        elif not headings.is_note(self.text, paragraph) and not self._supplied(at):
            self._plain(at)

    def _reset(self) -> None:
        """An appendix or an attached text begins: labels start anew."""
        self.labels.reset()
        self.open.close()

    def _labelled(self, at: int, mark: Mark) -> None:
        paragraph = self.paragraphs[at]
        if mark.kind == "appendix":
            self._reset()
        earlier = self.labels.pop_to(mark, paragraph.hashes)
        heading = headings.read_heading(
            self.text, self.paragraphs, at, mark, self._heads(at), earlier
        )
        path = self.labels.below(own_label(mark, self.labels.path))
        if heading is None:
            self.labels.push(mark, path, earlier, paragraph.hashes, is_section=False)
            self._add_item(mark.end, paragraph.span.end, mark)
            return
        path = self._section(mark, path, heading)
        self.labels.push(mark, path, earlier, paragraph.hashes, is_section=True)
        self.skip_to = max(self.skip_to, heading.next_paragraph)
        if heading.rest is not None:
            self._run_in(heading.rest, paragraph.span.end, mark if heading.span is None else None)

    def _run_in(self, start: int, end: int, mark: Mark | None) -> None:
        """The passage that follows a heading in the same paragraph, or stands in its place."""
        inner = headings.inner_mark(self.text, start, end)
        if inner is not None and mark is None:
            self.labels.push(inner, None, Sisters(), 0, is_section=False)
            self._add_item(inner.end, end, inner)
        else:
            self._add_item(start, end, mark)

    def _heads(self, at: int) -> str:
        """What stands below a paragraph: ``dash``, ``label``, ``text``, ``row``, or nothing ("")."""
        own = self.paragraphs[at].mark
        following = next(
            (i for i in range(at + 1, len(self.paragraphs)) if i not in self.ends.outside), None
        )
        if following is None or own is None or following in self.ends.resumes:
            return ""
        below = self.paragraphs[following]
        if below.cells:
            return "row"
        if below.mark is None:
            return "" if below.hashes else "text"
        if below.mark.kind not in LABELS:
            return "dash"
        kind = below.mark.kind
        above = {frame.kind for frame in self.labels.stack} | {own.kind}
        if kind in above or RANKS.get(kind, 0) < RANKS.get(own.kind, 0):
            return ""
        return "label"

    def _section(self, mark: Mark, path: str, heading: Heading) -> str:
        """Adds a section; a label used before gets its count: ``III(2)``."""
        count = self.used.get(path, 0) + 1
        self.used[path] = count
        unique = path if count == 1 else f"{path}({count})"
        own = mark.label
        added = count > 1 or (mark.kind == "appendix")
        note = f"the label {own} stands {count} times at this level" if count > 1 else None
        end = heading.span.end if heading.span else mark.start + len(mark.printed)
        self.sections.append(
            Section(
                label=unique,
                heading=bare(self.text, heading.span.start, heading.span.end)
                if heading.span
                else None,
                span=Span(mark.start, max(end, mark.start)),
                heading_span=unmarked(self.text, heading.span) if heading.span else None,
                relabelled=added,
                printed_label=_printed(mark) if added else None,
                note=note,
                method=heading.method,
            )
        )
        self.open.close()
        return unique

    def _unlabelled(self, at: int) -> None:
        paragraph = self.paragraphs[at]
        span = headings.inner(self.text, paragraph)
        heading = bare(self.text, span.start, span.end)
        self.labels.push_heading(heading, paragraph.hashes)
        self.sections.append(Section(None, heading, span, span, method="unlabelled-heading"))
        self.open.close()

    def _supplied(self, at: int) -> bool:
        """Takes a heading whose label is lost, where the gap between its sisters decides it."""
        paragraph = self.paragraphs[at]
        if not headings.is_bare_title(self.text, self.paragraphs, at):
            return False
        for frame in reversed(self.labels.stack):
            if not frame.is_section or not frame.label:
                continue
            label = self._lost_label(at, frame)
            if label is not None:
                self._add_supplied(paragraph, frame, label)
                return True
        return False

    def _lost_label(self, at: int, frame: Frame) -> str | None:
        """The label between the open one and the next of its kind, if exactly one is missing."""
        before = place(frame.kind, frame.label, self.labels.letters)
        following = next(
            (
                p.mark
                for p in islice(self.paragraphs, at + 1, at + NEAR)
                if p.mark
                and (
                    p.mark.kind == frame.kind
                    or RANKS.get(p.mark.kind, 99) < RANKS.get(frame.kind, 0)
                )
            ),
            None,
        )
        if before is None or following is None or following.kind != frame.kind:
            return None
        after = place(frame.kind, following.label, self.labels.letters)
        missing = label_at(frame.kind, frame.label, before + 1, self.labels.letters)
        return missing if after == before + 2 else None

    def _add_supplied(self, paragraph: Paragraph, frame: Frame, label: str) -> None:
        earlier = frame.sisters
        mark = Mark(frame.kind, label, "", paragraph.span.start, paragraph.span.start)
        self.labels.pop_to(mark, 0)
        path = self.labels.below(label)
        span = headings.inner(self.text, paragraph)
        self.used[path] = self.used.get(path, 0) + 1
        self.sections.append(
            Section(
                label=path,
                heading=bare(self.text, span.start, span.end),
                span=span,
                heading_span=unmarked(self.text, span),
                relabelled=True,
                printed_label=None,
                note="printed without its label; the gap between its neighbours tells it",
                method="supplied-label",
            )
        )
        self.labels.push(mark, path, earlier, 0, is_section=True)
        self.open.close()

    def _plain(self, at: int) -> None:
        paragraph = self.paragraphs[at]
        start = paragraph.mark.end if paragraph.mark else paragraph.span.start
        self._add_item(start, paragraph.span.end, paragraph.mark, paragraph.indent, at)

    def _add_item(
        self, start: int, end: int, mark: Mark | None, indent: int = 0, at: int | None = None
    ) -> None:
        pieces = headings.run_in_items(self.text, mark.start if mark else start, end)
        if pieces:
            self._enumeration(start, end, mark, pieces)
            return
        span = headings.passage(self.text, start, end)
        if span is None:
            return
        rank = self.open.rank(mark, indent)
        parent = self.open.parent(mark, rank)
        announces = self.text[span.end - 1] == ":" or (
            mark is not None
            and at is not None
            and headings.is_subheading(self.text, self.paragraphs, at)
        )
        self.open.add(len(self.items), rank, marked=mark is not None, announces=announces)
        self.items.append(Item(span, mark.printed if mark else "", self.labels.here, parent))

    def _enumeration(self, start: int, end: int, mark: Mark | None, pieces: list[Mark]) -> None:
        """Items of an enumeration that runs on in a paragraph, below the words that announce it."""
        lead = headings.passage(self.text, start, pieces[0].start)
        parent = None
        if lead is not None and lead.end <= pieces[0].start:
            parent = len(self.items)
            above = self.open.parent(mark, rank_of(mark, 0))
            self.items.append(Item(lead, mark.printed if mark else "", self.labels.here, above))
        ends = [piece.start for piece in pieces[1:]] + [end]
        for piece, stop in zip(pieces, ends, strict=True):
            span = headings.passage(self.text, piece.end, stop)
            if span is not None:
                item = Item(
                    span, piece.printed, self.labels.here, parent, method="run-in-enumeration"
                )
                self.items.append(item)

    def _row(self, at: int) -> None:
        paragraph = self.paragraphs[at]
        if self.table is None or self.table.number != paragraph.table:
            rows = [p for p in self.paragraphs[at : at + 400] if p.table == paragraph.table]
            self.table = read_table(self.text, rows)
            self.labels.pop_groups()
        row = read_row(self.text, self.table, paragraph)
        if row is None:
            return
        if row.group:
            self._group(row.label, row.passage, row.number)
        else:
            self.open.close()
            self.items.append(
                Item(
                    row.passage,
                    "|",
                    self.labels.here,
                    cells=paragraph.cells,
                    columns=self.table.columns,
                )
            )

    def _group(self, label: str, passage: Span, number: Span) -> None:
        """A row that names a group of rows is a section."""
        kind = "group-number" if label[:1].isdigit() else "group"
        self.labels.pop_groups(kind)
        if not label:
            name = bare(self.text, passage.start, passage.end)
            self.labels.push_group("group", name, self.labels.path)
            self.sections.append(Section(None, name, passage, passage, method="table-group"))
        else:
            mark = Mark(kind, label, label, number.start, number.end)
            heading = Heading(passage, None, 0, "table-group")
            path = self._section(mark, self.labels.below(label), heading)
            self.labels.push_group(kind, label, path)
        self.open.close()


def _printed(mark: Mark) -> str:
    return mark.printed.strip(" .:)(/-–—") if mark.kind == "appendix" else mark.label
