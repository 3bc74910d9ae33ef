"""Strict reading of request bodies: what is unknown is refused, with its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, TypeVar, cast

from google.protobuf.descriptor import FieldDescriptor
from google.protobuf.message import DecodeError, Message
from google.protobuf.unknown_fields import UnknownFieldSet

from services.access.errors import InvalidArgument, Violation

M = TypeVar("M", bound=Message)


def decode(kind: type[M], raw: bytes) -> M:
    """Message of ``kind`` from its wire bytes.

    Raises InvalidArgument naming field and rule: ``malformed`` (not the wire format, or a
    string that is not UTF-8), ``unknown-field``, ``unknown-enum``.
    """
    message = kind()
    try:
        message.ParseFromString(raw)
    except DecodeError:
        raise InvalidArgument(Violation("", "malformed", f"not a {message.DESCRIPTOR.full_name}")) from None
    problems = tuple(_problems(message, ""))
    if problems:
        raise InvalidArgument(*problems[:20])
    return message


def _problems(message: Message, path: str) -> Iterator[Violation]:
    for unknown in cast(Iterable[Any], UnknownFieldSet(message)):
        name = f"{path}#{unknown.field_number}"
        yield Violation(name, "unknown-field", "field is not in the protocol")
    for field, value in message.ListFields():
        place = f"{path}{field.name}"
        if field.type == FieldDescriptor.TYPE_ENUM:
            known = field.enum_type.values_by_number if field.enum_type else {}
            for index, number in enumerate(value if field.is_repeated else (value,)):
                if number not in known or (field.is_repeated and not number):
                    at = f"{place}[{index}]" if field.is_repeated else place
                    yield Violation(at, "unknown-enum", "value is not in the protocol")
        elif field.type == FieldDescriptor.TYPE_MESSAGE:
            if field.is_repeated:
                for index, part in enumerate(value):
                    yield from _problems(part, f"{place}[{index}].")
            else:
                yield from _problems(value, f"{place}.")
