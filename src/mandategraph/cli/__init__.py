"""The command line: ``mandategraph …``; ``main`` is the entry point.

Exit codes: 0 fine, 1 findings, 2 could not run. An error is one sentence without a traceback.
"""

import sys
from collections.abc import Sequence

import click

from mandategraph.cli.asking import export, query_command, validate_command
from mandategraph.cli.corpus import build, correct, ingest_command
from mandategraph.cli.reasoning import reason
from mandategraph.cli.serving import serve
from mandategraph.cli.texts import extract, show_command
from mandategraph.errors import MandategraphError

CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}
COMMANDS = (
    build,
    ingest_command,
    extract,
    show_command,
    correct,
    query_command,
    validate_command,
    reason,
    export,
    serve,
)


@click.group(context_settings=CONTEXT, commands=COMMANDS)
@click.version_option(package_name="mandategraph")
def cli() -> None:
    """Who was told to do what, by whom, by when, and where the text says so."""


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
