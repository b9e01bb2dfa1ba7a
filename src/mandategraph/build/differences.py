"""From an edited annotation to corrections: what a curator changed, written down change by change.

A curator takes the machine's reading as JSON (``mandategraph extract``), mends it beside the text,
and gives it back; ``differences`` finds what was mended and ``write`` puts it in
``corrections.yaml``. The reason of each correction says in a sentence for each changed value what
the text gives, unless the curator gives a better one in the entry itself (key ``reason``).
"""

from collections.abc import Callable, Iterable
from typing import Any

import yaml

from mandategraph.build.corrections import LAYERS, SINGLE, Correction, compared_title, titles
from mandategraph.text import collapse, normalise

Json = dict[str, Any]
SETS = ("lead", "coordinate", "technology", "cites", "directs", "directed_by", "to", "quotes", "implements",
        "theme_alt", "technology_alt", "coordinate_alt", "deadline_alt", "implements_alt")  # fmt: skip
OPTIONAL_NULL = ("label_as_written",)
_LONGEST = 120
_LAST_WORDS = 6


def differences(machine: Json, curated: Json) -> tuple[Correction, ...]:
    """The corrections that turn the machine's annotation into the curated one."""
    found: list[Correction] = []
    for layer in LAYERS:
        old, new = machine.get(layer), curated.get(layer)
        if layer in SINGLE:
            found += _single(layer, old, new)
        else:
            found += _layer(layer, old or [], new or [])
    return tuple(found)


def _single(layer: str, old: Json | None, new: Json | None) -> Iterable[Correction]:
    if old == new:
        return
    if new is None:
        yield Correction(layer, "drop", layer, {}, "Nothing of the kind stands in the text.")
    elif old is None:
        yield Correction(layer, "add", _bare(new), {}, _reason(new, "The machine read none."))
    else:
        changed = _changed(old, new)
        if changed:
            yield Correction(layer, "change", layer, changed, _reason(new, _because(old, changed)))


def _layer(layer: str, old: list[Any], new: list[Any]) -> Iterable[Correction]:
    if layer == "defects":
        yield from _in_this_order(layer, old, new)
        return
    before = {
        compared_title(layer, title): (title, one)
        for title, one in zip(titles(layer, old), old, strict=True)
    }
    after = {
        compared_title(layer, title): (title, one)
        for title, one in zip(titles(layer, new), new, strict=True)
    }
    _pair_by_place(before, after)
    for key, (title, _) in before.items():
        if key not in after:
            yield Correction(layer, "drop", title, {}, _dropped(layer))
    for key, (title, entry) in after.items():
        if key not in before:
            yield Correction(layer, "add", _bare(entry), {}, _reason(entry, _ADDED))
        elif isinstance(entry, dict):
            machine = before[key][1]
            changed = _changed(machine, entry)
            if changed:
                yield Correction(
                    layer, "change", title, changed, _reason(entry, _because(machine, changed))
                )


Titled = dict[str, tuple[str, Any]]
_TELLING = ("who", "value", "source")
"""What tells two entries at the same place apart."""


def _pair_by_place(before: Titled, after: Titled) -> None:
    """Let an entry that the curator begins or words otherwise keep the machine's title."""

    def place(entry: Any) -> tuple[Any, ...] | None:
        if not isinstance(entry, dict) or "offset" not in entry:
            return None
        return entry["offset"], *(entry.get(key) for key in _TELLING)

    free = {place(one): key for key, (_, one) in before.items() if key not in after}
    for key in [key for key in after if key not in before]:
        _, entry = after[key]
        old = free.pop(place(entry), None) if place(entry) else None
        if old is not None:
            del after[key]
            after[old] = (before[old][0], entry)


def _in_this_order(layer: str, old: list[Any], new: list[Any]) -> Iterable[Correction]:
    """A list that is the curator's own where it differs at all: defects are told in an order."""
    if old == new:
        return
    for title in titles(layer, old):
        yield Correction(layer, "drop", title, {}, "The curator's list says it, or says why not.")
    for entry in new:
        yield Correction(layer, "add", _bare(entry), {}, _reason(entry, "Read by the curator."))


