"""A missing child who was found: proposed to those who protect, and referred by a person alone."""

from __future__ import annotations

import asyncio
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.access.caller import Caller
from services.access.errors import InvalidArgument, NotFound
from services.membership.registry import Registry
from services.referral.errors import OutOfOrder
from services.referral.ports import Find
from services.referral.proposals import LASTS_MS
from services.values.referral import ListReferralsRequest, Referral, ReferralConsent
from tests.budget import budget
from tests.fakes.records_node import caller
from tests.unit.referral.desk import ReferralRoom
from tests.unit.referral.made import DUTIES, FIRST, HOUR, NOW, SECOND, SENDER, STRANGER, asking, protector

FINDER, OWNER = "pk.punjab-police", "pk.sindh-police"
FIND = Find("find-1", NOW - HOUR, FINDER, OWNER, "PB/LAHORE/ICHHRA/7/2026")
AUDITOR = caller(
    "pk.oversight", "ov-1", roles=frozenset({"OVERSIGHT"}), purpose="OVERSIGHT", legal_basis="DATA_OVERSIGHT",
    query_class="AUDIT", case_type="REVIEW", case_key="2026/1",
)  # fmt: skip


@pytest.fixture
def found(desk: ReferralRoom) -> ReferralRoom:
    """A child was found in Lahore, where the sender and a shelter protect; a stranger protects in Multan."""
    desk.finds.found = [FIND]
    desk.protects = {SENDER: "PB/LAHORE", FIRST: "PB/LAHORE", STRANGER: "PB/MULTAN"}
    return desk


async def told(desk: ReferralRoom, who: Caller) -> list[str]:
    return [each.id for each in (await desk.page(who)).proposals]


async def test_f16_a_missing_child_who_is_found_is_proposed_and_nothing_is_sent(found: ReferralRoom) -> None:
    """Until a person of a protecting body refers the child, by a consent, nobody is asked for help."""
    (proposal,) = (await found.page(protector())).proposals
    desks = [found.registry.agencies[each].desk for each in (FINDER, OWNER)]
    assert (proposal.id, proposal.finder, proposal.owner) == (FIND.id, FINDER, OWNER)
    assert [each and each.phone for each in (proposal.finder_desk, proposal.owner_desk)] == [one.phone for one in desks]
    assert (proposal.found_ms, proposal.until_ms) == (FIND.found_ms, FIND.found_ms + LASTS_MS)
    found.now_ms += 40 * HOUR
    for body in (SENDER, FIRST, SECOND, STRANGER):
        assert await found.listed(protector(body)) == ()
    assert await found.listed(AUDITOR) == ()
    made = await found.sends(proposal=FIND.id)
    assert (made.state, made.bearer) == ("SENT", FIRST)
    assert [await told(found, protector(body)) for body in (SENDER, FIRST)] == [[], []]


@pytest.mark.parametrize(
    ("case_key", "bodies"),
    [
        ("PB/LAHORE/ICHHRA/7/2026", {SENDER, FIRST}),
        ("PB/MULTAN/CANTT/7/2026", {STRANGER}),
        ("BA/QUETTA/SADDAR/7/2026", {SENDER, FIRST, STRANGER}),
        ("TORKHAM/2025/1", {SENDER, FIRST, STRANGER}),
    ],
)
async def test_protecting_bodies_of_the_district_are_told_and_of_nobody_s_district_all(
    found: ReferralRoom, case_key: str, bodies: set[str]
) -> None:
    found.finds.found = [FIND._replace(case_key=case_key)]
    assert {each for each in (SENDER, FIRST, SECOND, STRANGER) if await told(found, protector(each))} == bodies


async def test_whom_no_act_makes_a_protecting_body_and_oversight_are_told_nothing(found: ReferralRoom) -> None:
    assert await told(found, protector(SECOND)) == []
    found.protects["pk.oversight"] = "PB/LAHORE"
    assert await told(found, AUDITOR) == []


async def test_it_is_told_for_thirty_days(found: ReferralRoom) -> None:
    found.now_ms = FIND.found_ms + LASTS_MS - 1
    assert await told(found, protector()) == [FIND.id]
    found.now_ms += 1
    assert await told(found, protector()) == []
    with pytest.raises(NotFound):
        await found.sends(proposal=FIND.id)


