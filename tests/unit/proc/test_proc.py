"""What tests are told of a process while it lives, while it ends, and once it is gone."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import proc

WAITS = "import sys; sys.stdin.read()"
LISTENS = """
import socket, sys
with socket.create_server(("127.0.0.1", 0)) as one:
    print(one.getsockname()[1], flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def child() -> Iterator[subprocess.Popen[bytes]]:
    """A process that ends when its standard input does."""
    with subprocess.Popen([sys.executable, "-c", WAITS], stdin=subprocess.PIPE) as started:
        yield started


def gone() -> int:
    """A number that no process has any more."""
    with subprocess.Popen([sys.executable, "-c", ""]) as started:
        started.wait()
    return started.pid


def ended(child: subprocess.Popen[bytes]) -> int:
    """Id of one that has ended, whose end nobody has read."""
    child.kill()
    end = time.monotonic() + 10
    while proc.state(child.pid) != "Z":
        assert time.monotonic() < end
        time.sleep(0.01)
    return child.pid


def test_one_that_lives_is_told_of(child: subprocess.Popen[bytes]) -> None:
    assert proc.alive(child.pid)
    assert proc.parent(child.pid) == os.getpid()
    assert child.pid in proc.children(os.getpid())
    assert WAITS in proc.command(child.pid)
    assert proc.niceness(child.pid) == {child.pid: os.getpriority(os.PRIO_PROCESS, child.pid)}
    assert proc.ticks(os.getpid()) >= proc.user_ticks(os.getpid()) > 0


def test_one_whose_end_nobody_read_is_not_alive(child: subprocess.Popen[bytes]) -> None:
    assert not proc.alive(ended(child))
    assert child.pid in proc.children(os.getpid())
    assert proc.command(child.pid) == ""


def test_of_one_that_is_gone_nothing_is_told() -> None:
    pid = gone()
    assert not proc.alive(pid)
    assert (proc.state(pid), proc.command(pid), proc.threads(pid), proc.children(pid)) == ("", "", [], set())
    with pytest.raises(IndexError):
        proc.parent(pid)


def test_a_thread_that_ends_between_two_looks_is_left_out(
    monkeypatch: pytest.MonkeyPatch, child: subprocess.Popen[bytes]
) -> None:
    own = proc.threads(child.pid)
    monkeypatch.setattr(proc, "threads", lambda _: [*own, gone()])
    assert list(proc.niceness(child.pid)) == own
    assert proc.children(child.pid) == set()


def test_a_descriptor_is_told_by_what_it_leads_to(tmp_path: Path) -> None:
    with (tmp_path / "file").open("wb") as file:
        assert str(tmp_path / "file") in proc.opened(os.getpid())
        file.close()
        assert str(tmp_path / "file") not in proc.opened(os.getpid())


@pytest.mark.parametrize(("family", "host", "told"), [
    (socket.AF_INET, "127.0.0.1", "0100007F"),
    (socket.AF_INET6, "::1", "00000000000000000000000001000000"),
])  # fmt: skip
def test_a_socket_that_listens_is_told_by_its_address(family: int, host: str, told: str) -> None:
    before = proc.listening(os.getpid())
    with socket.socket(family) as one:
        one.bind((host, 0))
        assert proc.listening(os.getpid()) == before
        one.listen()
        found = proc.listening(os.getpid())
        assert [found[link] for link in found.keys() - before.keys()] == [(told, one.getsockname()[1])]


def test_what_another_process_listens_on_is_told_of_that_one() -> None:
    before = proc.listening(os.getpid())
    with subprocess.Popen([sys.executable, "-c", LISTENS], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        port = int(other.stdout.readline())
        assert [found for _, found in proc.listening(other.pid).values()] == [port]
        assert proc.listening(os.getpid()) == before


def test_what_a_child_started_is_below_its_parent() -> None:
    program = "import subprocess, sys; subprocess.Popen([sys.executable, '-c', 'input()']); print(flush=True); input()"
    with subprocess.Popen([sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        parent.stdout.readline()
        (child,) = proc.children(parent.pid)
        assert proc.descendants(parent.pid) == {child}
        assert {parent.pid, child} <= proc.descendants(os.getpid())
