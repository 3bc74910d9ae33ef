"""At what pace a system's calls for orders to erase are let through: none is refused for its number, they wait in turn.

Their entries count for no budget. What bounds them is this: so many at once, then one after the other at a steady pace.
A system that asks one thing after the other waits a quarter of a second at most. One whose turn would come too late
has more under way than any receiver needs; such a call counts as any other of the exchange.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Final

from audit.limits import ORDERS
from services.edge.call import Call

AT_ONCE: Final = 600
EVERY_S: Final = 0.25
LONGEST_S: Final = 20.0
RECEIPTS: Final = "/rabta.exchange.v1.OrderService/SubmitReceipts"


@dataclass
class Pace:
    """``now``: seconds that only go on. Of one process."""

    now: Callable[[], float] = time.monotonic
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    _due: dict[str, float] = field(default_factory=dict)

    async def turn(self, system: str) -> bool:
        """Wait for a system's turn; False at once where that is later than ``LONGEST_S``."""
        now = self.now()
        due = max(self._due.get(system, 0.0), now - AT_ONCE * EVERY_S) + EVERY_S
        if due - now > LONGEST_S:
            return False
        self._due[system] = due
        if due > now:
            await self.sleep(due - now)
        return True


async def in_turn(pace: Pace, call: Call) -> None:
    """Let a call for orders, by a system, wait for its turn; it counts for orders from then on."""
    orders = call.caller is None and (call.trail.orders or call.method == RECEIPTS)
    if orders and await pace.turn(f"{call.agency}/{call.tls.system}"):
        call.budget = ORDERS
