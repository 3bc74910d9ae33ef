"""Steps of a case, in the order of procedure, and whose they are: the words of events. Pure.

Sections are of the CrPC 1898 unless named otherwise.
"""

from __future__ import annotations

from typing import Final

# Order in which one day's events happened, unless their dates say more. A cancellation, an acquittal or
# a stop comes after what it ends: where the papers of one day clash, the accused has the benefit.
PROCEDURE: Final[tuple[str, ...]] = (
    "ENQUIRY",
    "COMPLAINT",
    "FIR",
    "TRANSFER",
    "INVESTIGATION_BY_POLICE",
    "ZARRA_TOLD",
    "SECTION_ADDED",
    "SECTION_DELETED",
    "RELEASE_169",
    "CANCELLATION_REPORT",
    "UNTRACED_REPORT",
    "CANCELLATION_REFUSED",
    "CHALLAN_INTERIM",
    "CHALLAN_FINAL",
    "CHALLAN_SUPPLEMENTARY",
    "NOT_SENT_UP",
    "CANCELLATION_ORDERED",
    "COGNIZANCE",
    "ABSENT_512",
    "CHARGE_FRAMED",
    "CONVICTION_245",
    "CONVICTION",
    "SENTENCE",
    "CERTIFICATE",
    "SET_ASIDE",
    "RETRIAL_ORDERED",
    "DIVERTED",
    "WITHDRAWN_494",
    "STOPPED_249",
    "DISCHARGE",
    "ACQUITTAL_245",
    "ACQUITTAL_247",
    "ACQUITTAL_249A",
    "ACQUITTAL_265K",
    "COMPOUNDED_345",
    "ACQUITTAL",
    "QUASHED_561A",
    "APPEAL_FILED",
    "SENTENCE_SUSPENDED",
    "APPEAL_DISMISSED",
    "APPEAL_TIME_LAPSED",
    "ABATED",
)

# Read off bodies that name no event: a private complaint's file, a prison's admission on a warrant.
OF_OTHER_BODIES: Final = frozenset({"COMPLAINT", "CERTIFICATE"})
# Steps that police or an enquiry agency take; all others are a court's, and only a court may record them.
OF_INVESTIGATION: Final = (
    frozenset(PROCEDURE[: PROCEDURE.index("NOT_SENT_UP") + 1]) - {"CANCELLATION_REFUSED"} - OF_OTHER_BODIES
)
# Steps that a court takes; some are taken by both.
OF_COURT: Final = (frozenset(PROCEDURE) - OF_INVESTIGATION - OF_OTHER_BODIES) | {
    "TRANSFER",
    "SECTION_ADDED",
    "SECTION_DELETED",
    "AGE_DETERMINED",
}
