"""Runs of the suite are kept by commit and by number, and one that failed is seen with the names of its tests."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.shared import ROOT
from tests.soak import suite as soak
from tests.soak.suite import BESIDE, RUNS, Refused, Result, counts_of, failed_of, kept, make_runs, suite, table

OLD, NEW = "a" * 40, "b" * 40
OUTPUT = """
FAILED tests/unit/test_a.py::test_one - AssertionError: no - not this
FAILED tests/unit/test_a.py::test_two[a - b] - assert 1 == 2
ERROR tests/unit/test_b.py::test_three
ERROR tests/unit/test_c.py - ImportError
FAILED tests/unit/test_a.py::test_one - AssertionError: no - not this
= 2 failed, 34698 passed, 1 warning, 2 errors in 1141.09s (0:19:01) =
"""


class Made:
    """Runs that were asked for, each of which gives a result that was set."""

    def __init__(self, **failed: list[str]) -> None:
        self.failed = failed
        self.logs: list[Path] = []

    def __call__(self, commit: str, log: Path) -> Result:
        self.logs.append(log)
        log.write_text("output")
        failed = self.failed.get(f"run{log.stem}", [])
        return Result(commit, int(bool(failed)), 60, {"passed": 7, "failed": len(failed)}, failed)


def at(*commits: str) -> Iterator[str]:
    return iter(commits)


def test_counts_and_names_are_read_from_the_output() -> None:
    assert counts_of(OUTPUT) == {"failed": 2, "passed": 34698, "warning": 1, "errors": 2}
    assert counts_of("5 passed in 0.10s\n") == {"passed": 5}
    assert failed_of(OUTPUT)[0] == "tests/unit/test_a.py::test_one"
    assert failed_of(OUTPUT)[2:] == ["tests/unit/test_b.py::test_three", "tests/unit/test_c.py"]
    assert len(failed_of(OUTPUT)) == 4


def test_names_are_read_from_what_pytest_itself_writes(tmp_path: Path) -> None:
    (tmp_path / "test_it.py").write_text("def test_bad(): assert 1 == 2\ndef test_good(): pass\n")
    words = (
        sys.executable,
        "-m",
        "pytest",
        "-p",
        "no:cacheprovider",
        "-c",
        "/dev/null",
        "--rootdir",
        tmp_path,
        tmp_path,
    )
    output = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True, check=False).stdout
    assert counts_of(output) == {"failed": 1, "passed": 1}
    assert failed_of(output) == ["test_it.py::test_bad"]


def test_an_output_without_a_last_line_is_no_result() -> None:
    with pytest.raises(Refused, match="did not reach its end"):
        counts_of("make: *** [Makefile:28: test] Killed\n")


def test_only_the_runs_that_are_missing_are_made(tmp_path: Path) -> None:
    made = Made()
    make_runs(made, lambda: OLD, tmp_path, 2)
    (tmp_path / OLD / "1.json").unlink()
    results = make_runs(made, lambda: OLD, tmp_path, RUNS)
    assert [int(log.stem) for log in made.logs] == [1, 2, 1, 3, 4, 5]
    assert results == kept(tmp_path, OLD)
    assert sorted(results) == [1, 2, 3, 4, 5]
    assert make_runs(made, lambda: OLD, tmp_path, RUNS) == results
    assert len(made.logs) == 6


def test_runs_of_another_commit_do_not_count(tmp_path: Path) -> None:
    make_runs(Made(), lambda: OLD, tmp_path, 3)
    assert sorted(make_runs(Made(), lambda: NEW, tmp_path, 1)) == [1]
    assert sorted(kept(tmp_path, OLD)) == [1, 2, 3]


def test_a_run_during_which_another_commit_was_checked_out_is_not_kept(tmp_path: Path) -> None:
    commits = at(OLD, OLD, NEW)
    with pytest.raises(Refused, match=f"{NEW} was checked out while {OLD} ran: run 2"):
        make_runs(Made(), lambda: next(commits), tmp_path, 2)
    assert sorted(kept(tmp_path, OLD)) == [1]


def test_a_result_of_another_commit_in_the_folder_is_refused(tmp_path: Path) -> None:
    make_runs(Made(), lambda: OLD, tmp_path, 1)
    path = tmp_path / OLD / "1.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"commit": NEW}))
    with pytest.raises(Refused, match=NEW):
        make_runs(Made(), lambda: OLD, tmp_path, 1)


def test_a_file_that_differs_from_its_commit_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(soak, "ROOT", tmp_path)
    settings = ("-c", "user.name=a", "-c", "user.email=a@example.org")
    for words in (("init", "-q"), (*settings, "commit", "-q", "--allow-empty", "-m", "first")):
        subprocess.run(("git", *words), cwd=tmp_path, check=True)
    assert len(soak.current_commit()) == 40
    (tmp_path / "new.py").touch()
    with pytest.raises(Refused, match=r"new\.py"):
        soak.current_commit()


def test_the_table_names_what_failed_and_what_is_missing(tmp_path: Path) -> None:
    results = make_runs(Made(run2=["tests/test_a.py::test_b"]), lambda: OLD, tmp_path, 3)
    results[3] = Result(OLD, 0, 90, {"passed": 7}, [], ["tests/test_c.py::test_d"])
    results[4] = Result(OLD, 2, 90, {"passed": 7}, [])
    assert table(results).splitlines()[1:] == [
        "  1     1.0       7      0",
        "  2     1.0       7      1",
        "      failed: tests/test_a.py::test_b",
        "  3     1.5       7      0",
        "      failed in the second run: tests/test_c.py::test_d",
        "  4     1.5       7      0",
        "      no test failed, and the exit code is 2",
        "  5 missing",
    ]


@pytest.mark.parametrize(("failed", "code"), [([], 0), (["tests/test_a.py::test_b"], 1)])
def test_the_exit_code_is_that_of_all_runs_of_the_commit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], failed: list[str], code: int
) -> None:
    monkeypatch.setenv("RABTA_SUITE_RUNS", "1")
    for number in range(1, 3):
        assert suite(Made(run1=failed), lambda: OLD, tmp_path) == code
        assert capsys.readouterr().out.count("missing") == RUNS - number


def test_a_refusal_is_written_with_a_code_of_its_own(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def refusing() -> str:
        raise Refused("commit first")

    assert suite(Made(), refusing, tmp_path) == 2
    assert capsys.readouterr().err == "suite: commit first\n"


def test_the_second_run_is_of_tests_that_there_are() -> None:
    assert [path for path in BESIDE if not (ROOT / path).exists()] == []


def test_the_second_run_begins_again_where_it_has_ended_and_ends_with_the_first(tmp_path: Path) -> None:
    with soak.second_run(tmp_path, (sys.executable, "-c", "pass")) as look:
        while len(list(tmp_path.iterdir())) < 3:
            look()
    assert sorted(path.name for path in tmp_path.iterdir())[:3] == ["0000.log", "0001.log", "0002.log"]


def test_what_was_started_is_ended_where_the_block_ends_before_it(tmp_path: Path) -> None:
    with soak.started(
        (sys.executable, "-c", "import time; print('ready', flush=True); time.sleep(600)"), tmp_path / "log"
    ) as one:
        while "ready" not in (tmp_path / "log").read_text():
            assert one.poll() is None
    assert one.returncode not in (None, 0)
