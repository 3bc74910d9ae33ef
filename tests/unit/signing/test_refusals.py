"""An issuer's statement of a day: one form, one meaning of a signature, nothing that could be read two ways."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rabta.signing.v1.refusals_pb2 import RefusalCount, RefusalDay, SignedRefusals

from services.signing import pae as kinds
from services.signing.es256 import BadSignature, PrivateKey
from services.signing.pae import pae
from services.signing.refusals import (
    MAX_BYTES,
    MAX_CASE,
    MAX_COUNTS,
    MAX_OFFICER,
    Counted,
    StatementError,
    build_day,
    day_of,
    digest_of,
    ends_ms,
    parse_day,
    sign_day,
    verify_day,
)
from tests.fakes.refusals import CASE, ONE, payload, stated
from tests.rows import of_rows

DAY = date(2026, 11, 25)
KEY = PrivateKey.generate()


def changed(**changes: Any) -> bytes:
    said = RefusalDay.FromString(payload(DAY))
    for name, value in changes.items():
        setattr(said, name, value)
    return said.SerializeToString(deterministic=True)


def counted(*rows: RefusalCount) -> bytes:
    said = RefusalDay.FromString(payload(DAY, ()))
    said.counts.extend(rows)
    return said.SerializeToString(deterministic=True)


def test_what_is_signed_is_read_back() -> None:
    said = verify_day(KEY.public(), sign_day(KEY, payload(DAY)))
    assert (said.day, said.number, said.agency, said.audience) == ("2026-11-25", 1, "pk.fia", "pk.hub")
    assert [(one.officer, one.reason, one.case_reference, one.count) for one in said.counts] == [
        ("", "form", "", 7),
        ("fia-1042", "case", CASE, 3),
    ]


def test_a_silent_day_has_a_statement_too() -> None:
    assert not parse_day(payload(DAY, ())).counts


@of_rows(
    ("changes", "field"),
    [
        ({"format": 2}, "format"),
        ({"federation_id": b"short"}, "federation_id"),
        ({"previous_sha256": b""}, "previous_sha256"),
        ({"previous_sha256": b"p" * 32}, "previous_sha256"),
        ({"number": 2}, "previous_sha256"),
        ({"number": 0}, "number"),
        ({"agency": ""}, "agency"),
        ({"audience": "x" * 65}, "audience"),
        ({"day": "2026-11-5"}, "day"),
        ({"day": "20261125"}, "day"),
        ({"day": "2026-02-30"}, "day"),
        ({"day": "1999-12-31"}, "day"),
        ({"day": "9999-12-31"}, "day"),
        ({"time_ms": ends_ms(DAY) - 1}, "time_ms"),
    ],
)
def test_a_wrong_field_is_named(changes: dict[str, Any], field: str) -> None:
    with pytest.raises(StatementError) as caught:
        parse_day(changed(**changes))
    assert caught.value.field == field


@pytest.mark.parametrize("day", [date(2000, 1, 1), date(9998, 12, 31)])
def test_the_first_and_the_last_day_that_a_statement_may_be_of(day: date) -> None:
    assert parse_day(payload(day)).day == day.isoformat()


@pytest.mark.parametrize(
    ("row", "field"),
    [
        ({"officer": "x" * (MAX_OFFICER + 1)}, "officer"),
        ({"officer": "علی"}, "officer"),
        ({"reason": ""}, "reason"),
        ({"reason": "Not a word"}, "reason"),
        ({"case_reference": "x" * (MAX_CASE + 1)}, "case_reference"),
        ({"officer": "", "case_reference": CASE}, "case_reference"),
        ({"beyond": True, "case_reference": CASE}, "case_reference"),
        ({"count": 0}, "count"),
    ],
)
def test_a_wrong_count_is_named_with_its_place(row: dict[str, Any], field: str) -> None:
    good: dict[str, Any] = {"officer": "fia-1", "reason": "case", "count": 1}
    with pytest.raises(StatementError) as caught:
        parse_day(counted(RefusalCount(**{**good, **row})))
    assert caught.value.field == f"counts[0].{field}"


def test_counts_are_ascending_and_each_stands_once() -> None:
    first, second = (RefusalCount(officer=name, reason="case", count=1) for name in ("fia-1", "fia-2"))
    parse_day(counted(first, second))
    for rows in ((second, first), (first, first)):
        with pytest.raises(StatementError, match="counts"):
            parse_day(counted(*rows))


@pytest.mark.parametrize(
    "raw",
    [b"", b"\xff", b"x" * (MAX_BYTES + 1), payload(DAY) + b"\x50\x01", payload(DAY) + payload(DAY)[:2]],
    ids=["empty", "no message", "too long", "unknown field", "field twice"],
)
def test_another_form_is_none(raw: bytes) -> None:
    with pytest.raises(StatementError):
        parse_day(raw)


def test_as_many_counts_as_a_day_may_have_fit_a_message_of_the_hub() -> None:
    longest = [Counted(f"{n:0128}", "r" * 32, f"{n:0200}", False, (1 << 32) - 1) for n in range(MAX_COUNTS)]
    raw = payload(DAY, longest)
    assert len(SignedRefusals(payload=raw, kid=bytes(32), signature=bytes(64)).SerializeToString()) < 2 * 1024 * 1024
    with pytest.raises(StatementError):
        payload(DAY, [*longest, Counted("z", "r", "", False, 1)])


@pytest.mark.parametrize("kind", ["HEADER", "COHORT", "PAGE", "REGISTRY", "ENROLMENT", "ROSTER"])
def test_a_signature_over_anything_else_is_none(kind: str) -> None:
    raw = payload(DAY)
    other = SignedRefusals(payload=raw, kid=KEY.kid, signature=KEY.sign(pae(getattr(kinds, kind), raw)))
    with pytest.raises(BadSignature):
        verify_day(KEY.public(), other)


def test_a_token_of_the_same_key_is_no_statement() -> None:
    """A token's signing input is base64url with a dot; the encoding here begins with a word and a space."""
    raw = payload(DAY)
    assert pae(kinds.REFUSALS, raw).startswith(b"DSSEv1 ")
    with pytest.raises(BadSignature):
        verify_day(KEY.public(), SignedRefusals(payload=raw, kid=KEY.kid, signature=KEY.sign(raw)))


