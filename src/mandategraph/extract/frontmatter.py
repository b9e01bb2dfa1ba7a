"""What a document says of itself: title, kind, number, date, issuer, period, what it implements."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from mandategraph.extract import english_front
from mandategraph.extract.agencies import find_bodies
from mandategraph.extract.bodies import Body, bodies_within
from mandategraph.extract.dates import find_dates
from mandategraph.extract.lines import front_matter
from mandategraph.extract.marks import bare, kind_names
from mandategraph.extract.paragraphs import paragraphs
from mandategraph.extract.passages import bounds, find, plain, plain_words, stored, trimmed
from mandategraph.extract.period import read_period
from mandategraph.extract.signature import clean, inked, read_recipients, read_signatory
from mandategraph.extract.typeface import is_upper
from mandategraph.extract.vocabulary import any_of, pattern, plain_form, words
from mandategraph.gazetteer import Gazetteer, Jurisdiction
from mandategraph.model import Citation, DocumentFacts, Found, Layout, Named
from mandategraph.names import compact_number, slug
from mandategraph.text import SourceText, Span, collapse

__all__ = ["language_of", "read_front", "read_recipients", "read_signatory", "same_number"]

HEAD_LINE = 140
"""A line of a letterhead is not longer, in characters."""
DATE_LINE = 70
"""Nor is the line that holds place and date."""
BRACKET = 24
"""A day in brackets after the name of an instrument takes so many characters."""
MARK_LETTERS = 0.01
"""In a Vietnamese text more than this part of the letters are ones that English has not."""
MOSTLY = 0.8
"""A province named in this part of all mentions of provinces is the document's."""

_VIETNAMESE = frozenset("ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ")


@lru_cache(maxsize=8)
def language_of(source: SourceText) -> str:
    """``vi`` or ``en``: a Vietnamese text is known by its letters."""
    sample = source.folded.text[:200_000]
    letters = sum(map(str.isalpha, sample))
    marked = sum(char in _VIETNAMESE for char in sample)
    return "vi" if letters and marked / letters > MARK_LETTERS else "en"


def read_front(
    source: SourceText, layout: Layout, gazetteer: Gazetteer, citations: Sequence[Citation]
) -> DocumentFacts:
    """The document's own facts; what the text does not say is None."""
    return _Front(source, layout, gazetteer, citations).read()


