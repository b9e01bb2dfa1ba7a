"""What a document orders and aims at: tasks, objectives, duties to report, and funding."""

import pyoxigraph as ox

from mandategraph import names
from mandategraph.build.triples import mg
from mandategraph.build.writing import Writing
from mandategraph.model import Task


def write_tasks(writing: Writing) -> None:
    """The tasks, each with an IRI from its place in the structure."""
    counts: dict[str | None, int] = {}
    for position, task in enumerate(writing.reading.tasks, start=1):
        counts[task.section] = counts.get(task.section, 0) + 1
        path = names.provision_path(task.section) if task.section else "0"
        node = ox.NamedNode(f"{writing.document.value}/task/{path}-{counts[task.section]}")
        writing.passage(node, "Task", "taskOf", position, task)
        _task(writing, node, task)


def _task(writing: Writing, node: ox.NamedNode, task: Task) -> None:
    out = writing.out
    for predicate, agencies in (
        ("leadAgency", task.lead),
        ("coordinatingAgency", task.coordinate),
        ("advisedAgency", task.advises),
        ("directedBy", task.directed_by),
        ("directsAgency", task.directs),
        ("actsThrough", task.through),
        ("alternativeCoordinator", task.coordinate_alt),
    ):
        writing.link(node, predicate, agencies)
    for predicate, labels in (
        ("technology", task.technology),
        ("alternativeTechnology", task.technology_alt),
    ):
        for label in labels:
            out.found(node, predicate, ox.NamedNode(names.technology_iri(label.value)), label)
    if task.theme:
        out.found(node, "theme", ox.NamedNode(names.theme_iri(task.theme.value)), task.theme)
    for theme in task.theme_alt:
        out.found(node, "alternativeTheme", ox.NamedNode(names.theme_iri(theme.value)), theme)
    for number in task.cites:
        out.found(node, "cites", writing.instrument(number.value), number)
        out.state(node, "citesNumber", ox.Literal(number.value))
    _task_times(writing, node, task)
    _task_remarks(writing, node, task)


def _task_times(writing: Writing, node: ox.NamedNode, task: Task) -> None:
    writing.when(node, task.deadline)
    writing.words(node, "timingWords", task.deadline_text)
    writing.words(node, "vagueTiming", task.vague_timing)
    for further in task.more_deadlines:
        writing.out.found(node, "furtherTiming", ox.Literal(further.value), further)
    for other in task.deadline_alt:
        writing.out.state(
            node, "alternativeTiming", ox.Literal(other if other is not None else "none")
        )


def _task_remarks(writing: Writing, node: ox.NamedNode, task: Task) -> None:
    for words in task.start_alt:
        writing.out.state(node, "alternativeOpening", writing.out.words(words))
    for predicate, value in (
        ("dueSource", task.deadline_source),
        ("leadSource", task.lead_source),
        ("repeats", task.repeats),
        ("repeatedBy", task.repeated_by),
    ):
        if value:
            writing.out.state(node, predicate, ox.Literal(value))


def write_objectives(writing: Writing) -> None:
    """The purposes, viewpoints and aims."""
    kinds = {
        "purpose": "Purpose",
        "viewpoint": "Viewpoint",
        "general": "GeneralAim",
        "specific": "SpecificAim",
    }
    for position, objective in enumerate(writing.reading.objectives, start=1):
        node = ox.NamedNode(f"{writing.document.value}/objective/{position}")
        writing.passage(node, "Objective", "objectiveOf", position, objective)
        writing.out.fact(
            node, "objectiveKind", mg(kinds[objective.kind]), objective.span, objective
        )


def write_reporting(writing: Writing) -> None:
    """The duties to report."""
    for position, duty in enumerate(writing.reading.reporting, start=1):
        node = ox.NamedNode(f"{writing.document.value}/reporting/{position}")
        writing.passage(node, "ReportingDuty", "reportingOf", position, duty)
        writing.link(node, "reporter", [duty.who] if duty.who else [])
        writing.link(node, "reportsTo", duty.to)
        writing.link(node, "via", [duty.via] if duty.via else [])
        writing.link(node, "onBehalfOf", [duty.on_behalf_of] if duty.on_behalf_of else [])
        writing.when(node, duty.when)
        writing.words(node, "subjectMatter", duty.what)
        if duty.first:
            writing.out.found(node, "firstReport", ox.Literal(duty.first.value), duty.first)


def write_funding(writing: Writing) -> None:
    """The sources of money."""
    for position, funding in enumerate(writing.reading.funding, start=1):
        node = ox.NamedNode(f"{writing.document.value}/funding/{position}")
        writing.passage(node, "FundingProvision", "fundingOf", position, funding)
        writing.words(node, "fundingSource", funding.source)
