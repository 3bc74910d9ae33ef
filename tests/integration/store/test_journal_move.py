"""An issuer's journal from its file to a database: what was used counts no second time, whoever is killed when."""

from __future__ import annotations

import asyncio
import json
import shutil
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from services.issuer.__main__ import open_journal
from services.issuer.settings import load_settings
from services.issuer.store.journal import StoredJournal
from services.node.store_move import BEFORE
from services.store.folder_lock import served_alone
from tests.fakes import live
from tests.fakes.postgres import Server, synced
from tests.integration.store.moves import database, killed_within, migrate, rabta
from tests.unit.issuer.test_store import ENTRY, LIFE

pytestmark = pytest.mark.postgres
TOKENS = 40
MANY = 4500
"""More rows than two transactions bring."""


@pytest.fixture(scope="module")
def server() -> Server:
    return synced()


@pytest.fixture
def issuer(tmp_path: Path) -> Path:
    """An issuer's folder that gave tokens, and has a newest roster."""
    folder = tmp_path / "issuer"
    folder.mkdir(mode=0o700)
    shutil.copytree(live.files().hub.registry, folder / "registry")
    settings = folder / "issuer.toml"
    settings.write_text('agency = "pk.fia"\nper_officer = 7\n', "utf-8")
    settings.chmod(0o600)
    asyncio.run(_given(folder, range(TOKENS)))
    return folder


async def _given(folder: Path, numbers: range) -> list[bool]:
    database = open_journal(load_settings(folder, {}))
    journal = StoredJournal(database)
    await journal.raise_roster(7, b"digest")
    found = [await journal.issue(replace(ENTRY, jti=f"token-{at}"), f"assertion-{at}", LIFE) for at in numbers]
    database.close()
    return found


async def _roster(folder: Path) -> tuple[int, bytes]:
    database = open_journal(load_settings(folder, {}))
    found = await StoredJournal(database).newest_roster()
    database.close()
    return found


def test_an_assertion_that_was_used_before_is_refused_after(server: Server, issuer: Path) -> None:
    address = database(server, "journal")
    with served_alone(issuer):
        migrate(issuer, address)
        assert "is served already" in migrate(issuer, address, "--switch", code=1)
    asyncio.run(_given(issuer, range(TOKENS, TOKENS + 1)))
    told = json.loads(migrate(issuer, address, "--switch", "--output", "json").splitlines()[0])["issuer"]
    assert (told["written"] > 0, len(told["sha256"])) == (True, 64)
    settings = load_settings(issuer, {})
    assert (settings.store, settings.agency, settings.per_officer) == (address, "pk.fia", 7)
    assert (issuer / BEFORE / "issuer.db").exists()
    assert not (issuer / "issuer.db").exists()
    assert asyncio.run(_roster(issuer)) == (7, b"digest")
    assert not any(asyncio.run(_given(issuer, range(TOKENS + 1)))), "each was used"
    assert asyncio.run(_given(issuer, range(TOKENS + 1, TOKENS + 2))) == [True]


def test_killed_in_its_midst_it_goes_on_where_it_was(server: Server, issuer: Path) -> None:
    with sqlite3.connect(issuer / "issuer.db") as db:
        db.executemany("INSERT INTO used VALUES (?, ?, ?)", [("officer", f"bulk-{at}", 2**50) for at in range(MANY)])
    address = database(server, "journal_killed")
    there = killed_within(server, "journal_killed", issuer, "issuer.used", log=False)
    assert 0 < there < TOKENS + MANY
    told = json.loads(migrate(issuer, address, "--switch", "--output", "json").splitlines()[0])["issuer"]
    assert told["written"] <= told["rows"] - there
    assert server.run("SELECT count(*) FROM issuer.used", "journal_killed") == [(TOKENS + MANY,)]


def test_an_issuer_has_no_log_and_starts_once_in_a_folder(server: Server, issuer: Path) -> None:
    assert "an issuer has no log" in migrate(issuer, server.address("none"), "--log", code=1)
    with served_alone(issuer):
        assert "is served already" in rabta("token", "serve", str(issuer), code=1)
