"""A socket before the server's, which passes on what both say; a test counts by it, or cuts it."""

from __future__ import annotations

import asyncio
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, TypeVar

from tests.shared import PATIENCE_S

SOCKET: Final = ".s.PGSQL.5432"
WAITED: Final = (b"Q", b"S", b"H")
"""Types of message that a client waits for an answer to: a simple query, Sync, Flush."""


L = TypeVar("L", bound="Line")


class Said:
    """Messages of a client, as PostgreSQL's protocol frames them: the first of a connection has no type."""

    def __init__(self) -> None:
        self._held = b""
        self._begun = False

    def messages(self, came: bytes) -> Iterator[tuple[bytes, bytes]]:
        """Types and contents of the messages that are whole now."""
        self._held += came
        while True:
            at = int(self._begun)
            size = at + int.from_bytes(self._held[at : at + 4])
            if len(self._held) < at + 4 or len(self._held) < size:
                return
            whole, self._held, self._begun = self._held[:size], self._held[size:], True
            yield whole[:at], whole[at + 4 :]


@dataclass
class Line:
    """It takes connections in ``folder``, in a thread of its own. ``server``: folder of the server's socket."""

    server: Path
    folder: Path
    _loop: asyncio.AbstractEventLoop = field(default_factory=asyncio.new_event_loop)

    def address(self, direct: str) -> str:
        """The address by way of this line."""
        return direct.replace(str(self.server), str(self.folder))

    def start(self) -> None:
        """Until it takes connections."""
        ready = threading.Event()
        threading.Thread(target=self._run, args=(ready,), daemon=True).start()
        assert ready.wait(PATIENCE_S)

    def stop(self) -> None:
        """Take none any more."""
        self._loop.call_soon_threadsafe(self._loop.stop)

    async def between(self, near: asyncio.StreamReader, back: asyncio.StreamWriter) -> None:
        """One connection, from its start to its end."""
        far, forth = await asyncio.open_unix_connection(self.server / SOCKET)
        answers = asyncio.ensure_future(self.answers(far, back))
        said = Said()
        while came := await near.read(1 << 16):
            self.told(said.messages(came))
            forth.write(came)
        forth.close()
        await answers

    def told(self, messages: Iterator[tuple[bytes, bytes]]) -> None:
        """What the client says, before the server has it."""

    @staticmethod
    async def answers(far: asyncio.StreamReader, back: asyncio.StreamWriter) -> None:
        """What the server says, until it ends."""
        with suppress(ConnectionError):
            while said := await far.read(1 << 16):
                back.write(said)
        back.close()

    def _run(self, ready: threading.Event) -> None:
        begun = asyncio.start_unix_server(self.between, self.folder / SOCKET)
        self._loop.run_until_complete(begun)
        ready.set()
        self._loop.run_forever()


@dataclass
class Counter(Line):
    """Counts what the client waits for: a statement of the simple protocol, a Sync or a Flush of the extended one."""

    turns: list[str] = field(default_factory=list)

    def told(self, messages: Iterator[tuple[bytes, bytes]]) -> None:
        """Of a statement its text, of the others their type."""
        self.turns += [text.rstrip(b"\0").decode() or kind.decode() for kind, text in messages if kind in WAITED]


@contextmanager
def running(kind: Callable[[Path, Path], L], server: Path) -> Iterator[L]:
    """A line of this kind, removed at the end."""
    with tempfile.TemporaryDirectory(prefix="rabta-line-") as folder:
        made = kind(server, Path(folder))
        made.start()
        yield made
        made.stop()
