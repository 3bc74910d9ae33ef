"""Whose socket listens on a port: nobody's, the process's own, or another's, over IPv4 and IPv6."""

from __future__ import annotations

import os
import socket
import subprocess
import sys

import pytest

from graph.listening import Listener, listener

LISTENS = (
    "import socket; one = socket.create_server(('127.0.0.1', 0)); print(one.getsockname()[1], flush=True); input()"
)


@pytest.mark.parametrize(("family", "host"), [(socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1")])
def test_a_port_is_its_own_from_when_it_listens_until_it_closes(family: int, host: str) -> None:
    with socket.socket(family) as one:
        one.bind((host, 0))
        port = one.getsockname()[1]
        assert listener(os.getpid(), port) is Listener.NOBODY, "bound alone"
        one.listen()
        assert listener(os.getpid(), port) is Listener.ITS_OWN
    assert listener(os.getpid(), port) is Listener.NOBODY


def test_a_port_of_another_process_is_told_from_an_own_one() -> None:
    with subprocess.Popen([sys.executable, "-c", LISTENS], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        port = int(other.stdout.readline())
        assert listener(os.getpid(), port) is Listener.ANOTHER
        assert listener(other.pid, port) is Listener.ITS_OWN


def test_of_a_process_that_has_ended_nothing_listens() -> None:
    with socket.create_server(("127.0.0.1", 0)) as one, subprocess.Popen([sys.executable, "-c", ""]) as ended:
        ended.wait()
        assert listener(ended.pid, one.getsockname()[1]) is Listener.NOBODY


def test_a_port_that_two_share_is_not_its_own() -> None:
    """Java would be answered in turns with whoever listens there too (SO_REUSEPORT)."""
    with socket.socket() as one, subprocess.Popen(
        [sys.executable, "-c", "import sys, socket; one = socket.socket(); "
         "one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1); one.bind(('127.0.0.1', 0)); one.listen(); "
         "print(one.getsockname()[1], flush=True); input()"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    ) as other:  # fmt: skip
        assert other.stdout is not None
        port = int(other.stdout.readline())
        one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        one.bind(("127.0.0.1", port))
        one.listen()
        assert listener(os.getpid(), port) is Listener.ANOTHER
