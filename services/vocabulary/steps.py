"""Steps of a case, in the order of procedure, and whose they are: the words of events. Pure.

Sections are of the CrPC 1898 unless named otherwise.
"""

from __future__ import annotations

from typing import Final

from services.vocabulary.word import Word


class EventType(Word):
    """What an event of a case is, in the order in which one day's events happened, unless their dates say more.

    A cancellation, an acquittal or a stop comes after what it ends: where the papers of one day clash, the accused has
    the benefit. The finding of an age, which is no step of a case, is the last.
    """

    ENQUIRY = "ENQUIRY"
    FIR = "FIR"
    TRANSFER = "TRANSFER"
    INVESTIGATION_BY_POLICE = "INVESTIGATION_BY_POLICE"
    ZARRA_TOLD = "ZARRA_TOLD"
    SECTION_ADDED = "SECTION_ADDED"
    SECTION_DELETED = "SECTION_DELETED"
    RELEASE_169 = "RELEASE_169"
    CANCELLATION_REPORT = "CANCELLATION_REPORT"
    UNTRACED_REPORT = "UNTRACED_REPORT"
    CANCELLATION_REFUSED = "CANCELLATION_REFUSED"
    CHALLAN_INTERIM = "CHALLAN_INTERIM"
    CHALLAN_FINAL = "CHALLAN_FINAL"
    CHALLAN_SUPPLEMENTARY = "CHALLAN_SUPPLEMENTARY"
    NOT_SENT_UP = "NOT_SENT_UP"
    CANCELLATION_ORDERED = "CANCELLATION_ORDERED"
    COGNIZANCE = "COGNIZANCE"
    ABSENT_512 = "ABSENT_512"
    CHARGE_FRAMED = "CHARGE_FRAMED"
    CONVICTION_245 = "CONVICTION_245"
    CONVICTION = "CONVICTION"
    SENTENCE = "SENTENCE"
    SET_ASIDE = "SET_ASIDE"
    RETRIAL_ORDERED = "RETRIAL_ORDERED"
    DIVERTED = "DIVERTED"
    WITHDRAWN_494 = "WITHDRAWN_494"
    STOPPED_249 = "STOPPED_249"
    DISCHARGE = "DISCHARGE"
    ACQUITTAL_245 = "ACQUITTAL_245"
    ACQUITTAL_247 = "ACQUITTAL_247"
    ACQUITTAL_249A = "ACQUITTAL_249A"
    ACQUITTAL_265K = "ACQUITTAL_265K"
    COMPOUNDED_345 = "COMPOUNDED_345"
    ACQUITTAL = "ACQUITTAL"
    QUASHED_561A = "QUASHED_561A"
    APPEAL_FILED = "APPEAL_FILED"
    SENTENCE_SUSPENDED = "SENTENCE_SUSPENDED"
    APPEAL_DISMISSED = "APPEAL_DISMISSED"
    APPEAL_TIME_LAPSED = "APPEAL_TIME_LAPSED"
    ABATED = "ABATED"
    AGE_DETERMINED = "AGE_DETERMINED"


class OtherEvent(Word):
    """What stands among events and is named by no body that records one.

    A private complaint's file, and a prison's admission on a warrant, name no event; a conviction that no court tells
    and a dismissal by the highest court are read off what does.
    """

    COMPLAINT = "COMPLAINT"
    CERTIFICATE = "CERTIFICATE"
    REPORTED_CONVICTION = "REPORTED_CONVICTION"
    APPEAL_DISMISSED_LAST = "APPEAL_DISMISSED_LAST"


OF_OTHER_BODIES: Final = frozenset({OtherEvent.COMPLAINT, OtherEvent.CERTIFICATE})
"""Read off bodies that name no event."""
_FOLLOWED: Final = {EventType.ENQUIRY: (OtherEvent.COMPLAINT,), EventType.SENTENCE: (OtherEvent.CERTIFICATE,)}
"""After which events of one day they come."""
PROCEDURE: Final[tuple[Word, ...]] = tuple(
    step for event in EventType if event is not EventType.AGE_DETERMINED for step in (event, *_FOLLOWED.get(event, ()))
)
"""Steps of a case in that order."""
# Steps that police or an enquiry agency take; all others are a court's, and only a court may record them.
OF_INVESTIGATION: Final = (
    frozenset(PROCEDURE[: PROCEDURE.index(EventType.NOT_SENT_UP) + 1])
    - {EventType.CANCELLATION_REFUSED}
    - OF_OTHER_BODIES
)
# Steps that a court takes; some are taken by both.
OF_COURT: Final = (frozenset(PROCEDURE) - OF_INVESTIGATION - OF_OTHER_BODIES) | {
    EventType.TRANSFER,
    EventType.SECTION_ADDED,
    EventType.SECTION_DELETED,
    EventType.AGE_DETERMINED,
}
