"""Pages on tasks, agencies, functions, technologies, themes and jurisdictions, and their lists."""

from collections.abc import Iterable
from dataclasses import dataclass

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue
from pyoxigraph import QuerySolutions

from mandategraph import query
from mandategraph.network import PARTS
from mandategraph.text import collapse

from . import answers
from .corpus import Task, local
from .facts import Claims, Fact, Quote, claims, facts, grouped, quote_of
from .follows import follows, follows_json
from .language import Words, current
from .site import Site, here

pages = Blueprint("things", __name__)

FILTERS = {
    "document": (),
    "agency": PARTS,
    "technology": ("technology", "alternativeTechnology"),
    "theme": ("theme", "alternativeTheme"),
}
"""Filters of the list of tasks, and the properties that each looks at."""


def known_facts(site: Site, iri: str) -> tuple[tuple[Fact, ...], Claims]:
    """The facts about a thing with their words; 404 when the graph says nothing of it."""
    rows = site.ask.rows("thing", thing=iri)
    if not rows:
        abort(404)
    known = claims(site.ask.rows("evidence", thing=iri))
    said = ((row.iri("property"), row.values["value"]) for row in rows)
    return facts(iri, said, known), known


@pages.get("/tasks")
@pages.get("/tasks.<extension>")
def tasks(extension: str = "") -> ResponseReturnValue:
    """All tasks, or those of a document, agency, technology or theme."""
    site = here()
    chosen = {name: request.args[name] for name in FILTERS if request.args.get(name)}
    found = [task for task in site.corpus.tasks.values() if _fits(task, chosen)]
    if extension == "json":
        return answers.json_of([task_json(task) for task in found])
    if extension == "csv":
        return _tasks_csv(site, found)
    if extension:
        abort(404)
    return render_template("pages/tasks.html", tasks=found, chosen=chosen, filters=_choices(site))


def _fits(task: Task, chosen: dict[str, str]) -> bool:
    return all(
        task.document == wish if name == "document" else wish in task.iris(*FILTERS[name])
        for name, wish in chosen.items()
    )


def _choices(site: Site) -> dict[str, list[str]]:
    """What each filter may be set to, by label."""
    every = list(site.corpus.tasks.values())
    found = {
        name: {iri for task in every for iri in task.iris(*properties)}
        for name, properties in FILTERS.items()
    }
    found["document"] = {task.document for task in every}
    return {
        name: sorted(iris, key=lambda iri: site.label(iri).text.casefold())
        for name, iris in found.items()
    }


def task_json(task: Task) -> dict[str, object]:
    """A task as data."""
    return {
        "id": task.iri,
        "document": task.document,
        "section": task.section,
        "text": task.words.text,
        "language": task.words.language,
        **{name: [value.value for value in values] for name, values in task.relations.items()},
    }


def _tasks_csv(site: Site, found: Iterable[Task]) -> ResponseReturnValue:
    """The rows of these tasks in the table that an export of all tasks has."""
    wanted = {task.iri for task in found}
    table = query.stored(site.store, "exports", "tasks")
    if not isinstance(table, QuerySolutions):
        abort(404)
    columns = tuple(variable.value for variable in table.variables)
    rows = [
        tuple("" if row[name] is None else row[name].value for name in columns)
        for row in table
        if row["task"].value in wanted
    ]
    return answers.csv_of(columns, rows, "tasks")


@pages.get("/tasks/<path:path>")
def task(path: str) -> ResponseReturnValue:
    """One task: its words, and who does what, by when, with what."""
    site = here()
    path, extension = answers.suffix(path, "ttl", "json")
    parent, _, last = path.rpartition("/")
    iri = site.addresses.iri(f"doc/{parent}/task/{last}")
    one = site.corpus.tasks.get(iri)
    if one is None:
        abort(404)
    if extension == "ttl":
        return answers.turtle_of(iri)
    found, known = known_facts(site, iri)
    if extension == "json":
        return answers.json_of(
            {**task_json(one), "evidence": _evidence_json(found), **follows_json(site, iri)}
        )
    siblings = site.corpus.tasks_of(one.document)
    at = siblings.index(one)
    return render_template(
        "pages/task.html",
        task=one,
        groups=grouped(found),
        silent=site.lacking(one.document, iri),
        words=known.of(iri, "text"),
        before=siblings[at - 1] if at else None,
        after=siblings[at + 1] if at + 1 < len(siblings) else None,
        cites=list(_of(site, iri, known, "cites")),
        inside=_inside(site, one),
        follows=follows(site, iri),
    )


INSIDE = {
    "ReportingDuty": "reporting",
    "Target": "target",
    "FundingProvision": "funding",
    "SourceDefect": "finding",
}


