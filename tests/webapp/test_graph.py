"""The graph page draws each box with its link, and lists the same below."""

import re

import pytest
from mandategraph.webapp import graph

from mandategraph.network import Label, Node


def paths(site):
    return [site.addresses.page(one.iri).removeprefix("/documents") for one in site.corpus.held]


def test_every_box_is_a_link_with_a_name(get, mandategraph_site, read_page):
    for path in paths(mandategraph_site):
        html = get(f"/graph{path}").get_data(as_text=True)
        svg = html.split('<svg class="cascade"')[1].split("</svg>\n</div>")[0]
        boxes = re.findall(
            r'<a class="node [^"]*" id="[^"]+" href="([^"]+)"><title>([^<]+)</title>', svg
        )
        assert len(boxes) > 10
        assert len(boxes) == svg.count('<a class="node')
        for href, title in boxes:
            assert href.startswith("/")
            assert title.strip()
            if href not in ("", "#"):
                assert href in html.split('id="outline"')[1]


def test_ties_lead_between_boxes_that_are_there(get, mandategraph_site):
    html = get(f"/graph{paths(mandategraph_site)[0]}").get_data(as_text=True)
    ids = set(re.findall(r'<a class="node [^"]*" id="([^"]+)"', html))
    ends = set(re.findall(r'data-(?:from|to)="([^"]+)"', html))
    assert ends <= ids


def test_an_unknown_document_has_no_graph(get):
    assert get("/graph/none/x-0000000000").status_code == 404


@pytest.mark.parametrize(
    "kind", ["instrument", "document", "theme", "task", "agency", "technology"]
)
def test_each_kind_has_a_shape_of_its_own(kind):
    node = Node("x", kind, 0, Label("x"), ("x",), width=100, height=40)
    others = {
        graph.shape(Node("x", other, 0, Label("x"), ("x",), width=100, height=40))
        for other in ("theme", "task", "agency", "technology")
        if other != kind
    }
    if kind not in ("instrument", "document"):
        assert graph.shape(node) not in others


def test_labels_end_no_script():
    text = graph._inert_json({"a": "</script><!--"})
    assert "<" not in text
