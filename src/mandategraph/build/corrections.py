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
a citation, form of an agency; their beginning is enough where it names one entry only. A correction
that names nothing any more is reported, not applied.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from mandategraph import annotation
from mandategraph.annotation import VietnameseName
from mandategraph.build.documents import read_yaml
from mandategraph.build.entries import EntryReader
from mandategraph.build.entry_schema import Known, check_added, check_values, known
from mandategraph.build.grounding import Grounder, occurrences
from mandategraph.errors import CorrectionError
from mandategraph.gazetteer import Gazetteer
from mandategraph.model import Defect, Mention, Reading, Task
from mandategraph.text import Span, collapse, normalise

Json = dict[str, Any]
LAYERS = (
    "document", "sections", "citations", "unnumbered", "agencies", "tasks", "objectives", "targets",
    "reporting", "funding", "signatory", "recipients", "borderline", "defects", "notes",
)  # fmt: skip
SINGLE = ("document", "signatory")
_ACTIONS = ("change", "add", "drop")
_NAMED = 4
"""So many entries are named when a correction could mean any of them."""


@dataclass(frozen=True, slots=True)
class Correction:
    """One thing that a curator does to one entry of a layer; ``where`` is its place in its file."""

    layer: str
    action: str
    target: Any
    values: Json
    reason: str
    where: str = field(default="", compare=False)


class MisfitError(CorrectionError):
    """A correction that does not fit the text; ``correction`` is the one."""

    def __init__(self, message: str, correction: Correction) -> None:
        super().__init__(message)
        self.correction = correction


@dataclass(frozen=True, slots=True)
class _Pair:
    """An annotation entry, the machine's reading of it, and the correction that touched it last.

    The reading is None for an added entry, and ``by`` for one that nothing has touched.
    """

    entry: Any
    previous: Any
    by: Correction | None = None


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
    return collapse(title) if layer == "agencies" else normalise(title)


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


def load(path: Path, gazetteer: Gazetteer) -> tuple[Correction, ...]:
    """The corrections of a document; none when the file is missing or empty.

    Raises CorrectionError when the file is no list of corrections that the format allows.
    """
    if not path.exists():
        return ()
    raw = read_yaml(path, CorrectionError)
    if raw is None:
        return ()
    if not isinstance(raw, list):
        raise CorrectionError(
            f"{path} must hold a list of corrections, each beginning with “- layer:”"
        )
    found = tuple(
        _correction(one, f"{path}, correction {at}") for at, one in enumerate(raw, start=1)
    )
    check(found, gazetteer)
    return found


def _correction(raw: Any, where: str) -> Correction:
    if not isinstance(raw, dict) or raw.get("layer") not in LAYERS:
        raise CorrectionError(f"{where} needs “layer”, one of {', '.join(LAYERS)}")
    actions = [action for action in _ACTIONS if action in raw]
    if len(actions) != 1:
        raise CorrectionError(f"{where} needs exactly one of “change”, “add” and “drop”")
    action = actions[0]
    for key in raw:
        if key not in ("layer", action, "reason", *(("set",) if action == "change" else ())):
            raise CorrectionError(f"{where}: “{key}” means nothing beside “{action}”; take it out")
    if not (isinstance(raw.get("reason"), str) and raw["reason"].strip()):
        raise CorrectionError(f"{where} needs a “reason”, in words")
    values = raw.get("set", {})
    if action == "change" and not (isinstance(values, dict) and values):
        raise CorrectionError(f"{where} changes nothing; add “set” with the right values")
    return Correction(raw["layer"], action, raw[action], values, raw["reason"], where)


def check(corrections: Iterable[Correction], gazetteer: Gazetteer) -> None:
    """Raise CorrectionError for the first correction that the annotation format does not allow."""
    names = known(gazetteer)
    for one in corrections:
        _check(one, names)


def _check(one: Correction, names: Known) -> None:
    if one.layer == "document" and one.action != "change":
        raise CorrectionError(
            f"{one.where}: the document itself can only be changed; write “change: document”"
        )
    if one.action == "add":
        check_added(one.layer, one.target, one.where, names)
        return
    if one.layer in SINGLE and one.target != one.layer:
        raise CorrectionError(f"{one.where}: write “{one.action}: {one.layer}”")
    if isinstance(one.target, bool) or not isinstance(one.target, str | int | float):
        raise CorrectionError(
            f"{one.where}: “{one.action}” must name an entry of {one.layer} by its opening words"
        )
    if not str(one.target).strip():
        raise CorrectionError(f"{one.where}: “{one.action}” names nothing; give the opening words")
    if one.action == "change":
        check_values(one.layer, one.values, one.where, names)


def _find(names: list[str], one: Correction) -> int | None:
    """The entry with this title, or the only one whose title begins with it."""
    name = compared_title(one.layer, str(one.target))
    compared = [compared_title(one.layer, candidate) for candidate in names]
    if name in compared:
        return compared.index(name)
    if one.layer == "agencies":
        return None
    found = [at for at, candidate in enumerate(compared) if candidate.startswith(name)]
    if len(found) > 1:
        some = "; ".join(f"“{names[at]}”" for at in found[:_NAMED])
        more = f"; and {len(found) - _NAMED} more" if len(found) > _NAMED else ""
        raise MisfitError(
            f"{one.where}: “{one.target}” may mean several {one.layer} ({some}{more}); "
            "write more of the words",
            one,
        )
    return found[0] if found else None


