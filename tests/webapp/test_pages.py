"""Every page that can be reached from the first one, in both languages."""

import csv
import io
import re
from collections import deque
from urllib.parse import urlsplit

import pytest
from mandategraph.webapp.language import LANGUAGES, words

# Filters and query texts make endless addresses; one of each is enough.
ENDLESS = (
    "/tasks?",
    "/sparql?",
    "/search?",
    "/audit/",
    "/audit?",
    "/audit.",
    "/queries/",
    "/why?",
    "/why.",
)
KEY = re.compile(r"\b(?:nav|home|kind|count|document|filter|fault|audit|graph|p|t)\.[a-z]{3,}\b")


def found_from_home(client, read_page, language):
    """Every address within the site, the page it was found on, and the answer it gives."""
    waiting, seen, kept = deque([("/", "")]), {"/"}, {}
    while waiting:
        address, where = waiting.popleft()
        answer = client.get(address, headers={"Accept": "text/html", "Accept-Language": language})
        assert answer.status_code == 200, f"{address} (found on {where}): {answer.status}"
        if answer.mimetype != "text/html":
            continue
        kept[address] = answer.get_data(as_text=True)
        for link in read_page(kept[address]).links:
            if "lang=" in link or link.startswith("/static/"):
                continue
            group = next((start for start in ENDLESS if link.startswith(start)), None)
            enough = group is not None and sum(one.startswith(group) for one in seen) >= 8
            if link not in seen and not enough:
                seen.add(link)
                waiting.append((link, address))
    return kept


@pytest.fixture(scope="module", params=LANGUAGES)
def crawl(request, app, read_page):
    client = app.test_client()
    return request.param, found_from_home(client, read_page, request.param)


def test_the_pages_that_matter_are_reached(crawl):
    _, found = crawl
    areas = {urlsplit(address).path.split("/")[1] for address in found}
    assert areas >= {
        "", "documents", "tasks", "agencies", "functions", "technologies", "themes",
        "jurisdictions", "graph", "audit", "queries", "sparql", "about", "ontology",
    }  # fmt: skip
    assert sum(address.startswith("/tasks/") for address in found) > 100


def test_every_page_is_in_the_language_asked_for(crawl, read_page):
    language, found = crawl
    for address, html in found.items():
        assert read_page(html).lang == language, address


def test_no_page_shows_the_inside_of_a_program(crawl, read_page):
    """No value that is missing, no key without words, no template left open."""
    _, found = crawl
    for address, html in found.items():
        if address.startswith(("/ontology", "/queries", "/sparql")):
            continue
        text = read_page(html).text
        assert not re.search(r"\bNone\b|\bUndefined\b|\{\{|\{%|&lt;|&amp;", text), address
        assert not KEY.search(text), (address, KEY.search(text))


def test_ids_are_unique_and_fragments_lead_somewhere(crawl, read_page):
    _, found = crawl
    for address, html in found.items():
        page = read_page(html)
        assert len(page.ids) == len(set(page.ids)), (
            address,
            {one for one in page.ids if page.ids.count(one) > 1},
        )
        missing = set(page.fragments) - set(page.ids) - {""}
        assert not missing, (address, sorted(missing)[:5])


def test_no_page_runs_inline_script_or_asks_elsewhere(crawl, read_page):
    _, found = crawl
    for address, html in found.items():
        for element in read_page(html).elements:
            handlers = [name for name in element.attrs if name.startswith("on")]
            assert not handlers, address
            assert "style" not in element.attrs, address
            source = element.attrs.get("src") or (
                element.attrs.get("href") if element.tag == "link" else None
            )
            assert not (source or "").startswith(("http:", "https:", "//")), (address, source)
            if element.tag == "script" and element.attrs.get("type") != "application/json":
                assert element.attrs.get("src"), address


def test_every_page_has_one_main_heading(crawl, read_page):
    _, found = crawl
    for address, html in found.items():
        headings = [e for e in read_page(html).elements if e.tag == "h1"]
        assert len(headings) == 1, address


def test_language_is_chosen_by_address_then_cookie_then_browser(client):
    assert b'lang="en"' in client.get("/", headers={"Accept-Language": "en-GB"}).data
    assert b'lang="vi"' in client.get("/", headers={"Accept-Language": "fr"}).data
    assert b'lang="en"' in client.get("/?lang=en", headers={"Accept-Language": "vi"}).data
    assert b'lang="en"' in client.get("/", headers={"Accept-Language": "vi"}).data


