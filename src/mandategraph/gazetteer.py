"""The authority files as word lists, and the finding of their words in a text.

How texts write a name is in ``graph/authority/*.ttl``; here the files become look-up tables and one
trie of words a kind of thing. A text is walked once, word by word, so the time grows with its length.
Words are compared folded (case, accents' form, white space) and with tone marks in one place.
"""

import re
from bisect import bisect_left
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path

import pyoxigraph

from mandategraph.errors import DataError
from mandategraph.names import MG, PREFIXES
from mandategraph.resources import folder as data_folder
from mandategraph.text import Folded, SourceText, Span, fold, same_signs

SKOS = PREFIXES["skos"]
RDF_TYPE = PREFIXES["rdf"] + "type"

# One word, or one sign that is neither word nor white space: "KH&CN" is three tokens.
TOKEN = re.compile(r"\w+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Function:
    """A function of a body, such as the Department of Finance, and the forms that stand for it.

    ``contextual`` forms stand for it only in a list of bodies after a word that gives them a part.
    ``capital``: its forms count only where their first word has a capital. ``translated``: its
    Vietnamese name is a translation, which texts do not print.
    """

    slug: str
    name_en: str
    name_vi: str
    forms: tuple[str, ...]
    contextual: tuple[str, ...] = ()
    kind: str | None = None
    level: str | None = None
    is_group: bool = False
    capital: bool = False
    translated: bool = False


@dataclass(frozen=True, slots=True)
class Concept:
    """A technology area or theme: its identifier, names, and the words that texts use for it."""

    slug: str
    name_en: str
    name_vi: str
    words: tuple[str, ...] = ()
    broader: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of document: identifier, names, printed words, and its letters in a number (QĐ).

    ``before_number`` are words that name it only before a number; ``annotation_names`` are its names
    in annotations, the usual one first; ``document_class`` is the local name of its class.
    """

    slug: str
    name_en: str
    name_vi: str
    words: tuple[str, ...] = ()
    abbreviations: tuple[str, ...] = ()
    annotation_names: tuple[str, ...] = ()
    before_number: tuple[str, ...] = ()
    document_class: str = "OtherDocument"

    @property
    def annotated(self) -> str:
        """What annotations call the kind: ``master-plan``, but ``action programme``."""
        known = self.slug in self.annotation_names or not self.annotation_names
        return self.slug if known else self.annotation_names[0]


@dataclass(frozen=True, slots=True)
class Jurisdiction:
    """A province or country: its code in lower case (``vn-20``), names and printed forms."""

    code: str
    name_en: str
    name_vi: str
    forms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Instrument:
    """An instrument whose number and date are known from a source outside the corpus."""

    number: str
    date: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A form found in a text: where it stands, the form as printed, and what it stands for.

    ``area`` is the code of the jurisdiction that the form names with it ("UBND tỉnh Nghệ An").
    """

    span: Span
    form: str
    canonical: str
    contextual: bool = False
    area: str | None = None


@dataclass(frozen=True, slots=True)
class Tokens:
    """The words of a text, folded, with their stored passages."""

    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    capitals: tuple[int, ...]
    """How many capitals each word has as it is printed."""

    def within(self, span: Span | None) -> tuple[int, int]:
        """The first token of a passage, and the first one after it."""
        if span is None:
            return 0, len(self.words)
        return bisect_left(self.starts, span.start), bisect_left(self.starts, span.end)


@dataclass(slots=True)
class _Node:
    """A place in a trie of words; ``value`` is what the words up to here stand for."""

    after: dict[str, "_Node"] = field(default_factory=dict)
    value: "_Meaning | None" = None


@dataclass(frozen=True, slots=True)
class _Meaning:
    """What a form stands for; ``canonical`` None: nothing, it hides the forms inside it."""

    canonical: str | None
    contextual: bool = False
    capitals: int = 0
    """How many capitals the first word must have in print."""


@dataclass(frozen=True, slots=True)
class Match:
    """A form in a run of words: from token ``first`` up to, not including, token ``after``."""

    first: int
    after: int
    canonical: str | None
    contextual: bool


class Trie:
    """Forms of one or more words, looked up longest first at each word of a text."""

    def __init__(self) -> None:
        self._root = _Node()

    def add(
        self, form: str, canonical: str, *, contextual: bool = False, capitals: int = 0
    ) -> None:
        """Let a form stand for a canonical name; a form that stands for two keeps the first.

        ``capitals``: only where its first word is printed with so many of them.
        """
        node = self._node(form)
        if node is not self._root and node.value is None:
            needed = ACRONYM_CAPITALS if is_acronym(form) else capitals
            node.value = _Meaning(canonical, contextual, needed)

    def mislead(self, phrase: str) -> None:
        """Let a phrase hide the forms inside it."""
        node = self._node(phrase)
        if node is not self._root:
            node.value = _Meaning(None)

    def opens(self, word: str) -> bool:
        """Whether a form begins with a word."""
        return word in self._root.after

    def _node(self, form: str) -> _Node:
        node = self._root
        for word in words_of(form):
            node = node.after.setdefault(word, _Node())
        return node

    def longest(self, tokens: "Tokens", at: int, stop: int | None = None) -> Match | None:
        """The longest form that begins at a token."""
        end = len(tokens.words) if stop is None else stop
        node: _Node | None = self._root
        best: Match | None = None
        place = at
        while place < end and node and (node := node.after.get(tokens.words[place])):
            place += 1
            meaning = node.value
            # "AI" is no "ai" (who), and "PPC" no "ppc": an acronym is printed in capitals.
            if meaning and tokens.capitals[at] >= meaning.capitals:
                best = Match(at, place, meaning.canonical, meaning.contextual)
        return best

    def exact(self, form: str) -> str | None:
        """What a form stands for, when it is one of the trie's forms from end to end."""
        tokens = tokens_in(form)
        found = self.longest(tokens, 0)
        return found.canonical if found and found.after == len(tokens.words) else None

    def matches(self, tokens: "Tokens") -> Iterator[Match]:
        """The forms in a text, in order, none inside another."""
        at, stop = 0, len(tokens.words)
        openings = self._root.after
        while at < stop:
            found = self.longest(tokens, at) if tokens.words[at] in openings else None
            if found is None:
                at += 1
                continue
            if found.canonical is not None:
                yield found
            at = found.after


ACRONYM_CAPITALS = 2


def is_acronym(form: str) -> bool:
    """Whether a form is one word with two capitals or more, such as ``AI`` or ``IoT``."""
    capitals = sum(char.isupper() for char in form)
    return form.isalnum() and capitals >= ACRONYM_CAPITALS


def words_of(form: str) -> tuple[str, ...]:
    """The folded words of a form."""
    return tuple(TOKEN.findall(same_signs(fold(form).text)))


def tokens_in(text: str) -> Tokens:
    """The words of a text with their places."""
    folded = fold(text)
    return _tokens(text, Folded(same_signs(folded.text), folded.starts, folded.ends))


@lru_cache(maxsize=8)
def tokens_of(source: SourceText) -> Tokens:
    """The words of a stored text with their places."""
    return _tokens(source.text, source.plain)


def _tokens(text: str, plain: Folded) -> Tokens:
    places = [match.span() for match in TOKEN.finditer(plain.text)]
    words = tuple(plain.text[first:after] for first, after in places)
    starts = tuple(plain.starts[first] for first, _ in places)
    ends = tuple(plain.ends[after - 1] for _, after in places)
    shown = (text[start:end] for start, end in zip(starts, ends, strict=True))
    capitals = tuple(
        0 if printed.islower() else sum(map(str.isupper, printed)) for printed in shown
    )
    return Tokens(words, starts, ends, capitals)


@dataclass(frozen=True, slots=True)
class Names:
    """What the authority files hold; misleading phrases contain a form and name something else.

    A form of one of ``more_functions`` counts where none of ``functions`` has the same.
    """

    functions: tuple[Function, ...] = ()
    more_functions: tuple[Function, ...] = ()
    technologies: tuple[Concept, ...] = ()
    themes: tuple[Concept, ...] = ()
    kinds: tuple[Kind, ...] = ()
    jurisdictions: tuple[Jurisdiction, ...] = ()
    instruments: tuple[Instrument, ...] = ()
    misleading_agencies: tuple[str, ...] = ()
    misleading_technologies: tuple[str, ...] = ()


class Gazetteer:
    """The names of the authority files; build one with :func:`load`."""

    def __init__(self, names: Names) -> None:
        functions = (*names.functions, *names.more_functions)
        self.functions = {function.name_en: function for function in functions}
        self.technologies = {concept.slug: concept for concept in names.technologies}
        self.themes = {concept.slug: concept for concept in names.themes}
        self.kinds = {kind.slug: kind for kind in names.kinds}
        self.jurisdictions = {place.code: place for place in names.jurisdictions}
        self.instruments = names.instruments
        self._agency_trie = _agency_trie(
            (names.functions, names.more_functions), names.misleading_agencies
        )
        self._technology_trie = _concept_trie(names.technologies, names.misleading_technologies)
        self._place_trie = Trie()
        # A province that was merged and its successor may share a name: the older code is shorter.
        for place in sorted(self.jurisdictions.values(), key=lambda one: (len(one.code), one.code)):
            for form in (place.name_vi, place.name_en, *place.forms):
                self._place_trie.add(form, place.code)
        self._kind_of_letters: dict[str, Kind] = {}
        for kind in self.kinds.values():
            for letters in kind.abbreviations:
                self._kind_of_letters.setdefault(letters.upper().replace("Đ", "D"), kind)
        self._agencies_found = lru_cache(maxsize=8)(self._all_agencies)
        self._technologies_found = lru_cache(maxsize=8)(self._all_technologies)

    def function_of(self, form: str) -> Function | None:
        """The function that a form stands for, contextual forms included; None when unknown."""
        found = self._agency_trie.exact(form)
        return self.functions[found] if found else None

    def kind_annotated(self, name: str) -> Kind | None:
        """The kind that annotations call by this name, such as ``master-plan``."""
        return next((kind for kind in self.kinds.values() if name in kind.annotation_names), None)

    def kind_lettered(self, letters: str) -> Kind | None:
        """The kind whose letters stand in numbers: ``QĐ`` and ``QD`` give decision."""
        return self._kind_of_letters.get(letters.upper().replace("Đ", "D").replace("Ð", "D"))

    def jurisdiction_named(self, words: str) -> Jurisdiction | None:
        """The jurisdiction that a printed name stands for."""
        found = self._place_trie.exact(words)
        return self.jurisdictions[found] if found else None

    def may_open_agency(self, word: str) -> bool:
        """Whether the name of a body may begin with a word."""
        return self._agency_trie.opens(word)

    def agency_at(self, tokens: Tokens, at: int, stop: int | None = None) -> Match | None:
        """The longest form of a body, or misleading phrase, that begins at a word (before another)."""
        return self._agency_trie.longest(tokens, at, stop)

    def find_agencies(self, source: SourceText, span: Span | None = None) -> tuple[Hit, ...]:
        """Forms of bodies in a text or one of its passages, in order, longest form first.

        Contextual forms are among them, marked; whether they count is for the reader to say.
        """
        return _within(self._agencies_found(source), span)

    def find_technologies(self, source: SourceText, span: Span | None = None) -> tuple[Hit, ...]:
        """Words for technology areas in a text or one of its passages, in order."""
        return _within(self._technologies_found(source), span)

    def find_jurisdictions(self, source: SourceText, span: Span | None = None) -> tuple[Hit, ...]:
        """Names of jurisdictions in a text or one of its passages, in order."""
        return _within(_hits(self._place_trie, source), span)

    def place_at(self, tokens: Tokens, at: int) -> int | None:
        """The word after the name of a province or country that begins at a word."""
        found = self._place_trie.longest(tokens, at)
        return found.after if found else None

    def places_at(self, tokens: Tokens, at: int) -> int:
        """The word after a list of names of provinces that begins at a word; that word: none."""
        end = place = at
        while place < len(tokens.words) and tokens.capitals[place]:
            after = self.place_at(tokens, place)
            if after is None:
                break
            end = after
            if tokens.words[end : end + 1] not in {(",",), ("và",)}:
                break
            place = end + 1
        return end

    def area_after(
        self, tokens: Tokens, after: int, joints: Container[str] = ()
    ) -> tuple[int, str | None]:
        """The token after a form and the name of its area, where one follows.

        One of ``joints`` may stand between: "Department of Finance of Nghe An".
        """
        words, stop = tokens.words, len(tokens.words)
        for at in (after, after + 1):
            if at > after and (after >= stop or words[after] not in joints):
                break
            found = self._place_trie.longest(tokens, at) if at < stop else None
            if found and found.canonical:
                return found.after, found.canonical
        # The form itself may end with the name: "Ủy ban nhân dân tỉnh Vĩnh Long".
        for at in range(max(0, after - PLACE_WORDS), after):
            found = self._place_trie.longest(tokens, at, after)
            if found and found.canonical and found.after == after:
                return after, found.canonical
        return after, None

    def _all_technologies(self, source: SourceText) -> tuple[Hit, ...]:
        return _hits(self._technology_trie, source)

    def _all_agencies(self, source: SourceText) -> tuple[Hit, ...]:
        tokens = tokens_of(source)
        hits = []
        for match in self._agency_trie.matches(tokens):
            end, area = self.area_after(tokens, match.after)
            span = Span(tokens.starts[match.first], tokens.ends[end - 1])
            hits.append(
                Hit(span, source.words(span), match.canonical or "", match.contextual, area)
            )
        return tuple(hits)


PLACE_WORDS = 3  # the most words that the name of a province has


def _hits(trie: Trie, source: SourceText) -> tuple[Hit, ...]:
    tokens = tokens_of(source)
    spans = (
        (Span(tokens.starts[match.first], tokens.ends[match.after - 1]), match)
        for match in trie.matches(tokens)
    )
    return tuple(
        Hit(span, source.words(span), match.canonical or "", match.contextual)
        for span, match in spans
    )


def _within(hits: tuple[Hit, ...], span: Span | None) -> tuple[Hit, ...]:
    if span is None:
        return hits
    first = bisect_left(hits, span.start, key=lambda hit: hit.span.start)
    after = bisect_left(hits, span.end, key=lambda hit: hit.span.start)
    return tuple(hit for hit in hits[first:after] if hit.span.end <= span.end)


def _agency_trie(files: Iterable[tuple[Function, ...]], misleading: Iterable[str]) -> Trie:
    trie = Trie()
    files = tuple(files)
    forms = {form for functions in files for function in functions for form in function.forms}
    for phrase in misleading:
        # "Phó Thủ tướng" hides "Thủ tướng"; where it names a body itself it is a form.
        if phrase not in forms:
            trie.mislead(phrase)
    for functions in files:
        # A contextual form comes first: a preferred label that equals it is contextual too.
        for function in functions:
            for form in function.contextual:
                trie.add(form, function.name_en, contextual=True)
        for function in functions:
            printed = () if function.translated else (function.name_vi,)
            for form in (*printed, function.name_en, *function.forms):
                trie.add(form, function.name_en, capitals=int(function.capital))
    return trie


def _concept_trie(concepts: Iterable[Concept], misleading: Iterable[str]) -> Trie:
    trie = Trie()
    for phrase in misleading:
        trie.mislead(phrase)
    for concept in concepts:
        for form in (concept.name_vi, concept.name_en, *concept.words):
            trie.add(form, concept.slug)
    return trie


class _Stanzas:
    """The triples of an authority file, by subject."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.by_subject: dict[str, dict[str, list[pyoxigraph.Literal | pyoxigraph.NamedNode]]] = {}
        if not path.is_file():
            return  # a folder of one's own may hold only some of the files
        try:
            for quad in pyoxigraph.parse(path=str(path), format=pyoxigraph.RdfFormat.TURTLE):
                if isinstance(quad.subject, pyoxigraph.NamedNode) and isinstance(
                    quad.object, pyoxigraph.Literal | pyoxigraph.NamedNode
                ):
                    self.by_subject.setdefault(quad.subject.value, {}).setdefault(
                        quad.predicate.value, []
                    ).append(quad.object)
        except (SyntaxError, OSError) as error:
            raise DataError(
                f"{path.name} cannot be read: {error}; mend the file and try again"
            ) from error

    def of(self, *types: str) -> Iterator[str]:
        """Subjects of any of these types, sorted."""
        for subject in sorted(self.by_subject):
            if any(term.value in types for term in self.by_subject[subject].get(RDF_TYPE, ())):
                yield subject

    def texts(self, subject: str, *predicates: str, language: str | None = None) -> tuple[str, ...]:
        """Strings of a subject, each once, sorted; only those of a language where one is asked."""
        found = {
            term.value
            for predicate in predicates
            for term in self.by_subject[subject].get(predicate, ())
            if isinstance(term, pyoxigraph.Literal)
            and (language is None or term.language == language)
        }
        return tuple(sorted(found))

    def label(self, subject: str, language: str) -> str:
        """The preferred label of a subject in a language.

        Raises DataError when there is none.
        """
        found = self.texts(subject, f"{SKOS}prefLabel", language=language)
        if not found:
            raise DataError(
                f"{self.path.name}: {subject} has no skos:prefLabel in {language}; add one"
            )
        return found[0]

    def locals(self, subject: str, predicate: str) -> tuple[str, ...]:
        """Local names of the things that a property points at, sorted."""
        terms = self.by_subject[subject].get(predicate, ())
        return tuple(
            sorted(
                local_name(term.value) for term in terms if isinstance(term, pyoxigraph.NamedNode)
            )
        )

    def local(self, subject: str, predicate: str) -> str | None:
        """The local name of the one thing that a property points at."""
        return next(iter(self.locals(subject, predicate)), None)

    def true(self, subject: str, predicate: str) -> bool:
        """Whether a property says ``true``."""
        return "true" in self.texts(subject, predicate)

    def phrases(self, predicate: str) -> tuple[str, ...]:
        """The strings that any subject has for a property."""
        return tuple(
            phrase for subject in self.by_subject for phrase in self.texts(subject, predicate)
        )


def local_name(iri: str) -> str:
    """The part of an IRI after its last ``/`` or ``#``."""
    return iri[max(iri.rfind("/"), iri.rfind("#")) + 1 :]


ALT = (f"{SKOS}altLabel", f"{SKOS}hiddenLabel")


def _functions(
    stanzas: _Stanzas, *, capital: bool = False, translated: bool = False
) -> Iterator[Function]:
    """The functions of a file; ``capital`` is meant for single bodies, not for groups."""
    for subject in stanzas.of(f"{MG}AgencyFunction"):
        is_group = stanzas.true(subject, f"{MG}isGroup")
        yield Function(
            slug=local_name(subject),
            name_en=stanzas.label(subject, "en"),
            name_vi=stanzas.label(subject, "vi"),
            forms=stanzas.texts(subject, *ALT),
            contextual=stanzas.texts(subject, f"{MG}contextualLabel"),
            kind=stanzas.local(subject, f"{MG}agencyKind"),
            level=stanzas.local(subject, f"{MG}level"),
            is_group=is_group,
            capital=capital and not is_group,
            translated=translated,
        )


def _concepts(stanzas: _Stanzas, *types: str) -> Iterator[Concept]:
    for subject in stanzas.of(*types):
        yield Concept(
            slug=local_name(subject),
            name_en=stanzas.label(subject, "en"),
            name_vi=stanzas.label(subject, "vi"),
            words=stanzas.texts(subject, *ALT),
            broader=stanzas.locals(subject, f"{SKOS}broader"),
        )


def _kinds(stanzas: _Stanzas) -> Iterator[Kind]:
    for subject in stanzas.of(f"{SKOS}Concept", f"{MG}DocumentKind"):
        yield Kind(
            slug=local_name(subject),
            name_en=stanzas.label(subject, "en"),
            name_vi=stanzas.label(subject, "vi"),
            words=stanzas.texts(subject, f"{SKOS}altLabel"),
            before_number=stanzas.texts(subject, f"{SKOS}hiddenLabel"),
            annotation_names=tuple(
                sorted(
                    stanzas.texts(subject, f"{MG}annotationName"),
                    key=lambda name: name.replace(" ", "-") != local_name(subject),
                )
            ),
            abbreviations=stanzas.texts(subject, f"{SKOS}notation"),
            document_class=stanzas.local(subject, f"{MG}documentClass") or "OtherDocument",
        )


def _jurisdictions(stanzas: _Stanzas) -> Iterator[Jurisdiction]:
    for subject in stanzas.of(f"{MG}Jurisdiction"):
        yield Jurisdiction(
            code=local_name(subject),
            name_en=stanzas.label(subject, "en"),
            name_vi=stanzas.label(subject, "vi"),
            forms=stanzas.texts(subject, *ALT),
        )


def _instruments(stanzas: _Stanzas) -> Iterator[Instrument]:
    """The verified ones; of the others nothing but the citing text is known."""
    for subject in stanzas.of(f"{MG}KnownInstrument"):
        if not stanzas.true(subject, f"{MG}verified"):
            continue
        for number in stanzas.texts(subject, f"{MG}knownNumber"):
            for date in stanzas.texts(subject, f"{MG}knownDate"):
                yield Instrument(number, date)


@cache
def load(folder: Path | None = None) -> Gazetteer:
    """The names of the authority files in a folder, or of those that come with mandategraph.

    Raises DataError when a file cannot be parsed or a thing lacks a label.
    """
    where = folder or data_folder("graph") / "authority"
    agencies, general, foreign = (
        _Stanzas(where / f"{name}.ttl")
        for name in ("agencies", "agencies-general", "agencies-foreign")
    )
    technologies = _Stanzas(where / "technologies.ttl")
    misleading = f"{MG}misleadingPhrase"
    return Gazetteer(
        Names(
            functions=tuple(_functions(agencies)),
            more_functions=(
                *_functions(general, capital=True),
                *_functions(foreign, capital=True, translated=True),
            ),
            technologies=tuple(_concepts(technologies, f"{MG}TechnologyArea")),
            themes=tuple(_concepts(_Stanzas(where / "themes.ttl"), f"{MG}Theme")),
            kinds=tuple(_kinds(_Stanzas(where / "kinds.ttl"))),
            jurisdictions=tuple(_jurisdictions(_Stanzas(where / "jurisdictions.ttl"))),
            instruments=tuple(_instruments(_Stanzas(where / "instruments.ttl"))),
            misleading_agencies=tuple(
                phrase
                for file in (agencies, general, foreign)
                for phrase in file.phrases(misleading)
            ),
            misleading_technologies=technologies.phrases(misleading),
        )
    )
