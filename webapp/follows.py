"""What follows of a thing: the inferred facts that tell something new, each with why it holds."""

from collections.abc import Iterable
from dataclasses import dataclass

from flask import url_for
from pyoxigraph import Literal, NamedNode, Quad

from mandategraph import query
from mandategraph.names import INFERRED_GRAPH
from mandategraph.query import Value

from .ask import Row
from .corpus import local
from .site import Site

Groups = dict[str, list["Inferred"]]


@dataclass(frozen=True, slots=True)
class Inferred:
    """An inferred fact as one of its ends shows it: the other end, and where it is explained."""

    name: str
    other: Value
    why: str


@dataclass(frozen=True, slots=True)
class Follows:
    """What follows of a thing, and what follows of others and ends at it, by property."""

    of: Groups
    to: Groups

    def __bool__(self) -> bool:
        return bool(self.of or self.to)


def follows(site: Site, iri: str) -> Follows:
    """The inferred facts of a thing in our own words, those that only turn a stated one round left out."""
    return Follows(
        of=_grouped(site, site.ask.rows("follows", thing=iri), "value"),
        to=_grouped(site, site.ask.rows("follows-to", value=iri), "thing"),
    )


def _grouped(site: Site, rows: Iterable[Row], end: str) -> Groups:
    groups: Groups = {}
    for row in rows:
        name = local(row.iri("property"))
        said = row.values
        address = why_address(said["thing"], said["property"], said["value"])
        groups.setdefault(name, []).append(Inferred(name, said[end], address))
    for found in groups.values():
        found.sort(key=lambda one: site.label(one.other.value).text.casefold())
    return groups


def why_address(subject: Value, predicate: Value, value: Value, form: str = "") -> str:
    """The address that says why a fact holds, as a page or in a form such as ``json``."""
    s, p, o = map(_written, (subject, predicate, value))
    return url_for("why.why", extension=form or None, s=s, p=p, o=o)


def why_inferred(site: Site, subject: object, predicate: object, value: object) -> str:
    """The address that says why an inferred triple holds; an empty string where it is not one."""
    if (
        isinstance(subject, NamedNode)
        and isinstance(predicate, NamedNode)
        and isinstance(value, NamedNode | Literal)
        and Quad(subject, predicate, value, NamedNode(INFERRED_GRAPH)) in site.store
    ):
        return why_address(subject, predicate, value)
    return ""


def _written(term: Value) -> str:
    """A term as ``mandategraph.why.term`` reads it back."""
    return query.prefixed(term.value) if isinstance(term, NamedNode) else str(term)


def follows_json(site: Site, iri: str) -> dict[str, object]:
    """What follows of a thing, as data for its JSON twin."""
    found = follows(site, iri)
    return {
        "follows": [
            {"property": one.name, "value": one.other.value, **_form(one), "why": one.why}
            for group in found.of.values()
            for one in group
        ],
        "followsTo": [
            {"property": one.name, "subject": one.other.value, "why": one.why}
            for group in found.to.values()
            for one in group
        ],
    }


def _form(one: Inferred) -> dict[str, str]:
    """A literal's language or datatype; an IRI needs neither."""
    value = one.other
    if not isinstance(value, Literal):
        return {}
    return {"language": value.language} if value.language else {"datatype": value.datatype.value}
