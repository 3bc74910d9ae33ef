"""How an edge process is: the registry it judges by, the line to the log's writer, the store of records."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Final

from audit.client import AuditGone, AuditNever, AuditNotNow, Checkpointed, Refusal
from services.admin.condition import Condition, Report
from services.edge.chain import Edge
from services.edge.log_link import LogLink
from services.edge.service import Part
from services.membership.registry import Registry

PATIENCE_S: Final = 2.0
"""How long the writer may take to answer; a commit on a slow disk takes less."""
Readable = Callable[[], Awaitable[bool]]


async def edge_report(edge: Edge, readable: Readable) -> Report:
    """The process now. ``readable``: whether the store of records can be read."""
    registry, now_ms = edge.snapshot().registry, edge.clock()
    log, newest = await log_condition(edge.log)
    alarms = tuple(alarm.witness for alarm in newest.alarms) if newest else ()
    parts = {
        Part.REGISTRY: _registry(registry, now_ms),
        Part.LOG: log,
        Part.RECORDS: Condition.OK if await readable() else Condition.DOWN,
    }
    expires_s = (registry.expires_ms - now_ms) // 1000
    return Report(
        parts, edge.draining, registry.version, expires_s, edge.slots.used, edge.starting, alarms,
        clock_alarms=newest.clocks if newest else (), refused_runs=edge.calls.runs.report(now_ms),
    )  # fmt: skip


def _registry(registry: Registry, now_ms: int) -> Condition:
    return Condition.EXPIRED if registry.expired(now_ms) else Condition.OK


async def log_condition(log: LogLink, patience_s: float = PATIENCE_S) -> tuple[Condition, Checkpointed | None]:
    """Asks the writer for its newest checkpoint: a line that is up says nothing of who is at its other end.

    With it what the writer says of the witnesses. A clock that is off, or a log that was rolled back, takes nothing.
    """
    client = log.client
    if client is None:
        return Condition.DOWN, None
    if log.held:
        return Condition.HELD if log.why is Refusal.UNAVAILABLE else Condition.REFUSING, None
    try:
        async with asyncio.timeout(patience_s):
            newest = await client.checkpoint()
    except AuditGone:
        return Condition.DOWN, None
    except (AuditNotNow, AuditNever):
        return Condition.REFUSING, None
    except TimeoutError:
        return Condition.SILENT, None
    return Condition.REFUSING if newest.clock_off else Condition.OK, newest
