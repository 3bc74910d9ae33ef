"""Touches of officers' passkeys: what waits for one, what a page needs to ask for it, and what came back.

The console makes nothing of a touch: the issuer does, and answers with a token for that one reason (ADR 134).
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from services.access.approver import Act
from services.access.details import Details
from services.access.jws import BadJws, decode_segment, encode_segment
from services.access.passkey_answer import Answer, challenge_of
from services.client.token import Fetched, System
from services.client.touched import (
    approval_for,
    claims_of_request,
    claims_to_touch,
    token_for,
    touched_claims,
)
from services.console.form import BadForm, Forged

FIELDS: Final = ("claims", "credential", "authenticator_data", "client_data", "signature")
"""Hidden fields of the form that a script fills in with what the authenticator gave, each base64url."""
_WAITING: Final = 8


@dataclass(frozen=True, slots=True)
class Waiting:
    """A page that goes on after a touch for ``details``. ``form``: fields of a POST; None for a GET."""

    details: Details
    path: str
    form: Mapping[str, str] | None


class WaitingPages:
    """Pages of one session that wait, by an id of each; the oldest makes room."""

    def __init__(self) -> None:
        self._held: dict[str, Waiting] = {}

    def put(self, waiting: Waiting) -> str:
        """Hold a page, and give the id under which its touch is asked for."""
        if len(self._held) >= _WAITING:
            del self._held[next(iter(self._held))]
        made = secrets.token_urlsafe(9)
        self._held[made] = waiting
        return made

    def get(self, name: str) -> Waiting | None:
        """None where it went on, or never was."""
        return self._held.get(name)

    def done(self, name: str) -> None:
        """Forget it, with what its form held."""
        self._held.pop(name, None)


@dataclass(frozen=True, slots=True)
class TouchPage:
    """What a page needs to ask for a touch: claims and their challenge, base64url, and what they are for.

    ``approves``: whose act is approved by it; empty where the officer touches for themselves.
    """

    officer: str
    details: Details
    claims: str
    challenge: str
    approves: str = ""


@dataclass(frozen=True, slots=True)
class Touching:
    """Touches at the issuer of ``system``."""

    system: System
    clock: Callable[[], int]

    async def ask(self, officer: str, details: Details) -> TouchPage:
        """What ``officer`` is to touch for. Raises TokenRefused, IssuerUnreachable."""
        claims = await claims_to_touch(self.system, officer, details, self.clock())
        return TouchPage(officer, details, encode_segment(claims), encode_segment(challenge_of(claims)))

    async def ask_to_approve(self, officer: str, act: Act, details: Details) -> TouchPage:
        """What ``officer`` is to touch for to approve ``act``, which is for ``details``. Raises as :meth:`ask`."""
        claims = await claims_of_request(self.system, officer, act.digest, self.clock())
        challenge = encode_segment(challenge_of(claims))
        return TouchPage(officer, details, encode_segment(claims), challenge, act.officer)

    async def take_approval(self, officer: str, act: Act, details: Details, form: Mapping[str, str]) -> Fetched:
        """The token that approves ``act``, for what the browser of ``officer`` sent back. Raises as :meth:`take`."""
        return await approval_for(self.system, act, details, _answer(officer, form))

    async def take(self, officer: str, details: Details, form: Mapping[str, str]) -> Fetched:
        """The token for what the browser sent back.

        Raises BadForm, TokenRefused, IssuerUnreachable; Forged where another officer's passkey was touched: their token
        never serves this one's session.
        """
        return await token_for(self.system, details, _answer(officer, form))


def _answer(officer: str, form: Mapping[str, str]) -> Answer:
    """What the authenticator of ``officer`` gave. Raises BadForm; Forged for another officer's."""
    try:
        answer = Answer(*(decode_segment(form.get(name, "")) for name in FIELDS))
    except BadJws:
        raise BadForm("not what an authenticator gives") from None
    said = touched_claims(answer)
    if said is None or said.officer != officer:
        raise Forged("another officer's touch")
    return answer
