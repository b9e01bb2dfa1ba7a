"""Tasks written as a list of fields: "1. Tên nhiệm vụ: …", "2. Cơ quan chủ trì: …", "3. Thời gian: …".

The fields are named as the columns of a table are, so such a list is one row: its item holds the
fields as cells, and the items of the other fields are none of their own.
"""

from collections.abc import Sequence
from dataclasses import replace

from mandategraph.extract.marks import layout_words
from mandategraph.extract.vocabulary import pattern, words
from mandategraph.model import Item
from mandategraph.text import Span, normalise, unify_tones

TITLE = 40
"""The name of a field is not longer, in characters."""


def with_records(text: str, items: Sequence[Item]) -> tuple[Item, ...]:
    """The items, with each list of the fields of a task made one item."""
    fields = [_field(text, item) for item in items]
    made: dict[int, Item] = {}
    gone: set[int] = set()
    parents = {item.parent for item in items}
    for at, field in enumerate(fields):
        if field is None or at in gone or not _names_task(field[0]):
            continue
        after = at + 1
        while (
            after < len(items) and fields[after] is not None and _sisters(items[at], items[after])
        ):
            after += 1
        held = [one for one in fields[at:after] if one is not None]
        titles = tuple(title for title, _ in held)
        if _names_lead(titles) and parents.isdisjoint(range(at, after)):
            cells = tuple(span for _, span in held)
            made[at] = replace(items[at], span=cells[0], cells=cells, columns=titles)
            gone.update(range(at + 1, after))
    if not made:
        return tuple(items)
    kept = [at for at in range(len(items)) if at not in gone]
    places: dict[int | None, int | None] = {None: None}
    places.update((old, new) for new, old in enumerate(kept))
    read = (made.get(at, items[at]) for at in kept)
    return tuple(replace(item, parent=places[item.parent]) for item in read)


def _field(text: str, item: Item) -> tuple[str, Span] | None:
    """The folded name of a field and its content; None where an item is no field."""
    if not item.mark or item.cells:
        return None
    colon = text.find(":", item.span.start, min(item.span.end, item.span.start + TITLE))
    if colon < 0:
        return None
    title = unify_tones(normalise(text[item.span.start : colon]))
    known = (*layout_words("passage_columns"), *layout_words("other_columns"))
    first = next((at for at in range(colon + 1, item.span.end) if not text[at].isspace()), None)
    if first is None or not any(word in title for word in known):
        return None
    end = item.span.end - (text[item.span.end - 1] in ".;")
    return (title, Span(first, max(first, end)))


def _names_task(title: str) -> bool:
    return any(word in title for word in layout_words("passage_columns"))


def _names_lead(titles: Sequence[str]) -> bool:
    lead = pattern(words("roles")["columns"]["lead"])
    return any(lead.search(title) for title in titles[1:])


def _sisters(one: Item, other: Item) -> bool:
    return one.section == other.section and one.parent == other.parent
