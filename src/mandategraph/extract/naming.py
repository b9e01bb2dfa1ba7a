"""Vietnamese names of bodies, read part by part: a head, its field, the body that it belongs to.

"Phòng Tổng hợp thuộc Chi cục Kiểm lâm" is a division of a sub-department. All
abbreviations are spelt out first ("VPUBND" is "văn phòng ủy ban nhân dân"), so that each part is read
in one form only. A name whose parts are all known is given in English; another keeps its own words.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, cached_property, lru_cache

from mandategraph.extract.vocabulary import pattern, plain_form, words
from mandategraph.gazetteer import Gazetteer, Tokens, Trie, tokens_in, tokens_of, words_of
from mandategraph.text import SourceText, collapse

DEEPEST = 6  # heads before the last body: "Phó Trưởng phòng Tổng hợp Chi cục Kiểm lâm …"
LONGEST = 30  # words of a field or matter
TITLE_LINE = re.compile(
    r"\*[ \t\r]*\n[ \t\r\n]*\*"
)  # one line of a title in bold ends, the next begins
FEW = 4  # words of an area's name; heads that share their areas
COUNT = re.compile(r"\d{1,2}")
NUMBER = re.compile(r"\d{1,4}")
LETTERS_AND_NUMBER = re.compile(r"([^\W\d_]{2,6})(\d{1,4})")  # "BCĐ515"
STOPS = frozenset({".", ";", ":", "(", ")"})


# --- abbreviations -----------------------------------------------------------------------------


def spelt(tokens: Tokens) -> Tokens:
    """Words with the abbreviations of names spelt out; each word of one has its whole passage."""
    spellings = _spellings()
    found: list[tuple[str, int, int, int]] = []
    at, stop = 0, len(tokens.words)
    while at < stop:
        match = spellings.longest(tokens, at) if tokens.capitals[at] > 1 else None
        after = match.after if match else at + 1
        full = match.canonical if match else None
        if full is None and tokens.capitals[at] > 1:
            full = (
                _put_together(tokens.words[at], tokens.capitals[at])
                or _before(tokens, at)
                or _with_number(tokens.words[at])
            )
        if full is None and (dotted := _dotted(tokens, at)):
            full, after = dotted, at + 3
        if full is not None and _is_stopped(tokens, after):
            after += 1
        place = (tokens.starts[at], tokens.ends[after - 1])
        if full is None:
            found.append((tokens.words[at], *place, tokens.capitals[at]))
        else:
            expanded = words_of(full)
            # "Ủy ban UBTVQH": the head stands twice.
            double = [one[0] for one in found[-2:]] == list(expanded[:2])
            found.extend((word, *place, 2) for word in expanded[2 if double else 0 :])
        at = after
    columns = zip(*found, strict=True) if found else ((), (), (), ())
    every, starts, ends, capitals = (tuple(column) for column in columns)
    return Tokens(every, starts, ends, capitals)


@lru_cache(maxsize=8)
def spelt_out(source: SourceText) -> Tokens:
    """The words of a stored text with the abbreviations of names spelt out."""
    return spelt(tokens_of(source))


@cache
def _spellings() -> Trie:
    trie = Trie()
    for letters, full in words("naming")["spellings"].items():
        trie.add(letters, full, capitals=2)
    for full, _, abbreviations in words("agencies")["fields"]:
        for letters in abbreviations:
            # Two letters stand for a field only after its head: "Sở TC".
            if len(letters) > len("TC"):
                trie.add(letters, full, capitals=2)
    return trie


@lru_cache(maxsize=4096)
def _put_together(word: str, capitals: int) -> str | None:
    """What an abbreviation of several parts stands for: ``VPQH`` is ``văn phòng quốc hội``."""
    if capitals < len(word) - 1 or not word.isalpha():
        return None
    opening, parts = _parts()
    for size in range(len(word) - 1, 0, -1):
        if word[:size] in opening and word[size:] in parts:
            return f"{opening[word[:size]]} {parts[word[size:]]}"
    return None


@cache
def _parts() -> tuple[dict[str, str], dict[str, str]]:
    """What opens an abbreviation of several parts, and what may follow."""
    opening = {plain_form(one): full for one, full in words("naming")["opening"].items()}
    parts = {plain_form(one): full for one, full in words("naming")["parts"].items()}
    return opening, opening | parts


def _is_stopped(tokens: Tokens, at: int) -> bool:
    """Whether the stop at a word ends the abbreviation before it: "TP. Hà Nội"."""
    if at + 1 >= len(tokens.words) or tokens.words[at] != ".":
        return False
    stopped = tokens.words[at - 1] in words("naming")["stopped"]
    if at > 1 and tokens.words[at - 2] in {"sở", "bộ"}:
        return False  # "Sở TP. Sở Y tế"
    return stopped and tokens.ends[at - 1] == tokens.starts[at] and tokens.capitals[at + 1] > 0


def _with_number(word: str) -> str | None:
    """What an abbreviation and the number after it stand for: "BCĐ515"."""
    found = LETTERS_AND_NUMBER.fullmatch(word)
    full = _parts()[1].get(found[1]) if found else None
    return f"{full} {found[2]}" if found and full else None


def _dotted(tokens: Tokens, at: int) -> str | None:
    """What two abbreviations with a stop between them stand for: "TT.HĐND"."""
    opening, parts = _parts()
    if tokens.words[at] not in opening or tokens.words[at + 1 : at + 2] != (".",):
        return None
    if at + 2 >= len(tokens.words) or tokens.ends[at] + 1 != tokens.starts[at + 2]:
        return None
    second = parts.get(tokens.words[at + 2]) if tokens.capitals[at + 2] > 1 else None
    return f"{opening[tokens.words[at]]} {second}" if second else None


def _before(tokens: Tokens, at: int) -> str | None:
    """What an opening abbreviation stands for that is parted from the next: "TT HĐND"."""
    opening, parts = _parts()
    after = at + 1
    if tokens.words[at] not in opening or after >= len(tokens.words):
        return None
    following = tokens.words[after]
    if following in {",", "và"} and after + 1 < len(tokens.words):
        # "CT, các PCT UBND tỉnh": the body stands after the last head.
        after += 1 + (tokens.words[after + 1] == "các")
        shared = after < len(tokens.words) and tokens.capitals[after] > 1
        return opening[tokens.words[at]] if shared and _before(tokens, after) else None
    known = (
        following in parts
        or _spellings().longest(tokens, after) is not None
        or _put_together(following, tokens.capitals[after]) is not None
    )
    if tokens.capitals[after] == 1 and following in words("naming")["after_opening"]:
        return opening[tokens.words[at]]  # "TT Tỉnh ủy"
    return opening[tokens.words[at]] if known and tokens.capitals[after] > 1 else None


# --- what names are made of --------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Name:
    """A name in spelt words: the word after it, what it names in English (None: not known).

    ``known`` and ``contextual`` are those of a form of the authority files; ``bare`` is a head alone.
    ``inner`` are the names inside it, each with the word at which it begins.
    """

    after: int
    agency: str | None
    known: bool = False
    contextual: bool = False
    many: bool = False
    bare: bool = False
    inner: tuple[tuple[int, "Name"], ...] = ()

    def after_head(self) -> str | None:
        """The name in English as it stands after "of": "the Government", "agencies under …"."""
        if self.agency is None or self.agency.startswith("the "):
            return self.agency
        if self.many:
            return self.agency if self.known else self.agency[0].lower() + self.agency[1:]
        return f"the {self.agency}"


@dataclass(frozen=True, slots=True)
class _Head:
    """A head of names: its English pattern, and how it stands before what belongs to it."""

    en: str
    many: bool = False
    small: bool = False
    linked: bool = False
    parent: bool = False
    closed: bool = False


@dataclass(frozen=True, slots=True)
class _Grammar:
    """The lists of ``words/naming.yaml``; heads stand under the number of their entry."""

    holders: Trie
    matters: Trie
    units: Trie
    heads: tuple[_Head, ...]
    terms: Trie
    acts: frozenset[str]
    levels: Trie
    before_matter: Trie
    links: Trie
    skipped: Trie
    local: Trie
    areas: Trie
    all_areas: Trie
    joints: frozenset[str]
    above: Mapping[str, str]


def _trie(forms: Mapping[str, str]) -> Trie:
    trie = Trie()
    for form, meaning in forms.items():
        trie.add(form, meaning)
    return trie


@cache
def _grammar() -> _Grammar:
    data = words("naming")
    heads: list[_Head] = []
    tries = {kind: Trie() for kind in ("holders", "matters", "units")}
    for kind, trie in tries.items():
        for entry in data[kind]:
            for form in entry["vi"]:
                trie.add(form, str(len(heads)))
            heads.append(_Head(**{key: value for key, value in entry.items() if key != "vi"}))
    fields = {one[0]: one[1] for one in words("agencies")["fields"]}
    return _Grammar(
        **tries,
        heads=tuple(heads),
        terms=_trie(data["terms"] | data["acts"] | fields),
        acts=frozenset(data["acts"].values()),
        levels=_trie(data["levels"]),
        before_matter=_trie(dict.fromkeys(data["before_matter"], "")),
        links=_trie(dict.fromkeys(data["links"], "")),
        skipped=_trie(dict.fromkeys(data["skipped"], "")),
        local=_trie(data["local"]),
        areas=_trie(data["areas"]),
        all_areas=_trie(data["all_areas"]),
        joints=frozenset(data["joints"]),
        above=data["above"],
    )


@lru_cache(maxsize=4)
def _known(gazetteer: Gazetteer) -> Trie:
    """All forms of the authority files, abbreviations spelt out."""
    trie = Trie()
    for phrase in words("agencies")["misleading"]:
        trie.mislead(phrase)
    functions = gazetteer.functions.values()
    for function in functions:
        for form in function.contextual:
            trie.add(_spelt_form(form), function.name_en, contextual=True)
    for function in functions:
        names = (*(() if function.translated else (function.name_vi,)), *function.forms)
        for form in names:
            trie.add(_spelt_form(form), function.name_en, capitals=int(function.capital))
    return trie


def _spelt_form(form: str) -> str:
    """A form with its abbreviations spelt out."""
    return " ".join(spelt(tokens_in(form)).words)


# --- reading -----------------------------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class Naming:
    """One text, ready for its Vietnamese names to be read."""

    source: SourceText
    gazetteer: Gazetteer

    @cached_property
    def tokens(self) -> Tokens:
        """The words of the text, abbreviations spelt out."""
        return spelt_out(self.source)

    @cached_property
    def known(self) -> Trie:
        """The forms of the authority files, abbreviations spelt out."""
        return _known(self.gazetteer)

    def at_offset(self, offset: int, *, listed: bool) -> tuple[int, Name] | None:
        """The name at a stored offset with the spelt word at which it begins."""
        tokens = self.tokens
        at = bisect_left(tokens.starts, offset)
        if at >= len(tokens.words) or tokens.starts[at] != offset:
            return None
        name = self.name_at(at, listed=listed)
        return (at, name) if name and self.is_whole(name.after) else None

    def is_whole(self, after: int) -> bool:
        """Whether no abbreviation is cut by the end of a name."""
        starts = self.tokens.starts
        return after >= len(starts) or starts[after] != starts[after - 1]

    def name_at(self, at: int, depth: int = 0, *, listed: bool = False) -> Name | None:
        """The longest name that begins at a word; ``listed``: it goes on a list of bodies."""
        tokens = self.tokens
        if at >= len(tokens.words):
            return None
        found = self.known.longest(tokens, at)
        if found and self.torn(at, found.after):
            found = self.known.longest(tokens, at, self.line_end(at))
        known = None
        if found and found.canonical:
            function = self.gazetteer.functions[found.canonical]
            known = Name(
                found.after,
                found.canonical,
                known=True,
                contextual=found.contextual,
                many=function.is_group,
            )
        elif found:
            return None
        if depth >= DEEPEST:
            return known
        unit = self.unit(at, depth)
        if known and not known.contextual and unit and not unit.inner:
            unit = None  # "Bộ Chính trị và Kế hoạch số …": a known name does not go on
        if unit and unit.agency is None and tokens.starts[at] == tokens.starts[unit.after - 1]:
            unit = None  # letters of no known name
        names = (
            known,
            self.of_areas(at),
            self.composed_department(at),
            self.held(at, depth, listed=listed),
            self.of_matter(at),
            unit,
        )
        best = max((name for name in names if name), key=lambda name: name.after, default=None)
        if known and best and known.after < best.after and not known.contextual:
            level = _grammar().levels.longest(tokens, known.after)
            if level and level.after == best.after and best in names[-2:]:
                # "Ban Quản lý các khu công nghiệp tỉnh": the known body with its level.
                return replace(known, after=best.after)
        return best

    def of_areas(self, at: int) -> Name | None:
        """A body that each area of a kind has: "UBND các xã, phường", "Công an huyện Vũ Thư".

        Heads in a list share the areas after the last one: "Đảng ủy, UBND các xã".
        """
        grammar, tokens = _grammar(), self.tokens
        found = grammar.local.longest(tokens, at) if tokens.capitals[at] else None
        if found is None or found.canonical is None:
            return None
        place = found.after
        for _ in range(FEW):
            level = self.areas(place)
            if level:
                name = level[1].format(found.canonical)
                shared = place > found.after
                listed = name in self.gazetteer.functions
                return Name(found.after if shared else level[0], name, known=listed, many=level[2])
            if place >= len(tokens.words) or tokens.words[place] not in {",", "và"}:
                return None
            following = grammar.local.longest(tokens, place + 1)
            if following is None:
                return None
            place = following.after
        return None

    def areas(self, at: int) -> tuple[int, str, bool] | None:
        """The word after the areas at a word, the pattern of a body's name there, whether many."""
        grammar, tokens = _grammar(), self.tokens
        if every := grammar.all_areas.longest(tokens, at):
            return every.after, every.canonical or "", True
        word = tokens.words[at] if at < len(tokens.words) else ""
        many = word == "các" or bool(COUNT.fullmatch(word))
        place, levels = at + many, list[str]()
        while (found := grammar.areas.longest(tokens, place)) and found.canonical:
            levels.append(found.canonical)
            place = found.after
            joint = place < len(tokens.words) and tokens.words[place] in {",", "và"}
            if not joint or grammar.areas.longest(tokens, place + 1) is None:
                break
            place += 1
        if not levels:
            return None
        under = _central().longest(tokens, place) if many or len(levels) > 1 else None
        place = under.after if under else place
        if many and (named := self.named_areas(place)):
            return named, f"{{}}s of {self.printed(place, named).lstrip(': ')}", True
        if under or (many and set(levels) == {"City"}):
            return place, "Provincial {}s", True  # a city under the Government is as a province
        if many or len(levels) > 1:
            wanted = [one for one in words("naming")["ranks"] if one in levels]
            rank = (
                {"Provincial": "Provincial "}.get(wanted[0], f"{wanted[0]}-level ")
                if wanted
                else ""
            )
            return place, f"{rank}{{}}s", True
        return self.one_area(place, levels[0])

    def named_areas(self, at: int) -> int | None:
        """The word after a list of provinces by name: "các thành phố: Hà Nội, Hải Phòng"."""
        tokens = self.tokens
        place = at + (tokens.words[at : at + 1] == (":",))
        if place >= len(tokens.words) or not self.in_line(place):
            return None
        end = self.gazetteer.places_at(tokens, place)
        return end if end > place else None

    def one_area(self, at: int, level: str) -> tuple[int, str, bool] | None:
        """One area that its name follows; a province is for the gazetteer to say."""
        tokens, end = self.tokens, at
        while (
            end < min(at + FEW, len(tokens.words))
            and tokens.capitals[end] == 1
            and tokens.words[end].isalpha()
            and self.in_line(end)
        ):
            end += 1
        if end == at:
            return at, f"{level} {{}}", False
        name = self.printed(at, end)
        if level in {"Provincial", "City"} and self.gazetteer.jurisdiction_named(name):
            return None
        return end, f"{{}} of {name} {level.lower()}", False

    def composed_department(self, at: int) -> Name | None:
        """A department or ministry of a known field: "Sở Xây dựng"."""
        if not self.tokens.capitals[at]:
            return None
        found = _departments().longest(self.tokens, at)
        return Name(found.after, found.canonical) if found and found.canonical else None

    def head_at(self, trie: Trie, at: int, stop: int | None = None) -> tuple[_Head, int] | None:
        """A head that begins at a word (and ends before another), and the word after it."""
        found = trie.longest(self.tokens, at, stop)
        if found is None or found.canonical is None:
            return None
        if found.after < len(self.tokens.words) and not self.in_line(found.after):
            return None
        return _grammar().heads[int(found.canonical)], found.after

    def in_line(self, at: int) -> bool:
        """Whether a word is parted from the one before by no blank line and no edge of a cell."""
        tokens = self.tokens
        if at >= len(tokens.words):
            return False
        if tokens.starts[at] == tokens.starts[at - 1]:
            return True
        between = self.source.text[tokens.ends[at - 1] : tokens.starts[at]]
        return "\n\n" not in between and "|" not in between and not TITLE_LINE.search(between)

    def goes_on_line(self, tokens: Tokens, at: int) -> bool:
        """Whether a printed word goes on with the line of the one before it."""
        between = self.source.text[tokens.ends[at - 1] : tokens.starts[at]]
        return "\n\n" not in between and "|" not in between and not TITLE_LINE.search(between)

    def torn(self, at: int, after: int) -> bool:
        """Whether the words from one up to another stand in two lines of a title."""
        return any(not self.in_line(place) for place in range(at + 1, after))

    def line_end(self, at: int) -> int:
        """The first word after one that stands in another line of a title."""
        return next(
            place for place in range(at + 1, len(self.tokens.words)) if not self.in_line(place)
        )

    def past(self, trie: Trie, at: int) -> int:
        """The word after a form of a trie that may stand at a word."""
        found = trie.longest(self.tokens, at) if at < len(self.tokens.words) else None
        return found.after if found else at

    def held(self, at: int, depth: int, *, listed: bool) -> Name | None:
        """A head and the body that it belongs to: "Thường trực Tỉnh ủy"."""
        found = self.head_at(_grammar().holders, at)
        while found:
            name = self.held_by(at, *found, depth, listed=listed)
            if name or found[1] <= at + 1:
                return name
            # "Trưởng Ban Chỉ đạo …": a shorter head may have the body.
            found = self.head_at(_grammar().holders, at, found[1] - 1)
        return None

    def held_by(self, at: int, head: _Head, place: int, depth: int, *, listed: bool) -> Name | None:
        """A head that ends before a word, and the body that it belongs to."""
        grammar, tokens = _grammar(), self.tokens
        if not (tokens.capitals[at] or head.small or listed):
            return None
        linked = self.past(grammar.links, place)
        if head.linked and linked == place:
            return None
        inner_at = self.past(grammar.skipped, linked)
        if inner_at > linked and self.known.longest(tokens, linked):
            inner_at = linked  # "cơ quan ngang bộ"
        if inner_at >= len(tokens.words) or not self.in_line(inner_at):
            return None
        inner = self.name_at(inner_at, depth + 1) or self.above(inner_at)
        if inner is None and tokens.words[place] in {",", "và"} and depth < FEW:
            return self.sharing(at, place, head, depth)
        if inner is None or inner.contextual:
            return None
        the = inner.after_head()
        many = head.many or (inner.many and head.en.startswith(("Head of", "Director of")))
        pattern_en = head.en
        if inner.many and not head.many:
            first, rest = head.en.split(" of ", 1)
            many, pattern_en = True, f"{first}s of {rest}"
        return Name(
            after=inner.after,
            agency=pattern_en.format(the=the) if the else None,
            many=many,
            inner=((inner_at, replace(inner, inner=())), *inner.inner),
        )

    def sharing(self, at: int, joint: int, head: _Head, depth: int) -> Name | None:
        """A person whose body is named after the next: "Chủ tịch và các Phó Chủ tịch HĐND tỉnh"."""
        place = joint + 1
        if not is_person_at(self.tokens, at) or not is_person_at(self.tokens, place):
            return None
        following = self.held(place, depth + 1, listed=True)
        if following is None or not following.inner:
            return None
        the = following.inner[0][1].after_head()
        return Name(joint, head.en.format(the=the) if the else None, many=head.many)

    def above(self, at: int) -> Name | None:
        """The body above, named by its kind alone: "các đơn vị thuộc Sở", "Văn phòng Bộ"."""
        tokens, above = self.tokens, _grammar().above.get(self.tokens.words[at])
        if self.tokens.words[at - 1] == "trưởng":
            return None  # "Trưởng Ban" is a word of its own
        alone = at + 1 >= len(tokens.words) or not tokens.capitals[at + 1]
        return Name(at + 1, above) if above and tokens.capitals[at] and alone else None

    def of_matter(self, at: int) -> Name | None:
        """A body set up for a matter: "Ban Chỉ đạo tỉnh về chuyển đổi số"; or its head alone."""
        grammar, tokens = _grammar(), self.tokens
        found = self.head_at(grammar.matters, at) if tokens.capitals[at] else None
        if found is None:
            return None
        head, place = found
        level = grammar.levels.longest(tokens, place)
        begin = level.after if level else place
        matter_at = self.past(grammar.before_matter, begin)
        number = self.number(begin)
        if number:
            called = f"{self.alone(head)} {tokens.words[number - 1]}"
            return Name(number, f"{level.canonical} {called}" if level else called)
        after, matter = self.with_instrument(*self.field(matter_at, small=True))
        last = grammar.levels.longest(tokens, after)
        if matter_at > begin and level is None and last is None:
            # Words that no list knows, up to the level: "Ban Chỉ đạo về … tỉnh".
            unknown = self.up_to_level(matter_at)
            after, matter = (unknown, None) if unknown else (after, matter)
        if after == matter_at:
            return Name(begin, self.alone(head), bare=True)
        if level is None and last:
            level, after = last, last.after
        name = head.en.format(matter) if matter else None
        if name and level and level.canonical:
            name = f"{level.canonical} {name}"
        return Name(after, name, inner=((at, Name(begin, name)),) if begin > place else ())

    @staticmethod
    def alone(head: _Head) -> str:
        """A head without its matter: "Steering Committee"."""
        return head.en.split(" {}")[0].rsplit(" ", 1)[0]

    def number(self, at: int) -> int | None:
        """The word after a number that names a body: "Ban Chỉ đạo 515", "Nhóm công tác số 3"."""
        words_ = self.tokens.words
        place = at + (words_[at : at + 1] == (words("naming")["numbered"]["number"],))
        if place >= len(words_) or not self.in_line(place) or not NUMBER.fullmatch(words_[place]):
            return None
        return place + 1 if words_[place + 1 : place + 2] not in {("/",), ("-",)} else None

    def with_instrument(self, after: int, matter: str | None) -> tuple[int, str | None]:
        """A matter with the scheme that it goes on with: "… bảo vệ rừng và Đề án 12"."""
        words_ = self.tokens.words
        if words_[after : after + 1] not in {("và",), (",",)}:
            return after, matter
        named = _instruments().longest(self.tokens, after + 1)
        number = self.number(named.after) if named and named.after < len(words_) else None
        if named is None or number is None:
            return after, matter
        added = f"{named.canonical} {words_[number - 1]}"
        return number, f"{matter} and {added}" if matter else None

    def up_to_level(self, at: int) -> int | None:
        """The word after the first level that follows in the same clause."""
        tokens, levels = self.tokens, _grammar().levels
        for place in range(at, min(at + LONGEST, len(tokens.words))):
            if not self.in_line(place) or tokens.words[place] in STOPS:
                return None
            if found := levels.longest(tokens, place):
                return found.after
        return None

    def unit(self, at: int, depth: int, stop: int | None = None) -> Name | None:
        """A unit and its field, with its level and the body that it belongs to."""
        grammar, tokens = _grammar(), self.tokens
        found = self.head_at(grammar.units, at, stop) if tokens.capitals[at] else None
        if found is None or self.shouts(at):
            return None
        head, place = found
        coded = self.coded(at, place)
        if coded:
            return coded
        after, matter = self.field(place, closed=head.closed)
        if after == place:
            # "Viện Nghiên cứu và Phát triển …": a shorter head may have the field.
            return self.unit(at, depth, place - 1) if place > at + 1 else None
        name = head.en.format(matter) if matter else None
        level = grammar.levels.longest(tokens, after)
        if level and level.canonical:
            after = level.after
            name = f"{level.canonical} {name}" if name else None
        return self.with_parent(Name(after, name), head, depth)

    def coded(self, at: int, place: int) -> Name | None:
        """A unit that is named by its code: "Cục A03"."""
        head, code, name = words("naming")["coded"]
        tokens = self.tokens
        if tokens.words[at] != head or place >= len(tokens.words):
            return None
        if not pattern(code).fullmatch(tokens.words[place]) or not tokens.capitals[place]:
            return None
        return Name(place + 1, name.format(tokens.words[place].upper()))

    def with_parent(self, name: Name, head: _Head, depth: int) -> Name:
        """A unit with the body that it belongs to, where that follows."""
        grammar, tokens = _grammar(), self.tokens
        linked = self.past(grammar.links, name.after)
        place = self.past(grammar.skipped, linked)
        if place >= len(tokens.words) or not tokens.capitals[place] or not self.in_line(place):
            return name
        if linked == name.after and not head.parent:
            return name
        parent = self.name_at(place, depth + 1)
        if parent is None or parent.contextual or parent.bare:
            return name
        agency = name.agency
        if head.parent:
            agency = f"{agency}, {parent.agency}" if agency and parent.agency else None
        return Name(parent.after, agency, inner=((place, replace(parent, inner=())), *parent.inner))

    def shouts(self, at: int) -> bool:
        """Whether a word and the next are printed in capitals throughout, as in titles."""
        tokens = self.tokens
        both = range(at, min(at + 2, len(tokens.words)))
        return all(tokens.capitals[one] >= max(2, len(tokens.words[one])) for one in both)

    def field(
        self, at: int, *, small: bool = False, closed: bool = False
    ) -> tuple[int, str | None]:
        """The word after a field, and the field in English where all its words are known.

        Terms side by side qualify the first: "An ninh chính trị nội bộ" is internal political security.
        ``closed``: only words with capitals, or after a joint.
        """
        grammar, tokens = _grammar(), self.tokens
        groups: list[list[str]] = [[]]
        place = end = at
        stop, known = min(at + LONGEST, len(tokens.words)), True
        while place < stop and self.in_line(place):
            after, term = self.term(place, small=small, first=closed or place == at)
            if after > place:
                if term is None:
                    known = False
                else:
                    groups[-1].append(term)
                place = end = after
            elif tokens.words[place] in grammar.joints and end > at and groups[-1]:
                if not self.goes_on(place + 1, small=small):
                    break
                groups.append([])
                place += 1
            else:
                break
        parts = [" ".join(reversed(group)) for group in groups if group]
        return end, _series(parts) if known and parts else None

    def term(self, at: int, *, small: bool, first: bool) -> tuple[int, str | None]:
        """The word after one term of a field, and the term in English; the same word: none."""
        tokens = self.tokens
        capital = bool(tokens.capitals[at])
        found = _grammar().terms.longest(tokens, at)
        known = self.known.longest(tokens, at) if capital else None
        if known and known.canonical and (not found or known.after > found.after):
            return at, None
        if found and (capital or small or (not first and found.canonical not in _grammar().acts)):
            return found.after, found.canonical
        joint = tokens.words[at] in _grammar().joints  # "VÀ"
        if not capital or joint or not tokens.words[at].isalpha() or self.begins_name(at):
            return at, None
        if self.shouts(at - 1) and _grammar().levels.longest(tokens, at):
            return at, None  # "… VÀ CHUYỂN ĐỔI SỐ TỈNH"
        after = at + 1
        if (
            after < len(tokens.words)
            and not tokens.capitals[after]
            and tokens.words[after] in _second_syllables()
        ):
            after += 1
        return after, None

    def begins_name(self, at: int) -> bool:
        """Whether a name of its own begins at a word: no part of the field before it."""
        grammar, tokens = _grammar(), self.tokens
        known = self.known.longest(tokens, at)
        return bool(
            (known and known.canonical)
            or any(trie.longest(tokens, at) for trie in (grammar.holders, grammar.matters))
            or grammar.units.longest(tokens, at)
        )

    def goes_on(self, at: int, *, small: bool) -> bool:
        """Whether a field goes on after a joint: with a known term, no name of its own."""
        tokens = self.tokens
        if at >= len(tokens.words) or not (tokens.capitals[at] or small):
            return False
        known = self.known.longest(tokens, at)
        if _grammar().terms.longest(tokens, at):
            return not (known and known.canonical)
        # After "và" a word that no list knows will do.
        return tokens.words[at - 1] in {"và", "&"} and not small and not self.begins_name(at)

    def printed(self, at: int, after: int) -> str:
        """The words of a name as the text prints them."""
        tokens = self.tokens
        return collapse(self.source.text[tokens.starts[at] : tokens.ends[after - 1]])


