"""An operator gives up what the records lack of the log: of a stopped hub, asked once more, and nothing else changes."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from services.node.accept import Unopened, accept_records
from services.records.log_port import ACCEPTED, LogMark
from services.records.store import open_store
from services.store.folder_lock import FolderServed, served_alone
from tests.fakes import live
from tests.unit.cli.rabta import rabta


@pytest.fixture
def hub(tmp_path: Path) -> Path:
    return live.copied(tmp_path).hub.folder


async def mark(folder: Path) -> LogMark:
    store = open_store(folder / "records.db")
    try:
        async with store.snapshot() as view:
            return await view.log_mark()
    finally:
        await store.close()


def test_a_stopped_hub_serves_its_records_as_they_are(hub: Path) -> None:
    said = rabta("node", "accept-records", hub, "--yes")
    assert asyncio.run(mark(hub)) == LogMark("", ACCEPTED)
    assert "tell the owners" in said.stderr


def test_nothing_is_given_up_unasked(hub: Path) -> None:
    assert rabta("node", "accept-records", hub, code=1, stdin="n\n").exit_code == 1
    assert not (hub / "records.db").exists()


def test_a_hub_that_runs_gives_up_nothing(hub: Path) -> None:
    with served_alone(hub), pytest.raises(FolderServed):
        accept_records(hub)
    assert not (hub / "records.db").exists()


def test_a_folder_of_no_node_stays_as_it_is(tmp_path: Path) -> None:
    with pytest.raises(Unopened, match=r"no folder of a hub"):
        accept_records(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_store_that_does_not_open_is_named(hub: Path) -> None:
    (hub / "records.db").write_bytes(b"no database" * 999)
    (hub / "records.db").chmod(0o600)
    with pytest.raises(Unopened, match=r"cannot be opened"):
        accept_records(hub)
