"""Everything that follows from stated triples by the rules of OWL 2 RL (OWL 2 Profiles, section 4.3).

The rules are run inside a store, round after round, semi-naively: in each round a rule looks only
for what follows with at least one triple of the round before, so that the work grows with what is
new. What a rule needs that no axiom says is not run at all.

Left out, since they say nothing of a thing that was not known: that each thing is the same as
itself and in owl:Thing, that each class is in itself, in owl:Thing and equivalent to itself, and
the same of properties (eq-ref, cls-thing, cls-nothing1, scm-cls, scm-op, scm-dp, prp-ap); and the
types and equalities of literals (dt-type1, dt-type2, dt-eq, dt-not-type), whose subjects would be
literals, which RDF has not (nor is anything concluded by way of such a triple); that two literals
differ (dt-diff) is looked at where one is allowed.
Datatypes are checked by the shapes.
"""

from collections.abc import Iterable, Iterator, Sequence

import pyoxigraph as ox

from mandategraph.errors import DataError
from mandategraph.reason.rules import Pattern, Rule, quad, rules

_INFERRED = ox.NamedNode("urn:mandategraph:inferred")
_CLASHING = ox.NamedNode("urn:mandategraph:clashing")
_STATED = ox.DefaultGraph()
LONGEST = 3
"""Members of a list (a chain, keys, an intersection) that the rules know."""
_REST = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#rest")
_NIL = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#nil")
_LINKS = {ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#first"), _REST}
_LISTS = ("propertyChainAxiom", "hasKey", "intersectionOf")


class Closure:
    """Stated triples with all that follows; the default graph of ``store`` holds both.

    Triples can be added again and again; each time only what the new ones touch is looked at, but
    for a part of a list (of a chain, say), with which everything is looked at anew.
    """

    def __init__(self) -> None:
        self.store = ox.Store()
        self._steps = 0
        self._fresh: list[ox.NamedNode] = []
        self._is_new = True

    def add(self, stated: Iterable[ox.Triple]) -> None:
        """State more triples, and infer what follows with them.

        Raises DataError for a list of an axiom that is longer than the rules know.
        """
        self.state(stated)
        self.infer()

    def state(self, stated: Iterable[ox.Triple]) -> None:
        """Take triples in, without inferring from them yet."""
        if self._is_new:
            self.store.bulk_extend(quad(triple, _STATED) for triple in stated)
            return
        fresh = self._step()
        self.store.bulk_extend(quad(triple, fresh) for triple in stated)
        self.store.update(
            f"DELETE {{ GRAPH {_INFERRED} {{ ?s ?p ?o }} }} "
            f"WHERE {{ GRAPH {fresh} {{ ?s ?p ?o }} GRAPH {_INFERRED} {{ ?s ?p ?o }} }}"
        )
        self.store.update(_without_known(fresh))
        self.store.update(f"ADD {fresh} TO DEFAULT")
        self._fresh.append(fresh)

    def infer(self) -> None:
        """Infer all that follows with the triples that were taken in since the last time.

        Raises DataError for a list of an axiom that is longer than the rules know.
        """
        _check_lists(self.store)
        # A path over a list is not looked for with a fresh triple: a new list needs a new look.
        if self._is_new or any(map(self._has_links, self._fresh)):
            # What the model says of itself comes first: then one look at all facts gives nearly all.
            self._close(None, [rule for rule in rules() if rule.is_of_model])
            self._close(None, rules())
        else:
            for fresh in self._fresh:
                self._close(fresh, rules())
        for fresh in self._fresh:
            self.store.update(f"DROP SILENT GRAPH {fresh}")
        self._is_new, self._fresh = False, []

    def _close(self, fresh: ox.NamedNode | None, chosen: Sequence[Rule]) -> None:
        """Apply rules until nothing follows: to fresh triples first, or to everything (None)."""
        while True:
            found = self._step()
            self._round(fresh, found, chosen)
            if not self._take_in(found):
                return
            fresh = found

    def inferred(self) -> Iterator[ox.Triple]:
        """What follows and is not stated."""
        quads = self.store.quads_for_pattern(None, None, None, _INFERRED)
        return (quad.triple for quad in quads)

    def clashing(self) -> Iterator[ox.Triple]:
        """The contradictions, each as a thing in owl:Nothing."""
        quads = self.store.quads_for_pattern(None, None, None, _CLASHING)
        return (quad.triple for quad in quads)

    def _has_links(self, graph: ox.NamedNode) -> bool:
        """Whether a graph holds a part of a list."""
        quads = (self.store.quads_for_pattern(None, link, None, graph) for link in _LINKS)
        return any(next(found, None) is not None for found in quads)

    def _step(self) -> ox.NamedNode:
        """A graph for the triples of one step.

        Each step has one of its own: a graph of the store that was emptied is searched as slowly
        as if it still held what it did.
        """
        self._steps += 1
        return ox.NamedNode(f"urn:mandategraph:step:{self._steps}")

    def _round(
        self, fresh: ox.NamedNode | None, found: ox.NamedNode, chosen: Sequence[Rule]
    ) -> None:
        """Put what follows in ``found``: from a triple that is fresh, or from everything."""
        for rule in chosen:
            if not all(self._holds(pattern, _STATED) for pattern in rule.body):
                continue
            into = _CLASHING if rule.is_clash else found
            if fresh is None:
                self.store.update(_update(rule, into))
                continue
            for at, pattern in enumerate(rule.body):
                if pattern.predicate is not None and self._holds(pattern, fresh):
                    self.store.update(_update(rule, into, _with_fresh(rule, at, fresh)))

    def _holds(self, pattern: Pattern, graph: ox.NamedNode | ox.DefaultGraph) -> bool:
        """Whether some triple could fit a pattern; where none does, its rule gives nothing."""
        if pattern.predicate is None:
            return True
        subject, predicate, value = (
            None if isinstance(place, str) else place for place in pattern.places
        )
        found = self.store.quads_for_pattern(subject, predicate, value, graph)  # type: ignore[arg-type]
        return next(found, None) is not None

    def _take_in(self, found: ox.NamedNode) -> bool:
        """Leave in ``found`` what was not known, and know it from now on; whether there is any."""
        self.store.update(_without_known(found))
        if next(self.store.quads_for_pattern(None, None, None, found), None) is None:
            return False
        self.store.update(
            f"INSERT {{ ?s ?p ?o . GRAPH {_INFERRED} {{ ?s ?p ?o }} }} WHERE {{ GRAPH {found} {{ ?s ?p ?o }} }}"
        )
        return True


def _without_known(graph: ox.NamedNode) -> str:
    """The update that leaves in a graph what the default graph does not hold."""
    return f"DELETE {{ GRAPH {graph} {{ ?s ?p ?o }} }} WHERE {{ GRAPH {graph} {{ ?s ?p ?o }} ?s ?p ?o }}"


def _update(rule: Rule, into: ox.NamedNode, body: str | None = None) -> str:
    """The rule as an update over its body, or over the body written otherwise."""
    head = " ".join(pattern.text for pattern in rule.head)
    select = rule.select(rule.head_variables(), body)
    return f"{rule.prefixes} INSERT {{ GRAPH {into} {{ {head} }} }} WHERE {{ {select} }}"


def _with_fresh(rule: Rule, at: int, fresh: ox.NamedNode) -> str:
    """The body of a rule with one pattern that a fresh triple must fit."""
    others = (one.text for other, one in enumerate(rule.body) if other != at)
    return " ".join((f"GRAPH {fresh} {{ {rule.body[at].text} }}", *others))


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
