"""When a month key may be destroyed, and whose word that needs.

Retention must have passed, and two of the retention keys (P-256) must each have signed,
with ES256 as 64 bytes r || s, the DSSE pre-authentication encoding of

    type  application/vnd.rabta.month-key-destroyed.v1
    body  ORIGIN LF AGENCY LF YYYY-MM LF

The record that is kept is kid || signature of both, in ascending order of kid, where
kid = SHA-256 of the DER SubjectPublicKeyInfo; the log's leaf holds SHA-256(signature 1 ||
signature 2) in that order.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from audit.entry import destroyed_leaf, is_agency, is_month
from audit.monthkeys import kid_of, month_of

_TYPE = b"application/vnd.rabta.month-key-destroyed.v1"
_SIGNATURE_BYTES = 64
MIN_RETENTION_MONTHS = 12


class DestructionError(Exception):
    """A month key may not be destroyed; the text says why."""


def statement(origin: str, agency: str, month: str) -> bytes:
    """Bytes that both signatures cover (DSSE pre-authentication encoding)."""
    body = f"{origin}\n{agency}\n{month}\n".encode()
    return b"DSSEv1 %d %s %d %s" % (len(_TYPE), _TYPE, len(body), body)


def by_kid(keys: Iterable[ec.EllipticCurvePublicKey]) -> dict[bytes, ec.EllipticCurvePublicKey]:
    """P-256 keys by kid; one key twice, in whatever encoding it came, counts once."""
    return {kid_of(key): key for key in keys}


@dataclass(frozen=True, slots=True)
class Destruction:
    """A request to destroy one month key, with (kid, signature) of two holders."""

    agency: str
    month: str
    signatures: tuple[tuple[bytes, bytes], ...]

    def leaf(self) -> bytes:
        """Leaf data that the log keeps of it."""
        first, second = sorted(self.signatures)
        return destroyed_leaf(self.agency, self.month, (first[1], second[1]))

    def record(self) -> bytes:
        """What is kept in the place of the key: kid || signature of both, 192 bytes."""
        return b"".join(kid + signature for kid, signature in sorted(self.signatures))


def retention_passed(month: str, now_ms: int, months: int) -> bool:
    """Whether every moment of ``month`` lies at least ``months`` calendar months back."""
    return _ordinal(month_of(now_ms)) - _ordinal(month) > months


def _ordinal(month: str) -> int:
    return int(month[:4]) * 12 + int(month[5:])


def check_destruction(
    request: Destruction,
    origin: str,
    keys: dict[bytes, ec.EllipticCurvePublicKey],
    now_ms: int,
    months: int = MIN_RETENTION_MONTHS,
) -> None:
    """DestructionError unless retention has passed and two different retention keys have signed."""
    if not is_agency(request.agency) or not is_month(request.month):
        raise DestructionError("not an agency and a month")
    if not retention_passed(request.month, now_ms, max(months, MIN_RETENTION_MONTHS)):
        raise DestructionError("retention has not passed")
    if len(request.signatures) != 2 or len({kid for kid, _ in request.signatures}) != 2:
        raise DestructionError("signatures of exactly two keys are needed")
    _check_signatures(statement(origin, request.agency, request.month), keys, request.signatures)


def _check_signatures(
    message: bytes, keys: dict[bytes, ec.EllipticCurvePublicKey], signatures: Sequence[tuple[bytes, bytes]]
) -> None:
    for kid, signature in signatures:
        if kid not in keys or len(signature) != _SIGNATURE_BYTES:
            raise DestructionError("a signature is not of a retention key")
        r, s = int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:], "big")
        try:
            keys[kid].verify(encode_dss_signature(r, s), message, ec.ECDSA(hashes.SHA256()))
        except InvalidSignature as error:
            raise DestructionError("a signature does not hold") from error
