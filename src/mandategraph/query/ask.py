"""Asking the store: parameters are put in their places, and only questions are let through."""

import re
import sys
from collections.abc import Mapping
from typing import TypeAlias

from pyoxigraph import QueryBoolean, QuerySolutions, QueryTriples, Store

from mandategraph.errors import QueryError, QuerySyntaxError
from mandategraph.names import PREFIXES
from mandategraph.query.catalogue import Parameter, Question, parameters_of, slot
from mandategraph.query.terms import term
from mandategraph.store import holds_union

Results: TypeAlias = QuerySolutions | QueryTriples | QueryBoolean

_POSITION = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)

_GAP = r"(?>\s|#[^\r\n]*+)*+"  # white space and comments
_WHERE_TO = r"(?:<[^<>]*>|[?$]\w+|[^\s<>(){}]*:[^\s<>(){}]*)"  # an IRI, a variable, a short name
_SERVICE = re.compile(rf"SERVICE{_GAP}(?:SILENT{_GAP})?{_WHERE_TO}{_GAP}\{{", re.IGNORECASE)
"""A call to another endpoint, wherever it stands: what looks like a string to one reader of SPARQL
may be a call to another, so the whole text is searched."""

_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_FORMS = frozenset(("SELECT", "ASK", "CONSTRUCT", "DESCRIBE"))
_WORD = re.compile(r"[\w?$:@-]+|\S")
_GAP_ONLY = re.compile(_GAP)
_PROLOGUE = re.compile(
    rf"{_GAP}(?:(?:PREFIX{_GAP}[^\s:]*:|BASE){_GAP}<[^<>]*>{_GAP})*", re.IGNORECASE
)
_LAST_NAME = re.compile(r"([\w-]*):[\w.%\\/-]*$")
_UPDATES = frozenset(
    ("INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH")
)


def run(
    store: Store, question: Question | str, parameters: Mapping[str, str] | None = None
) -> Results:
    """The results of a question of the catalogue, or of SPARQL text, over all graphs together.

    Parameters not given, or given empty, keep their defaults. Raises QueryError for a parameter
    that the question does not have or a value not of its type, for updates, and for calls to other
    services; QuerySyntaxError, with line and column, for text that is not SPARQL.
    """
    text, known = (
        (question, parameters_of(question))
        if isinstance(question, str)
        else (question.text, question.parameters)
    )
    bound = bind(text, known, parameters or {})
    refuse_services(bound)
    try:
        return store.query(
            bound, use_default_graph_as_union=not holds_union(store), prefixes=dict(PREFIXES)
        )
    except SyntaxError as error:
        raise _explained(bound, str(error)) from error
    except (ValueError, RuntimeError, OSError) as error:
        raise QueryError(f"the question cannot be answered: {error}") from error


def bind(text: str, known: tuple[Parameter, ...], given: Mapping[str, str]) -> str:
    """The text with the values given in the places of their parameters."""
    by_name = {parameter.name: parameter for parameter in known}
    for name, value in given.items():
        if name not in by_name:
            those = ", ".join(by_name) or "none"
            raise QueryError(f"the question has no parameter “{name}”; its parameters: {those}")
        if value.strip():
            text = _filled(text, name, str(term(by_name[name].kind, value.strip(), name)))
    return text


def _filled(text: str, name: str, value: str) -> str:
    return slot(name).sub(lambda match: f"{match[1]} {value} {match[3]}", text)


def with_defaults(question: Question) -> dict[str, str]:
    """The values with which a question is asked when none are given."""
    return {one.name: one.default for one in question.parameters if one.default is not None}


def refuse_services(text: str) -> None:
    """Raise QueryError for a text that would call another endpoint."""
    plain = _ESCAPE.sub(_unescaped, text)
    if _SERVICE.search(text) or _SERVICE.search(plain):
        raise QueryError(
            "SERVICE is not allowed: questions are answered from this graph alone; "
            "ask the other endpoint by itself and join the answers"
        )


def _unescaped(match: re.Match[str]) -> str:
    code = int(match[1] or match[2], 16)
    return chr(code) if code <= sys.maxunicode else ""


def _explained(text: str, message: str) -> QueryError:
    """The store's syntax error in words, with the place and what may mend it."""
    match = _POSITION.match(message)
    if match is None:
        return QueryError(f"this is not SPARQL: {message}")
    start = _start(text)
    if start is not None:
        at, hint = start
    else:
        at = _index(text, int(match[1]), int(match[2]))
        at, hint = _hint(text, at, match[3])
    line = text.count("\n", 0, at) + 1
    column = at - (text.rfind("\n", 0, at) + 1) + 1
    return QuerySyntaxError(f"line {line}, column {column}: {hint}", line, column)


def _start(text: str) -> tuple[int, str] | None:
    """What is wrong with the first word after the prologue; None when a question starts there."""
    match = _PROLOGUE.match(text)
    at = match.end() if match else 0
    word = _WORD.match(text, at)
    near = word[0] if word else ""
    if not near:
        return at, "the question is empty; begin with SELECT, ASK, CONSTRUCT or DESCRIBE"
    if near.upper() in _UPDATES:
        return at, (
            f"{near.upper()} would change the graph, which is read-only; "
            "ask with SELECT, ASK or CONSTRUCT"
        )
    if near.upper() not in _FORMS:
        return (
            at,
            f"“{near}” does not start a question; begin with SELECT, ASK, CONSTRUCT or DESCRIBE",
        )
    return None


def _index(text: str, line: int, column: int) -> int:
    """The position in the text of a line and column, both counted from 1."""
    lines = text.split("\n")
    return min(sum(len(one) + 1 for one in lines[: line - 1]) + column - 1, len(text))


def _hint(text: str, at: int, expected: str) -> tuple[int, str]:
    """Where the fault is, and what may mend it, from what the parser would have taken."""
    if "Prefix not found" in expected and (name := _LAST_NAME.search(text, 0, at)):
        return name.start(), (
            f"the prefix “{name[1]}:” is not declared; "
            f"add a line such as PREFIX {name[1]}: <https://…>"
        )
    if "unbound" in expected:
        return at, "a variable after SELECT is neither grouped nor counted; add it to GROUP BY"
    at = _before_keywords(at, expected)
    gap = _GAP_ONLY.match(text, at)
    word = _WORD.match(text, gap.end() if gap else at)
    if word is None:
        return at, "the question ends too early; look for a missing }, ) or quotation mark"
    return word.start(), f"“{word[0]}” is not expected here; look at this place and just before it"


def _before_keywords(at: int, expected: str) -> int:
    """The fault itself: the parser reports a keyword it misses at the place where it would end."""
    plain = re.sub(r"\[[^\]]*\]|\"[^\"]*\"", "", expected)
    keywords = re.findall(r"\b[A-Za-z_]{2,}\b", re.sub(r"^expected( one of)?", "", plain))
    if not keywords:
        return max(at - 1, 0) if expected.strip() == "expected [_]" else at
    others = set(re.findall(r"\[[^\]]*\]|\"[^\"]*\"", expected)) - {"[_]"}
    return at if others else max(at - min(map(len, keywords)), 0)
