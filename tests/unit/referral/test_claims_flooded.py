"""A body that opens claims without end which name another's case: so many are open at once, and no answer opens them all."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from services.membership.registry import Registry
from services.referral.claims.kept import KeptClaim, read
from services.referral.compensation import State
from services.referral.errors import TooManyOpen
from services.referral.store.daily import Daily
from services.referral.store.form import CLAIM
from services.referral.store.open_share import MAX_OPEN
from services.referral.store.stored import Stored
from services.values.referral import ListCompensationsRequest, ReferredCase
from tests.unit.referral.claim_desk import CASES, INVESTIGATOR, LOSSES, OTHER_BODY, PROSECUTION, ClaimRoom
from tests.unit.referral.desk import SECRET, ReferralRoom

ELSEWHERE = (ReferredCase("FIR", "FIA/LAHORE/AHTC/99/2024"),)


@pytest.fixture
def claims(tmp_path: Path, registry: Registry) -> Iterator[ClaimRoom]:
    room = ReferralRoom(tmp_path, registry, daily=Daily(2000, 2000))
    yield ClaimRoom(room)
    room.opened.close()


async def full(claims: ClaimRoom) -> None:
    for _ in range(MAX_OPEN):
        await claims.open()


class Opened:
    """The claims again, over the same file: ``number`` of them were opened since."""

    def __init__(self, claims: ClaimRoom) -> None:
        self.number, opened = 0, claims.room.opened
        stored = Stored(opened.claims._database, SECRET, CLAIM._replace(read=self.read), Daily(9, 9))
        claims.room.opened = opened._replace(claims=stored)

    def read(self, text: str) -> KeptClaim:
        self.number += 1
        return read(text)


async def refused(claims: ClaimRoom, **more: Any) -> str:
    with pytest.raises(TooManyOpen) as refusal:
        await claims.open(**more)
    ((field, rule),) = [(each.field, each.rule) for each in refusal.value.violations]
    assert rule == "open-in-case"
    return field


async def test_so_many_of_a_body_are_open_in_a_case_and_no_others_are_refused_for_it(claims: ClaimRoom) -> None:
    await full(claims)
    assert await refused(claims) == "cases[0]"
    assert await refused(claims, cases=CASES[1:]) == "cases[0]"
    assert await refused(claims, cases=(*ELSEWHERE, CASES[0])) == "cases[1]"
    assert (await claims.open(cases=ELSEWHERE)).state == State.NOT_ASSESSED
    assert (await claims.open(OTHER_BODY)).holder == OTHER_BODY.agency
    assert len((await claims.status(INVESTIGATOR)).states) == MAX_OPEN + 1


async def test_one_that_is_over_leaves_room_for_another(claims: ClaimRoom) -> None:
    made = await claims.open()
    for _ in range(MAX_OPEN - 1):
        await claims.open()
    await refused(claims)
    await claims.say(made.id, "DECLINE")
    await claims.open()
    await refused(claims)


async def test_a_case_that_is_cited_later_counts_too(claims: ClaimRoom) -> None:
    await full(claims)
    other = await claims.open(cases=ELSEWHERE)
    with pytest.raises(TooManyOpen) as refusal:
        await claims.say(other.id, "CITE", cited=CASES[0])
    assert [each.field for each in refusal.value.violations] == ["cited"]
    assert len((await claims.status(INVESTIGATOR)).states) == MAX_OPEN


async def test_what_is_sent_again_under_its_request_id_is_answered_though_it_is_full(claims: ClaimRoom) -> None:
    await full(claims)
    claims.room.sent -= 1
    last = await claims.open()
    assert len((await claims.status(INVESTIGATOR)).states) == MAX_OPEN
    assert last.state == State.NOT_ASSESSED


async def test_the_investigators_answer_opens_none(claims: ClaimRoom) -> None:
    first, second, third = [await claims.open() for _ in range(3)]
    await claims.say(first.id, "ASSESS", losses=LOSSES)
    await claims.say(second.id, "DECLINE")
    opened = Opened(claims)
    assert (await claims.status(INVESTIGATOR)).states == ("ASSESSED", "DECLINED", "NOT_ASSESSED")
    assert opened.number == 0
    assert third.state == State.NOT_ASSESSED


async def test_a_page_opens_no_more_than_it_shows_and_one(claims: ClaimRoom) -> None:
    for _ in range(9):
        await claims.open()
    opened = Opened(claims)
    page = await claims.page(PROSECUTION, ListCompensationsRequest(page_size=2))
    assert (len(page.compensations), bool(page.next_page_token)) == (2, True)
    assert opened.number == 3


async def test_claims_of_a_file_of_before_are_gone_through_once(claims: ClaimRoom) -> None:
    """No row says there how one stands."""
    opened = claims.room.opened
    before = CLAIM._replace(stands=lambda _claim: (), open_in=lambda _claim: ())
    claims.room.opened = opened._replace(claims=Stored(opened.claims._database, SECRET, before, Daily(9, 9)))
    made = [await claims.open() for _ in range(3)]
    claims.room.opened = opened
    costs = []
    for _ in range(2):
        since = Opened(claims)
        assert (await claims.status(INVESTIGATOR)).states == ("NOT_ASSESSED",) * 3
        costs.append(since.number)
    assert costs == [3, 0]
    await claims.say(made[0].id, "DECLINE")
    assert (await claims.status(INVESTIGATOR)).states == ("DECLINED", "NOT_ASSESSED", "NOT_ASSESSED")
