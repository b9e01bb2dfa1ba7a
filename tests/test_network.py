"""Cascades: no box over another, every label within its box, the same picture every time."""

import io
import re
from itertools import combinations

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mandategraph import network, query
from mandategraph.network import PARTS, ROLES, TASK, Edge, Label, Node, placed, text_width, wrap
from mandategraph.resources import folder
from mandategraph.store import open_store
from mandategraph.validate import held_documents


@pytest.fixture(scope="module")
def store():
    return open_store()


@pytest.fixture(scope="module")
def pictures(store):
    found = [network.cascade(store, document) for document in held_documents(store)]
    assert found
    return found


def overlap(one, other):
    return (
        one.x < other.right
        and other.x < one.right
        and one.y < other.y + other.height
        and other.y < one.y + one.height
    )


def test_no_box_lies_over_another(pictures):
    for picture in pictures:
        for one, other in combinations(picture.nodes, 2):
            assert not overlap(one, other), (one.iri, other.iri)


def test_every_box_lies_within_the_picture(pictures):
    for picture in pictures:
        for node in picture.nodes:
            assert node.x >= 0
            assert node.y >= 0
            assert node.right <= picture.width
            assert node.y + node.height <= picture.height


def test_ties_run_from_left_to_right_between_known_boxes(pictures):
    for picture in pictures:
        known = {node.iri: node for node in picture.nodes}
        for edge in picture.edges:
            assert known[edge.source].right <= known[edge.target].x


def test_every_task_is_there_once(store, pictures):
    asked = store.query(
        "SELECT (COUNT(DISTINCT ?t) AS ?n) { ?t a <https://w3id.org/mandategraph/ontology#Task> }",
    )
    drawn = sum(node.column == TASK for picture in pictures for node in picture.nodes)
    assert drawn == int(next(iter(asked))["n"].value)


def test_the_same_picture_every_time(store):
    document = held_documents(store)[0]
    assert network.cascade(store, document) == network.cascade(store, document)


def test_a_document_without_tasks_is_drawn_alone(store):
    picture = network.cascade(store, "https://w3id.org/mandategraph/id/doc/none/x-0000000000")
    assert len(picture.nodes) == 1


@given(st.text(max_size=200), st.floats(30, 400), st.integers(1, 5))
def test_wrapped_words_fit_their_box(text, width, most):
    lines = wrap(text, width, most)
    assert len(lines) <= most
    for line in lines:
        assert text_width(line) <= width or len(line) <= 2


def test_nothing_is_left_out_where_there_is_room():
    assert " ".join(wrap("Sở Khoa học và Công nghệ", 120, 9)) == "Sở Khoa học và Công nghệ"


@given(
    st.lists(
        st.tuples(st.integers(0, 4), st.floats(20, 90)),
        min_size=1,
        max_size=30,
    ),
    st.data(),
)
def test_columns_never_overlap_whatever_the_ties(shapes, data):
    nodes = [
        Node(f"n{at}", "task", column, Label("x"), ("x",), network.COLUMNS[column].width, height)
        for at, (column, height) in enumerate(shapes)
    ]
    ends = st.sampled_from([node.iri for node in nodes])
    edges = [
        Edge(one, other, "contains")
        for one, other in data.draw(st.lists(st.tuples(ends, ends), max_size=40))
    ]
    picture = placed(nodes, edges)
    for one, other in combinations(picture.nodes, 2):
        assert not overlap(one, other)


def test_assignments_say_who_has_which_part(store):
    graph = network.assignments(store)
    roles = {role for _, _, role in graph.edges(data="role")}
    assert {"leadAgency", "taskOf", "technology"} <= roles
    for _, data in graph.nodes(data=True):
        assert data["label"]
        assert data["kind"] in ("task", "agency", "technology", "theme", "document")


@pytest.mark.parametrize("write", [nx.write_graphml, nx.write_gexf])
def test_assignments_can_be_written(store, write):
    out = io.BytesIO()
    write(network.assignments(store), out)
    assert out.getvalue().startswith(b"<")


def test_coordination_is_weighted_by_shared_tasks(store):
    graph = network.coordination(store)
    assert graph.number_of_edges() > 0
    assert all(weight >= 1 for _, _, weight in graph.edges(data="weight"))


def names_in(question):
    """The words of ours that a question of ``queries/`` has."""
    text = (folder("queries") / question).read_text("utf-8")
    return set(re.findall(r"\bmg:(\w+)", text))


def ranging_over(store, *classes, domain="?any"):
    """The properties of the ontology whose values are of these classes."""
    text = """PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
        SELECT ?property { ?property rdfs:domain %s ; rdfs:range ?class . FILTER (?class IN (%s)) }"""
    rows = query.run(store, text % (domain, ", ".join(classes)))
    return {row["property"].value.rpartition("#")[2] for row in rows}


def test_the_parts_of_agencies_are_those_of_the_ontology(store):
    assert set(PARTS) == ranging_over(store, "mg:Body", domain="mg:Task")
    assert set(ROLES) < set(PARTS)


@pytest.mark.parametrize(
    ("question", "parts"),
    [("cascade", ROLES), ("assignments", ROLES), ("task-relations", PARTS)],
)
def test_questions_ask_for_every_part(question, parts):
    assert names_in(f"pages/{question}.rq") & set(PARTS) == set(parts)


def test_whatever_names_a_body_or_subject_is_looked_at_for_its_name(store):
    used = ranging_over(store, "mg:Body", "mg:TechnologyArea", "mg:Theme")
    assert used == names_in("checks/unlabelled-thing.rq") & used


def test_ties_of_a_written_network_have_identifiers_of_their_own(store):
    """GraphML 1.0 asks that the identifier of an edge be unique in its graph."""
    keys = [key for _, _, key in network.assignments(store).edges(keys=True)]

    assert keys
    assert len(keys) == len(set(keys))
