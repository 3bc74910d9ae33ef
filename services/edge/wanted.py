"""Work that is begun by hand, and reads that nobody waits for any more: they are not worked on."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Generator
from types import coroutine
from typing import Final, cast

from services.edge.call import Call
from services.edge.errors import Gone
from services.edge.refuse import refuse

FINISHED: Final = object()
"""What a coroutine waits for that has already ended."""


def begin(work: Coroutine[object, None, None]) -> object:
    """Run ``work`` in the current task until it first waits: what it waits for, or FINISHED. Raises what it raises."""
    try:
        return work.send(None)
    except StopIteration:
        return FINISHED


@coroutine
def go_on(work: Coroutine[object, None, None], awaited: object) -> Generator[object, None, None]:
    """The rest of ``work``, which was begun and waits for ``awaited``.

    To be awaited in the task in which it was begun: what it waits with may know that task, as asyncio.timeout does.
    """
    try:
        while True:
            try:
                sent = yield awaited
            except BaseException as thrown:
                awaited = work.throw(thrown)
            else:
                awaited = work.send(sent)
    except StopIteration:
        return


async def while_wanted(call: Call, handling: Coroutine[object, None, None]) -> None:
    """Handle a read in the current task. A caller who is gone ends the work; the entry says that they got nothing."""
    task = cast(asyncio.Task[object], asyncio.current_task())
    working, ended = True, False

    def end(_done: asyncio.Future[None]) -> None:
        nonlocal ended
        if working:
            ended = task.cancel()

    call.done.add_done_callback(end)
    try:
        await handling
    except asyncio.CancelledError:
        if not call.done.cancelled():
            raise
        refuse(call, Gone())
    finally:
        working = False
        if ended:
            task.uncancel()
