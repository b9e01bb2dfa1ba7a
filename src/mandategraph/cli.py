"""The command line: ``mandategraph …``; ``main`` is the entry point.

Exit codes: 0 fine, 1 findings, 2 could not run. An error is one sentence without a traceback.
"""

import importlib
import json
import os
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from mandategraph import build as building
from mandategraph import export as exporting
from mandategraph import extract as extracting
from mandategraph import gazetteer, query, readers, show, validate
from mandategraph import ingest as ingesting
from mandategraph.annotation import as_written, canonical, to_json
from mandategraph.build import corrections, differences
from mandategraph.build.documents import all_folders, find_folder
from mandategraph.build.entry_schema import check_added, known
from mandategraph.errors import InputError, MandategraphError
from mandategraph.names import slug
from mandategraph.store import open_store

DATA = click.option(
    "--data",
    type=click.Path(path_type=Path, file_okay=False),
    help="A corpus of your own: a folder that holds documents/. Also MANDATEGRAPH_DATA.",
)
CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


@click.group(context_settings=CONTEXT)
@click.version_option(package_name="mandategraph")
def cli() -> None:
    """Who was told to do what, by whom, by when, and where the text says so."""


def read_file(path: str) -> bytes:
    """The bytes of a file, or of standard input for ``-``. Raises InputError when unreadable."""
    if path == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise InputError(f"{path} cannot be read ({error.strerror}); check the path") from error


def print_json(data: object) -> None:
    """Print as JSON, accents as they are."""
    click.echo(json.dumps(data, ensure_ascii=False, indent=1))


@cli.command()
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
                f"{one.folder.slug}: {kept} differ from a rebuild; run “mandategraph build”",
                err=True,
            )
        if not check:
            one.keep()
    state = "checked" if check else "built"
    click.echo(
        f"{len(built)} documents {state}, {sum(len(one.reading.tasks) for one in built)} tasks"
    )
    context.exit(1 if findings else 0)


@cli.command("ingest")
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
    nothing; a changed one replaces its text and keeps the corrections that still fit.

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
    with click.progressbar(
        length=len(files), label="Ingesting", file=sys.stderr, hidden=not sys.stderr.isatty()
    ) as bar:
        for one in ingesting.ingest(files, data, name=name, jobs=jobs):
            done.append(one)
            bar.update(1)
    refused = [one for one in done if isinstance(one, ingesting.Refused)]
    taken = [one for one in done if isinstance(one, ingesting.Ingested)]
    for result in taken:
        _tell(result)
    for bad in refused:
        click.echo(f"{bad.file}: {bad.why}", err=True)
    states = Counter(result.state for result in taken)
    summary = [f"{states[state]} {state}" for state in ("new", "changed", "unchanged")]
    click.echo(", ".join([*summary, f"{len(refused)} not taken in"]))
    context.exit(2 if refused else 1 if any(result.misfits for result in taken) else 0)


def _tell(result: ingesting.Ingested) -> None:
    """Print what became of one file."""
    if result.state == "unchanged":
        click.echo(f"{result.file}: unchanged, it is {result.slug}")
        return
    counts = ", ".join(f"{number} {layer}" for layer, number in result.counts.items())
    audit = ", ".join(f"{number} {level}" for level, number in result.findings.items() if number)
    click.echo(f"{result.file}: {result.state} document {result.slug}")
    click.echo(f"  read: {counts}")
    click.echo(f"  audit: {audit or 'nothing found'} (audit.json)")
    for change in result.changes:
        click.echo(f"  {change}")
    for misfit in result.misfits:
        click.echo(f"  correction left out: {misfit}", err=True)


@cli.command()
@click.argument("file")
def extract(file: str) -> None:
    """Print the machine's own reading of a text as annotation JSON; no corrections are applied.

    Bodies stand in it by the words that name them; “agencies” says which body each form names.

    FILE is a text, Markdown, HTML, Word (.docx) or PDF file with text, or - for standard input.
    Offsets count the characters of the plain text that is made of it.

    \b
    Examples:
      mandategraph extract plan.pdf
      mandategraph extract - < plan.md
    """
    names = gazetteer.load()
    source = readers.read(read_file(file), "standard input" if file == "-" else file)
    reading = extracting.read(source.text, names)
    annotation = to_json(reading, lambda name: building.vietnamese_name(names, reading, name))
    print_json(as_written(annotation, reading))


@cli.command("show")
@click.argument("document")
@click.option("--json", "as_json", is_flag=True, help="Print the whole annotation as JSON.")
@DATA
def show_command(document: str, *, as_json: bool, data: Path | None) -> None:
    """Print what the graph holds of a document: a summary, or its annotation as JSON.

    \b
    Examples:
      mandategraph show thai-binh-plan-16-ct-ttg
      mandategraph show thai-binh-plan-16-ct-ttg --json
    """
    store = open_store(data=data)
    annotation = show.annotation_of(store, show.find_document(store, document))
    if as_json:
        print_json(annotation)
        return
    for key, value in annotation["document"].items():
        click.echo(f"{key}: {' '.join(str(value).split()) if value is not None else '-'}")
    for layer in ("sections", "citations", "agencies", "tasks", "objectives", "targets", "reporting", "funding",
                  "recipients", "defects"):  # fmt: skip
        click.echo(f"{layer}: {len(annotation[layer])}")


@cli.command()
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
    wanted = canonical(wanted)
    found = tuple(
        replace(one, where=f"{annotation}, {one.layer}")
        for one in differences.differences(machine, wanted)
    )
    corrections.correct(
        reading, found, names, vietnamese
    )  # they fit the text, or nothing is written
    building.write_beside(folder.corrections, differences.write(found).encode("utf-8"))
    click.echo(
        f"{len(found)} corrections written to {folder.corrections}; run “mandategraph build {document}”"
    )


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


