"""A question waits until the graph shows what stood when it came: what was sealed since must never show."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from typing import Final

from services.linkage.errors import GraphBehind
from services.linkage.ports import Graph
from services.linkage.projection.projector import position

POLL_S: Final = 0.02


async def wait_for(graph: Graph, heads: Mapping[str, int], until_ms: int, clock: Callable[[], int]) -> None:
    """Until the graph shows each source's change; ``clock`` and ``until_ms`` in epoch milliseconds.

    Raises GraphBehind when that time comes first.
    """
    waiting = dict(heads)
    while True:
        waiting = {source: head for source, head in waiting.items() if await position(graph, source) < head}
        if not waiting:
            return
        if clock() >= until_ms:
            raise GraphBehind(retry_after_s=1)
        await asyncio.sleep(POLL_S)
