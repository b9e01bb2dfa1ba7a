"""SPARQL text before and after it is asked: what is refused, and where a fault of it stands."""

import re
import sys
from dataclasses import dataclass

from mandategraph.errors import QueryError, QueryServiceError, QuerySyntaxError

_POSITION = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)

_GAP = r"(?>\s|#[^\r\n]*+)*+"  # white space and comments
# An IRI, a variable, or a short name, in which a bracket may stand after a backslash.
_WHERE_TO = r"(?:<[^<>]*>|[?$]\w+|[^\s<>(){}]*:(?:\\.|[^\s<>(){}\\])*)"
_SERVICE = re.compile(
    rf"(?<![?$:])SERVICE{_GAP}(?:SILENT{_GAP})?{_WHERE_TO}{_GAP}\{{", re.IGNORECASE
)
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

# What may hold words that are no keywords: strings, IRIs, escapes, comments, variables, names.
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
_FROM = re.compile(r"\bFROM\b", re.IGNORECASE)


def names_graphs(text: str) -> bool:
    """Whether a text says itself which graphs it is asked of."""
    return bool(_FROM.search(_NOT_KEYWORD.sub(" ", _ESCAPE.sub(_unescaped, text))))


def refuse_services(text: str) -> None:
    """Raise QueryServiceError for a text that would call another endpoint."""
    plain = _ESCAPE.sub(_unescaped, text)
    if _SERVICE.search(text) or _SERVICE.search(plain):
        raise QueryServiceError(
            "SERVICE is not allowed: questions are answered from this graph alone; "
            "ask the other endpoint by itself and join the answers"
        )


def _unescaped(match: re.Match[str]) -> str:
    code = int(match[1] or match[2], 16)
    return chr(code) if code <= sys.maxunicode else ""


def explained(text: str, message: str) -> QueryError:
    """The store's syntax error in words, with the place and what may mend it."""
    match = _POSITION.match(message)
    if match is None:
        return QueryError(f"this is not SPARQL: {message}")
    fault = _start(text) or _fault(text, _index(text, int(match[1]), int(match[2])), match[3])
    at = fault.at
    line = text.count("\n", 0, at) + 1
    column = at - (text.rfind("\n", 0, at) + 1) + 1
    hint = _HINTS[fault.reason].format(word=fault.word)
    return QuerySyntaxError(
        f"line {line}, column {column}: {hint}", line, column, fault.reason, fault.word
    )


@dataclass(frozen=True, slots=True)
class _Fault:
    """Where a text is wrong, which of the hints fits, and the word it is about."""

    at: int
    reason: str
    word: str = ""


_HINTS = {
    "empty": "the question is empty; begin with SELECT, ASK, CONSTRUCT or DESCRIBE",
    "update": (
        "{word} would change the graph, which is read-only; ask with SELECT, ASK or CONSTRUCT"
    ),
    "start": "“{word}” does not start a question; begin with SELECT, ASK, CONSTRUCT or DESCRIBE",
    "prefix": "the prefix “{word}:” is not declared; add a line such as PREFIX {word}: <https://…>",
    "group": "a variable after SELECT is neither grouped nor counted; add it to GROUP BY",
    "early": "the question ends too early; look for a missing }}, ) or quotation mark",
    "unexpected": "“{word}” is not expected here; look at this place and just before it",
}


def _start(text: str) -> _Fault | None:
    """What is wrong with the first word after the prologue; None when a question starts there."""
    match = _PROLOGUE.match(text)
    at = match.end() if match else 0
    word = _WORD.match(text, at)
    near = word[0] if word else ""
    if not near:
        return _Fault(at, "empty")
    if near.upper() in _UPDATES:
        return _Fault(at, "update", near.upper())
    return None if near.upper() in _FORMS else _Fault(at, "start", near)


def _index(text: str, line: int, column: int) -> int:
    """The position in the text of a line and column, both counted from 1."""
    lines = text.split("\n")
    return min(sum(len(one) + 1 for one in lines[: line - 1]) + column - 1, len(text))


def _fault(text: str, at: int, expected: str) -> _Fault:
    """The fault, from the place where the parser stopped and what it would have taken there."""
    if "Prefix not found" in expected and (name := _LAST_NAME.search(text, 0, at)):
        return _Fault(name.start(), "prefix", name[1])
    if "unbound" in expected:
        return _Fault(at, "group")
    at = _before_keywords(at, expected)
    gap = _GAP_ONLY.match(text, at)
    word = _WORD.match(text, gap.end() if gap else at)
    if word is None:
        return _Fault(at, "early")
    return _Fault(word.start(), "unexpected", word[0])


def _before_keywords(at: int, expected: str) -> int:
    """The fault itself: the parser reports a keyword it misses at the place where it would end."""
    plain = re.sub(r"\[[^\]]*\]|\"[^\"]*\"", "", expected)
    keywords = re.findall(r"\b[A-Za-z_]{2,}\b", re.sub(r"^expected( one of)?", "", plain))
    if not keywords:
        return max(at - 1, 0) if expected.strip() == "expected [_]" else at
    others = set(re.findall(r"\[[^\]]*\]|\"[^\"]*\"", expected)) - {"[_]"}
    return at if others else max(at - min(map(len, keywords)), 0)
