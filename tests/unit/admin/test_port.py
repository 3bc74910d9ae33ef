"""The port itself: who reaches it, what it serves, that it looks when it is asked, and what stays when it goes."""

from __future__ import annotations

import asyncio
import os
import socket
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import grpc
import pytest
from grpc_health.v1 import health_pb2
from grpc_reflection.v1alpha import reflection_pb2
from rabta.admin.v1 import admin_service_pb2 as pb

from services.admin import health, place
from services.admin.condition import Condition
from services.admin.rpc import HEALTH, SERVICE, admin_port
from services.edge.service import Part
from services.signing.keyfile import UnsafeFile
from tests.fakes.admin_world import MEMBERSHIP, RECORDS, Turned, reaching
from tests.fakes.openmetrics import parsed, value
from tests.proc import listening
from tests.unit.cli.rabta import mode

Status = health_pb2.HealthCheckResponse
REFLECTION = "grpc.reflection.v1alpha.ServerReflection"


@pytest.fixture
def node(tmp_path: Path) -> Path:
    """A node whose folder's path is longer than a socket's address."""
    folder = tmp_path / ("n" * 120)
    folder.mkdir(mode=0o700)
    return folder


async def checked(channel: Any, service: str = "") -> int:
    call = channel.unary_unary(
        f"/{HEALTH}/Check",
        request_serializer=health_pb2.HealthCheckRequest.SerializeToString,
        response_deserializer=Status.FromString,
    )
    return int((await call(health_pb2.HealthCheckRequest(service=service), timeout=20)).status)


async def listed(channel: Any) -> dict[str, int]:
    call = channel.unary_unary(f"/{HEALTH}/List", response_deserializer=health_pb2.HealthListResponse.FromString)
    return {name: answer.status for name, answer in (await call(b"", timeout=20)).statuses.items()}


async def test_health_is_looked_at_when_it_is_asked(node: Path) -> None:
    turned = Turned()
    async with admin_port(node, turned.process), reaching(node) as channel:
        assert turned.looks == 0, "nobody asked"
        for service in ("", RECORDS, MEMBERSHIP):
            assert await checked(channel, service) == Status.SERVING
        turned.turn(Part.REGISTRY, Condition.EXPIRED)
        assert await listed(channel) == {
            "": Status.NOT_SERVING,
            RECORDS: Status.NOT_SERVING,
            MEMBERSHIP: Status.SERVING,
        }
        turned.turn(Part.LOG, Condition.DOWN)
        assert await checked(channel, MEMBERSHIP) == Status.NOT_SERVING
        turned.turn(Part.LOG, Condition.OK)
        turned.turn(Part.REGISTRY, Condition.OK)
        assert await checked(channel) == Status.SERVING
        turned.report = replace(turned.report, draining=True)
        assert set((await listed(channel)).values()) == {Status.NOT_SERVING}


async def test_a_service_that_is_not_served_is_not_found(node: Path) -> None:
    async with admin_port(node, Turned().process), reaching(node) as channel:
        with pytest.raises(grpc.aio.AioRpcError) as caught:
            await checked(channel, "rabta.audit.v1.AuditService")
        assert caught.value.code() is grpc.StatusCode.NOT_FOUND


async def watched(channel: Any, service: str) -> AsyncIterator[int]:
    call = channel.unary_stream(
        f"/{HEALTH}/Watch",
        request_serializer=health_pb2.HealthCheckRequest.SerializeToString,
        response_deserializer=Status.FromString,
    )
    async for answer in call(health_pb2.HealthCheckRequest(service=service), timeout=10):
        yield answer.status


async def test_who_watches_is_told_each_change_once(node: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "WATCH_S", 0.02)
    turned = Turned()
    async with admin_port(node, turned.process), reaching(node) as channel:
        seen = watched(channel, RECORDS)
        assert await anext(seen) == Status.SERVING
        before = turned.looks
        while turned.looks < before + 3:
            await asyncio.sleep(0.01)
        turned.turn(Part.RECORDS, Condition.DOWN)
        assert await anext(seen) == Status.NOT_SERVING
        turned.turn(Part.RECORDS, Condition.OK)
        assert await anext(seen) == Status.SERVING
        assert await anext(watched(channel, "nobody's")) == Status.SERVICE_UNKNOWN


