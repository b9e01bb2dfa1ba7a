"""The audit: findings that carry the sentence, accuse nobody of what is not held, and stay the same."""

import csv
import io
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Quad, RdfFormat, Store
from rdflib import Graph, URIRef
from rdflib.namespace import RDF, SH

from mandategraph import validate
from mandategraph.errors import DataError, InputError
from mandategraph.names import MG
from mandategraph.store import open_store

ROOT = Path(__file__).resolve().parent.parent
PLAN = "https://w3id.org/mandategraph/id/doc/example/plan"

FACTS = f"""
@prefix mg: <{MG}> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

<{PLAN}> a mg:Document , mg:Plan ;
    mg:folder "example" ;
    mg:title "Kế hoạch thử"@vi ;
    mg:language "vi" ;
    mg:held mg:Complete ;
    mg:expression <{PLAN}/text/vi> .

<{PLAN}/text/vi> a mg:Expression ;
    mg:expressionOf <{PLAN}> ;
    mg:language "vi" ;
    mg:sha256 "{"0" * 64}" ;
    mg:held mg:Complete ;
    mg:authority mg:UnstatedAuthority .

<{PLAN}/s/II.1> a mg:Provision ;
    mg:partOf <{PLAN}> ;
    mg:label "II.1" ;
    mg:order 1 .

<{PLAN}/task/II.1-1> a mg:Task ;
    mg:taskOf <{PLAN}> ;
    mg:statedIn <{PLAN}/s/II.1> ;
    mg:text "=Tổ chức \\"tuyên truyền\\" <b>"@vi ;
    mg:order 1 .

<{PLAN}/defect/1> a mg:SourceDefect ;
    mg:defectOf <{PLAN}> ;
    mg:defectKind mg:MissingHeading ;
    mg:description "Mất tiêu đề mục II.2"@vi , "The heading of II.2 is lost"@en ;
    mg:evidence <{PLAN}/text/vi#char=0,12> .
"""

EVIDENCE = f"""
@prefix mg: <{MG}> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .

<https://w3id.org/mandategraph/id/claim/000000000001> a mg:Claim ;
    rdf:subject <{PLAN}/task/II.1-1> ;
    rdf:predicate mg:text ;
    rdf:object "=Tổ chức \\"tuyên truyền\\" <b>"@vi ;
    mg:evidence <{PLAN}/text/vi#char=20,47> ;
    mg:method <https://w3id.org/mandategraph/id/method/ordering-item> ;
    mg:confidence 1.00 ;
    mg:reviewStatus mg:Unreviewed .

<{PLAN}/text/vi#char=20,47> a mg:Span ;
    mg:spanOf <{PLAN}/text/vi> ;
    mg:startOffset 20 ;
    mg:endOffset 47 ;
    mg:exact "=Tổ chức \\"tuyên truyền\\" <b>"@vi .

<{PLAN}/text/vi#char=0,12> a mg:Span ;
    mg:spanOf <{PLAN}/text/vi> ;
    mg:startOffset 0 ;
    mg:endOffset 12 ;
    mg:exact "Kế hoạch thử"@vi .
"""


def made(facts=FACTS, evidence=EVIDENCE):
    """A store with one small document."""
    store = Store()
    for part, text in (("facts", facts), ("evidence", evidence)):
        store.load(text.encode(), format=RdfFormat.TURTLE, to_graph=NamedNode(f"{PLAN}/{part}"))
    return store


@pytest.fixture(scope="module")
def report():
    return validate.validate(made())


@pytest.fixture(scope="module")
def committed():
    """The audit of the five documents."""
    return validate.validate(open_store())


def shapes_of(report, **wanted):
    return sorted(
        finding.shape.rpartition("#")[2]
        for finding in report.findings
        if all(getattr(finding, name) == value for name, value in wanted.items())
    )


def test_findings_are_those_of_the_small_document(report):
    assert shapes_of(report) == [
        "Document-basis", "Document-date", "Document-funding", "Document-issuer",
        "Document-jurisdiction", "Document-number", "Document-period", "Document-recipients",
        "Document-reporting", "Document-signatory", "SourceDefect-missing-heading",
        "Task-coordinators", "Task-lead", "Task-theme", "Task-timing",
    ]  # fmt: skip


