"""The graph as a picture and as a network: cascades with positions, and networkx graphs.

A cascade runs from the central text over the plan, its themes and its tasks to the agencies and
technologies, one column each. Positions are worked out here, so that a page needs no layout of its
own: each column is ordered by what it is tied to, and each box stands as near to its neighbours as
the boxes above and below it allow.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, pairwise

import networkx as nx
from pyoxigraph import Literal, Store

from mandategraph import query
from mandategraph.names import MG

ROLES = (
    "leadAgency",
    "coordinatingAgency",
    "advisedAgency",
    "directedBy",
    "directsAgency",
    "actsThrough",
)
"""The parts that a text gives an agency in a task, the lead first."""
PARTS = (*ROLES[:2], "alternativeCoordinator", *ROLES[2:])
"""The same and those that another right reading of the text gives."""

LINE_HEIGHT = 17.0
PADDING = 8.0
GAP = 10.0
COLUMN_GAP = 46.0
LAST_GAP = 84.0
"""Room for the many ties between tasks and what they are tied to."""
MARGIN = 12.0
FONT_SIZE = 13.0

# Widths of letters in parts of the font's size, generous rather than tight.
_NARROW = frozenset("iljtfrI.,;:'|!()[]-–“”‘’ /íìỉĩị")
_WIDE = frozenset("mwMWƯŨ@%—")
_NARROW_WIDTH, _WIDE_WIDTH, _CAPITAL_WIDTH, _PLAIN_WIDTH = 0.36, 0.94, 0.74, 0.61


@dataclass(frozen=True, slots=True)
class Label:
    """The name of a thing and the language it is in."""

    text: str
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the cascade: which kinds stand in it, how wide, how many lines a label may have."""

    name: str
    width: float
    lines: int


COLUMNS = (
    Column("upper", 130.0, 4),
    Column("document", 150.0, 6),
    Column("theme", 160.0, 3),
    Column("task", 310.0, 3),
    Column("end", 226.0, 3),
)
UPPER, DOCUMENT, THEME, TASK, END = range(len(COLUMNS))


@dataclass(frozen=True, slots=True)
class Node:
    """A thing in the picture; ``x`` and ``y`` are the upper left corner of its box."""

    iri: str
    kind: str
    column: int
    label: Label
    lines: tuple[str, ...]
    width: float
    height: float
    x: float = 0.0
    y: float = 0.0

    @property
    def middle(self) -> float:
        """The height of the middle of the box."""
        return self.y + self.height / 2

    @property
    def right(self) -> float:
        """The right edge of the box."""
        return self.x + self.width


@dataclass(frozen=True, slots=True)
class Edge:
    """A tie between two things in the picture, and what kind of tie it is."""

    source: str
    target: str
    kind: str


