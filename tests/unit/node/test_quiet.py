"""Whom a node gives copies to, and offices that have gone quiet, read off the node's folder."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest

from services.exchange.feed.ledger import StoredLedger
from services.exchange.store.database import FILE, open_database
from services.node.copies_synced import STATE
from services.node.peers import Peer, add_peer
from services.node.quiet import alarms
from services.node.receivers import FILE as PAUSED_FILE
from services.node.receivers_seen import UNACKNOWLEDGED, ReceiverState, receiver_states
from services.node.sync_state import HOUR_MS, LEVEL, PAUSED, QUIET
from services.signing.keyfile import replace_private

NOW, HOURS = 1_770_000_000_000, 48
LONG_AGO = NOW - HOURS * HOUR_MS - 1


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    tmp_path.chmod(0o700)
    (tmp_path / "hub.crt").write_text("")
    return tmp_path


def asked(folder: Path, **receivers: int) -> None:
    """Agencies that asked for records, each at a time."""

    async def work() -> None:
        for name, heard_ms in receivers.items():
            for feed in ("records", "orders"):
                await ledger.begin(f"pk.{name}", feed, bytes(32), heard_ms)

    database = open_database(folder / FILE)
    ledger = StoredLedger(database)
    asyncio.run(work())
    database.close()


def test_a_node_that_neither_gives_nor_takes_has_no_alarm_and_makes_no_file(folder: Path) -> None:
    assert receiver_states(folder) == []
    assert list(alarms(folder, NOW)) == []
    assert not (folder / FILE).exists()


def test_who_asks_no_more_is_quiet_after_the_hours_of_the_settings(folder: Path) -> None:
    asked(folder, customs=LONG_AGO, fia=LONG_AGO + 1)
    (line,) = alarms(folder, NOW)
    assert line.startswith("alarm: pk.customs is quiet: it has not asked for copies since 20")
    (folder / "settings.toml").write_text("quiet_hours = 47\n", "utf-8")
    assert len(list(alarms(folder, NOW))) == 2


def test_a_receiver_has_one_word_at_a_time(folder: Path) -> None:
    asked(folder, customs=NOW, fia=NOW)
    replace_private(folder / PAUSED_FILE, b'paused = ["pk.fia"]')
    customs, fia = receiver_states(folder)
    assert customs == ReceiverState("pk.customs", paused=False, acked=0, unacked=0, heard_ms=NOW)
    assert fia == ReceiverState("pk.fia", paused=True, acked=0, unacked=0, heard_ms=NOW)
    assert [each.standing(NOW, HOURS) for each in (customs, fia)] == [LEVEL, PAUSED]
    assert customs._replace(unacked=1).standing(NOW, HOURS) == UNACKNOWLEDGED
    assert customs._replace(heard_ms=LONG_AGO).standing(NOW, HOURS) == QUIET
    assert fia._replace(heard_ms=LONG_AGO).standing(NOW, HOURS) == PAUSED, "whom the operator paused is no alarm"


@pytest.mark.parametrize(
    ("seen", "said"),
    [
        ({"heard_ms": NOW, "moved_ms": LONG_AGO}, ["alarm: pk.hub is quiet: no change since 20"]),
        ({"heard_ms": NOW, "moved_ms": NOW, "trouble": "SenderAway"}, ["alarm: pk.hub does not answer since 20"]),
        ({"heard_ms": NOW, "moved_ms": NOW}, []),
    ],
)
def test_a_peer_that_changes_nothing_or_does_not_answer_is_an_alarm(
    folder: Path, seen: dict[str, object], said: list[str]
) -> None:
    add_peer(folder, Peer("pk.hub", "hub.example:8443", "hub.crt"))
    replace_private(folder / STATE, json.dumps({"pk.hub": seen}).encode())
    assert [line[: line.find(" 20") + 3] for line in alarms(folder, NOW)] == said


def test_what_cannot_be_read_is_an_alarm_too(folder: Path) -> None:
    replace_private(folder / "peers.toml", b"peer = 3")
    assert list(alarms(folder, NOW)) == ["alarm: copies: what peers did cannot be read (PeersError)"]