@dataclass(frozen=True, slots=True)
class Inside:
    """Something else read inside the words of a task; ``said`` tells what a fault is."""

    kind: str
    thing: str
    quote: Quote
    said: Words | None


def _inside(site: Site, task: Task) -> list[Inside]:
    """Reports, figures, money and faults inside a task's words; a fault in the reader's language."""
    found: dict[str, Inside] = {}
    for row in site.ask.rows("inside-task", task=task.iri):
        said = row.words("said")
        thing = row.iri("thing")
        if thing in found and (said is None or said.language != current()):
            continue
        quote = Quote(
            row.text("exact"), task.document, int(row.text("start")), int(row.text("end"))
        )
        found[thing] = Inside(INSIDE[local(row.iri("class"))], thing, quote, said)
    return list(found.values())


def _of(site: Site, iri: str, known: Claims, name: str) -> tuple[Fact, ...]:
    said = (
        (row.iri("property"), row.values["value"])
        for row in site.ask.rows("thing", thing=iri)
        if local(row.iri("property")) == name
    )
    return facts(iri, said, known, hidden=frozenset())


def _evidence_json(found: Iterable[Fact]) -> list[dict[str, object]]:
    return [
        {
            "property": fact.name,
            "value": fact.value.value,
            "exact": quote.exact,
            "start": quote.start,
            "end": quote.end,
        }
        for fact in found
        for quote in fact.quotes
    ]


@pages.get("/agencies")
def agencies() -> ResponseReturnValue:
    """All agencies with the tasks they lead and share, by jurisdiction."""
    site = here()
    leads: dict[str, int] = {}
    shares: dict[str, int] = {}
    for one in site.corpus.tasks.values():
        for iri in set(one.iris("leadAgency")):
            leads[iri] = leads.get(iri, 0) + 1
        for iri in set(one.iris(*PARTS[1:])):
            shares[iri] = shares.get(iri, 0) + 1
    groups: dict[str, list[str]] = {}
    for iri, agency in site.corpus.agencies.items():
        groups.setdefault(agency.jurisdiction, []).append(iri)
    for iris in groups.values():
        iris.sort(key=lambda iri: (-leads.get(iri, 0), -shares.get(iri, 0), site.label(iri).text))
    ordered = sorted(groups.items(), key=lambda entry: (not entry[0], site.label(entry[0]).text))
    return render_template("pages/agencies.html", groups=ordered, leads=leads, shares=shares)


@pages.get("/agencies/<path:path>")
def agency(path: str) -> ResponseReturnValue:
    """One agency: what it leads, shares, reports and receives, each with the words."""
    site = here()
    path, extension = answers.suffix(path, "ttl", "json")
    iri = site.addresses.iri(f"agency/{path}")
    known = site.corpus.agencies.get(iri)
    if known is None:
        abort(404)
    if extension == "ttl":
        return answers.turtle_of(iri)
    by_role = site.corpus.tasks_with(iri, PARTS)
    if extension == "json":
        return answers.json_of(
            {
                "id": iri,
                "labels": site.labels.get(iri, {}),
                "function": known.function,
                "jurisdiction": known.jurisdiction,
                **{role: [task.iri for task in found] for role, found in by_role.items()},
                **follows_json(site, iri),
            }
        )
    return render_template(
        "pages/agency.html",
        agency=known,
        by_role=by_role,
        quotes=_quotes_of_value(site, iri),
        follows=follows(site, iri),
        places=[
            row for row in site.ask.rows("agency-places", agency=iri)
            if local(row.iri("property")) != "mentions"
        ],
        names=_names(site, iri),
        same=[a for a in site.corpus.agencies.values()
              if a.function == known.function and a.function and a.iri != iri],
    )  # fmt: skip


def _names(site: Site, agency: str) -> list[object]:
    """Every form in which the texts write the name of this body, each once, in order."""
    forms = {
        (collapse(words.text), words.language): words
        for row in site.ask.rows("agency-names", agency=agency)
        if (words := row.words("form")) is not None
    }
    return [Words(text, language) for text, language in sorted(forms, key=lambda form: form[0])]


def _quotes_of_value(site: Site, iri: str) -> dict[tuple[str, str], list[Quote]]:
    """The words that tie a thing to each subject, by subject and property."""
    found: dict[tuple[str, str], list[Quote]] = {}
    for row in site.ask.rows("evidence-of-value", value=iri):
        key = (row.iri("thing"), local(row.iri("property")))
        found.setdefault(key, []).append(quote_of(row))
    return found


FAMILIES = {"functions": "function", "jurisdictions": "jurisdiction"}
"""What agencies have in common: first part of a page's address, and of an IRI's path."""


