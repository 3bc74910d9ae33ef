"""What questions about a hit need besides what every desk does: of a store, and of the records."""

from __future__ import annotations

from typing import Protocol

from services.access.trail import Inquiry
from services.exchange.desk.ports import Requests, Sights
from services.exchange.hits.states import Request
from services.vocabulary.access import Permission


class HitRequests(Requests[Request], Protocol):
    """Requests about hits, and by which record somebody was found."""

    async def located_ms(self, record: str) -> int:
        """When somebody was last found by a record that its owner has not cleared; 0 for nobody."""
        ...


class Records(Sights, Protocol):
    """What the records say of a call and of a record."""

    async def target(self, inquiry: Inquiry, permission: Permission, record: str, handle: str) -> tuple[str, bool]:
        """Name of the record that a name, or else a hit's handle, stands for; whether more than a bare hit is shown.

        Raises the gates' refusals, InvalidArgument, and NotFound where the caller may not know of it.
        """
        ...

    async def seeks_child(self, record: str, now_ms: int) -> bool:
        """Whether a record seeks a missing child, and those who protect may be told that the child was found."""
        ...

    async def in_force(self, record: str, now_ms: int) -> bool:
        """Whether a record is an entry of a list that is in force."""
        ...
