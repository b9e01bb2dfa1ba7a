"""The audit: what the rules find in each document, with the words and the place in the text."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from mandategraph.validate import SEVERITIES, Finding, State, by_rule, render

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
    shown = replace(site.report, findings=tuple(found))
    if extension == "csv":
        return answers.kept(render(shown, "csv", language.current()).encode("utf-8"), "audit.csv")
    return render_template(
        "pages/audit.html",
        found=found,
        chosen=chosen,
        by_document=_by_document(site, found),
        choices=_choices(site, every),
        counts=shown.count(),
        unjudged=shown.unjudged(),
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
    return all(_value(finding, name) == wish for name, wish in chosen.items())


def _value(finding: Finding, name: str) -> str:
    """What a filter looks at; a finding that judges nothing has no severity for a reader."""
    if name == "severity" and finding.state != "silent":
        return ""
    return getattr(finding, name) or ""


def _by_document(site: Site, found: Sequence[Finding]) -> list[tuple[str, list[list[Finding]]]]:
    """Findings by document, then by rule and state: the gravest first, last what judges nothing."""
    groups: dict[str, list[Finding]] = {}
    for one in found:
        groups.setdefault(one.document or "", []).append(one)
    order = list(site.corpus.documents)
    return [
        (document, [group for _, group in sorted(by_rule(own).items(), key=_gravest_first)])
        for document, own in sorted(
            groups.items(), key=lambda entry: order.index(entry[0]) if entry[0] in order else -1
        )
    ]


def _gravest_first(
    entry: tuple[tuple[str, State], list[Finding]],
) -> tuple[bool, str, int, int, str]:
    (shape, state), found = entry
    unjudged = state != "silent"
    grave = 0 if unjudged else SEVERITIES.index(found[0].severity)
    return (unjudged, state, grave, -len(found), shape)


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
            value = _value(one, name)
            if value:
                _, count = counted.get(value, ("", 0))
                counted[value] = (words[name](one), count + 1)
        found[name] = sorted(
            ((value, said, count) for value, (said, count) in counted.items()),
            key=lambda choice: (choice[1].casefold(), choice[0]),
        )
    return found
