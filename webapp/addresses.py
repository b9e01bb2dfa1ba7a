"""From the IRI of a thing to its page on this host, and back."""

import re
from dataclasses import dataclass
from urllib.parse import quote

from mandategraph import names

# {issuer}/x-{hash}, or {issuer}/{year}/{kind}/{number}
_DOCUMENT = r"(?P<document>[^/]+/x-[0-9a-f]{6,64}|[^/]+/[^/]+/[^/]+/[^/]+)"
# What may stand below a document: a section, a task, one of its numbered facts, its text.
_PART = re.compile(
    rf"^doc/{_DOCUMENT}(?:/(?P<kind>s|task|objective|target|reporting|funding|citation|recipient"
    r"|defect|considered|text|signature|facts|evidence)(?:/(?P<rest>.+))?)?$"
)

SIMPLE = {
    "agency": "agencies",
    "function": "functions",
    "technology": "technologies",
    "theme": "themes",
    "jurisdiction": "jurisdictions",
}
"""Things with a page of their own: first part of the IRI's path, and of the page's."""

PART_KINDS = {
    "s": "provision",
    "citation": "citation",
    "defect": "finding",
    "text": "document",
    "facts": "document",
    "evidence": "document",
}


@dataclass(frozen=True, slots=True)
class Place:
    """What an IRI names: its kind, the document it belongs to, and what is left of its path."""

    kind: str
    path: str
    document: str | None = None
    rest: str | None = None


class Addresses:
    """The map between IRIs and addresses, for things under one prefix."""

    def __init__(self, things: str = names.ID) -> None:
        self.things = things

    def iri(self, path: str) -> str:
        """The IRI of what stands at ``/id/{path}``."""
        return f"{self.things}{path}"

    def document_iri(self, path: str) -> str:
        """The IRI of a document from the path of its page."""
        return f"{self.things}doc/{path}"

    def place(self, iri: str) -> Place | None:
        """What a thing's IRI names; None for an IRI that is not ours."""
        if not iri.startswith(self.things):
            return None
        path = iri[len(self.things) :].partition("#")[0]
        first, _, rest = path.partition("/")
        if first != "doc":
            return Place(kind=first, path=path, rest=rest)
        found = _PART.match(path)
        if found is None:
            return Place(kind="document", path=path, document=rest)
        kind = found["kind"]
        return Place(
            kind="document" if kind is None else PART_KINDS.get(kind, kind),
            path=path,
            document=found["document"],
            rest=found["rest"] if kind not in ("text", "facts", "evidence") else None,
        )

    def kind(self, iri: str) -> str:
        """The kind of thing, as icons and colours know it."""
        place = self.place(iri)
        return place.kind if place else "other"

    def page(self, iri: str) -> str | None:
        """The address of the page on a thing, with the place on it; None when there is none."""
        if iri.startswith(names.MG):
            return f"/ontology#{iri[len(names.MG) :]}"
        place = self.place(iri)
        if place is None:
            return None
        address = self._page(place)
        fragment = iri.partition("#")[2]
        return f"{address}#{fragment}" if address and fragment else address

    def _page(self, place: Place) -> str | None:
        if place.kind in SIMPLE and place.document is None:
            return quote(f"/{SIMPLE[place.kind]}/{place.rest}")
        if place.document is None:
            return None
        if place.kind == "task":
            return quote(f"/tasks/{place.document}/{place.rest}")
        page = quote(f"/documents/{place.document}")
        anchor = self.anchor(place)
        return f"{page}#{anchor}" if anchor else page

    def anchor(self, place: Place) -> str | None:
        """Where on the document page a part of the document stands."""
        if place.kind == "provision":
            return f"s-{place.rest}"
        if place.kind == "document":
            return None
        return f"fact-{place.kind}" + (f"-{place.rest}" if place.rest else "")

    def data(self, iri: str, extension: str) -> str | None:
        """The address of the data on a thing."""
        if not iri.startswith(self.things):
            return None
        return quote(f"/data/{iri[len(self.things) :].partition('#')[0]}.{extension}")
