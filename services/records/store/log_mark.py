"""The mark in the log, in any dialect; see ``log_port.py``."""

from __future__ import annotations

from services.records.log_port import LogMark
from services.records.store.statements import Statements


class MarkReads(Statements):
    """See :class:`services.records.log_port.MarkSnapshot`."""

    async def log_mark(self) -> LogMark:
        """See the port."""
        return LogMark._make(await self._sole("log_mark"))


class MarkWrites(MarkReads):
    """See :class:`services.records.log_port.MarkTransaction`."""

    async def set_log_mark(self, mark: LogMark) -> None:
        """See the port."""
        await self._each("log_mark_set", [mark])
