"""The steps of an explanation: each a fact with the rule that gave it, or with the words behind it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pyoxigraph as ox

from mandategraph import query
from mandategraph.errors import InputError
from mandategraph.names import AUTHORITY_GRAPH, INFERRED_GRAPH, ONTOLOGY_GRAPH, PREFIXES
from mandategraph.reason import Closure, Proof, Prover
from mandategraph.store import named_quads
from mandategraph.text import collapse, opening

Labels = dict[str, str]
_INFERRED = ox.NamedNode(INFERRED_GRAPH)
_OF_MODEL = tuple(PREFIXES[name] for name in ("rdfs", "owl"))
_LIST = {f"{PREFIXES['rdf']}first", f"{PREFIXES['rdf']}rest"}
_TYPE = f"{PREFIXES['rdf']}type"
_LONGEST = 60
"""Characters of a task's words that stand for its name."""
_LABELS = 2
"""Ranks of names.rq that are labels; the others are words of a text."""


@dataclass(frozen=True, slots=True)
class Source:
    """Words that a stated fact rests on: which document, where (code points), exactly as printed.

    ``whole`` tells that these are the words of the fact's subject, where none say the fact itself:
    that a task is of its plan is told by the task's standing there.
    """

    document: str
    folder: str
    start: int
    end: int
    exact: str
    language: str
    claim: str
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """A fact, by name in both languages, and why it holds.

    An inferred fact has a ``rule`` with its ``title``, the ``axioms`` of the ontology that the rule
    was applied with, and the facts that it follows ``because`` of. A stated one has the ``sources``
    it was read from, or the graph that states it: ``document``, ``authority`` or ``ontology``.
    """

    triple: ox.Triple
    names: tuple[Labels, Labels, Labels]
    rule: str = ""
    title: Labels | None = None
    axioms: tuple[str, ...] = ()
    because: tuple["Step", ...] = ()
    sources: tuple[Source, ...] = ()
    stated_in: str = ""


def term(text: str) -> ox.NamedNode | ox.Literal:
    """A term as people write it: an IRI, a prefixed name such as ``mg:leads``, or a literal.

    Raises InputError for what is none.
    """
    prefix, colon, local = text.partition(":")
    if colon and prefix in PREFIXES and not local.startswith("//"):
        text = f"<{PREFIXES[prefix]}{local}>"
    elif "://" in text and not text.startswith(("<", '"')):
        text = f"<{text}>"
    try:
        found = ox.parse(f"<s:s> <p:p> {text} .", format=ox.RdfFormat.TURTLE)
        value = next(iter(found)).object
    except (SyntaxError, StopIteration) as error:
        raise InputError(
            f"“{text}” is no term; write an IRI, a name such as mg:leads or id:agency/…, or a literal "
            'such as "Thái Bình"@vi'
        ) from error
    if not isinstance(value, ox.NamedNode | ox.Literal):
        raise InputError(f"“{text}” is no term of the graph; write an IRI or a literal")
    return value


def explain(store: ox.Store, subject: Any, predicate: Any, value: Any) -> Step:
    """Why a fact holds. Raises InputError where it neither is stated nor follows."""
    if isinstance(subject, ox.Literal) or isinstance(predicate, ox.Literal):
        raise InputError("the subject and the predicate of a fact are IRIs, not literals")
    proof = Prover(store, _INFERRED).prove(ox.Triple(subject, predicate, value))
    if proof is None:
        raise InputError(
            f"the graph does not say {subject} {predicate} {value}, and it does not follow; see "
            "what it says of the subject with a query"
        )
    return _Teller(store).step(proof)


def contradictions(store: ox.Store) -> list[Step]:
    """What cannot be true together, one explanation for each thing that it is told of."""
    closure = Closure()
    closure.add(
        found.triple
        for found in named_quads(store)
        if found.graph_name != _INFERRED and not str(found.graph_name).endswith("/evidence>")
    )
    prover, teller = Prover(store, _INFERRED), _Teller(store)
    found = ((triple, prover.clash(triple)) for triple in sorted(closure.clashing(), key=str))
    return [teller.step(proof or Proof(triple)) for triple, proof in found]


