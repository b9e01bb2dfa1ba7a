"""What is said of the dataset, of its files, and of how the documents were built."""

import hashlib
import shutil
from collections import Counter

import pyoxigraph as ox
import pytest
import rdflib
import yaml
from rdflib import DCAT, DCTERMS, FOAF, PROV, RDF

from mandategraph import dataset
from mandategraph import store as storing
from mandategraph.build.documents import all_folders
from mandategraph.dataset.builds import _fingerprint
from mandategraph.errors import DataError

DATASET = rdflib.URIRef("https://w3id.org/mandategraph/dataset")
SCHEMA = rdflib.Namespace("https://schema.org/")
SPDX = rdflib.Namespace("http://spdx.org/rdf/terms#")
FOLDERS = all_folders()


def graph_of(triples):
    """Triples as rdflib holds them."""
    graph = rdflib.Graph()
    graph.parse(data="\n".join(f"{triple} ." for triple in triples), format="nt")
    return graph


@pytest.fixture(scope="module")
def dcat(described):
    known = {"nq": dataset.File(12, "ab" * 32)}
    offered = dataset.offered(described.card, "https://example.org/", known)
    return graph_of((*described.triples, *offered))


@pytest.fixture(scope="module")
def prov(described):
    return graph_of(described.provenance)


@pytest.mark.parametrize("term", ["title", "description"])
def test_it_is_called_by_name_in_both_languages(dcat, term):
    assert {one.language for one in dcat.objects(DATASET, DCTERMS[term])} == {"vi", "en"}


def test_it_says_who_made_it_and_how_it_may_be_used(dcat):
    [publisher] = dcat.objects(DATASET, DCTERMS.publisher)
    [licence] = dcat.objects(DATASET, DCTERMS.license)

    assert str(dcat.value(publisher, FOAF.name)) == "mandategraph"
    assert str(licence) == "https://creativecommons.org/licenses/by/4.0/"
    assert (publisher, RDF.type, FOAF.Agent) in dcat
    keywords = Counter(one.language for one in dcat.objects(DATASET, DCAT.keyword))
    assert keywords["vi"] == keywords["en"] > 3


def test_it_covers_the_places_years_and_languages_of_the_documents(dcat):
    """Thái Bình, Vĩnh Long and Yên Bái; from the plan of 2017 to the strategy to 2030."""
    places = {str(one).rpartition("/")[2] for one in dcat.objects(DATASET, DCTERMS.spatial)}
    languages = {str(one).rpartition("/")[2] for one in dcat.objects(DATASET, DCTERMS.language)}
    [period] = dcat.objects(DATASET, DCTERMS.temporal)

    assert places == {"vn-20", "vn-49", "vn-06"}
    assert languages == {"vi", "en"}
    assert str(dcat.value(period, DCAT.startDate)) == "2017"
    assert str(dcat.value(period, DCAT.endDate)) == "2030"


def test_its_dates_are_those_of_the_data(dcat, root):
    """Kept by hand, so that no build writes the day on which it ran."""
    written = rdflib.Graph().parse(root / "graph" / "dataset.ttl")
    for term in (DCTERMS.issued, DCTERMS.modified):
        assert list(dcat.objects(DATASET, term)) == list(written.objects(DATASET, term)) != []
    assert dcat.value(DATASET, DCTERMS.issued) <= dcat.value(DATASET, DCTERMS.modified)


def test_its_version_tells_one_content_from_another(described, tmp_path):
    other = dataset.describe(*corpus(tmp_path))

    assert described.version.startswith("0.1.0+")
    assert other.version != described.version


def test_every_file_is_a_distribution_with_its_address_and_type(dcat):
    found = {
        str(dcat.value(one, DCAT.downloadURL)): str(dcat.value(one, DCAT.mediaType))
        for one in dcat.objects(DATASET, DCAT.distribution)
    }
    types = "https://www.iana.org/assignments/media-types/"

    assert found == {
        "https://example.org/dataset/mandategraph.nq": f"{types}application/n-quads",
        "https://example.org/dataset/mandategraph.ttl": f"{types}text/turtle",
        "https://example.org/dataset/mandategraph.jsonld": f"{types}application/ld+json",
        "https://example.org/dataset/tasks.csv": f"{types}text/csv",
    }


def test_size_and_checksum_are_given_where_they_are_known(dcat):
    [measured] = dcat.subjects(SPDX.checksum)
    checksum = dcat.value(measured, SPDX.checksum)

    assert str(dcat.value(measured, DCAT.downloadURL)).endswith(".nq")
    assert int(dcat.value(measured, DCAT.byteSize)) == 12
    assert str(dcat.value(checksum, SPDX.algorithm)) == str(SPDX.checksumAlgorithm_sha256)
    assert dcat.value(checksum, SPDX.checksumValue).datatype == rdflib.XSD.hexBinary


def test_the_endpoint_is_a_service_for_it(dcat):
    [service] = dcat.subjects(DCAT.servesDataset, DATASET)

    assert str(dcat.value(service, DCAT.endpointURL)) == "https://example.org/sparql"


def test_there_is_no_blank_node(described):
    triples = (*described.triples, *described.provenance, *dataset.offered(described.card))

    assert not [t for t in triples if isinstance(t.subject, ox.BlankNode)]
    assert not [t for t in triples if isinstance(t.object, ox.BlankNode)]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.slug)
