"""Every event from every place a man can stand: the shortest papers that lead there, then one paper more.

The expectations are said again here by what they mean, not read from the table under test.
"""

from __future__ import annotations

import pytest

from services.records.phases import PHASES
from services.records.standing import Event, Verdict, judge
from services.records.transitions import OF_INVESTIGATION, PROCEDURE

PATHS: dict[str, list[str]] = {
    "NAMED": [],
    "ENQUIRY": ["ENQUIRY"],
    "REGISTERED": ["FIR"],
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
    "DISCHARGED": ["FIR", "DISCHARGE"],
    "DISCHARGED_ON_APPEAL": ["CONVICTION", "SET_ASIDE", "DISCHARGE"],
    "QUASHED": ["FIR", "QUASHED_561A"],
    "DIVERTED": ["FIR", "DIVERTED"],
    "ABATED": ["FIR", "ABATED"],
    "CONVICTED": ["CONVICTION"],
    "CONVICTED_UNDER_APPEAL": ["CONVICTION", "APPEAL_FILED"],
    "CONVICTED_SUSPENDED": ["CONVICTION", "APPEAL_FILED", "SENTENCE_SUSPENDED"],
    "CONVICTED_FINAL": ["CONVICTION", "APPEAL_TIME_LAPSED"],
    "SET_ASIDE": ["CONVICTION", "SET_ASIDE"],
    "SET_ASIDE_UNDER_APPEAL": ["CONVICTION", "SET_ASIDE", "APPEAL_FILED"],
    "RETRIAL": ["CONVICTION", "RETRIAL_ORDERED"],
    "ACQUITTED": ["ACQUITTAL"],
    "ACQUITTED_UNDER_APPEAL": ["ACQUITTAL", "APPEAL_FILED"],
    "ACQUITTED_FINAL": ["ACQUITTAL", "APPEAL_TIME_LAPSED"],
    "ACQUITTAL_SET_ASIDE": ["ACQUITTAL", "SET_ASIDE"],
}
POLICE_HAVE_HIM = {
    "NAMED",
    "ENQUIRY",
    "REGISTERED",
    "RELEASED_169",
    "NOT_SENT_UP",
    "CANCELLATION_PENDING",
    "UNTRACED_PENDING",
}
ON_TRIAL = {"COGNIZANCE", "CHARGED", "ABSENT", "STOPPED"}
TO_BE_TRIED_AGAIN = {"RETRIAL", "ACQUITTAL_SET_ASIDE"}
LEFT_OFF = {"CANCELLED", "DISCHARGED"}
GUILTY = {"CONVICTED", "CONVICTED_UNDER_APPEAL", "CONVICTED_SUSPENDED", "CONVICTED_FINAL"}
NOT_GUILTY = {"ACQUITTED", "ACQUITTED_UNDER_APPEAL", "ACQUITTED_FINAL"}
REVERSED = {"SET_ASIDE", "SET_ASIDE_UNDER_APPEAL", "DISCHARGED_ON_APPEAL"}
PENDING = POLICE_HAVE_HIM | {"SENT_UP"} | ON_TRIAL | TO_BE_TRIED_AGAIN
ACQUITTALS = ["ACQUITTAL", "ACQUITTAL_245", "ACQUITTAL_247", "ACQUITTAL_249A", "ACQUITTAL_265K", "COMPOUNDED_345"]

