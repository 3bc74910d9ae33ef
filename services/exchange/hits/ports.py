"""What questions about a hit need: of a store, and of the records.

The store raises DeskUnavailable (``errors.py``), the records StorageUnavailable, where they cannot be reached, read or
written; then nothing was changed. Times are epoch milliseconds.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple, Protocol

from services.access.trail import Inquiry
from services.exchange.hits.states import Request
from services.vocabulary.access import Permission


class Act(NamedTuple):
    """Who asks for a change by which request id. ``sha256``: of the request as it came, 32 bytes."""

    agency: str
    officer: str
    request_id: str
    sha256: bytes


class Numbered(NamedTuple):
    """``number``: place in the store's order, above 0."""

    number: int
    request: Request


Step = Callable[[Request], Request]
"""From how a request stands to how it is to stand. Pure; what it raises undoes the change."""

May = Callable[[Request], None]
"""Whether the caller may do it to this request; raises where not."""


class Requests(Protocol):
    """Requests to owners. A change and the request id that asked for it are one transaction."""

    async def ask(self, request: Request, act: Act, most: int) -> Request:
        """Keep a new one, or give what this request id made before.

        ``most``: requests of an agency and case that may wait for one owner. Raises RequestIdReused, TooManyWaiting.
        """
        ...

    async def say(self, id_: str, may: May, step: Step, act: Act) -> Request | None:
        """The request after ``step``, or as it stands where this request id did it before. None: no such id.

        ``may`` is asked either way, and raises what undoes the change. Raises RequestIdReused.
        """
        ...

    async def get(self, id_: str) -> Request | None:
        """One request; None for no such id."""
        ...

    async def of_owner(self, owner: str, after: int, most: int, *, answered: bool) -> Sequence[Numbered]:
        """Requests for an owner's records past ``after``, in order; ``answered``: also those that wait no more."""
        ...

    async def of_asker(self, agency: str, case_type: str, case_key: str, after: int, most: int) -> Sequence[Numbered]:
        """What an agency asked in one case past ``after``, in order."""
        ...

    async def of_oversight(self, now_ms: int, after: int, most: int) -> Sequence[Numbered]:
        """What was met by silence for so long that oversight is told, past ``after``, in order."""
        ...

    async def located_ms(self, record: str) -> int:
        """When somebody was last found by a record that its owner has not cleared; 0 for nobody."""
        ...

    async def erase(self, records: Sequence[str]) -> int:
        """Leave nothing of what was asked about these records: how many requests, the same when it is run again."""
        ...


class Records(Protocol):
    """What the records say of a call. All but ``in_force`` raise the gates' refusals, and tell the trail."""

    async def admit(self, inquiry: Inquiry, permission: Permission) -> None:
        """Whether the call may be made at all."""
        ...

    async def target(self, inquiry: Inquiry, permission: Permission, record: str, handle: str) -> tuple[str, bool]:
        """Name of the record that a name, or else a hit's handle, stands for; whether more than a bare hit is shown.

        Raises InvalidArgument, and NotFound where the caller may not know of it.
        """
        ...

    async def known(self, inquiry: Inquiry, permission: Permission, records: Sequence[str]) -> frozenset[str]:
        """Of these records those that the caller may know of now."""
        ...

    async def others(self, inquiry: Inquiry, permission: Permission, records: Sequence[str]) -> frozenset[str]:
        """Of these records those that are not about the officer themself or their kin."""
        ...

    async def in_force(self, record: str, now_ms: int) -> bool:
        """Whether a record is an entry of a list that is in force."""
        ...
