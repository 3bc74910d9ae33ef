"""One supervisor a folder: the second is told who is the first, and the lock goes with its holder, however that ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from services.store.folder_lock import FILE, FolderServed, served_alone
from tests.e2e.processes import ROOT, until
from tests.shared import PATIENCE_S

HOLDS = """
import pathlib, sys, time
from services.store.folder_lock import served_alone
with served_alone(pathlib.Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def other(tmp_path: Path) -> subprocess.Popen[bytes]:
    """Another process that serves the folder."""
    holder = subprocess.Popen([sys.executable, "-c", HOLDS, str(tmp_path)], cwd=ROOT, stdout=subprocess.PIPE)
    assert holder.stdout is not None
    assert holder.stdout.readline() == b"held\n"
    return holder


def test_a_second_one_is_refused_and_told_who_holds_it(tmp_path: Path, other: subprocess.Popen[bytes]) -> None:
    try:
        with pytest.raises(FolderServed, match=rf"by process {other.pid}:"), served_alone(tmp_path):
            pass
    finally:
        other.send_signal(signal.SIGKILL)
        other.wait(PATIENCE_S)


def test_it_is_free_at_once_when_its_holder_was_killed(tmp_path: Path, other: subprocess.Popen[bytes]) -> None:
    other.send_signal(signal.SIGKILL)
    other.wait(PATIENCE_S)
    with served_alone(tmp_path):
        assert (tmp_path / FILE).read_text() == f"{os.getpid()}\n"
    with served_alone(tmp_path):
        pass


def test_a_child_does_not_keep_it(tmp_path: Path) -> None:
    """A process that outlives the supervisor by a moment would hold up the next one."""
    with served_alone(tmp_path):
        child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    try:
        with served_alone(tmp_path):
            assert child.poll() is None
    finally:
        child.kill()
        child.wait(PATIENCE_S)


def test_the_file_is_for_its_owner_alone_and_no_link_is_followed(tmp_path: Path) -> None:
    with served_alone(tmp_path):
        assert (tmp_path / FILE).stat().st_mode & 0o777 == 0o600
    (tmp_path / FILE).unlink()
    (tmp_path / "elsewhere").write_text("kept")
    (tmp_path / FILE).symlink_to(tmp_path / "elsewhere")
    with pytest.raises(OSError, match="Too many levels"), served_alone(tmp_path):
        pass
    assert (tmp_path / "elsewhere").read_text() == "kept"


def test_within_one_process_too(tmp_path: Path) -> None:
    with served_alone(tmp_path), pytest.raises(FolderServed, match=f"by process {os.getpid()}"), served_alone(tmp_path):
        pass
    until(lambda: not _held(tmp_path), "free again")


def _held(folder: Path) -> bool:
    try:
        with served_alone(folder):
            return False
    except FolderServed:
        return True
