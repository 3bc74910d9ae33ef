"""Messages as JSON for programs: every field there, of one type, in plain words."""

from __future__ import annotations

import json
from typing import Any

from google.protobuf.descriptor import FieldDescriptor
from rabta.audit.v1 import entry_pb2
from rabta.linkage.v1 import graph_pb2, question_pb2
from rabta.records.v1 import claim_pb2, history_pb2, record_pb2, records_service_pb2

from services.cli.plain import plain
from services.listing.part import enum_word
from tests.rows import of_rows

MESSAGES = [
    message
    for file in (entry_pb2, graph_pb2, question_pb2, claim_pb2, history_pb2, record_pb2, records_service_pb2)
    for message in file.DESCRIPTOR.message_types_by_name
]
FILES = (entry_pb2, graph_pb2, question_pb2, claim_pb2, history_pb2, record_pb2, records_service_pb2)


def message_of(name: str) -> Any:
    return next(getattr(file, name) for file in FILES if hasattr(file, name))()


@of_rows("name", sorted(set(MESSAGES)))
def test_an_empty_message_has_every_field_but_those_of_a_choice(name: str) -> None:
    message = message_of(name)
    said = plain(message)
    free = [field for field in message.DESCRIPTOR.fields if field.containing_oneof is None]
    assert len(said) == len(free)
    for field in free:
        timed = field.name.endswith("_ms") and field.cpp_type == FieldDescriptor.CPPTYPE_INT64
        value = said[field.name.removesuffix("_ms") if timed else field.name]
        if field.is_repeated:
            assert value == []
        elif timed or field.cpp_type == FieldDescriptor.CPPTYPE_MESSAGE:
            assert value is None
        else:
            assert value in ("", 0, False, 0.0)


def test_words_numbers_times_and_bytes() -> None:
    history = history_pb2.History()
    line = history.timeline.add(recorded_ms=1_700_000_000_123, text="Arrested")
    line.standing, line.finality = history_pb2.STANDING_FINDING, history_pb2.FINALITY_UNDER_APPEAL
    history.versions.add(version=b"\x00\xff", recorded_ms=5)
    said = plain(history)
    assert said["timeline"][0]["standing"] == "FINDING"
    assert said["timeline"][0]["finality"] == "UNDER_APPEAL"
    assert said["timeline"][0]["recorded"] == "2023-11-15T03:13:20.123+05:00"
    assert said["versions"][0]["version"] == "AP8="
    assert said["versions"][0]["proof"] is None
    assert json.loads(json.dumps(said)) == said


def test_a_64_bit_number_stays_a_number() -> None:
    edge = graph_pb2.Edge(amount_minor=9_007_199_254_740_993, currency="PKR")
    assert plain(edge)["amount_minor"] == 9_007_199_254_740_993


def test_of_a_choice_the_chosen_member_alone() -> None:
    version = record_pb2.RecordVersion(party=record_pb2.RecordVersion().party)
    bodies = {field.name for field in version.DESCRIPTOR.oneofs_by_name["body"].fields}
    assert bodies & plain(version).keys() == {"party"}
    assert not bodies & plain(record_pb2.RecordVersion()).keys()


def test_a_value_of_a_later_version_is_its_number() -> None:
    assert enum_word(history_pb2.Standing.DESCRIPTOR, 77) == "77"
    assert enum_word(history_pb2.Standing.DESCRIPTOR, 0) == ""
