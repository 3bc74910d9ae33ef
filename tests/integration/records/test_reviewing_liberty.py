"""LAW 2(d): custody, shelters and measures that a court ordered, as signs of a first statement and a retraction alike."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from services.access.errors import PolicyDenied
from services.records import wire
from services.records.app.reviewing import review_statements
from services.values.records import CaseReference, CustodyEvent, Party, ProtectionOrder, RecordVersion, Subject
from tests.fakes.record_maker import FIA, POLICE, PRISONS, SESSIONS, cnic, fir, person, version
from tests.fakes.records_node import Node, caller
from tests.integration.records.test_reviewing import (
    CASE,
    MAN,
    PTPA,
    SERVICE,
    STATION,
    VICTIM,
    accused,
    bail,
    found,
    name,
    papers,
    prosecutor,
    reviews,
    said,
)
from tests.integration.records.test_reviewing import node as node
from tests.integration.records.test_reviewing_to_protect import TWO, referral, told

UNDER_TRIAL = CaseReference("PRISON_UNDER_TRIAL", "LHR/9/2020")
BOTH = pytest.mark.parametrize("relation", ["FIRST", "RETRACTS"])
"""A sign is the same for what was said first and for what takes it back."""


def held(
    record_id: str,
    kind: str,
    at: str,
    who: Subject = MAN,
    agency: str = POLICE,
    cases: tuple[CaseReference, ...] = CASE,
) -> RecordVersion:
    """A fact of custody about an accused of the case."""
    body = CustodyEvent(kind, at, "Kot Lakhpat", release_reason="BAIL" if kind == "RELEASE" else "")
    return version("CUSTODY_EVENT", record_id, body, agency=agency, role="ACCUSED", subject=who, case_references=cases)


def ordered(*measures: str, at: str = "2020-05-04", agency: str = SESSIONS, **more: Any) -> RecordVersion:
    """The court of the case orders measures for the victim."""
    body = ProtectionOrder("MEASURES", at, "Sessions Court Lahore", measures=measures, **more)
    return version(
        "PROTECTION_ORDER", "measures", body, agency=agency, role="VICTIM", subject=VICTIM, case_references=CASE
    )


def codes(told_of: dict[str, str], record_id: str = "s1") -> list[str]:
    """Without the need."""
    return told_of.get(record_id, "").split()[1:]


@BOTH
@pytest.mark.parametrize("kind", ["RELEASE", "PAROLE", "PROBATION"])
async def test_t1_an_accused_who_was_released_from_custody(node: Node, relation: str, kind: str) -> None:
    free = held("free", kind, "2020-05-05")
    assert codes(await found(node, free, said("s1", "164", *SERVICE, relation=relation))) == ["T1"]


@pytest.mark.parametrize("kind", ["ARREST", "JUDICIAL_REMAND", "ADMISSION", "TRANSFER", "ESCAPE", "DEATH"])
async def test_what_releases_no_accused_is_no_t1(node: Node, kind: str) -> None:
    assert await found(node, held("c", kind, "2020-05-05"), said("s1", "164", *SERVICE)) == {}


@pytest.mark.parametrize(("at", "expected"), [("2020-05-11", []), ("2020-04-10", ["T1"]), ("2020-04-09", [])])
async def test_t1_is_of_thirty_days_before(node: Node, at: str, expected: list[str]) -> None:
    assert codes(await found(node, held("free", "RELEASE", at), said("s1", "164", *SERVICE))) == expected


async def test_a_prison_says_of_its_prisoner_that_it_released_them(node: Node) -> None:
    free = held("free", "RELEASE", "2020-05-05", agency=PRISONS, cases=(*CASE, UNDER_TRIAL))
    assert codes(await found(node, free, said("s1", "164", *SERVICE))) == ["T1"]


async def test_a_strangers_word_on_custody_is_no_sign(node: Node) -> None:
    free = held("free", "RELEASE", "2020-05-05", agency=FIA)
    arrest = held("arrest", "ARREST", "2020-05-09", VICTIM, agency=FIA)
    assert await found(node, free, arrest, said("s1", "164", *SERVICE)) == {}


@BOTH
@pytest.mark.parametrize("kind", ["ARREST", "POLICE_REMAND", "JUDICIAL_REMAND", "ADMISSION", "TRANSFER", "RECAPTURE"])
async def test_l1_whoever_is_held_is_in_custody_whatever_the_statement_says(
    node: Node, relation: str, kind: str
) -> None:
    arrest = held("c", kind, "2020-05-08", VICTIM)
    assert codes(await found(node, arrest, said("s1", "164", *SERVICE, liberty="FREE", relation=relation))) == ["L1"]


async def test_the_first_alone_with_police_who_hold_the_person_is_looked_at(node: Node) -> None:
    """As d6, where the statement itself tells of no custody."""
    arrest = held("c", "ARREST", "2020-05-09", VICTIM)
    assert await found(node, arrest, said("s1", "161", *STATION)) == {"s1": "REVIEW L1 P2"}


@pytest.mark.parametrize(
    "after",
    [
        ("RELEASE", "2020-05-09"),
        ("PAROLE", "2020-05-09"),
        ("ESCAPE", "2020-05-09"),
    ],
    ids=lambda each: each[0],
)
async def test_who_was_let_go_before_is_not_held(node: Node, after: tuple[str, str]) -> None:
    arrest, free = held("c", "ARREST", "2020-05-08", VICTIM), held("d", *after, VICTIM)
    assert "L1" not in codes(await found(node, arrest, free, said("s1", "164", *SERVICE)))


async def test_who_was_bailed_before_is_not_held(node: Node) -> None:
    own_bail = replace(bail("2020-05-09"), subject=VICTIM)
    told_of = await found(node, held("c", "ARREST", "2020-05-08", VICTIM), own_bail, said("s1", "164", *SERVICE))
    assert "L1" not in codes(told_of)


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        ([("ARREST", "2020-05-11")], []),
        ([("ARREST", "2020-05-10")], ["L1"]),
        ([("ARREST", "2020-05-10T10:00")], ["L1"]),
        ([("ARREST", "2020-05-10T12:00")], []),
        ([("ARREST", "2020-05-01"), ("RELEASE", "2020-05-10T10:59")], []),
        ([("ARREST", "2020-05-01"), ("RELEASE", "2020-05-10T11:30")], ["L1"]),
        ([("ARREST", "2020-05-01"), ("RELEASE", "2020-05-02"), ("RECAPTURE", "2020-05-03")], ["L1"]),
        ([("REMISSION", "2020-05-01")], []),
    ],
)
async def test_l1_at_the_time_of_the_statement(node: Node, events: list[tuple[str, str]], expected: list[str]) -> None:
    """It was made at 11:00 on 10 May. A day without a time may be before it or after: then the person may be held."""
    custody = [held(f"c{n}", *each, VICTIM) for n, each in enumerate(events)]
    told_of = codes(await found(node, *custody, said("s1", "164", *SERVICE)))
    assert [each for each in told_of if each == "L1"] == expected


async def test_somebody_elses_custody_is_no_l1(node: Node) -> None:
    other = person(cnic(77), name="Victim")
    assert await found(node, held("c", "ARREST", "2020-05-08", other), said("s1", "164", *SERVICE)) == {}


@BOTH
@pytest.mark.parametrize(("left", "expected"), [("2020-05-01", ["L2"]), ("2020-04-25", [])])
async def test_l2_a_shelter_was_left_within_fourteen_days(
    node: Node, relation: str, left: str, expected: list[str]
) -> None:
    told_of = await found(node, said("s1", "164", *SERVICE, left_shelter=left, relation=relation))
    assert codes(told_of) == expected


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        ({"liberty": "SHELTER", "at": "2020-05-01"}, {"liberty": "FREE"}, ["L2"]),
        ({"place_kind": "SHELTER", "at": "2020-05-01"}, {"place_kind": "HOME", "liberty": "FREE"}, []),
        ({"liberty": "SHELTER", "at": "2020-05-01"}, {"liberty": "WITH_ACCUSED_SIDE"}, ["L1", "L2"]),
        ({"liberty": "SHELTER", "at": "2020-05-01"}, {"liberty": "SHELTER"}, []),
        ({"liberty": "SHELTER", "at": "2020-05-01"}, {"liberty": "UNKNOWN"}, []),
        ({"liberty": "SHELTER", "at": "2020-05-01"}, {}, []),
        ({"liberty": "SHELTER", "at": "2020-04-01"}, {"liberty": "FREE"}, []),
        ({"liberty": "SHELTER", "at": "2020-05-12"}, {"liberty": "FREE"}, []),
    ],
)
async def test_l2_by_two_statements_of_one_person(
    node: Node, before: dict[str, str], now: dict[str, str], expected: list[str]
) -> None:
    """In a shelter when they spoke, and elsewhere a few days later: between the two they left it."""
    earlier = said("s0", "164", *SERVICE, **before)
    told_of = await found(node, earlier, said("s1", "164", *SERVICE, relation="RETRACTS", **now))
    assert codes(told_of) == expected


async def test_another_persons_shelter_is_no_l2(node: Node) -> None:
    other = said("s0", "164", *SERVICE, subject=person(cnic(22)), liberty="SHELTER", at="2020-05-01")
    assert await found(node, other, said("s1", "164", *SERVICE, liberty="FREE")) == {}


@BOTH
@pytest.mark.parametrize(
    ("in_force", "more", "expected"),
    [
        ((), {}, ["G1"]),
        (("SCREEN",), {}, ["G1"]),
        (("SCREEN", "IN_CAMERA"), {}, []),
        ((), {"at": "2020-05-10"}, []),
        ((), {"at": "2020-05-11"}, []),
        ((), {"lifted": "2020-05-09"}, []),
        ((), {"lifted": "2020-05-11"}, ["G1"]),
        ((), {"until": "2020-05-09"}, []),
        ((), {"until": "2020-05-10"}, ["G1"]),
    ],
)
async def test_g1_what_was_ordered_was_not_in_force_that_day(
    node: Node, relation: str, in_force: tuple[str, ...], more: dict[str, str], expected: list[str]
) -> None:
    order = ordered("SCREEN", "IN_CAMERA", **more)
    told_of = await found(node, order, said("s1", "164", *SERVICE, relation=relation, measures=in_force))
    assert codes(told_of) == expected


async def test_only_a_court_orders_measures(node: Node) -> None:
    for at, agency in enumerate((POLICE, FIA)):
        order = replace(ordered("SCREEN", agency=agency), record_id=f"m{at}")
        assert await found(node, order, said(f"s{at}", "164", *SERVICE)) == {}


async def test_a_measure_for_somebody_else_is_no_sign(node: Node) -> None:
    order = replace(ordered("SCREEN"), subject=person(cnic(22), name="Another"))
    assert await found(node, order, said("s1", "164", *SERVICE)) == {}


async def test_an_order_of_measures_hides_nothing(node: Node) -> None:
    await found(node, ordered("SCREEN"), said("s1", "164", *SERVICE, measures=("SCREEN",)), accused("a", Party()))
    told_of = await node.history(caller(), cnic(31))
    assert told_of.timeline, "the accused stays in sight of the case"
    assert [each.record for each in await reviews(node)] == []
    await node.put(said("s2", "164", *SERVICE))
    assert [each.record for each in await reviews(node)] == [name("s2")]


async def test_one_family_is_a_note_and_two_are_looked_at(node: Node) -> None:
    order, free = ordered("SCREEN"), held("free", "RELEASE", "2020-05-05")
    told_of = await found(node, order, free, said("s1", "AFFIDAVIT", relation="RETRACTS", left_shelter="2020-05-02"))
    assert told_of == {"s1": "REVIEW G1 L2 T1"}


async def test_who_protects_the_person_is_told_by_two(node: Node) -> None:
    free, order = held("free", "RELEASE", "2020-05-05"), ordered("SCREEN")
    taken_back = said("s1", "AFFIDAVIT", relation="RETRACTS", left_shelter="2020-05-02")
    await node.put(*papers(PTPA), free, order, taken_back, referral())
    assert await told(node, TWO) == {"s1": "REVIEW G1 L2 T1"}


@pytest.mark.parametrize("change", [{"handling": "H3"}, {"handling": "ORCON"}, {"clearance": 3}, {"str_derived": True}])
async def test_custody_that_its_owner_keeps_closer_says_nothing(node: Node, change: dict[str, Any]) -> None:
    closer = replace(held("free", "RELEASE", "2020-05-05"), **change)
    await node.put(*papers(PTPA), closer, said("s1", "AFFIDAVIT", "ACCUSED_KIN", relation="RETRACTS"), referral())
    for who in (prosecutor(clearance=1), replace(TWO, clearance=1)):
        assert "T1" not in codes(await told(node, who))


async def test_the_station_of_the_case_is_told_nothing_whatever_there_is(node: Node) -> None:
    signs = [held("free", "RELEASE", "2020-05-05"), held("c", "ARREST", "2020-05-08", VICTIM), ordered("SCREEN")]
    await node.put(*papers(PTPA), *signs, said("s1", "161", *STATION, left_shelter="2020-05-02"))
    for who in (caller(), replace(prosecutor(), agency=POLICE, agency_kind="POLICE", officer="pp-7")):
        with pytest.raises(PolicyDenied):
            await reviews(node, who)
    history = await node.history(caller(case_type="FIR", case_key=fir().key), cnic(21))
    assert "PROTECTION_ORDER" not in {line.kind for line in history.timeline}


async def test_custody_itself_is_not_told_and_no_place_or_day_of_it(node: Node) -> None:
    await node.put(*papers(PTPA), held("c", "ARREST", "2020-05-08", VICTIM), said("s1", "161", *STATION))
    raw = wire.encode(await review_statements(node.context, node.inquiry(prosecutor())))
    assert b"L1" in raw
    for word in (b"Kot Lakhpat", b"2020-05-08", b"CUSTODY_EVENT", name("c").encode()):
        assert word not in raw
    assert not [each for each in node.trail.records if each.startswith(name("c"))]