def _series(parts: list[str]) -> str:
    """The parts of a series in words: A, B and C."""
    if len(parts) == 1:
        return parts[0]
    return f"{', '.join(parts[:-1])} and {parts[-1]}"


@cache
def _central() -> Trie:
    """What is said of provinces and cities: "trực thuộc trung ương"."""
    return _trie(dict.fromkeys(words("naming")["central"], ""))


@cache
def _instruments() -> Trie:
    """Instruments that are the matter of a body by their number."""
    return _trie(words("naming")["numbered"]["matters"])


@cache
def _departments() -> Trie:
    """Ministries and departments of the known fields."""
    data, trie = words("agencies"), Trie()
    for head, pattern_en in data["heads"]:
        for field_vi, field_en, _ in data["fields"]:
            name = pattern_en.format(field_en)
            for usual, house in data["exceptions"].items():
                name = name.replace(usual, house)
            trie.add(f"{head} {field_vi}", name)
    return trie


@cache
def _second_syllables() -> frozenset[str]:
    """Small syllables that stand second in the words of fields."""
    found = {plain_form(one) for one in words("naming")["syllables"]}
    for one, *_ in words("agencies")["fields"]:
        found.update(word for word in words_of(one) if word.isalpha())
    return frozenset(found - {"và"})


def is_person_at(tokens: Tokens, at: int) -> bool:
    """Whether a head begins at a word that is held by a person, or names parts of a body."""
    found = _grammar().holders.longest(tokens, at) if at < len(tokens.words) else None
    if found is None or found.canonical is None:
        return False
    first = _grammar().heads[int(found.canonical)].en.split()[0]
    return first in words("naming")["people"]


def inner_names(name: Name) -> Iterator[tuple[int, Name]]:
    """The names inside a name that the text names with it."""
    return ((at, one) for at, one in name.inner if not one.contextual)
