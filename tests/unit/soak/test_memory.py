"""Processes of a run are found by their mark, and what they hold is added up."""

from __future__ import annotations

import sys

from tests.soak.memory import held_by, measured

HOLDS = "import sys; data = bytearray(60_000_000); data[::4096] = b'x' * len(data[::4096]); {}"


def test_what_a_process_and_its_child_hold_is_added_up() -> None:
    child = HOLDS.format("import time; time.sleep(2.5)")
    parent = HOLDS.format(f"import subprocess; subprocess.run([sys.executable, '-c', {child!r}]); sys.exit(3)")
    found = measured([sys.executable, "-c", parent])
    assert found.code == 3
    assert found.processes == 2
    assert 120 < found.pss_mb < 200
    assert found.seconds > 2


def test_a_process_whose_title_took_the_place_of_its_mark_is_found_by_its_parent() -> None:
    titled = "import setproctitle, time; setproctitle.setproctitle('x' * 400); time.sleep(2.5)"
    found = measured(
        [sys.executable, "-c", f"import subprocess, sys; subprocess.run([sys.executable, '-c', {titled!r}])"]
    )
    assert found.processes == 2


def test_nobody_bears_a_mark_that_was_given_to_nobody() -> None:
    assert held_by("no such run") == (0.0, 0)
