"""An explanation in words, and as JSON."""

from collections.abc import Iterator, Mapping
from typing import Any

import pyoxigraph as ox

from mandategraph.text import collapse
from mandategraph.why.steps import Source, Step

WORDS = {
    "en": {
        "because": "because",
        "axioms": "by the ontology: {}",
        "ontology": "stated in the ontology",
        "authority": "stated in the lists of the house (graph/authority)",
        "document": "follows from how the document is built",
        "words": "“{words}” ({folder}, characters {start}–{end})",
        "whole": "told by its place in the text: “{words}” ({folder}, characters {start}–{end})",
    },
    "vi": {
        "because": "vì",
        "axioms": "theo ontology: {}",
        "ontology": "ghi trong ontology",
        "authority": "ghi trong các danh mục (graph/authority)",
        "document": "theo cấu trúc của văn bản",
        "words": "“{words}” ({folder}, ký tự {start}–{end})",
        "whole": "theo vị trí trong văn bản: “{words}” ({folder}, ký tự {start}–{end})",
    },
}


def called(names: Mapping[str, str], language: str) -> str:
    """A name in a language, or in another where there is none in it."""
    return names.get(language) or next(iter(names.values()))


def fact(step: Step, language: str) -> str:
    """The fact of a step as a line: subject — predicate — object."""
    return " — ".join(called(names, language) for names in step.names)


def source_line(source: Source, language: str) -> str:
    """The words behind a fact, and where they stand."""
    return WORDS[language]["whole" if source.whole else "words"].format(
        words=collapse(source.exact), folder=source.folder, start=source.start, end=source.end
    )


def notes(step: Step, language: str) -> Iterator[str]:
    """What is said below the fact of a step: its rule and axioms, or where it is stated."""
    words = WORDS[language]
    if step.rule:
        yield f"{words['because']}: {called(step.title or {}, language)} ({step.rule})"
        yield from (words["axioms"].format(axiom) for axiom in step.axioms)
    elif step.sources:
        yield from (source_line(source, language) for source in step.sources)
    else:
        yield words[step.stated_in]


def in_words(step: Step, language: str = "en") -> str:
    """The explanation as indented lines, from the fact down to the sentences."""
    return "\n".join(_lines(step, language, ""))


def _lines(step: Step, language: str, indent: str) -> Iterator[str]:
    yield indent + fact(step, language)
    for note in notes(step, language):
        yield f"{indent}    {note}"
    for below in step.because:
        yield from _lines(below, language, f"{indent}  ")


def to_json(step: Step) -> dict[str, Any]:
    """The explanation as JSON: the fact with names in both languages, and why it holds."""
    subject, predicate, value = step.triple.subject, step.triple.predicate, step.triple.object
    told: dict[str, Any] = {
        "subject": _term(subject, step.names[0]),
        "predicate": _term(predicate, step.names[1]),
        "object": _term(value, step.names[2]),
    }
    if step.rule:
        told["rule"] = {"name": step.rule, "title": step.title}
        told["axioms"] = list(step.axioms)
        told["because"] = [to_json(below) for below in step.because]
    else:
        told["statedIn"] = step.stated_in
        told["sources"] = [
            {
                "document": source.document,
                "folder": source.folder,
                "start": source.start,
                "end": source.end,
                "exact": source.exact,
                "claim": source.claim,
                "aboutSubject": source.whole,
            }
            for source in step.sources
        ]
    return told


def _term(term: Any, names: Mapping[str, str]) -> dict[str, Any]:
    if isinstance(term, ox.Literal):
        datatype = None if term.language else term.datatype.value
        return {"value": term.value, "language": term.language, "datatype": datatype}
    return {"id": term.value, "label": dict(names)}
