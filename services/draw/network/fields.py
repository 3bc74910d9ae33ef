"""Columns of nodes, edges and stubs that every table and exchange format carries, in one order. Pure."""

from __future__ import annotations

from graph.model import SPANNED
from services.draw.clean import clean
from services.draw.network.figures import iso
from services.tables.days import is_day
from services.values.network import Edge, Node, NodeKey, Stub


def key(of: NodeKey | None) -> str:
    """``KIND id`` of a node."""
    return clean(f"{of.kind} {of.id}") if of else ""


def node_fields(node: Node) -> dict[str, str]:
    """All of a node, as text."""
    return {
        "key": key(node.key),
        "kind": clean(node.key.kind) if node.key else "",
        "id": clean(node.key.id) if node.key else "",
        "label": clean(node.label),
        "label_ur": clean(node.label_ur),
        "owner": clean(node.owner),
        "source": clean(node.source),
        "role": clean(node.role),
        "grade": clean(node.grade),
        "handling": clean(node.handling),
        "degree": str(node.degree),
        "hub": str(node.hub).lower(),
        "person": str(node.person),
        "neighbours": str(node.neighbours),
    }


def edge_fields(edge: Edge) -> dict[str, str]:
    """All of an edge, as text: amounts in minor units, times in ISO 8601 of Asia/Karachi; of a tie its latest row, then
    how many rows it stands for, the time of the first and the sum.

    ``dated``: ``day`` of a transfer whose time in its day is not known.
    """
    return {
        "id": clean(edge.id),
        "kind": clean(edge.kind),
        "start": key(edge.start),
        "end": key(edge.end),
        "at": iso(edge.at_ms),
        "until": iso(edge.until_ms),
        "dated": "day" if edge.kind in SPANNED and is_day(edge.at_ms, edge.until_ms) else "",
        "amount_minor": str(edge.amount_minor),
        "currency": clean(edge.currency),
        "duration_s": str(edge.duration_s),
        "owner": clean(edge.owner),
        "source": clean(edge.source),
        "grade": clean(edge.grade),
        "handling": clean(edge.handling),
        "authority": clean(edge.authority),
        "note": clean(edge.note),
        "known": iso(edge.known_ms),
        "rows": str(edge.rows or 1),
        "first": iso(edge.first_ms or edge.at_ms),
        "sum_minor": str(edge.sum_minor if edge.rows else edge.amount_minor),
    }


def stub_fields(index: int, stub: Stub) -> dict[str, str]:
    """All that a stub may say."""
    return {
        "key": f"STUB {index}",
        "before": key(stub.before),
        "after": key(stub.after),
        "hidden": str(stub.hidden),
        "owner": clean(stub.owner),
        "owner_name": clean(stub.owner_name),
        "desk": clean(f"{stub.desk.name} {stub.desk.phone} {stub.desk.email}") if stub.desk else "",
    }


NODE_COLUMNS = tuple(node_fields(Node()))
EDGE_COLUMNS = tuple(edge_fields(Edge()))
STUB_COLUMNS = tuple(stub_fields(0, Stub()))
