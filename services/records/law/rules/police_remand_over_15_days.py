"""A Magistrate may authorise police custody for fifteen days in the whole (CrPC s. 167(2)).

Summed over the case, whoever arrested the accused how often: a second arrest gives no second fifteen days. Under the
Anti-Terrorism Act a court may authorise up to ninety days (s. 21-E, K).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from services.records.law.rule import CASE, FLAG, Dossier, Finding, Rule
from services.values.sections import is_of

_WHOLE_DAYS: Final = 15
_TERRORISM_DAYS: Final = 90


def check(dossier: Dossier) -> Iterator[Finding]:
    """The remand by which the days of a case pass what the law allows; one order told by two agencies counts once."""
    allowed = _TERRORISM_DAYS if any(is_of(section, "ATA") for section in dossier.sections()) else _WHOLE_DAYS
    days_of: dict[int, int] = {}
    for custody in dossier.custody():
        if custody.body.type == "POLICE_REMAND":
            before = sum(days_of.values())
            day = custody.when.first_day
            days_of[day] = max(days_of.get(day, 0), custody.body.days)
            total = sum(days_of.values())
            if total > allowed >= before:
                yield Finding(custody.version, "custody_event.days", f"police remand of {total} days in the whole")


RULE = Rule("police-remand-over-15-days", "CrPC s. 167(2)", FLAG, CASE, frozenset({"CUSTODY_EVENT"}), check)
