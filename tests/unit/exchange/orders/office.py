"""An agency's node that carries orders out, and may have passed copies on: over the room's own files, in process."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from services.edge.erasing import Erase
from services.exchange import wire
from services.exchange.orders.carrying import Brought, Carrying, Node
from services.exchange.orders.inbox import Upto
from services.records.errors import StorageUnavailable
from services.values.exchange import ErasureOrder
from tests.fakes.given_records import CUSTOMS, HUB
from tests.fakes.held_records import HeldRecords
from tests.unit.exchange.orders.desk import Giver, key_of


@dataclass
class Office:
    """``down``: stores that cannot be erased from now; ``ran``: erasers that did."""

    folder: Path
    agency: str = CUSTOMS
    held: HeldRecords = field(default_factory=HeldRecords)
    down: set[str] = field(default_factory=set)
    ran: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.folder.mkdir(exist_ok=True)
        self.desk = Giver(self.folder)
        self.open()

    def open(self) -> None:
        """As a process has it that begins."""
        desk = self.desk
        self.carrying = Carrying(desk.inbox, desk.book, desk.ordering, self.held, self.erasers())

    def restart(self) -> None:
        self.desk.database.close()
        self.desk.open()
        self.open()

    def erasers(self) -> dict[str, Erase]:
        async def records(names: Sequence[str]) -> int:
            self._run("records.db")
            for name in names:
                if name in self.desk.records.held and not self.desk.records.held[name].ended:
                    self.desk.end(name)
            return await self.held.erase([*names])

        async def graph(names: Sequence[str]) -> int:
            self._run("graph")
            return len(names)

        return {"records.db": records, "graph": graph}

    def _run(self, store: str) -> None:
        if store in self.down:
            raise StorageUnavailable
        self.ran.append(store)

    @property
    def node(self) -> Node:
        return Node(self.agency, key_of(self.agency), self.desk.registry)

    async def hold(self, record: str, peer: str = HUB, *passed: str) -> None:
        """A copy that a peer gave, passed on to others."""
        assert self.held.take(record, peer)
        await self.desk.sent(record, *passed)

    async def take(self, *orders: ErasureOrder, peer: str = HUB) -> None:
        pairs = [(order, wire.encode(order)) for order in orders]
        await self.carrying.take(peer, pairs, Upto(1, len(pairs)), self.desk.registry, self.desk.now_ms)

    async def carry_out(self, peer: str = HUB) -> list[Brought]:
        return await self.carrying.carry_out(peer, self.node, self.desk.now_ms)
