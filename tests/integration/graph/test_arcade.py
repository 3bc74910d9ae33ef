"""The keeper of the embedded engine: private, on loopback alone, started again when it dies, gone when told or killed."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import socket
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import neo4j
import pytest

from graph.arcade import NICER, Arcade, free_ports
from graph.batch import Batch
from graph.endpoint import load_endpoint
from graph.engine import GraphEngine
from graph.model import NodeRow
from tests.engines.arcadedb import java_of, start, stop
from tests.proc import alive, listening, niceness
from tests.shared import ROOT

Keeper = subprocess.Popen[bytes]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("kept")


@pytest.fixture(scope="module")
def keeper(folder: Path) -> Iterator[Keeper]:
    process = start(folder, "256m")
    asyncio.run(write_and_see(folder, 1))
    yield process
    stop(process)


def until(true: Callable[[], bool], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end
        time.sleep(0.05)


async def write_and_see(folder: Path, position: int) -> list[tuple[object, ...]]:
    at = load_endpoint(folder)
    graph = await GraphEngine.connect(at.uri, at.user, at.password, at.database, patience_s=60)
    try:
        await graph.migrate()
        await graph.write(Batch("t", position, nodes=[NodeRow("CASE", f"c{position}")]))
        return await graph.run("progress", source="t")
    finally:
        await graph.close()


def test_secrets_are_private_and_on_no_process_list(keeper: Keeper, folder: Path) -> None:
    password = load_endpoint(folder).password
    for name in ("root.password", "java.args", "engine.json"):
        assert stat.S_IMODE((folder / name).stat().st_mode) == 0o600, name
    listed = Path(f"/proc/{java_of(keeper)}/cmdline").read_bytes()
    assert b"java.args" in listed
    assert password.encode() not in listed
    assert password.encode() not in Path(f"/proc/{java_of(keeper)}/environ").read_bytes()
    logged = b"".join((folder / name).read_bytes() for name in ("server.out", "keeper.log"))
    assert password.encode() not in logged


def test_what_a_client_did_wrong_is_not_in_its_logs(keeper: Keeper, folder: Path) -> None:
    at = load_endpoint(folder)
    secret = "35202-1234567-1"
    with neo4j.GraphDatabase.driver(at.uri, auth=(at.user, at.password)) as driver:
        for text in ("CREATE (:Document {id: $id})", f"CREATE (:Document {{id: '{secret}'}})", f"RETURN '{secret}' +"):
            for _ in range(2):
                with contextlib.suppress(neo4j.exceptions.Neo4jError):
                    driver.execute_query(text, {"id": secret}, database_=at.database)
    kept = {"databases"}
    written = [path for path in folder.rglob("*") if path.is_file() and path.relative_to(folder).parts[0] not in kept]
    assert written
    assert [path.name for path in written if secret.encode() in path.read_bytes()] == []


def test_it_gives_way_to_what_serves_calls(keeper: Keeper) -> None:
    java = java_of(keeper)
    nicer = os.getpriority(os.PRIO_PROCESS, java) - os.getpriority(os.PRIO_PROCESS, keeper.pid)
    assert nicer == min(NICER, 19 - os.getpriority(os.PRIO_PROCESS, keeper.pid))
    assert set(niceness(java).values()) == {os.getpriority(os.PRIO_PROCESS, java)}


def test_its_files_are_private(keeper: Keeper, folder: Path) -> None:
    written = [path for path in (folder / "databases").rglob("*") if path.is_file()]
    assert written
    assert [path for path in written if path.stat().st_mode & 0o077] == []


def test_it_listens_on_loopback_alone(keeper: Keeper) -> None:
    hosts = {host for host, _ in listening(java_of(keeper)).values()}
    loopback = {"0100007F", "0000000000000000FFFF00000100007F", "00000000000000000000000001000000"}
    assert hosts
    assert hosts <= loopback


def test_a_wrong_password_is_refused(keeper: Keeper, folder: Path) -> None:
    at = load_endpoint(folder)

    async def log_in() -> None:
        await GraphEngine.connect(at.uri, at.user, "another", at.database, patience_s=1)

    with pytest.raises(Exception, match="graph engine") as caught:
        asyncio.run(log_in())
    assert type(caught.value).__name__ in ("GraphRefused", "GraphUnavailable")


def test_a_killed_engine_comes_again_with_what_it_had(keeper: Keeper, folder: Path) -> None:
    first = java_of(keeper)
    os.kill(first, signal.SIGKILL)
    until(lambda: java_of(keeper) not in (0, first))
    assert asyncio.run(write_and_see(folder, 2)) == [(2,)]
    assert keeper.poll() is None


def test_a_killed_keeper_leaves_no_engine(tmp_path: Path) -> None:
    keeper = start(tmp_path, "256m")
    java = java_of(keeper)
    keeper.kill()
    keeper.wait()
    until(lambda: not alive(java), 60)
    stop(keeper)
    again = start(tmp_path, "256m")
    assert asyncio.run(write_and_see(tmp_path, 1)) == [(1,)]
    stop(again)


def test_told_to_stop_it_stops_cleanly_and_keeps_the_password(tmp_path: Path) -> None:
    keeper = start(tmp_path, "256m")
    java, before = java_of(keeper), load_endpoint(tmp_path).password
    assert stop(keeper) == 0
    assert not alive(java)
    again = start(tmp_path, "256m")
    assert load_endpoint(tmp_path).password == before
    assert stop(again) == 0


def test_two_keepers_do_not_share_a_folder(keeper: Keeper, folder: Path) -> None:
    command = [sys.executable, "-m", "graph", str(folder)]
    second = subprocess.run(command, cwd=ROOT, capture_output=True, timeout=60, check=False)
    assert second.returncode == 1
    assert b"another process keeps this folder" in second.stderr
    assert keeper.poll() is None


@pytest.mark.parametrize("taken", ["Bolt", "HTTP"])
async def test_ports_that_are_taken_meanwhile_give_way_to_others(tmp_path: Path, taken: str) -> None:
    """Another process listens by the time that Java would: it is never handed the password, and others are chosen."""
    first = free_ports()
    chosen: list[tuple[int, int]] = []

    def choose() -> tuple[int, int]:
        chosen.append(free_ports() if chosen else first)
        return chosen[-1]

    with socket.create_server(("127.0.0.1", first[taken == "HTTP"])):
        arcade = Arcade(tmp_path, choose=choose)
        try:
            endpoint = await arcade.start()
        finally:
            await arcade.stop()
    assert endpoint.uri == f"bolt://127.0.0.1:{chosen[-1][0]}"
    assert first not in chosen[1:]
    assert len(chosen) == 2
