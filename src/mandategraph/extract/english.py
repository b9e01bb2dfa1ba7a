"""English names of bodies that no list holds, known by their form.

A name has a head and its matter ("Department for Work and Pensions"), or ends in a word such as
Council, Office or Officers ("National Council on River Levels", "Records Managers"). Bodies
that a text describes in small letters ("each agency", "twelve government departments") count only where
a rule gives them a part.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache

from mandategraph.extract.bodies import FORMED, SHORT
from mandategraph.extract.passages import find, stored
from mandategraph.extract.sentences_en import is_legal
from mandategraph.extract.shortforms import BRACKET, Short
from mandategraph.extract.vocabulary import any_of, pattern, words
from mandategraph.gazetteer import Gazetteer, Tokens, Trie
from mandategraph.text import SourceText, Span, collapse

MAX_NAME = 24  # words; a longer run is a title or a list, no name
TITLE_WORDS = 2
LIST_PART = 3  # words of one matter in "Business, Innovation and Skills"
ARTICLES = frozenset({"the", "a", "an", "each", "within", "in", "to"})
ARTICLE = re.compile(r"^the\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class EnglishName:
    """A reading of some words as a name: the token after them, what they name, by which rule."""

    after: int
    agency: str
    method: str = FORMED
    contextual: bool = False
    inner: tuple[tuple[int, int, str], ...] = ()
    """The bodies that the name names with it: first token, token after, what they name."""


@dataclass(frozen=True, slots=True)
class _Forms:
    """The words of ``formed_en``, ready to be looked up."""

    heads: Trie
    endings: frozenset[str]
    after_endings: frozenset[str]
    small_endings: frozenset[str]
    small: frozenset[str]
    no_name: frozenset[str]
    owners: frozenset[str]
    inside: frozenset[str]
    loose_endings: frozenset[str]
    countries: frozenset[str]


@cache
def _forms() -> _Forms:
    data = words("agencies")["formed_en"]
    heads = Trie()
    for word in data["before"]:
        heads.add(word, word)
    endings = {phrase.split()[-1] for phrase in data["after"]}
    return _Forms(
        heads=heads,
        endings=frozenset(endings),
        after_endings=frozenset(data["matter"]),
        small_endings=frozenset(data["after_small"]),
        small=frozenset(data["small"]),
        no_name=frozenset(data["no_name"]),
        owners=frozenset(data["owners"]),
        inside=frozenset(data["inside"]),
        loose_endings=frozenset(data["after_loose"]),
        countries=frozenset(data["countries"]),
    )


@dataclass(frozen=True, slots=True)
class EnglishNames:
    """The names of one text; ``short`` are the abbreviations that it explains."""

    source: SourceText
    tokens: Tokens
    gazetteer: Gazetteer
    short: Mapping[str, Short] = field(default_factory=dict)

    @staticmethod
    def joints() -> frozenset[str]:
        """Words after a name with which a longer one may go on: "FGDC members", "(CIO) Council"."""
        return _forms().after_endings | _forms().small_endings | {"at", "in", "("}

    def ends_name(self, after: int) -> bool:
        """Whether the word before a place is one that ends names."""
        last = self.word(after - 1)
        return last == ")" or last in _forms().endings | _forms().small_endings

    @staticmethod
    def owns(word: str) -> bool:
        """Whether a small word may open a name: "agency CDOs"."""
        return word in _forms().owners

    def at(self, at: int) -> EnglishName | None:
        """The name that begins at a word, with the body that it is said to be part of."""
        tokens, forms = self.tokens, _forms()
        if not tokens.capitals[at]:
            return self.owned(at) if tokens.words[at] in forms.owners else None
        if tokens.words[at] in forms.no_name:
            return None
        found = self.short_form(at)
        longer = self.headed(at) or self.ending(at)
        if longer and (found is None or longer.after > found.after):
            found = longer
        if found is None:
            return None
        nested = self.nested(at, found)
        return nested if is_legal(self.source) else self.with_inner(at, nested)

    def with_inner(self, at: int, name: EnglishName) -> EnglishName:
        """A name with the known body that it ends in: "Office of … of the Census Bureau"."""
        for place in range(at + 1, name.after) if not name.inner else ():
            known = self.gazetteer.agency_at(self.tokens, place)
            if known and known.canonical and known.after == name.after and self.is_capital(place):
                return replace(name, inner=((place, known.after, known.canonical),))
        for place in range(at + 2, name.after) if not name.inner else ():
            if (self.word(place - 2), self.word(place - 1)) == ("of", "the"):
                # "Reading Room Office of the Census Bureau"
                last = self.headed(place) or self.ending(place)
                if last and last.after == name.after:
                    return replace(name, inner=((place, last.after, last.agency),))
        return name

    def owned(self, at: int) -> EnglishName | None:
        """The holders of a role in each body: "agency CDOs"."""
        if at + 1 >= len(self.tokens.words) or not self.tokens.capitals[at + 1]:
            return None
        return self.short_form(at + 1)

    def short_form(self, at: int) -> EnglishName | None:
        """An abbreviation that the text explains, also in the plural ("CDOs")."""
        printed = self.printed(at, at + 1)
        known = self.short.get(printed)
        if known is None and printed.endswith("s"):
            known = self.short.get(printed[:-1])
        if known is None:
            return None
        after = at + 1
        if self.word(after) in _forms().small_endings and self.on_one_line(after):
            name = self.spelt_out(self.printed(at, after + 1))
            return EnglishName(after + 1, name, FORMED, contextual=True)
        return EnglishName(after, known.name, SHORT)

    # --- a head and its matter -------------------------------------------------------------------

    def headed(self, at: int) -> EnglishName | None:
        """A head and its matter: "Department of Commerce", "Commerce's Bureau of …"."""
        words_ = self.tokens.words
        first = at + 3 if words_[at + 1 : at + 3] == ("'", "s") else at
        head = _forms().heads.longest(self.tokens, first) if first < len(words_) else None
        if head is None:
            return None
        start, joint = head.after, self.word(head.after)
        after = self.titled(head.after)
        if self.word(after) in {"of", "for"} and after > head.after:
            start, joint = after, self.word(after)
        if joint not in {"of", "for", "on"} and not (
            joint == "and" and start > first + 1 and self.word(start + 1) != "the"
        ):
            return None
        end = self.run(start)
        if end <= start + 1:
            return None
        end = self.bracketed(self.listed(end))
        return EnglishName(end, self.spelt_out(self.printed(at, end)))

    def titled(self, at: int) -> int:
        """The token after the capitals between head and "of": "Chief Statistician of"."""
        end = at
        while end < min(at + TITLE_WORDS, len(self.tokens.words)) and self.tokens.capitals[end]:
            end += 1
        return end

    def listed(self, at: int) -> int:
        """The token after a list that completes a matter: "Business, Innovation and Skills"."""
        end = at
        while self.word(end) == ",":
            after = self.part(end + 1)
            if after is None:
                break
            end = after
        if end == at or self.word(end) not in {"and", "&"}:
            return at
        return self.part(end + 1) or at

    def part(self, at: int) -> int | None:
        """The token after one matter of such a list; None where a name begins instead."""
        if at >= len(self.tokens.words) or self.begins_name(at):
            return None
        end = at
        while end < at + LIST_PART and self.is_capital(end) and self.tokens.capitals[end] == 1:
            end += 1
        ended = self.word(end - 1) in _forms().endings
        return end if end > at and not ended and not self.is_capital(end) else None

    # --- a word that ends a name -------------------------------------------------------------------

    def ending(self, at: int) -> EnglishName | None:
        """A name in capitals that ends in a word such as Agency, Council or Officers."""
        forms, tokens = _forms(), self.tokens
        if tokens.words[at] in forms.countries and self.word(at + 1) == "'":
            return None  # "the UK's AI Safety Institute"
        end, last, contextual, count = at, None, False, 0
        while end < min(at + MAX_NAME, len(tokens.words)) and self.is_capital(end, after=end > at):
            end, count = self.element(end), count + 1
            ends = not self.is_capital(end)
            if ends and tokens.words[end - 1] in forms.endings and count > 1:
                last, contextual = end, False
            elif ends and self.word(end) in forms.small_endings and self.on_one_line(end):
                loose = self.word(end) in forms.loose_endings or is_legal(self.source)
                return self.named(at, end + 1, contextual=loose)
            end = self.joined(end)
        if last is None:
            return None
        return self.named(at, self.matter(self.bracketed(last)), contextual=contextual)

    def named(self, at: int, end: int, *, contextual: bool) -> EnglishName:
        """The words from one token up to another as a name."""
        return EnglishName(end, self.spelt_out(self.printed(at, end)), FORMED, contextual)

    def joined(self, at: int) -> int:
        """The token after what may stand inside a name: "and", "of", "(FTIM)", a figure."""
        words_ = self.tokens.words
        if at < len(words_) and not self.on_one_line(at):
            return at
        after = self.bracketed(at)
        if after > at:
            return after if self.is_capital(after) else at
        if self.word(at).isdigit() and self.is_capital(at + 1):
            return at + 1
        if self.word(at) in _forms().inside and self.is_capital(at + 1):
            return at if self.begins_name(at + 1, single=True) else at + 1
        return at

    def matter(self, at: int) -> int:
        """The token after the matter of a name that has ended: "Committee on Statistical …"."""
        if self.word(at) not in _forms().after_endings or not self.on_one_line(at):
            return at
        end = self.run(at)
        return self.bracketed(self.listed(end)) if end > at + 1 else at

    # --- what both share ---------------------------------------------------------------------------

    def run(self, at: int) -> int:
        """The token after a run of capitalised words; joints count only between two of them."""
        forms, end, place = _forms(), at, at
        stop = min(at + MAX_NAME, len(self.tokens.words))
        while place < stop and self.on_one_line(place):
            if self.tokens.capitals[place]:
                end = place = self.element(place)
            elif self.word(place) == "and" and self.begins_name(place + 1, single=True):
                break
            elif self.word(place) in forms.small or self.word(place) in {"&", "-"}:
                place += 1
            else:
                break
        return end

    def begins_name(self, at: int, *, single: bool = False) -> bool:
        """Whether a name begins at a word (or after an article there).

        ``single``: one word in capitals throughout is none ("Machine Learning and AI").
        """
        at += self.word(at) == "the"
        if at >= len(self.tokens.words):
            return True
        known = self.gazetteer.agency_at(self.tokens, at)
        if known and known.canonical and not known.contextual:
            return True
        if not single and self.printed(at, at + 1) in self.short:
            return True
        return _forms().heads.longest(self.tokens, at) is not None

    def nested(self, at: int, name: EnglishName) -> EnglishName:
        """A name with the body it sits in: "Rivers Team at OMB", "Records Group in the Cabinet Office"."""
        joint = self.word(name.after)
        if joint not in {"at", "in"} or not self.on_one_line(name.after):
            return name
        place = name.after + 1 + (self.word(name.after + 1) == "the")
        known = self.gazetteer.agency_at(self.tokens, place) if self.is_capital(place) else None
        if known is None or known.canonical is None:
            return name
        printed = self.printed(at, known.after)
        inner = ((at, name.after, name.agency), (place, known.after, known.canonical))
        return EnglishName(known.after, self.spelt_out(printed), FORMED, name.contextual, inner)

    def element(self, at: int) -> int:
        """The token after one capitalised word; "U.S.", "Co-ordination" and "Women's" are one."""
        words_ = self.tokens.words
        if words_[at : at + 4] == ("u", ".", "s", "."):
            return at + 4
        after = at + 1
        if self.word(after) == "-" and self.touches(after) and self.touches(after + 1):
            after += 2
        if self.word(after) == "'" and self.word(after + 1) == "s" and self.is_capital(after + 2):
            after += 2
        return min(after, len(words_))

    def bracketed(self, at: int) -> int:
        """The token after an abbreviation in brackets, where one follows: ``(OSTP)``."""
        if self.word(at) != "(" or self.word(at + 2) != ")":
            return at
        letters = self.printed(at + 1, at + 2).rstrip("s")
        return at + 3 if letters.isupper() and len(letters) > 1 else at

    def bracketed_name(self, at: int) -> int:
        """The token after a short name in brackets, where one follows: ``(CDO Council)``."""
        if self.word(at) != "(" or self.word(at + 3) != ")":
            return self.bracketed(at)
        short = self.printed(at + 1, at + 2).isupper() and self.is_capital(at + 2)
        return at + 4 if short else at

    def word(self, at: int) -> str:
        """The word at a place, or nothing."""
        return self.tokens.words[at] if 0 <= at < len(self.tokens.words) else ""

    def is_capital(self, at: int, *, after: bool = True) -> bool:
        """Whether a word has a capital (and goes on with the line of the word before it)."""
        if not 0 <= at < len(self.tokens.words) or not self.tokens.capitals[at]:
            return False
        return not after or self.on_one_line(at)

    def touches(self, at: int) -> bool:
        """Whether nothing stands between a word and the one before."""
        starts, ends = self.tokens.starts, self.tokens.ends
        return 0 < at < len(starts) and ends[at - 1] == starts[at]

    def on_one_line(self, at: int) -> bool:
        """Whether white space only, and no blank line, parts a word from the one before."""
        if not 0 < at < len(self.tokens.words):
            return False
        between = self.source.text[self.tokens.ends[at - 1] : self.tokens.starts[at]]
        if "\n" in between and self.tokens.capitals[at] and self.word(at) in ARTICLES:
            return False  # a heading, then a sentence: "… Research\nThe Director …"
        return "\n\n" not in between and "|" not in between and "<" not in between

    def printed(self, first: int, after: int) -> str:
        """The words from one token up to another as printed, white space collapsed."""
        return collapse(self.source.text[self.tokens.starts[first] : self.tokens.ends[after - 1]])

    def spelt_out(self, printed: str) -> str:
        """A printed name without article and brackets, the text's abbreviations spelt out."""
        name = ARTICLE.sub("", BRACKET.sub("", collapse(printed))).split(" ")
        spelt = []
        for at, word in enumerate(name):
            known = self.short.get(word)
            if known and known.definite and at and name[at - 1].lower() == "of":
                spelt.append("the")
            spelt.append(known.name if known else word)
        return " ".join(spelt)


