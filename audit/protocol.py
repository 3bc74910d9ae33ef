"""Frames on the writer's Unix socket.

    request   u32be length of the rest | u8 op | u32be id | body
    reply     u32be length of the rest | u8 op | u32be id | u8 status | body

Status 0 is done; others are refusals, numbered 16 + place in :class:`audit.refusal.Refusal`,
and have an empty body, save 255: never to be granted, and the body says why in UTF-8.
A malformed frame closes the connection. Replies come in any order, by id.

APPEND reply: n results of 41 bytes: u8 code | u64be index | commitment (32). Code 0 is
appended, 1 appended while witnesses are stale, others as status.

The body of an append is laid out in :mod:`audit.items`. The others are sequences of fields:
u64be numbers and u32be length | bytes; lists are a u32be count before their members.
:mod:`audit.replies` names them.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable
from enum import IntEnum

from audit.refusal import Refusal

MAX_FRAME_BYTES = 16 << 20
MAX_FRAME_ITEMS = 32
RESULT = struct.Struct(">BQ32s")
DONE, DONE_STALE, REFUSED_FOR_GOOD = 0, 1, 255
_LENGTH = struct.Struct(">I")
_REQUEST = struct.Struct(">IBI")
_REPLY = struct.Struct(">IBIB")
_CODES = {refusal: 16 + place for place, refusal in enumerate(Refusal)}
REFUSALS = {code: refusal for refusal, code in _CODES.items()}


class ProtocolError(Exception):
    """A frame is malformed: its sender is broken, the connection ends."""


class Op(IntEnum):
    """What a frame asks for."""

    APPEND = 1
    CHECKPOINT = 2
    RECEIPTS = 3
    ENTRIES = 4
    REGISTRY = 5
    DESTROY = 6


def refused(refusal: Refusal) -> bytes:
    """Result of an item that was not appended."""
    return RESULT.pack(_CODES[refusal], 0, b"")


def appended(first: int, commitments: Iterable[bytes], stale: bool) -> list[bytes]:
    """Results of items appended from index ``first`` on."""
    pack, code = RESULT.pack, DONE_STALE if stale else DONE
    return [pack(code, index, value) for index, value in enumerate(commitments, first)]


def request_frame(op: Op, number: int, body: bytes) -> bytes:
    """A request's frame: length, operation, number, body."""
    return _REQUEST.pack(len(body) + 5, op, number) + body


def reply_frame(op: int, number: int, body: bytes, refusal: Refusal | None = None) -> bytes:
    """A reply's frame: length, operation, number, done or which refusal, body."""
    return _REPLY.pack(len(body) + 6, op, number, DONE if refusal is None else _CODES[refusal]) + body


def error_frame(op: int, number: int, why: str) -> bytes:
    """Reply to a request that can never be granted."""
    text = why.encode()
    return _REPLY.pack(len(text) + 6, op, number, REFUSED_FOR_GOOD) + text


def split_frames(buffer: bytes) -> tuple[list[bytes], bytes]:
    """Whole frames at the start of a buffer, without their lengths, and what is left; ProtocolError."""
    frames, at = [], 0
    while len(buffer) - at >= 4:
        (length,) = _LENGTH.unpack_from(buffer, at)
        if not 5 <= length <= MAX_FRAME_BYTES:
            raise ProtocolError("frame length is out of range")
        if len(buffer) - at - 4 < length:
            break
        frames.append(buffer[at + 4 : at + 4 + length])
        at += 4 + length
    return frames, buffer[at:]
