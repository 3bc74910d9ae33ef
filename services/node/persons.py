"""Keeps an index of persons level with the records: every record that is in force and about a person, by its class.

Changes are followed by number. A record that is withdrawn or expunged goes with its change, and the file on disk with
it: the next one is written without it.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final, Protocol

from services.errors import RabtaError
from services.matching.index.people import PeopleIndex
from services.matching.model import Model
from services.names.likeness import Likeness
from services.node.person_file import FileUnfit, Kept, read, write
from services.records.app.changes import Changed
from services.records.described import described
from services.signing.sealing import Sealer
from services.vocabulary.protection import LIVE

AT_ONCE: Final = 100
"""Changes that are taken before whoever asks has a turn."""
LOOK_S: Final = 0.2
WRITE_EVERY_S: Final = 60.0
"""Between two files of an index that changes."""
WASTED: Final = 0.5
"""Share of slots of entries that are gone from which on a file is not worth reading."""
logger = logging.getLogger(__name__)


class Changes(Protocol):
    """What is followed: :class:`services.records.app.changes.Follow`."""

    async def head(self) -> int:
        """Number of the last change."""
        ...

    async def changes(self, after: int, limit: int) -> list[Changed]:
        """Records whose last change came after, in the order of their changes."""
        ...


class WentBack(RabtaError):
    """The store of records is older than what was taken of it: the index is to be made anew."""


class Persons:
    """``index``: to be asked between two steps; ``level``: whether all was taken that was there at the last look."""

    def __init__(
        self,
        follow: Changes,
        make: tuple[Likeness, Model],
        path: Path,
        sealer: Sealer,
        steady: Callable[[], float] = time.monotonic,
    ) -> None:
        self._follow, self._make, self._path, self._sealer, self._steady = follow, make, path, sealer, steady
        self.index = PeopleIndex(*make)
        self.level = False
        self._taken = 0
        self._written = -1
        self._write_at = 0.0
        self._writing: asyncio.Task[None] | None = None
        self._forgotten = 0
        self._clean = 0

    @property
    def let_go(self) -> int:
        """Number of a change: of what was gone from the records at it nothing is left, here or on disk."""
        writing = self._writing is not None and not self._writing.done()
        return self._clean if writing else self._taken

    async def open(self) -> None:
        """Take the file on disk up, where it is whole and no newer than the records. Raises StorageUnavailable."""
        self._path.with_name(f"{self._path.name}~").unlink(missing_ok=True)
        head = await self._follow.head()
        try:
            kept = await asyncio.to_thread(read, self._path, self._sealer)
        except FileUnfit:
            logger.warning("the index of persons on disk is unfit, and is made anew")
            kept = None
        if kept is None or kept.change > head:
            self._forget()
            return
        index = PeopleIndex(*self._make, kept.image)
        if index.wasted > WASTED * len(kept.image.rows):
            return
        self.index, self._taken, self._written = index, kept.change, kept.change

    async def catch_up(self) -> None:
        """Take every change there is. Raises StorageUnavailable, WentBack."""
        while changed := await self._follow.changes(self._taken, AT_ONCE):
            self._take(changed)
            await asyncio.sleep(0)
        if await self._follow.head() < self._taken:
            self._forget()
            raise WentBack
        self.level = True

    async def keep(self) -> None:
        """Follow until cancelled, and write the file from time to time. Raises StorageUnavailable, WentBack."""
        while True:
            await self.catch_up()
            if self._steady() >= self._write_at:
                self._write_at = self._steady() + WRITE_EVERY_S
                self._writing = asyncio.ensure_future(self._write())
            await asyncio.sleep(LOOK_S)

    async def close(self) -> None:
        """Write the file for the next start. Nothing may follow any more."""
        if self._writing is not None:
            await self._writing
        if self.level:
            await self._write()

    async def _write(self) -> None:
        """Write the file, where it is not the newest already. A full disk leaves none, and costs the next start."""
        if self._written == self._taken:
            return
        self._clean = taken = self._taken
        forgotten, image = self._forgotten, self.index.image()
        try:
            await asyncio.to_thread(write, self._path, self._sealer, Kept(taken, image))
        except OSError as error:
            logger.error("the index of persons is not written to disk: %s", type(error).__name__)
            return
        self._written = taken
        if forgotten != self._forgotten:
            self._forget()

    def _take(self, changed: Sequence[Changed]) -> None:
        for each in changed:
            subject = each.version.subject
            if subject is not None and each.version.status in LIVE:
                self.index.put(each.record, each.class_id, described(subject))
            elif self.index.remove(each.record):
                self._forget()
            self._taken = each.number

    def _forget(self) -> None:
        """Leave nothing on disk of an entry that is gone."""
        self._path.unlink(missing_ok=True)
        self._written = -1
        self._forgotten += 1
