"""The puller over a sender and takers that a test states: order of feeds, recoveries, what is acknowledged and shown."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

import pytest
from rabta.exchange.v1.exchange_service_pb2 import PullChangesResponse

from services.exchange.copies.backoff import LONGEST_S, Backoff
from services.exchange.copies.errors import NotLogged, NotTaken, PageUnproven, SenderAway, SenderRefused
from services.exchange.copies.page import Expected, OpenPage
from services.exchange.copies.puller import Puller
from services.values.copies import RECORDS, START, FeedCursor
from tests.fakes.page_log import StatedPageLog
from tests.fakes.records_node import NOW_MS, Federation
from tests.fakes.sync_pages import HOLDER, HUB, answer, removal

ORDERS = "orders"


@dataclass
class StatedSender:
    """Numbers 1 to ``upto`` of each feed, two a page. ``faults``: raised by the next pulls, in order."""

    known: Federation
    upto: dict[str, int]
    epoch: int = 1
    faults: list[Exception] = field(default_factory=list)
    did: list[str] = field(default_factory=list)
    forged: bool = False

    async def pull(self, cursor: FeedCursor, wait_ms: int) -> PullChangesResponse:
        """See the port."""
        self.did.append(f"{cursor.feed} {cursor.sequence} {wait_ms}")
        if self.faults:
            raise self.faults.pop(0)
        if cursor.epoch not in (0, self.epoch):
            raise SenderRefused("CURSOR_WRONG_EPOCH")
        upto = self.upto[cursor.feed]
        numbers = range(cursor.sequence + 1, min(cursor.sequence + 2, upto) + 1)
        items = [removal(number, f"agencies/pk.fia/records/r-{number}") for number in numbers]
        receiver = "pk.fia" if self.forged else HOLDER
        more = {"epoch": self.epoch, "head": upto, "feed": cursor.feed, "receiver": receiver}
        return answer(self.known, items, (), cursor, **more)

    async def ack(self, cursor: FeedCursor) -> None:
        """See the port."""
        self.did.append(f"{cursor.feed} ack {cursor.sequence}")
        if cursor.epoch != self.epoch:
            raise SenderRefused("CURSOR_WRONG_EPOCH")


@dataclass
class StatedTaker:
    """A feed in memory. ``stopped``: by which rule."""

    feed: str
    at: FeedCursor = FeedCursor(RECORDS)  # noqa: RUF009  # a value that never changes
    taken: list[int] = field(default_factory=list)
    stopped: str = ""
    anew: int = 0
    ended: int = 0
    settled: int = 0

    def __post_init__(self) -> None:
        self.at = FeedCursor(self.feed)

    async def cursor(self) -> FeedCursor:
        """See the port."""
        if self.stopped:
            raise NotTaken(self.stopped)
        return self.at

    async def take(self, page: OpenPage) -> None:
        """See the port."""
        assert page.before == self.at
        self.taken += range(page.before.sequence + 1, page.after.sequence + 1)
        self.at = page.after

    async def settle(self) -> None:
        """See the port."""
        self.settled = self.ended

    async def end(self) -> None:
        """See the port."""
        self.ended += 1

    async def begin_anew(self) -> None:
        """See the port."""
        self.anew += 1
        self.at = FeedCursor(self.feed)


@dataclass
class World:
    """A puller between them; ``slept``: seconds it waited."""

    sender: StatedSender
    takers: dict[str, StatedTaker]
    slept: list[float] = field(default_factory=list)
    rounds: int = 0
    log: StatedPageLog = field(default_factory=StatedPageLog)

    def puller(self) -> Puller:
        def expected(cursor: FeedCursor) -> Expected:
            return Expected(self.sender.known.registry.federation_id, HUB, HOLDER, cursor, NOW_MS)

        takers, log = self.takers, self.log
        return Puller(HUB, self.sender, takers, log, expected, lambda: NOW_MS, sleep=self.sleep, wait_ms=9)

    async def sleep(self, seconds: float) -> None:
        """Time that passes at once; at last it ends the run."""
        self.slept.append(seconds)
        if len(self.slept) > self.rounds:
            raise asyncio.CancelledError


@pytest.fixture
def world(known: Federation) -> World:
    sender = StatedSender(known, {ORDERS: 0, RECORDS: 5})
    return World(sender, {ORDERS: StatedTaker(ORDERS), RECORDS: StatedTaker(RECORDS)})


async def test_orders_are_taken_before_records_and_each_page_is_acknowledged_after_it(world: World) -> None:
    world.sender.upto[ORDERS] = 1
    await world.puller().round()
    assert world.sender.did == [
        "orders 0 0", "orders ack 1",
        "records 0 0", "records ack 2", "records 2 0", "records ack 4", "records 4 0", "records ack 5",
        "records 5 9",
    ]  # fmt: skip
    assert world.takers[RECORDS].taken == [1, 2, 3, 4, 5]


async def test_what_was_committed_before_a_start_is_acknowledged_again(world: World) -> None:
    await world.puller().round()
    world.sender.did.clear()
    await world.puller().round()
    assert world.sender.did == ["orders 0 0", "records ack 5", "records 5 0", "records 5 9"]


@pytest.mark.parametrize(
    "reason", ["CURSOR_FUTURE", "CURSOR_COMPACTED", "CURSOR_WRONG_EPOCH", "CURSOR_FORK", "ACK_AHEAD"]
)
async def test_a_cursor_that_the_sender_does_not_know_begins_anew(world: World, reason: str) -> None:
    puller = world.puller()
    await puller.round()
    world.sender.faults = [SenderRefused(reason)]
    world.takers[ORDERS].at = FeedCursor(ORDERS, 1, 3, START)
    await puller.round()
    assert [taker.anew for taker in world.takers.values()] == [1, 0]


async def test_another_epoch_is_found_by_what_is_acknowledged_too(world: World) -> None:
    await world.puller().round()
    world.sender.epoch = 2
    await world.puller().round()
    assert world.takers[RECORDS].anew == 1
    assert world.takers[RECORDS].taken == [1, 2, 3, 4, 5, 1, 2, 3, 4, 5]
    assert world.takers[RECORDS].at.epoch == 2


async def test_a_change_now_and_then_costs_a_poll_and_an_acknowledgement_and_a_look_for_orders(world: World) -> None:
    puller = world.puller()
    await puller.round()
    world.sender.did.clear()
    for _ in range(2):
        world.sender.upto[RECORDS] += 1
        await puller.round()
    assert world.sender.did == [
        "orders 0 0", "records 5 9", "records ack 6",
        "orders 0 0", "records 6 9", "records ack 7",
    ]  # fmt: skip


async def test_more_than_a_page_is_taken_without_a_wait(world: World) -> None:
    puller = world.puller()
    await puller.round()
    world.sender.upto[RECORDS] = 10
    await puller.round()
    world.sender.did.clear()
    await puller.round()
    assert [each for each in world.sender.did if "ack" not in each] == [
        "orders 0 0", "records 7 0", "records 9 0", "records 10 9",
    ]  # fmt: skip


async def test_a_refusal_at_the_start_is_no_reason_to_begin_again(world: World) -> None:
    world.sender.faults = [SenderRefused("CURSOR_WRONG_EPOCH")]
    with pytest.raises(SenderRefused):
        await world.puller().round()


async def test_where_nothing_is_agreed_any_more_everything_ends_and_the_refusal_is_shown(world: World) -> None:
    puller = world.puller()
    await puller.round()
    world.sender.faults = [SenderRefused("NO_AGREEMENT")]
    with pytest.raises(SenderRefused, match="NO_AGREEMENT"):
        await puller.round()
    assert [(taker.ended, taker.settled) for taker in world.takers.values()] == [(1, 1), (1, 1)]
    assert [taker.anew for taker in world.takers.values()] == [0, 0]


async def test_orders_that_came_meanwhile_are_taken_next_and_twice_in_vain_is_a_fault(world: World) -> None:
    puller = world.puller()
    world.takers.pop(ORDERS)
    world.sender.faults = [SenderRefused("ORDERS_FIRST")] * 2
    await puller.round()
    with pytest.raises(SenderRefused, match="ORDERS_FIRST"):
        await puller.round()
    await puller.round()
    world.sender.faults = [SenderRefused("ORDERS_FIRST")]
    await puller.round()


@pytest.mark.parametrize(
    ("fault", "shown"),
    [
        (SenderAway(), "SenderAway"),
        (SenderRefused("PEER_PAUSED", 90), "PEER_PAUSED"),
        (PageUnproven("page-root"), "page-root"),
        (NotTaken("malformed"), "malformed"),
        (NotLogged("unavailable"), "log-unavailable"),
    ],
)
async def test_a_fault_is_shown_and_tried_again_later_each_time(world: World, fault: Exception, shown: str) -> None:
    world.rounds, world.sender.faults = 2, [fault] * 3
    puller = world.puller()
    with pytest.raises(asyncio.CancelledError):
        await puller.run()
    assert puller.seen.trouble == shown
    assert len(world.slept) == 3
    least = 90.0 if shown == "PEER_PAUSED" else 1.0
    assert world.slept[0] >= least
    assert world.slept[2] >= max(least, 4.0)
    await puller.round()
    assert (puller.seen.trouble, puller.seen.heard_ms) == ("", NOW_MS)
    assert puller.seen.taken == {ORDERS: 0, RECORDS: 5} == puller.seen.heads


async def test_a_page_for_another_is_never_taken_nor_acknowledged(world: World) -> None:
    world.sender.forged = True
    with pytest.raises(PageUnproven, match="page-receiver"):
        await world.puller().round()
    assert world.takers[RECORDS].taken == []
    assert world.sender.did == ["orders 0 0"]


async def test_a_stopped_feed_asks_for_nothing(world: World) -> None:
    world.takers[RECORDS].stopped = "malformed"
    with pytest.raises(NotTaken, match="malformed"):
        await world.puller().round()
    assert world.sender.did == ["orders 0 0"]


async def test_a_page_is_entered_before_anything_of_it_is_kept_and_one_of_nothing_is_not(world: World) -> None:
    world.log.did = world.sender.did
    await world.puller().round()
    assert [step for step in world.sender.did if "logged" in step or "ack" in step] == [
        "records logged 2", "records ack 2", "records logged 4", "records ack 4", "records logged 5", "records ack 5",
    ]  # fmt: skip
    assert [page.after for page in world.log.pages][-1] == world.takers[RECORDS].at


async def test_while_the_log_takes_no_entry_nothing_is_asked_for(world: World) -> None:
    """A page that cannot be entered would stand in the sender's log alone."""
    world.log.refuses = "unavailable"
    with pytest.raises(NotLogged, match="unavailable"):
        await world.puller().round()
    assert world.sender.did == []


