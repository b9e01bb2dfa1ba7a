"""The catalogue of questions: complete, runnable as it stands, and right about the five texts."""

import json
import re
from pathlib import Path

import pytest
import yaml
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store

from mandategraph import query
from mandategraph.errors import DataError, QueryError, QueryServiceError, QuerySyntaxError
from mandategraph.query.ask import bind
from mandategraph.query.catalogue import parameters_of, read_question, slot
from mandategraph.query.terms import term
from mandategraph.store import open_store

ROOT = Path(__file__).resolve().parent.parent
QUESTIONS = sorted((ROOT / "queries").glob("*.rq"))
CHECKS = sorted((ROOT / "queries" / "checks").glob("*.rq"))
EXPECTED = sorted((ROOT / "tests" / "queries").glob("*.yaml"))
CASES = [
    pytest.param(path.stem, case, id=f"{path.stem}-{position}")
    for path in EXPECTED
    for position, case in enumerate(yaml.safe_load(path.read_text("utf-8")), start=1)
]


@pytest.fixture(scope="module")
def store():
    return open_store()


@pytest.fixture
def small():
    """Two graphs that share a triple."""
    store = Store()
    for graph in ("one", "two"):
        store.add(
            Quad(
                NamedNode("https://example.org/a"),
                NamedNode("https://example.org/p"),
                Literal("trí tuệ nhân tạo", language="vi"),
                NamedNode(f"https://example.org/{graph}"),
            )
        )
    return store


def rows_of(results, columns):
    return [[query.shown(solution[column]) for column in columns] for solution in results]


def agrees(found, expected):
    """Whether a row is as expected; an expected value that ends in … is the start of the real one."""
    return len(found) == len(expected) and all(
        got.startswith(want[:-1]) if want.endswith("…") else got == want
        for got, want in zip(found, expected, strict=True)
    )


def test_there_are_questions_and_checks():
    assert len(QUESTIONS) >= 14
    assert CHECKS


@pytest.mark.parametrize("path", QUESTIONS, ids=lambda path: path.stem)
def test_every_question_has_expected_rows(path):
    assert (ROOT / "tests" / "queries" / f"{path.stem}.yaml").exists()


@pytest.mark.parametrize("path", EXPECTED, ids=lambda path: path.stem)
def test_expected_rows_belong_to_a_question_and_say_how_they_were_checked(path):
    assert path.stem in query.catalogue()
    assert path.read_text("utf-8").startswith("# ")


@pytest.mark.parametrize(("name", "case"), CASES)
def test_rows_are_those_read_from_the_texts(store, name, case):
    results = query.run(store, query.find(name), case.get("params", {}))
    names = [variable.value for variable in results.variables]
    only = case.get("only", {})
    columns = case.get("columns", names)
    every = rows_of(results, [*only, *columns])
    found = [row[len(only) :] for row in every if row[: len(only)] == list(only.values())]

    if "count" in case:
        assert len(found) == case["count"]
        return
    if case.get("distinct"):
        found = [list(row) for row in dict.fromkeys(map(tuple, found))]
    expected = case["rows"]
    for row in expected:
        assert any(agrees(one, row) for one in found), f"missing: {row}\nfound: {found}"
    if case.get("contains"):
        return
    assert len(found) == len(expected), found
    if case.get("ordered", True):
        for one, row in zip(found, expected, strict=True):
            assert agrees(one, row), (one, row)


@pytest.mark.parametrize("path", CHECKS, ids=lambda path: path.stem)
def test_check_finds_nothing(store, path):
    """A check is a question that must have no answer."""
    results = query.run(store, query.checks()[path.stem])
    names = [variable.value for variable in results.variables]

    assert rows_of(results, names)[:5] == []


@pytest.mark.parametrize("path", CHECKS, ids=lambda path: path.stem)
def test_check_finds_what_it_is_for(path):
    """A check that nothing breaks has not been tested: each has a broken graph, and finds that alone."""
    broken = ROOT / "tests" / "queries" / "checks" / f"{path.stem}.trig"
    expected = broken.read_text("utf-8").splitlines()[0].removeprefix("# expect: ")
    store = Store()
    store.load(path=str(broken), format=RdfFormat.TRIG)
    for quad in list(store):
        store.add(Quad(quad.subject, quad.predicate, quad.object))

    rows = list(query.run(store, query.checks()[path.stem]))

    assert len(rows) == 1
    assert expected in [value.value for value in rows[0] if isinstance(value, NamedNode)]