# --- bodies in small letters -----------------------------------------------------------------------


def collectives(source: SourceText, gazetteer: Gazetteer) -> dict[int, tuple[int, str, bool]]:
    """Bodies that a text describes: stored start → stored end, canonical name, contextual."""
    whole, legal = Span(0, len(source.text)), is_legal(source)
    found: dict[int, tuple[int, str, bool]] = {}
    for match in find(_collective(), source, whole):
        span = stored(source, match)
        name = _called(source, span, gazetteer)
        # In a strategy "the 24 remaining departments" are bodies of their own.
        loose = legal or name in gazetteer.functions or not _is_told_apart(source, span)
        found[span.start] = (span.end, name, loose)
    return found


@cache
def _collective() -> re.Pattern[str]:
    data = words("agencies")["collective_en"]
    before = rf"(?:{any_of(data['modifiers'])}|{data['modifier_form']})"
    return pattern(
        rf"(?<![\w'-])(?!and )(?:{before}(?:, and|,| and)? ){{0,6}}"
        rf"(?:{data['single']}|(?:{any_of(data['heads'])})(?![\w'-]))(?:{data['tail']})?"
    )


def _is_told_apart(source: SourceText, span: Span) -> bool:
    """Whether a description says which bodies of a kind it means."""
    rule = pattern(words("agencies")["collective_en"]["told_apart"])
    return next(find(rule, source, span), None) is not None


def _called(source: SourceText, span: Span, gazetteer: Gazetteer) -> str:
    """The group that a description names: "each agency" are the agencies."""
    printed = collapse(source.words(span))
    bare = re.sub(
        words("agencies")["collective_en"]["determiners"], "", printed, flags=re.IGNORECASE
    )
    for form in (bare, *_plurals(bare)):
        function = gazetteer.function_of(form)
        if function and function.is_group:
            return function.name_en
    named = ARTICLE.sub("", printed)
    return named[0].upper() + named[1:]


def _plurals(words_: str) -> Iterator[str]:
    if words_.endswith("y"):
        yield f"{words_[:-1]}ies"
    elif not words_.endswith("s"):
        yield f"{words_}s"
