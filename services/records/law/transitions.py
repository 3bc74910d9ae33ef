"""The law as a table: from which phases an event leads to which, and by which section.

What is not in the table changes nothing. Four rules are read off it:

- a police report cancels nothing until the Magistrate orders it, and an untraced report so ordered clears nobody;
- no allegation becomes a finding without a court's act, or a jail's certificate of one (s. 511);
- what leads out of a conviction leads out of a reported one;
- after an acquittal, or a conviction set aside, nothing convicts again but a court seized again.

Four events are of the machine alone: COMPLAINT and CERTIFICATE are read off bodies that name no event,
REPORTED_CONVICTION is a conviction or sentence on no court's word, APPEAL_DISMISSED_LAST a dismissal by the
highest court.

Sections are of the CrPC 1898 unless named otherwise.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from services.vocabulary.steps import EventType, OtherEvent

# Groups of phases (see `phases.py`).
ALLEGED: Final = (
    "NAMED",
    "ENQUIRY",
    "COMPLAINT",
    "REGISTERED",
    "RELEASED_63",
    "RELEASED_169",
    "NOT_SENT_UP",
    "CANCELLATION_PENDING",
    "UNTRACED_PENDING",
    "FILED_UNTRACED",
)
TRYING: Final = ("COGNIZANCE", "CHARGED", "ABSENT", "STOPPED")
BEFORE_COURT: Final = (*TRYING, "RETRIAL", "ACQUITTAL_SET_ASIDE")
ENDED_SHORT: Final = ("CANCELLED", "DISCHARGED")
CONVICTED: Final = (
    "CONVICTED",
    "CONVICTED_UNDER_APPEAL",
    "CONVICTED_SUSPENDED",
    "CONVICTED_UPHELD",
    "CONVICTED_FINAL",
)
REPORTED: Final = ("REPORTED_CONVICTED", "REPORTED_SUSPENDED")
BY_WORD: Final = (*REPORTED, "CONVICTED_CERTIFIED")
ACQUITTED: Final = ("ACQUITTED", "ACQUITTED_UNDER_APPEAL", "ACQUITTED_UPHELD", "ACQUITTED_FINAL")
REVERSED: Final = ("SET_ASIDE", "SET_ASIDE_UNDER_APPEAL", "DISCHARGED_ON_APPEAL")
OPEN: Final = (*ALLEGED, "SENT_UP", *BEFORE_COURT)
TRIABLE: Final = (*OPEN, *ENDED_SHORT)
_HELD: Final = tuple(phase for phase in ALLEGED if phase != "RELEASED_63")
_UNFILED: Final = tuple(phase for phase in ALLEGED if phase not in ("UNTRACED_PENDING", "FILED_UNTRACED"))


class Step(NamedTuple):
    """``event`` leads from each of ``sources`` to ``target``, by ``statute``."""

    event: str
    sources: tuple[str, ...]
    target: str
    statute: str


def _challan(event: str) -> Step:
    return Step(event, (*ALLEGED, *ENDED_SHORT), "SENT_UP", "s. 173(1)")


def _acquittal(event: str, statute: str) -> Step:
    return Step(event, (*TRIABLE, *CONVICTED, *BY_WORD, *REVERSED), "ACQUITTED", statute)


def _conviction(event: str, statute: str) -> Step:
    return Step(event, (*TRIABLE, *BY_WORD, "ACQUITTED_UNDER_APPEAL", "SET_ASIDE_UNDER_APPEAL"), "CONVICTED", statute)


STEPS: Final[tuple[Step, ...]] = (
    Step(EventType.ENQUIRY, ("NAMED",), "ENQUIRY", "FIA Inquiry Rules 2002"),
    Step(OtherEvent.COMPLAINT, ("NAMED", "ENQUIRY"), "COMPLAINT", "s. 200"),
    Step(EventType.FIR, ("NAMED", "ENQUIRY", "COMPLAINT"), "REGISTERED", "s. 154"),
    Step(EventType.RELEASE_169, ALLEGED, "RELEASED_169", "s. 169"),
    Step(EventType.CANCELLATION_REPORT, ALLEGED, "CANCELLATION_PENDING", "s. 173"),
    Step(EventType.UNTRACED_REPORT, ALLEGED, "UNTRACED_PENDING", "s. 173"),
    Step(EventType.CANCELLATION_ORDERED, (*_UNFILED, "SENT_UP"), "CANCELLED", "s. 173(3)"),
    Step(
        EventType.CANCELLATION_ORDERED, ("UNTRACED_PENDING",), "FILED_UNTRACED", "s. 173(3); Police Rules 1934 r. 24.7"
    ),
    Step(EventType.CANCELLATION_REFUSED, ("CANCELLATION_PENDING", "UNTRACED_PENDING"), "REGISTERED", "s. 173(3)"),
    _challan(EventType.CHALLAN_INTERIM),
    _challan(EventType.CHALLAN_FINAL),
    _challan(EventType.CHALLAN_SUPPLEMENTARY),
    Step(EventType.NOT_SENT_UP, (*ALLEGED, "SENT_UP"), "NOT_SENT_UP", "s. 173, column 2"),
    Step(
        EventType.COGNIZANCE,
        (*ALLEGED, "SENT_UP", *ENDED_SHORT, "DISCHARGED_ON_APPEAL", "STOPPED", "DIVERTED"),
        "COGNIZANCE",
        "s. 190",
    ),
    Step(EventType.ABSENT_512, (*ALLEGED, "SENT_UP", "COGNIZANCE", "CHARGED"), "ABSENT", "s. 512"),
    Step(EventType.CHARGE_FRAMED, (*TRIABLE, "DISCHARGED_ON_APPEAL", "DIVERTED"), "CHARGED", "ss. 221-242, 265-D"),
    Step(EventType.DISCHARGE, (*_HELD, "SENT_UP"), "RELEASED_63", "s. 63"),
    Step(EventType.DISCHARGE, BEFORE_COURT, "DISCHARGED", "ss. 253, 265-D"),
    Step(
        EventType.DISCHARGE,
        ("CONVICTED_UNDER_APPEAL", "CONVICTED_SUSPENDED", *BY_WORD, *REVERSED),
        "DISCHARGED_ON_APPEAL",
        "s. 423(1)(b)",
    ),
    Step(EventType.STOPPED_249, ("SENT_UP", *BEFORE_COURT), "STOPPED", "s. 249"),
    Step(EventType.WITHDRAWN_494, (*ALLEGED, "SENT_UP", "COGNIZANCE", "ABSENT", "STOPPED"), "DISCHARGED", "s. 494(a)"),
    Step(EventType.WITHDRAWN_494, ("CHARGED", "RETRIAL", "ACQUITTAL_SET_ASIDE"), "ACQUITTED", "s. 494(b)"),
    Step(EventType.DIVERTED, TRIABLE, "DIVERTED", "JJSA 2018 s. 9"),
    Step(EventType.QUASHED_561A, (*TRIABLE, "DIVERTED", *CONVICTED, *BY_WORD, *REVERSED), "QUASHED", "s. 561-A"),
    Step(EventType.ABATED, (*TRIABLE, *REPORTED), "ABATED", "s. 431"),
    Step(EventType.ABATED, ("CONVICTED_UNDER_APPEAL", "CONVICTED_SUSPENDED"), "CONVICTED_FINAL", "s. 431"),
    Step(EventType.ABATED, ("ACQUITTED_UNDER_APPEAL",), "ACQUITTED_FINAL", "s. 431"),
    _acquittal(EventType.ACQUITTAL, "ss. 265-H, 423"),
    _acquittal(EventType.ACQUITTAL_245, "s. 245(1)"),
    _acquittal(EventType.ACQUITTAL_247, "s. 247"),
    _acquittal(EventType.ACQUITTAL_249A, "s. 249-A"),
    _acquittal(EventType.ACQUITTAL_265K, "s. 265-K"),
    _acquittal(EventType.COMPOUNDED_345, "s. 345(6)"),
    _conviction(EventType.CONVICTION, "ss. 265-H, 423"),
    _conviction(EventType.CONVICTION_245, "s. 245(2)"),
    Step(EventType.SENTENCE, (*ALLEGED, "SENT_UP", *TRYING, *ENDED_SHORT, *BY_WORD), "CONVICTED", "ss. 245, 265-H"),
    Step(OtherEvent.REPORTED_CONVICTION, OPEN, "REPORTED_CONVICTED", "s. 511: not proved by a report"),
    Step(OtherEvent.CERTIFICATE, (*OPEN, *REPORTED), "CONVICTED_CERTIFIED", "s. 511"),
    Step(EventType.SENTENCE_SUSPENDED, CONVICTED, "CONVICTED_SUSPENDED", "s. 426"),
    Step(EventType.SENTENCE_SUSPENDED, ("REPORTED_CONVICTED",), "REPORTED_SUSPENDED", "s. 426"),
    Step(
        EventType.APPEAL_FILED,
        ("CONVICTED", "CONVICTED_UPHELD", "CONVICTED_FINAL"),
        "CONVICTED_UNDER_APPEAL",
        "ss. 408, 410, 439; Constitution Art. 185",
    ),
    Step(
        EventType.APPEAL_FILED,
        ("ACQUITTED", "ACQUITTED_UPHELD", "ACQUITTED_FINAL"),
        "ACQUITTED_UNDER_APPEAL",
        "s. 417; Constitution Art. 185",
    ),
    Step(
        EventType.APPEAL_FILED, ("SET_ASIDE", "DISCHARGED_ON_APPEAL"), "SET_ASIDE_UNDER_APPEAL", "Constitution Art. 185"
    ),
    Step(EventType.APPEAL_DISMISSED, CONVICTED[:-1], "CONVICTED_UPHELD", "ss. 421, 423"),
    Step(EventType.APPEAL_DISMISSED, ACQUITTED[:-1], "ACQUITTED_UPHELD", "ss. 421, 423"),
    Step(OtherEvent.APPEAL_DISMISSED_LAST, CONVICTED, "CONVICTED_FINAL", "Constitution Art. 185"),
    Step(OtherEvent.APPEAL_DISMISSED_LAST, ACQUITTED, "ACQUITTED_FINAL", "Constitution Art. 185"),
    Step(OtherEvent.APPEAL_DISMISSED_LAST, ("SET_ASIDE_UNDER_APPEAL",), "SET_ASIDE", "Constitution Art. 185"),
    Step(EventType.APPEAL_DISMISSED, ("SET_ASIDE_UNDER_APPEAL",), "SET_ASIDE", "Constitution Art. 185"),
    Step(
        EventType.APPEAL_TIME_LAPSED,
        ("CONVICTED", "CONVICTED_UPHELD"),
        "CONVICTED_FINAL",
        "Limitation Act 1908, Arts. 150-157",
    ),
    Step(
        EventType.APPEAL_TIME_LAPSED,
        ("ACQUITTED", "ACQUITTED_UPHELD"),
        "ACQUITTED_FINAL",
        "Limitation Act 1908, Art. 157",
    ),
    Step(EventType.SET_ASIDE, (*CONVICTED, *BY_WORD), "SET_ASIDE", "s. 423(1)(b)"),
    Step(EventType.SET_ASIDE, ACQUITTED, "ACQUITTAL_SET_ASIDE", "s. 423(1)(a)"),
    Step(
        EventType.RETRIAL_ORDERED,
        (*CONVICTED, *BY_WORD, *ACQUITTED, *REVERSED, "ACQUITTAL_SET_ASIDE"),
        "RETRIAL",
        "s. 423(1)",
    ),
)

TABLE: Final[dict[tuple[str, str], Step]] = {(step.event, source): step for step in STEPS for source in step.sources}

# Steps that concern the case as a whole; every other step counts only from a record about the person.
OF_WHOLE_CASE: Final = frozenset(
    {
        EventType.ENQUIRY,
        OtherEvent.COMPLAINT,
        EventType.FIR,
        EventType.TRANSFER,
        EventType.SECTION_ADDED,
        EventType.SECTION_DELETED,
        EventType.CANCELLATION_REPORT,
        EventType.UNTRACED_REPORT,
        EventType.CANCELLATION_ORDERED,
        EventType.CANCELLATION_REFUSED,
        EventType.QUASHED_561A,
    }
)
ACQUITTALS: Final = frozenset(
    {
        EventType.ACQUITTAL,
        EventType.ACQUITTAL_245,
        EventType.ACQUITTAL_247,
        EventType.ACQUITTAL_249A,
        EventType.ACQUITTAL_265K,
        EventType.COMPOUNDED_345,
    }
)
CONVICTIONS: Final = frozenset({EventType.CONVICTION, EventType.CONVICTION_245})