class _Front:
    def __init__(
        self,
        source: SourceText,
        layout: Layout,
        gazetteer: Gazetteer,
        citations: Sequence[Citation],
    ) -> None:
        self.source = source
        self.layout = layout
        self.gazetteer = gazetteer
        self.citations = citations
        self.language = language_of(source)
        self.bodies = find_bodies(source, gazetteer)
        self.fields, _ = front_matter(source.text)
        starts = [span.start for span in (layout.title, layout.preamble) if span]
        starts += [section.span.start for section in layout.sections[:1]]
        self.head = Span(0, min(starts, default=0))
        if layout.title and layout.title in self.fields.values():
            self.head = Span(0, 0)
        self.own = self._own_citation()

    def read(self) -> DocumentFacts:
        """All fields, each with the words it was read from."""
        issuer = self._issuer()
        period_start, period_end = (
            (None, None) if self.own else read_period(self.source, self.layout, self.language)
        )
        implements, perhaps = self._implements()
        return DocumentFacts(
            title=self._title(),
            type=self._type(),
            number=self._number(),
            date=self._date(),
            issuer=issuer,
            jurisdiction=self._jurisdiction(issuer),
            period_start=period_start,
            period_end=period_end,
            language=self.language,
            implements=implements,
            implements_alt=perhaps,
        )

    # Title and kind

    def _title(self) -> Named | None:
        span = self.layout.title
        if span is None:
            return None
        if span in self.fields.values():
            shown = re.sub(r"\\\s*\n\s*\\?", "", self.source.words(span)).strip("\"'")
            return Found(collapse(shown.replace("\\_", " ")), span, "title-field")
        method = "title-of-page" if self.own else "title"
        shown = clean(self.source, span)
        if self.language == "en":
            shown = re.sub(words("front")["part_number"], "", shown)
        return Found(shown, span, method)

    def _type(self) -> Named | None:
        for block in self._head_blocks():
            shown = plain_words(self.source, block).strip(" :.")
            if shown in _kinds():
                return Found(
                    _kinds()[shown], trimmed(self.source, *bounds(self.source, block)), "kind-line"
                )
        if self.layout.title is None:
            return None
        first, _ = bounds(self.source, self.layout.title)
        names = any_of(_kinds())
        for match in find(re.compile(rf"\b({names})\b"), self.source, self.layout.title):
            before = plain(self.source).text[first : match.start()].strip(" \"'")
            if not before or before in words("front")["before_own"]:
                return Found(_kinds()[match[1]], stored(self.source, match), "kind-in-title", 0.9)
        for match in find(re.compile(rf"\b({names})\W*$"), self.source, self.layout.title):
            return Found(_kinds()[match[1]], stored(self.source, match, 1), "kind-in-title", 0.7)
        return english_front.own_kind(self.source, _kinds()) if self.language == "en" else None

    def _head_blocks(self) -> Iterator[Span]:
        """Paragraphs and table cells above the title, or above the body."""
        for paragraph in paragraphs(self.source.text[: self.head.end]):
            yield from (
                cell for cell in paragraph.cells or (paragraph.span,) if cell.start < cell.end
            )

    def _head_lines(self) -> Iterator[Span]:
        """The lines of the letterhead."""
        for line in re.finditer(r"[^\n|]+", self.source.text[: self.head.end]):
            if len(line[0]) <= HEAD_LINE and line[0].strip():
                yield Span(line.start(), line.end())

    # Number and date

    def _own_citation(self) -> Citation | None:
        """The instrument that a page is about: the one that its title names first."""
        title = self.layout.title
        for citation in self.citations if title else ():
            quote = citation.quotes[0]
            if title and citation.number and title.contains(quote):
                before = plain_words(self.source, Span(title.start, quote.start)).strip(" *\"'")
                opens = not before or before in words("front")["before_own"]
                if opens and self._head_kind() is None:
                    return citation
        return None

    def _head_kind(self) -> Span | None:
        return next(
            (
                b
                for b in self._head_blocks()
                if plain_words(self.source, b).strip(" :.") in _kinds()
            ),
            None,
        )

    def _number(self) -> Named | None:
        for line in self._head_lines():
            for rule in ("own_number", "own_number_eu"):
                match = self._match(rule, line)
                if match is not None:
                    span = stored(self.source, match, "number")
                    shown = _squeezed(self.source.words(span), rule)
                    return Found(shown, span, "letterhead-number")
        if self.own and self.own.number:
            return Found(self.own.number, self.own.quotes[0], "page-on-instrument", 0.9)
        attached = self._attached()
        if attached and attached.number:
            return Found(attached.number, attached.quotes[0], "attached-note", 0.9)
        return self._number_below()

    def _match(self, rule: str, span: Span) -> re.Match[str] | None:
        """A pattern of words/front.yaml at the head of a passage."""
        return pattern(words("front")[rule]).match(
            plain(self.source).text, *bounds(self.source, span)
        )

    def _number_below(self) -> Named | None:
        """A number that stands between title and body: ``COM(2020) 67 final``."""
        title = self.layout.title
        body = self.layout.preamble or (
            self.layout.sections[0].span if self.layout.sections else None
        )
        if title is None or body is None or body.start < title.end:
            return None
        for line in re.finditer(r"[^\n]+", self.source.text[title.end : body.end]):
            span = Span(title.end + line.start(), title.end + line.end())
            match = self._match("own_number_eu", span)
            if match is not None:
                held = stored(self.source, match, "number")
                return Found(collapse(self.source.words(held)), held, "letterhead-number")
        return None

    def _attached(self) -> Citation | None:
        """The document itself, as the note above its appendix names it."""
        kind = self._type()
        for citation in self.citations:
            quote = citation.quotes[0]
            before = plain_words(self.source, Span(max(0, quote.start - 40), quote.start))
            if re.search(r"\((?:ban hành )?kèm theo\W*$", before) and kind is not None:
                return citation
        return None

    def _date(self) -> Named | None:
        lines = [Span(line.start, line.end) for line in self._head_lines()]
        lines += [block for block in self._head_blocks() if block.end - block.start <= DATE_LINE]
        found = self._dated(sorted(lines), "letterhead-date")
        if found:
            return found
        if "date" in self.fields:
            return self._dated([self.fields["date"]], "date-field")
        for citation in (self.own, self._attached()):
            day = self._day_of(citation) if citation else None
            if day is not None:
                return Found(day.value, day.span, "page-on-instrument", 0.9)
        foot = self.layout.signature
        if foot is not None:
            found = self._dated([foot], "signature-date")
        found = found or self._date_below()
        if found is None and self.language == "en":
            found = english_front.page_day(self.source)
        return found

    def _day_of(self, citation: Citation) -> Named | None:
        """The day of an instrument; it may stand in brackets after its name."""
        if citation.date:
            return citation.date
        for quote in citation.quotes:
            after = Span(quote.end, min(quote.end + BRACKET, len(self.source.text)))
            if self.source.words(after).lstrip(" *").startswith("("):
                for day in find_dates(self.source, after, self.language):
                    return day
        return None

    def _date_below(self) -> Named | None:
        """A date alone in its line between title and body, no page's: ``Brussels, 19.2.2020``."""
        title = self.layout.title
        body = self.layout.preamble or (
            self.layout.sections[0].span if self.layout.sections else None
        )
        if title is None or body is None or body.start < title.end:
            return None
        between = self.source.text[title.end : body.start]
        spans = [
            Span(title.end + m.start(), title.end + m.end())
            for m in re.finditer(r"[^\n]+", between)
        ]
        return self._dated(
            [s for s in spans if s.end - s.start <= DATE_LINE // 2], "letterhead-date"
        )

    def _dated(self, lines: Sequence[Span], method: str) -> Named | None:
        """The first day in the lines; those that date a web page are passed over."""
        for line in lines:
            shown = plain_words(self.source, line).strip(" *_>")
            front = words("front")
            if re.match(pattern(front["weekday"]), shown) or re.search(
                pattern(front["updated"]), shown
            ):
                continue
            for day in find_dates(self.source, line, self.language):
                return Found(day.value, day.span, method)
        return None

    # Issuer and jurisdiction

    def _issuer(self) -> Named | None:
        for find_issuer in (
            self._issuer_line,
            self._letterhead_issuer,
            self._issuer_in_preamble,
            self._issuer_of_page,
            self._issuer_by_possessive,
        ):
            issuer = find_issuer()
            if issuer is not None:
                return issuer
        return (
            english_front.page_issuer(self.source, self.bodies) if self.language == "en" else None
        )

    def _letterhead_issuer(self) -> Named | None:
        """The body in capitals at the head; of two in a row the second, which is part of the first."""
        bodies = list(self._letterhead_bodies())
        found = bodies[0] if bodies else None
        for above, below in pairwise(bodies):
            if above.span is None or below.span is None:
                break
            if self.source.text[above.span.end : below.span.start].count("\n") != 1:
                break
            found = below
        return found

    def _letterhead_bodies(self) -> Iterator[Named]:
        mottoes = [plain_form(motto) for motto in words("front")["mottoes"]]
        for block in self._head_blocks():
            held = self._without_motto(block, mottoes)
            if held is None or not is_upper(bare(self.source.text, held.start, held.end)):
                continue
            head = plain_words(self.source, held).strip(" :.*_")
            if (
                head in _kinds()
                or head.startswith(tuple(words("front")["issuer_leads"]))
                or re.search(r"\d", head)
            ):
                continue
            within = bodies_within(self.bodies, held)
            if not within and (len(head) > HEAD_LINE or self._match("levels", held)):
                continue
            start = self._line_start(held, within[-1].span.start) if within else held.start
            span, seat = Span(start, held.end), self._seat(held.end)
            shown = collapse(clean(self.source, span))
            if seat is not None:
                span, shown = Span(start, seat.end), f"{shown} {collapse(clean(self.source, seat))}"
            yield Found(shown, span, "letterhead-issuer", 1.0 if within else 0.7)

    def _seat(self, at: int) -> Span | None:
        """The line below an issuer that says of which province: ``TỈNH THÁI BÌNH``."""
        after = re.compile(r"[^\n]*\n\s{0,200}([^\n|]{3,60})").match(self.source.text, at)
        if after is None:
            return None
        words_ = re.split(r" {4,}|\t", after[1])[0]
        line = inked(self.source, Span(after.start(1), after.start(1) + len(words_)))
        if not is_upper(self.source.words(line)) or self._match("levels", line) is None:
            return None
        return line

    def _line_start(self, block: Span, at: int) -> int:
        """Where the line begins in which a body stands: the name may be longer than what is known."""
        line = self.source.text.rfind("\n", block.start, at) + 1
        return inked(self.source, Span(max(line, block.start), at + 1)).start

    def _without_motto(self, block: Span, mottoes: Sequence[str]) -> Span | None:
        """A block of a letterhead up to the motto; None when nothing is left of it."""
        for match in find(re.compile(any_of(mottoes)), self.source, block):
            block = Span(block.start, max(block.start, stored(self.source, match).start))
        shown = self.source.words(block)
        last = len(shown.rstrip(" \t\r\n*-_#|"))
        first = len(shown) - len(shown.lstrip(" \t\r\n*-_#|"))
        return Span(block.start + first, block.start + last) if first < last else None

    def _issuer_line(self) -> Named | None:
        """``CỦA BAN THƯỜNG VỤ TỈNH ỦY`` between kind and title."""
        for line in self._head_lines():
            shown = plain_words(self.source, line).strip(" *_")
            for lead in words("front")["issuer_leads"]:
                if shown.startswith(lead) and is_upper(self.source.words(line)):
                    start = self.source.text.index(" ", line.start + len(lead) - 2, line.end)
                    span = inked(self.source, Span(start, self._matter_at(line)))
                    return Found(collapse(clean(self.source, span)), span, "issuer-line")
        return None

    def _matter_at(self, line: Span) -> int:
        """Where, in ``CỦA BỘ CHÍNH TRỊ VỀ …``, the matter begins; the end of the line where none does."""
        for match in find(pattern(words("front")["matter"]), self.source, line):
            return stored(self.source, match).start
        return line.end

    def _issuer_in_preamble(self) -> Named | None:
        """The last body of the preamble that issues, asks or decides."""
        preamble = self.layout.preamble
        if preamble is None or (self.own and self.own.issuer):
            return None
        issues = pattern(words("front")[f"issues_{self.language}"])
        found: Body | None = None
        for body in bodies_within(self.bodies, preamble):
            _, after = bounds(self.source, body.span)
            if issues.match(plain(self.source).text[after : after + 90]):
                found = body
        if found is not None:
            return Found(collapse(found.form), found.span, "issuer-in-preamble", 0.9)
        for match in find(pattern(words("front")["authority_en"]), self.source, preamble):
            span = stored(self.source, match, "office")
            return Found(self.source.words(span), span, "issuer-by-authority", 0.9)
        return None

    def _issuer_of_page(self) -> Named | None:
        if self.own and self.own.issuer:
            return Found(self.own.issuer.value, self.own.issuer.span, "page-on-instrument", 0.9)
        title = self.layout.title
        match = self._match("kind_from_en", title) if title else None
        if match is None:
            return None
        span = stored(self.source, match, "issuer")
        return Found(self.source.words(span), span, "issuer-in-title", 0.8)

    def _issuer_by_possessive(self) -> Named | None:
        """``the Provincial People's Committee's Plan``: whoever the text says the plan is of."""
        own = pattern(words("front")["own_kind_en"])
        for body in self.bodies if self.language == "en" else ():
            _, after = bounds(self.source, body.span)
            if own.match(plain(self.source).text[after : after + 40]):
                return Found(collapse(body.form), body.span, "issuer-by-possessive", 0.7)
        return None

    def _jurisdiction(self, issuer: Named | None) -> Named | None:
        title, preamble = self.layout.title, self.layout.preamble
        national = issuer is not None and self._is_national(issuer)
        places = [issuer.span if issuer else None] + ([] if national else [title, preamble])
        for span in places:
            hits = list(self._provinces(span)) if span else []
            if hits:
                return self._named(
                    *hits[-1], "province-of-issuer" if span is places[0] else "province-in-front"
                )
        hits = list(self._provinces(Span(0, self.layout.body_end)))
        if not national and hits:
            codes = [place.code for _, place in hits]
            most = max(set(codes), key=lambda code: (codes.count(code), code))
            if codes.count(most) > 1 and codes.count(most) >= MOSTLY * len(codes):
                return self._named(*hits[codes.index(most)], "province-in-text")
        return self._country(national=national)

    def _is_national(self, issuer: Named) -> bool:
        named = bodies_within(self.bodies, issuer.span) if issuer.span else ()
        names = [body.agency for body in named]
        functions = [self.gazetteer.functions.get(name) for name in names]
        functions.append(self.gazetteer.function_of(issuer.value))
        return any(function.level == "National" for function in functions if function)

    def _provinces(self, span: Span | None) -> Iterator[tuple[Span, Jurisdiction]]:
        """Provinces named in a passage, in capitals at their head (``hòa bình`` is peace)."""
        for hit in self.gazetteer.find_jurisdictions(self.source, span):
            place = self.gazetteer.jurisdictions[hit.canonical]
            if place.code.startswith("vn-") and _in_capitals(hit.form, place):
                yield hit.span, place

    def _named(self, span: Span, place: Jurisdiction, method: str) -> Named:
        return Found(place.name_vi if self.language == "vi" else place.name_en, span, method)

    def _country(self, *, national: bool) -> Named | None:
        fronts = [span for span in (self.layout.title, self.layout.preamble) if span]
        for span in fronts if self.language == "en" else ():
            for match in find(
                re.compile(rf"\b(?:{any_of(map(plain_form, words('front')['countries']))})\b"),
                self.source,
                span,
            ):
                held = stored(self.source, match)
                return Found(self.source.words(held), held, "country-in-front", 0.8)
        if (
            self.language == "en"
            and not national
            and (country := english_front.country(self.source))
        ):
            return country
        for hit in self.gazetteer.find_jurisdictions(self.source, None) if national else ():
            if hit.canonical == "vn":
                place = self.gazetteer.jurisdictions["vn"]
                return Found(
                    place.name_vi if self.language == "vi" else place.name_en,
                    hit.span,
                    "country-of-issuer",
                    0.8,
                )
        return None

    # What it implements

    def _implements(self) -> tuple[tuple[Named, ...], tuple[Named, ...]]:
        others = [
            c for c in self.citations if c.number and c is not self.own and not self._is_own(c)
        ]
        title = self.layout.title
        named = [c for c in others if title and any(title.contains(q) for q in c.quotes)]
        if named:
            return tuple(_number_of(c, "implements-in-title") for c in named), ()
        preamble = self.layout.preamble
        rests = [c for c in others if preamble and any(preamble.contains(q) for q in c.quotes)]
        kinds = words("front")["implemented_kinds"]
        held = tuple(
            _number_of(c, "implements-in-preamble") for c in rests if _slug(c.kind) in kinds
        )
        perhaps = words("front")["implemented_perhaps"]
        alternatives = tuple(
            _number_of(c, "implements-in-preamble") for c in rests if _slug(c.kind) in perhaps
        )
        if held or self.layout.preamble:
            return held, alternatives
        return tuple(self._carried_out(others)), ()

    def _carried_out(self, others: Sequence[Citation]) -> Iterator[Named]:
        """In a text without preamble: the first instrument whose implementation it speaks of."""
        rule = pattern(words("front")["carries_out"])
        for citation in others:
            start = citation.quotes[0].start
            before = plain_words(self.source, Span(max(0, start - 80), start))
            if _slug(citation.kind) in words("front")["implemented_kinds"] and rule.search(before):
                yield _number_of(citation, "implements-in-text", 0.8)
                return

    def _is_own(self, citation: Citation) -> bool:
        number = self._number()
        return number is not None and same_number(number.value, citation.number or "")


def same_number(one: str, other: str) -> bool:
    """Whether two printed numbers are one."""
    return compact_number(one) == compact_number(other)


@lru_cache(maxsize=1)
def _kinds() -> dict[str, str]:
    return {plain_form(word): kind for word, kind in kind_names().items()}


def _slug(kind: str | None) -> str:
    return (kind or "").replace(" ", "-")


def _number_of(citation: Citation, method: str, confidence: float = 0.9) -> Named:
    return Found(citation.number or "", citation.quotes[0], method, confidence)


def _squeezed(number: str, rule: str) -> str:
    return collapse(number) if rule == "own_number_eu" else re.sub(r"[\s*_\\]+", "", number)


def _in_capitals(form: str, place: Jurisdiction) -> bool:
    """Whether the name in a form such as ``tỉnh Thái Bình`` or ``Thai Binh province`` is a name."""
    names = {slug(name).split("-")[0] for name in (place.name_vi, place.name_en)}
    own = [word for word in form.split() if slug(word) in names]
    return any(word[0].isupper() for word in own)
