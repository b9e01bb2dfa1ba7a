"""The tree as its files are kept, its wheel, and a command line installed from that wheel."""

import os
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

# Made by tools, and never part of what is shipped.
MADE = (".git", ".venv", "build", "dist", "*.egg-info", "__pycache__", ".*_cache", ".hypothesis")


@pytest.hookimpl(tryfirst=True)  # before the distribution reads the marks
def pytest_collection_modifyitems(items):
    """Keep the tests of this folder in one worker, so that the wheel is built once."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.xdist_group("packaging"))


def kept(folder, names):
    """What of a folder to leave out of a copy: ``build`` only at the top, where make writes it."""
    top = (Path(folder) / "pyproject.toml").is_file()
    patterns = MADE if top else [name for name in MADE if name != "build"]
    return shutil.ignore_patterns(*patterns)(folder, names)


@pytest.fixture(scope="session")
def tree(root, tmp_path_factory):
    """A copy of the tree without anything that a tool made, as a release would start from."""
    copy = tmp_path_factory.mktemp("release") / "mandategraph"
    return Path(shutil.copytree(root, copy, ignore=kept))


@pytest.fixture(scope="session")
def wheel(tree, tmp_path_factory):
    """The wheel, built from the source distribution and not from the tree."""
    target = tmp_path_factory.mktemp("dist")
    done = subprocess.run(
        [sys.executable, "-m", "build", "--no-isolation", "--outdir", target, tree],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    (wheel,) = target.glob("*.whl")
    return wheel


@pytest.fixture(scope="session")
def wheel_names(wheel):
    """The paths of the files in the wheel."""
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


@pytest.fixture(scope="session")
def installed(wheel, tmp_path_factory):
    """A function that runs the command line of the installed wheel, far from the tree.

    The new environment sees the dependencies of the present one through a .pth file, so nothing
    is fetched; the editable installation beside them is not seen, for .pth files in a folder
    that was itself added by a .pth file are not read.
    """
    home = tmp_path_factory.mktemp("installed")
    venv.create(home / "venv", with_pip=False, symlinks=os.name == "posix")
    python = home / "venv" / "bin" / "python"
    packages = Path(sysconfig.get_path("purelib", vars={"base": str(home / "venv")}))
    packages.joinpath("dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n")
    subprocess.run(
        [
            sys.executable,
            "-m",
            "pip",
            "--python",
            python,
            "install",
            "--quiet",
            "--no-deps",
            "--no-index",
            wheel,
        ],
        check=True,
    )
    (home / "elsewhere").mkdir()

    def run(*arguments, **options):
        return subprocess.run(
            [home / "venv" / "bin" / "mandategraph", *arguments],
            cwd=home / "elsewhere",
            env={"PATH": os.environ["PATH"], "HOME": str(home / "elsewhere"), "LANG": "C.UTF-8"},
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
            timeout=120,
            **options,
        )

    run.python = python
    return run