def test_finding_carries_its_sentence_and_place(report):
    lead = next(finding for finding in report.findings if finding.element == "lead")

    assert (lead.quote, lead.start, lead.end) == ('=Tổ chức "tuyên truyền" <b>', 20, 47)
    assert (lead.place, lead.provision) == ("II.1", f"{PLAN}/s/II.1")
    assert (lead.layer, lead.severity, lead.state) == ("completeness", "warning", "silent")
    assert lead.document == PLAN
    assert lead.message.vi == "Nhiệm vụ không nêu cơ quan chủ trì."
    assert lead.message.en == "The task names no lead agency."
    assert "mg:leadAgency" in lead.method.en


def test_fault_of_the_text_is_described(report):
    fault = next(finding for finding in report.findings if finding.element == "missing-heading")

    assert fault.detail is not None
    assert fault.detail.en == "The heading of II.2 is lost"
    assert fault.detail.vi == "Mất tiêu đề mục II.2"
    assert fault.quote == "Kế hoạch thử"


def test_identifiers_are_unique_and_stay(report):
    again = validate.validate(made())

    assert [finding.id for finding in again.findings] == [finding.id for finding in report.findings]
    assert len({finding.id for finding in report.findings}) == len(report.findings)
    assert all(re.fullmatch(r"[0-9a-f]{12}", finding.id) for finding in report.findings)


@pytest.mark.parametrize(
    ("held", "authority", "not_held"),
    [
        ("Complete", "Official", set()),
        ("Truncated", "Official", {
            "coordinators", "funding", "lead", "recipients", "reporting", "signatory", "timing",
        }),
        ("Excerpt", "Official", {
            "basis", "coordinators", "date", "funding", "issuer", "jurisdiction", "lead", "number",
            "period", "recipients", "reporting", "signatory", "timing",
        }),
        ("Complete", "Press", {"date", "issuer", "number", "recipients", "signatory"}),
    ],
)  # fmt: skip
def test_what_is_not_held_accuses_nobody(held, authority, not_held):
    facts = FACTS.replace("mg:Complete", f"mg:{held}").replace("UnstatedAuthority", authority)
    found = validate.validate(made(facts)).findings

    assert {finding.element for finding in found if finding.state == "not-held"} == not_held
    for finding in found:
        if finding.state == "not-held":
            assert finding.message.en.startswith("Nothing can be said about the ")


def test_what_is_not_asked_of_a_kind_of_document_is_not_applicable():
    directive = FACTS.replace("mg:Plan ;", "mg:Directive ;")
    found = validate.validate(made(directive)).findings

    assert [f.state for f in found if f.element == "period"] == ["not-applicable"]


def test_one_lead_less_is_one_finding_more():
    lead = "mg:leadAgency <https://w3id.org/mandategraph/id/agency/vn/government> ;"
    with_lead = FACTS.replace("mg:statedIn", f"{lead}\n    mg:statedIn")
    before = {finding.id for finding in validate.validate(made(with_lead)).findings}
    after = {finding.id: finding for finding in validate.validate(made()).findings}

    assert [after[new].element for new in set(after) - before] == ["lead"]
    assert before - set(after) == set()


def test_broken_graph_is_a_violation_and_fails():
    broken = validate.validate(made(FACTS.replace(f"mg:statedIn <{PLAN}/s/II.1> ;", "")))

    assert shapes_of(broken, severity="violation") == ["Task-stated-in"]
    assert broken.fails("violation")
    assert not broken.conforms


def test_failing_depends_on_the_level(report):
    assert report.conforms
    assert not report.fails("violation")
    assert report.fails("warning")
    assert report.fails("info")
    assert not validate.validate(made(), fail_on="warning").conforms


def test_only_what_a_text_leaves_unsaid_can_fail():
    """An excerpt without the things that are looked for fails at no level for their sake."""
    facts = FACTS.replace("mg:Complete", "mg:Excerpt").replace("mg:Plan ;", "mg:Plan ;\n")
    facts = re.sub(r"<[^>]*/defect/1> a.*", "", facts, flags=re.DOTALL)
    facts = facts.replace("mg:order 1 .\n\n", "mg:order 1 ;\n    mg:theme <theme:a> .\n\n")
    found = validate.validate(made(facts))

    assert found.findings
    assert not found.fails("info")


