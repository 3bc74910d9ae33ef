"""An issuer's journal on PostgreSQL: ``kill -9`` of the server in mid-write, and what the issuer's setting opens.

The server waits for its disk here, as in production.
"""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from services.cli.token import app
from services.issuer.__main__ import open_journal
from services.issuer.errors import Unavailable
from services.issuer.settings import IssuerSettings, SettingsError, load_settings
from services.issuer.store.journal import StoredJournal
from services.store.errors import StoreUnsafe
from tests.fakes import live
from tests.fakes.async_tests import pytest_pyfunc_call
from tests.fakes.postgres import Server, synced_server
from tests.shared import PATIENCE_S
from tests.unit.issuer.test_store import ENTRY, LIFE

__all__ = ["pytest_pyfunc_call"]


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with synced_server("CREATE DATABASE agency") as made:
        yield made


@pytest.fixture
def settings(server: Server, tmp_path: Path) -> IssuerSettings:
    return IssuerSettings(tmp_path, "pk.fia", store=server.address("agency"))


async def test_a_server_that_is_killed_in_mid_write_loses_doubles_and_halves_nothing(
    settings: IssuerSettings, server: Server
) -> None:
    """A token that was given is in the journal with its assertion, which counts no second time."""
    database = open_journal(settings)
    journal = StoredJournal(database)
    given: list[int] = []
    refused: list[int] = []
    stop = asyncio.Event()

    async def issue() -> None:
        number = 0
        while not stop.is_set():
            number += 1
            try:
                entry = replace(ENTRY, jti=f"token-{number}")
                assert await journal.issue(entry, f"assertion-{number}", LIFE), "none is used before it is given"
                given.append(number)
            except Unavailable:
                refused.append(number)
                await asyncio.sleep(0.02)

    issuing = asyncio.ensure_future(issue())
    async with asyncio.timeout(PATIENCE_S):
        while len(given) < 5:
            await asyncio.sleep(0.02)
    await asyncio.to_thread(server.kill)
    before = len(refused)
    async with asyncio.timeout(PATIENCE_S):
        while len(refused) <= before:  # until it was noticed that nothing is given meanwhile
            await asyncio.sleep(0.05)
    await asyncio.to_thread(server.start)
    known = len(given)
    async with asyncio.timeout(PATIENCE_S):
        while len(given) <= known:  # it goes on by itself
            await asyncio.sleep(0.05)
    stop.set()
    await issuing
    held = await asyncio.to_thread(server.run, "SELECT jti FROM issuer.issued", "agency")
    used = await asyncio.to_thread(server.run, "SELECT assertion FROM issuer.used", "agency")
    assert {f"token-{number}" for number in given} <= {row[0] for row in held}
    assert {row[0].partition("-")[2] for row in held} == {row[0].partition("-")[2] for row in used}, "both or neither"
    for number in given[-5:]:
        assert not await journal.issue(replace(ENTRY, jti=f"again-{number}"), f"assertion-{number}", LIFE)
    database.close()


def test_a_folder_that_still_holds_the_file_is_refused(settings: IssuerSettings) -> None:
    (settings.folder / "issuer.db").touch()
    with pytest.raises(StoreUnsafe, match=r"issuer\.db is in the folder"):
        open_journal(settings)


def test_a_server_that_is_not_there_is_said_of_the_journal(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match="journal"):
        open_journal(IssuerSettings(tmp_path, "pk.fia", store="postgresql://rabta@/agency?host=/nowhere"))


def test_an_address_with_a_password_is_refused_and_not_said(tmp_path: Path) -> None:
    (tmp_path / "issuer.toml").write_text('agency = "pk.fia"\nstore = "postgresql://rabta:secret@localhost/agency"\n')
    with pytest.raises(SettingsError, match="store: sqlite, or a password") as refused:
        load_settings(tmp_path, {})
    assert "secret" not in str(refused.value)


async def test_the_newest_roster_is_known_to_the_next_process(settings: IssuerSettings) -> None:
    for expected in ((0, b""), (7, b"digest")):
        database = open_journal(settings)
        assert await StoredJournal(database).newest_roster() == expected
        await StoredJournal(database).raise_roster(7, b"digest")
        database.close()


def test_the_command_says_what_is_wrong_with_the_journal(tmp_path: Path) -> None:
    """And not that there is no roster."""
    tmp_path.chmod(0o700)
    shutil.copytree(live.files().hub.registry, tmp_path / "registry")
    settings = tmp_path / "issuer.toml"
    settings.write_text('agency = "pk.fia"\nstore = "postgresql://rabta@/agency?host=/nowhere"\n')
    settings.chmod(0o600)
    made = CliRunner().invoke(app, ["serve", str(tmp_path)])
    assert made.exit_code
    assert "the journal cannot be read or written" in made.output
    (tmp_path / "issuer.db").touch(mode=0o600)
    assert "issuer.db is in the folder" in CliRunner().invoke(app, ["serve", str(tmp_path)]).output
