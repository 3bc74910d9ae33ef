"""Strict reading of request bodies and of versions: what is unknown is refused with its place.

Fields may come in any order, as a digest of these bytes is in what is signed (:mod:`services.signing.canonical`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, Final, TypeVar, cast

from google.protobuf.descriptor import FieldDescriptor
from google.protobuf.message import DecodeError, Message
from google.protobuf.unknown_fields import UnknownFieldSet

from services.access.errors import InvalidArgument, Violation

M = TypeVar("M", bound=Message)
MAX_NAMED: Final = 20
UNKNOWN_FIELD: Final = "unknown-field", "holds a field that this version does not know"
UNKNOWN_ENUM: Final = "unknown-enum", "holds a value that this version does not know"
"""Rule and text of a violation."""
MALFORMED: Final = Violation("", "malformed", "is not a message of this type")


def decode(kind: type[M], raw: bytes) -> M:
    """Message of ``kind`` from its wire bytes, without anything unknown.

    Raises InvalidArgument with up to 20 violations: ``malformed`` (not the wire format, a field numbered 0, or a string
    that is not UTF-8), ``unknown-field``, ``unknown-enum``.
    """
    message = known_fields(kind, raw)
    _refuse(message)
    return message


def known_fields(kind: type[M], raw: bytes) -> M:
    """As :func:`decode`, for a reader that refuses unknown values of enums itself."""
    try:
        message = kind.FromString(raw)
    except DecodeError:
        raise InvalidArgument(MALFORMED) from None
    message.DiscardUnknownFields()
    if message.SerializeToString(deterministic=True) != raw:  # canonical bytes without unknown fields hold none
        whole = kind.FromString(raw)
        if whole.ByteSize() != message.ByteSize():
            _refuse(whole)
    return message


def _refuse(message: Message) -> None:
    problems = tuple(islice(_problems(message, ""), MAX_NAMED))
    if problems:
        raise InvalidArgument(*problems)


def _problems(message: Message, path: str) -> Iterator[Violation]:
    for unknown in cast(Iterable[Any], UnknownFieldSet(message)):
        if not unknown.field_number:  # no field has the number 0, but the parser lets it pass in an empty message type
            raise InvalidArgument(MALFORMED)
        yield Violation(f"{path}#{unknown.field_number}", *UNKNOWN_FIELD)
    for field, value in message.ListFields():
        place = f"{path}{field.name}"
        if field.type == FieldDescriptor.TYPE_ENUM:
            known = field.enum_type.values_by_number if field.enum_type else {}
            for index, number in enumerate(value if field.is_repeated else (value,)):
                if number not in known or (field.is_repeated and not number):
                    yield Violation(f"{place}[{index}]" if field.is_repeated else place, *UNKNOWN_ENUM)
        elif field.type == FieldDescriptor.TYPE_MESSAGE:
            if field.is_repeated:
                for index, part in enumerate(value):
                    yield from _problems(part, f"{place}[{index}].")
            else:
                yield from _problems(value, f"{place}.")
