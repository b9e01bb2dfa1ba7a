"""Bodies named in a text: those of the authority files, those formed by rule, and abbreviations.

A name that no file holds is read from its form ("Sở Xây dựng", "Secretary of Energy"); its English
name is composed where the field is known, and is the printed one where it is not. A text's own
abbreviations ("Office of Science and Technology Policy (OSTP)") hold for the whole text.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from mandategraph.extract.passages import plain
from mandategraph.extract.vocabulary import any_of, pattern, plain_form, words
from mandategraph.gazetteer import Gazetteer, Tokens, Trie, tokens_of, words_of
from mandategraph.model import Mention
from mandategraph.text import SourceText, Span, collapse, normalise

NAMED, COMPOSED, FORMED, SHORT = (
    "agency-name",
    "agency-composed",
    "agency-formed",
    "agency-abbreviation",
)


@dataclass(frozen=True, slots=True)
class Body:
    """A body named in a text; ``name_vi`` is its Vietnamese name where that is known."""

    span: Span
    form: str
    agency: str
    method: str
    contextual: bool = False
    area: str | None = None
    name_vi: str | None = None
    is_group: bool = False


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
    reader = _Reader(source, tokens_of(source), gazetteer, {}, _described(source))
    bodies = list(reader.walk())
    short = dict(abbreviations(source, bodies))
    if short:
        bodies = list(replace(reader, short=short).walk())
    return tuple(_resolved(bodies))


def bodies_within(bodies: tuple[Body, ...], span: Span) -> tuple[Body, ...]:
    """The bodies named inside a passage."""
    first = bisect_left(bodies, span.start, key=lambda body: body.span.start)
    after = bisect_left(bodies, span.end, key=lambda body: body.span.start)
    return tuple(body for body in bodies[first:after] if body.span.end <= span.end)


@dataclass(frozen=True, slots=True)
class _Name:
    """A reading of some words as a name: the token after them, what they name, by which rule."""

    after: int
    agency: str
    method: str
    contextual: bool = False


@dataclass(frozen=True, slots=True)
class _Reader:
    """The readings of one text; ``short`` are its abbreviations, ``described`` its other names."""

    source: SourceText
    tokens: Tokens
    gazetteer: Gazetteer
    short: dict[str, "_Short"]
    described: dict[int, tuple[int, str, bool]]

    def walk(self) -> Iterator[Body]:
        """Bodies from left to right; at each word the longest reading wins, known names first."""
        at, stop = 0, len(self.tokens.words)
        while at < stop:
            body, after = self.body_at(at)
            if body:
                yield body
            at = max(after, at + 1)

    def body_at(self, at: int) -> tuple[Body | None, int]:
        """The body whose name begins at a word, and the word after it (or after what misleads)."""
        known = self.gazetteer.agency_at(self.tokens, at)
        composed = _lexicon().trie.longest(self.tokens, at)
        best = max(
            (match for match in (known, composed) if match),
            key=lambda match: (match.after, match is known),
            default=None,
        )
        described = self.described_at(at) or self.serving_at(at)
        if described and (best is None or described.after > best.after):
            return self.body(at, described)
        if best is not None and best.canonical is None:
            return None, best.after
        if best is not None and (self.possessive(best.after) or self.goes_on(at, best.after)):
            formed = _formed(self, at)
            if formed and formed.after > best.after:
                return self.body(at, formed)
        if best is not None and best.canonical is not None:
            method = NAMED if best is known else COMPOSED
            return self.body(at, _Name(best.after, best.canonical, method, best.contextual))
        formed = _formed(self, at)
        return self.body(at, formed) if formed else (None, at + 1)

    def possessive(self, at: int) -> bool:
        """Whether "'s" and the head of a name follow: "the President's Council of …"."""
        tokens = self.tokens
        if tokens.words[at : at + 2] != ("'", "s") or at + 2 >= len(tokens.words):
            return False
        return bool(tokens.capitals[at + 2]) and _forms()[2].longest(tokens, at + 2) is not None

    def goes_on(self, at: int, after: int) -> bool:
        """Whether one word that is a name may open a longer one: "Government Digital Service"."""
        return after == at + 1 < len(self.tokens.words) and bool(self.tokens.capitals[after])

    def described_at(self, at: int) -> _Name | None:
        """A collective or described body that begins at a word."""
        found = self.described.get(self.tokens.starts[at])
        if found is None:
            return None
        after = bisect_left(self.tokens.starts, found[0])
        return _Name(after, found[1], FORMED, found[2])

    def serving_at(self, at: int) -> _Name | None:
        """A body that is named by the one it serves."""
        for head, pattern_en in words("agencies")["serving"] if self.tokens.capitals[at] else ():
            after = at + len(words_of(head))
            if self.tokens.words[at:after] == words_of(head):
                served = self.gazetteer.agency_at(self.tokens, after)
                if served and served.canonical:
                    return _Name(served.after, pattern_en.format(served.canonical), COMPOSED)
        return None

    def body(self, at: int, name: _Name) -> tuple[Body, int]:
        """The body of a reading, with the area or region that follows its name."""
        end, area = self.gazetteer.area_after(
            self.tokens, _with_bracket(self, name.after), words("agencies")["before_area"]
        )
        agency = name.agency
        before, region_name = words("agencies")["region"]
        words_after = self.tokens.words[end : end + 2]
        if " ".join(words_after) == before and len(self.tokens.words) > end + 2:
            region = self.printed(end + 2, end + 3)
            if region.isupper() or region.isdigit():
                agency, end = region_name.format(agency, region), end + 3
        span = Span(self.tokens.starts[at], self.tokens.ends[end - 1])
        function = self.gazetteer.functions.get(agency)
        body = Body(
            span=span,
            form=self.source.words(span),
            agency=agency,
            method=name.method,
            contextual=name.contextual,
            area=area,
            name_vi=function.name_vi if function else _lexicon().names_vi.get(agency),
            is_group=function is not None and function.is_group,
        )
        return body, end

    def printed(self, first: int, after: int) -> str:
        """The words from one token up to another as printed, white space collapsed."""
        return collapse(self.source.text[self.tokens.starts[first] : self.tokens.ends[after - 1]])


def _described(source: SourceText) -> dict[int, tuple[int, str, bool]]:
    """Collective and described bodies: stored start → stored end, canonical name, contextual."""
    view, found = plain(source), {}
    data = words("agencies")
    for match in _group_pattern().finditer(view.text):
        start, end = match.span()
        members = match["members"]
        if members.endswith("địa phương") and not re.search(r"cơ quan|đơn vị|bộ\b", members):
            # "các sở, ngành và địa phương" are two groups, named one after the other.
            end = start + len(re.split(r",? (?:và )?(?:các )?địa phương$", match.group())[0])
        group = _group_pattern().fullmatch(view.text[start:end])
        named = _group_name(group) if group else None
        if named:
            span = view.stored(start, end)
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
    if len(members) == 1 and not (match["all"] or "liên quan" in qualifiers):
        return None
    marks = members | {word for word in ("liên quan", "chức năng") if word in qualifiers}
    for rule in words("agencies")["groups_vi"]["rules"]:
        if marks >= set(rule["all"]):
            alone = len(members) == 1 and not qualifiers
            return rule["en"], alone or not rule.get("firm", False)
    return None


def _resolved(bodies: list[Body]) -> Iterator[Body]:
    """The bodies, with a bare "Ban Chỉ đạo" read as the one steering committee of the text."""
    committees = {body.agency for body in bodies if body.form.casefold().startswith("ban chỉ đạo ")}
    for body in bodies:
        if normalise(body.form) == "ban chỉ đạo":
            if len(committees) == 1:
                yield replace(body, agency=next(iter(committees)), method=SHORT)
        else:
            yield body


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
            name = data["exceptions"].get(name, name)
            names_vi.setdefault(name, f"{head.capitalize()} {field_vi[0].upper()}{field_vi[1:]}")
            for form in (field_vi, *letters):
                trie.add(f"{head} {form}", name, capitals=1)
            trie.add(name, name, capitals=1)
    return _Lexicon(trie, names_vi)


# --- names known by their form ---------------------------------------------------------------

MAX_NAME = 24  # words; a longer run is a title or a list, no name


@cache
def _forms() -> tuple[Trie, frozenset[str], Trie, frozenset[str], frozenset[str]]:
    """Heads and joints of Vietnamese names; words before, after and inside English ones."""
    vi, en = words("agencies")["formed_vi"], words("agencies")["formed_en"]
    heads, before = Trie(), Trie()
    for head in vi["heads"]:
        heads.add(head, head)
    for word in en["before"]:
        before.add(word, word)
    after = frozenset(word for phrase in en["after"] for word in phrase.split()[-1:])
    return heads, frozenset(vi["joints"]), before, after, frozenset(en["small"])


def _formed(reader: _Reader, at: int) -> _Name | None:
    """A name that is known by its form alone."""
    tokens, end = reader.tokens, at
    if not tokens.capitals[at] or tokens.words[at] == "the":
        return None
    printed = reader.printed(at, at + 1)
    if printed in reader.short:
        return _Name(at + 1, reader.short[printed].name, SHORT)
    heads, joints, before, _, small = _forms()
    head = heads.longest(tokens, at)
    if head and head.canonical and not printed.isupper():
        end = _run(reader, head.after, joints)
        if end > head.after:
            return _Name(end, reader.printed(at, end), FORMED)
    first = at + 3 if tokens.words[at + 1 : at + 3] == ("'", "s") else at
    head = before.longest(tokens, first) if first < len(tokens.words) else None
    after = _titled(reader, head.after) if head else at
    joint = tokens.words[after] if head and after < len(tokens.words) else ""
    if head and joint == "of" and after > head.after:
        head = replace(head, after=after)
    if head and (joint in {"of", "for", "on"} or (joint == "and" and head.after > first + 1)):
        end = _with_bracket(reader, _run(reader, head.after, small | {"&"}))
        if end > head.after + 1:
            return _Name(end, _english_name(reader.printed(at, end), reader.short), FORMED)
    return _ending_in(reader, at)


TITLE_WORDS = 2
NO_NAME = frozenset({"this", "these", "all", "each", "any", "every", "one", "two", "six", "our"})


def _titled(reader: _Reader, at: int) -> int:
    """The token after the capitalised words between a head and its "of": "Chief Statistician of"."""
    tokens, end = reader.tokens, at
    while end < min(at + TITLE_WORDS, len(tokens.words)) and tokens.capitals[end]:
        end += 1
    return end


def _ending_in(reader: _Reader, at: int) -> _Name | None:
    """A name in capitals that ends in a word such as Agency or Foundation."""
    _, _, _, after, _ = _forms()
    tokens, end, last = reader.tokens, at, None
    if tokens.words[at] in NO_NAME:
        return None
    while end < min(at + MAX_NAME, len(tokens.words)) and tokens.capitals[end]:
        end += 1
        # "Agency Actions" is no agency: the word that makes a name is its last one.
        ends = end >= len(tokens.words) or not tokens.capitals[end]
        if ends and tokens.words[end - 1] in after and end > at + 1:
            last = end
        if not _on_one_line(reader, end):
            break
        while tokens.words[end : end + 1] in (("and",), ("of",), ("&",), ("-",)):
            end += 1
    if last is None:
        return None
    last = _with_bracket(reader, last)
    return _Name(last, _english_name(reader.printed(at, last), reader.short), FORMED)


def _run(reader: _Reader, at: int, joints: frozenset[str] | set[str]) -> int:
    """The token after a run of capitalised words; joints count only between two of them."""
    tokens, end, place = reader.tokens, at, at
    stop = min(at + MAX_NAME, len(tokens.words))
    while place < stop and _on_one_line(reader, place):
        if tokens.capitals[place]:
            # A Vietnamese name has small syllables after the capital: "Xây dựng", "Tài chính".
            end = place = _syllable(tokens, place + 1, stop)
        elif tokens.words[place] in joints and not _begins_name(reader, place):
            place += 1
        else:
            break
    return end


def _begins_name(reader: _Reader, at: int) -> bool:
    """Whether a joint parts two names: "Secretary of HHS and the Secretary of …"."""
    tokens = reader.tokens
    if tokens.words[at] not in {"and", "và", ",", "&"}:
        return False
    after = at + 1 + (tokens.words[at + 1 : at + 2] == ("the",))
    heads, _, before, _, _ = _forms()
    if after >= len(tokens.words):
        return True
    return bool(heads.longest(tokens, after) or before.longest(tokens, after))


def _syllable(tokens: Tokens, at: int, stop: int) -> int:
    """The token after one small syllable that completes a capitalised Vietnamese word."""
    if at < stop and not tokens.capitals[at] and tokens.words[at] in _second_syllables():
        return at + 1
    return at


@cache
def _second_syllables() -> frozenset[str]:
    """Small syllables that stand second in the words of known fields."""
    found = {plain_form(one) for one in words("agencies")["formed_vi"]["syllables"]}
    for field_vi, _, _ in words("agencies")["fields"]:
        found.update(re.findall(r"\w+", plain_form(field_vi)))
    return frozenset(found - {"và"})


def _on_one_line(reader: _Reader, at: int) -> bool:
    """Whether a word is parted from the one before by white space only, and no blank line."""
    if at >= len(reader.tokens.words):
        return False
    between = reader.source.text[reader.tokens.ends[at - 1] : reader.tokens.starts[at]]
    return "\n\n" not in between and "|" not in between


def _with_bracket(reader: _Reader, at: int) -> int:
    """The token after an abbreviation in brackets, where one follows: ``(OSTP)``."""
    words_after = reader.tokens.words[at : at + 3]
    if len(words_after) == len("(X)") and words_after[0] == "(" and words_after[2] == ")":
        letters = reader.printed(at + 1, at + 2)
        if letters.isupper() and len(letters) > 1:
            return at + 3
    return at


BRACKET = re.compile(r"\s*\(([A-Z][A-Za-z&-]+)\)")
ARTICLE = re.compile(r"^the\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Short:
    """What an abbreviation stands for, and whether the name took an article where it was given."""

    name: str
    definite: bool = False


def _english_name(printed: str, short: dict[str, _Short]) -> str:
    """A printed English name without article and brackets, the text's abbreviations spelt out."""
    name = ARTICLE.sub("", BRACKET.sub("", collapse(printed))).split(" ")
    spelt = []
    for at, word in enumerate(name):
        known = short.get(word)
        if known and known.definite and at and name[at - 1].lower() == "of":
            spelt.append("the")
        spelt.append(known.name if known else word)
    return " ".join(spelt)


