"""What a client asks of ``/sparql``, read as the SPARQL 1.1 Protocol says, and what is refused."""

import re
from dataclasses import dataclass

from flask import Request
from werkzeug.datastructures import MultiDict

from mandategraph.errors import QueryError

MAX_CHARACTERS = 100_000

QUERY_BODY = "application/sparql-query"
UPDATE_BODY = "application/sparql-update"
FORM_BODY = "application/x-www-form-urlencoded"

# \u0053 stands for S anywhere in a query (SPARQL 1.1, section 19.2).
_CODEPOINT = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
# What may hold words that are no keywords: long strings, strings, IRIs, escapes, comments, names.
_NOT_KEYWORD = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""'
    r"|'''(?:[^'\\]|\\.|'(?!''))*'''"
    r'|"(?:[^"\\\n\r]|\\.)*"'
    r"|'(?:[^'\\\n\r]|\\.)*'"
    r"|<[^<>\"{}|^`\\\x00-\x20]*>"
    r"|\\."
    r"|#[^\n\r]*"
    r"|[?$]\w+"
    r"|[\w.-]*:[\w.:%-]*",
    re.DOTALL,
)
_UPDATE = re.compile(r"\b(?:INSERT|DELETE|LOAD|CLEAR|DROP|CREATE|ADD|MOVE|COPY)\b", re.IGNORECASE)
_QUERY = re.compile(r"\b(?:SELECT|ASK|CONSTRUCT|DESCRIBE)\b", re.IGNORECASE)


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
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()

    @property
    def has_dataset(self) -> bool:
        """Whether request or query say themselves which graphs are looked at."""
        return bool(self.default_graphs or self.named_graphs) or "FROM" in keywords(self.query)


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
    return Asked(
        query,
        tuple(values.getlist("default-graph-uri")),
        tuple(values.getlist("named-graph-uri")),
    )


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
    """Refuse a query that is empty, too long, an update, or that asks other hosts."""
    if not query.strip():
        raise RefusedError("sparql.no-query", 400)
    if len(query) > MAX_CHARACTERS:
        raise RefusedError("sparql.too-long", 413)
    known = keywords(query)
    if "SERVICE" in known:
        raise RefusedError("sparql.no-service", 403)
    bare = bare_words(query)
    if _UPDATE.search(bare) and not _QUERY.search(bare):
        raise RefusedError("sparql.read-only", 403)


def keywords(query: str) -> frozenset[str]:
    """Every bare word of a query in upper case: no part of a string, IRI, name or comment."""
    return frozenset(re.findall(r"[A-Z]+", bare_words(query).upper()))


def bare_words(query: str) -> str:
    """A query with its strings, IRIs, names and comments blanked out."""
    plain = _CODEPOINT.sub(lambda found: chr(int(found[1] or found[2], 16) % 0x110000), query)
    return _NOT_KEYWORD.sub(" ", plain)
