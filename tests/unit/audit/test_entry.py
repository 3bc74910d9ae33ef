"""Canonical entry bytes: equal to what generated protobuf writes, and no other form accepted."""

from __future__ import annotations

from dataclasses import asdict, fields
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rabta.audit.v1 import entry_pb2

from audit import entry
from audit.canonical import EncodingError, read_varint, varint
from audit.entry import CASE_STATES, EntryKind, FeedPage, OpenEntry, SealedEntry, Withheld
from tests.rows import of_rows

INT64 = st.integers(-(2**63), 2**63 - 1)
UINT64 = st.integers(0, 2**64 - 1)
UINT32 = st.integers(0, 2**32 - 1)
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
OCTETS = st.binary(max_size=40)

SHAPES = {
    "kind": st.sampled_from(("", *EntryKind)),
    "case_state": st.sampled_from(("", *CASE_STATES)),
    "selectors": st.lists(OCTETS, max_size=3).map(tuple),
    "records": st.lists(TEXT, max_size=3).map(tuple),
    "counts": st.lists(TEXT, max_size=3).map(tuple),
    "page": st.builds(
        FeedPage, TEXT.filter(bool), epoch=UINT64, since=UINT64, previous=OCTETS, count=UINT32, passed=UINT64
    ),
    "status": UINT32,
    "registry_version": UINT64,
    "intent_index_plus_one": UINT64,
    "feed_page": UINT64,
    "time_ms": INT64,
    "as_of_valid_ms": INT64,
    "as_of_recorded_ms": INT64,
}


def _shape(field: object) -> st.SearchStrategy[object]:
    default = getattr(field, "default")  # noqa: B009
    return SHAPES.get(getattr(field, "name"), TEXT if default == "" else OCTETS)  # noqa: B009


def opened_of(stated: dict[str, Any]) -> OpenEntry:
    return OpenEntry(**stated)


OPEN = st.fixed_dictionaries({}, optional={f.name: _shape(f) for f in fields(OpenEntry)}).map(opened_of)
WITHHELD = st.builds(Withheld, owner=TEXT, cause=TEXT, count=UINT32)
SEALED = st.builds(
    SealedEntry,
    withheld=st.lists(WITHHELD, max_size=3).map(tuple),
    policies=st.lists(TEXT, max_size=3).map(tuple),
    alarms=st.lists(TEXT, max_size=3).map(tuple),
    peer=TEXT,
)


def generated_open(one: OpenEntry) -> entry_pb2.OpenEntry:
    values = asdict(one)
    values["kind"] = entry_pb2.EntryKind.Value(f"ENTRY_KIND_{one.kind or 'UNSPECIFIED'}")
    values["case_state"] = entry_pb2.CaseState.Value(f"CASE_STATE_{one.case_state or 'UNSPECIFIED'}")
    return entry_pb2.OpenEntry(**values)


@given(OPEN)
def test_open_entry_is_what_protobuf_writes_and_reads_back(one: OpenEntry) -> None:
    data = entry.encode_open(one)
    assert data == generated_open(one).SerializeToString(deterministic=True)
    assert entry.decode_open(data) == one


@given(SEALED)
def test_sealed_entry_is_what_protobuf_writes_and_reads_back(one: SealedEntry) -> None:
    data = entry.encode_sealed(one)
    assert data == entry_pb2.SealedEntry(**asdict(one)).SerializeToString(deterministic=True)
    assert entry.decode_sealed(data) == one


def test_the_tables_hold_every_field_of_the_protos() -> None:
    for ours, theirs in (
        (OpenEntry, entry_pb2.OpenEntry),
        (SealedEntry, entry_pb2.SealedEntry),
        (Withheld, entry_pb2.Withheld),
        (FeedPage, entry_pb2.FeedPage),
    ):
        assert [f.name for f in fields(ours)] == [f.name for f in theirs.DESCRIPTOR.fields]


@given(OPEN, st.integers(0, len(fields(OpenEntry))))
def test_parts_encoded_apart_and_joined_are_the_whole(one: OpenEntry, cut: int) -> None:
    ordered = [f.name for f in fields(OpenEntry)]
    first = OpenEntry(**{name: getattr(one, name) for name in ordered[:cut]})
    second = OpenEntry(**{name: getattr(one, name) for name in ordered[cut:]})
    assert entry.encode_open(first) + entry.encode_open(second) == entry.encode_open(one)


