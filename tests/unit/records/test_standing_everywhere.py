"""Every event from every place a man can stand: the shortest papers that lead there, then one paper more.

The expectations are said again here by what they mean, not read from the table under test.
"""

from __future__ import annotations

from services.records.authority.speaker import Speaker
from services.records.law.phases import PHASES
from services.records.law.standing import judge
from services.records.law.steps import Event
from services.records.law.verdict import Verdict
from services.vocabulary.steps import OF_INVESTIGATION, PROCEDURE
from tests.rows import of_rows

PATHS: dict[str, list[str]] = {
    "NAMED": [],
    "ENQUIRY": ["ENQUIRY"],
    "COMPLAINT": ["COMPLAINT"],
    "REGISTERED": ["FIR"],
    "RELEASED_63": ["FIR", "DISCHARGE"],
    "FILED_UNTRACED": ["FIR", "UNTRACED_REPORT", "CANCELLATION_ORDERED"],
    "RELEASED_169": ["FIR", "RELEASE_169"],
    "NOT_SENT_UP": ["FIR", "NOT_SENT_UP"],
    "CANCELLATION_PENDING": ["FIR", "CANCELLATION_REPORT"],
    "UNTRACED_PENDING": ["FIR", "UNTRACED_REPORT"],
    "CANCELLED": ["FIR", "CANCELLATION_ORDERED"],
    "SENT_UP": ["FIR", "CHALLAN_FINAL"],
    "COGNIZANCE": ["FIR", "COGNIZANCE"],
    "CHARGED": ["FIR", "CHARGE_FRAMED"],
    "ABSENT": ["FIR", "ABSENT_512"],
    "STOPPED": ["FIR", "CHALLAN_FINAL", "STOPPED_249"],
    "DISCHARGED": ["FIR", "COGNIZANCE", "DISCHARGE"],
    "DISCHARGED_ON_APPEAL": ["CONVICTION", "SET_ASIDE", "DISCHARGE"],
    "QUASHED": ["FIR", "QUASHED_561A"],
    "DIVERTED": ["FIR", "DIVERTED"],
    "ABATED": ["FIR", "ABATED"],
    "CONVICTED": ["CONVICTION"],
    "CONVICTED_UNDER_APPEAL": ["CONVICTION", "APPEAL_FILED"],
    "CONVICTED_SUSPENDED": ["CONVICTION", "APPEAL_FILED", "SENTENCE_SUSPENDED"],
    "CONVICTED_UPHELD": ["CONVICTION", "APPEAL_DISMISSED"],
    "CONVICTED_CERTIFIED": ["CERTIFICATE"],
    "REPORTED_CONVICTED": ["CONVICTION by police"],
    "REPORTED_SUSPENDED": ["CONVICTION by police", "SENTENCE_SUSPENDED by police"],
    "CONVICTED_FINAL": ["CONVICTION", "APPEAL_TIME_LAPSED"],
    "SET_ASIDE": ["CONVICTION", "SET_ASIDE"],
    "SET_ASIDE_UNDER_APPEAL": ["CONVICTION", "SET_ASIDE", "APPEAL_FILED"],
    "RETRIAL": ["CONVICTION", "RETRIAL_ORDERED"],
    "ACQUITTED": ["ACQUITTAL"],
    "ACQUITTED_UNDER_APPEAL": ["ACQUITTAL", "APPEAL_FILED"],
    "ACQUITTED_UPHELD": ["ACQUITTAL", "APPEAL_DISMISSED"],
    "ACQUITTED_FINAL": ["ACQUITTAL", "APPEAL_TIME_LAPSED"],
    "ACQUITTAL_SET_ASIDE": ["ACQUITTAL", "SET_ASIDE"],
}
WITH_THE_POLICE = {
    "NAMED",
    "ENQUIRY",
    "COMPLAINT",
    "REGISTERED",
    "RELEASED_63",
    "FILED_UNTRACED",
    "RELEASED_169",
    "NOT_SENT_UP",
    "CANCELLATION_PENDING",
    "UNTRACED_PENDING",
}
ON_TRIAL = {"COGNIZANCE", "CHARGED", "ABSENT", "STOPPED"}
TO_BE_TRIED_AGAIN = {"RETRIAL", "ACQUITTAL_SET_ASIDE"}
LEFT_OFF = {"CANCELLED", "DISCHARGED"}
REPORTED = {"REPORTED_CONVICTED", "REPORTED_SUSPENDED"}
BY_WORD = REPORTED | {"CONVICTED_CERTIFIED"}
GUILTY = {"CONVICTED", "CONVICTED_UNDER_APPEAL", "CONVICTED_SUSPENDED", "CONVICTED_UPHELD", "CONVICTED_FINAL"}
NOT_GUILTY = {"ACQUITTED", "ACQUITTED_UNDER_APPEAL", "ACQUITTED_UPHELD", "ACQUITTED_FINAL"}
REVERSED = {"SET_ASIDE", "SET_ASIDE_UNDER_APPEAL", "DISCHARGED_ON_APPEAL"}
PENDING = WITH_THE_POLICE | {"SENT_UP"} | ON_TRIAL | TO_BE_TRIED_AGAIN
BEFORE_ANY_PAPER = BY_WORD
"""A conviction by word alone lies over nothing here: what a court does next it does to a man merely named."""
OF_COURT_ALONE = {"RELEASED_63", "FILED_UNTRACED"}
ACQUITTALS = ["ACQUITTAL", "ACQUITTAL_245", "ACQUITTAL_247", "ACQUITTAL_249A", "ACQUITTAL_265K", "COMPOUNDED_345"]

