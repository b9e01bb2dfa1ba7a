"""What several commands have in common: the corpus they work on, how they read and how they print."""

import json
import sys
from pathlib import Path

import click

from mandategraph.errors import InputError

DATA = click.option(
    "--data",
    type=click.Path(path_type=Path, file_okay=False),
    help="A corpus of your own: a folder that holds documents/. Also MANDATEGRAPH_DATA.",
)


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
