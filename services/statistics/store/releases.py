"""Plans and releases; each change is one transaction."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict

from services.statistics.ports import Planned
from services.store.database import Database, Transaction
from services.values.statistics import ReleasePlan, ReleaseTable


class StoredReleases:
    """See :class:`services.statistics.ports.Releases`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def all(self) -> Sequence[Planned]:
        """Of what is committed."""
        rows = await self._database.rows("releases")
        return [Planned(_read(str(plan)), bytes(release)) for plan, release in rows]

    async def plan(self, plan: ReleasePlan, earlier: int) -> bool:
        """See the port."""

        async def planned(tx: Transaction) -> bool:
            ((number,),) = await tx.rows("plan_count")
            if number != earlier:
                return False
            await tx.rows("keep_plan", number + 1, plan.name, json.dumps(asdict(plan)), b"")
            return True

        return await self._database.write(planned)

    async def release(self, name: str, release: bytes) -> bytes:
        """See the port."""

        async def released(tx: Transaction) -> bytes:
            ((held,),) = await tx.rows("release", name)
            if not held:
                await tx.rows("keep_release", name, release)
            return bytes(held) or release

        return await self._database.write(released)


def _read(text: str) -> ReleasePlan:
    said = json.loads(text)
    return ReleasePlan(**{**said, "tables": tuple(ReleaseTable(**each) for each in said["tables"])})
