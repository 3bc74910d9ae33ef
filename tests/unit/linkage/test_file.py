"""One link store opened several times, in one process and in others that are killed: nobody is refused."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

from services.linkage.store.file import File
from tests.shared import ROOT

WRITER = """
import sys
from pathlib import Path
from services.linkage.store.file import File
for round in range(10_000):
    one, two = File(Path(sys.argv[1])), File(Path(sys.argv[1]))
    for file in (one, two):
        with file.transaction():
            file.change("case_number_insert", "other", str(round), "x")
        if round == 1:
            print("ready", flush=True)
        file.close()
"""


def test_opened_twice_beside_a_process_that_is_killed(tmp_path: Path) -> None:
    """SQLite keeps one set of locks for a file of a process; the last to close it takes its log away."""
    path = tmp_path / "linkage.db"
    kept = File(path)
    for number in range(3):
        command = [sys.executable, "-c", WRITER, str(path)]
        child = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, env={"PYTHONPATH": ":".join(sys.path)})
        assert child.stdout
        assert child.stdout.readline() == b"ready\n"
        until, opened = time.monotonic() + 0.3, 0
        while time.monotonic() < until:
            again, more = File(path), File(path)
            for file in (again, kept, more):
                with file.transaction():
                    file.change("case_number_insert", "here", f"{number} {opened}", "x")
                assert file.all("feed_head") == [(0,)]
            again.close()
            more.close()
            opened += 1
        child.kill()
        child.stdout.close()
        child.wait(30)
        assert opened
    kept.close()
    assert File(path).one("case_numbers", '["here"]') is not None
