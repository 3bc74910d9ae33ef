"""One signature for many answers: each proves itself alone, none can be moved."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.merkle import leaf_hash, paths_from_leaves
from services.signing.cohort import (
    COHORT_FORM,
    MAX_COHORT,
    MESSAGE_FORM,
    sign_answers,
    sign_header,
    verify_answer,
    verify_request,
)
from services.signing.es256 import BadSignature, PrivateKey
from services.signing.pae import COHORT, HEADER, pae

KEY = PrivateKey.generate()
PUBLIC = KEY.public()
SIZE = range(67, 69)
"""Where form 2 says how many there are."""


def headers(count: int) -> list[bytes]:
    return [b"header %d" % number for number in range(count)]


def refused(header: bytes, value: bytes) -> None:
    with pytest.raises(BadSignature):
        verify_answer(PUBLIC, header, value)


def test_one_is_form_1() -> None:
    (value,) = sign_answers(KEY, headers(1))
    assert value[0] == MESSAGE_FORM
    assert len(value) == 65
    assert value == sign_header(KEY, b"header 0")
    verify_answer(PUBLIC, b"header 0", value)
    verify_request(PUBLIC, b"header 0", value)
    PUBLIC.verify(value[1:], pae(HEADER, b"header 0"))


@pytest.mark.parametrize("count", [2, 3, 5, 8, 33, 64])
def test_each_of_many_verifies_alone(count: int) -> None:
    every = headers(count)
    values = sign_answers(KEY, every)
    assert len(values) == count
    assert len({value[:65] for value in values}) == 1
    for header, value in zip(every, values, strict=True):
        assert value[0] == COHORT_FORM
        verify_answer(PUBLIC, header, value)
        with pytest.raises(BadSignature):
            verify_request(PUBLIC, header, value)


def test_form_2_by_hand() -> None:
    every = headers(3)
    root, paths = paths_from_leaves([leaf_hash(pae(HEADER, header)) for header in every])
    expected = b"\x02" + KEY.sign(pae(COHORT, root)) + b"\x00\x01\x00\x03" + b"".join(paths[1])
    assert sign_answers(KEY, every)[1] == expected


@pytest.mark.parametrize("count", [0, MAX_COHORT + 1])
def test_cohort_size(count: int) -> None:
    with pytest.raises(ValueError, match="4096"):
        sign_answers(KEY, headers(count))


def test_the_largest_cohort() -> None:
    values = sign_answers(KEY, headers(MAX_COHORT))
    verify_answer(PUBLIC, b"header 4095", values[-1])
    assert len(values[0]) == 1 + 64 + 4 + 12 * 32


@given(st.integers(2, 40), st.data())
def test_no_value_serves_another_header(count: int, data: st.DataObject) -> None:
    values = sign_answers(KEY, headers(count))
    mine, other = data.draw(st.permutations(range(count)))[:2]
    refused(b"header %d" % mine, values[other])


@given(st.integers(1, 12), st.data())
def test_any_changed_byte_is_refused(count: int, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, count - 1))
    value = bytearray(sign_answers(KEY, headers(count))[place])
    changed = data.draw(st.integers(0, len(value) - 1).filter(lambda at: count == 1 or at not in SIZE))
    value[changed] ^= data.draw(st.integers(1, 255))
    refused(b"header %d" % place, bytes(value))


@given(st.integers(2, 40), st.data())
def test_another_size_proves_the_same_header_or_nothing(count: int, data: st.DataObject) -> None:
    """The size is no part of the root: one that leads the path the same way is not told from the true one."""
    mine, other = data.draw(st.permutations(range(count)))[:2]
    value = sign_answers(KEY, headers(count))[mine]
    size = data.draw(st.integers(0, 2 * count).filter(lambda one: one != count)).to_bytes(2, "big")
    changed = value[: SIZE.start] + size + value[SIZE.stop :]
    refused(b"header %d" % other, changed)
    for header in (b"header %d" % count, b"another"):
        refused(header, changed)


def test_the_first_of_five_is_also_the_first_of_seven() -> None:
    value = sign_answers(KEY, headers(5))[0]
    verify_answer(PUBLIC, b"header 0", value[: SIZE.start] + b"\x00\x07" + value[SIZE.stop :])


@given(st.integers(1, 12), st.data())
def test_any_other_length_is_refused(count: int, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, count - 1))
    value = sign_answers(KEY, headers(count))[place]
    size = data.draw(st.integers(0, len(value) + 80).filter(lambda one: one != len(value)))
    refused(b"header %d" % place, (value + bytes(80))[:size])


def test_path_length_is_exact_for_position_and_size() -> None:
    """Position 0 of 2 has one sibling; the same proof under another size or position is no proof."""
    value = sign_answers(KEY, headers(2))[0]
    for place in (
        b"\x00\x00\x00\x03",
        b"\x00\x00\x00\x04",
        b"\x00\x01\x00\x02",
        b"\x00\x02\x00\x02",
        b"\x00\x00\x00\x01",
    ):
        refused(b"header 0", value[:65] + place + value[69:])


def test_inner_node_is_no_header() -> None:
    """What hashes to an inner node is no leaf: leaf and node have their own prefix."""
    every = headers(4)
    hashes = [leaf_hash(pae(HEADER, header)) for header in every]
    value = sign_answers(KEY, every)[0]
    refused(hashes[0] + hashes[1], value[:65] + b"\x00\x00\x00\x02" + value[69 + 32 :])


def test_sizes_above_the_limit_are_refused() -> None:
    value = sign_answers(KEY, headers(2))[0]
    refused(b"header 0", value[:65] + b"\x00\x00" + (MAX_COHORT + 1).to_bytes(2, "big") + value[69:])


def by_hand(count: int) -> bytes:
    """Form 2 for the first of ``count`` headers, whatever the count."""
    root, paths = paths_from_leaves([leaf_hash(pae(HEADER, header)) for header in headers(count)])
    return b"\x02" + KEY.sign(pae(COHORT, root)) + b"\x00\x00" + count.to_bytes(2, "big") + b"".join(paths[0])


@pytest.mark.parametrize(("count", "holds"), [(1, False), (2, True), (MAX_COHORT, True), (MAX_COHORT + 1, False)])
def test_only_true_cohorts_have_form_2(count: int, holds: bool) -> None:
    if holds:
        verify_answer(PUBLIC, b"header 0", by_hand(count))
    else:
        refused(b"header 0", by_hand(count))


@pytest.mark.parametrize(
    "value", [b"", b"\x00", b"\x01", b"\x02", b"\x03" + bytes(64), b"\x02" + bytes(67), b"\x02" + bytes(68)]
)
def test_other_forms(value: bytes) -> None:
    refused(b"header 0", value)
    with pytest.raises(BadSignature):
        verify_request(PUBLIC, b"header 0", value)


def test_signature_over_header_is_none_over_cohort() -> None:
    """A header's signature presented as that of a root: other PAE type."""
    every = headers(2)
    root, _ = paths_from_leaves([leaf_hash(pae(HEADER, header)) for header in every])
    wrong = KEY.sign(pae(HEADER, root))
    value = sign_answers(KEY, every)[0]
    refused(b"header 0", b"\x02" + wrong + value[65:])


def test_another_key() -> None:
    value = sign_answers(PrivateKey.generate(), headers(2))[0]
    refused(b"header 0", value)
