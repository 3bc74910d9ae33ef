"""Protobuf <-> a service's nouns, strictly. Names are the same on both sides, so one plan per noun does it.

Unknown fields and unknown enum values are refused with the field's path and the rule.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeVar, cast

from google.protobuf.message import Message

from services.access.errors import InvalidArgument, Violation
from services.values.encoding.plans import Plans, UnfitError
from services.values.encoding.strict import known_fields

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Noun = TypeVar("Noun", bound="DataclassInstance")


class Nouns(Plans):
    """Reads and writes the nouns of one service; see :class:`services.values.encoding.plans.Plans`."""

    def decode(self, noun: type[Noun], raw: bytes) -> Noun:
        """The noun of a serialised message of the same name. Raises ``InvalidArgument``."""
        return self.from_message(noun, known_fields(self.message_class(noun), raw))

    def from_message(self, noun: type[Noun], message: Message) -> Noun:
        """The noun of a parsed message; unknown fields are the caller's to refuse. Raises ``InvalidArgument``."""
        try:
            value = self.of(noun).read(message)
        except UnfitError as bad:
            raise InvalidArgument(Violation(joined(bad.path), bad.rule, bad.text)) from None
        return cast(Noun, value)

    def to_message(self, value: DataclassInstance) -> Message:
        """The message of the same name as the value's class. Raises ``ValueError`` for an unknown enum word."""
        return self.of(type(value)).write(value)

    def encode(self, value: DataclassInstance) -> bytes:
        """The serialised message of the same name."""
        return self.to_message(value).SerializeToString(deterministic=True)

    def encoded_size(self, value: DataclassInstance) -> int:
        """Bytes of :meth:`encode`, without writing them."""
        return self.to_message(value).ByteSize()


def joined(steps: Sequence[str]) -> str:
    """A field path from its steps; a place in a list is a step of its own, ``[3]``."""
    return ".".join(steps).replace(".[", "[")
