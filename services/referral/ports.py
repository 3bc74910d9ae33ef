"""What the use cases need of a store, of the list of bodies, and of whoever resolves cases.

Stores raise :class:`services.referral.errors.ReferralsUnavailable` where they cannot be read or written; then nothing
was changed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple, Protocol

from services.access.request_id import Act
from services.access.trail import Inquiry
from services.referral.kept import Kept
from services.vocabulary.access import Permission


class Numbered(NamedTuple):
    """``number``: place in the store's order, above 0."""

    number: int
    kept: Kept


class Referrals(Protocol):
    """Referrals at rest. A change and the request id that asked for it are one transaction."""

    async def send(self, kept: Kept, act: Act) -> Kept:
        """Keep a new one, or give what this request id made before.

        Raises RequestIdReused, and DaySpent for one more than its officer or agency may send in a day.
        """
        ...

    async def change(self, id_: str, step: Callable[[Kept, bool], Kept], act: Act) -> Kept | None:
        """The referral after ``step``; None for no such id.

        ``step`` is told whether this request id did it before, and then gives it as it stands. What it raises undoes
        the change. Raises RequestIdReused.
        """
        ...

    async def of_agency(self, agency: str, after: int, most: int) -> Sequence[Numbered]:
        """What an agency sent, or may be asked to take, past ``after``, in order."""
        ...

    async def of_case(self, case_type: str, case_key: str, after: int, most: int) -> Sequence[Numbered]:
        """Of the persons of one case, past ``after``, in order."""
        ...

    async def all(self, after: int, most: int) -> Sequence[Numbered]:
        """All past ``after``, in order."""
        ...


class Gates(Protocol):
    """Whoever resolves the case that a call cites, and asks the policies."""

    async def admit(self, inquiry: Inquiry, permission: Permission) -> None:
        """Whether the call may be made at all. Raises the gates' refusals, and tells the trail."""
        ...
