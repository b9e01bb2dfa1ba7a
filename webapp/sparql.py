"""The SPARQL endpoint: the protocol for programs, and a plain page with an editor for people.

A query runs in the thread that answers the request, and pyoxigraph cannot be told to stop: there is
no time limit yet, and the page says so. Only so many run at once as leave threads free for pages; one
more is told to come back. A page shows at most ``tables.SHOWN`` rows.
"""

from flask import Blueprint, Response, abort, render_template, request
from flask.typing import ResponseReturnValue
from pyoxigraph import QueryTriples

from mandategraph import query
from mandategraph.query import Results

from . import answers, language, library, protocol, tables
from .language import translate
from .protocol import Asked, RefusedError
from .site import here

pages = Blueprint("sparql", __name__)

SECONDS_OF_WAITING = 2
"""How long a query waits for its turn before its visitor is told to come back."""

ROWS = {
    "application/sparql-results+json": "json",
    "application/json": "json",
    "application/sparql-results+xml": "xml",
    "application/xml": "xml",
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
}
TRIPLES = {
    "text/turtle": "ttl",
    "application/n-triples": "nt",
    "application/ld+json": "jsonld",
    "application/rdf+xml": "rdfxml",
    "application/trig": "trig",
    "application/n-quads": "nq",
    "text/plain": "nt",
}
FORMATS = {
    **{name: media_type for media_type, name in reversed(ROWS.items())},
    **{name: media_type for media_type, name in reversed(TRIPLES.items())},
    "rdf": "application/rdf+xml",
    "nt": "application/n-triples",
}
"""Names for ``format=``, for those who cannot send an Accept header, such as a link."""


@pages.route("/sparql", methods=["GET", "POST"], provide_automatic_options=False)
def sparql() -> ResponseReturnValue:
    """The answer to a query; the editor, or the description of the service, when there is none."""
    wanted = protocol.asked(request)
    html = "format" not in request.values and _likes_html()
    if wanted is None:
        return _editor(None) if html else _description()
    turns = here().turns
    if not turns.acquire(timeout=SECONDS_OF_WAITING):
        raise RefusedError("sparql.busy", 503)
    try:
        return _editor(wanted) if html else _answer(wanted)
    finally:
        turns.release()


@pages.route("/sparql", methods=["OPTIONS"], provide_automatic_options=False)
def options() -> ResponseReturnValue:
    """What a page of another origin may send here."""
    response = answers.data_of(b"", "text/plain")
    response.status_code = 204
    response.headers["Access-Control-Allow-Methods"] = "GET, POST, OPTIONS"
    response.headers["Access-Control-Allow-Headers"] = "Accept, Content-Type"
    return response


def _likes_html() -> bool:
    accepted = request.accept_mimetypes
    offered = [*ROWS, *TRIPLES, "text/html"]
    return bool(accepted) and accepted.best_match(offered) == "text/html"


def _run(wanted: Asked) -> Results:
    return query.run(here().store, wanted.query, dataset=wanted.dataset)


def _answer(wanted: Asked) -> Response:
    results = _run(wanted)
    types = TRIPLES if isinstance(results, QueryTriples) else ROWS
    media_type = _media_type(list(types))
    body = query.serialise(results, types[media_type])
    charset = "; charset=utf-8" if media_type.startswith("text/") else ""
    response = answers.data_of(body, f"{media_type}{charset}")
    response.vary.add("Accept")
    if "format" in request.values:
        name = f"mandategraph.{types[media_type]}"
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _media_type(offered: list[str]) -> str:
    """The form of the answer that the client takes. Raises RefusedError when there is none."""
    named = request.values.get("format")
    if named is not None:
        best = FORMATS.get(named)
        best = best if best in offered else None
    elif not request.accept_mimetypes:
        best = offered[0]
    else:
        best = request.accept_mimetypes.best_match(offered)
    if best is None:
        raise RefusedError("sparql.no-format", 406, ", ".join(offered))
    return best


def _editor(wanted: Asked | None) -> ResponseReturnValue:
    """The page: editor, library, and the result where there is a query."""
    table = tables.table(_run(wanted), language.current()) if wanted is not None else None
    return render_template(
        "pages/sparql.html",
        query=wanted.query if wanted else "",
        library=list(library.known().values()),
        limit=tables.SHOWN,
        table=table,
    )


def _description() -> ResponseReturnValue:
    """The service described for machines."""
    if request.accept_mimetypes and request.accept_mimetypes.best_match(["text/turtle"]) is None:
        abort(400, description=translate("sparql.no-query"))
    served = here().published.card.iri
    text = render_template("service.ttl", address=request.base_url, dataset=served)
    return answers.data_of(text.encode("utf-8"), "text/turtle; charset=utf-8")