def test_unknown_level_and_document_are_explained(report):
    with pytest.raises(InputError, match="use one of violation, warning, info"):
        report.fails("error")
    with pytest.raises(InputError, match=f"did you mean {PLAN}"):
        validate.validate(made(), [f"{PLAN}s"])


def test_named_document_alone_is_audited():
    only = validate.validate(made(), [PLAN])

    assert only.documents == (PLAN,)
    assert {finding.document for finding in only.findings} == {PLAN}


def test_wrong_shapes_are_explained(tmp_path):
    with pytest.raises(DataError, match="there are no shapes"):
        validate.read_rules(tmp_path)

    wrong = tmp_path / "wrong.ttl"
    wrong.write_text(
        "@prefix sh: <http://www.w3.org/ns/shacl#> .\n\nmgs:A a sh:NodeShape .\n", "utf-8"
    )
    with pytest.raises(DataError, match=r"wrong\.ttl is not Turtle \(line 3"):
        validate.read_rules(tmp_path)

    wrong.write_text(
        "@prefix sh: <http://www.w3.org/ns/shacl#> .\n<a:b> a sh:PropertyShape ; sh:path <a:c> .\n",
        "utf-8",
    )
    with pytest.raises(DataError, match="needs mg:layer"):
        validate.read_rules(tmp_path)


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("form", validate.FORMATS)
def test_every_format_in_both_languages_tells_of_the_lead(report, form, lang):
    written = validate.render(report, form, lang)

    wanted = {"vi": "Nhiệm vụ không nêu cơ quan chủ trì.", "en": "The task names no lead agency."}
    assert wanted[lang] in " ".join(written.split())


def test_unknown_format_is_explained(report):
    with pytest.raises(InputError, match="use one of table, json, csv, html, ttl"):
        validate.render(report, "pdf", "vi")


def test_json_has_the_fields_that_tools_read(report):
    data = json.loads(validate.render(report, "json", "vi"))

    assert data["conforms"] is True
    assert len(data["findings"]) == len(report.findings)
    for finding in data["findings"]:
        assert {
            "id", "layer", "shape", "severity", "document", "provision", "node", "element", "state",
            "message", "quote", "start", "end", "waived",
        } <= set(finding)  # fmt: skip
        assert set(finding["message"]) == {"vi", "en"}


def test_csv_opens_in_a_spreadsheet(report):
    """UTF-8 with its mark; a quote that looks like a formula is not run as one."""
    written = validate.render(report, "csv", "vi")
    rows = list(csv.DictReader(io.StringIO(written.removeprefix("\ufeff"))))

    assert written.startswith("\ufeff")
    assert len(rows) == len(report.findings)
    quotes = {row["quote"] for row in rows}
    assert '\'=Tổ chức "tuyên truyền" <b>' in quotes
    assert not any(quote.startswith("=") for quote in quotes)


class Page(HTMLParser):
    """What a page asks for, and the words it shows."""

    def __init__(self):
        super().__init__()
        self.asked, self.words, self.tags = [], "", []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.asked += [value for name, value in attrs if name in ("src", "href", "srcset")]

    def handle_data(self, data):
        self.words += data


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_html_is_one_file_that_asks_for_nothing(report, lang):
    written = validate.render(report, "html", lang)
    page = Page()
    page.feed(written)

    assert page.asked == []
    assert "url(" not in written
    assert "@import" not in written
    assert "script" not in page.tags
    assert f'<html lang="{lang}">' in written
    assert '=Tổ chức "tuyên truyền" <b>' in page.words
    assert "mended by" in page.words.lower() or "Cách khắc phục" in page.words


def test_turtle_is_a_shacl_report(report):
    graph = Graph().parse(data=validate.render(report, "ttl", "vi"), format="turtle")
    whole = graph.value(predicate=RDF.type, object=SH.ValidationReport)

    assert str(graph.value(whole, SH.conforms)) == "false"
    results = list(graph.objects(whole, SH.result))
    assert len(results) == len(report.findings)
    for result in results:
        assert (result, RDF.type, SH.ValidationResult) in graph
        for predicate in (
            SH.focusNode,
            SH.resultSeverity,
            SH.sourceShape,
            SH.sourceConstraintComponent,
        ):
            assert isinstance(graph.value(result, predicate), URIRef)
        assert {word.language for word in graph.objects(result, SH.resultMessage)} == {"vi", "en"}


