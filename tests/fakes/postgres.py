"""A PostgreSQL server of the tests' own; it ends with the process."""

from __future__ import annotations

import asyncio
import atexit
import functools
import os
import signal
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
from tests.starts import count_start

_NUMBERS = count(1)


@contextmanager
def synced_server(*statements: str) -> Iterator[Server]:
    """A server that waits for its disk, as in production, after these statements; it is removed at the end."""
    made = Server(synced=True)
    made.start()
    for statement in statements:
        made.run(statement)
    yield made
    made.remove()


class Server(server.Server):
    """The demonstration's, which a test may ask and kill; where it cannot be had, the test says so."""

    def __init__(self, *, synced: bool = False) -> None:
        try:
            super().__init__(synced=synced)
        except ServerAbsent as absent:
            wanting(f"PostgreSQL: {absent}")

    def start(self) -> None:
        """Until it takes connections, one more in the count of this run."""
        count_start("PostgreSQL server")
        super().start()

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


@functools.cache
def shared() -> Server:
    """One server for all tests of this process, with a database ``template`` that holds every schema."""
    made = Server()
    atexit.register(made.remove)
    made.start()
    made.create("template")
    asyncio.run(open_postgres(Place(made.address("template"), ROOM, unsynced=True)).close())
    return made


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