@given(OPEN, st.data())
def test_a_changed_byte_never_reads_as_the_same_entry(one: OpenEntry, data: st.DataObject) -> None:
    good = entry.encode_open(one)
    if not good:
        return
    at = data.draw(st.integers(0, len(good) - 1))
    bad = good[:at] + bytes([good[at] ^ data.draw(st.integers(1, 255))]) + good[at + 1 :]
    try:
        read = entry.decode_open(bad)
    except EncodingError:
        return
    assert read != one
    assert entry.encode_open(read) == bad


@given(st.binary(max_size=60))
def test_whatever_reads_at_all_is_canonical(data: bytes) -> None:
    try:
        read = entry.decode_open(data)
    except EncodingError:
        return
    assert entry.encode_open(read) == data


BAD = {
    "fields out of order": b"\x1a\x01a\x10\x01",
    "field repeated": b"\x10\x01\x10\x02",
    "default number written out": b"\x10\x00",
    "default text written out": b"\x1a\x00",
    "unknown field": b"\xb2\x02\x01a",
    "field number zero": b"\x02\x01a",
    "wrong wire type": b"\x1a\x01a\x25\x00\x00\x00\x00",
    "long varint": b"\x10\x81\x00",
    "varint over 64 bits": b"\x10\xff\xff\xff\xff\xff\xff\xff\xff\xff\x02",
    "varint without an end": b"\x10" + b"\xff" * 11,
    "cut in a tag": b"\xb0",
    "cut in a value": b"\x1a\x05ab",
    "text that is not UTF-8": b"\x1a\x01\xff",
    "unknown enum number": b"\x08\x06",
    "uint32 out of range": b"\xb0\x01\x80\x80\x80\x80\x10",
}


@of_rows("data", BAD.values(), ids=BAD.keys())
def test_other_forms_are_refused(data: bytes) -> None:
    with pytest.raises(EncodingError):
        entry.decode_open(data)


@pytest.mark.parametrize(
    "one",
    [
        OpenEntry(kind="NOTHING"),  # type: ignore[arg-type]  # wrong on purpose
        OpenEntry(time_ms=2**63),
        OpenEntry(status=-1),
        OpenEntry(agency="\ud800"),
        OpenEntry(records=("ok", "\udfff")),
        OpenEntry(officer=7),  # type: ignore[arg-type]  # wrong on purpose
    ],
)
def test_what_cannot_be_encoded_is_refused_by_name_of_field(one: OpenEntry) -> None:
    with pytest.raises(EncodingError, match=r"^\w+: cannot be encoded$"):
        entry.encode_open(one)


@given(UINT64)
def test_varints_come_back(number: int) -> None:
    assert read_varint(varint(number), 0) == (number, len(varint(number)))


def test_leaf_data_byte_for_byte() -> None:
    value = entry.commitment(b"open", b"1" * 32, b"sealed", b"2" * 32)
    inner = sha256(b"1" * 32 + b"open").digest() + sha256(b"2" * 32 + b"sealed").digest()
    assert value == sha256(inner).digest()
    assert entry.entry_leaf(258, value) == b"\x01\0\0\0\0\0\0\x01\x02" + value
    assert entry.registry_leaf(3, b"r" * 32) == b"\x02\0\0\0\0\0\0\0\x03" + b"r" * 32
    signatures = (b"a" * 64, b"b" * 64)
    assert entry.destroyed_leaf("pk.fia", "2024-02", signatures) == (
        b"\x03pk.fia\x002024-02" + sha256(b"a" * 64 + b"b" * 64).digest()
    )
    assert entry.origin_leaf(b"note") == b"\x04note"


def test_leaf_data_refuses_what_does_not_fit() -> None:
    with pytest.raises(ValueError):
        entry.origin_leaf(b"x" * 60_001)
    for agency, month in (
        ("PK.FIA", "2024-02"),
        ("../x", "2024-02"),
        ("", "2024-02"),
        ("pk.fia", "2024-13"),
        ("pk.fia", "24-1"),
    ):
        with pytest.raises(ValueError):
            entry.destroyed_leaf(agency, month, (b"", b""))


@pytest.mark.parametrize("number", [-1, -128])
def test_a_number_below_zero_has_no_varint(number: int) -> None:
    with pytest.raises(ValueError, match="range"):
        varint(number)
