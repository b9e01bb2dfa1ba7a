"""A reader walks from the home page to a document, a task, an agency and the graph."""

import pytest

WIDE = {"width": 1280, "height": 900}
NARROW = {"width": 360, "height": 740}

LANGUAGES = ("vi", "en")
# Pages that need no thing to be about.
PAGES = (
    "/",
    "/documents",
    "/tasks",
    "/agencies",
    "/technologies",
    "/queries",
    "/sparql",
    "/audit",
    "/graph",
    "/about",
)

FOCUSED = "document.activeElement.tagName"
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def go(page, selector):
    """Follow the first link that a selector finds, and return the words of the page's heading."""
    address = page.url
    page.locator(selector).first.click()
    page.wait_for_url(lambda url: url.split("#")[0] != address.split("#")[0])
    heading = page.locator("main h1").first
    heading.wait_for()
    return heading.inner_text()


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_walk_from_home_to_graph(open_page, picture, language, size):
    page = open_page(f"/?lang={language}", viewport=size, locale=language)
    name = f"{language}-{size['width']}"
    assert page.locator("html").get_attribute("lang") == language
    picture(page, f"{name}-1-home")

    assert go(page, "ul.documents a")
    assert "/documents/" in page.url
    document = page.url
    assert page.locator(".doc-text .f").count() > 0
    picture(page, f"{name}-2-document")

    assert go(page, "main a[href*='/tasks/']")
    assert "/tasks/" in page.url
    picture(page, f"{name}-3-task")

    assert go(page, "main a[href*='/agencies/']")
    assert "/agencies/" in page.url
    picture(page, f"{name}-4-agency")

    page.goto(document)
    assert go(page, "main a[href*='/graph/']")
    assert page.locator("svg.cascade a").count() > 0
    picture(page, f"{name}-5-graph")

    assert page.locator("html").get_attribute("lang") == language


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_walk_from_what_follows_to_the_words(open_page, picture, language, size):
    """From an inferred fact to why it holds, and from there to the passage, marked in its text."""
    agency = "/agencies/vn-06/department-of-information-and-communications"
    page = open_page(f"{agency}?lang={language}", viewport=size, locale=language)
    assert go(page, ".follows a.why")
    assert "/why?" in page.url
    assert page.locator("svg.why-picture g").count() > 2
    assert page.evaluate(OVERFLOW) <= 0, "the picture scrolls in its box, not the page"
    picture(page, f"{language}-{size['width']}-why")

    quoted = page.locator(".step .source-words q").first.inner_text().strip("“”")
    assert go(page, ".step .source-words")
    assert "/documents/" in page.url
    there = page.locator(f"[id='{page.url.partition('#')[2]}']")
    assert quoted in there.inner_text()


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_page_opens_and_fits_a_telephone(open_page, picture, language, path):
    """Nothing is wider than a window of 360 pixels, and there is one heading of the first rank."""
    page = open_page(f"{path}?lang={language}", viewport=NARROW, locale=language)

    assert page.locator("h1").count() == 1
    assert page.locator("html").get_attribute("lang") == language
    picture(page, f"{language}-360-page{path.replace('/', '-')}")
    assert page.evaluate(OVERFLOW) <= 0


def test_page_of_each_document_shows_its_stored_text_and_marks_the_right_words(open_page, root):
    """What a page shows is the stored text to the letter, and #char=… stands at that character."""
    kept = {path.read_text(encoding="utf-8") for path in root.glob("graph/documents/*/text.*")}
    assert kept
    page = open_page("/documents")
    addresses = page.locator("main a[href^='/documents/']").evaluate_all(
        "links => [...new Set(links.map(link => link.getAttribute('href').split('?')[0]))]"
    )
    shown = set()

    for address in addresses:
        page.goto(address)
        text = "".join(page.locator(".doc-text .words").all_text_contents())
        places = page.locator(".doc-text .f[id^='char=']").evaluate_all(
            "marks => marks.map(mark => [mark.id, mark.textContent])"
        )
        assert bool(places) == bool(text)
        for place, words in places:
            start = int(place.removeprefix("char=").split(",")[0])
            assert text[start : start + len(words)] == words
        shown |= {text} - {""}

    assert shown == kept


def test_home_is_whole_without_scripts(open_page, picture):
    page = open_page("/", java_script_enabled=False, viewport=WIDE)
    assert page.locator("ul.documents a").count() > 0
    picture(page, "home-without-scripts")

    page.locator("main form[role=search] input[name=q]").fill("tri tue nhan tao")
    page.locator("main form[role=search] input[name=q]").press("Enter")
    page.wait_for_url("**/search?q=*")

    assert page.locator("main a").count() > 0


def test_home_is_usable_from_the_keyboard(page):
    """The first tab stop leads past the navigation, to the content."""
    page.keyboard.press("Tab")

    assert page.evaluate(FOCUSED) == "A"
    page.keyboard.press("Enter")
    assert page.url.endswith("#main")


def test_fonts_are_the_site_s_own(page):
    """Both typefaces load from the site, in the Vietnamese subset too."""
    page.wait_for_function("document.fonts.status === 'loaded'")

    assert page.evaluate("document.fonts.check('16px \"Be Vietnam Pro\"', 'Nhiệm vụ của Sở')")
    loaded = page.evaluate("[...document.fonts].filter(f => f.status === 'loaded').length")
    assert loaded > 0


def test_snapshot_draws_its_boxes(open_page, picture):
    """A script that fails leaves the picture blank, whatever the page around it says."""
    page = open_page("/graph", viewport=WIDE)
    address = page.locator("main a[href*='/graph/']").first.get_attribute("href")
    page.goto(f"{address.split('?')[0]}/snapshot")
    page.locator("canvas").wait_for()
    page.wait_for_timeout(500)
    picture(page, "snapshot")
    drawn = page.evaluate(
        "() => { const canvas = document.querySelector('canvas');"
        " const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);"
        " return data.filter((value, at) => at % 4 === 3 && value > 0).length; }"
    )

    assert drawn > 1000
