"""What a log on PostgreSQL asks of its server at the start, and what it makes of an answer that is none."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from audit import postgres_line
from audit.__main__ import main
from audit.export import ExportError, export
from audit.files import FileModeError
from audit.leaves import store_plain
from audit.log import Log
from audit.place import Database, open_store
from audit.postgres_line import fault_of
from audit.postgres_store import in_postgres
from audit.store import Store, StoreError, StoreLost, StoreUnavailable
from tests.conformance.log.places import database
from tests.fakes.postgres import Server, synced_server
from tests.unit.audit.logs import witness_signer
from tests.unit.audit.writers import append, make_settings, opened, request

ATTEMPTS = 1000
WAITING = "SELECT pid FROM pg_stat_activity WHERE wait_event = 'SyncRep'"


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with synced_server("CREATE DATABASE logs") as made:
        yield made


@contextmanager
def said(server: Server, setting: str, back: str) -> Iterator[None]:
    """The server reads another setting meanwhile."""
    for statement in (f"ALTER SYSTEM SET {setting}", "SELECT pg_reload_conf()"):
        server.run(statement)
    yield
    for statement in (f"ALTER SYSTEM SET {back}", "SELECT pg_reload_conf()"):
        server.run(statement)


@contextmanager
def without_its_standby(server: Server) -> Iterator[None]:
    """Each COMMIT waits for one that is not there."""
    with said(server, "synchronous_standby_names = 'absent'", "synchronous_standby_names = ''"):
        until_it_waits(server)
        yield


def until_it_waits(server: Server) -> None:
    """Return once a commit waits: the server reads a setting in its own time, and until then it waits for nobody."""
    for number in range(ATTEMPTS):
        commit = threading.Thread(target=server.run, args=(f"COMMENT ON DATABASE logs IS '{number}'",))
        commit.start()
        while commit.is_alive():
            for (pid,) in server.run(WAITING):
                server.run(f"SELECT pg_cancel_backend({pid})")
                commit.join()
                return
    raise AssertionError("the server waits for no standby")


def at(server: Server) -> Database:
    return Database(server.address("logs"), lease_s=1.0)


@pytest.mark.parametrize("word", ["off", "local", "remote_write"])
def test_a_server_that_does_not_wait_for_disks_is_refused(server: Server, word: str) -> None:
    server.run(f"ALTER DATABASE logs SET synchronous_commit = {word}")
    with pytest.raises(StoreError, match="synchronous_commit must read on or remote_apply"):
        open_store(at(server))
    server.run("ALTER DATABASE logs RESET synchronous_commit")
    open_store(at(server)).close()


def test_a_server_that_may_tear_a_page_is_refused(server: Server) -> None:
    with said(server, "full_page_writes = off", "full_page_writes = on"), pytest.raises(StoreError, match="full_page"):
        open_store(at(server))


def test_a_server_without_fsync_is_refused() -> None:
    with pytest.raises(StoreError, match="fsync must read on"):
        open_store(replace(database(), unsynced=False))


def waiting(server: Server) -> list[int]:
    """Processes of the server that wait for a standby; returns once there are any, within a minute."""
    end = time.monotonic() + 60
    while not (found := server.run(WAITING)):
        assert time.monotonic() < end, "nobody waits"
    return [row[0] for row in found]


def written_aside(store: Store, index: int) -> Callable[[], BaseException | None]:
    """A leaf is being written in another thread; what it raised, once that ends."""
    raised: list[BaseException] = []

    def write() -> None:
        try:
            store_plain(store, index, b"leaf")
        except StoreError as error:
            raised.append(error)

    thread = threading.Thread(target=write)
    thread.start()

    def result() -> BaseException | None:
        thread.join()
        return raised[0] if raised else None

    return result


def test_a_commit_whose_wait_for_the_standby_was_ended_is_not_acknowledged(server: Server) -> None:
    with closing(open_store(at(server))) as store:
        size = store.size()
        with without_its_standby(server):
            result = written_aside(store, size)
            for pid in waiting(server):
                server.run(f"SELECT pg_cancel_backend({pid})")
            error = result()
    assert isinstance(error, StoreLost)
    assert "a standby may not have it" in str(error)


def test_a_server_that_waits_is_left_alone_and_what_it_commits_later_is_there(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(open_store(at(server))) as store:
        size = store.size()
        monkeypatch.setattr(postgres_line, "ANSWER_S", 0.5)
        with without_its_standby(server):
            error = written_aside(store, size)()
            assert isinstance(error, StoreLost)
            assert waiting(server), "nobody told it to cease"
            assert read(server) == size
        with pytest.raises(StoreLost):
            store.size()
    monkeypatch.undo()
    with closing(open_store(at(server))) as store:
        assert store.size() == size + 1, "its standby has it now"


def read(server: Server) -> int:
    with closing(open_store(at(server), read_only=True)) as reader:
        return reader.size()


def test_a_file_beside_a_database_is_not_passed_over(tmp_path: Path) -> None:
    settings = make_settings(tmp_path)
    Log(settings).close()
    with pytest.raises(StoreError, match=r"log.db is in the folder"):
        Log(replace(settings, store=database()))


def test_a_password_file_that_others_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "database.password"
    path.write_text("secret\n")
    path.chmod(0o644)
    with pytest.raises(FileModeError):
        open_store(replace(database(), password_file=path))
    path.chmod(0o600)
    open_store(replace(database(), password_file=path)).close()


def test_a_log_is_read_where_the_writers_settings_say_it_lies(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place, keys = database(), tmp_path / "keys"
    settings = make_settings(tmp_path, store=place, month_key_folder=keys)
    with opened(settings) as log:
        append(log, *map(request, range(3)))
        log.tick()
    text = [f'origin = "{settings.origin}"', 'folder = "."', 'log_key = "../log.key"', 'hub_seal_key = "../hub.key"']
    text += ['oversight_seal_key = "../oversight.key.pub"', "quorum = 1", f'month_key_folder = "{keys}"']
    text += ["[[witnesses]]", f'vkey = "{witness_signer(0).key.encode()}"', 'url = "http://127.0.0.1:9"']
    config = settings.folder / "writer.toml"
    config.write_text("\n".join([*text, "[store]", f'address = "{place.address}"', f'schema = "{place.schema}"']))
    assert export(settings.folder, tmp_path / "copy") == 3
    assert [path.suffix for path in (tmp_path / "copy" / "month-keys").iterdir()] == [".key"]
    assert main(["--config", str(config), "--recompute"]) == 0
    assert capsys.readouterr().out == "log recomputed: 3 leaves hold\n"
    config.write_text("\n".join([*text, "[store]", f'address = "postgresql://rabta@/logs?host={tmp_path}"']))
    assert main(["--config", str(config), "--recompute"]) == 1
    assert capsys.readouterr().err == "audit: the log's database cannot be used: FileNotFoundError\n"
    config.write_text("no settings")
    with pytest.raises(ExportError, match="settings file cannot be read"):
        export(settings.folder, tmp_path / "none")


STATES: list[tuple[str, type[StoreError]]] = [
    ("53100", StoreUnavailable), ("40001", StoreUnavailable), ("55P03", StoreUnavailable), ("57014", StoreUnavailable),
    ("57P01", StoreLost), ("08006", StoreLost), ("25006", StoreLost), ("25P03", StoreLost),
    ("23505", StoreError), ("42P01", StoreError), ("58030", StoreError),
]  # fmt: skip


@pytest.mark.parametrize(("state", "kind"), STATES)
def test_what_a_state_means_to_the_writer(state: str, kind: type[StoreError]) -> None:
    error: Any = asyncpg.PostgresError("rows and names that nobody may see")
    error.sqlstate = state
    fault = fault_of(error)
    assert type(fault) is kind
    assert str(fault) == f"the log's database cannot be used: {state}"


def test_what_has_no_state_is_a_line_that_is_lost() -> None:
    assert type(fault_of(ConnectionResetError("x"))) is StoreLost
    assert type(fault_of(asyncpg.InterfaceError("connection is closed"))) is StoreLost


def test_statements_are_written_once() -> None:
    assert (
        in_postgres("-- What.\nSELECT a FROM b WHERE c = ? AND d = ?\n") == "SELECT a FROM b WHERE c = $1 AND d = $2\n"
    )
    assert in_postgres("UPDATE b SET c = ?2 WHERE d = ?1 AND e > ?1") == "UPDATE b SET c = $2 WHERE d = $1 AND e > $1"
