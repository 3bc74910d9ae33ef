"""A registry version is a leaf before it is used, and nothing is appended before the first leaf."""

from __future__ import annotations

import asyncio
import logging
from pathlib import Path

import pytest

from audit.client import Item, Refusal
from services.membership.anchor import Anchor
from services.membership.layout import FederationFiles
from services.membership.office import draft_of, save_draft
from services.membership.provision import add_key, new_log, sign_and_publish
from services.membership.signed import SignedFile
from services.membership.watch import RegistryFolder
from services.node import registry_follow
from services.node.registry_follow import Follower
from tests.fakes import live
from tests.fakes.hub_log import FakeLog


@pytest.fixture
def files(tmp_path: Path) -> FederationFiles:
    return live.copied(tmp_path)


def publish(files: FederationFiles) -> int:
    add_key(files, live.FIA, "TOKEN", live.now_ms())
    return sign_and_publish(files).version


def follower(files: FederationFiles, log: FakeLog) -> Follower:
    return Follower(RegistryFolder(files.hub.registry), files.hub_id, log, Path)  # type: ignore[arg-type]  # a log that only takes the registry's leaf


async def test_every_version_gets_its_leaf_in_order(files: FederationFiles) -> None:
    publish(files)
    publish(files)
    log = FakeLog(files)
    follows = follower(files, log)
    assert log.held
    await follows.catch_up()
    assert (follows.current().version, log.registry_version, len(log.leaves)) == (3, 3, 3)
    assert not log.held
    assert log.systems == {row.id: len(row.systems) for row in follows.current().agencies.values()}
    assert log.systems[live.FIA] > 1
    await follows.catch_up()
    assert len(log.leaves) == 3


async def test_until_the_first_leaf_is_there_nothing_else_is_appended(files: FederationFiles) -> None:
    log = FakeLog(files)
    log.down = True
    follows = follower(files, log)
    await follows.catch_up()
    assert (log.held, log.leaves) == (True, [])
    log.down = False
    await follows.catch_up()
    assert (log.held, len(log.leaves)) == (False, 1)


async def test_a_newer_version_is_used_only_once_its_leaf_is_there(files: FederationFiles) -> None:
    log = FakeLog(files)
    folder = RegistryFolder(files.hub.registry)
    follows = Follower(folder, files.hub_id, log, Path)  # type: ignore[arg-type]  # a log that only takes the registry's leaf
    await follows.catch_up()
    publish(files)
    folder.poll()
    log.down = True
    await follows.catch_up()
    assert follows.current().version == 1
    log.down = False
    await follows.catch_up()
    assert (follows.current().version, log.registry_version) == (2, 2)
    stale = await log.append([Item(b"open", b"", live.FIA, 1)])
    assert stale == [Refusal.REGISTRY_STALE]


async def test_a_leaf_that_contradicts_is_said_and_nothing_moves(
    files: FederationFiles, caplog: pytest.LogCaptureFixture
) -> None:
    publish(files)
    log = FakeLog(files)
    log.registry_version = 9
    follows = follower(files, log)
    with caplog.at_level(logging.ERROR):
        await follows.catch_up()
    assert (follows.current().version, log.leaves) == (2, [])
    assert log.held, "what the log contradicts is not served"
    assert "cannot be logged: older" in caplog.text


async def test_it_follows_by_itself_and_says_what_it_refused(
    files: FederationFiles, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(registry_follow, "POLL_S", 0.02)
    log = FakeLog(files)
    follows = follower(files, log)
    task = asyncio.create_task(follows.follow())
    async with asyncio.timeout(60):
        while log.held:
            await asyncio.sleep(0.01)
        forged = files.hub.registry / "2.signed"
        forged.touch(mode=0o600)
        forged.write_bytes(b"forged")
        while "registry refused" not in caplog.text:
            await asyncio.sleep(0.01)
        forged.unlink()
        publish(files)
        while follows.current().version != 2:
            await asyncio.sleep(0.01)
    assert log.registry_version == 2
    task.cancel()


async def test_a_chain_that_begins_later_is_logged_from_there(files: FederationFiles) -> None:
    """A folder vouched for by its anchor may begin at any version."""
    publish(files)
    publish(files)
    (files.hub.registry / "1.signed").unlink()
    folder = RegistryFolder(files.hub.registry, Anchor.from_pem(files.anchor.read_bytes()))
    log = FakeLog(files)
    follows = Follower(folder, files.hub_id, log, Path)  # type: ignore[arg-type]  # a log that only takes the registry's leaf
    await follows.catch_up()
    assert (follows.current().version, len(log.leaves), log.held) == (3, 2, False)


@pytest.mark.parametrize("refusal", [Refusal.LOG_ROLLED_BACK, Refusal.CLOCK])
async def test_why_the_log_takes_no_first_leaf_is_what_callers_are_told(
    files: FederationFiles, refusal: Refusal
) -> None:
    """A log that is closed for good from the start is not one that will open soon."""
    log = FakeLog(files)
    log.shut = refusal
    follows = follower(files, log)
    await follows.catch_up()
    assert (log.held, log.why) == (True, refusal)
    log.shut = Refusal.UNAVAILABLE
    await follows.catch_up()
    assert (log.held, log.why) == (False, Refusal.UNAVAILABLE)


async def test_a_version_that_ends_the_nodes_log_and_opens_none_holds_every_call(
    files: FederationFiles, caplog: pytest.LogCaptureFixture
) -> None:
    """It stays on the version that it has, and appends nothing more: whose entry would it be?"""
    new_log(files, 0, live.now_ms(), live.FIA)
    sign_and_publish(files)
    node = files.agency(live.FIA)
    folder, log = RegistryFolder(node.registry), FakeLog(files)
    follows = Follower(folder, live.FIA, log, Path)  # type: ignore[arg-type]  # a log that only takes the registry's leaf
    await follows.catch_up()
    assert (follows.current().version, log.held) == (2, False)

    said = draft_of(files, live.now_ms()).registry
    said.logs[1].last_size = 9
    encoded = said.SerializeToString(deterministic=True)
    save_draft(files, SignedFile(encoded, said, ()))
    sign_and_publish(files)
    folder.poll()
    await follows.catch_up()
    assert (follows.current().version, log.held) == (2, True)
    assert f"ends the log of {live.FIA} and opens none" in caplog.text
