"""Decisions on who is one person, in the file."""

from __future__ import annotations

import json
from collections.abc import Iterable

from services.linkage.kept import DecisionChange, ends
from services.linkage.store.file import Connection, File, Row
from services.values.network import LinkDecision, NodeKey


class SqliteDecisions:
    """Keeps decisions in the file, as the port says: see :class:`services.linkage.ports.Decisions`."""

    def __init__(self, file: File) -> None:
        self._file = file

    async def add(self, made: LinkDecision) -> LinkDecision:
        """As the port says."""

        def job(db: Connection) -> LinkDecision:
            for held in _between(db, *ends(made)):
                if not held.withdrawn_ms and (held.sign, held.by) == (made.sign, made.by):
                    return held
            values = (made.id, *ends(made), made.sign, made.by, made.second, made.why, made.decided_ms, made.rule)
            db.change("decision_insert", *values)
            db.change("decision_change_insert", made.id)
            return made

        return await self._file.write(job)

    async def withdraw(self, decision: str, by: str, why: str, now_ms: int) -> None:
        """As the port says."""

        def job(db: Connection) -> None:
            if db.change("decision_withdraw", now_ms, by, why, decision):
                db.change("decision_change_insert", decision)

        await self._file.write(job)

    async def named(self, decision: str) -> LinkDecision | None:
        """As the port says."""
        row = self._file.read.one("decision_named", decision)
        return _decision(row) if row else None

    async def between(self, one: str, other: str) -> list[LinkDecision]:
        """As the port says."""
        return _between(self._file.read, one, other)

    async def standing(self, subjects: Iterable[str]) -> list[LinkDecision]:
        """As the port says."""
        rows = self._file.read.all("decisions_standing", json.dumps(sorted(set(subjects))))
        return [_decision(row) for row in rows]

    async def all_standing(self) -> list[LinkDecision]:
        """As the port says."""
        return [_decision(row) for row in self._file.read.all("decisions_all")]

    async def changed(self, after: int, limit: int) -> list[DecisionChange]:
        """As the port says."""
        rows = self._file.read.all("decisions_changed", after, limit)
        return [DecisionChange(row[0], _decision(row[1:])) for row in rows]

    async def head(self) -> int:
        """As the port says."""
        return self._file.read.number("decision_head")


def _between(db: Connection, one: str, other: str) -> list[LinkDecision]:
    return [_decision(row) for row in db.all("decisions_between", *sorted((one, other)))]


def _decision(row: Row) -> LinkDecision:
    name, one, other, *rest = row
    return LinkDecision(name, NodeKey("SUBJECT", one), NodeKey("SUBJECT", other), *rest)
