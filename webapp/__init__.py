"""The web app: the graph as pages to read, questions to ask, and data to take away."""

import logging
import threading
from collections.abc import Callable
from pathlib import Path

from flask import Flask, Response, g, request
from pyoxigraph import Store

from mandategraph import names

from . import (
    audit,
    data,
    dataset,
    documents,
    faults,
    graph,
    home,
    language,
    library,
    ontology,
    search,
    show,
    sparql,
    things,
    why,
)
from .addresses import Addresses
from .site import EXTENSION, Site

__all__ = ["create_app", "serve"]

AREAS = (
    home,
    documents,
    things,
    search,
    data,
    dataset,
    ontology,
    sparql,
    library,
    audit,
    graph,
    why,
)
"""One module an area; each has its pages in a blueprint named ``pages``."""

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self';"
    " connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none';"
    " frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def create_app(
    store: Store, *, things_base: str = names.ID, data_folder: Path | None = None
) -> Flask:
    """The site over a filled store.

    ``things_base`` is the prefix of the IRIs that ``/id/…`` answers for; ``data_folder`` the corpus
    whose texts are shown (the one that comes with mandategraph when it is not given).
    """
    app = Flask(__name__, static_folder="static", template_folder="templates")
    app.extensions[EXTENSION] = Site(store, Addresses(things_base), data_folder)
    app.config["MAX_CONTENT_LENGTH"] = 1_000_000
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    for area in AREAS:
        app.register_blueprint(area.pages)
    faults.install(app)
    show.install(app)
    app.before_request(_greet)
    app.after_request(_farewell)
    return app


def _greet() -> None:
    g.language = language.choose(request)


def _farewell(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if request.path.startswith("/static/"):
        response.headers["Cache-Control"] = "public, max-age=86400"
        # A sandboxed snapshot has an origin of its own and needs leave to use the fonts.
        response.headers["Access-Control-Allow-Origin"] = "*"
        return response
    if response.cache_control.public:  # the same for all readers
        return response
    return language.remember(request, response)


def serve(  # noqa: PLR0913 -- one parameter an option of the command
    store: Store,
    *,
    host: str = "127.0.0.1",
    port: int = 8000,
    threads: int = 8,
    data: Path | None = None,
    started: Callable[[], None] | None = None,
) -> None:
    """Serve the site with waitress until it is interrupted; ``data`` is the corpus of its texts.

    ``started`` is called once the port is the server's own. Raises OSError when it cannot be had.
    """
    from waitress.server import create_server  # noqa: PLC0415  only a server needs it

    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    app = create_app(store, data_folder=data)
    site: Site = app.extensions[EXTENSION]
    threading.Thread(target=site.warm, name="warm", daemon=True).start()
    server = create_server(app, host=host, port=port, threads=threads, ident="mandategraph")
    if started:
        started()
    server.run()