@pytest.mark.parametrize("path", [*QUESTIONS, *CHECKS], ids=lambda path: path.stem)
def test_file_is_whole_as_it_stands(path):
    """Header in both languages, every prefix declared, rows ordered, defaults in their places."""
    question = read_question(path)
    body = re.sub(r"^#.*$", "", question.text, flags=re.MULTILINE)

    Store().query(question.text)
    assert re.search(r"ORDER BY", body), "rows need an order"
    for words in (
        question.title_vi,
        question.title_en,
        question.description_vi,
        question.description_en,
    ):
        assert words
    for parameter in question.parameters:
        written = slot(parameter.name).search(question.text)[2].strip()
        default = parameter.default
        wanted = "UNDEF" if default is None else term(parameter.kind, default, parameter.name)
        assert written == wanted or same_value(written, wanted)
        assert parameter.description_vi != parameter.description_en


def same_value(written, wanted):
    """Whether a term as a file writes it (``1.0``) has the value of another."""
    return bool(
        Store().query(f"ASK {{ VALUES ?value {{ {written} }} FILTER (?value = {wanted}) }}")
    )


def test_numbers_are_those_of_the_questions():
    numbers = [question.number for question in query.catalogue().values()]

    assert all(number is not None and 1 <= number <= 40 for number in numbers)
    assert numbers == sorted(numbers)


def test_missing_title_is_named_with_what_to_do(tmp_path):
    (tmp_path / "bare.rq").write_text("# title-vi: Thử\n\nSELECT * { ?s ?p ?o }", "utf-8")

    with pytest.raises(QueryError, match=r"bare\.rq has no title-en; add a first line such as"):
        query.catalogue(tmp_path)


@pytest.mark.parametrize(
    ("header", "message"),
    [
        ("# param: x", "is incomplete"),
        ("# param: x colour -", "is no type of parameter"),
        ("# param: y string - a | b", "has no place for y"),
        ("# question: nine", "is no number of a question"),
    ],
)
def test_malformed_header_is_explained(tmp_path, header, message):
    text = f"# title-vi: a\n# title-en: b\n{header}\n\nSELECT * {{ VALUES ?x {{ UNDEF }} }}"
    (tmp_path / "bad.rq").write_text(text, "utf-8")

    with pytest.raises(QueryError, match=message):
        query.catalogue(tmp_path)


def test_folder_without_questions_is_an_error(tmp_path):
    with pytest.raises(DataError, match="there is no question"):
        query.catalogue(tmp_path)


def test_unknown_question_names_the_nearest():
    with pytest.raises(QueryError, match="did you mean tasks-without-lead"):
        query.find("task-without-leads")


def test_unknown_parameter_names_those_there_are(small):
    with pytest.raises(
        QueryError, match="no parameter “tinh”; its parameters: function, jurisdiction"
    ):
        query.run(small, query.find("tasks-led-by-function"), {"tinh": "vn-20"})


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("integer", "twelve"),
        ("decimal", "1,5"),
        ("date", "4/5/2017"),
        ("year", "17"),
        ("iri", "not an iri"),
        ("technology", "a b> <"),
    ],
)
def test_value_of_another_type_is_refused(kind, value):
    with pytest.raises(QueryError, match="cannot be used; give "):
        term(kind, value, "x")


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        ("function", "localities", "https://w3id.org/mandategraph/id/function/localities"),
        ("iri", "id:theme/awareness", "https://w3id.org/mandategraph/id/theme/awareness"),
        ("iri", "<https://example.org/x>", "https://example.org/x"),
        ("technology", "https://example.org/5g", "https://example.org/5g"),
    ],
)
def test_things_may_be_named_in_short(kind, value, expected):
    assert term(kind, value, "x") == NamedNode(expected)


