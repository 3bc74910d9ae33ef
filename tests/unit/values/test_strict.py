"""Request bodies: any bytes give a message or a refusal that names field and rule, never anything else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from google.protobuf.message_factory import GetMessageClass
from hypothesis import given
from hypothesis import strategies as st
from rabta.audit.v1.audit_service_pb2 import GetReceiptsRequest, ListNoticesRequest, ReviewBreakGlassRequest
from rabta.linkage.v1.question_pb2 import ExpandRequest
from rabta.records.v1.records_service_pb2 import SearchRequest, SubmitPageRequest

from services.access.errors import InvalidArgument, Violation
from services.edge.routes import methods
from services.node.services import DESCRIPTORS
from services.values.encoding import NETWORK
from services.values.encoding.strict import decode
from services.values.network import question

KINDS = (SearchRequest, SubmitPageRequest, GetReceiptsRequest, ListNoticesRequest, ReviewBreakGlassRequest)


def field(number: int, wire: int, payload: bytes) -> bytes:
    return bytes((number << 3 | wire,)) + payload


def nested(number: int, payload: bytes) -> bytes:
    return field(number, 2, bytes((len(payload),)) + payload)


def problems(kind: type, raw: bytes) -> list[tuple[str, str]]:
    with pytest.raises(InvalidArgument) as caught:
        decode(kind, raw)
    return [(one.field, one.rule) for one in caught.value.violations]


def tried(kind: type, raw: bytes) -> tuple[Any, tuple[Violation, ...]]:
    """The message, or what was wrong with it."""
    try:
        return decode(kind, raw), ()
    except InvalidArgument as refused:
        return None, refused.violations


def test_a_good_message_is_read() -> None:
    message = GetReceiptsRequest(indexes=[1, 2], known_size=7)
    assert decode(GetReceiptsRequest, message.SerializeToString()) == message
    assert decode(SearchRequest, b"") == SearchRequest()


@pytest.mark.parametrize("raw", [b"\xff", b"\x0a\x05ab", field(1, 7, b"")])
def test_what_is_no_message_is_malformed(raw: bytes) -> None:
    assert problems(SearchRequest, raw) == [("", "malformed")]


@pytest.mark.parametrize("raw", [field(0, 0, b"P"), field(0, 2, b"\x01a"), field(12, 5, b"abcd") + field(0, 0, b"P")])
def test_a_field_numbered_0_is_malformed_in_every_request(raw: bytes) -> None:
    kinds = {GetMessageClass(method.input_type) for _, method in methods(iter(DESCRIPTORS))}
    assert any(not kind.DESCRIPTOR.fields for kind in kinds), "the parser refuses it where a message has fields"
    assert {kind.DESCRIPTOR.full_name for kind in kinds if problems(kind, raw) != [("", "malformed")]} == set()


def test_a_string_that_is_not_utf_8_is_malformed() -> None:
    assert problems(ReviewBreakGlassRequest, nested(1, b"\xff\xfe")) == [("", "malformed")]


def test_an_unknown_field_is_named_with_its_place() -> None:
    assert problems(SearchRequest, field(15, 0, b"\x01")) == [("#15", "unknown-field")]
    inside = nested(1, nested(1, field(9, 0, b"\x01")))
    assert problems(SearchRequest, inside) == [("selector.identifier.#9", "unknown-field")]


def test_an_unknown_enum_value_is_named_with_its_place() -> None:
    assert problems(ReviewBreakGlassRequest, field(2, 0, b"\x63")) == [("verdict", "unknown-enum")]
    inside = nested(1, nested(1, field(1, 0, b"\x63")))
    assert problems(SearchRequest, inside) == [("selector.identifier.type", "unknown-enum")]


def test_in_a_list_the_place_has_its_number() -> None:
    leaf = nested(2, field(9, 0, b"\x01"))
    assert problems(SubmitPageRequest, nested(2, b"") + leaf) == [("leaves[1].#9", "unknown-field")]


def test_no_more_than_twenty_are_named() -> None:
    assert len(problems(SearchRequest, field(15, 0, b"\x01") * 50)) == 20


def test_the_text_never_holds_the_value() -> None:
    with pytest.raises(InvalidArgument) as caught:
        decode(SearchRequest, nested(9, b"35202-1234567-1"))
    assert "35202" not in repr(caught.value.violations)


@given(st.sampled_from(KINDS), st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(kind: type, raw: bytes) -> None:
    message, broken = tried(kind, raw)
    assert {one.rule for one in broken} <= {"malformed", "unknown-field", "unknown-enum"}
    assert (message is None) == bool(broken)
    if message is not None:
        again = kind()
        again.ParseFromString(message.SerializeToString())
        assert again == message


@given(st.sampled_from(KINDS), st.integers(0, 400), st.data())
def test_a_good_message_that_is_bent_is_read_or_refused(kind: type, at: int, data: st.DataObject) -> None:
    good = bytearray(SearchRequest(page_size=5, page_token="token", break_glass="bg-1").SerializeToString())
    good[at % len(good)] = data.draw(st.integers(0, 255))
    message, broken = tried(kind, bytes(good))
    assert (message is None) == bool(broken)


def first_of(read: Callable[[bytes], object], raw: bytes) -> tuple[str, str, str]:
    with pytest.raises(InvalidArgument) as caught:
        read(raw)
    one = caught.value.violations[0]
    return one.field, one.rule, one.text


SPOILT = {
    "enum": ExpandRequest(start=[{"kind": 1}]).SerializeToString() + nested(2, field(1, 0, b"\x63")),
    "unsaid in a list": ExpandRequest(frame={"edge_kinds": [1, 0]}).SerializeToString(),
    "field": ExpandRequest(start=[{"kind": 1}]).SerializeToString() + nested(2, field(9, 0, b"\x01")),
    "malformed": b"\xff",
}


@pytest.mark.parametrize("what", SPOILT)
def test_who_reads_a_message_into_values_names_rule_place_and_text_alike(what: str) -> None:
    by_message = first_of(lambda raw: decode(ExpandRequest, raw), SPOILT[what])
    assert by_message == first_of(lambda raw: NETWORK.decode(question.ExpandRequest, raw), SPOILT[what])
