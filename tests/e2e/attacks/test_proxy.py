"""HAProxy before a hub, as `deploy/haproxy.cfg` sets it: calls pass, floods of one address and silence do not."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator

import pytest

from services.node.local import free_ports
from services.node.processes import NODE_PATIENCE_S
from tests.e2e.attacks import floods
from tests.e2e.bodies import GET_REGISTRY, HISTORY, history_of
from tests.e2e.caller import Line
from tests.e2e.federation import Pair
from tests.e2e.people import FIA, INVESTIGATOR
from tests.e2e.planted import KNOWN
from tests.e2e.processes import ROOT, until
from tests.e2e.world import World
from tests.proc import resident_kb
from tests.shared import PATIENCE_S, wanting

CONFIG = ROOT / "deploy" / "haproxy.cfg"
OF_ONE_ADDRESS = 128
HAPROXY = shutil.which("haproxy")


@pytest.fixture(scope="module")
def world(exchange_world: World) -> World:
    """A hub of one edge, to which all calls may come from one address."""
    if HAPROXY is None:
        wanting("haproxy, which deploy/haproxy.cfg is for")
    exchange_world.ready()
    return exchange_world


@pytest.fixture(scope="module")
def proxy(world: World, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[int, int]]:
    """Its port and process id."""
    port = free_ports(1)[0]
    environment = {**os.environ, "RABTA_BIND": f"0.0.0.0:{port}", "RABTA_HUB": f"127.0.0.1:{world.local.port}"}
    log = (tmp_path_factory.mktemp("haproxy") / "log").open("wb")
    process = subprocess.Popen([str(HAPROXY), "-f", str(CONFIG)], env=environment, stdout=log, stderr=log)
    try:
        until(lambda: well(world, port), "a call is answered through the proxy")
        yield port, process.pid
    finally:
        process.terminate()
        process.wait(PATIENCE_S)
        log.close()


def line_through(world: World, port: int) -> Line:
    pair = Pair.of(world.node(FIA))
    return Line(port, world.files.hub.ca_crt.read_bytes(), *pair)


def well(world: World, port: int) -> bool:
    """Whether an honest call is answered through the proxy, on a connection of its own."""
    line = line_through(world, port)
    question = world.ask(GET_REGISTRY)
    back = line.send(question, timeout=PATIENCE_S)
    line.close()
    return back.code == 0 and world.proven(question, back).header.grpc_status == 0


def test_a_question_passes_signed_and_logged(world: World, proxy: tuple[int, int]) -> None:
    line, mark = line_through(world, proxy[0]), world.log.size()
    question = world.asking(INVESTIGATOR, HISTORY, history_of(KNOWN))
    assert world.proven(question, line.send(question)).header.grpc_status == 0
    assert [entry.open.request_sha256 for entry in world.log.since(mark)] == [question.digest]
    line.close()


def test_silent_connections_never_reach_the_hub(world: World, proxy: tuple[int, int]) -> None:
    """Of one address a share is held for five seconds; another is answered meanwhile."""
    port, _ = proxy
    (edge,) = world.edges()
    before, memory_kb = floods.descriptors(edge), resident_kb(edge)
    with floods.many(port, 300, ["127.0.0.20"]) as connections:
        until(lambda: floods.open_still(connections) <= OF_ONE_ADDRESS, "of one address a share")
        assert floods.descriptors(edge) - before < 20
        until(lambda: well(world, port), "an honest caller is answered")
        until(lambda: floods.open_still(connections) == 0, "and none for long")
    assert resident_kb(edge) - memory_kb < 32 * 1024


def test_what_is_no_tls_is_closed(world: World, proxy: tuple[int, int]) -> None:
    with floods.many(proxy[0], 5, ["127.0.0.21"], b"GET / HTTP/1.1\r\n\r\n") as connections:
        until(lambda: floods.open_still(connections) == 0, "closed")
    until(lambda: well(world, proxy[0]), "an honest caller is answered")


def test_headers_without_end_stop_at_the_door_behind(world: World, proxy: tuple[int, int]) -> None:
    (edge,) = world.edges()
    memory_kb = resident_kb(edge)
    pair = Pair.of(world.node(FIA))
    held = [
        floods.unacknowledging(world, pair, floods.block_pieces(4, whole=False), "127.0.0.22", proxy[0])
        for _ in range(10)
    ]
    assert resident_kb(edge) - memory_kb < 64 * 1024
    until(lambda: well(world, proxy[0]), "an honest caller is answered")
    for one in held:
        one.close()


def test_it_holds_no_key_and_ends_no_tls() -> None:
    said = CONFIG.read_text("utf-8")
    assert "ssl crt" not in said
    assert " mode tcp" in said
    assert not [word for word in ("mode http", "ca-file", ".pem") if word in said]


def test_the_unit_waits_longer_than_the_node() -> None:
    lines = (ROOT / "deploy" / "rabta-hub.service").read_text("utf-8").splitlines()
    unit = dict(line.split("=", 1) for line in lines if "=" in line and not line.startswith("#"))
    assert float(unit["TimeoutStopSec"]) > NODE_PATIENCE_S
    assert unit["KillMode"] == "mixed"
