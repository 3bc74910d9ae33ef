"""What the processes of a node tell on their admin ports."""

from __future__ import annotations

import logging
import os
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from functools import partial

from graph.errors import GraphRefused, GraphUnavailable
from services.access.errors import Refused
from services.admin.condition import Behind, Condition, Process, Report
from services.admin.probe import edge_report
from services.edge.chain import Edge
from services.edge.service import Part
from services.linkage.projection.projector import Lag
from services.node.services import needs_of
from services.records.app.again import NOTHING
from services.records.judging_port import Left

logger = logging.getLogger(__name__)


def edge_port(name: str, edge: Edge, left: Callable[[int], Awaitable[Left]]) -> Process:
    """An edge process. Without a name of its supervisor's it has one by its process id.

    ``left``: reads the store of records, and says what of it is left to judge.
    """
    look = partial(_look, edge, left)
    return Process(name or f"edge-{os.getpid()}", look, edge.clock(), needs_of(edge.routes))


Lags = Callable[[], Awaitable[Mapping[str, Lag]]]


def projector_port(
    now_ms: int, connected: Callable[[], bool], head: Callable[[], Awaitable[object]], lags: Lags
) -> Process:
    """The projector. ``connected``: whether it has the graph's engine; ``head``: reads the store of records."""

    async def look() -> Report:
        records = Condition.OK if await readable(head) else Condition.DOWN
        graph = Condition.OK if connected() else Condition.DOWN
        behind = await _behind(lags) if connected() else ()
        return Report({Part.RECORDS: records, Part.GRAPH: graph}, behind=behind)

    return Process("projector", look, now_ms)


def syncer_port(now_ms: int, head: Callable[[], Awaitable[object]]) -> Process:
    """The process that takes copies. It needs its records and no peer. ``head``: reads the store of records."""

    async def look() -> Report:
        return Report({Part.RECORDS: Condition.OK if await readable(head) else Condition.DOWN})

    return Process("syncer", look, now_ms)


async def _behind(lags: Lags) -> tuple[Behind, ...]:
    try:
        found = await lags()
    except (Refused, GraphUnavailable, GraphRefused):
        return ()
    return tuple(Behind(source, lag.changes, lag.seconds) for source, lag in found.items())


async def readable(read: Callable[[], Awaitable[object]]) -> bool:
    """Whether a read of the store goes through; where it does not, for whatever cause, the store is down."""
    try:
        await read()
    except Exception as error:
        if not isinstance(error, Refused):
            logger.error("a store cannot be read: %s", type(error).__name__)
        return False
    return True


async def _look(edge: Edge, judging_left: Callable[[int], Awaitable[Left]]) -> Report:
    left = NOTHING

    async def read() -> None:
        nonlocal left
        left = await judging_left(edge.clock())

    report = await edge_report(edge, partial(readable, read))
    return replace(report, to_judge=sum(left))
