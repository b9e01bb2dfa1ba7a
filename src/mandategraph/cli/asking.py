"""Commands that ask the whole graph: query, validate, export."""

import os
import sys
from pathlib import Path

import click

from mandategraph import build as building
from mandategraph import export as exporting
from mandategraph import query, show, validate
from mandategraph.cli.options import DATA, read_file
from mandategraph.errors import InputError
from mandategraph.store import open_store


@click.command("query")
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


@click.command("validate")
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


@click.command()
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
    store = open_store(data=data)
    if output is None:
        exporting.write(store, form, sys.stdout.buffer, data)
    else:
        building.write_beside(output, exporting.export(store, form, data))
