"""The score of one annotation against another, layer by layer.

Two annotations of the same text are compared as the conventions of annotation say: a passage is
found again by its opening words, a body by the canonical name that the hand annotation gives to
the words that name it, and values that the hand annotation marks as neutral (``…_alt``) are neither
rewarded nor punished.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Self

from mandategraph.text import normalise

Json = dict[str, Any]

DOCUMENT_FIELDS = (
    "title", "type", "number", "date", "issuer", "jurisdiction",
    "period_start", "period_end", "language", "implements",
)  # fmt: skip
NEUTRAL = ("coordinate_alt", "through", "directs", "directed_by")
TARGET_VALUES = ("comparator", "value", "unit", "year")


@dataclass(slots=True)
class Count:
    """How many entries are right, how many the machine gave, how many a reader gave."""

    right: int = 0
    given: int = 0
    wanted: int = 0

    def add(self, *, given: bool = True, wanted: bool = True) -> None:
        """Count one entry: right when both gave it."""
        self.right += given and wanted
        self.given += given
        self.wanted += wanted

    def __iadd__(self, other: "Count") -> Self:
        self.right += other.right
        self.given += other.given
        self.wanted += other.wanted
        return self

    @property
    def precision(self) -> float | None:
        """Share of what the machine gave that is right; None where it gave nothing."""
        return self.right / self.given if self.given else None

    @property
    def recall(self) -> float | None:
        """Share of what a reader gave that the machine found; None where there is nothing."""
        return self.right / self.wanted if self.wanted else None

    @property
    def f1(self) -> float | None:
        """Harmonic mean of precision and recall; None where neither gave anything."""
        both = self.given + self.wanted
        return 2 * self.right / both if both else None


@dataclass(slots=True)
class Score:
    """Counts by layer, and the differences in words."""

    counts: dict[str, Count] = field(default_factory=dict)
    misses: list[str] = field(default_factory=list)

    def count(self, layer: str) -> Count:
        """The count of a layer, begun at nothing."""
        return self.counts.setdefault(layer, Count())

    def miss(self, layer: str, words: str) -> None:
        """Note a difference."""
        self.misses.append(f"{layer}: {words}")


def score(text: str, machine: Json, gold: Json) -> Score:
    """Score the machine's annotation of a text against one made by hand."""
    found = Score()
    _document(found, machine["document"], gold["document"])
    _citations(found, machine["citations"], gold["citations"])
    _agencies(found, machine["agencies"], gold["agencies"])
    names = _Names(machine, gold)
    _tasks(found, text, machine, gold, names)
    _targets(found, text, machine["targets"], gold["targets"])
    _entries(
        found, "reporting", text, machine["reporting"], gold["reporting"],
        lambda duty: (names(duty["who"]), frozenset(map(names, duty["to"] or ())), duty["when"]),
    )  # fmt: skip
    _entries(found, "funding", text, machine["funding"], gold["funding"], lambda _: None)
    _plain(found, "sections", machine["sections"], gold["sections"],
           lambda one: f"{one['label']} {normalise(one['heading'] or '')}")  # fmt: skip
    _entries(found, "objectives", text, machine["objectives"], gold["objectives"], lambda _: None)
    _plain(found, "recipients", machine["recipients"], gold["recipients"],
           lambda line: normalise(line).rstrip("."))  # fmt: skip
    _plain(found, "signatory", [machine["signatory"]], [gold["signatory"]],
           lambda one: normalise(str(one and one["name"])))  # fmt: skip
    return found


class _Names:
    """Canonical names: what the hand annotation calls the body that some words name."""

    def __init__(self, machine: Json, gold: Json) -> None:
        self._names = {
            normalise(one["mention"]): normalise(one["canonical_en"])
            for annotation in (machine, gold)  # the hand annotation has the last word
            for one in annotation["agencies"]
        }

    def __call__(self, name: str | None) -> str | None:
        if name is None:
            return None
        return self._names.get(normalise(name), normalise(name))

    def all(self, task: Json, keys: Iterable[str]) -> set[str | None]:
        """The bodies that a task names under any of the keys."""
        return {self(name) for key in keys for name in task.get(key) or ()}


