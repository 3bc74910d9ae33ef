"""SigHeader: one accepted form, every limit named by its field."""

from __future__ import annotations

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rabta.signing.v1.header_pb2 import SigHeader

from services.signing.header import (
    DIRECTION_ANSWER,
    DIRECTION_REQUEST,
    MAX_HEADER,
    HeaderError,
    Outcome,
    parse_header,
    request_digest,
    signed_header,
    within_window,
)
from services.signing.pae import HEADER, pae
from tests.rows import of_rows
from tests.unit.signing.headers import (
    ANSWERER,
    ASKER,
    EMPTY,
    METHOD,
    NOW,
    REQUEST,
    REQUEST_VALUE,
    answer,
    changed,
    request,
)

ANSWER = answer()
REFUSED = answer(Outcome(EMPTY, 7, b"details", audit_index=7, commitment=b"C" * 32))
NO_LEAF = answer(Outcome(EMPTY, 14, b"details", no_leaf=True))
VALID = [REQUEST, request(), request(token=b""), ANSWER, REFUSED, NO_LEAF]


def varint(number: int) -> bytes:
    out = bytearray()
    while number > 127:
        out.append(number & 127 | 128)
        number >>= 7
    return bytes((*out, number))


def fields_of(raw: bytes) -> list[bytes]:
    """The encoded fields one by one; header tags are below 2**14 and lengths below 128."""
    out, at = [], 0
    while at < len(raw):
        end = at + 1 if raw[at] < 128 else at + 2
        wire = raw[at] & 7
        if wire == 2:
            end += 1 + raw[end]
        else:
            while raw[end] > 127:
                end += 1
            end += 1
        out.append(raw[at:end])
        at = end
    return out


def refused(raw: bytes) -> str:
    with pytest.raises(HeaderError) as caught:
        parse_header(raw)
    return caught.value.field


@pytest.mark.parametrize("raw", VALID)
def test_round_trip(raw: bytes) -> None:
    assert parse_header(raw).SerializeToString(deterministic=True) == raw
    assert b"".join(fields_of(raw)) == raw


def test_request_says_what_it_was_given() -> None:
    header = parse_header(REQUEST)
    assert header.direction == DIRECTION_REQUEST
    assert (header.issuer, header.audience, header.method) == ("pk.fia", "pk.hub", METHOD)
    assert (header.kid, header.federation_id, header.registry_version) == (ASKER.kid, ASKER.federation_id, 3)
    assert header.body_sha256 == sha256(b"question").digest()


def test_answer_repeats_and_chains() -> None:
    header, asked = parse_header(ANSWER), parse_header(REQUEST)
    assert header.direction == DIRECTION_ANSWER
    assert (header.nonce, header.method, header.audience) == (asked.nonce, asked.method, asked.issuer)
    assert header.kid == ANSWERER.kid
    assert header.request_sha256 == sha256(pae(HEADER, REQUEST) + REQUEST_VALUE).digest()
    assert header.status_sha256 == EMPTY
    assert parse_header(REFUSED).status_sha256 == sha256(b"details").digest()


def test_request_digest_covers_the_whole_value() -> None:
    assert request_digest(REQUEST, REQUEST_VALUE) != request_digest(REQUEST, b"\x02" + REQUEST_VALUE[1:])
    assert signed_header(REQUEST) == pae(HEADER, REQUEST)


@pytest.mark.parametrize("raw", VALID)
@given(data=st.data())
def test_any_changed_byte_is_refused_or_another_header(raw: bytes, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(raw) - 1))
    other = bytearray(raw)
    other[place] ^= data.draw(st.integers(1, 255))
    try:
        read = parse_header(bytes(other))
    except HeaderError:
        return
    assert read != parse_header(raw)
    assert read.SerializeToString(deterministic=True) == bytes(other)


@pytest.mark.parametrize("raw", VALID)
@given(data=st.data())
def test_any_order_but_one_is_refused(raw: bytes, data: st.DataObject) -> None:
    parts = data.draw(st.permutations(fields_of(raw)))
    mixed = b"".join(parts)
    if mixed != raw:
        assert refused(mixed) == "*"


@pytest.mark.parametrize("raw", VALID)
@given(data=st.data())
def test_a_repeated_field_is_refused(raw: bytes, data: st.DataObject) -> None:
    parts = fields_of(raw)
    place = data.draw(st.integers(0, len(parts) - 1))
    parts.insert(data.draw(st.integers(0, len(parts))), parts[place])
    assert refused(b"".join(parts)) == "*"


@pytest.mark.parametrize("raw", VALID)
@given(data=st.data())
def test_an_unknown_field_is_refused(raw: bytes, data: st.DataObject) -> None:
    known = {field.number for field in SigHeader.DESCRIPTOR.fields}
    number = data.draw(st.integers(1, 536_870_911).filter(lambda one: one not in known))
    extra = varint(number << 3) + b"\x01"
    parts = fields_of(raw)
    parts.insert(data.draw(st.integers(0, len(parts))), extra)
    assert refused(b"".join(parts)) == "*"


def test_an_unknown_field_inside_a_known_number_is_refused() -> None:
    """Same number, other wire type: protobuf files it under unknown fields."""
    assert refused(REQUEST + varint(1 << 3 | 2) + b"\x01x") == "*"


@pytest.mark.parametrize("raw", VALID)
def test_an_explicit_default_is_refused(raw: bytes) -> None:
    present = SigHeader.FromString(raw)
    for field in SigHeader.DESCRIPTOR.fields:
        if not getattr(present, field.name):
            wire = 2 if field.type in (field.TYPE_BYTES, field.TYPE_STRING) else 0
            assert refused(raw + varint(field.number << 3 | wire) + b"\0") == "*"


