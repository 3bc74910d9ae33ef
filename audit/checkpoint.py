"""Checkpoints: a log's signed tree heads (C2SP tlog-checkpoint) with the cosignatures of its witnesses."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Self

from audit.merkle import HASH_BYTES
from audit.note import (
    COSIGNATURE,
    ED25519,
    Note,
    NoteError,
    Signer,
    Verified,
    VerifierKey,
    decode_base64,
    parse_lines,
    sign_note,
)

MAX_SIZE = 2**63 - 1
_SIZE = re.compile(r"0|[1-9][0-9]{0,18}", re.ASCII)


def parse_size(text: str) -> int:
    """Tree size in decimal without leading zeros, below 2**63; else NoteError."""
    if not _SIZE.fullmatch(text) or int(text) > MAX_SIZE:
        raise NoteError("tree size is malformed")
    return int(text)


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A tree head: ``origin`` names the log, ``size`` counts leaves, ``root`` is 32 bytes."""

    origin: str
    size: int
    root: bytes

    def body(self) -> bytes:
        """Note text: origin, size, base64 root, a line each."""
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\n".encode()

    @classmethod
    def parse(cls, text: bytes) -> Self:
        """Checkpoint of a note text; NoteError when malformed or with extension lines, which say nothing here."""
        lines = text.decode("utf-8").split("\n")
        if len(lines) != 4 or lines[3] or not lines[0]:
            raise NoteError("checkpoint has not exactly three lines")
        root = decode_base64(lines[2])
        if len(root) != HASH_BYTES:
            raise NoteError("root is not 32 bytes")
        return cls(lines[0], parse_size(lines[1]), root)


def sign_checkpoint(checkpoint: Checkpoint, signer: Signer) -> bytes:
    """Note bytes of a checkpoint under the log's key, whose name should be the origin."""
    return sign_note(checkpoint.body(), [signer])


def attach(note: bytes, lines: Iterable[str]) -> bytes:
    """Note with further signature lines, each with its newline; of one key only the last line stays.

    Raises NoteError when a line is malformed. Nothing is verified.
    """
    parsed = Note.parse(note)
    newest = {(line.name, line.key_id): line for line in parsed.lines}
    for line in lines:
        newest.update({(one.name, one.key_id): one for one in parse_lines(line)})
    return Note(parsed.text, tuple(newest.values())).encode()


@dataclass(frozen=True, slots=True)
class OpenedCheckpoint:
    """A verified checkpoint; ``cosigned`` maps a witness's key name to the time of its newest cosignature, in s."""

    checkpoint: Checkpoint
    cosigned: dict[str, int]


def open_checkpoint(
    note: bytes,
    log_vkeys: Sequence[VerifierKey],
    witness_vkeys: Sequence[VerifierKey] = (),
    origin: str | None = None,
) -> OpenedCheckpoint:
    """Verify a checkpoint under a log key, and each cosignature of a known witness.

    The origin must be ``origin``, or where that is None the name of a log key that
    signed. Raises NoteError otherwise, or when any signature of a known key fails.
    """
    parsed = Note.parse(note)
    verified = parsed.verify([*_of(ED25519, log_vkeys), *_of(COSIGNATURE, witness_vkeys)])
    signed_by = {one.key.name for one in verified if one.key.alg == ED25519}
    checkpoint = Checkpoint.parse(parsed.text)
    if not signed_by:
        raise NoteError("no signature of the log")
    if checkpoint.origin != origin if origin is not None else checkpoint.origin not in signed_by:
        raise NoteError("checkpoint is of another log")
    return OpenedCheckpoint(checkpoint, _newest(verified))


def _of(alg: int, keys: Sequence[VerifierKey]) -> Sequence[VerifierKey]:
    if any(key.alg != alg for key in keys):
        raise NoteError("verifier key is of the wrong type for its use")
    if len({key.public for key in keys}) != len(keys) or len({key.name for key in keys}) != len(keys):
        raise NoteError("verifier keys are not distinct")
    return keys


def _newest(verified: Iterable[Verified]) -> dict[str, int]:
    times: dict[str, int] = {}
    for one in verified:
        if one.time_s is not None:
            times[one.key.name] = max(one.time_s, times.get(one.key.name, 0))
    return times
