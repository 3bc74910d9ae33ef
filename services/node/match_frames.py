"""What an edge and the process that holds the index say to each other: frames of JSON, each after its length.

The length is 4 bytes, big endian. A question has a description, the classes and single records that may be told, and
how many at most; a reply has records with their bits, and braked words. An empty question asks up to which change of
the records nothing is left of what is gone from them; its reply is the number.
"""

from __future__ import annotations

import asyncio
import json
import struct
from typing import Final, NamedTuple

from services.errors import RabtaError
from services.matching.index.people import Found as Nearest
from services.matching.index.rows import packed, unpacked
from services.matching.person import Described
from services.records.matching_port import Found, Near

LENGTH: Final = struct.Struct(">I")
LARGEST: Final = 4 << 20
"""Bytes of a frame: a description is of a few hundred, and a caller's classes are of some thousands."""


class Question(NamedTuple):
    """As the port asks it."""

    who: Described
    groups: frozenset[int]
    also: frozenset[int]
    most: int


class FrameUnfit(RabtaError):
    """What came is no frame of this kind."""


def asked(question: Question) -> bytes:
    """The frame of a question."""
    who = packed(question.who).decode()
    return _frame([who, sorted(question.groups), sorted(question.also), question.most])


def asked_let_go() -> bytes:
    """The frame of the empty question."""
    return _frame([])


def question_in(body: bytes) -> Question | None:
    """The question of a frame's body, None for the empty one. Raises FrameUnfit."""
    try:
        said = json.loads(body)
        if said == []:
            return None
        who, groups, also, most = said
        return Question(unpacked(who.encode()), frozenset(groups), frozenset(also), int(most))
    except (ValueError, TypeError, AttributeError):
        raise FrameUnfit from None


def answered(found: Nearest) -> bytes:
    """The frame of a reply."""
    return _frame([found.near, found.braked])


def found_in(body: bytes) -> Found:
    """The reply of a frame's body. Raises FrameUnfit."""
    try:
        near, braked = json.loads(body)
        return Found(tuple(Near(int(record), float(bits)) for record, bits in near), tuple(map(str, braked)))
    except (ValueError, TypeError):
        raise FrameUnfit from None


def answered_let_go(change: int) -> bytes:
    """The frame of the reply to an empty question."""
    return _frame(change)


def change_in(body: bytes) -> int:
    """The number of a frame's body. Raises FrameUnfit."""
    try:
        return int(json.loads(body))
    except (ValueError, TypeError):
        raise FrameUnfit from None


async def body_from(stream: asyncio.StreamReader) -> bytes:
    """The next frame's body. Raises asyncio.IncompleteReadError at the end of the stream, FrameUnfit, OSError."""
    (size,) = LENGTH.unpack(await stream.readexactly(LENGTH.size))
    if size > LARGEST:
        raise FrameUnfit
    return await stream.readexactly(size)


def _frame(value: object) -> bytes:
    body = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
    return LENGTH.pack(len(body)) + body
