"""Rows of guards: what waits first, who is told next and when, and what was decided; a word for each in both languages."""

from __future__ import annotations

import pytest
from rabta.access.v1.purpose_pb2 import CASE_REFERENCE_TYPE_FIR
from rabta.records.v1 import guard_pb2 as pb
from rabta.records.v1.case_pb2 import CaseReference

from services.draw.table_words import heading, title
from services.listing.guards import COLUMNS, MEANINGS, OUTCOMES, guards, next_desk, told, waits
from services.listing.part import enum_word
from services.statutes.guard import Guard, Outcome
from services.tables.days import DAY_MS
from services.tables.times import shown

HOUR = 3_600_000
SINCE = 1_780_000_000_000
DECISION = pb.GuardDecision(
    outcome=pb.GUARD_OUTCOME_WITHDRAW, reason="Seen.", agency="pk.punjab-prosecution", officer="pr-1", at_ms=SINCE
)
DESKS = (pb.GUARD_DESK_PROSECUTOR, pb.GUARD_DESK_DISTRICT_PROSECUTOR, pb.GUARD_DESK_OVERSIGHT)


def listed(reference: str = "R-AAAAAAAA", told: int = 0, **more: object) -> pb.ListedGuard:
    """``told``: how many desks were."""
    desks = [pb.ToldDesk(desk=desk, at_ms=SINCE + DAY_MS) for desk in DESKS[:told]]
    return pb.ListedGuard(
        reference=reference,
        guard=pb.GUARD_KIND_GUARD,
        since_ms=SINCE,
        told=desks,
        **more,  # type: ignore[arg-type]  # fields by name
    )


def row(one: pb.ListedGuard) -> dict[str, str]:
    (found,) = guards([one]).rows
    return dict(zip(COLUMNS, found, strict=True))


def test_what_nobody_has_decided_waits_with_its_clock() -> None:
    case = CaseReference(type=CASE_REFERENCE_TYPE_FIR, key="PB/LAHORE/ICHHRA/7/2020")
    found = row(listed(victim_case=[case], confirm_identity=True))
    assert found["state"] == "waits"
    assert found["guard"] == "GUARD; confirm who it is first"
    assert found["victim in"] == "FIR:PB/LAHORE/ICHHRA/7/2020"
    assert found["told next"] == f"prosecutor at {shown(SINCE + 72 * HOUR)}"
    assert (found["desks told"], found["decided"]) == ("", "")


def test_a_case_that_is_hidden_is_not_named() -> None:
    assert row(listed())["victim in"] == "not named"


@pytest.mark.parametrize(
    ("told", "custody", "said"),
    [
        (0, True, f"prosecutor at {shown(SINCE + 24 * HOUR)}"),
        (1, False, f"district prosecutor at {shown(SINCE + 7 * DAY_MS)}"),
        (2, True, f"oversight at {shown(SINCE + 14 * DAY_MS)}"),
        (3, False, ""),
    ],
)
def test_who_is_told_next(told: int, custody: bool, said: str) -> None:
    one = listed(told=told, custody=custody)
    assert next_desk(one) == said
    assert ("in custody" in row(one)["known since"]) is custody
    assert row(one)["desks told"].count(" at ") == told


def test_who_is_overdue_already_is_not_told_next() -> None:
    assert next_desk(listed(overdue=DESKS[:1])).startswith("district prosecutor")


def test_a_decision_that_stands_ends_the_clock_and_one_that_does_not_opens_it() -> None:
    stands, over = listed(decision=DECISION), listed(decision=DECISION, open_again=True)
    assert (waits(stands), next_desk(stands), row(stands)["state"]) == (False, "", "decided")
    assert row(stands)["decided"] == f"WITHDRAW by pr-1 (pk.punjab-prosecution) at {shown(SINCE)}: Seen."
    assert (waits(over), row(over)["state"]) == (True, "open again")
    assert next_desk(over).startswith("prosecutor at ")


def test_what_waits_stands_first_and_the_oldest_of_it() -> None:
    decided, newer, older = listed("R-1", decision=DECISION), listed("R-2"), listed("R-3")
    newer.since_ms = SINCE + 1
    assert [each[0] for each in guards([decided, newer, older]).rows] == ["R-3", "R-2", "R-1"]


def test_every_column_and_every_word_is_there_in_urdu() -> None:
    assert title("Guards", urdu=True) != "Guards"
    assert all(heading(column, urdu=True) != column for column in COLUMNS)
    assert set(MEANINGS) == set(Guard) - {Guard.NONE}
    assert set(OUTCOMES) == set(Outcome)
    on_wire = {enum_word(pb.GuardOutcome.DESCRIPTOR, each) for each in pb.GuardOutcome.values()} - {""}
    assert on_wire == set(OUTCOMES)
    for words in (*MEANINGS.values(), *OUTCOMES.values()):
        assert all(words)
        assert not words[1].isascii()


def test_what_was_told_stands_beside_its_case_in_the_order_of_the_answer() -> None:
    case = CaseReference(type=CASE_REFERENCE_TYPE_FIR, key="PB/LAHORE/ICHHRA/512/2024")
    rows = told(
        [
            pb.ToldGuard(charged_in=[case], told_ms=SINCE, guard=listed("R-BBBBBBBB")),
            pb.ToldGuard(told_ms=SINCE - 1, guard=listed("R-AAAAAAAA")),
        ]
    )
    assert [row[:3] for row in rows.rows] == [
        ("FIR:PB/LAHORE/ICHHRA/512/2024", shown(SINCE), "R-BBBBBBBB"),
        ("not named", shown(SINCE - 1), "R-AAAAAAAA"),
    ]
    for urdu in (True, False):
        assert title(rows.title, urdu)
        assert all(heading(key, urdu) for key in rows.header)