def test_a_build_names_its_text_and_its_corrections(prov, folder):
    activity = DATASET + f"#build-{folder.slug}"
    used = set(prov.objects(activity, PROV.used))
    sums = {str(one) for thing in used for one in prov.objects(thing, SCHEMA.sha256)}
    counts = [int(one) for thing in used for one in prov.objects(thing, SCHEMA.numberOfItems)]
    corrections = folder.path / "corrections.yaml"

    assert (activity, RDF.type, PROV.Activity) in prov
    assert sha256(folder.path / "text.txt") in sums
    assert sha256(corrections) in sums
    assert counts == [len(yaml.safe_load(corrections.read_text(encoding="utf-8")))]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.slug)
def test_a_build_made_the_two_graphs_of_its_document(prov, folder, files):
    activity = DATASET + f"#build-{folder.slug}"
    made = {str(one) for one in prov.objects(activity, PROV.generated)}
    document = storing.document_of(storing.parse_turtle(folder.facts), folder.facts)

    assert made == {f"{document}/facts", f"{document}/evidence"}
    assert made <= set(files)
    for graph in made:
        assert (rdflib.URIRef(graph), PROV.wasGeneratedBy, activity) in prov


def test_rules_are_told_by_the_files_that_hold_them(prov, root):
    """The same sum from the files alone: their names in order, each with its own."""
    package = root / "src" / "mandategraph"
    paths = [
        path
        for part in ("extract", "build", "readers")
        for path in (package / part).rglob("*")
        if path.suffix in (".py", ".yaml")
    ]
    paths += [package / "gazetteer.py", package / "text.py"]
    assert len(paths) > 80
    names = sorted((path.relative_to(package).as_posix(), path) for path in paths)
    lines = "".join(f"{name} {sha256(path)}\n" for name, path in names)
    rules = DATASET + "#rules"

    assert str(prov.value(rules, SCHEMA.sha256)) == hashlib.sha256(lines.encode()).hexdigest()
    assert (None, PROV.used, rules) in prov


def test_what_was_inferred_is_told_apart(prov, root):
    """From the facts, the ontology and the authority files, by the rules in ontology/rules."""
    activity, base = DATASET + "#reasoning", "https://w3id.org/mandategraph/graph/"
    used = {str(one) for one in prov.objects(activity, PROV.used)}
    facts = {str(one) for one in prov.subjects(PROV.wasGeneratedBy) if str(one).endswith("/facts")}
    paths = sorted((root / "ontology" / "rules").glob("*.rq"))
    lines = "".join(f"rules/{path.name} {sha256(path)}\n" for path in paths)

    assert len(paths) > 40
    assert {str(one) for one in prov.objects(activity, PROV.generated)} == {f"{base}inferred"}
    assert facts
    assert used == {*facts, f"{base}ontology", f"{base}authority", f"{DATASET}#reasoning-rules"}
    found = prov.value(DATASET + "#reasoning-rules", SCHEMA.sha256)
    assert str(found) == hashlib.sha256(lines.encode()).hexdigest()


def test_no_build_names_a_time(prov):
    """What ran when is not known again at the next build, and would make it differ."""
    assert not {p for p in prov.predicates() if "time" in str(p).lower() or "At" in str(p)}


def test_a_changed_rule_changes_the_fingerprint_and_a_compiled_one_does_not(tmp_path):
    folder = tmp_path / "rules"
    folder.mkdir()
    (folder / "a.py").write_text("a = 1\n", encoding="utf-8")
    first = _fingerprint(folder)
    (folder / "a.pyc").write_bytes(b"compiled")
    assert _fingerprint(folder) == first
    (folder / "a.py").write_text("a = 2\n", encoding="utf-8")
    assert _fingerprint(folder) != first


def corpus(tmp_path):
    """A corpus of one document, and a store that is filled from it."""
    own = tmp_path / "corpus"
    shutil.copytree(FOLDERS[-1].path, own / "documents" / "my-plan")
    (own / "documents" / "my-plan" / "corrections.yaml").unlink()
    return storing.open_store(data=own), own


def test_a_corpus_without_a_card_bears_nobodys_name_or_licence(tmp_path):
    opened, own = corpus(tmp_path)
    described = dataset.describe(opened, own)
    graph = graph_of((*described.triples, *dataset.offered(described.card)))

    assert (DATASET, RDF.type, DCAT.Dataset) in graph
    for term in (DCTERMS.license, DCTERMS.publisher, DCTERMS.creator, DCTERMS.title):
        assert not list(graph.objects(DATASET, term))
    assert not list(graph.objects(None, DCTERMS.license))


def test_a_document_without_corrections_has_none(tmp_path):
    opened, own = corpus(tmp_path)
    [build] = dataset.builds_of(opened, own).documents

    assert (build.corrections, build.corrections_sha256) == (0, None)


def test_a_corpus_has_a_card_of_its_own(tmp_path):
    opened, own = corpus(tmp_path)
    (own / "dataset.ttl").write_text(
        "<https://example.org/mine> a <http://www.w3.org/ns/dcat#Dataset> ."
    )
    described = dataset.describe(opened, own)

    assert described.card.iri == "https://example.org/mine"
    assert not [t for t in described.triples if str(DATASET) in str(t.subject)]


@pytest.mark.parametrize(
    ("words", "fault"),
    [("no Turtle", "not valid Turtle"), ("<a:b> a <c:d> .", "must describe one dcat:Dataset")],
)
def test_a_faulty_card_is_told(tmp_path, words, fault):
    _, own = corpus(tmp_path)
    (own / "dataset.ttl").write_text(words)

    with pytest.raises(DataError, match=fault):
        dataset.load_card(own)


def sha256(path):
    """The SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()
