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


class Place(NamedTuple, Generic[M]):
    """Whether something may be kept: ``check`` is given the last that is kept under each of ``under``, and raises where
    it leaves no place; that undoes the sending.
    """

    under: Sequence[tuple[str, ...]]
    check: Callable[[M], None]


class Head(NamedTuple):
    """Of a case, under what all of it is found, and under what its first is, with those that were first before it."""

    case: tuple[str, ...]
    first: tuple[str, ...]


class Matters(Protocol[M]):
    """Referrals or claims at rest. A change and the request id that asked for it are one transaction."""

    async def send(self, kept: M, act: Act, place: Place[M] | None = None) -> M:
        """Keep a new one, or give what this request id made before. ``place``: whether there is one for it.

        Raises what that raises, RequestIdReused, DaySpent for one more than its officer or agency may send in a day,
        and TooManyOpen for one more than its agency may have open in a case.
        """
        ...

    async def change(self, id_: str, step: Callable[[M, bool], M], act: Act) -> M | None:
        """The matter after ``step``; None for no such id.

        ``step`` is told whether this request id did it before, and then gives it as it stands. What it raises undoes
        the change. Raises RequestIdReused, TooManyOpen.
        """
        ...

    async def of_agency(self, agency: str, after: int, most: int) -> Sequence[Numbered[M]]:
        """What an agency sent or opened, or may be asked to take, past ``after``, in order."""
        ...

    async def of_case(self, case_type: str, case_key: str, after: int, most: int) -> Sequence[Numbered[M]]:
        """Of the persons of one case, past ``after``, in order."""
        ...

    async def first(self, head: Head) -> M | None:
        """The first of a case; None for a case without any. None of claims."""
        ...

    async def stands(self, under: tuple[str, ...]) -> bool:
        """Whether any stands so, of referrals; of a case whose first was asked for."""
        ...

    async def counts(self, about: Sequence[tuple[str, ...]]) -> Sequence[int]:
        """How many stand under each, of claims."""
        ...

    async def go_through(self, case: tuple[str, ...]) -> None:
        """Keep how each of a case stands, where some are of a file of before: what is kept since is kept so."""
        ...

    async def of_proposal(self, proposal: str) -> Sequence[Numbered[M]]:
        """Of one proposal, in order; none of claims."""
        ...

    async def all(self, after: int, most: int) -> Sequence[Numbered[M]]:
        """All past ``after``, in order."""
        ...


class Find(NamedTuple):
    """A missing child was found. ``id``: random name; ``case_key``: of the case that the finder cites."""

    id: str
    found_ms: int
    finder: str
    owner: str
    case_key: str


class Finds(Protocol):
    """Which missing children were found, as it is said of records that sought them. Raises DeskUnavailable."""

    async def after(self, since_ms: int) -> Sequence[Find]:
        """After a time, newest first; nothing of what was said to be another child, or of an erased record."""
        ...


class Gates(Protocol):
    """Whoever resolves the case that a call cites, and asks the policies."""

    async def admit(self, inquiry: Inquiry, permission: Permission) -> None:
        """Whether the call may be made at all. Raises the gates' refusals, and tells the trail."""
        ...
