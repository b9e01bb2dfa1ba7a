"""The site over the graph as it is built, asked through Flask's client."""

from html.parser import HTMLParser
from pathlib import Path
from types import SimpleNamespace

import pytest
from mandategraph.webapp import create_app

from mandategraph.store import open_store

LANGUAGES = ("vi", "en")


def pytest_collection_modifyitems(items):
    """Keep these tests in one worker: the audit of the whole graph is worked out once."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.xdist_group("webapp"))


@pytest.fixture(scope="session")
def store():
    return open_store()


@pytest.fixture(scope="session")
def app(store):
    made = create_app(store)
    made.config["TESTING"] = False
    return made


@pytest.fixture(scope="session")
def mandategraph_site(app):
    return app.extensions["mandategraph"]


@pytest.fixture
def client(app):
    return app.test_client()


@pytest.fixture
def get(client):
    """A function that opens a page as a browser does."""

    def opened(path, language="en", **headers):
        return client.get(
            path, headers={"Accept": "text/html,*/*;q=0.8", "Accept-Language": language, **headers}
        )

    return opened


class Page(HTMLParser):
    """What a test wants to know of a page: links, ids, classes, words, language."""

    VOID = frozenset(("meta", "link", "input", "br", "img", "hr"))

    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.links, self.ids, self.words, self.lang = [], [], [], None
        self.fragments, self.stored = [], []
        self._open = []
        self.elements = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        self.elements.append(SimpleNamespace(tag=tag, attrs=values))
        if tag == "html":
            self.lang = values.get("lang")
        if "id" in values:
            self.ids.append(values["id"])
        if tag == "a" and values.get("href"):
            address, _, fragment = values["href"].partition("#")
            if not address:
                self.fragments.append(fragment)
            elif address.startswith("/"):
                self.links.append(address)
        if tag not in self.VOID:
            self._open.append((tag, values.get("class", "").split()))

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in self.VOID:
            self._open.pop()

    def handle_endtag(self, tag):
        while self._open:
            if self._open.pop()[0] == tag:
                break

    def handle_data(self, data):
        if any("words" in classes and tag == "div" for tag, classes in self._open):
            self.stored.append(data)
        if not any(tag in ("script", "style") for tag, _ in self._open):
            self.words.append(data)

    @property
    def text(self):
        """The words of the page."""
        return "".join(self.words)

    @property
    def stored_text(self):
        """The characters of the document's text, as a browser holds them."""
        return "".join(self.stored)


@pytest.fixture(scope="session")
def read_page():
    return Page