# event -> where it leads, from where; from everywhere else it leads nowhere
LEADS: dict[str, dict[str, set[str]]] = {
    "ENQUIRY": {"ENQUIRY": {"NAMED"}},
    "COMPLAINT": {"COMPLAINT": {"NAMED", "ENQUIRY"}},
    "FIR": {"REGISTERED": {"NAMED", "ENQUIRY", "COMPLAINT"}},
    "RELEASE_169": {"RELEASED_169": WITH_THE_POLICE},
    "CANCELLATION_REPORT": {"CANCELLATION_PENDING": WITH_THE_POLICE},
    "UNTRACED_REPORT": {"UNTRACED_PENDING": WITH_THE_POLICE},
    "NOT_SENT_UP": {"NOT_SENT_UP": WITH_THE_POLICE | {"SENT_UP"}},
    "CANCELLATION_ORDERED": {
        "CANCELLED": WITH_THE_POLICE - {"UNTRACED_PENDING", "FILED_UNTRACED"} | {"SENT_UP"} | BEFORE_ANY_PAPER,
        "FILED_UNTRACED": {"UNTRACED_PENDING"},
    },
    "CANCELLATION_REFUSED": {"REGISTERED": {"CANCELLATION_PENDING", "UNTRACED_PENDING"}},
    **{f"CHALLAN_{kind}": {"SENT_UP": WITH_THE_POLICE | LEFT_OFF} for kind in ("INTERIM", "FINAL", "SUPPLEMENTARY")},
    "COGNIZANCE": {
        "COGNIZANCE": WITH_THE_POLICE
        | {"SENT_UP", "STOPPED", "DIVERTED", "DISCHARGED_ON_APPEAL"}
        | LEFT_OFF
        | BEFORE_ANY_PAPER
    },
    "ABSENT_512": {"ABSENT": WITH_THE_POLICE | {"SENT_UP", "COGNIZANCE", "CHARGED"} | BEFORE_ANY_PAPER},
    "CHARGE_FRAMED": {"CHARGED": PENDING | LEFT_OFF | {"DIVERTED", "DISCHARGED_ON_APPEAL"} | BEFORE_ANY_PAPER},
    "DISCHARGE": {
        "RELEASED_63": WITH_THE_POLICE - {"RELEASED_63"} | {"SENT_UP"},
        "DISCHARGED": ON_TRIAL | TO_BE_TRIED_AGAIN,
        "DISCHARGED_ON_APPEAL": REVERSED | BY_WORD | {"CONVICTED_UNDER_APPEAL", "CONVICTED_SUSPENDED"},
    },
    "STOPPED_249": {"STOPPED": {"SENT_UP"} | ON_TRIAL | TO_BE_TRIED_AGAIN},
    "WITHDRAWN_494": {
        "DISCHARGED": WITH_THE_POLICE | {"SENT_UP", "COGNIZANCE", "ABSENT", "STOPPED"},
        "ACQUITTED": {"CHARGED"} | TO_BE_TRIED_AGAIN | BY_WORD,
    },
    "DIVERTED": {"DIVERTED": PENDING | LEFT_OFF | BEFORE_ANY_PAPER},
    "QUASHED_561A": {"QUASHED": PENDING | LEFT_OFF | GUILTY | BY_WORD | REVERSED | {"DIVERTED"}},
    "ABATED": {
        "ABATED": PENDING | LEFT_OFF | BY_WORD,
        "CONVICTED_FINAL": {"CONVICTED_UNDER_APPEAL", "CONVICTED_SUSPENDED"},
        "ACQUITTED_FINAL": {"ACQUITTED_UNDER_APPEAL"},
    },
    **{kind: {"ACQUITTED": PENDING | LEFT_OFF | GUILTY | BY_WORD | REVERSED} for kind in ACQUITTALS},
    **{
        kind: {"CONVICTED": PENDING | LEFT_OFF | BY_WORD | {"ACQUITTED_UNDER_APPEAL", "SET_ASIDE_UNDER_APPEAL"}}
        for kind in ("CONVICTION", "CONVICTION_245")
    },
    "SENTENCE": {"CONVICTED": WITH_THE_POLICE | {"SENT_UP"} | ON_TRIAL | LEFT_OFF | BY_WORD},
    "CERTIFICATE": {"CONVICTED_CERTIFIED": (WITH_THE_POLICE | {"SENT_UP"} | REPORTED) - OF_COURT_ALONE},
    "SENTENCE_SUSPENDED": {"CONVICTED_SUSPENDED": GUILTY, "REPORTED_SUSPENDED": {"REPORTED_CONVICTED"}},
    "APPEAL_FILED": {
        "CONVICTED_UNDER_APPEAL": {"CONVICTED", "CONVICTED_UPHELD", "CONVICTED_FINAL"},
        "ACQUITTED_UNDER_APPEAL": {"ACQUITTED", "ACQUITTED_UPHELD", "ACQUITTED_FINAL"},
        "SET_ASIDE_UNDER_APPEAL": {"SET_ASIDE", "DISCHARGED_ON_APPEAL"},
    },
    "APPEAL_DISMISSED": {
        "CONVICTED_UPHELD": GUILTY - {"CONVICTED_FINAL"},
        "ACQUITTED_UPHELD": NOT_GUILTY - {"ACQUITTED_FINAL"},
        "SET_ASIDE": {"SET_ASIDE_UNDER_APPEAL"},
    },
    "APPEAL_TIME_LAPSED": {
        "CONVICTED_FINAL": {"CONVICTED", "CONVICTED_UPHELD"},
        "ACQUITTED_FINAL": {"ACQUITTED", "ACQUITTED_UPHELD"},
    },
    "SET_ASIDE": {"SET_ASIDE": GUILTY | BY_WORD, "ACQUITTAL_SET_ASIDE": NOT_GUILTY},
    "RETRIAL_ORDERED": {"RETRIAL": GUILTY | BY_WORD | NOT_GUILTY | REVERSED | {"ACQUITTAL_SET_ASIDE"}},
    **{kind: {} for kind in ("TRANSFER", "SECTION_ADDED", "SECTION_DELETED", "INVESTIGATION_BY_POLICE", "ZARRA_TOLD")},
}


