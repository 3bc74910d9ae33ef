"""PostgreSQL servers of the tests' own; each ends with the process."""

from __future__ import annotations

import asyncio
import atexit
import functools
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from typing import Any

import asyncpg

from services.demo import server
from services.demo.server import ServerAbsent
from services.node.settings import NodeSettings
from services.records.store.postgres import ROOM, open_postgres
from services.store.postgres.connecting import Place
from tests.proc import children
from tests.shared import wanting
from tests.starting import POSTGRES, starts
from tests.starts import count_start

_NUMBERS = count(1)
_NEW: list[Path] = []
"""A copy of the files that `initdb` made for the first server of this process."""


@contextmanager
def synced_server(*statements: str) -> Iterator[Server]:
    """A server that waits for its disk, as in production, after these statements; it is removed at the end.

    For tests that stop or kill it or change its settings; the others use :func:`synced`.
    """
    made = Server(synced=True)
    made.start()
    for statement in statements:
        made.run(statement)
    yield made
    made.remove()


class Server(server.Server):
    """The demonstration's, which a test may ask and kill; where it cannot be had, the test says so."""

    def __init__(self, *, synced: bool = False) -> None:
        starts(POSTGRES)
        try:
            super().__init__(synced=synced)
        except ServerAbsent as absent:
            wanting(f"PostgreSQL: {absent}")

    def start(self) -> None:
        """Until it takes connections, one more in the count of this run."""
        count_start("PostgreSQL server")
        super().start()

    def _run(self, program: str, *words: str | Path) -> None:
        """`initdb` runs once in a process; a later server has a copy of what it made."""
        if program != "initdb":
            super()._run(program, *words)
        elif _NEW:
            _copy(_NEW[0], self.data)
        else:
            super()._run(program, *words)
            folder = Path(tempfile.mkdtemp(prefix="rabta-pg-new-"))
            atexit.register(shutil.rmtree, folder)
            _copy(self.data, folder / "data")
            _NEW.append(folder / "data")

    def run(self, statement: str, database: str = "postgres") -> list[Any]:
        """One statement by the owner of everything."""

        async def work() -> list[Any]:
            db = await asyncpg.connect(self.address(database), timeout=5)
            try:
                return await db.fetch(statement)
            finally:
                await db.close()

        with asyncio.Runner() as runner:
            return runner.run(work())

    def kill(self) -> None:
        """As where the machine stops: nothing is finished, and no backend answers once more."""
        first = self.pid()
        for pid in (first, *children(first)):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.stop()


def shared() -> Server:
    """One server for all tests of this process, with a database ``template`` that holds every schema."""
    starts(POSTGRES)
    return _shared()


@functools.cache
def _shared() -> Server:
    made = _for_all(synced=False)
    made.create("template")
    asyncio.run(open_postgres(Place(made.address("template"), ROOM, unsynced=True)).close())
    return made


def synced() -> Server:
    """One for all tests of this process that waits for its disk, as in production. Nobody stops or reconfigures it."""
    starts(POSTGRES)
    return _synced()


@functools.cache
def _synced() -> Server:
    return _for_all(synced=True)


def _for_all(*, synced: bool) -> Server:
    made = Server(synced=synced)
    atexit.register(made.remove)
    made.start()
    return made


def _copy(source: Path, target: Path) -> None:
    """With owners, as a server's files are not root's."""
    subprocess.run(["cp", "-a", source, target], check=True)


def database() -> str:
    """A new one with every schema and no row; its name."""
    return copied("template")


def copied(source: str) -> str:
    """A new one as one that nobody is connected to; its name."""
    name = f"store_{next(_NUMBERS)}"
    shared().run(f"CREATE DATABASE {name} TEMPLATE {source}")
    return name


def drop(name: str) -> None:
    """Whoever is still connected is cut off."""
    shared().run(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def on_server(server: Server, folder: Path) -> NodeSettings:
    """Of a node in ``folder`` whose stores are in a new database."""
    name = f"hub_{next(_NUMBERS)}"
    server.create(name)
    return NodeSettings(folder, store=server.address(name))
