"""What a client asks of ``/sparql``, read as the SPARQL 1.1 Protocol says, and what is refused."""

from dataclasses import dataclass

from flask import Request
from pyoxigraph import NamedNode
from werkzeug.datastructures import MultiDict

from mandategraph.errors import QueryError
from mandategraph.query import Dataset

MAX_CHARACTERS = 100_000

QUERY_BODY = "application/sparql-query"
UPDATE_BODY = "application/sparql-update"
FORM_BODY = "application/x-www-form-urlencoded"


class RefusedError(QueryError):
    """A request that is not answered: key of the words that say why, HTTP status, detail."""

    def __init__(self, key: str, status: int, detail: str = "") -> None:
        super().__init__(key)
        self.status = status
        self.detail = detail


@dataclass(frozen=True, slots=True)
class Asked:
    """A query and the graphs that it is asked of."""

    query: str
    dataset: Dataset | None = None
    """None where the request names no graphs."""


def asked(request: Request) -> Asked | None:
    """The query in a request; None when it holds none. Raises RefusedError for what is not allowed."""
    values: MultiDict[str, str]
    if request.method in ("GET", "HEAD"):
        values, direct = request.args, None
    else:
        values, direct = _posted(request)
    if "update" in values:
        raise RefusedError("sparql.read-only", 403)
    queries = [direct] if direct is not None else values.getlist("query")
    if not queries:
        if request.method == "POST":
            raise RefusedError("sparql.no-query", 400)
        return None
    if len(queries) > 1:
        raise RefusedError("sparql.two-queries", 400)
    query = queries[0]
    check(query)
    return Asked(query, _dataset(values))


def _dataset(values: MultiDict[str, str]) -> Dataset | None:
    names = ("default-graph-uri", "named-graph-uri")
    if not any(name in values for name in names):
        return None
    try:
        default, named = (tuple(NamedNode(iri) for iri in values.getlist(name)) for name in names)
    except ValueError as error:
        raise RefusedError("sparql.bad-graph", 400) from error
    return Dataset(default, named)


def _posted(request: Request) -> tuple[MultiDict[str, str], str | None]:
    if request.mimetype == FORM_BODY:
        return request.form, None
    if request.mimetype == UPDATE_BODY:
        raise RefusedError("sparql.read-only", 403)
    if request.mimetype != QUERY_BODY:
        raise RefusedError("sparql.unknown-body", 415)
    try:
        return request.args, request.get_data().decode("utf-8")
    except UnicodeDecodeError as error:
        raise RefusedError("sparql.not-utf8", 400) from error


def check(query: str) -> None:
    """Refuse a query that is empty or too long; what it may ask is for ``query.run`` to say."""
    if not query.strip():
        raise RefusedError("sparql.no-query", 400)
    if len(query) > MAX_CHARACTERS:
        raise RefusedError("sparql.too-long", 413)
