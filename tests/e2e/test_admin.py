"""A node in earnest, seen through its admin sockets: well, without its writer, well again; and counted to the call."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import grpc
import pytest
from grpc_health.v1 import health_pb2
from rabta.admin.v1 import admin_service_pb2 as pb

from services.admin import asking, place
from services.admin.rpc import HEALTH
from tests.e2e import planted
from tests.e2e.attacks.judging import answered, put, refused
from tests.e2e.bodies import GET_REGISTRY, HISTORY, history_of
from tests.e2e.people import FIA, INVESTIGATOR
from tests.e2e.planted import KNOWN
from tests.e2e.processes import ROOT, until
from tests.e2e.world import World, running
from tests.fakes.openmetrics import Samples, parsed, value
from tests.proc import listening
from tests.shared import PATIENCE_S

Status = health_pb2.HealthCheckResponse
EDGES, MATCHER = ("edge-0", "edge-1"), "matcher"
"""Processes of the node that tell of themselves: who serves calls, and the index of persons."""
RECORDS, MEMBERSHIP = "rabta.records.v1.RecordsService", "rabta.membership.v1.MembershipService"


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with running(tmp_path_factory.mktemp("admin"), processes=2) as up:
        up.plant(planted.open_records())
        until(lambda: all_serve(up), "every process serves")
        yield up
        up.run.no_traceback("hub")


def node(world: World) -> Path:
    return world.files.hub.folder


def health(world: World, service: str = "", process: str = "edge-0") -> int:
    """As a probe of others asks: the standard service, over the socket's path where that fits into an address."""
    with place.reached(node(world)) as address, grpc.insecure_channel(f"unix:{address(process)}") as channel:
        call = channel.unary_unary(
            f"/{HEALTH}/Check",
            request_serializer=health_pb2.HealthCheckRequest.SerializeToString,
            response_deserializer=Status.FromString,
        )
        return int(call(health_pb2.HealthCheckRequest(service=service), timeout=PATIENCE_S).status)


