"""The report goes up within 14 days of the FIR, an interim one within 3 days more (CrPC s. 173(1), proviso)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from services.records.law.rule import CASE, FLAG, Dossier, Finding, Rule
from services.vocabulary.steps import EventType

_DAYS: Final = 14 + 3
_CHALLANS: Final = (EventType.CHALLAN_INTERIM, EventType.CHALLAN_FINAL, EventType.CHALLAN_SUPPLEMENTARY)


def check(dossier: Dossier) -> Iterator[Finding]:
    """The first challan of a case, where it came later than 17 days after the FIR."""
    firs, challans = dossier.steps(EventType.FIR), dossier.steps(*_CHALLANS)
    if firs and challans and challans[0].day - firs[-1].day > _DAYS:
        days = challans[0].day - firs[-1].day
        text = f"first challan {days} days after the FIR, the law gives 14 and 3"
        yield Finding(challans[0].version, "investigation_event.at", text, (firs[-1].version,))


RULE = Rule("challan-late", "CrPC s. 173(1)", FLAG, CASE, frozenset({"INVESTIGATION_EVENT"}), check)
