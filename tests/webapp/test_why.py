"""What follows, and why: every inferred fact that a page shows explains itself down to the sentences."""

import re
import xml.etree.ElementTree as ET
from collections import Counter
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

import pyoxigraph as ox
import pytest
from mandategraph.webapp.language import LANGUAGES, words

from mandategraph import query
from mandategraph.build.documents import all_folders
from mandategraph.names import ID, INFERRED_GRAPH, MG, PREFIXES

ROOT = Path(__file__).parents[2]
INFERRED = ox.NamedNode(INFERRED_GRAPH)
DIRECTIVE = "id:doc/prime-minister/2017/directive/16-ct-ttg"
YEN_BAI = "id:agency/vn-06/department-of-information-and-communications"
FACT = {"s": YEN_BAI, "p": "mg:responsibleFor", "o": "id:technology/information-technology"}
# What a reader is told of elsewhere on the page, the other way round, and needs no telling again.
TURNED_ROUND = {"leads", "hasTask", "hasPart", "states", "expression"}


def why(form="", **terms):
    return f"/why{form}?{urlencode({**FACT, **terms})}"


@pytest.fixture(scope="module")
def things(mandategraph_site):
    """The pages of all agencies, technologies, documents and instruments."""
    corpus, page = mandategraph_site.corpus, mandategraph_site.addresses.page
    technologies = [one.iri for one in corpus.concepts.values() if one.kind == "TechnologyArea"]
    assert min(map(len, (corpus.agencies, technologies, corpus.documents))) > 20
    return [page(iri) for iri in (*corpus.agencies, *technologies, *corpus.documents)]


@pytest.fixture(scope="module")
def links(app, things, read_page):
    """Every link to an explanation on those pages, with the page that it was found on."""
    client = app.test_client()
    found = {}
    for address in things:
        answer = client.get(address, headers={"Accept": "text/html", "Accept-Language": "en"})
        assert answer.status_code == 200, address
        for link in read_page(answer.get_data(as_text=True)).links:
            if link.startswith("/why"):
                found.setdefault(link, address)
    return found


def sources(told):
    yield from told.get("sources", ())
    for below in told.get("because", ()):
        yield from sources(below)


def test_every_link_leads_to_an_explanation_whose_words_stand_in_the_text(client, links):
    assert len(links) > 100
    texts = {folder.slug: folder.source().text for folder in all_folders()}
    for link in links:
        told = client.get(link.replace("/why?", "/why.json?", 1))
        assert told.status_code == 200, link
        quoted = list(sources(told.get_json()))
        assert quoted, link
        for one in quoted:
            assert texts[one["folder"]][one["start"] : one["end"]] == one["exact"], link


def test_every_explanation_is_a_page_that_quotes_and_leads_to_the_passage(client, links):
    passages = re.compile(r'<a class="source-words" href="(/documents/[^"]+#char=\d+,\d+)">')
    for link in links:
        answer = client.get(link, headers={"Accept": "text/html"})
        assert answer.status_code == 200, link
        assert passages.findall(answer.get_data(as_text=True)), link


def test_every_new_fact_of_our_own_is_linked_from_some_page(store, links):
    """Counted from the graph, without the question that the pages ask."""
    linked = {
        tuple(unescape(value[0]).replace("id:", ID).replace("mg:", MG) for value in asked.values())
        for asked in (parse_qs(urlsplit(link).query) for link in links)
    }
    new = {
        (quad.subject.value, quad.predicate.value, quad.object.value)
        for quad in store.quads_for_pattern(None, None, None, INFERRED)
        if quad.predicate.value.startswith(MG)
        and quad.predicate.value.removeprefix(MG) not in TURNED_ROUND
        and quad.subject.value.startswith(ID)
    }
    # What cascades down is told by what it cascades from; both are on the pages of its two ends.
    assert len(new) > 200
    assert new - linked == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_says_what_follows_and_not_what_it_says_already(get, read_page, language):
    """Yên Bái's department of information answers to the decision whose plan gives it its tasks."""
    address = YEN_BAI.replace("id:agency", "/agencies")
    text = read_page(get(address, language).get_data(as_text=True)).text
    told = words(language)

    assert told["follows.title"] in text
    assert "569/QĐ-TTg" in text.partition(told["follows.title"])[2]
    assert told["why.ask"] in text