def _document(found: Score, machine: Json, gold: Json) -> None:
    for key in DOCUMENT_FIELDS:
        given, wanted = machine.get(key), gold.get(key)
        if key == "implements":
            neutral = _numbers(gold.get("implements_alt"))
            right = _numbers(given) - neutral == _numbers(wanted) - neutral
        else:
            right = normalise(str(given)) == normalise(str(wanted))
        found.count("document").add(wanted=right)
        found.count("document").wanted += not right
        if not right:
            found.miss("document", f"{key}: machine {given!r}, by hand {wanted!r}")


def _number(number: str) -> str:
    """A number as numbers are compared: without blanks, in upper case, Đ read as D."""
    return "".join(number.split()).upper().replace("Đ", "D").replace("Ð", "D")


def _numbers(numbers: Iterable[str] | None) -> set[str]:
    return {_number(one) for one in numbers or ()}


def _citations(found: Score, machine: Sequence[Json], gold: Sequence[Json]) -> None:
    def keys(one: Json) -> set[tuple[str, Any]]:
        numbers = (one["number"], one.get("canonical_number"))
        return {(_number(number), one["date"]) for number in numbers if number}

    free = list(gold)
    for one in machine:
        pair = next((other for other in free if keys(other) & keys(one)), None)
        if pair is not None:
            free.remove(pair)
        else:
            found.miss("citations", f"not by hand: {one['number']} of {one['date']}")
        found.count("citations").add(wanted=pair is not None)
    for one in free:
        found.count("citations").add(given=False)
        found.miss("citations", f"not found: {one['number']} of {one['date']}")


def _agencies(found: Score, machine: Sequence[Json], gold: Sequence[Json]) -> None:
    """Recall of the forms that name a body with a part; further bodies are not punished."""
    given = {normalise(one["mention"]): normalise(one["canonical_en"]) for one in machine}
    for mention, name in {
        normalise(one["mention"]): normalise(one["canonical_en"]) for one in gold
    }.items():
        there = mention in given
        count = found.count("agencies")
        count.right += there
        count.given += there
        count.wanted += 1
        if not there:
            found.miss("agencies", f"not found: {mention}")
            continue
        same = given[mention] == name
        named = found.count("agency names")
        named.right += same
        named.given += 1
        named.wanted += 1
        if not same:
            found.miss("agency names", f"{mention}: machine “{given[mention]}”, by hand “{name}”")


def _starts(entry: Json) -> Iterator[str]:
    """Opening words of an entry, the main ones first."""
    yield normalise(entry["start"])
    others = entry.get("start_alt") or []
    yield from map(normalise, [others] if isinstance(others, str) else others)


def _words(text: str, entry: Json) -> str:
    """The words of a passage, as they are compared."""
    end = entry.get("end") or entry["offset"] + 4 * len(entry["start"]) + 200
    return normalise(text[entry["offset"] : end])


def _tasks(found: Score, text: str, machine: Json, gold: Json, names: _Names) -> None:
    free = list(gold["tasks"])
    neutral = [s for one in (*gold["tasks"], *gold["borderline"]) for s in _starts(one)]
    count = found.count("tasks")
    for task in machine["tasks"]:
        words = _words(text, task)
        pair = next((t for t in free if any(words.startswith(s) for s in _starts(t))), None)
        if pair is not None:
            free.remove(pair)
            count.add()
            _task(found, task, pair, names)
        elif not any(words.startswith(start) for start in neutral):
            count.add(wanted=False)
            found.miss("tasks", f"not by hand: {task['start']}")
    for task in free:
        count.add(given=False)
        found.miss("tasks", f"not found: {task['start']}")


