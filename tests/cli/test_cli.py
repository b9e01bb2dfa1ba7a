"""The command line, run as its users run it."""

import json
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

import pytest

from mandategraph import cli, export
from mandategraph.build.documents import all_folders

COMMANDS = sorted(cli.cli.commands)


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
    lines = result.stdout.decode("utf-8").splitlines()
    at = next(at for at, line in enumerate(lines) if line.strip().startswith("Example"))
    # Each example stands in a line of its own.
    assert any(line.strip().startswith(f"mandategraph {command}") for line in lines[at + 1 :])


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
        (("query", "SELECT * { ?s ?p ?o } # " + "long " * 100), "SELECT"),
        (("export", "nq", "-o", "/nowhere/x.nq"), "cannot be written"),
        (("serve", "--store", "/dev/null/x"), "cannot be kept there"),
        (("correct", "vinh-long-plan-16-ct-ttg", "no-such-file.json"), "cannot be read"),
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


@pytest.mark.parametrize(
    ("question", "message"), [(b" \n", "empty; write SPARQL"), (b"\xec", "not UTF-8")]
)
def test_a_question_without_words_is_told_what_to_do(question, message):
    result = run("query", "-", stdin=question)

    assert result.returncode == 2
    assert message in result.stderr.decode("utf-8")


def test_show_prints_the_annotation():
    folder = all_folders()[0]
    result = run("show", folder.slug, "--json")

    assert result.returncode == 0
    assert json.loads(result.stdout)["document"]["language"] == folder.language


@pytest.mark.parametrize("kind", ["html", "docx", "pdf"])
def test_extract_reads_files_of_every_kind(root, kind):
    result = run("extract", root / f"tests/data/readers/party-directive-16-ct-ttg.{kind}")

    assert result.returncode == 0, result.stderr
    assert len(json.loads(result.stdout)["tasks"]) == 7


def test_extract_reads_a_text_without_corrections():
    folder = all_folders()[0]
    result = run("extract", folder.path / "text.txt")

    assert result.returncode == 0
    assert json.loads(result.stdout)["tasks"]


@pytest.mark.parametrize("form", export.FORMATS)
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
        ("corrections.yaml", b"- layer: ta\xecche", "not UTF-8"),
        ("text.txt", "another text", "has changed"),
    ],
)
def test_a_faulty_folder_leaves_what_is_kept_untouched(corpus, name, content, message):
    own = corpus / "documents" / "my-plan"
    run("build", "--data", corpus)
    before = (own / "facts.ttl").read_bytes()
    (own / name).write_bytes(content if isinstance(content, bytes) else content.encode())
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


@pytest.fixture(scope="module")
def extracted():
    """What ``extract`` prints of the document of one's own."""
    return run("extract", all_folders()[-1].path / "text.txt").stdout


@pytest.fixture
def mine(corpus, extracted, tmp_path):
    """What ``extract`` prints of the document of one's own, to be mended; and how to give it back."""
    annotation = json.loads(extracted)

    def correct(wanted):
        path = tmp_path / "mine.json"
        path.write_text(json.dumps(wanted, ensure_ascii=False), encoding="utf-8")
        return run("correct", "my-plan", path, "--data", corpus)

    return annotation, correct


def test_an_annotation_mended_by_hand_is_what_the_graph_says_after_a_build(corpus, mine):
    annotation, correct = mine
    annotation["tasks"][0]["theme"] = "other"
    annotation["notes"] = ["mended by hand"]

    assert correct(annotation).returncode == 0
    assert run("build", "--data", corpus).returncode == 0
    shown = json.loads(run("show", "my-plan", "--json", "--data", corpus).stdout)
    assert shown["tasks"][0]["theme"] == "other"
    assert shown["notes"] == ["mended by hand"]
    written = (corpus / "documents" / "my-plan" / "corrections.yaml").read_text(encoding="utf-8")
    assert "The text gives other as theme, not" in written


def test_a_body_may_be_given_by_its_vietnamese_name(corpus, mine):
    annotation, correct = mine
    annotation["tasks"][0]["lead"] = ["Sở Thông tin và Truyền thông"]

    assert correct(annotation).returncode == 0
    written = (corpus / "documents" / "my-plan" / "corrections.yaml").read_text(encoding="utf-8")
    assert "Department of Information and Communications" in written


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda _: {"document": {}}, "lacks sections, citations"),
        (lambda _: [1], "is no annotation"),
        (lambda one: one | {"tasks": [1, 2]}, "tasks, entry 1"),
        (lambda one: one | {"tasks": "none"}, "must hold a list"),
        (lambda one: one | {"document": None}, "is no entry of document"),
        (lambda one: one | {"document": {**one["document"], "language": None}}, "language"),
        (lambda one: one | {"tasks": [{**one["tasks"][0], "offset": [1]}]}, "“offset”"),
        (lambda one: one | {"tasks": [{**one["tasks"][0], "offset": 3}]}, "words at offset 3"),
        (lambda one: one | {"tasks": [{**one["tasks"][0], "thme": "x"}]}, "“thme” is no key"),
    ],
)
def test_an_annotation_that_does_not_fit_leaves_the_corrections_as_they_are(
    corpus, mine, spoil, message
):
    annotation, correct = mine
    path = corpus / "documents" / "my-plan" / "corrections.yaml"
    before = path.read_bytes()
    result = correct(spoil(annotation))

    assert result.returncode == 2
    assert message in result.stderr.decode("utf-8")
    assert "Traceback" not in result.stderr.decode("utf-8")
    assert path.read_bytes() == before


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as held:
        return held.getsockname()[1]


