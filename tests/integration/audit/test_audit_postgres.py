"""A log on PostgreSQL: writer or server killed under load, a writer that sleeps past its lease and wakes."""

from __future__ import annotations

import asyncio
import os
import random
import signal
from collections.abc import Iterator
from contextlib import AsyncExitStack
from dataclasses import replace
from multiprocessing.process import BaseProcess
from pathlib import Path

import pytest

from audit.client import Appended, AuditClient, AuditGone
from audit.cosign import Witness
from audit.export import export_log
from audit.note import VerifierKey
from audit.place import Database
from audit.settings import WriterSettings
from audit.verify.directory import Trust, verify_directory
from audit.verify.policy import parse_policy
from tests.conformance.log.places import database
from tests.fakes.postgres import Server, synced_server
from tests.integration.audit.test_audit_client import checkpoint_over
from tests.integration.audit.test_audit_faults import Load, check
from tests.integration.audit.test_audit_witnesses import connect, log_vkey, witnesses
from tests.unit.audit.writers import make_settings, opened, writer_process

LEASE_S = 1.0
ROUNDS = 2


async def appending(settings: WriterSettings, load: Load, least: int) -> list[asyncio.Task[None]]:
    """Callers without end, of whom ``least`` have been answered."""
    clients = [await AuditClient.connect(settings.socket) for _ in range(2)]
    tasks = [asyncio.create_task(load.until_gone(client)) for client in clients * 4]
    async with asyncio.timeout(120):
        while len(load.acknowledged) < least:
            await asyncio.sleep(0.01)
    return tasks


def test_a_writer_that_is_killed_loses_doubles_and_halves_nothing(tmp_path: Path) -> None:
    settings, load = make_settings(tmp_path, store=database(LEASE_S)), Load()

    async def run(process: BaseProcess) -> None:
        tasks = await appending(settings, load, len(load.acknowledged) + random.randint(20, 60))
        process.kill()
        await asyncio.gather(*tasks)

    for _ in range(ROUNDS):
        with writer_process(settings) as process:
            asyncio.run(run(process))
        settings.socket.unlink(missing_ok=True)
        with opened(settings) as log:
            check(log, load)
    assert not load.refused


@pytest.fixture
def server() -> Iterator[Server]:
    with synced_server("CREATE DATABASE logs") as made:
        yield made


def test_a_server_that_is_killed_loses_doubles_and_halves_nothing(tmp_path: Path, server: Server) -> None:
    settings = make_settings(tmp_path, store=Database(server.address("logs"), lease_s=LEASE_S))
    load = Load()

    async def run() -> None:
        tasks = await appending(settings, load, len(load.acknowledged) + random.randint(20, 60))
        server.kill()
        await asyncio.gather(*tasks)

    for _ in range(ROUNDS):
        with writer_process(settings) as process:
            asyncio.run(run())
            process.join(60)
            assert process.exitcode == 1, "the writer ends: what its last commit came to is not known to it"
        server.start()
        with opened(settings) as log:
            check(log, load)
    assert not load.refused, "what may have been appended is not refused"


class Pair:
    """Two writers of one log, each in a folder of its own, with one folder of month keys."""

    def __init__(self, base: Path, store: Database, found: list[Witness]) -> None:
        self.first = make_settings(
            base, store=store, month_key_folder=base / "month-keys", witnesses=tuple(found), quorum=3
        )
        self.second = replace(self.first, folder=base / "second")


def test_a_writer_that_slept_past_its_lease_appends_nothing_and_ends(tmp_path: Path) -> None:
    first_load, second_load, store = Load(), Load(), database(LEASE_S)

    async def run() -> None:
        vkey = log_vkey(tmp_path)
        async with witnesses(tmp_path, vkey, 4) as found, AsyncExitStack() as stack:
            pair = Pair(tmp_path, store, found)
            slept = stack.enter_context(writer_process(pair.first))
            (await connect(pair.first)).close()
            tasks = await appending(pair.first, first_load, 30)
            assert slept.pid
            os.kill(slept.pid, signal.SIGSTOP)
            stack.enter_context(writer_process(pair.second))
            client = await connect(pair.second)
            await append(client, second_load, 20)
            os.kill(slept.pid, signal.SIGCONT)
            await asyncio.gather(*tasks)
            await asyncio.to_thread(slept.join, 60)
            assert slept.exitcode == 1, "it has lost the log"
            with pytest.raises(AuditGone):
                await AuditClient.connect(pair.first.socket)
            await append(client, second_load, 20)
            size = 1 + max(second_load.acknowledged)
            await checkpoint_over(client, size)
            client.close()
            assert export_log(pair.second.place, pair.second.month_keys, tmp_path / "export") == size
            proven(tmp_path / "export", vkey, found, size)
        with opened(replace(pair.second, witnesses=(), quorum=0)) as log:
            both = Load()
            both.sent = first_load.sent | second_load.sent
            assert not first_load.acknowledged.keys() & second_load.acknowledged.keys()
            both.acknowledged = first_load.acknowledged | second_load.acknowledged
            check(log, both)
            assert not log.closure.reason
            assert not log.closure.alarms, "every witness has seen one line of heads"

    asyncio.run(run())


async def append(client: AuditClient, load: Load, number: int) -> None:
    for _ in range(number):
        item = load.item()
        outcome = await client.append(item)
        assert isinstance(outcome, Appended)
        load.take(item, outcome)


def proven(copy: Path, vkey: VerifierKey, found: list[Witness], size: int) -> None:
    """By the offline verifier, under a quorum of the witnesses."""
    names = [f"w{number}" for number in range(len(found))]
    lines = [f"witness {name} {witness.key.encode()}" for name, witness in zip(names, found, strict=True)]
    policy = "\n".join([f"log {vkey.encode()}", *lines, f"group some 3 {' '.join(names)}", "quorum some"]) + "\n"
    said: list[str] = []
    assert verify_directory(copy, Trust(policy=parse_policy(policy.encode())), said.append) == size, said
