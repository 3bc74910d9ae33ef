"""How long a body may take to come: each caller their own time, under one timer."""

from __future__ import annotations

import asyncio

import pytest

from services.edge import body
from services.edge.body import Bodies
from services.edge.errors import BodyMismatch


class Sends:
    """A caller whose message comes after ``after_s``."""

    def __init__(self, after_s: float, message: bytes = b"question") -> None:
        self._after_s, self._message = after_s, message

    async def read(self) -> bytes:
        await asyncio.sleep(self._after_s)
        return self._message


@pytest.fixture(autouse=True)
def _short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(body, "BODY_WAIT_S", 0.2)


async def took(bodies: Bodies, after_s: float) -> tuple[bytes, float]:
    loop = asyncio.get_running_loop()
    started = loop.time()
    try:
        return await bodies.read(Sends(after_s)), loop.time() - started
    except BodyMismatch:
        return b"", loop.time() - started


async def test_each_has_their_own_time() -> None:
    bodies, waiting = Bodies(), []
    for _ in range(4):
        waiting.append(asyncio.create_task(took(bodies, 60.0)))
        await asyncio.sleep(0.07)
    for said, seconds in await asyncio.gather(*waiting):
        assert said == b""
        assert 0.19 < seconds < 0.28


async def test_who_sends_in_time_is_left_alone_and_who_comes_later_is_watched_too() -> None:
    bodies = Bodies()
    late = asyncio.create_task(took(bodies, 60.0))
    assert (await took(bodies, 0.01))[0] == b"question"
    await asyncio.sleep(0.1)
    second = asyncio.create_task(took(bodies, 0.15))
    assert (await late)[0] == b""
    assert (await second)[0] == b"question"
    await asyncio.sleep(0.3)
    assert (await took(bodies, 60.0))[0] == b""


async def test_a_call_that_is_given_up_is_no_late_body() -> None:
    bodies = Bodies()
    call = asyncio.create_task(bodies.read(Sends(60.0)))
    await asyncio.sleep(0.01)
    call.cancel()
    with pytest.raises(asyncio.CancelledError):
        await call


async def test_a_call_given_up_as_its_time_ends_is_given_up() -> None:
    bodies = Bodies()

    class GivenUp(Sends):
        async def read(self) -> bytes:
            try:
                return await super().read()
            except asyncio.CancelledError:
                call.cancel()
                raise

    call = asyncio.create_task(bodies.read(GivenUp(60.0)))
    with pytest.raises(asyncio.CancelledError):
        await call
