"""What a web page has around the document: navigation, forms, notices, lists of links; taken out.

It is told by structure alone (elements, roles, hidden parts); words of a page that stand in the
text itself are told apart by the extractor.
"""

import re
from typing import Any

MAIN = 0.4
"""An element that is said to be the main one is, when it holds so much of the page's words."""
LINKS = 0.7
"""A list so much of which is links leads elsewhere."""
FEW = 3
"""So few links may be citations."""

_DROPPED = frozenset(
    ("script", "style", "noscript", "template", "head", "nav", "footer", "aside", "button", "input",
     "select", "textarea", "option", "label", "iframe", "object", "embed", "svg", "math", "canvas",
     "audio", "video", "map", "dialog", "menu", "img", "figure")
)  # fmt: skip
_DROPPED_ROLES = frozenset(
    ("navigation", "banner", "contentinfo", "complementary", "search", "dialog", "alertdialog",
     "alert", "menu", "menubar", "toolbar", "form", "button", "tablist", "status")
)  # fmt: skip
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


def remove_chrome(root: Any) -> None:
    """Takes out of the tree what the page has around the document."""
    for element in list(root.iter()):
        if element is not root and (not isinstance(element.tag, str) or _is_chrome(element)):
            _remove(element)
    for tag in ("form", "ul", "ol"):
        whole = _size(root)
        for element in list(root.iter(tag)):
            leads = tag != "form" and _leads_elsewhere(element)
            if leads or (tag == "form" and 2 * _size(element) < whole):
                _remove(element)


def _remove(element: Any) -> None:
    parent = element.getparent()
    if parent is None:
        return
    before = element.getprevious()
    if element.tail:
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    element.tail = None
    parent.remove(element)


def _is_chrome(element: Any) -> bool:
    tag = element.tag.lower()
    if tag in _DROPPED or element.get("role", "").strip().lower() in _DROPPED_ROLES:
        return True
    if tag == "header":  # of a page; that of an article holds its title
        return not any(above.tag in {"article", "main"} for above in element.iterancestors())
    if element.get("hidden") is not None or element.get("aria-hidden", "").lower() == "true":
        return True
    return _HIDDEN.search(element.get("style", "")) is not None


def _size(element: Any) -> int:
    return sum(len(words) for words in element.itertext())


def _leads_elsewhere(element: Any) -> bool:
    """Whether a list is one of links to other pages."""
    links = [a for a in element.iter("a") if not a.get("href", "#").startswith("#")]
    return len(links) > FEW and sum(map(_size, links)) > LINKS * _size(element)


def main_part(root: Any) -> Any:
    """The element that holds the document, as far as the page says."""
    named = (*root.iter("main", "article"), *root.xpath('//*[@role="main"]'))
    largest = max(named, key=_size, default=root)
    return largest if _size(largest) >= MAIN * _size(root) else root
