"""What an audit looks for and finds: rules, findings, and the report that holds them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Literal

from mandategraph.errors import InputError

Severity = Literal["violation", "warning", "info"]
State = Literal["silent", "not-held", "not-applicable"]

SEVERITIES: tuple[Severity, ...] = ("violation", "warning", "info")
"""From the gravest to the mildest."""

UNJUDGED: tuple[State, ...] = ("not-held", "not-applicable")
"""States of findings that count at no severity."""


@dataclass(frozen=True, slots=True)
class Words:
    """The same words in Vietnamese and in English."""

    vi: str
    en: str

    def of(self, language: str) -> str:
        """The words in the language asked for (Vietnamese unless it is ``en``)."""
        return self.en if language == "en" else self.vi


@dataclass(frozen=True, slots=True)
class Rule:
    """A property shape: what it looks for, how grave it is, and what it says to a reader."""

    iri: str
    layer: str
    element: str
    severity: Severity
    order: int
    name: Words
    message: Words
    description: Words
    path: str
    """The property looked at, or the first of several; empty for none."""
    not_held_in: frozenset[str] = frozenset()
    applies_to: frozenset[str] = frozenset()

    def as_json(self) -> dict[str, Any]:
        """The rule as plain values."""
        return {
            "shape": self.iri,
            "layer": self.layer,
            "severity": self.severity,
            "element": self.element,
            "name": plain(self.name),
            "message": plain(self.message),
            "description": plain(self.description),
        }


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a rule found in a document, with the words it concerns.

    ``shape`` is the property shape that found it, ``node`` the thing it was found at, ``provision``
    the part of the text where that thing stands (``place`` is its label). ``quote`` is the passage
    from ``start`` to ``end`` of the stored text. ``id`` stays the same from run to run.
    """

    id: str
    layer: str
    shape: str
    severity: Severity
    state: State
    document: str | None
    provision: str | None
    node: str
    element: str
    name: Words
    message: Words
    method: Words
    """How it was decided."""
    place: str | None = None
    value: str | None = None
    detail: Words | None = None
    """What is particular to this finding: the description of a fault of the text."""
    quote: str | None = None
    start: int | None = None
    end: int | None = None
    component: str = ""
    waived: bool = False

    def as_json(self) -> dict[str, Any]:
        """The finding as plain values."""
        return {
            "id": self.id,
            "layer": self.layer,
            "shape": self.shape,
            "severity": self.severity,
            "document": self.document,
            "provision": self.provision,
            "place": self.place,
            "node": self.node,
            "element": self.element,
            "name": plain(self.name),
            "state": self.state,
            "message": plain(self.message),
            "detail": plain(self.detail),
            "value": self.value,
            "quote": self.quote,
            "start": self.start,
            "end": self.end,
            "method": plain(self.method),
            "waived": self.waived,
        }


def plain(words: Words | None) -> dict[str, str] | None:
    """Words as plain values."""
    return None if words is None else {"vi": words.vi, "en": words.en}


@dataclass(frozen=True, slots=True)
class Report:
    """The findings of one audit, in the order of documents and of the text."""

    findings: tuple[Finding, ...]
    documents: tuple[str, ...]
    titles: dict[str, Words] = field(default_factory=dict)
    """What to call each document."""
    rules: dict[str, Rule] = field(default_factory=dict)
    """The rules that were asked, by their IRI."""
    fail_on: Severity = "violation"

    @property
    def conforms(self) -> bool:
        """Whether nothing was found at or above the level that the audit was asked to fail on."""
        return not self.fails(self.fail_on)

    def fails(self, level: str) -> bool:
        """Whether a finding that counts is as grave as ``level``, or graver.

        Only what a text that is held leaves unsaid counts, never what is not held or not asked of
        its kind; a waived finding does not count.
        """
        grave = SEVERITIES[: SEVERITIES.index(severity(level)) + 1]
        return any(
            finding.severity in grave and finding.state == "silent" and not finding.waived
            for finding in self.findings
        )

    def count(self) -> dict[Severity, int]:
        """How many findings of each severity count: what a text that is held leaves unsaid."""
        return {
            level: sum(
                finding.severity == level and finding.state == "silent" for finding in self.findings
            )
            for level in SEVERITIES
        }

    def unjudged(self) -> dict[State, int]:
        """How many findings judge nothing, and why: what is not held, or not asked for."""
        return {
            state: sum(finding.state == state for finding in self.findings) for state in UNJUDGED
        }

    def of(self, documents: Iterable[str]) -> "Report":
        """The part of the report that is about these documents."""
        wanted = frozenset(documents)
        return Report(
            findings=tuple(found for found in self.findings if found.document in wanted),
            documents=tuple(iri for iri in self.documents if iri in wanted),
            titles={iri: title for iri, title in self.titles.items() if iri in wanted},
            rules=self.rules,
            fail_on=self.fail_on,
        )


def by_rule(findings: Iterable[Finding]) -> dict[tuple[str, State], list[Finding]]:
    """Findings by rule and state: where nothing can be judged a rule says something else."""
    groups: dict[tuple[str, State], list[Finding]] = {}
    for finding in findings:
        groups.setdefault((finding.shape, finding.state), []).append(finding)
    return groups


def severity(level: str) -> Severity:
    """The severity of that name.

    Raises InputError for another word.
    """
    for known in SEVERITIES:
        if known == level:
            return known
    raise InputError(f"'{level}' is not a severity; use one of {', '.join(SEVERITIES)}")
