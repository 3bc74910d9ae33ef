"""Changed records in memory, and the facts of some: what the projection follows, without a records room."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from services.access.decision import RecordClass
from services.linkage.facts import RecordChange, RecordFacts

CASE = "FIR:PB/LAHORE/ICHHRA/512/2024"
POLICE = "pk.punjab-police"


def facts(record: str, **more: Any) -> RecordFacts:
    """An accused man of one case, with a CNIC and a phone."""
    name = f"agencies/{POLICE}/records/{record}"
    found = RecordFacts(
        record=name,
        version=f"{name}/versions/1",
        agency=POLICE,
        kind="PARTY",
        status="ACTIVE",
        klass=RecordClass(POLICE, "PARTY", role="ACCUSED"),
        role="ACCUSED",
        about_person=True,
        label=f"Man {record}",
        father="Father",
        documents=("CNIC:3520212345671",),
        phones=("+923001234567",),
        district="PK-PB-LHR",
        cases=(CASE,),
        grade="B2",
        handling="OPEN",
        known_ms=1000,
    )
    return replace(found, **more)


class RecordChanges:
    """Changes as :class:`services.linkage.ports.RecordFeed` gives them."""

    def __init__(self) -> None:
        self.number = 0
        self.held: dict[str, RecordChange] = {}

    def put(self, *them: RecordFacts) -> None:
        """Each is a change, in place of the record's last."""
        for each in them:
            self.number += 1
            self.held[each.record] = RecordChange(self.number, each)

    async def changes(self, after: int, limit: int) -> list[RecordChange]:
        """At most ``limit`` changes after a number, oldest first."""
        found = sorted((c for c in self.held.values() if c.number > after), key=lambda c: c.number)
        return found[:limit]

    async def head(self) -> int:
        """Number of the last change, 0 before the first."""
        return self.number
