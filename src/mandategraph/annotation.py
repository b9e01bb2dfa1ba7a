"""The annotation format: a reading as JSON, as people write and compare it.

The format is that of hand annotations: one object a document, a list a layer, offsets in code
points. ``to_json`` gives the object of a reading; ``show.py`` gives the same object from the graph.

A body may be named by its canonical name or by the words that name it there; ``agencies`` says
which words name which body. Curated annotations use canonical names; the machine's own reading,
which knows no curator's name for a body it meets for the first time, gives the words
(``as_written``). ``canonical`` turns words into names again.
"""

from collections.abc import Callable, Iterable
from typing import Any

from mandategraph.model import (
    Citation,
    Considered,
    DocumentFacts,
    Found,
    Funding,
    Mention,
    Objective,
    Reading,
    Reporting,
    Section,
    Signatory,
    Target,
    Task,
)
from mandategraph.text import SourceText, Span, collapse, normalise

type_json = dict[str, Any]
VietnameseName = Callable[[str], str | None]


def _value(found: Found[Any] | None) -> Any:
    return found.value if found else None


def _values(found: Iterable[Found[Any]]) -> list[Any]:
    return [one.value for one in found]


def _with(entry: type_json, **optional: Any) -> type_json:
    """The entry with those optional keys that have something to say."""
    return entry | {key: value for key, value in optional.items() if value not in (None, [], ())}


def document_json(facts: DocumentFacts) -> type_json:
    """The ``document`` object."""
    return _with(
        {
            "title": _value(facts.title),
            "type": _value(facts.type),
            "number": _value(facts.number),
            "date": _value(facts.date),
            "issuer": _value(facts.issuer),
            "jurisdiction": _value(facts.jurisdiction),
            "period_start": _value(facts.period_start),
            "period_end": _value(facts.period_end),
            "language": facts.language,
            "implements": _values(facts.implements),
        },
        implements_alt=_values(facts.implements_alt),
        note=facts.note,
    )


def section_json(section: Section) -> type_json:
    """One entry of ``sections``."""
    entry: type_json = {
        "label": section.label,
        "heading": section.heading,
        "start": section.span.start,
    }
    if section.relabelled:
        entry["label_as_written"] = section.printed_label
    return _with(entry, note=section.note)


def citation_json(citation: Citation, source: SourceText) -> type_json:
    """One entry of ``citations``, or of ``unnumbered`` for an instrument without a number."""
    if citation.number is None:
        return {"name": collapse(source.words(citation.quotes[0])), "type": citation.kind}
    return _with(
        {
            "number": citation.number,
            "type": citation.kind,
            "date": _value(citation.date),
            "issuer": _value(citation.issuer),
            "title_or_topic": _value(citation.topic),
            "quotes": list(dict.fromkeys(source.words(quote) for quote in citation.quotes)),
        },
        canonical_number=citation.canonical_number,
        issuer_alt=citation.issuer_alt,
        note=citation.note,
    )


def mention_json(mention: Mention, vietnamese: VietnameseName) -> type_json:
    """One entry of ``agencies``."""
    return _with(
        {"mention": collapse(mention.form), "canonical_en": mention.agency},
        canonical_vi=vietnamese(mention.agency),
    )


def task_json(task: Task) -> type_json:
    """One entry of ``tasks``."""
    return _with(
        {
            "start": task.start,
            "offset": task.span.start,
            "end": task.span.end,
            "section": task.section,
            "lead": _values(task.lead),
            "coordinate": _values(task.coordinate),
            "technology": _values(task.technology),
            "theme": _value(task.theme),
            "deadline": _value(task.deadline),
            "cites": _values(task.cites),
        },
        start_alt=list(task.start_alt),
        lead_source=task.lead_source,
        directed_by=_values(task.directed_by),
        directs=_values(task.directs),
        through=_values(task.through),
        coordinate_alt=_values(task.coordinate_alt),
        technology_alt=_values(task.technology_alt),
        theme_alt=_values(task.theme_alt),
        deadline_alt=list(task.deadline_alt),
        deadline_text=_value(task.deadline_text),
        deadline_source=task.deadline_source,
        more_deadlines=_values(task.more_deadlines),
        repeats=task.repeats,
        repeated_by=task.repeated_by,
        note=task.note,
    )


def objective_json(objective: Objective) -> type_json:
    """One entry of ``objectives``."""
    return _with(
        {
            "start": objective.start,
            "offset": objective.span.start,
            "section": objective.section,
            "kind": objective.kind,
        },
        note=objective.note,
    )


def target_json(target: Target) -> type_json:
    """One entry of ``targets``."""
    return _with(
        {
            "start": target.start,
            "offset": target.span.start,
            "indicator": _value(target.indicator),
            "comparator": target.comparator,
            "value": _value(target.value),
            "unit": _value(target.unit),
            "year": _value(target.year),
            "baseline": _value(target.baseline),
        },
        qualitative=target.qualitative or None,
        note=target.note,
    )