def test_pages_show_no_fact_that_only_turns_a_stated_one_round(links):
    asked = {parse_qs(urlsplit(link).query)["p"][0].removeprefix("mg:") for link in links}
    assert asked >= {
        "answersTo",
        "responsibleFor",
        "addressesTechnology",
        "cascadesFrom",
        "cascadesTo",
        "implementedBy",
    }
    assert not asked & TURNED_ROUND


def test_the_json_of_a_page_tells_what_follows(client):
    told = client.get("/documents/prime-minister/2017/directive/16-ct-ttg.json").get_json()
    answering = [one for one in told["followsTo"] if one["property"] == "answersTo"]
    addressed = [one for one in told["follows"] if one["property"] == "addressesTechnology"]

    assert answering
    assert addressed
    for one in (*answering, *addressed):
        assert client.get(one["why"], headers={"Accept": "text/html"}).status_code == 200
    stated = {one["property"] for one in told["facts"]}
    assert "number" in stated
    assert not stated & {"addressesTechnology", "cascadesTo", "hasTask"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_explanation_in_the_readers_language(get, read_page, language):
    html = get(why(), language).get_data(as_text=True)
    page = read_page(html)
    department = {
        "vi": "Sở Thông tin và Truyền thông (Yên Bái)",
        "en": "Department of Information and Communications (Yen Bai)",
    }[language]

    assert re.search(rf'<h1 class="fact">{re.escape(department)} ', html)
    assert "“mg:" not in page.text
    assert "/ontology#responsibleFor" in html
    assert "/why/rules/prp-spo2-2.rq" in page.links
    assert html.count('class="why-picture"') == 1


def test_the_rule_is_there_to_read(client):
    answer = client.get("/why/rules/prp-spo2-2.rq")

    assert answer.mimetype == "text/plain"
    assert "owl:propertyChainAxiom" in answer.get_data(as_text=True)
    assert client.get("/why/rules/none.rq").status_code == 404


def test_an_explanation_as_json_and_as_a_picture(client):
    told = client.get(why(".json")).get_json()
    picture = client.get(why(".svg", lang="vi"))

    assert told["rule"]["name"] == "prp-spo2-2"
    assert picture.mimetype == "image/svg+xml"
    assert "Sở Thông tin" in ET.fromstring(picture.data)[0].text


@pytest.mark.parametrize(
    ("terms", "quoted"),
    [
        # A fact that a text states: what Thái Bình's plan carries out.
        (
            {
                "s": "id:doc/vn-20-provincial-peoples-committee/x-b3e5af2748",
                "p": "mg:implements",
                "o": DIRECTIVE,
            },
            True,
        ),
        ({"s": "mg:leads", "p": "owl:inverseOf", "o": "mg:leadAgency"}, False),
        ({"s": "id:jurisdiction/vn-20", "p": "rdf:type", "o": "mg:Jurisdiction"}, False),
    ],
)
def test_a_stated_fact_answers_with_its_words_or_its_place(get, terms, quoted):
    answer = get(why(**terms))
    html = answer.get_data(as_text=True)

    assert answer.status_code == 200
    assert words("en")["why.stated"] in html
    assert ("#char=" in html) == quoted
    assert 'class="why-picture"' not in html


@pytest.mark.parametrize(
    "asked",
    [
        ({"s": "mg:a", "p": "mg:b", "o": "mg:c"}, 404, "why.not-so"),
        ({"o": '"words"@en'}, 404, "why.not-so"),
        ({"s": "Thái Bình"}, 400, "why.no-term"),
        ({"s": ""}, 400, "why.no-term"),
        ({"o": "_:node"}, 400, "why.no-term"),
        ({"o": "<<mg:a mg:b mg:c>>"}, 400, "why.no-term"),
        ({"o": '"open'}, 400, "why.no-term"),
        ({"p": '"words"'}, 400, "why.no-iri"),
        ({"s": '"><script>alert(1)</script>'}, 400, "why.no-term"),
        ({"o": '"<script>alert(1)</script>"'}, 404, "why.not-so"),
        ({"o": "http://a.example/<script>"}, 400, "why.no-term"),
        ({"o": '"' + "x" * 20_000 + '"'}, 404, "why.not-so"),
    ],
)
@pytest.mark.parametrize("form", ["", ".json", ".svg"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_no_fact_is_told_in_a_plain_sentence(get, asked, form, language):
    terms, status, key = asked
    answer = get(why(form, **terms), language)
    said = answer.get_data(as_text=True)

    assert answer.status_code == status
    assert words(language)[key] in unescape(said)
    assert len(said) < 40_000
    if answer.mimetype != "application/json":
        assert "<script>alert" not in said


def test_without_anything_asked_the_page_says_what_to_write(get):
    answer = get("/why")
    assert answer.status_code == 400
    assert words("en")["why.no-term"] in answer.get_data(as_text=True)


# Descriptions of the graph itself, and what shows whatever it is asked for.
ABOUT_THE_GRAPH = {
    "class-counts", "graph-counts", "property-counts", "vocabularies", "whole-counts", "describe",
    "document-facts", "graph-triples", "inferred-counts", "follows", "follows-to", "inside-task",
}  # fmt: skip


@pytest.fixture(scope="module")
def stated_only(store):
    """The same graph without what follows."""
    bare = ox.Store()
    for quad in store:
        if isinstance(quad.graph_name, ox.NamedNode) and quad.graph_name != INFERRED:
            bare.add(quad)
            bare.add(ox.Quad(quad.subject, quad.predicate, quad.object))
    assert 0 < len(bare) < len(store)
    return bare


QUESTIONS = [
    path
    for path in sorted((ROOT / "queries").rglob("*.rq"))
    if path.stem not in ABOUT_THE_GRAPH and not path.stem.startswith("ontology-")
]


def test_there_are_questions():
    assert len(QUESTIONS) > 50


@pytest.mark.parametrize("path", QUESTIONS, ids=lambda path: path.stem)
def test_no_answer_changes_by_what_follows(store, stated_only, path):
    """No row twice, none new and none lost, where inferred triples stand beside the stated ones."""

    def answer(where):
        text = path.read_text(encoding="utf-8")
        asked = query.read_question(path) if "# title-en" in text else text
        found = query.run(where, asked)
        return Counter(tuple(str(value) for value in row) for row in found)

    assert answer(store) == answer(stated_only)


def test_what_is_inside_a_task_is_told_once(store, stated_only):
    """Asked of one task, as its page does: asked of all at once it takes long."""
    task = f"{ID}doc/vn-20-provincial-peoples-committee/x-b3e5af2748/task/IV.2-4"
    found, plain = (
        [str(row) for row in query.stored_rows(where, "pages", "inside-task", task=task)]
        for where in (store, stated_only)
    )

    assert found
    assert sorted(found) == sorted(plain)


def test_a_thing_has_no_property_twice(store):
    """Of Vĩnh Long's plan, eli:jurisdiction says again what mg:jurisdiction says."""
    thing = f"{ID}doc/vn-49-provincial-peoples-committee/2017/plan/28-kh-ubnd"
    rows = query.stored_rows(store, "pages", "thing", thing=thing)
    properties = {row["property"].value for row in rows}

    assert f"{MG}jurisdiction" in properties
    assert not [one for one in properties if one.startswith(PREFIXES["eli"])]
    union = {
        quad.predicate.value for quad in store.quads_for_pattern(ox.NamedNode(thing), None, None)
    }
    assert f"{PREFIXES['eli']}jurisdiction" in union


def test_a_document_keeps_the_kind_that_is_stated(mandategraph_site):
    """An action programme is a programme too, and that is not what its page calls it."""
    kinds = {one.kind for one in mandategraph_site.corpus.documents.values()}
    assert "ActionPlan" in kinds


def test_inferred_triples_of_an_answer_are_explained_too(get, read_page):
    """A CONSTRUCT of what a body leads, which follows, and of its function, which is stated."""
    text = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ VALUES ?p {{ mg:leads mg:function }} VALUES ?s {{ {YEN_BAI.replace('id:', '<' + ID)}> }} ?s ?p ?o }}"
    answer = get(f"/sparql?{urlencode({'query': text})}")
    page = read_page(answer.get_data(as_text=True))
    asked = [parse_qs(urlsplit(link).query)["p"] for link in page.links if link.startswith("/why?")]

    assert answer.status_code == 200
    assert asked == [["mg:leads"], ["mg:leads"]]
    assert "mg:function" not in str(asked)