def test_report_with_nothing_says_so():
    empty = validate.Report(
        findings=(), documents=(PLAN,), titles={PLAN: validate.Words("Kế hoạch", "Plan")}
    )

    assert "Nothing was found." in validate.render(empty, "table", "en")
    assert "Không có phát hiện nào." in validate.render(empty, "html", "vi")
    assert empty.conforms


# The five documents


def test_committed_graph_has_no_violation(committed):
    assert shapes_of(committed, severity="violation") == []
    assert committed.conforms
    assert len(committed.documents) == 5


def found_in(report, folder, store_iri):
    return [finding for finding in report.findings if finding.document == store_iri[folder]]


@pytest.fixture(scope="module")
def iris():
    store = open_store()
    quads = store.quads_for_pattern(None, NamedNode(f"{MG}folder"), None, None)
    return {quad.object.value: quad.subject.value for quad in quads}


def test_four_of_five_give_no_number_and_no_date(committed, iris):
    """Read from the texts: only the page on Vĩnh Long's plan prints its number and date."""
    for element in ("number", "date"):
        lacking = {finding.document for finding in committed.findings if finding.element == element}

        assert lacking == set(iris.values()) - {iris["vinh-long-plan-16-ct-ttg"]}


@pytest.mark.parametrize(
    ("folder", "leads", "state"),
    [
        ("party-directive-16-ct-ttg", 0, "silent"),  # the preamble names the doers
        ("thai-binh-party-plan-52-nq-tw", 33, "silent"),  # III.1 to III.8
        ("thai-binh-plan-16-ct-ttg", 17, "silent"),  # all of part II
        ("vinh-long-plan-16-ct-ttg", 12, "not-held"),  # the part that assigns is cut off
        ("yen-bai-plan-569-qd-ttg", 69, "silent"),  # parts IV and V
    ],
)
def test_tasks_without_a_lead_are_those_counted_in_the_texts(committed, iris, folder, leads, state):
    found = [
        finding
        for finding in found_in(committed, folder, iris)
        if finding.shape.endswith("#Task-lead")
    ]

    assert len(found) == leads
    assert {finding.state for finding in found} <= {state}


def test_lost_heading_and_repeated_number_are_found(committed, iris):
    """Thái Bình's plan has lost the heading of II.2; the Party plan prints two parts III."""
    lost = [f.element for f in found_in(committed, "thai-binh-plan-16-ct-ttg", iris)]
    twice = [f.element for f in found_in(committed, "thai-binh-party-plan-52-nq-tw", iris)]

    assert "missing-heading" in lost or "skipped-label" in lost
    assert "repeated-label" in twice


def test_every_finding_about_a_passage_quotes_the_stored_text(committed, iris):
    folders = {iri: folder for folder, iri in iris.items()}
    quoted = [finding for finding in committed.findings if finding.quote is not None]

    assert quoted
    for finding in quoted:
        text = (ROOT / "graph/documents" / folders[finding.document] / "text.txt").read_bytes()
        assert text.decode("utf-8")[finding.start : finding.end] == finding.quote
    for finding in committed.findings:
        if finding.node.rpartition("/")[0].endswith("/task"):
            assert finding.quote, finding


def test_deleting_a_lead_makes_one_finding_more(committed, iris):
    """The mutation an auditor would try: take one lead away, and exactly its finding appears."""
    document = iris["thai-binh-plan-16-ct-ttg"]
    store = open_store()
    task = NamedNode(f"{document}/task/IV.2-1")
    leads = list(store.quads_for_pattern(task, NamedNode(f"{MG}leadAgency"), None, None))
    assert leads
    for quad in leads:
        store.remove(Quad(quad.subject, quad.predicate, quad.object, quad.graph_name))

    before = {finding.id for finding in committed.findings if finding.document == document}
    after = {finding.id: finding for finding in validate.validate(store, [document]).findings}

    assert [after[new].node for new in set(after) - before] == [task.value]
    assert before - set(after) == set()
