"""The pages' own questions, kept in ``queries/pages/``, and their answers row by row."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import TypeAlias

from pyoxigraph import (
    Literal,
    NamedNode,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    Triple,
    Variable,
    serialize,
)

from mandategraph import resources
from mandategraph.errors import QueryError
from mandategraph.store import holds_union

from .language import Words

Value: TypeAlias = NamedNode | Literal


@dataclass(frozen=True, slots=True)
class Row:
    """One row of an answer: values by the name of the variable, the unbound ones left out."""

    values: Mapping[str, Value]

    def __contains__(self, name: str) -> bool:
        return name in self.values

    def iri(self, name: str) -> str:
        """The IRI under a name; an empty string when there is none."""
        value = self.values.get(name)
        return value.value if isinstance(value, NamedNode) else ""

    def text(self, name: str) -> str:
        """The characters of a literal or IRI; an empty string when there is none."""
        value = self.values.get(name)
        return value.value if value is not None else ""

    def words(self, name: str) -> Words | None:
        """A literal with its language."""
        value = self.values.get(name)
        return Words(value.value, value.language) if isinstance(value, Literal) else None

    def count(self, name: str) -> int:
        """A whole number; 0 when there is none."""
        value = self.values.get(name)
        return int(Decimal(value.value)) if isinstance(value, Literal) else 0


class Asker:
    """Answers of a store that does not change while it is served, so each is worked out once."""

    def __init__(self, store: Store, folder: Path | None = None) -> None:
        self.store = store
        self._folder = folder or resources.folder("queries") / "pages"
        self._answer = lru_cache(maxsize=2048)(self._work_out)

    def rows(self, name: str, **bound: str) -> tuple[Row, ...]:
        """The rows of the question ``name``, its variables bound to the IRIs given."""
        return self._answer(name, tuple(sorted(bound.items())))

    def triples(self, name: str, form: RdfFormat, prefixes: dict[str, str], **bound: str) -> bytes:
        """The triples of the question ``name``, written out."""
        result = self._run(name, tuple(bound.items()))
        if not isinstance(result, QueryTriples):
            raise QueryError(f"queries/pages/{name}.rq gives no triples; write it with CONSTRUCT")
        given = prefixes if form in (RdfFormat.TURTLE, RdfFormat.TRIG, RdfFormat.RDF_XML) else None
        return serialize(_in_order(result), format=form, prefixes=given) or b""

    def _run(self, name: str, bound: tuple[tuple[str, str], ...]) -> object:
        path = self._folder / f"{name}.rq"
        return self.store.query(
            path.read_text(encoding="utf-8"),
            use_default_graph_as_union=not holds_union(self.store),
            substitutions={Variable(key): NamedNode(value) for key, value in bound},
        )

    def _work_out(self, name: str, bound: tuple[tuple[str, str], ...]) -> tuple[Row, ...]:
        result = self._run(name, bound)
        if not isinstance(result, QuerySolutions):
            raise QueryError(f"queries/pages/{name}.rq gives no rows; write it with SELECT")
        names = [variable.value for variable in result.variables]
        return tuple(_rows(result, names))


def _rows(solutions: QuerySolutions, names: list[str]) -> Iterator[Row]:
    for solution in solutions:
        values = {name: solution[name] for name in names}
        yield Row({k: v for k, v in values.items() if isinstance(v, NamedNode | Literal)})


def _in_order(triples: QueryTriples) -> list[Triple]:
    """Triples sorted by subject and predicate, so that Turtle groups them and never changes."""
    return sorted(set(triples), key=str)
