"""Writes a small exported log with everything in it, for the verifier to read and for tests to spoil."""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from rabta.membership.v1 import registry_pb2 as pb

from audit.checkpoint import attach
from audit.entry import (
    EntryKind,
    OpenEntry,
    SealedEntry,
    destroyed_leaf,
    encode_open,
    encode_sealed,
    entry_leaf,
    registry_leaf,
)
from audit.monthkeys import WrappedKey
from audit.retention import statement
from audit.tiles import bundle_path, encode_bundle, index_path, read_tile, tiles_of
from audit.vault import MonthKey, seal
from tests.unit.audit.logs import ORIGIN, MemoryLog, log_signer, witness_signer

WITNESSES = [witness_signer(number) for number in range(4)]
REGISTRY_TYPE = b"application/vnd.rabta.registry.v1+protobuf"


def p256(number: int) -> ec.EllipticCurvePrivateKey:
    """A P-256 key that is the same in every run."""
    return ec.derive_private_key(number, ec.SECP256R1())


GOVERNANCE = [p256(11), p256(12), p256(13)]
OVERSIGHT, HUB = p256(31), p256(32)


def der(key: ec.EllipticCurvePrivateKey) -> bytes:
    """The public half of a key as DER SubjectPublicKeyInfo (RFC 5480)."""
    form = (serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    return key.public_key().public_bytes(*form)


def pem(keys: list[ec.EllipticCurvePrivateKey]) -> bytes:
    """PEM public keys, one after another."""
    form = (serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    return b"".join(key.public_key().public_bytes(*form) for key in keys)


def kid(key: ec.EllipticCurvePrivateKey) -> bytes:
    """Key id of the project."""
    return sha256(der(key)).digest()


RETENTION = sorted([p256(21), p256(22)], key=kid)


def es256(key: ec.EllipticCurvePrivateKey, message: bytes) -> bytes:
    """Signature as r || s."""
    r, s = decode_dss_signature(key.sign(message, ec.ECDSA(hashes.SHA256())))
    return r.to_bytes(32, "big") + s.to_bytes(32, "big")


def signed_registry(payload: bytes, signers: list[ec.EllipticCurvePrivateKey]) -> bytes:
    """A SignedRegistry, serialised."""
    message = b"DSSEv1 %d %s %d %s" % (len(REGISTRY_TYPE), REGISTRY_TYPE, len(payload), payload)
    signatures = [pb.GovernanceSignature(kid=kid(key), signature=es256(key, message)) for key in signers]
    return pb.SignedRegistry(payload=payload, signatures=signatures).SerializeToString(deterministic=True)


def registry_payload(version: int, previous: bytes, federation: bytes, **changes: object) -> bytes:
    """Payload of a registry version that names the test log and its four witnesses, 3 of them wanted."""
    registry = pb.Registry(
        format=1,
        version=version,
        federation_id=federation,
        previous_sha256=previous,
        governance=pb.Governance(threshold=2, keys=[der(key) for key in GOVERNANCE]),
        logs=[pb.LogKey(origin=ORIGIN, vkey=log_signer().key.encode())],
        witness_policy=pb.WitnessPolicy(
            quorum=3, witnesses=[pb.Witness(agency=f"w{i}", vkey=w.key.encode()) for i, w in enumerate(WITNESSES)]
        ),
    )
    for name, value in changes.items():
        getattr(registry, name).CopyFrom(value)
    return registry.SerializeToString(deterministic=True)


@dataclass
class Export:
    """What goes into a directory; change it, then ``write``."""

    leaves: list[bytes] = field(default_factory=list)
    blobs: list[bytes] = field(default_factory=list)
    registry: dict[int, bytes] = field(default_factory=dict)
    month_keys: dict[str, bytes] = field(default_factory=dict)
    secrets: dict[tuple[str, str], bytes] = field(default_factory=dict)
    older: list[int] = field(default_factory=list)
    cosigners: int = 3

    def add_registry(self, payload: bytes, signers: list[ec.EllipticCurvePrivateKey] | None = None) -> None:
        """One more version, with its leaf."""
        version = pb.Registry.FromString(payload).version
        self.registry[version] = signed_registry(payload, signers or GOVERNANCE[:2])
        self.add_plain(registry_leaf(version, sha256(payload).digest()))

    def add_plain(self, leaf: bytes) -> None:
        """A leaf that is no entry."""
        self.leaves.append(leaf)
        self.blobs.append(b"")

    def add_entries(self, agency: str, month: str, count: int) -> None:
        """Sealed entries of one agency and month."""
        secret = self.secrets.setdefault((agency, month), sha256(f"{agency}{month}".encode()).digest())
        wrapped = WrappedKey.wrap(agency, month, secret, HUB.public_key(), OVERSIGHT.public_key())
        self.month_keys.setdefault(f"{agency}.{month}.key", wrapped.encode())
        first = len(self.leaves)
        opens = [encode_open(OpenEntry(kind=EntryKind.READ, time_ms=first + i, agency=agency)) for i in range(count)]
        sealeds = [encode_sealed(SealedEntry(policies=("row-4",)))] * count
        commitments, stored = seal(first, [MonthKey(agency, month, secret)] * count, opens, sealeds)
        self.leaves += [entry_leaf(index, value) for index, value in enumerate(commitments, first)]
        self.blobs += stored

    def destroy(self, agency: str, month: str, holders: list[ec.EllipticCurvePrivateKey] = RETENTION) -> None:
        """Destroy a month key as two holders, in order of their key ids, want it."""
        message = statement(ORIGIN, agency, month)
        first, second = (es256(key, message) for key in holders)
        self.add_plain(destroyed_leaf(agency, month, (first, second)))
        self.month_keys.pop(f"{agency}.{month}.key", None)
        record = kid(holders[0]) + first + kid(holders[1]) + second
        self.month_keys[f"{agency}.{month}.destroyed"] = record

    def checkpoint(self, log: MemoryLog, size: int) -> bytes:
        """A checkpoint, signed by the log and cosigned by the witnesses."""
        body = log.checkpoint(size).body()
        return attach(log.note(size), [one.line(body, 1_700_000_000 + size) for one in WITNESSES[: self.cosigners]])

    def write(self, folder: Path) -> Path:
        """Write every file of the export into a directory."""
        log = MemoryLog(self.leaves)
        files = {f"checkpoints/{size}": self.checkpoint(log, size) for size in self.older}
        files |= {"checkpoint": self.checkpoint(log, len(self.leaves))}
        files |= {"log.vkey": f"{log_signer().key.encode()}\n".encode()}
        files |= {tile.path: read_tile(tile, log.node) for tile in tiles_of(len(self.leaves))}
        for first in range(0, len(self.leaves), 256):
            part = slice(first, first + 256)
            width = len(self.leaves[part])
            files[bundle_path(first // 256, width)] = encode_bundle(self.leaves[part])
            blobs = [len(blob).to_bytes(4, "big") + blob for blob in self.blobs[part]]
            files[f"sealed/{index_path(first // 256, width)}"] = b"".join(blobs)
        files |= {f"registry/{version}": data for version, data in self.registry.items()}
        files |= {f"month-keys/{name}": data for name, data in self.month_keys.items()}
        for path, data in files.items():
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
        return folder


def full_export(entries: int = 20) -> Export:
    """Two registry versions, two agencies, a destroyed month, older checkpoints."""
    export = Export()
    first = registry_payload(1, b"", b"")
    export.add_registry(first)
    export.add_entries("pk.fia", "2020-01", entries // 4)
    export.add_entries("pk.police", "2024-05", entries // 4)
    digest = sha256(first).digest()
    export.add_registry(registry_payload(2, digest, digest))
    export.destroy("pk.fia", "2020-01")
    export.add_entries("pk.fia", "2024-05", entries - entries // 4 * 2)
    size = len(export.leaves)
    export.older = sorted({0, 1, size // 2, size - 1, size})
    return export
