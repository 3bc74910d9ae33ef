"""The process beside an edge that does its large changes: several under way, none lost with it, ended by its edge alone."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

import pytest

from services.access.trail import Trail
from services.membership.layout import FederationFiles
from services.membership.watch import RegistryFolder
from services.node import change_link, changes
from services.node.change_link import ChangeLink
from services.node.change_worker import NICER, registry_in
from services.node.changes import Batch, Change
from services.node.local import Local, free_ports, write_hub_settings
from services.node.pipe import Piped
from services.records.app.again import NOTHING
from services.records.errors import StorageUnavailable
from services.records.rpc import SERVICE
from tests.fakes import live
from tests.fakes.record_maker import POLICE
from tests.fakes.records_node import keeper
from tests.proc import niceness

NO_PAGE = b"\xff"


class Started:
    """Starts processes over a node's folder, and remembers them. ``fails``: how often none comes."""

    def __init__(self, folder: Path, fails: int = 0) -> None:
        self._start = partial(change_link.start, folder, ("records",))
        self.all: list[Piped] = []
        self.fails = fails

    async def __call__(self) -> Piped:
        if self.fails:
            self.fails -= 1
            raise OSError("no process")
        self.all.append(await self._start())
        return self.all[-1]


@pytest.fixture
def files(tmp_path: Path) -> FederationFiles:
    copied = live.copied(tmp_path)
    write_hub_settings(Local(copied, free_ports(1)[0], {}))
    return copied


@asynccontextmanager
async def linked(files: FederationFiles, fails: int = 0) -> AsyncIterator[tuple[ChangeLink, Started, list[str]]]:
    """At the end nothing of it is left, not even a zombie."""
    started, forgotten = Started(files.hub.folder, fails), list[str]()
    link = ChangeLink(started, lambda: forgotten.append("all"))
    try:
        yield link, started, forgotten
    finally:
        await link.close()
    assert not [one.pid for one in started.all if Path(f"/proc/{one.pid}").exists()]


def change(files: FederationFiles, body: bytes = NO_PAGE) -> Change:
    digest = live.registry(files).digest
    return Change(SERVICE + "SubmitPage", keeper(POLICE), Trail(), digest, live.now_ms(), 0, body, bytes(32))


def batch(files: FederationFiles) -> Batch:
    return Batch(live.registry(files).digest, live.now_ms())


async def test_many_are_under_way_and_each_has_its_own_reply(files: FederationFiles) -> None:
    async with linked(files) as (link, started, forgotten):
        jobs = [change(files) if number % 2 else batch(files) for number in range(20)]
        replies = await asyncio.gather(*map(link.do, jobs))
        assert [reply.kind for reply in replies] == [changes.DONE, changes.REFUSED] * 10
        assert len(started.all) == 1
        assert link.pid == started.all[0].pid
        assert forgotten == []


async def test_what_a_lost_process_had_under_way_goes_to_the_next(files: FederationFiles) -> None:
    async with linked(files) as (link, started, forgotten):
        await link.do(batch(files))
        os.kill(started.all[0].pid, signal.SIGSTOP)
        waiting = [asyncio.ensure_future(link.do(change(files))) for _ in range(3)]
        await asyncio.sleep(0.1)
        assert not any(each.done() for each in waiting)
        os.kill(started.all[0].pid, signal.SIGKILL)
        assert [reply.kind for reply in await asyncio.gather(*waiting)] == [changes.REFUSED] * 3
        assert len(started.all) == 2
        assert forgotten, "it may have dropped prepared answers unheard"


async def test_nobody_waits_for_ever_where_none_stays(files: FederationFiles, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(change_link, "PAUSE_S", 0.0)
    async with linked(files, fails=change_link.TRIES) as (link, started, _):
        with pytest.raises(StorageUnavailable):
            await link.do(batch(files))
        assert started.all == []
        assert (await link.do(batch(files))).value() == NOTHING, "the next call finds one"


async def test_whoever_hangs_up_loses_nobody_else_s_reply(files: FederationFiles) -> None:
    async with linked(files) as (link, started, _):
        await link.do(batch(files))
        os.kill(started.all[0].pid, signal.SIGSTOP)
        first, second = (asyncio.ensure_future(link.do(batch(files))) for _ in range(2))
        await asyncio.sleep(0.05)
        first.cancel()
        os.kill(started.all[0].pid, signal.SIGCONT)
        assert (await second).value() == NOTHING
        assert (await asyncio.gather(first, return_exceptions=True))[0].__class__ is asyncio.CancelledError


async def test_told_to_stop_it_goes_on_and_its_edge_ends_it(
    files: FederationFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(change_link, "CLOSE_S", 60.0)
    async with linked(files) as (link, started, _):
        await link.do(batch(files))
        for number in (signal.SIGTERM, signal.SIGINT):
            os.kill(started.all[0].pid, number)
        assert (await link.do(batch(files))).value() == NOTHING
        assert len(started.all) == 1
    assert started.all[0].returncode == 0


async def test_one_that_hangs_is_ended_all_the_same(files: FederationFiles, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(change_link, "CLOSE_S", 0.1)
    async with linked(files) as (link, started, _):
        await link.do(batch(files))
        os.kill(started.all[0].pid, signal.SIGSTOP)
    assert started.all[0].returncode == -signal.SIGKILL


async def test_it_gives_way_to_what_answers() -> None:
    said = (
        "import os; from services.node.change_worker import NICER; from services.node.pipe import give_way; before = os.nice(0); give_way(NICER);"
        "print(os.sched_getscheduler(0) == os.SCHED_BATCH, os.nice(0) == min(19, before + NICER))"
    )
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", said, stdout=asyncio.subprocess.PIPE)
    assert (await process.communicate())[0].split() == [b"True", b"True"]
    assert 0 < NICER < 19, "not wholly: a page may hold what protects somebody"


async def test_who_holds_the_file_does_not_give_way(files: FederationFiles) -> None:
    """The thread that judges does; were the writer nicer too, all that wait for its turn would wait for readers."""
    async with linked(files) as (link, _, _):
        await link.do(batch(files))
        nice = niceness(link.pid)
        assert len(nice) > 1
        own = os.getpriority(os.PRIO_PROCESS, 0)
        assert nice.pop(link.pid) == min(19, own + NICER)
        assert own in nice.values()


def test_a_version_is_found_by_its_digest_and_no_other(files: FederationFiles) -> None:
    find = registry_in(RegistryFolder(files.hub.folder / "registry"))
    assert find(live.registry(files).digest).raw == live.registry(files).raw
    with pytest.raises(KeyError):
        find(bytes(32))


async def test_an_unfit_folder_is_one_line_and_no_trace(files: FederationFiles) -> None:
    (files.hub.folder / "secret.key").chmod(0o644)
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "services.node.change_worker", "--folder", str(files.hub.folder)),
        *("--target", "records", "--parent", str(os.getpid())),
        stdin=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    _, said = await process.communicate()
    assert (process.returncode, said.count(b"\n"), said.split(b":")[:2]) == (2, 1, [b"rabta", b" UnsafeFile"])
