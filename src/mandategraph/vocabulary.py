"""The ontology as a reader meets it: each term with its words and with what is stated of it.

Read from the files of ``ontology/``, alignments included, so that whatever stands there is shown and
drawn, and nothing is listed twice.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

import pyoxigraph as ox

from mandategraph.errors import DataError
from mandategraph.names import BASE, MG, PREFIXES
from mandategraph.store import turtle_files

ONTOLOGY = f"{BASE}ontology"

_RDF, _RDFS, _OWL, _SKOS = (PREFIXES[short] for short in ("rdf", "rdfs", "owl", "skos"))
_DCTERMS = PREFIXES["dcterms"]
_STATUS = "http://www.w3.org/2003/06/sw-vocab-status/ns#term_status"
_PREFIX_OF = "http://purl.org/vocab/vann/preferredNamespacePrefix"

_TRUE = ("true", "1")

KINDS = {
    "class": f"{_OWL}Class",
    "object": f"{_OWL}ObjectProperty",
    "datatype": f"{_OWL}DatatypeProperty",
    "annotation": f"{_OWL}AnnotationProperty",
    "individual": f"{_OWL}NamedIndividual",
}
"""What a term may be, and the type that says so."""

Description = dict[str, list[ox.NamedNode | ox.BlankNode | ox.Literal]]
"""The values of one subject by property."""


@dataclass(frozen=True, slots=True)
class Text:
    """Words and the language they are in (None: not said)."""

    text: str
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Term:
    """A class, property or individual: its words, and the IRIs of what it is tied to."""

    iri: str
    kind: str
    """A key of KINDS."""
    labels: tuple[Text, ...]
    definitions: tuple[Text, ...]
    examples: tuple[Text, ...]
    notes: tuple[Text, ...]
    above: tuple[str, ...]
    """Superclasses or superproperties, those of other vocabularies too; of an individual its classes."""
    domains: tuple[str, ...]
    ranges: tuple[str, ...]
    inverses: tuple[str, ...]
    disjoint: tuple[str, ...]
    characteristics: tuple[str, ...]
    """The property types of OWL 2 that it has besides its kind, such as ``TransitiveProperty``."""
    chains: tuple[tuple[str, ...], ...]
    keys: tuple[tuple[str, ...], ...]
    status: str
    deprecated: bool
    successors: tuple[str, ...]
    evidenced: bool | None
    """Whether each value of a document's facts must have a claim; None where nothing is said."""

    @property
    def name(self) -> str:
        """The IRI without the namespace: ``leadAgency``."""
        return self.iri.removeprefix(MG)

    def label(self, language: str) -> Text:
        """The label in a language, or else in another, or else the name."""
        return in_language(self.labels, language) or Text(self.name)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The terms of the ontology in the order of their names, and what its header says."""

    terms: Mapping[str, Term]
    titles: tuple[Text, ...]
    descriptions: tuple[Text, ...]
    version: str
    licence: str
    prefix: str
    spaces: Mapping[str, str]
    """The namespaces that the files name, by prefix."""

    def of_kind(self, kind: str) -> list[Term]:
        """The terms of one kind."""
        return [term for term in self.terms.values() if term.kind == kind]

    def above(self, term: Term) -> list[Term]:
        """Its superclasses, superproperties or classes of our own."""
        return [self.terms[iri] for iri in term.above if iri in self.terms]

    def below(self, term: Term) -> list[Term]:
        """What has it as superclass or superproperty; not the individuals of a class."""
        return [
            one for one in self.terms.values() if term.iri in one.above and one.kind == term.kind
        ]

    def individuals(self, term: Term) -> list[Term]:
        """The individuals that the ontology gives a class."""
        return [one for one in self.of_kind("individual") if term.iri in one.above]

    def tops(self, kind: str) -> list[Term]:
        """The terms of a kind that stand under no other of ours."""
        return [
            one
            for one in self.of_kind(kind)
            if not any(upper.kind == kind for upper in self.above(one))
        ]

    def outside(self, term: Term) -> tuple[str, ...]:
        """The terms of other vocabularies that it stands under: its alignments."""
        return tuple(iri for iri in term.above if iri not in self.terms)

    def compact(self, iri: str) -> str:
        """An IRI with the prefix that the files have for its namespace; whole where they have none."""
        fitting = [(len(space), short) for short, space in self.spaces.items() if _in(iri, space)]
        if not fitting:
            return iri
        length, short = max(fitting)
        return f"{short}:{iri[length:]}"


def _in(iri: str, space: str) -> bool:
    return iri.startswith(space) and len(iri) > len(space)


def in_language(texts: Iterable[Text], language: str) -> Text | None:
    """The first of the texts in a language, else the first of all; None for none."""
    known = list(texts)
    own = [text for text in known if text.language == language]
    return next(iter([*own, *known]), None)


@dataclass(frozen=True, slots=True)
class Source:
    """What the files of the ontology state, blank nodes of lists included, and their prefixes."""

    triples: tuple[ox.Triple, ...]
    spaces: Mapping[str, str]


@cache
def source() -> Source:
    """The files of ``ontology/``, read; blank nodes are named by file and number, so always alike.

    Raises DataError when a file is faulty.
    """
    triples: list[ox.Triple] = []
    spaces: dict[str, str] = {}
    for path in turtle_files("ontology"):
        given: dict[ox.BlankNode, ox.BlankNode] = {}
        with path.open("rb") as file:
            parser = ox.parse(file, format=ox.RdfFormat.TURTLE)
            try:
                stated = [quad.triple for quad in parser]
            except SyntaxError as error:
                raise DataError(f"{path} is not valid Turtle: {error}; mend it there") from error
            spaces.update(parser.prefixes)
        for triple in stated:
            subject, value = (
                given.setdefault(node, ox.BlankNode(f"{path.stem}{len(given)}"))
                if isinstance(node, ox.BlankNode)
                else node
                for node in (triple.subject, triple.object)
            )
            triples.append(ox.Triple(subject, triple.predicate, value))
    return Source(tuple(sorted(set(triples), key=str)), dict(sorted(spaces.items())))


@cache
def vocabulary() -> Vocabulary:
    """The ontology that comes with mandategraph.

    Raises DataError when a file is faulty, or when the files declare no term.
    """
    read = source()
    return of_triples(read.triples, read.spaces)


def of_triples(triples: Iterable[ox.Triple], spaces: Mapping[str, str]) -> Vocabulary:
    """The terms of our namespace that the triples declare. Raises DataError when there are none."""
    said: dict[str, Description] = {}
    for triple in sorted(set(triples), key=str):
        if isinstance(triple.subject, ox.NamedNode | ox.BlankNode) and not isinstance(
            triple.object, ox.Triple
        ):
            values = said.setdefault(_key(triple.subject), {})
            values.setdefault(triple.predicate.value, []).append(triple.object)
    terms = {
        iri: _term(iri, kind, said)
        for iri in sorted(said, key=lambda iri: (iri.casefold(), iri))
        if iri.startswith(MG) and (kind := _kind(said[iri]))
    }
    if not terms:
        raise DataError("ontology/ declares no term; reinstall mandategraph")
    header = said.get(ONTOLOGY, {})
    return Vocabulary(
        terms=terms,
        titles=_texts(header, f"{_DCTERMS}title"),
        descriptions=_texts(header, f"{_DCTERMS}description"),
        version=_first(header, f"{_OWL}versionInfo"),
        licence=_first(header, f"{_DCTERMS}license"),
        prefix=_first(header, _PREFIX_OF),
        spaces=spaces,
    )


def _key(node: ox.NamedNode | ox.BlankNode | ox.Literal) -> str:
    """What a node is looked up by: a name, or the label of a blank node."""
    return str(node) if isinstance(node, ox.BlankNode) else node.value


def _kind(values: Description) -> str:
    types = _iris(values, f"{_RDF}type")
    return next((kind for kind, type_ in KINDS.items() if type_ in types), "")


def _term(iri: str, kind: str, said: Mapping[str, Description]) -> Term:
    values = said[iri]
    types = _iris(values, f"{_RDF}type")
    evidenced = _first(values, f"{MG}evidenced")
    return Term(
        iri=iri,
        kind=kind,
        labels=_texts(values, f"{_RDFS}label"),
        definitions=_texts(values, f"{_SKOS}definition"),
        examples=_texts(values, f"{_SKOS}example"),
        notes=_texts(values, f"{_SKOS}scopeNote", f"{_SKOS}changeNote", f"{_SKOS}historyNote"),
        above=_above(kind, values),
        domains=_iris(values, f"{_RDFS}domain"),
        ranges=_iris(values, f"{_RDFS}range"),
        inverses=_both_ways(iri, said, f"{_OWL}inverseOf"),
        disjoint=_disjoint(iri, said),
        characteristics=tuple(
            type_.removeprefix(_OWL)
            for type_ in types
            if type_.startswith(_OWL) and type_ not in KINDS.values()
        ),
        chains=_lists(values, f"{_OWL}propertyChainAxiom", said),
        keys=_lists(values, f"{_OWL}hasKey", said),
        status=_first(values, _STATUS),
        deprecated=_first(values, f"{_OWL}deprecated") in _TRUE,
        successors=_iris(values, f"{_DCTERMS}isReplacedBy"),
        evidenced=evidenced in _TRUE if evidenced else None,
    )


def _above(kind: str, values: Description) -> tuple[str, ...]:
    if kind == "individual":
        types = _iris(values, f"{_RDF}type")
        return tuple(type_ for type_ in types if not type_.startswith(_OWL))
    return _iris(values, f"{_RDFS}subClassOf", f"{_RDFS}subPropertyOf")


def _iris(values: Description, *properties: str) -> tuple[str, ...]:
    return tuple(
        value.value
        for name in properties
        for value in values.get(name, ())
        if isinstance(value, ox.NamedNode)
    )


def _texts(values: Description, *properties: str) -> tuple[Text, ...]:
    return tuple(
        Text(value.value, value.language)
        for name in properties
        for value in values.get(name, ())
        if isinstance(value, ox.Literal)
    )


def _first(values: Description, name: str) -> str:
    return next((value.value for value in values.get(name, ())), "")


def _both_ways(iri: str, said: Mapping[str, Description], *properties: str) -> tuple[str, ...]:
    """What a term is tied to by properties that hold both ways, from whichever end it is stated."""
    stated = _iris(said[iri], *properties)
    back = tuple(
        other
        for other, values in said.items()
        if iri in _iris(values, *properties) and other not in stated
    )
    return stated + back


def _disjoint(iri: str, said: Mapping[str, Description]) -> tuple[str, ...]:
    """What shares no member with a term, stated of two of them or of a whole list of classes."""
    pairs = _both_ways(iri, said, f"{_OWL}disjointWith", f"{_OWL}propertyDisjointWith")
    together = (
        other
        for values in said.values()
        for members in _lists(values, f"{_OWL}members", said)
        if iri in members
        for other in members
        if other != iri
    )
    return tuple(dict.fromkeys((*pairs, *together)))


def _lists(
    values: Description, name: str, said: Mapping[str, Description]
) -> tuple[tuple[str, ...], ...]:
    """The lists of names that a property leads to."""
    return tuple(tuple(_members(_key(head), said)) for head in values.get(name, ()))


def _members(at: str, said: Mapping[str, Description]) -> Iterable[str]:
    while at in said:
        yield from (value.value for value in said[at].get(f"{_RDF}first", ()))
        at = next((_key(rest) for rest in said[at].get(f"{_RDF}rest", ())), "")
