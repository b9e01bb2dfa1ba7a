"""The first page, and what the site is."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from .site import here

pages = Blueprint("home", __name__)


@pages.get("/")
def home() -> ResponseReturnValue:
    """What is here, how much of it, and where to begin."""
    site = here()
    counts = site.corpus.counts()
    return render_template(
        "pages/home.html",
        counts={
            "documents": len(site.corpus.held),
            "tasks": len(site.corpus.tasks),
            "agencies": len(site.corpus.agencies),
            "technologies": len(
                {t for task in site.corpus.tasks.values() for t in task.iris("technology")}
            ),
            "claims": counts.get("Claim", 0),
        },
        uppers=_uppers(),
    )


def _uppers() -> dict[str, list[str]]:
    """The central texts and the documents that implement each."""
    found: dict[str, list[str]] = {}
    for document, uppers in here().corpus.implements.items():
        for upper in uppers:
            found.setdefault(upper, []).append(document)
    return found


@pages.get("/about")
def about() -> ResponseReturnValue:
    """What this is, how it was made, and what it cannot tell."""
    return render_template("pages/about.html")