async def test_a_page_whose_entry_is_refused_is_neither_kept_nor_acknowledged(world: World) -> None:
    world.log.full = "witness-stale"
    with pytest.raises(NotLogged, match="witness-stale"):
        await world.puller().round()
    assert world.takers[RECORDS].taken == []
    assert world.sender.did == ["orders 0 0", "records 0 0"]


def test_waits_grow_to_a_minute_and_are_spread() -> None:
    backoff = Backoff()
    waits = [backoff.failed() for _ in range(50)]
    assert 1.0 <= waits[0] <= 1.5
    assert all(LONGEST_S <= wait <= 1.5 * LONGEST_S for wait in waits[6:])
    assert len(set(waits[6:])) > 5
    backoff.succeeded()
    assert backoff.failed() <= 1.5


@dataclass
class CutSender(StatedSender):
    """One that is gone after the first page of records."""

    async def pull(self, cursor: FeedCursor, wait_ms: int) -> PullChangesResponse:
        """See the port."""
        if cursor.sequence:
            raise SenderAway
        return await super().pull(cursor, wait_ms)


@dataclass
class FailingSender(StatedSender):
    """One that fails where a poll waits; ``paused``: it refuses records, and orders are answered."""

    paused: bool = False

    async def pull(self, cursor: FeedCursor, wait_ms: int) -> PullChangesResponse:
        """See the port."""
        if self.paused and cursor.feed == RECORDS:
            raise SenderRefused("PEER_PAUSED")
        if wait_ms:
            raise SenderAway
        return await super().pull(cursor, wait_ms)


