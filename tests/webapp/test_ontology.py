"""The model explained: every term in both languages, every form, every query behind a link."""

import json
from urllib.parse import parse_qs, urlsplit

import pyoxigraph as ox
import pytest
from mandategraph.webapp import ontology as pages
from mandategraph.webapp.language import LANGUAGES, words
from rdflib import OWL, RDF, RDFS, SKOS, Graph, Namespace
from rdflib.compare import isomorphic

from mandategraph import query
from mandategraph.names import ONTOLOGY_GRAPH
from mandategraph.vocabulary import of_triples

MG = Namespace("https://w3id.org/mandategraph/ontology#")
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")  # rdflib's

KINDS = (
    OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty, OWL.NamedIndividual,
)  # fmt: skip
TURTLE, RDF_XML = "text/turtle", "application/rdf+xml"
JSON_LD, N_TRIPLES = "application/ld+json", "application/n-triples"


@pytest.fixture(scope="module")
def files(root):
    """The ontology and its alignments, read by rdflib."""
    graph = Graph()
    for path in sorted((root / "ontology").rglob("*.ttl")):
        graph.parse(path)
    assert len(graph) > 1000
    return graph


def name(term):
    return str(term).removeprefix(str(MG))


@pytest.fixture(scope="module")
def terms(files):
    found = {one for kind in KINDS for one in files.subjects(RDF.type, kind) if one in MG}
    assert len(found) > 200
    return found


@pytest.fixture(scope="module", params=LANGUAGES)
def html(request, app):
    answer = app.test_client().get(
        "/ontology", headers={"Accept": "text/html", "Accept-Language": request.param}
    )
    assert answer.status_code == 200
    return request.param, answer.get_data(as_text=True)


@pytest.fixture(scope="module")
def entries(html):
    """The part of the page on each term, by its name."""
    _, text = html
    parts = text.split('<article class="onto-term')[1:]
    return {part.split('id="')[1].split('"')[0]: part.split("</article>")[0] for part in parts}


def test_each_term_has_an_entry_where_its_iri_leads(terms, entries, read_page, html):
    assert entries.keys() == set(map(name, terms))
    assert set(map(name, terms)) <= set(read_page(html[1]).ids)


def test_each_entry_says_what_the_files_say(files, terms, entries, read_page, html):
    language, _ = html
    for term in terms:
        text = read_page(f"<div>{entries[name(term)]}").text
        for said in files.objects(term, RDFS.label):
            assert str(said) in text, term
        for said in files.objects(term, SKOS.definition):
            assert (str(said) in text) == (said.language == language), term
        examples = list(files.objects(term, SKOS.example))
        own = [said for said in examples if said.language == language]
        assert all(str(said) in text for said in own or examples), term


def test_words_in_another_language_are_marked(files, terms, entries, html):
    language, _ = html
    for term in terms:
        for label in files.objects(term, RDFS.label):
            if label.language != language:
                assert f'lang="{label.language}"' in entries[name(term)], term


@pytest.mark.parametrize(
    "relation",
    [RDFS.domain, RDFS.range, RDFS.subClassOf, RDFS.subPropertyOf, OWL.inverseOf, OWL.disjointWith],
    ids=lambda one: one.fragment,
)
def test_each_tie_between_terms_is_a_link(files, entries, relation):
    ties = [(s, o) for s, o in files.subject_objects(relation) if s in MG and o in MG]
    assert ties
    for subject, value in ties:
        assert f'href="#{name(value)}"' in entries[name(subject)], (subject, value)
        if relation not in (RDFS.domain, RDFS.range):
            assert f'href="#{name(subject)}"' in entries[name(value)], (subject, value)


def test_terms_of_other_vocabularies_are_links_to_them(files, entries):
    outside = [
        (s, o)
        for relation in (RDFS.subClassOf, RDFS.subPropertyOf)
        for s, o in files.subject_objects(relation)
        if s in MG and o not in MG
    ]
    assert len(outside) > 30
    for subject, value in outside:
        assert f'href="{value}"' in entries[name(subject)]


