"""``python -m tests.e2e.dying_syncer STEP FOLDER``: a node's puller that ends itself by ``kill -9`` at a step of a page.

``came``: the page of records is proven, and nowhere; ``entered``: it stands in the node's log; ``kept``: it is
committed; ``acked``: the sender knows.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from dataclasses import dataclass, replace
from pathlib import Path

from services.exchange.copies.page import OpenPage
from services.exchange.copies.ports import PageLog, Sender, Taker
from services.exchange.copies.puller import Puller
from services.exchange.copies.remote import RemoteSender
from services.exchange.copies.seen import Seen
from services.exchange.copies.wire import PullChangesResponse
from services.node.edge_process import system_clock
from services.node.settings import load_settings
from services.node.syncer import Syncer, opened
from services.values.copies import RECORDS, FeedCursor

TARGETS = ("records", "exchange")
STEPS = ("came", "entered", "kept", "acked")


def die() -> None:
    """Nothing after this runs."""
    os.kill(os.getpid(), signal.SIGKILL)


@dataclass
class DyingLog:
    """See :class:`services.exchange.copies.ports.PageLog`."""

    inner: PageLog
    step: str

    async def ready(self) -> None:
        await self.inner.ready()

    async def enter(self, page: OpenPage) -> None:
        records = page.after.feed == RECORDS
        if records and self.step == "came":
            die()
        await self.inner.enter(page)
        if records and self.step == "entered":
            die()


@dataclass
class DyingTaker:
    """See :class:`services.exchange.copies.ports.Taker`."""

    inner: Taker

    async def cursor(self) -> FeedCursor:
        return await self.inner.cursor()

    async def take(self, page: OpenPage) -> None:
        await self.inner.take(page)
        die()

    async def settle(self) -> None:
        await self.inner.settle()

    async def begin_anew(self) -> None:
        await self.inner.begin_anew()

    async def end(self) -> None:
        await self.inner.end()


@dataclass
class DyingSender:
    """See :class:`services.exchange.copies.ports.Sender`. It dies after the page that it gave is acknowledged."""

    inner: Sender
    gave: bool = False

    async def pull(self, cursor: FeedCursor, wait_ms: int) -> PullChangesResponse:
        answer = await self.inner.pull(cursor, wait_ms)
        self.gave = self.gave or (cursor.feed == RECORDS and bool(answer.items))
        return answer

    async def ack(self, cursor: FeedCursor) -> None:
        await self.inner.ack(cursor)
        if self.gave:
            die()


class DyingSyncer(Syncer):
    """``step``: one of STEPS."""

    step: str = ""

    def _puller(self, peer: str, sender: RemoteSender, seen: Seen) -> Puller:
        made = super()._puller(peer, sender, seen)
        made.log = DyingLog(made.log, self.step)
        if self.step == "kept":
            made.takers = {**made.takers, RECORDS: DyingTaker(made.takers[RECORDS])}
        if self.step == "acked":
            made = replace(made, sender=DyingSender(made.sender))
        return made


async def run(step: str, folder: Path) -> None:
    async with opened(load_settings(folder, {}), TARGETS, system_clock) as made:
        syncer = DyingSyncer(made.settings, made.context, made.registries, made.clock, made.carrying)
        syncer.step = step
        await syncer.run()


if __name__ == "__main__":
    asyncio.run(run(sys.argv[1], Path(sys.argv[2])))
