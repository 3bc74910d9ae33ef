"""An answer's bytes: what is signed is written the same whoever writes it again."""

from __future__ import annotations

from google.protobuf.message import Message


def encode(message: Message) -> bytes:
    """Canonical bytes of a message: fields in the order of their numbers, map entries by key."""
    return message.SerializeToString(deterministic=True)
