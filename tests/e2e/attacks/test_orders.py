"""Orders to erase over a real socket: forged and strange receipts, strangers who ask, an erased record sent again."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256
from typing import Any

from google.protobuf.message import Message
from rabta.exchange.v1 import order_pb2 as order
from rabta.exchange.v1 import order_service_pb2 as pb

from services.exchange.feed.ledger import StoredLedger
from services.exchange.feed.ports import Given
from services.exchange.store.database import FILE, open_database
from services.signing.erasure import Ordered, SignedErasureReceipt, sign_receipt
from services.signing.es256 import PrivateKey
from services.values.records import RecordVersion
from tests.e2e.attacks.judging import Seen, answered, put, refused
from tests.e2e.people import AUDITOR, CUSTOMS, FIA, INVESTIGATOR, PRISONS, RECORDERS, SINDH, Officer
from tests.e2e.world import World
from tests.fakes import record_maker as make

ORDERS = "/rabta.exchange.v1.OrderService/"
OWNER = RECORDERS[FIA]
_NUMBERS = itertools.count(1)
_LATE = 1 << 62
"""Past every count of records."""
TAKEN, REFUSED = pb.RECEIPT_OUTCOME_TAKEN, pb.RECEIPT_OUTCOME_REFUSED


def given(world: World, *receivers: str) -> RecordVersion:
    """A record of FIA's that was given to receivers, and is expunged."""
    number = next(_NUMBERS)
    record = make.listing(
        f"fia-ordered-{number}", agency=FIA, subject=make.person(f"35202777{number:03}17", "1985-03-04", "Bashir Alam")
    )
    world.plant([record])
    asyncio.run(sent(world, record.record_name, receivers))
    world.plant([make.expunged(record)])
    return record


async def sent(world: World, record: str, receivers: Sequence[str]) -> None:
    """Write down in the node's own file that receivers were given a copy, which no agreement is there to recall."""
    database = open_database(world.answering.folder / FILE)
    for receiver in receivers:
        await StoredLedger(database).give(receiver, 1, [Given(record, 1, bytes(32), "")], _LATE)
    database.close()


def listed(world: World, officer: Officer = OWNER, **asked: Any) -> list[pb.OrderStanding]:
    """Orders as an officer is shown them."""
    request = pb.ListOrdersRequest(**asked)
    seen = put(world, world.asking(officer, f"{ORDERS}ListOrders", request.SerializeToString(deterministic=True)))
    return [*pb.ListOrdersResponse.FromString(answered(world, seen)).orders]


def ordered(world: World, record: RecordVersion, receiver: str = CUSTOMS) -> order.ErasureOrder:
    (found,) = [each.order for each in listed(world, record=record.record_name) if each.receiver == receiver]
    return found


def receipt(world: World, one: order.ErasureOrder, agency: str = CUSTOMS, **changes: Any) -> SignedErasureReceipt:
    """What an honest receiver signs, with changes."""
    key = changes.pop("key", None) or world.key(agency)
    digest = sha256(one.SerializeToString(deterministic=True)).digest()
    said = Ordered(world.registry.federation_id, agency, world.registry.hub, one.id, digest, one.record)
    return sign_receipt(key, replace(said, **changes), {"records.db": 1, "graph": 1}, world.clock.now())


def submit(world: World, *receipts: SignedErasureReceipt, agency: str = CUSTOMS) -> Seen:
    return send(world, "SubmitReceipts", pb.SubmitReceiptsRequest(receipts=receipts), agency)


def send(world: World, method: str, request: Message, agency: str) -> Seen:
    """A system's call, without an officer."""
    return put(world, world.ask(ORDERS + method, request.SerializeToString(deterministic=True), agency=agency))


def outcomes(world: World, seen: Seen) -> list[int]:
    return [*pb.SubmitReceiptsResponse.FromString(answered(world, seen, leaves=2)).outcomes]


def test_an_order_is_given_answered_and_confirmed(world: World) -> None:
    """What the attacks below attack."""
    record = given(world, CUSTOMS, PRISONS)
    one = ordered(world, record)
    assert one.kind == order.ORDER_KIND_EXPUNGE
    assert one.HasField("proof")
    assert outcomes(world, submit(world, receipt(world, one))) == [TAKEN]
    states = {each.receiver: each.state for each in listed(world, record=record.record_name)}
    assert states == {CUSTOMS: pb.ORDER_STATE_CONFIRMED, PRISONS: pb.ORDER_STATE_PENDING}


