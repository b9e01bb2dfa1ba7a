"""The model explained: every term of the ontology on one page, a picture, and the data for programs."""

import json
from collections.abc import Iterable
from functools import cache

from flask import Blueprint, Response, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup
from pyoxigraph import serialize

from mandategraph import jsonld, model_diagram, names, query, resources
from mandategraph.context import context
from mandategraph.query.ask import bind
from mandategraph.vocabulary import KINDS, ONTOLOGY, Term, in_language, source, vocabulary

from . import answers, language

pages = Blueprint("ontology", __name__)

OFFERED = ("html", "ttl", "jsonld", "rdf", "nt")
A_DAY = 86400
PICTURE_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
"""A picture by itself runs nothing; its colours stand in it."""


@pages.get("/ontology")
@pages.get("/ontology.<any(ttl, jsonld, rdf, nt):extension>")
def ontology(extension: str = "") -> ResponseReturnValue:
    """The ontology in the form that the client likes best, or that the address names."""
    form = extension or answers.preferred(request, OFFERED)
    if form is None:
        abort(406)
    if form != "html":
        return answers.data_of(_written(form), answers.MEDIA_TYPES[form])
    known = vocabulary()
    return render_template(
        "pages/ontology.html",
        known=known,
        iri=ONTOLOGY,
        kinds={kind: in_order(known.of_kind(kind)) for kind in KINDS},
        index=in_order(known.terms.values()),
        in_order=in_order,
        in_language=in_language,
        having=having,
        example=example,
        picture=Markup(_picture(language.current(), "#", alone=False)),  # noqa: S704  our own SVG
        sentences=model_diagram.sentences(model_diagram.picture(language.current())),
    )


@pages.get("/ontology/model-<any(vi, en):tongue>.svg")
def picture(tongue: str) -> Response:
    """The picture of the model by itself, to keep or to show elsewhere."""
    here = url_for(".ontology", lang=tongue, _external=True)
    response = answers.data_of(
        _picture(tongue, f"{here}#", alone=True).encode("utf-8"), "image/svg+xml"
    )
    response.headers["Content-Security-Policy"] = PICTURE_POLICY
    return response


@pages.get("/ontology/context.jsonld")
def jsonld_context() -> Response:
    """The JSON-LD context, for programs on any site; a copy of it may be kept for a day."""
    body = json.dumps({"@context": context()}, ensure_ascii=False, indent=1) + "\n"
    response = answers.data_of(body.encode("utf-8"), answers.MEDIA_TYPES["jsonld"])
    response.cache_control.public = True
    response.cache_control.max_age = A_DAY
    response.add_etag()
    response.make_conditional(request)
    return response


@pages.after_request
def _told_apart_by_accept(response: Response) -> Response:
    """Whatever the address alone does not settle hangs on the Accept header, a refusal too."""
    if request.path == url_for(".ontology"):
        response.vary.add("Accept")
    return response


@cache
def _written(form: str) -> bytes:
    """The statements of the files, not of the store: there lists have no blank nodes, as OWL asks."""
    read = source()
    if form == "jsonld":
        return jsonld.of_triples(read.triples)
    prefixes = None if form == "nt" else dict(read.spaces)
    return serialize(read.triples, format=answers.RDF_FORMS[form], prefixes=prefixes) or b""


@cache
def _picture(tongue: str, address: str, *, alone: bool) -> str:
    return model_diagram.svg(model_diagram.picture(tongue), address, alone=alone)


def in_order(terms: Iterable[Term]) -> list[Term]:
    """Terms by their labels in the reader's language, accented letters beside the plain ones."""
    tongue = language.current()
    return sorted(terms, key=lambda term: (names.slug(term.label(tongue).text), term.name))


def having(term: Term, end: str) -> list[Term]:
    """The properties that have a class as their domain (``domains``) or range (``ranges``)."""
    return in_order(one for one in vocabulary().terms.values() if term.iri in getattr(one, end))


@cache
def _question(kind: str) -> query.Question:
    return query.read_question(resources.folder("queries") / "pages" / f"ontology-{kind}.rq")


def example(term: Term) -> str:
    """A query that shows the term in use, whole as it can be asked at ``/sparql``."""
    kind = term.kind if term.kind in ("class", "individual") else "property"
    question = _question(kind)
    tongue = language.current()
    about, *_ = question.parameters
    text = bind(question.text, question.parameters, {about.name: term.iri, "language": tongue})
    asked = [line for line in text.splitlines() if not line.startswith("#")]
    title = f"# {question.title(tongue)}: {term.label(tongue).text} (mg:{term.name})"
    return "\n".join((title, "", *asked)).replace("\n\n\n", "\n\n") + "\n"
