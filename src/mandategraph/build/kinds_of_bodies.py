"""The kind of a body that the authority files lack, by the head of its name."""

import re
from collections.abc import Mapping

from mandategraph.gazetteer import words_of

# The words that a Vietnamese name begins with; the longest decide. None: the words tell nothing.
OPENINGS: Mapping[str, str | None] = {
    "Sở": "StateBody",
    "Bộ": "StateBody",
    "Bộ Chính trị": "PartyBody",
    "Bộ phận": None,
    "Bộ môn": None,
    "Ủy ban nhân dân": "StateBody",
    "UBND": "StateBody",
    "Hội đồng nhân dân": "StateBody",
    "HĐND": "StateBody",
    "Đảng ủy": "PartyBody",
    "Đảng bộ": "PartyBody",
    "Tỉnh ủy": "PartyBody",
    "Thành ủy": "PartyBody",
    "Huyện ủy": "PartyBody",
    "Hội": "MassOrganisation",
    "Hội đồng": None,
    "Hội nghị": None,
    "Hội thảo": None,
    "Hội trường": None,
    "Liên đoàn": "MassOrganisation",
    "Doanh nghiệp": "Enterprise",
    "Các doanh nghiệp": "Enterprise",
    "Công ty": "Enterprise",
    "Tổng công ty": "Enterprise",
    "Tập đoàn": "Enterprise",
}

# The last words of an English name before its "of", "for" or the like; the longest decide.
ENDINGS: Mapping[str, str | None] = {
    "department": "StateBody",
    "departments": "StateBody",
    "ministry": "StateBody",
    "ministries": "StateBody",
    "office": "StateBody",
    "post office": "Enterprise",
    "agency": "StateBody",
    "agencies": "StateBody",
    "press agency": None,
    "press agencies": None,
    "news agency": None,
    "people's committee": "StateBody",
    "people's committees": "StateBody",
    "party committee": "PartyBody",
    "party committees": "PartyBody",
    "party office": "PartyBody",
    "company": "Enterprise",
    "companies": "Enterprise",
    "enterprise": "Enterprise",
    "enterprises": "Enterprise",
    "corporation": "Enterprise",
}

AFTER_HEAD = re.compile(
    r"\s+(?:of|for|in|on|at|and|to|with|that|which|under)\s|[,;(]|['’]s?\s+(?=Bureau\b)"
)


def kind_of_body(name_vi: str, name_en: str) -> str | None:
    """The local name of the kind that a name's head tells; None where it tells none."""
    words = words_of(name_vi)
    for length in range(len(words), 0, -1):
        if words[:length] in _OPENINGS:
            return _OPENINGS[words[:length]]
    head = words_of(AFTER_HEAD.split(name_en, maxsplit=1)[0])
    for first in range(len(head)):
        if head[first:] in _ENDINGS:
            return _ENDINGS[head[first:]]
    return None


_OPENINGS = {words_of(head): kind for head, kind in OPENINGS.items()}
_ENDINGS = {words_of(head): kind for head, kind in ENDINGS.items()}
