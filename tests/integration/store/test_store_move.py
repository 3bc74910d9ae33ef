"""A node's stores from its files to a database: while it serves, then with the node stopped."""

from __future__ import annotations

import asyncio
import json
import shutil
import sqlite3
from pathlib import Path

import pytest

from services.membership.layout import FederationFiles
from services.node import link_store, oversight_store, records_store
from services.node.link_store import open_links
from services.node.oversight_store import open_oversight
from services.node.records_store import open_records
from services.node.settings import SQLITE, load_settings
from services.node.store_move import BEFORE, Target, change
from services.node.store_move_parts import holding_of
from services.store.errors import StoreUnsafe
from services.store.folder_lock import served_alone
from tests.bench.bench_classes import filled
from tests.fakes import live
from tests.fakes.postgres import Server, synced
from tests.integration.store.moves import database, rabta

pytestmark = pytest.mark.postgres
FILES = {"records": records_store.FILE, "linkage": link_store.FILE, "oversight": oversight_store.FILE}


@pytest.fixture(scope="module")
def server() -> Server:
    return synced()


@pytest.fixture
def hub(tmp_path: Path) -> Path:
    """A hub's folder with its three stores, the links of which hold something."""
    files: FederationFiles = live.copied(tmp_path)
    folder = files.hub.folder
    settings = folder / "settings.toml"
    settings.write_text('listen = "127.0.0.1:7443"\nstore = "sqlite"\nlog_level = "warning"\n', "utf-8")
    settings.chmod(0o600)
    opened(folder)
    asyncio.run(filled(folder / FILES["linkage"], 400))
    return folder


def opened(folder: Path) -> None:
    """Every store of a node as it is set, made where it is absent."""
    settings = load_settings(folder)
    asyncio.run(open_records(settings).close())
    open_oversight(settings).close()
    asyncio.run(open_links(settings).close())


def test_brought_while_it_serves_and_changed_over_while_it_is_stopped(server: Server, hub: Path) -> None:
    address = database(server, "changed_over")
    with served_alone(hub):
        told = rabta("store", "migrate", str(hub), "--to", address)
        assert "linkage" in told
        assert "--switch" in told
        assert "is served already" in rabta("store", "migrate", str(hub), "--to", address, "--switch", code=1)
    assert load_settings(hub).store == SQLITE
    assert "linkage," in rabta("store", "migrate", str(hub), "--to", address, "--output", "csv")
    found = json.loads(
        rabta("store", "migrate", str(hub), "--to", address, "--switch", "--output", "json").splitlines()[0]
    )
    assert found["linkage"]["rows"] > 800
    assert {room: said["written"] for room, said in found.items()} == dict.fromkeys(FILES, 0)
    settings = load_settings(hub)
    assert (settings.store, settings.log_level, settings.listen) == (address, "warning", "127.0.0.1:7443")
    assert not [name for name in FILES.values() if (hub / name).exists()]
    assert {*FILES.values()} <= {file.name for file in (hub / BEFORE).iterdir()}
    opened(hub)
    assert "in a database already" in rabta("store", "migrate", str(hub), "--to", server.address("other"), code=1)


def test_what_was_ended_between_settings_and_files_is_finished_by_the_next_run(server: Server, hub: Path) -> None:
    address = database(server, "ended")
    change(holding_of(hub, Target(address), log=False), Target(address), lambda *_: None)
    (hub / BEFORE / FILES["oversight"]).replace(hub / FILES["oversight"])
    with pytest.raises(StoreUnsafe, match=FILES["oversight"]):
        opened(hub)
    registry = live.registry()
    whose = f"{registry.federation_id.hex()} {registry.hub}"
    server.run(f"CREATE TABLE oversight.moving AS SELECT CAST('{whose}' AS TEXT) AS source", "ended")
    rabta("store", "migrate", str(hub), "--to", address, "--switch")
    opened(hub)
    assert server.run("SELECT to_regclass('oversight.moving') IS NULL", "ended")[0][0]


def test_where_both_sides_differ_in_the_end_nothing_is_changed_over(server: Server, hub: Path) -> None:
    """A database that keeps another value than it was given, for whatever reason."""
    address = database(server, "differing")
    rabta("store", "migrate", str(hub), "--to", address)
    server.run(
        "CREATE FUNCTION linkage.other() RETURNS trigger LANGUAGE plpgsql AS"
        " $$ BEGIN NEW.held_until_ms := 1; RETURN NEW; END $$",
        "differing",
    )
    server.run(
        "CREATE TRIGGER other BEFORE INSERT OR UPDATE ON linkage.bound_class"
        " FOR EACH ROW EXECUTE FUNCTION linkage.other()",
        "differing",
    )
    server.run("UPDATE linkage.bound_class SET keys = keys WHERE id = 7", "differing")
    told = rabta("store", "migrate", str(hub), "--to", address, "--switch", code=1)
    assert "linkage.db and the database do not hold the same rows" in told
    assert load_settings(hub).store == SQLITE
    assert (hub / FILES["linkage"]).exists()


def test_records_of_an_older_release_are_not_taken(server: Server, hub: Path) -> None:
    with sqlite3.connect(hub / FILES["records"]) as db:
        db.execute("UPDATE alembic_version SET version_num = '0011'")
    address = database(server, "older")
    assert "start the node once" in rabta("store", "migrate", str(hub), "--to", address, "--switch", code=1)
    assert load_settings(hub).store == SQLITE


def test_a_database_that_another_node_fills_is_left_alone(server: Server, hub: Path, tmp_path: Path) -> None:
    address = database(server, "anothers")
    rabta("store", "migrate", str(hub), "--to", address)
    server.run("UPDATE records.moving SET source = 'another'", "anothers")
    assert "another node" in rabta("store", "migrate", str(hub), "--to", address, "--switch", code=1)
    assert load_settings(hub).store == SQLITE
    assert (hub / FILES["records"]).exists()


def test_links_of_an_older_release_beside_a_database_are_brought_there(
    server: Server, hub: Path, tmp_path: Path
) -> None:
    """Its records went to a database before links could: the file is opened by nobody, and is of an older version."""
    address = database(server, "beside")
    (aside := tmp_path / "aside").mkdir()
    for file in hub.glob(f"{FILES['linkage']}*"):
        file.replace(aside / file.name)
    rabta("store", "migrate", str(hub), "--to", address, "--switch")
    server.run("DROP SCHEMA IF EXISTS linkage CASCADE", "beside")
    with sqlite3.connect(aside / FILES["linkage"]) as db:
        rows = db.execute("SELECT count(*) FROM bound_class").fetchone()[0]
        db.execute("PRAGMA user_version = 2")
    for file in aside.iterdir():
        file.replace(hub / file.name)
    with pytest.raises(StoreUnsafe, match="rabta store migrate"):
        opened(hub)
    told = rabta("store", "migrate", str(hub), "--to", address, "--switch", "--output", "csv")
    assert "\nlinkage," in told
    assert server.run("SELECT count(*) FROM linkage.bound_class", "beside")[0][0] == rows > 0
    assert (hub / BEFORE / FILES["linkage"]).exists()
    opened(hub)


def test_links_beside_a_database_that_has_links_already_are_refused(server: Server, hub: Path) -> None:
    address = database(server, "both")
    rabta("store", "migrate", str(hub), "--to", address, "--switch")
    shutil.copy(hub / BEFORE / FILES["linkage"], hub / FILES["linkage"])
    told = rabta("store", "migrate", str(hub), "--to", address, "--switch", code=1)
    assert "the database holds rows in table" in told
    assert (hub / FILES["linkage"]).exists()
