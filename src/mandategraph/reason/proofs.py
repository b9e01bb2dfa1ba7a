"""Why an inferred triple holds: the rules read backwards, down to triples that are stated."""

from collections.abc import Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from mandategraph.reason.rules import Binding, Rule, quad, rules

MOST = 100
"""Ways to apply one rule that are looked at."""
_DEFAULT = ox.DefaultGraph()


@dataclass(frozen=True, slots=True)
class Proof:
    """A triple with the rule that gave it and what it was given from; ``rule`` is None for a stated one."""

    triple: ox.Triple
    rule: Rule | None = None
    premises: tuple["Proof", ...] = ()

    def stated(self) -> Iterator[ox.Triple]:
        """The stated triples that it rests on, each once, in order."""
        seen = dict.fromkeys(self._leaves())
        return iter(seen)

    def _leaves(self) -> Iterator[ox.Triple]:
        if self.rule is None:
            yield self.triple
        for premise in self.premises:
            yield from premise._leaves()  # noqa: SLF001 - the same class


class Prover:
    """Finds proofs in a store: its default graph holds all triples, one named graph the inferred ones."""

    def __init__(self, store: ox.Store, inferred: ox.NamedNode) -> None:
        self._store = store
        self._inferred = inferred
        self._known: dict[ox.Triple, Proof] = {}

    def prove(self, triple: ox.Triple) -> Proof | None:
        """A proof of a triple, or None where it neither is stated nor follows."""
        return self._prove(triple, frozenset())

    def clash(self, triple: ox.Triple) -> Proof | None:
        """Why a thing is in owl:Nothing: what was told of it and cannot be true together."""
        told = self._derived(triple, frozenset({triple}), clash=True)
        return told or self._prove(triple, frozenset())

    def _prove(self, triple: ox.Triple, below: frozenset[ox.Triple]) -> Proof | None:
        """A proof that rests on none of the triples that it is looked for below."""
        if quad(triple, _DEFAULT) not in self._store:
            return None
        if quad(triple, self._inferred) not in self._store:
            return Proof(triple)
        if triple not in self._known:
            found = self._derived(triple, below | {triple}, clash=False)
            if found is None:
                return None  # not known for good: below another triple there may be one
            self._known[triple] = found
        return self._known[triple]

    def _derived(
        self, triple: ox.Triple, below: frozenset[ox.Triple], *, clash: bool
    ) -> Proof | None:
        steps = [
            (rule, premises)
            for rule in rules()
            if rule.is_clash == clash
            for premises in self._premises(rule, triple)
            if not below & set(premises)
        ]
        steps.sort(key=lambda step: sum(map(self._is_inferred, step[1])))
        for rule, premises in steps:
            proofs = [self._prove(premise, below) for premise in premises]
            found = tuple(proof for proof in proofs if proof is not None)
            if len(found) == len(premises):
                return Proof(triple, rule, found)
        return None

    def _is_inferred(self, triple: ox.Triple) -> bool:
        return quad(triple, self._inferred) in self._store

    def _premises(self, rule: Rule, triple: ox.Triple) -> Iterator[list[ox.Triple]]:
        """What a triple may have been given from by a rule, in each way that the store allows."""
        patterns = [pattern for pattern in rule.body if pattern.predicate is not None]
        for head in rule.head:
            binding = head.unified(triple)
            if binding is None or any(isinstance(term, ox.BlankNode) for term in binding.values()):
                continue
            for solution in self._solutions(rule, binding):
                yield [pattern.bound(solution) for pattern in patterns]

    def _solutions(self, rule: Rule, binding: Binding) -> Iterator[Binding]:
        found = self._store.query(
            f"{rule.prefixes} {rule.select('*')} LIMIT {MOST}",
            substitutions={ox.Variable(name): term for name, term in binding.items()},
        )
        if isinstance(found, ox.QuerySolutions):
            names = [variable.value for variable in found.variables]
            for solution in found:
                yield {**{name: solution[name] for name in names if solution[name]}, **binding}
