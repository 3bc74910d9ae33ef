"""Every kind of object has its own type, and no two inputs share an encoding."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from services.signing import pae as module
from services.signing.pae import (
    CHART,
    COHORT,
    ENROLMENT,
    ERASURE_RECEIPT,
    HANDOVER,
    HANDOVER_ANSWER,
    HEADER,
    PAGE,
    PAPERS,
    REFUSALS,
    REGISTRY,
    ROSTER,
    pae,
)

BYTES = st.binary(max_size=40)


def test_types_are_distinct() -> None:
    kinds = [HEADER, COHORT, PAGE, REGISTRY, ENROLMENT, ROSTER, REFUSALS, ERASURE_RECEIPT, PAPERS, CHART]
    kinds += [HANDOVER, HANDOVER_ANSWER]
    assert len(set(kinds)) == len(kinds)
    assert set(kinds) == {value for name, value in vars(module).items() if name.isupper()}


def test_form() -> None:
    assert pae(b"t/x", b"") == b"DSSEv1 3 t/x 0 "
    assert pae(b"", b"12 34") == b"DSSEv1 0  5 12 34"
    assert pae(HEADER, b"\0\xff") == b"DSSEv1 40 application/vnd.rabta.header.v1+protobuf 2 \0\xff"


@given(BYTES, BYTES, BYTES, BYTES)
def test_injective(kind: bytes, body: bytes, other_kind: bytes, other_body: bytes) -> None:
    same = (kind, body) == (other_kind, other_body)
    assert (pae(kind, body) == pae(other_kind, other_body)) is same
