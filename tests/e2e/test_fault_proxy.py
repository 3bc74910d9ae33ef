"""What the faulty line between two nodes does to what travels over it."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator

import pytest

from tests.e2e.fault_proxy import CLEAR, HALF, HALF_BYTES, HOLE, LATE, LATE_S, FaultProxy
from tests.e2e.processes import until

SILENT_S = 0.2
"""As long as these tests wait for what must not come."""


class Echo:
    """Answers with what it is asked, and keeps it."""

    def __init__(self) -> None:
        self.heard = b""
        self._door = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._door.getsockname()[1]
        self._serving = threading.Thread(target=self._serve, daemon=True)
        self._serving.start()

    def close(self) -> None:
        self._door.shutdown(socket.SHUT_RDWR)
        self._serving.join()
        self._door.close()

    def _serve(self) -> None:
        while True:
            try:
                line, _ = self._door.accept()
            except OSError:
                return
            threading.Thread(target=self._answer, args=(line,), daemon=True).start()

    def _answer(self, line: socket.socket) -> None:
        with line:
            while piece := line.recv(1 << 16):
                self.heard += piece
                line.sendall(piece)


@pytest.fixture
def echo() -> Iterator[Echo]:
    made = Echo()
    yield made
    made.close()


@pytest.fixture
def proxy(echo: Echo) -> Iterator[FaultProxy]:
    with FaultProxy(echo.port) as made:
        yield made


@pytest.fixture
def line(proxy: FaultProxy) -> Iterator[socket.socket]:
    with socket.create_connection(("127.0.0.1", proxy.port)) as made:
        assert answered(made, b"first", 5) == b"first"
        yield made


def answered(line: socket.socket, question: bytes, size: int, patience_s: float = 30.0) -> bytes:
    """As much of the answer as comes, until all of it does or nothing more."""
    line.sendall(question)
    line.settimeout(patience_s)
    found = b""
    try:
        while len(found) < size and (piece := line.recv(1 << 16)):
            found += piece
    except TimeoutError:
        pass
    return found


def test_a_late_line_brings_everything_later(proxy: FaultProxy, line: socket.socket) -> None:
    proxy.mode = LATE
    began = time.monotonic()
    assert answered(line, b"x" * 100_000, 100_000) == b"x" * 100_000
    assert time.monotonic() - began >= 2 * LATE_S


def test_a_hole_swallows_both_ways_and_ends_nothing(proxy: FaultProxy, line: socket.socket, echo: Echo) -> None:
    proxy.mode = HOLE
    assert answered(line, b"lost", 4, SILENT_S) == b""
    until(lambda: proxy.swallowed == len(b"lost"), "it is swallowed")
    proxy.mode = CLEAR
    assert answered(line, b"again", 5) == b"again"
    assert echo.heard == b"firstagain"


def test_a_half_open_line_brings_questions_and_the_beginning_of_answers(
    proxy: FaultProxy, line: socket.socket, echo: Echo
) -> None:
    proxy.mode = HALF
    question = b"x" * (3 * HALF_BYTES)
    assert len(answered(line, question, HALF_BYTES)) == HALF_BYTES
    until(lambda: proxy.swallowed == len(question) - HALF_BYTES, "the rest is swallowed")
    assert answered(line, b"", 1, SILENT_S) == b""
    assert echo.heard == b"first" + question
    with socket.create_connection(("127.0.0.1", proxy.port)) as another:
        assert answered(another, b"opened", 6) == b"opened", "each line is opened anew"


def test_what_is_cut_ends_and_whoever_asks_again_is_let_in(proxy: FaultProxy, line: socket.socket) -> None:
    proxy.cut()
    line.settimeout(30)
    assert line.recv(1) == b""
    with socket.create_connection(("127.0.0.1", proxy.port)) as another:
        assert answered(another, b"again", 5) == b"again"