def reporting_json(duty: Reporting) -> type_json:
    """One entry of ``reporting``."""
    return _with(
        {
            "who": _value(duty.who),
            "to": _values(duty.to),
            "when": _value(duty.when),
            "start": duty.start,
            "offset": duty.span.start,
        },
        what=_value(duty.what),
        via=_value(duty.via),
        on_behalf_of=_value(duty.on_behalf_of),
        first=_value(duty.first),
        note=duty.note,
    )


def funding_json(funding: Funding) -> type_json:
    """One entry of ``funding``."""
    return _with(
        {"source": funding.source.value, "start": funding.start, "offset": funding.span.start},
        note=funding.note,
    )


def signatory_json(signatory: Signatory | None) -> type_json | None:
    """The ``signatory`` object; None where nobody signs."""
    if signatory is None:
        return None
    return _with(
        {"name": _value(signatory.name), "position": _value(signatory.position)},
        on_behalf_of=_value(signatory.on_behalf_of),
    )


def considered_json(passage: Considered) -> type_json:
    """One entry of ``borderline``."""
    return {"start": passage.start, "offset": passage.span.start, "why": passage.why}


def to_json(reading: Reading, vietnamese: VietnameseName) -> type_json:
    """The annotation of a reading; ``vietnamese`` gives the Vietnamese name of an agency."""
    numbered = [c for c in reading.citations if c.number is not None]
    unnumbered = [c for c in reading.citations if c.number is None]
    entry: type_json = {
        "document": document_json(reading.document),
        "sections": [section_json(section) for section in reading.sections],
        "citations": [citation_json(citation, reading.source) for citation in numbered],
        "unnumbered": [citation_json(citation, reading.source) for citation in unnumbered],
        "agencies": [mention_json(mention, vietnamese) for mention in reading.mentions],
        "tasks": [task_json(task) for task in reading.tasks],
        "objectives": [objective_json(objective) for objective in reading.objectives],
        "targets": [target_json(target) for target in reading.targets],
        "reporting": [reporting_json(duty) for duty in reading.reporting],
        "funding": [funding_json(funding) for funding in reading.funding],
        "signatory": signatory_json(reading.signatory),
        "recipients": _values(reading.recipients),
        "borderline": [considered_json(passage) for passage in reading.considered],
        "defects": [defect.description for defect in reading.defects],
    }
    return _with(entry, notes=list(reading.notes))


BODIES = {
    "tasks": ("lead", "coordinate", "coordinate_alt", "directed_by", "directs", "through"),
    "reporting": ("who", "to", "via", "on_behalf_of"),
}
"""The fields that name bodies, by layer."""


def as_written(entry: type_json, reading: Reading) -> type_json:
    """The annotation of a reading with each body named by the words that name it there.

    A body keeps its canonical name where the words are not among the document's ``agencies``.
    """
    names = _names(entry)

    def words(found: Found[str]) -> str:
        printed = collapse(reading.source.words(found.span)) if found.span else found.value
        return printed if names.get(normalise(printed)) == found.value else found.value

    def named(found: Found[str] | tuple[Found[str], ...]) -> str | list[str]:
        if isinstance(found, Found):
            return words(found)
        return list(dict.fromkeys(words(one) for one in found))

    layers = {
        layer: [
            one | {key: named(getattr(read, key)) for key in keys if one.get(key)}
            for one, read in zip(entry[layer], getattr(reading, layer), strict=True)
        ]
        for layer, keys in BODIES.items()
    }
    return entry | layers


def canonical(entry: type_json, known: Callable[[str], str | None] | None = None) -> type_json:
    """The annotation with each body under its canonical name; what is no known form stays.

    ``known`` gives the canonical name of a form that the annotation does not explain itself.
    """
    names = _names(entry)

    def named(value: Any) -> Any:
        if isinstance(value, list):
            return list(dict.fromkeys(map(named, value)))
        if not isinstance(value, str):
            return value
        return names.get(normalise(value)) or (known(value) if known else None) or value

    layers = {
        layer: [one | {key: named(one[key]) for key in keys if key in one} for one in entry[layer]]
        for layer, keys in BODIES.items()
    }
    return entry | layers


def _names(entry: type_json) -> dict[str, str]:
    """What each form of the document's agencies stands for."""
    return {normalise(one["mention"]): one["canonical_en"] for one in entry["agencies"]}


def layer_span(source: SourceText, start: str, offset: int, end: int | None) -> Span:
    """The passage at an offset; without an end, to the end of its opening words.

    Raises ValueError when the passage does not begin with the opening words.
    """
    stop = end if end is not None else end_of_words(source.text, start, offset)
    if not collapse(source.text[offset:stop]).startswith(start):
        raise ValueError(f"the words at offset {offset} are not “{start}”")
    return Span(offset, stop)


def end_of_words(text: str, words: str, offset: int) -> int:
    """Where a passage that reads as ``words`` (white space collapsed) ends."""
    at = offset
    for word in words.split():
        while at < len(text) and text[at].isspace():
            at += 1
        if not text.startswith(word, at):
            raise ValueError(f"the words at offset {offset} are not “{words}”")
        at += len(word)
    return at
