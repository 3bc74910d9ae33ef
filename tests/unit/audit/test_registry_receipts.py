"""Receipts prove the leaf of the registry version that is asked for, where the checkpoint covers it."""

from __future__ import annotations

from pathlib import Path

from audit.checkpoint import Checkpoint
from audit.entry import registry_leaf
from audit.log import Log
from audit.merkle import leaf_hash, verify_inclusion
from audit.note import Note
from audit.protocol import Op
from audit.reading import JOBS
from audit.replies import Receipts, decode_receipts, listed, number, octets
from tests.unit.audit.witnessed import answer, pass_time, ready
from tests.unit.audit.writers import append, request


def ask(log: Log, version: int) -> Receipts:
    job = JOBS[Op.RECEIPTS](log, octets(b"pk.fia") + number(0) + listed([number(0)]) + number(version))
    while True:
        try:
            next(job)
        except StopIteration as done:
            return decode_receipts(done.value)


def test_each_version_has_its_place_until_the_checkpoint_ends(tmp_path: Path) -> None:
    log = ready(tmp_path)
    append(log, request(1))
    log.append_registry(1, b"r" * 32)
    append(log, request(2, version=1))
    log.append_registry(2, b"s" * 32)
    pass_time(log, 2000)
    answer(log, 0, 1, 2)
    log.append_registry(3, b"t" * 32)
    for asked, version, place, digest in ((1, 1, 1, b"r"), (2, 2, 3, b"s"), (0, 2, 3, b"s")):
        found = ask(log, asked)
        head = Checkpoint.parse(Note.parse(found.checkpoint).text)
        assert (found.registry_version, found.registry_index, head.size) == (version, place, 4)
        leaf = leaf_hash(registry_leaf(version, digest * 32))
        verify_inclusion(leaf, place, head.size, found.registry_path, head.root)
    for asked in (3, 4, 2**63):
        found = ask(log, asked)
        assert (found.registry_version, found.registry_index, found.registry_path) == (0, 0, ())
        assert len(found.receipts) == 1
    log.close()