def test_overlong_numbers_are_refused() -> None:
    assert REQUEST.startswith(b"\x08\x01")
    assert refused(b"\x08\x81\x00" + REQUEST[2:]) == "*"
    assert refused(b"\x88\x00\x01" + REQUEST[2:]) == "*"


def test_true_has_one_spelling() -> None:
    assert NO_LEAF.endswith(varint(25 << 3) + b"\x01")
    assert refused(NO_LEAF[:-1] + b"\x02") == "*"


def test_invalid_utf8_is_refused() -> None:
    assert refused(REQUEST.replace(b"pk.fia", b"pk.f\xffa")) == "*"


def test_size_limit() -> None:
    assert refused(b"") == "*"
    assert refused(REQUEST + bytes(MAX_HEADER)) == "*"


@given(st.binary(max_size=MAX_HEADER + 8))
def test_anything_else_is_refused(raw: bytes) -> None:
    refused(raw)


COMMON = [
    ("version", 0),
    ("version", 2),
    ("direction", 0),
    ("direction", 3),
    ("method", ""),
    ("method", "rabta.records.v1.RecordsService/GetHistory"),
    ("method", METHOD + "/x"),
    ("method", METHOD + "\n"),
    ("method", "/a b/C"),
    ("alg", ""),
    ("alg", "none"),
    ("alg", "es256"),
    ("kid", b""),
    ("kid", b"k" * 31),
    ("kid", b"k" * 33),
    ("issuer", ""),
    ("issuer", "PK.FIA"),
    ("issuer", "pk"),
    ("issuer", "pk..fia"),
    ("issuer", "pk.fia\n"),
    ("issuer", "pk." + "a" * 62),
    ("audience", ""),
    ("audience", "pkk.hub"),
    ("audience", "pk.hub "),
    ("iat_ms", 0),
    ("iat_ms", -1),
    ("exp_ms", NOW),
    ("exp_ms", NOW - 1),
    ("exp_ms", NOW + 60_001),
    ("nonce", b""),
    ("nonce", b"n" * 15),
    ("nonce", b"n" * 17),
    ("body_sha256", b""),
    ("body_sha256", b"b" * 31),
    ("federation_id", b""),
    ("federation_id", b"f" * 33),
    ("registry_version", 0),
    ("registry_sha256", b""),
]
ONLY_REQUEST = [
    ("token_sha256", b"t" * 31),
    ("approver_sha256", b"a" * 33),
    ("request_sha256", b"r" * 32),
    ("grpc_status", 1),
    ("status_sha256", EMPTY),
    ("audit_index", 1),
    ("commitment", b"c" * 32),
    ("no_leaf", True),
    ("witness_stale", True),
]
ONLY_ANSWER = [
    ("token_sha256", b"t" * 32),
    ("approver_sha256", b"a" * 32),
    ("request_sha256", b""),
    ("request_sha256", b"r" * 31),
    ("status_sha256", b""),
    ("status_sha256", b"s" * 32),
    ("commitment", b""),
    ("commitment", b"c" * 31),
    ("no_leaf", True),
]


@of_rows(("field", "value"), COMMON + ONLY_REQUEST)
def test_request_limits(field: str, value: object) -> None:
    assert refused(changed(REQUEST, **{field: value})) in (field, "exp_ms")


@of_rows(("field", "value"), COMMON + ONLY_ANSWER)
def test_answer_limits(field: str, value: object) -> None:
    assert refused(changed(ANSWER, **{field: value})) in (field, "exp_ms")


def test_every_field_has_a_limit_that_is_tested() -> None:
    tested = {field for field, _ in COMMON + ONLY_REQUEST + ONLY_ANSWER}
    assert tested == {field.name for field in SigHeader.DESCRIPTOR.fields}


def test_status_is_a_grpc_code() -> None:
    assert refused(changed(REFUSED, grpc_status=17)) == "grpc_status"


def test_a_refusal_has_no_body() -> None:
    assert refused(changed(REFUSED, body_sha256=b"b" * 32)) == "body_sha256"


def test_no_leaf_promises_nothing_and_is_never_ok() -> None:
    assert refused(changed(NO_LEAF, commitment=b"c" * 32)) == "no_leaf"
    assert refused(changed(NO_LEAF, audit_index=1)) == "no_leaf"
    assert refused(changed(NO_LEAF, grpc_status=0, status_sha256=EMPTY)) == "no_leaf"


def test_approver_needs_a_token() -> None:
    assert refused(changed(REQUEST, token_sha256=b"")) == "token_sha256"


def test_builders_refuse_what_the_parser_would() -> None:
    with pytest.raises(HeaderError) as caught:
        request(nonce=b"short")
    assert caught.value.field == "nonce"
    with pytest.raises(HeaderError) as caught:
        answer(Outcome(EMPTY, no_leaf=True))
    assert caught.value.field == "no_leaf"


def test_error_never_holds_the_value() -> None:
    with pytest.raises(HeaderError) as caught:
        parse_header(changed(REQUEST, issuer="secret value"))
    assert str(caught.value) == "header: issuer"


@pytest.mark.parametrize(
    ("now", "within"),
    [(-30_001, False), (-30_000, True), (0, True), (60_000, True), (90_000, True), (90_001, False)],
)
def test_window(now: int, within: bool) -> None:
    assert within_window(parse_header(REQUEST), NOW + now) is within
