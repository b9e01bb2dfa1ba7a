"""Commands that write a corpus: build, ingest, correct."""

import json
import shlex
import sys
from collections import Counter
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from mandategraph import build as building
from mandategraph import extract as extracting
from mandategraph import gazetteer
from mandategraph import ingest as ingesting
from mandategraph.annotation import canonical, to_json
from mandategraph.build import corrections, differences
from mandategraph.build.documents import all_folders, find_folder
from mandategraph.build.entry_schema import check_added, known
from mandategraph.cli.options import DATA, read_file
from mandategraph.errors import InputError
from mandategraph.names import slug

THIN = 20_000
"""Bytes of text from which something must have been read, or a person should look."""
FEW_TASKS = 3


def _build_hint(document: str, data: Path | None) -> str:
    """The command that builds a document of this corpus."""
    place = f" --data {shlex.quote(str(data))}" if data is not None else ""
    return f"run “mandategraph build {document}{place}”"


@click.command()
@click.argument("documents", nargs=-1, metavar="[DOCUMENT]…")
@click.option("--check", is_flag=True, help="Build nothing; exit 1 if the kept triples differ.")
@DATA
@click.pass_context
def build(
    context: click.Context, documents: tuple[str, ...], *, check: bool, data: Path | None
) -> None:
    """Build the triples of all documents, or of those named, from their texts and corrections.

    \b
    Examples:
      mandategraph build
      mandategraph build vinh-long-plan-16-ct-ttg
      mandategraph build --check
    """
    folders = [find_folder(name, data) for name in documents] if documents else all_folders(data)
    names = gazetteer.load()
    findings = False
    built = []
    with click.progressbar(
        folders, label="Building", file=sys.stderr, hidden=not sys.stderr.isatty()
    ) as bar:
        built = [building.build_document(folder, names) for folder in bar]
    for one in built:
        for warning in one.warnings:
            findings = True
            click.echo(warning, err=True)  # names the file itself
        differing = one.differences()
        if check and differing:
            findings = True
            kept = ", ".join(path.name for path in differing)
            click.echo(
                f"{one.folder.slug}: not as a rebuild makes it: {kept}; "
                f"{_build_hint(one.folder.slug, data)}",
                err=True,
            )
        if not check:
            one.keep()
    state = "checked" if check else "built"
    click.echo(
        f"documents {state}: {len(built)}, tasks: {sum(len(one.reading.tasks) for one in built)}"
    )
    context.exit(1 if findings else 0)


@click.command("ingest")
@click.argument("files", nargs=-1, required=True, metavar="FILE…")
@DATA
@click.option("--name", help="The document's folder, for a single FILE.")
@click.option("--jobs", type=click.IntRange(min=1), help="Files read at once; all cores if unset.")
@click.pass_context
def ingest_command(
    context: click.Context,
    *,
    files: tuple[str, ...],
    data: Path | None,
    name: str | None,
    jobs: int | None,
) -> None:
    """Take documents into a corpus: for each a folder with text, triples and audit, for review.

    FILE is a text, Markdown, HTML, Word (.docx) or PDF file. A file that is already there changes
    nothing; a changed one replaces its text and keeps the corrections that still fit. Those that do
    not are listed, the exit code is then 1, and the old file stays as corrections-before.yaml.

    The folder is made in documents/ of --data; without --data, in a clone, in its graph/documents.

    \b
    Examples:
      mandategraph ingest plan.pdf --data my-corpus
      mandategraph ingest plans/*.docx --data my-corpus
      mandategraph serve --data my-corpus
    """
    if name is not None and (len(files) > 1 or name != slug(name)):
        raise InputError(
            "--name is for a single file; ingest the others apart"
            if len(files) > 1
            else f"--name must be of small letters, digits and hyphens, such as {slug(name) or 'my-plan'}"
        )
    done: list[ingesting.Ingested | ingesting.Refused] = []
    interrupted = False
    try:
        with (
            click.progressbar(
                length=len(files),
                label="Ingesting",
                file=sys.stderr,
                hidden=not sys.stderr.isatty(),
            ) as bar,
            closing(ingesting.ingest(files, data, name=name, jobs=jobs)) as results,
        ):
            for one in results:
                done.append(one)
                bar.update(1)
    except KeyboardInterrupt:
        interrupted = True
    refused = [one for one in done if isinstance(one, ingesting.Refused)]
    taken = [one for one in done if isinstance(one, ingesting.Ingested)]
    for result in taken:
        _tell(result)
    for bad in refused:
        click.echo(f"{bad.file}: {bad.why}", err=True)
    states = Counter(result.state for result in taken)
    summary = [f"{states[state]} {state}" for state in ("new", "changed", "unchanged")]
    summary.append(f"{len(files) - len(taken)} not taken in")
    misfits = sum(len(result.misfits) for result in taken)
    if misfits:
        summary.append(f"corrections left out: {misfits}")
    click.echo(", ".join(summary))
    if interrupted:
        listed = ", ".join(result.file for result in taken) or "nothing"
        click.echo(
            f"interrupted: nothing further was taken in; taken in before: {listed}", err=True
        )
    context.exit(2 if refused or interrupted else 1 if misfits else 0)


