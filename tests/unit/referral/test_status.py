"""What police are told of a case costs one referral, however many anybody sent that name it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.membership.registry import Registry
from services.referral.kept import Kept, read
from services.referral.states import State
from services.referral.store.daily import Daily
from services.referral.store.form import REFERRAL
from services.referral.store.stored import Stored
from services.values.referral import GetReferralStatusResponse, Interview, Referral, ReferredCase
from tests.budget import budget
from tests.fakes.records_node import caller
from tests.unit.referral.desk import SECRET, ReferralRoom
from tests.unit.referral.made import CASE, DUTIES, FIRST, SENDER, protector

INVESTIGATOR = caller("pk.fia", "fia-1", case_key=CASE)
OTHER_KEY = "FIA/LAHORE/AHTC/8/2024"
OTHER = caller("pk.fia", "fia-1", case_key=OTHER_KEY)
RULES = (
    Interview("YES"),
    Interview("NOT_BEFORE", "2026-06-10"),
    Interview("NOT_BEFORE", "2026-07-01"),
    Interview("THROUGH_DESK"),
)
"""The strictest last."""
DAILY = Daily(2000, 2000)


@pytest.fixture
def room(tmp_path: Path, registry: Registry) -> Iterator[ReferralRoom]:
    (tmp_path / "duty_bearers.toml").write_text(DUTIES)
    room = ReferralRoom(tmp_path, registry, daily=DAILY)
    yield room
    room.opened.close()


class Opened:
    """The referrals again, over the same file: ``number`` of them were opened since."""

    def __init__(self, room: ReferralRoom) -> None:
        self.number, opened = 0, room.opened
        stored = Stored(opened.referrals._database, SECRET, REFERRAL._replace(read=self.read), DAILY)
        room.opened = opened._replace(referrals=stored)

    def read(self, text: str) -> Kept:
        self.number += 1
        return read(text)


def of_before(room: ReferralRoom) -> None:
    """What is kept from here on is kept as it was before a case had an index."""
    bare = REFERRAL._replace(stands=lambda _kept: (), heads=lambda _kept: ())
    room.opened = room.opened._replace(referrals=Stored(room.opened.referrals._database, SECRET, bare, DAILY))


async def test_the_answer_opens_one_referral_of_many(room: ReferralRoom) -> None:
    made = [await room.sends() for _ in range(40)]
    for each in made[::2]:
        await room.change(each.id, "ACCEPT", FIRST)
    opened = Opened(room)
    assert await room.status(INVESTIGATOR) == GetReferralStatusResponse(True, True, RULES[1])
    assert opened.number == 1


async def test_a_strangers_referrals_that_name_a_case_make_no_answer_and_no_sending_cost_more(
    room: ReferralRoom,
) -> None:
    costs = []
    for number in (1, 30):
        for _ in range(number):
            await room.sends(interview=Interview("YES"))
        opened = Opened(room)
        await room.status(INVESTIGATOR)
        await room.sends()
        costs.append(opened.number)
    assert costs[0] == costs[1]


async def test_a_case_without_referrals_costs_nothing_whatever_is_sent_of_others(room: ReferralRoom) -> None:
    for _ in range(9):
        await room.sends()
    opened = Opened(room)
    assert await room.status(OTHER) == GetReferralStatusResponse()
    assert opened.number == 0


async def test_a_file_of_before_is_gone_through_once_and_told_as_it_was(room: ReferralRoom) -> None:
    of_before(room)
    made = [await room.sends(interview=rule) for rule in (*RULES[1:3], *RULES[:1])]
    await room.change(made[0].id, "ACCEPT", FIRST)
    for cost in (len(made) + 1, 1):
        opened = Opened(room)
        assert await room.status(INVESTIGATOR) == GetReferralStatusResponse(True, True, RULES[2])
        assert opened.number <= cost


@pytest.mark.parametrize("act", ["SEND", "ACCEPT", "STOP"])
async def test_a_file_of_before_forgets_nothing_when_something_is_written_to_it(room: ReferralRoom, act: str) -> None:
    """Or a laxer word would hold because it came later."""
    of_before(room)
    strict, taken = await room.sends(interview=RULES[3]), await room.sends(interview=RULES[1])
    await room.change(taken.id, "ACCEPT", FIRST)
    Opened(room)
    if act == "SEND":
        await room.sends(interview=RULES[0])
    else:
        await room.change(strict.id, act, FIRST if act == "ACCEPT" else SENDER)
    assert await room.status(INVESTIGATOR) == GetReferralStatusResponse(True, True, RULES[3])
    await room.change(taken.id, "STOP", SENDER)
    assert await room.status(INVESTIGATOR) == GetReferralStatusResponse(True, act == "ACCEPT", RULES[3])


class Account:
    """Every referral as its sender knows it, and what follows for each case: the definition, in plain words."""

    def __init__(self) -> None:
        self.sent: dict[str, tuple[Interview, tuple[str, ...]]] = {}

    def told(self, key: str, states: dict[str, str]) -> GetReferralStatusResponse:
        of_case = [id_ for id_, (_, keys) in self.sent.items() if key in keys]
        if not of_case:
            return GetReferralStatusResponse()
        taken = {State.ACCEPTED, State.IN_SERVICE, State.COMPLETED}
        rule = max((self.sent[id_][0] for id_ in of_case), key=RULES.index)
        return GetReferralStatusResponse(True, any(states[id_] in taken for id_ in of_case), rule)


STEPS = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(RULES), st.sampled_from([(CASE,), (OTHER_KEY,), (CASE, OTHER_KEY)])),
        st.tuples(st.sampled_from(["ACCEPT", "BEGIN", "COMPLETE", "STOP", "REJECT"]), st.integers(0, 8)),
    ),
    max_size=12,
)


@budget(40)
@given(STEPS, st.booleans())
def test_whatever_is_done_the_answer_is_that_of_all_referrals_together(
    registry: Registry, steps: list[tuple[object, object]], before: bool
) -> None:
    with TemporaryDirectory() as folder:
        (Path(folder) / "duty_bearers.toml").write_text(DUTIES)
        room = ReferralRoom(Path(folder), registry, daily=DAILY)
        asyncio.run(_walked(room, steps, before))
        room.opened.close()


async def _walked(room: ReferralRoom, steps: list[tuple[object, object]], before: bool) -> None:
    account = Account()
    if before:
        of_before(room)
    for at, (first, second) in enumerate(steps):
        if before and at == len(steps) // 2:
            Opened(room)
        await _step(room, account, first, second)
    states = {each.id: each.state for each in await _all(room)}
    if before:
        Opened(room)
    for who, key in ((INVESTIGATOR, CASE), (OTHER, OTHER_KEY)):
        assert await room.status(who) == account.told(key, states)


async def _step(room: ReferralRoom, account: Account, first: object, second: object) -> None:
    if isinstance(first, Interview) and isinstance(second, tuple):
        cases = tuple(ReferredCase("FIR", key) for key in second)
        made = await room.sends(interview=first, cases=cases)
        account.sent[made.id] = (first, second)
    elif account.sent and isinstance(second, int):
        id_ = list(account.sent)[second % len(account.sent)]
        await _acts(room, id_, str(first))


async def _acts(room: ReferralRoom, id_: str, act: str) -> None:
    turn = next(each for each in await _all(room) if each.id == id_)
    fits = {"ACCEPT": "SENT", "REJECT": "SENT", "BEGIN": "ACCEPTED", "COMPLETE": "IN_SERVICE"}
    if act == "STOP" and turn.state not in ("COMPLETED", "STOPPED", "NO_BEARER"):
        await room.change(id_, act, SENDER)
    elif fits.get(act) == turn.state:
        await room.change(id_, act, turn.bearer, "NO_PLACE" if act == "REJECT" else "")


async def _all(room: ReferralRoom) -> list[Referral]:
    return list(await room.listed(protector()))
