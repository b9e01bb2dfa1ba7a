"""The pages' own questions, kept in ``queries/pages/``, and their answers row by row."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from pyoxigraph import Literal, NamedNode, QueryTriples, RdfFormat, Store, Triple, serialize

from mandategraph import jsonld, query
from mandategraph.errors import QueryError
from mandategraph.query import Value

from .language import Words


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

    def __init__(self, store: Store) -> None:
        self.store = store
        self._answer = lru_cache(maxsize=2048)(self._work_out)

    def rows(self, name: str, **bound: str) -> tuple[Row, ...]:
        """The rows of the question ``name``, its variables bound to the IRIs given."""
        return self._answer(name, tuple(sorted(bound.items())))

    def triples(self, name: str, form: RdfFormat, prefixes: dict[str, str], **bound: str) -> bytes:
        """The triples of the question ``name``, written out."""
        result = query.stored(self.store, "pages", name, **bound)
        if not isinstance(result, QueryTriples):
            raise QueryError(f"queries/pages/{name}.rq gives no triples; write it with CONSTRUCT")
        if form == RdfFormat.JSON_LD:
            return jsonld.of_triples(_in_order(result))
        given = prefixes if form in (RdfFormat.TURTLE, RdfFormat.TRIG, RdfFormat.RDF_XML) else None
        return serialize(_in_order(result), format=form, prefixes=given) or b""

    def _work_out(self, name: str, bound: tuple[tuple[str, str], ...]) -> tuple[Row, ...]:
        return tuple(map(Row, query.stored_rows(self.store, "pages", name, **dict(bound))))


def _in_order(triples: QueryTriples) -> list[Triple]:
    """Triples sorted by subject and predicate, so that Turtle groups them and never changes."""
    return sorted(set(triples), key=str)
