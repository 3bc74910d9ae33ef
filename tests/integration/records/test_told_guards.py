"""LAW 2(c): the prosecution of a district, and oversight, list what they were told of, on a real store and its clock."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from services.access.caller import Caller
from services.access.errors import PolicyDenied
from services.access.kin import kin_digest
from services.access.request_id import Act
from services.records.app import told_guards
from services.records.app.guard_clock import GuardClock
from services.records.app.guards import decide_guard, list_guards
from services.records.app.told_guards import list_told_guards
from services.values.records import CaseReference, DecideGuardRequest, ListToldGuardsResponse, Party, ToldGuard
from tests.fakes.record_maker import cnic, expunged, fir, following
from tests.fakes.records_node import NOW_MS, Node, caller
from tests.integration.records.guarded import (
    NARCOTICS,
    OWN,
    PROSECUTION,
    PTPA,
    SECOND,
    A,
    accused,
    case_files,
    clocked,
    prosecutor,
    victim,
)

DAY = 86_400_000
CHIEF = replace(prosecutor(), officer="pr-chief", clearance=3)
OVERSEER = caller(
    "pk.oversight", "ov-1", roles=frozenset({"OVERSIGHT"}), purpose="OVERSIGHT", legal_basis="DATA_OVERSIGHT",
    query_class="AUDIT", case_type="REVIEW", case_key="2026/1", clearance=3, approver=SECOND,
)  # fmt: skip
NOTHING = ListToldGuardsResponse()
ELSEWHERE = CaseReference("FIR", "PB/KASUR/CITY/9/2024")


@pytest.fixture
def hub(node: Node, tmp_path: Path) -> Iterator[tuple[Node, GuardClock]]:
    clock, _, database = clocked(node, tmp_path)
    yield node, clock
    database.close()


async def told(hub: tuple[Node, GuardClock], who: Caller, after_ms: int) -> ListToldGuardsResponse:
    """What a caller is shown so long after the records came, and a turn of the clock."""
    node, clock = hub
    node.now_ms = NOW_MS + after_ms
    await clock.turn(node.now_ms)
    return await list_told_guards(node.context, node.inquiry(who))


async def one(hub: tuple[Node, GuardClock], who: Caller, after_ms: int) -> ToldGuard:
    (found,) = (await told(hub, who, after_ms)).guards
    return found


@pytest.fixture
def guarded(hub: tuple[Node, GuardClock]) -> tuple[Node, GuardClock]:
    asyncio.run(hub[0].put(*case_files(), accused(), victim()))
    return hub


async def test_each_desk_lists_what_it_was_told_from_its_stage_on(guarded: tuple[Node, GuardClock]) -> None:
    assert await told(guarded, CHIEF, 7 * DAY - 1) == NOTHING
    assert await told(guarded, OVERSEER, 14 * DAY - 1) == NOTHING
    first, last = await one(guarded, CHIEF, 14 * DAY), await one(guarded, OVERSEER, 14 * DAY)
    assert (first.told_ms, last.told_ms) == (NOW_MS + 14 * DAY - 1, NOW_MS + 14 * DAY)
    assert first.charged_in == last.charged_in == (fir(), OWN)
    (mine,) = (await list_guards(guarded[0].context, guarded[0].inquiry(prosecutor()))).guards
    assert first.guard == mine
    assert [each.desk for each in mine.told] == ["PROSECUTOR", "DISTRICT_PROSECUTOR", "OVERSIGHT"]


async def test_oversight_is_not_told_which_case_names_a_victim(guarded: tuple[Node, GuardClock]) -> None:
    district, over = await one(guarded, CHIEF, 14 * DAY), await one(guarded, OVERSEER, 14 * DAY)
    assert district.guard is not None
    assert district.guard.victim_case == (A,)
    assert over.guard == replace(district.guard, victim_case=())


@pytest.mark.parametrize(
    "who",
    [
        replace(CHIEF, approver=None),
        replace(OVERSEER, approver=None),
        replace(CHIEF, clearance=2),
        replace(OVERSEER, agency="pk.fia", agency_kind="FIA"),
        replace(CHIEF, agency_kind="COURT", roles=frozenset({"JUDGE"})),
    ],
    ids=["alone", "oversight-alone", "any-prosecutor", "not-oversight", "judge"],
)
async def test_whoever_is_no_such_desk_with_a_second_person_is_refused(
    guarded: tuple[Node, GuardClock], who: Caller
) -> None:
    """The same whether there is a guard or none: it is refused before anything is looked at."""
    with pytest.raises(PolicyDenied):
        await told(guarded, who, 20 * DAY)


async def test_a_prosecution_of_other_courts_learns_nothing(guarded: tuple[Node, GuardClock]) -> None:
    """Named attack: whoever leads another district's prosecution reads what this one was told."""
    assert await told(guarded, replace(CHIEF, agency="pk.sindh-prosecution"), 20 * DAY) == NOTHING
    assert (await told(guarded, CHIEF, 20 * DAY)).guards