SMALL = frozenset({"of", "the", "for", "and", "to", "on", "in", "a", "và", "các"})
DEFINED_VI = re.compile(
    r"\((?:sau đây\s)?(?:gọi|viết)(?:\s(?:tắt|chung))?\s(?:tắt\s)?là:?\s*[\"“]?(?P<short>[^()\"”]{2,40})[\"”]?\)",
    re.IGNORECASE,
)


def abbreviations(source: SourceText, bodies: Iterable[Body]) -> Iterator[tuple[str, _Short]]:
    """Abbreviations that a text explains in brackets, and the canonical names they stand for."""
    for body in bodies:
        for match in BRACKET.finditer(body.form):
            yield from _explained(match.group(1), collapse(body.form[: match.start()]), body)
        tail = source.text[body.span.end : body.span.end + 80]
        if bracket := BRACKET.match(tail):
            yield from _explained(bracket.group(1), collapse(body.form), body)
        elif defined := DEFINED_VI.match(tail.lstrip()):
            letters = collapse(defined["short"])
            if letters.isupper() and " " not in letters:
                yield letters, _Short(body.agency)


def _explained(letters: str, name: str, body: Body) -> Iterator[tuple[str, _Short]]:
    """The part of a name whose initials are the letters: OSTP is no Director, but an Office."""
    parts: list[str] = re.findall(r"[\w'’]+", name)
    initials = [(at, word[0].upper()) for at, word in enumerate(parts) if word.lower() not in SMALL]
    wanted = letters.upper().replace("&", "")
    chosen = initials[-len(wanted) :]
    if "".join(letter for _, letter in chosen) != wanted:
        return
    first = chosen[0][0]
    whole = len(chosen) == len(initials)
    definite = first > 0 and parts[first - 1].lower() == "the"
    yield letters, _Short(body.agency if whole else " ".join(parts[first:]), definite)


