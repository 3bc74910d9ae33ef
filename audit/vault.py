"""How entries and month keys are encrypted. This page is the format: readers are written from it.

A stored entry, at ``index`` in the log:

    02 || key id (16) || seed (32) || ciphertext and tag (16)

    key id      first 16 bytes of SHA-256("rabta/month-key-id/v1" || 00 || agency || 00 || "YYYY-MM")
    entry key   HKDF-SHA256 (RFC 5869), 32 bytes: IKM = month key, salt = "rabta",
                info = "rabta/entry/v2" || seed
    cipher      AES-256-GCM, nonce = u96be index, no associated data

    seed        32 random bytes, new for each call of ``seal``: entries sealed together have
                one. Their indexes differ, so no key meets a nonce twice; an index that is
                sealed again, as its commit failed, is so under another seed.

    plaintext   u32be length of open || salt1 (32) || open || salt2 (32) || sealed

and its commitment is SHA-256(SHA-256(salt1 || open) || SHA-256(salt2 || sealed)), see
:mod:`audit.entry`. The agency is the one whose call the entry records; the month is that
of the append in UTC.

A month key is 32 random bytes, for one agency and month, in ``month-keys/AGENCY.YYYY-MM.key``,
wrapped twice, to the hub's key and to that of the oversight body:

    02 || commitment (32) || kid (32) || u16be n || wrapped (n) || kid (32) || u16be n || wrapped (n)

    commitment  SHA-256("rabta/month-key-commitment/v1" || 00 || agency || 00 || "YYYY-MM" || 00 ||
                month key): one for both halves, so that each reader knows the other's is the same
                key or the file is false
    kid         SHA-256 of the DER SubjectPublicKeyInfo it is wrapped to, hub first
    wrapped     HPKE base mode (RFC 9180): DHKEM(P-256, HKDF-SHA256), HKDF-SHA256,
                AES-256-GCM, empty aad, encapsulated key (65) before the ciphertext,
                info = "rabta/month-key/v1" || 00 || agency || 00 || "YYYY-MM"

A file of the first format begins with 01 and has no commitment. The writer gives it one as it starts.

Once destroyed, the file is gone, ``month-keys/AGENCY.YYYY-MM.destroyed`` holds the two
signatures (see :mod:`audit.retention`), and a leaf of the log commits to them.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from typing import Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, hmac
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

FORMAT, KEY_FILE_FORMAT, FIRST_KEY_FILE_FORMAT = b"\x02", b"\x02", b"\x01"
KEY_BYTES = 32
KEY_ID_BYTES = 16
SEED_BYTES = 32
_HEADER_BYTES = 1 + KEY_ID_BYTES + SEED_BYTES
_NONCE_BYTES = 12
STORED_BYTES = _HEADER_BYTES + 4 + 32 + 32 + 16
"""What the stored form of an entry takes beside its two parts."""
_INFO = b"rabta/entry/v2"
_SALTS = struct.Struct("32s32s")


class VaultError(Exception):
    """An entry or a month key cannot be opened: absent, destroyed, or not what it should be."""


@lru_cache(maxsize=1024)
def month_key_id(agency: str, month: str) -> bytes:
    """The 16 bytes by which stored entries name a month key."""
    return sha256(f"rabta/month-key-id/v1\0{agency}\0{month}".encode()).digest()[:KEY_ID_BYTES]


def key_commitment(agency: str, month: str, secret: bytes) -> bytes:
    """What the file of a month key says of the key, 32 bytes; a key of 256 random bits stays hidden behind it."""
    return sha256(f"rabta/month-key-commitment/v1\0{agency}\0{month}\0".encode() + secret).digest()


class Hkdf:
    """HKDF-SHA256 (RFC 5869) to at most 32 bytes, with everything but the info's end done once.

    The two hash states of HMAC (RFC 2104) are kept and copied: a third of the time of a
    new HMAC, and an entry needs one.
    """

    __slots__ = ("_inner", "_outer")

    def __init__(self, secret: bytes, salt: bytes, info: bytes) -> None:
        extract = hmac.HMAC(salt, hashes.SHA256())
        extract.update(secret)
        block = extract.finalize().ljust(64, b"\0")
        self._inner = sha256(bytes(byte ^ 0x36 for byte in block) + info)
        self._outer = sha256(bytes(byte ^ 0x5C for byte in block))

    def expand(self, info: bytes) -> bytes:
        """32 bytes for what the constructor was given and the rest of the info."""
        inner = self._inner.copy()
        inner.update(info + b"\x01")
        outer = self._outer.copy()
        outer.update(inner.digest())
        return outer.digest()


class MonthKey:
    """A month key ready for use: ``entry_key(seed)`` gives an entry's key, ``header`` begins its stored form."""

    __slots__ = ("entry_key", "header")

    def __init__(self, agency: str, month: str, secret: bytes) -> None:
        self.entry_key = Hkdf(secret, b"rabta", _INFO).expand
        self.header = FORMAT + month_key_id(agency, month)


