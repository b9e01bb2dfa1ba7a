"""What is read from a document: facts, each with the words it was read from.

The layers are those of the annotation format (``annotation.py`` turns a reading into that JSON
and back). Every value that a text gives is a ``Found``: the value, the passage, the rule that read
it, and how sure the rule is. Agencies are named by the English preferred label of their function
in ``graph/authority/agencies.ttl``; technologies and themes by their identifiers.
"""

from dataclasses import dataclass, field
from typing import Generic, Literal, TypeVar

from mandategraph.text import SourceText, Span

T_co = TypeVar("T_co", covariant=True)

CURATOR = "curator"
"""The method of a value that a person decided (a correction)."""


@dataclass(frozen=True, slots=True)
class Found(Generic[T_co]):
    """A value, the passage it was read from, the rule (method) that read it, and its confidence.

    ``span`` is None only where a curator decided a value for which the text has no words.
    """

    value: T_co
    span: Span | None
    method: str
    confidence: float = 1.0


Named = Found[str]
"""An agency, technology, theme, number or string."""


@dataclass(frozen=True, slots=True)
class Section:
    """A part with a heading or label; ``label`` is the path of labels, such as ``III.2.1``.

    ``span`` runs from the label (or heading) to the end of the heading line. Where the label was
    supplied or changed to name the place, ``relabelled`` is true and ``printed_label`` holds what
    is printed (None: nothing).
    """

    label: str | None
    heading: str | None
    span: Span
    heading_span: Span | None = None
    relabelled: bool = False
    printed_label: str | None = None
    note: str | None = None
    method: str = "section-label"
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Item:
    """A passage below a section: a dash, lettered or numbered item, a paragraph, a table row.

    ``span`` leaves out the mark; ``mark`` is the mark as printed ("" for a paragraph). ``section``
    is the label path of the enclosing section (None above the first one); ``parent`` the index of
    the item that it stands under, or whose lead-in announces it. A table row (mark ``|``) has its
    ``cells`` in order and the folded words of their ``columns``; its ``span`` is the cell that
    holds the passage.
    """

    span: Span
    mark: str
    section: str | None
    parent: int | None = None
    cells: tuple[Span, ...] = ()
    columns: tuple[str, ...] = ()
    method: str = "item-mark"
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Layout:
    """The parts of a document, in the order of the text.

    ``body_end`` is where the recipients, signature or site chrome begin; ``preamble`` is what
    stands between the title and the first section.
    """

    sections: tuple[Section, ...]
    items: tuple[Item, ...]
    title: Span | None = None
    preamble: Span | None = None
    recipients: tuple[Span, ...] = ()
    signature: Span | None = None
    body_end: int = 0

    def __hash__(self) -> int:
        """A quick one: rules keep what they found for a layout, and ask often."""
        return hash((self.body_end, len(self.sections), len(self.items)))