# event -> where it leads, from where; from everywhere else it leads nowhere
LEADS: dict[str, dict[str, set[str]]] = {
    "ENQUIRY": {"ENQUIRY": {"NAMED"}},
    "FIR": {"REGISTERED": {"NAMED", "ENQUIRY"}},
    "RELEASE_169": {"RELEASED_169": POLICE_HAVE_HIM},
    "CANCELLATION_REPORT": {"CANCELLATION_PENDING": POLICE_HAVE_HIM},
    "UNTRACED_REPORT": {"UNTRACED_PENDING": POLICE_HAVE_HIM},
    "NOT_SENT_UP": {"NOT_SENT_UP": POLICE_HAVE_HIM | {"SENT_UP"}},
    "CANCELLATION_ORDERED": {"CANCELLED": POLICE_HAVE_HIM | {"SENT_UP"}},
    "CANCELLATION_REFUSED": {"REGISTERED": {"CANCELLATION_PENDING", "UNTRACED_PENDING"}},
    **{f"CHALLAN_{kind}": {"SENT_UP": POLICE_HAVE_HIM | LEFT_OFF} for kind in ("INTERIM", "FINAL", "SUPPLEMENTARY")},
    "COGNIZANCE": {
        "COGNIZANCE": POLICE_HAVE_HIM | {"SENT_UP", "STOPPED", "DIVERTED", "DISCHARGED_ON_APPEAL"} | LEFT_OFF
    },
    "ABSENT_512": {"ABSENT": POLICE_HAVE_HIM | {"SENT_UP", "COGNIZANCE", "CHARGED"}},
    "CHARGE_FRAMED": {"CHARGED": PENDING | LEFT_OFF | {"DIVERTED", "DISCHARGED_ON_APPEAL"}},
    "DISCHARGE": {
        "DISCHARGED": PENDING,
        "DISCHARGED_ON_APPEAL": REVERSED | {"CONVICTED_UNDER_APPEAL", "CONVICTED_SUSPENDED"},
    },
    "STOPPED_249": {"STOPPED": {"SENT_UP"} | ON_TRIAL | TO_BE_TRIED_AGAIN},
    "WITHDRAWN_494": {
        "DISCHARGED": POLICE_HAVE_HIM | {"SENT_UP", "COGNIZANCE", "ABSENT", "STOPPED"},
        "ACQUITTED": {"CHARGED"} | TO_BE_TRIED_AGAIN,
    },
    "DIVERTED": {"DIVERTED": PENDING | LEFT_OFF},
    "QUASHED_561A": {"QUASHED": PENDING | LEFT_OFF | GUILTY | REVERSED | {"DIVERTED"}},
    "ABATED": {
        "ABATED": PENDING | LEFT_OFF,
        "CONVICTED_FINAL": {"CONVICTED_UNDER_APPEAL", "CONVICTED_SUSPENDED"},
        "ACQUITTED_FINAL": {"ACQUITTED_UNDER_APPEAL"},
    },
    **{kind: {"ACQUITTED": PENDING | LEFT_OFF | GUILTY | REVERSED} for kind in ACQUITTALS},
    **{
        kind: {"CONVICTED": PENDING | LEFT_OFF | {"ACQUITTED_UNDER_APPEAL", "SET_ASIDE_UNDER_APPEAL"}}
        for kind in ("CONVICTION", "CONVICTION_245")
    },
    "SENTENCE": {"CONVICTED": POLICE_HAVE_HIM | {"SENT_UP"} | ON_TRIAL | LEFT_OFF},
    "SENTENCE_SUSPENDED": {"CONVICTED_SUSPENDED": GUILTY},
    "APPEAL_FILED": {
        "CONVICTED_UNDER_APPEAL": {"CONVICTED", "CONVICTED_FINAL"},
        "ACQUITTED_UNDER_APPEAL": {"ACQUITTED", "ACQUITTED_FINAL"},
        "SET_ASIDE_UNDER_APPEAL": {"SET_ASIDE", "DISCHARGED_ON_APPEAL"},
    },
    "APPEAL_DISMISSED": {
        "CONVICTED_FINAL": GUILTY,
        "ACQUITTED_FINAL": NOT_GUILTY,
        "SET_ASIDE": {"SET_ASIDE_UNDER_APPEAL"},
    },
    "APPEAL_TIME_LAPSED": {"CONVICTED_FINAL": {"CONVICTED"}, "ACQUITTED_FINAL": {"ACQUITTED"}},
    "SET_ASIDE": {"SET_ASIDE": GUILTY, "ACQUITTAL_SET_ASIDE": NOT_GUILTY},
    "RETRIAL_ORDERED": {"RETRIAL": GUILTY | NOT_GUILTY | REVERSED | {"ACQUITTAL_SET_ASIDE"}},
    **{kind: {} for kind in ("TRANSFER", "SECTION_ADDED", "SECTION_DELETED", "INVESTIGATION_BY_POLICE", "ZARRA_TOLD")},
}


def stand(*kinds: str) -> Verdict:
    court = [kind not in OF_INVESTIGATION for kind in kinds]
    events = [Event(kind, day, f"v{day}", "pk.any", (), court[day], True) for day, kind in enumerate(kinds)]
    return judge(events)


def test_every_phase_has_a_path_and_every_event_its_word() -> None:
    assert set(PATHS) == set(PHASES)
    assert set(LEADS) == set(PROCEDURE)


@pytest.mark.parametrize("phase", PATHS)
def test_the_papers_lead_there(phase: str) -> None:
    assert stand(*PATHS[phase]).phase == phase


@pytest.mark.parametrize("kind", PROCEDURE)
def test_one_paper_more(kind: str) -> None:
    expected = {source: target for target, sources in LEADS[kind].items() for source in sources}
    for phase, path in PATHS.items():
        assert stand(*path, kind).phase == expected.get(phase, phase), f"{kind} from {phase}"


def test_an_ended_case_is_not_ended_twice() -> None:
    """Quashed and abated cases are left by nothing."""
    assert not any(
        phase in sources for phase in ("QUASHED", "ABATED") for to in LEADS.values() for sources in to.values()
    )
