"""Times: the annotation's short form and the terms of the graph."""

import pytest

from mandategraph.build.timing import short_form, statement
from mandategraph.errors import DocumentError

# Recurrence rules are written out from RFC 5545, section 3.3.10.
TIMES = [
    ("2030", "due", "2030"),
    ("2025-12-31", "due", "2025-12-31"),
    ("annual", "recurs", "FREQ=YEARLY"),
    ("annual 12-10", "recurs", "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=10"),
    ("annual 06-01", "recurs", "FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=1"),
    ("monthly 05", "recurs", "FREQ=MONTHLY;BYMONTHDAY=5"),
    ("quarterly", "recurs", "FREQ=MONTHLY;INTERVAL=3"),
    ("periodic", "periodic", "true"),
]


@pytest.mark.parametrize(("when", "predicate", "value"), TIMES)
def test_a_time_is_written_and_read_back(when, predicate, value):
    said, literal = statement(when)

    assert (said, literal.value) == (predicate, value)
    assert short_form(said, literal.value) == when


def test_a_year_and_a_day_keep_their_precision():
    assert statement("2030")[1].datatype.value.endswith("gYear")
    assert statement("2025-12-31")[1].datatype.value.endswith("date")


@pytest.mark.parametrize("when", ["soon", "2025-1-1", "annual 1-1", ""])
def test_what_is_no_time_is_refused(when):
    with pytest.raises(DocumentError, match="is no time"):
        statement(when)
