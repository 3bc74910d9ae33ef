"""A graph whose engine holds tokens in place of ids, and sealed texts: what stands between the room and its engine.

Statements stay as they are. Parameters that are ids go in as tokens; columns come back as ids and texts, by their names
in the statement's header. Kinds, classes, times, amounts, owners, roles, grades and names of authorities stay in clear:
the engine compares them, or they are words of closed lists.

A graph that was not written in this form under this key has no place of any source, as far as this one tells: questions
find it behind, and the projector empties it and writes it anew.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any, Final, NamedTuple

from graph.batch import Batch
from graph.model import NUMBERS, EdgeRow, NodeRow
from graph.rows import Row
from graph.statements import statements
from services.access.kin import kin_digest
from services.linkage.ports import Graph, GraphWriter, Parameters
from services.linkage.seal import Seal
from services.values.node_ids import number_text

IDS: Final = frozenset({
    "id", "start_id", "end_id", "edge", "near", "far", "subject", "start", "finish", "end", "case_id", "source",
    "number", "other",
})  # fmt: skip
"""Columns that are ids."""
LISTS: Final = frozenset({"ids", "numbers"})
TEXTS: Final = ("label", "label_ur", "note")
"""Columns and properties that are texts, sealed with the id of their row."""
CLEAR: Final = frozenset({
    "kind", "type", "klass", "at_ms", "until_ms", "known_ms", "amount_minor", "currency", "duration_s", "owner",
    "grade", "handling", "authority", "role", "target", "gone", "edges", "one", "position", "sources", "made",
    "neighbours", "rows", "first_ms", "sum_minor",
})  # fmt: skip
NAMED_BY: Final = {"case_members": "subject"}
"""Column with the id that texts belong to, where it is neither ``id`` nor ``edge``."""
OF_MARKERS: Final = frozenset({"progress", "hold", "advance"})
"""Statements on places of sources, whose names are no ids."""
SHARED_NOTE: Final = "CO_ARRESTED"
"""Kind of edge whose note is a case's id, by which the engine finds it."""


class _Columns(NamedTuple):
    ids: tuple[int, ...]
    lists: tuple[int, ...]
    texts: tuple[int, ...]
    properties: tuple[int, ...]
    kind: int
    of: int


@cache
def _columns(statement: str) -> _Columns:
    names = statements()[statement].columns
    of = NAMED_BY.get(statement) or next((name for name in ("edge", "id") if name in names), "")

    def places(wanted: Callable[[str], bool]) -> tuple[int, ...]:
        return tuple(place for place, name in enumerate(names) if wanted(name))

    return _Columns(
        places(IDS.__contains__),
        places(LISTS.__contains__),
        places(TEXTS.__contains__),
        places("properties".__eq__),
        names.index("kind") if "kind" in names else -1,
        names.index(of) if of else -1,
    )


class SealedGraph:
    """Reads through the seal, as :class:`services.linkage.ports.Graph` says."""

    def __init__(self, graph: Graph, seal: Seal) -> None:
        self._graph = graph
        self._seal = seal
        self._formed = False

    async def run(self, statement: str, **parameters: object) -> list[Row]:
        """As the port says. Raises GraphRefused too where the graph is of another form."""
        if statement in OF_MARKERS:
            return await self._graph.run(statement, **parameters) if await self._is_formed() else []
        rows = await self._graph.run(statement, **{name: self._into(name, each) for name, each in parameters.items()})
        columns = _columns(statement)
        return [self._row(columns, row) for row in rows]

    async def _is_formed(self) -> bool:
        if not self._formed:
            self._formed = bool(await self._graph.run("progress", source=self._seal.form))
        return self._formed

    def _into(self, name: str, value: Any) -> object:
        if name in ("id", "after"):
            return self._seal.token(value)
        if name in ("ids", "others"):
            return [self._seal.token(each) for each in value]
        if name == "marks":
            return [self._seal.mark(each) for each in value]
        if name == "steps":
            return [{**step, "id": self._seal.token(step["id"])} for step in value]
        return value

    def _row(self, columns: _Columns, row: Row) -> Row:
        if not (columns.ids or columns.lists or columns.properties):
            return row
        found: list[Any] = list(row)
        clear = self._seal.id
        for place in columns.ids:
            if found[place]:
                found[place] = clear(found[place])
        for place in columns.lists:
            found[place] = [clear(each) for each in found[place]]
        kind = str(row[columns.kind]) if columns.kind >= 0 else ""
        for place in columns.texts:
            if found[place]:
                found[place] = self._text(found[place], kind, found[columns.of])
        for place in columns.properties:
            found[place] = self._properties(found[place], kind)
        return tuple(found)

    def _text(self, sealed: str, kind: str, of: str) -> str:
        return self._seal.id(sealed) if kind == SHARED_NOTE else self._seal.opened(sealed, of)

    def _properties(self, held: Parameters, kind: str) -> Parameters:
        said = dict(held)
        said["id"] = of = self._seal.id(said["id"])
        said.pop("kin", None)
        if said.get("source"):
            said["source"] = self._seal.id(said["source"])
        for name in TEXTS:
            if said.get(name):
                said[name] = self._text(said[name], kind, of)
        return said


class SealedWriter(SealedGraph):
    """Reads and writes. See :class:`services.linkage.ports.GraphWriter`."""

    def __init__(self, graph: GraphWriter, seal: Seal) -> None:
        super().__init__(graph, seal)
        self._writer = graph

    async def run(self, statement: str, **parameters: object) -> list[Row]:
        """As the port says."""
        if statement == "clear_progress":
            self._formed = False
        return await super().run(statement, **parameters)

    async def write(self, batch: Batch) -> bool:
        """As the port says; the first one says in which form the graph is."""
        if not await self._is_formed():
            await self._writer.write(Batch(self._seal.form, 1))
        return await self._writer.write(self._sealed(batch))

    def _sealed(self, batch: Batch) -> Batch:
        token = self._seal.token
        return replace(
            batch,
            drop_nodes={kind: [token(each) for each in ids] for kind, ids in batch.drop_nodes.items()},
            drop_edges={
                kind: [Found(token(edge.id), token(edge.start), token(edge.end)) for edge in edges]
                for kind, edges in batch.drop_edges.items()
            },
            nodes=[self._node(row) for row in batch.nodes],
            edges=[self._edge(row) for row in batch.edges],
            sweep={kind: [token(each) for each in ids] for kind, ids in batch.sweep.items()},
        )

    def _node(self, row: NodeRow) -> NodeRow:
        seal = self._seal
        if row.label or row.label_ur or row.note or row.source:
            label, label_ur, note = (seal.text(getattr(row, name), row.id) for name in TEXTS)
            source = seal.token(row.source)
            return replace(row, id=seal.token(row.id), source=source, label=label, label_ur=label_ur, note=note)
        kin = seal.mark(kin_digest(number_text(row.kind, row.id))) if row.kind in NUMBERS else ""
        return replace(row, id=seal.token(row.id), kin=kin)

    def _edge(self, row: EdgeRow) -> EdgeRow:
        seal = self._seal
        note = seal.token(row.note) if row.kind == SHARED_NOTE else seal.text(row.note, row.id)
        start, end = seal.token(row.start), seal.token(row.end)
        return replace(row, id=seal.token(row.id), start=start, end=end, source=seal.token(row.source), note=note)


class Found(NamedTuple):
    """What finds an edge to drop."""

    id: str
    start: str
    end: str
