"""The catalogue of named questions kept in ``queries/``: one file each, found by itself.

A file starts with comment lines: ``# title-vi: …``, ``# title-en: …``, ``# question: 9`` (its
number among the questions the graph must answer), ``# param: name type default words | words``,
an empty comment, then a description, ``# en: …`` and ``# vi: …``. The SPARQL below is whole as it
stands: each parameter has ``VALUES ?name { … }`` with its default, or ``UNDEF`` for none.
"""

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from mandategraph.errors import DataError, QueryError
from mandategraph.query.terms import KINDS
from mandategraph.resources import folder

_HEADER = re.compile(r"#\s*(title-vi|title-en|question|param|keywords|vi|en):\s*(.*)")
_PARAMETER = re.compile(r'(?P<name>\w+)\s+(?P<kind>\S+)\s+(?P<default>"[^"]*"|\S+)\s*(?P<words>.*)')
_PLAIN_COMMENT = re.compile(r"#\s*(.*)")


@dataclass(frozen=True, slots=True)
class Parameter:
    """A value that the asker may give: ``kind`` is one of KINDS, ``default`` None when optional."""

    name: str
    kind: str
    default: str | None
    description_vi: str
    description_en: str


@dataclass(frozen=True, slots=True)
class Question:
    """A question with a name, two titles, two descriptions, its parameters, and SPARQL text."""

    name: str
    number: int | None
    title_vi: str
    title_en: str
    description_vi: str
    description_en: str
    parameters: tuple[Parameter, ...]
    text: str

    def title(self, language: str) -> str:
        """The title in a language (Vietnamese unless it is ``en``)."""
        return self.title_en if language == "en" else self.title_vi

    def description(self, language: str) -> str:
        """The description in a language (Vietnamese unless it is ``en``)."""
        return self.description_en if language == "en" else self.description_vi


@cache
def catalogue(where: Path | None = None) -> dict[str, Question]:
    """Every question of a folder (``queries/`` when none is given) by its name, in its order.

    The order is that of the numbers, then of the names. Raises QueryError for a file whose header
    is incomplete, and DataError for a folder without questions.
    """
    place = where or folder("queries")
    questions = [read_question(path) for path in sorted(place.glob("*.rq"))]
    if not questions:
        raise DataError(f"there is no question in {place}; give a folder with .rq files")
    questions.sort(key=lambda question: (question.number or 1000, question.name))
    return {question.name: question for question in questions}


def checks() -> dict[str, Question]:
    """The questions of ``queries/checks/``, which must have no answer on a sound graph."""
    return catalogue(folder("queries") / "checks")


def find(name: str, where: Path | None = None) -> Question:
    """The question of that name. Raises QueryError with the nearest names for an unknown one."""
    known = catalogue(where)
    if name in known:
        return known[name]
    near = difflib.get_close_matches(name, known, n=3, cutoff=0.4)
    hint = f"did you mean {' or '.join(near)}?" if near else "“mandategraph query” lists them"
    raise QueryError(f"there is no question “{name}”; {hint}")


def read_question(path: Path) -> Question:
    """The question in a file. Raises QueryError when a header line is missing or malformed."""
    text = path.read_text(encoding="utf-8")
    header = _header(text)
    missing = [key for key in ("title-vi", "title-en") if not header.get(key)]
    if missing:
        raise QueryError(
            f"{path.name} has no {' or '.join(missing)}; "
            f"add a first line such as '# {missing[0]}: …'"
        )
    number = header.get("question", [""])[0]
    if number and not number.isdigit():
        raise QueryError(
            f"{path.name}: “{number}” is no number of a question; write '# question: 9'"
        )
    return Question(
        name=path.stem,
        number=int(number) if number else None,
        title_vi=header["title-vi"][0],
        title_en=header["title-en"][0],
        description_vi=" ".join(header.get("vi", [])),
        description_en=" ".join(header.get("en", [])),
        parameters=tuple(_parameter(line, path, text) for line in header.get("param", [])),
        text=text,
    )


def parameters_of(text: str) -> tuple[Parameter, ...]:
    """The parameters that the header of a SPARQL text declares; none where it has no header."""
    return tuple(
        _parameter(line, Path("the question"), text) for line in _header(text).get("param", [])
    )


def _header(text: str) -> dict[str, list[str]]:
    """The comment lines at the start by their key; a plain line goes on with the one before."""
    found: dict[str, list[str]] = {}
    key = ""
    for line in _comments(text):
        if match := _HEADER.fullmatch(line):
            key = match[1]
            found.setdefault(key, []).append(match[2].strip())
        elif (words := _PLAIN_COMMENT.fullmatch(line)) and words[1] and key in ("vi", "en"):
            found[key].append(words[1].strip())
    return found


def _comments(text: str) -> Iterator[str]:
    for line in text.splitlines():
        stripped = line.strip()
        if stripped and not stripped.startswith("#"):
            return
        yield stripped


def _parameter(line: str, path: Path, text: str) -> Parameter:
    """A parameter from ``name type default english | vietnamese``; a default of ``-`` is none."""
    match = _PARAMETER.fullmatch(line)
    if match is None:
        raise QueryError(
            f"{path.name}: the parameter “{line}” is incomplete; "
            "write '# param: name type default what it is | là gì'"
        )
    name, kind, default = match["name"], match["kind"], match["default"].strip('"')
    if kind not in KINDS:
        raise QueryError(
            f"{path.name}: “{kind}” is no type of parameter; use one of {', '.join(sorted(KINDS))}"
        )
    if not slot(name).search(text):
        raise QueryError(
            f"{path.name} has no place for {name}; write VALUES ?{name} {{ UNDEF }} where it is used"
        )
    english, _, vietnamese = match["words"].partition("|")
    return Parameter(
        name=name,
        kind=kind,
        default=None if default == "-" else default,
        description_vi=vietnamese.strip() or english.strip(),
        description_en=english.strip(),
    )


def slot(name: str) -> re.Pattern[str]:
    """What a parameter's place looks like in the text: ``VALUES ?name { … }``."""
    return re.compile(rf"(VALUES\s+\?{re.escape(name)}\s*\{{)([^{{}}]*)(\}})")
