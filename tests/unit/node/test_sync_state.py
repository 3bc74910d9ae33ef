"""How peers stand, read off the node's list and what the process that pulls wrote."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from services.exchange.copies.seen import Seen
from services.node.copies_synced import STATE
from services.node.peers import Peer, PeersError, add_peer, pause_peer
from services.node.sync_state import (
    AWAY,
    BEHIND,
    HOUR_MS,
    LEVEL,
    LONGEST_POLL_MS,
    PAUSED,
    QUIET,
    SILENT,
    SILENT_MS,
    SLOW,
    SLOW_MS,
    STOPPED,
    UNHEARD,
    peer_states,
    seen_before,
)
from services.signing.keyfile import replace_private

NOW, QUIET_H = 1_770_000_000_000, 24
SEEN: dict[str, Any] = {
    "heads": {"records": 120, "orders": 3}, "taken": {"records": 100, "orders": 3}, "heard_ms": NOW - 1000,
    "level_ms": {"orders": NOW}, "trouble": "",
}  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    tmp_path.chmod(0o700)
    (tmp_path / "hub.crt").write_text("")
    add_peer(tmp_path, Peer("pk.hub", "hub.example:8443", "hub.crt"))
    return tmp_path


def told(folder: Path, **changes: Any) -> str:
    """The standing of the one peer, of what the process wrote with changes."""
    replace_private(folder / STATE, json.dumps({"pk.hub": SEEN | changes}).encode())
    (peer,) = peer_states(folder)
    return peer.standing(NOW, QUIET_H)


def test_a_peer_that_was_never_pulled_is_not_heard_yet(folder: Path) -> None:
    (peer,) = peer_states(folder)
    assert (peer.agency, peer.endpoint, peer.lag, peer.standing(NOW, QUIET_H)) == (
        "pk.hub",
        "hub.example:8443",
        0,
        UNHEARD,
    )


def test_each_standing(folder: Path) -> None:
    assert told(folder) == BEHIND
    assert peer_states(folder)[0].lag == 20
    assert told(folder, taken={"records": 120}) == BEHIND, "never yet level: a snapshot goes on"
    assert told(folder, taken={"records": 120}, level_ms={"records": NOW}) == LEVEL
    assert told(folder, heard_ms=NOW - LONGEST_POLL_MS - SILENT_MS - 1) == SILENT
    assert told(folder, heard_ms=NOW - LONGEST_POLL_MS - SILENT_MS) == BEHIND
    assert told(folder, trouble=AWAY) == SILENT, "pings say so long before a poll is over"
    assert told(folder, trouble="PEER_PAUSED") == BEHIND
    assert told(folder, took_ms=SLOW_MS + 1) == SLOW
    level = {"taken": {"records": 120}, "level_ms": {"records": NOW}}
    assert told(folder, took_ms=SLOW_MS + 1, **level) == LEVEL, "nothing waits for it"
    limited = "CALLS_LIMITED"
    assert told(folder, trouble=limited, **level) == STOPPED, "how far the peer is by now was refused"
    assert peer_states(folder)[0].trouble == limited
    assert told(folder, took_ms=SLOW_MS) == BEHIND
    assert told(folder, moved_ms=NOW - QUIET_H * HOUR_MS - 1) == QUIET
    assert told(folder, moved_ms=NOW - QUIET_H * HOUR_MS) == BEHIND
    pause_peer(folder, "pk.hub", paused=True)
    assert told(folder) == PAUSED


@pytest.mark.parametrize(
    "content",
    [b"", b"[]", b"null", b'{"pk.hub": 3}', b'{"pk.hub": {"heads": 4, "heard_ms": "x", "trouble": 1}}', b"\xff"],
)
def test_what_nobody_can_read_counts_as_not_written(folder: Path, content: bytes) -> None:
    replace_private(folder / STATE, content)
    (peer,) = peer_states(folder)
    assert (peer.standing(NOW, QUIET_H), peer.lag, peer.trouble) == (UNHEARD, 0, "")


def test_others_peers_in_the_state_are_passed_over(folder: Path) -> None:
    replace_private(folder / STATE, json.dumps({"pk.other": SEEN}).encode())
    assert [each.agency for each in peer_states(folder)] == ["pk.hub"]


def test_a_list_that_is_unfit_is_an_error(folder: Path) -> None:
    replace_private(folder / "peers.toml", b"peer = 3\n")
    with pytest.raises(PeersError, match="not a list"):
        peer_states(folder)


def test_how_long_it_is_behind_is_since_it_was_level(folder: Path) -> None:
    told(folder, level_ms={"records": NOW - 7_900})
    assert peer_states(folder)[0].behind_s(NOW) == 7
    told(folder, level_ms={"records": NOW - 7_900}, taken={"records": 120})
    assert peer_states(folder)[0].behind_s(NOW) == 0
    told(folder)
    assert peer_states(folder)[0].behind_s(NOW) == 0, "it never was"


def test_what_is_aside_and_how_far_orders_are_is_read(folder: Path) -> None:
    told(folder, aside=3, orders={"waiting": 2, "answered": "many"})
    (peer,) = peer_states(folder)
    assert (peer.aside, peer.orders) == (3, {"waiting": 2, "answered": 0})


def test_a_process_that_begins_knows_when_the_peers_count_last_went_on_and_was_never_level(folder: Path) -> None:
    """Else each start would count as a change of an office that is quiet."""
    told(folder, moved_ms=NOW - 9)
    assert seen_before(folder, "pk.hub") == Seen({"records": 120}, {"records": 100}, moved_ms=NOW - 9)
    assert seen_before(folder, "pk.fia") == Seen()
    replace_private(folder / STATE, b"{")
    assert seen_before(folder, "pk.hub") == Seen()
