"""Two invented cases over several agencies: one that ended in an acquittal, one in a conviction."""

from __future__ import annotations

from services.values.records import CaseReference, RecordVersion
from tests.unit.records.papers import (
    COURT_A,
    COURT_B,
    FIR_A,
    FIR_B,
    PPC,
    case_file,
    custody,
    order,
    party,
    record,
    sentence,
    step,
)

PRISON = CaseReference("PRISON_CONVICT", "CAMP JAIL/7")


def acquitted_case() -> list[RecordVersion]:
    """Case A over three agencies, ended by s. 265-K."""
    return [
        record(case_file(), role=""),
        record(party(), agency="pk.punjab"),
        record(step("CHALLAN_FINAL", "2024-03-20", PPC)),
        record(order("CHARGE_FRAMED", "2024-05-01", PPC), agency="pk.court", cases=(FIR_A, COURT_A)),
        record(order("ACQUITTAL_265K", "2024-09-01", PPC), agency="pk.court", cases=(COURT_A,)),
        record(custody("ADMISSION", "2024-04-01"), agency="pk.prisons", cases=(FIR_A, PRISON)),
        record(custody("RELEASE", "2024-09-02", reason="ACQUITTED"), agency="pk.prisons", cases=(PRISON,)),
    ]


def convicted_case() -> list[RecordVersion]:
    """Case B, convicted and sentenced."""
    return [
        record(party(), cases=(FIR_B,), valid_from="2023-01-01"),
        record(order("CONVICTION", "2023-05-01", PPC), agency="pk.court", cases=(FIR_B, COURT_B)),
        record(sentence("2023-05-01"), agency="pk.court", cases=(FIR_B, COURT_B)),
    ]
