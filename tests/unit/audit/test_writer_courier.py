"""The courier: heads out, answers in, a silent witness delays none, an idle head is offered again."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from aiohttp import web

from audit.cosign import Cosigned, Inconsistent, Rejected, Witness
from audit.courier import Courier
from audit.log import Log, Report
from audit.note import VerifierKey
from tests.shared import PATIENCE_S
from tests.unit.audit.logs import ORIGIN, witness_key
from tests.unit.audit.witnesses import running_witness, witness_settings
from tests.unit.audit.writers import SetClock, append, make_settings, opened, request


@pytest.fixture
def log(tmp_path: Path) -> Log:
    """A log of three entries with a head, closed again: the courier reads its database."""
    settings = make_settings(tmp_path / "log", clock=SetClock(), steady=SetClock())
    with opened(settings) as made:
        append(made, request(), request(), request())
        made.tick()
        return made


def collect(courier: Courier, enough: Callable[[list[Report]], bool], within_s: float = 10) -> list[Report]:
    found: list[Report] = []
    until = time.monotonic() + within_s
    while not enough(found):
        assert time.monotonic() < until, found
        found += courier.reports()
        time.sleep(0.01)
    return found


class Side:
    """Runs a coroutine in a loop on another thread while the test works."""

    def __init__(self, work: Callable[[asyncio.Event, Callable[[object], None]], Awaitable[object]]) -> None:
        self._work = work

    def __enter__(self) -> object:
        ready: list[object] = []
        up = threading.Event()

        def told(value: object) -> None:
            ready.append(value)
            up.set()

        async def run() -> None:
            self._loop, self._stop = asyncio.get_running_loop(), asyncio.Event()
            await self._work(self._stop, told)

        self._thread = threading.Thread(target=asyncio.run, args=(run(),))
        self._thread.start()
        assert up.wait(PATIENCE_S)
        return ready[0]

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join()


def real_witness(folder: Path, vkey: str, name: str = "witness.test/1") -> Side:
    async def work(stop: asyncio.Event, ready: Callable[[object], None]) -> None:
        witness_settings(folder, name, {ORIGIN: [vkey]})
        async with running_witness(folder, name, {ORIGIN: [vkey]}) as url:
            ready(Witness(witness_key(folder, name), url))
            await stop.wait()

    return Side(work)


def counting_server(seen: list[float]) -> Side:
    async def work(stop: asyncio.Event, ready: Callable[[object], None]) -> None:
        async def handle(_request: web.Request) -> web.Response:
            seen.append(time.monotonic())
            return web.Response(status=500)

        app = web.Application()
        app.router.add_post("/add-checkpoint", handle)
        runner = web.AppRunner(app)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        ready(f"http://127.0.0.1:{runner.addresses[0][1]}")
        await stop.wait()
        await runner.cleanup()

    return Side(work)


KEY = VerifierKey(
    "witness.test/9", 4, bytes.fromhex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c")
)


def test_a_head_comes_back_cosigned_and_wakes_the_log(tmp_path: Path, log: Log) -> None:
    woken = threading.Event()
    with real_witness(tmp_path / "w", log.vkey.encode()) as witness:
        assert isinstance(witness, Witness)
        courier = Courier([witness], log.settings.database, woken.set)
        courier.start()
        courier.offer(log.heads.note)
        (report,) = collect(courier, bool)
        assert woken.is_set()
        assert isinstance(report.answer, Cosigned)
        assert report.witness == "witness.test/1"
        assert log.heads.note.startswith(report.text)
        courier.stop()
        assert not courier.alive


def test_an_idle_head_is_offered_again(tmp_path: Path, log: Log) -> None:
    with real_witness(tmp_path / "w", log.vkey.encode()) as witness:
        assert isinstance(witness, Witness)
        courier = Courier([witness], log.settings.database, lambda: None, resubmit_s=0.2)
        courier.start()
        courier.offer(log.heads.note)
        reports = collect(courier, lambda found: len(found) >= 3)
        assert all(isinstance(report.answer, Cosigned) for report in reports)
        courier.stop()


def test_a_witness_that_holds_a_fork_says_so(tmp_path: Path, log: Log) -> None:
    with real_witness(tmp_path / "w", log.vkey.encode()) as witness:
        assert isinstance(witness, Witness)
        settings = make_settings(tmp_path / "log", clock=SetClock(), steady=SetClock())
        settings.database.rename(tmp_path / "first.db")
        with opened(settings) as other:
            append(other, request(), request(), request())
            other.tick()
            note = other.heads.note
        courier = Courier([witness], settings.database, lambda: None)
        courier.start()
        courier.offer(note)
        collect(courier, bool)
        courier.stop()
        (tmp_path / "first.db").rename(settings.database)
        courier = Courier([witness], settings.database, lambda: None)
        courier.start()
        courier.offer(log.heads.note)
        (report,) = collect(courier, bool)
        assert report.answer == Inconsistent(3, note), "with what it holds, under the log's own key"
        courier.stop()


def test_a_silent_witness_delays_no_other(tmp_path: Path, log: Log) -> None:
    with real_witness(tmp_path / "w", log.vkey.encode()) as witness, counting_server([]) as url:
        assert isinstance(witness, Witness)
        silent = Witness(KEY, "http://10.255.255.1:9")
        courier = Courier([silent, Witness(KEY, str(url)), witness], log.settings.database, lambda: None)
        courier.start()
        courier.offer(log.heads.note)
        reports = collect(courier, lambda found: any(isinstance(one.answer, Cosigned) for one in found), 4)
        assert Rejected(500, "refused") in [report.answer for report in reports]
        courier.stop()


def test_a_witness_that_fails_is_asked_again_but_not_hammered(log: Log) -> None:
    seen: list[float] = []
    with counting_server(seen) as url:
        courier = Courier([Witness(KEY, str(url))], log.settings.database, lambda: None)
        courier.start()
        courier.offer(log.heads.note)
        collect(courier, lambda found: len(found) >= 2)
        courier.stop()
    assert seen[1] - seen[0] >= 0.5


def test_a_courier_that_cannot_read_the_log_is_dead(tmp_path: Path) -> None:
    hook, threading.excepthook = threading.excepthook, lambda _: None
    try:
        courier = Courier([], tmp_path / "absent.db", lambda: None)
        courier.start()
        courier.stop()
        assert not courier.alive
    finally:
        threading.excepthook = hook
