"""Reads that nobody waits for any more are not worked on."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine

from services.access.errors import Refused
from services.edge.call import Call
from services.edge.refuse import refuse


class Gone(Refused):
    """The caller has cancelled, or stopped waiting. It is said in the entry alone."""

    reason = "TOO_BUSY"


async def while_wanted(call: Call, handling: Coroutine[None, None, None]) -> None:
    """Handle a read. A caller who is gone ends the work; the entry says that they asked and got nothing."""
    work = asyncio.ensure_future(handling)
    call.done.add_done_callback(lambda _: work.cancel())
    try:
        await work
    except asyncio.CancelledError:
        if not call.done.cancelled():
            raise
        refuse(call, Gone())
    finally:
        work.cancel()
