"""Asking the prosecution's desk about an accused, over a socket, to learn who they are, or to drown it.

The desk notes each query at one time after it, and the answer says that time alone: for whoever is a victim elsewhere,
for nobody's victim, for somebody else's accused and for a reference that names nobody.
"""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from rabta.records.v1 import direction_pb2 as pb
from rabta.records.v1 import records_service_pb2 as records
from rabta.records.v1.history_pb2 import Selector
from rabta.records.v1.subject_pb2 import IDENTIFIER_TYPE_CNIC, Identifier

from services.records.law_book.store.desk import QUERIES
from services.values.records import Party, RecordVersion, Section
from tests.e2e.attacks.judging import Seen, answered, put, refused
from tests.e2e.bodies import RECORDS
from tests.e2e.people import AUDITOR, BORDER, FIA, INVESTIGATOR, JUDGE, PROTECTOR, SINDH, Officer, investigate
from tests.e2e.planted import ref
from tests.e2e.world import World
from tests.fakes import record_maker as make

CASE, MINE, ELSEWHERE = "FIA/LAHORE/AHTC/189/2024", "FIA/LAHORE/AHTC/1891/2024", "SD/KARACHI/SADDAR/189/2024"
ACCUSER = replace(INVESTIGATOR, id="fia-1189", why=investigate(CASE))
STRANGER = replace(INVESTIGATOR, id="fia-1190", why=investigate(MINE))
VICTIM, NOBODY = make.cnic(18_901), make.cnic(18_902)
NAMES_NOBODY = "R-AAAAAAAA"
FLOODED = "FIA/LAHORE/AHTC/1892/2024"
DAY_MS = 24 * 3_600_000


@pytest.fixture(scope="module")
def planted_world(world: World) -> World:
    """Two accused of one charge, one of whom Sindh names a victim; and a case of a stranger, which accuses nobody."""

    def file(name: str, agency: str, officer: str, case: str) -> RecordVersion:
        return make.case_file(name, agency=agency, officers=(officer,), case_references=ref(case))

    def party(name: str, number: str, agency: str, role: str, case: str, body: Party) -> RecordVersion:
        who = make.person(number, "1990-02-01", "Yasir Asked")
        return replace(make.party(name, agency=agency, role=role, subject=who, case_references=ref(case)), body=body)

    charged = Party((Section("CNSA", "9(c)"),))
    world.plant(
        [
            file("fia-189", FIA, ACCUSER.id, CASE),
            file("fia-1891", FIA, STRANGER.id, MINE),
            party("asked-one", VICTIM, FIA, "ACCUSED", CASE, charged),
            party("asked-two", NOBODY, FIA, "ACCUSED", CASE, charged),
        ]
    )
    victim = Party((Section("PTPA", "3"),), "", "RECOGNISED", "2020-01-01", "2025-01-01")
    world.plant(
        [file("sd-189", SINDH, "sd-3001", ELSEWHERE), party("sd-asked", VICTIM, SINDH, "VICTIM", ELSEWHERE, victim)]
    )
    return world


def asked(world: World, officer: Officer, reference: str) -> Seen:
    body = pb.AskDirectionsRequest(reference=reference).SerializeToString()
    return put(world, world.asking(officer, f"{RECORDS}AskDirections", body))


def listed(world: World, officer: Officer) -> pb.ListDirectionsResponse:
    seen = put(world, world.asking(officer, f"{RECORDS}ListDirections", b""))
    return pb.ListDirectionsResponse.FromString(answered(world, seen))


def reference(world: World, number: str) -> str:
    card = Identifier(type=IDENTIFIER_TYPE_CNIC, value=number)
    body = records.GetHistoryRequest(selector=Selector(identifier=card)).SerializeToString()
    history = answered(world, put(world, world.asking(ACCUSER, f"{RECORDS}GetHistory", body)))
    (named,) = set(re.findall(rb"R-[A-Z2-7]{8}", history))
    return str(named, "ascii")


