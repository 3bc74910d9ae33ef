"""Links that log in once: printed where the officer started the console, as Jupyter does."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from hashlib import sha256
from typing import Final

LIFE_MS: Final = 10 * 60_000
_BYTES: Final = 32


class LoginLinks:
    """At most one link is good at a time, once, for :data:`LIFE_MS`. Only its digest is held."""

    def __init__(self, clock: Callable[[], int]) -> None:
        self._clock = clock
        self._digest = b""
        self._until_ms = 0

    def issue(self) -> str:
        """The secret of a new link; the one before is good no longer."""
        secret = secrets.token_urlsafe(_BYTES)
        self._digest, self._until_ms = sha256(secret.encode()).digest(), self._clock() + LIFE_MS
        return secret

    @property
    def waiting(self) -> bool:
        """Whether a link is good now."""
        return bool(self._digest) and self._clock() <= self._until_ms

    def redeem(self, secret: str) -> bool:
        """Whether this is the link, unused and in time; it is used up by that."""
        if not (self.waiting and secrets.compare_digest(sha256(secret.encode()).digest(), self._digest)):
            return False
        self._digest = b""
        return True
