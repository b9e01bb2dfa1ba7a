"""Bodies named inside the name of another one: whom a chairperson chairs, what a bracket makes short.

"Giám đốc Viện Sông hồ Việt Nam (VSH)" names a person, the institute, and the institute by its
letters; each of them is a form of its own.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import takewhile

from mandategraph.extract.bodies import FORMED, NAMED, SHORT, Body
from mandategraph.extract.name_parts import is_person_at
from mandategraph.extract.naming import Name, Naming, inner_names
from mandategraph.extract.shortforms import Short
from mandategraph.extract.vocabulary import pattern, words
from mandategraph.gazetteer import Tokens
from mandategraph.text import SourceText, Span

# A name and its short form: "Viện Sông hồ Việt Nam (VSH)", "European Artificial Intelligence Board (AI Board)"
BRACKETED = re.compile(r"(?P<name>[^()]*[^()\s])\s*\((?P<short>[^()]{2,30})\)$")
TERM = re.compile(r"\s(?:khóa|khoá) (?:[XVI]{1,6}|\d{1,2})(?!\w)")  # "Quốc hội khóa XV"
ARTICLE = re.compile(r"the\s+", re.IGNORECASE)
HOLDER = re.compile(r"(?: \w+){2,4}")  # " Lê Thị Sông"
SHORTEST_NAME = 2  # words: a family name and a given one
LIST_SIGNS = frozenset({",", "và", "and"})


@dataclass(frozen=True, slots=True)
class Nesting:
    """One text, ready for names inside names; ``short`` are the abbreviations that it explains."""

    source: SourceText
    tokens: Tokens
    naming: Naming
    short: Mapping[str, Short] = field(default_factory=dict)

    def of(self, body: Body) -> Body:
        """A body with all those that its name names with it."""
        inner = {(one.span.start, one.span.end): one for one in (*body.inner, *self.held(body))}
        for one in tuple(inner.values()):
            longer = self.with_rest(one, body)
            inner.setdefault((longer.span.start, longer.span.end), longer)
            if longer is not one and longer.area:
                del inner[one.span.start, one.span.end]  # the province is part of the name
        for one in self.bracketed(body, tuple(inner.values())):
            inner.setdefault((one.span.start, one.span.end), one)
        for other in (self.without_determiner(body), self.with_holder(body)):
            if other is not None:
                inner.setdefault((other.span.start, other.span.end), other)
        if term := TERM.match(self.source.text, body.span.end):
            # The longer form is listed, the body is known by the shorter one.
            span = Span(body.span.start, term.end())
            inner[span.start, span.end] = self.part(body, span, body.agency)
        inner.pop((body.span.start, body.span.end), None)
        found = sorted(inner.values(), key=lambda one: (one.span.start, -one.span.end))
        return replace(body, inner=tuple(found)) if found else body

    def held(self, body: Body) -> Iterator[Body]:
        """The bodies that a person, or a part, is named by: "Chủ tịch [UBND tỉnh]"."""
        naming = self.naming
        at = bisect_left(naming.tokens.starts, body.span.start)
        if body.inner or not is_person_at(naming.tokens, at):
            return
        name = naming.held(at, 0, listed=True)
        if name is None or naming.tokens.ends[name.after - 1] > body.span.end:
            return
        for place, one in (*inner_names(name), *self.listed(name.after, body.span.end)):
            start, end = naming.tokens.starts[place], naming.tokens.ends[one.after - 1]
            if one.agency and start > body.span.start:
                yield self.part(body, Span(start, end), one.agency)

    def listed(self, at: int, end: int) -> Iterator[tuple[int, Name]]:
        """Known bodies after the signs of a list that stand in the same name."""
        tokens = self.naming.tokens
        while at < len(tokens.words) and tokens.starts[at] < end:
            at += 1
            if tokens.words[at - 1] not in LIST_SIGNS:
                continue
            name = self.naming.name_at(at)
            if name and name.known and tokens.ends[name.after - 1] <= end:
                yield at, name
                at = name.after

    def without_determiner(self, body: Body) -> Body | None:
        """A described group without "all" or "the" before it: "24 central departments"."""
        if body.method == NAMED and not body.is_group and (article := ARTICLE.match(body.form)):
            return self.part(
                body, Span(body.span.start + article.end(), body.span.end), body.agency
            )
        found = pattern(words("agencies")["collective_en"]["determiners"]).match(body.form.lower())
        if found is None or body.method != FORMED or " " not in body.form[found.end() :].strip():
            return None
        span = Span(body.span.start + found.end(), body.span.end)
        return self.part(body, span, body.agency)

    def with_holder(self, body: Body) -> Body | None:
        """An office with the name of whoever holds it: "Bộ trưởng Bộ Y tế Lê Thị Sông"."""
        data = words("naming")
        after = HOLDER.match(self.source.text, body.span.end)
        if after is None or body.form.split()[0].lower() not in data["offices"]:
            return None
        name = list(takewhile(lambda word: word[0].isupper(), after.group().split()))
        if len(name) < SHORTEST_NAME or name[0] not in data["families"]:
            return None
        end = body.span.end + len(" ".join(["", *name]))
        return self.part(body, Span(body.span.start, end), body.agency)

    def with_rest(self, one: Body, body: Body) -> Body:
        """An inner body with the area and the bracket that end the name of the outer one."""
        if one.span.end >= body.span.end:
            return one
        after = bisect_left(self.tokens.starts, one.span.end)
        end, area = self.naming.gazetteer.area_after(self.tokens, after, ("tỉnh", "of"))
        if end > after and self.tokens.ends[end - 1] == body.span.end:
            return replace(
                self.part(one, Span(one.span.start, body.span.end), one.agency), area=area
            )
        rest = self.source.text[one.span.end : body.span.end].strip()
        if BRACKETED.match(f"x{rest}"):
            return self.part(one, Span(one.span.start, body.span.end), one.agency)
        return one

    def bracketed(self, body: Body, inner: tuple[Body, ...]) -> Iterator[Body]:
        """A name without the short form in brackets at its end, and the short form."""
        match = BRACKETED.match(body.form)
        if match is None:
            return
        first = body.span.start
        core = Span(first, first + match.end("name"))
        yield self.part(body, core, body.agency)
        named = [one for one in inner if one.span.end in {core.end, body.span.end}]
        short = Span(first + match.start("short"), first + match.end("short"))
        explained = self.short.get(match["short"])
        function = self.naming.gazetteer.function_of(match["short"])
        if function:
            yield self.part(body, short, function.name_en)
        elif explained:
            yield replace(self.part(body, short, explained.name), method=SHORT, area=None)
        elif body.method != FORMED or initials(match["name"]).endswith(match["short"].upper()):
            agency = named[-1].agency if named else body.agency
            yield replace(self.part(body, short, agency), method=SHORT)

    def part(self, body: Body, span: Span, agency: str) -> Body:
        """A body that part of a name names."""
        function = self.naming.gazetteer.functions.get(agency)
        same = agency == body.agency
        return replace(
            body,
            span=span,
            form=self.source.words(span),
            agency=agency,
            contextual=body.contextual and same,
            area=body.area if same else None,
            name_vi=body.name_vi if same else None,
            is_group=body.is_group if same else function is not None and function.is_group,
            inner=(),
        )


def initials(name: str) -> str:
    """The initials of a name in capitals."""
    return "".join(word[0] for word in re.findall(r"\w+", name) if word[0].isupper())