def _task(found: Score, task: Json, gold: Json, names: _Names) -> None:
    where = gold["start"][:50]
    neutral = names.all(gold, NEUTRAL)
    for layer in ("lead", "coordinate"):
        wanted = names.all(gold, (layer,))
        _set(found, layer, names.all(task, (layer,)) - (neutral - wanted), wanted, where)
    wanted = set(gold["technology"])
    spare = set(gold.get("technology_alt") or ()) - wanted
    _set(found, "technology", set(task["technology"]) - spare, wanted, where)
    _deadline(found, task["deadline"], gold, where)
    right = task["theme"] in (gold["theme"], *(gold.get("theme_alt") or ()))
    found.count("theme").add(wanted=right)
    found.count("theme").wanted += not right
    if not right:
        found.miss("theme", f"{where}: machine {task['theme']}, by hand {gold['theme']}")


def _set(found: Score, layer: str, given: set[Any], wanted: set[Any], where: str) -> None:
    count = found.count(layer)
    count.right += len(given & wanted)
    count.given += len(given)
    count.wanted += len(wanted)
    if given != wanted:
        more, less = sorted(map(str, given - wanted)), sorted(map(str, wanted - given))
        found.miss(layer, f"{where}: too much {more}, missing {less}")


def _deadline(found: Score, given: str | None, gold: Json, where: str) -> None:
    right = given in (gold["deadline"], *(gold.get("deadline_alt") or ()))
    count = found.count("deadlines")
    if right:
        if given is not None:
            count.add()
        return
    count.given += given is not None
    count.wanted += gold["deadline"] is not None
    found.miss("deadlines", f"{where}: machine {given}, by hand {gold['deadline']}")


def _targets(found: Score, text: str, machine: Sequence[Json], gold: Sequence[Json]) -> None:
    for target, pair in _paired(found, "targets", text, machine, gold):
        for key in TARGET_VALUES:
            right = normalise(str(target[key])) == normalise(str(pair[key]))
            found.count("target values").add(wanted=right)
            found.count("target values").wanted += not right
            if not right:
                found.miss(
                    "target values",
                    f"{pair['start'][:50]}: {key}: machine {target[key]!r}, by hand {pair[key]!r}",
                )


def _paired(
    found: Score, layer: str, text: str, machine: Sequence[Json], gold: Sequence[Json]
) -> Iterator[tuple[Json, Json]]:
    """Pairs of entries whose passages open alike; the others are counted as misses."""
    free = list(gold)
    for entry in machine:
        words = _words(text, entry)
        pair = next((one for one in free if words.startswith(normalise(one["start"]))), None)
        found.count(layer).add(wanted=pair is not None)
        if pair is None:
            found.miss(layer, f"not by hand: {entry['start']}")
        else:
            free.remove(pair)
            yield entry, pair
    for entry in free:
        found.count(layer).add(given=False)
        found.miss(layer, f"not found: {entry['start']}")


def _entries(  # noqa: PLR0913, PLR0917 -- what is compared, and how
    found: Score,
    layer: str,
    text: str,
    machine: Sequence[Json],
    gold: Sequence[Json],
    values: Callable[[Json], Any],
) -> None:
    for entry, pair in _paired(found, layer, text, machine, gold):
        if values(entry) is None:
            continue
        right = values(entry) == values(pair)
        found.count(f"{layer} values").add(wanted=right)
        found.count(f"{layer} values").wanted += not right
        if not right:
            found.miss(
                f"{layer} values",
                f"{pair['start'][:50]}: machine {values(entry)}, by hand {values(pair)}",
            )


def _plain(
    found: Score,
    layer: str,
    machine: Sequence[Any],
    gold: Sequence[Any],
    key: Callable[[Any], str],
) -> None:
    """Entries compared by one key, as many times as each stands."""
    free = [key(one) for one in gold]
    for one in map(key, machine):
        there = one in free
        if there:
            free.remove(one)
        else:
            found.miss(layer, f"not by hand: {one[:70]}")
        found.count(layer).add(wanted=there)
    for one in free:
        found.count(layer).add(given=False)
        found.miss(layer, f"not found: {one[:70]}")
