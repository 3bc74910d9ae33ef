"""ArcadeDB as the embedded default: a process of its own on loopback, watched, and started again when it dies.

The Java runtime and the jars come with ``arcadedb-embedded``; the package is located, never imported, so that no
virtual machine runs in this process. The password lies in a file and reaches Java through an arguments file, both mode
0600, so that no process list shows it. ``txWalFlush=2``: a commit is on the disk before it is acknowledged.
"""

from __future__ import annotations

import asyncio
import fcntl
import importlib.util
import os
import secrets
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from graph.endpoint import Endpoint, save_endpoint, write_private
from graph.engine import GraphEngine
from graph.errors import GraphRefused, GraphUnavailable
from graph.listening import Listener, listener
from graph.parent_death import dies_with_parent

USER, DATABASE = "root", "graph"
LOCK, PASSWORD = "lock", "root.password"
START_S, STOP_S = 120.0, 8.0
PORT_TRIES = 3
NICER = 5
"""What serves calls goes before what a question reads."""
FIRST_PAUSE_S, LONGEST_PAUSE_S = 0.2, 30.0
JAVA = (
    "--add-modules=jdk.incubator.vector",
    "--enable-native-access=ALL-UNNAMED",
    "--add-opens=java.base/java.lang=ALL-UNNAMED",
    "--add-opens=java.base/java.util.concurrent.atomic=ALL-UNNAMED",
    "--add-opens=java.base/java.nio.channels.spi=ALL-UNNAMED",
    "-Dpolyglot.engine.WarnInterpreterOnly=false",
    "-Djava.awt.headless=true",
    "-Dfile.encoding=UTF8",
    "-XX:+ExitOnOutOfMemoryError",
)
LOGGING = """handlers = java.util.logging.ConsoleHandler
.level = WARNING
java.util.logging.ConsoleHandler.level = WARNING
java.util.logging.ConsoleHandler.formatter = java.util.logging.SimpleFormatter
com.arcadedb.bolt.level = OFF
com.arcadedb.query.level = OFF
"""
"""What it says goes to server.out alone; what a client's statement did wrong, not even there: it would name the key."""


class _PortTaken(GraphUnavailable):
    """Another process listens where Java was to."""


