"""From an edited annotation to corrections: what a curator changed, written down change by change.

A curator takes the machine's reading as JSON (``mandategraph extract``), mends it beside the text,
and gives it back; ``differences`` finds what was mended and ``write`` puts it in
``corrections.yaml``. The reason of each correction says what the machine had read, unless the
curator gives a better one in the entry itself (key ``reason``).
"""

from collections.abc import Iterable
from typing import Any

import yaml

from mandategraph.build.corrections import LAYERS, SINGLE, Correction, compared_title, titles
from mandategraph.text import normalise

Json = dict[str, Any]
SETS = ("lead", "coordinate", "technology", "cites", "directs", "directed_by", "to", "quotes", "implements",
        "theme_alt", "technology_alt", "coordinate_alt", "deadline_alt", "implements_alt")  # fmt: skip
OPTIONAL_NULL = ("label_as_written",)
_LONGEST = 120


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
            yield Correction(layer, "change", layer, changed, _reason(new, _was(old, changed)))


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
                    layer, "change", title, changed, _reason(entry, _was(machine, changed))
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


def _dropped(layer: str) -> str:
    if layer == "tasks":
        return "No order to do something, read in its place."
    return "Not borne out by the text, read in its place."


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


def _was(old: Json, changed: Json) -> str:
    """What the machine had read for the values that were changed."""
    read = [
        f"{key}: {_words(old[key])}"
        for key in changed
        if key in old and old[key] not in (None, [], "")
    ]
    missing = [key for key in changed if key not in old or old[key] in (None, [], "")]
    parts = []
    if read:
        parts.append(f"The machine read {'; '.join(read)}")
    if missing:
        parts.append(f"{'It' if read else 'The machine'} had not found {', '.join(missing)}")
    return ". ".join(parts) + "."


def _words(value: Any) -> str:
    words = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    return words if len(words) <= _LONGEST else words[: _LONGEST - 1] + "…"


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
