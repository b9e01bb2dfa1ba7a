"""Table rows that repeat an order of the body."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache

from mandategraph.extract.vocabulary import plain_form
from mandategraph.model import Task

ALIKE = 0.75  # the share of common words that makes a row a repetition


def with_rows(tasks: Iterable[Task]) -> Iterator[Task]:
    """The tasks; one that a table row repeats takes the row's time and they name each other."""
    everything = list(tasks)
    rows = [at for at, task in enumerate(everything) if task.method == "ordering-row"]
    body = [at for at, task in enumerate(everything) if task.method != "ordering-row"]
    for row in rows if body else []:
        best = max(body, key=lambda at: (_alike(everything[at], everything[row]), -at))
        if _alike(everything[best], everything[row]) < ALIKE:
            continue
        first, second = everything[best], everything[row]
        if {one.value for one in first.lead} - {one.value for one in second.lead}:
            continue
        everything[row] = replace(second, repeats=first.section)
        time = second.deadline if first.deadline is None else first.deadline
        everything[best] = replace(
            first,
            deadline=time,
            deadline_source="row" if first.deadline is None and time else first.deadline_source,
            deadline_text=second.deadline_text if first.deadline is None else first.deadline_text,
            repeated_by=second.section,
        )
    yield from everything


def _alike(one: Task, other: Task) -> float:
    """The share of words that the openings of two tasks have in common."""
    first, second = _words(one.start), _words(other.start)
    return len(first & second) / max(1, min(len(first), len(second)))


@lru_cache(maxsize=4096)  # each row is compared with each order of the body
def _words(text: str) -> frozenset[str]:
    return frozenset(plain_form(text).replace(",", " ").replace(";", " ").split())
