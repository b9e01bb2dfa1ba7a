"""The page on the dataset, its description for machines, and its files."""

import hashlib

import pytest
import rdflib
from mandategraph.webapp.language import LANGUAGES, words
from rdflib import DCAT, PROV, RDF

DATASET = rdflib.URIRef("https://w3id.org/mandategraph/dataset")
SPDX = rdflib.Namespace("http://spdx.org/rdf/terms#")
VOID = rdflib.Namespace("http://rdfs.org/ns/void#")
SD = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
FORMS = {
    "text/turtle": "turtle",
    "application/ld+json": "json-ld",
    "application/n-triples": "nt",
    "application/rdf+xml": "xml",
}


@pytest.fixture(scope="module")
def description(app):
    """What the site says of its dataset, read by rdflib."""
    answer = app.test_client().get("/dataset.ttl", base_url="https://data.example.org")
    return rdflib.Graph().parse(data=answer.data, format="turtle")


# rdflib's reader of JSON-LD calls a part of rdflib that is to go.
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")
@pytest.mark.parametrize("media_type", FORMS)
def test_each_form_says_the_same(client, description, media_type):
    answer = client.get(
        "/dataset", headers={"Accept": media_type}, base_url="https://data.example.org"
    )

    assert answer.mimetype == media_type
    assert "Accept" in answer.vary
    found = rdflib.Graph().parse(data=answer.data, format=FORMS[media_type])
    assert set(found) == set(description)


def test_a_form_that_there_is_none_of_is_refused(client):
    assert client.get("/dataset", headers={"Accept": "image/png"}).status_code == 406
    assert client.get("/dataset.csv").status_code == 404


def test_the_endpoint_is_on_the_host_that_serves(client, description):
    [service] = description.subjects(RDF.type, DCAT.DataService)
    endpoint = str(description.value(service, DCAT.endpointURL))

    assert endpoint == "https://data.example.org/sparql"
    assert str(description.value(DATASET, VOID.sparqlEndpoint)) == endpoint
    answer = client.get("/sparql", query_string={"query": "ASK {}"})
    assert answer.status_code == 200


def test_a_host_that_is_none_is_refused(client):
    assert client.get("/dataset.ttl", headers={"Host": 'a"b<c>'}).status_code == 400


def test_each_file_is_as_long_and_as_it_was_summed(client, description):
    files = list(description.objects(DATASET, DCAT.distribution))
    assert len(files) == 4
    for one in files:
        url = str(description.value(one, DCAT.downloadURL))
        answer = client.get(url.removeprefix("https://data.example.org"))
        checksum = description.value(one, SPDX.checksum)

        assert answer.status_code == 200
        assert len(answer.data) == int(description.value(one, DCAT.byteSize))
        assert answer.content_length == len(answer.data)
        summed = str(description.value(checksum, SPDX.checksumValue)).lower()
        assert hashlib.sha256(answer.data).hexdigest() == summed
        assert str(description.value(one, DCAT.mediaType)).endswith(answer.mimetype)


def test_a_file_is_had_in_parts_and_not_again_when_it_is_the_same(client):
    whole = client.get("/dataset/tasks.csv")
    part = client.get("/dataset/tasks.csv", headers={"Range": "bytes=100-199"})
    again = client.get("/dataset/tasks.csv", headers={"If-None-Match": whole.headers["ETag"]})

    assert (part.status_code, part.data) == (206, whole.data[100:200])
    assert (again.status_code, again.data) == (304, b"")


def test_two_readers_of_a_file_do_not_disturb_each_other(mandategraph_site):
    kept = mandategraph_site.published.file("ttl")
    one, other = kept.parts(), kept.parts()
    mixed = [(next(one), next(other)) for _ in range(3)]

    assert all(a == b for a, b in mixed)
    assert len({a for a, _ in mixed}) == 3
    assert sum(map(len, kept.parts())) == kept.file.size


def test_a_file_that_is_not_offered_is_not_there(client):
    assert client.get("/dataset/secrets.txt").status_code == 404


@pytest.mark.parametrize(
    ("accept", "form"),
    [("*/*", "ttl"), ("application/ld+json", "jsonld"), ("text/html", "ttl"), ("", "ttl")],
)
def test_the_well_known_address_leads_to_the_statistics(client, accept, form):
    answer = client.get("/.well-known/void", headers={"Accept": accept} if accept else {})

    assert answer.status_code == 302
    assert answer.location == f"/dataset.{form}"
    assert client.get(answer.location).status_code == 200


def test_the_service_names_the_dataset(client):
    answer = client.get("/sparql", headers={"Accept": "text/turtle"})
    graph = rdflib.Graph().parse(data=answer.data, format="turtle")

    assert list(graph.objects(None, SD.defaultDataset)) == [DATASET]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_says_in_words_how_each_document_was_made(get, read_page, language, app):
    page = read_page(get("/dataset", language).get_data(as_text=True))
    known = app.extensions["mandategraph"].published.description
    text = " ".join(page.text.split())

    assert len(known.builds.documents) >= 5
    for one in known.builds.documents:
        assert f"build-{one.folder}" in page.ids
        assert one.text in text
        assert words(language)["dataset.corrections"].format(n=one.corrections) in text
    assert known.builds.rules.sha256 in text
    assert known.version in text
    total = f"{known.statistics.whole.triples:,}"
    assert (total.replace(",", ".") if language == "vi" else total) in text
    assert "creativecommons.org/licenses/by/4.0" in text


def test_a_documents_page_leads_to_how_it_was_made(get, read_page, mandategraph_site):
    for document in mandategraph_site.corpus.held:
        address = mandategraph_site.addresses.page(document.iri)
        html = get(address).get_data(as_text=True)
        assert f'href="/dataset#build-{document.folder}"' in html


def test_a_documents_data_tell_how_it_was_made(client, mandategraph_site):
    for document in mandategraph_site.corpus.held:
        address = mandategraph_site.addresses.page(document.iri)
        graph = rdflib.Graph().parse(data=client.get(f"{address}.ttl").data, format="turtle")
        activities = set(graph.subjects(RDF.type, PROV.Activity))
        assert activities == {DATASET + f"#build-{document.folder}"}
        [made] = client.get(f"{address}.json").json["builds"]
        assert made["folder"] == document.folder
        assert len(made["text"]) == 64


def test_an_instrument_that_is_not_held_was_not_made_here(client, mandategraph_site):
    one = next(d for d in mandategraph_site.corpus.documents.values() if not d.is_held)
    address = mandategraph_site.addresses.page(one.iri)

    assert client.get(f"{address}.json").json["builds"] == []
    assert client.get(f"{address}.ttl").status_code == 200
