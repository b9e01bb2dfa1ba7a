"""The five held texts, and the names of the authority files."""

import pytest

from mandategraph import gazetteer as names
from mandategraph.text import read_bytes


@pytest.fixture(scope="session")
def gazetteer():
    """The names of the authority files."""
    return names.load()


@pytest.fixture(scope="session")
def held(root):
    """A held text by the name of its folder."""

    def text(slug):
        return read_bytes((root / "graph" / "documents" / slug / "text.txt").read_bytes())

    return text
