"""The signed file as bytes: canonical form, and whose distinct keys signed it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import Final, TypeVar

from google.protobuf.message import Message
from rabta.membership.v1.registry_pb2 import GovernanceSignature, Registry, SignedRegistry

from services.membership.errors import MalformedRegistry, UnsignedRegistry
from services.membership.rows import Governance
from services.signing.canonical import NotCanonical, canonical
from services.signing.es256 import BadKey, BadSignature, PublicKey
from services.signing.pae import REGISTRY, pae
from services.signing.signer import Signer

MAX_BYTES: Final = 1 << 20
MAX_SIGNATURES: Final = 32
_M = TypeVar("_M", bound=Message)


def well_formed(kind: type[_M], raw: bytes, where: str, most: int = MAX_BYTES) -> _M:
    """Message whose one serialisation is ``raw``, 1 to ``most`` bytes; MalformedRegistry names ``where`` otherwise."""
    try:
        return canonical(kind, raw, most)
    except NotCanonical as bad:
        raise MalformedRegistry("size" if bad.rule == "size" else f"not-{bad.rule}", where) from None


@dataclass(frozen=True, slots=True)
class SignedFile:
    """A file as carried between holders: the exact payload, what it says, and its signatures, not yet checked."""

    payload: bytes
    registry: Registry
    signatures: tuple[tuple[bytes, bytes], ...]

    @property
    def digest(self) -> bytes:
        """SHA-256 of the payload, 32 bytes."""
        return sha256(self.payload).digest()

    @property
    def governance(self) -> Governance:
        """Governance that the payload names; MalformedRegistry when a key is not P-256."""
        named = self.registry.governance
        try:
            return Governance(named.threshold, tuple(PublicKey(spki) for spki in named.keys))
        except BadKey:
            raise MalformedRegistry("key", "governance.keys") from None

    def encode(self) -> bytes:
        """Canonical bytes of the SignedRegistry: the file as it is carried."""
        signatures = [GovernanceSignature(kid=kid, signature=value) for kid, value in self.signatures]
        return SignedRegistry(payload=self.payload, signatures=signatures).SerializeToString(deterministic=True)

    def signed_by(self, keys: Iterable[PublicKey]) -> frozenset[bytes]:
        """Ids of those of ``keys`` that signed; UnsignedRegistry when a signature that names one of them is false.

        Signatures by other keys say nothing here: those of an outgoing governance stay in the file.
        """
        known = {key.kid: key for key in keys}
        signed = pae(REGISTRY, self.payload)
        for kid, value in self.signatures:
            if kid in known:
                try:
                    known[kid].verify(value, signed)
                except BadSignature:
                    raise UnsignedRegistry("signature") from None
        return frozenset(kid for kid, _ in self.signatures if kid in known)

    def require(self, keys: Iterable[PublicKey], threshold: int, whose: str) -> None:
        """UnsignedRegistry unless ``threshold`` distinct ones of ``keys`` signed."""
        if len(self.signed_by(keys)) < max(threshold, 1):
            raise UnsignedRegistry("threshold", whose)


def parse_signed(raw: bytes) -> SignedFile:
    """Structure of a signed file, nothing of it verified; MalformedRegistry otherwise."""
    outer = well_formed(SignedRegistry, raw, "file")
    if len(outer.signatures) > MAX_SIGNATURES:
        raise MalformedRegistry("count", "signatures")
    registry = well_formed(Registry, outer.payload, "payload")
    if registry.format != 1:
        raise MalformedRegistry("format", "payload")
    return SignedFile(outer.payload, registry, tuple((one.kid, one.signature) for one in outer.signatures))


def add_signature(file: SignedFile, key: Signer) -> SignedFile:
    """The file with one more signature; one by the same key is replaced, so a key counts once."""
    value = key.sign(pae(REGISTRY, file.payload))
    kept = tuple(one for one in file.signatures if one[0] != key.kid)
    return SignedFile(file.payload, file.registry, (*kept, (key.kid, value)))
