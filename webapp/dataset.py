"""The data as a dataset: a page on it, its description for machines, and its files.

``/.well-known/void`` leads to the description (https://www.w3.org/TR/void/, section 7.2).
"""

from flask import Blueprint, Response, abort, redirect, render_template, request
from flask.typing import ResponseReturnValue
from pyoxigraph import Literal, NamedNode, RdfFormat, serialize

from mandategraph import dataset as described
from mandategraph import names

from . import answers
from .language import LANGUAGES, Words, current
from .site import here

pages = Blueprint("dataset", __name__)

FOUND = 302
PATH = "/dataset"


@pages.get(PATH)
@pages.get(f"{PATH}.<any({', '.join(answers.RDF_FORMS)}):extension>")
def dataset(extension: str = "") -> ResponseReturnValue:
    """The dataset: a page to read, or DCAT, VoID and PROV in the form asked for."""
    form = extension or answers.preferred(request, ("html", *answers.RDF_FORMS))
    if form is None:
        abort(406)
    response = _page() if form == "html" else _description(form)
    response.vary.add("Accept")
    return response


def _description(form: str) -> Response:
    if not request.host:  # the client's name for this host is none
        abort(400)
    triples = here().published.at(request.url_root)
    kind = answers.RDF_FORMS[form]
    plain = kind == RdfFormat.N_TRIPLES
    body = serialize(triples, format=kind, prefixes=None if plain else described.PREFIXES)
    return answers.data_of(body or b"", kind.media_type)


def _page() -> Response:
    site = here()
    known = site.published.description
    return Response(
        render_template(
            "pages/dataset.html",
            known=known,
            said={
                name: [_words(value) for value in known.card.values(name) if _is_mine(value)]
                for name in ("title", "description", "issued", "modified")
            },
            licence=known.card.values("license"),
            rights=[
                _words(value)
                for node in known.card.values("rights")
                for value in known.card.labels(node.value)
                if _is_mine(value)
            ],
            files=[
                (form, file, site.published.file(form).file)
                for form, file in described.FILES.items()
            ],
            graphs={graph: _name(graph) for graph in known.statistics.graphs},
        )
    )


def _is_mine(value: Literal | NamedNode) -> bool:
    """Whether words are for the reader of this page: in the reader's language, or in none."""
    language = value.language if isinstance(value, Literal) else None
    return language not in LANGUAGES or language == current()


def _words(value: Literal | NamedNode) -> Words:
    return Words(value.value, value.language if isinstance(value, Literal) else None)


def _name(graph: str) -> tuple[str, str]:
    """What a graph is: the key of its kind, and the document that it is of."""
    if graph.startswith(names.GRAPH):
        return graph.removeprefix(names.GRAPH), ""
    document, _, part = graph.rpartition("/")
    return part, document


@pages.get(f"{PATH}/<name>")
def file(name: str) -> ResponseReturnValue:
    """One of the files of the dataset, whole or in ranges."""
    form = next((form for form, one in described.FILES.items() if one.name == name), None)
    if form is None:
        abort(404)
    kept = here().published.file(form)
    response = answers.data_of(b"", described.FILES[form].media_type)
    response.response = kept.parts()
    response.content_length = kept.file.size
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.set_etag(kept.file.sha256)
    return response.make_conditional(request, accept_ranges=True, complete_length=kept.file.size)


@pages.get("/.well-known/void")
def well_known() -> ResponseReturnValue:
    """To the description, in the form that the client likes best; Turtle where it likes all."""
    form = answers.preferred(request, tuple(answers.RDF_FORMS))
    response = redirect(f"{PATH}.{form or 'ttl'}", FOUND)
    response.vary.add("Accept")
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response