@dataclass(frozen=True, slots=True)
class Cascade:
    """A picture: boxes with positions, ties, and the size of the whole."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    width: float
    height: float

    def node(self, iri: str) -> Node:
        """The box of a thing."""
        return next(node for node in self.nodes if node.iri == iri)

    def tied(self, iri: str, *kinds: str) -> list[str]:
        """The things to the right of a thing that it is tied to."""
        return [e.target for e in self.edges if e.source == iri and (not kinds or e.kind in kinds)]


@dataclass(slots=True)
class _Block:
    """Boxes that touch, moved as one: what they would like, how many they are, where they stand."""

    wish: float
    count: int
    members: list[int]

    @property
    def at(self) -> float:
        return self.wish / self.count


def cascade(store: Store, document: str, name: Callable[[str], Label] | None = None) -> Cascade:
    """The cascade of a document with positions; ``name`` gives the label of each thing.

    The picture is empty of tasks when the document has none.
    """
    said = _ask(store, "cascade", document=document)
    names = name or _labels(store)
    ties = _ties(said)
    nodes: dict[str, Node] = {}

    def add(iri: str, kind: str, column: int, label: Label | None = None) -> None:
        if iri not in nodes:
            nodes[iri] = _box(iri, kind, column, label or names(iri))

    uppers = [row["upper"] for row in _ask(store, "implements", document=document)]
    for upper in uppers:
        add(upper, "instrument", UPPER)
    add(document, "document", DOCUMENT)
    edges = [Edge(upper, document, "implements") for upper in uppers]
    for task, tied in ties.items():
        for theme in tied.get("theme", ()):
            add(theme, "theme", THEME)
        add(task, "task", TASK)
        edges += _edges_of(document, task, tied)
        for role in ROLES:
            for agency in tied.get(role, ()):
                add(agency, "agency", END)
        for technology in tied.get("technology", ()):
            add(technology, "technology", END)
    return placed(list(nodes.values()), list(dict.fromkeys(edges)))


def _edges_of(document: str, task: str, tied: Mapping[str, Sequence[str]]) -> list[Edge]:
    themes = tied.get("theme", ())
    edges = [Edge(document, theme, "contains") for theme in themes]
    edges += [Edge(theme, task, "contains") for theme in themes]
    if not themes:
        edges.append(Edge(document, task, "contains"))
    leads = frozenset(tied.get("leadAgency", ()))
    edges += [Edge(task, agency, "lead") for agency in tied.get("leadAgency", ())]
    edges += [
        Edge(task, agency, "part")
        for role in ROLES[1:]
        for agency in tied.get(role, ())
        if agency not in leads
    ]
    edges += [Edge(task, technology, "technology") for technology in tied.get("technology", ())]
    return edges


def _ties(rows: Iterable[Mapping[str, str]]) -> dict[str, dict[str, list[str]]]:
    """What each task is tied to by property, tasks in their order."""
    found: dict[str, dict[str, list[str]]] = {}
    for row in rows:
        tied = found.setdefault(row["task"], {})
        if "property" in row:
            values = tied.setdefault(row["property"].removeprefix(MG), [])
            if row["value"] not in values:
                values.append(row["value"])
    return found


def _box(iri: str, kind: str, column: int, label: Label) -> Node:
    shape = COLUMNS[column]
    lines = wrap(label.text, shape.width - 2 * PADDING - 22, shape.lines)
    height = len(lines) * LINE_HEIGHT + 2 * PADDING
    return Node(iri, kind, column, label, lines, shape.width, height)


def text_width(text: str) -> float:
    """About how wide words are in pixels, rather too wide than too narrow."""
    return FONT_SIZE * sum(_letter_width(letter) for letter in text)


def _letter_width(letter: str) -> float:
    if letter in _NARROW:
        return _NARROW_WIDTH
    if letter in _WIDE:
        return _WIDE_WIDTH
    return _CAPITAL_WIDTH if letter.isupper() else _PLAIN_WIDTH


def wrap(text: str, width: float, most: int) -> tuple[str, ...]:
    """Words on at most ``most`` lines of a width; what is left out is shown by an ellipsis."""
    lines: list[str] = []
    line = ""
    words = text.split()
    while words:
        word = words.pop(0)
        longer = f"{line} {word}" if line else word
        if text_width(longer) <= width:
            line = longer
        elif not line:
            line, rest = _cut(word, width)
            words.insert(0, rest)
        else:
            lines.append(line)
            line = ""
            words.insert(0, word)
            if len(lines) == most:
                return (*lines[:-1], _shortened(lines[-1], width))
    return (*lines, line) if line else tuple(lines)


def _cut(word: str, width: float) -> tuple[str, str]:
    """As many letters of a long word as fit, at least one, and the others."""
    at = 1
    while at < len(word) and text_width(word[: at + 1]) <= width:
        at += 1
    return word[:at], word[at:] or " "


def _shortened(line: str, width: float) -> str:
    while line and text_width(f"{line}…") > width:
        line = line[:-1]
    return f"{line.rstrip(' ,;:.')}…"


def placed(nodes: Sequence[Node], edges: Sequence[Edge]) -> Cascade:
    """The picture of boxes and ties: ordered columns, no box over another."""
    near = _neighbours(edges)
    tops: dict[str, float] = {}
    columns = _ordered(nodes, edges)
    sizes = {node.iri: node.height for node in nodes}
    _stack(columns[TASK], sizes, tops)
    for column in (THEME, END, DOCUMENT, UPPER):
        iris = columns[column]
        # Reading begins at the top: document and central texts stand beside the first of what
        # follows; themes, agencies and technologies in the middle of it.
        choose = min if column in (DOCUMENT, UPPER) else _mean
        wishes = [_wish(iri, near, tops, sizes, choose) for iri in iris]
        if column == END:
            order = sorted(range(len(iris)), key=lambda at: (wishes[at], iris[at]))
            iris, wishes = [iris[at] for at in order], [wishes[at] for at in order]
        _settle(iris, wishes, sizes, tops)
    top = min(tops.values(), default=0.0)
    lefts = _lefts(columns)
    done = tuple(
        replace(node, x=lefts[node.column], y=round(tops[node.iri] - top + MARGIN, 1))
        for node in nodes
    )
    return Cascade(
        nodes=done,
        edges=tuple(edges),
        width=max((node.right for node in done), default=0.0) + MARGIN,
        height=max((node.y + node.height for node in done), default=0.0) + MARGIN,
    )


def _lefts(columns: Sequence[Sequence[str]]) -> list[float]:
    """The left edge of each column; an empty one takes no room."""
    lefts: list[float] = []
    x = MARGIN
    for column, iris in zip(COLUMNS, columns, strict=True):
        lefts.append(x)
        if iris:
            x += column.width + (LAST_GAP if column is COLUMNS[TASK] else COLUMN_GAP)
    return lefts


def _neighbours(edges: Iterable[Edge]) -> dict[str, list[str]]:
    near: dict[str, list[str]] = {}
    for edge in edges:
        near.setdefault(edge.source, []).append(edge.target)
        near.setdefault(edge.target, []).append(edge.source)
    return near


def _ordered(nodes: Sequence[Node], edges: Sequence[Edge]) -> list[list[str]]:
    """The things of each column; tasks by theme, so that those of one theme stand together."""
    columns: list[list[str]] = [[] for _ in COLUMNS]
    for node in nodes:
        columns[node.column].append(node.iri)
    rank = {iri: at for at, iri in enumerate(columns[THEME])}
    theme_of = {e.target: rank[e.source] for e in edges if e.source in rank}
    columns[TASK].sort(key=lambda iri: theme_of.get(iri, len(rank)))
    return columns


def _stack(iris: Sequence[str], sizes: Mapping[str, float], tops: dict[str, float]) -> None:
    y = 0.0
    for iri in iris:
        tops[iri] = y
        y += sizes[iri] + GAP


def _mean(values: list[float]) -> float:
    return sum(values) / len(values)


def _wish(
    iri: str,
    near: Mapping[str, Sequence[str]],
    tops: Mapping[str, float],
    sizes: Mapping[str, float],
    choose: Callable[[list[float]], float],
) -> float:
    """Where the middle of a box would like to be, from the middles of its neighbours."""
    middles = [tops[other] + sizes[other] / 2 for other in near.get(iri, ()) if other in tops]
    return choose(middles) if middles else 0.0


def _settle(
    iris: Sequence[str],
    wishes: Sequence[float],
    sizes: Mapping[str, float],
    tops: dict[str, float],
) -> None:
    """Put boxes in this order as near to their wishes as they can be without touching.

    Least squares under an order: pool adjacent violators over the wishes less the room above.
    """
    before = [0.0]
    for upper, lower in pairwise(iris):
        before.append(before[-1] + (sizes[upper] + sizes[lower]) / 2 + GAP)
    blocks: list[_Block] = []
    for at, wish in enumerate(wishes):
        blocks.append(_Block(wish - before[at], 1, [at]))
        while len(blocks) > 1 and blocks[-2].at > blocks[-1].at:
            last = blocks.pop()
            blocks[-1].wish += last.wish
            blocks[-1].count += last.count
            blocks[-1].members += last.members
    for block in blocks:
        for at in block.members:
            tops[iris[at]] = block.at + before[at] - sizes[iris[at]] / 2


def assignments(store: Store) -> "nx.MultiDiGraph[str]":
    """Who is given which task of which document: a network with roles on its ties.

    Every attribute is a plain string, so that the network can be written as GraphML or GEXF.
    """
    names = _labels(store)
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    kinds = {"taskOf": "document", "technology": "technology", "theme": "theme"}
    for row in _ask(store, "assignments"):
        task, value = row["task"], row["value"]
        name = row["property"].removeprefix(MG)
        _add_node(graph, task, "task", names)
        _add_node(graph, value, kinds.get(name, "agency"), names)
        source, target = (value, task) if name in ROLES or name == "taskOf" else (task, value)
        graph.add_edge(source, target, key=f"{name} {source} {target}", role=name)
    return graph


def _add_node(
    graph: "nx.MultiDiGraph[str]", iri: str, kind: str, names: Callable[[str], Label]
) -> None:
    if iri not in graph:
        label = names(iri)
        graph.add_node(iri, label=label.text, language=label.language or "", kind=kind)


def coordination(store: Store) -> "nx.Graph[str]":
    """Which agencies work together: tied when they have a part in one task, weighted by how many."""
    shared: Counter[tuple[str, str]] = Counter()
    by_task: dict[str, set[str]] = {}
    for row in _ask(store, "assignments"):
        if row["property"].removeprefix(MG) in ROLES:
            by_task.setdefault(row["task"], set()).add(row["value"])
    for agencies in by_task.values():
        shared.update(combinations(sorted(agencies), 2))
    names = _labels(store)
    graph: nx.Graph[str] = nx.Graph()
    for iri in sorted({iri for agencies in by_task.values() for iri in agencies}):
        label = names(iri)
        graph.add_node(iri, label=label.text, language=label.language or "", kind="agency")
    for (one, other), tasks in sorted(shared.items()):
        graph.add_edge(one, other, weight=tasks)
    return graph


def _labels(store: Store) -> Callable[[str], Label]:
    """The Vietnamese label of each thing, else another one, else the end of its IRI."""
    known: dict[str, Label] = {}
    for row in query.stored_rows(store, "pages", "labels"):
        thing, label = row["thing"].value, row["label"]
        if isinstance(label, Literal):
            old = known.get(thing)
            if old is None or (label.language == "vi" and old.language != "vi"):
                known[thing] = Label(label.value, label.language)

    def name(iri: str) -> Label:
        return known.get(iri) or Label(iri.rpartition("/")[2])

    return name


def _ask(store: Store, question: str, **bound: str) -> list[dict[str, str]]:
    """The rows of a question of ``queries/pages`` as plain strings."""
    return [
        {name: value.value for name, value in row.items()}
        for row in query.stored_rows(store, "pages", question, **bound)
    ]
