"""Frames: what goes in comes out, and nothing else is read."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.items import Item, Quota, decode_append, encode_append
from audit.nonces import nonce_key
from audit.protocol import (
    REFUSALS,
    RESULT,
    Op,
    ProtocolError,
    appended,
    error_frame,
    refused,
    reply_frame,
    request_frame,
    split_frames,
)
from audit.refusal import Refusal
from audit.replies import (
    Checkpointed,
    Entries,
    KeyFile,
    LoggedEntry,
    OwnReceipt,
    Reader,
    Receipts,
    decode_checkpointed,
    decode_entries,
    decode_receipts,
    encode_checkpointed,
    encode_entries,
    encode_receipts,
)
from audit.requests import Requests
from audit.rollback import Alarm
from tests.rows import of_rows

U63 = st.integers(0, 2**63 - 1)
HASH = st.binary(min_size=32, max_size=32)
QUOTA = st.builds(Quota, st.sampled_from(("officer:pk.fia/1", "agency:pk.fia")), st.binary(min_size=1, max_size=40))
NONCE = st.binary(min_size=16, max_size=16)


@st.composite
def items(draw: st.DrawFn) -> Item:
    nonce = draw(NONCE | st.just(b""))
    return Item(
        open=draw(st.binary(max_size=80)),
        sealed=draw(st.binary(max_size=40)),
        agency=draw(st.sampled_from(("pk.fia", "pk.anf", "a", "a-b.c"))),
        registry_version=draw(U63),
        nonce=nonce,
        issuer=draw(st.sampled_from(("", "pk.fia", "pk.punjab"))),
        exp_ms=draw(U63),
        quota=tuple(draw(st.lists(QUOTA, max_size=3))),
        when_stale=draw(st.booleans()),
        deadline_ms=draw(U63),
        second_nonce=(second := draw(NONCE | st.just(b"")) if nonce else b""),
        second_exp_ms=draw(U63) if second else 0,
        caller=draw(st.sampled_from(("", "officer:pk.fia/fia-1", "system:pk.anf/node"))),
    )


@given(st.lists(items(), min_size=1, max_size=32))
def test_an_append_frame_comes_back(sent: list[Item]) -> None:
    read = decode_append(encode_append(sent))
    for item, request in zip(sent, read, strict=True):
        assert (request.open, request.sealed, request.agency) == (item.open, item.sealed, item.agency)
        assert (request.version, request.exp_ms, request.deadline_ms) == (
            item.registry_version,
            item.exp_ms,
            item.deadline_ms,
        )
        assert request.nonce == (nonce_key(item.issuer.encode(), item.nonce) if item.nonce else b"")
        assert request.second_nonce == (
            nonce_key(item.issuer.encode(), item.second_nonce) if item.second_nonce else b""
        )
        assert (request.second_exp_ms, request.caller) == (item.second_exp_ms, item.caller)
        assert request.when_stale is item.when_stale
        assert request.quota == tuple((quota.scope, quota.token) for quota in item.quota)


@given(st.lists(st.lists(items(), min_size=1, max_size=5), max_size=3))
def test_requests_of_several_frames_stand_behind_one_another(sent: list[list[Item]]) -> None:
    frames = [decode_append(encode_append(one)) for one in sent]
    rows = [row for frame in frames for row in frame]
    together = Requests.of(())
    for frame in frames:
        together.extend(frame)
    assert len(together) == len(rows)
    assert list(together) == list(Requests.of(rows)) == rows
    assert [row for frame in frames for row in frame] == rows, "what was taken over is as it was"


def test_an_append_frame_byte_for_byte() -> None:
    plain = Item(b"open", b"s", "pk.fia", 7, deadline_ms=9)
    both = Item(
        b"o", b"", "pk.anf", 8, b"n" * 16, "pk.fia", 5, (Quota("agency:x", b"t"),), True, 0, b"m" * 16, 6, "system:x/y"
    )
    columns = b"\0\2" + b"\1\0" + b"\1\3" + b"\0\7" + b"\0\1"
    numbers = [value.to_bytes(4, "big") for value in (4, 1, 1, 0)]
    numbers += [value.to_bytes(8, "big") for value in (7, 8, 0, 5, 9, 0)]
    rest = b"m" * 16 + (6).to_bytes(8, "big") + b"\x08agency:x\x01t"
    assert encode_append([plain, both]) == (
        b"\4\6pk.fia\0\6pk.anf\x0asystem:x/y\2"
        + columns
        + b"".join(numbers)
        + bytes(16)
        + b"n" * 16
        + b"opens"
        + b"o"
        + rest
    )


@pytest.mark.parametrize("count", [0, 33])
def test_a_frame_of_no_item_or_too_many_is_refused(count: int) -> None:
    head = b"\1\6pk.fia" + bytes((count,))
    with pytest.raises(ProtocolError):
        decode_append(head + bytes(53 * count))


def test_a_name_that_is_not_in_the_table_is_refused() -> None:
    whole = encode_append([Item(b"", b"", "pk.fia", 1, b"n" * 16, "pk.fia", 5)])
    at = len(b"\2\6pk.fia\0\1")
    for place in range(at, at + 3):
        with pytest.raises(ProtocolError):
            decode_append(whole[:place] + b"\2" + whole[place + 1 :])


def test_a_caller_that_is_none_is_refused() -> None:
    whole = encode_append([Item(b"", b"", "pk.fia", 1, caller="officer:a/b")])
    assert next(iter(decode_append(whole))).caller == "officer:a/b"
    with pytest.raises(ProtocolError):
        decode_append(whole.replace(b"officer:a/b", b"agency.:a/b"))


@given(st.lists(items(), min_size=1, max_size=4), st.data())
def test_a_cut_or_lengthened_frame_is_refused(sent: list[Item], data: st.DataObject) -> None:
    whole = encode_append(sent)
    cut = whole[: data.draw(st.integers(0, len(whole) - 1))]
    for bad in (cut, whole + b"\0"):
        with pytest.raises(ProtocolError):
            decode_append(bad)


@given(st.binary(max_size=200))
def test_noise_is_refused_or_read_but_never_anything_else(noise: bytes) -> None:
    for read in (decode_append, decode_checkpointed, decode_receipts, decode_entries):
        try:
            read(noise)
        except ProtocolError:
            pass


REFUSED_ITEMS = {
    "agency": {"agency": "PK"},
    "agency that leaves the folder": {"agency": "../x"},
    "issuer too long": {"issuer": "x" * 65},
    "issuer not ASCII": {"issuer": "پ"},
    "short nonce": {"nonce": b"n"},
    "second nonce alone": {"second_nonce": b"n" * 16},
    "short second nonce": {"nonce": b"n" * 16, "second_nonce": b"n"},
    "version": {"registry_version": -1},
    "expiry": {"exp_ms": 2**63},
    "second expiry": {"second_exp_ms": 2**63},
    "a caller that is none": {"caller": "agency:pk.fia"},
    "a caller without a name": {"caller": "officer:pk.fia"},
    "long caller": {"caller": "officer:pk.fia/" + "x" * 250},
    "deadline": {"deadline_ms": -5},
    "open too long": {"open": bytes((1 << 20) + 1)},
    "sealed too long": {"sealed": bytes((1 << 20) + 1)},
    "quotas": {"quota": (Quota("agency:x", b"t"),) * 256},
}


@of_rows("change", REFUSED_ITEMS.values(), ids=REFUSED_ITEMS.keys())
def test_an_item_that_could_not_be_sent_cannot_be_made(change: dict[str, Any]) -> None:
    base: dict[str, object] = {"open": b"", "sealed": b"", "agency": "pk.fia", "registry_version": 1}
    with pytest.raises(ValueError):
        Item(**(base | change))  # type: ignore[arg-type]  # fields of several types by name


@pytest.mark.parametrize(
    ("scope", "token"), [("x:1", b"t"), ("officer:" + "x" * 250, b"t"), ("agency:x", b""), ("agency:x", b"t" * 256)]
)
def test_a_quota_that_could_not_be_sent_cannot_be_made(scope: str, token: bytes) -> None:
    with pytest.raises(ValueError):
        Quota(scope, token)


@given(st.lists(st.binary(max_size=50), max_size=6), st.lists(st.integers(1, 40), max_size=20))
def test_frames_survive_any_cutting(bodies: list[bytes], cuts: list[int]) -> None:
    stream = b"".join(request_frame(Op.ENTRIES, number, body) for number, body in enumerate(bodies))
    found, rest, at = [], b"", 0
    for cut in [*cuts, len(stream)]:
        frames, rest = split_frames(rest + stream[at : at + cut])
        found += frames
        at += cut
    assert rest == b""
    assert [(frame[0], int.from_bytes(frame[1:5], "big"), frame[5:]) for frame in found] == [
        (Op.ENTRIES, number, body) for number, body in enumerate(bodies)
    ]


@pytest.mark.parametrize("length", [0, 4, (16 << 20) + 1, 2**32 - 1])
def test_a_frame_of_impossible_length_is_refused(length: int) -> None:
    with pytest.raises(ProtocolError):
        split_frames(length.to_bytes(4, "big") + bytes(10))


def test_results_byte_for_byte() -> None:
    assert appended(258, [b"c" * 32], False) == [b"\0" + (258).to_bytes(8, "big") + b"c" * 32]
    assert appended(0, [b"c" * 32], True)[0][0] == 1
    for refusal in Refusal:
        code, index, commitment = RESULT.unpack(refused(refusal))
        assert (REFUSALS[code], index, commitment) == (refusal, 0, bytes(32))
    assert reply_frame(2, 7, b"x", Refusal.CLOCK)[9] in REFUSALS
    assert error_frame(2, 7, "why")[9:] == b"\xffwhy"


HASHES = st.lists(HASH, max_size=4).map(tuple)
ALARMS = st.lists(
    st.builds(Alarm, st.text(max_size=20), st.sampled_from(("ahead", "another tree")), U63, U63), max_size=3
)
CHECKPOINTED = st.builds(Checkpointed, U63, st.binary(max_size=90), HASH, U63, U63, ALARMS.map(tuple))
RECEIPT = st.builds(OwnReceipt, U63, st.binary(max_size=90), HASH, HASH, HASHES)
RECEIPTS = st.builds(
    Receipts, U63, st.binary(max_size=90), HASHES, U63, U63, HASHES, st.lists(RECEIPT, max_size=3).map(tuple)
)
KEYS = st.lists(st.builds(KeyFile, st.text(max_size=20), st.text(max_size=9), st.binary(max_size=90)), max_size=3)
LOGGED = st.builds(LoggedEntry, U63, HASH, HASH, HASH, HASH, HASH, HASH, HASHES)
ENTRIES = st.builds(Entries, U63, st.binary(max_size=90), st.lists(LOGGED, max_size=3).map(tuple), KEYS.map(tuple))


@given(CHECKPOINTED, RECEIPTS, ENTRIES)
def test_replies_come_back(checkpointed: Checkpointed, receipts: Receipts, entries: Entries) -> None:
    assert decode_checkpointed(encode_checkpointed(checkpointed)) == checkpointed
    assert decode_receipts(encode_receipts(receipts)) == receipts
    assert decode_entries(encode_entries(entries)) == entries
    with pytest.raises(ProtocolError):
        decode_receipts(encode_receipts(receipts) + b"\0")
    with pytest.raises(ProtocolError):
        decode_entries(encode_entries(entries)[:-1])


def test_text_that_is_no_text_is_refused() -> None:
    with pytest.raises(ProtocolError, match="UTF-8"):
        Reader(b"\0\0\0\x01\xff").text()
