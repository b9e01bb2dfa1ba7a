"""The vocabularies of a dataset's description, and a desk to write its triples on."""

from dataclasses import dataclass, field

import pyoxigraph as ox

from mandategraph import names
from mandategraph.build.triples import LABEL, TYPE, Value, typed

DCAT = "http://www.w3.org/ns/dcat#"
VOID = "http://rdfs.org/ns/void#"
SPDX = "http://spdx.org/rdf/terms#"
SD = "http://www.w3.org/ns/sparql-service-description#"
DCTERMS = names.PREFIXES["dcterms"]
PROV = names.PREFIXES["prov"]
SCHEMA = names.PREFIXES["schema"]

PREFIXES = {
    "dcat": DCAT,
    "dcterms": DCTERMS,
    "foaf": "http://xmlns.com/foaf/0.1/",
    "mg": names.MG,
    "owl": names.PREFIXES["owl"],
    "prov": PROV,
    "rdf": names.PREFIXES["rdf"],
    "rdfs": names.PREFIXES["rdfs"],
    "schema": SCHEMA,
    "sd": SD,
    "skos": names.PREFIXES["skos"],
    "spdx": SPDX,
    "void": VOID,
    "xsd": names.PREFIXES["xsd"],
}


@dataclass
class Desk:
    """The triples of a description; a part of it is named by a fragment of the dataset's IRI."""

    iri: str
    triples: list[ox.Triple] = field(default_factory=list)

    def part(self, name: str) -> ox.NamedNode:
        """A part of the description: all of them resolve to where the dataset does."""
        return ox.NamedNode(f"{self.iri}#{name}")

    def state(self, subject: ox.NamedNode, term: str, *values: Value | int) -> None:
        """One triple a value; a number is an ``xsd:integer``."""
        for value in values:
            known = typed(value, "integer") if isinstance(value, int) else value
            self.triples.append(ox.Triple(subject, ox.NamedNode(term), known))

    def make(self, subject: ox.NamedNode, *classes: str) -> ox.NamedNode:
        """A thing of these classes."""
        self.state(subject, TYPE.value, *map(ox.NamedNode, classes))
        return subject

    def name(self, subject: ox.NamedNode, vi: str, en: str, term: str = LABEL.value) -> None:
        """What a thing is called, in both languages."""
        self.state(subject, term, ox.Literal(vi, language="vi"), ox.Literal(en, language="en"))
