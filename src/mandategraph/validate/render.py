"""A report as a table, JSON, CSV, one printable HTML file, or a SHACL report in Turtle."""

import csv
import html
import io
import json
import shutil
import textwrap
import unicodedata
from collections.abc import Callable, Iterator
from importlib import resources
from string import Template

from rdflib import Graph, URIRef
from rdflib import Literal as RdfLiteral
from rdflib.namespace import RDF, SH, XSD

from mandategraph.errors import InputError
from mandategraph.names import AUDIT_GRAPH, MG
from mandategraph.validate.findings import (
    Finding,
    Report,
    Rule,
    Severity,
    State,
    Words,
    by_rule,
    plain,
)

_SEVERITY_NAMES: dict[Severity, Words] = {
    "violation": Words("vi phạm", "violation"),
    "warning": Words("cảnh báo", "warning"),
    "info": Words("gợi ý", "advice"),
}
_STATE_NAMES: dict[State, Words] = {
    "silent": Words("văn bản không nêu", "the text is silent"),
    "not-held": Words("phần này không được lưu giữ", "that part is not held"),
    "not-applicable": Words("không áp dụng", "not applicable"),
}
_HOUSE = Words("Tệp danh mục", "Authority files")

CSV_COLUMNS = (
    "id", "layer", "severity", "state", "shape", "element", "document", "title", "place",
    "provision", "node", "message_vi", "message_en", "detail_vi", "detail_en", "quote", "start",
    "end", "method_vi", "method_en", "waived",
)  # fmt: skip


def render(report: Report, format: str, lang: str = "vi") -> str:  # noqa: A002 - the contract's word
    """The report in a format (one of FORMATS), its words in a language (``vi`` or ``en``).

    Raises InputError for another format.
    """
    try:
        write = FORMATS[format]
    except KeyError:
        raise InputError(
            f"'{format}' is not a format of reports; use one of {', '.join(FORMATS)}"
        ) from None
    return write(report, "en" if lang == "en" else "vi")


def _by_document(report: Report) -> Iterator[tuple[str | None, tuple[Finding, ...]]]:
    for document in (None, *report.documents):
        found = tuple(finding for finding in report.findings if finding.document == document)
        if found or document is not None:
            yield document, found


def _counted(number: int, level: Severity, lang: str) -> str:
    """A number with its word, in the plural where English has one."""
    plural = "s" if lang == "en" and number != 1 and level != "info" else ""
    return f"{number} {_SEVERITY_NAMES[level].of(lang)}{plural}"


def _summary(report: Report, lang: str) -> str:
    count = report.count()
    if not report.findings:
        return Words("Không có phát hiện nào.", "Nothing was found.").of(lang)
    parts = ", ".join(_counted(number, level, lang) for level, number in count.items())
    held = report.unjudged()["not-held"]
    beside = (
        Words(
            f"; {held} điều chưa kết luận được vì không có, hoặc chưa chắc có, toàn văn bản gốc",
            f"; {held} things cannot be judged, for the whole original is not held, or may not be",
        ).of(lang)
        if held
        else ""
    )
    return f"{parts}{beside}."


def _rules_used(report: Report) -> list[Rule]:
    """The rules that found something, in the order of their names."""
    used = {finding.shape for finding in report.findings}
    return [rule for iri, rule in sorted(report.rules.items()) if iri in used]


def _heading(report: Report, document: str | None, lang: str) -> str:
    if document is None:
        return _HOUSE.of(lang)
    title = report.titles.get(document)
    return document if title is None else title.of(lang)


def _table(report: Report, lang: str) -> str:
    width = max(60, min(shutil.get_terminal_size((100, 24)).columns, 120))
    lines: list[str] = []
    for document, found in _by_document(report):
        title = textwrap.shorten(_heading(report, document, lang), width - 8, placeholder=" …")
        lines += [f"{title} ({len(found)})", "─" * width]
        for finding in found:
            lines += _row(finding, lang, width)
        lines.append("")
    lines.append(_summary(report, lang))
    return "\n".join(lines) + "\n"


