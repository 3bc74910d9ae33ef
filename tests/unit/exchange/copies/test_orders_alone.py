"""The puller where records are refused for long: orders are taken as they come, and the cause is shown."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

import pytest
from rabta.exchange.v1.exchange_service_pb2 import PullChangesResponse

from services.exchange.copies.errors import SenderRefused
from services.values.copies import RECORDS, FeedCursor
from tests.fakes.records_node import NOW_MS, Federation
from tests.fakes.sync_pages import HUB
from tests.unit.exchange.copies.test_puller import ORDERS, StatedSender, StatedTaker, World


@pytest.fixture
def world(known: Federation) -> World:
    sender = StatedSender(known, {ORDERS: 0, RECORDS: 5})
    return World(sender, {ORDERS: StatedTaker(ORDERS), RECORDS: StatedTaker(RECORDS)})


@dataclass
class LimitedSender(StatedSender):
    """One whose log takes no entry of a page of records any more, for most of an hour."""

    async def pull(self, cursor: FeedCursor, wait_ms: int) -> PullChangesResponse:
        """See the port."""
        if cursor.feed == RECORDS:
            self.did.append("records refused")
            raise SenderRefused("CALLS_LIMITED", 3000)
        return await super().pull(cursor, wait_ms)


async def test_orders_come_while_the_budget_of_records_is_used_up(
    world: World, known: Federation, caplog: pytest.LogCaptureFixture
) -> None:
    """Nothing is asked of records before the time that the sender names, and an order that comes is taken at once."""
    world.sender, world.rounds = LimitedSender(known, {ORDERS: 0, RECORDS: 5}), 4
    puller, now = world.puller(), [NOW_MS]
    puller.clock = lambda: now[0]

    async def sleep(seconds: float) -> None:
        now[0] += 240_000
        world.sender.upto[ORDERS] += 1
        await world.sleep(seconds)

    puller.sleep = sleep
    with caplog.at_level("ERROR"), pytest.raises(asyncio.CancelledError):
        await puller.run()
    assert world.takers[ORDERS].taken == [1, 2, 3, 4]
    assert world.sender.did.count("records refused") == 1
    assert [each for each in world.sender.did if each.startswith("orders") and "ack" not in each][1] == "orders 0 9"
    assert puller.seen.trouble == "CALLS_LIMITED"
    assert caplog.messages == [f"nothing is taken peer={HUB} feed=records reason=CALLS_LIMITED"]
    assert max(world.slept) < 2, "between two looks for orders"


async def test_after_the_time_that_the_sender_names_records_are_asked_for_again(
    world: World, known: Federation
) -> None:
    world.sender, world.rounds = LimitedSender(known, {ORDERS: 0, RECORDS: 5}), 40
    puller, now = world.puller(), [NOW_MS]
    puller.clock = lambda: now[0]

    async def sleep(seconds: float) -> None:
        now[0] += 240_000
        await world.sleep(seconds)

    puller.sleep = sleep
    with pytest.raises(asyncio.CancelledError):
        await puller.run()
    assert world.sender.did.count("records refused") == 3
    world.sender = puller.sender = StatedSender(known, {ORDERS: 0, RECORDS: 5})
    await puller.round()
    assert puller.seen.trouble == ""