@cli.command("query")
@click.argument("question", required=False)
@click.option(
    "--param", "params", multiple=True, metavar="KEY=VALUE", help="A parameter of the question."
)
@click.option(
    "--format",
    "form",
    type=click.Choice(query.FORMATS),
    default="table",
    show_default=True,
    help="How to print.",
)
@DATA
def query_command(
    question: str | None, params: tuple[str, ...], form: str, data: Path | None
) -> None:
    """Ask a question: the name of one in queries/, a file of SPARQL, or - for standard input.

    Without a QUESTION, lists the ones there are.

    \b
    Examples:
      mandategraph query
      mandategraph query tasks-without-lead
      mandategraph query my-question.rq --format csv
      echo 'SELECT * { ?s ?p ?o } LIMIT 5' | mandategraph query -
    """
    catalogue = query.catalogue()
    if question is None:
        for one in catalogue.values():
            click.echo(f"{one.name:40} {one.title_en}")
        return
    pairs = dict(_pair(param) for param in params)
    asked: query.Question | str
    if question in catalogue:
        asked = catalogue[question]
    elif question == "-" or os.path.lexists(question):
        asked = _sparql(read_file(question))
    else:
        asked = query.find(question)
    results = query.run(open_store(data=data), asked, pairs)
    sys.stdout.buffer.write(query.serialise(results, form))


def _sparql(raw: bytes) -> str:
    """The words of a question. Raises InputError when there are none, or not in UTF-8."""
    try:
        words = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise InputError(
            f"the question is not UTF-8 (byte {error.start}); save it again with the encoding UTF-8"
        ) from error
    if not words.strip():
        raise InputError(
            "the question is empty; write SPARQL, or name one of those that “mandategraph query” lists"
        )
    return words


def _pair(param: str) -> tuple[str, str]:
    key, equals, value = param.partition("=")
    if not equals:
        raise InputError(f"“{param}” is no parameter; write --param key=value")
    return key, value


@cli.command("validate")
@click.argument("documents", nargs=-1, metavar="[DOCUMENT]…")
@click.option(
    "--format", "form", type=click.Choice(validate.FORMATS), default="table", show_default=True
)
@click.option(
    "--lang",
    type=click.Choice(["vi", "en"]),
    default="en",
    show_default=True,
    help="Language of messages.",
)
@click.option(
    "--fail-on",
    type=click.Choice(validate.LEVELS),
    default="violation",
    show_default=True,
    help="Exit 1 when a finding is at least this severe.",
)
@DATA
@click.pass_context
def validate_command(  # noqa: PLR0913 -- one parameter an option
    context: click.Context,
    *,
    documents: tuple[str, ...],
    form: str,
    lang: str,
    fail_on: str,
    data: Path | None,
) -> None:
    """Check documents against the shapes, and print each finding with the sentence it is about.

    \b
    Examples:
      mandategraph validate
      mandategraph validate yen-bai-plan-569-qd-ttg --lang vi
      mandategraph validate --format csv > findings.csv
      mandategraph validate --fail-on warning
    """
    store = open_store(data=data)
    wanted = [show.find_document(store, name).value for name in documents] or None
    report = validate.validate(store, wanted)
    sys.stdout.buffer.write(validate.render(report, form, lang).encode("utf-8"))
    context.exit(1 if report.fails(fail_on) else 0)


@cli.command()
@click.argument("form", metavar="FORMAT", type=click.Choice(exporting.FORMATS))
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="A file, not standard output.",
)
@DATA
def export(form: str, output: Path | None, data: Path | None) -> None:
    """Print the whole graph: nq, ttl, jsonld; or its network: graphml, gexf; or its tasks: csv.

    \b
    Examples:
      mandategraph export nq > mandategraph.nq
      mandategraph export csv -o tasks.csv
      mandategraph export gexf -o network.gexf
    """
    content = exporting.export(open_store(data=data), form)
    if output is None:
        sys.stdout.buffer.write(content)
    else:
        building.write_beside(output, content)


@cli.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port",
    default=8000,
    show_default=True,
    type=click.IntRange(1, 65535),
    help="Port to listen on.",
)
@click.option(
    "--threads",
    default=8,
    show_default=True,
    type=click.IntRange(1, 64),
    help="Requests served at once.",
)
@click.option(
    "--store",
    type=click.Path(path_type=Path),
    help="Keep the store on disk here; without it, it is in memory.",
)
@DATA
def serve(host: str, port: int, threads: int, store: Path | None, data: Path | None) -> None:
    """Serve the site: pages, SPARQL at /sparql, the audit and the graph.

    \b
    Examples:
      mandategraph serve
      mandategraph serve --host 0.0.0.0 --port 8080
    """
    webapp = importlib.import_module("mandategraph.webapp")
    filled = open_store(store, data)
    try:
        webapp.serve(
            filled,
            host=host,
            port=port,
            threads=threads,
            data=data,
            started=lambda: click.echo(f"mandategraph is on http://{host}:{port} (Ctrl-C ends it)"),
        )
    except OSError as error:
        raise InputError(
            f"{host}:{port} cannot be served ({error.strerror or error}); end what uses it, or name "
            "another --port or --host"
        ) from error


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and exit."""
    try:
        cli.main(args=list(arguments) if arguments is not None else None, standalone_mode=True)
    except MandategraphError as error:
        click.echo(f"mandategraph: {error}", err=True)
        sys.exit(2)
    except BrokenPipeError:  # the reader of a pipe, such as head, has gone
        sys.stderr.close()
        sys.exit(0)


if __name__ == "__main__":
    main()
