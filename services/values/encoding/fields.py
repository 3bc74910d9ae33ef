"""What a field's descriptor says of it: its message, and the words of its enum."""

from __future__ import annotations

from google.protobuf.descriptor import Descriptor, EnumDescriptor, FieldDescriptor


def message_of(field: FieldDescriptor) -> Descriptor:
    """The message that it holds; TypeError where it holds none."""
    if field.message_type is None:
        raise TypeError("not the field of a message")
    return field.message_type


def is_word(field: FieldDescriptor) -> bool:
    """Whether it holds one word of an enum."""
    return bool(field.enum_type) and not field.is_repeated


def words_of(enum: EnumDescriptor | None) -> dict[int, str]:
    """Number -> word without its prefix; empty for what is unspecified."""
    return {number: word for word, number in numbers_of(enum).items()}


def numbers_of(enum: EnumDescriptor | None) -> dict[str, int]:
    """Word without its prefix -> number; TypeError without an enum."""
    if enum is None:
        raise TypeError("not the field of an enum")
    prefix = enum.values_by_number[0].name.removesuffix("UNSPECIFIED")
    return {"" if value.number == 0 else value.name.removeprefix(prefix): value.number for value in enum.values}
