"""The writer killed, the disk full, the files limited: what was acknowledged stays, once; the rest is refused."""

from __future__ import annotations

import asyncio
import os
import random
import resource
import shutil
import signal
from pathlib import Path

import pytest

from audit.client import Appended, AuditClient, AuditGone, Item, Refusal
from audit.items import decode_append, encode_append
from audit.leaves import read_rows
from audit.log import Log
from audit.protocol import REFUSALS, RESULT
from audit.settings import WriterSettings, system_clock
from audit.vault import unseal
from tests.function_calls import function_calls
from tests.integration.torn import Stage, crashes
from tests.unit.audit.writers import make_settings, opened, sqlite_of, writer_process

ROUNDS = 4


class Load:
    """Callers that append until the writer is gone; every acknowledgement is kept. ``sent``: when each request ends."""

    def __init__(self) -> None:
        self.sent: dict[bytes, int] = {}
        self.acknowledged: dict[int, tuple[bytes, bytes]] = {}
        self.refused: list[Refusal] = []

    def item(self) -> Item:
        mark = os.urandom(16)
        self.sent[mark] = system_clock() + 60_000
        return Item(b"open " + mark, bytes(200), "pk.fia", 0, mark, "pk.fia", self.sent[mark])

    def take(self, item: Item, outcome: Appended | Refusal) -> None:
        if isinstance(outcome, Appended):
            assert outcome.index not in self.acknowledged
            self.acknowledged[outcome.index] = item.nonce, outcome.commitment
        else:
            self.refused.append(outcome)

    async def until_gone(self, client: AuditClient, pause_s: float = 0.0) -> None:
        """Some at a time, and ``pause_s`` between, so that the log does not outgrow what the writer has to do beside."""
        while True:
            await asyncio.sleep(pause_s)
            items = [self.item() for _ in range(random.randint(1, 8))]
            try:
                for item, outcome in zip(items, client.append_many(items), strict=True):
                    self.take(item, await outcome)
            except AuditGone:
                return


def check(log: Log, load: Load) -> None:
    """As :func:`check_entries`, and the nonce of every request that could still be presented is remembered."""
    nonces = log.appender.nonces
    remembered, taken = {nonce[-16:] for nonce in nonces.seen}, check_entries(log, load)
    assert remembered <= taken
    assert [mark for mark in taken - remembered if not nonces.ended(load.sent[mark])] == []


def check_entries(log: Log, load: Load) -> set[bytes]:
    """Every acknowledged entry is at its index with its commitment; none is there twice. The nonces of all entries."""
    rows = {index: (body, sealed) for index, body, sealed in read_rows(log.store, 0, log.appender.tree.size)}
    key = next(iter(log.appender.months.values()))
    marks = []
    for index, (_, sealed) in rows.items():
        assert sealed is not None
        marks.append(unseal(index, log.keys.get(*key), sealed).open[5:])
    assert len(marks) == len(set(marks))
    assert set(marks) <= set(load.sent)
    for index, (mark, commitment) in load.acknowledged.items():
        assert marks[index] == mark
        assert rows[index][0] == commitment
    return set(marks)


def test_kill_9_under_load_loses_nothing_acknowledged_and_doubles_nothing(tmp_path: Path) -> None:
    settings, load = make_settings(tmp_path), Load()

    async def run(pid: int) -> None:
        clients = [await AuditClient.connect(settings.socket) for _ in range(2)]
        tasks = [asyncio.create_task(load.until_gone(client)) for client in clients * 8]
        await asyncio.sleep(0.2 + random.random() / 3)
        os.kill(pid, signal.SIGKILL)
        async with asyncio.timeout(60):
            await asyncio.gather(*tasks)

    for number in range(ROUNDS):
        with writer_process(settings) as process:
            assert process.pid
            before = len(load.acknowledged)
            asyncio.run(run(process.pid))
            assert len(load.acknowledged) > before
        settings.socket.unlink(missing_ok=True)
        with opened(settings) as log:
            check(log, load)
        assert not load.refused, f"round {number}"


def limit_files(settings: WriterSettings, pid: int, more: int) -> None:
    """Let no file of the process grow beyond the database's log plus ``more`` bytes; negative lifts the limit."""
    wal = settings.database.with_name("log.db-wal")
    limit = wal.stat().st_size + more if more >= 0 else resource.RLIM_INFINITY
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))


def test_a_file_size_limit_refuses_and_lifting_it_recovers_without_loss(tmp_path: Path) -> None:
    settings, load = make_settings(tmp_path), Load()

    async def append(client: AuditClient, count: int) -> None:
        items = [load.item() for _ in range(count)]
        for item, outcome in zip(items, client.append_many(items), strict=True):
            load.take(item, await outcome)

    async def run(pid: int) -> None:
        client = await AuditClient.connect(settings.socket)
        await append(client, 100)
        assert not load.refused
        limit_files(settings, pid, 0)
        for _ in range(5):
            await append(client, 100)
        assert set(load.refused) == {Refusal.UNAVAILABLE}
        refused = len(load.refused)
        limit_files(settings, pid, -1)
        await append(client, 200)
        assert len(load.refused) == refused
        client.close()

    with writer_process(settings) as process:
        assert process.pid
        asyncio.run(run(process.pid))
    with opened(settings) as log:
        check(log, load)
        assert len(load.acknowledged) == log.appender.tree.size