def _mark(finding: Finding) -> Words:
    """How grave a finding is; what is not held or not asked for is no warning."""
    if finding.state == "silent":
        return _SEVERITY_NAMES[finding.severity]
    return Words("không rõ", "unknown") if finding.state == "not-held" else Words("–", "–")


def _row(finding: Finding, lang: str, width: int) -> list[str]:
    place = finding.place or ""
    first = f"{_mark(finding).of(lang):<10}{place:<10}{finding.message.of(lang)}"
    rows = textwrap.wrap(first, width, subsequent_indent=" " * 20)
    for more in (
        finding.detail and finding.detail.of(lang),
        finding.quote and f"“{finding.quote}”",
    ):
        if more:
            short = textwrap.shorten(
                unicodedata.normalize("NFC", more), 2 * (width - 20), placeholder=" …"
            )
            indent = " " * 20
            rows += textwrap.wrap(short, width, initial_indent=indent, subsequent_indent=indent)
    return rows


def _json(report: Report, _lang: str) -> str:
    found = {
        "conforms": report.conforms,
        "failOn": report.fail_on,
        "documents": [
            {"document": iri, "title": plain(report.titles.get(iri))} for iri in report.documents
        ],
        "rules": [rule.as_json() for rule in _rules_used(report)],
        "findings": [finding.as_json() for finding in report.findings],
    }
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"


def _csv(report: Report, lang: str) -> str:
    """Comma-separated values; the mark at the start makes Excel read it as UTF-8."""
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\r\n")
    rows.writerow(CSV_COLUMNS)
    for finding in report.findings:
        values = finding.as_json()
        for name in ("message", "detail", "method"):
            both = values[name] or {"vi": None, "en": None}
            values[f"{name}_vi"], values[f"{name}_en"] = both["vi"], both["en"]
        values["title"] = _heading(report, finding.document, lang)
        rows.writerow([spreadsheet_cell(values[column]) for column in CSV_COLUMNS])
    return "\ufeff" + out.getvalue()


