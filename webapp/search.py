"""The search page."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from . import answers
from .site import here

pages = Blueprint("search", __name__)

LIMIT = 60


@pages.get("/search")
@pages.get("/search.<any(json):extension>")
def search(extension: str = "") -> ResponseReturnValue:
    """What the words asked for are found in."""
    site = here()
    asked = request.args.get("q", "").strip()[:200]
    kind = request.args.get("kind", "")
    hits, counts = site.index.find(asked, kind)
    if extension == "json":
        return answers.json_of(
            [{"id": h.iri, "kind": h.kind, "words": h.words.text, "language": h.words.language}
             for h in hits[:LIMIT]]
        )  # fmt: skip
    return render_template(
        "pages/search.html",
        asked=asked,
        hits=hits[:LIMIT],
        total=len(hits),
        counts=counts,
        kind=kind,
    )
