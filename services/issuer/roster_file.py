"""The roster on disk, taken up again whenever the file changes, only ever forward.

A file that fails is an alarm and changes nothing: the roster in use stays until it
expires. Its signing key is asked for at every use, so a revoked roster key stops it at once.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

from services.issuer.domain import Roster
from services.issuer.errors import Unavailable
from services.issuer.ports import NewestRoster
from services.issuer.signed_roster import MAX_BYTES, RosterError, load_roster
from services.membership.registry import Registry
from services.signing.keyfile import UnsafeFile, read_private

Stamp = tuple[object, ...]
MINUTE_MS = 60_000


class RosterFile:
    """Roster of ``agency`` at ``path``. ``alarm`` is told the rule of each file that was refused."""

    def __init__(
        self,
        path: Path,
        agency: str,
        registry: Callable[[], Registry],
        journal: NewestRoster,
        alarm: Callable[[str], None],
    ) -> None:
        self._path = path
        self._agency = agency
        self._registry = registry
        self._journal = journal
        self._alarm = alarm
        self._seen: Stamp | None = None
        self._failed = False
        self._roster: Roster | None = None
        self._looking = asyncio.Lock()

    async def current(self, now_ms: int) -> Roster:
        """The roster in force now, read again where its file changed; see the port."""
        await self._look(now_ms)
        roster, registry = self._roster, self._registry()
        if roster is None or now_ms > roster.expires_ms:
            raise Unavailable("roster")
        row = registry.key(roster.kid, "ROSTER")
        if row is None or not row.in_force(now_ms):
            raise Unavailable("roster")
        return roster

    async def _look(self, now_ms: int) -> None:
        """Read the file when it, or the registry that vouches for it, has changed; a refused one again each minute.

        Whoever comes while it is read waits: nobody is judged by a roster that is being replaced.
        """
        if self._stamp(now_ms) == self._seen:
            return
        async with self._looking:
            if self._stamp(now_ms) != self._seen:
                self._failed = not await self._read(now_ms)
                self._seen = self._stamp(now_ms)

    def _stamp(self, now_ms: int) -> Stamp:
        try:
            facts = self._path.stat()
        except OSError:
            return ()
        again = now_ms // MINUTE_MS if self._failed else 0
        return facts.st_mtime_ns, facts.st_size, facts.st_ino, self._registry().digest, again

    async def _read(self, now_ms: int) -> bool:
        try:
            raw = read_private(self._path, MAX_BYTES)
            await self._take(load_roster(raw, self._registry(), self._agency, now_ms), now_ms)
        except RosterError as error:
            self._alarm(str(error))
        except UnsafeFile:
            self._alarm("unsafe-file")
        else:
            return True
        return False

    async def _take(self, roster: Roster, now_ms: int) -> None:
        version, digest = await self._journal.newest_roster()
        if roster.version < version:
            raise RosterError("rollback", "version")
        if roster.version == version and roster.digest != digest:
            raise RosterError("equivocation", "version")
        if not roster.issued_ms <= now_ms <= roster.expires_ms:
            raise RosterError("not-in-force", "expires_ms")
        await self._journal.raise_roster(roster.version, roster.digest)
        self._roster = roster
