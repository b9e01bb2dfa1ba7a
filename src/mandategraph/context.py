"""The JSON-LD context of the graph: a short name for each term of the ontology, made from it.

JSON-LD 1.1, sections 3.1 (the context), 4.2.3 (type coercion) and 4.6.2 (language indexing). A class is a
bare name. An object property holds IRIs. A datatype property holds values of its range; one without
a range holds words by language, for a range that OWL 2 RL cannot name is left unsaid there. A value
that is none of these goes under the prefixed name (``mg:due``) or IRI, to which nothing applies.
"""

from collections.abc import Collection
from functools import cache
from typing import TypeAlias

from mandategraph.names import MG, PREFIXES
from mandategraph.vocabulary import Term, vocabulary

Definition: TypeAlias = str | dict[str, str]
Context: TypeAlias = dict[str, str | float | Definition]

_WORDS = {
    f"{PREFIXES['rdf']}langString",
    f"{PREFIXES['rdf']}PlainLiteral",
    f"{PREFIXES['rdfs']}Literal",
}
_STRING = f"{PREFIXES['xsd']}string"
_OUTSIDE = (
    "dcterms:title", "dcterms:description", "rdfs:label", "skos:prefLabel", "skos:altLabel",
    "skos:hiddenLabel", "skos:definition", "skos:example", "skos:note", "skos:editorialNote",
)  # fmt: skip
"""Properties of other vocabularies whose values are words in a language."""


@cache
def context() -> Context:
    """The whole context: prefixes, then terms in the order of their names."""
    terms = {
        term.name: definition(term)
        for term in vocabulary().terms.values()
        if term.kind != "individual"
    }
    words = {name: {"@id": name, "@container": "@language"} for name in _OUTSIDE}
    return {"@version": 1.1, **PREFIXES, **words, **terms}


def definition(term: Term) -> Definition:
    """What the context says of one term."""
    named = f"mg:{term.name}"
    if term.kind == "class":
        return named
    if term.kind == "object":
        return {"@id": named, "@type": "@id"}
    range_ = next(iter(term.ranges), "")
    if term.kind == "annotation" or range_ == _STRING:
        return {"@id": named}
    if not range_ or range_ in _WORDS:
        return {"@id": named, "@container": "@language"}
    return {"@id": named, "@type": vocabulary().compact(range_)}


def part(used: Collection[str]) -> Context:
    """The context cut down to the keys that are used, with the prefixes that these need."""
    whole = context()
    needed = {key for key in whole if key in used}
    needed |= {key.partition(":")[0] for key in used if ":" in key}
    for key in list(needed):
        entry = whole.get(key)
        said = (
            [entry] if isinstance(entry, str) else entry.values() if isinstance(entry, dict) else ()
        )
        needed |= {one.partition(":")[0] for one in said}
    return {key: value for key, value in whole.items() if key in needed or key == "@version"}


def key_of(iri: str) -> str:
    """The name that a property or class has in the context, or else its prefixed name or IRI."""
    name = iri.removeprefix(MG)
    return name if name != iri and name in context() else prefixed(iri)


def prefixed(iri: str) -> str:
    """An IRI with a prefix of the context, where what is left is a plain name; otherwise the IRI."""
    for short, space in PREFIXES.items():
        rest = iri.removeprefix(space)
        if rest != iri and rest.isidentifier():
            return f"{short}:{rest}"
    return iri
