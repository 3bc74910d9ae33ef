"""A process goes on until it is told to stop, or its work fails."""

from __future__ import annotations

import asyncio
import os
import signal

import pytest

from services.node.stopping import run_until, told_to_stop


async def _told(number: int) -> list[str]:
    seen: list[str] = []

    async def work() -> None:
        try:
            os.kill(os.getpid(), number)
            await asyncio.Event().wait()
        finally:
            seen.append("ended")

    await run_until(told_to_stop(), work())
    return seen


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_told_to_stop_its_work_is_ended_first(number: int) -> None:
    assert asyncio.run(_told(number)) == ["ended"]


async def _fails() -> None:
    async def work() -> None:
        raise LookupError

    await run_until(asyncio.Event(), work())


def test_work_that_fails_is_told() -> None:
    with pytest.raises(LookupError):
        asyncio.run(_fails())
