"""An officer's proof by passkey (W3C Web Authentication Level 3), for a console that holds no officer's key.

The challenge is a digest of an assertion's claims: the officer, this issuer, the digest of purpose, legal basis and
case, the times, and as ``jti`` a word that the issuer made for this very system within the minute. So the console can
neither change what the officer touched for, nor have them touch ahead, nor carry the answer to another system.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, NamedTuple
from urllib.parse import urlsplit

from fido2.cose import ES256
from fido2.server import Fido2Server
from fido2.utils import websafe_encode
from fido2.webauthn import (
    Aaguid,
    AttestedCredentialData,
    AuthenticationResponse,
    AuthenticatorAssertionResponse,
    AuthenticatorData,
    CollectedClientData,
    PublicKeyCredentialRpEntity,
    UserVerificationRequirement,
)

from services.access.assertion import Assertion, read_claims
from services.access.jws import load_object
from services.access.passkey_answer import Answer, challenge_of, read_answer
from services.issuer.domain import Officer, Roster
from services.issuer.errors import InvalidGrant
from services.issuer.fresh import Fresh
from services.issuer.ports import Touch
from services.signing.es256 import PublicKey

AUTHENTICATOR_BYTES: Final = 37
USER_VERIFIED: Final = 0x05
"""The flags byte: user present and verified, the passkey bound to its device, no attestation, no extension."""
POINT: Final = slice(-64, None)


class Proof(NamedTuple):
    """Who proved themselves of what. ``touch``: None where a key signed, not a passkey."""

    said: Assertion
    officer: Officer
    touch: Touch | None


@dataclass(frozen=True, slots=True)
class Passkeys:
    """Judges answers given at the console whose origin is ``console``, such as ``https://console.example``."""

    console: str
    fresh: Fresh = field(default_factory=Fresh)

    def proof(self, text: str, thumbprint: bytes, roster: Roster, now_ms: int) -> Proof:
        """Who answers in ``text``, through the system at ``thumbprint``.

        Raises InvalidGrant ``passkey``, BadJws where the text or its claims are malformed.
        """
        answer = read_answer(text)
        officer = roster.holders.get(answer.credential)
        if officer is None:
            raise InvalidGrant("assertion")
        count = self._verified(answer, officer.passkeys[answer.credential])
        said = read_claims(answer.claims)
        if not self.fresh.good(said.jti, thumbprint, now_ms):
            raise InvalidGrant("passkey")
        return Proof(said, officer, Touch(answer.credential, count))

    def _verified(self, answer: Answer, public: PublicKey) -> int:
        """The authenticator's counter, after every check of section 7.2 but that of the counter itself."""
        client, data = load_object(answer.client_data), answer.authenticator_data
        texts = all(type(client.get(name)) is str for name in ("type", "challenge", "origin"))
        if not texts or client.get("crossOrigin", False) is not False or "topOrigin" in client:
            raise InvalidGrant("passkey")
        if len(data) != AUTHENTICATOR_BYTES or data[32] != USER_VERIFIED:
            raise InvalidGrant("passkey")
        authenticator = AuthenticatorData(data)
        response = AuthenticatorAssertionResponse(
            client_data=CollectedClientData(answer.client_data),
            authenticator_data=authenticator,
            signature=answer.signature,
        )
        state = {
            "challenge": websafe_encode(challenge_of(answer.claims)),
            "user_verification": UserVerificationRequirement.REQUIRED,
        }
        try:
            self._server().authenticate_complete(
                state,
                [_credential(answer.credential, public)],
                AuthenticationResponse(raw_id=answer.credential, response=response),
            )
        except ValueError:
            raise InvalidGrant("passkey") from None
        return authenticator.counter

    def _server(self) -> Fido2Server:
        site = PublicKeyCredentialRpEntity(name="Rabta", id=urlsplit(self.console).hostname)
        return Fido2Server(site, verify_origin=lambda origin: origin == self.console)


def _credential(credential: bytes, public: PublicKey) -> AttestedCredentialData:
    point = public.spki[POINT]
    key = ES256({1: 2, 3: ES256.ALGORITHM, -1: 1, -2: point[:32], -3: point[32:]})
    return AttestedCredentialData.create(Aaguid.NONE, credential, key)
