"""Histories of an invented person, composed as a hub composes them, and what the extract reads in them."""

from __future__ import annotations

from services.listing.antecedents.conviction import Conviction, convictions
from services.records.timeline.history import compose
from services.values.encoding import RECORDS
from services.values.records import CaseReference, History, RecordVersion, Subject
from tests.unit.records.papers import (
    COURT,
    COURTS,
    HIGH_COURT,
    NOW_MS,
    all_visible,
    case_file,
    order,
    record,
    sentence,
    subject,
)

APPEAL = CaseReference("APPEAL", "LHC/7/2025")


def history(*papers: RecordVersion) -> History:
    """What a court would be answered."""
    return compose(all_visible(*papers), now_ms=NOW_MS)


def signed(of: History) -> list[RecordVersion]:
    """The versions behind it, read off their bytes: whose word each is does not travel."""
    return [RECORDS.decode(RecordVersion, one.version) for one in of.versions if one.version]


def read(*papers: RecordVersion) -> tuple[Conviction, ...]:
    """The convictions of the extract over some papers."""
    found = history(*papers)
    return convictions(found.cases, signed(found), COURTS.__contains__)


def convicted(of: Subject | None = None, *, convicts: str = COURT) -> list[RecordVersion]:
    """A case up to the court's conviction and sentence."""
    who = of or subject()
    return [
        record(case_file(), role=""),
        record(order("CHARGE_FRAMED", "2024-06-01"), of=who),
        record(order("CONVICTION", "2024-11-20"), of=who, agency=convicts),
        record(sentence("2024-11-21"), of=who, agency=convicts),
    ]


def final(of: Subject | None = None) -> list[RecordVersion]:
    """The same, of which nobody appealed in time."""
    return [*convicted(of), record(order("APPEAL_TIME_LAPSED", "2025-02-01"), of=of or subject())]


def appealed(kind: str, at: str) -> RecordVersion:
    """A step of the court above in the same case."""
    cases = [*record(order(kind, at)).case_references, APPEAL]
    return record(order(kind, at), agency=HIGH_COURT, cases=cases)
