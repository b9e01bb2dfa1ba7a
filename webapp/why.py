"""Why a fact holds: its steps, from what follows down to the sentences, as a page, JSON and SVG."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from flask import Blueprint, Response, abort, render_template, request
from flask.typing import ResponseReturnValue
from markupsafe import Markup
from pyoxigraph import Literal, NamedNode

from mandategraph import resources
from mandategraph import why as reasons
from mandategraph.errors import InputError
from mandategraph.names import PREFIXES
from mandategraph.reason.rules import rules

from . import answers
from .follows import why_address
from .language import current, has, translate
from .protocol import RefusedError
from .show import place_of
from .site import Site, here, shortened

pages = Blueprint("why", __name__)

FORMS = ("json", "svg")
_SHOWN = 200
"""Characters of what a visitor wrote that an error repeats."""


@dataclass(frozen=True, slots=True)
class Axiom:
    """An axiom that a step rests on: in words where we have some, and its names with their places."""

    words: str
    names: tuple[tuple[str, str | None], ...]


@pages.get("/why")
@pages.get("/why.<any(json, svg):extension>")
def why(extension: str = "") -> ResponseReturnValue:
    """Why the fact of ``s``, ``p`` and ``o`` holds; 400 for what is no term, 404 for what does not."""
    site = here()
    terms = _terms()
    try:
        step = reasons.explain(site.store, *terms)
    except InputError as error:
        raise RefusedError("why.not-so", 404, _repeated(*terms)) from error
    if extension == "json":
        return answers.json_of(reasons.to_json(step))
    step = named(site, step)
    picture = reasons.picture(step, current())
    if extension == "svg":
        return answers.data_of(picture.encode("utf-8"), "image/svg+xml; charset=utf-8")
    return render_template(
        "pages/why.html",
        step=step,
        axioms_of=axioms_of,
        forms=[(form.upper(), why_address(*terms, form)) for form in FORMS],
        picture=Markup(picture),  # noqa: S704  our own SVG, its words escaped
    )


@pages.get("/why/rules/<name>.rq")
def rule(name: str) -> Response:
    """The text of a rule of inference, as it is kept."""
    if name not in {one.name for one in rules()}:
        abort(404)
    text = (resources.folder("ontology") / "rules" / f"{name}.rq").read_bytes()
    return answers.data_of(text, "text/plain; charset=utf-8")


Term = NamedNode | Literal


def _terms() -> tuple[Term, Term, Term]:
    """Subject, predicate and object that the address asks about."""
    found: list[Term] = []
    for name in "spo":
        written = request.args.get(name, "").strip()
        try:
            found.append(reasons.term(written))
        except InputError as error:
            raise RefusedError("why.no-term", 400, f"{name} = {_cut(written)}") from error
    subject, predicate, value = found
    for name, term in (("s", subject), ("p", predicate)):
        if isinstance(term, Literal):
            raise RefusedError("why.no-iri", 400, f"{name} = {_cut(str(term))}")
    return subject, predicate, value


def _repeated(*terms: Term) -> str:
    return " ".join(_cut(str(term)) for term in terms)


def _cut(written: str) -> str:
    """What was written, or a sign that nothing was, no longer than an error can show."""
    return shortened(written, _SHOWN) or "∅"


def named(site: Site, step: reasons.Step) -> reasons.Step:
    """A step with the names that the site gives things, in the reader's language, all down."""
    terms = (step.triple.subject, step.triple.predicate, step.triple.object)
    subject, predicate, value = (
        {current(): _name(site, term.value)}
        if isinstance(term, NamedNode) and site.addresses.page(term.value)
        else names
        for term, names in zip(terms, step.names, strict=True)
    )
    below = tuple(named(site, one) for one in step.because)
    return replace(step, names=(subject, predicate, value), because=below)


def _name(site: Site, iri: str) -> str:
    """What a thing is called in a sentence; a part of a document is called by its place.

    The words of a part are long, at times in the other language, and quoted below anyway.
    """
    place = site.addresses.place(iri)
    if place and place.document and place.rest and has(f"kind.{place.kind}"):
        return f"{translate(f'kind.{place.kind}')} {place_of(iri)}"
    return site.label(iri).text


def axioms_of(step: reasons.Step) -> Iterator[Axiom]:
    """The axioms of a step: ``mg:leads owl:inverseOf mg:leadAgency`` and the like, told in words."""
    for axiom in step.axioms:
        subject, predicate, *value = axiom.replace("(", "( ").replace(")", " )").split()
        parts = [part for part in value if part not in ("(", ")")]
        key = f"why.axiom.{predicate.partition(':')[2]}"
        if predicate == "rdf:type":
            key = f"why.axiom.{parts[0].partition(':')[2]}"
        words = ""
        if has(key):
            then = translate("why.axiom.then").join(f"“{_called(part)}”" for part in parts)
            words = translate(key, subject=f"“{_called(subject)}”", value=then)
        yield Axiom(words, tuple((part, _place(part)) for part in (subject, predicate, *value)))


def _iri(written: str) -> str:
    prefix, _, rest = written.partition(":")
    return f"{PREFIXES[prefix]}{rest}" if prefix in PREFIXES else written


def _place(written: str) -> str | None:
    return here().addresses.page(_iri(written))


def _called(written: str) -> str:
    """What a term is called, where it has a name; else as it is written."""
    iri = _iri(written)
    site = here()
    return site.label(iri).text if iri in site.labels else written
