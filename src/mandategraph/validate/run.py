"""An audit: pySHACL over each document's own triples, and its results read as findings."""

import difflib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import pyoxigraph
import pyshacl
from pyoxigraph import NamedNode, RdfFormat, Store
from rdflib import Graph, URIRef
from rdflib.namespace import RDF, RDFS, SH
from rdflib.term import Literal, Node

from mandategraph.errors import DataError, InputError
from mandategraph.names import AUTHORITY_GRAPH, MG, ONTOLOGY_GRAPH, short_hash
from mandategraph.validate.findings import (
    SEVERITIES,
    Finding,
    Report,
    Rule,
    State,
    Words,
    severity,
)
from mandategraph.validate.rules import Rules, read_rules


def _mg(name: str) -> URIRef:
    return URIRef(f"{MG}{name}")


_WORDS_OF = ("text", "lineText", "heading", "quote", "title", "signatoryName")
"""Properties whose claim holds the words that a reader should see for a thing, best first."""


def held_documents(store: Store) -> tuple[str, ...]:
    """The documents whose text is held, in the order of their IRIs."""
    found = store.quads_for_pattern(None, NamedNode(f"{MG}expression"), None, None)
    return tuple(
        sorted({quad.subject.value for quad in found if isinstance(quad.subject, NamedNode)})
    )


def validate(
    store: Store,
    documents: Sequence[str] | None = None,
    shapes: Path | None = None,
    *,
    fail_on: str = "violation",
) -> Report:
    """What the rules find in these documents (all that are held, when none are named).

    ``shapes`` is a folder of SHACL files or one file; ``shapes/`` when not given. The authority
    files are looked at too when no document is named. Raises InputError for an unknown document.
    """
    level = severity(fail_on)
    rules = read_rules(shapes)
    chosen = _chosen(store, documents)
    common = _graph(store, (ONTOLOGY_GRAPH, AUTHORITY_GRAPH))
    findings: list[Finding] = []
    titles: dict[str, Words] = {}
    if documents is None:
        findings += _audit(common, rules, None, _subjects(store, (AUTHORITY_GRAPH,)))
    for document in chosen:
        own = (f"{document}/facts", f"{document}/evidence")
        graph = _graph(store, own)
        subjects = set(graph.subjects())
        graph += common
        titles[document] = _title(graph, document)
        findings += _audit(graph, rules, document, subjects)
    return Report(tuple(findings), chosen, titles, rules.by_iri, level)


def validate_graph(data: Graph, shapes: Path | None = None) -> tuple[Finding, ...]:
    """What the rules find in a graph that is in no store, whatever documents it holds."""
    return tuple(_audit(data, read_rules(shapes), None, set(data.subjects())))


def _chosen(store: Store, documents: Sequence[str] | None) -> tuple[str, ...]:
    held = held_documents(store)
    if documents is None:
        return held
    for document in documents:
        if document not in held:
            near = difflib.get_close_matches(document, held, n=1, cutoff=0.5)
            hint = f"; did you mean {near[0]}?" if near else "; see which documents are held first"
            raise InputError(f"there is no text of {document} to audit{hint}")
    return tuple(dict.fromkeys(documents))


def _graph(store: Store, names: Iterable[str]) -> Graph:
    graph = Graph(bind_namespaces="none")
    for name in names:
        triples = store.dump(format=RdfFormat.N_TRIPLES, from_graph=NamedNode(name))
        graph.parse(data=triples or b"", format="nt")
    return graph


def _subjects(store: Store, names: Iterable[str]) -> set[Node]:
    quads = (
        quad
        for name in names
        for quad in store.quads_for_pattern(None, None, None, NamedNode(name))
    )
    return {
        URIRef(quad.subject.value)
        for quad in quads
        if isinstance(quad.subject, pyoxigraph.NamedNode)
    }


