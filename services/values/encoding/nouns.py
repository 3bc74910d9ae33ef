"""Protobuf <-> a service's nouns, strictly. Names are the same on both sides, so one plan per noun does it.

Unknown fields and unknown enum values are refused with the field's path and the rule.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

from google.protobuf.message import DecodeError, Message
from google.protobuf.unknown_fields import UnknownFieldSet

from services.access.errors import InvalidArgument, Violation
from services.values.encoding.plans import Plans, UnfitError

Noun = TypeVar("Noun")


class Nouns(Plans):
    """Reads and writes the nouns of one service; see :class:`services.values.encoding.plans.Plans`."""

    def decode(self, noun: type[Noun], raw: bytes) -> Noun:
        """The noun of a serialised message of the same name. Raises ``InvalidArgument``."""
        kind = self.message_class(noun)
        try:
            message = kind.FromString(raw)
        except DecodeError:
            raise InvalidArgument(Violation("", "malformed", "is not a message of this type")) from None
        message.DiscardUnknownFields()
        if message.SerializeToString(deterministic=True) != raw:  # canonical bytes without unknown fields hold none
            _refuse_unknown(kind.FromString(raw), message.ByteSize())
        return self.from_message(noun, message)

    def from_message(self, noun: type[Noun], message: Message) -> Noun:
        """The noun of a parsed message; unknown fields are the caller's to refuse. Raises ``InvalidArgument``."""
        try:
            value: Noun = self.of(noun).read(message)
        except UnfitError as bad:
            raise InvalidArgument(Violation(joined(bad.path), bad.rule, bad.text)) from None
        return value

    def to_message(self, value: object) -> Message:
        """The message of the same name as the value's class. Raises ``ValueError`` for an unknown enum word."""
        return self.of(type(value)).write(value)

    def encode(self, value: object) -> bytes:
        """The serialised message of the same name."""
        return self.to_message(value).SerializeToString(deterministic=True)


def _refuse_unknown(message: Any, known_bytes: int) -> None:
    if message.ByteSize() != known_bytes:
        path = joined(_unknown_path(message))
        raise InvalidArgument(Violation(path, "unknown-field", "holds a field that this version does not know"))


def joined(steps: Sequence[str]) -> str:
    """A field path from its steps; a place in a list is a step of its own, ``[3]``."""
    return ".".join(steps).replace(".[", "[")


def _unknown_path(message: Any) -> list[str]:
    for field, value in message.ListFields():
        if field.message_type:
            for index, part in enumerate(value if field.is_repeated else [value]):
                if inner := _unknown_path(part):
                    return [field.name, *([f"[{index}]"] if field.is_repeated else []), *inner]
    unknown = UnknownFieldSet(message)
    return [f"#{unknown[0].field_number}"] if len(unknown) else []
