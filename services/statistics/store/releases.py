"""Plans and releases; each change is one transaction."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from hashlib import sha256

from services.statistics.ports import Planned
from services.store.database import Database, Transaction
from services.values.statistics import ReleasePlan, ReleaseTable


class StoredReleases:
    """See :class:`services.statistics.ports.Releases`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @property
    def database(self) -> Database:
        """The file, which keeps a mark in the log besides."""
        return self._database

    async def all(self) -> Sequence[Planned]:
        """Of what is committed."""
        rows = await self._database.rows("releases")
        return [Planned(_read(str(plan)), bytes(release), lost=said is not None) for plan, release, said in rows]

    async def plan(self, plan: ReleasePlan, earlier: int) -> bool:
        """See the port."""

        async def planned(tx: Transaction) -> bool:
            ((number,),) = await tx.rows("plan_count")
            if number != earlier:
                return False
            await _keep(tx, number, plan)
            return True

        return await self._database.write(planned)

    async def plan_again(self, plan: ReleasePlan) -> bool:
        """Keep a plan that the log tells of; whether it was lacking."""

        async def again(tx: Transaction) -> bool:
            if await tx.rows("release", plan.name):
                return False
            ((number,),) = await tx.rows("plan_count")
            await _keep(tx, number, plan)
            return True

        return await self._database.write(again)

    async def given_before(self, name: str, digest: bytes) -> bool:
        """The log tells that a release was given by a plan; whether this was not known, and it is not the one held."""

        async def said(tx: Transaction) -> bool:
            held = await tx.rows("release", name)
            if held and sha256(bytes(held[0][0])).digest() == digest:
                return False
            return bool(await tx.rows("keep_given_before", name, digest))

        return await self._database.write(said)

    async def release(self, name: str, release: bytes) -> bytes | None:
        """See the port."""

        async def released(tx: Transaction) -> bytes | None:
            if await tx.rows("given_before", name):
                return None
            ((held,),) = await tx.rows("release", name)
            if not held:
                await tx.rows("keep_release", name, release)
            return bytes(held) or release

        return await self._database.write(released)


async def _keep(tx: Transaction, number: int, plan: ReleasePlan) -> None:
    await tx.rows("keep_plan", number + 1, plan.name, json.dumps(asdict(plan)), b"")


def _read(text: str) -> ReleasePlan:
    said = json.loads(text)
    return ReleasePlan(**{**said, "tables": tuple(ReleaseTable(**each) for each in said["tables"])})
