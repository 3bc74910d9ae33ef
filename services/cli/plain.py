"""A protobuf message as JSON for programs: plain words, one type for each field, nothing left out.

The JSON mapping of protobuf leaves out what is empty, writes 64-bit numbers as text and repeats the name of the enum in
each word. Here an enum is its word alone (``FINDING``), a number is a number, and what ends in ``_ms`` is a time of
RFC 3339 under the name without it, null where it is not known.
"""

from __future__ import annotations

import base64
from typing import Any

from google.protobuf.descriptor import FieldDescriptor
from google.protobuf.message import Message

from services.listing.part import enum_word
from services.tables.times import exact

_TIME = "_ms"


def plain(message: Message) -> dict[str, Any]:
    """``message`` as what ``json.dumps`` takes; of a oneof, the member that is set."""
    return dict(_field(message, field) for field in _fields(message) if _stated(message, field))


def _fields(message: Message) -> list[FieldDescriptor]:
    """The fields of a message, whichever runtime of protobuf describes them."""
    described: Any = message.DESCRIPTOR.fields
    return list(described)


def _stated(message: Message, field: FieldDescriptor) -> bool:
    oneof = field.containing_oneof
    return oneof is None or message.WhichOneof(oneof.name) == field.name


def _field(message: Message, field: FieldDescriptor) -> tuple[str, Any]:
    value = getattr(message, field.name)
    timed = field.name.endswith(_TIME) and field.cpp_type == FieldDescriptor.CPPTYPE_INT64
    name = field.name.removesuffix(_TIME) if timed else field.name
    if field.is_repeated:
        return name, [_value(field, one, timed) for one in value]
    if field.cpp_type == FieldDescriptor.CPPTYPE_MESSAGE and not message.HasField(field.name):
        return name, None
    return name, _value(field, value, timed)


def _value(field: Any, value: Any, timed: bool) -> Any:
    if timed:
        return exact(value) or None
    if field.cpp_type == FieldDescriptor.CPPTYPE_MESSAGE:
        return plain(value)
    if field.cpp_type == FieldDescriptor.CPPTYPE_ENUM:
        return enum_word(field.enum_type, value)
    return base64.b64encode(value).decode("ascii") if isinstance(value, bytes) else value
