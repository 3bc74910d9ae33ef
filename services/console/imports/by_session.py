"""Exports of many officers in one console: each session has its own, and knows of no other's.

An agency's console holds no page key (ADR 141): a file is read and checked here, and sent by nobody.
"""

from __future__ import annotations

import asyncio
import secrets
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Final

from services.client.profile import Profile
from services.console.imports.held import Imports
from services.console.sessions import Session
from services.errors import RabtaError

EACH: Final = 1
"""Files of a session at once; the next one takes the place of the first."""
SESSIONS: Final = 16
"""Sessions that have a file at once: with files of 64 MiB that is a GiB on disk."""


class TooManyFiles(RabtaError):
    """As many sessions have a file as may; nobody's is taken away for another's."""


class SessionImports:
    """Files of each session below ``folder``, until it takes them away, or is over."""

    def __init__(self, folder: Path, profile: Profile, clock: Callable[[], int]) -> None:
        self._folder, self._profile, self._clock = folder, profile, clock
        self._held: dict[str, tuple[Session, Imports]] = {}
        self._reading = asyncio.Lock()

    def begin(self) -> None:
        """Take away what a killed console left."""
        shutil.rmtree(self._folder, ignore_errors=True)

    def of(self, session: Session) -> Imports:
        """The files of a session. Raises TooManyFiles."""
        self.sweep()
        held = self._held.get(session.csrf_token)
        if held is not None:
            return held[1]
        if sum(not imports.empty for _, imports in self._held.values()) >= SESSIONS:
            raise TooManyFiles("sessions with a file")
        made = Imports(self._folder / secrets.token_hex(16), self._profile, EACH, self._reading)
        self._held[session.csrf_token] = session, made
        return made

    def sweep(self) -> None:
        """Take away the files of sessions that are over; one that is being read goes with a later sweep."""
        now = self._clock()
        for name, (session, imports) in list(self._held.items()):
            if session.over(now) and not imports.reading:
                imports.clear()
                del self._held[name]

    async def close(self) -> None:
        """Take all files away."""
        for _, imports in self._held.values():
            await imports.close()
        self._held.clear()
        self.begin()
