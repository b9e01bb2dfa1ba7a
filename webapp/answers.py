"""Answers other than pages: JSON, CSV, Turtle; and which form a client would rather have."""

import csv
import io
import json
from collections.abc import Iterable, Sequence

from flask import Request, Response, abort
from pyoxigraph import RdfFormat, serialize

from mandategraph import dataset
from mandategraph.names import PREFIXES
from mandategraph.validate import spreadsheet_cell

from .site import here

SUFFIXES = ("json", "ttl", "csv", "jsonld", "nt", "rdf", "trig")

RDF_FORMS = {
    "ttl": RdfFormat.TURTLE,
    "jsonld": RdfFormat.JSON_LD,
    "nt": RdfFormat.N_TRIPLES,
    "rdf": RdfFormat.RDF_XML,
    "trig": RdfFormat.TRIG,
}

MEDIA_TYPES = {
    "html": "text/html",
    "ttl": "text/turtle",
    "jsonld": "application/ld+json",
    "nt": "application/n-triples",
    "rdf": "application/rdf+xml",
    "trig": "application/trig",
    "json": "application/json",
    "csv": "text/csv",
}


def suffix(path: str, *written: str) -> tuple[str, str]:
    """A path without its extension, and the extension where it is one that we write.

    ``written`` are the forms that the page has; 404 for another.
    """
    stem, dot, extension = path.rpartition(".")
    if not dot or extension not in SUFFIXES:
        return path, ""
    if extension not in written:
        abort(404)
    return stem, extension


def preferred(request: Request, offered: Sequence[str]) -> str | None:
    """The form, of those offered, that the Accept header likes best; None when it takes none."""
    if not request.accept_mimetypes:
        return offered[0]
    types = {MEDIA_TYPES[name]: name for name in offered}
    best = request.accept_mimetypes.best_match(list(types))
    return types[best] if best else None


def wants_json(request: Request) -> bool:
    """Whether the client would rather have data than a page."""
    if request.path.endswith(".json"):
        return True
    return bool(request.accept_mimetypes) and preferred(request, ("html", "json")) == "json"


def likes_html(request: Request) -> bool:
    """Whether a page is what the client would rather have, as a browser does."""
    accepted = request.accept_mimetypes
    return bool(accepted) and accepted.best_match(["application/json", "text/html"]) == "text/html"


def json_of(data: object) -> Response:
    """Data as JSON, letters kept as they are."""
    body = json.dumps(data, ensure_ascii=False, indent=1) + "\n"
    return data_of(body.encode("utf-8"), "application/json")


def csv_of(header: Sequence[str], rows: Iterable[Sequence[object]], name: str) -> Response:
    """Rows as CSV to keep; a byte order mark so that spreadsheets read Vietnamese right."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([spreadsheet_cell(cell) for cell in row] for row in rows)
    return kept(b"\xef\xbb\xbf" + buffer.getvalue().encode("utf-8"), f"{name}.csv")


def kept(body: bytes, name: str) -> Response:
    """A table as a file to keep."""
    response = data_of(body, "text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


# Without the prefix of things: in Turtle each slash after it would have to be escaped.
WRITTEN_PREFIXES = {short: space for short, space in PREFIXES.items() if short != "id"}


def rdf(name: str, extension: str, **bound: str) -> Response:
    """The triples that a question of the pages gives; 404 when there are none."""
    form = RDF_FORMS[extension]
    body = here().ask.triples(name, form, WRITTEN_PREFIXES, **bound)
    if not body.strip():
        abort(404)
    return data_of(body, form.media_type)


def turtle_of(iri: str) -> Response:
    """All about one thing, as Turtle."""
    return rdf("describe", "ttl", thing=iri)


def turtle_of_document(iri: str) -> Response:
    """All facts of a document, their evidence, and how they were made, as Turtle."""
    site = here()
    parts = [
        site.ask.triples("graph-triples", RdfFormat.TURTLE, WRITTEN_PREFIXES, graph=f"{iri}/{part}")
        for part in ("facts", "evidence")
    ]
    if not any(part.strip() for part in parts):
        return turtle_of(iri)
    made = sorted(set(site.published.provenance(iri)), key=str)
    parts.append(serialize(made, format=RdfFormat.TURTLE, prefixes=dataset.PREFIXES) or b"")
    return data_of(b"\n".join(parts), "text/turtle")


def data_of(body: bytes, media_type: str) -> Response:
    """Bytes of a media type, open to pages of other origins."""
    response = Response(body, content_type=media_type)
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response
