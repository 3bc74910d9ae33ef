"""What tests start is counted, and a file that starts more than its row allows fails there."""

from __future__ import annotations

from collections import Counter

import pytest

from tests import starts
from tests.conftest import ByFile

ADMIN = "tests/e2e/test_admin.py"


@pytest.fixture(autouse=True)
def counts(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """An empty count in the place of this run's."""
    empty: Counter[str] = Counter()
    monkeypatch.setattr(starts, "STARTED", empty)
    return empty


def run_by(monkeypatch: pytest.MonkeyPatch, path: str) -> None:
    monkeypatch.setenv("PYTEST_CURRENT_TEST", f"{path}::test_one (setup)")


def test_one_more_than_the_row_allows_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    run_by(monkeypatch, ADMIN)
    for _ in range(starts.allowed(ADMIN).own):
        starts.count_federation()
    with pytest.raises(AssertionError, match=ADMIN):
        starts.count_federation()


def test_a_file_without_a_row_starts_none(monkeypatch: pytest.MonkeyPatch) -> None:
    run_by(monkeypatch, "tests/e2e/test_of_nobody.py")
    with pytest.raises(AssertionError, match="may start 0"):
        starts.count_federation()


def test_a_shared_one_counts_by_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    run_by(monkeypatch, "tests/e2e/test_of_nobody.py")
    starts.count_federation("plain")
    assert starts.twice() == []
    starts.count_federation("plain")
    assert starts.twice() == ["plain"]


def test_the_summary_names_all_that_was_started(monkeypatch: pytest.MonkeyPatch, counts: Counter[str]) -> None:
    run_by(monkeypatch, ADMIN)
    starts.count_federation()
    starts.count_federation("plain")
    starts.count_start("browser")
    assert starts.summary() == ["federations started: 2", "shared, plain: 1", f"own, {ADMIN}: 1", "browser: 1"]


def test_files_of_one_federation_have_one_scope() -> None:
    """An engine's tests stay together, whatever their file; a file that shares nothing is alone."""
    scopes = ByFile.__new__(ByFile)
    shared = {row.path: row.shares[0] for row in starts.rows().values() if row.shares}
    assert {path: scopes._split_scope(f"{path}::test_one") for path in shared} == shared
    assert scopes._split_scope(f"{ADMIN}::test_one") == ADMIN
    assert scopes._split_scope(f"{next(iter(shared))}::test_one[neo4j5]") == "neo4j5"
