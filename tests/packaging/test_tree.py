"""Nothing in the tree depends on the machine it was made on."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

# A path into somebody's home or workplace, such as one that a tool wrote into a file.
MACHINE_PATH = re.compile(rb"""(?:^|[\s"'`(=])/(?:home|root|Users|work|farm)/[\w.]""", re.MULTILINE)
# An exact version and nothing else: no address, no local file.
PINNED = re.compile(r"[A-Za-z0-9_.-]+==[A-Za-z0-9.!+]+")


@pytest.fixture(scope="module")
def files():
    """Every file that git keeps or would keep."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    ).stdout
    found = [
        path for name in listed.split(b"\0") if name and (path := ROOT / name.decode()).is_file()
    ]
    if not found:
        pytest.skip("not a git clone, so it cannot be told which files are kept")
    return found


def test_no_file_names_a_path_of_one_machine(files):
    named = [path for path in files if MACHINE_PATH.search(path.read_bytes())]

    assert named == []


def test_no_file_is_larger_than_three_megabytes(files):
    assert [path for path in files if path.stat().st_size > 3_000_000] == []


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_lock_holds_exact_versions_only(name):
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    pins = [line for line in lines if not line.startswith(("#", "-r "))]

    assert pins
    assert [line for line in pins if not PINNED.fullmatch(line)] == []


def test_lock_satisfies_every_range_of_the_project():
    """A range changed in pyproject.toml without `make lock` would be found out here."""
    import tomllib

    from packaging.requirements import Requirement
    from packaging.utils import canonicalize_name

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    pins = {
        canonicalize_name(line.split("==")[0]): line.split("==")[1]
        for name in ("requirements.txt", "requirements-dev.txt")
        for line in (ROOT / name).read_text(encoding="utf-8").splitlines()
        if "==" in line
    }
    wanted = [Requirement(line) for line in project["dependencies"]]
    wanted += [Requirement(line) for line in project["optional-dependencies"]["dev"]]
    assert wanted

    for requirement in wanted:
        assert pins[canonicalize_name(requirement.name)] in requirement.specifier, requirement