class Arcade:
    """One engine over ``folder``. ``heap`` as Java writes it (``512m``, ``2g``); ``choose``: ports for Bolt and HTTP.

    start -> [watch: died -> started again]* -> stop
    """

    def __init__(self, folder: Path, heap: str = "512m", choose: Callable[[], tuple[int, int]] | None = None) -> None:
        self._folder = folder.resolve()
        self._heap = heap
        self._choose = choose or free_ports
        self._process: subprocess.Popen[bytes] | None = None
        self._lock: int | None = None
        self._ports: tuple[int, int] | None = None

    def empty(self) -> None:
        """Remove all that the engine has written, in whatever state it is; the password stays.

        GraphRefused: another keeps the folder. To be called before it is started.
        """
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._keep_folder()
        for path in self._folder.iterdir():
            if path.name in (LOCK, PASSWORD):
                continue
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            else:
                path.unlink()

    @property
    def pid(self) -> int:
        """Of the Java process, 0 where none runs."""
        return self._process.pid if self._process and self._process.poll() is None else 0

    async def start(self) -> Endpoint:
        """Returns when the engine answers. GraphRefused: another keeps the folder; GraphUnavailable: it stays down.

        A port that was free when it was chosen may be taken when Java listens there: then others are tried.
        """
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._keep_folder()
        for _ in range(PORT_TRIES - 1):
            with suppress(_PortTaken):
                return await self._start()
        return await self._start()

    async def _start(self) -> Endpoint:
        ports = self._ports = self._ports or self._choose()
        endpoint = Endpoint(f"bolt://127.0.0.1:{ports[0]}", USER, self._password(), DATABASE)
        arguments = self._folder / "java.args"
        write_private(self._folder / "log.properties", LOGGING)
        write_private(arguments, "\n".join(f'"{one}"' for one in self._arguments(endpoint.password, *ports)))
        said = os.open(self._folder / "server.out", os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)
        with os.fdopen(said, "ab") as out:
            self._process = subprocess.Popen(
                [str(package() / "jre" / "bin" / "java"), f"@{arguments}"],
                cwd=self._folder,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
                start_new_session=True,
                preexec_fn=dies_with_parent(NICER),
            )
        try:
            await self._until_ready(endpoint, ports)
        except BaseException:
            await self._end()
            self._ports = None
            raise
        save_endpoint(self._folder, endpoint)
        return endpoint

    async def watch(self, started: Callable[[Endpoint], None]) -> None:
        """Until cancelled: whenever the engine has died, start it and tell ``started``; pauses grow while it fails."""
        pause_s = FIRST_PAUSE_S
        while True:
            if self.pid:
                await asyncio.sleep(FIRST_PAUSE_S)
                continue
            try:
                started(await self.start())
                pause_s = FIRST_PAUSE_S
            except GraphUnavailable:
                await asyncio.sleep(pause_s)
                pause_s = min(2 * pause_s, LONGEST_PAUSE_S)

    async def stop(self) -> None:
        """Let it close its files, or end it; then let the folder go."""
        await self._end()
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    async def _end(self) -> None:
        process = self._process
        if process is None:
            return
        for number, seconds in ((signal.SIGTERM, STOP_S), (signal.SIGKILL, STOP_S)):
            if process.poll() is None:
                process.send_signal(number)
            until = time.monotonic() + seconds
            while process.poll() is None and time.monotonic() < until:
                await asyncio.sleep(0.02)
        self._process = None

    async def _until_ready(self, endpoint: Endpoint, ports: tuple[int, int]) -> None:
        """The password is sent to the process that was started, and to no other that listens there."""
        until = time.monotonic() + START_S
        while self.pid and time.monotonic() < until:
            listeners = {listener(self.pid, port) for port in ports}
            if Listener.ANOTHER in listeners:
                raise _PortTaken("another process listens on the engine's port")
            if listeners == {Listener.ITS_OWN} and await self._answers(endpoint):
                return
            await asyncio.sleep(0.1)
        raise GraphUnavailable("the engine does not come up; see server.out")

    async def _answers(self, endpoint: Endpoint) -> bool:
        try:
            engine = await GraphEngine.connect(
                endpoint.uri, endpoint.user, endpoint.password, endpoint.database, patience_s=0
            )
        except (GraphUnavailable, GraphRefused):
            return False
        await engine.close()
        return True

    def _keep_folder(self) -> None:
        if self._lock is not None:
            return
        handle = os.open(self._folder / LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(handle)
            raise GraphRefused("another process keeps this folder") from None
        self._lock = handle

    def _password(self) -> str:
        path = self._folder / PASSWORD
        if not path.exists():
            write_private(path, secrets.token_urlsafe(24))
        return path.read_text("utf-8")

    def _arguments(self, password: str, bolt: int, http: int) -> list[str]:
        settings = {
            "server.rootPath": self._folder,
            "server.rootPassword": password,
            "server.mode": "production",
            "server.httpIncomingHost": "127.0.0.1",
            "server.httpIncomingPort": http,
            "server.plugins": "Bolt:com.arcadedb.bolt.BoltProtocolPlugin",
            "bolt.host": "127.0.0.1",
            "bolt.port": bolt,
            "bolt.defaultDatabase": DATABASE,
            "server.defaultDatabases": f"{DATABASE}[{USER}]",
            "command.timeout": 60_000,
            "txWalFlush": 2,
        }
        options = [f"-Darcadedb.{name}={value}" for name, value in settings.items()]
        heap = ["-Xms128m", f"-Xmx{self._heap}"]
        jars = ["-cp", str(package() / "jars" / "*"), "com.arcadedb.server.ArcadeDBServer"]
        logging = f"-Djava.util.logging.config.file={self._folder / 'log.properties'}"
        return [*heap, *JAVA, logging, *options, *jars]


def package() -> Path:
    """Where ``arcadedb-embedded`` lies. Raises GraphRefused where it is not installed."""
    found = importlib.util.find_spec("arcadedb_embedded")
    if found is None or found.origin is None:
        raise GraphRefused("arcadedb-embedded is not installed")
    return Path(found.origin).parent


def free_ports() -> tuple[int, int]:
    """Two loopback ports that nobody holds now, for Bolt and for HTTP."""
    with socket.create_server(("127.0.0.1", 0)) as one, socket.create_server(("127.0.0.1", 0)) as two:
        return one.getsockname()[1], two.getsockname()[1]
