"""Tokens for which an officer touches their passkey, through a system that holds no key of theirs.

The issuer gives a word; the claims that hold it are what the authenticator signs, as a digest; what it signed goes back
to the issuer for a token (``docs/protocol.md``, section 6). Nothing of this is kept but the tokens, in memory.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from hashlib import sha256
from typing import cast

from services.access.approver import Act
from services.access.assertion import Assertion, claims_of, read_claims
from services.access.claims import OFFICER_FORMS
from services.access.details import Details
from services.access.jws import BadJws, decode_segment, encode_segment, load_object
from services.access.passkey_answer import PASSKEY_GRANT, Answer, write_answer
from services.client.errors import IssuerUnreachable
from services.client.token import Fetched, System, ask_issuer, details_text, fetched
from services.errors import RabtaError

SPARE_MS = 30_000
"""What a token must still last when a question begins: as long as its call may take."""
KEPT = 16


class TouchWanted(RabtaError):
    """No token is held for ``details``: the officer must touch their passkey for it."""

    def __init__(self, details: Details) -> None:
        super().__init__("an officer's touch is wanted")
        self.details = details


async def claims_to_touch(system: System, officer: str, details: Details, now_ms: int) -> bytes:
    """Claims (JSON) that ``officer`` touches for, good for a minute. Raises TokenRefused, IssuerUnreachable."""
    return await claims_of_request(system, officer, sha256(details_text(details).encode()).digest(), now_ms)


async def claims_of_request(system: System, officer: str, digest: bytes, now_ms: int) -> bytes:
    """As :func:`claims_to_touch`, for a request by its digest (32 bytes): of an act's approval that of the act."""
    word = (await ask_issuer(system, "challenge", {})).get("challenge")
    if type(word) is not str:
        raise IssuerUnreachable("no word in the answer")
    return json.dumps(claims_of(system.claims(officer, digest, word, now_ms)), separators=(",", ":")).encode()


def touched_claims(answer: Answer) -> Assertion | None:
    """What an answer says it is for; None where that is not of the form. Nobody has verified it."""
    try:
        return read_claims(answer.claims)
    except BadJws:
        return None


async def token_for(system: System, details: Details, answer: Answer) -> Fetched:
    """The token that the issuer gives for a touch. Raises TokenRefused, IssuerUnreachable."""
    text = write_answer(answer)
    form = {"grant_type": PASSKEY_GRANT, "assertion": text, "authorization_details": details_text(details)}
    return fetched(await ask_issuer(system, "token", form | system.form))


async def approval_for(system: System, act: Act, details: Details, answer: Answer) -> Fetched:
    """The approver token that the issuer gives for a touch, of ``act`` for ``details``. Raises as :func:`token_for`."""
    form = {
        "grant_type": PASSKEY_GRANT,
        "assertion": write_answer(answer),
        "method": act.method,
        "for_sub": act.officer,
        "body_sha256": encode_segment(act.body_sha256),
        "authorization_details": details_text(details),
    }
    return fetched(await ask_issuer(system, "approve", form | system.form))


def roles_of(token: str) -> frozenset[str]:
    """Roles that a token names; none where it is no token. For what stays beside the officer's own issuer: nobody
    verifies here what came from that issuer, and a question to the hub rests on what the hub verifies.
    """
    try:
        _, payload, _ = token.split(".")
        named = OFFICER_FORMS["roles"]("roles", load_object(decode_segment(payload)).get("roles"))
    except (BadJws, ValueError):
        return frozenset()
    return frozenset(cast(frozenset[str], named))


class TouchedTokens:
    """One officer's tokens, each for one reason and query class, until its time is over. It asks nobody for more."""

    def __init__(self, clock: Callable[[], int]) -> None:
        self._clock = clock
        self._kept: dict[Details, tuple[str, int]] = {}

    def keep(self, details: Details, given: Fetched, asked_ms: int) -> None:
        """Hold a token that was asked for at ``asked_ms``."""
        if len(self._kept) >= KEPT:
            self._kept.clear()
        self._kept[details] = (given.token, asked_ms + given.expires_in_s * 1000)

    def roles(self) -> frozenset[str]:
        """The officer's roles: those that every token which is still good names, so that one taken away ends with the
        next touch; none where no token is good.
        """
        now = self._clock()
        named = [roles_of(token) for token, expires_ms in self._kept.values() if expires_ms - SPARE_MS > now]
        return frozenset.intersection(*named) if named else frozenset()

    def forget(self) -> None:
        """Let go of all: the next question wants a touch."""
        self._kept.clear()

    async def fetch(self, details: Details) -> str:
        """The token for ``details``. Raises TouchWanted."""
        token, expires_ms = self._kept.get(details, ("", 0))
        if expires_ms - SPARE_MS <= self._clock():
            self._kept.pop(details, None)
            raise TouchWanted(details)
        return token
