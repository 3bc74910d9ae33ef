"""Decisions on who is one person."""

from __future__ import annotations

from collections.abc import Iterable

from services.linkage.kept import MILLI, DecisionChange, ends
from services.linkage.store.decision_rows import decision_of
from services.linkage.store.pair_claims import judge_pair
from services.store.database import Database, Transaction
from services.store.values import Parameter
from services.values.network import LinkDecision


class StoredDecisions:
    """See :class:`services.linkage.ports.Decisions`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(
        self, made: LinkDecision, owners: Iterable[str] = (), persons: tuple[str, str] | None = None
    ) -> LinkDecision:
        """See the port, as for all methods here."""

        async def job(tx: Transaction) -> LinkDecision:
            for held in map(decision_of, await tx.rows("decisions_between", *sorted(ends(made)))):
                if held.withdrawn_ms or (held.sign, held.by) != (made.sign, made.by):
                    continue
                if held.parts == made.parts:
                    return held
                await tx.rows("decision_withdraw", made.decided_ms, made.by, made.why, held.id)
                await tx.rows("decision_change_insert", held.id)
            values = (made.id, *ends(made), made.sign, made.by, made.second, made.why, made.decided_ms, made.rule)
            await tx.rows("decision_insert", *values)
            if made.scoring:
                await tx.rows("decision_model_insert", made.id, made.model, round(made.bits * MILLI))
            await tx.rows("decision_part_insert", made.id, " ".join(made.parts))
            await tx.each("decision_owner_insert", [(made.id, owner) for owner in sorted(set(owners))])
            await tx.rows("decision_change_insert", made.id)
            await judge_pair(tx, ends(made), persons or ends(made), made.decided_ms)
            return made

        return await self._database.write(job)

    async def withdraw(self, decision: str, by: str, why: str, now_ms: int) -> None:
        """See the port."""

        async def job(tx: Transaction) -> None:
            if await tx.rows("decision_withdraw", now_ms, by, why, decision):
                await tx.rows("decision_change_insert", decision)
                pair = ends(decision_of((await tx.rows("decision_named", decision))[0]))
                await judge_pair(tx, pair, pair, now_ms)

        await self._database.write(job)

    async def named(self, decision: str) -> LinkDecision | None:
        """See the port."""
        return next(iter(await self._all("decision_named", decision)), None)

    async def between(self, one: str, other: str) -> list[LinkDecision]:
        """See the port."""
        return await self._all("decisions_between", *sorted((one, other)))

    async def standing(self, subjects: Iterable[str]) -> list[LinkDecision]:
        """See the port."""
        return await self._all("decisions_standing", sorted(set(subjects)))

    async def all_standing(self) -> list[LinkDecision]:
        """See the port."""
        return await self._all("decisions_all")

    async def changed(self, after: int, limit: int) -> list[DecisionChange]:
        """See the port."""
        rows = await self._database.rows("decisions_changed", after, limit)
        return [DecisionChange(number, decision_of(rest)) for number, *rest in rows]

    async def head(self) -> int:
        """See the port."""
        return int((await self._database.rows("decision_head"))[0][0])

    async def _all(self, name: str, *values: Parameter) -> list[LinkDecision]:
        return [decision_of(row) for row in await self._database.rows(name, *values)]
