"""A sign of life: a byte a second at most, never in the way of the work, and of this process alone."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator

import pytest

from audit import heartbeat
from audit.heartbeat import VARIABLE, Heartbeat

Pipe = tuple[int, int]


@pytest.fixture
def pipe() -> Iterator[Pipe]:
    ends = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
    yield ends
    for end in ends:
        try:
            os.close(end)
        except OSError:
            continue


def test_it_beats_once_a_second_however_often_it_is_called(pipe: Pipe) -> None:
    now_s = 100.0
    alive = Heartbeat(pipe[1], clock=lambda: now_s)
    for _ in range(5):
        alive.beat()
    assert os.read(pipe[0], 100) == b"."
    now_s += heartbeat.EVERY_S
    alive.beat()
    alive.beat()
    assert os.read(pipe[0], 100) == b"."


def test_a_pipe_that_nobody_reads_holds_nobody_up(pipe: Pipe, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(heartbeat, "EVERY_S", 0.0)
    alive = Heartbeat(pipe[1])
    for _ in range(70_000):
        alive.beat()
    os.close(pipe[0])
    alive.beat()


def test_it_is_taken_out_of_the_environment(pipe: Pipe) -> None:
    """A child of this process that beat as well would speak for it while it hangs."""
    os.set_inheritable(pipe[1], True)
    environment = {VARIABLE: str(pipe[1]), "OTHER": "kept"}
    Heartbeat.inherited(environment).beat()
    assert environment == {"OTHER": "kept"}
    assert os.read(pipe[0], 100) == b"."
    said = f"import os; os.write({pipe[1]}, b'x')"
    assert subprocess.run([sys.executable, "-c", said], close_fds=False, capture_output=True, check=False).returncode
    with pytest.raises(BlockingIOError):
        os.read(pipe[0], 100)


@pytest.mark.parametrize("said", [{}, {VARIABLE: ""}, {VARIABLE: "-1"}, {VARIABLE: "x"}], ids=str)
def test_where_nobody_listens_it_says_nothing(said: dict[str, str]) -> None:
    Heartbeat.inherited(said).beat()
    assert said == {}


def test_a_child_is_told_its_own_pipe_and_never_its_parents(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "7")
    assert heartbeat.environment(9)[VARIABLE] == "9"
    assert VARIABLE not in heartbeat.environment(None)
    assert heartbeat.environment(None)["PATH"] == os.environ["PATH"]
