"""Snapshots of worlds that are told in memory: the port, typed, over no files."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256

import numpy as np

from services.access.decision import RecordClass
from services.linkage.classes import AtomicClass
from services.linkage.snapshot.columns import TABLES, Snapshot
from services.linkage.snapshot_ports import EVIDENCE, REST, Guarded, Scope, Shielded, Since, Source, Taken
from services.values.network import NodeKey
from tests.fakes.snapshot_world import SnapshotWorld

OWNER = "pk.fia"
CLASS = AtomicClass(RecordClass(OWNER, "LINK", feed="MONEY"), f"{OWNER}/order-1")


@dataclass
class MemorySnapshots:
    """``worlds``: by scope. ``erased``: rows that are gone. ``protected``: tokens of nodes that some record protects.
    ``theirs``: rows that agencies other than the scope's gave, by scope; what is not told here is the scope's own.
    ``numbers``: of nodes that are called otherwise than the others; ``ended``: records that are gone. ``asked_since``:
    numbers of changes after which somebody asked. ``hidden``: of ``protected``, those whom no own record protects."""

    worlds: dict[Scope, SnapshotWorld] = field(default_factory=dict)
    erased: set[int] = field(default_factory=set)
    protected: set[int] = field(default_factory=set)
    hidden: set[int] = field(default_factory=set)
    numbers: dict[int, NodeKey] = field(default_factory=dict)
    theirs: dict[Scope, frozenset[int]] = field(default_factory=dict)
    refreshed: int = 0
    records: int = 0
    ended: set[str] = field(default_factory=set)
    asked_since: list[int] = field(default_factory=list)

    async def since(self, number: int) -> Since:
        """See the port of what is recent: here nothing is forgotten."""
        self.asked_since.append(number)
        own = {OWNER: frozenset(self.protected - self.hidden)}
        return Since(frozenset(self.protected), frozenset(self.ended), own)

    async def refresh(self) -> int:
        """See the port, as for all methods here."""
        self.refreshed += 1
        return 0

    async def scopes(self, now_ms: int) -> list[Scope]:
        """See the port."""
        return sorted(scope for scope in self.worlds if not 0 < scope.until_ms <= now_ms)

    async def take(self, scope: Scope, now_ms: int, *, of_others: bool = False) -> Taken:
        """See the port. Of what others gave there is what ``theirs`` says, with the nodes of the whole world."""
        world = self.worlds[scope]
        if of_others:
            world = world.only(self.theirs.get(scope, frozenset()))
        for row in self.erased:
            world = world.without(row)
        return taken(scope, world.snapshot())

    async def gone(self, rows: Iterable[int], now_ms: int) -> frozenset[int]:
        """See the port."""
        return frozenset(rows) & self.erased

    async def shielded(self, taken: Taken, nodes: Iterable[int]) -> Shielded:
        """See the port."""
        tokens = {node: int(taken.tokens[node]) for node in nodes}
        guarded = await self.guarded((taken.scope.agency,))
        every, own = guarded.every, guarded.by_owner[taken.scope.agency]
        return Shielded(
            frozenset(node for node, token in tokens.items() if token in every),
            frozenset(node for node, token in tokens.items() if token in own),
        )

    async def guarded(self, owners: Collection[str] = ()) -> Guarded:
        """See the port."""
        own = {owner: frozenset(self.protected - self.hidden if owner == OWNER else ()) for owner in owners}
        return Guarded(frozenset(self.protected), own)

    async def level(self) -> int:
        """See the port."""
        return self.records

    async def sources(self, rows: Iterable[int]) -> Mapping[int, Source]:
        """See the port."""
        return {row: Source(row, "TRANSFERRED", f"{row:024x}", OWNER, CLASS.authority) for row in rows}

    async def keys(self, taken: Taken, nodes: Iterable[int]) -> Mapping[int, NodeKey]:
        """See the port."""
        called = {node: NodeKey("ACCOUNT", f"number-{taken.tokens[node]}") for node in nodes}
        return called | {node: self.numbers[node] for node in called.keys() & self.numbers.keys()}


def taken(scope: Scope, snapshot: Snapshot) -> Taken:
    """A snapshot whose rows all came under one authority and never go."""
    tables = [getattr(snapshot, name) for name in TABLES]
    numbers = [table["row"].astype(np.int64) for table in tables if "row" in (table.dtype.names or ())]
    rows = np.unique(np.concatenate(numbers))
    evidence = np.zeros(len(rows), dtype=EVIDENCE)
    evidence["row"] = rows
    digest = sha256(repr(scope).encode() + b"".join(table.tobytes() for table in tables)).digest()
    tokens = np.arange(1, len(snapshot.nodes) + 1, dtype=np.uint64)
    none = np.zeros(0, dtype=REST)
    return Taken(scope, snapshot, digest, evidence, (CLASS,), none, none, tokens)