async def test_state_and_metrics(node: Path) -> None:
    turned = Turned()
    turned.turn(Part.LOG, Condition.SILENT)
    async with admin_port(node, turned.process), reaching(node) as channel:
        raw = await channel.unary_unary(f"/{SERVICE}/GetStatus")(b"", timeout=20)
        status = pb.GetStatusResponse.FromString(raw)
        assert (status.serving, status.registry_version) == (False, 4)
        raw = await channel.unary_unary(f"/{SERVICE}/GetMetrics")(b"", timeout=20)
        found = parsed(pb.GetMetricsResponse.FromString(raw).openmetrics)
        assert value(found, "rabta_serving") == 0
        assert value(found, "rabta_part_ok") == 2


async def test_reflection_tells_what_is_here(node: Path) -> None:
    async with admin_port(node, Turned().process), reaching(node) as channel:
        call = channel.stream_stream(
            f"/{REFLECTION}/ServerReflectionInfo",
            request_serializer=reflection_pb2.ServerReflectionRequest.SerializeToString,
            response_deserializer=reflection_pb2.ServerReflectionResponse.FromString,
        )(timeout=20)
        await call.write(reflection_pb2.ServerReflectionRequest(list_services=""))
        await call.write(reflection_pb2.ServerReflectionRequest(file_containing_symbol=SERVICE))
        await call.done_writing()
        answers = [answer async for answer in call]
    assert {each.name for each in answers[0].list_services_response.service} == {SERVICE, HEALTH, REFLECTION}
    assert any(b"AdminService" in raw for raw in answers[1].file_descriptor_response.file_descriptor_proto)


async def test_nothing_of_the_chain_is_served_here(node: Path) -> None:
    async with admin_port(node, Turned().process), reaching(node) as channel:
        with pytest.raises(grpc.aio.AioRpcError) as caught:
            await channel.unary_unary(f"/{RECORDS}/GetHistory")(b"", timeout=20)
        assert caught.value.code() is grpc.StatusCode.UNIMPLEMENTED


async def test_modes_and_no_other_socket(node: Path) -> None:
    held = os.umask(0)
    try:
        before = tcp_listeners()
        async with admin_port(node, Turned().process):
            assert mode(node / "admin") == 0o700
            assert mode(node / "admin" / "edge-0.sock") == 0o600
            assert [path.name for path in (node / "admin").iterdir()] == ["edge-0.sock"]
            assert tcp_listeners() == before
        assert list((node / "admin").iterdir()) == []
    finally:
        os.umask(held)


def tcp_listeners() -> set[str]:
    """Sockets of this process that listen on TCP."""
    return set(listening(os.getpid()))


async def test_a_tcp_listener_would_be_seen() -> None:
    before = tcp_listeners()
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        one.listen()
        assert len(tcp_listeners() - before) == 1


async def test_a_newer_process_of_the_name_is_answered_for(node: Path) -> None:
    old, new = Turned(), Turned()
    new.report = replace(new.report, registry_version=5)
    async with admin_port(node, new.process):
        async with admin_port(node, old.process):
            pass
        assert place.names(node) == []
    async with admin_port(node, old.process):
        inner = admin_port(node, new.process)
        await inner.__aenter__()
        async with reaching(node) as channel:
            raw = await channel.unary_unary(f"/{SERVICE}/GetStatus")(b"", timeout=20)
        assert pb.GetStatusResponse.FromString(raw).registry_version == 5
        await inner.__aexit__(None, None, None)


async def test_what_cannot_be_is_refused_before_anything_is_bound(node: Path) -> None:
    for name in ("", "Edge", "../edge", "e" * 41, "edge 0"):
        with pytest.raises(place.NameUnfit):
            async with admin_port(node, Turned(name).process):
                pass
    assert not (node / "admin").exists()
    (node / "admin").mkdir(mode=0o755)
    (node / "admin").chmod(0o755)
    with pytest.raises(UnsafeFile):
        async with admin_port(node, Turned().process):
            pass


async def test_a_body_that_is_no_message_ends_its_call_alone(node: Path) -> None:
    async with admin_port(node, Turned().process), reaching(node) as channel:
        for body in (b"\xff", b"x" * 100_000):
            with pytest.raises(grpc.aio.AioRpcError):
                await channel.unary_unary(f"/{SERVICE}/GetStatus")(body, timeout=20)
        assert await checked(channel) == Status.SERVING
