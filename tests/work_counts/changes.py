"""The process of changes inside the loop of the edge: the same jobs, replies and rooms, without pipes."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from functools import partial

from services.access.engine import CedarEngine
from services.edge.call import Handler
from services.membership.registry import Registry
from services.node import pipe
from services.node.changes import Work
from services.node.laws import open_laws
from services.node.oversight_store import open_oversight
from services.node.records_store import open_records
from services.node.settings import NodeSettings
from services.oversight.store.sessions import StoredSessions
from services.records.app.upkeep import keep
from services.records.build import build_records
from services.records.service import SERVICE
from services.signing.keyfile import read_secret


class Jobs(asyncio.StreamWriter):
    """Where the edge writes its jobs."""

    def __init__(self, jobs: asyncio.StreamReader) -> None:
        self._jobs = jobs

    def write(self, data: bytes | bytearray | memoryview) -> None:
        self._jobs.feed_data(data)

    async def drain(self) -> None:
        """Everything was taken."""

    def close(self) -> None:
        self._jobs.feed_eof()

    def __del__(self) -> None:
        """There is no transport to close."""


class ChangesHere:
    """See :class:`services.node.pipe.Piped`; ``close`` lets go of the stores that it opened."""

    pid = 0
    returncode: int | None = None

    def __init__(self, work: Work, close: Callable[[], Awaitable[None]]) -> None:
        self._work, self._close = work, close
        self._jobs = asyncio.StreamReader()
        self.stdin: asyncio.StreamWriter | None = Jobs(self._jobs)
        self.stdout: asyncio.StreamReader | None = asyncio.StreamReader()
        self._serving = asyncio.ensure_future(self._serve(self.stdout))

    async def _serve(self, replies: asyncio.StreamReader) -> None:
        try:
            while True:
                number, job = await pipe.unpacked(self._jobs)
                replies.feed_data(pipe.packed((number, await self._work.do(job))))
        except asyncio.IncompleteReadError:
            await self._close()
            replies.feed_eof()

    def kill(self) -> None:
        """It ends by itself."""

    async def wait(self) -> int:
        await self._serving
        return 0


def starting(settings: NodeSettings, registry: Callable[[], Registry]) -> pipe.Start:
    """Starts it in the place of ``services.node.change_worker``, over stores of its own."""

    async def start(*_words: str) -> ChangesHere:
        database, secret = open_oversight(settings), read_secret(settings.folder / "secret.key")
        laws = open_laws(settings, secret)
        sessions = StoredSessions(database)
        records = build_records(open_records(settings), settings.folder, secret, sessions, None, None, None, *laws)
        routes: Mapping[str, Handler] = SERVICE.over(records.context).handlers
        again = partial(keep, records.context)
        cleared = lambda: records.context.prepared.cleared
        work = Work(routes, CedarEngine.load(), lambda _digest: registry(), again, cleared)

        async def close() -> None:
            await records.close()
            laws.close()
            database.close()

        return ChangesHere(work, close)

    return start
