"""The proof that an owner signed two things where there can be one, as bytes: canonical form and limits.

What it proves is for `services.evidence` to say.
"""

from __future__ import annotations

from typing import Final

from rabta.signing.v1.equivocation_pb2 import Equivocation, SignedStatement
from rabta.signing.v1.page_pb2 import SignedPageHeader, VersionProof

from services.errors import RabtaError
from services.signing.canonical import NotCanonical, canonical

__all__ = [
    "Equivocation",
    "EquivocationError",
    "SignedPageHeader",
    "SignedStatement",
    "VersionProof",
    "decode_equivocation",
    "encode_equivocation",
]

MAX_BYTES: Final = 16 << 20


class EquivocationError(RabtaError, ValueError):
    """The bytes are no proof of an equivocation; ``field`` names where, ``*`` for the form as a whole."""

    def __init__(self, field: str) -> None:
        super().__init__(f"equivocation: {field}")
        self.field = field


def encode_equivocation(proof: Equivocation) -> bytes:
    """Canonical bytes; EquivocationError where a part is missing, or it is larger than 16 MiB."""
    _check(proof)
    raw = proof.SerializeToString(deterministic=True)
    if len(raw) > MAX_BYTES:
        raise EquivocationError("*")
    return raw


def decode_equivocation(raw: bytes) -> Equivocation:
    """The proof from canonical bytes, at most 16 MiB; EquivocationError otherwise. Nothing is verified."""
    try:
        proof = canonical(Equivocation, raw, MAX_BYTES)
    except NotCanonical:
        raise EquivocationError("*") from None
    _check(proof)
    return proof


def _check(proof: Equivocation) -> None:
    if proof.format != 1:
        raise EquivocationError("format")
    if not proof.registry:
        raise EquivocationError("registry")
    for name, one in (("first", proof.first), ("second", proof.second)):
        if not one.page.header or not one.page.signature:
            raise EquivocationError(f"{name}.page")
        if bool(one.version) != one.HasField("proof"):
            raise EquivocationError(f"{name}.proof")
    if bool(proof.first.version) != bool(proof.second.version):
        raise EquivocationError("second.version")
