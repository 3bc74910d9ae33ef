"""What a call took is free when it has ended: a collector that must find it first makes all other callers wait."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Iterator

import pytest

from services.edge.call import Call
from tests.fakes import live
from tests.fakes.hub import ALONE, INLINE, WRITE, running
from tests.fakes.raw_caller import calling

CALLS = 5


@pytest.fixture
def unreachable() -> Iterator[list[object]]:
    """What only the collector of garbage finds, filled whenever that is run by hand."""
    gc.collect()
    gc.disable()
    gc.set_debug(gc.DEBUG_SAVEALL)
    try:
        yield gc.garbage
    finally:
        gc.set_debug(0)
        gc.garbage.clear()
        gc.enable()


def calls_in(found: list[object]) -> list[str]:
    """Methods of the calls among these."""
    return [each.method for each in found if isinstance(each, Call)]


def test_a_call_that_something_of_its_own_leads_back_to_is_found(unreachable: list[object]) -> None:
    """So that the tests below can fail."""
    call = Call(INLINE, None, 0)  # type: ignore[arg-type]  # what it is judged by is not looked at
    call.context = [call]
    del call
    gc.collect()
    assert calls_in(unreachable) == [INLINE]


@pytest.mark.parametrize("method", [INLINE, ALONE, WRITE])
async def test_a_call_that_was_answered_leaves_nothing_to_the_collector(method: str, unreachable: list[object]) -> None:
    """A refusal does: gRPC keeps the exception that ends it, with all frames that it passed."""
    async with running() as hub, calling(hub.files, hub.port) as caller:
        for number in range(CALLS):
            await caller.proven(caller.ask(method, body=b"%d" % number, token=live.token()))
        await asyncio.sleep(0)
        gc.collect()
        assert calls_in(unreachable) == []
        assert len(hub.log.kinds()) >= CALLS
