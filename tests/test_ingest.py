"""Taking files into a corpus: what is written, what is kept, and what never half happens."""

import json
import os
import shutil
import time
from pathlib import Path

import pytest
import yaml

from mandategraph import ingest as ingesting
from mandategraph import show, store
from mandategraph.build.documents import all_folders, find_folder
from mandategraph.errors import InputError
from mandategraph.ingest import Ingested, Refused

ROOT = Path(__file__).resolve().parents[1]
DOCUMENTS = ROOT / "graph" / "documents"
VINH_LONG = DOCUMENTS / "vinh-long-plan-16-ct-ttg" / "text.txt"
THAI_BINH = DOCUMENTS / "thai-binh-plan-16-ct-ttg" / "text.txt"
SLUG = "vinh-long-plan-28-kh-ubnd-2017"


def _ingest(data: Path, *files: Path, **options) -> list[Ingested | Refused]:
    return list(ingesting.ingest([str(file) for file in files], data, **options))


def _everything(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, hidden ones too, with its bytes."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def _document(corpus: Path) -> str:
    """The IRI of the one document of a corpus."""
    (kept,) = all_folders(corpus)
    return store.document_of(store.parse_turtle(kept.facts), kept.facts)


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """The plan of Vĩnh Long as a user's file."""
    return Path(shutil.copyfile(VINH_LONG, tmp_path / "ke-hoach.txt"))


@pytest.fixture
def corpus(tmp_path: Path, plan: Path) -> Path:
    """A corpus that holds that plan."""
    data = tmp_path / "corpus"
    (result,) = _ingest(data, plan)
    assert isinstance(result, Ingested)
    assert result.state == "new"
    return data


def test_a_new_document_is_whole_and_can_be_asked(corpus):
    folder = corpus / "documents" / SLUG
    assert {path.name for path in folder.iterdir()} == {
        "text.txt", "document.yaml", "facts.ttl", "evidence.ttl", "audit.json",
    }  # fmt: skip
    assert (folder / "text.txt").read_bytes() == VINH_LONG.read_bytes()
    (kept,) = all_folders(corpus)
    graph = store.of_folders([kept])
    annotation = show.annotation_of(graph, show.find_document(graph, SLUG))
    assert annotation["document"]["number"] == "28/KH-UBND"
    assert len(annotation["tasks"]) == 12  # as read by hand (tests/data/gold)


def test_the_description_tells_what_the_text_tells_and_no_more(corpus):
    raw = yaml.safe_load((corpus / "documents" / SLUG / "document.yaml").read_text("utf-8"))
    assert raw["label"] == {
        "vi": "Kế hoạch 28/KH-UBND (Vĩnh Long)",
        "en": "Plan 28/KH-UBND (Vinh Long)",
    }
    assert raw["language"] == "vi"
    assert raw["reviewed"] is False
    assert raw["held"] is None  # no signature: whether the text is whole is for a person to say
    assert raw["authority"] is None
    assert raw["original"]["name"] == "ke-hoach.txt"


def test_the_audit_is_of_this_document(corpus):
    audit = json.loads((corpus / "documents" / SLUG / "audit.json").read_text("utf-8"))
    assert audit["conforms"] is True
    states = {finding["state"] for finding in audit["findings"]}
    assert "not-held" in states  # nobody is accused while the extent of the text is not known
    assert {finding["document"] for finding in audit["findings"]} == {_document(corpus)}


def test_the_same_file_again_changes_nothing(corpus, plan):
    before = _everything(corpus)
    (result,) = _ingest(corpus, plan)
    assert (result.state, result.slug) == ("unchanged", SLUG)
    assert _everything(corpus) == before


def test_the_same_text_under_another_name_changes_nothing(corpus, plan, tmp_path):
    before = _everything(corpus)
    (result,) = _ingest(corpus, Path(shutil.copyfile(plan, tmp_path / "other.txt")))
    assert result.state == "unchanged"
    assert _everything(corpus) == before


CORRECTIONS = """\
# A remark of the curator, which must not be lost.
- layer: tasks
  change: Tăng cường tuyên truyền
  set: {theme: other}
  reason: For the test.
- layer: notes
  add: A note of the curator.
  reason: For the test.
- layer: tasks
  change: Words that stand nowhere
  set: {theme: other}
  reason: For the test.
"""


def _with_corrections(corpus: Path, extra: str = "") -> Path:
    folder = corpus / "documents" / SLUG
    (folder / "corrections.yaml").write_text(CORRECTIONS + extra, encoding="utf-8")
    return folder


def _first_task(corpus: Path) -> dict:
    kept = find_folder(SLUG, corpus)
    graph = store.of_folders([kept])
    return show.annotation_of(graph, show.find_document(graph, SLUG))["tasks"][0]


def test_a_changed_file_keeps_what_still_fits_and_says_what_changed(corpus, plan):
    task = _first_task(corpus)
    start = task["start"]
    text = plan.read_text("utf-8")
    border = text.index("II")
    extra = f"""\
- layer: borderline
  add: {{start: "{start}", offset: {task["offset"]}, why: For the test.}}
  reason: For the test.
"""
    folder = _with_corrections(corpus, extra.replace("Tăng cường tuyên truyền", start))
    words = (
        (folder / "corrections.yaml").read_text("utf-8").replace("Tăng cường tuyên truyền", start)
    )
    (folder / "corrections.yaml").write_text(words, encoding="utf-8")
    (folder / "notes.txt").write_text("mine", encoding="utf-8")
    inserted = "Một dòng mới được chèn vào trước.\n"
    plan.write_text(text[:border] + inserted + text[border:], encoding="utf-8")

    (result,) = _ingest(corpus, plan)

    assert (result.state, result.slug) == ("changed", SLUG)
    assert "text: lines new: 1, lines gone: 0" in result.changes
    assert len(result.misfits) == 1
    assert "Words that stand nowhere" in result.misfits[0]
    kept = yaml.safe_load((folder / "corrections.yaml").read_text("utf-8"))
    assert [one["layer"] for one in kept] == ["tasks", "notes", "borderline"]
    assert kept[2]["add"]["offset"] == task["offset"] + len(inserted)  # it moved with its words
    assert (folder / "corrections-before.yaml").read_text("utf-8") == words
    assert (folder / "notes.txt").read_text("utf-8") == "mine"
    assert _first_task(corpus)["theme"] == "other"


def test_what_a_person_wrote_in_the_description_stays(corpus, plan):
    place = corpus / "documents" / SLUG / "document.yaml"
    mine = place.read_text("utf-8").replace("held: null", "held: truncated  # seen by me")
    place.write_text(mine.replace("reviewed: false", "reviewed: true"), encoding="utf-8")
    plan.write_text(plan.read_text("utf-8") + "\nMột dòng.\n", encoding="utf-8")
    (result,) = _ingest(corpus, plan)
    assert result.state == "changed"
    assert "held: truncated  # seen by me" in place.read_text("utf-8")
    assert "reviewed: false" in place.read_text("utf-8")  # the new text has been read by nobody
    assert all_folders(corpus)


@pytest.mark.parametrize("step", ["build_document", "render"])
def test_a_failure_half_way_leaves_everything_as_it_was(corpus, plan, monkeypatch, step):
    def fail(*_arguments, **_options):
        raise OSError(28, "No space left on device")

    before = _everything(corpus)
    plan.write_text(plan.read_text("utf-8") + "\nMột dòng.\n", encoding="utf-8")
    module = ingesting.build if step == "build_document" else ingesting.validate
    monkeypatch.setattr(module, step, fail)
    (result,) = _ingest(corpus, plan)
    assert isinstance(result, Refused)
    assert "No space left on device" in result.why
    assert _everything(corpus) == before


def test_an_exchange_cut_short_is_undone_by_the_next_run(corpus, plan):
    documents = corpus / "documents"
    before = _everything(corpus)
    (documents / SLUG).rename(documents / f".{SLUG}.old")
    (result,) = _ingest(corpus, plan)
    assert result.state == "unchanged"
    assert _everything(corpus) == before


def test_several_files_at_once_and_a_bad_one_among_them(tmp_path, plan):
    bad = tmp_path / "scan.bin"
    bad.write_bytes(b"\x00\x01\x02")
    missing = tmp_path / "missing.txt"
    other = Path(shutil.copyfile(THAI_BINH, tmp_path / "thai-binh.txt"))
    data = tmp_path / "corpus"
    results = {Path(one.file).name: one for one in _ingest(data, plan, bad, missing, other, jobs=2)}
    assert isinstance(results["scan.bin"], Refused)
    assert isinstance(results["missing.txt"], Refused)
    assert results["thai-binh.txt"].counts["tasks"] == 41  # as in the worked annotation
    assert [folder.slug for folder in all_folders(data)] == sorted(
        one.slug for one in results.values() if isinstance(one, Ingested)
    )
    assert not [path for path in (data / "documents").iterdir() if path.name.startswith(".")]


def test_a_fault_over_one_file_does_not_stop_the_others(tmp_path, plan, monkeypatch):
    other = Path(shutil.copyfile(THAI_BINH, tmp_path / "khac.txt"))
    make = ingesting._make

    def failing(file, *rest):
        if file == str(plan):
            raise ZeroDivisionError("no such thing")
        return make(file, *rest)

    monkeypatch.setattr(ingesting, "_make", failing)

    refused, taken = _ingest(tmp_path / "corpus", plan, other, jobs=1)

    assert isinstance(refused, Refused)
    assert "ZeroDivisionError: no such thing" in refused.why
    assert "please report it" in refused.why
    assert isinstance(taken, Ingested)


def test_one_document_twice_in_a_run_is_not_taken_twice(tmp_path, plan):
    again = tmp_path / "again.txt"
    again.write_text(plan.read_text("utf-8") + "\nMột dòng.\n", encoding="utf-8")
    first, second = _ingest(tmp_path / "corpus", plan, again, jobs=1)
    assert isinstance(first, Ingested)
    assert isinstance(second, Refused)
    assert "same document" in second.why


def test_two_unlike_files_of_one_name_are_two_documents(tmp_path):
    """A text that prints no number is known by its file's name only where the texts are alike."""
    data, one, two = tmp_path / "corpus", tmp_path / "a" / "plan.txt", tmp_path / "b" / "plan.txt"
    for path, subject in ((one, "rừng"), (two, "biển")):
        path.parent.mkdir()
        lines = [f"- Sở Tài chính lập báo cáo {subject} {subject} số {n}." for n in range(30)]
        path.write_text("KẾ HOẠCH\n\n" + "\n".join(lines), encoding="utf-8")
    assert [_ingest(data, path)[0].slug for path in (one, two)] == ["plan", "plan-2"]
    one.write_text(one.read_text("utf-8") + "\nMột dòng.\n", encoding="utf-8")
    (again,) = _ingest(data, one)
    assert (again.slug, again.state) == ("plan", "changed")


def test_a_name_of_ones_own(tmp_path, plan):
    (result,) = _ingest(tmp_path / "corpus", plan, name="ke-hoach-28")
    assert result.slug == "ke-hoach-28"
    assert find_folder("ke-hoach-28", tmp_path / "corpus")


def test_a_corpus_that_cannot_be_written_to(tmp_path, plan):
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(InputError, match="name a folder of yours"):
        _ingest(tmp_path / "file", plan)


LINES = "\n".join(f"- Sở Tài chính lập báo cáo số {n}." for n in range(5))
NUMBERED = f"""\
ỦY BAN NHÂN DÂN
TỈNH VĨNH LONG
Số: 7/KH-UBND
Vĩnh Long, ngày 3 tháng 4 năm 2017
KẾ HOẠCH
Về việc thử

{LINES}
"""


def _written(path: Path, words: str) -> Path:
    path.write_text(words, encoding="utf-8")
    return path


def test_a_document_has_one_folder(tmp_path):
    """Under whatever name it was kept, a changed text is a new version of it."""
    data, plan = tmp_path / "corpus", _written(tmp_path / "plan.txt", NUMBERED)
    (first,) = _ingest(data, plan, name="mine")
    assert first.folder == data / "documents" / "mine"
    _written(plan, NUMBERED + "\nMột dòng.\n")
    (refused,) = _ingest(data, plan, name="other")
    assert isinstance(refused, Refused)
    assert str(first.folder) in refused.why
    (again,) = _ingest(data, plan)
    assert (again.slug, again.state) == ("mine", "changed")
    assert [path.name for path in (data / "documents").iterdir()] == ["mine"]


def test_what_killed_runs_left_is_removed_when_a_day_old(tmp_path):
    root = tmp_path / "documents"
    old, young = root / ".ingest-old", root / ".ingest-young"
    for path in (old, young):
        (path / "0").mkdir(parents=True)
    os.utime(old, (time.time() - 2 * 86400,) * 2)
    _ingest(tmp_path, tmp_path / "missing.txt")
    assert list(root.iterdir()) == [young]


def test_a_folder_is_no_file(tmp_path):
    (refused,) = _ingest(tmp_path / "corpus", tmp_path)
    assert isinstance(refused, Refused)
    assert refused.why == "is a folder; give the files in it"


@pytest.mark.parametrize(
    ("title", "called"),
    [
        ("Kế hoạch triển khai", "triển khai"),
        ("KẾ HOẠCH", ""),
        ("Kế hoạchs triển khai", "Kế hoạchs triển khai"),
        ("Chuyển đổi số " * 8, "Chuyển đổi số Chuyển đổi số Chuyển đổi số Chuyển đổi số…"),
    ],
)
def test_a_title_in_a_label(title, called):
    assert ingesting._called(title, ("Kế hoạch", "Plan")) == called


def test_another_document_under_the_same_number_replaces_nothing(corpus, tmp_path):
    other = tmp_path / "khac.txt"
    head = VINH_LONG.read_text("utf-8")[:400]
    lines = [f"- Sở Y tế rà soát danh mục thuốc số {n} của bệnh viện." for n in range(400)]
    other.write_text(head + "\n\n" + "\n".join(lines), encoding="utf-8")
    before = _everything(corpus)

    for options in ({}, {"name": SLUG}):
        (result,) = _ingest(corpus, other, **options)
        if isinstance(result, Ingested):  # its number was not read: a document of its own
            assert options == {}
            assert result.slug != SLUG
            shutil.rmtree(result.folder)
        else:
            assert "hardly a sentence in common" in result.why
        assert _everything(corpus) == before


def test_the_description_says_of_the_new_file_what_it_said_of_the_old(corpus, tmp_path):
    changed = tmp_path / "ban-moi.md"
    changed.write_text(VINH_LONG.read_text("utf-8") + "\nMột dòng.\n", encoding="utf-8")
    (result,) = _ingest(corpus, changed)
    raw = yaml.safe_load((result.folder / "document.yaml").read_text("utf-8"))

    assert result.state == "changed"
    assert raw["original"]["name"] == "ban-moi.md"
    assert raw["original"]["kind"] == "markdown"
    assert raw["source_note"] == {
        "vi": "Lấy từ tệp ban-moi.md.",
        "en": "Taken from the file ban-moi.md.",
    }
