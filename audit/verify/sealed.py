"""Encrypted entries and month keys: every entry opens to what its leaf commits to, or its key was destroyed.

Formats: stored entry ``02 || key id (16) || seed (32) || AES-256-GCM``, month key file
``02 || commitment (32) || 2 x (kid (32) || u16be n || wrapped (n))``; docs/protocol.md has them in full.
"""

from __future__ import annotations

import hmac
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from audit.verify.es256 import Keys, holds, pae, spki
from audit.verify.layout import Directory
from audit.verify.leaves import Destroyed
from audit.verify.problem import VerifyError

_HPKE = Suite(KEM.P256, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
_KEY_FILE = re.compile(r"([a-z0-9][a-z0-9.-]{0,63})\.([0-9]{4}-[0-9]{2})\.(key|destroyed)", re.ASCII)
_DESTROYED_TYPE = b"application/vnd.rabta.month-key-destroyed.v1"


def split_blobs(path: str, data: bytes, width: int) -> list[bytes]:
    """Stored forms in a file of ``sealed/``; VerifyError unless exactly ``width`` whole ones."""
    blobs: list[bytes] = []
    at = 0
    while at < len(data):
        end = at + 4 + int.from_bytes(data[at : at + 4], "big")
        blobs.append(data[at + 4 : end])
        at = end
    if at != len(data) or len(blobs) != width:
        raise VerifyError(path, f"file does not hold exactly {width} whole items")
    return blobs


def key_id(agency: str, month: str) -> bytes:
    """By what a stored entry names its month key, 16 bytes."""
    return sha256(b"\0".join((b"rabta/month-key-id/v1", agency.encode(), month.encode()))).digest()[:16]


def unwrap(data: bytes, agency: str, month: str, private: ec.EllipticCurvePrivateKey, where: str) -> bytes:
    """Month key, 32 bytes, of a key file (HPKE, RFC 9180); VerifyError when malformed, not for this holder, or not the
    one key that the file commits to for both."""
    kid = sha256(spki(private.public_key())).digest()
    found: list[bytes] = []
    at = 33
    for _ in range(2):
        end = at + 34 + int.from_bytes(data[at + 32 : at + 34], "big")
        if data[at : at + 32] == kid:
            found.append(data[at + 34 : end])
        at = end
    if data[:1] != b"\x02" or at != len(data):
        raise VerifyError(where, "month key file is malformed")
    if not found:
        raise VerifyError(where, "month key is not wrapped to the key given")
    try:
        info = b"\0".join((b"rabta/month-key/v1", agency.encode(), month.encode()))
        secret = _HPKE.decrypt(found[0], private, info=info)
    except (InvalidTag, ValueError) as error:
        raise VerifyError(where, "month key does not open") from error
    if len(secret) != 32:
        raise VerifyError(where, "month key has another length")
    named = b"\0".join((b"rabta/month-key-commitment/v1", agency.encode(), month.encode(), secret))
    if sha256(named).digest() != data[1:33]:
        raise VerifyError(where, "month key is not the one that its file commits to for hub and oversight")
    return secret


@dataclass(slots=True)
class MonthKeys:
    """Keys of a folder by key id, and the records of those destroyed by (agency, month)."""

    keys: dict[bytes, bytes] = field(default_factory=dict)
    records: dict[tuple[str, str], bytes] = field(default_factory=dict)

    @classmethod
    def load(cls, directory: Directory, folder: str, private: ec.EllipticCurvePrivateKey | None) -> MonthKeys:
        """Read a folder; keys are opened only with ``private``. VerifyError names the file that fails."""
        loaded = cls()
        for name in directory.names(folder):
            match = _KEY_FILE.fullmatch(name)
            path = f"{folder}/{name}" if folder else name
            if match is None:
                continue
            agency, month = match[1], match[2]
            if match[3] == "destroyed":
                loaded.records[agency, month] = directory.read(path)
            elif private is not None:
                loaded.keys[key_id(agency, month)] = unwrap(directory.read(path), agency, month, private, path)
        return loaded


@dataclass(slots=True)
class Opener:
    """Opens entries one by one; those whose key is not here are counted by key id as (first, last, number)."""

    keys: Mapping[bytes, bytes]
    opened: int = 0
    closed: dict[bytes, tuple[int, int, int]] = field(default_factory=dict)
    _extracted: dict[bytes, bytes] = field(default_factory=dict)

    def take(self, index: int, leaf: bytes, blob: bytes) -> bytes:
        """Open one entry and compare with its leaf's commitment; VerifyError when it does not fit.

        Its open part, b"" where its key is not here.
        """
        where = f"entry {index}"
        if blob[:1] != b"\x02" or len(blob) < 65:
            raise VerifyError(where, "stored entry is malformed")
        name = blob[1:17]
        month_key = self.keys.get(name)
        if month_key is None:
            first, _, number = self.closed.get(name, (index, index, 0))
            self.closed[name] = (first, index, number + 1)
            return b""
        extracted = self._extracted.get(name)
        if extracted is None:
            extracted = self._extracted[name] = hmac.digest(b"rabta", month_key, "sha256")
        secret = hmac.digest(extracted, b"rabta/entry/v2" + blob[17:49] + b"\x01", "sha256")
        try:
            plain = AESGCM(secret).decrypt(index.to_bytes(12, "big"), blob[49:], None)
        except InvalidTag as error:
            raise VerifyError(where, "entry does not open under its month key") from error
        if _commitment(plain, where) != leaf[9:]:
            raise VerifyError(where, "entry is not the one that its leaf commits to")
        self.opened += 1
        return plain[36 : 36 + int.from_bytes(plain[:4], "big")]

    def check_closed(self, destroyed: Sequence[Destroyed]) -> int:
        """Number of entries whose key was destroyed by a later leaf; VerifyError for any other that stayed closed."""
        by_id = {key_id(leaf.agency, leaf.month): leaf for leaf in destroyed}
        for name, (first, last, _) in sorted(self.closed.items(), key=lambda item: item[1]):
            leaf = by_id.get(name)
            if leaf is None:
                raise VerifyError(f"entry {first}", "cannot be decrypted, and no leaf says that its key was destroyed")
            if leaf.index < last:
                raise VerifyError(f"entry {last}", f"is sealed under a month key that entry {leaf.index} destroyed")
        return sum(number for _, _, number in self.closed.values())


def _commitment(plain: bytes, where: str) -> bytes:
    """What a plaintext u32be n || salt1 (32) || open (n) || salt2 (32) || sealed commits to:
    SHA-256(SHA-256(salt1 || open) || SHA-256(salt2 || sealed))."""
    middle = 36 + int.from_bytes(plain[:4], "big")
    if len(plain) < middle + 32:
        raise VerifyError(where, "entry is shorter than it says")
    return sha256(sha256(plain[4:middle]).digest() + sha256(plain[middle:]).digest()).digest()


def check_record(leaf: Destroyed, record: bytes, origin: str, retention: Keys | None, where: str) -> None:
    """VerifyError unless a record is the one its leaf commits to and, where keys are given, two holders signed it."""
    signatures = {record[:32]: record[32:96], record[96:128]: record[128:]}
    digest = sha256(record[32:96] + record[128:]).digest()
    if len(record) != 192 or len(signatures) != 2 or digest != leaf.digest:
        raise VerifyError(where, f"is not the record that entry {leaf.index} commits to")
    message = pae(_DESTROYED_TYPE, f"{origin}\n{leaf.agency}\n{leaf.month}\n".encode())
    for kid, signature in signatures.items() if retention is not None else ():
        if retention is None or kid not in retention or not holds(retention[kid], signature, message):
            raise VerifyError(where, "a signature is of no retention key, or does not hold")