async def test_a_case_of_another_district_is_not_told_to_this_one(hub: tuple[Node, GuardClock]) -> None:
    """Its number lies in no district of a court before which they plead; oversight is told of it."""
    await hub[0].put(*case_files(), replace(accused(), case_references=(ELSEWHERE,)), victim())
    assert await told(hub, CHIEF, 20 * DAY) == NOTHING
    assert (await one(hub, OVERSEER, 20 * DAY)).charged_in == (ELSEWHERE,)


async def test_nobody_s_victim_is_in_no_list(hub: tuple[Node, GuardClock]) -> None:
    """Though the sentence stands under them, as under every accused of a watched charge."""
    await hub[0].put(*case_files(), accused())
    assert await told(hub, CHIEF, 20 * DAY) == await told(hub, OVERSEER, 20 * DAY) == NOTHING


async def test_what_is_decided_leaves_the_list_and_comes_back_when_it_is_open_again(
    guarded: tuple[Node, GuardClock],
) -> None:
    node = guarded[0]
    found = await one(guarded, CHIEF, 8 * DAY)
    assert found.guard is not None
    request = DecideGuardRequest("request-1", found.guard.reference, "PROCEED", "Looked at.")
    act = Act(PROSECUTION, "pr-1", "request-1", sha256(b"x").digest())
    await decide_guard(node.context, node.inquiry(prosecutor()), request, act)
    assert await told(guarded, CHIEF, 20 * DAY) == NOTHING
    await node.put(following(victim(), body=Party((PTPA,), "", "RECOGNISED")))
    await told(guarded, CHIEF, 21 * DAY)
    again = await one(guarded, CHIEF, 29 * DAY)
    assert again.guard is not None
    assert again.guard.open_again


@pytest.mark.parametrize("last", ["rejected", "expunged", "charge"])
async def test_what_is_a_guard_no_more_leaves_the_list_and_the_book(
    guarded: tuple[Node, GuardClock], last: str
) -> None:
    node = guarded[0]
    assert (await told(guarded, CHIEF, 8 * DAY)).guards
    ended = {
        "rejected": following(victim(), body=Party((PTPA,), "", "REJECTED")),
        "expunged": expunged(victim()),
        "charge": expunged(accused()),
    }
    await node.put(ended[last])
    assert (await list_told_guards(node.context, node.inquiry(CHIEF))) == NOTHING
    assert await told(guarded, CHIEF, 10 * DAY) == NOTHING
    assert await node.context.law_book.told_of("DISTRICT_PROSECUTOR") == []


async def test_one_s_own_and_one_s_kin_s_is_shown_to_somebody_else(guarded: tuple[Node, GuardClock]) -> None:
    kin = replace(CHIEF, own_and_kin=frozenset({kin_digest(f"CNIC:{cnic(21)}")}))
    assert await told(guarded, kin, 8 * DAY) == NOTHING


async def test_more_than_one_answer_holds_are_said_to_be_more(
    hub: tuple[Node, GuardClock], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(told_guards, "MATTERS", 2)
    await hub[0].put(*case_files(), *[each(number) for number in (21, 22, 23) for each in (accused, victim)])
    found = await told(hub, CHIEF, 8 * DAY)
    assert len(found.guards) == 2
    assert found.more
    monkeypatch.setattr(told_guards, "MATTERS", 3)
    found = await told(hub, CHIEF, 8 * DAY)
    assert (len(found.guards), found.more) == (3, False)


async def test_of_what_is_only_to_be_known_beside_a_guard_nothing_is_listed(hub: tuple[Node, GuardClock]) -> None:
    murder = replace(NARCOTICS, statute="PPC", provision="302")
    await hub[0].put(*case_files(), accused(21, murder), victim())
    assert await told(hub, CHIEF, 30 * DAY) == NOTHING
