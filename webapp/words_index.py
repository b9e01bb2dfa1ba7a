"""The index of names, the words of tasks and other items, headings and numbers, accents or not.

"tri tue nhan tao" finds "trí tuệ nhân tạo"; what matches with its accents comes first.
"""

import re
import sqlite3
from dataclasses import dataclass
from threading import Lock

from markupsafe import Markup, escape

from mandategraph.text import normalise, strip_accents, unify_tones

from .ask import Asker
from .corpus import Corpus, local
from .language import Words

KINDS = {
    "Task": "task", "Objective": "objective", "Target": "target", "ReportingDuty": "reporting",
    "FundingProvision": "funding", "Provision": "provision", "Agency": "agency",
    "AgencyGroup": "agency", "AgencyFunction": "function", "TechnologyArea": "technology",
    "Theme": "theme", "Jurisdiction": "jurisdiction", "Citation": "citation",
    "SourceDefect": "finding",
}  # fmt: skip
# Things with a name come before passages, and tasks before other passages.
WEIGHT = {
    "technology": 0, "agency": 0, "function": 1, "document": 0, "theme": 0, "jurisdiction": 0,
    "task": 2, "target": 3, "reporting": 3,
}  # fmt: skip
_WORD = re.compile(r"\w+")
_ELLIPSIS = " … "


@dataclass(frozen=True, slots=True)
class Hit:
    """A thing that was found, and the words in which it was."""

    iri: str
    kind: str
    words: Words
    shown: Markup


class Index:
    """The words of a build in SQLite's full-text index, in memory."""

    def __init__(self, ask: Asker, corpus: Corpus) -> None:
        self._lock = Lock()
        self._base = sqlite3.connect(":memory:", check_same_thread=False)
        self._base.execute(
            "CREATE VIRTUAL TABLE words USING fts5("
            "thing UNINDEXED, kind UNINDEXED, language UNINDEXED, said UNINDEXED, folded, plain,"
            " tokenize = \"unicode61 remove_diacritics 0 tokenchars '_'\")"
        )
        self._base.executemany("INSERT INTO words VALUES (?, ?, ?, ?, ?, ?)", _entries(ask, corpus))

    def find(self, asked: str, kind: str = "") -> tuple[list[Hit], dict[str, int]]:
        """What holds all the words asked for, and how many things of each kind do."""
        wanted = _WORD.findall(plain(asked))
        if not wanted:
            return [], {}
        # Only the last word may be the beginning of one: "tri tue" is not "triển".
        query = " AND ".join(f'plain : "{word}"' for word in wanted) + "*"
        with self._lock:
            rows = self._base.execute(
                "SELECT thing, kind, language, said, folded, bm25(words) FROM words"
                " WHERE words MATCH ?",
                (query,),
            ).fetchall()
        exact = folded(asked)
        rows.sort(
            key=lambda row: (
                exact not in row[4],
                WEIGHT.get(row[1], 4),
                len(row[3]) // 80,
                row[5],
                row[0],
            )
        )
        best: dict[str, Hit] = {}
        for iri, its_kind, language, said, _, _ in rows:
            if iri not in best:
                words = Words(said, language or None)
                best[iri] = Hit(iri, its_kind, words, shown(said, wanted))
        counts: dict[str, int] = {}
        for hit in best.values():
            counts[hit.kind] = counts.get(hit.kind, 0) + 1
        return [hit for hit in best.values() if kind in ("", hit.kind)], counts


def folded(words: str) -> str:
    """Words with case and the place of tone marks made one."""
    return unify_tones(normalise(words))


def plain(words: str) -> str:
    """Words without accents."""
    return strip_accents(folded(words))


def shown(said: str, wanted: list[str], around: int = 90) -> Markup:
    """The passage around the first word that matched, with all that match marked."""
    spans = [
        match.span()
        for match in _WORD.finditer(said)
        if (word := plain(match.group())) in wanted or word.startswith(wanted[-1])
    ]
    if not spans:
        return escape(said[: 2 * around])
    start = _blank_before(said, max(0, spans[0][0] - around)) if len(said) > 3 * around else 0
    end = (
        min(len(said), max(spans[0][1], start) + 2 * around)
        if len(said) > 3 * around
        else len(said)
    )
    parts = [escape(_ELLIPSIS if start else "")]
    at = start
    for left, right in spans:
        if left < at or right > end:
            continue
        parts += [escape(said[at:left]), Markup("<mark>{}</mark>").format(said[left:right])]
        at = right
    parts += [escape(said[at:end]), escape(_ELLIPSIS if end < len(said) else "")]
    return Markup("").join(parts)


def _blank_before(said: str, at: int) -> int:
    return said.rfind(" ", 0, at) + 1 if at else 0


def _entries(ask: Asker, corpus: Corpus) -> list[tuple[str, str, str, str, str, str]]:
    entries = [
        (row.iri("thing"), KINDS[local(row.iri("class"))], said)
        for row in ask.rows("search")
        if (said := row.words("words")) is not None
    ]
    for known in corpus.documents.values():
        named = (known.title, Words(known.number))
        entries += [(known.iri, "document", said) for said in named if said and said.text]
    return [
        (iri, kind, said.language or "", said.text, folded(said.text), plain(said.text))
        for iri, kind, said in entries
    ]
