"""One referral of one person for one need at a time, whoever sends it and however near in time."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from services.access.errors import NotFound, Refused
from services.referral.errors import OutOfOrder
from services.referral.ports import Find
from services.values.referral import Referral, ReferralConsent
from tests.unit.referral.desk import ReferralRoom
from tests.unit.referral.made import FIRST, HOUR, NOW, SECOND, SENDER, STRANGER, asking, protector

FIND = Find("find-1", NOW - HOUR, "pk.punjab-police", "pk.sindh-police", "PB/LAHORE/ICHHRA/7/2026")
LAWYER = ReferralConsent("SELF", ("LEGAL",), (FIRST, SECOND), ("NEEDS",), "", "", "2026-05-20", "ur")


@pytest.fixture
def found(desk: ReferralRoom) -> ReferralRoom:
    desk.finds.found = [FIND]
    desk.protects = {SENDER: "PB/LAHORE", STRANGER: "PB/LAHORE"}
    return desk


async def both(room: ReferralRoom, *bodies: str) -> list[Referral | BaseException]:
    """Each body takes the child up at the same moment."""
    sending = [
        room.send(asking(request_id=room.new_id(), proposal=FIND.id, subject=f"p-{at}"), protector(body))
        for at, body in enumerate(bodies)
    ]
    return await asyncio.gather(*sending, return_exceptions=True)


async def test_two_bodies_at_one_moment_have_one_referral_and_the_other_is_told_nothing(found: ReferralRoom) -> None:
    """Named attack: a race gives one child two referrals, or tells who was first."""
    answers = await both(found, SENDER, STRANGER)
    (made,) = (each for each in answers if isinstance(each, Referral))
    (refused,) = (each for each in answers if isinstance(each, Refused))
    assert type(refused) is NotFound
    with pytest.raises(NotFound) as never:
        await found.sends(proposal="never-was")
    assert (refused.reason, refused.args, refused.violations) == (
        never.value.reason, never.value.args, never.value.violations,
    )  # fmt: skip
    kept = [each for body in (SENDER, STRANGER) for each in await found.listed(protector(body))]
    assert [each.id for each in kept] == [made.id]


async def test_one_body_twice_at_one_moment_has_one(found: ReferralRoom) -> None:
    answers = await both(found, SENDER, SENDER)
    assert sorted(type(each).__name__ for each in answers) == ["OutOfOrder", "Referral"]
    assert len(await found.listed(protector())) == 1


async def test_whoever_was_refused_has_none_of_their_day_spent(found: ReferralRoom) -> None:
    found.opened.close()
    found.daily = found.daily._replace(officer=1)
    found.again()
    await found.sends(proposal=FIND.id)
    for _ in range(3):
        with pytest.raises(NotFound):
            await found.send(asking(request_id=found.new_id(), proposal=FIND.id), protector(STRANGER))
    await found.send(asking(request_id=found.new_id()), protector(STRANGER))


async def test_the_same_person_and_help_is_refused_with_the_referral_that_stands(desk: ReferralRoom) -> None:
    first = await desk.sends(subject="p-1")
    with pytest.raises(OutOfOrder) as refused:
        await desk.sends(subject="p-1")
    (violation,) = refused.value.violations
    assert (violation.field, violation.rule) == ("subject", "referred")
    assert first.id in violation.text
    assert len(await desk.listed(protector())) == 1


@pytest.mark.parametrize("change", ["help", "person", "body"])
async def test_another_need_person_or_body_has_its_own(desk: ReferralRoom, change: str) -> None:
    """A pseudonym is a body's own: the same word of another body names somebody else."""
    await desk.sends(subject="p-1")
    changes: dict[str, dict[str, Any]] = {
        "help": {"help": "LEGAL", "consent": LAWYER}, "person": {"subject": "p-2"}, "body": {},
    }  # fmt: skip
    more = changes[change]
    who = protector(STRANGER if change == "body" else SENDER)
    made = await desk.send(asking(request_id=desk.new_id(), **{"subject": "p-1", **more}), who)
    assert made.state == "SENT"


@pytest.mark.parametrize("end", ["STOP", "COMPLETE", "NOBODY"])
async def test_once_it_is_over_the_person_is_referred_again(desk: ReferralRoom, end: str) -> None:
    first = await desk.sends(subject="p-1")
    if end == "STOP":
        await desk.change(first.id, "STOP", SENDER)
    elif end == "COMPLETE":
        for act in ("ACCEPT", "BEGIN", "COMPLETE"):
            await desk.change(first.id, act, FIRST)
    else:
        desk.now_ms += 5 * HOUR
    second = await desk.sends(subject="p-1")
    assert second.state == "SENT"
    with pytest.raises(OutOfOrder):
        await desk.sends(subject="p-1")


async def test_a_request_that_is_sent_again_gives_its_own_referral(desk: ReferralRoom) -> None:
    request = asking(request_id=desk.new_id(), subject="p-1")
    assert await desk.send(request) == await desk.send(request)


async def test_it_holds_after_a_restart(desk: ReferralRoom) -> None:
    await desk.sends(subject="p-1")
    desk.again()
    with pytest.raises(OutOfOrder):
        await desk.sends(subject="p-1")


async def test_a_child_who_was_helped_is_no_other_bodys(found: ReferralRoom) -> None:
    made = await found.sends(proposal=FIND.id)
    for act in ("ACCEPT", "BEGIN", "COMPLETE"):
        await found.change(made.id, act, FIRST)
    (refused,) = await both(found, STRANGER)
    assert isinstance(refused, NotFound)
    assert isinstance((await both(found, SENDER))[0], Referral)