def test_headers_keep_a_page_to_itself(get):
    headers = get("/").headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"


def test_snapshot_has_a_policy_of_its_own_and_inert_data(get, mandategraph_site):
    document = mandategraph_site.corpus.held[0]
    path = mandategraph_site.addresses.page(document.iri).removeprefix("/documents")
    answer = get(f"/graph{path}/snapshot")
    assert answer.status_code == 200
    policy = answer.headers["Content-Security-Policy"]
    assert "sandbox allow-scripts" in policy
    assert "http" not in policy
    data = answer.get_data(as_text=True).split('id="data">')[1].split("</script>")[0]
    assert "<" not in data


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", ["/nothing", "/documents/a/2017/plan/b", "/tasks/x", "/id/none"])
def test_a_missing_page_says_so_in_the_readers_language(get, path, language):
    answer = get(path, language)
    assert answer.status_code == 404
    assert words(language)["fault.404"] in answer.get_data(as_text=True)


def test_errors_are_one_shape_for_programs(client):
    answer = client.get("/nothing", headers={"Accept": "application/json"})
    assert answer.status_code == 404
    assert set(answer.json) == {"ok", "error", "status"}
    assert answer.json["ok"] is False
    assert answer.json["status"] == 404
    assert client.get("/documents/nothing.json").json["status"] == 404


def test_an_unexpected_error_is_told_without_its_inside(app, monkeypatch):
    monkeypatch.setattr("mandategraph.webapp.home.here", lambda: 1 / 0)
    answer = app.test_client().get("/", headers={"Accept": "text/html", "Accept-Language": "en"})
    assert answer.status_code == 500
    assert b"ZeroDivision" not in answer.data
    assert words("en")["fault.500"] in answer.get_data(as_text=True)


HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"


@pytest.mark.parametrize(
    "path", ["/search?q={}", "/sparql?query={}", "/tasks?agency={}", "/audit?shape={}", "/{}"]
)
def test_what_a_visitor_sends_is_shown_as_words(get, path):
    html = get(path.format(HOSTILE.replace("#", ""))).get_data(as_text=True)
    assert "<script>alert" not in html
    assert "<img src=x" not in html


def test_a_thing_answers_with_page_or_data(client, mandategraph_site):
    task = next(iter(mandategraph_site.corpus.tasks))
    path = task.removeprefix("https://w3id.org/mandategraph")
    page = client.get(path, headers={"Accept": "text/html"})
    assert page.status_code == 303
    assert page.location.startswith("/tasks/")
    assert client.get(page.location).status_code == 200
    for accept, extension in (
        ("text/turtle", "ttl"),
        ("application/ld+json", "jsonld"),
        ("application/rdf+xml;q=0.9, text/html;q=0.1", "rdf"),
    ):
        data = client.get(path, headers={"Accept": accept})
        assert data.status_code == 303
        assert data.location.endswith(f".{extension}")
        answer = client.get(data.location)
        assert answer.status_code == 200
        assert task.encode() in answer.data
    assert client.get(path, headers={"Accept": "image/png"}).status_code == 406


def test_every_kind_of_thing_leads_to_a_place_on_a_page(client, mandategraph_site, read_page):
    """A provision, target, citation … of a document is found on the document's page by its anchor."""
    for document in mandategraph_site.corpus.held:
        html = client.get(mandategraph_site.addresses.page(document.iri)).get_data(as_text=True)
        ids = set(read_page(html).ids)
        rows = mandategraph_site.ask.rows("document-facts", graph=f"{document.iri}/facts")
        things = {row.iri("thing") for row in rows}
        for thing in sorted(things):
            place = mandategraph_site.addresses.place(thing)
            if place.document is None or not thing.startswith(f"{document.iri}/"):
                continue
            if place.kind == "document":
                continue
            assert mandategraph_site.addresses.anchor(place) in ids, thing


def test_twins_say_the_same_as_their_pages(client, mandategraph_site):
    task = next(task for task in mandategraph_site.corpus.tasks.values() if task.iris("leadAgency"))
    page = mandategraph_site.addresses.page(task.iri)
    twin = client.get(f"{page}.json").json
    assert twin["id"] == task.iri
    assert twin["text"] == task.words.text
    assert twin["leadAgency"] == list(task.iris("leadAgency"))
    assert any(one["property"] == "leadAgency" for one in twin["evidence"])
    assert client.get(f"{page}.ttl").mimetype == "text/turtle"


