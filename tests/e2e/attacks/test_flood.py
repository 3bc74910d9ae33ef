"""Before the first signature: connections without number, handshakes without end, headers without bound.

Each flood is measured on the edge that it meets: its descriptors, its memory, and an honest call meanwhile.
"""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from services.edge.door import HANDLES
from tests.e2e import planted
from tests.e2e.attacks import floods, http2
from tests.e2e.attacks.judging import Seen as Judged
from tests.e2e.attacks.judging import refused
from tests.e2e.bodies import GET_REGISTRY, HISTORY, history_of
from tests.e2e.federation import Pair
from tests.e2e.people import FIA, INVESTIGATOR, PUNJAB
from tests.e2e.planted import KNOWN
from tests.e2e.processes import until
from tests.e2e.world import World, running
from tests.proc import resident_kb
from tests.shared import PATIENCE_S

STRANGERS, ADDRESS, CERTIFICATE, ALL = 40, 30, 6, 120
FLOOD = 300
SLACK = 40
"""Descriptors of the honest callers, and of what the edge opens and closes by itself."""
GROWN_KB = 64 * 1024


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """One edge with low bounds."""
    bounds = {"strangers": STRANGERS, "per_address": ADDRESS, "per_certificate": CERTIFICATE, "connections": ALL}
    with running(tmp_path_factory.mktemp("flood"), processes=1, **bounds) as up:
        up.plant(planted.open_records())
        yield up


class Meanwhile:
    """What a flood costs the edge: compared with before."""

    def __init__(self, world: World) -> None:
        self.world = world
        (self.edge,) = world.edges()
        self.handles, self.memory_kb = floods.descriptors(self.edge), resident_kb(self.edge)

    def holds(self) -> None:
        """Few descriptors, little memory, and honest callers are answered, old lines and new ones."""
        assert self.world.edges() == [self.edge]
        until(lambda: floods.descriptors(self.edge) - self.handles <= HANDLES * STRANGERS + SLACK, "few descriptors")
        assert resident_kb(self.edge) - self.memory_kb < GROWN_KB
        for _ in range(3):
            assert self.world.well()
        question = self.world.asking(INVESTIGATOR, HISTORY, history_of(KNOWN))
        assert self.world.proven(question, self.world.line(FIA).send(question)).header.grpc_status == 0


@pytest.mark.parametrize("first", [b"", floods.CLIENT_HELLO], ids=["silent", "handshake-begun"])
def test_connections_that_say_nothing(world: World, first: bytes) -> None:
    """Of hundreds a few are held, the oldest give way, and those that are left end by themselves."""
    meanwhile = Meanwhile(world)
    with floods.many(world.local.port, FLOOD, floods.addresses(8), first) as connections:
        meanwhile.holds()
        until(lambda: floods.open_still(connections) <= STRANGERS, "a few are left")
        until(lambda: floods.open_still(connections) == 0, "the rest are closed")
        meanwhile.holds()


def test_connections_of_one_address(world: World) -> None:
    """One address has a share, which the next of it does not get past; others do not notice."""
    with floods.many(world.local.port, FLOOD, ["127.0.0.9"]) as connections:
        until(lambda: floods.open_still(connections) == ADDRESS, "its share is left")
        assert world.well()
        with floods.many(world.local.port, 3, ["127.0.0.10"]) as others:
            assert world.well()
            assert floods.open_still(others) == 3


def test_connections_of_one_certificate(world: World) -> None:
    """Signed and logged, those past the bound are busy; another agency is not, and soon neither is this one."""
    lines = [world.fresh_line(PUNJAB) for _ in range(CERTIFICATE + 2)]
    texts = []
    for line in lines:
        mark, question = world.log.size(), world.ask(GET_REGISTRY, agency=PUNJAB)
        back = line.send(question)
        texts.append(back.text)
        if back.code:
            refused(world, Judged(question, back, world.log.since(mark)), "TOO_BUSY")
    assert texts[CERTIFICATE:] == ["TOO_BUSY"] * 2
    assert texts.count("") >= CERTIFICATE - 1, "one is the line that was there before"
    assert world.well()
    for line in lines:
        line.close()
    until(lambda: world.line(PUNJAB).send(world.ask(GET_REGISTRY, agency=PUNJAB)).code == 0, "there is room again")


def test_metadata_before_settings_are_acknowledged(world: World) -> None:
    """8 MB of metadata by a peer that never says that it knows the bound on them: never answered as a call."""
    meanwhile, pair = Meanwhile(world), Pair.of(world.node(FIA))
    mark = world.log.size()
    for _ in range(4):
        with floods.unacknowledging(world, pair, floods.block_pieces(8, whole=True)) as tls:
            assert b"grpc-status" not in floods.answer_of(tls, 1.0)
    meanwhile.holds()
    assert {entry.open.method for entry in world.log.since(mark)} <= {GET_REGISTRY, HISTORY}


def test_header_blocks_that_never_end(world: World) -> None:
    """Each sends megabytes of one header and holds on."""
    meanwhile, pair = Meanwhile(world), Pair.of(world.node(FIA))
    with ExitStack() as stack:
        for place in range(STRANGERS - 10):
            source = floods.addresses(8)[place % 8]
            stack.enter_context(floods.unacknowledging(world, pair, floods.block_pieces(4, whole=False), source))
        meanwhile.holds()


def test_silent_after_the_handshake(world: World) -> None:
    """A member's certificate alone buys no more time than anybody has."""
    pair, ca = Pair.of(world.node(FIA)), world.files.hub.ca_crt
    with http2.connected(world.local.port, pair, ca) as one, http2.connected(world.local.port, pair, ca) as other:
        assert http2.until_closed(one, 20)
        assert http2.until_closed(other, 20)
    assert world.well()


def test_the_way_past_the_door(world: World) -> None:
    """The edge's own socket lies where nobody else may enter."""
    folder = floods.socket_folder(world)
    assert folder.stat().st_mode & 0o777 == 0o700
    (path,) = folder.iterdir()
    assert path.is_socket()


def test_plain_bytes_never_reach_the_edge(world: World) -> None:
    """What does not begin as TLS does is closed at its first byte."""
    with socket.create_connection(("127.0.0.1", world.local.port), timeout=PATIENCE_S) as plain:
        plain.sendall(b"GET / HTTP/1.1\r\n\r\n")
        assert http2.until_closed(plain)
