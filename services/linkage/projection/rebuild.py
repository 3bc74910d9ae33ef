"""The graph made anew from its sources. For ``rabta graph rebuild``."""

from __future__ import annotations

from services.linkage.ports import Graph
from services.linkage.projection.projector import Projector, clear


async def rebuild(graph: Graph, projector: Projector) -> None:
    """Empty it, then write everything again. No other projector may run; stopped within, it is done again."""
    await clear(graph)
    await projector.catch_up()
