"""The command that serves the site."""

import importlib
from pathlib import Path

import click

from mandategraph.cli.options import DATA
from mandategraph.errors import InputError
from mandategraph.store import open_store


@click.command()
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
