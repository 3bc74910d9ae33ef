"""``statistics.db`` held against the log: what was planned is planned again, and what was counted is not counted anew.

Two releases of one period could be subtracted from one another, which leaves one person's row. So an older copy of the
file must lack no plan. The bytes of a release are in no log: where they are lost, no others take their place.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from audit.entry import OpenEntry
from services.statistics.logged import counted_in, plan_in
from services.statistics.rpc import SERVICE
from services.statistics.store.database import FILE
from services.statistics.store.releases import StoredReleases
from services.store.held import Marked

PLAN: Final = f"{SERVICE}PlanRelease"
COUNT: Final = f"{SERVICE}CountRelease"


class HeldReleases(Marked):
    """See :class:`services.node.file_level.HeldFile`."""

    name: Final = FILE
    methods: Final = frozenset({PLAN, COUNT})

    def __init__(self, releases: StoredReleases) -> None:
        super().__init__(releases.database)
        self._releases = releases

    async def begin(self, size: int) -> int:
        """From the first entry on where there is no plan: the file may be one that was lost."""
        return size if await self._releases.all() else 0

    async def again(self, entries: Sequence[OpenEntry], now_ms: int) -> int:
        """In the order of the log, so that of two releases of one plan the first is the one that was given."""
        del now_ms
        return sum([await self._told(each) for each in entries])

    async def _told(self, entry: OpenEntry) -> bool:
        cited = entry.case_reference.partition(":")[2]
        if entry.method == PLAN:
            plan = plan_in(cited, entry.records)
            return plan is not None and await self._releases.plan_again(plan)
        digest = counted_in(entry.records)
        return bool(digest) and await self._releases.given_before(cited, digest)

    async def erase(self, records: Sequence[str]) -> int:
        """Nothing: nothing in it is about anybody."""
        del records
        return 0

    async def thin(self, now_ms: int) -> int:
        """Nothing: a release is given for ever."""
        del now_ms
        return 0
