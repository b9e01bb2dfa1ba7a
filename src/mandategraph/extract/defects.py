"""Faults of a text that a machine can see; nothing is repaired, each is told with its place.

What needs understanding (an aim that cannot be measured, a sentence that contradicts another) is
left to the curator.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, pairwise

from mandategraph.extract.marks import (
    LATIN_LETTERS,
    VIETNAMESE_LETTERS,
    Mark,
    label_at,
    place,
    read_mark,
)
from mandategraph.extract.nested import TERM
from mandategraph.extract.parts import parts_of
from mandategraph.extract.vocabulary import pattern, plain_form, words
from mandategraph.gazetteer import Gazetteer, tokens_of
from mandategraph.model import Citation, Defect, Layout, Reading, Section
from mandategraph.names import compact_number
from mandategraph.text import SourceText, Span, collapse, normalise, unify_tones

METHOD = "defect-seen"
MOST = 40
"""Of one kind of fault in the wording no more are listed."""
AROUND = 24
"""So many characters around a fault are shown."""
FEW = 2


def read_defects(reading: Reading, layout: Layout, gazetteer: Gazetteer) -> tuple[Defect, ...]:
    """The faults of a text, those of the whole first, then those of single places in order."""
    source = reading.source
    single = [
        *_labels(layout, reading.document.language),
        *_headless(layout),
        *_dates(reading),
        *_citations(reading.citations),
        *_known_otherwise(reading.citations, gazetteer),
        *_tears(source, layout),
        *_wording(source, layout),
        *_layout(layout),
    ]
    single.sort(key=lambda defect: defect.span or Span(0, 0))
    return (
        *_of_the_whole(reading, layout),
        *single,
        *_names(reading, gazetteer),
        *_spellings(source),
        *_styles(source, layout),
    )


def _defect(
    fault: str, span: Span | None = None, printed: str | None = None, **held: object
) -> Defect:
    """A fault in the words of words/defects.yaml."""
    told: dict[str, str] = words("defects")[fault]
    meant = told.get("meant")
    if printed is not None:
        held["printed"] = printed
    return Defect(
        description=told["en"].format(**held),
        kind=told["kind"],
        description_vi=told["vi"].format(**held),
        span=span,
        printed=printed,
        likely_meant=str(held[meant]) if meant else None,
        how_known=told.get("known_by"),
        method=METHOD,
    )


# The whole text


def _of_the_whole(reading: Reading, layout: Layout) -> Iterator[Defect]:
    document = reading.document
    for field, fault in (
        ("number", "missing-number"),
        ("date", "missing-date"),
        ("issuer", "missing-issuer"),
    ):
        if getattr(document, field) is None:
            yield _defect(fault)
    if document.jurisdiction is None and _is_provincial(reading):
        yield _defect("missing-province")
    if reading.signatory is None:
        yield _defect("missing-signatory")
    yield from _of_tasks(reading)
    if reading.objectives and not reading.targets:
        yield _defect("no-target")
    yield from _truncation(reading, layout)


def _is_provincial(reading: Reading) -> bool:
    issuer = reading.document.issuer
    provincial = pattern(words("front")["provincial"])
    return issuer is not None and provincial.search(plain_form(issuer.value)) is not None


def _of_tasks(reading: Reading) -> Iterator[Defect]:
    total = len(reading.tasks)
    leaderless = sum(not task.lead for task in reading.tasks)
    timeless = sum(task.deadline is None for task in reading.tasks)
    if leaderless:
        yield _defect("no-lead", some=leaderless, all=total)
    if timeless:
        yield _defect("no-deadline", some=timeless, all=total)


def _truncation(reading: Reading, layout: Layout) -> Iterator[Defect]:
    labelled = [section for section in layout.sections if section.label]
    if not labelled or reading.signatory or reading.recipients:
        return
    parts = set(parts_of(layout).values())
    ended = "./." in reading.source.text[-200:]
    if not ended and "organisation" not in parts and "tasks" in parts:
        yield _defect("truncated", labelled[-1].span, label=labelled[-1].label)


# Labels


def _labels(layout: Layout, language: str) -> Iterator[Defect]:
    repeated = Counter(s.printed_label for s in layout.sections if _is_repeated(s))
    for section in layout.sections:
        if _is_repeated(section):
            count = repeated[section.printed_label] + 1
            yield _defect(
                "repeated-label",
                section.span,
                section.printed_label,
                count=count,
                label=section.printed_label,
            )
    runs = tuple(_runs(layout))
    letters = _letters(language, runs)
    for run in runs:
        yield from _gaps(run, letters)


def _is_repeated(section: Section) -> bool:
    counted = section.label is not None and section.label.endswith(")")
    return section.relabelled and counted and bool(section.printed_label)


@dataclass(frozen=True, slots=True)
class _Label:
    """A label in its run: as a mark, as a path, where it stands, and whether it is printed."""

    mark: Mark
    path: str
    span: Span
    printed: bool = True


def _runs(layout: Layout) -> Iterator[list[_Label]]:
    """Labels of one kind that follow each other below one heading or item, in order."""
    runs: dict[tuple[str, int | None, str], list[_Label]] = {}
    for section in layout.sections:
        label = _of_section(section)
        if label is not None:
            above = label.path.rpartition(".")[0]
            runs.setdefault((above, None, label.mark.kind), []).append(label)
    for item in layout.items:
        mark = read_mark(f"{item.mark} ", 0, len(item.mark) + 1) if item.mark != "|" else None
        if mark is not None and mark.label:
            path = f"{item.section}.{mark.label}" if item.section else mark.label
            above = item.section or ""
            headless = item.section is not None and item.section.endswith(f".{mark.label}")
            if not headless:  # the passage of a section without heading has the section's mark
                key = (above, item.parent, mark.kind)
                runs.setdefault(key, []).append(_Label(mark, path, item.span))
    for run in runs.values():
        yield sorted(run, key=lambda label: label.span)


def _of_section(section: Section) -> _Label | None:
    if not section.label or section.method == "table-group":
        return None
    own = section.label.rpartition(".")[2].partition("(")[0]
    mark = read_mark(f"{own}) ", 0, len(own) + 2)
    if own.isupper() and mark is not None:
        mark = read_mark(f"{own}. ", 0, len(own) + 2)
    if mark is None:
        return None
    kind = {"number)": "number", "dotted": "number"}.get(mark.kind, mark.kind)
    printed = section.method != "supplied-label"
    return _Label(replace(mark, kind=kind), section.label, section.span, printed)


def _letters(language: str, runs: Sequence[Sequence[_Label]]) -> str:
    """The alphabet of the labels: Vietnamese goes from e to g, has đ, and knows no f, j, w, z."""
    lettered = [[label.mark.label for label in run if label.mark.kind == "letter"] for run in runs]
    used = {letter for run in lettered for letter in run}
    skips_f = any(pair == ("e", "g") for run in lettered for pair in pairwise(run))
    if used & set("fjwz"):
        return LATIN_LETTERS
    return VIETNAMESE_LETTERS if language == "vi" or skips_f or "đ" in used else LATIN_LETTERS


def _gaps(run: Sequence[_Label], letters: str) -> Iterator[Defect]:
    """Labels that are left out, or lost from a heading that stands in their place."""
    for at, (before, after) in enumerate(pairwise(run)):
        if not after.printed:
            later = run[at + FEW].path if at + FEW < len(run) else ""
            yield _defect(
                "supplied-label",
                after.span,
                "",
                before=before.path,
                after=later,
                missing=after.path,
            )
            continue
        kind = before.mark.kind
        first = place(kind, before.mark.label, letters)
        second = place(kind, after.mark.label, letters)
        if first is not None and second == first + FEW:
            yield _defect(
                "skipped-label",
                after.span,
                missing=_sister(before.path, label_at(kind, before.mark.label, first + 1, letters)),
                before=before.path,
                after=after.path,
            )


def _sister(path: str, label: str | None) -> str:
    """The path of a label beside another one."""
    above = path.rpartition(".")[0]
    return f"{above}.{label}" if above else f"{label}"


def _headless(layout: Layout) -> Iterator[Defect]:
    for section in layout.sections:
        if section.method == "section-without-heading" and not section.relabelled:
            yield _defect("missing-heading", section.span, label=section.label)


def _styles(source: SourceText, layout: Layout) -> Iterator[Defect]:
    """Sister labels that are written in two ways: ``I.`` beside ``II-``."""
    styles: dict[str, str] = {}
    for section in layout.sections:
        mark = read_mark(source.text, section.span.start, section.span.end)
        if mark is not None and mark.kind == "roman":
            styles.setdefault(mark.printed[len(mark.label) :].strip(), mark.printed)
    if len(styles) > 1:
        yield _defect("label-styles", None, None, styles=", ".join(styles.values()))


def _layout(layout: Layout) -> Iterator[Defect]:
    dashes = Counter(
        item.mark for item in layout.items if item.mark and not item.mark[-1].isalnum()
    )
    dashes = Counter({mark: n for mark, n in dashes.items() if mark.strip("-–—") == ""})
    if len(dashes) > 1:
        usual = dashes.most_common(1)[0][0]
        for item in layout.items:
            if item.mark in dashes and len(item.mark) != len(usual):
                yield _defect("odd-dash", item.span, item.mark, usual=usual)


# Dates and citations


# As in "04/5/2017".
_FIGURES = re.compile(r"(?<!\d)(\d{1,2})[/.-](\d{1,2})[/.-]((?:19|20)\d{2})(?!\d)")
_MONTHS = 12


def _dates(reading: Reading) -> Iterator[Defect]:
    """Dates in figures that a reader of English may take in either order."""
    if reading.document.language != "en":
        return
    seen = set()
    for match in _FIGURES.finditer(reading.source.text):
        first, second = int(match[1]), int(match[2])
        span = Span(*match.span())
        if match[0] in seen or first > _MONTHS:
            continue
        seen.add(match[0])
        if second > _MONTHS:
            yield _defect("month-first", span, match[0])
        elif first != second:
            yield _defect("ambiguous-date", span, match[0])


# As in "46/2002/QĐ-UBND".
_YEAR = re.compile(r"[/-]((?:19|20)\d{2})[/-]")


def _citations(citations: Sequence[Citation]) -> Iterator[Defect]:
    dates: dict[str, set[str]] = {}
    for citation in citations:
        span = citation.quotes[0]
        if not citation.number:
            continue
        if citation.date is None:
            yield _defect("no-date-of-citation", span, None, number=citation.number)
            continue
        known = dates.setdefault(compact_number(citation.number), set())
        known.add(citation.date.value)
        if len(known) == FEW:
            yield _defect(
                "two-dates", span, None, number=citation.number, dates=", ".join(sorted(known))
            )
        year = _YEAR.search(citation.number)
        if year and not citation.date.value.startswith(year[1]):
            yield _defect(
                "year-of-number",
                span,
                citation.number,
                number=citation.number,
                date=citation.date.value,
            )


def _known_otherwise(citations: Sequence[Citation], gazetteer: Gazetteer) -> Iterator[Defect]:
    """Citations that print another day, or nearly the number, of an instrument that is known.

    Numbers begin anew each year, so only a known instrument of the same year is meant.
    """
    for citation in citations:
        if citation.number is None or citation.date is None:
            continue
        number, day = citation.canonical_number or citation.number, citation.date.value
        known = [one for one in gazetteer.instruments if one.date[:4] == day[:4]]
        same = [one.date for one in known if compact_number(one.number) == compact_number(number)]
        alike = [one.number for one in known if one.date == day and _misprinted(number, one.number)]
        for fault, meant in (("known-date", same), ("known-number", [] if same else alike)):
            if meant and day not in meant:
                yield _defect(
                    fault, citation.quotes[0], citation.number,
                    number=citation.number, date=day, known=meant[0],
                )  # fmt: skip


_SERIAL = re.compile(r"\d+")


def _misprinted(printed: str, known: str) -> bool:
    """Whether two numbers with the same letters differ in one figure, or in two that are swapped."""
    one, other = (_SERIAL.match(compact_number(number)) for number in (printed, known))
    if one is None or other is None or len(one[0]) != len(other[0]):
        return False
    if one.string[one.end() :] != other.string[other.end() :]:
        return False
    differing = [at for at, (a, b) in enumerate(zip(one[0], other[0], strict=True)) if a != b]
    swapped = len(differing) == FEW and sorted(one[0]) == sorted(other[0])
    return len(differing) == 1 or swapped


# Wording


_GAP = re.compile(r"\n[ \t\r]*\n")


def _tears(source: SourceText, layout: Layout) -> Iterator[Defect]:
    """Blank lines in the middle of a sentence."""
    for item in layout.items:
        for gap in (
            _GAP.finditer(source.text, item.span.start, item.span.end) if not item.cells else ()
        ):
            before = collapse(source.text[max(item.span.start, gap.start() - AROUND) : gap.start()])
            after = collapse(source.text[gap.end() : min(item.span.end, gap.end() + AROUND)])
            span = Span(
                max(item.span.start, gap.start() - AROUND), min(item.span.end, gap.end() + AROUND)
            )
            yield _defect(
                "page-break", span, None, before=_whole(before, first=True), after=_whole(after)
            )


def _whole(words_: str, *, first: bool = False) -> str:
    """Words cut off at one end, without the piece of a word there."""
    pieces = words_.split(" ")
    return " ".join((pieces[1:] if first else pieces[:-1]) if len(pieces) > FEW else pieces)


# ". ,", ". ;": a stop in the middle; "payment. scientific": a small letter after a stop.
# The pattern begins with the stop itself, which is rare: so it is found fast.
_BROKEN = re.compile(
    r"[.](?:(?<!etc[.])(?<!v\.v[.])(?<=[^\W\d_]{2}[.]) ?[,;](?=\s)"
    r"|(?<=[^\W\d_]{3}[.]) (?=[a-zđ][^\W\d_.]{2}))"
)
_DOUBLED = re.compile(
    # As in "effectively and effectively", "focus and focus".
    r"([a-z]{4,}) (?:and |, )?\1\b"
    # "phát triển phát triển": two syllables, for one may be doubled by rule (luôn luôn)
    r"|([^\W\d_]{2,8})\s+([^\W\d_]{2,8})\s+\2\s+\3(?!\w)",
    re.IGNORECASE,
)


def _wording(source: SourceText, layout: Layout) -> Iterator[Defect]:
    places = [item.span for item in layout.items]
    broken = (
        _shown(source, match)
        for place in places
        for match in _BROKEN.finditer(source.text, place.start, place.end)
    )
    for fault, found in (
        ("broken-sentence", broken),
        ("doubled-words", _doubled(source, places)),
    ):
        for span in islice(found, MOST):
            yield _defect(fault, span, collapse(source.words(span)))


def _doubled(source: SourceText, passages: Sequence[Span]) -> Iterator[Span]:
    """Words that stand twice: looked for where a word comes again after one word or two."""
    tokens = tokens_of(source)
    words_ = tokens.words
    again = [
        tokens.starts[at]
        for at, (word, second, third) in enumerate(
            zip(words_, words_[1:], words_[2:], strict=False)
        )
        if word in (second, third)
    ]
    for passage in passages:
        end = passage.start
        for start in again[bisect_left(again, passage.start) : bisect_left(again, passage.end)]:
            match = _DOUBLED.match(source.text, start, passage.end) if start >= end else None
            if match:
                end = match.end()
                yield Span(start, end)


def _shown(source: SourceText, match: re.Match[str]) -> Span:
    """A fault with some words around it."""
    start = source.text.rfind(" ", 0, max(0, match.start() - AROUND // 2)) + 1
    end = source.text.find(" ", match.end() + AROUND // 2)
    line = source.text.find("\n", match.end())
    ends = [at for at in (end, line) if at >= 0]
    return Span(
        max(start, source.text.rfind("\n", 0, match.start()) + 1), min(ends, default=match.end())
    )


# Names


def _names(reading: Reading, gazetteer: Gazetteer) -> Iterator[Defect]:
    """Single bodies under several names, those that differ by more than case and tone marks."""
    forms: dict[str, dict[str, str]] = {}
    explained: set[str] = set()
    nested = _nested_spans(reading)
    for mention in reading.mentions:
        function = gazetteer.functions.get(mention.agency)
        # A name that stands only inside another one is not the text's choice.
        if function is not None and not function.is_group and not nested.issuperset(mention.spans):
            known = forms.setdefault(mention.agency, {})
            # "Office of Data (OD)" explains its abbreviation: "OD" is then no second name.
            form, _, short = TERM.sub("", collapse(mention.form)).rstrip(")").partition(" (")
            known.setdefault(unify_tones(normalise(form)), form)
            explained.add(unify_tones(normalise(short)))
    for named in forms.values():
        for short in explained & named.keys():
            if len(named) > 1:
                del named[short]
        if len(named) > 1:
            yield _defect("two-names", None, None, forms=" / ".join(named.values()))


def _nested_spans(reading: Reading) -> set[Span]:
    """Where bodies stand that are named inside the name of another one."""
    nested: set[Span] = set()
    end = -1
    spans = {span for mention in reading.mentions for span in mention.spans}
    for span in sorted(spans, key=lambda one: (one.start, -one.end)):
        if span.end <= end:
            nested.add(span)
        end = max(end, span.end)
    return nested


def _spellings(source: SourceText) -> Iterator[Defect]:
    """One syllable with its tone mark in two places."""
    folded = source.folded.text
    for one, other in words("spellings")["pairs"]:
        if _stands(folded, one) and _stands(folded, other):
            yield _defect("two-spellings", None, None, one=one, other=other)


def _stands(folded: str, syllable: str) -> bool:
    fits = re.compile(rf"(?<!\w)\w?{syllable}(?!\w)")
    return syllable in folded and fits.search(folded) is not None
