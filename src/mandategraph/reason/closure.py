"""Everything that follows from stated triples by the rules of OWL 2 RL (OWL 2 Profiles, section 4.3).

The rules are run inside a store, round after round, semi-naively: in each round a rule looks only
for what follows with at least one triple of the round before, so that the work grows with what is
new. What a rule needs that no axiom says is not run at all.

Left out, since they say nothing of a thing that was not known: that each thing is the same as
itself and in owl:Thing, that each class is in itself, in owl:Thing and equivalent to itself, and
the same of properties (eq-ref, cls-thing, cls-nothing1, scm-cls, scm-op, scm-dp, prp-ap); and the
types and equalities of literals (dt-type1, dt-type2, dt-eq, dt-diff, dt-not-type), whose subjects would be literals,
which RDF has not. Datatypes are checked by the shapes.
"""

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from mandategraph.errors import DataError
from mandategraph.reason.rules import Pattern, Rule, quad, rules

_INFERRED = ox.NamedNode("urn:mandategraph:inferred")
_CLASHING = ox.NamedNode("urn:mandategraph:clashing")
_FRESH = ox.NamedNode("urn:mandategraph:fresh")
_FOUND = ox.NamedNode("urn:mandategraph:found")
_STATED = ox.DefaultGraph()
LONGEST = 3
"""Members of a list (a chain, keys, an intersection) that the rules know."""
_REST = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#rest")
_NIL = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#nil")
_LINKS = {ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#first"), _REST}
_LISTS = ("propertyChainAxiom", "hasKey", "intersectionOf")


class Closure:
    """Stated triples with all that follows; the default graph of ``store`` holds both.

    Triples can be added again and again; each time only what the new ones touch is looked at.
    """

    def __init__(self) -> None:
        self.store = ox.Store()

    def add(self, stated: Iterable[ox.Triple]) -> None:
        """State more triples, and infer what follows with them.

        Raises DataError for a list of an axiom that is longer than the rules know.
        """
        empty = len(self.store) == 0
        fresh = []
        for triple in stated:
            self.store.remove(quad(triple, _INFERRED))
            if quad(triple, _STATED) not in self.store:
                fresh.append(triple)
        self.store.bulk_extend(quad(triple, _STATED) for triple in fresh)
        # A path over a list is not looked for with a fresh triple, so a new list means a new look.
        whole = empty or any(triple.predicate in _LINKS for triple in fresh)
        if not whole:
            self.store.bulk_extend(quad(triple, _FRESH) for triple in fresh)
        _check_lists(self.store)
        self._round(whole=whole)
        while self._take_in():
            self._round(whole=False)

    def inferred(self) -> Iterator[ox.Triple]:
        """What follows and is not stated."""
        quads = self.store.quads_for_pattern(None, None, None, _INFERRED)
        return (quad.triple for quad in quads)

    def clashing(self) -> Iterator[ox.Triple]:
        """The contradictions, each as a thing in owl:Nothing."""
        quads = self.store.quads_for_pattern(None, None, None, _CLASHING)
        return (quad.triple for quad in quads)

    def _round(self, *, whole: bool) -> None:
        """Find what follows at one step: from everything, or with a fresh triple."""
        for rule in rules():
            if all(self._holds(pattern) for pattern in rule.body):
                for update in _updates(rule, whole=whole):
                    self.store.update(update)

    def _holds(self, pattern: Pattern) -> bool:
        """Whether some triple could fit a pattern; where none does, its rule gives nothing."""
        if pattern.predicate is None:
            return True
        subject, predicate, value = (
            None if isinstance(place, str) else place for place in pattern.places
        )
        found = self.store.quads_for_pattern(subject, predicate, value, _STATED)  # type: ignore[arg-type]
        return next(found, None) is not None

    def _take_in(self) -> bool:
        """Make what was found and not known the fresh triples; whether there is any."""
        self.store.update(
            f"DELETE {{ GRAPH {_FOUND} {{ ?s ?p ?o }} }} WHERE {{ GRAPH {_FOUND} {{ ?s ?p ?o }} ?s ?p ?o }}"
        )
        found = self.store.quads_for_pattern(None, None, None, _FOUND)
        if next(found, None) is None:
            self.store.update(f"DROP SILENT GRAPH {_FRESH}")
            return False
        self.store.update(
            f"DROP SILENT GRAPH {_FRESH} ; MOVE {_FOUND} TO {_FRESH} ; "
            f"ADD {_FRESH} TO DEFAULT ; ADD {_FRESH} TO {_INFERRED}"
        )
        return True


def _updates(rule: Rule, *, whole: bool) -> Iterator[str]:
    """The rule as updates: over everything, or once for each pattern that a fresh triple may fit."""
    into = _CLASHING if rule.is_clash else _FOUND
    head = " ".join(pattern.text for pattern in rule.head)
    bodies = [None] if whole else list(_with_fresh(rule))
    for body in bodies:
        select = rule.select(rule.head_variables(), body)
        yield f"{rule.prefixes} INSERT {{ GRAPH {into} {{ {head} }} }} WHERE {{ {select} }}"


def _with_fresh(rule: Rule) -> Iterator[str]:
    for at, pattern in enumerate(rule.body):
        if pattern.predicate is not None:
            others = " ".join(one.text for other, one in enumerate(rule.body) if other != at)
            yield f"GRAPH {_FRESH} {{ {pattern.text} }} {others}"


def _check_lists(store: ox.Store) -> None:
    """Raise DataError for a list that no rule reads to its end."""
    for name in _LISTS:
        axiom = ox.NamedNode(f"http://www.w3.org/2002/07/owl#{name}")
        for found in store.quads_for_pattern(None, axiom, None, _STATED):
            if (length := _length(store, found.object)) > LONGEST:
                raise DataError(
                    f"{found.subject} has an owl:{name} of {length} members, and the rules in "
                    f"ontology/rules/ read lists of up to {LONGEST}; write it as shorter ones"
                )


def _length(store: ox.Store, members: object) -> int:
    length, seen = 0, set()
    while members != _NIL and members not in seen:
        length += 1
        seen.add(members)
        rest = next(store.quads_for_pattern(members, _REST, None, _STATED), None)  # type: ignore[arg-type]
        if rest is None:
            break
        members = rest.object
    return length
