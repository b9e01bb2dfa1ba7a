"""Explanations: the words are those of the texts, and every fact that follows comes down to some."""

import xml.etree.ElementTree as ET

import pyoxigraph as ox
import pytest

from mandategraph import why
from mandategraph.errors import InputError
from mandategraph.names import GRAPH, INFERRED_GRAPH, MG, PREFIXES
from mandategraph.store import open_store

YEN_BAI = "yen-bai-plan-569-qd-ttg"
TECHNOLOGY = "id:technology/information-technology"
AGENCY = "id:agency/vn-06/department-of-information-and-communications"


@pytest.fixture(scope="module")
def store():
    return open_store()


def explained(store, *terms):
    return why.explain(store, *map(why.term, terms))


def sources(step):
    yield from step.sources
    for below in step.because:
        yield from sources(below)


def test_an_explanation_comes_down_to_the_words_of_the_text(store):
    """Yên Bái, IV.2: what the department is told, and with which technology."""
    step = explained(store, AGENCY, "mg:responsibleFor", TECHNOLOGY)

    assert step.rule == "prp-spo2-2"
    assert step.axioms == ("mg:responsibleFor owl:propertyChainAxiom (mg:leads mg:technology)",)
    assert [(one.folder, one.exact) for one in sources(step)] == [
        (YEN_BAI, "Department of Information and Communications"),
        (YEN_BAI, "information and communication technology"),
    ]


def test_each_source_stands_where_it_says(store):
    step = explained(store, AGENCY, "mg:responsibleFor", TECHNOLOGY)
    from mandategraph.build.documents import all_folders

    texts = {folder.slug: folder.source().text for folder in all_folders()}
    for one in sources(step):
        assert texts[one.folder][one.start : one.end] == one.exact


def test_every_fact_of_our_own_words_that_follows_comes_down_to_sentences(store):
    """Not the types, nor what other vocabularies call the same: these repeat a stated fact."""
    quads = store.quads_for_pattern(None, None, None, ox.NamedNode(INFERRED_GRAPH))
    own = [q.triple for q in quads if q.predicate.value.startswith(MG)]
    assert len(own) > 500

    without = []
    for triple in own:
        step = why.explain(store, triple.subject, triple.predicate, triple.object)
        if not list(sources(step)) and not _is_structure(step):
            without.append(why.in_words(step))
    assert not without, without[:3]


def _is_structure(step):
    """Whether a step rests on how a document is built: what is part of what, which text it has."""
    if step.because:
        return all(_is_structure(below) for below in step.because)
    return step.stated_in == "document"


@pytest.mark.parametrize(("language", "because"), [("en", "because"), ("vi", "vì")])
def test_an_explanation_in_words(store, language, because):
    told = why.in_words(explained(store, AGENCY, "mg:responsibleFor", TECHNOLOGY), language)

    assert f"{because}: " in told
    assert "“information and communication technology”" in told
    assert told.count("\n") < 20


def test_an_explanation_as_json(store):
    told = why.to_json(explained(store, AGENCY, "mg:responsibleFor", TECHNOLOGY))

    assert told["rule"]["name"] == "prp-spo2-2"
    assert set(told["rule"]["title"]) == {"vi", "en"}
    assert told["subject"]["label"]["vi"] == "Sở Thông tin và Truyền thông (Yên Bái)"
    leads = told["because"][0]["because"][0]
    assert leads["sources"][0]["exact"] == "Department of Information and Communications"


def test_an_explanation_as_a_picture_has_all_its_facts(store):
    step = explained(store, AGENCY, "mg:responsibleFor", TECHNOLOGY)
    picture = ET.fromstring(why.picture(step, "vi"))
    space = {"svg": "http://www.w3.org/2000/svg"}

    assert len(picture.findall("svg:g", space)) == 4
    assert len(picture.findall("svg:path", space)) == 3
    words = " ".join(text.text for text in picture.iterfind(".//svg:text", space))
    assert "“information and communication" in words


def test_a_stated_fact_needs_no_rule(store):
    step = explained(store, f"{MG}leads", "rdf:type", "owl:ObjectProperty")

    assert (step.rule, step.stated_in) == ("", "ontology")


@pytest.mark.parametrize(
    "terms", [("mg:Task", "mg:leads", "mg:Task"), (AGENCY, "mg:responsibleFor", '"words"@en')]
)
def test_what_does_not_follow_is_said(store, terms):
    with pytest.raises(InputError, match="does not follow"):
        explained(store, *terms)


@pytest.mark.parametrize("text", ["leads", "", "<a b>", "_:node", '"open'])
def test_what_is_no_term_is_said(text):
    with pytest.raises(InputError, match="is no term"):
        why.term(text)


def test_facts_that_clash_are_told_with_their_words(store):
    """A task is no document: the planted type clashes with what the text made it."""
    planted = ox.Store()
    planted.bulk_extend(store)
    text = ox.NamedNode(f"{MG}text")
    task = next(planted.quads_for_pattern(None, text, None, None)).subject
    for graph in (ox.NamedNode(f"{GRAPH}planted/facts"), ox.DefaultGraph()):
        planted.add(
            ox.Quad(
                task, ox.NamedNode(f"{PREFIXES['rdf']}type"), ox.NamedNode(f"{MG}Document"), graph
            )
        )

    assert why.contradictions(store) == []
    found = why.contradictions(planted)

    assert found
    assert {step.triple.subject for step in found} == {task}
    assert all(one.exact for step in found for one in sources(step))
    assert all(list(sources(step)) for step in found)