def _title(graph: Graph, document: str) -> Words:
    """What to call a document: its label, or its own number or title."""
    node = URIRef(document)
    labels = {
        label.language: str(label)
        for label in graph.objects(node, RDFS.label)
        if isinstance(label, Literal)
    }
    said = graph.value(node, _mg("number")) or graph.value(node, _mg("title"))
    other = " ".join(str(said).split()) if said is not None else document
    return Words(labels.get("vi", other), labels.get("en", other))


def _audit(graph: Graph, rules: Rules, document: str | None, subjects: set[Node]) -> list[Finding]:
    """The findings at these subjects, gravest first within the order of the text."""
    _, results, _ = pyshacl.validate(graph, shacl_graph=rules.graph, inplace=True)
    if not isinstance(results, Graph):
        raise DataError(f"the shapes cannot be run ({results}); mend the shape that it names")
    reader = _Reader(graph, rules, document)
    found = {
        finding.id: finding
        for result in results.subjects(RDF.type, SH.ValidationResult)
        if results.value(result, SH.focusNode) in subjects
        for finding in reader.findings(results, result)
    }
    return sorted(found.values(), key=reader.order)


class _Reader:
    """Reads the results of pySHACL over one document's graph."""

    def __init__(self, graph: Graph, rules: Rules, document: str | None) -> None:
        self.graph = graph
        self.rules = rules
        self.document = document
        self.held = self._held()
        self.classes = self._classes()
        self.words = self._claimed_words()

    def findings(self, results: Graph, result: Node) -> Iterator[Finding]:
        """The finding that a result stands for; none for a shape that is not a rule of ours."""
        rule = self.rules.by_iri.get(str(results.value(result, SH.sourceShape)))
        node = results.value(result, SH.focusNode)
        if rule is None or node is None:
            return
        value = results.value(result, SH.value)
        component = str(results.value(result, SH.sourceConstraintComponent)).split("#")[-1]
        state = self._state(rule)
        span = self._span(node)
        provision = self._provision(node)
        yield Finding(
            id=short_hash("|".join((rule.iri, str(node), rule.element, str(value or "")))),
            layer=rule.layer,
            shape=rule.iri,
            severity=rule.severity,
            state=state,
            document=self.document,
            provision=None if provision is None else str(provision),
            node=str(node),
            element=rule.element,
            name=rule.name,
            message=_message(rule, state),
            method=_method(rule, component),
            place=self._place(provision),
            value=None if value is None else str(value),
            detail=self._detail(node),
            quote=self._string(span, "exact"),
            start=self._number(span, "startOffset"),
            end=self._number(span, "endOffset"),
            component=component,
        )

    def order(self, finding: Finding) -> tuple[int, int, int, str, str]:
        """Where a finding stands among those of its document."""
        return (
            SEVERITIES.index(finding.severity),
            -1 if finding.start is None else finding.start,
            self.rules.by_iri[finding.shape].order,
            finding.node,
            finding.id,
        )

    def _held(self) -> frozenset[str]:
        """How much of the text is held and what kind of copy it is; both tell what may be missing."""
        if self.document is None:
            return frozenset()
        document = URIRef(self.document)
        texts = (document, *self.graph.objects(document, _mg("expression")))
        return frozenset(
            str(value)
            for text in texts
            for name in ("held", "authority")
            for value in self.graph.objects(text, _mg(name))
        )

    def _classes(self) -> frozenset[str]:
        if self.document is None:
            return frozenset()
        return frozenset(
            str(ancestor)
            for kind in self.graph.objects(URIRef(self.document), RDF.type)
            for ancestor in self.graph.transitive_objects(kind, RDFS.subClassOf)
        )

    def _claimed_words(self) -> dict[tuple[Node, str], Node]:
        """The passage behind each property that holds words, by the thing and the property."""
        claims = self.graph.subject_objects(_mg("evidence"))
        return {
            (subject, str(predicate).removeprefix(MG)): span
            for claim, span in sorted(claims, key=lambda pair: str(pair[0]))
            if (subject := self.graph.value(claim, RDF.subject)) is not None
            and (predicate := self.graph.value(claim, RDF.predicate)) is not None
        }

    def _state(self, rule: Rule) -> State:
        if self.document is None or rule.layer == "integrity":
            return "silent"
        if rule.applies_to and not rule.applies_to & self.classes:
            return "not-applicable"
        return "not-held" if rule.not_held_in & self.held else "silent"

    def _span(self, node: Node) -> Node | None:
        """The passage that a reader should see for a thing."""
        if (node, RDF.type, _mg("Span")) in self.graph:
            return node
        for name in _WORDS_OF:
            if (node, name) in self.words:
                return self.words[node, name]
        return self.graph.value(node, _mg("evidence"))

    def _provision(self, node: Node) -> Node | None:
        if (node, RDF.type, _mg("Provision")) in self.graph:
            return node
        stated = self.graph.value(node, _mg("statedIn"))
        if stated is None and (subject := self.graph.value(node, RDF.subject)) is not None:
            return self.graph.value(subject, _mg("statedIn"))
        return stated

    def _place(self, provision: Node | None) -> str | None:
        return None if provision is None else self._string(provision, "label")

    def _detail(self, node: Node) -> Words | None:
        said = {
            word.language: str(word)
            for word in self.graph.objects(node, _mg("description"))
            if isinstance(word, Literal)
        }
        if not said:
            return None
        either = said.get("en") or said.get("vi") or next(iter(said.values()))
        return Words(said.get("vi", either), said.get("en", either))

    def _string(self, node: Node | None, name: str) -> str | None:
        value = None if node is None else self.graph.value(node, _mg(name))
        return None if value is None else str(value)

    def _number(self, node: Node | None, name: str) -> int | None:
        value = self._string(node, name)
        return int(value) if value is not None and value.isdigit() else None