def test_a_database_at_its_page_limit_refuses_and_recovers(tmp_path: Path) -> None:
    settings = make_settings(tmp_path)
    with opened(settings) as log:
        load = Load()
        pages = sqlite_of(log).execute("PRAGMA page_count").fetchone()[0]
        sqlite_of(log).execute(f"PRAGMA max_page_count = {pages + 4}")
        refused = 0
        for round_number in range(30):
            if round_number == 20:
                sqlite_of(log).execute("PRAGMA max_page_count = 1073741823")
            refused = append_directly(log, load, 32)
            if round_number >= 20:
                assert refused == 0
        assert len(load.refused) % 32 == 0
        assert load.refused
        log.tick()
        check(log, load)
    with opened(settings) as log:
        check(log, load)


def append_directly(log: Log, load: Load, count: int) -> int:
    """Through the same code as the socket; how many were refused."""
    items = [load.item() for _ in range(count)]
    results = log.append(decode_append(encode_append(items)))
    before = len(load.refused)
    for item, result in zip(items, results, strict=True):
        code, index, commitment = RESULT.unpack(result)
        load.take(item, Appended(index, commitment, False) if code == 0 else REFUSALS[code])
    return len(load.refused) - before


def test_a_writer_that_hangs_refuses_what_is_past_its_deadline_when_it_comes_back(tmp_path: Path) -> None:
    settings = make_settings(tmp_path)

    async def run(pid: int) -> None:
        client = await AuditClient.connect(settings.socket)
        os.kill(pid, signal.SIGSTOP)
        now = system_clock()
        base = Item(b"o", b"s", "pk.fia", 0, os.urandom(16), "pk.fia", now + 60_000)
        in_time = Item(b"o", b"s", "pk.fia", 0, os.urandom(16), "pk.fia", now + 60_000, deadline_ms=now + 60_000)
        late = Item(b"o", b"s", "pk.fia", 0, os.urandom(16), "pk.fia", now + 60_000, deadline_ms=now + 200)
        outcomes = client.append_many([base, late, in_time])
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(asyncio.shield(outcomes[1]), 0.3)
        os.kill(pid, signal.SIGCONT)
        results = await asyncio.gather(*outcomes)
        assert [type(result) for result in results] == [Appended, Refusal, Appended]
        assert results[1] is Refusal.UNAVAILABLE
        client.close()

    with writer_process(settings) as process:
        assert process.pid
        asyncio.run(run(process.pid))


def test_an_entry_that_was_being_written_is_gone_and_none_before_it(tmp_path: Path) -> None:
    """A machine that stops leaves any beginning of the last write, and noise: the log starts, whole to what it told."""
    node, kept = tmp_path / "node", tmp_path / "kept"
    node.mkdir(mode=0o700)
    settings, load, stages = make_settings(node), Load(), []
    known: dict[int, dict[int, tuple[bytes, bytes]]] = {}

    async def run() -> None:
        client = await AuditClient.connect(settings.socket)
        for number in range(1, 5):
            item = load.item()
            load.take(item, await client.append(item))
            stages.append(Stage.of(settings.database, number))
            known[number] = dict(load.acknowledged)
            shutil.copytree(node, kept / str(number), ignore=shutil.ignore_patterns("*.sock", "*-shm"))
        client.close()

    with writer_process(settings) as process:
        asyncio.run(run())
        assert process.pid
        os.kill(process.pid, signal.SIGKILL)
        process.join()
    for crash in crashes(stages, tmp_path, settings.database.name, 3, random.Random(19)):
        shutil.rmtree(node)
        shutil.copytree(kept / str(crash.acknowledged), node)
        for end in ("", "-wal"):
            shutil.copy2(
                crash.path.with_name(crash.path.name + end), settings.database.with_name(settings.database.name + end)
            )
        load.acknowledged = known[crash.acknowledged]
        with opened(settings) as log:
            check(log, load)
            assert log.appender.tree.size == crash.acknowledged, crash.how


def test_start_up_is_one_pass_over_the_leaves(tmp_path: Path) -> None:
    """Each doubling of the log at most doubles the functions that opening it calls, with a fifth of slack."""
    settings = make_settings(tmp_path)
    with opened(settings) as log:
        for _ in range(30):
            append_directly(log, Load(), 32)
    at_960 = function_calls(lambda: _size(settings))
    with opened(settings) as log:
        for _ in range(30):
            append_directly(log, Load(), 32)
    assert function_calls(lambda: _size(settings)) <= 2.2 * at_960
    assert _size(settings) == 1920


def _size(settings: WriterSettings) -> int:
    with opened(settings) as log:
        return log.appender.tree.size
