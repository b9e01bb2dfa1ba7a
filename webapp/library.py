"""The library of questions: the list, and each asked with the reader's own values."""

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from mandategraph import query
from mandategraph.errors import DataError, QueryError

from . import answers, faults, language, tables
from .site import Site, here

pages = Blueprint("library", __name__)

FORMATS = ("json", "csv", "tsv", "xml", "ttl")
MEDIA_TYPES = {
    "json": "application/sparql-results+json",
    "csv": "text/csv; charset=utf-8",
    "tsv": "text/tab-separated-values; charset=utf-8",
    "xml": "application/sparql-results+xml",
    "ttl": "text/turtle; charset=utf-8",
}


FOLDERS = r"(?i:\w*folders?)"
"""Columns that repeat a document by the name of its folder: for programs, not for readers."""


def known() -> dict[str, query.Question]:
    """The questions by name; none where the folder is empty."""
    try:
        return query.catalogue()
    except DataError:
        return {}


def _choices(site: Site, parameter: query.Parameter) -> list[tuple[str, str]]:
    """What a parameter may be set to, with its name, where the graph tells; sorted by name."""
    corpus = site.corpus
    if parameter.name == "folder":
        named = {one.folder: site.label(one.iri).text for one in corpus.held}
    else:
        values = {
            "function": [agency.function for agency in corpus.agencies.values()],
            "jurisdiction": [agency.jurisdiction for agency in corpus.agencies.values()],
        }.get(parameter.kind, [])
        named = {iri.rpartition("/")[2]: site.label(iri).text for iri in values if iri}
    return sorted(named.items(), key=lambda one: one[1].casefold())


@pages.get("/queries")
@pages.get("/queries.<any(json):extension>")
def index(extension: str = "") -> ResponseReturnValue:
    """Every question that is kept."""
    questions = list(known().values())
    if extension:
        return answers.json_of(
            [
                {
                    "name": one.name,
                    "number": one.number,
                    "title": {"vi": one.title_vi, "en": one.title_en},
                    "parameters": [p.name for p in one.parameters],
                    "query": one.text,
                }
                for one in questions
            ]
        )
    return render_template("pages/queries.html", questions=questions)


@pages.get("/queries/<path:name>")
def question(name: str) -> ResponseReturnValue:
    """One question and its answer, as a page, JSON, CSV, TSV, XML or Turtle."""
    stem, dot, extension = name.rpartition(".")
    if not dot or extension not in FORMATS:
        stem, extension = name, ""
    one = known().get(stem)
    if one is None:
        abort(404)
    given = {p.name: request.args[p.name] for p in one.parameters if request.args.get(p.name)}
    if extension:
        body = query.serialise(query.run(here().store, one, given), extension)
        if extension == "csv":
            # So that spreadsheets read Vietnamese right.
            body = b"\xef\xbb\xbf" + body
        return answers.data_of(body, MEDIA_TYPES[extension])
    error, table = ("", ""), None
    try:
        table = tables.table(
            query.run(here().store, one, given), language.current(), hidden=FOLDERS
        )
    except QueryError as mistake:
        error = faults.told(mistake)
    page = render_template(
        "pages/query.html",
        choices={p.name: options for p in one.parameters if (options := _choices(here(), p))},
        question=one,
        given=given,
        values={**query.with_defaults(one), **given},
        table=table,
        error=error,
    )
    return page, 400 if table is None else 200
