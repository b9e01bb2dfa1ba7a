"""Graph pages: a document's cascade as SVG, and a snapshot of it that can be moved about."""

import json
from pathlib import Path

from flask import Blueprint, Response, abort, render_template, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from mandategraph import network
from mandategraph.network import Cascade, Label, Node

from .language import translate
from .site import Site, here

pages = Blueprint("graph", __name__)

MOST_NODES = 300
VENDOR = Path(__file__).parent / "static" / "vendor" / "vis-network"

# Colours of the snapshot: border and ground, as in tokens.css (light).
COLOURS = {
    "instrument": ("#1f4b6e", "#ffffff"),
    "document": ("#1f4b6e", "#e6eef5"),
    "theme": ("#6b5d12", "#f6f1da"),
    "task": ("#2a6239", "#e8f2ea"),
    "agency": ("#5b3f94", "#efeaf7"),
    "technology": ("#0b6470", "#e2f1f3"),
}
SHAPES = {
    "instrument": "box", "document": "box", "theme": "box", "task": "box", "agency": "box",
    "technology": "ellipse",
}  # fmt: skip


@pages.get("/graph")
def index() -> ResponseReturnValue:
    """The documents whose cascade can be looked at."""
    return render_template("pages/graphs.html")


@pages.get("/graph/<path:path>")
def cascade(path: str) -> ResponseReturnValue:
    """The cascade of one document, drawn; the same as an outline below."""
    site = here()
    picture = _picture(site, path)
    return render_template(
        "pages/graph.html",
        path=path,
        document=site.corpus.documents[site.addresses.document_iri(path)],
        picture=picture,
        outline=outline(picture),
        too_many=len(picture.nodes) > MOST_NODES,
        nodes={node.iri: node for node in picture.nodes},
        ids={node.iri: f"n{at}" for at, node in enumerate(picture.nodes)},
        heads=heads,
        shape=shape,
        inset=inset,
        sample=sample,
        curve=curve,
    )


@pages.get("/graph/<path:path>/snapshot")
def snapshot(path: str) -> ResponseReturnValue:
    """The cascade through pyvis: positions from here, nothing that moves by itself."""
    site = here()
    picture = _picture(site, path)
    if len(picture.nodes) > MOST_NODES:
        abort(400, description=translate("graph.too-many", most=MOST_NODES))
    document = site.corpus.documents[site.addresses.document_iri(path)]
    page = render_template(
        "snapshot.html",
        title=site.document_name(document),
        picture=picture,
        data=Markup(_inert_json(vis_data(site, picture))),  # noqa: S704  escaped just here
        outline=outline(picture),
        back=url_for(".cascade", path=path),
    )
    response = Response(page, content_type="text/html; charset=utf-8")
    response.headers["Content-Security-Policy"] = (
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline';"
        " img-src 'self' data:; font-src 'self'; base-uri 'none'; form-action 'none';"
        " frame-ancestors 'self'; sandbox allow-scripts allow-popups"
        " allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation"
    )
    return response


def _picture(site: Site, path: str) -> Cascade:
    iri = site.addresses.document_iri(path)
    known = site.corpus.documents.get(iri)
    if known is None:
        abort(404)
    return site.picture(iri)


def outline(picture: Cascade) -> list[tuple[Node, list[tuple[Node, list[Node], list[Node]]]]]:
    """The cascade as a list: themes with their tasks, tasks with agencies and technologies."""
    by_iri = {node.iri: node for node in picture.nodes}
    tied: dict[str, list[Node]] = {}
    for edge in picture.edges:
        tied.setdefault(edge.source, []).append(by_iri[edge.target])
    found = []
    for parent in picture.nodes:
        if parent.kind in ("theme", "document"):
            tasks = [node for node in tied.get(parent.iri, ()) if node.kind == "task"]
            if tasks:
                found.append(
                    (
                        parent,
                        [
                            (
                                task,
                                [n for n in tied.get(task.iri, ()) if n.kind == "agency"],
                                [n for n in tied.get(task.iri, ()) if n.kind == "technology"],
                            )
                            for task in tasks
                        ],
                    )
                )
    return found


def shape(node: Node) -> str:
    """The outline of a box as an SVG path: each kind has a form of its own."""
    x, y, w, h = node.x, node.y, node.width, node.height
    if node.kind == "theme":  # a tag: pointed on the left
        return f"M{x + 10},{y} H{x + w} V{y + h} H{x + 10} L{x},{y + h / 2} Z"
    if node.kind == "agency":  # cut corners
        c = min(9, h / 3)
        return (
            f"M{x + c},{y} H{x + w - c} L{x + w},{y + c} V{y + h - c} L{x + w - c},{y + h}"
            f" H{x + c} L{x},{y + h - c} V{y + c} Z"
        )
    if node.kind == "technology":  # round ends
        r = min(h / 2, 18)
        return (
            f"M{x + r},{y} H{x + w - r} A{r},{r} 0 0 1 {x + w},{y + r} V{y + h - r}"
            f" A{r},{r} 0 0 1 {x + w - r},{y + h} H{x + r} A{r},{r} 0 0 1 {x},{y + h - r}"
            f" V{y + r} A{r},{r} 0 0 1 {x + r},{y} Z"
        )
    return f"M{x},{y} H{x + w} V{y + h} H{x} Z"


def inset(node: Node) -> str:
    """A second line inside the box of a central text."""
    x, y, w, h = node.x + 3, node.y + 3, node.width - 6, node.height - 6
    return f"M{x},{y} H{x + w} V{y + h} H{x} Z"


def sample(kind: str) -> str:
    """A small box of a kind, for the legend."""
    return shape(Node("", kind, 0, Label(""), (), width=30.0, height=16.0, x=2.0, y=2.0))


def heads(picture: Cascade) -> list[tuple[str, float]]:
    """The name of each column that holds something, and where it begins."""
    lefts = {node.column: node.x for node in picture.nodes}
    return [(network.COLUMNS[column].name, x) for column, x in sorted(lefts.items())]


def curve(source: Node, target: Node) -> str:
    """The line of a tie as an SVG path."""
    bend = (target.x - source.right) / 2
    return (
        f"M{source.right},{source.middle} C{source.right + bend},{source.middle}"
        f" {target.x - bend},{target.middle} {target.x},{target.middle}"
    )


def vis_data(site: Site, picture: Cascade) -> dict[str, object]:
    """Nodes and edges as pyvis gives them to vis-network, with fixed positions."""
    from pyvis.network import Network  # noqa: PLC0415  it takes half a second to import

    net = Network(directed=True)
    net.toggle_physics(status=False)
    for node in picture.nodes:
        border, ground = COLOURS[node.kind]
        net.add_node(
            node.iri,
            label="\n".join(node.lines),
            title=node.label.text,
            shape=SHAPES[node.kind],
            x=node.x + node.width / 2,
            y=node.middle,
            color={"border": border, "background": ground},
            physics=False,
        )
    for edge in picture.edges:
        net.add_edge(edge.source, edge.target, dashes=edge.kind in ("part", "technology"))
    pages_of = {node.iri: site.addresses.page(node.iri) or "" for node in picture.nodes}
    return {"nodes": net.nodes, "edges": net.edges, "pages": pages_of}


def _inert_json(data: object) -> str:
    """JSON that ends no script element, whatever a label holds."""
    text = json.dumps(data, ensure_ascii=False)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
