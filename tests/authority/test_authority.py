import json
import re
from collections import defaultdict
from pathlib import Path

import pytest
from rdflib import OWL, RDF, SKOS, Graph, Literal, Namespace, URIRef

from mandategraph.names import slug

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted((ROOT / "graph" / "authority").glob("*.ttl"))
SHARED = ROOT.parent / "shared"

MG = Namespace("https://w3id.org/mandategraph/ontology#")
ID = "https://w3id.org/mandategraph/id/"
SOURCE = URIRef("http://purl.org/dc/terms/source")
LABELLED = (
    "AgencyFunction",
    "TechnologyArea",
    "Theme",
    "DocumentKind",
    "Jurisdiction",
    "Method",
)
OLD_UNITS, UNITS_SINCE_2025 = 63, 34


@pytest.fixture(scope="module")
def authority():
    graph = Graph()
    for path in FILES:
        graph.parse(path)
    return graph


def members(graph, kind):
    return sorted(graph.subjects(RDF.type, MG[kind]))


def local(term):
    return str(term).rpartition("/")[2]


def test_there_are_files():
    assert len(FILES) > 5


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_file_parses_and_says_something(path):
    assert len(Graph().parse(path)) > 0


@pytest.mark.parametrize("kind", LABELLED)
def test_each_has_one_preferred_label_a_language(authority, kind):
    things = members(authority, kind)

    assert things
    for thing in things:
        languages = [label.language for label in authority.objects(thing, SKOS.prefLabel)]
        assert sorted(languages) == ["en", "vi"], thing


@pytest.mark.parametrize("kind", ["AgencyFunction", "TechnologyArea", "Theme", "DocumentKind"])
def test_preferred_labels_are_unique(authority, kind):
    seen = defaultdict(set)
    for thing in members(authority, kind):
        for label in authority.objects(thing, SKOS.prefLabel):
            seen[str(label).casefold(), label.language].add(thing)

    assert not {label: things for label, things in seen.items() if len(things) > 1}


@pytest.mark.parametrize("kind", ["AgencyFunction", "TechnologyArea", "Jurisdiction"])
def test_a_printed_form_stands_for_one_thing(authority, kind):
    """Capitals do not count. A contextual label is read in lists only, and may be shared."""
    seen = defaultdict(set)
    for thing in members(authority, kind):
        for predicate in (SKOS.prefLabel, SKOS.altLabel):
            for label in authority.objects(thing, predicate):
                seen[str(label).casefold(), label.language].add(thing)

    assert not {form: things for form, things in seen.items() if len(things) > 1}


def test_labels_of_a_thing_do_not_overlap(authority):
    """SKOS: a string is a preferred, an alternative or a hidden label of a thing, not two."""
    for thing in set(authority.subjects(SKOS.prefLabel)):
        sets = [
            set(authority.objects(thing, predicate))
            for predicate in (SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel)
        ]
        assert len(set.union(*sets)) == sum(map(len, sets)), thing


def test_labels_are_tidy_and_tagged(authority):
    predicates = (SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel, MG.contextualLabel)
    for predicate in (*predicates, MG.misleadingPhrase, MG.knownTitle, MG.sharedName):
        for thing, label in authority.subject_objects(predicate):
            assert label.language in {"vi", "en"}, (thing, label)
            assert str(label) == " ".join(str(label).split()), (thing, label)


@pytest.mark.parametrize(
    ("kind", "scheme"),
    [
        ("AgencyFunction", "function"),
        ("TechnologyArea", "technology"),
        ("Theme", "theme"),
        ("DocumentKind", "kind"),
        ("Jurisdiction", "jurisdiction"),
    ],
)
def test_each_is_in_its_scheme(authority, kind, scheme):
    for thing in members(authority, kind):
        assert (thing, SKOS.inScheme, URIRef(f"{ID}{scheme}")) in authority, thing
        assert str(thing).startswith(f"{ID}{scheme}/"), thing


def test_every_link_between_things_leads_somewhere(authority):
    """A broader area, parent, successor or issuer is a thing that the files describe."""
    described = set(authority.subjects(RDF.type))
    broken = [
        (local(subject), local(value))
        for subject, predicate, value in authority
        if isinstance(value, URIRef)
        and str(value).startswith(ID)
        and predicate != SOURCE
        and value not in described
    ]

    assert not broken


@pytest.mark.parametrize("link", [SKOS.broader, MG.parentFunction, MG.successor, MG.within])
def test_nothing_is_above_itself(authority, link):
    for thing in set(authority.subjects(link)):
        above = set(authority.transitive_objects(thing, link)) - {thing}
        assert all(thing not in set(authority.objects(one, link)) for one in above), thing
        assert (thing, link, thing) not in authority


# Functions


def test_a_function_is_named_by_its_english_label(authority):
    for function in members(authority, "AgencyFunction"):
        english = next(
            label for label in authority.objects(function, SKOS.prefLabel) if label.language == "en"
        )
        assert local(function) == slug(str(english))