@dataclass(frozen=True, slots=True)
class Citation:
    """Another instrument named in the text: with a number, or (``number`` None) by its name only.

    ``date`` is ``YYYY-MM-DD``; ``issuer`` is printed words; ``relation`` is what the document does
    with it. ``quotes`` are the passages that name it, first one first.
    """

    number: str | None
    kind: str | None
    quotes: tuple[Span, ...]
    date: Found[str] | None = None
    issuer: Named | None = None
    topic: Named | None = None
    canonical_number: str | None = None
    issuer_alt: str | None = None
    note: str | None = None
    relation: Literal["implements", "basis", "mention"] = "mention"
    method: str = "citation-number"
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Mention:
    """A surface form of an agency, its function, and every place where it stands."""

    form: str
    agency: str
    spans: tuple[Span, ...]
    method: str = "agency-name"
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Task:
    """An order to do something. ``section`` is the label path; ``start`` the opening words."""

    span: Span
    start: str
    section: str | None
    lead: tuple[Named, ...] = ()
    coordinate: tuple[Named, ...] = ()
    technology: tuple[Named, ...] = ()
    theme: Named | None = None
    deadline: Named | None = None
    cites: tuple[Named, ...] = ()
    start_alt: tuple[str, ...] = ()
    lead_source: str | None = None
    directed_by: tuple[Named, ...] = ()
    directs: tuple[Named, ...] = ()
    through: tuple[Named, ...] = ()
    advises: tuple[Named, ...] = ()
    coordinate_alt: tuple[Named, ...] = ()
    technology_alt: tuple[Named, ...] = ()
    theme_alt: tuple[Named, ...] = ()
    deadline_alt: tuple[str | None, ...] = ()
    deadline_text: Named | None = None
    deadline_source: str | None = None
    more_deadlines: tuple[Named, ...] = ()
    vague_timing: Named | None = None
    repeats: str | None = None
    repeated_by: str | None = None
    note: str | None = None
    method: str = "ordering-item"
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Objective:
    """An item of the parts on purposes, viewpoints and aims."""

    span: Span
    start: str
    section: str | None
    kind: Literal["purpose", "viewpoint", "general", "specific"]
    note: str | None = None
    method: str = "aim-item"
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Target:
    """An indicator with a value to be reached; ``value`` is digits, or words when qualitative."""

    span: Span
    start: str
    section: str | None
    indicator: Named | None
    comparator: str | None
    value: Named | None
    unit: Named | None = None
    year: Found[int] | None = None
    baseline: Named | None = None
    qualitative: bool = False
    note: str | None = None
    method: str = "indicator-value"
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Reporting:
    """A duty of one body to report on results."""

    span: Span
    start: str
    section: str | None
    who: Named | None
    to: tuple[Named, ...] = ()
    when: Named | None = None
    what: Named | None = None
    via: Named | None = None
    on_behalf_of: Named | None = None
    first: Named | None = None
    """The first report, where the text sets it apart (a date or year)."""
    note: str | None = None
    method: str = "report-verb"
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Funding:
    """A source of money that the text names."""

    span: Span
    start: str
    section: str | None
    source: Named
    note: str | None = None
    method: str = "funding-source"
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Signatory:
    """Who signs; ``on_behalf_of`` as printed in the signature block."""

    name: Named | None
    position: Named | None = None
    on_behalf_of: Named | None = None


@dataclass(frozen=True, slots=True)
class Considered:
    """A passage that could be counted as a task and was not, and why."""

    span: Span
    start: str
    why: str
    method: str = CURATOR
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Defect:
    """A fault of the source text, in words; ``kind`` is a local name of ``mg:DefectKind``."""

    description: str
    kind: str = "OtherDefect"
    description_vi: str | None = None
    span: Span | None = None
    printed: str | None = None
    likely_meant: str | None = None
    how_known: str | None = None
    method: str = CURATOR
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """What the text says of itself; what it does not say is None."""

    title: Named | None = None
    type: Named | None = None
    number: Named | None = None
    date: Named | None = None
    issuer: Named | None = None
    jurisdiction: Named | None = None
    period_start: Found[int] | None = None
    period_end: Found[int] | None = None
    language: str = "vi"
    implements: tuple[Named, ...] = ()
    implements_alt: tuple[Named, ...] = ()
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """All that is read from one text."""

    source: SourceText
    document: DocumentFacts
    sections: tuple[Section, ...] = ()
    citations: tuple[Citation, ...] = ()
    mentions: tuple[Mention, ...] = ()
    tasks: tuple[Task, ...] = ()
    objectives: tuple[Objective, ...] = ()
    targets: tuple[Target, ...] = ()
    reporting: tuple[Reporting, ...] = ()
    funding: tuple[Funding, ...] = ()
    signatory: Signatory | None = None
    recipients: tuple[Named, ...] = ()
    considered: tuple[Considered, ...] = ()
    defects: tuple[Defect, ...] = ()
    notes: tuple[str, ...] = ()
    items: tuple[Item, ...] = ()
    local_names: dict[str, str] = field(default_factory=dict)
    """Agencies not in the authority files: English (or printed) name to Vietnamese name."""
