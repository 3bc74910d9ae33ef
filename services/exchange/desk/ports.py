"""What a desk needs: of a store, and of the records.

The store raises DeskUnavailable (``errors.py``), the records StorageUnavailable, where they cannot be reached, read or
written; then nothing was changed. Times are epoch milliseconds.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, NamedTuple, Protocol, TypeVar

from services.access.request_id import Act
from services.access.trail import Inquiry
from services.vocabulary.access import Permission


class Request(Protocol):
    """What is asked of the owner of a record, by an officer of an agency in a case."""

    @property
    def id(self) -> str:
        """Random name, by which it is answered."""
        ...

    @property
    def record(self) -> str:
        """Name of the record."""
        ...

    @property
    def owner(self) -> str:
        """Agency that is asked."""
        ...

    @property
    def agency(self) -> str:
        """Agency whose officer asks."""
        ...

    @property
    def officer(self) -> str:
        """Who asks, as their agency names them."""
        ...

    @property
    def case_type(self) -> str:
        """Type of the cited case."""
        ...

    @property
    def case_key(self) -> str:
        """Key of the cited case."""
        ...

    @property
    def waits(self) -> bool:
        """Whether the owner is waited for, whatever the time is."""
        ...


R = TypeVar("R", bound=Request)


class Numbered(NamedTuple, Generic[R]):
    """``number``: place in the store's order, above 0."""

    number: int
    request: R


class Requests(Protocol[R]):
    """Requests to owners. A change and the request id that asked for it are one transaction."""

    async def ask(self, request: R, act: Act, most: int) -> R:
        """Keep a new one, or give what this request id made before.

        ``most``: how many like it may wait for one owner. Raises RequestIdReused, TooManyWaiting.
        """
        ...

    async def say(self, id_: str, may: Callable[[R], None], step: Callable[[R], R], act: Act) -> R | None:
        """The request after ``step``, or as it stands where this request id did it before. None: no such id.

        ``may`` says whether the caller may do it to this request, and is asked either way. What it or ``step`` raises
        undoes the change. Raises RequestIdReused.
        """
        ...

    async def get(self, id_: str) -> R | None:
        """One request; None for no such id."""
        ...

    async def of_owner(self, owner: str, after: int, most: int, *, answered: bool) -> Sequence[Numbered[R]]:
        """Requests for an owner's records past ``after``, in order; ``answered``: also those that wait no more."""
        ...

    async def of_asker(
        self, agency: str, case_type: str, case_key: str, after: int, most: int
    ) -> Sequence[Numbered[R]]:
        """What an agency asked in one case past ``after``, in order."""
        ...

    async def of_oversight(self, now_ms: int, after: int, most: int) -> Sequence[Numbered[R]]:
        """What was met by silence for so long that oversight is told, past ``after``, in order."""
        ...

    async def erase(self, records: Sequence[str]) -> int:
        """Leave nothing of what was asked about these records: how many requests, the same when it is run again."""
        ...


class Sights(Protocol):
    """What the records say of a call. Each raises the gates' refusals, and tells the trail."""

    async def admit(self, inquiry: Inquiry, permission: Permission) -> None:
        """Whether the call may be made at all."""
        ...

    async def known(self, inquiry: Inquiry, permission: Permission, records: Sequence[str]) -> frozenset[str]:
        """Of these records those that the caller may know of now."""
        ...

    async def others(self, inquiry: Inquiry, permission: Permission, records: Sequence[str]) -> frozenset[str]:
        """Of these records those that are not about the officer themself or their kin."""
        ...
