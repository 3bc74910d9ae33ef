"""How many calls may be under way, in all and for one agency, and over which connections."""

from __future__ import annotations

from collections import Counter

from services.edge.call import Call
from services.edge.door import Door


class Slots:
    """At most a quarter of the slots for one agency. ``refused``: how often there was none, since the start."""

    def __init__(self, total: int) -> None:
        self.total = total
        self.share = max(1, total // 4)
        self.used = 0
        self.refused = 0
        self.by_agency: Counter[str] = Counter()

    def take(self, agency: str) -> bool:
        """Take a slot; False where the agency or the whole is at its limit."""
        if self.used >= self.total or self.by_agency[agency] >= self.share:
            self.refused += 1
            return False
        self.used += 1
        self.by_agency[agency] += 1
        return True

    def give(self, agency: str) -> None:
        """Return a slot that was taken."""
        self.used -= 1
        self.by_agency[agency] -= 1
        if not self.by_agency[agency]:
            del self.by_agency[agency]

    def leave(self, call: Call) -> None:
        """Return the slot of a call, if it still holds one."""
        if call.slot:
            call.slot = False
            self.give(call.agency)


def admit(door: Door | None, slots: Slots, call: Call, peer: str) -> None:
    """Take a slot for an authenticated call where there is room; ``call.slot`` says so. ``peer``: as gRPC knows it.

    Without a door, as where something else bounds connections, the peer is the caller.
    """
    call.peer = door.peer(peer) if door else peer
    call.slot = (door is None or door.authenticated(peer, call.thumbprint)) and slots.take(call.agency)