def test_each_function_has_a_kind_and_a_level(authority):
    for function in members(authority, "AgencyFunction"):
        assert len(list(authority.objects(function, MG.agencyKind))) == 1, function
        assert len(list(authority.objects(function, MG.level))) == 1, function


# Technologies


def annotation_labels():
    """The technology labels that the annotation conventions list."""
    path = SHARED / "ANNOTATION.md"
    if not path.is_file():
        pytest.skip("the annotation conventions (../shared/ANNOTATION.md) are not on this machine")
    text = path.read_text(encoding="utf-8")
    listed = re.search(r"Labels \(`vocabulary[^\n]*\n(.*?)\n\n", text, flags=re.DOTALL)
    assert listed
    return [
        label.strip(" .\n")
        for label in re.sub(r"\s*\([^)]*\)", "", listed[1]).replace("\n", " ").split(",")
    ]


def test_every_technology_label_of_the_conventions_is_there(authority):
    labels = annotation_labels()

    assert len(labels) > 80
    assert set(labels) <= {local(area) for area in members(authority, "TechnologyArea")}


@pytest.mark.parametrize(("field", "kind"), [("technology", "TechnologyArea"), ("theme", "Theme")])
def test_every_label_of_the_hand_annotations_is_there(authority, field, kind):
    """The annotations in the repository; the conventions themselves may not be on this machine."""
    used = set()
    for path in sorted((ROOT / "tests" / "data" / "gold").glob("*.json")):
        for task in json.loads(path.read_text(encoding="utf-8"))["tasks"]:
            used.update([task[field]] if isinstance(task[field], str) else task[field])

    assert used
    assert used <= {local(thing) for thing in members(authority, kind)}


def test_every_body_of_the_hand_annotations_is_there(authority):
    named = {
        agency["canonical_en"]
        for path in sorted((ROOT / "tests" / "data" / "gold").glob("*.json"))
        for agency in json.loads(path.read_text(encoding="utf-8"))["agencies"]
    }
    labels = {
        str(label)
        for function in members(authority, "AgencyFunction")
        for label in authority.objects(function, SKOS.prefLabel)
    }

    assert named
    assert named <= labels


def test_a_technology_is_a_top_concept_or_below_one(authority):
    for area in members(authority, "TechnologyArea"):
        top = list(authority.objects(area, SKOS.topConceptOf))
        assert bool(top) != bool(list(authority.objects(area, SKOS.broader))), area


# Kinds of document


def test_a_notation_stands_for_one_kind(authority):
    for predicate in (SKOS.notation, MG.annotationName):
        seen = [str(value) for _, value in authority.subject_objects(predicate)]
        assert seen
        assert len(seen) == len(set(seen))


def test_each_kind_has_the_class_of_a_document(authority):
    ontology = Graph().parse(ROOT / "ontology" / "document.ttl")
    for kind in members(authority, "DocumentKind"):
        (class_,) = authority.objects(kind, MG.documentClass)
        assert (class_, RDF.type, OWL.Class) in ontology, kind


# Jurisdictions


def test_old_units_have_their_iso_code_and_new_ones_none(authority):
    codes = {str(code): place for place, code in authority.subject_objects(MG.isoCode)}

    assert {code for code in codes if "-" not in code} == {"VN", "US", "GB", "EU"}
    codes = {code: place for code, place in codes.items() if code.startswith("VN")}
    assert len(codes) == OLD_UNITS + 1  # and Viet Nam
    assert all(local(place) == code.lower() for code, place in codes.items())
    for place in authority.subjects(MG.validFrom):
        assert place not in codes.values()


def test_the_units_without_an_end_are_those_of_today(authority):
    provinces = set(authority.subjects(MG.within))
    ended = set(authority.subjects(MG.validUntil))

    assert len(provinces - ended) == UNITS_SINCE_2025
    assert all(list(authority.objects(place, MG.successor)) for place in ended)


@pytest.mark.parametrize("kind", ["Jurisdiction", "KnownInstrument"])
def test_what_is_verified_has_a_source(authority, kind):
    for thing in members(authority, kind):
        if (thing, MG.verified, Literal(lexical_or_value=True)) in authority:
            assert list(authority.objects(thing, SOURCE)), thing


# Known instruments


def test_number_and_date_identify_a_known_instrument(authority):
    """Numbers come back: 16/CT-TTg is three directives."""
    seen = [
        (str(authority.value(one, MG.knownNumber)), str(authority.value(one, MG.knownDate)))
        for one in members(authority, "KnownInstrument")
    ]

    assert len([number for number, _ in seen if number == "16/CT-TTg"]) == 3
    assert len(seen) == len(set(seen))


def test_a_printed_variant_differs_from_what_is_known(authority):
    for variant in members(authority, "PrintedVariant"):
        known = authority.value(variant, MG.variantOf)
        printed = authority.value(variant, MG.printedNumber)
        if printed is not None:
            assert str(printed) != str(authority.value(known, MG.knownNumber))
        else:
            assert authority.value(variant, MG.printedDate) is not None