def test_a_forged_receipt_confirms_nothing(world: World) -> None:
    one = ordered(world, given(world, CUSTOMS))
    honest = receipt(world, one)
    forged = (
        receipt(world, one, key=PrivateKey.generate()),
        receipt(world, one, key=world.key(CUSTOMS, "page")),
        receipt(world, one, federation_id=bytes(32)),
        receipt(world, one, order_sha256=bytes(32)),
        receipt(world, one, audience=SINDH),
        SignedErasureReceipt(receipt=honest.receipt, signature=bytes(64)),
        SignedErasureReceipt(receipt=honest.receipt + b"\x78\x01", signature=honest.signature),
    )
    assert outcomes(world, submit(world, *forged)) == [REFUSED] * len(forged)
    assert {each.state for each in listed(world, record=one.record)} == {pb.ORDER_STATE_PENDING}


def test_a_receipt_of_another_peer_confirms_nothing(world: World) -> None:
    one = ordered(world, given(world, CUSTOMS))
    theirs = receipt(world, one)
    for signed in (theirs, receipt(world, one, PRISONS), receipt(world, one, key=world.key(PRISONS))):
        assert outcomes(world, submit(world, signed, agency=PRISONS)) == [REFUSED]
    assert {each.state for each in listed(world, record=one.record)} == {pb.ORDER_STATE_PENDING}


def test_a_receipt_for_an_order_never_given_is_refused(world: World) -> None:
    one = ordered(world, given(world, CUSTOMS))
    other = ordered(world, given(world, CUSTOMS))
    never = order.ErasureOrder()
    never.CopyFrom(one)
    never.id = b"n" * 16
    mixed = receipt(world, one, order_id=other.id)
    assert outcomes(world, submit(world, receipt(world, never), mixed)) == [REFUSED, REFUSED]


def test_a_receipt_that_is_replayed_changes_nothing(world: World) -> None:
    one = ordered(world, given(world, CUSTOMS))
    signed = receipt(world, one)
    seen = submit(world, signed)
    assert outcomes(world, seen) == [TAKEN]
    refused(world, put(world, seen.question), "REPLAYED", leaves=0)
    assert outcomes(world, submit(world, signed, signed)) == [TAKEN, TAKEN]
    (standing,) = listed(world, record=one.record)
    assert standing.receipt.receipt == signed.receipt


def test_an_officer_brings_no_receipt_and_a_system_lists_no_orders(world: World) -> None:
    one = ordered(world, given(world, CUSTOMS))
    body = pb.SubmitReceiptsRequest(receipts=[receipt(world, one)]).SerializeToString(deterministic=True)
    refused(
        world, put(world, world.asking(RECORDERS[CUSTOMS], f"{ORDERS}SubmitReceipts", body)), "POLICY_DENIED", leaves=2
    )
    refused(world, send(world, "ListOrders", pb.ListOrdersRequest(), CUSTOMS), "TOKEN_INVALID")


def test_strangers_learn_of_no_order_and_who_holds_a_copy_learns_of_no_other(world: World) -> None:
    record = given(world, CUSTOMS, PRISONS)
    for stranger in (RECORDERS[CUSTOMS], RECORDERS[SINDH]):
        assert [each for each in listed(world, stranger) if each.order.record == record.record_name] == []
        for name in (record.record_name, f"agencies/{FIA}/records/never"):
            request = pb.ListOrdersRequest(record=name).SerializeToString()
            refused(world, put(world, world.asking(stranger, f"{ORDERS}ListOrders", request)), "POLICY_DENIED")
    mine = pb.ListOrdersRequest(record=record.record_name).SerializeToString()
    refused(world, put(world, world.asking(INVESTIGATOR, f"{ORDERS}ListOrders", mine)), "CASE_NOT_YOURS")
    assert len(listed(world, AUDITOR, record=record.record_name)) == 2


def test_an_erased_record_is_not_taken_again(world: World) -> None:
    record = given(world, CUSTOMS)
    last = make.expunged(record)
    stated = record.subject, record.role, record.body
    again = make.following(
        last, subject=stated[0], role=stated[1], body=stated[2], case_references=record.case_references
    )
    answer = world.submit(FIA, [again])
    assert [each.rule for each in answer.refused] == ["expunged"]
    assert len(listed(world, record=record.record_name)) == 1