def test_value_cannot_break_out_of_its_place():
    """A value is written as one term, however it looks."""
    text = "# param: x string - a | b\n\nSELECT ?x { VALUES ?x { UNDEF } }"
    hostile = 'a" } SERVICE <http://example.org/> { ?s ?p "\n}'

    bound = bind(text, parameters_of(text), {"x": hostile})

    assert [row["x"].value for row in Store().query(bound)] == [hostile.strip()]


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }",
        "SELECT * { service silent ?x { ?s ?p ?o } }",
        "PREFIX x: <http://example.org/> SELECT * { SERVICE x:y{ ?s ?p ?o } }",
        "SELECT * { SERVICE # a comment\n <http://example.org/> # another\n { ?s ?p ?o } }",
        "SELECT * { \\u0053ERVICE <http://example.org/> { ?s ?p ?o } }",
        "SELECT * { SERVICE SILENT ?x { ?s ?p ?o } }",
        "SELECT * { SERVICE# c\n<http://x/> { ?s ?p ?o } }",
        "PREFIX e: <http://x/> SELECT * { ?s ?p e:a\\' . SERVICE e:b { ?s ?p ?o } . ?s ?p e:c\\' }",
        "PREFIX e: <http://x/> SELECT * { SERVICE e:a\\(b { ?s ?p ?o } }",
        "PREFIX e: <http://x/> SELECT * { SERVICE e:a\\#b { ?s ?p ?o } }",
        "SELECT * { FILTER(?a<5)SERVICE<http://x/>{ ?s ?p ?o } }",
        "SELECT * { ?s ?p '#' . SERVICE <http://x/> { ?s ?p ?o } }",
        'SELECT * { ?s ?p """a"b""" . SERVICE <http://x/> { ?s ?p ?o } }',
        "SELECT * { ?s ?p trueSERVICE <http://x/> { ?s ?p ?o } }",
        "SELECT * { ?s ?p ?o FILTER(1<2)SERVICE#>\n<http://example.org/>{ ?s ?p ?o } }",
    ],
)
def test_calls_to_other_services_are_refused(small, text):
    with pytest.raises(QueryServiceError, match="SERVICE is not allowed"):
        query.run(small, text)
    with pytest.raises(QueryServiceError):
        query.run(small, text, dataset=query.Dataset())


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?service { ?service ?p ?o }",
        "SELECT ?service ?p { ?service ?p ?o }",
        "PREFIX x: <http://example.org/> SELECT * { ?s x:SERVICE ?o }",
        "SELECT * { ?service ?p ?o } # SERVICE <http://x/>",
        "SELECT * { ?s ?p 'the SERVICE of others' } # SERVICE",
        "PREFIX x: <http://example.org/service/> SELECT * { ?s x:service ?o OPTIONAL { ?s ?p ?o } }",
    ],
)
def test_the_word_service_alone_is_no_call(small, text):
    query.run(small, text)


@pytest.mark.parametrize(
    ("text", "line", "column", "message"),
    [
        ("SELECT * {\n  ?s ?p", 2, 8, "ends too early"),
        ("SELECT * { ?s foo:p ?o }", 1, 15, "the prefix “foo:” is not declared"),
        ("PREFIX x: <a:>\nSELECT * { ?s x:a/foo:b ?o }", 2, 19, "the prefix “foo:”"),
        ("INSERT DATA { <a:a> <a:b> <a:c> }", 1, 1, "INSERT would change the graph"),
        ("# why\nPREFIX a: <b:>\nload <http://example.org/>", 3, 1, "read-only"),
        ("hello", 1, 1, "“hello” does not start a question"),
        ("SELEC * { ?s ?p ?o }", 1, 1, "“SELEC” does not start a question"),
        ("", 1, 1, "is empty"),
        ("# nothing", 1, 10, "is empty"),
        ("SELECT (COUNT(?s) AS ?n) ?o { ?s ?p ?o }", 1, None, "add it to GROUP BY"),
        ("SELECT * {\n ?s ?p ?o .\n FILTER(?s ?p)\n}", 3, None, "is not expected here"),
        ("SELECT * { ?s ?p ?o . . . }", 1, 23, "“.” is not expected here"),
        ("SELECT * { ?s ?p ?o }}", 1, 22, "“}” is not expected here"),
        ("SELECT * { ?s ?p ?o } LIMIT x", 1, 29, "“x” is not expected here"),
        ("SELECT * FROM { ?s ?p ?o }", 1, 15, "“{” is not expected here"),
        ("SELECT (COUNT(*) AS ?n { ?s ?p ?o }", 1, 24, "“{” is not expected here"),
    ],
)
def test_what_is_not_sparql_is_placed_and_explained(small, text, line, column, message):
    with pytest.raises(QuerySyntaxError, match=message) as raised:
        query.run(small, text)

    assert raised.value.line == line
    if column:
        assert raised.value.column == column
    assert f"line {line}, column" in str(raised.value)


