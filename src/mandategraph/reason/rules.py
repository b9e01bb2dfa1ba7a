"""The rules of OWL 2 RL as they are kept: one SPARQL CONSTRUCT a file in ``ontology/rules/``.

A file is named after its rule in the tables of OWL 2 Profiles, section 4.3; a rule over a list has
a file for each length of list (``prp-spo2-2``, ``prp-spo2-3``). It opens with its title in both
languages, and holds one triple pattern a line, then filters: so the same file can be asked as it
stands, asked for what is new only, and read backwards to explain what it gave.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypeAlias

import pyoxigraph as ox

from mandategraph.errors import DataError
from mandategraph.resources import folder

Term: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal
Binding: TypeAlias = dict[str, Term]

NOTHING = ox.NamedNode("http://www.w3.org/2002/07/owl#Nothing")
"""The class that holds no thing: to be in it is a contradiction."""
_TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_TITLE = re.compile(r"^# title-(vi|en): (.+)$", re.MULTILINE)
_PREFIX = re.compile(r"^PREFIX (\w+): <([^>]+)>$", re.MULTILINE)
_RULE = re.compile(r"^CONSTRUCT \{ (.+?) \}\nWHERE \{\n(.+)\n\}$", re.MULTILINE | re.DOTALL)
_PART = re.compile(r"\?\w+|a|\w+:\w+")
_PATH = "rdf:rest*/rdf:first"


@dataclass(frozen=True, slots=True)
class Pattern:
    """A triple pattern: in each place a variable's name or a term. ``text`` is how it is written.

    A path over the members of a list has no ``predicate``; it is asked, not explained.
    """

    text: str
    subject: str | Term
    predicate: str | Term | None
    object: str | Term

    @property
    def places(self) -> tuple[str | Term | None, str | Term | None, str | Term | None]:
        """Subject, predicate and object."""
        return self.subject, self.predicate, self.object

    def variables(self) -> Iterator[str]:
        """The names of its variables, in order."""
        return (place for place in self.places if isinstance(place, str))

    def bound(self, binding: Binding) -> ox.Triple:
        """The triple that it is under a binding of all its variables."""
        subject, predicate, value = (
            binding[place] if isinstance(place, str) else place for place in self.places
        )
        return ox.Triple(subject, predicate, value)  # type: ignore[arg-type]  # a rule makes triples

    def unified(self, triple: ox.Triple) -> Binding | None:
        """What its variables stand for where it is this triple; None where it cannot be."""
        binding: Binding = {}
        for place, term in zip(self.places, _terms(triple), strict=True):
            if isinstance(place, str):
                if binding.setdefault(place, term) != term:
                    return None
            elif place != term:
                return None
        return binding


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: what it is called, and what follows (``head``) from what (``body`` and ``filters``)."""

    name: str
    title: dict[str, str]
    prefixes: str
    head: tuple[Pattern, ...]
    body: tuple[Pattern, ...]
    filters: str

    @property
    def is_clash(self) -> bool:
        """Whether what it finds is a contradiction."""
        return any(pattern.object == NOTHING for pattern in self.head)

    @property
    def is_of_model(self) -> bool:
        """Whether it is about classes and properties alone (table 9), not about things."""
        return self.name.startswith("scm-")

    def select(self, variables: str, body: str | None = None) -> str:
        """A SELECT of its variables over its body, or over the body written otherwise."""
        where = " ".join(one.text for one in self.body) if body is None else body
        return f"SELECT DISTINCT {variables} WHERE {{ {where} {self.filters} }}"

    def head_variables(self) -> str:
        """The variables of what follows, as SPARQL lists them."""
        names = dict.fromkeys(name for pattern in self.head for name in pattern.variables())
        return " ".join(f"?{name}" for name in names)


@cache
def rules() -> tuple[Rule, ...]:
    """All rules, by name. Raises DataError where one is not written as this module says."""
    paths = sorted((folder("ontology") / "rules").glob("*.rq"))
    if not paths:
        raise DataError("there is no rule in ontology/rules/; reinstall mandategraph")
    return tuple(map(read_rule, paths))


def read_rule(path: Path) -> Rule:
    """The rule of a file. Raises DataError where it is not written as this module says."""
    text = path.read_text(encoding="utf-8").strip()
    title, prefixes = dict(_TITLE.findall(text)), dict(_PREFIX.findall(text))
    found = _RULE.search(text)
    if found is None or set(title) != {"vi", "en"}:
        raise DataError(
            f"{path} is no rule: it needs title-vi, title-en, CONSTRUCT {{ … }} on one line, and "
            "WHERE { with one triple a line"
        )
    lines = [line.strip() for line in found[2].split("\n")]
    triples = [line for line in lines if not line.startswith("FILTER")]
    try:
        return Rule(
            name=path.stem,
            title=title,
            prefixes=" ".join(f"PREFIX {name}: <{iri}>" for name, iri in prefixes.items()),
            head=tuple(_pattern(part, prefixes) for part in found[1].split(" . ")),
            body=tuple(_pattern(line, prefixes) for line in triples),
            filters=" ".join(line for line in lines if line.startswith("FILTER")),
        )
    except (KeyError, ValueError) as error:
        raise DataError(
            f"{path} is no rule: {error} is no triple of names and variables"
        ) from error


def _pattern(line: str, prefixes: dict[str, str]) -> Pattern:
    parts = line.removesuffix(".").split()
    if len(parts) != len(("subject", "predicate", "object")):
        raise ValueError(line)
    subject, predicate, value = (_place(part, prefixes) for part in parts)
    if subject is None or value is None:
        raise ValueError(line)
    return Pattern(f"{' '.join(parts)} .", subject, predicate, value)


def _place(part: str, prefixes: dict[str, str]) -> str | Term | None:
    """A variable's name, the term of a prefixed name, or None for a path over a list."""
    if part == _PATH:
        return None
    if not _PART.fullmatch(part):
        raise ValueError(part)
    if part.startswith("?"):
        return part[1:]
    if part == "a":
        return _TYPE
    prefix, _, local = part.partition(":")
    return ox.NamedNode(f"{prefixes[prefix]}{local}")


def quad(triple: ox.Triple, graph: ox.NamedNode | ox.DefaultGraph) -> ox.Quad:
    """A triple in a graph."""
    return ox.Quad(triple.subject, triple.predicate, triple.object, graph)


def _terms(triple: ox.Triple) -> tuple[Term, Term, Term]:
    subject, value = triple.subject, triple.object
    if isinstance(subject, ox.Triple) or isinstance(value, ox.Triple):
        raise TypeError("a triple inside a triple is not reasoned about")
    return subject, triple.predicate, value
