"""What an entry of the annotation format may hold: its keys, and what each of them says.

Corrections are written by hand, so a slip of the pen must be told before anything is built. One
table a layer names the keys and how each is checked; identifiers come from the authority files and
the ontology. Whether the words stand in the text is for the reader of entries to say.
"""

import difflib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

import pyoxigraph as ox

from mandategraph.build.timing import statement
from mandategraph.errors import CorrectionError, DocumentError
from mandategraph.gazetteer import Gazetteer
from mandategraph.names import MG, PREFIXES
from mandategraph.resources import folder

COMPARATORS = ("=", ">", ">=", "<", "<=", "range", "double", "multiple", "increase", "complete",
               "basically-complete")  # fmt: skip
OBJECTIVE_KINDS = ("purpose", "viewpoint", "general", "specific")
LANGUAGES = ("vi", "en")

_SHORT_LIST = 25
"""So many identifiers are named in full when one is wrong; of more, the nearest ones."""
_LEAP_YEAR = 2024
_LONGEST = 60
_YEARS = range(1900, 2200)


@dataclass(frozen=True)
class Known:
    """The identifiers that the house knows."""

    themes: tuple[str, ...]
    technologies: tuple[str, ...]
    defects: tuple[str, ...]


def known(gazetteer: Gazetteer) -> Known:
    """The identifiers of the authority files, and the kinds of defect of the ontology."""
    return Known(tuple(gazetteer.themes), tuple(gazetteer.technologies), _defect_kinds())


@cache
def _defect_kinds() -> tuple[str, ...]:
    kinds = set()
    for path in sorted(folder("ontology").glob("*.ttl")):
        with path.open("rb") as file:
            for quad in ox.parse(file, format=ox.RdfFormat.TURTLE):
                if (
                    quad.predicate.value == f"{PREFIXES['rdf']}type"
                    and quad.object == ox.NamedNode(f"{MG}DefectKind")
                    and isinstance(quad.subject, ox.NamedNode)
                ):
                    kinds.add(quad.subject.value.removeprefix(MG))
    return tuple(sorted(kinds))


# Checks of one value: each gives what is wrong with it and what to do, or None.

Check = Callable[[Any, Known], str | None]


def _text(value: Any, _: Known) -> str | None:
    if isinstance(value, str):
        return None if value.strip() else "is empty; give its words or leave the key out"
    return f"is {_shown(value)}, not text; write it between quotation marks"


def _whole(value: Any, _: Known) -> str | None:
    if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
        return None
    return f"is {_shown(value)}; write the place as a whole number of characters from the beginning"


def _year(value: Any, _: Known) -> str | None:
    if isinstance(value, int) and not isinstance(value, bool) and value in _YEARS:
        return None
    return f"is {_shown(value)}, not a year; write it as four digits without quotation marks"


def _truth(value: Any, _: Known) -> str | None:
    return None if isinstance(value, bool) else f"is {_shown(value)}; write true or false"


def _date(value: Any, _: Known) -> str | None:
    if isinstance(value, str) and _is_day(value):
        return None
    return f"is {_shown(value)}, not a day of the calendar; write it as YYYY-MM-DD"


def _is_day(words: str) -> bool:
    try:
        return date.fromisoformat(words).isoformat() == words
    except ValueError:
        return False


def _time(value: Any, names: Known) -> str | None:
    """A time in the annotation's short form, such as ``annual 12-10``."""
    if (wrong := _text(value, names)) is not None:
        return wrong
    try:
        statement(value)
    except DocumentError:
        return (
            f"is {_shown(value)}, not a time; write YYYY-MM-DD, YYYY, annual, annual MM-DD, "
            "monthly DD, quarterly or periodic"
        )
    head, _, day = value.rpartition(" ")
    real = True
    if head == "annual":
        real = _is_day(f"{_LEAP_YEAR}-{day}")
    elif head == "monthly":
        real = _is_day(f"{_LEAP_YEAR}-01-{day:0>2}")
    elif "-" in value:
        real = _is_day(value)
    return None if real else f"is {_shown(value)}, a day that no calendar has; mend the day"


def _vague(value: Any, names: Known) -> str | None:
    if value is False:
        return None
    return _text(value, names) and (
        f"is {_shown(value)}; quote the words of the vague time, or write false for none"
    )


