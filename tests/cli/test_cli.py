"""The command line, run as its users run it."""

import json
import subprocess
import sys

import pytest

from mandategraph.build.documents import all_folders

COMMANDS = ("build", "extract", "show", "correct", "query", "validate", "export", "serve")


def run(*arguments, stdin=None, env=None):
    return subprocess.run(
        [sys.executable, "-m", "mandategraph.cli", *map(str, arguments)],
        input=stdin,
        capture_output=True,
        env=env,
        check=False,
    )


@pytest.mark.parametrize("command", COMMANDS)
def test_help_shows_an_example(command):
    result = run(command, "--help")

    assert result.returncode == 0
    assert b"Example" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("extract", "no-such-file.txt"), "cannot be read"),
        (("show", "no-such-document"), "there are:"),
        (("validate", "no-such-document"), "there are:"),
        (("query", "no-such-question"), "no-such-question"),
        (("query", "tasks-without-lead", "--param", "oops"), "key=value"),
        (("build", "no-such-document"), "there are:"),
        (("build", "--data", "/nowhere"), "no document folder"),
    ],
)
def test_a_wrong_name_is_one_sentence_and_exit_code_2(arguments, message):
    result = run(*arguments)
    said = result.stderr.decode("utf-8")

    assert result.returncode == 2
    assert message in said
    assert "Traceback" not in said


@pytest.mark.parametrize(
    ("content", "message"),
    [(b"", "is empty"), (b"\x7fELF\x00\x01", "not a text file"), (b"Ch\xec th\xf0", "not UTF-8")],
)
def test_a_file_that_is_no_text_is_refused(content, message, tmp_path):
    path = tmp_path / "plan.txt"
    path.write_bytes(content)
    result = run("extract", path)

    assert result.returncode == 2
    assert message in result.stderr.decode("utf-8")
    assert result.stdout == b""


def test_malformed_sparql_is_refused_with_its_place(tmp_path):
    path = tmp_path / "question.rq"
    path.write_text("SELECT ?s WHERE { ?s ?p }", encoding="utf-8")
    result = run("query", path)

    assert result.returncode == 2
    assert "Traceback" not in result.stderr.decode("utf-8")


def test_a_question_from_standard_input():
    result = run("query", "-", "--format", "json", stdin=b"SELECT (1 AS ?one) {}")

    assert result.returncode == 0
    assert json.loads(result.stdout)["results"]["bindings"][0]["one"]["value"] == "1"


def test_show_prints_the_annotation():
    folder = all_folders()[0]
    result = run("show", folder.slug, "--json")

    assert result.returncode == 0
    assert json.loads(result.stdout)["document"]["language"] == folder.language


def test_extract_reads_a_text_without_corrections():
    folder = all_folders()[0]
    result = run("extract", folder.path / "text.txt")

    assert result.returncode == 0
    assert json.loads(result.stdout)["tasks"]


@pytest.mark.parametrize("form", ["nq", "ttl", "jsonld", "graphml", "gexf", "csv"])
def test_export_writes_a_file_whole(form, tmp_path):
    path = tmp_path / f"graph.{form}"
    result = run("export", form, "-o", path)

    assert result.returncode == 0
    assert path.stat().st_size > 1000
    assert [one.name for one in tmp_path.iterdir()] == [path.name]


@pytest.fixture
def corpus(tmp_path):
    """A corpus of one's own with one document."""
    folder = all_folders()[-1]
    own = tmp_path / "documents" / "my-plan"
    own.mkdir(parents=True)
    for name in ("text.txt", "document.yaml", "corrections.yaml", "facts.ttl", "evidence.ttl"):
        if (folder.path / name).exists():
            (own / name).write_bytes((folder.path / name).read_bytes())
    return tmp_path


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("document.yaml", "label: [", "not valid YAML"),
        ("corrections.yaml", "- layer: tasks", "exactly one of"),
        ("text.txt", "another text", "has changed"),
    ],
)
def test_a_faulty_folder_leaves_what_is_kept_untouched(corpus, name, content, message):
    own = corpus / "documents" / "my-plan"
    run("build", "--data", corpus)
    before = (own / "facts.ttl").read_bytes()
    (own / name).write_text(content, encoding="utf-8")
    result = run("build", "--data", corpus)

    assert result.returncode == 2
    assert message in result.stderr.decode("utf-8")
    assert (own / "facts.ttl").read_bytes() == before


def test_build_check_finds_a_file_edited_by_hand(corpus):
    run("build", "--data", corpus)
    assert run("build", "--check", "--data", corpus).returncode == 0
    facts = corpus / "documents" / "my-plan" / "facts.ttl"
    facts.write_bytes(facts.read_bytes() + b"# edited\n")
    result = run("build", "--check", "--data", corpus)

    assert result.returncode == 1
    assert b"facts.ttl" in result.stderr
