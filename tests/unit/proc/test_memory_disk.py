"""Files of tests are in memory only where that has the room, and where programs may run from it."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests import memory_disk
from tests.memory_disk import MIN_BYTES, files_of_tests

GIB = 1 << 30


def statvfs(free: int, flags: int = 0) -> Callable[[object], os.statvfs_result]:
    """What a file system says of itself that has blocks of 4 KiB."""
    blocks = free // 4096
    return lambda path: os.statvfs_result((4096, 4096, blocks, blocks, blocks, 0, 0, 0, flags, 255))


@pytest.fixture(autouse=True)
def machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory_disk, "_available_bytes", lambda: 20 * GIB)


def test_where_there_is_room_they_are_in_memory(tmp_path: Path) -> None:
    assert files_of_tests(tmp_path, statvfs(20 * GIB)) == str(tmp_path)


def test_where_memory_has_no_room_they_are_where_others_are(tmp_path: Path) -> None:
    assert files_of_tests(tmp_path, statvfs(MIN_BYTES - 4096)) == tempfile.gettempdir()


def test_where_programs_take_all_memory_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory_disk, "_available_bytes", lambda: MIN_BYTES - 1)
    assert files_of_tests(tmp_path, statvfs(20 * GIB)) == tempfile.gettempdir()


def test_where_no_program_may_run_from_it_too(tmp_path: Path) -> None:
    assert files_of_tests(tmp_path, statvfs(20 * GIB, os.ST_NOEXEC)) == tempfile.gettempdir()


def test_where_there_is_none_too(tmp_path: Path) -> None:
    assert files_of_tests(tmp_path / "none") == tempfile.gettempdir()


def test_the_kernel_says_what_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    assert 0 < memory_disk._available_bytes() < os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")


def test_a_test_has_its_files_where_its_children_have_theirs(request: pytest.FixtureRequest) -> None:
    """pytest too, unless it is told of another folder."""
    assert os.environ["TMPDIR"] == tempfile.gettempdir()
    if not request.config.option.basetemp:
        tmp_path = request.getfixturevalue("tmp_path")
        assert Path(os.environ["TMPDIR"]) in tmp_path.parents
