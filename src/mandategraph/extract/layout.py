"""The parts of a document: title, preamble, sections, items, recipients and signature.

A labelled paragraph is a section when it heads something (title-like, bold, a Markdown heading) and
an item when it is itself a full sentence; nesting follows the labels, not the indentation.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from mandategraph.extract import closing, headings
from mandategraph.extract.headings import Heading, Sisters
from mandategraph.extract.marks import (
    BRACKETED,
    LABELS,
    LATIN_LETTERS,
    VIETNAMESE_LETTERS,
    Mark,
    bare,
    label_at,
    place,
    roman_value,
    unmarked,
)
from mandategraph.extract.opening import find_opening
from mandategraph.extract.paragraphs import Paragraph, paragraphs
from mandategraph.extract.tables import Table, read_row, read_table
from mandategraph.model import Item, Layout, Section
from mandategraph.text import SourceText, Span

RANKS = {
    "part": 0, "chapter": 1, "section": 2, "upper": 3, "article": 4, "action": 4, "roman": 5,
    "number": 6, "number)": 7, "dotted": 7, "letter": 8, "small-roman": 9, "paren-number": 9,
    "paren-letter": 10, "paren-roman": 11, "paren-upper": 12,
}  # fmt: skip
"""How deep a kind of label usually stands; it decides only where a kind is met for the first time."""

LEAD, DASH, PLUS = 13, 20, 30
NEAR = 200
"""The sister of a heading whose label is lost stands within so many paragraphs."""


def lay_out(source: SourceText) -> Layout:
    """The parts of a text, in its order; nothing is read twice and nothing is repaired."""
    return _Builder(source.text).build()


@dataclass(slots=True)
class _Frame:
    """A label that stands open: the next label of its kind is its sister."""

    kind: str
    label: str
    path: str | None
    is_section: bool
    hashes: int = 0
    sisters: Sisters = field(default_factory=Sisters)
    """This label and the earlier ones of its run."""


@dataclass(slots=True)
class _Open:
    """An item below which others may stand."""

    rank: float
    index: int
    announces: bool = False


class _Builder:
    """Reads paragraphs from top to bottom, keeping the labels that stand open."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.paragraphs = paragraphs(text)
        self.letters = _letters_of(self.paragraphs)
        self.level_headings = _levels_agree(self.paragraphs)
        self.opening = find_opening(text, self.paragraphs)
        self.ends = closing.find_ends(text, self.paragraphs, self.opening.first)
        self.sections: list[Section] = []
        self.items: list[Item] = []
        self.stack: list[_Frame] = []
        self.open: list[_Open] = []
        self.used: dict[str, int] = {}
        self.here: str | None = None
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
            items=tuple(self.items),
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
        if paragraph.cells:
            self._row(at)
        elif paragraph.mark is not None and paragraph.mark.kind in LABELS:
            self._labelled(at, self._resolved(at, paragraph.mark))
        elif headings.is_unlabelled(self.text, paragraph):
            self._unlabelled(at)
        elif not headings.is_note(self.text, paragraph) and not self._supplied(at):
            self._plain(at)

    def _reset(self) -> None:
        """An appendix or an attached text begins: labels start anew."""
        self.stack, self.open, self.here = [], [], None

    # Labelled paragraphs

    def _resolved(self, at: int, mark: Mark) -> Mark:
        """The mark with its kind settled: ``i)``, ``(v)`` may be letters or Roman numbers."""
        roman = {"letter": "small-roman", "paren-letter": "paren-roman"}.get(mark.kind)
        if roman is None or mark.label not in {"i", "v", "x"}:
            return mark
        run = self._frame(roman)
        if run and roman_value(run.label) + 1 == roman_value(mark.label):
            return replace(mark, kind=roman)
        following = next(
            (p.mark.label for p in self.paragraphs[at + 1 : at + 12] if p.mark and p.mark.label), ""
        )
        letters = self._frame(mark.kind)
        before = place(mark.kind, letters.label, self.letters) if letters else None
        if before is not None and before + 1 == place(mark.kind, mark.label, self.letters):
            return replace(mark, kind=roman) if following == "ii" else mark
        return replace(mark, kind=roman) if mark.label == "i" else mark

    def _frame(self, kind: str) -> _Frame | None:
        return next((frame for frame in reversed(self.stack) if frame.kind == kind), None)

    def _labelled(self, at: int, mark: Mark) -> None:
        paragraph = self.paragraphs[at]
        if mark.kind == "appendix":
            self._reset()
        earlier = self._pop_to(mark, paragraph.hashes)
        heading = headings.read_heading(
            self.text, self.paragraphs, at, mark, self._heads(at), earlier
        )
        parent = self.stack[-1].path if self.stack else None
        label = _own_label(mark, parent)
        path = label if parent is None else _joined(parent, label)
        if heading is None:
            self._push(mark, path, earlier, paragraph.hashes, is_section=False)
            self._add_item(mark.end, paragraph.span.end, mark)
            return
        path = self._section(mark, path, heading)
        self._push(mark, path, earlier, paragraph.hashes, is_section=True)
        self.skip_to = max(self.skip_to, heading.next_paragraph)
        if heading.rest is not None:
            self._run_in(heading.rest, paragraph.span.end, mark if heading.span is None else None)

    def _run_in(self, start: int, end: int, mark: Mark | None) -> None:
        """The passage that follows a heading in the same paragraph, or stands in its place."""
        inner = headings.inner_mark(self.text, start, end)
        if inner is not None and mark is None:
            self._push(inner, None, Sisters(), 0, is_section=False)
            self._add_item(inner.end, end, inner)
        else:
            self._add_item(start, end, mark)

    def _push(
        self, mark: Mark, path: str | None, earlier: Sisters, hashes: int, *, is_section: bool
    ) -> None:
        if path is None:
            path = self.stack[-1].path if self.stack else None
        run = Sisters(earlier.headed + is_section, earlier.total + 1)
        self.stack.append(_Frame(mark.kind, mark.label, path, is_section, hashes, run))
        self._settle()

    def _settle(self) -> None:
        """The section in which items stand now."""
        frames = [frame for frame in self.stack if frame.is_section]
        labelled = next((f.path for f in reversed(frames) if f.path is not None), None)
        self.here = labelled if labelled is not None else (frames[-1].label if frames else None)

    def _pop_to(self, mark: Mark, hashes: int) -> Sisters:
        """Closes the labels that the new one ends; which of its elder sisters have headings."""
        at = self._sister_of(mark)
        if at is not None:
            earlier = self.stack[at].sisters
            del self.stack[at:]
            self._settle()
            return earlier
        while self.stack and self._is_deeper(self.stack[-1], mark, hashes):
            self.stack.pop()
        self._settle()
        return Sisters()

    def _sister_of(self, mark: Mark) -> int | None:
        for at in range(len(self.stack) - 1, -1, -1):
            frame = self.stack[at]
            if frame.kind == "heading" and self._restarts(mark):
                return None  # below a heading without label, numbers start anew
            if frame.kind == mark.kind:
                return at
        return None

    def _restarts(self, mark: Mark) -> bool:
        return place(mark.kind, mark.label, self.letters) == 1

    def _is_deeper(self, frame: _Frame, mark: Mark, hashes: int) -> bool:
        if frame.kind == "heading":
            return bool(self.level_headings and hashes and frame.hashes >= hashes)
        if self.level_headings and hashes and frame.hashes:
            return frame.hashes >= hashes
        return mark.kind in RANKS and RANKS.get(frame.kind, -1) > RANKS[mark.kind]

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
        above = {frame.kind for frame in self.stack} | {own.kind}
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
        self.open = []
        return unique

    # Headings without label

    def _unlabelled(self, at: int) -> None:
        paragraph = self.paragraphs[at]
        span = headings.inner(self.text, paragraph)
        heading = bare(self.text, span.start, span.end)
        while self.stack and self._ends_at_heading(self.stack[-1], paragraph.hashes):
            self.stack.pop()
        path = self.stack[-1].path if self.stack else None
        self.stack.append(
            _Frame("heading", heading, path, is_section=True, hashes=paragraph.hashes)
        )
        self.sections.append(Section(None, heading, span, span, method="unlabelled-heading"))
        self.open = []
        self._settle()

    def _ends_at_heading(self, frame: _Frame, hashes: int) -> bool:
        if frame.kind == "heading":
            return frame.hashes >= hashes
        return bool(hashes and self.level_headings and frame.hashes >= hashes)

    def _supplied(self, at: int) -> bool:
        """Takes a heading whose label is lost, where the gap between its sisters decides it."""
        paragraph = self.paragraphs[at]
        if not headings.is_bare_title(self.text, self.paragraphs, at):
            return False
        for frame in reversed(self.stack):
            if not frame.is_section or not frame.label:
                continue
            label = self._lost_label(at, frame)
            if label is not None:
                self._add_supplied(paragraph, frame, label)
                return True
        return False

    def _lost_label(self, at: int, frame: _Frame) -> str | None:
        """The label between the open one and the next of its kind, if exactly one is missing."""
        before = place(frame.kind, frame.label, self.letters)
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
        after = place(frame.kind, following.label, self.letters)
        missing = label_at(frame.kind, frame.label, before + 1, self.letters)
        return missing if after == before + 2 else None

    def _add_supplied(self, paragraph: Paragraph, frame: _Frame, label: str) -> None:
        earlier = frame.sisters
        mark = Mark(frame.kind, label, "", paragraph.span.start, paragraph.span.start)
        self._pop_to(mark, 0)
        parent = self.stack[-1].path if self.stack else None
        path = label if parent is None else _joined(parent, label)
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
        self._push(mark, path, earlier, 0, is_section=True)
        self.open = []

    # Items

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
        parent = self._parent(mark, _rank(mark, indent))
        self._open_item(span, mark, _rank(mark, indent), at)
        self.items.append(Item(span, mark.printed if mark else "", self.here, parent))

    def _enumeration(self, start: int, end: int, mark: Mark | None, pieces: list[Mark]) -> None:
        """Items of an enumeration that runs on in a paragraph, below the words that announce it."""
        lead = headings.passage(self.text, start, pieces[0].start)
        parent = None
        if lead is not None and lead.end <= pieces[0].start:
            parent = len(self.items)
            above = self._parent(mark, _rank(mark, 0))
            self.items.append(Item(lead, mark.printed if mark else "", self.here, above))
        ends = [piece.start for piece in pieces[1:]] + [end]
        for piece, stop in zip(pieces, ends, strict=True):
            span = headings.passage(self.text, piece.end, stop)
            if span is not None:
                item = Item(span, piece.printed, self.here, parent, method="run-in-enumeration")
                self.items.append(item)

    def _parent(self, mark: Mark | None, rank: float) -> int | None:
        """The item that a new one stands under; a paragraph stands only under what announces it."""
        if mark is None:
            if self.open and self.open[-1].announces:
                return self.open[-1].index
            self.open = []
        if self.open and self.open[-1].rank == LEAD:
            self.open[-1].rank = rank - 0.5  # what stands below a lead-in tells how deep it is
        while self.open and self.open[-1].rank >= rank:
            self.open.pop()
        return self.open[-1].index if self.open else None

    def _open_item(self, span: Span, mark: Mark | None, rank: float, at: int | None) -> None:
        """Notes that further items may stand below this one."""
        colon = self.text[span.end - 1] == ":"
        if mark is not None:
            subheading = at is not None and headings.is_subheading(self.text, self.paragraphs, at)
            self.open.append(_Open(rank, len(self.items), announces=subheading or colon))
        elif colon and not self.open:
            self.open.append(_Open(LEAD, len(self.items)))

    # Tables

    def _row(self, at: int) -> None:
        paragraph = self.paragraphs[at]
        if self.table is None or self.table.number != paragraph.table:
            rows = [p for p in self.paragraphs[at : at + 400] if p.table == paragraph.table]
            self.table = read_table(self.text, rows)
            self._pop_groups()
        row = read_row(self.text, self.table, paragraph)
        if row is None:
            return
        if row.group:
            self._group(row.label, row.passage, row.number)
        else:
            self.open = []
            self.items.append(
                Item(row.passage, "|", self.here, cells=paragraph.cells, columns=self.table.columns)
            )

    def _pop_groups(self) -> None:
        while self.stack and self.stack[-1].kind.startswith("group"):
            self.stack.pop()
        self._settle()

    def _group(self, label: str, passage: Span, number: Span) -> None:
        """A row that names a group of rows is a section."""
        kind = "group-number" if label[:1].isdigit() else "group"
        while self.stack and self.stack[-1].kind.startswith(kind):
            self.stack.pop()
        if not label:
            heading = bare(self.text, passage.start, passage.end)
            path = self.stack[-1].path if self.stack else None
            self.stack.append(_Frame("group", heading, path, is_section=True))
            self.sections.append(Section(None, heading, passage, passage, method="table-group"))
        else:
            parent = self.stack[-1].path if self.stack else None
            path = label if parent is None else _joined(parent, label)
            mark = Mark(kind, label, label, number.start, number.end)
            path = self._section(mark, path, Heading(passage, None, 0, "table-group"))
            self.stack.append(_Frame(kind, label, path, is_section=True))
        self.open = []
        self._settle()


