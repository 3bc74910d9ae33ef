"""What a browser gives for a new passkey, judged before it is proposed (W3C Web Authentication Level 3, section 7.1).

Which maker's authenticator it is, is not asked: the office that signs the roster knows to whom it handed which.
"""

from __future__ import annotations

import struct
from typing import Final

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from fido2.cose import ES256
from fido2.server import Fido2Server
from fido2.utils import websafe_encode
from fido2.webauthn import (
    AttestationObject,
    AuthenticatorAttestationResponse,
    CollectedClientData,
    PublicKeyCredentialRpEntity,
    RegistrationResponse,
    UserVerificationRequirement,
)

from services.access.jws import BadJws, load_object
from services.console.agency.enrolment import MadePasskey
from services.errors import RabtaError

BOUND_TO_DEVICE: Final = 0x45
"""The flags byte: user present and verified, a credential, not to be copied, no extension."""
_BYTES: Final = 4096
UNREADABLE: Final = (
    *(BadJws, struct.error),
    *(ValueError, TypeError, LookupError, AssertionError, AttributeError, RecursionError, OverflowError),
)
"""What the library raises on bytes that are no answer of an authenticator: found by fuzzing."""
_X, _Y = -2, -3


class UnfitPasskey(RabtaError):
    """Not made at this console for this code, without its user, of another algorithm, or one that may be copied."""


def registered(
    origin: str, site: str, challenge: bytes, officer: str, client_data: bytes, attestation: bytes, now_ms: int
) -> MadePasskey:
    """The passkey in an answer to ``challenge``. Raises UnfitPasskey."""
    if len(client_data) > _BYTES or len(attestation) > _BYTES:
        raise UnfitPasskey("size")
    try:
        said = load_object(client_data)
        response = RegistrationResponse(
            raw_id=b"",
            response=AuthenticatorAttestationResponse(
                client_data=CollectedClientData(client_data), attestation_object=AttestationObject(attestation)
            ),
        )
        server = Fido2Server(
            PublicKeyCredentialRpEntity(name="Rabta", id=site), verify_origin=lambda one: one == origin
        )
        state = {"challenge": websafe_encode(challenge), "user_verification": UserVerificationRequirement.REQUIRED}
        data = server.register_complete(state, response)
        credential = data.credential_data
        framed = said.get("crossOrigin", False) is not False or "topOrigin" in said
        if framed or data.flags != BOUND_TO_DEVICE or credential is None:
            raise UnfitPasskey("flags")
        return MadePasskey(officer, credential.credential_id, _spki(credential.public_key), now_ms)
    except UNREADABLE:
        raise UnfitPasskey("form") from None


def _spki(key: object) -> bytes:
    """SubjectPublicKeyInfo of an ES256 key; ValueError for another, or for a point off the curve."""
    if not isinstance(key, ES256):
        raise UnfitPasskey("algorithm")
    numbers = ec.EllipticCurvePublicNumbers(int.from_bytes(key[_X]), int.from_bytes(key[_Y]), ec.SECP256R1())
    return numbers.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
