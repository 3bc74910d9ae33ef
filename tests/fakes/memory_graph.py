"""A graph in memory: batches whole or not at all, markers, and the statements by which the projection reads.

``dies``: "before" or "after" the next commit, once: what a killed projector sees. A row's text and numbers are those
of :mod:`graph.model`; statements answer as their headers say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import deepcopy
from typing import Any

from graph.batch import Batch, edge_properties, node_properties
from graph.errors import GraphRefused
from graph.model import EDGE_KINDS, NAMING, NODE_KINDS, EdgeRow, NodeRow
from graph.rights import in_sight
from graph.rows import NodeLine

Rows = list[tuple[Any, ...]]


class Killed(Exception):
    """The writer ended here."""


class MemoryGraph:
    """See the module. ``nodes`` by (kind, id); ``edges`` in the order in which they were made."""

    def __init__(self) -> None:
        self.nodes: dict[tuple[str, str], NodeRow] = {}
        self.edges: list[EdgeRow] = []
        self.positions: dict[str, int] = {}
        self.dies = ""

    async def write(self, batch: Batch) -> bool:
        """Takes a batch as :class:`graph.engine.GraphEngine` does."""
        dies, self.dies = self.dies, ""
        if dies == "before":
            raise Killed
        if self.positions.get(batch.source, -1) >= batch.position:
            return False
        saved = deepcopy((self.nodes, self.edges, self.positions))
        try:
            self._write(batch)
        except GraphRefused:
            self.nodes, self.edges, self.positions = saved
            raise
        if dies == "after":
            raise Killed
        return True

    def _write(self, batch: Batch) -> None:
        gone = {(k, e.id, e.start, e.end) for k, dropped in batch.drop_edges.items() for e in dropped}
        self.edges = [e for e in self.edges if (e.kind, e.id, e.start, e.end) not in gone]
        for kind, ids in batch.drop_nodes.items():
            for number in ids:
                if self.nodes.pop((kind, number), None):
                    self.edges = [e for e in self.edges if (kind, number) not in ends(e)]
        for node in batch.nodes:
            self.nodes.setdefault((node.kind, node.id), node)
        for edge in batch.edges:
            if not all(end in self.nodes for end in ends(edge)):
                raise GraphRefused(f"link.{edge.kind}: an end is missing")
            self.edges.append(edge)
        held = {end for edge in self.edges for end in ends(edge)}
        for kind, ids in batch.sweep.items():
            for number in ids:
                if (kind, number) not in held:
                    self.nodes.pop((kind, number), None)
        self.positions[batch.source] = batch.position

    async def run(self, statement: str, **parameters: Any) -> Rows:
        """Rows of a statement that the projection and the link use cases know."""
        name, _, kind = statement.partition(".")
        answer: Callable[..., Rows] = getattr(self, f"_{name}")
        return answer(kind, **parameters) if kind else answer(**parameters)

    def _progress(self, source: str) -> Rows:
        return [(self.positions[source],)] if source in self.positions else []

    def _clear(self, kind: str) -> Rows:
        gone = [key for key in self.nodes if key[0] == kind]
        for key in gone:
            del self.nodes[key]
        self.edges = [e for e in self.edges if all(end in self.nodes for end in ends(e))]
        return [(len(gone),)]

    def _clear_progress(self) -> Rows:
        gone = len(self.positions)
        self.positions.clear()
        return [(gone,)]

    def _subject_edges(self, ids: list[str]) -> Rows:
        return [
            (number, e.kind, e.id, e.start, e.end)
            for number in ids
            for e in self.edges
            if ("SUBJECT", number) in ends(e)
        ]

    def _case_members(self, ids: list[str]) -> Rows:
        found = [e for e in self.edges if e.kind == "PARTY_TO" and e.end in ids]
        who = [self.nodes["SUBJECT", e.start] for e in found]
        return [
            (e.end, e.start, s.klass, s.role or None, s.note or None, e.source or None, e.known_ms)
            for e, s in zip(found, who, strict=True)
        ]

    def _case_pairs(self, ids: list[str]) -> Rows:
        return [
            (e.note, e.id, e.start, e.end, e.klass, e.source, e.known_ms)
            for e in self.edges
            if e.kind == "CO_ARRESTED" and e.note in ids
        ]

    def _classes_of(self, ids: list[str]) -> Rows:
        return [(number, self.nodes["SUBJECT", number].klass) for number in ids if ("SUBJECT", number) in self.nodes]

    def _declared(self, marks: list[str]) -> Rows:
        return [key for key, row in self.nodes.items() if row.kin in marks]

    def _nodes(self, kind: str, after: str, rows: int) -> Rows:
        found = sorted((number, node_properties(row)) for (of, number), row in self.nodes.items() if of == kind)
        return [row for row in found if row[0] > after][:rows]

    def _out_edges(self, kind: str, ids: list[str]) -> Rows:
        return [
            (e.kind, e.start, e.end, edge_properties(e))
            for e in self.edges
            if EDGE_KINDS[e.kind].source == kind and e.start in ids
        ]

    def _subject(self, id: str, shown: list[int]) -> Rows:  # noqa: A002 - the statement's own name
        who = self.nodes.get(("SUBJECT", id))
        if who is None or not in_sight(who.klass, shown):
            return []
        return [(node_properties(who), sorted({number for number, _ in self._numbers(id, shown)}))]

    def _node(self, kind: str, ids: list[str], shown: list[int]) -> Rows:
        found = [self.nodes[kind, one] for one in ids if (kind, one) in self.nodes]
        return [tuple(getattr(row, name) for name in NodeLine._fields) for row in found if in_sight(row.klass, shown)]

    def _candidates(self, id: str, shown: list[int], rows: int) -> Rows:  # noqa: A002 - the statement's own name
        mine = {number for number, _ in self._numbers(id, shown)} if self._subject(id, shown) else set()
        others = [number for kind, number in self.nodes if kind == "SUBJECT" and number != id]
        found = {(number, other) for other in others for number, _ in self._numbers(other, shown) if number in mine}
        return [(number, other, node_properties(self.nodes["SUBJECT", other])) for number, other in sorted(found)][
            :rows
        ]

    def _numbers(self, who: str, shown: list[int]) -> Iterator[tuple[str, EdgeRow]]:
        for edge in self.edges:
            if edge.kind in NAMING and in_sight(edge.klass, shown) and ("SUBJECT", who) in ends(edge):
                yield next(number for kind, number in ends(edge) if kind != "SUBJECT"), edge


def ends(edge: EdgeRow) -> tuple[tuple[str, str], tuple[str, str]]:
    """(kind, id) of both ends."""
    kind = EDGE_KINDS[edge.kind]
    assert kind.source in NODE_KINDS
    return (kind.source, edge.start), (kind.target, edge.end)
