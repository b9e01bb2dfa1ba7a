"""Both languages say everything, and no template speaks on its own."""

import re
from string import Formatter

import pytest
from mandategraph.webapp.language import LANGUAGES, words

from mandategraph.build.documents import HELD

# Words that need no translation: the site's name, names of formats and marks between them.
SAME = re.compile(r"^(?:(?:· )?mandategraph|JSON|Turtle|CSV|mg:|curl .*|[\W\d_]+)$", re.DOTALL)
JINJA = re.compile(
    r"\{% block body_class %\}.*?\{% endblock %\}|\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL
)
TAG = re.compile(r"<!--.*?-->|<(?:pre|script|style)\b.*?</(?:pre|script|style)>|<[^>]*>", re.DOTALL)
LITERAL = re.compile(r"""\bt\(\s*["']([^"'~]+)["']\s*[,)]""")
PLURAL = re.compile(r"""\bplural\(\s*["']([^"']+)["']""")
READ_ALOUD = re.compile(
    r"""(?:aria-label|title|placeholder|alt)=["']([^"'{]*[A-Za-zÀ-ỹ]{3}[^"'{]*)["']"""
)


@pytest.fixture(scope="module")
def templates(root):
    found = sorted((root / "webapp" / "templates").rglob("*.html"))
    assert len(found) > 15
    return found


def test_both_languages_have_the_same_keys():
    assert set(LANGUAGES) == {"vi", "en"}
    vi, en = ({k.removesuffix(".one") for k in words(one)} for one in ("vi", "en"))
    assert vi == en


@pytest.mark.parametrize("language", LANGUAGES)
def test_whatever_a_description_may_say_has_words(language):
    """A document of any extent has a page, also one that is not among the kept ones."""
    states = {*HELD.values(), "NotHeld"}
    assert {f"held.{state}" for state in states} <= set(words(language))


def test_values_to_fill_in_are_the_same_in_both():
    def fields(text):
        return {name for _, name, _, _ in Formatter().parse(text) if name}

    for key, text in words("vi").items():
        if key != "sparql.start":
            assert fields(text) == fields(words("en")[key]), key


def test_no_words_are_empty():
    for language in LANGUAGES:
        for key, text in words(language).items():
            assert text.strip(), (language, key)


def test_every_key_that_a_template_names_has_words(templates):
    for path in templates:
        text = path.read_text(encoding="utf-8")
        for key in [*LITERAL.findall(text), *PLURAL.findall(text)]:
            assert key in words("en"), (path.name, key)


def test_every_key_that_the_code_names_has_words(root):
    named = re.compile(r"""(?:translate|RefusedError)\(\s*["']([^"'{]+)["']""")
    found = [
        (path.name, key)
        for path in sorted((root / "webapp").glob("*.py"))
        for key in named.findall(path.read_text(encoding="utf-8"))
    ]
    assert found
    for name, key in found:
        assert key in words("vi"), (name, key)


def test_no_template_holds_words_of_its_own(templates):
    for path in templates:
        text = JINJA.sub("", path.read_text(encoding="utf-8"))
        assert not READ_ALOUD.search(text), (path.name, READ_ALOUD.search(text))
        for piece in TAG.sub("\n", text).splitlines():
            said = piece.strip()
            assert not said or SAME.match(said), (path.name, said)