def test_a_victim_elsewhere_nobodys_victim_and_nobody_are_noted_alike(planted_world: World) -> None:
    named = [reference(planted_world, VICTIM), reference(planted_world, NOBODY), NAMES_NOBODY]
    assert len(set(named)) == 3
    times = {}
    for each in named:
        seen = asked(planted_world, ACCUSER, each)
        answer = pb.AskDirectionsResponse.FromString(answered(planted_world, seen, leaves=2))
        assert answer == pb.AskDirectionsResponse(noted_ms=answer.noted_ms)
        times[each] = answer.noted_ms
        assert [entry.open.reason for entry in seen.entries] == ["", ""]
        again = pb.AskDirectionsResponse.FromString(
            answered(planted_world, asked(planted_world, ACCUSER, each), leaves=2)
        )
        assert again == answer
    rows = listed(planted_world, ACCUSER).directions
    assert {row.reference: row.noted_ms for row in rows} == times
    assert [(row.asked_by, row.noted_ms - row.asked_ms, row.noted, row.HasField("direction")) for row in rows] == [
        (FIA, DAY_MS, False, False)
    ] * 3


def test_a_stranger_with_a_reference_of_somebody_else_is_answered_as_for_nobody(planted_world: World) -> None:
    """Neither the answer nor the list tells whether the reference is of anybody, and the case itself hears of nothing."""
    before = listed(planted_world, ACCUSER)
    named = [reference(planted_world, VICTIM), "R-BBBBBBBB"]
    for each in named:
        answered(planted_world, asked(planted_world, STRANGER, each), leaves=2)
    rows = listed(planted_world, STRANGER).directions
    assert {row.reference for row in rows} == set(named)
    assert {(row.asked_by, row.noted_ms - row.asked_ms, row.noted, row.HasField("direction")) for row in rows} == {
        (FIA, DAY_MS, False, False)
    }
    assert listed(planted_world, ACCUSER) == before


@pytest.mark.parametrize(
    ("officer", "reason"),
    [
        (replace(STRANGER, why=investigate(CASE)), "CASE_NOT_YOURS"),
        (JUDGE, "POLICY_DENIED"),
        *((each, "PURPOSE_UNFIT") for each in (BORDER, AUDITOR, PROTECTOR)),
    ],
    ids=lambda each: getattr(each, "id", each),
)
def test_whoever_does_not_investigate_the_case_asks_nothing(
    planted_world: World, officer: Officer, reason: str
) -> None:
    leaves = 1 if reason == "PURPOSE_UNFIT" else 2
    refused(planted_world, asked(planted_world, officer, NAMES_NOBODY), reason, leaves=leaves)


@pytest.mark.parametrize("officer", [ACCUSER, JUDGE.asking(query_class="PROTECTION")], ids=lambda each: each.id)
def test_nobody_directs_in_the_prosecutions_name(planted_world: World, officer: Officer) -> None:
    body = pb.GiveDirectionsRequest(
        request_id="in-its-name", reference=reference(planted_world, VICTIM), kind=pb.DIRECTION_KIND_WAIT
    ).SerializeToString()
    seen = put(planted_world, planted_world.asking(officer, f"{RECORDS}GiveDirections", body))
    reason = "POLICY_DENIED" if officer.id == JUDGE.id else "PURPOSE_UNFIT"
    refused(planted_world, seen, reason, leaves=2 if reason == "POLICY_DENIED" else 1)


def test_a_flood_ends_and_takes_nobody_elses_place(planted_world: World) -> None:
    flooding = replace(STRANGER, id="fia-1191")
    case = make.case_file("fia-1892", agency=FIA, officers=(flooding.id,), case_references=ref(FLOODED))
    planted_world.plant([case])
    flooding = replace(flooding, why=investigate(FLOODED))
    for number in range(QUERIES):
        word = f"R-C{chr(65 + number // 26)}{chr(65 + number % 26)}AAAAA"
        answered(planted_world, asked(planted_world, flooding, word), leaves=2)
    refused(planted_world, asked(planted_world, flooding, "R-DAAAAAAA"), "RATE_LIMITED", leaves=2)
    answered(planted_world, asked(planted_world, ACCUSER, "R-DAAAAAAA"), leaves=2)