_ADDED = "Read by the curator; the machine had not found it."


_DROPPED = {
    "tasks": "No order to do something, read in its place.",
    "sections": "No part with a heading of its own, but an item of the part above.",
    "agencies": "It has no part of its own in the document, or is listed by a shorter form.",
    "unnumbered": "These words name no other instrument, or one that is listed by its number.",
    "recipients": "The line is printed otherwise.",
    "reporting": "The duty is read otherwise, as the entry added says.",
}


def _dropped(layer: str) -> str:
    return _DROPPED.get(layer, "Not borne out by the text, read in its place.")


def _bare(entry: Any) -> Any:
    if isinstance(entry, dict):
        return {key: value for key, value in entry.items() if key != "reason"}
    return entry


def _reason(entry: Any, otherwise: str) -> str:
    return str(entry["reason"]) if isinstance(entry, dict) and entry.get("reason") else otherwise


def _same(key: str, old: Any, new: Any) -> bool:
    if key in SETS and isinstance(old, list) and isinstance(new, list):
        return sorted(map(str, old)) == sorted(map(str, new))
    if key == "start" and isinstance(old, str) and isinstance(new, str):
        return normalise(old) == normalise(new)
    return bool(old == new)


def _changed(old: Json, new: Json) -> Json:
    """The values that differ; a value taken away is written as null."""
    keys = [key for key in (*new, *(k for k in old if k not in new)) if key != "reason"]
    return {
        key: new.get(key)
        for key in keys
        if not _same(key, old.get(key), new.get(key))
        or (key in OPTIONAL_NULL and (key in old) != (key in new))
    }


# Reasons

_CALLED = {
    "lead": "lead",
    "coordinate": "coordinating body",
    "directed_by": "directing body",
    "directs": "directed body",
    "through": "body acted through",
    "cites": "cited instrument",
    "deadline": "time",
    "when": "time",
    "who": "reporting body",
    "to": "receiver",
    "canonical_en": "name of the body",
    "value": "figure",
    "implements": "instrument carried out",
}
"""What a key is called in a sentence where its own name would not be understood."""


def _because(old: Json, changed: Json) -> str:
    """A sentence for each changed value; a remark or the words of the evidence need none."""
    said = [
        _SENTENCES.get(key, _given(_CALLED.get(key, key.replace("_", " "))))(old.get(key), new)
        for key, new in changed.items()
        if key not in _SILENT
    ]
    if said:
        return " ".join(dict.fromkeys(said))
    if changed.get("evidence"):
        return "The curator names the words."
    return "A remark of the curator." if changed.get("note") else "The remark does not hold."


_SILENT = ("note", "evidence")
_Sentence = Callable[[Any, Any], str]


def _given(called: str) -> _Sentence:
    """What the text gives, and what the machine had read instead."""

    def sentence(old: Any, new: Any) -> str:
        before, after = _several(old), _several(new)
        more = [one for one in after if one not in before]
        less = [one for one in before if one not in after]
        if more and less:
            return f"The text gives {_and(more)} as {called}, not {_and(less)}."
        if more:
            return f"The text {'also ' if before else ''}gives {_and(more)} as {called}."
        if not less:
            return f"Only how the {called} is written differs."
        return f"The text does not give {_and(less)} as {called}."

    return sentence


def _may_be_left_out(old: Any, new: Any) -> str:
    more = [one for one in _several(new) if one not in _several(old)]
    if not more:
        return f"Nothing in the text speaks for {_and(_several(old))}, not even by the way."
    example = "is only an example" if len(more) == 1 else "are only examples"
    return f"{_and(more)} {example} or implied, and may be given or left out."


