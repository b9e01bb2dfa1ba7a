"""Whatever is given, there is an annotation that fits the text, or a clear error; and no rule runs away."""

import re
import resource
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from re import _constants, _parser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import mandategraph.extract
from mandategraph import build, extract, readers
from mandategraph import gazetteer as names
from mandategraph.annotation import as_written, canonical, to_json
from mandategraph.errors import TextError
from mandategraph.extract import vocabulary
from mandategraph.text import SourceText, collapse


def annotation_of(source):
    reading = extract.read(source, names.load())
    return reading, to_json(
        reading, lambda name: build.vietnamese_name(names.load(), reading, name)
    )


def check_against(text, annotation):
    """Each entry stands where it says it does, in its own words."""
    for layer in ("tasks", "objectives", "targets", "reporting", "funding", "borderline"):
        for entry in annotation[layer]:
            end = entry.get("end", len(text))
            assert 0 <= entry["offset"] <= end <= len(text), (layer, entry)
            assert collapse(text[entry["offset"] : end]).startswith(entry["start"]), (layer, entry)
    for section in annotation["sections"]:
        assert 0 <= section["start"] <= len(text)
    for citation in annotation["citations"]:
        assert all(quote in text for quote in citation["quotes"])
    for agency in annotation["agencies"]:
        assert collapse(agency["mention"]) in collapse(text)


PIECES = st.sampled_from(
    ["I. MỤC TIÊU\n", "1. Sở Tài chính\n", "- Chủ trì, phối hợp với ", "Sở Khoa học và Công nghệ", "16/CT-TTg ",
     "ngày 04/5/2017 ", "Quyết định số ", "trước ngày 10/12 hằng năm ", "45% ", "báo cáo ", "\n\n", "|\n", "PHỤ LỤC\n",
     "| TT | Nhiệm vụ | Cơ quan chủ trì | Thời gian |\n", "| 1 | Xây dựng đề án | Sở Y tế | 6/2026 |\n", "Điều 2. ",
     "Prime Minister's Decision No. ", "within 90 days ", "By 2030, ", "Nơi nhận:\n", "TM. ", "kinh phí ", "./.",
     "The Department of Energy shall ", "- agencies must ", "(a) ", "đ) ", "**", "\u00a0", "\u0301", "Ð", "~~x~~ "]
)  # fmt: skip


@settings(max_examples=80)
@given(st.lists(PIECES | st.text(max_size=6), max_size=40).map("".join))
def test_any_text_gives_an_annotation_that_fits_it(text):
    source = SourceText(text=text, sha256="", size=len(text))
    reading, annotation = annotation_of(source)

    check_against(text, annotation)
    check_against(text, as_written(annotation, reading))


@settings(max_examples=80)
@given(st.binary(max_size=400) | st.text(max_size=200).map(lambda text: text.encode("utf-16")))
def test_any_bytes_give_an_annotation_or_a_clear_error(raw):
    said = ""
    try:
        source = readers.read(raw, "it").text
    except TextError as error:
        source, said = None, str(error)
    if source is not None:
        check_against(source.text, annotation_of(source)[1])
    else:
        assert said.startswith("it ")
        assert ";" in said  # what is wrong; what to do


@pytest.mark.parametrize("slug", ["yen-bai-plan-569-qd-ttg", "thai-binh-party-plan-52-nq-tw"])
def test_bodies_by_their_words_are_the_same_bodies(held, slug):
    """What ``extract`` prints says the same as canonical names do."""
    reading, annotation = annotation_of(held(slug))
    written = as_written(annotation, reading)

    assert written != annotation
    assert canonical(written) == annotation


# Texts on which a rule that tries every way to part what it reads would never end.
HOSTILE = {
    "words": "a ",
    "dashes": "- ",
    "numbers": "1. ",
    "bars": "|",
    "stars": "**",
    "brackets": "(i) ",
    "blanks": " \t",
    "newlines": "\n",
    "items": "- a\n",
    "rows": "| a | b | c |\n",
    "dots": "1.2.3.4.",
    "dates": "ngày 1/1/2020 và ",
    "bodies": "Sở Tài chính, Bộ Y tế, ",
    "capitals": "ỦY BAN NHÂN DÂN TỈNH ",
    "commas": ", và ",
    "citations": "Quyết định số 1/QĐ-TTg, ",
    "quotes": "“a” ",
    "percent": "đạt 45% ",
    "english": "The Secretary of Energy shall, in consultation with the Director of the Office, ",
    "marks": "a\u0301\u0323",
}
CPU_SECONDS = 60
MEMORY = 3 << 30


