"""All that an engine holds, as rows again, to compare with what a graph in memory holds."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from graph.batch import edge_row, node_row
from graph.engine import GraphEngine
from graph.model import NODE_KINDS, EdgeRow, NodeRow
from tests.fakes.memory_graph import MemoryGraph

PAGE = 1000
Content = tuple[dict[tuple[str, str], NodeRow], list[EdgeRow], dict[str, int]]


async def content(graph: GraphEngine, sources: Iterable[str]) -> Content:
    """Nodes by kind and id, edges in order, markers."""
    nodes: dict[tuple[str, str], NodeRow] = {}
    edges: list[EdgeRow] = []
    for kind in NODE_KINDS:
        after = ""
        found: Any
        while rows := await graph.run(f"nodes.{kind}", after=after, rows=PAGE):
            page: list[tuple[str, Any]] = [(str(one), properties) for one, properties in rows]
            nodes |= {(kind, one): node_row(kind, properties) for one, properties in page}
            ids = [one for one, _ in page]
            found = await graph.run(f"out_edges.{kind}", ids=ids)
            edges += [edge_row(*row) for row in found]
            after = ids[-1]
    markers: dict[str, Any] = {}
    for one in sources:
        if known := await graph.run("progress", source=one):
            markers[one] = known[0][0]
    return nodes, sorted(edges, key=in_order), markers


def in_order(edge: EdgeRow) -> tuple[str, ...]:
    """Two edges may have one id: then what they say orders them."""
    return edge.kind, edge.start, edge.end, edge.id, repr(edge)


def held(graph: MemoryGraph) -> Content:
    """The same of the graph in memory, from its rows as they are."""
    return graph.nodes, sorted(graph.edges, key=in_order), graph.positions
