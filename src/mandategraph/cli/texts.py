"""Commands that show one document: extract and show."""

from pathlib import Path

import click

from mandategraph import build as building
from mandategraph import extract as extracting
from mandategraph import gazetteer, readers, show
from mandategraph.annotation import as_written, to_json
from mandategraph.cli.options import DATA, print_json, read_file
from mandategraph.store import open_store


@click.command()
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
    if source.warning:
        click.echo(f"{source.name}: {source.warning}", err=True)
    reading = extracting.read(source.text, names)
    annotation = to_json(reading, lambda name: building.vietnamese_name(names, reading, name))
    print_json(as_written(annotation, reading))


@click.command("show")
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
