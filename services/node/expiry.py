"""What runs out in a folder and when: certificates, keys, rosters, registry, agreements; read from its files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from services.issuer.signed_roster import RosterError, open_signed, read_roster
from services.membership.errors import RegistryError
from services.membership.registry import Registry
from services.membership.watch import RegistryFolder
from services.signing.es256 import BadKey, PrivateKey
from services.signing.keyfile import UnsafeFile
from services.tables.zone import PAKISTAN

DAY_MS: Final = 86_400_000


class Kind(StrEnum):
    """What can run out."""

    REGISTRY = "registry"
    CERTIFICATE = "certificate"
    KEY = "key"
    ROSTER = "roster"
    AGREEMENT = "agreement"


SOON_DAYS: Final = {Kind.REGISTRY: 30, Kind.CERTIFICATE: 14, Kind.KEY: 30, Kind.ROSTER: 7, Kind.AGREEMENT: 60}
"""From when on it is time to act: what governance must sign needs more of it, what two agencies agree on most."""
_UNREADABLE: Final = (RegistryError, RosterError, UnsafeFile, BadKey, ValueError, OSError, x509.InvalidVersion)


@dataclass(frozen=True, slots=True)
class Expiry:
    """``name``: path from the folder that was asked about, or who holds whose copies. ``until_ms`` 0 for what cannot be
    read or was revoked.

    ``fault``: why it is good no more before its time, such as ``revoked``.
    """

    kind: Kind
    name: str
    until_ms: int
    fault: str = ""

    def days(self, now_ms: int) -> int:
        """Whole days left, below 0 once it is over."""
        return (self.until_ms - now_ms) // DAY_MS

    def over(self, now_ms: int) -> bool:
        """Whether it is good no more."""
        return bool(self.fault) or now_ms > self.until_ms

    def soon(self, now_ms: int) -> bool:
        """Whether it is time to act."""
        return self.over(now_ms) or self.days(now_ms) < SOON_DAYS[self.kind]


def board(folder: Path, now_ms: int) -> list[Expiry]:
    """Everything in the folder and below that runs out, the soonest first; a registry once for all equal copies.

    An agreement stands here until it is over: that copies end with it is what was agreed.
    """
    registries = dict(_registries(folder))
    newest = max((found for found in registries.values() if found), key=lambda one: one.version, default=None)
    found = [*_copies(folder, registries)]
    for path in _files(folder, "tls.crt"):
        found.append(_certificate(folder, path, newest))
    for path in _files(folder, "roster.signed"):
        found.append(_roster(folder, path))
    if newest is not None:
        found += _keys(folder, newest)
        found += [one for one in _agreements(newest) if not one.over(now_ms)]
    return sorted(found, key=lambda one: (one.until_ms, one.kind, one.name))


def soonest(found: Iterable[Expiry]) -> dict[Kind, Expiry]:
    """The first of each kind to run out."""
    first: dict[Kind, Expiry] = {}
    for one in found:
        if one.kind not in first or one.until_ms < first[one.kind].until_ms:
            first[one.kind] = one
    return first


def _files(folder: Path, name: str) -> list[Path]:
    return sorted(path for path in folder.rglob(name) if path.is_file() and not path.is_symlink())


def _registries(folder: Path) -> Iterator[tuple[Path, Registry | None]]:
    for first in _files(folder, "1.signed"):
        try:
            yield first.parent, RegistryFolder(first.parent).current()
        except _UNREADABLE:
            yield first.parent, None


def _copies(folder: Path, registries: dict[Path, Registry | None]) -> Iterator[Expiry]:
    known: set[bytes] = set()
    for path, registry in registries.items():
        if registry is None:
            yield Expiry(Kind.REGISTRY, _name(folder, path), 0, "cannot be read")
        elif registry.digest not in known:
            known.add(registry.digest)
            yield Expiry(Kind.REGISTRY, f"{_name(folder, path)} version {registry.version}", registry.expires_ms)


def _certificate(folder: Path, path: Path, registry: Registry | None) -> Expiry:
    name = _name(folder, path)
    try:
        certificate = x509.load_pem_x509_certificate(path.read_bytes())
    except _UNREADABLE:
        return Expiry(Kind.CERTIFICATE, name, 0, "cannot be read")
    until_ms = int(certificate.not_valid_after_utc.timestamp() * 1000)
    row = registry.tls(sha256(certificate.public_bytes(Encoding.DER)).digest()) if registry else None
    if registry is None or row is None:
        return Expiry(Kind.CERTIFICATE, name, until_ms, "not in the registry")
    return Expiry(Kind.CERTIFICATE, name, min(until_ms, row.not_after_ms), "revoked" if row.revoked_ms else "")


def _roster(folder: Path, path: Path) -> Expiry:
    name = _name(folder, path)
    try:
        signed = open_signed(path.read_bytes())
        return Expiry(Kind.ROSTER, name, read_roster(signed.payload, signed.kid).expires_ms)
    except _UNREADABLE:
        return Expiry(Kind.ROSTER, name, 0, "cannot be read")


def _keys(folder: Path, registry: Registry) -> Iterator[Expiry]:
    """Of each use of a system or agency the key here that is good longest; keys that no registry lists are none."""
    best: dict[tuple[str, str, str], Expiry] = {}
    for path in _files(folder, "*.key"):
        try:
            row = registry.keys.get(PrivateKey.load(path).kid)
        except _UNREADABLE:
            continue
        if row is not None:
            found = Expiry(Kind.KEY, _name(folder, path), row.not_after_ms, "revoked" if row.revoked_ms else "")
            of = (row.agency, row.system, row.use)
            if of not in best or (not found.fault, found.until_ms) > (not best[of].fault, best[of].until_ms):
                best[of] = found
    yield from best.values()


def _agreements(registry: Registry) -> Iterator[Expiry]:
    """Who holds whose copies; days are Pakistan's."""
    for row in registry.agreements:
        end = datetime.combine(date.fromisoformat(row.until), time.min, PAKISTAN)
        name = f"{row.id}: {row.holder} holds copies of {row.giver}"
        yield Expiry(Kind.AGREEMENT, name, int(end.timestamp() * 1000) - 1)


def _name(folder: Path, path: Path) -> str:
    return path.relative_to(folder).as_posix()