# --- mentions --------------------------------------------------------------------------------


def read_mentions(
    bodies: Iterable[Body], with_part: Iterable[Span] = (), leave_out: Iterable[Span] = ()
) -> tuple[Mention, ...]:
    """One mention a surface form, in the order of the text.

    Contextual forms count only where a rule gave them a part (``with_part``); ``leave_out`` are
    passages whose bodies take no part, such as the chrome of a web page.
    """
    places = {(span.start, span.end) for span in with_part}
    outside = tuple(leave_out)
    spans: dict[tuple[str, str], list[Body]] = {}
    for body in bodies:
        if body.contextual and (body.span.start, body.span.end) not in places:
            continue
        if any(passage.contains(body.span) for passage in outside):
            continue
        spans.setdefault((collapse(body.form), body.agency), []).append(body)
    return tuple(
        Mention(
            form=found[0].form,
            agency=agency,
            spans=tuple(body.span for body in found),
            method=found[0].method,
            confidence=CONFIDENCE[found[0].method],
        )
        for (_, agency), found in spans.items()
    )


CONFIDENCE = {NAMED: 1.0, COMPOSED: 0.9, SHORT: 0.9, FORMED: 0.7}


def local_names(bodies: Iterable[Body], gazetteer: Gazetteer) -> dict[str, str]:
    """Names of bodies that the authority files lack, with their Vietnamese or printed names."""
    return {
        body.agency: body.name_vi or collapse(body.form)
        for body in bodies
        if body.agency not in gazetteer.functions
    }
