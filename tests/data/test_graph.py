"""The committed graph: rebuilt, checked against its texts, and compared with hand annotations."""

import hashlib
import json
from pathlib import Path

import pyoxigraph as ox
import pytest

from mandategraph import build, gazetteer, show
from mandategraph.build.documents import all_folders
from mandategraph.names import MG, PREFIXES
from mandategraph.store import document_of, open_store, parse_turtle, turtle_files

RDF = PREFIXES["rdf"]
FOLDERS = all_folders()
SHARED = Path(__file__).resolve().parents[3] / "shared"
# Annotations written by careful readers, beside the text and without the machine; named by document.
GOLD = sorted((Path(__file__).parent / "gold").glob("*.json"))
SETS = {"notes", "quotes", "lead", "coordinate", "technology", "to", "directs", "directed_by", "through",
        "theme_alt", "technology_alt", "coordinate_alt", "deadline_alt", "cites"}  # fmt: skip


@pytest.fixture(scope="module")
def store():
    return open_store()


def ontology():
    return [triple for path in turtle_files("ontology") for triple in parse_turtle(path)]


def test_there_are_documents():
    assert len(FOLDERS) >= 5


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.slug)
class TestDocument:
    """Each document on its own."""

    def test_a_rebuild_is_byte_identical(self, folder):
        """What is committed follows from text, rules and corrections, and nothing else."""
        built = build.build_document(folder, gazetteer.load())

        assert built.differences() == ()
        assert built.warnings == ()

    def test_there_is_no_blank_node(self, folder):
        """A blank node would make two rebuilds differ in name only."""
        triples = parse_turtle(folder.facts) + parse_turtle(folder.evidence)

        assert triples
        assert not [
            t
            for t in triples
            if isinstance(t.subject, ox.BlankNode) or isinstance(t.object, ox.BlankNode)
        ]

    def test_every_quote_is_in_the_text_byte_for_byte(self, folder):
        """Read from the evidence file and the stored bytes alone, without the library's own check."""
        text = (folder.path / "text.txt").read_bytes().decode("utf-8")
        spans = {}
        for triple in parse_turtle(folder.evidence):
            spans.setdefault(triple.subject.value, {})[triple.predicate.value] = triple.object
        found = [span for span in spans.values() if f"{MG}exact" in span]

        assert found
        for span in found:
            start, end = int(span[f"{MG}startOffset"].value), int(span[f"{MG}endOffset"].value)
            assert span[f"{MG}exact"].value == text[start:end]
            assert start < end

    def test_every_property_says_whether_it_needs_a_claim(self, folder):
        """A new property is asked for claims unless the ontology says that it needs none."""
        said = {t.subject for t in ontology() if t.predicate.value == f"{MG}evidenced"}
        used = {t.predicate for t in parse_turtle(folder.facts) if t.predicate.value.startswith(MG)}

        assert used
        assert used - said == set()

    def test_every_fact_read_from_the_text_has_a_claim(self, folder):
        """Which properties need a claim is said in the ontology (mg:evidenced)."""
        evidenced = {
            t.subject
            for t in ontology()
            if t.predicate.value == f"{MG}evidenced" and t.object.value == "true"
        }
        claims = {}
        for triple in parse_turtle(folder.evidence):
            name = triple.predicate.value.rpartition("#")[2]
            claims.setdefault(triple.subject, {})[name] = triple.object
        claimed = {
            (c["subject"], c["predicate"], c["object"]) for c in claims.values() if "subject" in c
        }
        facts = [t for t in parse_turtle(folder.facts) if t.predicate in evidenced]

        assert evidenced
        assert facts
        assert [t for t in facts if (t.subject, t.predicate, t.object) not in claimed] == []

    def test_no_claim_without_its_fact(self, folder):
        """A claim speaks of a triple that the facts graph holds."""
        facts = {(t.subject, t.predicate, t.object) for t in parse_turtle(folder.facts)}
        claims = {}
        for triple in parse_turtle(folder.evidence):
            claims.setdefault(triple.subject, {})[triple.predicate.value.rpartition("#")[2]] = (
                triple.object
            )
        stated = {
            (c["subject"], c["predicate"], c["object"]) for c in claims.values() if "subject" in c
        }

        assert stated
        assert stated <= facts


def test_every_task_stands_in_the_item_that_holds_its_words(store):
    """“Every section and item” is a provision: a task is stated in the item, not just its part."""
    question = """
        PREFIX mg: <https://w3id.org/mandategraph/ontology#>
        SELECT ?task ?words ?item
        WHERE { ?task a mg:Task ; mg:text ?words ; mg:statedIn/mg:text ?item }
    """
    rows = list(store.query(question))
    tasks = list(store.query("SELECT ?t { ?t a <https://w3id.org/mandategraph/ontology#Task> }"))

    assert len(rows) == len(tasks) > 0
    assert all(row["item"].value.startswith(row["words"].value[:40]) for row in rows)


@pytest.mark.skipif(
    not (SHARED / "seeds").is_dir(), reason="the folder with the five original texts is not here"
)
def test_the_stored_texts_are_the_original_ones():
    original = {
        hashlib.sha256(path.read_bytes()).hexdigest() for path in (SHARED / "seeds").glob("*.txt")
    }
    kept = {
        hashlib.sha256((folder.path / "text.txt").read_bytes()).hexdigest() for folder in FOLDERS
    }

    assert len(original) == 5
    assert original <= kept


def comparable(annotation):
    """An annotation with its sets in one order: the order of a set says nothing."""

    def settle(value):
        if isinstance(value, dict):
            return {
                key: sorted(map(str, inner))
                if key in SETS and isinstance(inner, list)
                else settle(inner)
                for key, inner in value.items()
            }
        return [settle(one) for one in value] if isinstance(value, list) else value

    settled = settle(annotation)
    settled["agencies"].sort(key=lambda agency: (agency["mention"], agency["canonical_en"]))
    settled["unnumbered"].sort(key=lambda instrument: instrument["name"])
    return settled


def test_there_is_a_hand_annotation_of_every_document():
    assert {path.stem for path in GOLD} == {folder.slug for folder in FOLDERS}


@pytest.mark.parametrize("gold", GOLD, ids=lambda path: path.stem)
def test_the_graph_reproduces_the_hand_annotation_exactly(gold, store):
    document = show.find_document(store, gold.stem)

    shown = show.annotation_of(store, document)
    expected = json.loads(gold.read_text(encoding="utf-8"))

    assert comparable(shown) == comparable(expected)


def test_a_document_is_found_by_name_and_by_iri(store):
    folder = FOLDERS[0]
    iri = document_of(parse_turtle(folder.facts), folder.facts)

    assert show.find_document(store, folder.slug).value == iri
    assert show.find_document(store, iri).value == iri
