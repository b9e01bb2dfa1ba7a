"""The page on the ontology as a reader uses it: the picture, the filter, small screens, no script."""

import pytest

# How far each text of the picture reaches beyond its card, and the size of its letters.
MEASURED = """
() => [...document.querySelectorAll('svg.model .card')].flatMap((card) => {
  const box = card.querySelector('.box').getBBox();
  return [...card.querySelectorAll('text')].map((text) => {
    const at = text.getBBox();
    return {
      words: text.textContent,
      beyond: Math.max(box.x - at.x, at.x + at.width - box.x - box.width,
                       box.y - at.y, at.y + at.height - box.y - box.height),
      size: parseFloat(getComputedStyle(text).fontSize),
      shown: text.getBoundingClientRect().height / at.height,
    };
  });
})
"""


def shown(page):
    """The names of the terms that can be seen."""
    return page.evaluate(
        "[...document.querySelectorAll('.onto-term')].filter((e) => e.checkVisibility()).map((e) => e.id)"
    )


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("width", [1280, 360])
def test_the_picture_can_be_read(open_page, picture, language, width):
    page = open_page(f"/ontology?lang={language}", viewport={"width": width, "height": 900})
    page.evaluate("document.fonts.ready")
    texts = page.evaluate(MEASURED)
    picture(page, f"ontology-{language}-{width}")

    assert len(texts) > 60
    assert [text["words"] for text in texts if text["beyond"] > -4] == []
    assert min(text["size"] * text["shown"] for text in texts) >= 12
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_picture_by_itself_has_its_colours(open_page, language):
    page = open_page(f"/ontology/model-{language}.svg", color_scheme="dark")
    texts = page.evaluate(MEASURED)

    assert [text["words"] for text in texts if text["beyond"] > -2] == []
    assert page.evaluate(
        "getComputedStyle(document.querySelector('.paper')).fill"
    ) == "rgb(23, 22, 20)"  # fmt: skip


def test_the_filter_shows_what_is_typed_with_or_without_accents(open_page):
    page = open_page("/ontology?lang=vi")
    every = len(shown(page))
    page.locator("#onto-index").scroll_into_view_if_needed()
    page.fill("#onto-filter", "NHIEM vu")
    found = shown(page)

    assert every > 200
    assert "Task" in found
    assert "Jurisdiction" not in found
    assert page.inner_text("#onto-found").startswith(str(len(found)))
    assert page.locator(".onto-term:visible").first.evaluate(
        "(e) => e.getBoundingClientRect().top >= 0 && e.getBoundingClientRect().top < innerHeight"
    )
    page.fill("#onto-filter", "xyzxyz")
    assert shown(page) == []
    assert page.inner_text("#onto-found")
    page.fill("#onto-filter", "")
    assert len(shown(page)) == every


def test_a_link_to_a_hidden_term_shows_it(open_page):
    page = open_page("/ontology?lang=en")
    page.fill("#onto-filter", "lead agency")
    assert not page.locator("#Jurisdiction").is_visible()
    page.locator(".onto-index a[href='#Jurisdiction']").click()

    page.locator("#Jurisdiction").wait_for(state="visible")
    assert page.locator("#Jurisdiction").evaluate("(e) => e.getBoundingClientRect().top < 400")


def test_a_card_leads_to_its_term(open_page):
    page = open_page("/ontology?lang=en")
    page.locator("svg.model a[href='#leadAgency']").click()

    assert page.url.endswith("#leadAgency")
    assert page.locator("#leadAgency:target").is_visible()


def test_the_query_of_a_term_gives_rows(open_page):
    page = open_page("/ontology?lang=en")
    page.locator("#leadAgency .onto-ask a").click()

    assert "#leadAgency>" in page.input_value("#query")
    assert page.locator("table.results tbody tr").count() > 50


def test_without_a_script_the_page_is_whole(open_page):
    page = open_page("/ontology?lang=en", java_script_enabled=False)

    assert page.locator(".onto-term").count() > 200
    assert page.locator("#Task").is_visible()
    assert not page.locator(".onto-filter").is_visible()
