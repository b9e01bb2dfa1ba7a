"""The picture of the model: all of it is there, nothing lies over anything, and it is up to date."""

from itertools import combinations, pairwise
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import OWL, RDF, RDFS, Graph, Namespace

from mandategraph import card_layout
from mandategraph.card_layout import CARD, LINE, Port, Tie
from mandategraph.model_diagram import LANGUAGES, picture, sentences, svg
from mandategraph.names import MG as PREFIX

MG = Namespace("https://w3id.org/mandategraph/ontology#")
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def ontology(root):
    graph = Graph()
    for path in sorted((root / "ontology").glob("*.ttl")):
        graph.parse(path)
    return graph


@pytest.fixture(scope="module", params=LANGUAGES)
def drawn(request):
    return picture(request.param)


def lists_members(graph, kind):
    return any(
        (one, RDF.type, OWL.NamedIndividual) in graph for one in graph.subjects(RDF.type, kind)
    )


def top(graph, kind):
    """The widest of our own classes above a class."""
    above = [one for one in graph.objects(kind, RDFS.subClassOf) if one in MG]
    return top(graph, above[0]) if above else kind


def test_the_readme_shows_the_model_as_it_is(root, drawn):
    """When this fails: python scripts/draw_model.py."""
    kept = (root / f"model-{drawn.language}.svg").read_text(encoding="utf-8")

    assert kept == svg(drawn, PREFIX, alone=True)


def test_each_class_is_a_card_or_on_the_card_above_it(ontology, drawn):
    classes = {one for one in ontology.subjects(RDF.type, OWL.Class) if one in MG}
    shown = {kind for kind in classes if not lists_members(ontology, kind)}
    tops = {kind for kind in shown if top(ontology, kind) == kind}
    below = {card.term.iri: " ".join(card.below.lines) for card in drawn.cards}

    assert below.keys() == set(map(str, tops))
    for kind in shown - tops:
        label = next(
            text for text in ontology.objects(kind, RDFS.label) if text.language == drawn.language
        )
        assert str(label) in below[str(top(ontology, kind))]


def test_each_property_between_cards_is_drawn_or_its_inverse_is(ontology, drawn):
    cards = {card.term.iri for card in drawn.cards}
    shown = {
        entry.term.name for card in drawn.cards for start in card.starts for entry in start.entries
    }
    checked = 0
    for one in ontology.subjects(RDF.type, OWL.ObjectProperty):
        ends = [ontology.value(one, end) for end in (RDFS.domain, RDFS.range)]
        if not all(ends) or not {str(top(ontology, end)) for end in ends} <= cards:
            continue
        if ontology.value(one, OWL.deprecated):
            continue
        pair = [one, *ontology.objects(one, OWL.inverseOf), *ontology.subjects(OWL.inverseOf, one)]
        names = [str(p).removeprefix(str(MG)) for p in pair]
        assert len(shown & set(names)) == 1, names
        checked += 1
    assert checked > 30


def test_what_is_read_from_texts_is_drawn_rather_than_its_inverse(drawn):
    shown = {
        entry.term.name for card in drawn.cards for start in card.starts for entry in start.entries
    }
    assert {"leadAgency", "taskOf", "implements"} <= shown
    assert not {"leads", "hasTask"} & shown


def test_derived_properties_are_dashed(drawn):
    answers = next(
        start
        for card in drawn.cards
        for start in card.starts
        if "answersTo" in [entry.term.name for entry in start.entries]
    )
    assert answers.tie.derived
    assert [entry.term.name for entry in answers.entries] == ["answersTo"]


def test_no_card_lies_over_another_and_all_are_in_the_picture(drawn):
    places = [card.place for card in drawn.cards]
    assert_apart(places)
    assert min(place.x for place in places) >= 0
    assert max(place.x for place in places) + CARD <= drawn.width
    assert max(place.bottom for place in places) <= drawn.height


def test_what_is_written_on_a_card_stays_on_it(drawn):
    for card in drawn.cards:
        entries = [card.below, *card.anyones, *(e for s in card.starts for e in s.entries)]
        for upper, lower in pairwise([card.title, *entries]):
            assert upper.bottom <= lower.top
        assert max(entry.bottom for entry in entries if entry.lines or entry is card.below) <= (
            card.place.bottom + LINE / 2
        )


def test_lines_run_between_cards(drawn):
    places = {card.term.iri: card.place for card in drawn.cards}
    assert len(drawn.ways) > 20
    assert_clear(drawn.ways, places)


def test_both_languages_have_cards_at_the_same_places():
    one, other = map(picture, LANGUAGES)

    assert [(c.term.iri, c.place) for c in one.cards] == [
        (c.term.iri, c.place) for c in other.cards
    ]


def test_svg_is_whole_and_every_link_leads_to_a_term(ontology, drawn):
    tree = ET.fromstring(svg(drawn, PREFIX, alone=True))
    links = [one.get("href") for one in tree.iter(f"{SVG}a")]
    declared = {str(one) for one in ontology.subjects(RDFS.isDefinedBy)}

    assert tree.get("lang") == drawn.language
    assert len(links) > 60
    assert set(links) <= declared
    assert tree.find(f"{SVG}title").text
    assert tree.find(f"{SVG}desc").text.count("→") == len(sentences(drawn)) > 20


# The layout by itself


def assert_apart(places):
    for one, other in combinations(places, 2):
        beside = one.x + CARD <= other.x or other.x + CARD <= one.x
        assert beside or one.bottom < other.y or other.bottom < one.y


def assert_clear(ways, places):
    for way in ways:
        for (x1, y1), (x2, y2) in pairwise(way.points):
            assert x1 == x2 or y1 == y2
            left, right = sorted((x1, x2))
            upper, lower = sorted((y1, y2))
            for place in places.values():
                inside = (
                    left < place.x + CARD
                    and right > place.x
                    and upper < place.bottom
                    and lower > place.y
                )
                assert not inside, (way, place)
        source, target = places[way.tie.source], places[way.tie.target]
        assert way.points[0][0] in (source.x, source.x + CARD)
        assert way.points[-1][0] in (target.x, target.x + CARD)
        assert target.y <= way.points[-1][1] <= target.bottom


NAMES = "abcdefg"
TIES = st.lists(
    st.builds(Tie, st.sampled_from(NAMES), st.sampled_from(NAMES), st.booleans()),
    max_size=12,
    unique=True,
)
LINES = st.lists(st.integers(2, 9), min_size=len(NAMES), max_size=len(NAMES))


@given(TIES, LINES, st.integers(1, len(NAMES)))
def test_any_cards_and_ties_can_be_laid_out(wanted, lines, count):
    names = NAMES[:count]
    ties = [tie for tie in wanted if tie.source in names and tie.target in names]
    heights = {name: LINE * number for name, number in zip(names, lines, strict=False)}
    columns = card_layout.arrange(heights, ties)
    places = card_layout.places(columns, heights, dict.fromkeys(names, 2 * LINE))
    ports = [Port(tie, places[tie.source].y + places[tie.source].height - LINE / 2) for tie in ties]
    ways = card_layout.ways(places, ports)

    assert sorted(name for column in columns for name in column) == list(names)
    assert [way.tie for way in ways] == ties
    assert_apart(list(places.values()))
    assert_clear(ways, places)
    assert columns == card_layout.arrange(heights, ties)
