"""The server of one process's admin port. It binds a Unix socket and nothing else."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Final

import grpc
from grpc_health.v1 import health_pb2, health_pb2_grpc
from grpc_reflection.v1alpha import reflection
from rabta.admin.v1 import admin_service_pb2 as pb

from services.admin import place
from services.admin.condition import Process, Report
from services.admin.figures import of_process
from services.admin.health import Health
from services.admin.openmetrics import Family, render
from services.admin.wire import encode_metrics, encode_status

SERVICE: Final = pb.DESCRIPTOR.services_by_name["AdminService"].full_name
HEALTH: Final = health_pb2.DESCRIPTOR.services_by_name["Health"].full_name
RECEIVE_LIMIT: Final = 16 * 1024
CALLS: Final = 64
Counted = Callable[[Report], Sequence[Family]]


def nothing_counted(_report: Report) -> Sequence[Family]:
    """Of a process that takes no calls."""
    return ()


@asynccontextmanager
async def admin_port(node: Path, process: Process, counted: Counted = nothing_counted) -> AsyncIterator[None]:
    """Answer on ``admin/NAME.sock`` below the node's folder until left. Raises UnsafeFile, NameUnfit, OSError."""
    if not place.NAME.fullmatch(process.name):
        raise place.NameUnfit("a process's name is of small letters, digits and hyphens")
    place.prepare(node)
    with place.reached(node) as address:
        server, path = build(process, counted), address(process.name)
        place.bind(path, server.add_insecure_port)
        await server.start()
        inode = place.publish(path)
        try:
            yield
        finally:
            place.withdraw(path, inode)
            await server.stop(None)


def build(process: Process, counted: Counted) -> grpc.aio.Server:
    """The three services, bound nowhere yet."""
    server = grpc.aio.server(
        options=[
            ("grpc.max_receive_message_length", RECEIVE_LIMIT),
            ("grpc.max_metadata_size", RECEIVE_LIMIT),
            ("grpc.compression_enabled_algorithms_bitset", 1),
        ],
        maximum_concurrent_rpcs=CALLS,
    )
    health_pb2_grpc.add_HealthServicer_to_server(Health(process), server)
    server.add_generic_rpc_handlers((grpc.method_handlers_generic_handler(SERVICE, _methods(process, counted)),))
    reflection.enable_server_reflection((SERVICE, HEALTH, reflection.SERVICE_NAME), server)
    return server


def _methods(process: Process, counted: Counted) -> dict[str, Any]:
    async def status(_request: pb.GetStatusRequest, _context: object) -> bytes:
        return encode_status(await process.look())

    async def metrics(_request: pb.GetMetricsRequest, _context: object) -> bytes:
        report = await process.look()
        return encode_metrics(render([*of_process(process, report), *counted(report)]))

    return {
        "GetStatus": grpc.unary_unary_rpc_method_handler(status, pb.GetStatusRequest.FromString),
        "GetMetrics": grpc.unary_unary_rpc_method_handler(metrics, pb.GetMetricsRequest.FromString),
    }
