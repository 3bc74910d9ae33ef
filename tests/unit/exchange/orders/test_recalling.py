"""What an agreement allowed that is over is ordered back once, and what another one allows stays."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from services.exchange.feed.ports import RECORDS, Issue, Issued, Place
from services.exchange.orders import recalling
from services.exchange.orders.states import DUE_MS
from services.signing.erasure import parse_receipt
from services.vocabulary.exchange import OrderState
from tests.fakes.given_records import CUSTOMS, FIA, HUB, PUNJAB, listed, name_of
from tests.unit.exchange.orders.desk import LISTS, Giver, lists, receipt

ONE, TWO, THREE = map(name_of, ("one", "two", "three"))
DAY_MS = 86_400_000
OVER = tuple(row for row in LISTS if row.holder != CUSTOMS)
"""The agreements without that of customs."""


async def kinds(desk: Giver, receiver: str = CUSTOMS) -> list[tuple[str, str, str]]:
    return [(each.kind, each.record, each.agreement) for each in await desk.orders(receiver)]


async def test_an_agreement_that_is_no_more_recalls_what_it_had_allowed_from_its_holder_alone(desk: Giver) -> None:
    await desk.sent(ONE, CUSTOMS, PUNJAB)
    await desk.sent(TWO, PUNJAB)
    await desk.sent(name_of("own", CUSTOMS), CUSTOMS, under="")
    assert await kinds(desk) == []
    desk.agreements = OVER
    assert await kinds(desk) == [("RECALL", ONE, "lists")]
    (order,) = await desk.orders()
    assert (order.proof, order.page) == (None, None), "nothing that a record says"
    assert (order.given_ms, order.due_ms) == (desk.now_ms, desk.now_ms + DUE_MS)
    assert await kinds(desk, PUNJAB) == []


async def test_an_agreement_ends_by_its_day(desk: Giver) -> None:
    day = "2030-01-01"
    desk.agreements = (lists(CUSTOMS, until=day), *OVER)
    await desk.sent(ONE, CUSTOMS)
    desk.now_ms = 1_893_455_999_000 - 5 * 3_600_000
    assert await kinds(desk) == []
    desk.now_ms += DAY_MS
    assert await kinds(desk) == [("RECALL", ONE, "lists")]


async def test_it_is_ordered_once_however_often_and_by_whomever_it_is_followed(desk: Giver) -> None:
    for number in range(20):
        await desk.sent(name_of(f"r{number:02}"), CUSTOMS)
    desk.agreements = OVER
    await asyncio.gather(*(desk.ordering.follow() for _ in range(5)))
    desk.database.close()
    desk.open()
    await desk.ordering.follow()
    assert await kinds(desk) == [("RECALL", name_of(f"r{number:02}"), "lists") for number in range(20)]


async def test_one_call_looks_at_some_and_the_next_ones_at_the_rest(
    desk: Giver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recalling, "AT_ONCE", 2)
    for number in range(5):
        await desk.sent(name_of(f"r{number}"), CUSTOMS, PUNJAB)
    desk.agreements = ()
    heads = []
    for _ in range(6):
        await desk.ordering.follow()
        heads.append((await desk.book.head(CUSTOMS), await desk.book.head(PUNJAB)))
    assert heads == [(2, 0), (4, 0), (5, 0), (5, 2), (5, 4), (5, 5)]


async def test_nothing_is_read_while_agreements_and_day_stay_as_they_are(desk: Giver) -> None:
    await desk.sent(ONE, CUSTOMS)
    await desk.ordering.follow()
    await desk.sent(TWO, CUSTOMS, under="never-made")
    desk.records.judge(TWO, listed(handling="H2"))
    assert await kinds(desk) == []
    desk.now_ms += DAY_MS
    assert await kinds(desk) == [("RECALL", TWO, "never-made")]


async def test_what_another_agreement_allows_stays_and_goes_with_that_one(desk: Giver) -> None:
    second = lists(CUSTOMS, id="second")
    await desk.sent(ONE, CUSTOMS)
    desk.agreements = (second, *OVER)
    assert await kinds(desk) == []
    desk.agreements = OVER
    assert await kinds(desk) == [("RECALL", ONE, "second")]


async def test_what_the_other_agreement_does_not_allow_is_recalled(desk: Giver) -> None:
    await desk.sent(ONE, CUSTOMS)
    await desk.sent(TWO, CUSTOMS)
    await desk.sent(THREE, CUSTOMS)
    desk.records.judge(TWO, listed(handling="H1"))
    del desk.records.held[THREE]
    desk.agreements = (lists(CUSTOMS, id="second", handling=frozenset({"OPEN"})), *OVER)
    assert await kinds(desk) == [("RECALL", THREE, "lists"), ("RECALL", TWO, "lists")]


async def test_a_copy_that_is_given_again_by_a_later_agreement_can_be_recalled_again(desk: Giver) -> None:
    await desk.sent(ONE, CUSTOMS)
    desk.agreements = OVER
    first = await desk.orders()
    desk.agreements = LISTS
    await desk.sent(ONE, CUSTOMS, epoch=2)
    assert await desk.orders() == first
    desk.agreements = OVER
    again = await desk.orders()
    assert [each.record for each in again] == [ONE, ONE]
    assert again[0] == first[0]


async def test_an_expungement_after_a_recall_still_reaches_who_was_given_it(desk: Giver) -> None:
    await desk.sent(ONE, CUSTOMS)
    desk.agreements = OVER
    await desk.orders()
    desk.expunge(ONE)
    assert [kind for kind, _, _ in await kinds(desk)] == ["RECALL", "EXPUNGE"]


async def test_a_member_passes_on_by_the_agreements_of_its_own(desk: Giver) -> None:
    """What it may no longer hold itself it no longer gives, whoever else may hold it."""
    desk.home = CUSTOMS
    desk.agreements = (lists(CUSTOMS, onward=True), lists(PUNJAB, id="passed"), lists(PUNJAB, id="second"))
    desk.open()
    await desk.sent(ONE, PUNJAB, under="passed")
    assert await kinds(desk, PUNJAB) == []
    desk.agreements = (desk.agreements[0], desk.agreements[2])
    assert await kinds(desk, PUNJAB) == []
    desk.agreements = (lists(CUSTOMS), desk.agreements[1])
    assert await kinds(desk, PUNJAB) == [], "by the agreement that holds: the feed of records ends it"
    desk.agreements = (lists(PUNJAB, id="third"),)
    assert await kinds(desk, PUNJAB) == [("RECALL", ONE, "second")]


async def test_the_owner_sees_it_pending_confirmed_overdue_or_refused(desk: Giver) -> None:
    await desk.sent(ONE, CUSTOMS)
    await desk.sent(TWO, CUSTOMS)
    desk.agreements = OVER

    async def states() -> list[str]:
        shown = (await desk.listed()).orders
        assert all(each.order is not None and each.order.kind == "RECALL" for each in shown)
        return [each.state for each in shown]

    assert await states() == [OrderState.PENDING] * 2
    one, two = await desk.orders()
    assert await desk.submit(receipt(one), receipt(two, refused="held-by-court")) == ["TAKEN", "TAKEN"]
    assert await states() == [OrderState.CONFIRMED, OrderState.REFUSED]
    shown = (await desk.listed()).orders[0].receipt
    assert shown is not None
    assert {each.store: each.erased for each in parse_receipt(shown.receipt).counts} == {"records.db": 2, "graph": 1}


async def test_what_nobody_answers_is_overdue(desk: Giver) -> None:
    await desk.sent(ONE, CUSTOMS)
    desk.agreements = OVER
    await desk.orders()
    desk.now_ms += DUE_MS + 1
    assert [each.state for each in (await desk.listed()).orders] == [OrderState.OVERDUE]


async def test_a_receipt_for_the_recall_under_another_agreement_is_none(desk: Giver) -> None:
    await desk.sent(ONE, CUSTOMS)
    desk.agreements = OVER
    (order,) = await desk.orders()
    assert await desk.submit(receipt(replace(order, agreement="other"))) == ["REFUSED"]
    assert await desk.submit(receipt(order, agency=FIA, audience=HUB), agency=FIA) == ["REFUSED"]
    assert [each.state for each in (await desk.listed()).orders] == [OrderState.PENDING]


async def test_what_is_recalled_is_told_again_once_it_is_allowed_again(desk: Giver) -> None:
    """The same agreement may be in force again before the receiver asked: its rights are those of before."""
    began = await desk.ledger.begin(CUSTOMS, RECORDS, bytes(32), desk.now_ms)
    await desk.ledger.begin(PUNJAB, RECORDS, bytes(32), desk.now_ms)
    await desk.sent(ONE, CUSTOMS, PUNJAB, epoch=began.epoch)
    page = Place(1, b"\1" * 32)
    await desk.ledger.issue(CUSTOMS, RECORDS, Issue(began.epoch, 0, page, desk.records.number))
    await desk.ledger.acknowledge(CUSTOMS, RECORDS, page)
    desk.agreements = OVER
    await desk.ordering.follow()
    desk.agreements = LISTS
    now = await desk.ledger.standing(CUSTOMS, RECORDS)
    assert now is not None
    assert (now.epoch > began.epoch, now.acked, now.basis) == (True, Place(0, bytes(32)), bytes(32))
    assert not await desk.ledger.was_issued(CUSTOMS, RECORDS, page)
    late = Issue(began.epoch, 1, Place(2, b"\2" * 32), desk.records.number)
    assert await desk.ledger.issue(CUSTOMS, RECORDS, late) is Issued.ENDED, "a page under way is none of this epoch"
    await desk.ordering.follow()
    assert await desk.ledger.standing(CUSTOMS, RECORDS) == now, "once for each recall"
    other = await desk.ledger.standing(PUNJAB, RECORDS)
    assert other is not None
    assert other.epoch == began.epoch, "nobody else begins anew"
