"""A protected role that is turned, and a record that feels for what is hidden: whom they are told to."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Iterable
from dataclasses import replace
from typing import Any

import pytest

from services.access.caller import Caller
from services.access.errors import NotFound
from services.records.app.claims import list_claims
from services.records.app.followed import note_given
from services.records.app.looking import FOLLOWED
from services.values.records import CaseReference, Claim, Identifier, ListClaimsRequest, RecordVersion
from tests.fakes.record_maker import (
    FIA,
    HIGH_COURT,
    POLICE,
    SINDH,
    case_file,
    cnic,
    expunged,
    fir,
    following,
    order,
    party,
    person,
    withdrawn,
)
from tests.fakes.records_node import Node, caller, keeper
from tests.integration.records.deciding import overseer

PROSECUTION = "pk.punjab-prosecution"
DAY_MS = 86_400_000
VICTIM = party("v", role="VICTIM")
TURNED = following(VICTIM, role="ACCUSED")
MAN = person(cnic(60), name="Owned")
SEAL = order("seal", "SEALED", subject=MAN, agency=HIGH_COURT, case_references=())
PLANT = party("plant", agency=SINDH, subject=MAN, case_references=(fir(60),))
OWN_PARTY = party("own-party", agency=POLICE, subject=MAN, case_references=(fir(88),))
ELSEWHERE = caller(SINDH, "si-1", case_key="SD/KARACHI/SADDAR/1/2020")
OFFICERS_FILE = case_file(
    "prosecutors-file",
    agency=SINDH,
    officers=("si-1",),
    case_references=(CaseReference("FIR", "SD/KARACHI/SADDAR/1/2020"),),
)


async def finished(call: Awaitable[object]) -> None:
    await call


def put(node: Node, *versions: RecordVersion) -> None:
    asyncio.run(node.put(*versions))


def told(node: Node, who: Caller) -> list[Claim]:
    answer = asyncio.run(list_claims(node.context, node.inquiry(who), ListClaimsRequest(), node.federation.registry))
    return [each for each in answer.claims if each.fact == "ROLE_TURNED"]


def alarms(node: Node, who: Caller, break_glass: str = "") -> list[list[str]]:
    """What each way of reading about the man puts into the sealed part."""
    seen = []
    for call in (
        node.search(who, cnic(60), break_glass=break_glass),
        node.history(who, cnic(60), break_glass=break_glass),
        node.record(who, PLANT.record_name, break_glass=break_glass),
        node.versions(who, PLANT.record_name, break_glass=break_glass),
    ):
        try:
            asyncio.run(finished(call))
        except NotFound:
            pass
        seen.append(list(node.trail.alarms))
    return seen


class TestTurned:
    def test_oversight_and_the_prosecution_of_the_case_are_told(self, node: Node) -> None:
        put(node, case_file(), VICTIM, TURNED)
        (at_oversight,) = [each for each in told(node, overseer()) if not each.owner]
        assert (at_oversight.state, at_oversight.speaker, at_oversight.source) == ("NOTICE", POLICE, VICTIM.record_name)
        (theirs,) = told(node, keeper(PROSECUTION))
        assert (theirs.record, theirs.state, theirs.due_ms) == (VICTIM.record_name, "NOTICE", 0)
        assert (theirs.owner, theirs.speaker, theirs.source) == ("", "", "")

    def test_nobody_else_is(self, node: Node) -> None:
        put(node, case_file(), VICTIM, TURNED)
        for agency in (POLICE, FIA, SINDH, HIGH_COURT):
            assert told(node, keeper(agency)) == []

    def test_a_prosecution_hears_of_the_cases_of_its_courts_alone(self, node: Node) -> None:
        far = party("far", role="WITNESS", agency=SINDH, case_references=(CaseReference("FIR", "SD/KARACHI/X/1/2020"),))
        put(node, far, following(far, role="SUSPECT"))
        assert told(node, keeper(PROSECUTION)) == []
        assert [each.source for each in told(node, overseer())] == [far.record_name]

    def test_a_case_known_by_its_court_s_number(self, node: Node) -> None:
        held = party("c", role="VICTIM", case_references=(CaseReference("COURT_CASE", "LAHORE/77/2020"),))
        put(node, held, following(held, role="ACCUSED"))
        assert [each.record for each in told(node, keeper(PROSECUTION))] == [held.record_name]

    @pytest.mark.parametrize("last", [lambda turned: following(turned, valid_from="2020-06-01"),
                                      lambda turned: following(turned, role="VICTIM"), withdrawn])  # fmt: skip
    def test_whatever_its_owner_writes_next_it_stays_told(self, node: Node, last: Any) -> None:
        put(node, case_file(), VICTIM, TURNED)
        put(node, last(TURNED))
        assert {each.state for each in (*told(node, overseer()), *told(node, keeper(PROSECUTION)))} == {"NOTICE"}

    def test_a_turn_and_back_in_one_page_is_told(self, node: Node) -> None:
        put(node, case_file(), VICTIM)
        put(node, TURNED, following(TURNED, role="VICTIM"))
        assert len(told(node, keeper(PROSECUTION))) == 1

    def test_a_second_turn_is_told_anew(self, node: Node) -> None:
        put(node, case_file(), VICTIM, TURNED)
        back = following(TURNED, role="VICTIM")
        node.now_ms += DAY_MS
        put(node, back, following(back, role="SUSPECT"))
        assert [each.raised_ms for each in told(node, keeper(PROSECUTION))] == [node.now_ms]

    def test_of_an_expunged_record_nothing_is_told(self, node: Node) -> None:
        put(node, case_file(), VICTIM, TURNED, expunged(TURNED))
        assert told(node, overseer()) == told(node, keeper(PROSECUTION)) == []

    def test_a_record_that_accuses_from_the_first_is_no_turn(self, node: Node) -> None:
        put(node, case_file(), party(), following(party(), role="SUSPECT"), party("w", role="WITNESS"))
        assert told(node, overseer()) == []


class TestFollowed:
    def plant(self, node: Node, *more: RecordVersion) -> None:
        put(node, OFFICERS_FILE, SEAL)
        assert not any(FOLLOWED in each for each in alarms(node, ELSEWHERE))
        put(node, PLANT, *more)

    def test_the_planter_s_agency_is_followed_for_thirty_days(self, node: Node) -> None:
        self.plant(node)
        assert all(FOLLOWED in each for each in alarms(node, ELSEWHERE))
        assert all(FOLLOWED in each for each in alarms(node, keeper(SINDH)))
        node.now_ms += 30 * DAY_MS - 1
        assert all(FOLLOWED in each for each in alarms(node, ELSEWHERE))
        node.now_ms += 1
        assert not any(FOLLOWED in each for each in alarms(node, ELSEWHERE))

    def test_nobody_else_is_followed_nor_in_reading_of_others(self, node: Node) -> None:
        self.plant(node)
        assert not any(FOLLOWED in each for each in alarms(node, keeper(POLICE)))
        asyncio.run(node.search(ELSEWHERE, cnic(61)))
        assert node.trail.alarms == []

    def test_by_whatever_number_the_person_bears(self, node: Node) -> None:
        passport = Identifier("PASSPORT", "AB1234567", "PK")
        both = replace(MAN, identifiers=(*MAN.identifiers, passport))
        put(node, OFFICERS_FILE, party("far", subject=both, case_references=(fir(88),)), SEAL)
        put(node, PLANT)
        tokens = [node.context.blinder.of_identifier(each) for each in both.identifiers]

        async def followed(one: Iterable[str]) -> bool:
            async with node.context.store.snapshot() as view:
                return await view.reads_followed(SINDH, list(one), node.now_ms)

        assert [asyncio.run(followed([token])) for token in tokens] == [True, True]

    @pytest.mark.parametrize("last", [withdrawn, expunged])
    def test_taking_the_plant_back_ends_nothing(self, node: Node, last: Any) -> None:
        self.plant(node)
        put(node, last(PLANT))
        asyncio.run(node.search(ELSEWHERE, cnic(60)))
        assert FOLLOWED in node.trail.alarms

    def test_the_answers_are_what_they_were(self, node: Node) -> None:
        """The planter sees no difference between a followed read and another."""
        self.plant(node)
        followed = asyncio.run(node.raw_history(ELSEWHERE, cnic(60)))
        node.now_ms += 31 * DAY_MS
        assert asyncio.run(node.raw_history(ELSEWHERE, cnic(60))) == followed

    @pytest.mark.parametrize(
        ("numbers", "names"),
        [
            ([f"CNIC:{cnic(60)}"], []),
            ([f"NICOP:{cnic(60)}", "PHONE:+923000000000"], []),
            ([], [f"{PLANT.record_name}/versions/1"]),
            ([], [f"agencies/x/records/none {OWN_PARTY.record_name}/versions/1 decisions/d"]),
        ],
        ids=["a number", "another card", "the plant", "another record of the person"],
    )
    def test_what_the_graph_gives_is_followed_too(self, node: Node, numbers: list[str], names: list[str]) -> None:
        """And of nobody else's agency; a question about others is not."""
        self.plant(node, OWN_PARTY)
        for who, given in ((ELSEWHERE, True), (keeper(PROSECUTION), False)):
            asyncio.run(note_given(node.context, node.inquiry(who), numbers, names))
            assert node.trail.alarms == ([FOLLOWED] if given else [])
        asyncio.run(note_given(node.context, node.inquiry(ELSEWHERE), [f"CNIC:{cnic(61)}"], ["feeds/x", "agencies/y"]))
        assert node.trail.alarms == []

    def test_a_record_that_nothing_raises_is_not_followed(self, node: Node) -> None:
        put(node, OFFICERS_FILE, PLANT)
        assert not any(FOLLOWED in each for each in alarms(node, ELSEWHERE))

    def test_a_plant_that_is_moved_to_its_person_is_one(self, node: Node) -> None:
        """By a later version, as by the first."""
        put(node, OFFICERS_FILE, SEAL)
        other = replace(PLANT, subject=person(cnic(62), name="Nobody There"))
        put(node, other)
        assert node.trail.alarms == []
        put(node, following(other, subject=MAN))
        assert node.trail.alarms == [f"raised-at-first-writing:{PLANT.record_name}/versions/2"]
        assert all(FOLLOWED in each for each in alarms(node, ELSEWHERE))
