"""What a run leaves beside a file: private, whole, of this run alone, and never through a link or over another's file."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

import pytest

from services.tables.private_csv import PrivateCsv
from services.tables.rejects import Reject, RejectFile

HEADER = ("row", "reason", "by")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "found.csv"


def write(path: Path, *rows: int) -> None:
    with PrivateCsv(path, HEADER) as file:
        for row in rows:
            file.line(row, "why", "reader")


def test_it_is_private_whatever_the_mask(path: Path) -> None:
    mask = os.umask(0)
    try:
        write(path, 1)
    finally:
        os.umask(mask)
    assert path.stat().st_mode & 0o777 == 0o600


def test_nothing_to_say_leaves_nothing(path: Path) -> None:
    write(path)
    assert list(path.parent.iterdir()) == []


def test_a_run_that_finds_nothing_writes_nothing(path: Path) -> None:
    """A file may lie where nobody can write."""
    with PrivateCsv(path, HEADER) as file:
        assert list(path.parent.iterdir()) == []
        file.line(1, "why", "reader")
        assert [each.name for each in path.parent.iterdir()] == ["found.csv.part"]


def test_a_clean_run_takes_away_what_an_earlier_one_left(path: Path) -> None:
    write(path, 1)
    write(path)
    assert list(path.parent.iterdir()) == []


def test_a_later_run_replaces_an_earlier_one(path: Path) -> None:
    write(path, 1)
    write(path, 2)
    assert path.read_text("utf-8").splitlines()[1:] == ["2,why,reader"]


def test_a_file_of_fewer_columns_of_before_is_an_earlier_runs(path: Path) -> None:
    path.write_text("row,reason\n1,x\n", "utf-8")
    write(path)
    assert not path.exists()


def test_until_it_is_closed_the_earlier_file_stands(path: Path) -> None:
    write(path, 1)
    with PrivateCsv(path, HEADER) as file:
        file.line(2, "why", "reader")
        assert "1,why" in path.read_text("utf-8")


@pytest.mark.parametrize("rows", [(), (1,)])
def test_a_file_that_no_run_left_is_never_touched(path: Path, rows: tuple[int, ...]) -> None:
    path.write_text("my notes\n", "utf-8")
    with pytest.raises(FileExistsError, match="name another"):
        write(path, *rows)
    assert path.read_text("utf-8") == "my notes\n"
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize("rows", [(), (1,)])
def test_a_link_in_its_place_is_not_followed(path: Path, rows: tuple[int, ...]) -> None:
    target = path.parent / "target"
    target.write_text("row,reason,by\nkeep\n", "utf-8")
    path.symlink_to(target)
    with pytest.raises(FileExistsError):
        write(path, *rows)
    assert target.read_text("utf-8") == "row,reason,by\nkeep\n"


def test_a_link_in_place_of_the_part_is_not_followed(path: Path) -> None:
    target = path.parent / "target"
    target.write_text("keep", "utf-8")
    path.with_name(path.name + ".part").symlink_to(target)
    with pytest.raises(OSError, match="part"):
        write(path, 1)
    assert target.read_text("utf-8") == "keep"


def test_the_part_of_a_killed_run_is_no_hindrance(path: Path) -> None:
    path.with_name(path.name + ".part").write_text("half", "utf-8")
    write(path, 1)
    assert [each.name for each in path.parent.iterdir()] == [path.name]


def test_what_was_written_before_a_fault_is_kept(path: Path) -> None:
    with suppress(ZeroDivisionError), PrivateCsv(path, HEADER) as file:
        file.line(1, "why", "reader")
        raise ZeroDivisionError
    assert "1,why" in path.read_text("utf-8")


def test_a_cell_runs_nothing(path: Path) -> None:
    with PrivateCsv(path, HEADER) as file:
        file.line(1, "=1+1", "\x1b[2J")
    assert path.read_text("utf-8").splitlines()[1] == "1,'=1+1,\ufffd[2J"


def test_rejects_say_who_refused(path: Path) -> None:
    with RejectFile(path) as file:
        file.write(Reject(2, "age", "AA", "not-an-age"))
        file.refused(3, "body.at", "c01-order", "before arrest")
    assert path.read_text("utf-8").splitlines()[1:] == [
        "2,age,AA,not-an-age,not an age in years,reader",
        "3,body.at,,c01-order,before arrest,hub",
    ]
    assert file.rejects == 2
