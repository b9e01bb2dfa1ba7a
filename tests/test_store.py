"""The store: in memory and on disk, and a kept one whose files have changed since."""

import shutil

import pyoxigraph as ox
import pytest

from mandategraph import store
from mandategraph.build.documents import all_folders
from mandategraph.errors import DataError, DocumentError, InputError


@pytest.fixture
def corpus(tmp_path):
    """A corpus of one's own with one document."""
    [*_, folder] = all_folders()
    own = tmp_path / "corpus"
    shutil.copytree(folder.path, own / "documents" / "my-plan")
    return own


def facts(corpus):
    return corpus / "documents" / "my-plan" / "facts.ttl"


def everything(opened):
    return {str(quad) for quad in opened}


def test_a_store_on_disk_holds_what_one_in_memory_does(corpus, tmp_path):
    place = tmp_path / "new" / "store"
    opened = store.open_store(place, corpus)

    assert everything(opened) == everything(store.open_store(data=corpus))
    assert store.holds_union(opened)
    assert [path.name for path in place.parent.iterdir()] == ["store"]


def test_a_kept_store_is_not_filled_again(corpus, tmp_path, monkeypatch):
    place = tmp_path / "store"
    size = len(store.open_store(place, corpus))
    monkeypatch.setattr(store, "_fill", lambda *_: pytest.fail("it was filled again"))

    assert len(store.open_store(place, corpus)) == size


def test_a_kept_store_follows_a_rebuild(corpus, tmp_path):
    place = tmp_path / "store"
    store.open_store(place, corpus)
    with facts(corpus).open("a", encoding="utf-8") as file:
        file.write("<https://example.org/a> <https://example.org/b> <https://example.org/c> .\n")
    opened = store.open_store(place, corpus)

    assert any(opened.quads_for_pattern(ox.NamedNode("https://example.org/a"), None, None, None))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["corpus", "store"]


def test_a_kept_store_of_another_corpus_is_filled_anew(corpus, tmp_path):
    place = tmp_path / "store"
    store.open_store(place, corpus)

    assert len(store.open_store(place)) == len(store.open_store())


def test_a_faulty_file_leaves_the_kept_store_as_it_is(corpus, tmp_path):
    place = tmp_path / "store"
    before = everything(store.open_store(place, corpus))
    whole = facts(corpus).read_bytes()
    facts(corpus).write_text("no Turtle", encoding="utf-8")
    with pytest.raises(DataError, match="not valid Turtle"):
        store.open_store(place, corpus)
    facts(corpus).write_bytes(whole)

    assert everything(store.open_store(place, corpus)) == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["corpus", "store"]


def test_a_store_in_use_is_not_replaced(corpus, tmp_path):
    place = tmp_path / "store"
    held = store.open_store(place, corpus)
    with facts(corpus).open("a", encoding="utf-8") as file:
        file.write("# another file now\n")

    with pytest.raises(InputError, match="other server"):
        store.open_store(place, corpus)
    assert len(held) > 0


def test_a_folder_that_is_no_store_is_left_alone(corpus, tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("words", encoding="utf-8")

    with pytest.raises(InputError, match="is no store"):
        store.open_store(tmp_path / "mine", corpus)
    assert (tmp_path / "mine" / "letter.txt").exists()


def test_a_place_that_cannot_hold_a_store_is_refused(corpus, tmp_path):
    (tmp_path / "file").write_text("words", encoding="utf-8")

    with pytest.raises(InputError, match="cannot be kept there"):
        store.open_store(tmp_path / "file" / "store", corpus)


def test_a_document_that_was_not_built_is_told(corpus, tmp_path):
    facts(corpus).unlink()

    with pytest.raises(DocumentError, match="my-plan has not been built"):
        store.open_store(tmp_path / "store", corpus)
    assert [path.name for path in tmp_path.iterdir()] == ["corpus"]
