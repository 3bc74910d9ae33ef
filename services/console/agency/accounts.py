"""Which browser the agency's provider vouched for, and whom it named: in memory, for a while, before any session."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from services.console.agency.openid import Begun, NotVouched, Provider
from services.console.peer import Peer

LIFE_MS: Final = 10 * 60_000
_MOST: Final = 4096


@dataclass(frozen=True, slots=True)
class _Held:
    peer: Peer
    until_ms: int
    begun: Begun | None = None
    officer: str = ""


class Accounts:
    """Sign-ins under way and done, by a cookie of each browser's own; of a cookie only its digest is held."""

    def __init__(self, provider: Provider, clock: Callable[[], int]) -> None:
        self._provider, self._clock = provider, clock
        self._held: dict[bytes, _Held] = {}

    async def begin(self, peer: Peer) -> tuple[str, str]:
        """A new cookie, and where the browser goes. Raises NotVouched."""
        begun = await self._provider.begin()
        return self._put(_Held(peer, self._clock() + LIFE_MS, begun)), begun.url

    async def finish(self, cookie: str, peer: Peer, state: str, code: str) -> str:
        """A new cookie for the browser that came back; what was begun is used up. Raises NotVouched."""
        held = self._held.pop(_digest(cookie), None)
        if held is None or held.begun is None or held.peer != peer or held.until_ms < self._clock():
            raise NotVouched("not begun here")
        officer = await self._provider.finish(held.begun, state, code)
        return self._put(_Held(peer, self._clock() + LIFE_MS, officer=officer))

    def officer(self, cookie: str, peer: Peer) -> str:
        """Whom the provider named to this browser; empty where it named nobody, or too long ago."""
        held = self._held.get(_digest(cookie))
        return held.officer if held and held.peer == peer and held.until_ms >= self._clock() else ""

    def forget(self, cookie: str) -> None:
        """A login has used it up."""
        self._held.pop(_digest(cookie), None)

    def _put(self, held: _Held) -> str:
        if len(self._held) >= _MOST:
            del self._held[next(iter(self._held))]
        cookie = secrets.token_urlsafe(32)
        self._held[_digest(cookie)] = held
        return cookie


def _digest(cookie: str) -> bytes:
    return sha256(cookie.encode()).digest()
