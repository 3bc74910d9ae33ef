"""All parts on one machine: what they are is read back, and a port that is taken stops the start before it begins."""

from __future__ import annotations

import asyncio
import json
import socket
from pathlib import Path

import pytest

from services.node import machine
from services.node.forked import ForkServer
from services.node.local import Local, free_ports, write_hub_settings, write_witness_settings
from services.node.ports import PortTaken
from services.node.supervise import Child
from tests.fakes import live


@pytest.fixture
def local(tmp_path: Path) -> Local:
    ports = free_ports(3)
    made = Local(live.copied(tmp_path), ports[0], {live.FIA: ports[1], live.PUNJAB: ports[2]})
    write_hub_settings(made)
    write_witness_settings(made.files)
    machine.save(made)
    return made


def test_it_is_read_back(local: Local) -> None:
    assert machine.is_machine(local.files.folder)
    assert machine.open_machine(local.files.folder) == local
    assert not machine.is_machine(local.files.hub.folder)


@pytest.mark.parametrize(
    "said", ["[]", "{}", '{"hub": "7443", "issuers": {}}', '{"hub": 0, "issuers": {}}', "not json"]
)
def test_a_file_that_is_none_is_an_error(local: Local, said: str) -> None:
    (local.files.folder / machine.FILE).write_text(said)
    with pytest.raises(ValueError):
        machine.open_machine(local.files.folder)


def test_a_witness_that_moved_to_another_machine_is_not_started_here(local: Local) -> None:
    names = {child.name for child in machine.children(local)}
    assert names - machine.addresses(local).keys() == {"reporter"}, "who listens nowhere"
    settings = local.files.agency(live.FIA).witness / "witness.toml"
    settings.rename(local.files.folder / "carried-away.toml")
    assert names - {child.name for child in machine.children(local)} == {f"witness-{live.FIA}"}
    assert {child.name for child in machine.children(local)} == {*machine.addresses(local), "reporter"}


@pytest.mark.parametrize("part", ["hub", f"issuer-{live.PUNJAB}"])
def test_nothing_starts_where_a_part_would_find_its_port_taken(
    local: Local, part: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def started(*_: object) -> None:
        raise AssertionError("something was started")

    monkeypatch.setattr(machine, "_group", started)
    listen = machine.addresses(local)[part]
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        other.bind(("127.0.0.1", int(listen.rpartition(":")[2])))
        other.listen()
        with pytest.raises(PortTaken, match=listen):
            machine.serve(local, lambda: None)


@pytest.mark.parametrize("server", [ForkServer(), None])
def test_every_part_is_forked_where_something_forks_them(
    local: Local, server: ForkServer | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: list[tuple[list[Child], object]] = []

    class Told:
        def __init__(self, parts: list[Child], _: object, by: ForkServer | None) -> None:
            kept.append((parts, by))

        async def run(self) -> None:
            await asyncio.sleep(0)

    monkeypatch.setattr(machine, "Supervisor", Told)
    machine.serve(local, lambda: None, server)
    ((parts, by),) = kept
    assert by is server
    assert {part.forked for part in parts} == {server is not None}
    assert {part.name for part in parts} == {part.name for part in machine.children(local)}


def test_it_waits_until_something_listens_and_not_for_ever() -> None:
    async def waits() -> None:
        server = await asyncio.start_server(lambda _reader, writer: writer.close(), "127.0.0.1", 0)
        listen = f"127.0.0.1:{server.sockets[0].getsockname()[1]}"
        await machine.until_listening([listen], 5)
        assert await machine.listening(listen)
        server.close()

    asyncio.run(waits())
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        with pytest.raises(TimeoutError):
            asyncio.run(machine.until_listening([f"127.0.0.1:{held.getsockname()[1]}"], 0.3))


def test_the_file_holds_ports_and_nothing_else(local: Local) -> None:
    said = json.loads((local.files.folder / machine.FILE).read_text())
    assert said == {"hub": local.port, "issuers": local.issuers}
