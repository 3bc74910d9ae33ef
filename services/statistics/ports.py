"""What the use cases need of a store, of whoever holds what is counted, and of the gates.

Stores raise :class:`services.statistics.errors.StatisticsUnavailable`; then nothing was changed.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Protocol

from services.access.trail import Inquiry
from services.statistics.facts import Facts
from services.statistics.plan import Period
from services.values.statistics import ReleasePlan
from services.vocabulary.access import Permission


class Planned(NamedTuple):
    """``release``: its bytes, empty before it is counted. ``lost``: the log says that another one was given."""

    plan: ReleasePlan
    release: bytes = b""
    lost: bool = False


class Releases(Protocol):
    """Plans and what was counted by them, for ever: a release is never counted again."""

    async def all(self) -> Sequence[Planned]:
        """In the order in which they were planned."""
        ...

    async def plan(self, plan: ReleasePlan, earlier: int) -> bool:
        """Keep one more; False where there are no longer just ``earlier`` of them, and nothing was kept."""
        ...

    async def release(self, name: str, release: bytes) -> bytes | None:
        """Keep what was counted, or give what was kept before; None where that is lost."""
        ...


class Source(Protocol):
    """Whoever holds records and referrals."""

    async def facts(self, period: Period, now_ms: int) -> Facts:
        """All of a period, as it stands. Raises the refusals of the stores that hold them."""
        ...


class Gates(Protocol):
    """Whoever asks the policies."""

    async def admit(self, inquiry: Inquiry, permission: Permission) -> None:
        """Whether the call may be made at all. Raises the gates' refusals, and tells the trail."""
        ...
