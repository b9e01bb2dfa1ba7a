"""The labels that stand open while a text is read: which the next label ends, and where it stands."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from mandategraph.extract.headings import Sisters
from mandategraph.extract.marks import (
    BRACKETED,
    LABELS,
    LATIN_LETTERS,
    VIETNAMESE_LETTERS,
    Mark,
    place,
    roman_value,
)
from mandategraph.extract.paragraphs import Paragraph

RANKS = {
    "part": 0, "chapter": 1, "section": 2, "upper": 3, "article": 4, "action": 4, "roman": 5,
    "number": 6, "number)": 7, "dotted": 7, "letter": 8, "small-roman": 9, "paren-number": 9,
    "paren-letter": 10, "paren-roman": 11, "paren-upper": 12,
}  # fmt: skip
"""How deep a kind of label usually stands; it decides only where a kind is met for the first time."""


@dataclass(slots=True)
class Frame:
    """A label that stands open: the next label of its kind is its sister."""

    kind: str
    label: str
    path: str | None
    is_section: bool
    hashes: int = 0
    sisters: Sisters = field(default_factory=Sisters)
    """This label and the earlier ones of its run."""


class OpenLabels:
    """The labels that stand open at a place of the text; ``here`` is the section it is in."""

    def __init__(self, letters: str, *, level_headings: bool) -> None:
        self.letters = letters
        self.level_headings = level_headings
        self.stack: list[Frame] = []
        self.here: str | None = None

    @property
    def path(self) -> str | None:
        """The label path of the innermost label."""
        return self.stack[-1].path if self.stack else None

    def reset(self) -> None:
        """An appendix or an attached text begins: labels start anew."""
        self.stack, self.here = [], None

    def below(self, label: str) -> str:
        """The path of a label below the innermost one."""
        return label if self.path is None else f"{self.path}.{label}"

    def resolved(self, mark: Mark, following: Sequence[Paragraph]) -> Mark:
        """The mark with its kind settled: ``i)``, ``(v)`` may be letters or Roman numbers.

        ``following`` are the paragraphs after it.
        """
        roman = {"letter": "small-roman", "paren-letter": "paren-roman"}.get(mark.kind)
        if roman is None or mark.label not in {"i", "v", "x"}:
            return mark
        run = self._frame(roman)
        if run and roman_value(run.label) + 1 == roman_value(mark.label):
            return replace(mark, kind=roman)
        after = next((p.mark.label for p in following if p.mark and p.mark.label), "")
        letters = self._frame(mark.kind)
        before = place(mark.kind, letters.label, self.letters) if letters else None
        if before is not None and before + 1 == place(mark.kind, mark.label, self.letters):
            return replace(mark, kind=roman) if after == "ii" else mark
        return replace(mark, kind=roman) if mark.label == "i" else mark

    def _frame(self, kind: str) -> Frame | None:
        return next((frame for frame in reversed(self.stack) if frame.kind == kind), None)

    def push(
        self, mark: Mark, path: str | None, earlier: Sisters, hashes: int, *, is_section: bool
    ) -> None:
        """Opens a label; without a path of its own it stands where the innermost one does."""
        if path is None:
            path = self.path
        run = Sisters(earlier.headed + is_section, earlier.total + 1)
        self.stack.append(Frame(mark.kind, mark.label, path, is_section, hashes, run))
        self._settle()

    def _settle(self) -> None:
        """The section in which items stand now."""
        frames = [frame for frame in self.stack if frame.is_section]
        labelled = next((f.path for f in reversed(frames) if f.path is not None), None)
        self.here = labelled if labelled is not None else (frames[-1].label if frames else None)

    def pop_to(self, mark: Mark, hashes: int) -> Sisters:
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

    def _is_deeper(self, frame: Frame, mark: Mark, hashes: int) -> bool:
        if frame.kind == "heading":
            return bool(self.level_headings and hashes and frame.hashes >= hashes)
        if self.level_headings and hashes and frame.hashes:
            return frame.hashes >= hashes
        return mark.kind in RANKS and RANKS.get(frame.kind, -1) > RANKS[mark.kind]

    def _ends_at_heading(self, frame: Frame, hashes: int) -> bool:
        if frame.kind == "heading":
            return frame.hashes >= hashes
        return bool(hashes and self.level_headings and frame.hashes >= hashes)

    def push_heading(self, heading: str, hashes: int) -> None:
        """Opens a heading without label, after closing what it ends."""
        while self.stack and self._ends_at_heading(self.stack[-1], hashes):
            self.stack.pop()
        self.stack.append(Frame("heading", heading, self.path, is_section=True, hashes=hashes))
        self._settle()

    def push_group(self, kind: str, label: str, path: str | None) -> None:
        """Opens a group of table rows."""
        self.stack.append(Frame(kind, label, path, is_section=True))
        self._settle()

    def pop_groups(self, kind: str = "group") -> None:
        """Closes the groups of table rows, or those of a kind."""
        while self.stack and self.stack[-1].kind.startswith(kind):
            self.stack.pop()
        self._settle()


def own_label(mark: Mark, parent: str | None) -> str:
    """The label below its parent: ``2.1`` below ``II.2`` adds only ``1``."""
    if mark.kind != "dotted" or parent is None:
        return mark.label
    pieces = mark.label.split(".")
    for length in range(len(pieces) - 1, 0, -1):
        if parent.split(".")[-length:] == pieces[:length]:
            return ".".join(pieces[length:])
    return mark.label


def alphabet_of(read: Sequence[Paragraph]) -> str:
    """The alphabet by which a text counts: Vietnamese skips f, j, w, z and has đ."""
    labels = [p.mark.label for p in read if p.mark and p.mark.kind == "letter"]
    latin = any(label in {"f", "j", "w", "z"} for label in labels)
    return LATIN_LETTERS if latin and "đ" not in labels else VIETNAMESE_LETTERS


def levels_agree(read: Sequence[Paragraph]) -> bool:
    """Whether Markdown headings of one kind of label are all of one level."""
    levels: dict[str, int] = {}
    for paragraph in read:
        if paragraph.hashes and paragraph.mark and paragraph.mark.kind in LABELS - BRACKETED:
            known = levels.setdefault(paragraph.mark.kind, paragraph.hashes)
            if known != paragraph.hashes:
                return False
    return True
