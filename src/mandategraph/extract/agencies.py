"""Bodies named in a text: those of the authority files, those formed by rule, and abbreviations.

A name that no file holds is read from its form ("Sở Xây dựng", "Secretary of Energy"); its English
name is composed where the field is known, and is the printed one where it is not. A text's own
abbreviations ("Office of River Policy (ORP)") hold for the whole text.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache

from mandategraph.extract.bodies import COMPOSED, FORMED, NAMED, SHORT, Body
from mandategraph.extract.described_en import listed_offices, short_names, told_by_others
from mandategraph.extract.english import MAX_NAME, EnglishNames, collectives
from mandategraph.extract.groups import qualified
from mandategraph.extract.naming import TITLE_LINE, Name, Naming, inner_names
from mandategraph.extract.nested import Nesting
from mandategraph.extract.passages import plain
from mandategraph.extract.shortforms import DEFINED_VI, Short, abbreviations, defined, resolved
from mandategraph.extract.vocabulary import any_of, pattern, words
from mandategraph.gazetteer import Gazetteer, Tokens, Trie, tokens_of, words_of
from mandategraph.text import SourceText, Span, collapse


@dataclass(frozen=True, slots=True)
class _Lexicon:
    """Names made from ``words/agencies.yaml``: their trie and their Vietnamese names."""

    trie: Trie
    names_vi: dict[str, str]


def find_bodies(source: SourceText, gazetteer: Gazetteer) -> tuple[Body, ...]:
    """Every body named in a text, in order, none inside another; contextual forms are marked."""
    return _found(source, gazetteer)


@lru_cache(maxsize=8)
def _found(source: SourceText, gazetteer: Gazetteer) -> tuple[Body, ...]:
    naming = Naming(source, gazetteer)
    described = collectives(source, gazetteer) | _described(source)
    described |= listed_offices(source, gazetteer)
    reader = _Reader(source, tokens_of(source), gazetteer, naming, described)
    bodies = list(reader.walk())
    short = dict(abbreviations(source, bodies))
    phrases = dict(defined(source, resolved(bodies))) if DEFINED_VI.search(source.text) else {}
    phrases |= short_names(bodies, source)
    if short or phrases:
        again = reader.again(short, _phrases(phrases))
        bodies = list(again.walk())
    bodies = told_by_others(bodies, source, gazetteer)
    nesting = Nesting(source, reader.tokens, naming, short)
    return tuple(nesting.of(body) for body in _of_province(list(resolved(bodies)), gazetteer))


def _of_province(bodies: list[Body], gazetteer: Gazetteer) -> list[Body]:
    """The bodies, groups of a province as those of the country where no province speaks."""
    data = words("agencies")
    if any(body.agency in data["of_province"] for body in bodies):
        return bodies
    return [_wider(body, data["of_no_province"], gazetteer) for body in bodies]


def _wider(body: Body, names: Mapping[str, str], gazetteer: Gazetteer) -> Body:
    """A body, and those inside its name, under the names that groups of the country have."""
    inner = tuple(_wider(one, names, gazetteer) for one in body.inner)
    name = names.get(body.agency)
    if name is None:
        return replace(body, inner=inner) if inner != body.inner else body
    return replace(body, agency=name, name_vi=gazetteer.functions[name].name_vi, inner=inner)


def _phrases(forms: dict[str, str]) -> Trie:
    """The short names that a text gives, as they are found."""
    trie = Trie()
    for form, name in forms.items():
        trie.add(form, name, capitals=1)
    return trie


@dataclass(frozen=True, slots=True)
class _Name:
    """A reading of some words as a name: the token after them, what they name, by which rule."""

    after: int
    agency: str
    method: str
    contextual: bool = False
    inner: tuple[Body, ...] = ()


@dataclass(frozen=True, slots=True)
class _Reader:
    """The readings of one text; ``short`` are its abbreviations, ``described`` its other names.

    ``opening`` keeps for each word whether a name may begin with it, ``read`` for each place what
    was read there; ``fresh`` are the places of short forms that were not known then.
    """

    source: SourceText
    tokens: Tokens
    gazetteer: Gazetteer
    naming: Naming
    described: dict[int, tuple[int, str, bool]]
    short: dict[str, Short] = field(default_factory=dict)
    phrases: Trie = field(default_factory=Trie)
    opening: dict[str, bool] = field(default_factory=dict)
    read: dict[tuple[int, bool], tuple[Body | None, int]] = field(default_factory=dict)
    fresh: tuple[int, ...] = ()

    def again(self, short: dict[str, Short], phrases: Trie) -> "_Reader":
        """The same text with its short forms known: places far from one keep their reading."""
        tokens = self.tokens

        def is_short(printed: str) -> bool:
            return printed in short or printed[:-1] in short

        fresh = (
            at
            for at, word in enumerate(tokens.words)
            if phrases.opens(word) or (tokens.capitals[at] and is_short(self.printed(at, at + 1)))
        )
        return replace(self, short=short, phrases=phrases, opening={}, fresh=tuple(fresh))

    def is_read(self, at: int, after: int) -> bool:
        """Whether no short form stands where an earlier reading looked, up to its longest name."""
        first = bisect_left(self.fresh, at)
        return first == len(self.fresh) or self.fresh[first] >= max(after, at) + MAX_NAME

    def walk(self) -> Iterator[Body]:
        """Bodies from left to right; at each word the longest reading wins, known names first."""
        at, stop, last = 0, len(self.tokens.words), -1
        while at < stop:
            listed = self.goes_on_list(last, at)
            if not (listed or self.may_open(at)):
                at += 1
                continue
            body, after = self.at(at, listed=listed)
            if body:
                last = after
                yield body
            at = max(after, at + 1)

    def at(self, at: int, *, listed: bool) -> tuple[Body | None, int]:
        """What is read at a word; not read twice where it cannot have changed."""
        known = self.read.get((at, listed))
        if known is None or not self.is_read(at, known[1]):
            known = self.read[at, listed] = self.body_at(at, listed=listed)
        return known

    def may_open(self, at: int) -> bool:
        """Whether a name may begin at a word, at a quick look."""
        if self.tokens.capitals[at] > 0 or self.tokens.starts[at] in self.described:
            return True
        word = self.tokens.words[at]
        if word not in self.opening:
            self.opening[word] = (
                self.gazetteer.may_open_agency(word)
                or _lexicon().trie.opens(word)
                or self.phrases.opens(word)
                or word in _small_openings()
                or EnglishNames.owns(word)
            )
        return self.opening[word]

    def goes_on_list(self, last: int, at: int) -> bool:
        """Whether only the signs of a list stand between the last body and a word."""
        between = self.tokens.words[last:at] if 0 < last < at <= last + 2 else ()
        return bool(between) and all(word in LIST_SIGNS for word in between)

    def body_at(self, at: int, *, listed: bool = False) -> tuple[Body | None, int]:
        """The body whose name begins at a word, and the word after it (or after what misleads)."""
        known = self.gazetteer.agency_at(self.tokens, at)
        if known and not all(_on_one_line(self, one) for one in range(at + 1, known.after)):
            stop = next(one for one in range(at + 1, known.after) if not _on_one_line(self, one))
            known = self.gazetteer.agency_at(self.tokens, at, stop)
        composed = _lexicon().trie.longest(self.tokens, at)
        best = max(
            (match for match in (known, composed) if match),
            key=lambda match: (match.after, match is known),
            default=None,
        )
        described = self.described_at(at) or self.serving_at(at)
        put_together = self.put_together(at, listed=listed)
        if put_together and (described is None or put_together.after >= described.after):
            described = put_together
        if described and (best is None or described.after > best.after):
            return self.body(at, described)
        if best is not None and best.canonical is None:
            return None, best.after
        if best is not None and (self.possessive(best.after) or self.goes_on(best.after)):
            formed = _formed(self, at)
            if formed and self.completes(best.after, formed.after):
                return self.body(at, formed)
        if best is not None and best.canonical is not None:
            method = NAMED if best is known else COMPOSED
            return self.body(at, _Name(best.after, best.canonical, method, best.contextual))
        formed = _formed(self, at)
        return self.body(at, formed) if formed else (None, at + 1)

    def put_together(self, at: int, *, listed: bool) -> _Name | None:
        """A name that the text has made short, or a Vietnamese one read part by part."""
        given = self.phrases.longest(self.tokens, at)
        if given and given.canonical and self.stands_alone(at, given.after):
            return _Name(given.after, given.canonical, SHORT)
        if self.source.text[self.tokens.starts[at] - 1 : self.tokens.starts[at]] in IN_NUMBER:
            return None
        if not (self.tokens.capitals[at] or listed or self.tokens.words[at] in _small_openings()):
            return None
        found = self.naming.at_offset(self.tokens.starts[at], listed=listed)
        if found is None:
            return None
        first, name = found
        end = self.naming.tokens.ends[name.after - 1]
        inner = (
            self.inner_body(place, one)
            for place, one in inner_names(name)
            # "VPUBND" names the body above with the same letters.
            if place == first or self.naming.tokens.starts[place] > self.tokens.starts[at]
        )
        agency, method = self.called(first, name)
        return _Name(
            bisect_left(self.tokens.starts, end), agency, method, name.contextual, tuple(inner)
        )

    def stands_alone(self, at: int, after: int) -> bool:
        """Whether a short name is no part of a longer one: "Deputy Director", "Director of …"."""
        tokens = self.tokens
        if not self.tokens.words[at].isascii():
            return True
        if at and tokens.capitals[at - 1] and tokens.words[at - 1] not in {"the", "each", "a"}:
            between = self.source.text[tokens.ends[at - 1] : tokens.starts[at]]
            if between.isspace() and "\n\n" not in between:
                return False
        longer = self.english().at(at)
        return longer is None or longer.after <= after

    def called(self, at: int, name: Name) -> tuple[str, str]:
        """What a name read part by part is called, and the rule that says so."""
        if name.agency is None:
            return self.naming.printed(at, name.after), FORMED
        return name.agency, NAMED if name.known else COMPOSED

    def inner_body(self, at: int, name: Name) -> Body:
        """A body named inside the name of another one."""
        tokens = self.naming.tokens
        span = Span(tokens.starts[at], tokens.ends[name.after - 1])
        agency, method = self.called(at, name)
        return Body(span, self.source.words(span), agency, method)

    def possessive(self, at: int) -> bool:
        """Whether "'s" and the head of a name follow: "the President's Council of …"."""
        tokens = self.tokens
        if tokens.words[at : at + 2] != ("'", "s") or at + 2 >= len(tokens.words):
            return False
        return bool(tokens.capitals[at + 2]) and self.english().headed(at + 2) is not None

    def goes_on(self, after: int) -> bool:
        """Whether what is a name may open a longer one: "Government Digital Service"."""
        if after >= len(self.tokens.words):
            return False
        between = self.source.text[self.tokens.ends[after - 1] : self.tokens.starts[after]]
        joint = self.tokens.words[after] in EnglishNames.joints()
        return "\n" not in between and (bool(self.tokens.capitals[after]) or joint)

    def completes(self, known: int, after: int) -> bool:
        """Whether a name that goes on behind a known one is whole: no verb in capitals follows."""
        return after > known and (
            not self.tokens.capitals[known] or self.english().ends_name(after)
        )

    def english(self) -> EnglishNames:
        """The English names of the text that are known by their form."""
        return EnglishNames(self.source, self.tokens, self.gazetteer, self.short)

    def described_at(self, at: int) -> _Name | None:
        """A collective or described body that begins at a word."""
        found = self.described.get(self.tokens.starts[at])
        if found is None:
            return None
        after = bisect_left(self.tokens.starts, found[0])
        for inside in range(at + 1, after) if found[2] else ():
            known = self.gazetteer.agency_at(self.tokens, inside)
            if known and known.canonical and known.after > after:
                return None  # "other departments, branches": the known name goes on
        return _Name(after, found[1], FORMED, found[2])

    def serving_at(self, at: int) -> _Name | None:
        """A body that is named by the one it serves."""
        for head, pattern_en in _serving() if self.tokens.capitals[at] else ():
            after = at + len(head)
            if self.tokens.words[at:after] == head:
                served = self.gazetteer.agency_at(self.tokens, after)
                if served and served.canonical:
                    return _Name(served.after, pattern_en.format(served.canonical), COMPOSED)
        return None

    def body(self, at: int, name: _Name) -> tuple[Body, int]:
        """The body of a reading, with the area or region that follows its name."""
        end, area = self.gazetteer.area_after(
            self.tokens, self.english().bracketed_name(name.after), words("agencies")["before_area"]
        )
        agency = name.agency
        end = self.with_short_name(end, agency)
        before, region_name = words("agencies")["region"]
        words_after = self.tokens.words[end : end + 2]
        if " ".join(words_after) == before and len(self.tokens.words) > end + 2:
            region = self.printed(end + 2, end + 3)
            if region.isupper() or region.isdigit():
                agency, end = region_name.format(agency, region), end + 3
        function = self.gazetteer.functions.get(agency)
        inner, bare, contextual = name.inner, end, name.contextual
        if function and function.is_group:
            told = qualified(self.naming, self.tokens, at, name.after if area else end)
            if told and told.after > end:
                bare = name.after if area else end
                end, agency, area = told.after, told.agency or agency, None
                plain_name = replace(name, after=bare)
                inner = (*inner, self.without_rest(at, plain_name, contextual=contextual))
        span = Span(self.tokens.starts[at], self.tokens.ends[end - 1])
        body = Body(
            span=span,
            form=self.source.words(span),
            agency=agency,
            method=name.method,
            contextual=contextual,
            area=area,
            name_vi=function.name_vi if function else _lexicon().names_vi.get(agency),
            is_group=function is not None and function.is_group,
            inner=inner,
        )
        return body, end

    def with_short_name(self, end: int, agency: str) -> int:
        """The token after the short name that a text gives to a body in brackets."""
        if self.tokens.words[end : end + 1] != ("(",):
            return end
        given = self.phrases.longest(self.tokens, end + 1)
        closed = given is not None and self.tokens.words[given.after : given.after + 1] == (")",)
        return given.after + 1 if given and closed and given.canonical == agency else end

    def without_rest(self, at: int, name: _Name, *, contextual: bool) -> Body:
        """A group without the words that tell which of its members are meant."""
        span = Span(self.tokens.starts[at], self.tokens.ends[name.after - 1])
        return Body(span, self.source.words(span), name.agency, name.method, contextual)

    def printed(self, first: int, after: int) -> str:
        """The words from one token up to another as printed, white space collapsed."""
        return collapse(self.source.text[self.tokens.starts[first] : self.tokens.ends[after - 1]])


GENERAL = re.compile(r"(?<!\w)(?:cơ quan(?! ngang bộ)|đơn vị)")
LOCALITIES = re.compile(r",? ?(?:và )?(?P<second>(?:các )?địa phương\b)")
IN_NUMBER = ("-", "/")  # before letters of a number: "28/KH-UBND"


@cache
def _serving() -> tuple[tuple[tuple[str, ...], str], ...]:
    """Heads of bodies that serve another one, and what they are called."""
    return tuple((words_of(head), name) for head, name in words("agencies")["serving"])


LIST_SIGNS = frozenset({",", ";", "và"})


@cache
def _small_openings() -> frozenset[str]:
    """First words of names that are read in small letters too."""
    holders = words("naming")["holders"]
    return frozenset(words_of(form)[0] for one in holders if one.get("small") for form in one["vi"])


def _described(source: SourceText) -> dict[int, tuple[int, str, bool]]:
    """Collective and described bodies: stored start → stored end, canonical name, contextual."""
    view, found = plain(source), {}
    data = words("agencies")
    for match in _group_pattern().finditer(view.text):
        start, end = match.span()
        members = match["members"]
        parts = [(start, end)]
        if not GENERAL.search(members) and (second := LOCALITIES.search(match.group(), 1)):
            # "các bộ, ngành và địa phương" are two groups, named one after the other.
            parts = [(start, start + second.start()), (start + second.start("second"), end)]
        for first, last in parts:
            group = _group_pattern().fullmatch(view.text[first:last])
            named = _group_name(group) if group else None
            if named:
                span = view.stored(first, last)
                found[span.start] = (span.end, *named)
    for key in ("described_en", "steering_vi"):
        for match in pattern(data[key]).finditer(view.text):
            span = view.stored(*match.span())
            if not source.text[span.start].isupper() and key == "steering_vi":
                continue
            name = collapse(source.words(span))
            found[span.start] = (span.end, name[0].upper() + name[1:], False)
    return found


@cache
def _group_pattern() -> re.Pattern[str]:
    data = words("agencies")["groups_vi"]
    member, qualifier = any_of(data["members"]), any_of(data["qualifiers"])
    barred = any_of(data["not_before"])
    return pattern(
        rf"(?<!\w)(?P<all>các )?(?P<members>(?:{member})\b(?:(?:, ?| và )(?:các )?(?:{member})\b)*)"
        rf"(?P<qualifier>(?: (?:{qualifier})\b)*)(?!,? (?:{barred})|\w)"
    )


def _group_name(match: re.Match[str]) -> tuple[str, bool] | None:
    """The collective body that a match of the group pattern names, and whether it is contextual."""
    members = {part.removeprefix("các ") for part in re.split(r", ?| và ", match["members"])}
    qualifiers = match["qualifier"]
    if len(members) == 1 and not (match["all"] or "quan" in qualifiers):
        return None
    marks = members | {word for word in ("liên quan", "chức năng") if word in qualifiers}
    if "hữu quan" in qualifiers:
        marks.add("liên quan")
    for rule in words("agencies")["groups_vi"]["rules"]:
        if marks >= set(rule["all"]):
            alone = len(members) == 1 and not qualifiers
            return rule["en"], alone or not rule.get("firm", False)
    return None


@cache
def _lexicon() -> _Lexicon:
    """The names that ``words/agencies.yaml`` composes."""
    data = words("agencies")
    trie = Trie()
    names_vi: dict[str, str] = {}
    for phrase in data["misleading"]:
        trie.mislead(phrase)
    for form, name in data["in_capitals"].items():
        trie.add(form, name, capitals=len(words_of(form)[0]))
    for head, pattern_en in data["heads"]:
        for field_vi, field_en, letters in data["fields"]:
            name = pattern_en.format(field_en)
            for usual, house in data["exceptions"].items():
                name = name.replace(usual, house)
            names_vi.setdefault(name, f"{head.capitalize()} {field_vi[0].upper()}{field_vi[1:]}")
            for form in (field_vi, *letters):
                trie.add(f"{head} {form}", name, capitals=1)
            trie.add(name, name, capitals=1)
    return _Lexicon(trie, names_vi)


def _formed(reader: _Reader, at: int) -> _Name | None:
    """An English name that is known by its form alone."""
    if reader.tokens.words[at] == "the":
        return None
    english = reader.english().at(at)
    if english is None:
        return None
    inner = tuple(_inner(reader, *one) for one in english.inner)
    return _Name(english.after, english.agency, english.method, english.contextual, inner)


def _inner(reader: _Reader, first: int, after: int, agency: str) -> Body:
    """A body that an English name names with it."""
    span = Span(reader.tokens.starts[first], reader.tokens.ends[after - 1])
    return Body(span, reader.source.words(span), agency, FORMED)


def _on_one_line(reader: _Reader, at: int) -> bool:
    """Whether a word is parted from the one before by white space only, and no blank line."""
    if at >= len(reader.tokens.words):
        return False
    between = reader.source.text[reader.tokens.ends[at - 1] : reader.tokens.starts[at]]
    return "\n\n" not in between and "|" not in between and not TITLE_LINE.search(between)
