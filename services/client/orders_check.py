"""How far orders to erase have come, checked here: a node confirms nothing without the receiver's own signed word."""

from __future__ import annotations

from hashlib import sha256

from rabta.exchange.v1.order_service_pb2 import ORDER_STATE_CONFIRMED, ListOrdersResponse, OrderStanding

from services.client.errors import Unproven
from services.membership.registry import Registry
from services.signing.erasure import REFUSED, ErasureReceipt, ReceiptError, parse_receipt, verify_receipt
from services.signing.es256 import BadSignature


def check_orders(registry: Registry, answer: ListOrdersResponse) -> None:
    """Raise Unproven ``receipt`` where one is not its receiver's or not of its order.

    So it does where an order is said to be confirmed and no receipt says so.
    """
    for one in answer.orders:
        said = _verified(registry, one) if one.HasField("receipt") else None
        if one.state == ORDER_STATE_CONFIRMED and (said is None or said.state == REFUSED):
            raise Unproven("receipt")


def _verified(registry: Registry, one: OrderStanding) -> ErasureReceipt:
    try:
        key = registry.message_key(parse_receipt(one.receipt.receipt).kid)
        if key is None:
            raise BadSignature
        said = verify_receipt(key.public, one.receipt)
    except (BadSignature, ReceiptError):
        raise Unproven("receipt") from None
    ordered = one.order.id, sha256(one.order.SerializeToString(deterministic=True)).digest(), one.order.record
    told = said.order_id, said.order_sha256, said.record
    if key.agency != one.receiver or said.agency != one.receiver or told != ordered:
        raise Unproven("receipt")
    return said
