"""The model as a picture, made from the ontology: its classes as cards, and arrows between them.

A card names a class, the classes below it, and the object properties that start at it; an arrow runs
from those to the class that is their range. The same ontology always gives the same picture.

Left out are classes whose members the ontology itself lists (they would be lists of words), and one
of two inverse properties. What follows from other properties (property chains) is dashed. Properties
that any class may have stand, after an arrow of their own, on the card that they point at.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape

from mandategraph import card_layout
from mandategraph.card_layout import CARD, COLUMNS, GUTTER, LINE, MARGIN, Place, Port, Tie, Way
from mandategraph.names import MG
from mandategraph.network import wrap
from mandategraph.vocabulary import Term, Text, Vocabulary, in_language, vocabulary

LANGUAGES = ("vi", "en")

INSET = 13.0
TITLE_SCALE = 1.15
"""How much larger a title is than other words."""
PADDING = LINE / 2
"""Room above and below what stands under a title."""
BASELINE = 5.0
"""How far the feet of letters stand above the lower edge of their line."""
ROUND = 5.0
ARROW = (8.0, 4.0)
MOST_LINES = 99
"""More than any card has: nothing on it is cut."""
BETWEEN = ", "
ANY = "⇢ "

STYLE = """
.model { font: 400 13px/18px "Be Vietnam Pro", "Noto Sans", system-ui, "Segoe UI", Roboto, sans-serif; }
.paper { fill: #fcfbf8; }
.box { fill: #ffffff; stroke: #8f877a; }
.head { fill: #f4f1ea; stroke: #8f877a; }
text { fill: #1d1b18; }
.name { font-size: 14.5px; font-weight: 600; text-anchor: middle; }
.below { fill: #5d574e; font-style: italic; }
.anyone { fill: #5d574e; }
.way { fill: none; stroke: #6d665b; stroke-width: 1.2; }
.derived { stroke: #8c2f1b; stroke-dasharray: 5 3; }
.tip { fill: #6d665b; }
.bracket { fill: none; stroke: #6d665b; stroke-width: 1.2; }
@media (prefers-color-scheme: dark) {
.paper { fill: #171614; }
.box { fill: #1f1d1a; stroke: #7f786c; }
.head { fill: #2c2a26; stroke: #7f786c; }
text { fill: #ece8e0; }
.below, .anyone { fill: #b0a99d; }
.way, .bracket { stroke: #a29b8f; }
.derived { stroke: #f2a08a; }
.tip { fill: #a29b8f; }
}
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """A property on a card, or the classes under the card's: one or more lines of words."""

    lines: tuple[str, ...]
    top: float
    """How far down the picture the first line begins."""
    term: Term | None = None

    @property
    def bottom(self) -> float:
        """How far down the last line ends."""
        return self.top + len(self.lines) * LINE


@dataclass(frozen=True, slots=True)
class Start:
    """The properties of a card that one line begins at."""

    tie: Tie
    entries: tuple[Entry, ...]
    right: bool

    @property
    def middle(self) -> float:
        """The height at which the line begins."""
        return (self.entries[0].top + self.entries[-1].bottom) / 2


@dataclass(frozen=True, slots=True)
class Card:
    """A class with what is written on its card, and where it stands."""

    term: Term
    title: Entry
    below: Entry
    anyones: tuple[Entry, ...]
    starts: tuple[Start, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Picture:
    """Cards, lines between them, and the size of the whole, in one language."""

    language: str
    cards: tuple[Card, ...]
    ways: tuple[Way, ...]
    width: float
    height: float


def main_classes(known: Vocabulary) -> list[Term]:
    """The classes that have a card: those under no other, without those of listed members."""
    return [
        term for term in known.tops("class") if not known.individuals(term) and not term.deprecated
    ]


def ties(known: Vocabulary) -> dict[Tie, list[Term]]:
    """The object properties that each arrow stands for, by the cards of their domain and range."""
    found: dict[Tie, list[Term]] = {}
    for term in _drawn(known):
        source, target = (_card_of(known, ends) for ends in (term.domains, term.ranges))
        if source and target:
            found.setdefault(Tie(source, target, bool(term.chains)), []).append(term)
    return dict(
        sorted(found.items(), key=lambda one: (one[0].source, one[0].target, one[0].derived))
    )


def from_any(known: Vocabulary, card: str) -> list[Term]:
    """The object properties that any class may have and that point at the class of a card."""
    return [
        term for term in _drawn(known) if not term.domains and _card_of(known, term.ranges) == card
    ]


def _drawn(known: Vocabulary) -> list[Term]:
    """The object properties but for one of two inverses: the one not read from texts, or the later."""
    return [
        term
        for term in known.of_kind("object")
        if not term.deprecated
        and not any(
            _rank(known.terms[iri]) < _rank(term) for iri in term.inverses if iri in known.terms
        )
    ]


def _rank(term: Term) -> tuple[bool, bool, str]:
    return (not (term.domains and term.ranges), term.evidenced is None, term.name)


def _card_of(known: Vocabulary, classes: Sequence[str]) -> str:
    """The class with a card that the first of the classes is, or stands under; empty for none."""
    cards = {term.iri for term in main_classes(known)}
    at = next(iter(classes), "")
    while at and at not in cards:
        above = known.above(known.terms[at]) if at in known.terms else []
        at = above[0].iri if above else ""
    return at


@cache
def picture(language: str) -> Picture:
    """The picture of the ontology that comes with mandategraph."""
    return draw(vocabulary(), language)


def draw(known: Vocabulary, language: str) -> Picture:
    """The picture of an ontology; cards stand at the same places in both languages."""
    tied = ties(known)
    by_card = {term.iri: _Words(known, term, tied) for term in main_classes(known)}
    heights = {iri: max(map(words.height, LANGUAGES)) for iri, words in by_card.items()}
    heads = {iri: max(map(words.head, LANGUAGES)) for iri, words in by_card.items()}
    places = card_layout.places(card_layout.arrange(heights, list(tied)), heights, heads)
    cards = tuple(words.card(places, heads[iri], language) for iri, words in by_card.items())
    ports = [Port(start.tie, start.middle) for card in cards for start in card.starts]
    ways = tuple(card_layout.ways(places, ports))
    lowest = [place.bottom for place in places.values()]
    lowest += [y for way in ways for _, y in way.points]
    return Picture(
        language=language,
        cards=cards,
        ways=ways,
        width=2 * MARGIN + COLUMNS * CARD + (COLUMNS - 1) * GUTTER,
        height=max(lowest) + MARGIN,
    )


class _Words:
    """What is written on the card of one class, in either language."""

    def __init__(self, known: Vocabulary, term: Term, tied: Mapping[Tie, Sequence[Term]]) -> None:
        self._known = known
        self._term = term
        self._ties = {tie: terms for tie, terms in tied.items() if tie.source == term.iri}
        self._anyones = from_any(known, term.iri)

    def head(self, language: str) -> float:
        """The height of the title with the room around it."""
        return (len(self._title(language)) + 1) * LINE

    def height(self, language: str) -> float:
        """The height of the whole card."""
        entries = [
            self._below(language),
            *(_lines(term, language, ANY) for term in self._anyones),
            *(_lines(term, language) for terms in self._ties.values() for term in terms),
        ]
        lines = sum(map(len, entries))
        return self.head(language) + (lines * LINE + 2 * PADDING if lines else 0.0)

    def card(self, places: Mapping[str, Place], head: float, language: str) -> Card:
        """The card; properties stand in the order of the cards that they point at."""
        place = places[self._term.iri]
        title = self._title(language)
        y = place.y + head
        below = Entry(self._below(language), y + PADDING)
        y = below.bottom
        anyones: list[Entry] = []
        for term in self._anyones:
            anyones.append(Entry(_lines(term, language, ANY), y, term))
            y = anyones[-1].bottom
        starts: list[Start] = []
        for tie in sorted(self._ties, key=lambda tie: (places[tie.target].entry, tie.derived)):
            entries: list[Entry] = []
            for term in self._ties[tie]:
                entries.append(Entry(_lines(term, language), y, term))
                y = entries[-1].bottom
            right = card_layout.leaves_right(place, places[tie.target])
            starts.append(Start(tie, tuple(entries), right))
        middle = place.y + (head - len(title) * LINE) / 2
        return Card(
            self._term,
            Entry(title, middle, self._term),
            below,
            tuple(anyones),
            tuple(starts),
            place,
        )

    def _title(self, language: str) -> tuple[str, ...]:
        words = self._term.label(language).text
        return wrap(words, (CARD - 2 * INSET) / TITLE_SCALE, MOST_LINES)

    def _below(self, language: str) -> tuple[str, ...]:
        """The classes under this one, those under them in brackets."""
        return wrap(self._listed(self._term, language), CARD - 2 * INSET, MOST_LINES)

    def _listed(self, term: Term, language: str) -> str:
        named = []
        for one in self._known.below(term):
            deeper = self._listed(one, language)
            label = one.label(language).text
            named.append(f"{label} ({deeper})" if deeper else label)
        return BETWEEN.join(named)


def _lines(term: Term, language: str, before: str = "") -> tuple[str, ...]:
    return wrap(f"{before}{term.label(language).text}", CARD - 2 * INSET, MOST_LINES)


def svg(drawn: Picture, address: str, *, alone: bool) -> str:
    """The picture as SVG; cards and properties are links to ``address`` and the name of the term.

    A picture that stands ``alone`` brings its colours; on a page they are the page's.
    """
    known = vocabulary()
    title = in_language(known.titles, drawn.language) or Text("mandategraph")
    wide, high = _n(drawn.width), _n(drawn.height)
    parts = [
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" class="model" lang="{drawn.language}"'
            f' width="{wide}" height="{high}" viewBox="0 0 {wide} {high}" role="group"'
            ' aria-labelledby="model-title" aria-describedby="model-words">'
        ),
        f'<title id="model-title">{escape(title.text)}</title>',
        f'<desc id="model-words">{escape("; ".join(sentences(drawn)))}</desc>',
    ]
    if alone:
        parts += [f"<style>{STYLE}</style>", '<rect class="paper" width="100%" height="100%"/>']
    parts += [_way(way) for way in drawn.ways]
    parts += [_arrow(way) for way in {way.points[-2:]: way for way in drawn.ways}.values()]
    parts += [_card(card, address) for card in drawn.cards]
    return "\n".join((*parts, "</svg>", ""))


def sentences(drawn: Picture) -> list[str]:
    """The picture in words, an arrow a sentence, such as ``Task → Document: task of``."""
    title = {card.term.iri: card.term.label(drawn.language).text for card in drawn.cards}
    return [
        f"{title[start.tie.source]} → {title[start.tie.target]}: "
        + ", ".join(entry.term.label(drawn.language).text for entry in start.entries if entry.term)
        for card in drawn.cards
        for start in card.starts
    ]


def _way(way: Way) -> str:
    kind = "way derived" if way.tie.derived else "way"
    ends = " ".join(f'data-{end}="{iri.removeprefix(MG)}"' for end, iri in _ends(way))
    return f'<path class="{kind}" {ends} d="{_rounded(way.points)}"/>'


def _ends(way: Way) -> tuple[tuple[str, str], tuple[str, str]]:
    return ("from", way.tie.source), ("to", way.tie.target)


def _rounded(points: Sequence[tuple[float, float]]) -> str:
    """A line through the points, its corners rounded."""
    path = [f"M{_n(points[0][0])},{_n(points[0][1])}"]
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        near, far = _towards(corner, before), _towards(corner, after)
        path.append(f"L{_n(near[0])},{_n(near[1])} Q{_n(corner[0])},{_n(corner[1])}")
        path.append(f"{_n(far[0])},{_n(far[1])}")
    path.append(f"L{_n(points[-1][0])},{_n(points[-1][1])}")
    return " ".join(path)


def _towards(corner: tuple[float, float], other: tuple[float, float]) -> tuple[float, float]:
    """A point a little way from a corner, at most half the way to the next."""
    away = max(abs(other[0] - corner[0]), abs(other[1] - corner[1]))
    part = min(ROUND, away / 2) / away if away else 0.0
    return (
        corner[0] + (other[0] - corner[0]) * part,
        corner[1] + (other[1] - corner[1]) * part,
    )


def _arrow(way: Way) -> str:
    (before, _), (x, y) = way.points[-2:]
    length, half = ARROW
    back = x - length if before < x else x + length
    return f'<path class="tip" d="M{_n(x)},{_n(y)} L{_n(back)},{_n(y - half)} V{_n(y + half)} Z"/>'


def _card(card: Card, address: str) -> str:
    place = card.place
    head = card.below.top - PADDING - place.y
    box = f'x="{_n(place.x)}" y="{_n(place.y)}" width="{_n(CARD)}"'
    parts = [
        f'<g class="card" data-name="{card.term.name}">',
        f'<rect class="box" {box} height="{_n(place.height)}" rx="4"/>',
        f'<path class="head" d="{_head(place, head)}"/>',
        _link(card.title, "name", address, place.x + CARD / 2),
    ]
    if card.below.lines:
        parts.append(_text(card.below, "below", place.x + INSET))
    parts += [_link(entry, "anyone", address, place.x + INSET) for entry in card.anyones]
    for start in card.starts:
        parts += [_link(entry, "property", address, place.x + INSET) for entry in start.entries]
        edge = place.x + (CARD if start.right else 0.0)
        inner = edge + (-4.0 if start.right else 4.0)
        top, bottom = start.entries[0].top + 4, start.entries[-1].bottom - 4
        parts.append(
            f'<path class="bracket" d="M{_n(inner)},{_n(top)} V{_n(bottom)}'
            f' M{_n(inner)},{_n(start.middle)} H{_n(edge)}"/>'
        )
    return "\n".join((*parts, "</g>"))


def _head(place: Place, height: float) -> str:
    """The ground of the title: its corners are round where they are those of the card."""
    r = 4
    low = r if place.height == height else 0
    wide, high = _n(CARD - 2 * r), _n(height - r - low)
    foot = f"q0,{low} -{low},{low} h-{_n(CARD - 2 * low)} q-{low},0 -{low},-{low}"
    return (
        f"M{_n(place.x)},{_n(place.y + height - low)} v-{high} q0,-{r} {r},-{r} h{wide}"
        f" q{r},0 {r},{r} v{high} {foot} Z"
    )


def _link(entry: Entry, kind: str, address: str, x: float) -> str:
    if entry.term is None:
        return _text(entry, kind, x)
    return f'<a href="{escape(address)}{entry.term.name}">{_text(entry, kind, x)}</a>'


def _text(entry: Entry, kind: str, x: float) -> str:
    lines = "".join(
        f'<tspan x="{_n(x)}" y="{_n(entry.top + (at + 1) * LINE - BASELINE)}">{escape(line)}</tspan>'
        for at, line in enumerate(entry.lines)
    )
    return f'<text class="{kind}">{lines}</text>'


def _n(value: float) -> str:
    """A measure in as few characters as it needs."""
    return f"{value:.2f}".rstrip("0").rstrip(".")
