"""The store of records that a node's settings name."""

from __future__ import annotations

import asyncio
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from services.node.records_store import open_records
from services.node.settings import NodeSettings
from services.records.errors import StorageUnavailable
from services.records.ports import Store
from services.signing.keyfile import UnsafeFile
from services.store.errors import StoreUnsafe
from tests.fakes import postgres

WITHOUT = (
    "import sys; sys.modules['asyncpg'] = None\n"
    "from pathlib import Path\n"
    "from services.node.records_store import open_records\n"
    "from services.node.settings import NodeSettings\n"
    "open_records(NodeSettings(Path(sys.argv[1]), store='postgresql://rabta@localhost/records'))\n"
)
LOADED = "import sys, services.node.edge_process, services.node.change_worker; print('asyncpg' in sys.modules)"


@pytest.fixture
def synced() -> Iterator[postgres.Server]:
    """A server as in production, with an empty database of the hub's."""
    server = postgres.synced()
    server.run("CREATE DATABASE hub")
    yield server
    server.run("DROP DATABASE hub WITH (FORCE)")


@pytest.fixture
def killed() -> Iterator[postgres.Server]:
    """As ``synced``, and of the test alone, which kills it."""
    with postgres.synced_server("CREATE DATABASE hub") as server:
        yield server


async def head(store: Store) -> int:
    """The last number given to a change; the store is closed after it."""
    try:
        async with store.snapshot() as view:
            return await view.change_head()
    finally:
        await store.close()


def test_without_a_setting_it_is_the_file(tmp_path: Path) -> None:
    tmp_path.chmod(0o700)
    assert asyncio.run(head(open_records(NodeSettings(tmp_path)))) == 0
    assert stat.S_IMODE((tmp_path / "records.db").stat().st_mode) == 0o600


@pytest.mark.postgres
def test_an_address_is_a_database_and_leaves_no_file(tmp_path: Path, killed: postgres.Server) -> None:
    settings = NodeSettings(tmp_path, store=killed.address("hub"))
    for _ in range(2):
        assert asyncio.run(head(open_records(settings))) == 0
    assert list(tmp_path.iterdir()) == []
    tables = killed.run("SELECT count(*) FROM pg_tables WHERE schemaname = 'records'", "hub")
    assert tables[0][0] > 15
    killed.kill()
    with pytest.raises(StorageUnavailable):
        open_records(settings)


@pytest.mark.postgres
def test_a_user_who_may_connect_and_make_a_schema_needs_no_more(tmp_path: Path, synced: postgres.Server) -> None:
    for statement in (
        "CREATE ROLE clerk LOGIN",
        "REVOKE ALL ON DATABASE hub FROM PUBLIC",
        "GRANT CONNECT, CREATE ON DATABASE hub TO clerk",
    ):
        synced.run(statement)
    settings = NodeSettings(tmp_path, store=synced.address("hub").replace("rabta@", "clerk@"))
    for _ in range(2):
        assert asyncio.run(head(open_records(settings))) == 0
    assert synced.run("SELECT DISTINCT tableowner FROM pg_tables WHERE schemaname = 'records'", "hub") == [("clerk",)]


@pytest.mark.postgres
def test_several_processes_bring_a_new_database_forward_at_once(tmp_path: Path, synced: postgres.Server) -> None:
    settings = NodeSettings(tmp_path, store=synced.address("hub"))

    async def run() -> None:
        opened = await asyncio.gather(*(asyncio.to_thread(open_records, settings) for _ in range(4)))
        assert [await head(each) for each in opened] == [0] * 4

    asyncio.run(run())
    assert synced.run("SELECT count(*) FROM records.alembic_version", "hub") == [(1,)]


@pytest.mark.postgres
def test_a_server_that_would_lose_what_it_acknowledges_is_refused(tmp_path: Path) -> None:
    name = postgres.database()
    with pytest.raises(StoreUnsafe, match="fsync must read on"):
        open_records(NodeSettings(tmp_path, store=postgres.shared().address(name)))
    postgres.drop(name)


def test_records_of_a_file_are_not_left_behind_unsaid(tmp_path: Path) -> None:
    (tmp_path / "records.db").touch(0o600)
    with pytest.raises(StoreUnsafe, match="move it away"):
        open_records(NodeSettings(tmp_path, store="postgresql://rabta@localhost/records"))


def test_the_password_s_file_is_private(tmp_path: Path) -> None:
    (tmp_path / "database.password").write_text("secret", "utf-8")
    (tmp_path / "database.password").chmod(0o644)
    settings = NodeSettings(tmp_path, store="postgresql://rabta@localhost/r", store_password_file="database.password")
    with pytest.raises(UnsafeFile) as refused:
        open_records(settings)
    assert "secret" not in str(refused.value)


def test_the_driver_is_loaded_where_it_is_used_and_its_absence_is_said(tmp_path: Path) -> None:
    loaded = subprocess.run([sys.executable, "-c", LOADED], capture_output=True, text=True, check=True)
    assert loaded.stdout.strip() == "False"
    missing = subprocess.run([sys.executable, "-c", WITHOUT, tmp_path], capture_output=True, text=True, check=False)
    assert missing.stderr.splitlines()[-1].endswith("SettingsError: store: needs what requirements-postgres.lock lists")
