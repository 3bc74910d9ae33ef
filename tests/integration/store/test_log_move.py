"""A log from its file and its parts to a database: killed, gone on with, compared, and never written in two places."""

from __future__ import annotations

import json
import os
import shutil
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from audit.files import private_folder
from audit.leaves import Row, read_rows, store_plain
from audit.parts import COUNT, LEAVES
from audit.place import Database, open_store
from audit.sqlite_store import SqliteStore
from audit.store import Store, StoreError, lock_folder
from audit.tree import Tree, recompute
from services.node.settings import SQLITE, load_settings
from services.node.store_move import BEFORE
from services.store.folder_lock import served_alone
from tests.fakes import live
from tests.fakes.postgres import Server, synced
from tests.integration.store.moves import database, held, killed_within, migrate
from tests.unit.audit.writers import grow, make_settings, opened

pytestmark = pytest.mark.postgres
WIDTH = 1024
SIZE = 4 * WIDTH + 300
"""Three parts may go: as many leaves as a part has stay."""
COMMITS = (*(1, 2, 3) * 60, 700)
"""Leaves of one commit after the other; some reach over an end of a part."""
MANY = 60
STATES = {"horizon_ms": 2**62, "vkey": "of some log", "rollback_proof": b"\0\xff"}


@pytest.fixture(scope="module")
def server() -> Server:
    return synced()


