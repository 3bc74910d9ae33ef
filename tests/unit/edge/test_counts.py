"""What a process counts of its calls: every call once, in one row, and no row for what a caller makes up."""

from __future__ import annotations

import asyncio
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from audit.client import Refusal
from services.edge.call_log import UNANSWERED
from services.edge.counts import BOUNDS_MS, OTHER, Counts
from services.edge.limits import Slots
from services.edge.stages import UNAUTHENTICATED
from services.edge.unauthenticated import MAX_PAIRS, RefusalCounts
from tests.fakes import live
from tests.fakes.hub import INLINE, REGISTRY, WRITE, running
from tests.fakes.raw_caller import calling
from tests.fakes.world.keys import key_of

METHODS = ("/a.v1.A/One", "/a.v1.A/Two")
EVENTS = st.tuples(
    st.one_of(st.sampled_from(METHODS), st.text(max_size=8)),
    st.integers(0, 16),
    st.sampled_from(["", "NOT_FOUND", "TOO_BUSY"]),
    st.integers(-5, 20_000),
)


@given(st.lists(EVENTS, max_size=60))
def test_every_call_is_counted_once_and_made_up_methods_are_one(
    events: list[tuple[str, int, str, int]],
) -> None:
    counts = Counts(METHODS)
    for event in events:
        counts.add(*event)
    folded = [(method if method in METHODS else OTHER, status, reason, took) for method, status, reason, took in events]
    assert counts.calls == Counter((method, status, reason) for method, status, reason, _ in folded)
    assert set(counts.took) == {*METHODS, OTHER}
    for method, (*buckets, ms) in counts.took.items():
        mine = [took for one, _, _, took in folded if one == method]
        assert sum(buckets) == len(mine)
        assert ms == sum(max(took, 0) for took in mine)
        for place, bound in enumerate(BOUNDS_MS):
            assert sum(buckets[: place + 1]) == sum(took <= bound for took in mine)


def test_a_call_of_just_a_bound_is_within_it() -> None:
    counts = Counts(METHODS)
    for bound in BOUNDS_MS:
        counts.add(METHODS[0], 0, "", bound)
    assert counts.took[METHODS[0]] == [1] * len(BOUNDS_MS) + [0, sum(BOUNDS_MS)]


def test_the_shortest_time_that_a_clock_tells_is_counted() -> None:
    counts = Counts(METHODS)
    for ms in (-1, 0, 1):
        counts.add(METHODS[0], 0, "", ms)
    assert counts.took[METHODS[0]] == [3, *[0] * len(BOUNDS_MS), 1]


def test_slots_and_steps_are_counted_since_the_start() -> None:
    slots, counts = Slots(4), RefusalCounts()
    assert [slots.take("pk.fia") for _ in range(3)] == [True, False, False]
    assert slots.refused == 2
    for number in range(MAX_PAIRS + 5):
        counts.add(number.to_bytes(8, "big") + bytes(24), "key")
    counts.take_back(counts.drain())
    counts.add(b"", "window")
    assert counts.steps == {"key": MAX_PAIRS + 5, "window": 1}, (
        "what is counted again for the log is not counted again here"
    )


async def test_the_steps_are_those_that_refuse() -> None:
    async with running() as hub, calling(hub.files, hub.port) as caller:
        for spoilt in ({"audience": "pk.nobody"}, {"iat_ms": 1, "exp_ms": 2}, {"kid": b"\x01" * 32}):
            await caller.send(caller.ask(INLINE, token=live.token(), **spoilt))
        await caller.send(caller.ask(INLINE), metadata=[])
        await caller.send(caller.ask(INLINE), metadata=[("rabta-hdr-bin", b"\xff"), ("rabta-sig-bin", b"\x01")])
        await caller.send(caller.ask(INLINE, key=key_of(hub.files, live.PUNJAB, "message"), kid=caller.key.kid))
    assert hub.edge.counts.steps == {one.name: 1 for one in UNAUTHENTICATED if one.name != "connection"}
    assert not hub.edge.calls.counts.calls, "nobody was authenticated"


async def test_what_the_chain_counts_is_what_it_answered() -> None:
    async with running(slots=4) as hub, calling(hub.files, hub.port) as caller:
        for _ in range(2):
            await caller.proven(caller.ask(INLINE, token=live.token()))
        await caller.proven(caller.ask(REGISTRY, b""))
        await caller.proven(caller.ask("/rabta.records.v1.RecordsService/Nothing", token=live.token()))
        hub.log.refuse = lambda _item: Refusal.UNAVAILABLE
        await caller.proven(caller.ask(WRITE, token=live.token()))
        hub.log.refuse = lambda _item: None
        held = asyncio.Event()

        async def slow(_call: object, raw: bytes) -> bytes:
            await held.wait()
            return raw

        hub.bodies[WRITE] = slow
        waiting = asyncio.create_task(caller.proven(caller.ask(WRITE, token=live.token())))
        while not hub.edge.slots.used:
            await asyncio.sleep(0.01)
        await caller.proven(caller.ask(INLINE, token=live.token()))
        held.set()
        await waiting
    assert hub.edge.calls.counts.calls == {
        (INLINE, 0, ""): 2,
        (REGISTRY, 0, ""): 1,
        (OTHER, 12, "METHOD_UNKNOWN"): 1,
        (WRITE, 14, "AUDIT_UNAVAILABLE"): 1,
        (INLINE, 8, "TOO_BUSY"): 1,
        (WRITE, 0, ""): 1,
    }
    assert hub.edge.slots.refused == 1


async def test_a_call_given_up_by_its_caller_is_counted_as_unanswered() -> None:
    async with running() as hub, calling(hub.files, hub.port) as caller:
        never = asyncio.Event()

        async def slow(_call: object, raw: bytes) -> bytes:
            await never.wait()
            return raw

        hub.bodies[WRITE] = slow
        waiting = asyncio.create_task(caller.proven(caller.ask(WRITE, token=live.token())))
        while not hub.ran:
            await asyncio.sleep(0.01)
        waiting.cancel()
        async with asyncio.timeout(60):
            while not hub.edge.calls.counts.calls:
                await asyncio.sleep(0.01)
        assert hub.edge.calls.counts.calls == {(WRITE, 2, UNANSWERED): 1}
        never.set()
