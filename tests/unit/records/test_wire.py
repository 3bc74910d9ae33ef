"""Protobuf <-> domain: nothing lost, nothing let in that is not known, every fault located."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, fields, is_dataclass, replace
from typing import TYPE_CHECKING

import pytest
from google.protobuf.message import Message
from hypothesis import given
from hypothesis import strategies as st
from rabta.records.v1 import history_pb2, record_pb2, records_service_pb2
from rabta.records.v1.case_pb2 import EVENT_TYPE_ACQUITTAL_265K

from services.access.errors import InvalidArgument, Violation
from services.records import wire
from services.values import records
from services.values.encoding import RECORDS
from services.values.records import GetHistoryResponse, History, RecordVersion
from tests.budget import budget
from tests.rows import of_rows
from tests.unit.records.messages import messages
from tests.unit.records.papers import order, record

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

PAPER = record(records.Party((records.Section("PPC", "420"),)))
NOUNS: list[type] = [
    cls
    for name in records.__all__
    if isinstance(cls := getattr(records, name), type) and is_dataclass(cls) and name != "VisibleVersion"
]


def broken(raw: bytes, noun: type = RecordVersion) -> Violation:
    with pytest.raises(InvalidArgument) as refused:
        wire.decode_version(raw) if noun is RecordVersion else wire.decode(noun, raw)
    (violation,) = refused.value.violations
    return violation


@of_rows("noun", NOUNS, ids=lambda noun: noun.__name__)
def test_every_noun_has_the_fields_of_its_message(noun: type) -> None:
    descriptor = RECORDS.message_class(noun).DESCRIPTOR
    bodies = {f.name for o in descriptor.oneofs for f in o.fields}
    assert {f.name for f in fields(noun)} - {"body", "voice"} == {f.name for f in descriptor.fields} - bodies
    assert bool(bodies) == ("body" in {f.name for f in fields(noun)})


@of_rows("noun", NOUNS, ids=lambda noun: noun.__name__)
def test_every_default_is_the_wire_s(noun: type) -> None:
    empty = noun()
    assert wire.encode(empty) == b""
    assert wire.decode(noun, b"") == empty


def test_every_message_of_the_room_has_a_noun() -> None:
    names = {cls.__name__ for cls in NOUNS}
    for module in (record_pb2, history_pb2, records_service_pb2):
        assert set(module.DESCRIPTOR.message_types_by_name) <= names


@pytest.mark.parametrize("noun", [RecordVersion, History, *(n for n in NOUNS if n.__name__.endswith("Response"))])
@budget(40)
@given(data=st.data())
def test_round_trip_from_any_message(noun: type[DataclassInstance], data: st.DataObject) -> None:
    message: Message = data.draw(messages(RECORDS.message_class(noun)))
    raw = message.SerializeToString(deterministic=True)
    value = wire.decode(noun, raw)
    assert RECORDS.to_message(value) == message
    assert wire.encode(value) == raw
    assert RECORDS.encoded_size(value) == len(raw)
    assert hash(value) == hash(wire.decode(noun, raw))


def test_each_enum_word_is_the_wire_s_without_prefix() -> None:
    message = record_pb2.RecordVersion(kind=record_pb2.RECORD_KIND_COURT_EVENT, role=record_pb2.PARTY_ROLE_ACCUSED)
    message.court_event.type = EVENT_TYPE_ACQUITTAL_265K
    value = wire.decode_version(message.SerializeToString())
    assert (value.kind, value.role, value.status) == ("COURT_EVENT", "ACCUSED", "")
    assert value.body == records.CourtEvent("ACQUITTAL_265K")


def test_presence_is_kept() -> None:
    message = record_pb2.RecordVersion(kind=record_pb2.RECORD_KIND_PARTY)
    message.party.SetInParent()
    message.subject.SetInParent()
    value = wire.decode_version(message.SerializeToString())
    assert value.subject == records.Subject()
    assert value.subject is not None
    assert value.subject.birth is None
    assert value.body == records.Party()


# Encoded once: the maker numbers its records, and the damage must fall on the same bytes every time.
_CONVICTION = wire.encode(record(order("CONVICTION", "2024-01-01")))


class TestStrict:
    def test_garbage(self) -> None:
        assert broken(b"\xff\xff").rule == "malformed"
        assert broken(b"\x0a\x02\xff\xff").rule == "malformed"  # not UTF-8

    def test_unknown_field_of_the_version(self) -> None:
        raw = wire.encode(record(order("CONVICTION", "2024-01-01"))) + b"\xfa\x07\x01x"
        assert broken(raw) == Violation("#127", "unknown-field", "holds a field that this version does not know")

    def test_unknown_field_deep_inside(self) -> None:
        subject = record_pb2.RecordVersion().subject
        subject.names.add(text="a")
        subject.names.add().MergeFromString(b"\xfa\x07\x01x")
        raw = record_pb2.RecordVersion(kind=record_pb2.RECORD_KIND_PARTY, subject=subject, party={}).SerializeToString()
        assert broken(raw).field == "subject.names[1].#127"

    @pytest.mark.parametrize("field", ["kind", "status", "role", "handling"])
    def test_unknown_enum_value(self, field: str) -> None:
        message = record_pb2.RecordVersion(party={})
        setattr(message, field, 99)
        violation = broken(message.SerializeToString())
        assert (violation.field, violation.rule) == (field, "unknown-enum")

    def test_unknown_enum_value_deep_inside(self) -> None:
        message = record_pb2.RecordVersion(kind=record_pb2.RECORD_KIND_PARTY, party={})
        message.subject.identifiers.add(type=1)
        message.subject.identifiers.add(type=77)
        violation = broken(message.SerializeToString())
        assert (violation.field, violation.rule) == ("subject.identifiers[1].type", "unknown-enum")
        body = record_pb2.RecordVersion(kind=record_pb2.RECORD_KIND_COURT_EVENT, court_event={"type": 500})
        assert broken(body.SerializeToString()).field == "court_event.type"

    def test_a_body_is_there_and_is_the_kind(self) -> None:
        assert (
            broken(record_pb2.RecordVersion(kind=record_pb2.RECORD_KIND_PARTY).SerializeToString()).rule
            == "body-required"
        )
        assert (
            broken(
                record_pb2.RecordVersion(kind=record_pb2.RECORD_KIND_INVESTIGATION_EVENT, party={}).SerializeToString()
            ).rule
            == "body-matches-kind"
        )
        assert broken(record_pb2.RecordVersion(party={}).SerializeToString()).field == "kind"

    @given(st.binary(max_size=200))
    def test_any_bytes_are_a_version_or_a_located_refusal(self, raw: bytes) -> None:
        try:
            value = wire.decode_version(raw)
        except InvalidArgument as refusal:
            assert {bool(each.rule) for each in refusal.violations} == {True}  # noqa: PT017  (either way is right)
        else:
            assert value.body is not None

    @budget(60)
    @given(st.data())
    def test_any_damage_to_a_version_is_seen_or_harmless(self, data: st.DataObject) -> None:
        raw = bytearray(_CONVICTION)
        raw[data.draw(st.integers(0, len(raw) - 1))] ^= data.draw(st.integers(1, 255))
        try:
            value = wire.decode_version(bytes(raw))
        except InvalidArgument:
            return
        assert wire.decode_version(wire.encode(value)) == value


def test_an_unknown_word_is_never_sent() -> None:
    with pytest.raises(ValueError, match=r"RecordVersion\.role"):
        wire.encode(RecordVersion(role="VILLAIN"))


def test_a_history_travels_in_its_answer() -> None:
    history = History(banners=(records.Banner("acquitted", "a", "ب"),))
    raw = wire.encode_history(history)
    assert wire.decode(GetHistoryResponse, raw) == GetHistoryResponse(history)
    assert records_service_pb2.GetHistoryResponse.FromString(raw).history.banners[0].text_ur == "ب"


def test_body_kinds() -> None:
    descriptor = record_pb2.RecordKind.DESCRIPTOR
    words = {v.name.removeprefix("RECORD_KIND_") for v in descriptor.values if v.number}
    bodies = record_pb2.RecordVersion.DESCRIPTOR.oneofs_by_name["body"].fields
    assert {records.kind_of(getattr(records, f.message_type.name)()) for f in bodies if f.message_type} == words


def test_bytes_in_another_order_hold_the_same_and_hide_nothing() -> None:
    sound = wire.encode(PAPER)
    other = record_pb2.RecordVersion(status_note="note").SerializeToString() + sound
    assert wire.decode_version(other) == replace(PAPER, status_note="note")
    assert wire.encode(wire.decode_version(other)) != other
    assert broken(other + b"\xfa\x3f\x01x").field == "#1023"


def test_a_short_form_of_a_number_makes_no_room_for_an_unknown_field() -> None:
    """An enum of -1 in five bytes grows to ten when it is written again: five more bytes are hidden nowhere."""
    short, unknown = b"\x28\xff\xff\xff\xff\x0f", b"\xfa\x3f\x02xy"
    read = record_pb2.RecordVersion.FromString(short + unknown)
    read.DiscardUnknownFields()
    assert len(read.SerializeToString()) == len(short + unknown)
    with pytest.raises(InvalidArgument) as refused:
        wire.decode_version(short + unknown)
    assert {one.rule for one in refused.value.violations} == {"unknown-field", "unknown-enum"}


def test_equal_lists_of_sections_and_numbers_are_one_object() -> None:
    one, other = (wire.decode_version(wire.encode(PAPER)) for _ in range(2))
    assert one.case_references == other.case_references != ()
    assert one.case_references is other.case_references
    assert isinstance(one.body, records.Party)
    assert isinstance(other.body, records.Party)
    assert one.body.sections is other.body.sections


def test_a_noun_off_the_wire_is_closed() -> None:
    read = wire.decode_version(wire.encode(PAPER))
    assert type(read) is RecordVersion
    assert read == PAPER
    with pytest.raises(FrozenInstanceError):
        read.kind = "BAIL"  # type: ignore[misc]  # wrong on purpose
