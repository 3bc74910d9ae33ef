"""A Magistrate may authorise police custody for fifteen days in the whole (CrPC s. 167(2))."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from services.records.rule import CASE, FLAG, Dossier, Finding, Rule

_WHOLE_DAYS: Final = 15


def check(dossier: Dossier) -> Iterator[Finding]:
    """The remand by which the days after one arrest pass fifteen; one order told by two agencies counts once."""
    days_of: dict[int, int] = {}
    for custody in dossier.custody():
        if custody.body.type == "ARREST":
            days_of = {}
        elif custody.body.type == "POLICE_REMAND":
            before = sum(days_of.values())
            day = custody.when.first_day
            days_of[day] = max(days_of.get(day, 0), custody.body.days)
            total = sum(days_of.values())
            if total > _WHOLE_DAYS >= before:
                yield Finding(custody.version, "custody_event.days", f"police remand of {total} days in the whole")


RULE = Rule("police-remand-over-15-days", "CrPC s. 167(2)", FLAG, CASE, frozenset({"CUSTODY_EVENT"}), check)
