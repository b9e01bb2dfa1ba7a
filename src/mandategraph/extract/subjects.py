"""What an order is about: the technologies it names, and its theme."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from mandategraph.extract.passages import bounds, find, plain, plain_words, readable, trimmed
from mandategraph.extract.vocabulary import pattern, words
from mandategraph.gazetteer import Gazetteer, Hit
from mandategraph.model import Found, Named, Section
from mandategraph.text import SourceText, Span

NAME = 0.4  # the share of a heading that its technology must fill


@dataclass(frozen=True, slots=True)
class Subjects:
    """The technologies that an order names, and those it names only as examples."""

    technology: tuple[Named, ...] = ()
    technology_alt: tuple[Named, ...] = ()


def technologies_of(
    source: SourceText, passage: Span, gazetteer: Gazetteer, heading: Section | None = None
) -> Subjects:
    """The technologies that a passage names, or the heading above it where that names just one."""
    passage = readable(passage)
    examples = _examples(source, passage)
    firm: list[Hit] = []
    loose: list[Hit] = []
    for hit in gazetteer.find_technologies(source, passage):
        (loose if any(one.contains(hit.span) for one in examples) else firm).append(hit)
    method = "technology-words"
    if not firm and loose:
        # What is named only by examples is named all the same: "technologies such as …".
        firm, loose, method = loose, [], "technology-examples"
    technology = list(_named(firm, method, 0.9))
    if heading and heading.heading_span:
        above = gazetteer.find_technologies(source, heading.heading_span)
        named = _named(above, "technology-heading", 0.8)
        known = {one.value for one in technology}
        if len(named) == 1 and named[0].value not in known:
            filled = sum(hit.span.end - hit.span.start for hit in above)
            length = heading.heading_span.end - heading.heading_span.start
            # A heading that is the name of a technology is about it alone.
            if filled >= NAME * length:
                technology.append(named[0])
    known = {one.value for one in technology}
    return Subjects(
        tuple(technology),
        tuple(one for one in _named(loose, "technology-examples", 0.7) if one.value not in known),
    )


def _named(hits: Iterable[Hit], method: str, confidence: float) -> tuple[Named, ...]:
    found: dict[str, Named] = {}
    for hit in hits:
        found.setdefault(hit.canonical, Found(hit.canonical, hit.span, method, confidence))
    return tuple(found.values())


def _examples(source: SourceText, passage: Span) -> list[Span]:
    """The lists of examples in a passage."""
    view, data = plain(source), words("subjects")
    _, stop = bounds(source, passage)
    spans: list[Span] = []
    for match in find(pattern(data["examples"]), source, passage):
        end = pattern(data["examples_end"]).search(view.text, match.end(), stop)
        last = end.start() if end else stop
        if last > match.end():
            spans.append(view.stored(match.end(), last))
    return spans


# --- themes ------------------------------------------------------------------------------------

MATTER = 10  # words of a heading that says more than whose tasks stand below it
START = 120  # characters that count as the first words of an item


def theme_of(
    source: SourceText, passage: Span, headings: Sequence[Section], part: str
) -> tuple[Named, tuple[Named, ...]]:
    """The theme of an order, and others that its words suggest.

    It is that of the nearest heading with a theme, unless the item's first words make another
    plain. ``headings`` are those about a matter; below a heading of bodies, or in the part on
    organisation, the item's own words decide.
    """
    data = words("subjects")
    heading = next((one for one in (_of_heading(source, head) for head in headings) if one), None)
    own = _by_rules(source, passage, data["item_rules"])
    inside = _by_rules(source, passage, data["words_rules"])
    default = data["default_of_part"].get(part, "other")
    found: list[Named] = []
    if own:
        found.append(Found(own[0], own[1], "theme-item-words", 0.8))
    if heading:
        found.append(Found(heading[0], heading[1], "theme-heading", 0.8))
    if inside:
        found.append(Found(inside[0], inside[1], "theme-item-words", 0.6))
    found.append(Found(default, passage, "theme-default", 0.4))
    theme = found[0]
    others: dict[str, Named] = {}
    for one in found[1:]:
        if one.value != theme.value and one.method != "theme-default":
            others.setdefault(one.value, one)
    return theme, tuple(others.values())


def _by_rules(
    source: SourceText, passage: Span, rules: Sequence[dict[str, str]]
) -> tuple[str, Span] | None:
    """The theme of the first rule whose words are there, and the words."""
    text = plain_words(source, passage)
    first, _ = bounds(source, passage)
    # Blanked, not cut out: places stay what they are.
    text = pattern(words("subjects")["set_phrases"]).sub(lambda one: "·" * len(one[0]), text)
    for rule in rules:
        looked_at = text[:START] if rule["where"] == "start" else text
        match = pattern(rule["pattern"]).search(looked_at)
        if match:
            words_found = trimmed(source, first + match.start(), first + match.end())
            return rule["theme"], words_found if words_found.start < words_found.end else passage
    return None


def theme_words(source: SourceText, passage: Span, theme: str) -> Span | None:
    """The words of a passage that speak for a theme, where there are some."""
    data = words("subjects")
    rules = [one for one in (*data["item_rules"], *data["words_rules"]) if one["theme"] == theme]
    found = _by_rules(source, passage, rules)
    return found[1] if found else None


def names_matter(source: SourceText, section: Section) -> bool:
    """Whether a heading of a part on organisation is so long that it is about a matter."""
    if section.heading_span is None:
        return False
    long = len(plain_words(source, section.heading_span).split()) >= MATTER
    return long and _strong_theme(source, section) is not None


def theme_of_heading(source: SourceText, section: Section) -> tuple[str, Span] | None:
    """The theme that a heading names, and the words that do."""
    return _of_heading(source, section)


@lru_cache(maxsize=512)
def _of_heading(source: SourceText, section: Section) -> tuple[str, Span] | None:
    """The theme whose words stand first in a heading; weak words count only where no other does."""
    if section.heading_span is None:
        return None
    return _strong_theme(source, section) or _first_theme(source, section, "heading_weak")


def _strong_theme(source: SourceText, section: Section) -> tuple[str, Span] | None:
    return _first_theme(source, section, "heading_rules")


def _first_theme(source: SourceText, section: Section, strength: str) -> tuple[str, Span] | None:
    """The theme of a list of rules whose words stand first in a heading."""
    if section.heading_span is None:
        return None
    found = [
        (match.start(), theme)
        for theme, rule in words("subjects")[strength].items()
        for match in find(pattern(rule), source, section.heading_span)
    ]
    return (min(found)[1], section.heading_span) if found else None
