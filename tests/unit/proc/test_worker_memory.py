"""Who holds too much is ended, with where it was; who does not is left alone."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.proc import children, resident_kb
from tests.shared import PATIENCE_S
from tests.worker_memory import EVERY_S, watch

HOLDS = """
import sys
def greedy():
    data = b"x" * {megabytes}_000_000
    print(len(data), flush=True)
    sys.stdin.read()
greedy()
"""
PARENT = "import subprocess, sys; sys.exit(-subprocess.run(sys.argv[1:]).returncode)"
"""Who listens to these tests may have other children, which hold what they like."""


@contextmanager
def holding(megabytes: int) -> Iterator[subprocess.Popen[bytes]]:
    """The parent of a process that holds so much, which ends with the number of the signal that ended that one."""
    words = [
        sys.executable,
        "-c",
        PARENT,
        sys.executable,
        "-X",
        "faulthandler",
        "-c",
        HOLDS.format(megabytes=megabytes),
    ]
    pipe = subprocess.PIPE
    with subprocess.Popen(words, stdin=pipe, stdout=pipe, stderr=pipe) as process:
        assert process.stdout is not None
        process.stdout.readline()
        yield process


@pytest.fixture
def ended() -> Iterator[threading.Event]:
    event = threading.Event()
    yield event
    event.set()


def test_what_holds_too_much_is_ended_and_says_where_it_was(ended: threading.Event) -> None:
    with holding(150) as process:
        watch(process.pid, 120, ended)
        told = process.communicate(timeout=PATIENCE_S)[1].decode() if process.wait(PATIENCE_S) else ""
    assert process.returncode == signal.SIGABRT
    assert "in greedy" in told


def test_what_holds_less_is_left_alone(ended: threading.Event) -> None:
    with holding(50) as process:
        watch(process.pid, 120, ended)
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(3 * EVERY_S)
        process.communicate()
    assert process.returncode == 0


def test_it_looks_no_more_when_that_has_ended() -> None:
    event = threading.Event()
    thread = watch(os.getpid(), 120, event)
    event.set()
    thread.join(3 * EVERY_S)
    assert not thread.is_alive()


def test_what_a_process_holds_is_told_and_is_nothing_when_it_has_ended() -> None:
    with holding(150) as process:
        (child,) = children(process.pid)
        assert 150_000_000 // 1024 <= resident_kb(child) < 250_000_000 // 1024
        process.communicate()
    assert resident_kb(child) == 0