def _apply(
    pairs: list[_Pair], corrections: Iterable[Correction]
) -> tuple[list[_Pair], list[Correction]]:
    """The corrected entries of a layer, and the corrections that name nothing."""
    idle = []
    corrections = list(corrections)
    layer = corrections[0].layer if corrections else ""
    names = titles(layer, (pair.entry for pair in pairs))
    for one in corrections:
        if one.action == "add":
            pairs.append(_Pair(one.target, None, one))
            names.append(entry_title(layer, one.target))
            continue
        at = _find(names, one)
        if at is None:
            idle.append(one)
        elif one.action == "drop":
            del pairs[at], names[at]
        else:
            entry = pairs[at].entry
            if isinstance(entry, str):  # a defect that the machine found is its description
                entry = {"description": entry}
            pairs[at] = _Pair(_merged(entry, one.values), pairs[at].previous, one)
    return pairs, idle


def _names_nothing(one: Correction) -> str:
    place = f"{one.where}: " if one.where else ""
    return f"{place}nothing in {one.layer} is called “{one.target}” any more; drop or mend this correction"


def _merged(entry: Json, values: Json) -> Json:
    """An entry with new values; a null for an optional key that it lacks adds nothing.

    Except for ``label_as_written``, where null says that no label is printed.
    """
    both = entry | values
    return {
        key: value
        for key, value in both.items()
        if value is not None or key in entry or key == "label_as_written"
    }


class _Corrector:
    """Applies corrections layer by layer, in the order in which layers lean on each other."""

    def __init__(
        self, reading: Reading, corrections: Iterable[Correction], vietnamese: VietnameseName
    ) -> None:
        self.json = annotation.to_json(reading, vietnamese)
        self.by_layer: dict[str, list[Correction]] = {}
        for one in corrections:
            self.by_layer.setdefault(one.layer, []).append(one)
        self.idle: list[Correction] = []

    def touched(self, layer: str) -> bool:
        return layer in self.by_layer

    def pairs(self, layer: str, previous: Iterable[Any]) -> list[_Pair]:
        """The corrected entries of a layer, each with the machine's reading it came from."""
        entries = self.json.get(layer) or []
        pairs, idle = _apply(
            [_Pair(entry, old) for entry, old in zip(entries, previous, strict=True)],
            self.by_layer.get(layer, ()),
        )
        self.idle += idle
        return pairs

    def read(
        self, layer: str, previous: Iterable[Any], make: Callable[[Any, Any], Any]
    ) -> list[Any]:
        """The corrected layer as readings; untouched entries keep the machine's reading."""
        before = list(previous)
        if not self.touched(layer):
            return before
        return [
            pair.previous if pair.by is None else self._make(layer, make, pair)
            for pair in self.pairs(layer, before)
        ]

    def single(self, layer: str, entry: Any, make: Callable[[Any, Any], Any], old: Any) -> Any:
        """The corrected reading of a layer that has one entry; None where it was dropped."""
        for one in self.by_layer.get(layer, ()):
            if one.action == "drop":
                if entry is None:
                    self.idle.append(one)
                entry = None
            else:
                entry = _merged(entry or {}, one.target if one.action == "add" else one.values)
        if entry is None:
            return None
        return self._make(layer, make, _Pair(entry, old, self.by_layer[layer][-1]))

    def _make(self, layer: str, make: Callable[[Any, Any], Any], pair: _Pair) -> Any:
        where = f"{pair.by.where}: " if pair.by and pair.by.where else ""
        title = entry_title(layer, pair.entry)
        where += layer if layer in SINGLE else f"{layer}, “{title}”"
        try:
            return make(pair.entry, pair.previous)
        except KeyError as error:
            message = f"{where}: the entry has no “{error.args[0]}”; add it"
        except CorrectionError as error:
            message = f"{where}: {error}"
        raise MisfitError(message, pair.by) if pair.by else CorrectionError(message)


def correct(
    reading: Reading,
    corrections: tuple[Correction, ...],
    gazetteer: Gazetteer,
    vietnamese: VietnameseName,
) -> tuple[Reading, tuple[str, ...]]:
    """The reading after corrections, and a warning for each correction that no longer applies.

    Raises CorrectionError when a correction contradicts the text.
    """
    corrected, idle = _correct(reading, corrections, gazetteer, vietnamese)
    return corrected, tuple(map(_names_nothing, idle))


def fitting(
    reading: Reading,
    corrections: tuple[Correction, ...],
    gazetteer: Gazetteer,
    vietnamese: VietnameseName,
) -> tuple[tuple[Correction, ...], tuple[str, ...]]:
    """Those corrections that fit a reading of another text, and why each of the others does not."""
    kept, why = list(corrections), []
    while True:
        try:
            _, idle = _correct(reading, tuple(kept), gazetteer, vietnamese)
        except MisfitError as misfit:
            kept.remove(misfit.correction)
            why.append(str(misfit))
        else:
            why += map(_names_nothing, idle)
            return tuple(one for one in kept if one not in idle), tuple(why)


def _correct(
    reading: Reading,
    corrections: tuple[Correction, ...],
    gazetteer: Gazetteer,
    vietnamese: VietnameseName,
) -> tuple[Reading, list[Correction]]:
    """The reading after corrections, and the corrections that name nothing in it."""
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
        document = work.single(
            "document",
            work.json["document"],
            lambda e, p: entries.document(e, p, citations),
            document,
        )
    if work.touched("signatory"):
        signatory = work.single(
            "signatory", work.json["signatory"], entries.signatory, reading.signatory
        )

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
    return with_relations(corrected), work.idle


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
