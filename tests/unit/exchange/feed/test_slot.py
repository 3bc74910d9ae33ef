"""A poll that waits gives its own slot back, once: an agency's polls would else take all of its calls."""

from __future__ import annotations

import asyncio

from services.edge.call import Call
from services.exchange.feed.rpc import system_of
from tests.fakes import live
from tests.fakes.hub import ALONE, running
from tests.fakes.raw_caller import calling


async def test_what_waits_holds_no_slot_and_gives_it_back_once() -> None:
    async with running() as hub, calling(hub.files, hub.port) as caller:
        going, held = asyncio.Event(), asyncio.Event()
        before: list[int] = []

        async def poll(call: Call, raw: bytes) -> bytes:
            before.append(hub.edge.slots.used)
            system_of(call).let_go()
            going.set()
            await held.wait()
            return raw

        hub.bodies[ALONE] = poll
        waiting = asyncio.ensure_future(caller.proven(caller.ask(ALONE, body=b"later", token=live.token())))
        await going.wait()
        assert (before, hub.edge.slots.used) == ([1], 0)
        assert hub.edge.slots.take(live.FIA)
        held.set()
        assert (await waiting).body == b"later"
        assert hub.edge.slots.used == 1, "another's, which the end of the poll leaves alone"
        hub.edge.slots.give(live.FIA)
