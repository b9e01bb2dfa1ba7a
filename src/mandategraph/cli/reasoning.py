"""The command that reasons: what follows, what cannot be true together, and why."""

from pathlib import Path

import click

from mandategraph import query, why
from mandategraph.cli.options import DATA, print_json
from mandategraph.names import INFERRED_GRAPH
from mandategraph.store import open_store

FORMS = ("text", "json", "svg")


@click.command("reason")
@click.option(
    "--explain",
    type=str,
    nargs=3,
    metavar="SUBJECT PREDICATE OBJECT",
    help="Say why this fact holds, down to the sentences.",
)
@click.option("--format", "form", type=click.Choice(FORMS), default="text", show_default=True)
@click.option("--lang", type=click.Choice(("vi", "en")), default="en", show_default=True)
@DATA
@click.pass_context
def reason(
    context: click.Context,
    *,
    explain: tuple[str, str, str] | None,
    form: str,
    lang: str,
    data: Path | None,
) -> None:
    """Say what follows from the stated facts by OWL 2 RL, and whether any of them clash.

    Terms are IRIs, prefixed names such as mg:answersTo and id:agency/vn-06/…, or literals. What
    follows can be asked like everything else; it stands in a graph of its own. Facts that clash
    are printed with their sentences, and the exit code is then 1.

    \b
    Examples:
      mandategraph reason
      mandategraph reason --explain id:agency/vn-06/department-of-information-and-communications
        mg:responsibleFor id:technology/information-technology
    """
    store = open_store(data=data)
    if explain is not None:
        _print(why.explain(store, *map(why.term, explain)), form, lang)
        return
    clashes = why.contradictions(store)
    counts = query.stored_rows(store, "pages", "inferred-counts", graph=INFERRED_GRAPH)
    if form == "json":
        print_json(
            {
                "inferred": {row["property"].value: int(row["count"].value) for row in counts},
                "contradictions": [why.to_json(step) for step in clashes],
            }
        )
    else:
        for row in counts:
            click.echo(f"{int(row['count'].value):>8,}  {query.prefixed(row['property'].value)}")
        click.echo(f"{sum(int(row['count'].value) for row in counts):>8,}  facts follow in all")
        for step in clashes:
            click.echo(f"\ncannot be true together:\n{why.in_words(step, lang)}")
        click.echo(f"contradictions: {len(clashes) or 'none'}")
    context.exit(1 if clashes else 0)


def _print(step: why.Step, form: str, language: str) -> None:
    if form == "json":
        print_json(why.to_json(step))
    elif form == "svg":
        click.echo(why.picture(step, language))
    else:
        click.echo(why.in_words(step, language))
