"""One batch of the projection: what it carries, and the steps in which one transaction writes it. Pure.

The order is fixed: hold the marker (and stop there when it is not behind), drop edges, drop nodes with their edges,
create the nodes that are absent, create edges, sweep shared nodes left without any, advance the marker.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

from graph.derived import ROWS
from graph.model import EdgeRow, NodeRow

_T = TypeVar("_T")
_K = TypeVar("_K", NodeRow, EdgeRow)
Properties = dict[str, str | int | bool]


class EdgeId(Protocol):
    """What finds an edge: an EdgeRow is one."""

    @property
    def id(self) -> str: ...  # noqa: D102
    @property
    def start(self) -> str: ...  # noqa: D102
    @property
    def end(self) -> str: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Batch:
    """``source``: whose marker moves to ``position``; a batch whose position is not past the marker changes nothing.

    Mappings go by name of kind. Ids of nodes are unique within a kind, ids of edges within a kind and its two ends.
    """

    source: str
    position: int
    drop_nodes: Mapping[str, Sequence[str]] = field(default_factory=dict)
    drop_edges: Mapping[str, Sequence[EdgeId]] = field(default_factory=dict)
    nodes: Sequence[NodeRow] = ()
    edges: Sequence[EdgeRow] = ()
    sweep: Mapping[str, Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Step:
    """Run ``statement`` with ``rows`` as ``parameter``; where ``counted``, it must answer that it made them all."""

    statement: str
    parameter: str
    rows: list[object]
    counted: bool = False


def drops(batch: Batch) -> Iterator[Step]:
    """Edges first, then nodes."""
    for kind, edges in batch.drop_edges.items():
        for some in pieces([[edge.start, edge.end, edge.id] for edge in edges]):
            yield Step(f"unlink.{kind}", "rows", [*some])
    for kind, ids in batch.drop_nodes.items():
        for part in pieces(list(dict.fromkeys(ids))):
            yield Step(f"drop.{kind}", "ids", [*part])


def nodes(batch: Batch) -> Iterator[tuple[Step, Callable[[Iterable[str]], Step]]]:
    """Ask which are absent, and create those. The first of several rows of one id counts."""
    for kind, rows in by_kind(batch.nodes).items():
        first: dict[str, NodeRow] = {}
        for row in rows:
            first.setdefault(row.id, row)
        for ids in pieces(list(first)):
            yield Step(f"absent.{kind}", "ids", [*ids]), _created(kind, first)


def _created(kind: str, rows: Mapping[str, NodeRow]) -> Callable[[Iterable[str]], Step]:
    def create(absent: Iterable[str]) -> Step:
        return Step(f"create.{kind}", "rows", [node_properties(rows[one]) for one in absent], True)

    return create


def edges(batch: Batch) -> Iterator[Step]:
    """Make every edge of the batch anew: edges are created, never merged."""
    for kind, rows in by_kind(batch.edges).items():
        for some in pieces(rows):
            yield Step(f"link.{kind}", "rows", [[row.start, row.end, edge_properties(row)] for row in some], True)


def sweeps(batch: Batch) -> Iterator[Step]:
    """Shared nodes that nothing holds any more."""
    for kind, ids in batch.sweep.items():
        for some in pieces(list(dict.fromkeys(ids))):
            yield Step(f"sweep.{kind}", "ids", [*some])


def node_properties(row: NodeRow) -> Properties:
    """What a node stores: id, class and (of a Subject) ``target`` always; the rest where not NodeRow's default."""
    found: Properties = {"id": row.id, "klass": row.klass}
    for name in NODE_TEXT:
        if value := getattr(row, name):
            found[name] = value
    if row.kind == SUBJECT or not row.target:
        found["target"] = row.target
    return found


def edge_properties(row: EdgeRow) -> Properties:
    """What an edge stores: what statements compare, always (id, class, times, amount); the rest where it speaks."""
    found: Properties = {
        "id": row.id,
        "klass": row.klass,
        "at_ms": row.at_ms,
        "until_ms": row.until_ms,
        "known_ms": row.known_ms,
        "amount_minor": row.amount_minor,
    }
    for name in EDGE_REST:
        if value := getattr(row, name):
            found[name] = value
    return found


SUBJECT = "SUBJECT"
NODE_TEXT = ("label", "label_ur", "owner", "source", "role", "grade", "handling", "note", "kin")
EDGE_REST = ("currency", "duration_s", "owner", "source", "grade", "handling", "authority", "note")


def node_row(kind: str, properties: Mapping[str, object]) -> NodeRow:
    """The row again, from what is stored."""
    return NodeRow(kind, **properties)  # type: ignore[arg-type]


def edge_row(kind: str, start: str, end: str, properties: Mapping[str, object]) -> EdgeRow:
    """The row again, from what is stored."""
    return EdgeRow(kind=kind, start=start, end=end, **properties)  # type: ignore[arg-type]


def by_kind(rows: Sequence[_K]) -> dict[str, list[_K]]:
    """In the order in which kinds come."""
    found: dict[str, list[_K]] = {}
    for row in rows:
        found.setdefault(row.kind, []).append(row)
    return found


def pieces(rows: Sequence[_T]) -> Iterator[Sequence[_T]]:
    """As many at a time as a statement may be given."""
    for start in range(0, len(rows), ROWS):
        yield rows[start : start + ROWS]