def test_serve_keeps_its_store_on_disk(corpus, tmp_path):
    port = free_port()
    with subprocess.Popen(
        [sys.executable, "-m", "mandategraph.cli", "serve", "--port", str(port),
         "--store", str(tmp_path / "store"), "--data", str(corpus)],
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
    ) as server:  # fmt: skip
        try:
            page = answer(f"http://127.0.0.1:{port}/", server)
        finally:
            server.terminate()  # an interrupt is ignored by what runs in the background

    assert "</html>" in page
    assert (tmp_path / "store" / "CURRENT").exists()


def answer(address, server):
    """The page at an address, once the server has begun."""
    for _ in range(300):
        assert server.poll() is None, server.stderr.read()
        try:
            with urllib.request.urlopen(address, timeout=30) as page:
                return page.read().decode("utf-8")
        except urllib.error.URLError as error:
            if not isinstance(error.reason, ConnectionRefusedError):
                raise
            time.sleep(0.1)
    raise AssertionError("the server did not begin")


def test_a_port_in_use_is_one_sentence(corpus):
    with socket.create_server(("127.0.0.1", 0)) as held:
        result = run("serve", "--port", held.getsockname()[1], "--data", corpus)
    said = result.stderr.decode("utf-8")

    assert result.returncode == 2
    assert "name another --port" in said
    assert "Traceback" not in said


def test_ingest_takes_in_what_it_can_and_says_what_it_could_not(tmp_path):
    bad, plan = tmp_path / "scan.bin", tmp_path / "ke-hoach.txt"
    bad.write_bytes(b"\x00\x01")
    plan.write_bytes((all_folders()[-2].path / "text.txt").read_bytes())  # the plan of Vĩnh Long

    first = run("ingest", plan, bad, "--data", tmp_path / "corpus")
    again = run("ingest", plan, "--data", tmp_path / "corpus")

    assert first.returncode == 2
    assert f"{bad}: " in first.stderr.decode("utf-8")
    assert "Traceback" not in first.stderr.decode("utf-8")
    assert "new document vinh-long-plan-28-kh-ubnd-2017" in first.stdout.decode("utf-8")
    assert "1 new, 0 changed, 0 unchanged, 1 not taken in" in first.stdout.decode("utf-8")
    assert again.returncode == 0
    assert "0 new, 0 changed, 1 unchanged, 0 not taken in" in again.stdout.decode("utf-8")
    assert str(tmp_path / "corpus" / "documents") in first.stdout.decode("utf-8")
    # What was taken in can be shown and built like any other document.
    for command in ("show", "build"):
        result = run(command, "vinh-long-plan-28-kh-ubnd-2017", "--data", tmp_path / "corpus")
        assert result.returncode == 0, result.stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("a.txt", "b.txt", "--name", "plan"), "for a single file"),
        (("a.txt", "--name", "Kế hoạch"), "ke-hoach"),
    ],
)
def test_a_folder_name_that_cannot_be_is_refused(arguments, message, tmp_path):
    result = run("ingest", *arguments, "--data", tmp_path)

    assert result.returncode == 2
    assert message in result.stderr.decode("utf-8")


def test_what_is_ingested_never_goes_into_the_installed_package(tmp_path, monkeypatch):
    from mandategraph import resources
    from mandategraph.errors import InputError

    monkeypatch.setattr(resources, "_PACKAGE", resources.folder("graph").parent)  # as in a wheel
    monkeypatch.delenv("MANDATEGRAPH_DATA", raising=False)

    with pytest.raises(InputError, match="--data"):
        resources.own_documents_folder()
    assert resources.own_documents_folder(tmp_path) == tmp_path / "documents"


def test_a_hint_names_the_corpus(tmp_path):
    from pathlib import Path

    from mandategraph.cli import corpus

    assert corpus._build_hint("plan", None) == "run “mandategraph build plan”"
    hint = corpus._build_hint("plan", Path("my corpus"))
    assert hint == "run “mandategraph build plan --data 'my corpus'”"


@pytest.mark.parametrize(
    ("size", "sections", "tasks", "said"),
    [
        (30_000, 4, 1, "30 kB of text and only 1 task"),
        (30_000, 0, 9, "30 kB of text, 9 tasks and no section"),
        (30_000, 4, 3, None),
        (20_000, 0, 0, None),
    ],
)
def test_a_long_text_of_which_little_was_read(size, sections, tasks, said):
    from pathlib import Path

    from mandategraph.cli import corpus
    from mandategraph.ingest import Ingested

    counts = {"sections": sections, "tasks": tasks}
    assert corpus._thin(Ingested("f", Path("f"), "new", counts, {}, size)) == said