def _among(sort: str, allowed: Callable[[Known], Iterable[str]]) -> Check:
    """A check for one of the identifiers of a sort."""

    def check(value: Any, names: Known) -> str | None:
        every = tuple(allowed(names))
        if isinstance(value, str) and value in every:
            return None
        if len(every) <= _SHORT_LIST:
            return f"is {_shown(value)}, which is no {sort}; write one of {', '.join(every)}"
        near = difflib.get_close_matches(str(value), every, n=3, cutoff=0.4)
        advice = f"write {' or '.join(near)}" if near else "take one from graph/authority"
        return f"is {_shown(value)}, which is no {sort}; {advice}"

    return check


def _each(check: Check) -> Check:
    """A check for a list."""

    def every(value: Any, names: Known) -> str | None:
        if not isinstance(value, list):
            return f"is {_shown(value)}; write a list, such as [first, second]"
        wrong = (check(one, names) for one in value)
        return next((f"holds a value that {one}" for one in wrong if one), None)

    return every


def _words_for(value: Any, _: Known) -> str | None:
    """``evidence``: the words for a key, or for each of its values."""
    advice = "write “key: words”, or “key: {value: words}” where a key has several values"
    if not isinstance(value, Mapping):
        return f"is {_shown(value)}; {advice}"
    for words in value.values():
        for one in words.values() if isinstance(words, Mapping) else (words,):
            if not (isinstance(one, str) and one.strip()):
                return f"holds {_shown(one)}; {advice}"
    return None


def _shown(value: Any) -> str:
    if value is None:
        return "null"
    words = " ".join(str(value).split())
    return f"“{words if len(words) <= _LONGEST else words[: _LONGEST - 1] + '…'}”"


# The layers

_THEME = _among("theme", lambda names: names.themes)
_TECHNOLOGY = _among("technology", lambda names: names.technologies)
_TEXTS = _each(_text)


def _or_none(check: Check) -> Check:
    """A deadline_alt of null says that the task may as well have none."""
    return lambda value, names: None if value is None else check(value, names)


@dataclass(frozen=True)
class Shape:
    """The keys of a layer's entries; ``needed`` ones must be there and can never be null."""

    keys: Mapping[str, Check]
    needed: tuple[str, ...] = ()


_REMARKS: dict[str, Check] = {"note": _text, "evidence": _words_for, "reason": _text}
_PASSAGE: dict[str, Check] = {"start": _text, "offset": _whole, "end": _whole, "section": _text}
_CITATION: dict[str, Check] = {
    "number": _text,
    "type": _text,
    "date": _date,
    "issuer": _text,
    "title_or_topic": _text,
    "quotes": _TEXTS,
    "canonical_number": _text,
    "issuer_alt": _text,
}