class _Teller:
    """Turns proofs into steps: names for things, words for facts."""

    def __init__(self, store: ox.Store) -> None:
        self.store = store

    def step(self, proof: Proof) -> Step:
        """The step of a proof, with those below it; axioms of the ontology are told as one line."""
        triple = proof.triple
        names = (self.name(triple.subject), self.name(triple.predicate), self.name(triple.object))
        if proof.rule is None:
            return Step(
                triple,
                names,
                sources=tuple(self._sources(triple)),
                stated_in=self._stated_in(triple),
            )
        told = [one for one in proof.premises if not _is_of_model(one.triple)]
        return Step(
            triple,
            names,
            rule=proof.rule.name,
            title=proof.rule.title,
            axioms=tuple(self._axioms(proof)),
            because=tuple(map(self.step, told)),
        )

    def name(self, thing: Any) -> Labels:
        """A thing's name by language; a literal's own words; else the last part of its IRI."""
        if isinstance(thing, ox.Literal):
            return {thing.language or "": thing.value}
        rows = query.stored_rows(self.store, "pages", "name", thing=thing.value)
        names: Labels = {}
        for row in rows:
            said = row["name"]
            if isinstance(said, ox.Literal):
                is_label = int(row["rank"].value) <= _LABELS
                short = said.value if is_label else _shortened(said.value)
                names.setdefault(said.language or "", short)
        return names or {"": query.prefixed(thing.value)}

    def _sources(self, triple: ox.Triple) -> Iterator[Source]:
        """The words of a fact; where no claim is on it, those of its subject."""
        exact = list(self._claims("fact-words", triple))
        yield from exact
        if not exact:
            yield from self._claims("subject-words", triple)

    def _claims(self, question: str, triple: ox.Triple) -> Iterator[Source]:
        bound: dict[str, Any] = {
            "subject": triple.subject,
            "predicate": triple.predicate,
            "object": triple.object,
        }
        if question == "subject-words":
            del bound["predicate"], bound["object"]
        for row in query.stored_rows(self.store, "pages", question, **bound):
            yield Source(
                document=row["document"].value,
                folder=row["folder"].value,
                start=int(row["start"].value),
                end=int(row["end"].value),
                exact=row["exact"].value,
                language=getattr(row["exact"], "language", None) or "",
                claim=row["claim"].value,
                whole=question == "subject-words",
            )

    def _stated_in(self, triple: ox.Triple) -> str:
        graphs = {
            found.graph_name.value
            for found in self.store.quads_for_pattern(
                triple.subject, triple.predicate, triple.object, None
            )
            if isinstance(found.graph_name, ox.NamedNode)
        }
        known = {ONTOLOGY_GRAPH: "ontology", AUTHORITY_GRAPH: "authority"}
        return next((known[graph] for graph in known if graph in graphs), "document")

    def _axioms(self, proof: Proof) -> Iterator[str]:
        """The axioms of a step, each as one line of names; a list is told with its axiom."""
        for premise in proof.premises:
            triple = premise.triple
            if not _is_of_model(triple) or triple.predicate.value in _LIST:
                continue
            subject, predicate = (
                query.prefixed(_iri(triple.subject)),
                query.prefixed(triple.predicate.value),
            )
            value = " ".join(map(query.prefixed, self._members(triple.object))) or query.prefixed(
                _iri(triple.object)
            )
            yield f"{subject} {predicate} {f'({value})' if ' ' in value else value}"

    def _members(self, head: Any) -> Iterator[str]:
        """The members of a list, in order; none where it is no list."""
        while not isinstance(head, ox.Literal):
            first = self._value(head, "first")
            if first is None:
                return
            yield _iri(first)
            head = self._value(head, "rest")

    def _value(self, node: Any, name: str) -> Any:
        link = ox.NamedNode(f"{PREFIXES['rdf']}{name}")
        found = next(self.store.quads_for_pattern(node, link, None, None), None)
        return found.object if found else None


def _shortened(words: str) -> str:
    short = opening(words, _LONGEST)
    return short if short == collapse(words) else f"{short}…"


def _is_of_model(triple: ox.Triple) -> bool:
    """Whether a triple is an axiom, not a fact about things."""
    predicate = triple.predicate.value
    if predicate in _LIST or (
        predicate.startswith(_OF_MODEL) and not predicate.endswith("#sameAs")
    ):
        return True
    return predicate == _TYPE and _iri(triple.object).startswith(PREFIXES["owl"])


def _iri(node: Any) -> str:
    return str(node.value)
