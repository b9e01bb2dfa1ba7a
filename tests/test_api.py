"""mandategraph from Python."""

import datetime as dt
from decimal import Decimal

import pytest

import mandategraph
from mandategraph.errors import InputError, QueryError


@pytest.fixture(scope="module")
def graph():
    return mandategraph.open()


def test_a_named_question_gives_rows_with_the_words(graph):
    """Thái Bình's Department of Science and Technology leads: read from III.2 and IV.2 of its plan."""
    rows = graph.query("tasks-led-by-function", jurisdiction="vn-20")
    quotes = [row["quote"] for row in rows if row["section"] == "IV.2"]

    assert len(quotes) == 5
    assert any(quote.startswith("Before December 10 every year") for quote in quotes)


def test_values_are_python_values(graph):
    rows = graph.query(
        'SELECT (1 AS ?whole) (1.5 AS ?part) (true AS ?yes) ("2017-05-04"^^xsd:date AS ?day)'
        ' ("2030"^^xsd:gYear AS ?year) ?none {}'
    )

    assert rows[0] == {
        "whole": 1,
        "part": Decimal("1.5"),
        "yes": True,
        "day": dt.date(2017, 5, 4),
        "year": "2030",
        "none": None,
    }
    assert rows.columns == ("whole", "part", "yes", "day", "year", "none")
    assert len(rows) == len(list(rows)) == len(rows[:1]) == 1


def test_an_unknown_question_names_the_nearest(graph):
    with pytest.raises(QueryError, match="tasks-without-lead"):
        graph.query("tasks-without-leads")


def test_a_question_without_rows_is_refused(graph):
    with pytest.raises(QueryError, match="gives no rows"):
        graph.query("ASK { ?s ?p ?o }")


def test_annotation_and_findings_of_a_document(graph):
    assert len(graph.annotation("vinh-long-plan-16-ct-ttg")["tasks"]) == 12
    assert graph.validate("vinh-long-plan-16-ct-ttg").findings
    with pytest.raises(InputError, match="there are:"):
        graph.annotation("no-such-document")


def test_rows_become_a_table(graph):
    import pandas as pd

    table = graph.query("tasks-without-lead").to_pandas()

    assert isinstance(table, pd.DataFrame)
    assert len(table) > 100