async def test_the_first_page_alone_has_proposals(found: ReferralRoom) -> None:
    await found.sends()
    await found.sends()
    page = await found.page(protector(), ListReferralsRequest(1))
    assert [each.id for each in page.proposals] == [FIND.id]
    assert (await found.page(protector(), ListReferralsRequest(1, page.next_page_token))).proposals == ()


@pytest.mark.parametrize("id_", [FIND.id, "find-2"])
async def test_what_a_body_is_not_told_is_as_one_that_nobody_was(found: ReferralRoom, id_: str) -> None:
    with pytest.raises(NotFound):
        await found.send(asking(request_id=found.new_id(), proposal=id_), protector(STRANGER))
    assert await found.listed(protector(STRANGER)) == ()
    with pytest.raises(InvalidArgument):
        await found.sends(proposal="x" * 101)


async def test_who_referred_the_child_refers_them_again_and_nobody_else_does(found: ReferralRoom) -> None:
    first = await found.sends(proposal=FIND.id)
    for_a_lawyer = ReferralConsent("SELF", ("LEGAL",), (FIRST, SECOND), ("NEEDS",), "", "", "2026-05-20", "ur")
    again = await found.sends(proposal=FIND.id, help="LEGAL", consent=for_a_lawyer)
    assert first.id != again.id
    with pytest.raises(NotFound):
        await found.send(asking(request_id=found.new_id(), proposal=FIND.id), protector(FIRST))


async def test_the_same_request_id_is_one_referral_of_it(found: ReferralRoom) -> None:
    request = asking(request_id=found.new_id(), proposal=FIND.id)
    assert await found.send(request) == await found.send(request)


async def test_a_body_that_refers_a_child_to_nobody_takes_them_from_no_other(found: ReferralRoom) -> None:
    """Named attack: a proposal is taken off all lists by a referral that helps nobody."""
    made = await found.sends(proposal=FIND.id, help="REHAB_DRUG")
    assert made.state == "NO_BEARER"
    assert await told(found, protector(FIRST)) == [FIND.id]
    sent = await found.sends(proposal=FIND.id)
    assert await told(found, protector(FIRST)) == []
    await found.change(sent.id, "STOP", SENDER)
    assert await told(found, protector(FIRST)) == [FIND.id]


STEPS = st.lists(st.sampled_from(["send", "nobody", "stop", "reject", "late"]), max_size=6)


@given(STEPS)
@budget(25)
def test_it_is_told_exactly_while_no_referral_of_it_stands(registry: Registry, steps: list[str]) -> None:
    """Whatever two bodies do: each of those told may refer the child, or one has who helps or is asked to."""
    with TemporaryDirectory() as folder:
        (Path(folder) / "duty_bearers.toml").write_text(DUTIES)
        room = ReferralRoom(Path(folder), registry, protects={SENDER: "PB/LAHORE", SECOND: "PB/LAHORE"})
        room.finds.found = [FIND]
        asyncio.run(_walk(room, steps))
        room.opened.close()


async def _walk(room: ReferralRoom, steps: list[str]) -> None:
    made: list[Referral] = []
    for step in steps:
        free = await told(room, protector(SECOND)) == [FIND.id]
        if step in ("send", "nobody"):
            help_ = "SHELTER" if step == "send" else "REHAB_DRUG"
            request = room.asking(proposal=FIND.id, help=help_)
            helped = [one for one in await room.listed(protector()) if one.help == help_]
            if any(one.state in ("SENT", "ACCEPTED") for one in helped):
                with pytest.raises(OutOfOrder):
                    await room.send(request)
            else:
                made.append(await room.send(request))
        elif step == "late":
            room.now_ms += 5 * HOUR
        elif made and not free:
            standing = [one for one in await room.listed(protector()) if one.state in ("SENT", "ACCEPTED")]
            body = standing[0].bearer if step == "reject" else SENDER
            why = "NO_PLACE" if step == "reject" else ""
            await room.change(standing[0].id, step.upper(), body, why)
        stands = any(one.state not in ("NO_BEARER", "STOPPED") for one in await room.listed(protector()))
        assert (await told(room, protector(SECOND)) == []) == stands
        assert await told(room, protector(SENDER)) == await told(room, protector(SECOND))
