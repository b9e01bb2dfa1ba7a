"""How English documents are set: wrapped Markdown lists, items of action plans."""

from mandategraph.extract.layout import lay_out
from mandategraph.text import stored

WRAPPED = """# Records strategy

The Records Office will:

-   publish guidance on the keeping of records
-   help departments to find the records they need, and to keep those that
    matter
-   offer training from spring
    2014

Departments will name a records officer, and will tell the Records Office
who it is by the end of the year.

The Records Office will also:

-   share what departments have learned

All departments keep a list of their records, and the Records Office
looks at the lists every year.
"""


def items(text):
    source = stored(text)
    return [(item.mark, source.words(item.span)) for item in lay_out(source).items]


def test_a_bullet_in_small_letters_is_an_item_of_its_own():
    """A wrapped line may begin with a dash; below a bullet of the same kind it is the next one."""
    assert ("-", "publish guidance on the keeping of records") in items(WRAPPED)


def test_an_indented_line_goes_on_with_its_bullet():
    assert ("-", "offer training from spring\n    2014") in items(WRAPPED)


def test_the_only_bullet_below_a_lead_in_heads_no_paragraphs():
    layout = lay_out(stored(WRAPPED))
    last = layout.items[-1]

    assert last.mark == ""
    assert last.parent is None
