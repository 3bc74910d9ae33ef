"""The process that takes copies: it follows the list of peers, shows what it sees, and no peer's silence stops it."""

from __future__ import annotations

import asyncio
import json
import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from services.exchange.copies.remote import RemoteSender
from services.exchange.copies.seen import Seen
from services.exchange.hits.build import open_desk
from services.linkage.links import Links
from services.membership.layout import FederationFiles
from services.membership.office import draft_of, save_draft
from services.membership.provision import new_log, sign_and_publish
from services.membership.watch import RegistryFolder
from services.node import drill
from services.node.copies_synced import STATE
from services.node.link_store import open_links
from services.node.peers import Peer, add_peer, pause_peer, remove_peer
from services.node.services import SERVICES
from services.node.settings import load_settings
from services.node.snapshots import filler_of
from services.node.store_erasers import open_stores
from services.node.syncer import Syncer
from services.signing.keyfile import replace_private
from tests.fakes.audit_writer import writing
from tests.fakes.ordering import carrying_of, orders_of
from tests.fakes.record_changes import RecordChanges, facts
from tests.fakes.records_node import NOW_MS, Node
from tests.fakes.world.federations import small_federation

NOBODY = "127.0.0.1:9"
LOOK_S = 0.05


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> FederationFiles:
    files = small_federation(tmp_path_factory.mktemp("syncer") / "federation", NOW_MS)
    new_log(files, 0, NOW_MS, "pk.customs")
    sign_and_publish(files)
    return files


@pytest.fixture
def folder(made: FederationFiles, tmp_path: Path) -> Path:
    """A node's folder with its keys and registry."""
    found = tmp_path / "own"
    shutil.copytree(made.hub.folder, found)
    (found / "peer.crt").write_bytes((found / "tls.crt").read_bytes())
    (found / "settings.toml").write_text('home = "pk.customs"\n', "utf-8")
    return found


def syncer_of(folder: Path, member: Node) -> Syncer:
    registries, carrying = RegistryFolder(folder / "registry"), carrying_of(member, orders_of(member, folder))
    return Syncer(load_settings(folder, {}), member.context, registries, lambda: NOW_MS, carrying, look_s=LOOK_S)


def test_of_the_hub_alone_releases_are_asked_for(folder: Path, member: Node, tmp_path: Path) -> None:
    """Owners decide at its desk. What another peer would tell is not asked for, and what it tells is not read."""
    desk = open_desk(tmp_path, bytes(32))
    syncer = syncer_of(folder, member)
    told = {}
    for releases in (desk.requests, None):
        syncer.releases = releases
        for peer in ("pk.hub", "pk.fia"):
            sender = RemoteSender(None)  # type: ignore[arg-type]  # nothing is opened
            syncer._puller(peer, sender, Seen())
            told[peer, releases is None] = sender.releases
    desk.close()
    assert [key for key, each in told.items() if each is not None] == [("pk.hub", False)]


@asynccontextmanager
async def running(folder: Path, member: Node) -> AsyncIterator[Syncer]:
    """Beside a writer of the node's own log."""
    syncer = syncer_of(folder, member)
    async with writing(folder / "audit" / "writer.sock"):
        task = asyncio.create_task(syncer.run())
        try:
            yield syncer
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)


