"""Pages under way: so many at once and no more, taken over in their order, and none lost when one is refused."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable

import pytest
from rabta.records.v1.records_service_pb2 import SubmitPageRequest
from rabta.signing.v1.page_pb2 import PageHeader

from services.client.errors import Refusal, Unproven
from services.client.feed import PAGES_AT_ONCE, PAGES_UNDER_WAY
from services.client.pages_in_flight import TRIES
from tests.fakes.feed_hub import FeedHub
from tests.unit.client.feed.agency import Agency, draft

Sender = Callable[[bytes, str], Awaitable[bytes]]


def number_of(body: bytes) -> int:
    return PageHeader.FromString(SubmitPageRequest.FromString(body).header.header).page_number


def cut(agency: Agency, count: int) -> None:
    """Pages of one record each."""
    for number in range(1, count + 1):
        agency.feed.offer(draft(f"r{number}"))
        agency.feed.cut()


class Line:
    """A line to the hub that counts who is on it; ``faults``: page -> what befalls its tries, one after another."""

    def __init__(self, hub: FeedHub, faults: dict[int, list[str]] | None = None) -> None:
        self.hub = hub
        self.faults = faults or {}
        self.now: set[int] = set()
        self.most = 0
        self.tries: list[int] = []

    async def send(self, body: bytes, request_id: str) -> bytes:
        number = number_of(body)
        self.tries.append(number)
        self.now.add(number)
        self.most = max(self.most, len(self.now))
        try:
            await asyncio.sleep(0.002)
            fault = self.faults[number].pop(0) if self.faults.get(number) else ""
            if fault == "lost":
                raise Unproven("transport")
            if fault:
                raise Refusal(fault)
            return await self.hub.send(body, request_id)
        finally:
            self.now.discard(number)


def test_so_many_are_under_way_and_no_more(agency: Agency, hub: FeedHub) -> None:
    cut(agency, PAGES_UNDER_WAY)
    line = Line(hub)
    asyncio.run(agency.feed.submit(line.send))
    assert line.most == PAGES_AT_ONCE > 1
    assert hub.head()[0] == PAGES_UNDER_WAY
    assert line.tries == list(range(1, PAGES_UNDER_WAY + 1))


def test_answers_are_taken_over_in_the_order_of_the_pages(
    agency: Agency, hub: FeedHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    cut(agency, 3)
    taken: list[int] = []
    own = agency.journal.answered

    def answered(page: int, refused: Iterable[int]) -> None:
        taken.append(page)
        own(page, refused)

    monkeypatch.setattr(agency.journal, "answered", answered)

    async def backwards(body: bytes, request_id: str) -> bytes:
        answer = await hub.send(body, request_id)
        await asyncio.sleep(0.03 / number_of(body))
        return answer

    asyncio.run(agency.feed.submit(backwards))
    assert taken == [1, 2, 3]


def test_a_page_refused_as_too_early_goes_again_after_the_one_before(agency: Agency, hub: FeedHub) -> None:
    hub.patience = 0
    cut(agency, 3)
    line = Line(hub, {1: ["lost", "lost"]})
    asyncio.run(agency.feed.submit(line.send))
    assert hub.head()[0] == 3
    assert line.tries.count(2) == line.tries.count(3) == 2
    assert all(len(bodies) == 1 for bodies in hub.bodies.values())


def test_the_oldest_page_refused_as_out_of_order_stops_the_feed(agency: Agency, hub: FeedHub) -> None:
    cut(agency, 3)
    line = Line(hub, {1: ["PAGE_OUT_OF_ORDER"]})
    with pytest.raises(Refusal) as refused:
        asyncio.run(agency.feed.submit(line.send))
    assert refused.value.reason == "PAGE_OUT_OF_ORDER"
    assert line.tries.count(1) == 1
    assert agency.journal.count_pending() == 3


@pytest.mark.parametrize(("refused", "before"), [(1, 0), (2, 1), (3, 2)])
def test_a_refused_page_stops_those_behind_it_and_none_before_it(
    agency: Agency, hub: FeedHub, refused: int, before: int
) -> None:
    cut(agency, 4)
    line = Line(hub, {refused: ["PAGE_INVALID"]})
    with pytest.raises(Refusal) as found:
        asyncio.run(agency.feed.submit(line.send))
    assert found.value.reason == "PAGE_INVALID"
    assert hub.head()[0] == before
    assert agency.journal.count_pending() == 4 - before
    assert line.now == set()
    assert agency.feed.abandon() == 4 - before
    assert agency.journal.head()[0] == before


def test_a_later_pages_refusal_waits_for_the_answers_before_it(agency: Agency, hub: FeedHub) -> None:
    """Page 2 is refused while page 1 is still on its way: page 1 counts as answered all the same."""
    cut(agency, 2)
    line = Line(hub, {1: ["lost"] * (TRIES - 1), 2: ["POLICY_DENIED"]})
    with pytest.raises(Refusal) as found:
        asyncio.run(agency.feed.submit(line.send))
    assert found.value.reason == "POLICY_DENIED"
    assert (hub.head()[0], agency.journal.count_pending()) == (1, 1)


def test_what_was_under_way_when_a_run_ends_goes_out_unchanged(agency: Agency, hub: FeedHub) -> None:
    cut(agency, 4)
    line = Line(hub, {2: ["lost"] * TRIES})
    with pytest.raises(Unproven):
        asyncio.run(agency.feed.submit(line.send))
    agency.crash()
    asyncio.run(agency.feed.submit(hub.send))
    assert (hub.head()[0], hub.count(), agency.journal.count_pending()) == (4, 4, 0)
    assert all(len(bodies) == 1 for bodies in hub.bodies.values())


def test_nothing_goes_on_after_a_run_was_stopped(agency: Agency, hub: FeedHub) -> None:
    cut(agency, 3)
    line = Line(hub)

    async def run() -> None:
        running = asyncio.create_task(agency.feed.submit(line.send))
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        running.cancel()
        with pytest.raises(asyncio.CancelledError):
            await running
        assert asyncio.all_tasks() == {asyncio.current_task()}

    asyncio.run(run())
    assert line.now == set()
    assert agency.journal.count_pending() == 3
    asyncio.run(agency.feed.submit(hub.send))
    assert hub.head()[0] == 3
