"""`rabta sync quarantine` and `rabta sync reconcile` on a node's folder: listed, let go on, forgotten; what hinders is said."""

from __future__ import annotations

import asyncio
import json
import shutil
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from services.cli.main import app
from services.membership.layout import FederationFiles
from services.membership.provision import new_log, sign_and_publish
from services.node.copies_opened import open_copies
from services.node.peers import Peer, add_peer
from services.records.app.context import Context
from services.records.app.copies_aside import put_aside
from services.records.app.copying import ACCEPTED, cursor_of, stop
from services.records.sealing import Keys
from services.signing.keyfile import read_secret
from services.values.copies import RECORDS, AsideItem, FeedCursor
from tests.fakes.records_node import NOW_MS
from tests.fakes.world.federations import small_federation

HUB, NOBODY = "pk.hub", "127.0.0.1:9"
AFTER = FeedCursor(RECORDS, 1, 40)
UNFIT = AsideItem(17, b"item", "version.proof", "not-in-page", agency="pk.fia", record_id="r-1")
NEWER = AsideItem(18, b"newer", "item", "unknown-kind", waits=True)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> FederationFiles:
    return small_federation(tmp_path_factory.mktemp("quarantine") / "federation", NOW_MS)


@pytest.fixture(scope="module")
def logging(tmp_path_factory: pytest.TempPathFactory) -> FederationFiles:
    """A federation in which the member keeps a log of its own."""
    files = small_federation(tmp_path_factory.mktemp("logging") / "federation", NOW_MS)
    new_log(files, 0, NOW_MS, "pk.customs")
    sign_and_publish(files)
    return files


@pytest.fixture
def folder(made: FederationFiles, tmp_path: Path) -> Path:
    return own(made, tmp_path)


def own(made: FederationFiles, tmp_path: Path) -> Path:
    """A node that pulls from a hub that does not answer."""
    found = tmp_path / "own"
    shutil.copytree(made.hub.folder, found)
    shutil.copy(found / "tls.crt", found / "hub.crt")
    (found / "settings.toml").write_text('home = "pk.customs"\n', "utf-8")
    Keys.from_secret(read_secret(found / "secret.key"), found).bodies.make()
    add_peer(found, Peer(HUB, NOBODY, "hub.crt"))
    return found


def ran(*words: str, code: int = 0) -> str:
    result = CliRunner().invoke(app, ["sync", *words])
    assert result.exit_code == code, result.output
    return result.output


def with_records(folder: Path, work: Callable[[Context], Awaitable[object]]) -> object:
    async def opened() -> object:
        async with open_copies(folder) as copies:
            return await work(copies.context)

    return asyncio.run(opened())


async def keep_two(context: Context) -> None:
    await context.store.write(lambda tx: put_aside(context, tx, HUB, AFTER, [UNFIT, NEWER], NOW_MS))


async def stopped(context: Context) -> str:
    async with context.store.snapshot() as view:
        return (await cursor_of(view, HUB, RECORDS)).stopped


def test_what_is_kept_aside_is_told_with_its_reason_and_owner(folder: Path) -> None:
    with_records(folder, keep_two)
    shown = json.loads(ran("quarantine", str(folder), "--output", "json"))
    assert shown["stopped"] == []
    assert [(one["number"], one["owner"], one["field"], one["rule"], one["waits"]) for one in shown["aside"]] == [
        (17, "pk.fia", "version.proof", "not-in-page", False),
        (18, "", "item", "unknown-kind", True),
    ]
    header, first, second = ran("quarantine", str(folder), HUB, "--output", "csv").splitlines()
    assert header.startswith("agency,feed,number,record,owner")
    assert first.startswith("pk.hub,records,17,agencies/pk.fia/records/r-1,pk.fia,version.proof,not-in-page,,")
    assert ",unknown-kind,yes," in second
    assert "not-in-page" in ran("quarantine", str(folder))


def test_a_number_is_forgotten_and_no_other(folder: Path) -> None:
    with_records(folder, keep_two)
    assert "1 forgotten" in ran("quarantine", str(folder), HUB, "--forget", "17")
    assert [one["number"] for one in json.loads(ran("quarantine", str(folder), "--output", "json"))["aside"]] == [18]
    assert "0 forgotten" in ran("quarantine", str(folder), HUB, "--forget", "17")


def test_numbers_up_to_another_are_forgotten_together(folder: Path) -> None:
    with_records(folder, keep_two)
    assert "0 forgotten" in ran("quarantine", str(folder), HUB, "--forget", "1", "--upto", "16")
    assert "2 forgotten" in ran("quarantine", str(folder), HUB, "--forget", "1", "--upto", "18")
    assert json.loads(ran("quarantine", str(folder), "--output", "json"))["aside"] == []


def test_a_stopped_feed_is_told_and_goes_on(folder: Path) -> None:
    with_records(folder, lambda context: stop(context, HUB, RECORDS, "malformed"))
    assert "malformed" in ran("quarantine", str(folder))
    assert "goes on: records" in ran("quarantine", str(folder), HUB, "--go-on")
    assert with_records(folder, stopped) == ACCEPTED
    assert "no feed is stopped" in ran("quarantine", str(folder), HUB, "--go-on")
    assert ran("quarantine", str(folder)) == ""


def test_where_nothing_can_be_logged_nothing_is_asked_for_nor_forgotten(folder: Path) -> None:
    with_records(folder, keep_two)
    assert "NotServing" in ran("quarantine", str(folder), "--retry", code=1)
    assert len(json.loads(ran("quarantine", str(folder), "--output", "json"))["aside"]) == 2


def test_a_feed_that_was_never_taken_has_nothing_to_compare(logging: FederationFiles, tmp_path: Path) -> None:
    (told,) = json.loads(ran("reconcile", str(own(logging, tmp_path)), "--output", "json"))
    assert told == {"agency": HUB} | dict.fromkeys(list(told)[1:], 0)


@pytest.mark.parametrize(
    ("words", "said", "code"),
    [
        (("quarantine", "pk.fia"), "pk.fia: is no peer", 1),
        (("quarantine", "pk.fia", "--go-on"), "pk.fia: is no peer", 1),
        (("quarantine", "pk.fia", "--forget", "3"), "pk.fia: is no peer", 1),
        (("reconcile", "pk.fia"), "pk.fia: is no peer", 1),
        (("quarantine", "--go-on"), "name the peer", 2),
        (("quarantine", "--forget", "3"), "name the peer", 2),
        (("quarantine", HUB, "--retry", "--go-on"), "one of", 2),
        (("quarantine", HUB, "--forget", "3", "--upto", "2"), "--upto is a number after", 2),
        (("quarantine", HUB, "--upto", "2"), "--upto is a number after", 2),
    ],
)
def test_what_cannot_be_asked_is_said(folder: Path, words: tuple[str, ...], said: str, code: int) -> None:
    command, *rest = words
    assert said in ran(command, str(folder), *rest, code=code)
