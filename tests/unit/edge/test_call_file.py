"""Call lines fill a bounded number of bounded files, whoever of several processes writes them, and none is lost."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from services.edge.call_file import CallFile
from tests.e2e.processes import ROOT

WRITES = """
import pathlib, sys
from services.edge.call_file import CallFile
file = CallFile(pathlib.Path(sys.argv[1]), 2000, 1000)
for number in range(400):
    file.write(f"{sys.argv[2]} {number:04}\\n")
"""


def files(folder: Path) -> dict[str, int]:
    return {path.name: path.stat().st_size for path in sorted(folder.iterdir())}


def test_a_full_file_is_put_aside_and_the_oldest_goes(tmp_path: Path) -> None:
    file = CallFile(tmp_path / "calls.log", 100, 3)
    for number in range(60):
        file.write(f"line {number:04}\n")
    assert files(tmp_path).keys() == {"calls.log", "calls.log.1", "calls.log.2", "calls.log.3"}
    assert all(size <= 110 for size in files(tmp_path).values())
    kept = "".join((tmp_path / name).read_text() for name in ("calls.log.3", "calls.log.2", "calls.log.1", "calls.log"))
    numbers = [int(line.split()[1]) for line in kept.splitlines()]
    assert numbers == list(range(60 - len(numbers), 60))
    assert all((tmp_path / name).stat().st_mode & 0o777 == 0o600 for name in files(tmp_path))


def test_it_goes_on_in_the_file_that_is_there(tmp_path: Path) -> None:
    CallFile(tmp_path / "calls.log").write("one\n")
    CallFile(tmp_path / "calls.log").write("two\n")
    assert (tmp_path / "calls.log").read_text() == "one\ntwo\n"


def test_one_that_is_emptied_from_outside_is_written_on(tmp_path: Path) -> None:
    """As a rotation that copies and empties does."""
    file = CallFile(tmp_path / "calls.log", 100, 3)
    file.write("x" * 120 + "\n")
    (tmp_path / "calls.log").write_text("")
    file.write("after\n")
    assert (tmp_path / "calls.log").read_text() == "after\n"


def test_one_that_is_renamed_from_outside_is_left_when_it_is_full(tmp_path: Path) -> None:
    file = CallFile(tmp_path / "calls.log", 20, 3)
    file.write("before the name\n")
    (tmp_path / "calls.log").rename(tmp_path / "aside")
    file.write("after the name\n")
    file.write("and beyond\n")
    assert (tmp_path / "aside").read_text() == "before the name\nafter the name\n"
    assert (tmp_path / "calls.log").read_text() == "and beyond\n"


def test_several_processes_lose_no_line(tmp_path: Path) -> None:
    """Each notices that another has begun anew; whole lines alone are written."""
    path = str(tmp_path / "calls.log")
    names = ("a", "b", "c")
    running = [subprocess.Popen([sys.executable, "-c", WRITES, path, name], cwd=ROOT) for name in names]
    assert [process.wait(60) for process in running] == [0, 0, 0]
    assert len(files(tmp_path)) > 3
    lines = sorted(line for each in tmp_path.iterdir() for line in each.read_text().splitlines())
    assert lines == sorted(f"{name} {number:04}" for name in names for number in range(400))


def test_one_that_finds_it_begun_anew_does_not_do_so_again(tmp_path: Path) -> None:
    """Two processes hold the full file: the first puts it aside, the second goes over to the new one."""
    first, second = (CallFile(tmp_path / "calls.log", 20, 3) for _ in range(2))
    first.write("a line that fills it\n")
    first.write("of the first\n")
    second.write("of the second\n")
    assert files(tmp_path).keys() == {"calls.log", "calls.log.1"}
    assert (tmp_path / "calls.log").read_text() == "of the first\nof the second\n"
