"""Raw entries of the log: a line of the open part of each, and of one entry every field of both parts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from google.protobuf.descriptor import FieldDescriptor
from google.protobuf.message import Message
from rabta.audit.v1.entry_pb2 import EntryKind, OpenEntry, SealedEntry
from rabta.audit.v1.receipt_pb2 import LogEntry

from services.listing.part import Part, enum_word, word
from services.tables.times import shown

ENTRIES: Final = (
    "entry", "when", "kind", "agency", "officer", "method", "purpose", "case", "refused for", "records",
)  # fmt: skip
FIELDS: Final = ("field", "value")


def entries(found: Iterable[LogEntry]) -> Part:
    """The open part of each, a line. What stands for no call, or opens no longer, has its index alone."""
    return Part("Entries of the log", ENTRIES, [_row(each) for each in found])


def open_part(one: LogEntry) -> Part:
    """Every field of the part that the caller's own agency reads too, by its name in the protocol."""
    return Part("Open part", FIELDS, list(_fields(OpenEntry.FromString(one.open))))


def sealed_part(one: LogEntry) -> Part:
    """Every field of the part that oversight alone reads."""
    return Part("Sealed part", FIELDS, list(_fields(SealedEntry.FromString(one.sealed))))


def _row(one: LogEntry) -> tuple[str, ...]:
    said = OpenEntry.FromString(one.open)
    method = said.method.rpartition("/")[2]
    return (
        str(one.index), shown(said.time_ms), word(EntryKind, said.kind), said.agency, said.officer, method,
        said.purpose, said.case_reference, said.reason, str(len(said.records)) if one.open else "",
    )  # fmt: skip


def _fields(message: Message, path: str = "") -> Iterator[tuple[str, str]]:
    """Path and text of each field that the message says."""
    for field, value in message.ListFields():
        several = list(value) if field.is_repeated else [value]
        for place, each in enumerate(several):
            name = f"{path}{field.name}" + (f"[{place}]" if field.is_repeated else "")
            if isinstance(each, Message):
                yield from _fields(each, f"{name}.")
            else:
                yield name, _said(field, each)


def _said(field: FieldDescriptor, value: object) -> str:
    """Times as people read them, words without their prefix, bytes as hexadecimal digits."""
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, int) and field.enum_type is not None:
        return enum_word(field.enum_type, value)
    return shown(value) if isinstance(value, int) and field.name.endswith("_ms") else str(value)
