"""Uses point one way, and neither a view nor a command holds a question."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

# Lowest first. A module may use its own layer and those before it.
LAYERS = (
    {"errors", "names", "resources"},
    {"text", "gazetteer"},
    {"readers"},
    {"model", "annotation"},
    {"extract"},
    {"build"},
    {"reason"},
    {"store"},
    {"validate", "show"},
    {
        "query",
        "network",
        "ingest",
        "vocabulary",
        "context",
        "jsonld",
        "card_layout",
        "model_diagram",
    },
    {"dataset"},
    {"export", "api", "why"},
    {"cli", "webapp"},
)
# The package itself is its face for Python users, and may therefore name every module of the library.
FACE = {"__init__", "__main__"}

MODULES = sorted((ROOT / "src/mandategraph").rglob("*.py")) + sorted(
    (ROOT / "webapp").rglob("*.py")
)

# What only a SPARQL query has after its first word; keywords are written in capitals here.
SPARQL = re.compile(
    r"\b(?:SELECT|DESCRIBE)\s+(?:DISTINCT\s+|REDUCED\s+)?[?$(*<]"
    r"|\b(?:CONSTRUCT|ASK)\s*(?:WHERE\s*)?\{"
)
# What a page shows as written, such as a command to copy.
SHOWN = re.compile(r"<(pre|code)\b.*?</\1>", re.DOTALL)
PAGES = [
    path
    for pattern in ("*.py", "*.html", "*.js")
    for path in sorted((ROOT / "webapp").rglob(pattern))
    if "vendor" not in path.parts
]
COMMANDS = sorted(ROOT.glob("src/mandategraph/cli/*.py"))


def name_of(path):
    """A path from the root of the tree, as a test's id."""
    return path.relative_to(ROOT).as_posix()


def layer(part):
    """How high a part of the library stands."""
    for height, parts in enumerate(LAYERS):
        if part in parts:
            return height
    raise AssertionError(f"'{part}' stands in no layer: add it to LAYERS where it belongs")


def part_of(path):
    """The part of the library that a module belongs to, such as ``extract``."""
    if ROOT / "webapp" in path.parents:
        return "webapp"
    return path.relative_to(ROOT / "src/mandategraph").parts[0].removesuffix(".py")


def uses(path):
    """The parts of mandategraph that a module imports, wherever in the module it does so."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        else:
            continue
        for name in names:
            package, *rest = name.split(".")
            if package == "mandategraph" and rest:
                yield rest[0]


def test_there_are_modules():
    assert len(MODULES) > len(LAYERS)


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_module_uses_no_higher_layer(path):
    part = part_of(path)
    if part in FACE:
        return
    known = {name for parts in LAYERS for name in parts}

    upward = sorted(used for used in uses(path) if used in known and layer(used) > layer(part))

    assert not upward


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_module_belongs_to_a_layer(path):
    assert part_of(path) in FACE or layer(part_of(path)) >= 0


@pytest.mark.parametrize(
    "path", [path for path in MODULES if part_of(path) not in {"cli", "webapp"}], ids=name_of
)
def test_library_knows_nothing_of_the_web(path):
    assert "flask" not in path.read_text(encoding="utf-8").lower()


def test_there_are_pages_and_commands():
    assert PAGES
    assert COMMANDS


@pytest.mark.parametrize("path", PAGES + COMMANDS, ids=name_of)
def test_view_or_command_holds_no_question(path):
    """A question lives in ``queries/``; only help to the reader may show one."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".py":
        text = "\n".join(strings(ast.parse(text)))
    if path.suffix == ".html":
        text = SHOWN.sub("", text)
    found = SPARQL.search(text)

    assert not found, found[0]


def strings(module):
    """The strings of a module that are not docstrings."""
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(module)
        if isinstance(node, documented) and node.body and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(module):
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in docstrings
        ):
            yield node.value
