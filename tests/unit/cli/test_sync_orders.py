"""`rabta sync orders` and what `rabta records expunge` tells of copies: receipts are verified before anything is shown."""

from __future__ import annotations

import csv
import io
import json
from hashlib import sha256
from typing import Any

import pytest
from rabta.exchange.v1 import order_pb2
from rabta.exchange.v1 import order_service_pb2 as pb

from services.cli.sync_orders import COLUMNS
from services.edge.call import Call
from services.signing.erasure import Ordered, sign_receipt
from tests.fakes import live
from tests.fakes.hub_thread import HubThread
from tests.fakes.world.keys import key_of
from tests.unit.cli.rabta import ORDERS, rabta

RECORD = "agencies/pk.fia/records/fir-512-2024"
CUSTOMS = "pk.customs"


class Hub:
    """Lists orders, two a page."""

    def __init__(self, *found: pb.OrderStanding) -> None:
        self.found = found
        self.asked: list[pb.ListOrdersRequest] = []

    async def body(self, _call: Call, raw: bytes) -> bytes:
        request = pb.ListOrdersRequest.FromString(raw)
        self.asked.append(request)
        start = int(request.page_token or 0)
        more = str(start + 2) if start + 2 < len(self.found) else ""
        page = self.found[start : start + 2]
        return pb.ListOrdersResponse(orders=page, next_page_token=more).SerializeToString()


def standing(desk: HubThread, number: int, state: str = "PENDING", **more: Any) -> pb.OrderStanding:
    """An order at Customs; with a receipt where it is confirmed or refused."""
    order = order_pb2.ErasureOrder(
        id=number.to_bytes(16), record=RECORD, kind=order_pb2.ORDER_KIND_EXPUNGE, given_ms=1, due_ms=2
    )
    one = pb.OrderStanding(order=order, receiver=CUSTOMS, state=f"ORDER_STATE_{state}")
    if state in ("CONFIRMED", "REFUSED") or more:
        signer, said = more.get("signer", CUSTOMS), more.get("said", order)
        digest = sha256(said.SerializeToString(deterministic=True)).digest()
        ordered = Ordered(live.registry(desk.files).federation_id, signer, "pk.hub", said.id, digest, said.record)
        refused = "proof-unfit" if more.get("refused", state == "REFUSED") else ""
        counts = {} if refused else {"records.db": 3, "graph": 1, "linkage.db": 0}
        one.receipt.CopyFrom(sign_receipt(key_of(desk.files, signer, "message"), ordered, counts, 7, (), refused))
    return one


def orders(desk: HubThread, hub: Hub, *words: object, **options: Any) -> Any:
    desk.hub.bodies[ORDERS] = hub.body
    return rabta("sync", "orders", *words, "--profile", desk.profile(live.FIA), "--case", "RECORD:PK.FIA", **options)


def test_each_order_stands_with_its_receiver_state_and_what_was_erased(hub_desk: HubThread) -> None:
    hub = Hub(*(standing(hub_desk, n, state) for n, state in enumerate(("CONFIRMED", "REFUSED", "OVERDUE"), 1)))
    rows = list(csv.reader(io.StringIO(orders(hub_desk, hub, "--output", "csv").stdout[1:])))
    start = rows.index([*COLUMNS])
    assert [(row[1], row[2], row[4], row[7], int(row[8], 16)) for row in rows[start + 1 : start + 4]] == [
        (CUSTOMS, "expunge", "confirmed", "graph 1, records.db 3", 1),
        (CUSTOMS, "expunge", "refused", "proof-unfit", 2),
        (CUSTOMS, "expunge", "overdue", "", 3),
    ]
    assert [request.page_token for request in hub.asked] == ["", "2"]
    said = json.loads(orders(hub_desk, hub, "--output", "json").stdout)
    assert len(said["orders"]) == 3
    assert "none" in orders(hub_desk, Hub()).stdout


def test_a_recall_names_the_agreement_that_is_over(hub_desk: HubThread) -> None:
    one = standing(hub_desk, 1)
    one.order.kind, one.order.agreement = order_pb2.ORDER_KIND_RECALL, "fia-customs"
    rows = list(csv.reader(io.StringIO(orders(hub_desk, Hub(one), "--output", "csv").stdout[1:])))
    assert rows[rows.index([*COLUMNS]) + 1][2:5] == ["recall", "fia-customs", "pending"]


def test_what_is_asked_for_travels(hub_desk: HubThread) -> None:
    hub = Hub()
    orders(hub_desk, hub, "--record", RECORD, "--state", "overdue")
    (request,) = hub.asked
    assert (request.record, request.state) == (RECORD, pb.ORDER_STATE_OVERDUE)
    assert orders(hub_desk, hub, "--state", "lost", code=2)


@pytest.mark.parametrize(
    "wrong",
    [
        {"signer": "pk.prisons"},
        {"said": order_pb2.ErasureOrder(id=bytes(16), record=RECORD)},
        {"refused": True},
    ],
)
def test_a_hub_that_confirms_without_the_receivers_word_is_not_believed(
    hub_desk: HubThread, wrong: dict[str, Any]
) -> None:
    forged = standing(hub_desk, 1, "CONFIRMED", **wrong)
    bare = standing(hub_desk, 1)
    bare.state = pb.ORDER_STATE_CONFIRMED
    altered = standing(hub_desk, 1, "CONFIRMED")
    altered.receipt.signature = bytes(64)
    for one in (forged, bare, altered):
        result = orders(hub_desk, Hub(one), code=1)
        assert "receipt" in result.stderr
        assert RECORD not in result.stdout
