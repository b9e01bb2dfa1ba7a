"""Targets in tables of aims: an indicator, its unit, and a value under a year or in a column."""

from collections.abc import Iterator

from mandategraph.extract.passages import bounds, plain_words, trimmed
from mandategraph.extract.quantities import FIGURE, ValueReader, figure
from mandategraph.extract.target_years import YearReader
from mandategraph.extract.vocabulary import pattern, words
from mandategraph.model import Found, Item, Named, Target
from mandategraph.text import SourceText, Span, collapse, opening

CELL = 40  # characters; a longer cell is words, not a value
STATE = 200  # characters; longer words are an explanation, not a state to be reached


def is_aim_row(item: Item) -> bool:
    """Whether a row stands in a table of aims: an indicator, and a year, a unit or a value."""
    data = words("targets")["columns"]
    about = [
        at for at, title in enumerate(item.columns) if pattern(data["indicator"]).search(title)
    ]
    return bool(about) and any(
        pattern(data["year"]).search(title) or pattern(data["unit"]).search(title)
        for title in item.columns
    )


def read_row(
    source: SourceText, item: Item, figures: ValueReader, years: YearReader
) -> Iterator[Target]:
    """The targets of a row: one for each figure in a cell of values."""
    return _Row(source, item, figures, years).targets()


class _Row:
    def __init__(
        self, source: SourceText, item: Item, figures: ValueReader, years: YearReader
    ) -> None:
        self.source = source
        self.item = item
        self.figures = figures
        self.years = years
        self.rules = words("targets")["columns"]
        self.columns = list(zip(item.columns, item.cells, strict=False))
        self.unit = self._cell("unit")

    def _is(self, rule: str, title: str) -> bool:
        return bool(pattern(self.rules[rule]).search(title))

    def _cell(self, rule: str) -> Span | None:
        """The first filled cell under a title."""
        return next(
            (
                cell
                for title, cell in self.columns
                if self._is(rule, title) and cell.end > cell.start
            ),
            None,
        )

    def targets(self) -> Iterator[Target]:
        """The targets of the row, cell by cell."""
        year = self._row_year()
        dated = self._cell("only_year")
        for title, cell in self.columns:
            outside = cell in {self.item.span, self.unit, dated} or self._is("number", title)
            if outside or cell.end <= cell.start or self._is("other", title):
                continue
            column = self._column_year(title)
            yield from self._of_cell(title, cell, column or year)

    def _row_year(self) -> Found[int] | None:
        cell = self._cell("only_year")
        found = pattern(self.rules["year"]).search(plain_words(self.source, cell)) if cell else None
        if cell and found:
            return Found(int(found["y"]), cell, "indicator-cell", 0.8)
        own = self.years.first(*bounds(self.source, self.item.span))
        return own or self.years.above(self.item)

    def _column_year(self, title: str) -> Found[int] | None:
        found = pattern(self.rules["year"]).search(title)
        return Found(int(found["y"]), None, "indicator-cell", 0.8) if found else None

    def _of_cell(self, title: str, cell: Span, year: Found[int] | None) -> Iterator[Target]:
        text = plain_words(self.source, cell)
        found = list(FIGURE.finditer(text))
        start, _ = bounds(self.source, cell)
        short = len(text) <= CELL or (bool(found) and found[0].start() < CELL // 4)
        if found and short:
            for match in found:
                before = text[: match.start()]
                comparator, _ = self.figures.comparator(
                    start, start + match.start(), text[match.end() :]
                )
                if match["high"]:
                    comparator = "range"
                if comparator == "increase" or (comparator == "=" and before.endswith("+")):
                    comparator = "="
                low = figure(match["low"], self.figures.language)
                high = match["high"] and figure(match["high"], self.figures.language)
                where = trimmed(self.source, start + match.start(), start + match.end())
                unit = self._unit_of(cell, match.group(), text[match.end() :])
                value = Found(f"{low}-{high}" if high else low, where, "indicator-cell", 0.8)
                yield self._target(comparator, value, unit, year)
        elif not found and self._is("value", title) and any(map(str.isalpha, text)):
            said = Found(collapse(self.source.words(cell))[:STATE], cell, "indicator-cell", 0.6)
            yield self._target("=", said, self._unit_of(cell, "", ""), year, qualitative=True)

    def _unit_of(self, cell: Span, printed: str, after: str) -> Named | None:
        if self.unit is not None:
            shown = collapse(self.source.words(self.unit))
            return Found(shown, self.unit, "indicator-cell", 0.8)
        if "%" in printed or after.startswith("%"):
            return Found("%", cell, "indicator-cell", 0.8)
        return None

    def _target(
        self,
        comparator: str,
        value: Named,
        unit: Named | None,
        year: Found[int] | None,
        *,
        qualitative: bool = False,
    ) -> Target:
        span = self.item.span
        return Target(
            span=span,
            start=opening(self.source.words(span)),
            section=self.item.section,
            indicator=Found(self.source.words(span), span, "indicator-cell", 0.8),
            comparator=comparator,
            value=value,
            unit=unit,
            year=year,
            qualitative=qualitative,
            method="indicator-cell",
            confidence=0.7,
        )
