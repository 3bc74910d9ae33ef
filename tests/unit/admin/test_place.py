"""Where sockets lie: private from the first moment, however long the path, and none of whoever has gone."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from services.admin import place
from services.signing.keyfile import UnsafeFile
from tests.unit.cli.rabta import mode


def listener(path: str) -> socket.socket:
    held = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    held.bind(path)
    held.listen(1)
    return held


@pytest.fixture
def node(tmp_path: Path) -> Path:
    """A node whose folder's path is longer than a socket's address."""
    folder = tmp_path / ("n" * 120)
    folder.mkdir(mode=0o700)
    assert len(os.fsencode(folder / place.FOLDER / "edge-0.sock")) > 107
    return folder


def test_sockets_of_the_dead_are_removed_and_those_of_the_living_stay(node: Path) -> None:
    place.prepare(node)
    assert mode(node / "admin") == 0o700
    with place.reached(node) as address:
        alive, dead = listener(address("edge-0")), listener(address("edge-1"))
        dead.close()
        assert place.names(node) == ["edge-0", "edge-1"]
        assert (place.alive(address("edge-0")), place.alive(address("edge-1"))) == (True, False)
        assert not place.alive(address("edge-2"))
        place.prepare(node)
        assert place.names(node) == ["edge-0"]
        alive.close()


def test_a_socket_that_is_busy_is_alive(node: Path) -> None:
    place.prepare(node)
    with place.reached(node) as address, listener(address("edge-0")):
        waiting = []
        for _ in range(8):
            one = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            one.setblocking(False)
            waiting.append(one)
            try:
                one.connect(address("edge-0"))
            except BlockingIOError:
                break
        else:
            raise AssertionError("the queue never filled")
        assert place.alive(address("edge-0"))
        for one in waiting:
            one.close()


def test_it_is_private_when_it_is_bound_and_there_only_once_it_listens(node: Path) -> None:
    place.prepare(node)
    held = os.umask(0)
    seen: list[tuple[int, list[str]]] = []
    sockets: list[socket.socket] = []

    def listen(address: str) -> None:
        sockets.append(listener(address.removeprefix("unix:")))
        seen.append((mode(node / "admin" / "edge-0.sock~"), place.names(node)))

    try:
        with place.reached(node) as address:
            place.bind(address("edge-0"), listen)
            assert os.umask(0) == 0, "the mask is as before"
            assert seen == [(0o600, [])]
            place.publish(address("edge-0"))
    finally:
        os.umask(held)
    assert place.names(node) == ["edge-0"]
    assert mode(node / "admin" / "edge-0.sock") == 0o600
    sockets[0].close()


def test_what_cannot_be_bound_has_its_error_and_leaves_the_mask(node: Path) -> None:
    place.prepare(node)

    def listen(_address: str) -> None:
        raise RuntimeError("bind")

    held = os.umask(0o022)
    try:
        with place.reached(node) as address, pytest.raises(place.Unbound, match=r"edge-0\.sock"):
            place.bind(address("edge-0"), listen)
        assert os.umask(0o022) == 0o022
    finally:
        os.umask(held)


def test_whoever_took_the_name_over_keeps_it(node: Path) -> None:
    place.prepare(node)
    sockets: list[socket.socket] = []
    with place.reached(node) as address:
        inodes = []
        for _ in range(2):
            place.bind(address("edge-0"), lambda found: sockets.append(listener(found.removeprefix("unix:"))))
            inodes.append(place.publish(address("edge-0")))
        place.withdraw(address("edge-0"), inodes[0])
        assert place.names(node) == ["edge-0"]
        place.withdraw(address("edge-0"), inodes[1])
        place.withdraw(address("edge-0"), inodes[1])
        assert place.names(node) == []
    for one in sockets:
        one.close()


def test_a_folder_that_others_may_enter_is_refused(node: Path) -> None:
    place.prepare(node)
    (node / "admin").chmod(0o755)
    for look in (place.prepare, place.names):
        with pytest.raises(UnsafeFile):
            look(node)


def test_a_node_without_a_folder_has_nobody(tmp_path: Path) -> None:
    assert place.names(tmp_path) == []


def test_other_files_are_no_processes(node: Path) -> None:
    place.prepare(node)
    for name in ("edge-0.sock~", "Edge.sock", "x y.sock", "notes.txt", ".sock"):
        (node / "admin" / name).touch()
    (node / "admin" / "edge-1.sock").touch()
    assert place.names(node) == ["edge-1"]