SHAPES: dict[str, Shape] = {
    "document": Shape(
        {
            "title": _text,
            "type": _text,
            "number": _text,
            "date": _date,
            "issuer": _text,
            "jurisdiction": _text,
            "period_start": _year,
            "period_end": _year,
            "language": _among("language", lambda _: LANGUAGES),
            "implements": _TEXTS,
            "implements_alt": _TEXTS,
        }
        | _REMARKS,
        ("language",),
    ),
    "sections": Shape(
        {"label": _text, "heading": _text, "start": _whole, "label_as_written": _text} | _REMARKS,
        ("start",),
    ),
    "citations": Shape(_CITATION | _REMARKS, ("number", "quotes")),
    "unnumbered": Shape({"name": _text} | _CITATION | _REMARKS, ("name",)),
    "agencies": Shape(
        {"mention": _text, "canonical_en": _text, "canonical_vi": _text} | _REMARKS,
        ("mention", "canonical_en"),
    ),
    "tasks": Shape(
        _PASSAGE
        | {
            "lead": _TEXTS,
            "coordinate": _TEXTS,
            "technology": _each(_TECHNOLOGY),
            "theme": _THEME,
            "deadline": _time,
            "cites": _TEXTS,
            "start_alt": _TEXTS,
            "lead_source": _text,
            "directed_by": _TEXTS,
            "directs": _TEXTS,
            "through": _TEXTS,
            "coordinate_alt": _TEXTS,
            "technology_alt": _each(_TECHNOLOGY),
            "theme_alt": _each(_THEME),
            "deadline_alt": _each(_or_none(_time)),
            "deadline_text": _text,
            "deadline_source": _text,
            "more_deadlines": _each(_time),
            "vague_timing": _vague,
            "repeats": _text,
            "repeated_by": _text,
        }
        | _REMARKS,
        ("start", "offset"),
    ),
    "objectives": Shape(
        _PASSAGE | {"kind": _among("kind of objective", lambda _: OBJECTIVE_KINDS)} | _REMARKS,
        ("start", "offset", "kind"),
    ),
    "targets": Shape(
        _PASSAGE
        | {
            "indicator": _text,
            "comparator": _among("comparator", lambda _: COMPARATORS),
            "value": _text,
            "unit": _text,
            "year": _year,
            "baseline": _text,
            "qualitative": _truth,
        }
        | _REMARKS,
        ("start", "offset"),
    ),
    "reporting": Shape(
        _PASSAGE
        | {
            "who": _text,
            "to": _TEXTS,
            "when": _time,
            "what": _text,
            "via": _text,
            "on_behalf_of": _text,
            "first": _time,
        }
        | _REMARKS,
        ("start", "offset"),
    ),
    "funding": Shape(_PASSAGE | {"source": _text} | _REMARKS, ("source", "start", "offset")),
    "signatory": Shape(
        {"name": _text, "position": _text, "on_behalf_of": _text} | _REMARKS,
    ),
    "borderline": Shape(_PASSAGE | {"why": _text} | _REMARKS, ("start", "offset", "why")),
    "defects": Shape(
        {
            "description": _text,
            "description_vi": _text,
            "kind": _among("kind of defect", lambda names: names.defects),
            "quote": _text,
            "printed": _text,
            "likely_meant": _text,
            "how_known": _text,
        }
        | _REMARKS,
        ("description",),
    ),
}
LINES = ("recipients", "notes")
"""Layers whose entries are plain lines."""
LINES_TOO = (*LINES, "defects")
"""Layers whose entries may be plain lines."""


def check_added(layer: str, entry: Any, where: str, names: Known) -> None:
    """Raise CorrectionError unless this is a whole entry of the layer."""
    if layer in LINES_TOO and isinstance(entry, str):
        if not entry.strip():
            raise CorrectionError(f"{where}: the line to add is empty; give its words")
        return
    if layer in LINES:
        raise CorrectionError(f"{where}: {layer} holds lines of text; write the line after “add:”")
    if not isinstance(entry, Mapping):
        raise CorrectionError(
            f"{where}: {_shown(entry)} is no entry of {layer}; write keys such as "
            f"{', '.join(SHAPES[layer].needed)}"
        )
    for key in SHAPES[layer].needed:
        if key not in entry:
            raise CorrectionError(f"{where}: the entry has no “{key}”; add it")
    check_values(layer, entry, where, names)


def check_values(layer: str, values: Mapping[str, Any], where: str, names: Known) -> None:
    """Raise CorrectionError unless every key belongs to the layer and says what it may say.

    A null takes a value away, which only a key that is not needed allows.
    """
    if layer in LINES:
        raise CorrectionError(
            f"{where}: a line of {layer} cannot be changed; drop it and add the right one"
        )
    shape = SHAPES[layer]
    for key, value in values.items():
        if key not in shape.keys:
            raise CorrectionError(
                f"{where}: “{key}” is no key of {layer}; write one of {', '.join(shape.keys)}"
            )
        wrong = _wrong(shape, key, value, names)
        if wrong:
            raise CorrectionError(f"{where}: “{key}” {wrong}")
    for key in values.get("evidence") or ():
        if key not in shape.keys:
            raise CorrectionError(
                f"{where}: “evidence” names “{key}”, which is no key of {layer}; "
                f"write one of {', '.join(shape.keys)}"
            )


def _wrong(shape: Shape, key: str, value: Any, names: Known) -> str | None:
    if value is None and key not in (*shape.needed, "vague_timing"):
        return None
    if value == [] and key in shape.needed:
        return "is empty; give at least one"
    return shape.keys[key](value, names)