async def shown(folder: Path, fits: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
    """What the state says once it fits."""
    async with asyncio.timeout(60):
        while True:
            path = folder / STATE
            state: dict[str, Any] = json.loads(path.read_text()) if path.exists() else {}
            if path.exists() and fits(state):
                return state
            await asyncio.sleep(0.05)


async def test_a_peer_that_is_away_is_shown_and_the_list_is_followed(folder: Path, member: Node) -> None:
    add_peer(folder, Peer("pk.hub", NOBODY, "peer.crt"))
    async with running(folder, member):
        state = await shown(folder, lambda state: bool(state) and bool(state["pk.hub"]["trouble"]))
        told = {"trouble": "SenderAway", "aside": 0, "heard_ms": 0, "moved_ms": 0, "took_ms": 0}
        maps = ("heads", "taken", "level_ms", "pages", "items", "orders")
        assert state["pk.hub"] == told | {name: {} for name in maps}
        assert (folder / STATE).stat().st_mode & 0o777 == 0o600
        add_peer(folder, Peer("pk.fia", NOBODY, "peer.crt"))
        await shown(folder, lambda state: set(state) == {"pk.hub", "pk.fia"})
        pause_peer(folder, "pk.hub", paused=True)
        await shown(folder, lambda state: set(state) == {"pk.fia"})
        remove_peer(folder, "pk.fia")
        await shown(folder, lambda state: state == {})


async def test_during_a_drill_nobody_is_pulled_and_what_was_seen_stays(folder: Path, member: Node) -> None:
    """Posts are answered by how old that is; after its time, which passes by itself, the peer is pulled again."""
    add_peer(folder, Peer("pk.hub", NOBODY, "peer.crt"))
    async with running(folder, member) as syncer:
        await shown(folder, lambda state: bool(state) and bool(state["pk.hub"]["trouble"]))
        syncer.seen["pk.hub"].level_ms["records"] = NOW_MS - 1
        drill.begin(folder, NOW_MS, 10)
        async with asyncio.timeout(60):
            while syncer.pulling:
                await asyncio.sleep(0.05)
        state = await shown(folder, lambda state: bool(state["pk.hub"]["level_ms"]))
        assert state["pk.hub"]["level_ms"] == {"records": NOW_MS - 1}
        syncer.clock = lambda: NOW_MS + 10 * 60_000
        async with asyncio.timeout(60):
            while not syncer.pulling:
                await asyncio.sleep(0.05)
        assert syncer.seen["pk.hub"].level_ms == {"records": NOW_MS - 1}


async def test_a_list_that_cannot_be_read_changes_nothing(
    folder: Path, member: Node, caplog: pytest.LogCaptureFixture
) -> None:
    add_peer(folder, Peer("pk.hub", NOBODY, "peer.crt"))
    async with running(folder, member) as syncer:
        await shown(folder, lambda state: set(state) == {"pk.hub"})
        (folder / "peers.toml").write_text("[[peer")
        before = syncer.seen["pk.hub"]
        async with asyncio.timeout(60):
            while caplog.text.count("the peers are as they were: PeersError") < 2:
                await asyncio.sleep(LOOK_S)
        assert syncer.seen["pk.hub"] is before


async def test_a_puller_that_cannot_begin_says_why(folder: Path, member: Node) -> None:
    add_peer(folder, Peer("pk.hub", NOBODY, "peer.crt"))
    (folder / "peers").touch(0o644)
    async with running(folder, member):
        state = await shown(folder, lambda state: bool(state) and bool(state["pk.hub"]["trouble"]))
        assert state["pk.hub"]["trouble"] == "UnsafeFile"


async def test_a_page_is_held_against_the_registry_that_has_just_come(
    made: FederationFiles, folder: Path, member: Node
) -> None:
    """The peer gives by it already: what it newly allows would be kept aside, and the feed stopped."""
    syncer = syncer_of(folder, member)
    before = syncer.in_force()
    save_draft(made, draft_of(made, NOW_MS))
    found = sign_and_publish(made)
    assert found.version == before.version + 1
    replace_private(folder / "registry" / f"{found.version}.signed", found.raw)
    assert syncer.in_force().digest == found.digest


@pytest.mark.parametrize(
    ("targets", "without"),
    [
        (("records", "exchange", "linkage"), set()),
        (("records", "exchange"), {"graph", "linkage.db", "alerts.db", "snapshot"}),
    ],
)
async def test_an_order_is_carried_out_on_every_store_of_the_node(
    folder: Path, targets: tuple[str, ...], without: set[str]
) -> None:
    """A receipt that leaves a store out would say that nothing is held while something is."""
    named = {eraser.name for service in SERVICES for eraser in service.erasers}
    registries = RegistryFolder(folder / "registry")
    async with open_stores(load_settings(folder, {}), targets, lambda: NOW_MS, registries.current) as (_, carrying, _):
        assert carrying.erasers.keys() == named - without


async def test_an_order_reaches_the_files_that_detectors_read(folder: Path) -> None:
    """They are made of the records and lie beside them: another process of the node fills them."""
    settings, feed = load_settings(folder, {}), RecordChanges()
    feed.put(facts("one"), facts("other", documents=("CNIC:3520212345673",)))
    links = Links(open_links(settings))
    filler = filler_of(settings, feed, links, lambda: NOW_MS)
    await filler.refresh()
    tokens = [filler.tokens.node("SUBJECT", facts(name).record).to_bytes(8, "little") for name in ("one", "other")]

    def held() -> list[bool]:
        raw = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
        return [token in raw for token in tokens]

    assert held() == [True, True]
    registries = RegistryFolder(folder / "registry")
    async with open_stores(settings, ("records", "linkage"), lambda: NOW_MS, registries.current) as (_, carrying, _):
        assert await carrying.erasers["snapshot"]([facts("one").record]) == 1
    assert held() == [False, True]
    await links.close()
