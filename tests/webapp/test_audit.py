"""The audit page shows what the rules found, with words and place."""

import pytest


@pytest.fixture(scope="module")
def findings(app):
    return app.test_client().get("/audit.json").json


def test_there_are_findings_with_words(findings):
    assert len(findings) > 50
    assert any(one["quote"] for one in findings)


def test_each_quote_is_in_the_text_at_its_place(findings, mandategraph_site):
    texts = set(mandategraph_site.texts.values())
    checked = 0
    for one in findings:
        if one["quote"] is not None and one["start"] is not None:
            assert any(text[one["start"] : one["end"]] == one["quote"] for text in texts), one["id"]
            checked += 1
    assert checked


def test_filters_in_the_address_narrow_it_down(client, findings):
    document = next(one["document"] for one in findings if one["document"])
    hits = client.get("/audit.json", query_string={"document": document}).json
    assert hits
    assert {one["document"] for one in hits} == {document}
    page = client.get("/audit", query_string={"document": document, "severity": "nothing"})
    assert page.status_code == 200


def test_a_finding_can_be_pointed_at(client, findings):
    assert client.get(f"/audit/{findings[0]['id']}").status_code == 200
    assert client.get("/audit/nothing").status_code == 404


def test_it_can_be_taken_away(client, findings):
    answer = client.get("/audit.csv")
    assert answer.data.startswith(b"\xef\xbb\xbf")
    assert answer.data.count(b"\r\n") >= len(findings)


def test_what_cannot_be_judged_is_no_warning(get, client, findings, mandategraph_site):
    """The page counts as the report does; Vĩnh Long's text is cut off, so most cannot be judged."""
    document = next(
        iri for iri in mandategraph_site.report.documents if iri.endswith("/28-kh-ubnd")
    )
    part = mandategraph_site.report.of([document])
    page = get(f"/audit?document={document}").get_data(as_text=True)
    for level, said in (("violation", "Fault"), ("warning", "Warning"), ("info", "Note")):
        shown = f'<span class="severity s-{level}">{said}</span> {part.count()[level]}'
        assert (shown in page) == bool(part.count()[level])
    unjudged = part.unjudged()["not-held"]
    assert unjudged > part.count()["warning"]
    assert f"cannot be judged: {unjudged}" in page
    warnings = client.get(
        "/audit.json", query_string={"document": document, "severity": "warning"}
    ).json
    assert len(warnings) == part.count()["warning"]
    assert {one["state"] for one in warnings} == {"silent"}