_UNJUDGED: dict[State, Words] = {
    "not-held": Words(
        "Không kết luận được về {name}: bản đang lưu không phải, hoặc chưa chắc là, toàn văn bản gốc.",
        "Nothing can be said about the {name}: the text held is not, or may not be, the whole original.",
    ),
    "not-applicable": Words(
        "Không áp dụng cho loại văn bản này: {name}.",
        "Not asked of this kind of document: {name}.",
    ),
}
"""What to say where a text is not blamed; nobody is accused of what is not held."""

_METHODS = {
    "MinCount": Words(
        "Trong các dữ kiện đọc từ bản văn đang lưu không có: {name} (mg:{property}).",
        "The facts read from the text that is held give none: {name} (mg:{property}).",
    ),
    "Not": Words(
        "Lỗi này đã được ghi nhận khi đọc bản văn, bởi một quy tắc hoặc một người đọc.",
        "The fault was noted when the text was read, by a rule or by a reader.",
    ),
}
"""How a result was decided, by the constraint that gave it."""

_OTHER_METHOD = Words(
    "Giá trị của mg:{property} không đạt ràng buộc {constraint} của quy tắc.",
    "A value of mg:{property} does not meet the constraint {constraint} of the rule.",
)


def _message(rule: Rule, state: State) -> Words:
    """What to say of a rule that found something."""
    return _about(rule, _UNJUDGED[state]) if state in _UNJUDGED else rule.message


def _method(rule: Rule, component: str) -> Words:
    """How a result was decided, in words."""
    constraint = component.removesuffix("ConstraintComponent")
    return _about(rule, _METHODS.get(constraint, _OTHER_METHOD), constraint)


def _about(rule: Rule, words: Words, constraint: str = "") -> Words:
    """Words with the name of a rule, its property and its constraint filled in."""
    known = {"property": rule.path.split("#")[-1], "constraint": constraint}
    return Words(
        words.vi.format(name=rule.name.vi, **known), words.en.format(name=rule.name.en, **known)
    )
