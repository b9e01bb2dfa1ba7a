"""IRIs of things answered on this host: a redirect to the page or the data, and the data."""

from flask import Blueprint, Response, abort, redirect, request
from flask.typing import ResponseReturnValue

from mandategraph import names

from . import answers
from .site import here

pages = Blueprint("data", __name__)

SEE_OTHER = 303
OFFERED = ("html", "ttl", "jsonld", "nt", "rdf")


@pages.get("/id/<path:path>")
def thing(path: str) -> ResponseReturnValue:
    """A thing's IRI: 303 to its page, or to data on it for clients that ask for RDF."""
    site = here()
    iri = site.addresses.iri(path)
    form = answers.preferred(request, OFFERED)
    if form is None:
        abort(406)
    data = site.addresses.data(iri, "ttl" if form == "html" else form)
    page = site.addresses.page(iri)
    if form != "html" or page is None:
        if not site.ask.rows("thing", thing=iri):
            abort(404)
        target = data
    else:
        target = page
    response = redirect(target or "/", SEE_OTHER)
    response.vary.add("Accept")
    return response


@pages.get("/data/<path:path>")
def data(path: str) -> ResponseReturnValue:
    """All triples about one thing, in the form that the address names."""
    stem, extension = answers.suffix(path, *answers.RDF_FORMS)
    if not extension:
        abort(404)
    return answers.rdf("describe", extension, thing=here().addresses.iri(stem))


@pages.get("/graph/<any(ontology, authority):name>.ttl")
def named_graph(name: str) -> Response:
    """A whole graph of the house, as Turtle."""
    return answers.rdf("graph-triples", "ttl", graph=f"{names.GRAPH}{name}")
