"""What the use cases work with, and who asks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from services.access.errors import PolicyDenied
from services.access.trail import Trail
from services.exchange.errors import NoAgreement, PeerPaused
from services.exchange.feed.ports import ORDERS, RECORDS, Ledger, Orders, Peers, Records, Releases
from services.exchange.feed.rights import Rights
from services.exchange.feed.waiting import Waiting
from services.membership.registry import Registry
from services.values.exchange import ReleasedRecord

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

MAX_RELEASES: Final = 500
"""To one agency at a time (P); of more those that end last are told."""


@dataclass(frozen=True, slots=True)
class Context:
    """``encode``: bytes of a noun; ``software``: name and version; ``clock``: epoch milliseconds."""

    records: Records
    orders: Orders
    ledger: Ledger
    peers: Peers
    releases: Releases
    waiting: Waiting
    encode: Callable[[DataclassInstance], bytes]
    software: str
    clock: Callable[[], int]


@dataclass(frozen=True, slots=True)
class System:
    """An agency's system that asks. ``officer``: a token came with the call; ``deadline_ms``: it waits until then.

    ``let_go``: gives the call's slot back; ``draining``: whether the node is told to stop; ``outlive``: says how many
    milliseconds after its header's end the call may still be answered. ``newest``: the registry in force by now.
    """

    agency: str
    server: str
    registry: Registry
    officer: bool
    now_ms: int
    deadline_ms: int
    trail: Trail
    let_go: Callable[[], None]
    draining: Callable[[], bool]
    outlive: Callable[[int], None]
    newest: Callable[[], Registry]

    def rights(self, now_ms: int) -> Rights:
        """What it may be given at a time."""
        return Rights.of(self.registry, self.server, self.agency, now_ms)


async def admit(context: Context, system: System, feed: str = RECORDS, *, released: bool = False) -> Rights:
    """What the system may be given. Raises PolicyDenied for an officer, PeerPaused, NoAgreement.

    ``released``: it takes records that were released to its officers.

    Who may be given nothing any more is still told what ends: until then there is something to ask for. Orders are
    given to whoever ever had some, as others may follow, and to who is paused: an erasure waits for no operator.
    """
    if system.officer or system.agency == system.server:
        raise PolicyDenied
    if feed != ORDERS and context.peers.paused(system.agency):
        raise PeerPaused
    rights = system.rights(system.now_ms)
    if not rights.any and not await _still_told(context, system.agency, feed):
        raise NoAgreement
    return with_released(rights, await granted_to(context, system)) if released else rights


async def granted_to(context: Context, system: System) -> Sequence[ReleasedRecord]:
    """Releases to the system's agency that hold now. Raises DeskUnavailable."""
    return await context.releases.in_force(system.agency, context.clock(), MAX_RELEASES)


def with_released(rights: Rights, granted: Sequence[ReleasedRecord]) -> Rights:
    """Rights to what is released too."""
    return replace(rights, released=frozenset(each.record for each in granted))


async def orders_wait(context: Context, receiver: str) -> bool:
    """Whether the receiver has orders that it has not acknowledged."""
    head = await context.orders.head(receiver)
    if not head:
        return False
    standing = await context.ledger.standing(receiver, ORDERS)
    return standing is None or standing.acked.sequence < head


async def _still_told(context: Context, agency: str, feed: str) -> bool:
    ordered = bool(await context.orders.head(agency)) if feed == ORDERS else await orders_wait(context, agency)
    return ordered or await context.ledger.owes(agency)
