"""Each end of a record is ordered once from each to whom it was sent, however processes end."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rabta.records.v1.record_pb2 import RECORD_STATUS_ACTIVE

from services.exchange.errors import StillFollowing
from services.exchange.feed.ports import Changes
from services.exchange.orders import giving
from services.exchange.orders.states import DUE_MS
from services.store.sqlite import SqliteTransaction
from services.store.values import Parameter, Row
from tests.budget import budget
from tests.fakes.given_records import CUSTOMS, FIA, PUNJAB, name_of
from tests.unit.exchange.orders.desk import Giver
from tests.unit.exchange.orders.words import proven

ONE, TWO, THREE = map(name_of, ("one", "two", "three"))


async def test_an_expunged_record_is_ordered_back_from_all_who_were_sent_it_with_the_owners_proof(desk: Giver) -> None:
    await desk.sent(ONE, CUSTOMS, FIA)
    await desk.sent(TWO, CUSTOMS)
    await desk.sent(THREE)
    assert await desk.orders() == []
    proof = desk.expunge(ONE)
    desk.expunge(THREE)
    (order,), (other,) = await desk.orders(), await desk.orders(FIA)
    assert (order.record, order.kind, order.agreement) == (ONE, "EXPUNGE", "")
    assert order.proof is not None
    assert (order.proof, order.page) == desk.records.said[proof.seq]
    assert (order.given_ms, order.due_ms) == (desk.now_ms, desk.now_ms + DUE_MS)
    assert len(order.id) == len(other.id) == 16
    assert order.id != other.id
    assert await desk.orders(PUNJAB) == []


async def test_a_withdrawn_record_is_ordered_back_without_what_it_said(desk: Giver) -> None:
    await desk.sent(ONE, CUSTOMS)
    desk.withdraw(ONE)
    (order,) = await desk.orders()
    assert (order.kind, order.proof, order.page) == ("WITHDRAW", None, None)
    desk.expunge(ONE)
    assert [each.kind for each in await desk.orders()] == ["WITHDRAW", "EXPUNGE"]


async def test_what_says_nothing_without_its_owners_word_is_ordered_from_nobody(desk: Giver) -> None:
    """As a copy that ended here: who was given it is told so by the feed of records, and may hold it again."""
    await desk.sent(ONE, CUSTOMS)
    change = desk.end(ONE)
    assert await desk.orders() == []
    word = proven(TWO, status=RECORD_STATUS_ACTIVE)
    assert word.proof is not None
    assert word.page is not None
    desk.records.said[change.seq] = word.proof, word.page
    desk.records.judge(ONE, change.klass, ended=True)
    assert await desk.orders() == [], "its owner says something else of it"


async def test_a_store_that_went_back_takes_the_owners_word_from_no_order(desk: Giver) -> None:
    await desk.sent(ONE, CUSTOMS)
    desk.expunge(ONE)
    first = await desk.orders()
    desk.records.said.clear()
    assert await desk.orders() == first
    desk.end(ONE)
    assert [(each.kind, each.proof) for each in await desk.orders()] == [("EXPUNGE", first[0].proof)] * 2


async def test_another_judgment_of_what_has_ended_orders_nothing_again(desk: Giver) -> None:
    await desk.sent(ONE, CUSTOMS)
    gone = desk.expunge(ONE)
    first = await desk.orders()
    desk.records.judge(ONE, gone.klass, ended=True)
    assert await desk.orders() == first


async def test_a_store_that_went_back_is_looked_through_again_and_nothing_is_ordered_twice(desk: Giver) -> None:
    for name in (ONE, TWO):
        await desk.sent(name, CUSTOMS)
    desk.expunge(ONE)
    first = await desk.orders()
    desk.records.number = 2
    desk.records.held[ONE] = desk.records.held[ONE]._replace(number=1)
    assert await desk.orders() == first
    assert await desk.book.followed() == 2
    desk.expunge(TWO)
    assert [each.record for each in await desk.orders()] == [ONE, TWO]


async def test_a_process_that_ends_within_has_ordered_all_or_nothing(
    desk: Giver, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in (ONE, TWO):
        await desk.sent(name, CUSTOMS)
        desk.expunge(name)
    given = 0

    async def killed(self: SqliteTransaction, name: str, *values: Parameter) -> Sequence[Row]:
        nonlocal given
        given += name == "order_give"
        if given == 2:
            raise KeyboardInterrupt
        return await rows(self, name, *values)

    rows = SqliteTransaction.rows
    monkeypatch.setattr(SqliteTransaction, "rows", killed)
    with pytest.raises(KeyboardInterrupt):
        await desk.ordering.follow()
    monkeypatch.setattr(SqliteTransaction, "rows", rows)
    assert await desk.book.followed() == 0
    assert await desk.book.head(CUSTOMS) == 0
    assert [each.record for each in await desk.orders()] == [ONE, TWO]


async def test_a_long_way_is_gone_in_parts_and_each_call_goes_on(desk: Giver, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever asks first after a million changes waits no longer than they wait for an answer, and is told to come again."""
    for name in (ONE, TWO, THREE):
        await desk.sent(name, CUSTOMS)
        desk.expunge(name)
    changes = desk.records.changes

    async def slowly(after: int, limit: int) -> Changes:
        desk.now_ms += giving.LONGEST_MS // 2
        return await changes(after, limit)

    monkeypatch.setattr(desk.records, "changes", slowly)
    monkeypatch.setattr(giving, "AT_ONCE", 1)
    with pytest.raises(StillFollowing) as refused:
        await desk.orders()
    assert (refused.value.reason, refused.value.retry_after_s) == ("TOO_BUSY", 1)
    assert 0 < await desk.book.followed() < desk.records.number
    assert [each.record for each in await desk.orders()] == [ONE, TWO, THREE]


