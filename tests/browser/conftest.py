"""A real browser on the real site: ``mandategraph serve`` as a reader runs it, and Debian's Chromium.

Every page that a test opens is watched: a request to another origin, an error on the console or an
exception in a script fails the test that caused it.
"""

import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = (
    "--no-sandbox",  # the tests may run as root, where the sandbox cannot be made
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Nothing but the site can be reached, whatever a page asks for.
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
)
START_SECONDS = 120
TALLEST = 3000  # pixels of a picture


@pytest.hookimpl(tryfirst=True)  # before the distribution reads the marks
def pytest_collection_modifyitems(items):
    """Keep the browser's tests in one worker: one site and one browser serve them all."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.xdist_group("browser"))


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """The address of the site, served by ``mandategraph serve`` while the tests run."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    log = tmp_path_factory.mktemp("site") / "serve.log"
    command = Path(sys.executable).parent / "mandategraph"
    with (
        log.open("w", encoding="utf-8") as output,
        subprocess.Popen(
            [command, "serve", "--host", "127.0.0.1", "--port", str(port)],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        ) as server,
    ):
        try:
            await_answer(address, server, log)
            yield address
        finally:
            server.terminate()
            try:
                server.wait(10)
            except subprocess.TimeoutExpired:
                server.kill()


def await_answer(address, server, log):
    """Return when the home page is served; fail with the server's own words when it ends instead."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if server.poll() is not None:
            break
        try:
            with urllib.request.urlopen(address, timeout=10) as answer:
                assert answer.status == 200
                return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.2)
    pytest.fail(f"the site did not come up:\n{log.read_text(encoding='utf-8')}")


@pytest.fixture(scope="session")
def browser():
    """Chromium, without a window."""
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        pytest.skip("no Chromium on this machine: install Debian's package chromium to run these")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def open_page(browser, site):
    """A function that opens a watched page; it takes the options of a browser context."""
    contexts = []
    faults = []

    def watch(page):
        page.on(
            "request",
            lambda request: (
                None
                if request.url.startswith((f"{site}/", "data:", "blob:", "about:"))
                else faults.append(f"asked {request.url}")
            ),
        )
        page.on(
            "console",
            lambda message: (
                faults.append(f"console: {message.text} ({page.url})")
                if message.type == "error"
                else None
            ),
        )
        page.on("pageerror", lambda error: faults.append(f"script: {error} ({page.url})"))

    def opened(path="/", **options):
        context = browser.new_context(base_url=site, **options)
        context.on("page", watch)
        # Milliseconds: the audit may take a minute on a busy machine.
        context.set_default_timeout(120_000)
        contexts.append(context)
        page = context.new_page()
        answer = page.goto(path)
        assert answer.status == 200, f"{path}: {answer.status}"
        return page

    yield opened

    for context in contexts:
        context.close()
    assert faults == []


@pytest.fixture
def page(open_page):
    """The home page, open in a watched window of usual size."""
    return open_page("/", viewport={"width": 1280, "height": 900})


@pytest.fixture(scope="session")
def picture(root):
    """A function that keeps a picture of a page in ``build/screenshots``, as far as one would scroll."""
    folder = root / "build" / "screenshots"
    folder.mkdir(parents=True, exist_ok=True)

    def keep(page, name):
        width, height = page.evaluate("[innerWidth, document.documentElement.scrollHeight]")
        page.screenshot(
            path=folder / f"{name}.png",
            full_page=True,
            clip={"x": 0, "y": 0, "width": width, "height": min(height, TALLEST)},
        )

    return keep