@pytest.fixture(scope="module")
def hub_of_all(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A hub's folder whose log has three parts, and one more row in all that the moving goes by."""
    folder = live.copied(tmp_path_factory.mktemp("hub")).hub.folder
    path = private_folder(folder / "audit") / "log.db"
    with closing(SqliteStore(path)) as store:
        store.set_state(LEAVES, WIDTH)
    with closing(SqliteStore(path)) as store:
        grow(store, SIZE, COMMITS)
        for name, value in STATES.items():
            store.set_state(name, value)
        store.run("insert_registry", 1, b"digest", 0)
        for _ in range(MANY):
            assert store.move_older(SIZE) == ""
        assert store.state(COUNT, 0) == 3
    return folder


@pytest.fixture
def hub(hub_of_all: Path, tmp_path: Path) -> Path:
    copied = tmp_path / "hub"
    shutil.copytree(hub_of_all, copied)
    return copied


def leaves_of(store: Store) -> list[Row]:
    return list(read_rows(store, 0, store.size()))


def of_file(hub: Path) -> tuple[list[Row], Tree]:
    with closing(SqliteStore(hub / "audit" / "log.db", read_only=True)) as store:
        return leaves_of(store), recompute(store)


def told_rows(hub: Path) -> int:
    """Rows of commits that the file and its parts hold, each once."""
    with closing(SqliteStore(hub / "audit" / "log.db", read_only=True)) as store:
        found = store.segments("select_segments", 0, store.size())
        return len({row[0] for _, _, rows in found for row in rows})


def test_killed_gone_on_with_and_changed_over(server: Server, hub: Path) -> None:
    """Each leaf and tile, those of the parts too, and every state but what says where parts lie."""
    address = database(server, "log_moved")
    there = killed_within(server, "log_moved", hub, "audit.segment", log=True)
    before, tree = of_file(hub)
    assert 0 < there < told_rows(hub)
    with pytest.raises(StoreError, match="is being brought"):
        open_store(Database(address))
    told = json.loads(migrate(hub, address, "--log", "--output", "json").splitlines()[0])["audit"]
    assert told["written"] <= told["rows"] - there
    with closing(SqliteStore(hub / "audit" / "log.db")) as store:
        grow(store, SIZE + 40, COMMITS)
    before, tree = of_file(hub)
    told = json.loads(migrate(hub, address, "--log", "--switch", "--output", "json").splitlines()[0])["audit"]
    assert 0 < told["written"] < told["rows"]
    assert len(told["sha256"]) == 64
    settings = load_settings(hub)
    assert (settings.log_store, settings.store) == (address, SQLITE)
    away = hub / BEFORE / "audit"
    assert {"log.db", "log.parts"} <= {file.name for file in away.iterdir()}
    assert not list((hub / "audit").glob("log.db*"))
    with closing(open_store(Database(address))) as store:
        assert leaves_of(store) == before
        assert recompute(store) == tree
        assert {name: store.state(name, None) for name in STATES} == STATES
        assert (store.state(COUNT, None), store.state(LEAVES, None), store.state("part 0", None)) == (None,) * 3
        assert store.rows("select_registry") == [(1, b"digest", 0)]
        store_plain(store, store.size(), b"the next")
    assert "already" in migrate(hub, address, "--log", code=1)


def test_a_log_that_somebody_writes_is_not_changed_over(server: Server, hub: Path) -> None:
    address = database(server, "log_written")
    with served_alone(hub):
        assert "is served already" in migrate(hub, address, "--log", "--switch", code=1)
    lock = lock_folder(hub / "audit")
    try:
        assert "in use by another writer" in migrate(hub, address, "--log", "--switch", code=1)
    finally:
        os.close(lock)
    assert load_settings(hub).log_store == SQLITE
    assert (hub / "audit" / "log.db").exists()


def test_what_was_ended_once_the_file_was_away_is_finished(server: Server, hub: Path) -> None:
    """The writer does not begin before: the parts lie in the log's folder still."""
    address = database(server, "log_ended")
    migrate(hub, address, "--log", "--switch")
    (hub / BEFORE / "audit" / "log.parts").replace(hub / "audit" / "log.parts")
    server.run("CREATE TABLE audit.moving (source TEXT NOT NULL)", "log_ended")
    with pytest.raises(StoreError, match="is being brought"):
        open_store(Database(address))
    migrate(hub, address, "--log", "--switch")
    assert not (hub / "audit" / "log.parts").exists()
    open_store(Database(address)).close()


def test_a_damaged_part_is_named_and_nothing_is_changed_over(server: Server, hub: Path) -> None:
    address = database(server, "log_damaged")
    part = hub / "audit" / "log.parts" / "000001.db"
    raw = bytearray(part.read_bytes())
    raw[-9] ^= 1
    part.write_bytes(raw)
    assert "part 1 of the log (log.parts/000001.db) is damaged" in migrate(hub, address, "--log", "--switch", code=1)
    assert load_settings(hub).log_store == SQLITE


def test_a_leaf_that_differs_in_the_database_is_found(server: Server, hub: Path) -> None:
    address = database(server, "log_differs")
    migrate(hub, address, "--log")
    server.run(
        "CREATE FUNCTION audit.other() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$", "log_differs"
    )
    server.run(
        "CREATE TRIGGER other BEFORE UPDATE ON audit.segment FOR EACH ROW EXECUTE FUNCTION audit.other()", "log_differs"
    )
    server.run("ALTER TABLE audit.segment DISABLE TRIGGER other", "log_differs")
    server.run("UPDATE audit.segment SET bodies = bodies || '\\x00' WHERE first_idx = 0", "log_differs")
    server.run("ALTER TABLE audit.segment ENABLE TRIGGER other", "log_differs")
    assert "do not hold the same rows" in migrate(hub, address, "--log", "--switch", code=1)
    assert load_settings(hub).log_store == SQLITE


def test_a_database_in_which_a_writer_began_is_left_alone(server: Server, hub: Path) -> None:
    """One state is enough to say so: its origin and key."""
    address = database(server, "log_begun")
    with closing(open_store(Database(address))) as store:
        store.set_state("vkey", "of another log")
    assert "holds rows in table state" in migrate(hub, address, "--log", "--switch", code=1)
    assert held(server, "log_begun", "audit.segment") == 0


def test_every_log_of_a_node_moves_into_its_own_schema(server: Server, hub: Path) -> None:
    address, later = database(server, "logs_moved"), private_folder(hub / "audit-2") / "log.db"
    with closing(SqliteStore(later)) as store:
        grow(store, 5, COMMITS)
    told = migrate(hub, address, "--log", "--switch")
    assert "audit_2" in told
    assert not later.exists()
    with closing(open_store(Database(address, "audit_2"), read_only=True)) as store:
        assert store.size() == 5


def test_the_writer_opens_what_came_and_goes_on(server: Server, tmp_path: Path) -> None:
    """Its key is bound to it, its checkpoints and nonces are there, and the file is refused beside it."""
    hub = live.copied(tmp_path / "node").hub.folder
    settings = make_settings(tmp_path / "log")
    with opened(settings) as log:
        log.append_registry(1, b"d" * 32)
        log.tick()
        size = log.appender.tree.size
    private_folder(hub / "audit")
    (settings.folder / "log.db").replace(hub / "audit" / "log.db")
    address = database(server, "log_opened")
    migrate(hub, address, "--log", "--switch")
    with opened(replace(settings, store=Database(address))) as log:
        assert log.appender.tree.size == size
        assert log.newest_registry(size) == (1, 0)
        log.append_registry(2, b"e" * 32)
    with closing(open_store(Database(address), read_only=True)) as store:
        assert store.size() == size + 1
