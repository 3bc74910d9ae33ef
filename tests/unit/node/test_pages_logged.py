"""The node's own log for the process that takes copies: what an entry says, and that none means no page."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from audit.client import Refusal
from audit.entry import EntryKind, FeedPage, decode_open
from services.exchange.copies.errors import NotLogged
from services.exchange.copies.page import OpenPage
from services.membership.errors import NotServing
from services.membership.registry import Registry
from services.node.pages_logged import PULL, LoggedPages, OwnLog
from services.values.copies import FeedCursor
from tests.fakes import live
from tests.fakes.audit_writer import SocketWriter, writing
from tests.fakes.sync_pages import HOLDER, HUB

NOW_MS = 1_780_000_000_000


def page(feed: str = "records") -> OpenPage:
    return OpenPage(FeedCursor(feed), FeedCursor(feed, 3, 2, b"c" * 32), 2, (b"\xff",), {})


def pages(log: OwnLog, registry: Registry) -> LoggedPages:
    return LoggedPages(log, HUB, HOLDER, "node", lambda: registry, lambda: NOW_MS)


@pytest.fixture
def registry() -> Registry:
    return live.registry()


@pytest.fixture
def socket(tmp_path: Path) -> Path:
    return tmp_path / "writer.sock"


async def test_an_entry_says_what_the_senders_says_and_who_took(socket: Path, registry: Registry) -> None:
    async with writing(socket) as writer:
        log = OwnLog(lambda: registry, lambda _: socket)
        await pages(log, registry).enter(page())
        ((request,),) = writer.frames
        entry = decode_open(request.open)
        await log.close()
    assert (entry.kind, entry.agency, entry.system, entry.method) == (EntryKind.READ, HOLDER, "node", PULL)
    assert (entry.feed, entry.feed_page, entry.feed_chain_sha256) == ("records", 2, b"c" * 32)
    assert entry.page == FeedPage(HUB, 3, 0, bytes(32), 1, 1)
    assert (entry.registry_version, entry.registry_sha256) == (registry.version, registry.digest)
    assert (request.agency, request.nonce) == (HOLDER, b"")


@pytest.mark.parametrize(("feed", "waits"), [("records", False), ("orders", True)])
async def test_only_orders_to_erase_go_on_while_witnesses_are_stale(
    socket: Path, registry: Registry, feed: str, waits: bool
) -> None:
    async with writing(socket) as writer:
        log = OwnLog(lambda: registry, lambda _: socket)
        await pages(log, registry).enter(page(feed))
        assert writer.frames[0][0].when_stale is waits
        await log.close()


@pytest.mark.parametrize("refusal", [Refusal.WITNESS_STALE, Refusal.UNAVAILABLE, Refusal.REGISTRY_STALE])
async def test_a_refused_entry_is_said_by_its_word(socket: Path, registry: Registry, refusal: Refusal) -> None:
    async with writing(socket) as writer:
        writer.judge = lambda _request: refusal
        log = OwnLog(lambda: registry, lambda _: socket)
        with pytest.raises(NotLogged) as refused:
            await pages(log, registry).enter(page())
        assert refused.value.rule == f"log-{refusal.value.lower().replace('_', '-')}"
        await log.close()


async def test_without_a_writer_it_is_not_ready(socket: Path, registry: Registry) -> None:
    log = OwnLog(lambda: registry, lambda _: socket, patience_s=0.05)
    made = pages(log, registry)
    for call in (made.ready, lambda: made.enter(page())):
        with pytest.raises(NotLogged, match="unavailable"):
            await call()
    async with writing(socket):
        await pages(OwnLog(lambda: registry, lambda _: socket), registry).ready()
    await log.close()


async def test_a_node_without_an_open_log_takes_nothing(registry: Registry) -> None:
    def nowhere(_: Registry) -> Path:
        raise NotServing("log", HOLDER)

    with pytest.raises(NotLogged, match="none"):
        await pages(OwnLog(lambda: registry, nowhere), registry).ready()


async def test_the_line_follows_the_log_that_the_registry_opens(tmp_path: Path, registry: Registry) -> None:
    newer, current = replace(registry, version=registry.version + 1), [registry]
    places = {registry.version: tmp_path / "1.sock", newer.version: tmp_path / "2.sock"}
    async with writing(tmp_path / "1.sock") as old, writing(tmp_path / "2.sock") as new:
        log = OwnLog(lambda: current[0], lambda read: places[read.version])
        made = LoggedPages(log, HUB, HOLDER, "node", lambda: current[0], lambda: NOW_MS)
        await made.enter(page())
        current[0] = newer
        await made.enter(page())
        await log.close()
        assert [_count(writer) for writer in (old, new)] == [1, 1]


def _count(writer: SocketWriter) -> int:
    return sum(map(len, writer.frames))
