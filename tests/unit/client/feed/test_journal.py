"""The journal's file: its modes, its owner, one process at a time, all or nothing."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from rabta.records.v1.record_pb2 import RecordVersion
from rabta.records.v1.records_service_pb2 import SubmitPageRequest
from rabta.signing.v1.page_pb2 import PageLeaf

from services.client.errors import JournalBusy, JournalMismatch
from services.client.store.feed_journal import Journal
from services.client.store.journal_rows import Held, Line, PendingPage
from services.signing.keyfile import UnsafeFile
from services.signing.page import FIRST
from tests.unit.client.feed.agency import TERMS


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state" / "feed.db"


def page(number: int, versions: int = 1) -> PendingPage:
    leaf = PageLeaf(version=RecordVersion(record_id="a", version=1).SerializeToString())
    body = SubmitPageRequest(leaves=[leaf] * versions).SerializeToString()
    return PendingPage(number, bytes([number]) * 32, f"page-{number}", body)


def line(record_id: str, version: int = 1, row: int = 0) -> Line:
    return Line(record_id, Held(version, record_id.encode().ljust(32), bytes([version]) * 32, True), row)


def test_files_are_private(path: Path) -> None:
    journal = Journal(path, TERMS)
    journal.append(page(1), [line("a")])
    assert path.parent.stat().st_mode & 0o777 == 0o700
    for file in path.parent.iterdir():
        assert file.stat().st_mode & 0o777 == 0o600
    journal.close()


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660])
def test_a_looser_file_is_refused(path: Path, mode: int) -> None:
    Journal(path, TERMS).close()
    path.chmod(mode)
    with pytest.raises(UnsafeFile):
        Journal(path, TERMS)


def test_a_looser_folder_is_refused(path: Path) -> None:
    Journal(path, TERMS).close()
    path.parent.chmod(0o755)
    with pytest.raises(UnsafeFile):
        Journal(path, TERMS)


@pytest.mark.parametrize(
    "change", [{"federation_id": bytes(32)}, {"agency": "pk.customs"}, {"audience": "pk.hub2"}, {"feed": "other"}]
)
def test_a_journal_of_another_feed_is_refused(path: Path, change: dict[str, Any]) -> None:
    Journal(path, TERMS).close()
    with pytest.raises(JournalMismatch):
        Journal(path, replace(TERMS, **change))
    Journal(path, TERMS).close()


def test_one_process_at_a_time(path: Path) -> None:
    journal = Journal(path, TERMS)
    with pytest.raises(JournalBusy):
        Journal(path, TERMS)
    journal.close()
    Journal(path, TERMS).close()


def test_the_head_is_the_last_page_cut(path: Path) -> None:
    journal = Journal(path, TERMS)
    assert journal.head() == (0, FIRST)
    journal.append(page(1), [line("a")])
    assert journal.head() == (1, page(1).sha256)
    journal.answered(1, [])
    assert journal.head() == (1, page(1).sha256)
    journal.close()


def test_pending_versions_are_held_until_answered(path: Path) -> None:
    journal = Journal(path, TERMS)
    journal.append(page(1, 2), [line("a"), line("b")])
    held = journal.held("a")
    assert held is not None
    assert held.pending
    journal.answered(1, [1])
    held = journal.held("a")
    assert held is not None
    assert not held.pending
    assert journal.held("b") is None
    assert journal.lines(1) == []
    journal.close()


def version_of(journal: Journal, record: str) -> int:
    held = journal.held(record)
    assert held is not None
    return held.version


def test_two_pending_versions_of_one_record(path: Path) -> None:
    journal = Journal(path, TERMS)
    journal.append(page(1), [line("a", 1)])
    journal.append(page(2), [line("a", 2)])
    assert version_of(journal, "a") == 2
    journal.answered(1, [])
    assert version_of(journal, "a") == 2
    journal.answered(2, [0])
    assert version_of(journal, "a") == 1
    journal.close()


def test_pages_come_oldest_first_with_their_bytes(path: Path) -> None:
    journal = Journal(path, TERMS)
    journal.append(page(1), [line("a", row=5)])
    journal.append(page(2), [line("b")])
    journal.close()
    journal = Journal(path, TERMS)
    assert journal.pending() == [page(1)]
    assert journal.lines(1) == [line("a", row=5)]
    journal.answered(1, [])
    assert journal.pending() == [page(2)]
    assert journal.count_pending() == 1
    journal.close()


def test_a_page_is_kept_whole_or_not_at_all(path: Path) -> None:
    journal = Journal(path, TERMS)
    with pytest.raises(sqlite3.IntegrityError):
        journal.append(page(1), [line("a"), replace(line("b"), record_id=None)])  # type: ignore[arg-type]  # wrong on purpose
    assert journal.head() == (0, FIRST)
    assert journal.held("a") is None
    journal.close()


def test_what_a_run_has_met_ends_with_it(path: Path) -> None:
    journal = Journal(path, TERMS)
    assert journal.sight("a", b"1") == b"1"
    assert journal.sight("a", b"2") == b"1"
    journal.close()
    journal = Journal(path, TERMS)
    assert journal.sight("a", b"2") == b"2"
    journal.close()


def test_a_file_that_is_no_journal_is_an_error_of_its_own(path: Path) -> None:
    path.parent.mkdir(mode=0o700)
    path.touch(mode=0o600)
    path.write_bytes(b"not a database" * 100)
    with pytest.raises(sqlite3.DatabaseError):
        Journal(path, TERMS)


def test_records_left_out_are_those_of_the_same_source_that_this_run_did_not_meet(path: Path) -> None:
    source, other = b"one", b"other"
    with closing(Journal(path, TERMS)) as journal:
        journal.append(page(1, 3), [line("a"), line("b"), line("c")])
        journal.answered(1, [2])
        for name in ("a", "b", "c"):
            journal.sight(name, b"")
        assert journal.left_out(source, source) == []
    with closing(Journal(path, TERMS)) as journal:
        journal.sight("b", b"")
        assert journal.left_out(other, other) == [], "of another source nothing was left out"
    with closing(Journal(path, TERMS)) as journal:
        assert journal.left_out(source, source) == ["a"], "b was met in the other, c was never taken"
        assert journal.left_out(b"third", source) == ["a"], "the third takes the place of the first"
        assert journal.left_out(source, source) == []
        journal.settled("a")
        assert journal.left_out(b"third", b"third") == []