def test_character_chains_and_keys_are_told_in_words(files, entries, html):
    language, _ = html
    said = words(language)
    assert said["ontology.is.TransitiveProperty"] in entries["cascadesFrom"]
    chains = [s for s in files.subjects(OWL.propertyChainAxiom) if s in MG]
    assert chains
    for subject in chains:
        for chain in files.objects(subject, OWL.propertyChainAxiom):
            steps = [f'href="#{name(step)}"' for step in files.items(chain)]
            part = entries[name(subject)].partition(said["ontology.chain.when"])[2]
            assert steps
            assert [part.index(step) for step in steps] == sorted(part.index(s) for s in steps)
    for subject in files.subjects(OWL.hasKey):
        assert said["ontology.key.when"] in entries[name(subject)]


def test_the_tree_holds_each_class_once(files, html):
    tree = html[1].partition('class="onto-tree"')[2].partition("</section>")[0]
    for one in files.subjects(RDF.type, OWL.Class):
        if one in MG:
            assert tree.count(f'href="#{name(one)}"') == 1, one


def test_contents_and_index_lead_to_everything(terms, html, read_page):
    page = read_page(html[1])
    index = html[1].partition('class="onto-index"')[2]

    assert all(f'href="#{name(term)}"' in index for term in terms)
    assert {"onto-picture", "onto-tree", "onto-class", "onto-index"} <= set(page.fragments)


def test_what_a_new_term_may_be_has_words():
    """Other marks than today's may come with the next term."""
    for language in LANGUAGES:
        known = words(language)
        for kind in ("class", "object", "datatype", "annotation"):
            assert {f"ontology.above.{kind}", f"ontology.below.{kind}"} <= known.keys()
        for kind in ("Functional", "InverseFunctional", "Symmetric", "Asymmetric", "Irreflexive"):
            assert f"ontology.is.{kind}Property" in known
        for status in ("unstable", "testing", "stable", "archaic"):
            assert f"ontology.status.{status}" in known


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_deprecated_term_names_its_successor(get, monkeypatch, language):
    triples = ox.parse(
        """@prefix mg: <https://w3id.org/mandategraph/ontology#> .
        @prefix owl: <http://www.w3.org/2002/07/owl#> .
        @prefix dcterms: <http://purl.org/dc/terms/> .
        <https://w3id.org/mandategraph/ontology> dcterms:description "-"@vi .
        mg:old a owl:Class ; owl:deprecated true ; dcterms:isReplacedBy mg:new .
        mg:new a owl:Class .""",
        format=ox.RdfFormat.TURTLE,
    )
    small = of_triples([quad.triple for quad in triples], {"mg": str(MG)})
    monkeypatch.setattr(pages, "vocabulary", lambda: small)
    text = get("/ontology", language).get_data(as_text=True)
    entry = text.partition('id="old"')[2].partition("</article>")[0]

    assert words(language)["ontology.deprecated"] in entry
    assert words(language)["ontology.successor"] in entry
    assert '<a href="#new">' in entry


# The queries


def used_terms(store, files):
    """The properties, classes of things, and values with which something is said outside the ontology."""
    classes = set(map(str, files.subjects(RDF.type, OWL.Class)))
    used = set()
    for quad in store:
        if isinstance(quad.graph_name, ox.DefaultGraph) or quad.graph_name.value == ONTOLOGY_GRAPH:
            continue
        used.add(quad.predicate.value)
        value = quad.object.value
        # A class may also be a value, such as that of mg:documentClass: nothing need be of it then.
        if quad.predicate.value == str(RDF.type) or value not in classes:
            used.add(value)
    return {one for one in used if one.startswith(str(MG))}


def test_the_query_of_each_term_runs_and_gives_rows_where_it_is_used(store, files, terms, entries):
    used = used_terms(store, files)
    assert len(used) > 150
    silent = []
    for term in terms:
        links = [part.split('"')[0] for part in entries[name(term)].split('href="')[1:]]
        (link,) = [one for one in links if one.startswith("/sparql?")]
        (text,) = parse_qs(urlsplit(link.replace("&amp;", "&")).query)["query"]
        assert f"mg:{name(term)})" in text
        if not list(query.run(store, text)) and str(term) in used:
            silent.append(name(term))
    assert not silent


def test_a_query_gives_what_it_says(client, entries):
    """The web page on Vĩnh Long's plan is the only text that is cut off."""
    link = next(p for p in entries["Truncated"].split('href="') if p.startswith("/sparql?"))
    address = link.split('"')[0].replace("&amp;", "&")
    rows = client.get(f"{address}&format=json").get_json()["results"]["bindings"]

    held = [row for row in rows if row["property"]["value"] == str(MG.held)]
    assert held
    assert all("28-kh-ubnd" in row["thing"]["value"] for row in held)


