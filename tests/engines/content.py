"""All that an engine holds, as rows again; and the same graph in memory, to compare it with."""

from __future__ import annotations

from collections.abc import Iterable

from graph.batch import Batch, edge_row, node_row
from graph.engine import GraphEngine
from graph.errors import GraphRefused
from graph.model import EDGE_KINDS, NODE_KINDS, EdgeRow, NodeRow

PAGE = 1000
Content = tuple[dict[tuple[str, str], NodeRow], list[EdgeRow], dict[str, int]]


async def content(graph: GraphEngine, sources: Iterable[str]) -> Content:
    """Nodes by kind and id, edges in order, markers."""
    nodes: dict[tuple[str, str], NodeRow] = {}
    edges: list[EdgeRow] = []
    for kind in NODE_KINDS:
        after = ""
        while page := await graph.run(f"nodes.{kind}", after=after, rows=PAGE):
            nodes |= {(kind, one): node_row(kind, properties) for one, properties in page}
            ids = [one for one, _ in page]
            edges += [edge_row(*row) for row in await graph.run(f"out_edges.{kind}", ids=ids)]
            after = ids[-1]
    markers = {one: rows[0][0] for one in sources if (rows := await graph.run("progress", source=one))}
    return nodes, sorted(edges, key=in_order), markers


def in_order(edge: EdgeRow) -> tuple[str, ...]:
    """Two edges may have one id: then what they say orders them."""
    return edge.kind, edge.start, edge.end, edge.id, repr(edge)


class Model:
    """What a batch does, in plain words."""

    def __init__(self) -> None:
        self.nodes: dict[tuple[str, str], NodeRow] = {}
        self.edges: list[EdgeRow] = []
        self.markers: dict[str, int] = {}

    def write(self, batch: Batch) -> bool:
        """As GraphEngine.write."""
        if self.markers.get(batch.source, -1) >= batch.position:
            return False
        gone = {(kind, e.start, e.end, e.id) for kind, edges in batch.drop_edges.items() for e in edges}
        dropped = {(kind, one) for kind, ids in batch.drop_nodes.items() for one in ids}
        edges = [e for e in self.edges if (e.kind, e.start, e.end, e.id) not in gone and not dropped & set(ends(e))]
        nodes = {key: row for key, row in self.nodes.items() if key not in dropped}
        for row in batch.nodes:
            nodes.setdefault((row.kind, row.id), row)
        if any(end not in nodes for edge in batch.edges for end in ends(edge)):
            raise GraphRefused("an end is missing")
        edges += batch.edges
        held = {end for edge in edges for end in ends(edge)}
        swept = {(kind, one) for kind, ids in batch.sweep.items() for one in ids} - held
        self.nodes = {key: row for key, row in nodes.items() if key not in swept}
        self.edges = edges
        self.markers[batch.source] = batch.position
        return True

    def content(self) -> Content:
        return self.nodes, sorted(self.edges, key=in_order), self.markers


def ends(edge: EdgeRow) -> tuple[tuple[str, str], tuple[str, str]]:
    """Kind and id of both."""
    kind = EDGE_KINDS[edge.kind]
    return (kind.source, edge.start), (kind.target, edge.end)