def _tell(result: ingesting.Ingested) -> None:
    """Print what became of one file."""
    if result.state == "unchanged":
        click.echo(f"{result.file}: unchanged, it is {result.slug} in {result.folder}")
        return
    counts = ", ".join(f"{layer}: {number}" for layer, number in result.counts.items())
    audit = ", ".join(f"{level}: {number}" for level, number in result.findings.items() if number)
    click.echo(f"{result.file}: {result.state} document {result.slug} in {result.folder}")
    click.echo(f"  read: {counts}")
    click.echo(f"  audit: {audit or 'nothing found'} (audit.json)")
    if result.warning:
        click.echo(f"  look at it: {result.warning}", err=True)
    if thin := _thin(result):
        click.echo(f"  look at it: {thin}")
    for change in result.changes:
        click.echo(f"  {change}")
    for misfit in result.misfits:
        click.echo(f"  correction left out: {misfit}", err=True)


def _thin(result: ingesting.Ingested) -> str | None:
    """What is odd about a long text of which little was read; none where nothing is."""
    sections, tasks = result.counts["sections"], result.counts["tasks"]
    if result.size <= THIN or (sections and tasks >= FEW_TASKS):
        return None
    size = f"{result.size // 1000} kB of text"
    named = f"{tasks} task{'' if tasks == 1 else 's'}"
    return f"{size} and only {named}" if tasks < FEW_TASKS else f"{size}, {named} and no section"


@click.command()
@click.argument("document")
@click.argument("annotation")
@DATA
def correct(document: str, annotation: str, data: Path | None) -> None:
    """Write a document's corrections.yaml from an annotation that you mended by hand.

    ANNOTATION is the JSON of “extract” or “show --json” after your changes; an entry may give its
    own “reason”. The triples are not rebuilt: run “mandategraph build” next.

    \b
    Example:
      mandategraph extract graph/documents/my-plan/text.txt > mine.json    # then edit mine.json
      mandategraph correct my-plan mine.json
    """
    folder = find_folder(document, data)
    names = gazetteer.load()
    try:
        wanted = json.loads(read_file(annotation))
    except ValueError as error:
        raise InputError(f"{annotation} is not valid JSON ({error}); mend it there") from error
    reading = extracting.read(folder.source(), names)

    def vietnamese(name: str) -> str | None:
        return building.vietnamese_name(names, reading, name)

    machine = to_json(reading, vietnamese)
    _check_annotation(annotation, wanted, machine, names)
    wanted = canonical(wanted, lambda form: _function_name(names, form))
    found = tuple(
        replace(one, where=f"{annotation}, {one.layer}")
        for one in differences.differences(machine, wanted)
    )
    corrections.correct(
        reading, found, names, vietnamese
    )  # they fit the text, or nothing is written
    building.write_beside(folder.corrections, differences.write(found).encode("utf-8"))
    click.echo(
        f"corrections written to {folder.corrections}: {len(found)}; {_build_hint(document, data)}"
    )


def _function_name(names: gazetteer.Gazetteer, form: str) -> str | None:
    """The English name of the body that a form stands for in the authority files."""
    function = names.function_of(form)
    return function.name_en if function else None


def _check_annotation(
    name: str, wanted: Any, machine: dict[str, Any], names: gazetteer.Gazetteer
) -> None:
    """Raise InputError or CorrectionError unless every layer is there, with entries of its kind."""
    if not isinstance(wanted, dict):
        raise InputError(f"{name} is no annotation; begin with what “mandategraph extract” prints")
    missing = [layer for layer in machine if layer not in wanted]
    if missing:
        raise InputError(
            f"{name} lacks {', '.join(missing)}; begin with what “mandategraph extract” prints and "
            "keep every layer"
        )
    identifiers = known(names)
    for layer in corrections.LAYERS:
        entries = wanted.get(layer)
        if layer in corrections.SINGLE:
            if entries is not None or layer == "document":
                check_added(layer, entries, f"{name}, {layer}", identifiers)
            continue
        if not isinstance(entries, list | None):
            raise InputError(f"{name}: “{layer}” must hold a list, as “extract” prints")
        for at, entry in enumerate(entries or (), start=1):
            check_added(layer, entry, f"{name}, {layer}, entry {at}", identifiers)
