"""The node's own log for the process that takes copies: what an entry says, and that none means no page."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from audit.client import Refusal
from audit.entry import EntryKind, FeedPage, decode_open
from services.edge.log_link import LogLink
from services.exchange.copies.errors import NotLogged
from services.exchange.copies.page import OpenPage
from services.membership.registry import Registry
from services.node.pages_logged import FETCH, PULL, LoggedPages
from services.values.copies import FeedCursor
from tests.fakes import live
from tests.fakes.audit_writer import writing
from tests.fakes.sync_pages import HOLDER, HUB

NOW_MS = 1_780_000_000_000


def page(feed: str = "records") -> OpenPage:
    return OpenPage(FeedCursor(feed), FeedCursor(feed, 3, 2, b"c" * 32), 2, (b"\xff",), {})


def pages(log: LogLink, registry: Registry, patience_s: float = 60.0) -> LoggedPages:
    return LoggedPages(log, HUB, HOLDER, "node", lambda: registry, lambda: NOW_MS, patience_s)


@pytest.fixture
def registry() -> Registry:
    return live.registry()


@pytest.fixture
def socket(tmp_path: Path) -> Path:
    return tmp_path / "writer.sock"


@asynccontextmanager
async def line(socket: Path) -> AsyncIterator[LogLink]:
    log = LogLink(socket)
    try:
        yield log
    finally:
        await log.close()


async def test_an_entry_says_what_the_senders_says_and_who_took(socket: Path, registry: Registry) -> None:
    async with writing(socket) as writer, line(socket) as log:
        made = pages(log, registry)
        await made.ready()
        await made.enter(page())
        ((request,),) = writer.frames
    entry = decode_open(request.open)
    assert (entry.kind, entry.agency, entry.system, entry.method) == (EntryKind.READ, HOLDER, "node", PULL)
    assert (entry.feed, entry.feed_page, entry.feed_chain_sha256) == ("records", 2, b"c" * 32)
    assert entry.page == FeedPage(HUB, 3, 0, bytes(32), 1, 1)
    assert (entry.registry_version, entry.registry_sha256) == (registry.version, registry.digest)
    assert (request.agency, request.nonce) == (HOLDER, b"")


@pytest.mark.parametrize(("feed", "goes_on"), [("records", False), ("orders", True)])
async def test_only_orders_to_erase_go_on_while_witnesses_are_stale(
    socket: Path, registry: Registry, feed: str, goes_on: bool
) -> None:
    async with writing(socket) as writer, line(socket) as log:
        made = pages(log, registry)
        await made.ready()
        await made.enter(page(feed))
        assert writer.frames[0][0].when_stale is goes_on


@pytest.mark.parametrize("refusal", [Refusal.WITNESS_STALE, Refusal.UNAVAILABLE, Refusal.REGISTRY_STALE])
async def test_a_refused_entry_is_said_by_its_word(socket: Path, registry: Registry, refusal: Refusal) -> None:
    async with writing(socket) as writer, line(socket) as log:
        writer.judge = lambda _request: refusal
        made = pages(log, registry)
        await made.ready()
        with pytest.raises(NotLogged) as refused:
            await made.enter(page())
    assert refused.value.rule == f"log-{refusal.value.lower().replace('_', '-')}"


async def test_without_a_writer_it_is_not_ready_and_enters_nothing(socket: Path, registry: Registry) -> None:
    async with line(socket) as log:
        made = pages(log, registry, 0.05)
        for call in (made.ready, lambda: made.enter(page())):
            with pytest.raises(NotLogged, match="unavailable"):
                await call()


async def test_a_held_line_says_why(socket: Path, registry: Registry) -> None:
    """As where a newer version of the registry has no leaf in the log yet: an entry follows the version it names."""
    async with writing(socket) as writer, line(socket) as log:
        log.held, log.why = True, Refusal.CLOCK
        with pytest.raises(NotLogged, match="clock"):
            await pages(log, registry, 0.2).ready()
        assert writer.frames == []
        log.held = False
        await pages(log, registry).ready()


async def test_records_that_were_asked_for_by_name_are_entered_too(socket: Path, registry: Registry) -> None:
    names = ["agencies/pk.fia/records/one/versions/2"]
    async with writing(socket) as writer, line(socket) as log:
        made = pages(log, registry)
        await made.ready()
        await made.enter_named(names)
        ((request,),) = writer.frames
    entry = decode_open(request.open)
    assert (entry.method, entry.records, entry.page, request.when_stale) == (FETCH, tuple(names), None, False)