def spreadsheet_cell(value: object) -> str:
    """A cell; words that a spreadsheet would run as a formula are given a leading apostrophe."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    text = str(value)
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def _html(report: Report, lang: str) -> str:
    page = Template(
        resources.files("mandategraph.validate").joinpath("report.html").read_text("utf-8")
    )
    sections = "\n".join(
        _html_document(report, document, found, lang) for document, found in _by_document(report)
    )
    title = Words("Báo cáo rà soát", "Audit report").of(lang)
    return page.substitute(
        lang=lang,
        title=html.escape(title),
        summary=html.escape(_summary(report, lang)),
        how=html.escape(_HOW_TO_READ.of(lang)),
        sections=sections,
    )


_HOW_TO_READ = Words(
    "Mỗi phát hiện nêu điều được kiểm tra, mức độ, và câu chữ của văn bản. Chỉ điều mà văn bản "
    "không nêu mới được tính; phần không được lưu giữ thì không kết luận.",
    "Each finding says what was looked for, how grave it is, and in which words of the text. Only "
    "what a text leaves unsaid counts; of parts that are not held nothing is concluded.",
)


def _html_document(
    report: Report, document: str | None, found: tuple[Finding, ...], lang: str
) -> str:
    title = html.escape(_heading(report, document, lang))
    link = "" if document is None else f'<p class="iri">{html.escape(document)}</p>'
    parts = "\n".join(_html_group(report, group, lang) for group in by_rule(found).values())
    none = html.escape(Words("Không có phát hiện nào.", "Nothing was found.").of(lang))
    return f"<section>\n<h2>{title}</h2>\n{link}\n{parts or f'<p>{none}</p>'}\n</section>"


def _html_group(report: Report, group: list[Finding], lang: str) -> str:
    """The findings of one rule: what it is about, once, and then each passage."""
    first = group[0]
    rule = report.rules.get(first.shape)
    about = f"<p>{html.escape(rule.description.of(lang))}</p>" if rule else ""
    items = "\n".join(_html_finding(finding, lang) for finding in group)
    count = f" ({len(group)})" if len(group) > 1 else ""
    return (
        f'<section class="rule {first.severity} {first.state}">\n'
        f"<h3>{html.escape(first.message.of(lang))}{count}</h3>\n"
        f'<p class="facts"><span class="mark">{html.escape(_mark(first).of(lang))}'
        f"</span> {html.escape(_STATE_NAMES[first.state].of(lang))}</p>\n"
        f'{about}\n<p class="how">{html.escape(first.method.of(lang))}</p>\n<ol>{items}</ol>\n</section>'
    )


def _html_finding(finding: Finding, lang: str) -> str:
    place = f"<b>{html.escape(finding.place)}</b> " if finding.place else ""
    detail = f"<p>{html.escape(finding.detail.of(lang))}</p>" if finding.detail else ""
    quote = f"<blockquote>{html.escape(finding.quote)}</blockquote>" if finding.quote else ""
    where = "" if finding.start is None else f"{finding.start}–{finding.end} · "
    return (
        f'<li id="{finding.id}">{place}{detail}{quote}<p class="facts">{where}{finding.id}</p></li>'
    )


_SH_SEVERITY: dict[Severity, URIRef] = {
    "violation": SH.Violation,
    "warning": SH.Warning,
    "info": SH.Info,
}


def _turtle(report: Report, _lang: str) -> str:
    """A SHACL validation report; in its terms a report conforms only when nothing was found."""
    graph = Graph()
    graph.bind("mg", MG)
    graph.bind("sh", SH)
    graph.bind("mgs", "https://w3id.org/mandategraph/shapes#")
    whole = URIRef(f"{AUDIT_GRAPH}#report")
    graph.add((whole, RDF.type, SH.ValidationReport))
    graph.add((whole, SH.conforms, RdfLiteral(not report.findings)))
    for finding in report.findings:
        node = URIRef(f"{AUDIT_GRAPH}#{finding.id}")
        graph.add((whole, SH.result, node))
        _turtle_finding(graph, node, finding)
    return graph.serialize(format="turtle")


def _turtle_finding(graph: Graph, node: URIRef, finding: Finding) -> None:
    graph.add((node, RDF.type, SH.ValidationResult))
    graph.add((node, RDF.type, URIRef(f"{MG}Finding")))
    graph.add((node, SH.focusNode, URIRef(finding.node)))
    graph.add((node, SH.sourceShape, URIRef(finding.shape)))
    graph.add((node, SH.resultSeverity, _SH_SEVERITY[finding.severity]))
    graph.add((node, SH.sourceConstraintComponent, SH[finding.component]))
    for language in ("vi", "en"):
        graph.add((node, SH.resultMessage, RdfLiteral(finding.message.of(language), lang=language)))
    graph.add((node, URIRef(f"{MG}layer"), RdfLiteral(finding.layer)))
    graph.add((node, URIRef(f"{MG}element"), RdfLiteral(finding.element)))
    graph.add((node, URIRef(f"{MG}findingState"), RdfLiteral(finding.state)))
    if finding.document is not None:
        graph.add((node, URIRef(f"{MG}findingOf"), URIRef(finding.document)))
    if finding.quote is not None:
        quote = RdfLiteral(finding.quote, datatype=XSD.string)
        graph.add((node, URIRef(f"{MG}findingQuote"), quote))


FORMATS: dict[str, Callable[[Report, str], str]] = {
    "table": _table,
    "json": _json,
    "csv": _csv,
    "html": _html,
    "ttl": _turtle,
}
"""The formats of a report, by name."""
