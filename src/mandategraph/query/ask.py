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

Results: TypeAlias = QuerySolutions | QueryTriples | QueryBoolean

_POSITION = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)

_GAP = r"(?>\s|#[^\r\n]*+)*+"  # white space and comments
_WHERE_TO = r"(?:<[^<>]*>|[?$]\w+|[^\s<>(){}]*:[^\s<>(){}]*)"  # an IRI, a variable, a short name
_SERVICE = re.compile(rf"SERVICE{_GAP}(?:SILENT{_GAP})?{_WHERE_TO}{_GAP}\{{", re.IGNORECASE)
"""A call to another endpoint, wherever it stands: what looks like a string to one reader of SPARQL
may be a call to another, so the whole text is searched."""

_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
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
        return store.query(bound, use_default_graph_as_union=True, prefixes=dict(PREFIXES))
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
    line, column, expected = int(match[1]), int(match[2]), match[3]
    lines = text.splitlines() or [""]
    at = lines[line - 1][column - 1 :] if line <= len(lines) else ""
    word = re.match(r"[\w?$:@-]+|\S", at.strip())
    near = word[0] if word else ""
    return QuerySyntaxError(
        f"line {line}, column {column}: {_hint(text, near, expected)}", line, column
    )


def _hint(text: str, near: str, expected: str) -> str:
    if near.upper() in _UPDATES:
        return f"{near.upper()} would change the graph, which is read-only; ask with SELECT, ASK or CONSTRUCT"
    if "Prefix not found" in expected:
        prefix = near.partition(":")[0]
        return f"the prefix “{prefix}:” is not declared; add a line such as PREFIX {prefix}: <https://…>"
    if "unbound" in expected:
        return "a variable after SELECT is neither grouped nor counted; add it to GROUP BY"
    if not near:
        return "the question ends too early; look for a missing } or ), or a missing SELECT"
    if not re.search(r"\b(SELECT|ASK|CONSTRUCT|DESCRIBE)\b", text, re.IGNORECASE):
        return f"“{near}” does not start a question; begin with SELECT, ASK, CONSTRUCT or DESCRIBE"
    return f"“{near}” is not expected here; look at this place and just before it"
