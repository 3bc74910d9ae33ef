"""A page waits for nobody's acknowledgement: what a console writes goes out at once."""

from __future__ import annotations

import socket

import pytest

from services.console.listening import listening
from tests.arch.tree import shipped


def test_a_connection_sends_at_once_what_is_written() -> None:
    with listening("127.0.0.1", 0) as listener, socket.create_connection(listener.getsockname()):
        accepted, _ = listener.accept()
        with accepted:
            assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) != 0


def test_a_port_that_is_taken_is_refused() -> None:
    with listening("127.0.0.1", 0) as listener, pytest.raises(OSError, match="in use"):
        listening(*listener.getsockname())


def test_no_console_listens_otherwise() -> None:
    made = [one.path for one in shipped() if one.path.startswith("services/console/") and "create_server(" in one.text]
    assert made == ["services/console/listening.py"]
