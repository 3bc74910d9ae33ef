"""What a list is made of, and the words of the protocol as people read them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from google.protobuf.descriptor import EnumDescriptor
from rabta.membership.v1.registry_pb2 import Desk

if TYPE_CHECKING:
    from google.protobuf.internal.enum_type_wrapper import EnumTypeWrapper


class Part(NamedTuple):
    """A table of an answer. ``title`` and ``header`` in English, by which :mod:`services.draw.table_words` has Urdu."""

    title: str
    header: Sequence[str]
    rows: Iterable[Sequence[str]]


def enum_word(enum: EnumDescriptor, number: int) -> str:
    """The word of an enum's value without its prefix; empty for unspecified, the number for one of a later version."""
    value = enum.values_by_number.get(number)
    if value is None:
        return str(number)
    prefix = "".join(f"_{letter}" if letter.isupper() else letter.upper() for letter in enum.name).lstrip("_")
    short: str = value.name.removeprefix(f"{prefix}_")
    return "" if short == "UNSPECIFIED" else short


def word(enum: EnumTypeWrapper, number: int) -> str:
    """Name of an enum value, lower case, without its prefix; empty for unspecified."""
    return enum_word(enum.DESCRIPTOR, number).lower().replace("_", " ")


def reached(desk: Desk) -> str:
    """A desk by name, phone and mail, as far as there are any."""
    return " ".join(filter(None, (desk.name, desk.phone, desk.email)))
