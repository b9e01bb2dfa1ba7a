"""The scorer: each rule of scoring on a small hand-made pair, with counts worked out by hand."""

import copy

import pytest

from bench.extraction.score import Count, score

TEXT = (
    "1. Sở A chủ trì, phối hợp với Sở B lập đề án trước ngày 01/6/2026.\n"
    "2. Sở B xây dựng kho dữ liệu.\n"
    "3. Đến năm 2030, tỷ lệ đạt 80%.\n"
    "4. Sở A báo cáo Ủy ban.\n"
    "5. Nêu cao tinh thần.\n"
)


def _at(words: str) -> dict:
    return {"start": words, "offset": TEXT.index(words)}


def _task(words: str, **more) -> dict:
    offset = TEXT.index(words)
    empty = {"lead": [], "coordinate": [], "technology": [], "theme": "other", "deadline": None}
    return empty | {"start": words, "offset": offset, "end": TEXT.index("\n", offset)} | more


GOLD = {
    "document": {
        "title": "T", "type": "plan", "number": "1/KH", "date": "2026-01-02", "issuer": "Ủy ban",
        "jurisdiction": None, "period_start": 2026, "period_end": 2030, "language": "vi",
        "implements": ["16/CT-TTg"], "implements_alt": ["5/QĐ"],
    },
    "sections": [{"label": "I", "heading": "A"}],
    "citations": [
        {"number": "Luật số 5", "canonical_number": "5/QH", "date": "2020-01-01"},
        {"number": "16/CT-TTg", "date": "2017-05-04"},
    ],
    "unnumbered": [],
    "agencies": [
        {"mention": "Sở A", "canonical_en": "Department A"},
        {"mention": "Sở B", "canonical_en": "Department B"},
        {"mention": "Ủy ban", "canonical_en": "Committee"},
    ],
    "tasks": [
        _task("Sở A chủ trì", lead=["Sở A"], coordinate=["Sở B"], deadline="2026-06-01",
              start_alt=["lập đề án"], technology=["software"], technology_alt=["gis"]),
        _task("Sở B xây dựng", lead=["Department B"], theme="funding", theme_alt=["awareness"]),
    ],
    "objectives": [],
    "targets": [
        _at("tỷ lệ") | {"comparator": ">=", "value": "80", "unit": "%", "year": 2030},
    ],
    "reporting": [_at("báo cáo Ủy ban") | {"who": "Sở A", "to": ["Ủy ban"], "when": None}],
    "funding": [],
    "signatory": {"name": "Nguyễn Văn A"},
    "recipients": ["Như trên"],
    "borderline": [_at("Nêu cao")],
}  # fmt: skip


def _score(**changes):
    machine = copy.deepcopy(GOLD)
    machine.update(changes)
    return score(TEXT, machine, GOLD)


def _counts(layer: str, **changes) -> tuple[int, int, int]:
    count = _score(**changes).count(layer)
    return count.right, count.given, count.wanted


def test_an_annotation_agrees_with_itself():
    found = _score()
    assert found.misses == []
    assert all(count.right == count.given == count.wanted for count in found.counts.values())


def _changed(layer: str, at: int, **values) -> dict:
    entries = copy.deepcopy(GOLD[layer])
    entries[at] = entries[at] | values
    return {layer: entries}


@pytest.mark.parametrize(
    ("layer", "changes", "counts"),
    [
        # a value of its own for each rule; (right, given by the machine, given by hand)
        ("document", {"document": GOLD["document"] | {"number": "2/KH"}}, (9, 10, 10)),
        ("document", {"document": GOLD["document"] | {"implements": ["16/CT-TTg", "5/QD"]}}, (10, 10, 10)),
        ("document", {"document": GOLD["document"] | {"implements": []}}, (9, 10, 10)),
        # the usual form of a number is as right as the printed one; the date must be equal
        ("citations", _changed("citations", 0, number="5/qh", canonical_number=None), (2, 2, 2)),
        ("citations", _changed("citations", 1, date="2017-04-05"), (1, 2, 2)),
        ("citations", {"citations": GOLD["citations"][:1]}, (1, 1, 2)),
        # a task is found by its other opening, and lost when it begins elsewhere
        ("tasks", {"tasks": [_task("lập đề án"), GOLD["tasks"][1]]}, (2, 2, 2)),
        ("tasks", {"tasks": [_task("đề án trước"), GOLD["tasks"][1]]}, (1, 2, 2)),
        ("tasks", {"tasks": GOLD["tasks"][:1]}, (1, 1, 2)),
        # a second prediction on the same task, and one on a borderline passage, are not counted
        ("tasks", {"tasks": [GOLD["tasks"][0], _task("lập đề án"), GOLD["tasks"][1]]}, (2, 2, 2)),
        ("tasks", {"tasks": [*GOLD["tasks"], _task("Nêu cao")]}, (2, 2, 2)),
        # bodies: by any of their names; one too many and one too few
        ("lead", _changed("tasks", 0, lead=["Department A"]), (2, 2, 2)),
        ("lead", _changed("tasks", 0, lead=["Sở A", "Ủy ban"]), (2, 3, 2)),
        ("coordinate", _changed("tasks", 0, coordinate=[]), (0, 0, 1)),
        # times: a wrong one is both given and missed, none is only missed
        ("deadlines", _changed("tasks", 0, deadline="2026-06-02"), (0, 1, 1)),
        ("deadlines", _changed("tasks", 0, deadline=None), (0, 0, 1)),
        ("technology", _changed("tasks", 0, technology=["software", "gis"]), (1, 1, 1)),
        ("theme", _changed("tasks", 1, theme="awareness"), (2, 2, 2)),
        ("theme", _changed("tasks", 1, theme="other"), (1, 2, 2)),
        # further bodies are not punished; one that is missing is
        ("agencies", {"agencies": [*GOLD["agencies"], {"mention": "Đảng", "canonical_en": "Party"}]}, (3, 3, 3)),
        ("agencies", {"agencies": GOLD["agencies"][1:]}, (2, 2, 3)),
        ("targets", {"targets": []}, (0, 0, 1)),
        ("target values", _changed("targets", 0, value="90"), (3, 4, 4)),
        ("reporting values", _changed("reporting", 0, when="annual"), (0, 1, 1)),
        ("recipients", {"recipients": ["Như trên."]}, (1, 1, 1)),
        ("signatory", {"signatory": None}, (0, 1, 1)),
        ("sections", {"sections": [{"label": "II", "heading": "A"}]}, (0, 1, 1)),
    ],
)  # fmt: skip
def test_what_counts(layer, changes, counts):
    assert _counts(layer, **changes) == counts


def test_every_difference_is_told_in_words():
    found = _score(**_changed("tasks", 0, lead=["Sở B"], deadline=None))
    assert found.misses == [
        "lead: Sở A chủ trì: too much ['department b'], missing ['department a']",
        "deadlines: Sở A chủ trì: machine None, by hand 2026-06-01",
    ]


def test_the_measures():
    count = Count(right=3, given=4, wanted=6)
    assert (count.precision, count.recall, count.f1) == (0.75, 0.5, 0.6)
    assert Count().f1 is None
