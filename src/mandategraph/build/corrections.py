"""A curator's corrections, kept in ``corrections.yaml``, applied to the machine's reading.

The file is a list. Each correction names a ``layer`` of the annotation format, does one thing
(``change`` with ``set``, ``add``, or ``drop``) and gives its ``reason``::

    - layer: tasks
      change: To identify information technology and information technolog
      set: {section: II.2}
      reason: The heading of II.2 is lost; by meaning this item and the next belong to it.
    - layer: agencies
      drop: Government
      reason: Part of “e-Government”, not a body.

Entries are named by what a reader sees: opening words of a passage, label of a section, number of
a citation, form of an agency. A correction that names nothing any more is reported, not applied.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml

from mandategraph import annotation
from mandategraph.annotation import VietnameseName
from mandategraph.build.entries import EntryReader
from mandategraph.build.grounding import Grounder, occurrences
from mandategraph.errors import CorrectionError
from mandategraph.gazetteer import Gazetteer
from mandategraph.model import Defect, Mention, Reading, Task
from mandategraph.text import Span, normalise

Json = dict[str, Any]
Pair = tuple[Any, Any]
"""An annotation entry, and the machine's reading that it came from (None for an added one)."""

LAYERS = (
    "document", "sections", "citations", "unnumbered", "agencies", "tasks", "objectives", "targets",
    "reporting", "funding", "signatory", "recipients", "borderline", "defects", "notes",
)  # fmt: skip
SINGLE = ("document", "signatory")


@dataclass(frozen=True, slots=True)
class Correction:
    """One thing that a curator does to one entry of a layer."""

    layer: str
    action: str
    target: Any
    values: Json
    reason: str


def entry_title(layer: str, entry: Any) -> str:
    """What a correction calls an entry by, as printed."""
    if layer in SINGLE:
        return layer
    if isinstance(entry, str):
        return entry
    parts = {
        "sections": ("label", "heading"),
        "citations": ("number", "date"),
        "unnumbered": ("name",),
        "agencies": ("mention",),
        "targets": ("start", "indicator"),
        "reporting": ("start", "who"),
        "funding": ("start", "source"),
        "defects": ("description",),
    }.get(layer, ("start",))
    return ", ".join(str(entry[part]) for part in parts if entry.get(part) is not None)


def compared_title(layer: str, title: str) -> str:
    """The title in the form in which it is compared; forms of agencies differ by their capitals."""
    return title if layer == "agencies" else normalise(title)


def titles(layer: str, entries: Iterable[Any]) -> list[str]:
    """The titles of a layer's entries in order; a repeated one gets ``~2``."""
    seen: dict[str, int] = {}
    found = []
    for entry in entries:
        title = entry_title(layer, entry)
        compared = compared_title(layer, title)
        seen[compared] = seen.get(compared, 0) + 1
        found.append(title if seen[compared] == 1 else f"{title} ~{seen[compared]}")
    return found


