"""Connections to one hub, each call over the one that promises the least waiting.

A hub of several processes shares work out by connection, and to which process one falls is the kernel's choice.
The hub says with answers to changes which process gave them (``rabta-process``, unsigned, believed for nothing
else): so calls that are under way together go to processes in turn, not to one while another has nothing to do.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from operator import attrgetter
from typing import Any, Final

PROCESS_KEY: Final = "rabta-process"


class Connection:
    """One connection. ``process``: who answered over it last, empty until somebody said so."""

    def __init__(self, channel: Any) -> None:
        self.channel = channel
        self.process: str | bytes = ""
        self.under_way = 0
        self.last_used = 0

    def answered(self, trailing: Sequence[tuple[str, str | bytes]]) -> None:
        """Learn from an answer's trailing metadata who gave it."""
        for key, value in trailing:
            if key == PROCESS_KEY:
                self.process = value


class ConnectionPool:
    """All connections of one channel."""

    def __init__(self, channels: Sequence[Any]) -> None:
        self._pool = [Connection(channel) for channel in channels]
        self._used = 0

    @contextmanager
    def take(self) -> Iterator[Connection]:
        """The connection for one call.

        It is of the least busy process the least busy one, of these the one that rested longest.

        Who got the call before this one, and is still at it, counts as busier by one: two in a row wait for each other.
        """
        busy: dict[str | bytes, int] = {}
        for connection in self._pool:
            busy[connection.process] = busy.get(connection.process, 0) + connection.under_way
        before = max(self._pool, key=attrgetter("last_used"))
        last = before.process if before.under_way else None
        if last is not None:
            busy[last] += 1
        chosen = min(
            self._pool,
            key=lambda connection: (
                busy[connection.process],
                connection.process == last,
                connection.under_way,
                connection.last_used,
            ),
        )
        self._used += 1
        chosen.last_used = self._used
        chosen.under_way += 1
        try:
            yield chosen
        finally:
            chosen.under_way -= 1

    async def close(self) -> None:
        """Close every connection; calls under way on them fail."""
        for connection in self._pool:
            await connection.channel.close()
