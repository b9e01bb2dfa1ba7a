"""Vietnamese names of bodies, read part by part: a head, its field, the body that it belongs to.

"Phòng Tổng hợp thuộc Chi cục Kiểm lâm" is a division of a sub-department. All
abbreviations are spelt out first ("VPUBND" is "văn phòng ủy ban nhân dân"), so that each part is read
in one form only. A name whose parts are all known is given in English; another keeps its own words.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from mandategraph.extract.name_parts import (
    Head,
    central_words,
    departments,
    fielded_heads,
    fields_of_government,
    grammar_of_names,
    instrument_words,
    is_person_at,
    known_forms,
    person_families,
    reported_words,
    second_syllables,
    usual,
)
from mandategraph.extract.spellings import spelt_out
from mandategraph.extract.vocabulary import pattern, words
from mandategraph.gazetteer import Gazetteer, Match, Tokens, Trie
from mandategraph.text import SourceText, collapse

DEEPEST = 6  # heads before the last body: "Phó Trưởng phòng Tổng hợp Chi cục Kiểm lâm …"
LONGEST = 30  # words of a field or matter
TITLE_LINE = re.compile(
    r"\*[ \t\r]*\n[ \t\r\n]*\*"
)  # one line of a title in bold ends, the next begins
FEW = 4  # words of an area's name; heads that share their areas
COUNT = re.compile(r"\d{1,2}")
NUMBER = re.compile(r"\d{1,4}")
BESIDE_HEADS = frozenset({",", "ban", "ngành"})
FEW_FIELDS = 12  # departments that share one head
LONGEST_FIELD = 9  # words
STOPS = frozenset({".", ";", ":", "(", ")"})


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
        return known_forms(self.gazetteer)

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
            self.of_shared_head(at),
            self.held(at, depth, listed=listed),
            self.of_matter(at),
            unit,
        )
        best = max((name for name in names if name), key=lambda name: name.after, default=None)
        if known and best and known.after < best.after and not known.contextual:
            level = grammar_of_names().levels.longest(tokens, known.after)
            if level and level.after == best.after and best in names[-2:]:
                # "Ban Quản lý các khu công nghiệp tỉnh": the known body with its level.
                return replace(known, after=best.after)
        return best

    def of_areas(self, at: int) -> Name | None:
        """A body that each area of a kind has: "UBND các xã, phường", "Công an huyện Vũ Thư".

        Heads in a list share the areas after the last one: "Đảng ủy, UBND các xã".
        """
        grammar, tokens = grammar_of_names(), self.tokens
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
        grammar, tokens = grammar_of_names(), self.tokens
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
        under = central_words().longest(tokens, place) if many or len(levels) > 1 else None
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
            and self.composed_department(end) is None  # "tỉnh Sở Nội vụ": another cell
        ):
            end += 1
        if end == at or self.is_person(at, end, level):
            return at, f"{level} {{}}", False
        name = self.printed(at, end)
        if level in {"Provincial", "City"} and self.gazetteer.jurisdiction_named(name):
            return None
        return end, f"{{}} of {name} {level.lower()}", False

    def is_person(self, at: int, end: int, level: str) -> bool:
        """Whether words after a province or city are the name of a person, who holds an office there.

        Smaller areas may be named after people.
        """
        shortest = {"Provincial": 2, "City": 3}.get(level, end)
        family = self.tokens.words[at] in person_families()
        place = self.gazetteer.jurisdiction_named(self.printed(at, end))
        return family and end - at >= shortest and place is None

    def composed_department(self, at: int) -> Name | None:
        """A department or ministry of a known field: "Sở Xây dựng"."""
        if not self.tokens.capitals[at]:
            return None
        found = departments().longest(self.tokens, at)
        return Name(found.after, found.canonical) if found and found.canonical else None

    def of_shared_head(self, at: int) -> Name | None:
        """A department named by its field alone, after others: "các Sở: Tài chính, Nội vụ"."""
        tokens = self.tokens
        field = fields_of_government().longest(tokens, at) if tokens.capitals[at] else None
        if field is None or not field.canonical or self.is_verb(field):
            return None
        place = at
        for _ in range(FEW_FIELDS):
            before = self.field_before(place)
            if before is None:
                break
            place = before
        loose = ";" in tokens.words[place:at] and tokens.words[place - 1] != ":"
        pattern_en = None if loose else self.shared_head(place, alone=place == at)
        return Name(field.after, usual(pattern_en.format(field.canonical))) if pattern_en else None

    def is_verb(self, field: Match) -> bool:
        """Whether a field without its head is a verb: "Sở Tài chính, Xây dựng kế hoạch"."""
        tokens, after = self.tokens, field.after
        if field.canonical not in grammar_of_names().acts or after >= len(tokens.words):
            return False
        goes_on = tokens.words[after].isalpha() and self.in_line(after)
        known = words("naming")["after_shared"]
        return goes_on and not tokens.capitals[after] and tokens.words[after] not in known

    def shared_head(self, at: int, *, alone: bool) -> str | None:
        """The English pattern of the head before the first of several fields.

        ``alone``: the field at the word is the first itself, and the head must be that of many.
        """
        tokens, heads = self.tokens, fielded_heads()
        head = at - 1 - (tokens.words[at - 1] == ":")
        while head > 0 and head < at - 1 and tokens.words[head] in BESIDE_HEADS:
            head -= 1  # "các sở, ban, ngành: Y tế": the first head is that of the fields
        word = tokens.words[head] if head >= 0 else ""
        many = tokens.words[max(0, head - 1) : head] == ("các",)
        if word not in heads or not (many or (tokens.capitals[head] and not alone)):
            return None
        of_person = heads.get(" ".join((*tokens.words[max(0, head - 3) : head - 1], word)))
        return of_person if many and of_person else heads[word]

    def field_before(self, at: int) -> int | None:
        """Where the field begins that stands before a word and the sign of a list."""
        tokens = self.tokens
        if tokens.words[at - 1] not in {",", ";", "và"} or not tokens.capitals[at]:
            return None
        for place in range(at - 2, max(at - 2 - LONGEST_FIELD, 0), -1):
            found = (
                fields_of_government().longest(tokens, place, at - 1)
                if tokens.capitals[place]
                else None
            )
            if found and found.after == at - 1:
                return place
        return None

    def head_at(self, trie: Trie, at: int, stop: int | None = None) -> tuple[Head, int] | None:
        """A head that begins at a word (and ends before another), and the word after it."""
        found = trie.longest(self.tokens, at, stop)
        if found is None or found.canonical is None:
            return None
        if found.after < len(self.tokens.words) and not self.in_line(found.after):
            return None
        return grammar_of_names().heads[int(found.canonical)], found.after

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
        found = self.head_at(grammar_of_names().holders, at)
        while found:
            name = self.held_by(at, *found, depth, listed=listed)
            if name or found[1] <= at + 1:
                return name
            # "Trưởng Ban Chỉ đạo …": a shorter head may have the body.
            found = self.head_at(grammar_of_names().holders, at, found[1] - 1)
        return None

    def held_by(self, at: int, head: Head, place: int, depth: int, *, listed: bool) -> Name | None:
        """A head that ends before a word, and the body that it belongs to."""
        grammar, tokens = grammar_of_names(), self.tokens
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
        if inner is None or (inner.contextual and not (inner.many and (head.linked or head.small))):
            return None
        the = inner.after_head()
        if inner.contextual and the:
            the = the[0].lower() + the[1:]
        many = head.many or (inner.many and head.en.startswith(("Head of", "Director of")))
        pattern_en = head.en
        if inner.many and not head.many:
            first, rest = head.en.split(" of ", 1)
            many, pattern_en = True, f"{first}s of {rest}"
        return Name(
            after=inner.after,
            agency=pattern_en.format(the=the) if the else None,
            contextual=inner.contextual,
            many=many,
            inner=((inner_at, replace(inner, inner=())), *inner.inner),
        )

    def sharing(self, at: int, joint: int, head: Head, depth: int) -> Name | None:
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
        tokens, above = self.tokens, grammar_of_names().above.get(self.tokens.words[at])
        if self.tokens.words[at - 1] == "trưởng":
            return None  # "Trưởng Ban" is a word of its own
        alone = at + 1 >= len(tokens.words) or not tokens.capitals[at + 1]
        return Name(at + 1, above) if above and tokens.capitals[at] and alone else None

    def of_matter(self, at: int) -> Name | None:
        """A body set up for a matter: "Ban Chỉ đạo tỉnh về chuyển đổi số"; or its head alone."""
        grammar, tokens = grammar_of_names(), self.tokens
        found = self.head_at(grammar.matters, at) if tokens.capitals[at] else None
        if found is None:
            return None
        head, place = found
        level = grammar.levels.longest(tokens, place)
        begin = level.after if level else place
        matter_at = self.past(grammar.before_matter, begin)
        if matter_at > begin and reported_words().longest(tokens, matter_at):
            return Name(begin, self.alone(head), bare=True)
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
    def alone(head: Head) -> str:
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
        named = instrument_words().longest(self.tokens, after + 1)
        number = self.number(named.after) if named and named.after < len(words_) else None
        if named is None or number is None:
            return after, matter
        added = f"{named.canonical} {words_[number - 1]}"
        return number, f"{matter} and {added}" if matter else None

    def up_to_level(self, at: int) -> int | None:
        """The word after the first level that follows in the same clause."""
        tokens, levels = self.tokens, grammar_of_names().levels
        for place in range(at, min(at + LONGEST, len(tokens.words))):
            if not self.in_line(place) or tokens.words[place] in STOPS:
                return None
            if found := levels.longest(tokens, place):
                return found.after
        return None

    def unit(self, at: int, depth: int, stop: int | None = None) -> Name | None:
        """A unit and its field, with its level and the body that it belongs to."""
        grammar, tokens = grammar_of_names(), self.tokens
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

    def with_parent(self, name: Name, head: Head, depth: int) -> Name:
        """A unit with the body that it belongs to, where that follows."""
        grammar, tokens = grammar_of_names(), self.tokens
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
        grammar, tokens = grammar_of_names(), self.tokens
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
        found = grammar_of_names().terms.longest(tokens, at)
        known = self.known.longest(tokens, at) if capital else None
        if known and known.canonical and (not found or known.after > found.after):
            return at, None
        if found and (
            capital or small or (not first and found.canonical not in grammar_of_names().acts)
        ):
            return found.after, found.canonical
        joint = tokens.words[at] in grammar_of_names().joints  # "VÀ"
        if not capital or joint or not tokens.words[at].isalpha() or self.begins_name(at):
            return at, None
        if self.shouts(at - 1) and grammar_of_names().levels.longest(tokens, at):
            return at, None  # "… VÀ CHUYỂN ĐỔI SỐ TỈNH"
        after = at + 1
        if (
            after < len(tokens.words)
            and not tokens.capitals[after]
            and tokens.words[after] in second_syllables()
        ):
            after += 1
        return after, None

    def begins_name(self, at: int) -> bool:
        """Whether a name of its own begins at a word: no part of the field before it."""
        grammar, tokens = grammar_of_names(), self.tokens
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
        if grammar_of_names().terms.longest(tokens, at):
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


def inner_names(name: Name) -> Iterator[tuple[int, Name]]:
    """The names inside a name that the text names with it."""
    return ((at, one) for at, one in name.inner if not one.contextual)
