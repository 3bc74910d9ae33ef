"""What the room needs of its store. All methods raise :class:`services.linkage.alerting.errors.AlertsUnavailable`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple, Protocol

from services.linkage.alerting.item import Item, Kept
from services.linkage.alerting.settling import Settled
from services.linkage.alerts.states import History


class Act(NamedTuple):
    """Who says something, under which request id, and SHA-256 of the request."""

    officer: str
    request_id: str
    sha256: bytes


class Switch(NamedTuple):
    """Whether a rule runs, since when, and by whom: agency and officers. ``why``: in words."""

    enabled: bool
    changed_ms: int
    by: str
    second: str
    why: str


class Offer(NamedTuple):
    """A lead is offered to other desks. ``second``: the superior who approves; ``day``: of the agency's count."""

    agency: str
    act: Act
    second: str
    day: str
    now_ms: int


class Place(NamedTuple):
    """A scope by its agency and case."""

    agency: str
    case: str


class Alerts(Protocol):
    """Alerts at rest. Each change is one transaction, durable once its method returns."""

    async def of(self, place: Place) -> Sequence[Kept]:
        """Everything of a scope, the oldest first."""
        ...

    async def standing(self) -> Sequence[Kept]:
        """Of all scopes what is not withdrawn and still has its rows."""
        ...

    async def level(self) -> int:
        """Number of the last change of records that everything here was held against, 0 for none."""
        ...

    async def keep_level(self, number: int) -> None:
        """Note that everything here was held against the changes up to a number."""
        ...

    async def ran(self, place: Place) -> bytes:
        """What the last run over the scope was of, empty for none."""
        ...

    async def settle(
        self, place: Place, ran: bytes, decide: Callable[[Sequence[Kept]], Settled], now_ms: int
    ) -> Settled:
        """Change what a run changes, and keep that it ran. ``decide`` sees the scope within the transaction."""
        ...

    async def rewrite(self, items: Iterable[Item]) -> None:
        """Keep these in the place of what is kept under their ids, where that stands."""
        ...

    async def withdraw(self, ids: Iterable[str], now_ms: int) -> int:
        """Withdraw these, and leave nothing of their rows; how many stood."""
        ...

    async def retire(self, now_ms: int) -> int:
        """Leave nothing of the rows of what nobody decided in time; how many there were."""
        ...

    async def say(self, id_: str, act: Act, step: Callable[[History], History]) -> Kept | None:
        """Add the opinion that ``step`` adds; the same act again changes nothing. None where there is no such alert.

        Raises RequestIdReused, and what ``step`` raises.
        """
        ...

    async def offer(self, id_: str, offer: Offer, stands: Callable[[Kept], None]) -> Kept | None:
        """Offer a lead for a while, and tell both sides where another agency's is offered that fits it; the same act
        again changes nothing, nor does another one while it is offered. None where there is no such lead.

        ``stands`` raises of what is not to be offered, or not any more. Raises TooManyOffers, RequestIdReused.
        """
        ...

    async def show(
        self, officer: str, day: str, waiting: Sequence[tuple[str, str]], budget: int
    ) -> tuple[frozenset[str], Mapping[str, int]]:
        """Of (id, rule), best first, the ids that the officer is shown, and by rule how many are left out.

        What they were shown once they are shown again, and it does not count again.
        """
        ...

    async def switches(self) -> Mapping[str, Switch]:
        """Of each rule that was ever started or stopped."""
        ...

    async def switch(self, rule: str, switch: Switch) -> None:
        """Keep the last word on a rule."""
        ...

    async def erase(self, records: Sequence[str], now_ms: int) -> int:
        """Withdraw what rests on these records, and leave nothing of it; the same number when it is run again."""
        ...
