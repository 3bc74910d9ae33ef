"""Two nodes in process, of which one gives orders and the other carries them out over its own files."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

from services.exchange import wire
from services.exchange.feed.ledger import StoredLedger
from services.exchange.feed.ports import Given
from services.exchange.orders.build import Orders, build_orders
from services.exchange.orders.carrying import Carrying
from services.exchange.orders.carrying import Node as Self
from services.exchange.store.database import open_database
from services.membership.registry import Registry
from services.node.held_records import build_carrying
from services.node.records_given import GivenRecords
from services.records.app.giving import Giving
from services.records.service import SERVICE
from services.signing.es256 import PrivateKey
from services.signing.sealing import Sealer
from services.values.exchange import ErasureOrder
from tests.fakes.records_node import NOW_MS, Node
from tests.unit.access.copies_cases import EVERYTHING

HOLDER = "pk.customs"
ERASED = ("records.db", "identity.db")
"""Stores of a node without an index of persons and a graph."""


def orders_of(node: Node, folder: Path) -> Orders:
    """What a node gives and takes of orders, over a file of its own."""
    given = GivenRecords(Giving(node.context.store, node.context.keys.bodies))
    database, registry = open_database(folder / "exchange.db"), agreed(node.federation.registry)
    return build_orders(database, given, Sealer(bytes(32)), lambda: NOW_MS, lambda: registry)


def agreed(registry: Registry) -> Registry:
    """The registry with an agreement of each other agency, by which :func:`sent` gave its records to the holder."""
    rows = [
        EVERYTHING._replace(id=f"by-{agency}", giver=agency, holder=HOLDER, since="2020-01-01", until="2099-01-01")
        for agency in registry.agencies
        if agency != HOLDER
    ]
    return replace(registry, agreements=tuple(rows))


def carrying_of(node: Node, orders: Orders) -> Carrying:
    """What carries orders out on a node's records."""
    erasers = {each.name: partial(each.erase, node.context) for each in SERVICE.erasers if each.name in ERASED}
    return build_carrying(orders, node.context, erasers)


def self_of(node: Node, key: PrivateKey) -> Self:
    """Who carries out."""
    return Self(HOLDER, key, node.federation.registry)


async def sent(folder: Path, *records: str, receiver: str = HOLDER) -> None:
    """Write down that a receiver was given copies, by the agreement of their owner."""
    database = open_database(folder / "exchange.db")
    given = [Given(record, 1, bytes(32), f"by-{record.split('/')[1]}") for record in records]
    await StoredLedger(database).give(receiver, 1, given, seen=1 << 62)
    database.close()


async def orders_for(orders: Orders, receiver: str = HOLDER) -> list[tuple[ErasureOrder, bytes]]:
    """What the receiver is given, with the bytes of each."""
    head = await orders.ordering.head(receiver)
    rows = await orders.ordering.page(receiver, 0, max(head, 1))
    return [(row.order, wire.encode(row.order)) for row in rows]
