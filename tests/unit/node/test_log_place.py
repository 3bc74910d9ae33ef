"""A log has a folder, a key and a socket of its own; a later one is written only once its first leaf is there."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from audit.__main__ import main as writer_main
from audit.ed25519 import load_private
from audit.note import ED25519, Signer
from audit.place import Database
from audit.settings import read_settings
from services.membership.layout import FederationFiles
from services.membership.provision import new_log, sign_and_publish
from services.membership.registry import Registry
from services.membership.watch import RegistryFolder
from services.node.log_place import NoSuccession, check_succession, folder_of, key_of, number_of, place_of, socket_of
from services.node.processes import children, run_node, write_writer_config
from services.node.registry_follow import Follower
from services.node.settings import NodeSettings, SettingsError, load_settings
from tests.fakes import live
from tests.fakes.hub_log import FakeLog
from tests.shared import PATIENCE_S

FIRST, SECOND = "rabta.test/audit/1", "rabta.test/audit/2"


@pytest.fixture
def files(tmp_path: Path) -> FederationFiles:
    return live.copied(tmp_path)


@pytest.fixture
def settings(files: FederationFiles) -> NodeSettings:
    return load_settings(files.hub.folder, {})


def rotated(files: FederationFiles, size: int = 5) -> Registry:
    new_log(files, size, live.now_ms())
    return sign_and_publish(files)


def test_each_origin_has_its_place(settings: NodeSettings) -> None:
    home = settings.folder
    assert (folder_of(settings, FIRST), key_of(FIRST)) == (home / "audit", "log.key")
    assert (folder_of(settings, SECOND), key_of(SECOND)) == (home / "audit-2", "../audit/log-2.key")
    assert socket_of(settings, SECOND) == home / "audit-2" / "writer.sock"
    for origin in ("", "rabta.test/audit/", "rabta.test/audit/x", "rabta.test/audit/02", "rabta/../audit/\u06f2"):
        with pytest.raises(SettingsError):
            number_of(origin)


def test_the_writer_of_a_new_log_has_its_own_key_and_folder(files: FederationFiles, settings: NodeSettings) -> None:
    write_writer_config(settings, live.registry(files))
    before = (settings.audit / "writer.toml").read_bytes()
    registry = rotated(files)
    assert write_writer_config(settings, registry)
    read = read_settings(settings.folder / "audit-2" / "writer.toml")
    signer = Signer.of(SECOND, ED25519, load_private(read.log_key))
    assert (read.origin, signer.key) == (SECOND, registry.open_log(live.HUB).vkey)
    assert read.socket == socket_of(settings, SECOND)
    assert read.hub_seal_key.resolve() == files.hub.seal_key.resolve()
    assert (settings.audit / "writer.toml").read_bytes() == before, "the closed log stays as it was"
    assert children(settings, ("records",), SECOND)[0].arguments[-1].endswith("audit-2/writer.toml")
    assert (settings.folder / "audit-2").stat().st_mode & 0o777 == 0o700


async def test_a_later_log_is_not_written_before_it_follows_the_one_before(
    files: FederationFiles, settings: NodeSettings, tmp_path: Path
) -> None:
    check_succession(settings, FIRST)
    registry = rotated(files)
    with pytest.raises(NoSuccession):
        await run_node(settings, ("records",))
    config = settings.folder / "audit-2" / "writer.toml"
    (tmp_path / "none").write_bytes(b"no checkpoint")
    old = live.registry().open_log(live.HUB).vkey.encode()
    assert writer_main(["--config", str(config), "--after", str(tmp_path / "none"), "--old-log", old]) == 1
    with pytest.raises(NoSuccession):
        check_succession(settings, SECOND)
    log = FakeLog(live.files())
    await log.append_registry(1, registry.digest)
    (tmp_path / "note").write_bytes(log.note())
    assert writer_main(["--config", str(config), "--after", str(tmp_path / "note"), "--old-log", old]) == 0
    check_succession(settings, SECOND)


class MovedLog(FakeLog):
    """Remembers where the line was moved to."""

    held = False
    moves: tuple[Path, ...] = ()

    def move(self, socket: Path) -> None:
        self.held, self.moves = True, (*self.moves, socket)
        self.begin(SECOND, self.files.hub.log_key.with_name("log-2.key"))


async def test_the_edges_follow_to_the_new_log_and_log_every_version_there(files: FederationFiles) -> None:
    log, folder = MovedLog(files), RegistryFolder(files.hub.registry)
    follows = Follower(folder, files.hub_id, log, lambda origin: Path(origin))  # type: ignore[arg-type]  # a log that only takes the registry's leaf
    await follows.catch_up()
    assert (log.held, log.moves) == (False, ())
    rotated(files)
    folder.poll()
    log.down = True
    await follows.catch_up()
    assert (log.held, log.moves, follows.current().version) == (True, (Path(SECOND),), 1), "nothing is answered"
    log.down = False
    await follows.catch_up()
    assert (log.held, log.moves, follows.current().version) == (False, (Path(SECOND),), 2)
    assert list(log.versions) == [1, 2]


async def test_a_running_node_says_what_is_missing_and_leaves_the_old_writer(
    files: FederationFiles, settings: NodeSettings, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    from services.node import processes

    told: list[tuple[str, ...]] = []

    class Standing:
        def __init__(self, _children: object, _told: object, _server: object) -> None: ...

        async def run(self) -> None:
            async with asyncio.timeout(PATIENCE_S):
                while "audit-2/writer.toml" not in caplog.text:
                    await asyncio.sleep(0.02)

        def restart(self, _name: str, arguments: tuple[str, ...] = ()) -> None:
            told.append(arguments)

    monkeypatch.setattr(processes, "Supervisor", Standing)
    node = asyncio.create_task(run_node(settings, ("records",), poll_s=0.05))
    await asyncio.sleep(0.1)
    rotated(files)
    with caplog.at_level(logging.ERROR):
        await node
    assert told == []
    assert "audit-2/writer.toml" in caplog.text


DATABASE = "postgresql://rabta@/logs?host=/run/postgresql"


def in_database(files: FederationFiles, **more: Any) -> NodeSettings:
    """Settings of a hub whose log lies in a database."""
    return replace(load_settings(files.hub.folder, {}), log_store=DATABASE, **more)


def test_each_log_in_a_database_has_a_schema_of_its_own(files: FederationFiles) -> None:
    settings = in_database(files)
    assert place_of(settings, FIRST) == Database(DATABASE, "audit")
    assert place_of(settings, SECOND) == Database(DATABASE, "audit_2")
    assert place_of(load_settings(files.hub.folder, {}), SECOND) == settings.folder / "audit-2" / "log.db"


def test_the_writer_is_told_its_database_and_where_month_keys_are(files: FederationFiles) -> None:
    settings = in_database(files, log_store_password_file="log.password", log_month_keys="/srv/keys")
    write_writer_config(settings, live.registry(files))
    read = read_settings(settings.audit / "writer.toml")
    assert read.place == Database(DATABASE, "audit", settings.folder / "log.password")
    assert read.month_keys == Path("/srv/keys")
    write_writer_config(load_settings(files.hub.folder, {}), live.registry(files))
    read = read_settings(settings.audit / "writer.toml")
    assert (read.place, read.month_keys) == (settings.audit / "log.db", settings.audit / "month-keys")


def test_a_later_log_in_a_database_that_does_not_answer_is_not_begun(files: FederationFiles, tmp_path: Path) -> None:
    settings = replace(in_database(files), log_store=f"postgresql://rabta@/logs?host={tmp_path}")
    check_succession(settings, FIRST)
    with pytest.raises(NoSuccession):
        check_succession(settings, SECOND)
