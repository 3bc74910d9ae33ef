"""What the room of law says to the records of somebody who is a victim in one case and accused in another."""

from __future__ import annotations

import pytest

from services.node.guard_law import ReadGuards
from services.records.guard_port import Charged, Found, Victim
from services.values.records import Section
from services.vocabulary.answers import CANNOT_TELL, NO, YES, Answer

LAW = ReadGuards()
PTPA, THEFT, MURDER, SALE, SMUGGLING = (
    Section(*each) for each in (("PTPA", "3(2)"), ("PPC", "379"), ("PPC", "302"), ("PPC", "371-A"), ("POSM", "3"))
)
HOUR, DAY = 3_600_000, 86_400_000


def guard(status: str, *of_case: Section, child: Answer = NO, charge: Section = PTPA, own: bool = False) -> str:
    found = LAW.guard(Victim(status, "", "", child, of_case), Charged((charge,), "", "", own), misused=False)
    return found.guard if found else ""


@pytest.mark.parametrize(
    ("section", "expected"), [(PTPA, "GUARD"), (SALE, "GUARD"), (THEFT, ""), (MURDER, ""), (SMUGGLING, "")]
)
def test_of_whom_nobody_states_a_status_the_sections_of_the_case_speak(section: Section, expected: str) -> None:
    assert guard("", section) == expected


def test_a_case_without_sections_makes_nobody_a_victim_of_trafficking() -> None:
    assert guard("") == ""
    assert guard("POSSIBLE") == "GUARD"


@pytest.mark.parametrize(("child", "expected"), [(YES, "BAR"), (NO, "GUARD"), (CANNOT_TELL, "GUARD")])
def test_a_child_in_exploitation_is_presumed_trafficked(child: Answer, expected: str) -> None:
    assert guard("", PTPA, child=child, own=True) == expected
    assert guard("POSSIBLE", PTPA, child=child, own=True) == expected


def test_a_child_s_rejection_stays_one() -> None:
    assert guard("REJECTED", PTPA, child=YES, own=True) == ""


def test_of_a_child_robbed_nothing_is_presumed() -> None:
    assert guard("POSSIBLE", THEFT, child=YES, own=True) == "GUARD"


def test_a_misused_number_asks_for_identity_first() -> None:
    victim, charged = Victim("RECOGNISED", "", "", NO, (PTPA,)), Charged((THEFT,), "", "", own=False)
    assert LAW.guard(victim, charged, misused=True) == Found("GUARD", confirm_identity=True)


@pytest.mark.parametrize(
    ("after", "custody", "desks"),
    [
        (23 * HOUR, True, ()),
        (24 * HOUR, True, ("PROSECUTOR",)),
        (71 * HOUR, False, ()),
        (7 * DAY, False, ("PROSECUTOR", "DISTRICT_PROSECUTOR")),
        (14 * DAY, False, ("PROSECUTOR", "DISTRICT_PROSECUTOR", "OVERSIGHT")),
    ],
)
def test_who_is_to_know_by_when(after: int, custody: bool, desks: tuple[str, ...]) -> None:
    assert tuple(desk for desk, at in LAW.stages(5, custody=custody).items() if at <= 5 + after) == desks
