"""Keeps one process on the newest registry: a leaf in the log first, then in use here.

The leaf is the cut-over: once it is in, the writer refuses whatever cites an older
version, for all processes at once.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from pathlib import Path

from audit.client import AuditGone, AuditNever, AuditNotNow, Refusal
from services.edge.log_link import LogLink
from services.membership.errors import NotServing
from services.membership.registry import Registry
from services.membership.watch import RegistryFolder

POLL_S = 0.5
logger = logging.getLogger(__name__)


class Follower:
    """``current`` is the version in use; it moves only after the version's leaf is durable. ``server``: who answers.

    Until the first one's leaf is, nothing else is appended: an entry follows the version it names. A version
    that opens another log moves the line to that log's socket, ``place`` of its origin.
    """

    def __init__(self, folder: RegistryFolder, server: str, log: LogLink, place: Callable[[str], Path]) -> None:
        self._folder = folder
        self._server = server
        self._log = log
        self._place = place
        self._current = folder.current()
        self._origin = self._current.open_log(server).origin
        self._logged = 0
        log.held = True

    def current(self) -> Registry:
        """The version that calls are judged by."""
        return self._current

    async def follow(self) -> None:
        """Take up new versions every ``POLL_S`` seconds, until cancelled."""
        while True:
            self._folder.poll()
            for alarm in self._folder.take_alarms():
                logger.error("registry refused: %s at %s", alarm.rule, alarm.where)
            await self.catch_up()
            await asyncio.sleep(POLL_S)

    async def catch_up(self) -> None:
        """Log and use the newest version, if it is not in use yet or its leaf is not known to be there."""
        newest = self._folder.current()
        try:
            origin = newest.open_log(self._server).origin
        except NotServing:
            logger.error("registry version %s ends the log of %s and opens none", newest.version, self._server)
            self._log.held = True
            return
        if origin != self._origin:
            self._log.move(self._place(origin))
            self._origin, self._logged = origin, 0
        if newest.version == self._logged:
            return
        client = self._log.client
        if client is None:
            return
        try:
            for one in self._folder.chain():
                if self._logged < one.version <= newest.version:
                    systems = {agency.id: len(agency.systems) for agency in one.agencies.values()}
                    await client.append_registry(one.version, one.digest, systems)
                    self._logged = one.version
        except AuditNotNow as refused:
            self._log.why = refused.refusal
            return
        except AuditGone:
            return
        except AuditNever as contradiction:
            logger.error("registry version cannot be logged: %s", contradiction)
            return
        self._current = newest
        self._log.held, self._log.why = False, Refusal.UNAVAILABLE
