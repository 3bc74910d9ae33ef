"""Decisions on who is one person."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from services.linkage.store.file import File
from services.values.network import LinkDecision, NodeKey


class DecisionStore:
    """All raise :class:`services.linkage.errors.StorageUnavailable`; what writes is durable once it returns."""

    def __init__(self, file: File) -> None:
        self._file = file

    async def add(self, made: LinkDecision) -> None:
        """Append it. The two Subjects come in order of their ids."""
        with self._file.transaction():
            values = (made.id, *ends(made), made.sign, made.by, made.second, made.why, made.decided_ms, made.rule)
            self._file.change("decision_insert", *values)
            self._file.change("decision_change_insert", made.id)

    async def withdraw(self, decision: str, by: str, why: str, now_ms: int) -> None:
        """Mark it; once."""
        with self._file.transaction():
            if self._file.change("decision_withdraw", now_ms, by, why, decision):
                self._file.change("decision_change_insert", decision)

    async def named(self, decision: str) -> LinkDecision | None:
        """One by its id."""
        row = self._file.one("decision_named", decision)
        return _decision(row) if row else None

    async def between(self, one: str, other: str) -> list[LinkDecision]:
        """Everything decided about two Subjects, in either order."""
        return [_decision(row) for row in self._file.all("decisions_between", *sorted((one, other)))]

    async def standing(self, subjects: Iterable[str]) -> list[LinkDecision]:
        """What stands about any of the Subjects."""
        return [_decision(row) for row in self._file.all("decisions_standing", json.dumps(sorted(set(subjects))))]

    async def all_standing(self) -> list[LinkDecision]:
        """Everything that stands."""
        return [_decision(row) for row in self._file.all("decisions_all")]

    async def changed(self, after: int, limit: int) -> list[tuple[int, LinkDecision]]:
        """Decisions made or withdrawn, in order, as they are now."""
        return [(row[0], _decision(row[1:])) for row in self._file.all("decisions_changed", after, limit)]

    async def head(self) -> int:
        """The last change."""
        return int(self._file.one("decision_head")[0])


def ends(decision: LinkDecision) -> tuple[str, str]:
    """Ids of the two Subjects."""
    return (decision.one or NodeKey()).id, (decision.other or NodeKey()).id


def _decision(row: Any) -> LinkDecision:
    name, one, other, *rest = row
    return LinkDecision(name, NodeKey("SUBJECT", one), NodeKey("SUBJECT", other), *rest)
