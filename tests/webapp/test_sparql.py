"""The SPARQL 1.1 Protocol, as its clients use it."""

import json

import pytest
import yaml
from mandategraph.webapp.language import words

SELECT = (
    "SELECT ?s WHERE { ?s a <https://w3id.org/mandategraph/ontology#Task> } ORDER BY ?s LIMIT 3"
)
ASK = "ASK { ?s a <https://w3id.org/mandategraph/ontology#Task> }"
CONSTRUCT = "CONSTRUCT { ?s a ?c } WHERE { ?s a ?c } LIMIT 3"
JSON = "application/sparql-results+json"


def test_get(client):
    answer = client.get("/sparql", query_string={"query": SELECT}, headers={"Accept": JSON})
    assert answer.status_code == 200
    assert answer.mimetype == JSON
    assert len(json.loads(answer.data)["results"]["bindings"]) == 3
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


def test_post_form_and_post_direct_answer_like_get(client):
    got = client.get("/sparql", query_string={"query": SELECT}).data
    assert client.post("/sparql", data={"query": SELECT}).data == got
    direct = client.post("/sparql", data=SELECT, content_type="application/sparql-query")
    assert direct.data == got


@pytest.mark.parametrize(
    ("query", "accept", "media_type"),
    [
        (SELECT, None, JSON),
        (SELECT, "*/*", JSON),
        (SELECT, "application/json", "application/json"),
        (SELECT, "application/sparql-results+xml", "application/sparql-results+xml"),
        (SELECT, "text/csv", "text/csv"),
        (SELECT, "text/tab-separated-values", "text/tab-separated-values"),
        (SELECT, "text/csv;q=0.5, application/sparql-results+xml;q=0.9", "application/sparql-results+xml"),
        (SELECT, "text/turtle, text/csv;q=0.1", "text/csv"),
        (ASK, JSON, JSON),
        (ASK, "application/sparql-results+xml", "application/sparql-results+xml"),
        (CONSTRUCT, None, "text/turtle"),
        (CONSTRUCT, "text/turtle", "text/turtle"),
        (CONSTRUCT, "application/n-triples", "application/n-triples"),
        (CONSTRUCT, "application/ld+json", "application/ld+json"),
        (CONSTRUCT, "application/rdf+xml", "application/rdf+xml"),
        (CONSTRUCT, "application/trig", "application/trig"),
        ("DESCRIBE <https://w3id.org/mandategraph/id/technology/biotechnology>", "text/turtle", "text/turtle"),
    ],
)  # fmt: skip
def test_the_client_chooses_the_form(client, query, accept, media_type):
    headers = {"Accept": accept} if accept else {}
    answer = client.get("/sparql", query_string={"query": query}, headers=headers)
    assert answer.status_code == 200
    assert answer.mimetype == media_type
    assert answer.data


def test_a_form_that_cannot_be_given_is_406(client):
    answer = client.get("/sparql", query_string={"query": SELECT}, headers={"Accept": "image/png"})
    assert answer.status_code == 406
    assert answer.json["status"] == 406


def test_head_has_no_body(client):
    answer = client.head("/sparql", query_string={"query": ASK})
    assert answer.status_code == 200
    assert answer.data == b""


def test_a_preflight_is_answered(client):
    answer = client.options("/sparql")
    assert answer.status_code == 204
    assert "POST" in answer.headers["Access-Control-Allow-Methods"]


@pytest.mark.parametrize(
    ("send", "status"),
    [
        ({"query_string": {"query": "SELECT ?s WHERE { ?s"}}, 400),
        ({"query_string": {"query": " "}}, 400),
        ({"query_string": [("query", ASK), ("query", ASK)]}, 400),
        ({"query_string": {"update": "CLEAR ALL"}}, 403),
        ({"query_string": {"query": "DELETE WHERE { ?s ?p ?o }"}}, 403),
        ({"query_string": {"query": "SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }"}}, 403),
        ({"method": "POST", "data": {"update": "CLEAR ALL"}}, 403),
        ({"method": "POST", "data": "CLEAR ALL", "content_type": "application/sparql-update"}, 403),
        ({"method": "POST", "data": "x", "content_type": "text/plain"}, 415),
        ({"method": "POST", "data": {"x": "y"}}, 400),
        ({"method": "POST", "data": b"\xff", "content_type": "application/sparql-query"}, 400),
        ({"query_string": {"query": ASK, "default-graph-uri": "not an iri"}}, 400),
        ({"query_string": {"query": f"# {'x' * 100_001}\n{ASK}"}}, 413),
        ({"method": "PUT"}, 405),
        ({"method": "DELETE"}, 405),
    ],
)  # fmt: skip
def test_what_is_not_answered_says_why(client, store, send, status):
    size = len(store)
    answer = client.open("/sparql", **{"method": "GET", "headers": {"Accept": JSON}, **send})
    assert answer.status_code == status
    assert answer.json["ok"] is False
    assert answer.json["status"] == status
    assert len(answer.json["error"]) > 15
    assert len(store) == size


@pytest.mark.parametrize("dataset", [{}, {"default-graph-uri": "http://example.org/none"}])
def test_a_call_to_another_host_is_refused_whatever_graphs_are_named(client, dataset):
    text = "SELECT * FROM <http://x/> { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }"
    answer = client.get(
        "/sparql", query_string={"query": text, **dataset}, headers={"Accept": JSON}
    )
    assert answer.status_code == 403