# The forms


@pytest.mark.parametrize(
    ("accept", "given"),
    [
        ("text/html", "text/html"),
        ("text/turtle", TURTLE),
        (JSON_LD, JSON_LD),
        (RDF_XML, RDF_XML),
        (N_TRIPLES, N_TRIPLES),
        ("*/*", "text/html"),
        ("text/*", "text/html"),
        ("application/*;q=0.5, text/turtle;q=0.4", JSON_LD),
        ("text/html;q=0.3, text/turtle;q=0.9", TURTLE),
        ("application/rdf+xml;q=0.8, text/turtle;q=0.7, */*;q=0.1", RDF_XML),
        ("text/html;q=0, text/turtle", TURTLE),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html"),
    ],
)
def test_the_form_is_what_the_client_likes_best(client, accept, given):
    answer = client.get("/ontology", headers={"Accept": accept})

    assert answer.status_code == 200
    assert answer.mimetype == given
    assert "Accept" in answer.headers["Vary"].split(", ")


def test_without_a_wish_it_is_the_page(client):
    assert client.get("/ontology", headers={"Accept": ""}).mimetype == "text/html"


@pytest.mark.parametrize("accept", ["image/png", "text/html;q=0", "application/pdf, video/*"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_form_that_there_is_not_is_refused_in_plain_words(client, accept, language):
    answer = client.get("/ontology", headers={"Accept": accept, "Accept-Language": language})

    assert answer.status_code == 406
    assert words(language)["fault.406"] in answer.get_data(as_text=True)
    assert "Accept" in answer.headers["Vary"].split(", ")


@pytest.mark.parametrize(
    ("extension", "media_type", "form"),
    [
        ("ttl", TURTLE, "turtle"),
        ("jsonld", JSON_LD, "json-ld"),
        ("rdf", RDF_XML, "xml"),
        ("nt", N_TRIPLES, "ntriples"),
    ],
)
def test_every_form_says_what_the_files_say(client, files, extension, media_type, form):
    answer = client.get(f"/ontology.{extension}")

    assert answer.mimetype == media_type
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert isomorphic(Graph().parse(data=answer.get_data(), format=form), files)


def test_an_unknown_extension_is_not_found(client):
    assert client.get("/ontology.xml").status_code == 404


# The picture and the context


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_picture_stands_on_the_page_and_by_itself(client, get, language):
    alone = client.get(f"/ontology/model-{language}.svg")
    text = get("/ontology", language).get_data(as_text=True)

    assert alone.mimetype == "image/svg+xml"
    assert "default-src 'none'" in alone.headers["Content-Security-Policy"]
    assert "prefers-color-scheme: dark" in alone.get_data(as_text=True)
    assert f'<svg xmlns="http://www.w3.org/2000/svg" class="model" lang="{language}"' in text
    assert "<style" not in text
    assert words(language)["ontology.picture.words"] in text


def test_context_can_be_had_from_anywhere_and_kept(client):
    answer = client.get("/ontology/context.jsonld", headers={"Origin": "https://example.org"})
    again = client.get(
        "/ontology/context.jsonld", headers={"If-None-Match": answer.headers["ETag"]}
    )

    assert answer.mimetype == JSON_LD
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.cache_control.public
    assert answer.cache_control.max_age > 3600
    assert "Cookie" not in answer.headers.get("Vary", "")
    assert again.status_code == 304
    assert answer.get_json(force=True)["@context"]["leadAgency"]["@type"] == "@id"


def test_a_thing_as_jsonld_says_what_it_says_as_triples(client, mandategraph_site):
    context = client.get("/ontology/context.jsonld").get_json(force=True)
    document = mandategraph_site.corpus.held[0].iri
    task = next(one.iri for one in mandategraph_site.corpus.tasks_of(document))
    for iri in (document, task):
        expected = Graph().parse(
            data=client.get(mandategraph_site.addresses.data(iri, "nt")).data, format="ntriples"
        )
        answer = client.get(mandategraph_site.addresses.data(iri, "jsonld"))
        known = json.loads(answer.data)

        assert answer.mimetype == JSON_LD
        assert len(expected) > 5
        assert known["@context"].items() <= context["@context"].items()
        assert isomorphic(Graph().parse(data=answer.data, format="json-ld"), expected)
        known["@context"] = context["@context"]
        assert isomorphic(Graph().parse(data=json.dumps(known), format="json-ld"), expected)
