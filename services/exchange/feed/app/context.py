"""What the use cases work with, and who asks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from services.access.errors import PolicyDenied
from services.access.trail import Trail
from services.exchange.errors import NoAgreement, PeerPaused
from services.exchange.feed.ports import ORDERS, RECORDS, Ledger, Orders, Peers, Records
from services.exchange.feed.rights import Rights
from services.exchange.feed.waiting import Waiting
from services.membership.registry import Registry

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


@dataclass(frozen=True, slots=True)
class Context:
    """``encode``: bytes of a noun; ``software``: name and version; ``clock``: epoch milliseconds."""

    records: Records
    orders: Orders
    ledger: Ledger
    peers: Peers
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


async def admit(context: Context, system: System, feed: str = RECORDS) -> Rights:
    """What the system may be given. Raises PolicyDenied for an officer, PeerPaused, NoAgreement.

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
    return rights


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
