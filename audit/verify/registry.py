"""Registry versions beside the log: who signed them, how they follow each other, which witnesses they name.

Only the fields that the log needs are read (proto/rabta/membership/v1/registry.proto).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from audit.verify.es256 import Keys, holds, keys_of, pae
from audit.verify.notes import Key, NoteError, parse_key
from audit.verify.policy import Policy, PolicyError, flat
from audit.verify.problem import VerifyError

_TYPE = b"application/vnd.rabta.registry.v1+protobuf"

Message = dict[int, list[int | bytes]]


def _varint(data: bytes, at: int, where: str) -> tuple[int, int]:
    number = shift = 0
    while at < len(data) and shift < 64:
        byte = data[at]
        number |= (byte & 0x7F) << shift
        at, shift = at + 1, shift + 7
        if byte < 0x80:
            return number, at
    raise VerifyError(where, "number is cut off or too long")


def read_message(data: bytes, where: str) -> Message:
    """Fields of protobuf bytes by number: integers and bytes only; VerifyError for anything else."""
    message: Message = {}
    at = 0
    while at < len(data):
        tag, at = _varint(data, at, where)
        number, at = _varint(data, at, where)
        value: int | bytes = number
        if tag & 7 == 2:
            value, at = data[at : at + number], at + number
        if tag & 7 not in (0, 2) or at > len(data) or tag < 8:
            raise VerifyError(where, "not a protobuf message of numbers and bytes")
        message.setdefault(tag >> 3, []).append(value)
    return message


def _number(message: Message, field: int) -> int:
    value = message.get(field, [0])[-1]
    return value if isinstance(value, int) else 0


def _blobs(message: Message, field: int) -> list[bytes]:
    return [value for value in message.get(field, []) if isinstance(value, bytes)]


def _blob(message: Message, field: int) -> bytes:
    return (_blobs(message, field) or [b""])[-1]


@dataclass(frozen=True, slots=True)
class Version:
    """One registry version: ``signed`` maps each signer's key id to its signature."""

    number: int
    payload: bytes
    signed: Mapping[bytes, bytes]
    body: Message
    threshold: int
    governance: Keys

    @property
    def digest(self) -> bytes:
        """SHA-256 of the payload: what the leaf holds."""
        return sha256(self.payload).digest()

    @property
    def previous(self) -> bytes:
        """Digest of the version before; empty in version 1."""
        return _blob(self.body, 5)

    @property
    def federation(self) -> bytes:
        """Digest of version 1's payload."""
        return _blob(self.body, 3) if self.number > 1 else self.digest

    def log_keys(self, origin: str, size: int) -> list[str]:
        """Verifier keys of the log of that origin which may sign at ``size``."""
        return [
            _blob(row, 2).decode("utf-8", "replace")
            for row in _rows(self.body, 11, "registry")
            if _blob(row, 1) == origin.encode() and _covers(row, 3, size)
        ]

    def policy(self, origin: str, size: int) -> Policy:
        """Quorum of the witnesses in office for that log at ``size``; VerifyError when none can be had."""
        where = f"registry/{self.number}"
        body = read_message(_blob(self.body, 12), where)
        rows = [row for row in _rows(body, 2, where) if self._in_office(row, origin, size)]
        try:
            keys = [parse_key(_blob(row, 2).decode("utf-8", "replace")) for row in rows]
            return flat(_number(body, 1), keys)
        except (NoteError, PolicyError) as error:
            raise VerifyError(where, f"witness policy: {error}") from error

    def _in_office(self, witness: Message, origin: str, size: int) -> bool:
        """By the span of that log; without one, while it has ended in none. Sizes of its own are the first log's."""
        where = f"registry/{self.number}"
        spans = [(_blob(row, 1), row, 2) for row in _rows(witness, 7, where)]
        if _number(witness, 4) or _number(witness, 5):
            spans += [(_blob(row, 1), witness, 4) for row in _rows(self.body, 11, where)[:1]]
        for named, row, first in spans:
            if named == origin.encode():
                return _covers(row, first, size)
        return not any(_number(row, first + 1) for _, row, first in spans)


def _rows(message: Message, field: int, where: str) -> list[Message]:
    return [read_message(row, where) for row in _blobs(message, field)]


def _covers(row: Message, first: int, size: int) -> bool:
    return _number(row, first) <= size <= (_number(row, first + 1) or size)


def parse_version(data: bytes, number: int) -> Version:
    """Version of SignedRegistry bytes; VerifyError when malformed or of another number."""
    where = f"registry/{number}"
    file = read_message(data, where)
    payload = _blob(file, 1)
    signed: dict[bytes, bytes] = {}
    for raw in _blobs(file, 2):
        row = read_message(raw, where)
        if set(row) != {1, 2} or _blob(row, 1) in signed:
            raise VerifyError(where, "signature is malformed or stands twice")
        signed[_blob(row, 1)] = _blob(row, 2)
    body = read_message(payload, where)
    governance = read_message(_blob(body, 9), where)
    if not set(file) <= {1, 2} or len(file.get(1, [])) != 1 or _number(body, 2) != number:
        raise VerifyError(where, "not a registry of this version")
    return Version(number, payload, signed, body, _number(governance, 1), keys_of(_blobs(governance, 2), where))


def _votes(version: Version, keys: Keys) -> int:
    return sum(kid in version.signed for kid in keys)


def check_chain(versions: Sequence[Version], anchor: Keys) -> None:
    """Every signature holds; each version has its own governance's threshold and, with its digest and its
    predecessor's governance, follows the one before; more than half of the anchor signed at least one.

    What comes after an anchored version is vouched for by signatures, what comes before
    by the digests. VerifyError names the version that fails.
    """
    previous: Version | None = None
    for version in versions:
        where = f"registry/{version.number}"
        known = {**anchor, **version.governance, **(previous.governance if previous else {})}
        message = pae(_TYPE, version.payload)
        for kid, signature in version.signed.items():
            if kid not in known or not holds(known[kid], signature, message):
                raise VerifyError(where, "a signature is of no governance key, or does not hold")
        if version.threshold < 1 or _votes(version, version.governance) < version.threshold:
            raise VerifyError(where, "too few of its own governance keys signed")
        if previous is not None:
            _check_follows(version, previous, where)
        previous = version
    if not any(2 * _votes(version, anchor) > len(anchor) for version in versions):
        raise VerifyError("registry", "no version is signed by more than half of the anchor's keys")


def _check_follows(version: Version, previous: Version, where: str) -> None:
    if (version.number, version.previous) != (previous.number + 1, previous.digest):
        raise VerifyError(where, "does not follow the version before it")
    if version.federation != previous.federation:
        raise VerifyError(where, "is of another federation")
    if _votes(version, previous.governance) < previous.threshold:
        raise VerifyError(where, "too few of the previous governance keys signed")


def log_key_listed(version: Version, log: Key, text: str, size: int) -> None:
    """VerifyError unless the registry names this key for the log at ``size``."""
    if text not in version.log_keys(log.name, size):
        raise VerifyError("log.vkey", f"registry version {version.number} does not name this key for this log")