def _own_label(mark: Mark, parent: str | None) -> str:
    """The label below its parent: ``2.1`` below ``II.2`` adds only ``1``."""
    if mark.kind != "dotted" or parent is None:
        return mark.label
    pieces = mark.label.split(".")
    for length in range(len(pieces) - 1, 0, -1):
        if parent.split(".")[-length:] == pieces[:length]:
            return ".".join(pieces[length:])
    return mark.label


def _joined(parent: str, label: str) -> str:
    return f"{parent}.{label}"


def _printed(mark: Mark) -> str:
    return mark.printed.strip(" .:)(/-–—") if mark.kind == "appendix" else mark.label


def _rank(mark: Mark | None, indent: int) -> float:
    if mark is None:
        return LEAD
    if mark.kind in {"dash", "plus"}:
        return (DASH if mark.kind == "dash" else PLUS) + min(indent, 60) / 100
    return RANKS.get(mark.kind, LEAD - 1)


def _letters_of(read: Sequence[Paragraph]) -> str:
    """The alphabet by which a text counts: Vietnamese skips f, j, w, z and has đ."""
    labels = [p.mark.label for p in read if p.mark and p.mark.kind == "letter"]
    latin = any(label in {"f", "j", "w", "z"} for label in labels)
    return LATIN_LETTERS if latin and "đ" not in labels else VIETNAMESE_LETTERS


def _levels_agree(read: Sequence[Paragraph]) -> bool:
    """Whether Markdown headings of one kind of label are all of one level."""
    levels: dict[str, int] = {}
    for paragraph in read:
        if paragraph.hashes and paragraph.mark and paragraph.mark.kind in LABELS - BRACKETED:
            known = levels.setdefault(paragraph.mark.kind, paragraph.hashes)
            if known != paragraph.hashes:
                return False
    return True
