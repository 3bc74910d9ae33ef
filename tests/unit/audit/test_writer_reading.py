"""Reads: each proof holds under the checkpoint beside it, and only the owner sees the open part."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

import pytest

from audit.checkpoint import Checkpoint
from audit.entry import EntryKind, OpenEntry, commitment, decode_open, encode_open, entry_leaf, registry_leaf
from audit.log import Log, NeverError
from audit.merkle import EMPTY_ROOT, leaf_hash, verify_consistency, verify_inclusion
from audit.note import Note
from audit.protocol import Op, ProtocolError
from audit.reading import JOBS
from audit.replies import (
    decode_checkpointed,
    decode_entries,
    decode_receipts,
    listed,
    number,
    octets,
)
from tests.unit.audit.witnessed import answer, pass_time, ready
from tests.unit.audit.writers import SetClock, append, make_settings, opened, request


def run(log: Log, op: Op, body: bytes) -> bytes:
    job = JOBS[op](log, body)
    while True:
        try:
            next(job)
        except StopIteration as done:
            reply: bytes = done.value
            return reply


def entry_of(agency: str, place: int) -> bytes:
    return encode_open(OpenEntry(kind=EntryKind.READ, agency=agency, time_ms=place + 1))


@pytest.fixture
def log(tmp_path: Path) -> Log:
    """Six entries of two agencies and a registry leaf under one head, one entry beyond it."""
    log = ready(tmp_path)
    requests = [
        request(place, agency=agency, version=1)._replace(open=entry_of(agency, place))
        for place, agency in enumerate(("pk.fia", "pk.anf") * 3)
    ]
    append(log, *requests[:3])
    log.append_registry(1, b"r" * 32)
    answer(log, 0, 1, 2)
    pass_time(log, 2000)
    append(log, *requests[3:])
    answer(log, 0, 1, 2)
    append(log, *[request(9, version=1)._replace(open=entry_of("pk.fia", 9))])
    log.append_registry(2, b"s" * 32)
    return log


def receipts(log: Log, indexes: Sequence[int], agency: str, known: int, version: int = 0) -> bytes:
    body = octets(agency.encode()) + number(known) + listed([number(index) for index in indexes])
    return run(log, Op.RECEIPTS, body + number(version))


def test_the_checkpoint_with_a_quorum_and_the_newest_registry_version(log: Log) -> None:
    reply = decode_checkpointed(run(log, Op.CHECKPOINT, b""))
    assert (reply.size, reply.note) == (7, log.heads.quorum_note)
    assert reply.root == Checkpoint.parse(Note.parse(reply.note).text).root
    assert (reply.registry_version, reply.registry_index) == (2, 8)


def test_before_the_first_checkpoint(tmp_path: Path) -> None:
    with opened(make_settings(tmp_path, clock=SetClock())) as empty:
        reply = decode_checkpointed(run(empty, Op.CHECKPOINT, b""))
        assert (reply.size, reply.note, reply.root, reply.registry_version) == (0, b"", EMPTY_ROOT, 0)
        proofs = decode_receipts(receipts(empty, [0, 1], "pk.fia", 0))
        assert (proofs.receipts, proofs.registry_version, proofs.consistency) == ((), 0, ())
        assert decode_entries(run(empty, Op.ENTRIES, number(0) + number(256))).entries == ()


def test_receipts_prove_own_entries_and_name_no_others(log: Log) -> None:
    reply = decode_receipts(receipts(log, [0, 1, 3, 4, 6, 7, 99], "pk.fia", 4))
    head = Checkpoint.parse(Note.parse(reply.checkpoint).text)
    assert reply.size == head.size == 7
    assert [one.index for one in reply.receipts] == [0, 1, 3, 4, 6], "what no checkpoint covers is left out"
    own = {one.index: one for one in reply.receipts if one.open}
    assert own.keys() == {0}, "1, 4 and 6 are of the other agency, 3 is a registry version"
    for index, one in own.items():
        assert decode_open(one.open).agency == "pk.fia"
        inner = sha256(sha256(one.open_salt + one.open).digest() + one.sealed_sha256).digest()
        verify_inclusion(leaf_hash(entry_leaf(index, inner)), index, 7, one.path, head.root)
    for one in reply.receipts:
        if one.index not in own:
            assert (one.open, one.open_salt, one.sealed_sha256, one.path) == (b"", b"", b"", ())
    old = Checkpoint.parse(Note.parse(log.store.rows("select_checkpoints", 4)[0][1]).text)
    verify_consistency(4, 7, old.root, head.root, reply.consistency)
    assert (reply.registry_version, reply.registry_index) == (1, 3), "version 2 is not covered yet"
    verify_inclusion(leaf_hash(registry_leaf(1, b"r" * 32)), 3, 7, reply.registry_path, head.root)


def test_a_caller_that_knows_as_much_or_more_gets_no_consistency_proof(log: Log) -> None:
    for known in (0, 7, 8, 10**9):
        assert decode_receipts(receipts(log, [], "pk.fia", known)).consistency == ()


def test_an_entry_filed_under_another_agency_than_it_names_is_nobodys(tmp_path: Path) -> None:
    log = ready(tmp_path)
    append(log, request(agency="pk.fia")._replace(open=entry_of("pk.anf", 0)), request()._replace(open=b"\xff"))
    answer(log, 0, 1, 2)
    for agency in ("pk.fia", "pk.anf"):
        assert [one.open for one in decode_receipts(receipts(log, [0, 1], agency, 0)).receipts] == [b"", b""]
    log.close()


def test_entries_are_whole_contiguous_and_proved(log: Log) -> None:
    reply = decode_entries(run(log, Op.ENTRIES, number(1) + number(256)))
    head = Checkpoint.parse(Note.parse(reply.checkpoint).text)
    assert [one.index for one in reply.entries] == [1, 2, 3, 4, 5, 6]
    for one in reply.entries:
        verify_inclusion(leaf_hash(one.leaf), one.index, reply.size, one.path, head.root)
        if one.leaf[0] == 1:
            assert one.sealed.startswith(b"sealed")
            value = commitment(one.open, one.open_salt, one.sealed, one.sealed_salt)
            assert one.leaf == entry_leaf(one.index, value)
        else:
            assert (one.open, one.sealed) == (b"", b"")
    assert [one.index for one in decode_entries(run(log, Op.ENTRIES, number(2) + number(2))).entries] == [2, 3]
    assert decode_entries(run(log, Op.ENTRIES, number(7) + number(5))).entries == ()


def test_an_entry_whose_month_key_is_gone_keeps_its_leaf(log: Log) -> None:
    log.keys.destroy("pk.fia", "2026-09", b"")
    reply = decode_entries(run(log, Op.ENTRIES, number(0) + number(2)))
    assert [bool(one.open) for one in reply.entries] == [False, True]
    assert decode_receipts(receipts(log, [0], "pk.fia", 0)).receipts[0].open == b""


def test_limits_of_a_reply(log: Log) -> None:
    assert len(decode_receipts(receipts(log, [0] * 500, "pk.fia", 0)).receipts) == 500
    for op, body in (
        (Op.RECEIPTS, octets(b"pk.fia") + number(0) + listed([number(0)] * 501) + number(0)),
        (Op.ENTRIES, number(0) + number(257)),
        (Op.REGISTRY, number(0) + octets(bytes(32)) + listed([])),
        (Op.REGISTRY, number(1) + octets(bytes(31)) + listed([])),
        (Op.REGISTRY, number(2**63) + octets(bytes(32)) + listed([])),
        (Op.REGISTRY, number(1) + octets(b"x" * 32) + listed([])),
        (Op.DESTROY, octets(b"pk.fia") + octets(b"2026-09") + listed([])),
    ):
        with pytest.raises(NeverError):
            run(log, op, body)


@pytest.mark.parametrize("op", list(JOBS))
def test_a_malformed_read_is_refused(log: Log, op: int) -> None:
    for body in (b"\0" * 3, b"\0" * 100, b"\xff" * 60):
        with pytest.raises((ProtocolError, NeverError)):
            run(log, Op(op), body)


def test_reads_come_in_slices(log: Log) -> None:
    job = JOBS[Op.RECEIPTS](log, octets(b"pk.fia") + number(0) + listed([number(0)] * 500) + number(0))
    assert sum(1 for _ in job) > 500 // 20
