"""``grpc.health.v1.Health`` over a process's parts: looked at when asked, never remembered."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from typing import Any, Final

import grpc
from grpc_health.v1 import health_pb2 as pb
from grpc_health.v1 import health_pb2_grpc

from services.admin.condition import Process, Report
from services.edge.service import Part

WATCH_S: Final = 0.5
"""Between two looks while somebody watches."""
Wire = Any
"""A message of grpc_health, which has no types, and the call that brought it."""
Status = pb.HealthCheckResponse


class Health(health_pb2_grpc.HealthServicer):  # type: ignore[misc]
    """The empty name stands for the whole process; any other for one service that it serves."""

    def __init__(self, process: Process) -> None:
        self._process = process

    async def Check(self, request: Wire, context: Wire) -> Wire:  # noqa: N802
        """NOT_FOUND for a service that is not served here."""
        found = _status(self._process, await self._process.look(), request.service)
        if found == Status.SERVICE_UNKNOWN:
            await context.abort(grpc.StatusCode.NOT_FOUND)
        return Status(status=found)

    async def List(self, request: Wire, context: Wire) -> Wire:  # noqa: ARG002, N802
        """The whole and each service, by one look."""
        report = await self._process.look()
        named = ("", *self._process.services)
        return pb.HealthListResponse(
            statuses={name: Status(status=_status(self._process, report, name)) for name in named}
        )

    async def Watch(self, request: Wire, context: Wire) -> AsyncIterator[Wire]:  # noqa: ARG002, N802
        """The state now, then each change of it."""
        said = None
        while True:
            found = _status(self._process, await self._process.look(), request.service)
            if found != said:
                yield Status(status=found)
                said = found
            await asyncio.sleep(WATCH_S)


def _status(process: Process, report: Report, service: str) -> int:
    needs: Mapping[str, frozenset[Part] | None] = {"": None, **process.services}
    if service not in needs:
        return int(Status.SERVICE_UNKNOWN)
    return int(Status.SERVING if report.serves(needs[service]) else Status.NOT_SERVING)
