"""`rabta peer` and `rabta sync status`, on a folder of a node."""

from __future__ import annotations

import json
import shutil
import time
from pathlib import Path

import pytest
from typer.testing import CliRunner

from services.cli.main import app
from services.membership.layout import FederationFiles
from services.node.copies_synced import STATE
from services.node.peers import Peer, read_peers
from services.node.posts_told import FILE as POSTS
from services.node.receivers import paused_receivers
from services.signing.keyfile import replace_private
from tests.fakes.records_node import NOW_MS
from tests.fakes.world.federations import small_federation

HUB = ("pk.hub", "hub.example:8443", "hub.crt")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> FederationFiles:
    return small_federation(tmp_path_factory.mktemp("peer") / "federation", NOW_MS)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    tmp_path.chmod(0o700)
    (tmp_path / "hub.crt").write_text("")
    return tmp_path


def ran(*words: str, code: int = 0) -> str:
    result = CliRunner().invoke(app, list(words))
    assert result.exit_code == code, result.output
    return result.output


def test_a_peer_comes_is_paused_goes_on_and_goes(folder: Path) -> None:
    assert "start the node again" in ran("peer", "add", str(folder), *HUB)
    assert read_peers(folder) == (Peer(*HUB),)
    assert "hub.example:8443" in ran("peer", "list", str(folder))
    ran("peer", "pause", str(folder), "pk.hub")
    assert "paused" in ran("peer", "list", str(folder))
    ran("peer", "resume", str(folder), "pk.hub")
    assert read_peers(folder) == (Peer(*HUB),)
    ran("peer", "remove", str(folder), "pk.hub")
    assert read_peers(folder) == ()
    assert "start the node again" not in ran("peer", "add", str(folder), *HUB)


def test_whom_the_node_gives_nothing_is_named_apart(folder: Path, made: FederationFiles) -> None:
    shutil.copytree(made.hub.folder / "registry", folder / "registry")
    assert "given nothing" in ran("peer", "pause", str(folder), "pk.customs", "--giving")
    assert "pk.customs" in ran("peer", "list", str(folder))
    assert paused_receivers(folder) == ("pk.customs",)
    assert "is no member" in ran("peer", "pause", str(folder), "pk.nobody", "--giving", code=1)
    ran("peer", "resume", str(folder), "pk.customs", "--giving")
    assert paused_receivers(folder) == ()
    assert ran("peer", "list", str(folder)) == ""


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("add", "PK HUB", "hub.example:8443", "hub.crt"), "agency: not in its form"),
        (("add", "pk.hub", "nowhere", "hub.crt"), "endpoint: not in its form"),
        (("add", "pk.hub", "hub.example:8443", "other.crt"), "is not in the node's folder"),
        (("pause", "pk.fia"), "pk.fia: is no peer"),
        (("resume", "pk.fia"), "pk.fia: is no peer"),
        (("remove", "pk.fia"), "pk.fia: is no peer"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_changes(folder: Path, words: tuple[str, ...], said: str) -> None:
    ran("peer", "add", str(folder), "pk.other", *HUB[1:])
    before = (folder / "peers.toml").read_bytes()
    command, *rest = words
    assert said in ran("peer", command, str(folder), *rest, code=1)
    assert (folder / "peers.toml").read_bytes() == before


def test_nobody_is_added_twice(folder: Path) -> None:
    ran("peer", "add", str(folder), *HUB)
    assert "is there already" in ran("peer", "add", str(folder), *HUB, code=1)


def test_how_a_peer_stands_and_what_the_exit_says(folder: Path) -> None:
    ran("peer", "add", str(folder), *HUB)
    assert "not heard yet" in ran("sync", "status", str(folder))
    seen = {"heads": {"records": 9}, "taken": {"records": 4}, "heard_ms": time.time_ns() // 1_000_000, "level_ms": {}}
    replace_private(folder / STATE, json.dumps({"pk.hub": seen}).encode())
    assert "behind" in ran("sync", "status", str(folder))
    (told,) = json.loads(ran("sync", "status", str(folder), "--output", "json"))
    assert (told["agency"], told["lag"], told["state"]) == ("pk.hub", 5, "behind")
    assert ran("sync", "status", str(folder), "--output", "csv").splitlines()[1].startswith("pk.hub,behind,5,never,")
    replace_private(folder / STATE, json.dumps({"pk.hub": seen | {"trouble": "SenderAway"}}).encode())
    assert "SenderAway" in ran("sync", "status", str(folder), code=1)
    replace_private(folder / STATE, json.dumps({"pk.hub": seen | {"heard_ms": 1}}).encode())
    assert "silent" in ran("sync", "status", str(folder), code=1)


def test_crossings_without_a_check_stand_by_post_and_day(folder: Path) -> None:
    day = {"agency": "pk.customs", "post": "TAFTAN", "day": "2026-05-29", "crossings": 12, "unchecked": 3, "checks": 9}
    days = [day, day | {"post": "", "crossings": 0, "unchecked": 0, "checks": 2}]
    replace_private(folder / POSTS, json.dumps({"at_ms": 1_780_000_000_000, "days": days}).encode())
    shown = ran("sync", "status", str(folder))
    assert "as counted at 2026-05-29" in shown
    assert [word for word in ("TAFTAN", "12", "3", "9", "no post named") if word not in shown] == []
    told = json.loads(ran("sync", "status", str(folder), "--output", "json"))
    assert [(each["direction"], each["post"], each["unchecked"]) for each in told] == [
        ("post", "TAFTAN", 3), ("post", "", 0),
    ]  # fmt: skip


def test_without_a_list_there_is_nobody(folder: Path) -> None:
    assert ran("sync", "status", str(folder)) == ""
    assert ran("sync", "status", str(folder), "--output", "json").strip() == "[]"
