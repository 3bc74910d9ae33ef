"""How many referrals an officer and their body send in one day of Pakistan, and whose day nobody else can spend."""

from __future__ import annotations

import asyncio
import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.access.caller import Caller
from services.membership.registry import Registry
from services.referral.errors import ConsentMissing, DaySpent, RequestIdReused
from services.referral.store import daily
from services.referral.store.daily import Daily
from services.referral.store.database import FILE
from tests.budget import budget
from tests.unit.referral.desk import ReferralRoom
from tests.unit.referral.made import DUTIES, HOUR, NOW, SENDER, STRANGER, asking, protector

OFFICER, AGENCY = 3, 5
DAY = 24 * HOUR
MIDNIGHT = (NOW + 5 * HOUR) // DAY * DAY - 5 * HOUR + DAY
"""The next in Pakistan, which is five hours ahead of UTC."""
FIRST, SECOND = protector(officer="cp-1"), protector(officer="cp-2")


@pytest.fixture
def desk(tmp_path: Path, registry: Registry) -> Iterator[ReferralRoom]:
    """So few a day that a test sends them all."""
    with small(tmp_path, registry) as made:
        yield made


@contextmanager
def small(folder: Path, registry: Registry) -> Iterator[ReferralRoom]:
    (folder / "duty_bearers.toml").write_text(DUTIES)
    made = ReferralRoom(folder, registry, daily=Daily(OFFICER, AGENCY))
    try:
        yield made
    finally:
        made.opened.close()


async def spent(desk: ReferralRoom, who: Caller) -> tuple[str, int]:
    """By which rule one more is refused, and in how many seconds it is not."""
    with pytest.raises(DaySpent) as refusal:
        await desk.send(who=who)
    ((rule,), wait) = [each.rule for each in refusal.value.violations], refusal.value.retry_after_s
    return rule, wait


async def send(desk: ReferralRoom, who: Caller, number: int) -> None:
    for _ in range(number):
        await desk.send(who=who)


def test_an_officer_has_less_than_their_body_so_that_nobody_alone_spends_it() -> None:
    assert 0 < daily.A_DAY.officer < daily.A_DAY.agency


async def test_one_more_than_an_officer_may_is_refused_and_not_kept(desk: ReferralRoom) -> None:
    await send(desk, FIRST, OFFICER)
    assert (await spent(desk, FIRST))[0] == "officer-day"
    assert len(await desk.listed(FIRST)) == OFFICER
    await send(desk, SECOND, AGENCY - OFFICER)


async def test_one_more_than_a_body_may_is_refused_whoever_sends_it(desk: ReferralRoom) -> None:
    await send(desk, FIRST, OFFICER)
    await send(desk, SECOND, AGENCY - OFFICER)
    for who in (SECOND, protector(officer="cp-3")):
        assert (await spent(desk, who))[0] == "agency-day"


async def test_the_day_is_pakistans_and_the_refusal_says_how_long_it_lasts(desk: ReferralRoom) -> None:
    desk.now_ms = MIDNIGHT - 1
    await send(desk, FIRST, OFFICER)
    assert await spent(desk, FIRST) == ("officer-day", 60)
    desk.now_ms = MIDNIGHT - 3 * HOUR
    assert await spent(desk, FIRST) == ("officer-day", 3 * 3600)
    desk.now_ms = MIDNIGHT
    await send(desk, FIRST, OFFICER)
    assert await spent(desk, FIRST) == ("officer-day", 24 * 3600)


async def test_midnight_of_utc_begins_nothing(desk: ReferralRoom) -> None:
    desk.now_ms = MIDNIGHT + 5 * HOUR - 1
    await send(desk, FIRST, OFFICER)
    desk.now_ms += 1
    assert (await spent(desk, FIRST))[0] == "officer-day"


async def test_another_body_cannot_spend_it_even_under_the_same_name_of_an_officer(desk: ReferralRoom) -> None:
    await send(desk, protector(STRANGER, "cp-1"), OFFICER)
    await send(desk, protector(STRANGER, "cp-2"), AGENCY - OFFICER)
    await send(desk, FIRST, OFFICER)


async def test_what_is_refused_and_what_is_sent_again_is_not_counted(desk: ReferralRoom) -> None:
    request = asking(request_id=desk.new_id())
    made = await desk.send(request)
    for _ in range(AGENCY):
        assert await desk.send(request) == made
        with pytest.raises(RequestIdReused):
            await desk.send(replace(request, subject="p-18"))
        with pytest.raises(ConsentMissing):
            await desk.sends(consent=None)
    await send(desk, FIRST, OFFICER - 1)
    for _ in range(AGENCY):
        await spent(desk, FIRST)
    await send(desk, SECOND, AGENCY - OFFICER)


async def test_one_that_is_stopped_or_finds_nobody_was_sent_all_the_same(desk: ReferralRoom) -> None:
    for _ in range(OFFICER - 1):
        await desk.change((await desk.send()).id, "STOP", SENDER)
    assert (await desk.sends(help="REHAB_DRUG")).state == "NO_BEARER"
    await spent(desk, FIRST)


async def test_it_is_kept_across_a_start_and_goes_once_the_day_and_the_next_are_over(desk: ReferralRoom) -> None:
    await send(desk, FIRST, OFFICER)
    desk.again()
    await spent(desk, FIRST)
    assert days(desk) == 2
    desk.now_ms += 2 * DAY
    await send(desk, SECOND, 1)
    assert days(desk) == 2


def days(desk: ReferralRoom) -> int:
    """How many counts of days there are."""
    with closing(sqlite3.connect(desk.folder / FILE)) as db:
        ((found,),) = db.execute("SELECT count(*) FROM sent_day")
    return int(found)


@budget(12)
@given(calls=st.lists(st.tuples(st.sampled_from(["cp-1", "cp-2", "cp-3"]), st.integers(0, 20)), max_size=14))
def test_no_order_of_sendings_gets_past_either_limit(registry: Registry, calls: list[tuple[str, int]]) -> None:
    """Against a count made the plain way; hours only go on."""
    with TemporaryDirectory() as folder, small(Path(folder), registry) as room:
        assert asyncio.run(taken(room, calls)) == [*expected(calls)]


async def taken(room: ReferralRoom, calls: Sequence[tuple[str, int]]) -> list[bool]:
    found = list[bool]()
    for officer, hours in calls:
        room.now_ms += hours * HOUR
        try:
            found.append(bool((await room.send(who=protector(officer=officer))).id))
        except DaySpent:
            found.append(False)
    return found


def expected(calls: Sequence[tuple[str, int]]) -> Iterator[bool]:
    now_ms, sent = NOW, Counter[tuple[str, int]]()
    for officer, hours in calls:
        now_ms += hours * HOUR
        day = (now_ms + 5 * HOUR) // DAY
        may = sent[officer, day] < OFFICER and sent["", day] < AGENCY
        if may:
            sent.update([(officer, day), ("", day)])
        yield may
