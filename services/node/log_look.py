"""Looks at the log for whatever is held against it: before the first call is answered, and as long as it is served.

What the log's writer refuses is asked again. Whoever calls before the first look is over waits for it a moment.
"""

from __future__ import annotations

import asyncio
import logging
import time
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Callable, Collection, Sequence
from typing import Final

from audit.client import AuditClient, AuditGone, AuditNever, AuditNotNow
from audit.entry import OpenEntry, decode_open
from audit.replies import LoggedEntry
from services.access.errors import Refused
from services.records.errors import StorageUnavailable

LOOK_S: Final = 0.2
IDLE_S: Final = 5.0
"""Between two looks at how far the log has grown, where nothing is looked for any more."""
AT_ONCE: Final = 256
"""Entries of one question to the log's writer."""
SETTLED_S: Final = 30.0
"""As long after the opening the log is read on: its last entries come under a head with a quorum within seconds."""
PATIENCE_S: Final = 0.5
"""As long a call waits for the first look. Where the log refuses, none comes, and callers hear the log's own cause."""
Log = Callable[[], AuditClient | None]
"""The line to the log's writer; None while there is none."""
logger = logging.getLogger(__name__)


class LogLook(ABC):
    """``what``: is held, as a line about it begins; ``origin``: of the log that is open.

    ``steady``: seconds that only grow.
    """

    def __init__(
        self, what: str, log: Log, origin: Callable[[], str], steady: Callable[[], float] = time.monotonic
    ) -> None:
        self._what, self._log, self._origin, self._steady = what, log, origin, steady
        self._looked = asyncio.Event()
        self._read = -1
        self._settled_at = 0.0

    @property
    @abstractmethod
    def _looking(self) -> bool:
        """Whether the log is still read."""

    @abstractmethod
    async def _due(self, client: AuditClient) -> None:
        """One look at what is due. Raises the log's errors, and refusals of what is held."""

    async def keep(self) -> None:
        """Look until cancelled; what the log or a store refuses is asked again."""
        while True:
            try:
                await self.step()
            except (AuditGone, AuditNever, AuditNotNow, Refused):
                pass
            except Exception as error:
                logger.error("%s not held against the log: %s", self._what, type(error).__name__)
            await asyncio.sleep(LOOK_S if self._looking else IDLE_S)

    async def step(self) -> None:
        """Do what is due, where there is a line to the writer. Raises as that does."""
        client = self._log()
        if client is not None:
            await self._due(client)

    async def known(self) -> None:
        """Wait for the first look. Raises StorageUnavailable where it does not come."""
        try:
            async with asyncio.timeout(PATIENCE_S):
                await self._looked.wait()
        except TimeoutError:
            raise StorageUnavailable from None

    async def _ahead(self, client: AuditClient) -> AsyncIterator[Sequence[LoggedEntry]]:
        """Entries after what was read, some at a time; they are read once whoever takes them asks for more."""
        while found := (await client.entries(self._read, AT_ONCE)).entries:
            yield found
            self._read += len(found)


async def size_of(client: AuditClient) -> int:
    """Entries that the log holds under a head with a quorum."""
    return (await client.entries(0, 0)).size


def done_in(one: LoggedEntry, methods: Collection[str], kinds: Collection[str]) -> OpenEntry | None:
    """The entry where it says that something was done by one of the methods, full paths.

    None where it was refused, for every other entry, and where its month key is gone.
    """
    if not any(method.encode() in one.open for method in methods):
        return None
    entry = decode_open(one.open)
    return entry if entry.kind in kinds and not entry.status and entry.method in methods else None
