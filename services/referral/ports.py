"""What the use cases need of a store, of the list of bodies, and of whoever resolves cases.

Stores raise :class:`services.referral.errors.ReferralsUnavailable` where they cannot be read or written; then nothing
was changed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, NamedTuple, Protocol, TypeVar

from services.access.request_id import Act
from services.access.trail import Inquiry
from services.membership.registry import Registry
from services.vocabulary.access import Permission

M = TypeVar("M")


class Asked(NamedTuple):
    """One call: who and why, and the registry that it is judged by."""

    inquiry: Inquiry
    registry: Registry


class Numbered(NamedTuple, Generic[M]):
    """``number``: place in the store's order, above 0; ``kept``: a referral or a claim."""

    number: int
    kept: M


class Matters(Protocol[M]):
    """Referrals or claims at rest. A change and the request id that asked for it are one transaction."""

    async def send(self, kept: M, act: Act) -> M:
        """Keep a new one, or give what this request id made before.

        Raises RequestIdReused, and DaySpent for one more than its officer or agency may send in a day.
        """
        ...

    async def change(self, id_: str, step: Callable[[M, bool], M], act: Act) -> M | None:
        """The matter after ``step``; None for no such id.

        ``step`` is told whether this request id did it before, and then gives it as it stands. What it raises undoes
        the change. Raises RequestIdReused.
        """
        ...

    async def of_agency(self, agency: str, after: int, most: int) -> Sequence[Numbered[M]]:
        """What an agency sent or opened, or may be asked to take, past ``after``, in order."""
        ...

    async def of_case(self, case_type: str, case_key: str, after: int, most: int) -> Sequence[Numbered[M]]:
        """Of the persons of one case, past ``after``, in order."""
        ...

    async def all(self, after: int, most: int) -> Sequence[Numbered[M]]:
        """All past ``after``, in order."""
        ...


class Gates(Protocol):
    """Whoever resolves the case that a call cites, and asks the policies."""

    async def admit(self, inquiry: Inquiry, permission: Permission) -> None:
        """Whether the call may be made at all. Raises the gates' refusals, and tells the trail."""
        ...
