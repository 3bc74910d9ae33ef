"""Whose connection it is, by the kernel's list of sockets."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from services.console.peer import Peer, peer_of

HEADER = "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n"
ROW = (
    "   0: 0100007F:{client:04X} 0100007F:{server:04X} 01 00000000:00000000 00:00000000 00000000  {user}        0 1 1\n"
)


def listed(tmp_path: Path, *rows: str) -> Path:
    path = tmp_path / "tcp"
    path.write_text(HEADER + "".join(rows), "ascii")
    return path


def test_the_row_of_the_other_end_says_the_account(tmp_path: Path) -> None:
    """The server's own end of the same connection is listed too, the other way round."""
    sockets = listed(tmp_path, ROW.format(client=80, server=5000, user=1), ROW.format(client=5000, server=80, user=7))
    peer = peer_of(("127.0.0.1", 5000), ("127.0.0.1", 80), "browser", sockets)
    assert peer == Peer("127.0.0.1", "browser", 7)
    assert not peer.own_account or os.geteuid() == 7


@pytest.mark.parametrize("client", [("127.0.0.1", 5001), ("127.0.0.2", 5000), ("testclient", 5000), ("::1", 5000)])
def test_a_connection_that_is_not_listed_is_nobodys(tmp_path: Path, client: tuple[str, int]) -> None:
    sockets = listed(tmp_path, ROW.format(client=5000, server=80, user=os.geteuid()))
    peer = peer_of(client, ("127.0.0.1", 80), "", sockets)
    assert peer.account is None
    assert not peer.own_account


def test_without_the_kernels_list_a_connection_is_nobodys(tmp_path: Path) -> None:
    assert peer_of(("127.0.0.1", 1), ("127.0.0.1", 2), "", tmp_path / "absent").account is None


def test_a_real_connection_is_of_this_account() -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        socket.create_connection(server.getsockname()) as client,
    ):
        assert peer_of(client.getsockname(), server.getsockname(), "").own_account
