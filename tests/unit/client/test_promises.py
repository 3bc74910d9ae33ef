"""What is kept of the hub's word: once, as signed, in a file of one's own."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st
from rabta.signing.v1.evidence_pb2 import Evidence

from services.client.store.promises import LATE_MS, Promise, Promises, SeenCheckpoint
from services.signing.keyfile import UnsafeFile
from tests.budget import budget

ORIGIN, SECOND = "rabta.test/audit/1", "rabta.test/audit/2"


def promise(index: int, **changes: Any) -> Promise:
    made = Promise(ORIGIN, index, bytes(32), b"r" * 32, "/a.B/C", 1_000, b"header %d" % index, b"signature")
    return replace(made, **changes)


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Promises]:
    made = Promises(tmp_path / "state")
    yield made
    made.close()


def test_a_promise_comes_back_as_it_was(kept: Promises) -> None:
    kept.add(promise(7))
    assert kept.open() == [promise(7)]
    assert kept.get(ORIGIN, 7) == promise(7)
    assert kept.get(ORIGIN, 8) is None


def test_oldest_first_and_no_more_than_asked(kept: Promises) -> None:
    for index in (9, 3, 5):
        kept.add(promise(index))
    assert [one.index for one in kept.open()] == [3, 5, 9]
    assert [one.index for one in kept.open(2)] == [3, 5]


def test_what_is_proven_is_open_no_more_but_known(kept: Promises) -> None:
    for index in (1, 2, 3):
        kept.add(promise(index))
    kept.proved(ORIGIN, [1, 3, 99])
    assert [one.index for one in kept.open()] == [2]
    assert kept.get(ORIGIN, 1) == promise(1)


def test_the_same_promise_twice_is_one(kept: Promises) -> None:
    kept.add(promise(7))
    kept.add(promise(7, made_ms=5_000))
    assert (kept.open(), kept.misbehaviour()) == ([promise(7)], [])


def test_two_commitments_under_one_index_are_kept_both_as_the_hub_signed_them(kept: Promises) -> None:
    kept.add(promise(7))
    kept.add(promise(7, commitment=b"x" * 32, header=b"other", made_ms=9_000))
    assert kept.misbehaviour() == [(7, "two-promises", 9_000)] * 2
    assert [(proof.format, proof.answer_header) for proof in kept.proofs(7)] == [(1, b"header 7"), (1, b"other")]
    assert kept.open() == [promise(7)]


def test_late_are_all_that_are_late_however_many(kept: Promises) -> None:
    kept._db.execute("begin")
    for index in range(600):
        kept.add(promise(index, made_ms=index))
    kept._db.execute("commit")
    assert len(kept.late(599 + LATE_MS + 1)) == 600
    assert len(kept.late(LATE_MS + 100)) == 100
    assert kept.late(LATE_MS) == []


def test_the_last_checkpoint_replaces_the_one_before(kept: Promises) -> None:
    assert kept.seen(ORIGIN) is None
    for size in (1, 5):
        kept.see(SeenCheckpoint(ORIGIN, b"note %d" % size, size, bytes(32)))
    assert kept.seen(ORIGIN) == SeenCheckpoint(ORIGIN, b"note 5", 5, bytes(32))


def test_evidence_of_misbehaviour_stays(tmp_path: Path) -> None:
    first = Promises(tmp_path / "state")
    first.misbehaved(7, "fork", Evidence(format=1, checkpoint=b"note"), 4_000)
    first.close()
    second = Promises(tmp_path / "state")
    assert second.misbehaviour() == [(7, "fork", 4_000)]
    assert second.proofs(7)[0].checkpoint == b"note"
    second.close()


def test_two_processes_may_keep_at_once(tmp_path: Path) -> None:
    one, two = Promises(tmp_path / "state"), Promises(tmp_path / "state")
    one.add(promise(1))
    two.add(promise(2))
    one.proved(ORIGIN, [2])
    assert [each.index for each in two.open()] == [1]
    one.close()
    two.close()


def test_who_reads_holds_up_nobody_who_keeps(tmp_path: Path) -> None:
    kept = Promises(tmp_path / "state")
    kept.add(promise(1))
    with closing(sqlite3.connect(tmp_path / "state" / "promises.db", isolation_level=None)) as reader:
        reader.execute("begin")
        assert reader.execute("select count(*) from promise").fetchone() == (1,)
        kept.add(promise(2))
        assert [each.index for each in kept.open()] == [1, 2]
    kept.close()


def test_file_and_folder_are_ones_own(tmp_path: Path) -> None:
    Promises(tmp_path / "state").close()
    assert (tmp_path / "state").stat().st_mode & 0o777 == 0o700
    path = tmp_path / "state" / "promises.db"
    assert path.stat().st_mode & 0o777 == 0o600
    path.chmod(0o640)
    with pytest.raises(UnsafeFile):
        Promises(tmp_path / "state")
    path.chmod(0o600)
    path.parent.chmod(0o750)
    with pytest.raises(UnsafeFile):
        Promises(tmp_path / "state")


@budget(20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(["add", "prove"]), st.integers(0, 8)), max_size=30))
def test_open_is_what_was_added_and_not_proven(tmp_path: Path, events: list[tuple[str, int]]) -> None:
    kept = Promises(tmp_path / os.urandom(8).hex())
    added: set[int] = set()
    proven: set[int] = set()
    for what, index in events:
        if what == "add":
            kept.add(promise(index))
            added.add(index)
        else:
            kept.proved(ORIGIN, [index])
            proven |= {index} & added
    assert [one.index for one in kept.open()] == sorted(added - proven)
    kept.close()


def test_a_new_log_has_places_and_a_checkpoint_of_its_own(kept: Promises) -> None:
    kept.add(promise(7))
    kept.add(promise(7, origin=SECOND, commitment=b"x" * 32))
    assert kept.misbehaviour() == []
    kept.proved(SECOND, [7])
    assert kept.open() == kept.open(origin=ORIGIN) == [promise(7)]
    assert kept.open(origin=SECOND) == []
    kept.see(SeenCheckpoint(ORIGIN, b"old", 9, bytes(32)))
    assert kept.seen(SECOND) is None
    kept.see(SeenCheckpoint(SECOND, b"new", 1, bytes(32)))
    assert [(one.note, one.size) for name in (ORIGIN, SECOND) if (one := kept.seen(name))] == [(b"old", 9), (b"new", 1)]


def test_what_was_asked_for_in_vain_waits_its_turn_and_the_rest_goes_first(kept: Promises) -> None:
    for index in range(6):
        kept.add(promise(index))
    turns = []
    for _ in range(4):
        asked = [one.index for one in kept.open(2)]
        turns.append(asked)
        kept.asked(ORIGIN, asked)
    assert turns == [[0, 1], [2, 3], [4, 5], [0, 1]]
    kept.add(promise(9))
    assert [one.index for one in kept.open(2)] == [9, 2]


def test_proven_promises_are_kept_in_bounds_and_all_others_for_good(tmp_path: Path) -> None:
    """Of each method and log the newest; what is open or contradicted is evidence, and never goes."""
    kept = Promises(tmp_path / "state", kept=3)
    for method, first in (("/a/Read", 0), ("/a/Write", 100)):
        for index in range(first, first + 10):
            kept.add(replace(promise(index), method=method))
    kept.add(promise(999))
    kept.add(replace(promise(999), commitment=b"\x01" * 32))
    proven = [*range(10), *range(100, 108)]
    kept.proved(ORIGIN, proven)
    assert [index for index in proven if kept.get(ORIGIN, index)] == [7, 8, 9, 105, 106, 107]
    assert {one.index for one in kept.open(500)} == {108, 109, 999}
    assert [kind for _, kind, _ in kept.misbehaviour()] == ["two-promises"] * 2
    kept.close()


def test_the_file_stops_growing(tmp_path: Path) -> None:
    kept = Promises(tmp_path / "state", kept=50)
    sizes = []
    for round_ in range(12):
        indexes = range(round_ * 100, round_ * 100 + 100)
        for index in indexes:
            kept.add(promise(index))
        kept.proved(ORIGIN, indexes)
        sizes.append(sum(path.stat().st_size for path in (tmp_path / "state").iterdir()))
    assert sizes[-1] <= sizes[4] * 1.1
    kept.close()
