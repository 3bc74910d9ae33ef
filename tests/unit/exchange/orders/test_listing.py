"""Owners see what became of the orders about their own records, oversight of all, and nobody else of any."""

from __future__ import annotations

import pytest

from services.access.errors import InvalidArgument, PageTokenInvalid, PolicyDenied, Refused
from services.exchange.orders import listing
from services.exchange.orders.states import DUE_MS
from services.values.exchange import OrderStanding
from tests.fakes.given_records import CUSTOMS, FIA, PUNJAB, name_of
from tests.unit.exchange.orders.desk import Giver, receipt

ONE, TWO, OTHER = name_of("one"), name_of("two"), name_of("one", PUNJAB)
OVERSIGHT = {"agency": "pk.oversight", "kind": "OVERSIGHT", "purpose": "OVERSIGHT"}


async def given(desk: Giver) -> None:
    for record in (ONE, OTHER, TWO):
        await desk.sent(record, CUSTOMS, "pk.prisons")
        desk.expunge(record)


async def test_an_owner_sees_their_own_alone_and_oversight_all(desk: Giver) -> None:
    await given(desk)
    own = (await desk.listed()).orders
    assert [(each.order.record, each.receiver) for each in own if each.order] == [
        (ONE, CUSTOMS), (ONE, "pk.prisons"), (TWO, CUSTOMS), (TWO, "pk.prisons"),
    ]  # fmt: skip
    assert {each.state for each in own} == {"PENDING"}
    assert [each.order.record for each in (await desk.listed(PUNJAB, "POLICE")).orders if each.order] == [OTHER] * 2
    assert len((await desk.listed(**OVERSIGHT)).orders) == 6
    assert (await desk.listed(CUSTOMS, "CUSTOMS")).orders == (), "who was given an order owns nothing of it"
    assert len((await desk.listed(record=TWO)).orders) == 2
    assert (await desk.listed(record=name_of("never"))).orders == ()


async def test_a_strangers_record_is_refused_whether_or_not_it_is_there(desk: Giver) -> None:
    await given(desk)
    for record in (OTHER, name_of("never", PUNJAB)):
        with pytest.raises(PolicyDenied):
            await desk.listed(record=record)
    with pytest.raises(InvalidArgument):
        await desk.listed(record="one")
    with pytest.raises(Refused):
        await desk.listed(purpose="INVESTIGATE_CASE")


async def test_states_are_told_and_asked_for(desk: Giver) -> None:
    await given(desk)
    (first, *_) = await desk.orders()
    signed = receipt(first)
    await desk.submit(signed)
    (done,) = (await desk.listed(state="CONFIRMED")).orders
    assert done.receipt is not None
    assert (done.receipt.receipt, done.receipt.signature) == (signed.receipt, signed.signature)
    assert len((await desk.listed(state="PENDING")).orders) == 3
    desk.now_ms += DUE_MS
    assert (await desk.listed(state="OVERDUE")).orders == ()
    desk.now_ms += 1
    assert len((await desk.listed(state="OVERDUE")).orders) == 3


async def test_pages_leave_nothing_out_and_a_token_is_of_its_question_alone(
    desk: Giver, monkeypatch: pytest.MonkeyPatch
) -> None:
    await given(desk)
    monkeypatch.setattr(listing, "LOOKED", 3)
    whole = (await desk.listed()).orders
    found, token = list[OrderStanding](), ""
    while True:
        page = await desk.listed(page_size=1, page_token=token)
        found += page.orders
        token = page.next_page_token
        if not token:
            break
    assert tuple(found) == whole
    first = await desk.listed(page_size=1)
    with pytest.raises(PageTokenInvalid):
        await desk.listed(page_size=1, state="PENDING", page_token=first.next_page_token)
    with pytest.raises(PageTokenInvalid):
        await desk.listed(PUNJAB, "POLICE", page_token=first.next_page_token)
    with pytest.raises(InvalidArgument):
        await desk.listed(page_size=-1)


async def test_what_comes_while_one_looks_is_there(desk: Giver) -> None:
    await desk.sent(ONE, FIA)
    desk.expunge(ONE)
    assert len((await desk.listed()).orders) == 1, "the list follows the records itself"
