"""The audit: what the rules find in each document, with the words and the place in the text."""

from collections.abc import Callable, Sequence

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from mandategraph.validate import SEVERITIES, Finding

from . import answers, language
from .site import Site, here

pages = Blueprint("audit", __name__)

FILTERS = ("document", "shape", "severity", "state")


@pages.get("/audit")
@pages.get("/audit.<any(json, csv):extension>")
def audit(extension: str = "") -> ResponseReturnValue:
    """The findings, all or those that the filters in the address let through."""
    site = here()
    chosen = {name: request.args[name] for name in FILTERS if request.args.get(name)}
    every = site.report.findings
    found = [finding for finding in every if _fits(finding, chosen)]
    if extension == "json":
        return answers.json_of([finding.as_json() for finding in found])
    if extension == "csv":
        return _as_csv(found)
    return render_template(
        "pages/audit.html",
        found=found,
        total=len(every),
        chosen=chosen,
        by_document=_by_document(site, found),
        choices=_choices(site, every),
        counts={level: sum(f.severity == level for f in found) for level in SEVERITIES},
    )


@pages.get("/audit/<name>")
def finding(name: str) -> ResponseReturnValue:
    """One finding, so that it can be pointed at."""
    site = here()
    named = [one for one in site.report.findings if one.id == name]
    if not named:
        abort(404)
    return render_template("pages/finding.html", finding=named[0])


def _fits(finding: Finding, chosen: dict[str, str]) -> bool:
    return all(getattr(finding, name) == wish for name, wish in chosen.items())


def _by_document(
    site: Site, found: Sequence[Finding]
) -> list[tuple[str, list[tuple[str, list[Finding]]]]]:
    """Findings by document, then by shape, the gravest shape first."""
    groups: dict[str, dict[str, list[Finding]]] = {}
    for one in found:
        groups.setdefault(one.document or "", {}).setdefault(one.shape, []).append(one)
    order = list(site.corpus.documents)
    return [
        (document, sorted(shapes.items(), key=_gravest_first))
        for document, shapes in sorted(
            groups.items(), key=lambda entry: order.index(entry[0]) if entry[0] in order else -1
        )
    ]


def _gravest_first(entry: tuple[str, list[Finding]]) -> tuple[int, int, str]:
    shape, found = entry
    return (SEVERITIES.index(found[0].severity), -len(found), shape)


def _choices(site: Site, every: Sequence[Finding]) -> dict[str, list[tuple[str, str, int]]]:
    """What each filter may be set to: value, words, and how many findings there are."""
    wish = language.current()
    words: dict[str, Callable[[Finding], str]] = {
        "document": lambda f: site.label(f.document or "").text,
        "shape": lambda f: f.name.of(wish),
        "severity": lambda f: language.translate(f"severity.{f.severity}"),
        "state": lambda f: language.translate(f"state.{f.state}"),
    }
    found: dict[str, list[tuple[str, str, int]]] = {}
    for name in FILTERS:
        counted: dict[str, tuple[str, int]] = {}
        for one in every:
            value = getattr(one, name)
            if value:
                _, count = counted.get(value, ("", 0))
                counted[value] = (words[name](one), count + 1)
        found[name] = sorted(
            ((value, said, count) for value, (said, count) in counted.items()),
            key=lambda choice: (choice[1].casefold(), choice[0]),
        )
    return found


def _as_csv(found: Sequence[Finding]) -> ResponseReturnValue:
    wish = language.current()
    return answers.csv_of(
        ("id", "severity", "state", "document", "place", "name", "message", "detail", "quote",
         "start", "end", "node", "shape"),
        (
            (f.id, f.severity, f.state, f.document, f.place, f.name.of(wish), f.message.of(wish),
             f.detail.of(wish) if f.detail else "", f.quote, f.start, f.end, f.node, f.shape)
            for f in found
        ),
        "audit",
    )  # fmt: skip
