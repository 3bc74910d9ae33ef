"""Signed notes (C2SP signed-note) with Ed25519 signatures and witness cosignatures (C2SP tlog-cosignature).

A note is text, an empty line, and signature lines. Lines of unknown keys are kept but
say nothing; a line of a known key that does not verify condemns the whole note.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Self

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from audit import ed25519

ED25519 = 1
COSIGNATURE = 4
MAX_SIGNATURES = 100
MAX_NOTE_BYTES = 1_000_000
MAX_TIME_S = 2**63 - 1
_DASH = "\u2014 "


class NoteError(Exception):
    """A note or a verifier key is malformed, or no trusted signature holds."""


def decode_base64(text: str) -> bytes:
    """Standard base64 (RFC 4648 4), canonical only; else NoteError."""
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise NoteError("not base64") from error
    if base64.b64encode(data).decode() != text:
        raise NoteError("base64 is not canonical")
    return data


def check_name(name: str) -> None:
    """NoteError unless ``name`` may be a key name: not empty, no Unicode space, no plus, no control character."""
    if not name or "+" in name or any(char.isspace() or char < " " for char in name):
        raise NoteError("key name is malformed")


@dataclass(frozen=True, slots=True)
class VerifierKey:
    """A named public key: ``alg`` is ED25519 or COSIGNATURE, ``public`` 32 bytes of an admitted key."""

    name: str
    alg: int
    public: bytes

    def __post_init__(self) -> None:
        check_name(self.name)
        if self.alg not in (ED25519, COSIGNATURE):
            raise NoteError("signature type is not supported")
        try:
            ed25519.admit(self.public)
        except ed25519.Ed25519KeyError as error:
            raise NoteError(str(error)) from error

    @property
    def key_id(self) -> bytes:
        """First four bytes of SHA-256(name || LF || type || public key)."""
        return sha256(self.name.encode() + b"\n" + bytes([self.alg]) + self.public).digest()[:4]

    @classmethod
    def parse(cls, text: str) -> Self:
        """Key from its text ``name+id+base64(type || key)``; else NoteError."""
        parts = text.split("+", 2)
        if len(parts) != 3:
            raise NoteError("verifier key is malformed")
        material = decode_base64(parts[2])
        if len(material) != 1 + ed25519.KEY_BYTES:
            raise NoteError("verifier key has the wrong length")
        key = cls(parts[0], material[0], material[1:])
        if key.key_id.hex() != parts[1]:
            raise NoteError("verifier key does not match its id")
        return key

    def encode(self) -> str:
        """Text form (C2SP signed-note, verifier keys)."""
        material = base64.b64encode(bytes([self.alg]) + self.public).decode()
        return f"{self.name}+{self.key_id.hex()}+{material}"

    def check(self, text: bytes, value: bytes) -> int | None:
        """Time of a cosignature in s, None for a plain signature; NoteError when it does not hold."""
        time_s = None
        if self.alg == COSIGNATURE:
            if len(value) != 8 + ed25519.SIGNATURE_BYTES:
                raise NoteError(f"cosignature of {self.name} has the wrong length")
            time_s = int.from_bytes(value[:8], "big")
            if time_s > MAX_TIME_S:
                raise NoteError(f"cosignature of {self.name} has no valid time")
            text, value = cosigned_text(text, time_s), value[8:]
        if not ed25519.verify(self.public, value, text):
            raise NoteError(f"signature of {self.name} does not hold")
        return time_s


def cosigned_text(text: bytes, time_s: int) -> bytes:
    """What a cosignature signs (C2SP tlog-cosignature, Ed25519): header, time line in s, note text."""
    return b"cosignature/v1\ntime %d\n" % time_s + text


@dataclass(frozen=True, slots=True)
class Signer:
    """A private key with the name and type it signs under."""

    key: VerifierKey
    private: Ed25519PrivateKey

    @classmethod
    def of(cls, name: str, alg: int, private: Ed25519PrivateKey) -> Self:
        """Signer of ``private`` under ``name``; NoteError for a bad name or type."""
        return cls(VerifierKey(name, alg, ed25519.public_bytes(private)), private)

    def line(self, text: bytes, time_s: int = 0) -> str:
        """Signature line over note text, with its newline; ``time_s`` only matters to a cosignature."""
        if self.key.alg == COSIGNATURE:
            value = time_s.to_bytes(8, "big") + self.private.sign(cosigned_text(text, time_s))
        else:
            value = self.private.sign(text)
        return signature_line(self.key.name, self.key.key_id, value)


def signature_line(name: str, key_id: bytes, value: bytes) -> str:
    """Line of a signature, with its newline."""
    return f"{_DASH}{name} {base64.b64encode(key_id + value).decode()}\n"


@dataclass(frozen=True, slots=True)
class SignatureLine:
    """One parsed line: who claims to have signed, and the value after the four-byte key id."""

    name: str
    key_id: bytes
    value: bytes

    @classmethod
    def parse(cls, line: str) -> Self:
        """Parse a line without its newline; else NoteError."""
        name, space, encoded = line.removeprefix(_DASH).partition(" ")
        if not line.startswith(_DASH) or not space:
            raise NoteError("signature line is malformed")
        check_name(name)
        data = decode_base64(encoded)
        if len(data) < 5:
            raise NoteError("signature is too short")
        return cls(name, data[:4], data[4:])


@dataclass(frozen=True, slots=True)
class Verified:
    """A signature that holds; ``time_s`` is set for cosignatures."""

    key: VerifierKey
    time_s: int | None


@dataclass(frozen=True, slots=True)
class Note:
    """A parsed note: exact text with its final newline, and its signature lines. Nothing is verified yet."""

    text: bytes
    lines: tuple[SignatureLine, ...]

    @classmethod
    def parse(cls, data: bytes) -> Self:
        """Split a note; NoteError unless well-formed with 1-100 signature lines."""
        if len(data) > MAX_NOTE_BYTES:
            raise NoteError("note is too long")
        try:
            whole = data.decode("utf-8")
        except UnicodeDecodeError as error:
            raise NoteError("note is not UTF-8") from error
        if any(char < " " and char != "\n" for char in whole):
            raise NoteError("note holds a control character")
        text, gap, tail = whole.rpartition("\n\n")
        if not gap or not tail.endswith("\n"):
            raise NoteError("note has no signatures")
        return cls((text + "\n").encode(), parse_lines(tail))

    def verify(self, keys: Iterable[VerifierKey]) -> tuple[Verified, ...]:
        """All signatures of known keys, in order; NoteError when one fails or none is known."""
        known = {(key.name, key.key_id): key for key in keys}
        verified = []
        for line in self.lines:
            key = known.get((line.name, line.key_id))
            if key is not None:
                verified.append(Verified(key, key.check(self.text, line.value)))
        if not verified:
            raise NoteError("no signature of a known key")
        return tuple(verified)

    def encode(self) -> bytes:
        """Bytes of the note."""
        tail = "".join(signature_line(line.name, line.key_id, line.value) for line in self.lines)
        return self.text + b"\n" + tail.encode()


def parse_lines(tail: str) -> tuple[SignatureLine, ...]:
    """Signature lines, each with its newline; NoteError unless 1-100 well-formed ones."""
    lines = tail.split("\n")
    if lines.pop() or not 1 <= len(lines) <= MAX_SIGNATURES:
        raise NoteError("signature lines are malformed or too many")
    return tuple(SignatureLine.parse(line) for line in lines)


def sign_note(text: bytes, signers: Sequence[Signer], time_s: int = 0) -> bytes:
    """Signed note over ``text``, which must end in a newline and hold no control character; else NoteError."""
    note = text + b"\n" + "".join(signer.line(text, time_s) for signer in signers).encode()
    Note.parse(note)
    return note
