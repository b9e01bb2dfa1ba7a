"""An explanation as a small picture: the fact at the left, what it follows from at the right."""

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from mandategraph.why.steps import Step
from mandategraph.why.tell import fact, notes

CARD = 300
GUTTER = 56
PADDING = 12
LINE = 18
GAP = 18
LETTERS = 38
"""Characters in a line of a card; the widest letters of the face fit too."""
MOST = 4
"""Lines of one note; the whole words stand in the title, which a pointer shows."""


@dataclass(frozen=True, slots=True)
class _Card:
    """A step where it stands: its corner, its lines of fact and of notes, and the cards it rests on."""

    step: Step
    x: int
    y: int
    height: int
    head: tuple[str, ...]
    notes: tuple[str, ...]
    below: tuple["_Card", ...]

    @property
    def middle(self) -> int:
        return self.y + self.height // 2

    def every(self) -> Iterator["_Card"]:
        """This card and all below it."""
        yield self
        for card in self.below:
            yield from card.every()


def picture(step: Step, language: str = "en") -> str:
    """The explanation as SVG, its text selectable; colours follow the page's."""
    root, bottom = _place(step, language, 0, 0)
    cards = list(root.every())
    width = max(card.x for card in cards) + CARD + 2
    parts = [*map(_ties, cards), *(_drawn(card, language) for card in cards)]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-1 -1 {width} {bottom - GAP + 2}" '
        f'width="{width}" height="{bottom - GAP + 2}" role="img" lang="{language}" '
        f'class="why-picture" font-family="Be Vietnam Pro, system-ui, sans-serif" font-size="13">'
        f"<title>{escape(fact(step, language))}</title>{''.join(parts)}</svg>"
    )


def _place(step: Step, language: str, column: int, top: int) -> tuple[_Card, int]:
    """The card of a step with those below it, and where the next one may begin."""
    head = tuple(textwrap.wrap(fact(step, language), LETTERS))
    said = tuple(line for note in notes(step, language) for line in _short(note))
    height = 2 * PADDING + LINE * (len(head) + len(said))
    below: list[_Card] = []
    bottom = top
    for one in step.because:
        card, bottom = _place(one, language, column + 1, bottom)
        below.append(card)
    middle = (below[0].middle + below[-1].middle) // 2 if below else top + height // 2
    y = max(top, middle - height // 2)
    card = _Card(step, column * (CARD + GUTTER), y, height, head, said, tuple(below))
    return card, max(bottom, y + height + GAP)


def _short(note: str) -> list[str]:
    lines = textwrap.wrap(note, LETTERS)
    return lines if len(lines) <= MOST else [*lines[: MOST - 1], f"{lines[MOST - 1]} …"]


def _ties(card: _Card) -> str:
    edge = card.x + CARD
    return "".join(
        f'<path d="M{edge} {card.middle}C{edge + GUTTER // 2} {card.middle} {edge + GUTTER // 2} '
        f'{one.middle} {one.x} {one.middle}" fill="none" stroke="currentColor" stroke-opacity=".5"/>'
        for one in card.below
    )


def _drawn(card: _Card, language: str) -> str:
    kind = "inferred" if card.step.rule else "stated"
    dash = ' stroke-dasharray="5 3"' if card.step.rule else ""
    lines = [(line, "600") for line in card.head] + [(line, "400") for line in card.notes]
    text = "".join(
        f'<text x="{card.x + PADDING}" y="{card.y + PADDING + LINE * at + 13}" '
        f'font-weight="{weight}" fill="currentColor">{escape(line)}</text>'
        for at, (line, weight) in enumerate(lines)
    )
    whole = escape("\n".join((fact(card.step, language), *notes(card.step, language))))
    return (
        f'<g class="{kind}"><title>{whole}</title><rect x="{card.x}" y="{card.y}" width="{CARD}" '
        f'height="{card.height}" rx="6" fill="none" stroke="currentColor"{dash}/>{text}</g>'
    )
