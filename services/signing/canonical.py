"""The one reading of what is signed: a message has one serialisation, and every other byte string is refused.

What is signed is verified as it came and is parsed after. Two byte strings that say the same would be two digests of
one statement, and an unknown field would be words that were signed and that nobody here has read.
"""

from __future__ import annotations

from typing import TypeVar

from google.protobuf.message import DecodeError, Message

from services.errors import RabtaError

_M = TypeVar("_M", bound=Message)


class NotCanonical(RabtaError, ValueError):
    """Not the one serialisation of such a message. ``rule``: ``size``, ``protobuf`` or ``canonical``."""

    def __init__(self, rule: str) -> None:
        super().__init__(rule)
        self.rule = rule


def canonical(kind: type[_M], raw: bytes, most: int) -> _M:
    """Message of ``kind`` whose deterministic serialisation is ``raw``, 1 to ``most`` bytes. Raises NotCanonical.

    Fields stand once, in order of their numbers, without defaults, and none is unknown, at any depth.
    """
    if not 0 < len(raw) <= most:
        raise NotCanonical("size")
    try:
        message = kind.FromString(raw)
    except DecodeError:
        raise NotCanonical("protobuf") from None
    message.DiscardUnknownFields()
    if message.SerializeToString(deterministic=True) != raw:
        raise NotCanonical("canonical")
    return message
