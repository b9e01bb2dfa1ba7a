"""What the papers promise: their commands run, their files exist, and they speak of this project only."""

import os
import re
import shlex
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAPERS = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")
BLOCK = re.compile(r"^```bash\n(.*?)^```", re.MULTILINE | re.DOTALL)
# `](target)`, but not an address elsewhere nor a place in the same page.
LINK = re.compile(r"\]\((?!https?:|#)([^)#\s]+)")
# Of a folder map: a path at the start of a row, such as `webapp/`.
MAPPED = re.compile(r"^\| `([^`]+)` \|", re.MULTILINE)
# The reader of the README has no clone yet; the tests stand in one.
ALREADY_DONE = ("git clone", "cd ")
# These run everything, this very test included, or remove what runs it.
RUN_BY_OTHERS = {"make test", "make clean", ".ci/run"}
EXITS_ONE = "# exits 1"
# A reader's own corpus, and the files that the README takes into it: run together, in order, below.
OWN = "my-corpus"
OWN_FILES = {
    "plan.pdf": "tests/data/readers/thai-binh-plan-16-ct-ttg.pdf",
    "decision.docx": "tests/data/readers/party-directive-16-ct-ttg.docx",
    "page.html": "tests/data/readers/yen-bai-plan-569-qd-ttg.html",
}


def commands():
    """Every command of the README, as its lines are printed."""
    text = (ROOT / "README.md").read_text(encoding="utf-8").replace("\\\n", " ")
    return [
        line.strip()
        for block in BLOCK.findall(text)
        for line in block.splitlines()
        if line.strip() and not line.startswith("#")
    ]


def plain(command):
    """A command without the remark behind it."""
    return command.split("  #")[0].strip()


def runnable():
    """The commands that the test below runs."""
    return [
        command
        for command in commands()
        if not command.startswith(ALREADY_DONE)
        and plain(command) not in RUN_BY_OTHERS
        and OWN not in command
    ]


def environment():
    """The present environment, in which the command line of the tests is the first to be found."""
    bin_folder = str(Path(sys.executable).parent)
    return {**os.environ, "PATH": os.pathsep.join((bin_folder, os.environ["PATH"]))}


def make_arguments():
    """What makes make take the present environment as already set up, as `make test` left it."""
    stamps = [f"{sys.prefix}/{name}" for name in (".python", ".runtime", ".dev")]
    return [f"VENV={sys.prefix}", *(word for stamp in stamps for word in ("-o", stamp))]


def test_readme_has_commands():
    assert "make serve" in map(plain, commands())
    assert "make test" in map(plain, commands())
    assert len(runnable()) > 2


@pytest.mark.parametrize("command", [c for c in runnable() if not c.startswith("make serve")])
def test_readme_command_runs(command, tmp_path):
    """In the tree, with files it writes put elsewhere: a `> name` of the README goes to a scratch folder."""
    words = plain(command)
    if words.startswith("make "):
        words = shlex.join(["make", *make_arguments(), *shlex.split(words)[1:]])
    words = re.sub(r"> (\S+)", lambda match: f"> {tmp_path / match[1]}", words)

    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", words],
        cwd=ROOT,
        env=environment(),
        capture_output=True,
        text=True,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
        timeout=300,
        check=False,
    )

    expected = 1 if EXITS_ONE in command else 0
    assert done.returncode == expected, done.stdout[-2000:] + done.stderr[-2000:]
    assert "Traceback" not in done.stderr


