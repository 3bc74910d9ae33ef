"""One writer at a time, whoever ends, and however."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from services.store.errors import is_machine
from services.store.writing import Busy, WriteLock
from tests.shared import PATIENCE_S, ROOT

HOLDS = """
import pathlib, sys
from services.store.writing import WriteLock
with WriteLock(pathlib.Path(sys.argv[1]), 5).held():
    print("held", flush=True)
    sys.stdin.read()
"""


def test_another_waits_and_then_is_refused_as_by_a_locked_file(tmp_path: Path) -> None:
    one, other = WriteLock(tmp_path / "x.db", 0.05), WriteLock(tmp_path / "x.db", 0.05)
    with one.held(), pytest.raises(Busy) as busy, other.held():
        raise AssertionError("two at once")
    assert is_machine(busy.value)
    with other.held():
        pass


def test_what_fails_inside_gives_the_turn_back(tmp_path: Path) -> None:
    write_lock = WriteLock(tmp_path / "x.db", 0.05)
    with pytest.raises(ZeroDivisionError), write_lock.held():
        raise ZeroDivisionError
    with WriteLock(tmp_path / "x.db", 0.05).held():
        pass


def test_files_have_turns_of_their_own_and_nobody_else_may_open_them(tmp_path: Path) -> None:
    one, other = WriteLock(tmp_path / "x.db", 0.05), WriteLock(tmp_path / "y.db", 0.05)
    with one.held(), other.held():
        assert {file.name for file in tmp_path.iterdir()} == {"x.db.writing", "y.db.writing"}
        assert all(file.stat().st_mode & 0o777 == 0o600 for file in tmp_path.iterdir())


def test_many_threads_are_inside_one_at_a_time(tmp_path: Path) -> None:
    inside, most = 0, 0

    def work() -> None:
        nonlocal inside, most
        write_lock = WriteLock(tmp_path / "x.db", 30)
        for _ in range(20):
            with write_lock.held():
                inside += 1
                most = max(most, inside)
                time.sleep(0.0001)
                inside -= 1
        write_lock.close()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (most, inside) == (1, 0)


def test_a_killed_process_gives_its_turn_back(tmp_path: Path) -> None:
    command = [sys.executable, "-c", HOLDS, str(tmp_path / "x.db")]
    holder = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert holder.stdout is not None
    assert holder.stdout.readline() == b"held\n"
    with pytest.raises(Busy), WriteLock(tmp_path / "x.db", 0.05).held():
        raise AssertionError("two at once")
    holder.send_signal(signal.SIGKILL)
    holder.communicate(timeout=PATIENCE_S)
    with WriteLock(tmp_path / "x.db", 5).held():
        pass