def test_a_page_answers_only_in_the_forms_that_it_has(client, mandategraph_site):
    corpus = mandategraph_site.corpus
    agency = next(one for one in corpus.agencies.values() if one.function and one.jurisdiction)
    technology = next(one.iri for one in corpus.concepts.values() if one.kind == "TechnologyArea")
    things = (
        corpus.held[0].iri, next(iter(corpus.tasks)), agency.iri, agency.function,
        agency.jurisdiction, technology,
    )  # fmt: skip
    for thing in things:
        page = mandategraph_site.addresses.page(thing)
        assert client.get(f"{page}.json").json["id"] == thing
        assert client.get(f"{page}.ttl").mimetype == "text/turtle"
        for other in ("csv", "nt", "jsonld", "rdf", "trig"):
            assert client.get(f"{page}.{other}").status_code == 404, (page, other)


def test_a_function_lists_its_agencies(client, mandategraph_site):
    agency = next(one for one in mandategraph_site.corpus.agencies.values() if one.function)
    page = mandategraph_site.addresses.page(agency.function)
    assert agency.iri in client.get(f"{page}.json").json["agencies"]


def test_pages_say_what_the_audit_misses(get, mandategraph_site):
    """What a document or task leaves unsaid is what the shapes ask of it, held apart as they do."""
    for document in mandategraph_site.corpus.held:
        lacking = mandategraph_site.lacking(document.iri, document.iri)
        html = get(mandategraph_site.addresses.page(document.iri)).get_data(as_text=True)
        assert lacking
        for finding in lacking:
            said = "silent.text" if finding.state == "silent" else "silent.part"
            assert f'<a href="/audit/{finding.id}">{words("en")[said]}</a>' in html
        assert html.count('href="/audit/') == len(lacking)


def test_tables_open_in_a_spreadsheet(client, mandategraph_site):
    answer = client.get("/tasks.csv")
    assert answer.data.startswith(b"\xef\xbb\xbf")
    assert answer.mimetype == "text/csv"
    assert answer.data.count(b"\r\n") > 100
    document = mandategraph_site.corpus.held[0].iri
    some = client.get("/tasks.csv", query_string={"document": document}).get_data(as_text=True)
    rows = list(csv.DictReader(io.StringIO(some.removeprefix("\ufeff"))))
    assert [row["task"] for row in rows] == [
        task.iri for task in mandategraph_site.corpus.tasks_of(document)
    ]


def test_a_task_tells_what_else_its_words_hold(get):
    """IV.2, fourth dash, of the plan of Thái Bình orders a report, and its wording is unclear."""
    path = "/tasks/vn-20-provincial-peoples-committee/x-b3e5af2748/IV.2-4"
    page = get(path, language="vi").get_data(as_text=True)

    assert "Chế độ báo cáo:" in page
    assert "quy trình báo cáo hằng năm không rõ" in page
    assert "hằng năm, hạn 10/12" in page


def test_an_agency_is_called_only_what_texts_call_it(get):
    """The committee of Thái Bình is not named by the words that name the one of Vĩnh Long."""
    page = get("/agencies/vn-20/provincial-peoples-committee").get_data(as_text=True)

    assert "Names in the texts" in page
    assert "Ủy ban Nhân dân Tỉnh Vĩnh Long" not in page


def test_a_repeated_part_is_told_by_its_count(get):
    path = (
        "/tasks/vn-20-standing-committee-of-the-provincial-party-committee/x-c1cb613f5c/III~2.2-5"
    )

    assert "III(2).2-5" in get(path).get_data(as_text=True)


def test_answers_have_columns_in_words(get):
    page = get("/queries/tasks-led-by-function", language="vi").get_data(as_text=True)

    assert '<th scope="col">Phối hợp</th>' in page
    assert "coordinatorsVi</th>" not in page
    assert "hằng năm, hạn 10/12" in page


def test_a_question_offers_what_it_can_be_asked_with(get):
    """Documents, functions and provinces are chosen by name, not typed as identifiers."""
    page = get("/queries/tasks-led-by-function", language="vi").get_data(as_text=True)

    assert (
        '<option value="department-of-science-and-technology" selected>Sở Khoa học và Công nghệ'
        in page
    )
    assert '<option value="vn-06">Yên Bái</option>' in page
    assert '<option value="vinh-long-plan-16-ct-ttg">' in get(
        "/queries/tasks-without-lead"
    ).get_data(as_text=True)
