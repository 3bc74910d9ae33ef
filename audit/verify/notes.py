"""Verifier keys, signed notes and checkpoints (C2SP signed-note, tlog-cosignature, tlog-checkpoint)."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

LOG_KEY, WITNESS_KEY = 1, 4
_NAME = r"[^\s+\x00-\x1f]+"
_BASE64 = r"(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?"
_VKEY = re.compile(rf"(?P<name>{_NAME})\+(?P<id>[0-9a-f]{{8}})\+(?P<key>{_BASE64})")
_LINE = re.compile(rf"— (?P<name>{_NAME}) (?P<value>{_BASE64})\n")
_BODY = re.compile(rf"(?P<origin>[^\n]+)\n(?P<size>0|[1-9][0-9]{{0,18}})\n(?P<root>{_BASE64})\n", re.ASCII)
_LINES_MAX = 100


class NoteError(Exception):
    """A key, note or checkpoint is malformed, or a signature does not hold."""


@dataclass(frozen=True, slots=True)
class Key:
    """A public key by name: ``kind`` LOG_KEY or WITNESS_KEY, ``raw`` 32 bytes, ``key_id`` 4 bytes."""

    name: str
    kind: int
    key_id: bytes
    raw: bytes


def _base64(text: str) -> bytes:
    data = base64.b64decode(text)
    if base64.b64encode(data) != text.encode():
        raise NoteError("base64 is not canonical")
    return data


def parse_key(text: str) -> Key:
    """Key of its text form; NoteError when malformed or not its own id."""
    match = _VKEY.fullmatch(text)
    if match is None:
        raise NoteError("verifier key is malformed")
    material = _base64(match["key"])
    if len(material) != 33 or material[0] not in (LOG_KEY, WITNESS_KEY):
        raise NoteError("verifier key is of another type")
    key_id = bytes.fromhex(match["id"])
    if sha256(match["name"].encode() + b"\n" + material).digest()[:4] != key_id:
        raise NoteError("verifier key does not match its id")
    return Key(match["name"], material[0], key_id, material[1:])


@dataclass(frozen=True, slots=True)
class Opened:
    """A note whose known signatures hold: its text, (key, cosignature time in s or None) of each
    in order, and the names on the lines that no key was given for."""

    text: bytes
    by: tuple[tuple[Key, int | None], ...]
    unchecked: tuple[str, ...]


def _check(key: Key, text: bytes, value: bytes) -> int | None:
    time_s = None
    if key.kind == WITNESS_KEY:
        time_s = int.from_bytes(value[:8], "big")
        if len(value) != 72 or time_s >> 63:
            raise NoteError(f"cosignature of {key.name} is malformed")
        text, value = b"cosignature/v1\ntime %d\n" % time_s + text, value[8:]
    try:
        Ed25519PublicKey.from_public_bytes(key.raw).verify(value, text)
    except InvalidSignature as error:
        raise NoteError(f"signature of {key.name} does not hold") from error
    return time_s


def open_note(data: bytes, keys: Iterable[Key]) -> Opened:
    """Verify a note; NoteError when malformed, when a known signature fails or none is known."""
    try:
        whole = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise NoteError("note is not UTF-8") from error
    cut = whole.rfind("\n\n")
    if cut < 0 or re.search(r"[\x00-\x09\x0b-\x1f]", whole):
        raise NoteError("note is malformed")
    text, tail = whole[: cut + 1].encode(), whole[cut + 2 :]
    known = {(key.name, key.key_id): key for key in keys}
    by: list[tuple[Key, int | None]] = []
    unchecked: list[str] = []
    for name, value in _lines(tail):
        key = known.get((name, value[:4]))
        if key is None:
            unchecked.append(name)
        else:
            by.append((key, _check(key, text, value[4:])))
    if not by:
        raise NoteError("no signature of a known key")
    return Opened(text, tuple(by), tuple(unchecked))


def _lines(tail: str) -> list[tuple[str, bytes]]:
    lines: list[tuple[str, bytes]] = []
    at = 0
    while at < len(tail) and len(lines) <= _LINES_MAX:
        match = _LINE.match(tail, at)
        if match is None:
            raise NoteError("signature line is malformed")
        value = _base64(match["value"])
        if len(value) < 5:
            raise NoteError("signature is too short")
        lines.append((match["name"], value))
        at = match.end()
    if not 1 <= len(lines) <= _LINES_MAX:
        raise NoteError("note has no signature, or too many")
    return lines


@dataclass(frozen=True, slots=True)
class Head:
    """A verified tree head, and the newest cosignature time in s by witness key."""

    origin: str
    size: int
    root: bytes
    cosigned: dict[Key, int]
    unchecked: tuple[str, ...]


def open_checkpoint(data: bytes, log: Key, witnesses: Iterable[Key]) -> Head:
    """Verify a checkpoint of the log whose key is ``log`` and name its origin; NoteError otherwise."""
    opened = open_note(data, [log, *witnesses])
    if log not in [key for key, _ in opened.by]:
        raise NoteError("no signature of the log")
    match = _BODY.fullmatch(opened.text.decode())
    root = _base64(match["root"]) if match else b""
    if match is None or len(root) != 32 or int(match["size"]) >> 63:
        raise NoteError("checkpoint is malformed")
    if match["origin"] != log.name:
        raise NoteError("checkpoint is of another log")
    cosigned: dict[Key, int] = {}
    for key, time_s in opened.by:
        if time_s is not None:
            cosigned[key] = max(time_s, cosigned.get(key, 0))
    return Head(match["origin"], int(match["size"]), root, cosigned, opened.unchecked)
