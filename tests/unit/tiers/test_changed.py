"""Slices follow what changed, and each comes in turn."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from tests.shared import ROOT
from tests.tiers.changed import TABLE, WINDOW_S, changed, committed_s, due, rows, slices_of
from tests.tiers.homes import BROWSERS, ENGINES, EXHAUSTIVE, POSTGRES, SLICES

NOW = 1_800_000_000 // (4 * WINDOW_S) * 4 * WINDOW_S


def committed(folder: Path, name: str, at_s: int) -> None:
    """A commit that changes one file."""
    (folder / name).write_text(f"{at_s}\n")
    environment = os.environ | {"GIT_COMMITTER_DATE": f"@{at_s} +0000", "GIT_AUTHOR_DATE": f"@{at_s} +0000"}
    for words in (["add", name], ["-c", "user.name=a", "-c", "user.email=a@b", "commit", "-q", "-m", name]):
        subprocess.run(["git", *words], cwd=folder, env=environment, check=True)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    return tmp_path


def test_what_changed_in_the_window_counts_and_nothing_older(folder: Path) -> None:
    committed(folder, "oldest", NOW - 2 * WINDOW_S)
    committed(folder, "older", NOW - WINDOW_S - 1)
    committed(folder, "newer", NOW - WINDOW_S + 1)
    committed(folder, "newest", NOW)
    assert changed(folder) == ["newer", "newest"]
    assert committed_s(folder) == NOW


def test_without_the_history_of_the_window_all_slices_run(
    folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    assert changed(tmp_path_factory.mktemp("nothing")) is None
    committed(folder, "only", NOW)
    assert changed(folder) is None
    assert due(None, NOW, []) == SLICES


@pytest.mark.parametrize("turn", range(8))
def test_each_slice_comes_in_turn(turn: int) -> None:
    assert due([], NOW + turn * WINDOW_S, []) == (SLICES[turn % 4],)


def test_changed_rooms_bring_their_slices_in_one_order() -> None:
    table = [("docs/*", frozenset[str]()), ("a/*", frozenset({EXHAUSTIVE})), ("b/*", frozenset({POSTGRES}))]
    assert due(["docs/x", "a/deep/x", "b/y"], NOW, table) == (ENGINES, POSTGRES, EXHAUSTIVE)
    assert due(["elsewhere"], NOW, table) == SLICES


def test_the_first_row_that_fits_counts() -> None:
    table = [("a/b/*", frozenset({BROWSERS})), ("a/*", frozenset({ENGINES}))]
    assert slices_of("a/b/c", table) == {BROWSERS}
    assert slices_of("a/c", table) == {ENGINES}


@pytest.mark.parametrize(
    "line", ["services/*", "\tengines", "services/*\tengine", "services/*\tengines, postgres", "a\t"]
)
def test_a_bad_row_is_refused_with_its_line(line: str) -> None:
    with pytest.raises(ValueError, match="line 2"):
        rows(f"docs/*\t-\n{line}\n")


@pytest.mark.parametrize(
    ("path", "slice_"),
    [
        ("proto/rabta/records/v1/records_service.proto", EXHAUSTIVE),
        ("services/values/records.py", EXHAUSTIVE),
        ("services/signing/page.py", EXHAUSTIVE),
        ("services/edge/stages.py", EXHAUSTIVE),
        ("services/records/store/forms.py", POSTGRES),
        ("services/exchange/hits/store/keeping.py", POSTGRES),
        ("audit/sqlite_store.py", POSTGRES),
        ("services/store/postgres/moving.py", POSTGRES),
        ("graph/cypher/expand.cypher", ENGINES),
        ("services/linkage/questions/expand.py", ENGINES),
        ("services/console/app.py", BROWSERS),
    ],
)
def test_the_table_brings_the_slice_that_a_room_needs(path: str, slice_: str) -> None:
    assert slice_ in slices_of(path, rows(TABLE.read_text()))


@pytest.mark.parametrize(
    "path",
    ["Makefile", ".ci/run", "requirements-dev.lock", "pyproject.toml", "tests/conftest.py", "tests/tiers/homes.py"],
)
def test_what_all_tests_rest_on_brings_all_slices(path: str) -> None:
    assert slices_of(path, rows(TABLE.read_text())) == set(SLICES)


def test_each_row_of_the_table_fits_a_path_and_no_row_before_it_takes_all_of_them() -> None:
    listing = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.splitlines()
    table = rows(TABLE.read_text())
    first = [
        next(
            (pattern for pattern, slices in table if slices_of(path, [(pattern, slices)]) == slices != set(SLICES)), ""
        )
        for path in listing
    ]
    assert sorted({pattern for pattern, _ in table} - set(first)) == []
