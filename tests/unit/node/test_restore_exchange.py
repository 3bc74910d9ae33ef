"""A desk, watches and a ledger of copies are in a backup, and come back as what they are: older than the log."""

from __future__ import annotations

import asyncio
import stat
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any, TypeVar

import pytest
from typer.testing import CliRunner

from services.cli.backup import HELD_AGAIN
from services.cli.main import app
from services.exchange.hits.build import open_desk
from services.exchange.hits.store.requests import StoredHits
from services.exchange.store.database import open_database
from services.exchange.watches.build import open_watches
from services.exchange.watches.store.watches import StoredWatches
from services.membership.layout import NodeFiles
from services.node.backup import HELD_DATABASES, BackupRefused, back_up
from services.node.restore import restore
from services.signing.keyfile import read_secret
from services.statistics.build import open_releases
from services.values.exchange import CaseReference, ReleasedRecord, ReleasesInForce
from tests.unit.exchange.watches.test_store import NOW, OURS, watched
from tests.unit.node.shelves import database, hub, rows

T = TypeVar("T")
TOLD = ReleasesInForce(
    b"s" * 32, (ReleasedRecord("agencies/pk.fia/records/r1", "fia-1", CaseReference("FIR", "1/2026"), NOW + 1),)
)


def used(node: NodeFiles, use: Callable[[StoredHits, StoredWatches], Coroutine[Any, Any, T]]) -> T:
    """Over the files of a node that nothing serves."""
    secret = read_secret(node.secret_key)
    desk, watches, ledger, figures = (
        open_desk(node.folder, secret), open_watches(node.folder, secret), open_database(node.folder / "exchange.db"),
        open_releases(node.folder),
    )  # fmt: skip
    try:
        return asyncio.run(use(desk.requests, watches.watches))
    finally:
        for each in (desk, watches, ledger, figures):
            each.close()


async def filled(hits: StoredHits, watches: StoredWatches) -> int:
    await hits.take("pk.fia", TOLD)
    await watches.keep(watched("watch-1", deconflict=True))
    await watches.meet(OURS, [watched("watch-1", deconflict=True)], [], NOW)
    return await watches.epoch()


async def nothing(_hits: StoredHits, _watches: StoredWatches) -> None:
    return None


def test_they_are_copied_while_the_node_runs_and_as_private(tmp_path: Path) -> None:
    node, target = hub(tmp_path), tmp_path / "backup"

    async def copied(_hits: StoredHits, watches: StoredWatches) -> None:
        await watches.keep(watched("watch-1"))
        made = back_up(node.folder, target, keys=False)
        assert set(HELD_DATABASES) <= set(made.files)

    used(node, copied)
    assert rows(target / "watches.db", "select count(*) from watch") == [(1,)]
    assert {stat.S_IMODE((target / name).stat().st_mode) for name in HELD_DATABASES} == {0o600}


def test_what_comes_back_knows_that_it_is_older(tmp_path: Path) -> None:
    node, backup = hub(tmp_path), tmp_path / "backup"
    epoch = used(node, filled)
    back_up(node.folder, backup, keys=False)
    restore(backup, node.folder, replace=True)

    async def read(hits: StoredHits, watches: StoredWatches) -> None:
        assert await watches.epoch() != epoch
        assert [each.id for each in await watches.of(OURS, NOW)] == ["watch-1"]
        assert await hits.names() == frozenset()
        assert await hits.state() == b""

    used(node, read)
    assert rows(node.folder / "watches.db", "select willing_ms from consent") == [(0,)]


def test_one_database_comes_back_alone(tmp_path: Path) -> None:
    node, backup = hub(tmp_path), tmp_path / "backup"
    used(node, nothing)
    back_up(node.folder, backup, keys=False)
    (node.folder / "desk.db").unlink()
    before = {name: (node.folder / name).read_bytes() for name in ("records.db", "watches.db", "graph/data")}
    for name in ("alerts.db", "settings.toml"):
        with pytest.raises(BackupRefused, match="no database of the backup"):
            restore(backup, node.folder, replace=True, only=["desk.db", name])
    restore(backup, node.folder, replace=False, only=["desk.db"])
    assert (node.folder / "desk.db").exists()
    assert {name: (node.folder / name).read_bytes() for name in before} == before
    with pytest.raises(BackupRefused, match="--replace"):
        restore(backup, node.folder, replace=False, only=["desk.db"])
    restore(backup, node.folder, replace=True, only=["linkage.db"])
    assert not (node.folder / "graph").exists(), "it was made of other links"


@pytest.mark.parametrize("name", ["law.db", "referral.db"])
def test_what_shows_in_no_graph_leaves_the_graph_and_the_book(name: str, tmp_path: Path) -> None:
    """Neither the graph nor answers of the identity registry are made of it."""
    node, backup = hub(tmp_path), tmp_path / "backup"
    for each in (name, "identity.db"):
        database(node.folder / each, "create table act (id)")
    back_up(node.folder, backup, keys=False)
    (node.folder / name).unlink()
    before = {name: (node.folder / name).read_bytes() for name in ("identity.db", "graph/data")}
    restore(backup, node.folder, replace=False, only=[name])
    assert rows(node.folder / name, "select * from act") == []
    assert {name: (node.folder / name).read_bytes() for name in before} == before


def test_the_command_says_what_follows(tmp_path: Path) -> None:
    node, backup = hub(tmp_path), tmp_path / "backup"
    used(node, nothing)
    back_up(node.folder, backup, keys=False)
    words = ["restore", str(backup), str(node.folder), "--replace", "--only", "desk.db", "--only", "watches.db"]
    said = CliRunner().invoke(app, words)
    assert said.exit_code == 0, said.output
    assert said.stdout.splitlines() == ["desk.db", "watches.db"]
    assert HELD_AGAIN in said.stderr


@pytest.mark.parametrize("name", HELD_DATABASES)
def test_a_damaged_one_is_put_in_no_backup(name: str, tmp_path: Path) -> None:
    node = hub(tmp_path)
    used(node, nothing)
    path = node.folder / name
    whole = path.read_bytes()
    path.write_bytes(whole[:4096] + bytes(byte ^ 0xFF for byte in whole[4096:8192]) + whole[8192:])
    with pytest.raises(BackupRefused, match=name.replace(".", r"\.")):
        back_up(node.folder, tmp_path / "backup", keys=False)
    assert not (tmp_path / "backup").exists()
