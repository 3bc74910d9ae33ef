"""Keeps one process on the newest registry: a leaf in the log first, then in use here.

The leaf is the cut-over: once it is in, the writer refuses whatever cites an older
version, for all processes at once (TRUST 2.2).
"""

from __future__ import annotations

import asyncio
import logging

from audit.client import AuditGone, AuditNotNow
from services.edge.log_link import LogLink
from services.membership.registry import Registry
from services.membership.watch import RegistryFolder

POLL_S = 0.5
logger = logging.getLogger(__name__)


class Follower:
    """``current`` is the version in use; it moves only after the version's leaf is durable."""

    def __init__(self, folder: RegistryFolder, log: LogLink) -> None:
        self._folder = folder
        self._log = log
        self._current = folder.current()
        self._logged = 0

    def current(self) -> Registry:
        """The version that calls are judged by."""
        return self._current

    async def follow(self) -> None:
        """Poll for ever."""
        while True:
            self._folder.poll()
            for alarm in self._folder.take_alarms():
                logger.error("registry refused", extra={"rule": alarm.rule, "where": alarm.where})
            await self.catch_up()
            await asyncio.sleep(POLL_S)

    async def catch_up(self) -> None:
        """Log and use the newest version, if it is not in use yet or its leaf is not known to be there."""
        newest = self._folder.current()
        if newest.version == self._logged:
            return
        client = self._log.client
        if client is None:
            return
        try:
            for version in range(self._logged + 1, newest.version + 1):
                await client.append_registry(version, self._digest(version))
                self._logged = version
        except (AuditGone, AuditNotNow):
            return
        self._current = newest

    def _digest(self, version: int) -> bytes:
        return next(one.digest for one in self._folder.chain() if one.version == version)