@pytest.mark.parametrize("upto", [0, 5])
async def test_a_line_that_breaks_after_pages_came_is_asked_again_as_after_a_first_failure(
    world: World, known: Federation, upto: int
) -> None:
    """However often: pages of records say that the peer is there, also those that bring nothing new."""
    world.sender, world.rounds = FailingSender(known, {ORDERS: 0, RECORDS: upto}), 6
    with pytest.raises(asyncio.CancelledError):
        await world.puller().run()
    assert all(1.0 <= wait <= 1.5 for wait in world.slept)


async def test_orders_that_are_answered_are_no_reason_to_ask_a_sender_that_paused_at_once(
    world: World, known: Federation
) -> None:
    world.sender, world.rounds = FailingSender(known, {ORDERS: 1, RECORDS: 5}, paused=True), 6
    with pytest.raises(asyncio.CancelledError):
        await world.puller().run()
    assert world.slept[-1] >= LONGEST_S


async def test_what_was_taken_is_counted_and_logged_without_a_record(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    puller = world.puller()
    with caplog.at_level("INFO"):
        await puller.round()
    assert (puller.seen.pages, puller.seen.items) == ({RECORDS: 3}, {RECORDS: 5})
    assert [line for line in caplog.messages if line.startswith("page taken")] == [
        f"page taken peer={HUB} feed=records from={since} to={upto} items={upto - since}"
        for since, upto in ((0, 2), (2, 4), (4, 5))
    ]
    assert "r-1" not in caplog.text


async def test_when_the_senders_count_last_went_on_is_remembered(world: World) -> None:
    puller = world.puller()
    await puller.round()
    assert puller.seen.moved_ms == NOW_MS
    puller.seen.moved_ms = 1
    await puller.round()
    assert puller.seen.moved_ms == 1
    world.sender.upto[RECORDS] = 6
    await puller.round()
    assert puller.seen.moved_ms == NOW_MS


async def test_how_long_an_answer_took_is_of_those_that_wait_for_nothing(world: World) -> None:
    puller, now = world.puller(), [0]

    def later() -> int:
        now[0] += 7
        return now[0]

    puller.clock = later
    await puller.round()
    assert puller.seen.took_ms == 7


async def test_it_is_level_where_a_page_leaves_nothing(world: World) -> None:
    puller = world.puller()
    await puller.round()
    assert puller.seen.level_ms == {ORDERS: NOW_MS, RECORDS: NOW_MS}


async def test_a_page_with_more_behind_it_is_not_level(world: World, known: Federation) -> None:
    world.sender = CutSender(known, {ORDERS: 0, RECORDS: 5})
    puller = world.puller()
    with pytest.raises(SenderAway):
        await puller.round()
    assert puller.seen.taken[RECORDS] == 2
    assert puller.seen.level_ms == {ORDERS: NOW_MS}


async def test_a_refusal_is_heard_and_makes_nothing_level(world: World) -> None:
    """A sender that pauses this node answers, and its records go on without it."""
    world.takers.pop(ORDERS)
    world.sender.faults = [SenderRefused("PEER_PAUSED")]
    puller = world.puller()
    with pytest.raises(SenderRefused):
        await puller.round()
    assert puller.seen.heard_ms == NOW_MS
    assert puller.seen.level_ms == {}