def load(path: Path) -> tuple[Correction, ...]:
    """The corrections of a document; none when the file is missing or empty.

    Raises CorrectionError when the file is not a list of corrections.
    """
    if not path.exists():
        return ()
    try:
        raw = yaml.safe_load(path.read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        raise CorrectionError(
            f"{path} is not valid YAML: {error}; mend the line it names"
        ) from error
    if raw is None:
        return ()
    if not isinstance(raw, list):
        raise CorrectionError(
            f"{path} must hold a list of corrections, each beginning with “- layer:”"
        )
    return tuple(
        _correction(one, f"{path}, correction {at}") for at, one in enumerate(raw, start=1)
    )


def _correction(raw: Any, where: str) -> Correction:
    if not isinstance(raw, dict) or raw.get("layer") not in LAYERS:
        raise CorrectionError(f"{where} needs “layer”, one of {', '.join(LAYERS)}")
    actions = [action for action in ("change", "add", "drop") if action in raw]
    if len(actions) != 1:
        raise CorrectionError(f"{where} needs exactly one of “change”, “add” and “drop”")
    if not raw.get("reason"):
        raise CorrectionError(f"{where} needs a “reason”")
    action = actions[0]
    values = raw.get("set", {})
    if action == "change" and not (isinstance(values, dict) and values):
        raise CorrectionError(f"{where} changes nothing; add “set” with the right values")
    return Correction(raw["layer"], action, raw[action], values, raw["reason"])


def _find(layer: str, names: list[str], wanted: Any) -> int | None:
    """The entry with this title, or the first one whose title begins with it."""
    name = compared_title(layer, str(wanted))
    compared = [compared_title(layer, candidate) for candidate in names]
    if name in compared:
        return compared.index(name)
    if layer == "agencies":
        return None
    return next((at for at, one in enumerate(compared) if one.startswith(name)), None)


def _apply(
    layer: str, pairs: list[Pair], corrections: Iterable[Correction]
) -> tuple[list[Pair], list[str]]:
    """The corrected entries of a layer, and a warning for each correction that names nothing."""
    warnings = []
    names = titles(layer, (entry for entry, _ in pairs))
    for one in corrections:
        if one.action == "add":
            pairs.append((one.target, None))
            names.append(entry_title(layer, one.target))
            continue
        at = _find(layer, names, one.target)
        if at is None:
            warnings.append(
                f"{layer}: nothing is called “{one.target}” any more; drop or mend this correction"
            )
        elif one.action == "drop":
            del pairs[at], names[at]
        elif isinstance(pairs[at][0], dict):
            entry, previous = pairs[at]
            pairs[at] = (_merged(entry, one.values), previous)
        else:
            pairs[at] = (one.values, pairs[at][1])
    return pairs, warnings


def _merged(entry: Json, values: Json) -> Json:
    """An entry with new values; a null for an optional key that it lacks adds nothing."""
    both = entry | values
    return {key: value for key, value in both.items() if value is not None or key in entry}


class _Corrector:
    """Applies corrections layer by layer, in the order in which layers lean on each other."""

    def __init__(
        self, reading: Reading, corrections: Iterable[Correction], vietnamese: VietnameseName
    ) -> None:
        self.json = annotation.to_json(reading, vietnamese)
        self.by_layer: dict[str, list[Correction]] = {}
        for one in corrections:
            self.by_layer.setdefault(one.layer, []).append(one)
        self.warnings: list[str] = []

    def touched(self, layer: str) -> bool:
        return layer in self.by_layer

    def pairs(self, layer: str, previous: Iterable[Any]) -> list[Pair]:
        """The corrected entries of a layer, each with the machine's reading it came from."""
        entries = self.json.get(layer) or []
        pairs, warnings = _apply(
            layer, list(zip(entries, previous, strict=True)), self.by_layer.get(layer, ())
        )
        self.warnings += warnings
        return pairs

    def read(
        self, layer: str, previous: Iterable[Any], make: Callable[[Any, Any], Any]
    ) -> list[Any]:
        """The corrected layer as readings; untouched entries keep the machine's reading."""
        before = list(previous)
        if not self.touched(layer):
            return before
        entries = self.json.get(layer) or []
        unchanged = {id(entry) for entry in entries}
        result = []
        for entry, old in self.pairs(layer, before):
            same = old is not None and (id(entry) in unchanged or isinstance(entry, str))
            result.append(old if same else self._make(layer, make, entry, old))
        return result

    def _make(self, layer: str, make: Callable[[Any, Any], Any], entry: Any, old: Any) -> Any:
        try:
            return make(entry, old)
        except KeyError as error:
            raise CorrectionError(
                f"{layer}: the entry “{entry_title(layer, entry)}” has no {error}; add it"
            ) from error
        except CorrectionError as error:
            raise CorrectionError(f"{layer}, “{entry_title(layer, entry)}”: {error}") from error


def correct(
    reading: Reading,
    corrections: tuple[Correction, ...],
    gazetteer: Gazetteer,
    vietnamese: VietnameseName,
) -> tuple[Reading, tuple[str, ...]]:
    """The reading after corrections, and a warning for each correction that no longer applies.

    Raises CorrectionError when a correction contradicts the text.
    """
    work = _Corrector(reading, corrections, vietnamese)
    ground = Grounder(reading.source, gazetteer, reading.sections, reading.mentions, reading.items)
    sections = work.read("sections", reading.sections, EntryReader(ground).section)
    sections.sort(key=lambda section: section.span.start)
    ground = replace(ground, sections=tuple(sections))
    mentions = work.read("agencies", reading.mentions, EntryReader(ground).mention)
    mentions = with_inner_names(mentions, reading)
    ground = replace(ground, mentions=tuple(mentions))
    entries = EntryReader(ground)

    numbered = work.read("citations", [c for c in reading.citations if c.number], entries.citation)
    unnumbered = work.read(
        "unnumbered", [c for c in reading.citations if not c.number], entries.citation
    )
    citations = tuple(
        sorted(numbered, key=lambda c: c.quotes[0]) + sorted(unnumbered, key=lambda c: c.quotes[0])
    )
    document, signatory = reading.document, reading.signatory
    if work.touched("document"):
        entry = work.json["document"]
        for one in work.by_layer["document"]:
            entry = _merged(entry, one.values)
        document = entries.document(entry, reading.document, citations)
    for one in work.by_layer.get("signatory", ()):
        values = (
            None if one.action == "drop" else (one.target if one.action == "add" else one.values)
        )
        base = work.json["signatory"] or {}
        signatory = entries.signatory((base | values) if values else None, reading.signatory)

    def by_place(passage: Any) -> int:
        return int(passage.span.start)

    corrected = replace(
        reading,
        document=document,
        sections=tuple(sections),
        citations=citations,
        mentions=tuple(mentions),
        tasks=tuple(
            sorted(
                work.read("tasks", reading.tasks, lambda e, p: entries.task(e, p, citations)),
                key=by_place,
            )
        ),
        objectives=tuple(
            sorted(work.read("objectives", reading.objectives, entries.objective), key=by_place)
        ),
        targets=tuple(sorted(work.read("targets", reading.targets, entries.target), key=by_place)),
        reporting=tuple(
            sorted(work.read("reporting", reading.reporting, entries.reporting), key=by_place)
        ),
        funding=tuple(sorted(work.read("funding", reading.funding, entries.funding), key=by_place)),
        signatory=signatory,
        recipients=tuple(
            sorted(
                work.read("recipients", reading.recipients, entries.recipient),
                key=lambda line: line.span or Span(0, 0),
            )
        ),
        considered=tuple(
            sorted(work.read("borderline", reading.considered, entries.considered), key=by_place)
        ),
        defects=tuple(_defects(work, reading, entries)),
        notes=tuple(work.read("notes", reading.notes, lambda note, _: str(note))),
    )
    corrected = replace(corrected, tasks=tuple(with_known_advice(corrected.tasks, mentions)))
    return with_relations(corrected), tuple(work.warnings)


def _defects(work: _Corrector, reading: Reading, entries: EntryReader) -> list[Defect]:
    """Defects are corrected by their description, which is all that the annotation shows."""
    return work.read("defects", reading.defects, entries.defect)


def with_inner_names(mentions: list[Mention], machine: Reading) -> list[Mention]:
    """The mentions, with those places that a longer name hid which the curator dropped."""
    text = machine.source.text
    kept = {span for mention in mentions for span in mention.spans}
    freed = [span for one in machine.mentions for span in one.spans if span not in kept]
    found = []
    for mention in mentions:
        inside = [
            Span(place.start + inner.start, place.start + inner.end)
            for place in freed
            for inner in occurrences(text[place.start : place.end], mention.form)
        ]
        new = [span for span in inside if not any(other.contains(span) for other in kept)]
        found.append(replace(mention, spans=tuple(sorted({*mention.spans, *new}))))
    return found


def with_known_advice(tasks: Iterable[Task], mentions: Iterable[Mention]) -> Iterator[Task]:
    """Tasks without advised bodies that the curator dropped from the agencies."""
    known = {mention.agency for mention in mentions}
    for task in tasks:
        advised = tuple(one for one in task.advises if one.value in known)
        yield task if advised == task.advises else replace(task, advises=advised)


def with_relations(reading: Reading) -> Reading:
    """The reading with citations marked that the document implements."""
    implemented = {number.value for number in reading.document.implements}
    return replace(
        reading,
        citations=tuple(
            replace(c, relation="implements")
            if c.number in implemented or (c.canonical_number or "") in implemented
            else replace(c, relation="mention" if c.relation == "implements" else c.relation)
            for c in reading.citations
        ),
    )
