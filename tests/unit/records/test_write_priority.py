"""While a page is being written judging waits: not before, not after, and not for ever."""

from __future__ import annotations

import asyncio
import time

from services.records.app.write_priority import WritePriority

LONG_S, SOON_S = 30.0, 5.0


async def test_nothing_is_written_and_nobody_waits() -> None:
    await asyncio.wait_for(WritePriority(LONG_S).free(), SOON_S)


async def test_judging_waits_until_the_last_page_is_written() -> None:
    write_priority = WritePriority(LONG_S)
    with write_priority.writing():
        with write_priority.writing():
            waiting = asyncio.create_task(write_priority.free())
            await asyncio.sleep(0.02)
            assert not waiting.done()
        await asyncio.sleep(0.02)
        assert not waiting.done()
    await asyncio.wait_for(waiting, SOON_S)
    await asyncio.wait_for(write_priority.free(), SOON_S)


async def test_a_page_that_fails_to_be_written_holds_nobody_up() -> None:
    write_priority = WritePriority(LONG_S)
    try:
        with write_priority.writing():
            raise OSError("full")
    except OSError:
        await asyncio.wait_for(write_priority.free(), SOON_S)


async def test_judging_waits_no_longer_than_it_must() -> None:
    write_priority, started = WritePriority(0.05), time.monotonic()
    with write_priority.writing():
        await asyncio.wait_for(write_priority.free(), SOON_S)
    assert time.monotonic() - started >= 0.05


async def test_what_is_due_goes_first() -> None:
    seen: list[str] = []
    asyncio.get_running_loop().call_soon(seen.append, "due")
    await WritePriority().free()
    assert seen == ["due"]