def test_a_corpus_of_ones_own_as_the_readme_says(tmp_path):
    """Its commands one after the other, with real files for its names, but for the site."""
    words = "\n".join(
        plain(command) for command in commands() if OWN in command and " serve " not in command
    )
    for name, file in OWN_FILES.items():
        assert name in words
        words = words.replace(name, file)
    words = words.replace(OWN, str(tmp_path / "corpus")).replace(
        "mine.json", str(tmp_path / "mine.json")
    )
    words = words.replace("SLUG", "thai-binh-plan-16-ct-ttg")

    done = subprocess.run(
        ["bash", "-euxo", "pipefail", "-c", words],
        cwd=ROOT, env=environment(), capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip

    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    assert "3 new, 0 changed, 0 unchanged, 0 not taken in" in done.stdout
    assert len(list((tmp_path / "corpus" / "documents").iterdir())) == len(OWN_FILES)


def hear_interrupts():
    """What runs in the background ignores interrupts, and so would all that it starts."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def test_make_serve_brings_the_site_up_and_ends_when_asked():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with subprocess.Popen(
        ["make", *make_arguments(), "serve", f"PORT={port}"],
        cwd=ROOT,
        env=environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,  # so that an interrupt reaches make and the server, as Ctrl-C does
        preexec_fn=hear_interrupts,  # noqa: PLW1509 -- nothing else runs in this process meanwhile
    ) as site:
        try:
            answered = answers(f"http://127.0.0.1:{port}/", site)
        finally:
            if site.poll() is None:
                os.killpg(site.pid, signal.SIGINT)
            try:
                words, _ = site.communicate(timeout=90)  # a busy machine
            except subprocess.TimeoutExpired:
                os.killpg(site.pid, signal.SIGKILL)
                raise

    assert answered, words
    assert f"http://127.0.0.1:{port}" in words
    assert "Traceback" not in words


def answers(address, process):
    """Whether an address comes to answer 200 while the process lives, within two minutes."""
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=10) as answer:
                return answer.status == 200
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.2)
    return False


@pytest.mark.parametrize("paper", PAPERS)
def test_paper_names_files_that_exist(paper):
    text = (ROOT / paper).read_text(encoding="utf-8")

    for name in LINK.findall(text) + MAPPED.findall(text):
        assert (ROOT / name).exists(), name


def test_readme_maps_every_folder():
    """A folder that is kept and not in the map would have to be explained by whoever finds it."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    listed = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout.splitlines()
    folders = {name.split("/")[0] + "/" for name in listed if "/" in name and name[0] != "."}
    if not folders:
        pytest.skip("not a git clone, so it cannot be told which folders are kept")

    assert folders <= {
        name if name.endswith("/") else f"{name}/" for name in MAPPED.findall(text)
    } | {"src/"}


def test_make_has_the_targets_that_the_papers_name():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    named = {
        target
        for paper in PAPERS
        for target in re.findall(r"`make ([a-z]+)", (ROOT / paper).read_text(encoding="utf-8"))
    }

    assert {"serve", "test", "format", "lint", "types", "build", "screenshots", "clean"} <= targets
    assert named <= targets


def test_changelog_has_its_four_parts():
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")

    assert re.findall(r"^### (\w+)", text, re.MULTILINE)[:4] == [
        "Ontology",
        "Graph",
        "Queries",
        "Software",
    ]


def example(language):
    """The one example of CONTRIBUTING in a language."""
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    (found,) = re.findall(rf"^```{language}\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    return found


def test_example_question_can_be_asked(tmp_path):
    """Whoever copies the example has a question that the catalogue reads and the store understands."""
    from pyoxigraph import Store

    from mandategraph.query import catalogue, run

    (tmp_path / "names-of-agencies.rq").write_text(example("sparql"), encoding="utf-8")
    question = catalogue(tmp_path)["names-of-agencies"]

    assert list(run(Store(), question, {"language": "en"})) == []


def test_example_agency_is_a_stanza_of_the_authority_file():
    """The example holds with the prefixes of the file that it is to be put in."""
    import pyoxigraph

    kept = (ROOT / "graph/authority/agencies.ttl").read_text(encoding="utf-8")
    prefixes = "\n".join(line for line in kept.splitlines() if line.startswith("@prefix"))
    triples = {
        triple.subject.value
        for triple in pyoxigraph.parse(
            f"{prefixes}\n{example('turtle')}", format=pyoxigraph.RdfFormat.TURTLE
        )
    }

    assert triples == {
        "https://w3id.org/mandategraph/id/function/department-of-science-and-technology"
    }