@pages.get("/<any(functions, jurisdictions):kind>/<path:path>")
def family(kind: str, path: str) -> ResponseReturnValue:
    """A function in every jurisdiction, or a jurisdiction with its documents: with their agencies."""
    site = here()
    path, extension = answers.suffix(path, "ttl", "json")
    shared = FAMILIES[kind]
    iri = site.addresses.iri(f"{shared}/{path}")
    if extension == "ttl":
        return answers.turtle_of(iri)
    found, _ = known_facts(site, iri)
    agencies = [a for a in site.corpus.agencies.values() if getattr(a, shared) == iri]
    documents = [d for d in site.corpus.documents.values() if iri in d.jurisdictions]
    if extension == "json":
        return answers.json_of(
            {
                "id": iri,
                "labels": site.labels.get(iri, {}),
                "agencies": [one.iri for one in agencies],
                "documents": [one.iri for one in documents],
                **follows_json(site, iri),
            }
        )
    return render_template(
        f"pages/{shared}.html",
        iri=iri,
        groups=grouped(found),
        agencies=agencies,
        documents=documents,
        names=_names(site, iri),
        follows=follows(site, iri),
    )


CONCEPT_PATHS = {"technologies": ("technology", "TechnologyArea"), "themes": ("theme", "Theme")}


@pages.get("/<any(technologies, themes):kind>")
def concepts(kind: str) -> ResponseReturnValue:
    """All technology areas or themes, with the number of tasks in each document."""
    site = here()
    prop, class_name = CONCEPT_PATHS[kind]
    counts: dict[str, dict[str, int]] = {}
    for one in site.corpus.tasks.values():
        for iri in set(one.iris(prop)):
            mine = counts.setdefault(iri, {})
            mine[one.document] = mine.get(one.document, 0) + 1
    every = [c.iri for c in site.corpus.concepts.values() if c.kind == class_name]
    named = sorted(every, key=lambda iri: site.label(iri).text.casefold())
    return render_template(
        "pages/concepts.html",
        kind=kind,
        prop=prop,
        used=sorted((i for i in named if i in counts), key=lambda i: -sum(counts[i].values())),
        unused=[iri for iri in named if iri not in counts],
        counts=counts,
        documents=site.corpus.held,
    )


@pages.get("/<any(technologies, themes):kind>/<path:path>")
def concept(kind: str, path: str) -> ResponseReturnValue:
    """One technology area or theme: the tasks on it, each with the words."""
    site = here()
    path, extension = answers.suffix(path, "ttl", "json")
    prop, class_name = CONCEPT_PATHS[kind]
    iri = site.addresses.iri(f"{prop}/{path}")
    known = site.corpus.concepts.get(iri)
    if known is None or known.kind != class_name:
        abort(404)
    if extension == "ttl":
        return answers.turtle_of(iri)
    alternative = f"alternative{prop.capitalize()}"
    found = site.corpus.tasks_with(iri, (prop, alternative))
    if extension == "json":
        return answers.json_of(
            {
                "id": iri,
                "labels": site.labels.get(iri, {}),
                "broader": known.broader,
                **{name: [task.iri for task in tasks] for name, tasks in found.items()},
                **follows_json(site, iri),
            }
        )
    return render_template(
        "pages/concept.html",
        kind=kind,
        prop=prop,
        concept=known,
        narrower=[c.iri for c in site.corpus.concepts.values() if iri in c.broader],
        found=found,
        quotes=_quotes_of_value(site, iri),
        leads=_leads(task for tasks in found.values() for task in tasks),
        follows=follows(site, iri),
    )


def _leads(found: Iterable[Task]) -> dict[str, int]:
    """How many of the tasks each agency leads, most first."""
    counts: dict[str, int] = {}
    for one in found:
        for iri in one.iris("leadAgency"):
            counts[iri] = counts.get(iri, 0) + 1
    return dict(sorted(counts.items(), key=lambda entry: (-entry[1], entry[0])))


@pages.get("/jurisdictions")
def jurisdictions() -> ResponseReturnValue:
    """The provinces (and the country) that documents and agencies belong to."""
    site = here()
    documents: dict[str, list[str]] = {}
    for one in site.corpus.held:
        for iri in one.jurisdictions:
            documents.setdefault(iri, []).append(one.iri)
    agencies_in: dict[str, int] = {}
    for known in site.corpus.agencies.values():
        if known.jurisdiction:
            agencies_in[known.jurisdiction] = agencies_in.get(known.jurisdiction, 0) + 1
    every = sorted({*documents, *agencies_in}, key=lambda iri: site.label(iri).text)
    return render_template(
        "pages/jurisdictions.html", every=every, documents=documents, agencies=agencies_in
    )
