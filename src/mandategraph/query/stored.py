"""The questions that the house itself asks, kept in folders of ``queries/``, such as ``pages``."""

from functools import cache
from typing import TypeAlias

from pyoxigraph import Literal, NamedNode, QuerySolutions, Store, Variable

from mandategraph import resources
from mandategraph.errors import QueryError
from mandategraph.query.ask import Results
from mandategraph.store import holds_union

Value: TypeAlias = NamedNode | Literal


def stored(store: Store, folder: str, name: str, **terms: str | Value) -> Results:
    """The results of ``queries/{folder}/{name}.rq``, its variables bound to the IRIs or terms given.

    Raises QueryError when there is no such file.
    """
    return store.query(
        _text(folder, name),
        use_default_graph_as_union=not holds_union(store),
        substitutions={
            Variable(key): NamedNode(term) if isinstance(term, str) else term
            for key, term in terms.items()
        },
    )


def stored_rows(
    store: Store, folder: str, name: str, **terms: str | Value
) -> list[dict[str, Value]]:
    """The rows of such a question: values by the name of the variable, the unbound ones left out.

    Raises QueryError for one that gives no rows.
    """
    results = stored(store, folder, name, **terms)
    if not isinstance(results, QuerySolutions):
        raise QueryError(f"queries/{folder}/{name}.rq gives no rows; write it with SELECT")
    names = [variable.value for variable in results.variables]
    return [
        {key: value for key in names if isinstance(value := solution[key], NamedNode | Literal)}
        for solution in results
    ]


@cache
def _text(folder: str, name: str) -> str:
    path = resources.folder("queries") / folder / f"{name}.rq"
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise QueryError(f"there is no question queries/{folder}/{name}.rq ({error})") from error
