"""The agencies that a document speaks of, as functions in its jurisdiction."""

import pyoxigraph as ox

from mandategraph import names
from mandategraph.build.documents import Bilingual
from mandategraph.build.triples import TYPE, mg
from mandategraph.build.writing import Writing
from mandategraph.gazetteer import Function


def write_mentions(writing: Writing) -> None:
    """Every place where the text names an agency."""
    for mention in writing.reading.mentions:
        for span in mention.spans:
            agency = writing.agency(mention.agency, span)
            writing.out.fact(writing.document, "mentions", agency, span, mention)


def write_agencies(writing: Writing) -> None:
    """The agencies that the document speaks of, as functions in its jurisdiction."""
    out = writing.out
    spelled: dict[str, Function] = {}  # of two spellings of one function the first
    for name, named in sorted(writing.agencies, key=str):
        function = writing.things.function(name)
        function = spelled.setdefault(function.slug, function)
        node = writing.things.agency(name, named)
        area = writing.things.area_of(function, named)
        function_node = ox.NamedNode(f"{names.ID}function/{function.slug}")
        out.state(node, TYPE, mg("AgencyGroup" if function.is_group else "Agency"))
        out.state(node, "function", function_node)
        writing.label(node, _agency_label(writing, function, area))
        if function.kind:
            out.state(node, "agencyKind", mg(function.kind))
        if not area.startswith("x-"):
            out.state(node, "inJurisdiction", ox.NamedNode(f"{names.ID}jurisdiction/{area}"))
        if not writing.things.is_known(name):
            out.state(function_node, TYPE, mg("AgencyFunction"))
            out.state(function_node, "reviewStatus", mg("Unreviewed"))
            if function.kind:
                out.state(function_node, "agencyKind", mg(function.kind))
            pref = ox.NamedNode(f"{names.PREFIXES['skos']}prefLabel")
            out.state(function_node, pref, ox.Literal(function.name_en, language="en"))
            out.state(function_node, pref, ox.Literal(function.name_vi, language="vi"))


def _agency_label(writing: Writing, function: Function, area: str) -> Bilingual:
    """The name of a body, with its place where it is not a national one."""
    place = writing.things.gazetteer.jurisdictions.get(area)
    if place is None or (function.level == "National" and area == "vn"):
        return Bilingual(function.name_vi, function.name_en)
    vi, en = function.name_vi, function.name_en
    return Bilingual(
        vi if place.name_vi in vi else f"{vi} ({place.name_vi})",
        en if names.slug(place.name_en) in names.slug(en) else f"{en} ({place.name_en})",
    )
