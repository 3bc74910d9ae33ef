"""An edge's line to the process that holds the index of persons (``matcher.py``): the adapter of the matching port."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Final, TypeVar

from audit.handle import by_handle
from services.matching.person import Described
from services.node.match_frames import FrameUnfit, Question, asked, asked_let_go, body_from, change_in, found_in
from services.node.settings import NodeSettings
from services.records.errors import StorageUnavailable
from services.records.matching_port import Found

FOLDER: Final = "match"
"""In the node's folder."""
PATIENCE_S: Final = 5.0
"""As long a question may take with all that stand before it. A process that takes longer is as good as none."""
T = TypeVar("T")


def file_of(settings: NodeSettings) -> Path:
    """The index as it lies on disk."""
    return settings.folder / FOLDER / "index"


def socket_of(settings: NodeSettings) -> Path:
    """Unix socket that the process answers on."""
    return settings.folder / FOLDER / "index.sock"


class _Connection:
    """One connection, on which a question follows the answer to the one before."""

    def __init__(self, reading: asyncio.StreamReader, writing: asyncio.StreamWriter) -> None:
        self._reading, self._writing = reading, writing

    async def ask(self, frame: bytes) -> bytes:
        """Body of the reply. Raises FrameUnfit, OSError, asyncio.IncompleteReadError."""
        self._writing.write(frame)
        await self._writing.drain()
        return await body_from(self._reading)

    def close(self) -> None:
        self._writing.close()


class MatchLink:
    """One question at a time goes over the line; it is made when it is needed, and again where it was lost."""

    def __init__(self, socket: Path) -> None:
        self._socket = socket
        self._line: _Connection | None = None
        self._turn = asyncio.Lock()

    async def nearest(self, who: Described, groups: frozenset[int], also: frozenset[int], most: int) -> Found:
        """As the port says it, as all here. Raises StorageUnavailable."""
        return await self._asked(asked(Question(who, groups, also, most)), found_in)

    async def let_go(self) -> int:
        """See the port."""
        return await self._asked(asked_let_go(), change_in)

    async def _asked(self, frame: bytes, read: Callable[[bytes], T]) -> T:
        try:
            async with asyncio.timeout(PATIENCE_S), self._turn:
                return await self._ask(frame, read)
        except (OSError, asyncio.IncompleteReadError, FrameUnfit):
            raise StorageUnavailable from None

    async def _ask(self, frame: bytes, read: Callable[[bytes], T]) -> T:
        line, self._line = self._line or await self._connected(), None
        try:
            found = read(await line.ask(frame))
        except BaseException:
            line.close()
            raise
        self._line = line
        return found

    async def _connected(self) -> _Connection:
        with by_handle(self._socket.parent) as folder:
            return _Connection(*await asyncio.open_unix_connection(f"{folder}/{self._socket.name}"))

    async def close(self) -> None:
        """Let the line go."""
        if self._line is not None:
            self._line.close()
            self._line = None
