"""Records of a node that holds copies, in memory: what is here, what is blocked, and who gives it."""

from __future__ import annotations

from dataclasses import dataclass, field

from services.records.errors import StorageUnavailable


@dataclass
class HeldRecords:
    """See :class:`services.exchange.orders.carrying.Held`. ``given``: record -> peers that give it; ``gone``: erased.

    ``down``: no copy can be ended.
    """

    given: dict[str, set[str]] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)
    blocked: set[str] = field(default_factory=set)
    down: bool = False

    def take(self, record: str, peer: str) -> bool:
        """Whether a copy is taken."""
        if record in self.blocked:
            return False
        self.given.setdefault(record, set()).add(peer)
        self.gone.discard(record)
        return True

    async def erase(self, records: list[str] | tuple[str, ...]) -> int:
        """As the eraser of the records."""
        self.gone |= {record for record in records if record in self.given}
        return len([record for record in records if record in self.given])

    async def block(self, record: str) -> None:
        self.blocked.add(record)

    async def holds(self, record: str) -> bool:
        return record in self.given

    async def is_silent(self, record: str) -> bool:
        return record in self.gone

    async def is_expunged(self, record: str) -> bool:
        return record in self.blocked

    async def end_copy(self, peer: str, record: str) -> int:
        if self.down:
            raise StorageUnavailable
        peers = self.given.get(record, set())
        if peer not in peers:
            return 0
        peers.discard(peer)
        if not peers:
            self.gone.add(record)
        return int(not peers)