def stand(*kinds: str) -> Verdict:
    return judge(event(kind, day) for day, kind in enumerate(kinds))


def event(kind: str, day: int) -> Event:
    kind, _, by = kind.partition(" by ")
    own = Speaker.OWNER if by or kind in OF_INVESTIGATION or kind == "COMPLAINT" else Speaker.COURT
    return Event(kind, day, f"v{day}", "pk.any", (), Speaker.PRISON if kind == "CERTIFICATE" else own, True)


def test_every_phase_has_a_path_and_every_event_its_word() -> None:
    assert set(PATHS) == set(PHASES)
    assert set(LEADS) == set(PROCEDURE)


@of_rows("phase", PATHS)
def test_the_papers_lead_there(phase: str) -> None:
    assert stand(*PATHS[phase]).phase == phase


@of_rows("kind", PROCEDURE)
def test_one_paper_more(kind: str) -> None:
    expected = {source: target for target, sources in LEADS[kind].items() for source in sources}
    for phase, path in PATHS.items():
        assert stand(*path, kind).phase == expected.get(phase, phase), f"{kind} from {phase}"


def test_an_ended_case_is_not_ended_twice() -> None:
    """Quashed and abated cases are left by nothing."""
    assert not any(
        phase in sources for phase in ("QUASHED", "ABATED") for to in LEADS.values() for sources in to.values()
    )