def test_graphs_may_be_named_beside_the_text_or_in_it(small):
    count = "SELECT (COUNT(*) AS ?n) {} {{ ?s ?p ?o }}"
    one, none = NamedNode("https://example.org/one"), NamedNode("https://example.org/none")

    def counted(text, dataset=None):
        return int(next(iter(query.run(small, text, dataset=dataset)))["n"].value)

    assert counted(count.format("")) == 2  # one triple, in both graphs
    assert counted(count.format(""), query.Dataset((one,))) == 1
    assert counted(count.format(""), query.Dataset((none,))) == 0
    assert counted(count.format(f"FROM {none}")) == 0
    assert counted(count.format("") + " # FROM") == counted(count.format(""))
    named = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"
    assert counted(named) == 2
    assert counted(named, query.Dataset(named=(one,))) == 1


def test_a_dataset_gets_the_same_words_on_faults(small):
    with pytest.raises(QuerySyntaxError, match="line 1, column 15: the prefix “foo:”") as raised:
        query.run(small, "SELECT * { ?s foo:p ?o }", dataset=query.Dataset())
    assert (raised.value.reason, raised.value.word) == ("prefix", "foo")


def test_stored_questions_are_asked_by_folder_and_name(store):
    rows = query.stored_rows(store, "pages", "documents")
    document = next(row["document"].value for row in rows if "title" in row)

    assert query.stored_rows(store, "pages", "thing", thing=document)
    assert next(iter(query.stored(store, "exports", "tasks")))["text"].value
    with pytest.raises(QueryError, match=r"queries/pages/describe\.rq gives no rows"):
        query.stored_rows(store, "pages", "describe", thing=document)
    with pytest.raises(QueryError, match=r"there is no question queries/pages/nothing\.rq"):
        query.stored(store, "pages", "nothing")


def test_own_prefixes_need_no_declaration(small):
    assert list(query.run(small, "SELECT * { ?s a mg:Task }")) == []


def test_shared_triple_is_one_row_when_the_union_is_kept(small):
    """A store that keeps its union as default graph answers once for a triple in two graphs."""
    for quad in list(small):
        small.add(Quad(quad.subject, quad.predicate, quad.object))

    assert len(list(query.run(small, "SELECT * { ?s ?p ?o }"))) == 1


@pytest.mark.parametrize("form", query.ROW_FORMATS)
def test_rows_in_every_format_keep_their_accents(small, form):
    written = query.serialise(query.run(small, "SELECT ?o { ?s ?p ?o }"), form)

    assert "trí tuệ nhân tạo" in written.decode("utf-8")


@pytest.mark.parametrize("form", query.GRAPH_FORMATS)
def test_triples_in_every_format(small, form):
    written = query.serialise(query.run(small, "CONSTRUCT WHERE { ?s ?p ?o }"), form)

    assert b"https://example.org/" in written


def test_yes_or_no(small):
    assert query.serialise(query.run(small, "ASK { ?s ?p ?o }"), "table") == b"yes\n"
    assert json.loads(query.serialise(query.run(small, "ASK { ?s ?p ?o }"), "json"))["boolean"]


def test_format_that_does_not_fit_is_refused(small):
    with pytest.raises(QueryError, match="rows cannot be written as ttl"):
        query.serialise(query.run(small, "SELECT * { ?s ?p ?o }"), "ttl")
    with pytest.raises(QueryError, match="triples cannot be written as csv"):
        query.serialise(query.run(small, "CONSTRUCT WHERE { ?s ?p ?o }"), "csv")
    with pytest.raises(QueryError, match="is not a format"):
        query.serialise(query.run(small, "ASK { }"), "parquet")


def test_table_is_aligned_and_prefixed(small):
    text = "SELECT (mg:Task AS ?class) (12 AS ?tasks) (?o AS ?words) { ?s ?p ?o } LIMIT 1"

    assert query.serialise(query.run(small, text), "table").decode("utf-8").splitlines() == [
        "class    tasks  words",
        "───────  ─────  ────────────────",
        "mg:Task     12  trí tuệ nhân tạo",
        "(1 row)",
    ]


def test_table_without_rows_says_so(small):
    table = query.serialise(query.run(small, "SELECT ?a ?b { ?a ?b <a:a> }"), "table")

    assert table.decode("utf-8") == "a  b\n(no row)\n"


def test_every_row_that_quotes_holds_words_of_its_text(store):
    """The words behind the Department of Science and Technology stand in the stored text."""
    results = query.run(store, query.find("sentences-behind"))
    texts = [
        path.read_bytes().decode("utf-8")
        for path in (ROOT / "graph" / "documents").glob("*/text.txt")
    ]
    rows = rows_of(results, ["expression", "start", "end", "quote"])

    assert rows
    for _, start, end, quote in rows:
        assert any(text[int(start) : int(end)] == quote for text in texts), quote