def test_another_key_or_its_name_is_refused() -> None:
    signed, other = sign_day(KEY, payload(DAY)), PrivateKey.generate()
    with pytest.raises(BadSignature):
        verify_day(other.public(), signed)
    with pytest.raises(BadSignature):
        verify_day(KEY.public(), SignedRefusals(payload=signed.payload, kid=other.kid, signature=signed.signature))


def test_days_are_utc() -> None:
    assert day_of(ends_ms(DAY) - 1) == DAY
    assert day_of(ends_ms(DAY)) == date(2026, 11, 26)


ROWS = st.builds(
    Counted,
    st.sampled_from(["fia-1", "fia-2", "fia-10"]),
    st.sampled_from(["case", "fit", "rate"]),
    st.sampled_from(["", CASE, "ENQUIRY:FIA/ISB/7/2024"]),
    st.just(False),
    st.integers(1, 1000),
)


@given(st.lists(ROWS, unique_by=lambda row: row[:4], max_size=20))
def test_whatever_the_order_of_counts_the_bytes_are_the_same(rows: list[Counted]) -> None:
    raw = build_day(stated(DAY), rows, ends_ms(DAY))
    assert raw == build_day(stated(DAY), reversed(rows), ends_ms(DAY))
    assert sum(one.count for one in parse_day(raw).counts) == sum(row.times for row in rows)


@given(st.integers(0, len(payload(DAY)) * 8 - 1))
def test_no_bit_can_be_changed(bit: int) -> None:
    signed = sign_day(KEY, payload(DAY, ONE))
    raw = bytearray(signed.payload)
    raw[bit // 8] ^= 1 << bit % 8
    with pytest.raises((BadSignature, StatementError)):
        verify_day(KEY.public(), SignedRefusals(payload=bytes(raw), kid=signed.kid, signature=signed.signature))
    assert digest_of(bytes(raw)) != digest_of(signed.payload)


def test_a_place_in_the_chain_is_part_of_what_is_signed() -> None:
    first = payload(DAY)
    second = build_day(replace(stated(DAY), number=2, previous_sha256=digest_of(first)), ONE, ends_ms(DAY))
    assert parse_day(second).previous_sha256 == digest_of(first)
