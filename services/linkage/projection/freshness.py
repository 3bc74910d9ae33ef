"""A question waits until the graph shows what stood when it came: what was sealed since must never show."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from typing import Final

from services.linkage.errors import GraphBehind
from services.linkage.ports import Graph
from services.linkage.projection.projector import position

POLL_S: Final = 0.02


async def wait_for(graph: Graph, heads: Mapping[str, int], until_ms: int, clock: Callable[[], int]) -> dict[str, int]:
    """Until the graph shows each source's change; ``clock`` and ``until_ms`` in epoch milliseconds.

    The last change that it then shows, by source. Raises GraphBehind when that time comes first.
    """
    shown: dict[str, int] = {}
    while True:
        for source in heads.keys() - shown.keys():
            found = await position(graph, source)
            if found >= heads[source]:
                shown[source] = found
        if shown.keys() == heads.keys():
            return shown
        if clock() >= until_ms:
            raise GraphBehind(retry_after_s=1)
        await asyncio.sleep(POLL_S)