async def test_two_that_follow_at_once_order_once(desk: Giver) -> None:
    for number in range(20):
        await desk.sent(name_of(f"r{number}"), CUSTOMS, FIA)
        desk.expunge(name_of(f"r{number}"))
    await asyncio.gather(*(desk.ordering.follow() for _ in range(5)))
    assert len(await desk.orders()) == len(await desk.orders(FIA)) == 20


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["send", "expunge", "withdraw", "follow"]), st.integers(0, 3), st.sampled_from([CUSTOMS, FIA])
    ),
    max_size=25,
)


@budget(30)
@given(STEPS)
def test_whatever_happens_each_count_is_dense_and_each_end_is_ordered(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, int, str]]
) -> None:
    asyncio.run(_run(Giver(tmp_path_factory.mktemp("desk")), steps))


async def _run(desk: Giver, steps: list[tuple[str, int, str]]) -> None:
    owed: dict[str, list[tuple[str, str]]] = {CUSTOMS: [], FIA: []}
    sent: set[tuple[str, str]] = set()
    gone: set[str] = set()
    for step, number, receiver in steps:
        record = name_of(f"r{number}")
        if step == "send" and record not in gone:
            await desk.sent(record, receiver)
            sent.add((record, receiver))
        elif step == "expunge" and record in desk.records.held and record not in gone:
            gone.add(record)
            desk.expunge(record)
        elif step == "withdraw" and record in desk.records.held and record not in gone:
            desk.withdraw(record)
        if step in ("expunge", "withdraw"):
            await desk.ordering.follow()
            for name, who in sorted(sent):
                ended = desk.records.held[name]
                kind = ("EXPUNGE" if ended.klass.expunged else "WITHDRAW") if ended.ended else ""
                if kind and name == record and (name, kind) not in owed[who][-1:]:
                    owed[who].append((name, kind))
    for who, orders in owed.items():
        found = [(each.record, each.kind) for each in await desk.orders(who)]
        assert set(found) == set(orders)
    desk.database.close()
