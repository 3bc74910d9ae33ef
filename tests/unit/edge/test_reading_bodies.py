"""How long a body may take to come: each caller their own time, under one timer."""

from __future__ import annotations

import asyncio
from typing import Final

import pytest

from services.edge.body import BODY_WAIT_S, Bodies
from services.edge.errors import BodyMismatch
from tests.fakes.clock_loop import run_timed

LONG_S: Final = 600.0


class Sends:
    """A caller whose message comes after ``after_s``."""

    def __init__(self, after_s: float, message: bytes = b"question") -> None:
        self._after_s, self._message = after_s, message

    async def read(self) -> bytes:
        await asyncio.sleep(self._after_s)
        return self._message


async def took(bodies: Bodies, after_s: float) -> tuple[bytes, float]:
    """What was read, and after how many seconds."""
    loop = asyncio.get_running_loop()
    started = loop.time()
    try:
        return await bodies.read(Sends(after_s)), loop.time() - started
    except BodyMismatch:
        return b"", loop.time() - started


def test_each_has_their_own_time() -> None:
    async def scenario() -> None:
        bodies, waiting = Bodies(8.0), []
        for _ in range(4):
            waiting.append(asyncio.create_task(took(bodies, LONG_S)))
            await asyncio.sleep(3.0)
        assert await asyncio.gather(*waiting) == [(b"", 8.0)] * 4

    run_timed(scenario)


def test_who_sends_in_time_is_left_alone_and_who_comes_later_is_watched_too() -> None:
    async def scenario() -> None:
        bodies = Bodies(8.0)
        late = asyncio.create_task(took(bodies, LONG_S))
        assert await took(bodies, 1.0) == (b"question", 1.0)
        await asyncio.sleep(4.0)
        second = asyncio.create_task(took(bodies, 7.0))
        assert await late == (b"", 8.0)
        assert await second == (b"question", 7.0)
        await asyncio.sleep(12.0)
        assert await took(bodies, LONG_S) == (b"", 8.0)

    run_timed(scenario)


def test_where_nobody_says_how_long_it_is_what_the_protocol_says() -> None:
    async def scenario() -> None:
        assert await took(Bodies(), LONG_S) == (b"", BODY_WAIT_S)

    run_timed(scenario)


def test_a_call_given_up_as_its_time_ends_is_given_up() -> None:
    calls: list[asyncio.Task[bytes]] = []

    class GivenUp(Sends):
        async def read(self) -> bytes:
            try:
                return await super().read()
            except asyncio.CancelledError:
                calls[0].cancel()
                raise

    async def scenario() -> None:
        calls.append(asyncio.create_task(Bodies(8.0).read(GivenUp(LONG_S))))
        with pytest.raises(asyncio.CancelledError):
            await calls[0]

    run_timed(scenario)