def _extract(path, seconds):
    """The command line over a file, ended by the system when it takes far too much."""

    def limits():
        # A guard, not a measure: these take some seconds, a runaway rule takes for ever.
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))

    return subprocess.run(
        [sys.executable, "-m", "mandategraph.cli", "extract", str(path)],
        preexec_fn=limits,
        capture_output=True,
        check=False,
    )


@pytest.mark.skipif(sys.platform == "win32", reason="limits of processes are set as POSIX does")
@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE)
def test_a_long_line_neither_hangs_nor_fills_the_memory(piece, tmp_path):
    text = tmp_path / "long.txt"
    text.write_text((piece * (60_000 // len(piece) + 1))[:60_000] + "x", encoding="utf-8")

    done = _extract(text, CPU_SECONDS)

    assert done.returncode == 0, done.stderr[-500:]


@pytest.mark.skipif(sys.platform == "win32", reason="limits of processes are set as POSIX does")
def test_a_line_of_a_million_characters_is_read(held, tmp_path):
    """The words of a real plan without one line break."""
    words = " ".join(held("thai-binh-party-plan-52-nq-tw").text.split())
    text = tmp_path / "line.txt"
    text.write_text((words * (1_000_000 // len(words) + 1))[:1_000_000], encoding="utf-8")

    done = _extract(text, 10 * CPU_SECONDS)

    assert done.returncode == 0, done.stderr[-500:]


def _patterns():
    """Every pattern of the rules: those of the modules, and those that the word lists hold."""
    root = Path(mandategraph.extract.__file__).parent
    for module in walk_packages([str(root)], "mandategraph.extract."):
        for name, value in vars(import_module(module.name)).items():
            if isinstance(value, re.Pattern):
                yield f"{module.name}.{name}", value.pattern
    for path in sorted((root / "words").glob("*.yaml")):
        for place, words in _strings(vocabulary.words(path.stem), path.stem):
            try:
                re.compile(words)
            except re.error:
                continue  # words with a bracket of their own, no pattern
            yield place, words


def _strings(value, place):
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _strings(inner, f"{place}.{key}")
    elif isinstance(value, list):
        for at, inner in enumerate(value):
            yield from _strings(inner, f"{place}[{at}]")


_REPEATS = (_constants.MAX_REPEAT, _constants.MIN_REPEAT)


def _nests(parsed, *, inside=False):
    """Whether an endless repetition holds another one that may match the same words in many ways."""
    for operator, value in parsed:
        if operator in _REPEATS:
            _, most, inner = value
            endless = most is _constants.MAXREPEAT
            if endless and inside:
                return True
            # What must begin with a fixed character can be parted in one way only.
            if _nests(inner, inside=inside or (endless and not _begins_fixed(inner))):
                return True
        elif isinstance(value, tuple | list) and any(
            _nests(one, inside=inside) for one in _parts(value)
        ):
            return True
    return False


def _begins_fixed(parsed):
    """Whether whatever a pattern matches begins with a character that the pattern names."""
    operator, value = parsed[0] if len(parsed) else (None, None)
    if operator is _constants.BRANCH:
        return all(_begins_fixed(branch) for branch in value[1])
    if operator is _constants.SUBPATTERN:
        return _begins_fixed(value[-1])
    if operator in _REPEATS and 0 < value[0] <= value[1] < _constants.MAXREPEAT:
        return _begins_fixed(value[2])
    return operator is _constants.LITERAL


def _parts(value):
    """The sub-patterns of an operator's value."""
    for one in value:
        if isinstance(one, _parser.SubPattern):
            yield one
        elif isinstance(one, list):
            yield from (inner for inner in one if isinstance(inner, _parser.SubPattern))


@pytest.mark.parametrize("pattern", [r"(?:a+)+b", r"(?:\w+ ?)*x", r"(?:[^.]*,)*,"])
def test_the_check_of_patterns_sees_a_runaway(pattern):
    assert _nests(_parser.parse(pattern))


def test_no_rule_repeats_a_repetition():
    patterns = dict(_patterns())

    assert len(patterns) > 200
    assert [place for place, one in patterns.items() if _nests(_parser.parse(one))] == []
