"""A receipt is taken from whom its order was given, under their key, for the very order; everything else is refused."""

from __future__ import annotations

from dataclasses import replace

import pytest

from services.access.errors import InvalidArgument
from services.exchange.orders.receipts import MAX_RECEIPTS, Receipts
from services.signing.erasure import SignedErasureReceipt, digest_of
from services.signing.es256 import PrivateKey
from services.signing.header import SKEW_MS
from services.values.exchange import ErasureOrder
from tests.fakes import live
from tests.fakes.given_records import CUSTOMS, FIA, PUNJAB, name_of
from tests.unit.exchange.orders.desk import Giver, key_of, receipt

ONE, TWO = name_of("one"), name_of("two")


async def order_of(desk: Giver, record: str = ONE, receiver: str = CUSTOMS) -> ErasureOrder:
    await desk.sent(record, receiver)
    desk.expunge(record)
    return (await desk.orders(receiver))[-1]


async def test_an_honest_receipt_is_taken_again_and_again(desk: Giver) -> None:
    signed = receipt(await order_of(desk))
    assert await desk.submit(signed) == await desk.submit(signed) == ["TAKEN"]
    rows = await desk.book.receipts((await desk.orders())[0].id, CUSTOMS)
    assert [(row.agency, row.state, row.receipt, row.signature) for row in rows] == [
        (CUSTOMS, "ERASED", signed.receipt, signed.signature)
    ]


async def test_what_is_forged_or_of_another_is_refused_and_keeps_nobody_elses_from_being_taken(desk: Giver) -> None:
    order = await order_of(desk)
    honest = receipt(order)
    wrong = {
        "no key of the federation": receipt(order, key=PrivateKey.generate()),
        "another agency's key": receipt(order, key=key_of(FIA)),
        "an agency's key that is none of messages": receipt(
            order, key=PrivateKey.load(live.files().node(CUSTOMS).page_key)
        ),
        "another agency's name": receipt(order, FIA, key=key_of(CUSTOMS)),
        "another's own receipt": receipt(order, FIA),
        "for another node": receipt(order, audience=PUNJAB),
        "of another federation": receipt(order, federation_id=b"f" * 32),
        "for an order never given": receipt(replace(order, id=b"x" * 16)),
        "for other bytes of the order": receipt(order, order_sha256=b"x" * 32),
        "about another record": receipt(order, record=TWO),
        "of a time to come": receipt(order, time_ms=live.now_ms() + SKEW_MS + 60_000),
        "with a hop that is not there": receipt(order, downstream=[b"x" * 32]),
        "no receipt": SignedErasureReceipt(receipt=b"\xff", signature=honest.signature),
        "a signature of none": SignedErasureReceipt(receipt=honest.receipt, signature=bytes(64)),
    }
    assert await desk.submit(*wrong.values(), honest) == ["REFUSED"] * len(wrong) + ["TAKEN"]
    assert len(await desk.book.receipts(order.id, CUSTOMS)) == 1
    assert (await desk.listed()).orders[0].state == "CONFIRMED"


async def test_a_receiver_says_nothing_of_anothers_order(desk: Giver) -> None:
    order = await order_of(desk, receiver=FIA)
    assert await desk.submit(receipt(order, CUSTOMS)) == ["REFUSED"]
    assert await desk.submit(receipt(order, FIA), agency=CUSTOMS) == ["REFUSED"], "a copy of it brought by a stranger"
    assert await desk.submit(receipt(order, FIA), agency=FIA) == ["TAKEN"]


async def test_a_receipt_over_hops_is_taken_with_all_that_it_names(desk: Giver) -> None:
    order = await order_of(desk)
    onward = replace(order, id=b"n" * 16)
    hop = receipt(onward, FIA, CUSTOMS)
    elsewhere, other = receipt(onward, FIA, PUNJAB), receipt(replace(onward, record=TWO), FIA, CUSTOMS)
    signed = receipt(order, downstream=[digest_of(hop)])
    assert await desk.submit(signed) == ["REFUSED"]
    for unfit in (elsewhere, other):
        assert await desk.submit(receipt(order, downstream=[digest_of(unfit)]), unfit) == ["REFUSED", "REFUSED"]
    assert await desk.submit(hop) == ["REFUSED"]
    assert await desk.submit(hop, signed) == ["TAKEN", "TAKEN"]
    assert [row.receipt for row in await desk.book.receipts(order.id, FIA)] == [hop.receipt]


async def test_an_order_that_is_refused_says_so_until_it_is_carried_out(desk: Giver) -> None:
    order = await order_of(desk)
    assert await desk.submit(receipt(order, refused="proof-missing")) == ["TAKEN"]
    assert (await desk.listed()).orders[0].state == "REFUSED"
    assert await desk.submit(receipt(order)) == ["TAKEN"]
    assert (await desk.listed()).orders[0].state == "CONFIRMED"


@pytest.mark.parametrize("number", [0, MAX_RECEIPTS + 1])
async def test_how_many_is_bounded(desk: Giver, number: int) -> None:
    with pytest.raises(InvalidArgument):
        await desk.submit(*[SignedErasureReceipt()] * number)


async def test_a_key_that_is_no_longer_in_force_signs_nothing(desk: Giver) -> None:
    order = await order_of(desk)
    held = desk.registry
    gone = {kid: replace(row, revoked_ms=1) if row.agency == CUSTOMS else row for kid, row in held.keys.items()}
    bringer = desk.bringer()._replace(registry=replace(held, keys=gone))
    use_case: Receipts = desk.use_cases.receipts
    assert await use_case.submit(bringer, [receipt(order)]) == ["REFUSED"]