@dataclass(frozen=True, slots=True)
class Parts:
    """Both parts of an entry, as encoded, with their 32-byte salts."""

    open: bytes
    open_salt: bytes
    sealed: bytes
    sealed_salt: bytes

    @classmethod
    def of(cls, plaintext: bytes) -> Self:
        """Parts of a decrypted entry; VaultError when it is too short for its own length."""
        length = int.from_bytes(plaintext[:4], "big")
        if len(plaintext) < 68 + length:
            raise VaultError("entry is shorter than it says")
        middle = 36 + length
        return cls(plaintext[36:middle], plaintext[4:36], plaintext[middle + 32 :], plaintext[middle : middle + 32])


def seal(
    first: int, keys: Sequence[MonthKey], opens: Sequence[bytes], sealeds: Sequence[bytes]
) -> tuple[list[bytes], list[bytes]]:
    """Commitments and stored forms of entries from index ``first`` on, a key and both parts for each.

    Each step runs over the whole batch: that is a third faster than entry by entry.
    """
    seed, salts = os.urandom(SEED_BYTES), _SALTS.iter_unpack(os.urandom(_SALTS.size * len(keys)))
    salted = [(one + a, two + b) for (one, two), a, b in zip(salts, opens, sealeds, strict=True)]
    commitments = [sha256(sha256(a).digest() + sha256(b).digest()).digest() for a, b in salted]
    ciphers = {key: (key.header + seed, AESGCM(key.entry_key(seed)).encrypt) for key in set(keys)}
    stored: list[bytes] = []
    for index, key, (a, b) in zip(range(first, first + len(keys)), keys, salted, strict=True):
        header, encrypt = ciphers[key]
        plaintext = (len(a) - 32).to_bytes(4, "big") + a + b
        stored.append(header + encrypt(index.to_bytes(_NONCE_BYTES, "big"), plaintext, None))
    return commitments, stored


def key_id_of(stored: bytes) -> bytes:
    """Id of the month key that a stored entry is sealed under; VaultError for another format."""
    if stored[:1] != FORMAT or len(stored) < _HEADER_BYTES + 16:
        raise VaultError("stored entry has another format")
    return stored[1 : 1 + KEY_ID_BYTES]


def unseal(index: int, key: MonthKey, stored: bytes) -> Parts:
    """Open a stored entry; VaultError when key or index are not its own, or it was altered."""
    if stored[: 1 + KEY_ID_BYTES] != key.header:
        raise VaultError("stored entry names another month key")
    secret = key.entry_key(stored[1 + KEY_ID_BYTES : _HEADER_BYTES])
    try:
        plaintext = AESGCM(secret).decrypt(index.to_bytes(_NONCE_BYTES, "big"), stored[_HEADER_BYTES:], None)
    except InvalidTag as error:
        raise VaultError("stored entry does not open") from error
    return Parts.of(plaintext)
