"""The door by itself, before a socket that echoes: who is held, who gives way, and that bytes pass as they are."""

from __future__ import annotations

import asyncio
import gc
import os
import resource
import socket
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
import uvloop
from hypothesis import given
from hypothesis import strategies as st

from services.edge.call import Call, Snapshot
from services.edge.door import SPARE, Bounds, Door, room_for
from services.edge.limits import Slots, admit
from services.edge.pipes import Caller
from services.node.local import free_ports
from tests.budget import budget
from tests.shared import PATIENCE_S

HELLO = b"\x16"
FEW = Bounds(strangers=3, stranger_s=30.0, stranger_bytes=1000, address=5, certificate=2, all=6)
ONE, OTHER = b"1" * 32, b"2" * 32


@dataclass
class Side:
    """A door, and the peers that the far side has seen."""

    door: Door
    port: int
    peers: list[str]
    held: list[asyncio.StreamWriter] = field(default_factory=list)

    async def client(self, source: str = "127.0.0.1") -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        """A connection that the door has taken note of."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port, local_addr=(source, 0))
        self.held.append(writer)
        await asyncio.sleep(0.01)
        return reader, writer

    async def greeted(self, source: str = "127.0.0.1") -> tuple[asyncio.StreamReader, asyncio.StreamWriter, str]:
        """One whose first bytes have come back, and what the far side calls it."""
        reader, writer = await self.client(source)
        writer.write(HELLO)
        assert await reader.readexactly(1) == HELLO
        return reader, writer, self.peers[-1]


@asynccontextmanager
async def standing(folder: Path, bounds: Bounds = FEW) -> AsyncIterator[Side]:
    peers: list[str] = []

    async def echo(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        name = writer.get_extra_info("peername")
        peers.append(f"unix-abstract:{name[1:].decode()}")
        with suppress(OSError):
            while data := await reader.read(65536):
                writer.write(data)
                await writer.drain()
        writer.close()

    path = folder / "inner.sock"
    server = await asyncio.start_unix_server(echo, path)
    door = Door(bounds, str(path))
    port = free_ports(1)[0]
    await door.open("127.0.0.1", port)
    try:
        yield Side(door, port, peers)
    finally:
        door.close()
        door.end()
        server.close()
        await asyncio.sleep(0.01)


async def ended(*readers: asyncio.StreamReader) -> None:
    """Wait until the door has let go of each."""
    async with asyncio.timeout(PATIENCE_S):
        for reader in readers:
            with suppress(OSError):
                assert await reader.read(1) == b""


async def stay(*readers: asyncio.StreamReader) -> None:
    """The door lets go of none for a moment."""
    for reader in readers:
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.2):
                await reader.read(1)


async def test_bytes_pass_both_ways_and_the_caller_is_named(tmp_path: Path) -> None:
    async with standing(tmp_path) as side:
        reader, writer, inner = await side.greeted()
        assert side.door.authenticated(inner, ONE)
        sent = os.urandom(300_000)
        writer.write(sent)
        assert await reader.readexactly(len(sent)) == sent
        host, port = writer.get_extra_info("sockname")[:2]
        assert side.door.peer(inner) == f"ipv4:{host}:{port}"
        assert side.door.peer("ipv4:10.0.0.1:9") == "ipv4:10.0.0.1:9", "one that did not come through the door"


async def test_what_does_not_begin_as_tls_is_closed_and_nobody_behind_hears_of_it(tmp_path: Path) -> None:
    async with standing(tmp_path) as side:
        reader, writer = await side.client()
        writer.write(b"GET / HTTP/1.1\r\n")
        await ended(reader)
        assert (side.peers, side.door.counts) == ([], (0, 0))


async def test_the_silent_cost_the_far_side_nothing(tmp_path: Path) -> None:
    async with standing(tmp_path) as side:
        await side.client()
        assert (side.peers, side.door.counts) == ([], (1, 1))


async def test_of_too_many_strangers_the_oldest_gives_way_and_the_proven_stay(tmp_path: Path) -> None:
    async with standing(tmp_path) as side:
        known, _, inner = await side.greeted()
        assert side.door.authenticated(inner, ONE)
        readers = [(await side.client(f"127.0.0.{place}"))[0] for place in range(2, 7)]
        await ended(*readers[:2])
        await stay(*readers[2:], known)
        assert side.door.refused == {"strangers": 2}


async def test_there_are_so_many_in_all_however_many_are_known(tmp_path: Path) -> None:
    """Of the known as of strangers; who gives way is a stranger, never a caller who has proven who they are."""
    bounds = replace(FEW, strangers=100, address=100, certificate=100, all=4)
    async with standing(tmp_path, bounds) as side:
        known = [await side.greeted() for _ in range(3)]
        assert [side.door.authenticated(inner, ONE) for _, _, inner in known] == [True] * 3
        first, _ = await side.client()
        second, _ = await side.client()
        await ended(first)
        await stay(second, *(reader for reader, _, _ in known))
        assert side.door.counts == (4, 1)
        assert side.door.refused == {"strangers": 1}


async def test_an_address_has_a_share(tmp_path: Path) -> None:
    async with standing(tmp_path, replace(FEW, strangers=100, all=100)) as side:
        readers = [(await side.client())[0] for _ in range(7)]
        await ended(*readers[5:])
        await stay(*readers[:5], (await side.client("127.0.0.7"))[0])
        assert side.door.refused == {"address": 2}


async def test_a_certificate_has_a_share_and_gets_it_back(tmp_path: Path) -> None:
    async with standing(tmp_path) as side:
        came = [await side.greeted() for _ in range(3)]
        assert [side.door.authenticated(inner, ONE) for *_, inner in came] == [True, True, False]
        assert side.door.authenticated(came[0][2], ONE), "one that is known is not counted twice"
        assert side.door.counts == (3, 1)
        assert side.door.authenticated((await side.greeted())[2], OTHER)
        came[0][1].close()
        async with asyncio.timeout(PATIENCE_S):
            while side.door.counts != (3, 1):
                await asyncio.sleep(0.01)
        assert side.door.authenticated(came[2][2], ONE)
        assert side.door.counts == (3, 0)


async def test_a_stranger_has_so_many_bytes_and_the_rest_waits_until_they_are_known(tmp_path: Path) -> None:
    async with standing(tmp_path, replace(FEW, stranger_bytes=50_000)) as side:
        reader, writer, inner = await side.greeted()
        sent = os.urandom(8_000_000)
        writer.write(sent)
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.3):
                await reader.readexactly(1_000_000)
        came = bytes(reader._buffer)  # type: ignore[attr-defined]  # asyncio's own buffer, without a name for others
        assert len(came) < 400_000, "what was read at once, and no more"
        assert side.door.authenticated(inner, ONE)
        assert await reader.readexactly(len(sent)) == sent


async def test_a_stranger_has_so_much_time_and_the_known_have_more(tmp_path: Path) -> None:
    async with standing(tmp_path, replace(FEW, stranger_s=0.3)) as side:
        silent, _ = await side.client()
        greeted, _, _ = await side.greeted()
        known, _, inner = await side.greeted()
        assert side.door.authenticated(inner, ONE)
        async with asyncio.timeout(60):
            while side.door.counts != (1, 0):
                await asyncio.sleep(0.02)
        await ended(silent, greeted)
        await stay(known)
        assert side.door.refused == {"time": 2}


async def test_of_strangers_those_alone_go_whose_time_is_over(tmp_path: Path) -> None:
    async with standing(tmp_path) as side:
        old, _ = await side.client()
        new, _ = await side.client()
        next(iter(side.door._strangers.values())).since -= FEW.stranger_s
        async with asyncio.timeout(60):
            while not side.door.refused:
                await asyncio.sleep(0.02)
        await ended(old)
        await stay(new)
        assert (side.door.refused, side.door.counts) == ({"time": 1}, (1, 1))


async def test_who_goes_gives_back_one_place_and_no_more(tmp_path: Path) -> None:
    async with standing(tmp_path) as side:
        came = [await side.greeted() for _ in range(3)]
        assert [side.door.authenticated(inner, ONE) for *_, inner in came] == [True, True, False]
        came[0][1].close()
        async with asyncio.timeout(60):
            while side.door.counts != (2, 1):
                await asyncio.sleep(0.01)
        assert side.door.authenticated(came[2][2], ONE)
        assert not side.door.authenticated((await side.greeted())[2], ONE), "one of the first two is still there"


async def test_a_door_that_ends_lets_go_of_all_and_is_let_go_of(tmp_path: Path) -> None:
    """No timer of its own holds it."""
    async with standing(tmp_path) as side:
        reader, _, inner = await side.greeted()
        assert side.door.authenticated(inner, ONE)
        silent, _ = await side.client()
        side.door.close()
        side.door.end()
        await ended(reader, silent)
        assert side.door._sweep is not None
        assert side.door._sweep.cancelled()


async def test_for_a_caller_who_is_gone_already_nobody_asks_the_edge(tmp_path: Path) -> None:
    async with standing(tmp_path) as side:
        side.door.connect(Caller(side.door))
        _, _, inner = await side.greeted()
        assert side.peers == [inner]


async def test_when_the_edge_does_not_listen_the_caller_is_let_go(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with standing(tmp_path) as side:
        (tmp_path / "inner.sock").unlink()
        reader, writer = await side.client()
        writer.write(HELLO)
        await ended(reader)
        assert side.door.counts == (0, 0)
    assert "a connection was not taken: FileNotFoundError" in caplog.messages


async def test_what_the_edge_said_last_still_reaches_the_caller(tmp_path: Path) -> None:
    said = os.urandom(500_000)

    async def speak(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(1)
        writer.write(said)
        writer.close()

    path = tmp_path / "speaks.sock"
    async with await asyncio.start_unix_server(speak, path):
        door, port = Door(FEW, str(path)), free_ports(1)[0]
        await door.open("127.0.0.1", port)
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(HELLO)
        assert await reader.read(-1) == said
        door.close()
        door.end()


async def test_a_call_past_the_certificates_share_takes_no_slot(tmp_path: Path) -> None:
    async with standing(tmp_path, replace(FEW, certificate=1)) as side:
        slots, came = Slots(8), [await side.greeted() for _ in range(2)]
        found = []
        for *_, inner in came:
            call = Call("/a.B/C", Snapshot(None, None), 0)  # type: ignore[arg-type]  # who calls is all that is looked at
            call.thumbprint, call.key = ONE, Row("pk.fia")  # type: ignore[assignment]  # who calls is all that is looked at
            admit(side.door, slots, call, inner)
            found.append((call.slot, slots.used))
        assert found == [(True, 1), (False, 1)]


@dataclass
class Row:
    agency: str


def test_bounds_fit_the_descriptors_there_are(caplog: pytest.LogCaptureFixture) -> None:
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    assert room_for(Bounds()) == Bounds()
    assert caplog.messages == []
    assert resource.getrlimit(resource.RLIMIT_NOFILE)[0] == most, "it takes what it may"
    fitted = room_for(Bounds(all=most, strangers=most))
    assert 3 * fitted.all + SPARE <= most
    assert fitted.strangers < fitted.all
    assert caplog.messages == [f"descriptors for {fitted.all} connections only: raise the limit of open files"]


async def test_the_edges_of_a_hub_share_one_port(tmp_path: Path) -> None:
    async with standing(tmp_path) as side:
        other = Door(FEW, str(tmp_path / "inner.sock"))
        await other.open("127.0.0.1", side.port)
        other.close()


STEPS = st.lists(st.tuples(st.sampled_from(["come", "hello", "prove", "go"]), st.integers(0, 9)), max_size=25)


@budget(25)
@given(STEPS)
def test_however_they_come_and_go_no_bound_is_passed_and_nothing_is_left(steps: list[tuple[str, int]]) -> None:
    async def walk(folder: Path) -> None:
        async with standing(folder) as side:
            held: list[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = []
            proven: dict[bytes, int] = {}
            for step, which in steps:
                if step == "come":
                    held.append(await side.client(f"127.0.0.{1 + which % 2}"))
                elif step == "hello" and held:
                    with suppress(OSError):
                        held[which % len(held)][1].write(HELLO)
                elif step == "prove" and side.peers:
                    thumbprint = (ONE, OTHER)[which % 2]
                    proven[thumbprint] = proven.get(thumbprint, 0)
                    side.door.authenticated(side.peers[which % len(side.peers)], thumbprint)
                elif step == "go" and held:
                    held.pop(which % len(held))[1].close()
                await asyncio.sleep(0.005)
                everyone, strangers = side.door.counts
                assert strangers <= FEW.strangers
                assert strangers <= everyone <= FEW.all
                assert everyone - strangers <= FEW.certificate * len(proven)
            for _, writer in held:
                writer.close()
            async with asyncio.timeout(60):
                while side.door.counts != (0, 0):
                    await asyncio.sleep(0.01)
            assert not side.door._addresses
            assert not side.door._certificates

    with tempfile.TemporaryDirectory() as name:
        asyncio.run(walk(Path(name)))


def test_loopback_has_many_addresses() -> None:
    """What the tests of addresses rest on."""
    with socket.socket() as one:
        one.bind(("127.0.0.7", 0))


def test_callers_who_hang_up_while_they_are_joined_close_nobodys_descriptor(tmp_path: Path) -> None:
    """On the loop of the product: it once closed descriptors twice, and with them whatever had the number by then."""

    async def walk() -> None:
        async def hang_up(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            writer.transport.abort()

        path = tmp_path / "inner.sock"
        server = await asyncio.start_unix_server(hang_up, path)
        door, port = Door(replace(FEW, address=1000, strangers=3, all=6), str(path)), free_ports(1)[0]
        await door.open("127.0.0.1", port)
        for number in range(300):
            one = socket.create_connection(("127.0.0.1", port))
            one.sendall(HELLO)
            if number % 3:
                one.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
            one.close()
            await asyncio.sleep(0)
            kept = os.open(tmp_path, os.O_RDONLY)
            await asyncio.sleep(0.001 if number % 5 else 0)
            gc.collect(0)
            os.fstat(kept)
            os.close(kept)
        async with asyncio.timeout(60):
            while door.counts != (0, 0):
                await asyncio.sleep(0.01)
        door.close()
        door.end()
        server.close()

    uvloop.run(walk())
