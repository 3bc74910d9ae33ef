"""Keys derived from the hub's one secret: a label and a version each, none of use for another purpose.

HKDF-SHA256 (RFC 5869). The secret and what is derived from it stay outside the database.
"""

from __future__ import annotations

from typing import Final, Literal, get_args

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from services.signing.keyfile import SECRET_BYTES

Label = Literal[
    "blind-index",
    "audit-selector",
    "page-token",
    "hit-handle",
    "field",
    "feed-id",
    "graph",
    "read-index",
    "backup",
    "refusals",
    "record-keys",
    "identity-queue",
    "person-index",
    "register",
    "pairwise-token",
    "provisional",
    "desk",
    "watches",
    "snapshot-list",
    "snapshot-token",
    "snapshot-name",
    "corrections",
    "alerts",
    "referral",
    "posts",
    "law-book",
]
LABELS: Final = frozenset(get_args(Label))
SALT: Final = b"rabta"


def hkdf_sha256(key: bytes, *, salt: bytes, info: bytes, size: int) -> bytes:
    """RFC 5869 extract and expand, ``size`` bytes; ValueError above 255 * 32."""
    return HKDF(algorithm=hashes.SHA256(), length=size, salt=salt, info=info).derive(key)


def derive(secret: bytes, label: Label, version: int = 1) -> bytes:
    """32-byte key for one purpose; ValueError for an unknown label, a version below 1 or a secret not of 32 bytes."""
    if label not in LABELS or version < 1 or len(secret) != SECRET_BYTES:
        raise ValueError("unknown label, version below 1, or a secret that is not 32 bytes")
    return hkdf_sha256(secret, salt=SALT, info=f"{label}/v{version}".encode(), size=32)
