"""Protobuf <-> domain, and nothing else. Names are the same on both sides, so one plan per noun does it (``plans.py``).

Decoding is strict: unknown fields, unknown enum values and a body that does not match the kind are refused
with the field's path and the rule.
"""

from __future__ import annotations

from typing import Any, TypeVar

from google.protobuf.message import DecodeError, Message
from google.protobuf.unknown_fields import UnknownFieldSet

from services.access.errors import InvalidArgument, Violation
from services.records.domain import GetHistoryResponse, History, RecordVersion, kind_of
from services.records.plans import UnfitError, message_class, plan_of

Noun = TypeVar("Noun")


def decode_version(raw: bytes) -> RecordVersion:
    """The record version in ``raw``. Raises ``InvalidArgument`` naming field and rule."""
    version = decode(RecordVersion, raw)
    if version.body is None:
        raise InvalidArgument(Violation("body", "body-required", "has no body"))
    if kind_of(version.body) != version.kind:
        raise InvalidArgument(Violation("kind", "body-matches-kind", "differs from the body that is set"))
    return version


def decode(noun: type[Noun], raw: bytes) -> Noun:
    """The domain value of a serialised message of the same name. Raises ``InvalidArgument``."""
    try:
        message = message_class(noun).FromString(raw)
    except DecodeError:
        raise InvalidArgument(Violation("", "malformed", "is not a message of this type")) from None
    before = message.ByteSize()
    message.DiscardUnknownFields()
    if message.ByteSize() != before:
        path = ".".join(_unknown_path(message_class(noun).FromString(raw)))
        raise InvalidArgument(Violation(path, "unknown-field", "holds a field that this version does not know"))
    return from_message(noun, message)


def from_message(noun: type[Noun], message: Message) -> Noun:
    """The domain value of a parsed message; unknown fields are the caller's to refuse. Raises ``InvalidArgument``."""
    try:
        value: Noun = plan_of(noun).read(message)
    except UnfitError as bad:
        raise InvalidArgument(Violation(".".join(bad.path), bad.rule, bad.text)) from None
    return value


def to_message(value: object) -> Message:
    """The message of the same name as the value's class. Raises ``ValueError`` for an unknown enum word."""
    return plan_of(type(value)).write(value)


def encode(value: object) -> bytes:
    """The serialised message of the same name."""
    return to_message(value).SerializeToString(deterministic=True)


def encode_history(history: History) -> bytes:
    """A serialised ``GetHistoryResponse``."""
    return encode(GetHistoryResponse(history))


def _unknown_path(message: Any) -> list[str]:
    for field, value in message.ListFields():
        if field.message_type:
            for index, part in enumerate(value if field.is_repeated else [value]):
                if inner := _unknown_path(part):
                    return [field.name, *([str(index)] if field.is_repeated else []), *inner]
    unknown = UnknownFieldSet(message)
    return [f"#{unknown[0].field_number}"] if len(unknown) else []
