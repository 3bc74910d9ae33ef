"""Ask every process of a node over its admin socket."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

import grpc
from google.protobuf.message import DecodeError, Message
from rabta.admin.v1 import admin_service_pb2 as pb

from services.admin import place
from services.admin.rpc import SERVICE

if TYPE_CHECKING:
    from google.protobuf.internal.enum_type_wrapper import EnumTypeWrapper

PATIENCE_S: Final = 5.0
OPTIONS: Final = (("grpc.enable_http_proxy", 0), ("grpc.enable_retries", 0))
T = TypeVar("T")


async def statuses(node: Path) -> dict[str, pb.GetStatusResponse | None]:
    """Process -> its state, None where it does not answer. Raises UnsafeFile, OSError."""
    return await _ask(node, "GetStatus", pb.GetStatusRequest(), pb.GetStatusResponse.FromString)


async def metrics(node: Path) -> dict[str, str | None]:
    """Process -> its OpenMetrics document, None where it does not answer. Raises UnsafeFile, OSError."""
    found = await _ask(node, "GetMetrics", pb.GetMetricsRequest(), pb.GetMetricsResponse.FromString)
    return {name: None if answer is None else answer.openmetrics for name, answer in found.items()}


def read_conditions(status: pb.GetStatusResponse) -> list[tuple[str, str]]:
    """(part, condition) in words, in the order given; what a newer process calls otherwise is ``unknown``."""
    return [(_word(pb.Part, each.part), _word(pb.Condition, each.condition)) for each in status.parts]


def _word(enum: EnumTypeWrapper, number: int) -> str:
    known = enum.DESCRIPTOR.values_by_number.get(number)
    return str(known.name).partition("_")[2].lower() if known and number else "unknown"


async def _ask(node: Path, method: str, request: Message, read: Callable[[bytes], T]) -> dict[str, T | None]:
    found = place.names(node)
    if not found:
        return {}
    with place.reached(node) as address:
        answers = await asyncio.gather(*(_one(address(name), method, request, read) for name in found))
    return dict(zip(found, answers, strict=True))


async def _one(path: str, method: str, request: Message, read: Callable[[bytes], T]) -> T | None:
    async with grpc.aio.insecure_channel(f"unix:{path}", options=OPTIONS) as channel:
        call: Any = channel.unary_unary(f"/{SERVICE}/{method}")
        try:
            return read(await call(request.SerializeToString(), timeout=PATIENCE_S))
        except (grpc.aio.AioRpcError, DecodeError):
            return None
