"""Calls for orders to erase: none is refused for its number, and a flood of them waits in turn."""

from __future__ import annotations

from dataclasses import dataclass, field

from audit.limits import EXCHANGE, ORDERS
from services.edge.pace import AT_ONCE, EVERY_S, LONGEST_S, RECEIPTS, Pace, in_turn
from tests.fakes import live
from tests.fakes.records_node import caller as some_caller
from tests.unit.edge.test_leaf import call


@dataclass
class Time:
    """``waits``: what was waited for; nothing passes by itself."""

    seconds: float = 1000.0
    waits: list[float] = field(default_factory=list)

    def now(self) -> float:
        return self.seconds

    async def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)

    def pace(self) -> Pace:
        return Pace(self.now, self.sleep)


async def test_a_receiver_that_asks_one_thing_after_the_other_waits_a_quarter_of_a_second() -> None:
    time = Time()
    pace = time.pace()
    for _ in range(AT_ONCE):
        assert await pace.turn("pk.customs/node")
    assert time.waits == []
    for _ in range(50):
        assert await pace.turn("pk.customs/node")
        time.seconds += time.waits[-1]
    assert time.waits == [EVERY_S] * 50
    assert await pace.turn("pk.fia/node"), "another system has its own"
    assert len(time.waits) == 50


async def test_a_flood_gets_through_at_the_pace_and_the_rest_is_no_order() -> None:
    time = Time()
    pace = time.pace()
    turns = [await pace.turn("pk.customs/node") for _ in range(5000)]
    most = AT_ONCE + round(LONGEST_S / EVERY_S)
    assert turns == [True] * most + [False] * (5000 - most)
    assert max(time.waits) == LONGEST_S
    time.seconds += 60
    assert sum([await pace.turn("pk.customs/node") for _ in range(5000)]) == round(60 / EVERY_S)


async def test_a_pace_that_was_not_used_is_not_saved_up() -> None:
    time = Time()
    pace = time.pace()
    await pace.turn("pk.customs/node")
    time.seconds += 86_400
    for _ in range(AT_ONCE):
        await pace.turn("pk.customs/node")
    assert time.waits == []
    await pace.turn("pk.customs/node")
    assert time.waits == [EVERY_S]


async def test_which_calls_are_for_orders() -> None:
    time = Time()
    pulled, receipts, records = (call(caller=None, budget=EXCHANGE) for _ in range(3))
    pulled.trail.orders, receipts.method = True, RECEIPTS
    officers = call(caller=some_caller(live.FIA), method=RECEIPTS, budget=EXCHANGE)
    for made in (pulled, receipts, records, officers):
        await in_turn(time.pace(), made)
    assert [made.budget for made in (pulled, receipts, records, officers)] == [ORDERS, ORDERS, EXCHANGE, EXCHANGE]


async def test_a_call_whose_turn_is_too_late_counts_as_any_of_the_exchange() -> None:
    time = Time()
    pace = time.pace()
    while await pace.turn("pk.fia/node"):
        pass
    made = call(caller=None, budget=EXCHANGE, method=RECEIPTS)
    await in_turn(pace, made)
    assert made.budget == EXCHANGE
