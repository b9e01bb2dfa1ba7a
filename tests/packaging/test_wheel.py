"""The wheel holds everything, under one name, and answers questions where no tree is near."""

import json
import subprocess
import tomllib
import zipfile

import pytest

# Where a folder of the tree is found in the wheel.
PLACES = {
    "src/mandategraph": "mandategraph",
    "webapp": "mandategraph/webapp",
    "graph": "mandategraph/graph",
    "ontology": "mandategraph/ontology",
    "queries": "mandategraph/queries",
    "shapes": "mandategraph/shapes",
}


@pytest.fixture(scope="module")
def documents(root):
    """The slugs of the documents that come with mandategraph."""
    found = sorted(path.parent.name for path in root.glob("graph/documents/*/document.yaml"))
    assert found
    return found


def test_wheel_has_one_top_level_name(wheel_names):
    names = {name.split("/")[0] for name in wheel_names}

    assert {name for name in names if not name.endswith(".dist-info")} == {"mandategraph"}
    assert len(names) == 2


@pytest.mark.parametrize(("folder", "place"), PLACES.items(), ids=PLACES)
def test_every_file_of_the_tree_is_in_the_wheel_unchanged(tree, wheel, wheel_names, folder, place):
    """Packages are listed in pyproject.toml; this fails when the list has grown stale."""
    files = [path for path in (tree / folder).rglob("*") if path.is_file()]
    assert files

    with zipfile.ZipFile(wheel) as archive:
        for path in files:
            name = f"{place}/{path.relative_to(tree / folder).as_posix()}"
            assert name in wheel_names
            assert archive.read(name) == path.read_bytes(), name


def test_nothing_else_is_in_the_wheel(tree, wheel_names):
    expected = {
        f"{place}/{path.relative_to(tree / folder).as_posix()}"
        for folder, place in PLACES.items()
        for path in (tree / folder).rglob("*")
        if path.is_file()
    }

    assert {name for name in wheel_names if ".dist-info/" not in name} == expected


def test_wheel_carries_both_licences(wheel_names):
    licences = {name.rsplit("/", 1)[1] for name in wheel_names if "/licenses/" in name}

    assert licences == {"LICENSE", "LICENSE-DATA"}


def test_installed_package_is_the_wheel_and_not_the_tree(installed, tree):
    place = subprocess.run(
        [installed.python, "-c", "import mandategraph; print(mandategraph.__file__)"],
        capture_output=True,
        text=True,
        check=True,
        cwd=installed.python.parent,
    ).stdout.strip()

    assert place.startswith(str(installed.python.parent.parent))


def test_installed_command_tells_its_version(installed, root):
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]

    assert project["version"] in installed("--version").stdout


def test_installed_wheel_answers_a_question(installed, root):
    """Some question that is kept must have rows over the documents that come with the wheel."""
    names = sorted(path.stem for path in (root / "queries").glob("*.rq"))
    assert names

    said = []
    for name in names:
        answer = installed("query", name, "--format", "json")
        if answer.returncode == 0 and json.loads(answer.stdout)["results"]["bindings"]:
            return
        said.append(f"{name}: {answer.stderr or 'no rows'}")

    pytest.fail("\n".join(said))


def test_installed_wheel_shows_each_document(installed, documents):
    for document in documents:
        shown = installed("show", document, "--json")

        assert shown.returncode == 0, shown.stderr
        assert json.loads(shown.stdout)["document"]


def test_installed_wheel_refuses_an_unknown_document_in_one_sentence(installed):
    refused = installed("show", "no-such-document", "--json")

    assert refused.returncode == 2
    assert "no-such-document" in refused.stderr
    assert "Traceback" not in refused.stderr
