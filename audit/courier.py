"""The writer's second thread: carries heads to the witnesses and brings back their answers.

It decides nothing. Each witness is attended to by its own task, so that a silent one
delays no other; it is offered the current head, again after a minute when there is no
newer one, and sooner after a failure.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from queue import Empty, SimpleQueue
from threading import Event, Thread

import aiohttp

from audit.checkpoint import Checkpoint
from audit.cosign import Cosigned, Prover, Witness, cosign
from audit.log import Report
from audit.merkle import consistency_path
from audit.nodes import Nodes
from audit.note import Note
from audit.place import Place, open_store

RESUBMIT_S = 60.0
RETRY_S = 2.0
PAUSE_S = 0.5
TIMEOUT_S = 5.0


class Courier:
    """Runs until stopped; ``wake`` is called from its thread whenever there are reports."""

    def __init__(
        self, witnesses: Sequence[Witness], place: Place, wake: Callable[[], None], resubmit_s: float = RESUBMIT_S
    ) -> None:
        self._witnesses, self._place, self._wake, self._resubmit_s = witnesses, place, wake, resubmit_s
        self._reports: SimpleQueue[Report] = SimpleQueue()
        self._thread = Thread(target=self._run, name="courier", daemon=True)
        self._ready = Event()
        self._loop: asyncio.AbstractEventLoop
        self._stopped, self._changed = asyncio.Event(), asyncio.Event()
        self._note: bytes | None = None

    def start(self) -> None:
        """Start the thread; returns when it takes offers, or has ended."""
        self._thread.start()
        self._ready.wait()

    def stop(self) -> None:
        """Stop the thread, whatever it is waiting for."""
        if self.alive:
            self._loop.call_soon_threadsafe(self._stopped.set)
            self._thread.join()

    @property
    def alive(self) -> bool:
        """Whether the thread runs; it only ends when stopped, or by a fault of its own."""
        return self._thread.is_alive()

    def offer(self, note: bytes) -> None:
        """Make ``note`` the current head."""
        if note != self._note:
            self._note = note
            self._loop.call_soon_threadsafe(self._renew)

    def reports(self) -> list[Report]:
        """What came back since the last call."""
        reports = []
        try:
            while True:
                reports.append(self._reports.get_nowait())
        except Empty:
            return reports

    def _renew(self) -> None:
        self._changed.set()
        self._changed = asyncio.Event()

    def _run(self) -> None:
        try:
            asyncio.run(self._main())
        finally:
            self._ready.set()

    async def _main(self) -> None:
        self._loop = asyncio.get_running_loop()
        store = open_store(self._place, read_only=True)
        nodes = Nodes(store)
        async with aiohttp.ClientSession() as session:
            stopped = asyncio.create_task(self._stopped.wait(), name="stopped")
            tasks = [asyncio.create_task(self._attend(session, witness, nodes)) for witness in self._witnesses]
            self._ready.set()
            done, _ = await asyncio.wait([stopped, *tasks], return_when=asyncio.FIRST_COMPLETED)
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
        store.close()
        for ended in done:
            ended.result()

    async def _attend(self, session: aiohttp.ClientSession, witness: Witness, nodes: Nodes) -> None:
        known, wait_s = 0, 0.0
        carried: bytes | None = None
        while True:
            changed = self._changed
            if self._note is None or self._note == carried:
                await _until(changed, wait_s if self._note else self._resubmit_s)
            note = self._note
            if note is None:
                continue
            text = Note.parse(note).text
            size = Checkpoint.parse(text).size
            answer = await cosign(session, witness, note, known, _prover(nodes, size), TIMEOUT_S)
            self._reports.put(Report(witness.key.name, text, answer))
            self._wake()
            if isinstance(answer, Cosigned):
                known, wait_s = size, self._resubmit_s
            else:
                wait_s = RETRY_S
                await asyncio.sleep(PAUSE_S)
            carried = note


async def _until(changed: asyncio.Event, timeout_s: float) -> None:
    try:
        await asyncio.wait_for(changed.wait(), timeout_s)
    except TimeoutError:
        pass


def _prover(nodes: Nodes, size: int) -> Prover:
    return lambda old: consistency_path(old, size, nodes)
