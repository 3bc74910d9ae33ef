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
    Step("ENQUIRY", ("NAMED",), "ENQUIRY", "FIA Inquiry Rules 2002"),
    Step("COMPLAINT", ("NAMED", "ENQUIRY"), "COMPLAINT", "s. 200"),
    Step("FIR", ("NAMED", "ENQUIRY", "COMPLAINT"), "REGISTERED", "s. 154"),
    Step("RELEASE_169", ALLEGED, "RELEASED_169", "s. 169"),
    Step("CANCELLATION_REPORT", ALLEGED, "CANCELLATION_PENDING", "s. 173"),
    Step("UNTRACED_REPORT", ALLEGED, "UNTRACED_PENDING", "s. 173"),
    Step("CANCELLATION_ORDERED", (*_UNFILED, "SENT_UP"), "CANCELLED", "s. 173(3)"),
    Step("CANCELLATION_ORDERED", ("UNTRACED_PENDING",), "FILED_UNTRACED", "s. 173(3); Police Rules 1934 r. 24.7"),
    Step("CANCELLATION_REFUSED", ("CANCELLATION_PENDING", "UNTRACED_PENDING"), "REGISTERED", "s. 173(3)"),
    _challan("CHALLAN_INTERIM"),
    _challan("CHALLAN_FINAL"),
    _challan("CHALLAN_SUPPLEMENTARY"),
    Step("NOT_SENT_UP", (*ALLEGED, "SENT_UP"), "NOT_SENT_UP", "s. 173, column 2"),
    Step(
        "COGNIZANCE",
        (*ALLEGED, "SENT_UP", *ENDED_SHORT, "DISCHARGED_ON_APPEAL", "STOPPED", "DIVERTED"),
        "COGNIZANCE",
        "s. 190",
    ),
    Step("ABSENT_512", (*ALLEGED, "SENT_UP", "COGNIZANCE", "CHARGED"), "ABSENT", "s. 512"),
    Step("CHARGE_FRAMED", (*TRIABLE, "DISCHARGED_ON_APPEAL", "DIVERTED"), "CHARGED", "ss. 221-242, 265-D"),
    Step("DISCHARGE", (*_HELD, "SENT_UP"), "RELEASED_63", "s. 63"),
    Step("DISCHARGE", BEFORE_COURT, "DISCHARGED", "ss. 253, 265-D"),
    Step(
        "DISCHARGE",
        ("CONVICTED_UNDER_APPEAL", "CONVICTED_SUSPENDED", *BY_WORD, *REVERSED),
        "DISCHARGED_ON_APPEAL",
        "s. 423(1)(b)",
    ),
    Step("STOPPED_249", ("SENT_UP", *BEFORE_COURT), "STOPPED", "s. 249"),
    Step("WITHDRAWN_494", (*ALLEGED, "SENT_UP", "COGNIZANCE", "ABSENT", "STOPPED"), "DISCHARGED", "s. 494(a)"),
    Step("WITHDRAWN_494", ("CHARGED", "RETRIAL", "ACQUITTAL_SET_ASIDE"), "ACQUITTED", "s. 494(b)"),
    Step("DIVERTED", TRIABLE, "DIVERTED", "JJSA 2018 s. 9"),
    Step("QUASHED_561A", (*TRIABLE, "DIVERTED", *CONVICTED, *BY_WORD, *REVERSED), "QUASHED", "s. 561-A"),
    Step("ABATED", (*TRIABLE, *REPORTED), "ABATED", "s. 431"),
    Step("ABATED", ("CONVICTED_UNDER_APPEAL", "CONVICTED_SUSPENDED"), "CONVICTED_FINAL", "s. 431"),
    Step("ABATED", ("ACQUITTED_UNDER_APPEAL",), "ACQUITTED_FINAL", "s. 431"),
    _acquittal("ACQUITTAL", "ss. 265-H, 423"),
    _acquittal("ACQUITTAL_245", "s. 245(1)"),
    _acquittal("ACQUITTAL_247", "s. 247"),
    _acquittal("ACQUITTAL_249A", "s. 249-A"),
    _acquittal("ACQUITTAL_265K", "s. 265-K"),
    _acquittal("COMPOUNDED_345", "s. 345(6)"),
    _conviction("CONVICTION", "ss. 265-H, 423"),
    _conviction("CONVICTION_245", "s. 245(2)"),
    Step("SENTENCE", (*ALLEGED, "SENT_UP", *TRYING, *ENDED_SHORT, *BY_WORD), "CONVICTED", "ss. 245, 265-H"),
    Step("REPORTED_CONVICTION", OPEN, "REPORTED_CONVICTED", "s. 511: not proved by a report"),
    Step("CERTIFICATE", (*OPEN, *REPORTED), "CONVICTED_CERTIFIED", "s. 511"),
    Step("SENTENCE_SUSPENDED", CONVICTED, "CONVICTED_SUSPENDED", "s. 426"),
    Step("SENTENCE_SUSPENDED", ("REPORTED_CONVICTED",), "REPORTED_SUSPENDED", "s. 426"),
    Step(
        "APPEAL_FILED",
        ("CONVICTED", "CONVICTED_UPHELD", "CONVICTED_FINAL"),
        "CONVICTED_UNDER_APPEAL",
        "ss. 408, 410, 439; Constitution Art. 185",
    ),
    Step(
        "APPEAL_FILED",
        ("ACQUITTED", "ACQUITTED_UPHELD", "ACQUITTED_FINAL"),
        "ACQUITTED_UNDER_APPEAL",
        "s. 417; Constitution Art. 185",
    ),
    Step("APPEAL_FILED", ("SET_ASIDE", "DISCHARGED_ON_APPEAL"), "SET_ASIDE_UNDER_APPEAL", "Constitution Art. 185"),
    Step("APPEAL_DISMISSED", CONVICTED[:-1], "CONVICTED_UPHELD", "ss. 421, 423"),
    Step("APPEAL_DISMISSED", ACQUITTED[:-1], "ACQUITTED_UPHELD", "ss. 421, 423"),
    Step("APPEAL_DISMISSED_LAST", CONVICTED, "CONVICTED_FINAL", "Constitution Art. 185"),
    Step("APPEAL_DISMISSED_LAST", ACQUITTED, "ACQUITTED_FINAL", "Constitution Art. 185"),
    Step("APPEAL_DISMISSED_LAST", ("SET_ASIDE_UNDER_APPEAL",), "SET_ASIDE", "Constitution Art. 185"),
    Step("APPEAL_DISMISSED", ("SET_ASIDE_UNDER_APPEAL",), "SET_ASIDE", "Constitution Art. 185"),
    Step(
        "APPEAL_TIME_LAPSED", ("CONVICTED", "CONVICTED_UPHELD"), "CONVICTED_FINAL", "Limitation Act 1908, Arts. 150-157"
    ),
    Step("APPEAL_TIME_LAPSED", ("ACQUITTED", "ACQUITTED_UPHELD"), "ACQUITTED_FINAL", "Limitation Act 1908, Art. 157"),
    Step("SET_ASIDE", (*CONVICTED, *BY_WORD), "SET_ASIDE", "s. 423(1)(b)"),
    Step("SET_ASIDE", ACQUITTED, "ACQUITTAL_SET_ASIDE", "s. 423(1)(a)"),
    Step(
        "RETRIAL_ORDERED", (*CONVICTED, *BY_WORD, *ACQUITTED, *REVERSED, "ACQUITTAL_SET_ASIDE"), "RETRIAL", "s. 423(1)"
    ),
)

TABLE: Final[dict[tuple[str, str], Step]] = {(step.event, source): step for step in STEPS for source in step.sources}

# Steps that concern the case as a whole; every other step counts only from a record about the person.
OF_WHOLE_CASE: Final = frozenset(
    {
        "ENQUIRY",
        "COMPLAINT",
        "FIR",
        "TRANSFER",
        "SECTION_ADDED",
        "SECTION_DELETED",
        "CANCELLATION_REPORT",
        "UNTRACED_REPORT",
        "CANCELLATION_ORDERED",
        "CANCELLATION_REFUSED",
        "QUASHED_561A",
    }
)
ACQUITTALS: Final = frozenset(
    {"ACQUITTAL", "ACQUITTAL_245", "ACQUITTAL_247", "ACQUITTAL_249A", "ACQUITTAL_265K", "COMPOUNDED_345"}
)
CONVICTIONS: Final = frozenset({"CONVICTION", "CONVICTION_245"})
