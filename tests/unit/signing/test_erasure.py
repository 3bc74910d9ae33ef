"""A receipt of an erasure: one form, one meaning of a signature, and a state that is what its counts say."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.signing import pae as kinds
from services.signing.erasure import (
    ERASED,
    HELD_NOTHING,
    MAX_BYTES,
    MAX_DOWNSTREAM,
    MAX_STORES,
    REFUSED,
    ErasureReceipt,
    Ordered,
    ReceiptError,
    SignedErasureReceipt,
    StoreCount,
    digest_of,
    missing,
    parse_receipt,
    sign_receipt,
    verify_receipt,
)
from services.signing.es256 import BadSignature, PrivateKey
from services.signing.pae import pae
from tests.rows import of_rows

KEY = PrivateKey.generate()
ORDERED = Ordered(bytes(32), "pk.fia", "pk.hub", b"o" * 16, b"d" * 32, "agencies/pk.police.punjab/records/fir-512-2024")
COUNTS = {"records.db": 3, "graph": 1, "linkage.db": 0}


def changed(**changes: Any) -> bytes:
    said = ErasureReceipt.FromString(sign_receipt(KEY, ORDERED, COUNTS, 7).receipt)
    for name, value in changes.items():
        if isinstance(value, list):
            del getattr(said, name)[:]
            getattr(said, name).extend(value)
        else:
            setattr(said, name, value)
    return said.SerializeToString(deterministic=True)


def test_what_is_signed_is_read_back() -> None:
    said = verify_receipt(KEY.public(), sign_receipt(KEY, ORDERED, COUNTS, 7, [b"b" * 32, b"a" * 32]))
    assert (said.agency, said.audience, said.order_id, said.order_sha256) == ("pk.fia", "pk.hub", b"o" * 16, b"d" * 32)
    assert (said.record, said.state, said.time_ms) == (ORDERED.record, ERASED, 7)
    assert [(one.store, one.erased) for one in said.counts] == [("graph", 1), ("linkage.db", 0), ("records.db", 3)]
    assert [*said.downstream_sha256] == [b"a" * 32, b"b" * 32]


def test_nothing_held_is_said_only_where_nothing_was_erased_and_nobody_was_passed_a_copy() -> None:
    none = dict.fromkeys(COUNTS, 0)
    states = [
        parse_receipt(sign_receipt(KEY, ORDERED, counts, 7, passed).receipt).state
        for counts, passed in ((none, ()), (COUNTS, ()), (none, [b"a" * 32]))
    ]
    assert states == [HELD_NOTHING, ERASED, ERASED]


def test_an_order_that_does_not_hold_is_refused_with_its_reason_and_nothing_else() -> None:
    said = verify_receipt(KEY.public(), sign_receipt(KEY, ORDERED, {}, 7, refused="not-owner"))
    assert (said.state, said.reason, [*said.counts]) == (REFUSED, "not-owner", [])
    with pytest.raises(ReceiptError, match="counts"):
        sign_receipt(KEY, ORDERED, COUNTS, 7, refused="not-owner")


@of_rows(
    ("changes", "field"),
    [
        ({"format": 2}, "format"),
        ({"federation_id": b"short"}, "federation_id"),
        ({"kid": b""}, "kid"),
        ({"agency": ""}, "agency"),
        ({"audience": "a" * 65}, "audience"),
        ({"order_id": b"o" * 15}, "order_id"),
        ({"order_sha256": b""}, "order_sha256"),
        ({"record": "agencies/pk.fia/records/"}, "record"),
        ({"record": "agencies/pk.fia/records/a/b"}, "record"),
        ({"state": 0}, "state"),
        ({"state": 7}, "state"),
        ({"state": HELD_NOTHING}, "state"),
        ({"state": REFUSED}, "reason"),
        ({"reason": "not-owner"}, "reason"),
        ({"state": REFUSED, "reason": "Said In Words"}, "reason"),
        ({"counts": []}, "counts"),
        ({"counts": [StoreCount(store="b", erased=1), StoreCount(store="a")]}, "counts"),
        ({"counts": [StoreCount(store="a", erased=1)] * 2}, "counts"),
        ({"counts": [StoreCount(store="A", erased=1)]}, "counts[0].store"),
        ({"counts": [StoreCount(store="a" * 3, erased=1)] * (MAX_STORES + 1)}, "counts"),
        ({"counts": [StoreCount(store="a")]}, "state"),
        ({"downstream_sha256": [b"short"]}, "downstream_sha256"),
        ({"downstream_sha256": [b"b" * 32, b"a" * 32]}, "downstream_sha256"),
        ({"downstream_sha256": [b"a" * 32] * 2}, "downstream_sha256"),
        ({"downstream_sha256": [each.to_bytes(32) for each in range(MAX_DOWNSTREAM + 1)]}, "downstream_sha256"),
        ({"time_ms": 0}, "time_ms"),
    ],
)
def test_each_rule_names_its_field(changes: dict[str, Any], field: str) -> None:
    with pytest.raises(ReceiptError) as broken:
        parse_receipt(changed(**changes))
    assert broken.value.field == field


def test_another_writing_of_the_same_is_none() -> None:
    raw = changed()
    for other in (raw + b"\x78\x01", raw + raw[-2:], b"", b"\xff", raw + bytes(MAX_BYTES)):
        with pytest.raises(ReceiptError) as broken:
            parse_receipt(other)
        assert broken.value.field == ""


def test_a_signature_holds_for_its_key_and_kind_alone() -> None:
    signed = sign_receipt(KEY, ORDERED, COUNTS, 7)
    other = PrivateKey.generate()
    with pytest.raises(BadSignature):
        verify_receipt(other.public(), signed)
    raw = changed(kid=other.kid)
    with pytest.raises(BadSignature):
        verify_receipt(
            KEY.public(), SignedErasureReceipt(receipt=raw, signature=KEY.sign(pae(kinds.ERASURE_RECEIPT, raw)))
        )
    for kind in (kinds.HEADER, kinds.PAGE, kinds.REFUSALS):
        forged = SignedErasureReceipt(receipt=signed.receipt, signature=KEY.sign(pae(kind, signed.receipt)))
        with pytest.raises(BadSignature):
            verify_receipt(KEY.public(), forged)


@given(st.integers(min_value=0, max_value=10_000))
def test_no_other_byte_keeps_the_signature(place: int) -> None:
    signed = sign_receipt(KEY, ORDERED, COUNTS, 7)
    raw = bytearray(signed.receipt)
    raw[place % len(raw)] ^= 1
    with pytest.raises(BadSignature):
        verify_receipt(KEY.public(), SignedErasureReceipt(receipt=bytes(raw), signature=signed.signature))


def test_a_receipt_over_hops_names_those_before_it() -> None:
    last = sign_receipt(KEY, ORDERED, COUNTS, 7)
    assert digest_of(last) == sha256(last.receipt).digest()
    said = parse_receipt(sign_receipt(KEY, ORDERED, COUNTS, 8, [digest_of(last), b"x" * 32]).receipt)
    assert missing(said, [last]) == [b"x" * 32]
    assert missing(said, []) == sorted([digest_of(last), b"x" * 32])
