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
    """The remand by which the days of a case pass what the law allows; one order told by two agencies counts once.

    The remand by which one agency's own days pass it has the flag too, whatever others wrote before.
    """
    allowed = _TERRORISM_DAYS if any(is_of(section, "ATA") for section in dossier.sections()) else _WHOLE_DAYS
    of_all: dict[int, int] = {}
    of_agency: dict[str, dict[int, int]] = {}
    for custody in dossier.custody():
        if custody.body.type == "POLICE_REMAND":
            own = of_agency.setdefault(custody.record.agency, {})
            passed = [_passes(days, custody.when.first_day, custody.body.days, allowed) for days in (of_all, own)]
            if any(passed):
                total = sum(of_all.values())
                yield Finding(custody.version, "custody_event.days", f"police remand of {total} days in the whole")


def _passes(days: dict[int, int], day: int, ordered: int, allowed: int) -> bool:
    """Add what was ordered on a day; whether the sum passes what is allowed by it."""
    before = sum(days.values())
    days[day] = max(days.get(day, 0), ordered)
    return sum(days.values()) > allowed >= before


RULE = Rule("police-remand-over-15-days", "CrPC s. 167(2)", FLAG, CASE, frozenset({"CUSTODY_EVENT"}), check)
