"""Sessions of officers: made at login and never before, short, bound to who logged in, and gone when idle."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Final

from services.client.async_hub import AsyncHub
from services.client.reason import Reason
from services.client.touched import TouchedTokens
from services.console.agency.touching import WaitingPages
from services.console.glass import Glass
from services.console.network.workspace import Workspace
from services.console.peer import Peer
from services.errors import RabtaError

IDLE_MS: Final = 15 * 60_000
LONGEST_MS: Final = 8 * 3_600_000
"""The length of a shift."""
FRESH_MS: Final = 2 * 60_000
"""How long a reason counts as just given, where an act asks for it again."""
_BYTES: Final = 32
_SESSIONS: Final = 256


class NoSession(RabtaError):
    """No session answers to the cookie: it never did, it is over, or the cookie came from elsewhere."""


class NoReason(RabtaError):
    """The session states no purpose yet, or not recently enough: nothing is asked of the hub."""


@dataclass(frozen=True, slots=True)
class Officer:
    """Who logged in, under whose certificates. ``profile``: the path that the same `rabta` command takes, if any."""

    id: str
    agency: str
    hub: str
    profile: str = ""


@dataclass(slots=True)
class Session:
    """One login. ``csrf_token``: what each form of it carries in a hidden field, against forged requests.

    ``tokens``: those that the officer touched for, None where their own key fetches them; ``waiting``: pages that want
    a touch before they go on; ``glass``: broken glass that the hub may still hold open, None for none. ``acted``:
    whether the next page comes after an act, as the first comes after the login. ``ended``: logged out, or dropped.
    """

    officer: Officer
    hub: AsyncHub
    peer: Peer
    language: str
    began_ms: int
    seen_ms: int
    csrf_token: str = field(default_factory=lambda: secrets.token_urlsafe(_BYTES), repr=False)
    reason: Reason | None = None
    reason_ms: int = 0
    chart: Workspace = field(default_factory=Workspace, repr=False)
    tokens: TouchedTokens | None = field(default=None, repr=False)
    waiting: WaitingPages = field(default_factory=WaitingPages, repr=False)
    glass: Glass | None = None
    acted: bool = True
    ended: bool = False

    @property
    def why(self) -> Reason:
        """The reason that is stated. Raises NoReason: nothing leaves the console before there is one."""
        if self.reason is None:
            raise NoReason("no purpose is stated")
        return self.reason

    @property
    def roles(self) -> frozenset[str]:
        """The officer's roles, by what they touched for; none in an own console, and none while no token is good."""
        return self.tokens.roles() if self.tokens is not None else frozenset()

    def answered(self) -> bool:
        """Whether the page that is made now comes after an act; the one after it does not."""
        acted, self.acted = self.acted, False
        return acted

    def over(self, now_ms: int) -> bool:
        """Whether it answers to its cookie no longer."""
        return self.ended or now_ms - self.seen_ms > IDLE_MS or now_ms - self.began_ms > LONGEST_MS

    def state(self, reason: Reason, now_ms: int) -> None:
        """Take a reason that the officer has just given; what they touched for before counts no longer."""
        self.reason, self.reason_ms = reason, now_ms
        if self.tokens is not None:
            self.tokens.forget()

    def fresh(self, now_ms: int) -> bool:
        """Whether the reason was given within :data:`FRESH_MS`."""
        return self.reason is not None and now_ms - self.reason_ms <= FRESH_MS

    def broken(self, now_ms: int) -> Glass | None:
        """The glass that is broken, until its time is over."""
        if self.glass is not None and self.glass.over(now_ms):
            self.glass = None
        return self.glass

    def is_its_form(self, secret: str) -> bool:
        """Whether a form was made for this session; takes as long for a wrong secret as for the right one."""
        return hmac.compare_digest(secret.encode(), self.csrf_token.encode())


class Sessions:
    """Every session, in memory alone. Of a cookie only its digest is held.

    ``ended``: told whenever a session is over, however it ended.
    """

    def __init__(self, clock: Callable[[], int], ended: Callable[[], None] = lambda: None) -> None:
        self._clock, self._ended = clock, ended
        self._held: dict[bytes, Session] = {}

    def begin(
        self,
        officer: Officer,
        hub: AsyncHub,
        peer: Peer,
        language: str,
        tokens: TouchedTokens | None = None,
        reason: Reason | None = None,
    ) -> str:
        """A new session; its cookie is new too, whatever the browser sent before. The oldest makes room for it."""
        if len(self._held) >= _SESSIONS:
            self._drop(next(iter(self._held)))
        now, cookie = self._clock(), secrets.token_urlsafe(_BYTES)
        self._held[_digest(cookie)] = made = Session(officer, hub, peer, language, now, now, tokens=tokens)
        if reason is not None:
            made.state(reason, now)
        return cookie

    def of(self, cookie: str, peer: Peer) -> Session:
        """The session of a cookie, seen now. Raises NoSession; a cookie from another peer ends the session for both."""
        session = self._held.get(_digest(cookie))
        if session is None:
            raise NoSession("no such session")
        now = self._clock()
        if session.peer != peer or session.over(now):
            self._drop(_digest(cookie))
            raise NoSession("the session is over")
        session.seen_ms = now
        return session

    def end(self, cookie: str) -> None:
        """Forget a session, where there is one."""
        if _digest(cookie) in self._held:
            self._drop(_digest(cookie))

    def _drop(self, digest: bytes) -> None:
        self._held.pop(digest).ended = True
        self._ended()


def _digest(cookie: str) -> bytes:
    return sha256(cookie.encode()).digest()
