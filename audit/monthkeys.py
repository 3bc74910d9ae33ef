"""Month keys in files: made, wrapped, found again, destroyed. Formats: :mod:`audit.vault`."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from audit.entry import is_agency
from audit.files import replace_whole, write_new
from audit.vault import FIRST_KEY_FILE_FORMAT, KEY_BYTES, KEY_FILE_FORMAT, MonthKey, VaultError, key_commitment

_SUITE = Suite(KEM.P256, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
_NAME = re.compile(r"(?P<agency>.+)\.(?P<month>[0-9]{4}-[0-9]{2})\.(key|destroyed)", re.ASCII)
_KID_BYTES = _COMMITMENT_BYTES = 32
_DAY_S = 86_400
_Half = tuple[bytes, bytes]
"""SHA-256 of the public key that it is wrapped to, and the wrapped bytes."""


def month_of(time_ms: int) -> str:
    """UTC month "YYYY-MM" of an epoch time in ms."""
    return _month_of_day(time_ms // (1000 * _DAY_S))


@lru_cache(maxsize=8)
def _month_of_day(day: int) -> str:
    return datetime.fromtimestamp(day * _DAY_S, UTC).strftime("%Y-%m")


def _info(agency: str, month: str) -> bytes:
    return f"rabta/month-key/v1\0{agency}\0{month}".encode()


def kid_of(key: ec.EllipticCurvePublicKey) -> bytes:
    """SHA-256 of the DER SubjectPublicKeyInfo."""
    spki = key.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    return sha256(spki).digest()


def _is_p256(key: object) -> bool:
    return isinstance(getattr(key, "curve", None), ec.SECP256R1)


def load_seal_private(path: Path) -> ec.EllipticCurvePrivateKey:
    """P-256 private key from a PKCS8 PEM file of mode 0600; VaultError otherwise."""
    try:
        with path.open("rb") as file:
            if os.fstat(file.fileno()).st_mode & 0o077:
                raise VaultError("seal key file is open to others than its owner")
            key = serialization.load_pem_private_key(file.read(), None)
    except (OSError, ValueError, TypeError) as error:
        raise VaultError("seal key file cannot be read") from error
    if not isinstance(key, ec.EllipticCurvePrivateKey) or not _is_p256(key):
        raise VaultError("seal key is not on P-256")
    return key


def load_seal_public(path: Path) -> ec.EllipticCurvePublicKey:
    """P-256 public key from a SubjectPublicKeyInfo PEM file; VaultError otherwise."""
    try:
        key = serialization.load_pem_public_key(path.read_bytes())
    except (OSError, ValueError, TypeError) as error:
        raise VaultError("seal key file cannot be read") from error
    if not isinstance(key, ec.EllipticCurvePublicKey) or not _is_p256(key):
        raise VaultError("seal key is not on P-256")
    return key


@dataclass(frozen=True, slots=True)
class WrappedKey:
    """A month key file: what commits to the key; (kid, wrapped bytes) for the hub, then for oversight."""

    commitment: bytes
    hub: tuple[bytes, bytes]
    oversight: tuple[bytes, bytes]

    @classmethod
    def wrap(
        cls,
        agency: str,
        month: str,
        secret: bytes,
        hub: ec.EllipticCurvePublicKey,
        oversight: ec.EllipticCurvePublicKey,
    ) -> Self:
        """Wrap 32 bytes to both readers (RFC 9180 6.1, base mode)."""
        info = _info(agency, month)
        both = [(kid_of(key), _SUITE.encrypt(secret, key, info=info)) for key in (hub, oversight)]
        return cls(key_commitment(agency, month, secret), both[0], both[1])

    def encode(self) -> bytes:
        """Bytes of the file."""
        parts = [kid + len(wrapped).to_bytes(2, "big") + wrapped for kid, wrapped in (self.hub, self.oversight)]
        return KEY_FILE_FORMAT + self.commitment + b"".join(parts)

    @classmethod
    def decode(cls, data: bytes) -> Self:
        """Parse a file; VaultError when it is not whole or of another format."""
        if data[:1] != KEY_FILE_FORMAT:
            raise VaultError("month key file is malformed")
        return cls(data[1 : 1 + _COMMITMENT_BYTES], *_halves(data[1 + _COMMITMENT_BYTES :]))

    @classmethod
    def of_first_format(cls, data: bytes, agency: str, month: str, key: ec.EllipticCurvePrivateKey) -> Self:
        """Parse a file without a commitment, which follows from the half of ``key``; VaultError as for :meth:`unwrap`.

        Both halves stay as they are: who holds the other one finds out whether it is of another key.
        """
        if data[:1] != FIRST_KEY_FILE_FORMAT:
            raise VaultError("month key file is malformed")
        halves = _halves(data[1:])
        secret = _opened(halves, agency, month, key)
        return cls(key_commitment(agency, month, secret), *halves)

    def unwrap(self, agency: str, month: str, key: ec.EllipticCurvePrivateKey) -> bytes:
        """The month key, for the holder of either private key; VaultError when for neither, altered or another."""
        secret = _opened((self.hub, self.oversight), agency, month, key)
        if len(secret) != KEY_BYTES or key_commitment(agency, month, secret) != self.commitment:
            raise VaultError("month key is not the one that its file commits to")
        return secret


def _halves(data: bytes) -> tuple[_Half, _Half]:
    """Both halves, with nothing behind them; VaultError otherwise."""
    parts: list[_Half] = []
    at = 0
    for _ in range(2):
        start = at + _KID_BYTES + 2
        end = start + int.from_bytes(data[start - 2 : start], "big")
        parts.append((data[at : at + _KID_BYTES], data[start:end]))
        at = end
    if at != len(data):
        raise VaultError("month key file is malformed")
    return parts[0], parts[1]


def _opened(halves: tuple[_Half, _Half], agency: str, month: str, key: ec.EllipticCurvePrivateKey) -> bytes:
    """What is wrapped to a reader; VaultError where neither half is, or where it does not open."""
    kid = kid_of(key.public_key())
    for known, wrapped in halves:
        if known == kid:
            try:
                return _SUITE.decrypt(wrapped, key, info=_info(agency, month))
            except (InvalidTag, ValueError) as error:
                raise VaultError("month key does not open") from error
    raise VaultError("month key is not wrapped to this key")


class MonthKeys:
    """The folder of month keys, and those in use, in memory.

    A key is made only for an agency and month that the log has no entry of: where the
    log knows it (``used``) and the file is gone, it is lost or destroyed, never replaced.
    """

    def __init__(self, folder: Path, hub: ec.EllipticCurvePrivateKey, oversight: ec.EllipticCurvePublicKey) -> None:
        self.folder = folder
        self._hub = hub
        self._oversight = oversight
        self._loaded: dict[tuple[str, str], MonthKey] = {}

    def path(self, agency: str, month: str, suffix: str = "key") -> Path:
        """File of a key, or of its destruction; VaultError for what cannot name an agency."""
        if not is_agency(agency):
            raise VaultError("not an agency")
        return self.folder / f"{agency}.{month}.{suffix}"

    def get(self, agency: str, month: str) -> MonthKey:
        """Key that exists; VaultError when it is gone."""
        key = self._loaded.get((agency, month))
        if key is None:
            try:
                data = self.path(agency, month).read_bytes()
            except OSError as error:
                raise VaultError("month key is not there") from error
            secret = WrappedKey.decode(data).unwrap(agency, month, self._hub)
            key = self._loaded[agency, month] = MonthKey(agency, month, secret)
        return key

    def get_or_make(self, agency: str, month: str, used: bool) -> MonthKey:
        """Key to seal under; a new one is on disk, in its folder too, before this returns. VaultError as for get."""
        if (agency, month) not in self._loaded and not used and not self.path(agency, month).exists():
            secret = os.urandom(KEY_BYTES)
            wrapped = WrappedKey.wrap(agency, month, secret, self._hub.public_key(), self._oversight)
            write_new(self.path(agency, month), wrapped.encode())
        return self.get(agency, month)

    def bring_up(self) -> int:
        """Give every file of the first format its commitment; how many. What does not open stays as it is: unusable."""
        brought = 0
        for agency, month, path in self.files():
            data = path.read_bytes() if path.suffix == ".key" else b""
            if data[:1] == FIRST_KEY_FILE_FORMAT:
                with suppress(VaultError):
                    replace_whole(path, WrappedKey.of_first_format(data, agency, month, self._hub).encode())
                    brought += 1
        return brought

    def destroy(self, agency: str, month: str, record: bytes) -> None:
        """Keep the record of the destruction, remove the key; may be repeated after a crash."""
        self._loaded.pop((agency, month), None)
        done = self.path(agency, month, "destroyed")
        if not done.exists():
            write_new(done, record)
        self.path(agency, month).unlink(missing_ok=True)

    def files(self) -> Iterator[tuple[str, str, Path]]:
        """(agency, month, path) of every key and record of destruction."""
        return key_files(self.folder)


def key_files(folder: Path) -> Iterator[tuple[str, str, Path]]:
    """The same of any folder of month keys. OSError where there is none."""
    for path in sorted(folder.iterdir()):
        match = _NAME.fullmatch(path.name)
        if match:
            yield match["agency"], match["month"], path
