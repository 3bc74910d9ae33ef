"""After an older register was put back: cursors of before end, on a stopped node alone."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from services.identity.keys import Keys
from services.identity.store.database import open_register
from services.identity.store.register import StoredRegister
from services.node.register_epoch import begin_epoch
from services.signing.keyfile import read_secret, write_private
from services.store.folder_lock import FolderServed, served_alone


async def epoch(folder: Path) -> int:
    database = open_register(folder)
    try:
        return await StoredRegister(database, Keys.of(read_secret(folder / "secret.key"))).epoch()
    finally:
        database.close()


def test_each_time_is_a_new_epoch_and_no_register_is_made(tmp_path: Path) -> None:
    write_private(tmp_path / "secret.key", bytes(range(32)))
    with pytest.raises(FileNotFoundError):
        begin_epoch(tmp_path)
    before = asyncio.run(epoch(tmp_path))
    begin_epoch(tmp_path)
    first = asyncio.run(epoch(tmp_path))
    begin_epoch(tmp_path)
    assert before < first < asyncio.run(epoch(tmp_path))


def test_not_while_the_node_runs(tmp_path: Path) -> None:
    write_private(tmp_path / "secret.key", bytes(range(32)))
    before = asyncio.run(epoch(tmp_path))
    with served_alone(tmp_path), pytest.raises(FolderServed):
        begin_epoch(tmp_path)
    assert asyncio.run(epoch(tmp_path)) == before