@pytest.mark.parametrize("dataset", ["", "&default-graph-uri=http%3A%2F%2Fexample.org%2Fnone"])
@pytest.mark.parametrize(
    ("language", "message"),
    [
        ("vi", "Dòng 1, cột 15: tiền tố “foo:” chưa được khai báo"),
        ("en", "Line 1, column 15: the prefix “foo:” is not declared"),
    ],
)
def test_a_fault_of_a_query_is_placed_in_the_readers_language(get, language, message, dataset):
    answer = get(f"/sparql?query=SELECT+*+%7B+%3Fs+foo:p+%3Fo+%7D{dataset}", language)
    assert answer.status_code == 400
    assert message in answer.get_data(as_text=True)


def test_every_fault_of_a_query_has_words():
    from mandategraph.query.syntax import _HINTS

    assert {f"syntax.{reason}" for reason in _HINTS} < set(words("vi"))


def test_other_reasons_stand_behind_a_sentence_in_the_readers_language(get):
    page = get("/queries/tasks-led-by-function?function=a+b", "vi").get_data(as_text=True)
    assert words("vi")["fault.library"] in page
    assert '<span lang="en">function = “a b” cannot be used' in page
    assert words("en")["fault.library"] not in get(
        "/queries/tasks-led-by-function?function=a+b"
    ).get_data(as_text=True)


def count(client, query="SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", **values):
    answer = client.get(
        "/sparql", query_string={"query": query, **values}, headers={"Accept": JSON}
    )
    assert answer.status_code == 200
    return int(answer.json["results"]["bindings"][0]["n"]["value"])


def test_the_dataset_is_the_union_unless_it_is_named(client):
    ontology = "https://w3id.org/mandategraph/graph/ontology"
    everything = count(client)
    only = count(client, **{"default-graph-uri": ontology})
    assert 0 < only < everything
    assert count(client, f"SELECT (COUNT(*) AS ?n) FROM <{ontology}> {{ ?s ?p ?o }}") == only
    named = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"
    assert count(client, named, **{"named-graph-uri": ontology}) == only
    assert count(client, **{"default-graph-uri": "http://example.org/none"}) == 0


def test_the_tasks_that_the_department_of_science_of_thai_binh_leads(client, root):
    """The question that the first version has to answer: the rows read from the texts, no others."""
    expected = yaml.safe_load(
        (root / "tests/queries/tasks-led-by-function.yaml").read_text("utf-8")
    )
    of_the_province = [
        dict(zip(expected[0]["columns"], row, strict=True))
        for row in expected[0]["rows"]
        if row[0] == "id:jurisdiction/vn-20"
    ]
    query = """
        PREFIX mg: <https://w3id.org/mandategraph/ontology#>
        SELECT ?folder ?section ?text WHERE {
          ?task mg:leadAgency <https://w3id.org/mandategraph/id/agency/vn-20/department-of-science-and-technology> ;
            mg:taskOf/mg:folder ?folder ; mg:sectionLabel ?section ; mg:order ?order ; mg:text ?text
        } ORDER BY ?folder ?order"""
    answer = client.get("/sparql", query_string={"query": query}, headers={"Accept": JSON})
    found = [
        {name: value["value"] for name, value in row.items()}
        for row in json.loads(answer.data)["results"]["bindings"]
    ]
    assert len(found) == len(of_the_province) == 7
    for row, wanted in zip(found, of_the_province, strict=True):
        assert (row["folder"], row["section"]) == (wanted["folder"], wanted["section"])
        assert row["text"].startswith(wanted["quote"].removesuffix("…"))


def test_a_browser_gets_the_editor_and_the_result_as_a_table(get):
    page = get("/sparql").get_data(as_text=True)
    assert '<form id="editor"' in page
    assert 'name="query"' in page
    result = get("/sparql?query=SELECT+%3Fs+%7B+%3Fs+%3Fp+%3Fo+%7D+LIMIT+2").get_data(as_text=True)
    assert 'class="results"' in result
    broken = get("/sparql?query=SELECT")
    assert broken.status_code == 400
    assert "SELECT</textarea>" in broken.get_data(as_text=True)


def test_a_page_shows_so_many_rows_and_says_so(get):
    page = get("/sparql?query=SELECT+%2A+%7B+%3Fs+%3Fp+%3Fo+%7D").get_data(as_text=True)
    assert page.count("<tr>") == 501
    assert "there are more" in page


def test_the_service_is_described_to_machines(client):
    answer = client.get("/sparql", headers={"Accept": "text/turtle"})
    assert answer.mimetype == "text/turtle"
    assert b"sd:endpoint" in answer.data


def test_the_library_is_asked_with_values(client, get):
    listed = client.get("/queries.json").json
    assert len(listed) >= 10
    for one in listed:
        answer = get(f"/queries/{one['name']}")
        assert answer.status_code == 200, one["name"]
    name = listed[0]["name"]
    assert client.get(f"/queries/{name}.json").json["head"]["vars"]
    assert client.get(f"/queries/{name}.csv").data.startswith(b"\xef\xbb\xbf")
    assert get("/queries/nothing").status_code == 404


def test_a_query_waits_its_turn_and_is_told_when_there_is_none(mandategraph_site, get, monkeypatch):
    """Pages stay quick whatever visitors ask: only so many queries run at once."""
    monkeypatch.setattr("mandategraph.webapp.sparql.SECONDS_OF_WAITING", 0.01)
    taken = 0
    while mandategraph_site.turns.acquire(blocking=False):
        taken += 1
    try:
        answer = get("/sparql?query=ASK{}", Accept="application/json")
        assert taken > 1
        assert answer.status_code == 503
        assert answer.get_json()["ok"] is False
        assert get("/").status_code == 200
    finally:
        for _ in range(taken):
            mandategraph_site.turns.release()
    assert get("/sparql?query=ASK{}", Accept="application/json").status_code == 200