def rabta(world: World, command: str) -> subprocess.CompletedProcess[str]:
    path = os.pathsep.join([str(ROOT), str(ROOT / "proto" / "gen")])
    return subprocess.run(
        [sys.executable, "-m", "services.cli.main", command, str(node(world))],
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def states(world: World) -> dict[str, pb.GetStatusResponse | None]:
    return asyncio.run(asking.statuses(node(world)))


def all_serve(world: World) -> bool:
    found = states(world)
    return found.keys() == {*EDGES, MATCHER} and all(answer and answer.serving for answer in found.values())


def test_private_sockets_and_nothing_else(world: World) -> None:
    folder = node(world) / "admin"
    assert folder.stat().st_mode & 0o777 == 0o700
    assert sorted(path.name for path in folder.iterdir()) == ["edge-0.sock", "edge-1.sock", "matcher.sock"]
    for path in folder.iterdir():
        assert path.is_socket()
        assert path.stat().st_mode & 0o777 == 0o600
    for pid in world.edges():
        assert {port for _, port in listening(pid).values()} == {world.local.port}, "TCP is for mutual TLS alone"


def test_the_port_of_the_federation_knows_no_health(world: World) -> None:
    """Not in the clear, not with a certificate: only what the chain routes is there, signed and logged."""
    with grpc.insecure_channel(f"127.0.0.1:{world.local.port}") as channel:
        for method in (f"/{HEALTH}/Check", "/rabta.admin.v1.AdminService/GetMetrics"):
            call: grpc.UnaryUnaryMultiCallable[bytes, bytes] = channel.unary_unary(method)
            with pytest.raises(grpc.RpcError) as caught:
                call(b"", timeout=PATIENCE_S)
            assert caught.value.code() is grpc.StatusCode.UNAVAILABLE
    for method in (f"/{HEALTH}/Check", "/rabta.admin.v1.AdminService/GetMetrics"):
        refused(world, put(world, world.asking(INVESTIGATOR, method, b"")), "METHOD_UNKNOWN")
        back = world.line().send(world.ask(method, audience="pk.nobody"))
        assert (back.code, back.signed) == (16, False)


def test_it_tells_when_the_writer_is_gone_and_when_it_is_back(world: World) -> None:
    until(lambda: all_serve(world), "every process serves")
    for process in EDGES:
        for service in ("", RECORDS, MEMBERSHIP):
            assert health(world, service, process) == Status.SERVING
    assert rabta(world, "status").returncode == 0
    os.kill(world.writer(), signal.SIGSTOP)
    try:
        assert health(world) == Status.NOT_SERVING
        assert rabta(world, "status").stdout.count("log silent") == 2
    finally:
        os.kill(world.writer(), signal.SIGKILL)
    seen: set[bool] = set()

    def back() -> bool:
        seen.add(all_serve(world))
        return True in seen

    until(back, "the supervisor has brought the writer back")
    assert seen == {False, True}, "it was gone in between"
    assert health(world, RECORDS) == Status.SERVING
    done = rabta(world, "status")
    assert (done.returncode, done.stdout.count(" serving "), done.stderr) == (0, 3, "")


def test_an_edge_that_is_killed_has_its_socket_again(world: World) -> None:
    before = states(world).keys()
    os.kill(world.edges()[0], signal.SIGKILL)
    until(lambda: not all_serve(world), "one of them is gone")
    assert states(world).keys() == before
    until(lambda: all_serve(world), "it is back")
    assert states(world).keys() == before
    world.ready()


def counted(world: World) -> Samples:
    done = rabta(world, "metrics")
    assert (done.returncode, done.stderr) == (0, "")
    return parsed(done.stdout)


def test_calls_are_counted_exactly_and_nobody_is_named(world: World) -> None:
    before = counted(world)
    for _ in range(3):
        answered(world, put(world, world.asking(INVESTIGATOR, HISTORY, history_of(KNOWN))))
    for _ in range(2):
        refused(world, put(world, world.asking(INVESTIGATOR, HISTORY, b"\xff")), "INVALID_ARGUMENT")
    for name in ("A", "B"):
        refused(world, put(world, world.asking(INVESTIGATOR, f"/made.up/{name}", b"")), "METHOD_UNKNOWN")
    answered(world, put(world, world.ask(GET_REGISTRY)))
    for _ in range(4):
        world.line().send(world.ask(HISTORY, audience="pk.nobody"))
    text = rabta(world, "metrics").stdout
    after = parsed(text)

    def more(name: str, **labels: str) -> float:
        return value(after, name, **labels) - value(before, name, **labels)

    assert more("rabta_calls_total", method=HISTORY, status="OK", reason="") == 3
    assert more("rabta_calls_total", method=HISTORY, status="INVALID_ARGUMENT", reason="INVALID_ARGUMENT") == 2
    assert more("rabta_calls_total", method="other", status="UNIMPLEMENTED", reason="METHOD_UNKNOWN") == 2
    assert more("rabta_calls_total", method=GET_REGISTRY, status="OK") == 1
    assert more("rabta_calls_total") == more("rabta_call_seconds_count") == 8
    assert more("rabta_call_seconds_bucket", method=HISTORY, le="+Inf") == 5
    assert more("rabta_unauthenticated_total", step="addressee") == more("rabta_unauthenticated_total") == 4
    assert more("rabta_slots_refused_total") == more("rabta_log_appends_refused_total") == 0
    assert value(after, "rabta_registry_version") == 2 * world.registry.version
    assert value(after, "rabta_up") == value(after, "rabta_serving") == 3
    for word in (FIA, "pk.", INVESTIGATOR.id, "made.up", KNOWN, world.files.name, "ICHHRA"):
        assert word not in text, word


def test_it_answers_after_the_registry_has_expired(tmp_path: Path) -> None:
    with running(tmp_path, clocked=True, processes=1) as up:
        until(lambda: any(answer and answer.serving for answer in states(up).values()), "it serves")
        (name,) = states(up).keys() - {MATCHER}
        up.clock.move(400 * 86_400_000, "edge")
        assert health(up, process=name) == Status.NOT_SERVING
        assert health(up, RECORDS, name) == Status.NOT_SERVING
        assert health(up, MEMBERSHIP, name) == Status.SERVING, "the registry is still handed out"
        assert "registry 1 expired, log ok" in rabta(up, "status").stdout
        assert value(counted(up), "rabta_registry_expiry_seconds") < -30 * 86_400
        up.clock.move(-400 * 86_400_000, "edge")
        assert health(up, process=name) == Status.SERVING


def test_told_to_stop_it_leaves_nothing_behind(world: World) -> None:
    world.stop_node()
    assert list((node(world) / "admin").iterdir()) == []
    assert rabta(world, "status").returncode == 1
    with socket.socket(socket.AF_UNIX) as one:
        one.bind(str(node(world) / "admin" / "edge-9.sock"))
    world.start_node()
    world.ready()
    until(lambda: all_serve(world), "both serve again, and the dead one's socket is gone")
