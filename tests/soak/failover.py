"""The leader of three database nodes is killed again and again, under appends to the log and imports of records.

Nothing acknowledged is lost, the log is one line to its witnesses, and both are writable again within a minute. With one
standby lost writes go on; with both none is acknowledged.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

import asyncpg

from audit.client import Appended, AuditClient, AuditGone
from audit.export import export_log
from audit.place import Database
from audit.settings import WriterSettings
from audit.store import StoreError
from audit.writer import run_writer
from services.records.errors import StorageUnavailable
from services.records.store.postgres import ROOM, PostgresStore, open_postgres
from services.store.postgres.connecting import Place
from tests.conformance.store.stores import put
from tests.integration.audit.test_audit_faults import Load, check_entries
from tests.integration.audit.test_audit_postgres import proven
from tests.integration.audit.test_audit_witnesses import log_vkey, witnesses
from tests.soak.cluster import Cluster, running_cluster
from tests.unit.audit.writers import make_settings, opened

ROUNDS: Final = int(os.environ.get("RABTA_FAILOVERS", "10"))
WRITABLE_S: Final = 60.0
BLOCKED_S: Final = 75.0
"""Longer than a room waits for an answer, and asks after it."""
PAUSE_S: Final = 0.05
DATABASE: Final = "hub"


@dataclass
class Acknowledged:
    """When each acknowledged write began, and how many there were."""

    began: list[float] = field(default_factory=list)

    def since(self, moment: float) -> bool:
        """Whether one that began after it was acknowledged."""
        return bool(self.began) and self.began[-1] > moment


class Trial:
    """Two writers of one log and one importer, at work until told to stop."""

    def __init__(self, cluster: Cluster, pair: tuple[WriterSettings, WriterSettings], store: PostgresStore) -> None:
        self.cluster, self.pair, self.store = cluster, pair, store
        self.load, self.records = Load(), set[int]()
        self.appends, self.imports = Acknowledged(), Acknowledged()
        self._stopping = False

    async def append(self) -> None:
        """Through whichever writer answers."""
        while not self._stopping:
            for settings in self.pair:
                with suppress(AuditGone):
                    await self._append_to(await AuditClient.connect(settings.socket))
            await asyncio.sleep(PAUSE_S)

    async def _append_to(self, client: AuditClient) -> None:
        while not self._stopping:
            item, began = self.load.item(), time.monotonic()
            outcome = await client.append(item)
            self.load.take(item, outcome)
            if isinstance(outcome, Appended):
                self.appends.began.append(began)
            await asyncio.sleep(PAUSE_S)
        client.close()

    async def bring(self) -> None:
        """Records, one a page."""
        number = 0
        while not self._stopping:
            number, began = number + 1, time.monotonic()
            with suppress(StorageUnavailable):
                await put(self.store, number)
                self.records.add(number)
                self.imports.began.append(began)
            await asyncio.sleep(PAUSE_S)

    @asynccontextmanager
    async def at_work(self) -> AsyncIterator[None]:
        tasks = [asyncio.create_task(each) for each in (self.append(), self.bring(), *map(self.kept, self.pair))]
        try:
            yield
        finally:
            self._stopping = True
            await asyncio.gather(*tasks)

    async def kept(self, settings: WriterSettings) -> None:
        """A writer, started again whenever it ends, as a supervisor does."""
        while not self._stopping:
            process = multiprocessing.get_context("spawn").Process(target=write, args=(settings,), daemon=True)
            process.start()
            while process.is_alive() and not self._stopping:
                await asyncio.sleep(0.1)
            process.terminate()
            await asyncio.to_thread(process.join)

    async def writable(self, moment: float) -> tuple[float, float]:
        """Seconds after ``moment`` until an append, and an import, that began after it was acknowledged."""
        begun = time.monotonic()
        appended = await reached("an append", lambda: self.appends.since(begun))
        imported = await reached("an import", lambda: self.imports.since(begun))
        return appended - moment, imported - moment


def write(settings: WriterSettings) -> None:
    """As the command of the writer: it ends where it loses its store."""
    try:
        run_writer(settings)
    except StoreError as error:
        sys.exit(str(error))


async def reached(what: str, done: Callable[[], bool], seconds: float = 240.0) -> float:
    """The moment when it was so."""
    until = time.monotonic() + seconds
    while not await asyncio.to_thread(done):
        if time.monotonic() > until:
            raise AssertionError(f"not within {seconds:.0f} s: {what}")
        await asyncio.sleep(0.1)
    return time.monotonic()


async def leaders_killed(trial: Trial) -> list[tuple[float, float, float]]:
    """Of each round: seconds until another node led, until an append, until an import."""
    cluster, found = trial.cluster, []
    for number in range(1, ROUNDS + 1):
        old = await asyncio.to_thread(cluster.leader)
        moment = time.monotonic()
        await asyncio.to_thread(cluster.nodes[old].kill)
        led = await reached("another leads", lambda old=old: cluster.leader() not in ("", old)) - moment  # type: ignore[misc]  # mypy infers no type for a default of a lambda
        appended, imported = await trial.writable(moment)
        found.append((led, appended, imported))
        say(
            f"{number:>5}  {old:<7}{led:>9.1f}{appended:>9.1f}{imported:>9.1f}{len(trial.load.acknowledged):>9}{len(trial.records):>9}"
        )
        cluster.nodes[old].start()
        await reached("the cluster is whole", cluster.whole)
    return found


async def standbys_lost(trial: Trial) -> None:
    """One after the other, and both back."""
    cluster = trial.cluster
    members = await asyncio.to_thread(cluster.members)
    lost = [name for role in ("sync_standby", "replica") for name, its in members.items() if its == role]
    moment = time.monotonic()
    await asyncio.to_thread(cluster.nodes[lost[0]].kill)
    appended, imported = await trial.writable(moment)
    say(f"one standby lost: append after {appended:.1f} s, import after {imported:.1f} s")
    await asyncio.to_thread(cluster.nodes[lost[1]].kill)
    await asyncio.sleep(PAUSE_S * 20)
    before = len(trial.appends.began), len(trial.imports.began)
    await asyncio.sleep(BLOCKED_S)
    assert (len(trial.appends.began), len(trial.imports.began)) == before, "a write was acknowledged without a standby"
    say(f"both lost: no write was acknowledged for {BLOCKED_S:.0f} s")
    moment = time.monotonic()
    for name in lost:
        cluster.nodes[name].start()
    appended, imported = await trial.writable(moment)
    say(f"both back: append after {appended:.1f} s, import after {imported:.1f} s")
    await reached("the cluster is whole", cluster.whole)


async def records_hold(trial: Trial) -> None:
    """Every acknowledged record is there, once, and numbers are dense."""
    async with trial.store.snapshot() as view:
        lines = await view.feed(0, 1_000_000)
    assert [line.seq for line in lines] == list(range(1, len(lines) + 1))
    there = [line.record for line in lines]
    assert len(there) == len(set(there))
    assert trial.records <= set(there), f"lost: {sorted(trial.records - set(there))}"
    say(f"records: {len(trial.records)} acknowledged, {len(there)} there, none lost, none twice")


def log_holds(trial: Trial, copy: Path, vkey: Any, found: Sequence[Any]) -> None:
    """Every acknowledged entry is there, once, and the witnesses have seen one line of heads."""
    settings = trial.pair[1]
    size = export_log(settings.place, settings.month_keys, copy)
    proven(copy, vkey, list(found), size)
    with opened(replace(settings, witnesses=(), quorum=0)) as log:
        check_entries(log, trial.load)
        assert not log.closure.reason
        assert not log.closure.alarms
        there = log.appender.tree.size
    say(f"log: {len(trial.load.acknowledged)} acknowledged, {there} there, none lost, none twice, no fork, no alarm")


async def run(cluster: Cluster, base: Path) -> None:
    """The whole trial."""
    db = await asyncpg.connect(cluster.address("postgres"), target_session_attrs="primary")  # type: ignore[call-overload]  # the stubs know no target_session_attrs as text
    await db.execute(f"CREATE DATABASE {DATABASE}")
    await db.close()
    address, vkey = cluster.address(DATABASE), log_vkey(base)
    async with witnesses(base, vkey, 4) as found:
        first = make_settings(
            base, store=Database(address), month_key_folder=base / "month-keys", witnesses=tuple(found), quorum=3
        )
        store = await asyncio.to_thread(open_postgres, Place(address, ROOM))
        trial = Trial(cluster, (first, replace(first, folder=base / "second")), store)
        async with trial.at_work():
            await trial.writable(time.monotonic())
            say("round  killed      led   append   import  entries  records")
            times = await leaders_killed(trial)
            await standbys_lost(trial)
        await records_hold(trial)
        await asyncio.to_thread(log_holds, trial, base / "export", vkey, found)
        await store.close()
    worst = max(max(each) for each in times)
    say(f"{len(times)} leaders killed; writable again after {worst:.1f} s at the most")
    assert worst <= WRITABLE_S


def say(line: str) -> None:
    """A line of the table, at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main() -> None:
    """All of it, in a folder of its own."""
    with running_cluster() as cluster, tempfile.TemporaryDirectory(prefix="rabta-trial-") as base:
        Path(base).chmod(0o700)
        asyncio.run(run(cluster, Path(base)))


if __name__ == "__main__":
    main()
