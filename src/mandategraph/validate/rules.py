"""The rules of the audit, as the SHACL files in ``shapes/`` state them."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rdflib import Graph, URIRef
from rdflib.namespace import RDF, SH
from rdflib.plugins.parsers.notation3 import BadSyntax
from rdflib.term import Node

from mandategraph.errors import DataError
from mandategraph.names import MG
from mandategraph.resources import folder
from mandategraph.validate.findings import Rule, Severity, Words

LAYERS = ("integrity", "completeness", "advice")

_SEVERITY: dict[Node, Severity] = {
    SH.Violation: "violation",
    SH.Warning: "warning",
    SH.Info: "info",
}
_LAYER = URIRef(f"{MG}layer")
_ELEMENT = URIRef(f"{MG}element")
_NOT_HELD_IN = URIRef(f"{MG}notHeldIn")
_APPLIES_TO = URIRef(f"{MG}appliesTo")


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules by their IRI, and the SHACL graph that pySHACL runs."""

    by_iri: dict[str, Rule]
    graph: Graph


def read_rules(where: Path | None = None) -> Rules:
    """The rules of a folder of shapes, or of one file; of ``shapes/`` when none is given.

    Raises DataError when there is no file, when a file is not Turtle, or when a property shape
    lacks what a finding needs.
    """
    place = where or folder("shapes")
    files = [place] if place.is_file() else sorted(place.glob("*.ttl"))
    if not files:
        raise DataError(
            f"there are no shapes in {place}; give a folder with Turtle files, or one file"
        )
    graph = Graph()
    by_iri: dict[str, Rule] = {}
    for file in files:
        shapes = _parse(file)
        for rule in _rules_of(shapes, file):
            by_iri[rule.iri] = rule
        graph += shapes
    return Rules(by_iri, graph)


def _parse(file: Path) -> Graph:
    try:
        return Graph().parse(file, format="turtle")
    except BadSyntax as error:
        reason = str(error.message).split("\n", 1)[0]
        raise DataError(
            f"{file.name} is not Turtle (line {error.lines + 1}: {reason}); mend that line"
        ) from error
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(
            f"{file.name} cannot be read ({error}); give a Turtle file in UTF-8"
        ) from error


def _rules_of(shapes: Graph, file: Path) -> Iterator[Rule]:
    for shape in sorted(shapes.subjects(RDF.type, SH.PropertyShape), key=str):
        if not isinstance(shape, URIRef):
            raise DataError(
                f"a property shape in {file.name} has no IRI; give it a name such as mgs:Task-lead"
            )
        yield _rule(shapes, shape, file)


def _rule(shapes: Graph, shape: URIRef, file: Path) -> Rule:
    short = shape.split("#")[-1]
    layer, element = shapes.value(shape, _LAYER), shapes.value(shape, _ELEMENT)
    severity = _SEVERITY.get(shapes.value(shape, SH.severity) or SH.Violation)
    if layer is None or str(layer) not in LAYERS or element is None or severity is None:
        raise DataError(
            f"{short} in {file.name} needs mg:layer (one of {', '.join(LAYERS)}), mg:element, and a sh:severity"
        )
    return Rule(
        iri=str(shape),
        layer=str(layer),
        element=str(element),
        severity=severity,
        order=int(str(shapes.value(shape, SH.order) or 0)),
        name=_words(shapes, shape, SH.name, file),
        message=_words(shapes, shape, SH.message, file),
        description=_words(shapes, shape, SH.description, file),
        path=_path(shapes, shape),
        not_held_in=frozenset(map(str, shapes.objects(shape, _NOT_HELD_IN))),
        applies_to=frozenset(map(str, shapes.objects(shape, _APPLIES_TO))),
    )


def _words(shapes: Graph, shape: URIRef, predicate: URIRef, file: Path) -> Words:
    said = {getattr(word, "language", None): str(word) for word in shapes.objects(shape, predicate)}
    if "vi" not in said or "en" not in said:
        raise DataError(
            f"{shape.split('#')[-1]} in {file.name} needs sh:{predicate.split('#')[-1]} in vi and in en"
        )
    return Words(said["vi"], said["en"])


def _path(shapes: Graph, shape: URIRef) -> str:
    path = shapes.value(shape, SH.path)
    if isinstance(path, URIRef):
        return str(path)
    if path is not None and (inverse := shapes.value(path, SH.inversePath)) is not None:
        return str(inverse)
    if path is not None and (several := shapes.value(path, SH.alternativePath)) is not None:
        return str(next(iter(shapes.items(several)), ""))
    return ""
