"""While a page is being written judging waits: not before, not after, and not for ever."""

from __future__ import annotations

import asyncio
import time

from services.records.app.write_priority import Desk

LONG_S, SOON_S = 30.0, 5.0


async def test_nothing_is_written_and_nobody_waits() -> None:
    await asyncio.wait_for(Desk(LONG_S).free(), SOON_S)


async def test_judging_waits_until_the_last_page_is_written() -> None:
    desk = Desk(LONG_S)
    with desk.writing():
        with desk.writing():
            waiting = asyncio.create_task(desk.free())
            await asyncio.sleep(0.02)
            assert not waiting.done()
        await asyncio.sleep(0.02)
        assert not waiting.done()
    await asyncio.wait_for(waiting, SOON_S)
    await asyncio.wait_for(desk.free(), SOON_S)


async def test_a_page_that_fails_to_be_written_holds_nobody_up() -> None:
    desk = Desk(LONG_S)
    try:
        with desk.writing():
            raise OSError("full")
    except OSError:
        await asyncio.wait_for(desk.free(), SOON_S)


async def test_judging_waits_no_longer_than_it_must() -> None:
    desk, started = Desk(0.05), time.monotonic()
    with desk.writing():
        await asyncio.wait_for(desk.free(), SOON_S)
    assert time.monotonic() - started >= 0.05


async def test_what_is_due_goes_first() -> None:
    seen = []
    asyncio.get_running_loop().call_soon(seen.append, "due")
    await Desk().free()
    assert seen == ["due"]