def _coordination(old: Any, new: Any) -> str:
    more = [one for one in _several(new) if one not in _several(old)]
    if not more:
        return f"The text gives no part to {_and(_several(old))}."
    return f"{_and(more)} may be given as coordinating or left out."


def _as_well(called: str) -> _Sentence:
    """Another right reading, or that there is none."""

    def sentence(_old: Any, new: Any) -> str:
        if not _several(new):
            return f"No other {called} is as right."
        return f"The {called} may as well be read as {_and(_several(new), 'or')}."

    return sentence


def _quoted(old: Any, new: Any) -> str:
    before, after = _several(old), _several(new)
    if after and all(any(one in other for other in before) for one in after):
        return "The quotation is cut to the reference itself."
    longer = [one for one in after if any(one.startswith(other) for other in before)]
    if longer:
        return f"The quotation ends with “{_ending(longer[0])}”."
    return "The reference stands in the text as quoted."


def _ending(quote: str) -> str:
    return " ".join(quote.split()[-_LAST_WORDS:])


def _time_words(old: Any, new: Any) -> str:
    if new:
        return f"The words for the time are “{_words(new)}”."
    return f"“{_words(old)}” sets no time for the task."


def _printed_label(_old: Any, new: Any) -> str:
    return f"The label is printed “{new}”." if new else "No label is printed there."


def _reads(beginning: str) -> _Sentence:
    """The words themselves, where they are cut otherwise."""

    def sentence(_old: Any, new: Any) -> str:
        if not new:
            return f"{beginning} nothing."
        return f"{beginning} {_and([f'“{one}”' for one in _several(new)], 'or')}."

    return sentence


def _belongs(old: Any, new: Any) -> str:
    if not new:
        return "The passage stands in no section."
    return f"The passage belongs to {new}{f', not {old}' if old else ''}."


_SENTENCES: dict[str, _Sentence] = {
    "theme_alt": _as_well("theme"),
    "deadline_alt": _as_well("time"),
    "implements_alt": _as_well("instrument carried out"),
    "issuer_alt": _as_well("issuer"),
    "technology_alt": _may_be_left_out,
    "coordinate_alt": _coordination,
    "title_or_topic": lambda _, new: (
        "The topic stands in the text as quoted." if new else "The text gives no topic."
    ),
    "quotes": _quoted,
    "start": _reads("The passage begins with"),
    "start_alt": _reads("The passage may as well begin with"),
    "what": _reads("The report is about"),
    "indicator": _reads("The indicator is"),
    "type": lambda _, new: f"The kind of document is {new}." if new else "No kind is named.",
    "deadline_text": _time_words,
    "label_as_written": _printed_label,
    "section": _belongs,
    "vague_timing": lambda _, new: (
        f"“{_words(new)}” leaves the time open." if new else "No words of it leave a time open."
    ),
}


def _several(value: Any) -> list[str]:
    """The values of a key that may have one, several or none."""
    every = value if isinstance(value, list) else [] if value in (None, "") else [value]
    return ["no time" if one is None else collapse(_words(one)) for one in every]


def _and(words: list[str], last: str = "and") -> str:
    return f" {last} ".join(filter(None, (", ".join(words[:-1]), words[-1])))


def _words(value: Any) -> str:
    words = str(value)
    return words if len(words) <= _LONGEST else words[: _LONGEST - 1].rsplit(" ", 1)[0] + "…"


class _Plain(yaml.SafeDumper):
    """YAML without anchors, so that each correction reads on its own."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002 -- the name is the library's
        """Never refer back to an earlier value."""
        return True


def write(corrections: Iterable[Correction]) -> str:
    """Corrections as the text of ``corrections.yaml``."""
    raw = [
        {"layer": one.layer, one.action: one.target}
        | ({"set": one.values} if one.action == "change" else {})
        | {"reason": one.reason}
        for one in corrections
    ]
    return yaml.dump(raw, Dumper=_Plain, allow_unicode=True, sort_keys=False, width=110)
