"""An answer as GraphML (http://graphml.graphdrawing.org/specification.html), a stub as a node of kind STUB. Pure."""

from __future__ import annotations

from services.draw.markup import Tag, document
from services.draw.network.caption import Caption
from services.draw.network.caption_fields import caption_fields
from services.draw.network.chart import Chart
from services.draw.network.fields import EDGE_COLUMNS, NODE_COLUMNS, STUB_COLUMNS, edge_fields, node_fields, stub_fields

NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
_INTEGERS = ("degree", "person", "amount_minor", "duration_s", "hidden", "neighbours", "rows", "sum_minor")


def graphml(chart: Chart, caption: Caption) -> bytes:
    """A directed graph that may hold several edges between two nodes; node ids are ``KIND id``."""
    columns = {
        "graph": tuple(caption_fields(caption)),
        "node": tuple(dict.fromkeys((*NODE_COLUMNS, *STUB_COLUMNS))),
        "edge": EDGE_COLUMNS,
    }
    keys = [
        Tag("key", {"id": f"{of}.{name}", "for": of, "attr.name": name, "attr.type": _type(name)})
        for of, names in columns.items()
        for name in names
    ]
    body = _data("graph", caption_fields(caption)) + _nodes(chart) + _edges(chart)
    graph = Tag("graph", {"id": "answer", "edgedefault": "directed"}, tuple(body))
    return document(Tag("graphml", {"xmlns": NAMESPACE}, (*keys, graph)))


def _type(name: str) -> str:
    return "long" if name in _INTEGERS else "boolean" if name == "hub" else "string"


def _data(of: str, fields: dict[str, str]) -> list[Tag]:
    return [Tag("data", {"key": f"{of}.{name}"}, text=value) for name, value in fields.items() if value]


def _nodes(chart: Chart) -> list[Tag]:
    found = []
    for place, spot in chart.spots.items():
        if spot.node:
            found.append(Tag("node", {"id": place}, tuple(_data("node", node_fields(spot.node)))))
        elif spot.stub:
            fields = {"kind": "STUB", **stub_fields(int(place.split()[1]), spot.stub)}
            found.append(Tag("node", {"id": place}, tuple(_data("node", fields))))
    return found


def _edges(chart: Chart) -> list[Tag]:
    found: list[Tag] = []
    for link in chart.links:
        ends = {"source": link.start, "target": link.end}
        for row in link.rows:
            found.append(Tag("edge", {"id": f"{row.kind} {row.id}", **ends}, tuple(_data("edge", edge_fields(row)))))
        if not link.rows:
            found.append(Tag("edge", ends, (Tag("data", {"key": "edge.kind"}, text="STUB"),)))
    return found
