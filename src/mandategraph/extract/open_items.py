"""The items that stand open while a text is read: under which of them the next one stands."""

from dataclasses import dataclass

from mandategraph.extract.marks import Mark
from mandategraph.extract.open_labels import RANKS

LEAD, DASH, PLUS = 13, 20, 30


@dataclass(slots=True)
class _Open:
    """An item below which others may stand."""

    rank: float
    index: int
    announces: bool = False


class OpenItems:
    """The items of a section below which others may stand."""

    def __init__(self) -> None:
        self.open: list[_Open] = []
        self.numbers: float | None = None
        """How deep numbers in brackets stand that count what a deeper item announces."""

    def close(self) -> None:
        """A section or a table begins: nothing goes on."""
        self.open, self.numbers = [], None

    def rank(self, mark: Mark | None, indent: int) -> float:
        """How deep an item stands: "(1)" below what "(ii)" announces stands deeper than that."""
        usual = rank_of(mark, indent)
        if mark is None or mark.kind != "paren-number":
            return usual
        above = self.open[-1] if self.open else None
        if mark.label == "1" and above and above.announces and usual < above.rank < DASH:
            self.numbers = above.rank + 0.5
        elif self.numbers is None or all(one.rank != self.numbers for one in self.open):
            self.numbers = None
        return usual if self.numbers is None else self.numbers

    def parent(self, mark: Mark | None, rank: float) -> int | None:
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

    def add(self, index: int, rank: float, *, marked: bool, announces: bool) -> None:
        """Notes that further items may stand below this one."""
        if marked:
            self.open.append(_Open(rank, index, announces))
        elif announces and not self.open:
            self.open.append(_Open(LEAD, index))


def rank_of(mark: Mark | None, indent: int) -> float:
    """How deep an item with this mark stands; indented dashes deeper than others."""
    if mark is None:
        return LEAD
    if mark.kind in {"dash", "plus"}:
        return (DASH if mark.kind == "dash" else PLUS) + min(indent, 60) / 100
    return RANKS.get(mark.kind, LEAD - 1)
