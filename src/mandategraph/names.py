"""Namespaces and the IRIs of things: every IRI of the graph is minted here."""

import hashlib
import re
import unicodedata

BASE = "https://w3id.org/mandategraph/"
MG = f"{BASE}ontology#"
ID = f"{BASE}id/"
GRAPH = f"{BASE}graph/"

ONTOLOGY_GRAPH = f"{GRAPH}ontology"
AUTHORITY_GRAPH = f"{GRAPH}authority"
INFERRED_GRAPH = f"{GRAPH}inferred"
AUDIT_GRAPH = f"{GRAPH}audit"
DATASET_GRAPH = f"{GRAPH}dataset"
PROVENANCE_GRAPH = f"{GRAPH}provenance"

DATASET = f"{BASE}dataset"

PREFIXES = {
    "mg": MG,
    "id": ID,
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dcterms": "http://purl.org/dc/terms/",
    "prov": "http://www.w3.org/ns/prov#",
    "org": "http://www.w3.org/ns/org#",
    "oa": "http://www.w3.org/ns/oa#",
    "eli": "http://data.europa.eu/eli/ontology#",
    "schema": "https://schema.org/",
    "sh": "http://www.w3.org/ns/shacl#",
}

_NOT_SLUG = re.compile(r"[^a-z0-9]+")
_LETTERS = str.maketrans({"Đ": "D", "đ": "d", "Ð": "D", "ð": "d", "'": None, "’": None})


def slug(words: str) -> str:
    """ASCII words joined by hyphens: ``Quyết định 844/QĐ-TTg`` gives ``quyet-dinh-844-qd-ttg``."""
    latin = words.translate(_LETTERS)
    folded = unicodedata.normalize("NFD", latin)
    plain = "".join(c for c in folded if not unicodedata.combining(c)).lower()
    return _NOT_SLUG.sub("-", plain).strip("-")


def short_hash(text: str, length: int = 12) -> str:
    """The first hexadecimal digits of the SHA-256 of a string."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:length]


def compact_number(number: str) -> str:
    """A number without blanks, upper case, Đ read as D: the form in which numbers are compared."""
    return re.sub(r"\s+", "", number).upper().replace("Đ", "D").replace("Ð", "D")


def document_iri(issuer: str, year: int | None, kind: str, number: str | None, sha256: str) -> str:
    """The IRI of a held document; without number or year, one made from its text."""
    if number and year:
        return instrument_iri(issuer, year, kind, number)
    return f"{ID}doc/{issuer}/x-{sha256[:10]}"


def instrument_iri(issuer: str, year: int | None, kind: str, number: str) -> str:
    """The IRI of an instrument that is cited by its number."""
    return f"{ID}doc/{issuer}/{year or 'undated'}/{kind}/{slug(number)}"


def provision_path(label: str) -> str:
    """A label path as part of an IRI: a repeated label ``III(2)`` is written ``III~2``."""
    return re.sub(r"\((\d+)\)", r"~\1", label).replace(" ", "-")


def agency_iri(area: str, function: str) -> str:
    """The IRI of an agency: a function (its slug) in an area such as ``vn-20`` or ``vn``."""
    return f"{ID}agency/{area}/{function}"


def technology_iri(label: str) -> str:
    """The IRI of a technology area from its identifier, such as ``big-data``."""
    return f"{ID}technology/{label}"


def theme_iri(label: str) -> str:
    """The IRI of a theme from its identifier, such as ``human-resources``."""
    return f"{ID}theme/{label}"


def method_iri(rule: str) -> str:
    """The IRI of the rule (or curator) that read a fact."""
    return f"{ID}method/{rule}"


def span_iri(expression: str, start: int, end: int) -> str:
    """A passage of an expression, in code points (RFC 5147 fragment)."""
    return f"{expression}#char={start},{end}"


def claim_iri(subject: str, predicate: str, value: str, span: str) -> str:
    """The IRI of a claim: the same statement read from the same words keeps its IRI."""
    return f"{ID}claim/{short_hash('|'.join((subject, predicate, value, span)))}"
