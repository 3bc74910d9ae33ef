"""Peers of other ages: one of the first form, one that knows more, and one of a form that is not known here."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from google.protobuf import descriptor_pb2, descriptor_pool, message_factory, unknown_fields
from google.protobuf.message import Message
from rabta.exchange.v1.exchange_service_pb2 import PullChangesRequest as WireRequest
from rabta.exchange.v1.exchange_service_pb2 import PullChangesResponse
from rabta.exchange.v1.page_pb2 import SyncItem, SyncPageHeader

from audit.merkle import leaf_hash, root_from_leaves
from services.exchange import wire
from services.exchange.copies.errors import PageUnproven
from services.exchange.errors import ProtocolUnsupported
from services.exchange.feed.app.negotiate import negotiate
from services.exchange.feed.app.pull import pull_changes
from services.membership.registry import load_registry
from services.records.app.copies_aside import kept_aside
from services.values.copies import RECORDS, FeedCursor
from services.values.exchange import NegotiateRequest, NegotiateResponse, PullChangesRequest
from tests.conformance.exchange.at_rest import held
from tests.conformance.exchange.disks import File
from tests.conformance.exchange.first_form import HELD, IMAGE, PAGES, REGISTRY, agreed
from tests.conformance.exchange.known import Known, members
from tests.conformance.exchange.road import ORDERS
from tests.conformance.exchange.station import Clock, Station
from tests.conformance.exchange.world import HUB, World, open_world
from tests.fakes.record_maker import CUSTOMS
from tests.fakes.records_node import NOW_MS, Federation

PACKAGE = "rabta.exchange.v1"
NEW = bytes.fromhex("a238") + bytes([3]) + b"new"
"""Field 900 as it travels, which no form knows yet."""
Altered = Callable[[PullChangesResponse], PullChangesResponse]


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Known:
    return members(tmp_path_factory.mktemp("golden"))


@pytest.fixture(scope="module", autouse=True)
def empty(tmp_path_factory: pytest.TempPathFactory) -> None:
    """An empty store, of which each node's is a copy: to make one takes a loop of its own."""
    asyncio.run(File(tmp_path_factory.mktemp("empty")).open().close())


@pytest.fixture(scope="module")
def first() -> Callable[[str], Any]:
    """A message of the first form by its name, made of the image alone."""
    pool = descriptor_pool.DescriptorPool()
    for each in descriptor_pb2.FileDescriptorSet.FromString(IMAGE.read_bytes()).file:
        pool.Add(each)
    return lambda name: message_factory.GetMessageClass(pool.FindMessageTypeByName(f"{PACKAGE}.{name}"))


@dataclass
class Giver:
    """A node that gives what it gave once: see the ports of who gives. ``altered``: what a newer one adds."""

    pages: dict[str, list[PullChangesResponse]]
    clock: Clock
    altered: Altered = lambda page: page

    async def pull(self, cursor: FeedCursor, wait_ms: int) -> PullChangesResponse:
        """The page after a cursor; one of no numbers where there is none."""
        for page in self.pages[cursor.feed]:
            if SyncPageHeader.FromString(page.header).previous_sha256 == cursor.chain:
                return self.altered(page)
        last = self.pages[cursor.feed][-1]
        header = SyncPageHeader.FromString(last.header)
        header.from_sequence, header.previous_sha256 = header.to_sequence, sha256(last.header).digest()
        header.count = header.passed = 0
        header.root = bytes(32)
        return PullChangesResponse(header=header.SerializeToString(deterministic=True))

    async def ack(self, cursor: FeedCursor) -> None:
        """See the port."""
        headers = [sha256(page.header).digest() for page in self.pages[cursor.feed]]
        assert cursor.chain in headers

    async def submit(self, receipts: Any) -> list[str]:
        """See the port."""
        return ["TAKEN"] * len(receipts)


@asynccontextmanager
async def taking(folder: Path, known: Known, altered: Altered = lambda page: page) -> AsyncIterator[Station]:
    """A member's node of now, beside one that gives the pages of the first form."""
    registry = agreed(load_registry(REGISTRY.read_bytes()))
    pages: dict[str, list[PullChangesResponse]] = {ORDERS: [], RECORDS: []}
    for each in json.loads(PAGES.read_text("utf-8")):
        pages[each["feed"]].append(PullChangesResponse.FromString(bytes.fromhex(each["page"])))
    clock = Clock(NOW_MS + 10_000)
    folder.mkdir(mode=0o700)
    federation = Federation(registry, {})
    station = Station(CUSTOMS, folder, File(folder), federation, known.keys[CUSTOMS], clock, registry)
    station.roads[HUB] = Giver(pages, clock, altered)  # type: ignore[assignment]  # in the place of a road
    await station.start()
    try:
        yield station
    finally:
        await station.stop()


async def every_round(station: Station) -> None:
    """Rounds until a page says that nothing is left: a round ends with the first page of what came meanwhile."""
    seen = station.pullers[HUB].seen
    await station.pullers[HUB].round()
    while seen.taken[RECORDS] < seen.heads[RECORDS]:
        await station.pullers[HUB].round()


def test_headers_are_as_they_were(first: Callable[[str], Any]) -> None:
    """Each is in its page, follows the one before, and is the same bytes in both forms."""
    chain = {ORDERS: bytes(32), RECORDS: bytes(32)}
    for each in json.loads(PAGES.read_text("utf-8")):
        page, header = bytes.fromhex(each["page"]), bytes.fromhex(each["header"])
        for kind, outer in (
            (SyncPageHeader, PullChangesResponse),
            (first("SyncPageHeader"), first("PullChangesResponse")),
        ):
            assert outer.FromString(page).header == header
            read = kind.FromString(header)
            assert read.SerializeToString(deterministic=True) == header
            assert read.previous_sha256 == chain[each["feed"]]
        chain[each["feed"]] = sha256(header).digest()


def test_pages_of_the_first_form_are_taken(known: Known, tmp_path: Path) -> None:
    async def story() -> dict[str, int]:
        async with taking(tmp_path / "member", known) as station:
            await every_round(station)
            return {name: each.version for name, each in (await held(station)).items()}

    assert asyncio.run(story()) == json.loads(HELD.read_text("utf-8"))


def strange(page: PullChangesResponse) -> PullChangesResponse:
    """The page as a newer node gives it: with new fields, and an item of a new kind where nothing was carried."""
    header = SyncPageHeader.FromString(page.header)
    items = {SyncItem.FromString(each).sequence: each + NEW for each in page.items}
    free = set(range(header.from_sequence + 1, header.to_sequence + 1)) - items.keys()
    if header.feed == RECORDS and free:
        number = min(free)
        items[number] = SyncItem(sequence=number).SerializeToString() + NEW
        header.count, header.passed = header.count + 1, header.passed - 1
    ordered = [items[number] for number in sorted(items)]
    header.root = root_from_leaves([leaf_hash(each) for each in ordered])
    raw = header.SerializeToString(deterministic=True)
    found = PullChangesResponse(header=raw, items=ordered, pages=page.pages)
    return PullChangesResponse.FromString(found.SerializeToString() + NEW)


def test_a_giver_that_knows_more_is_taken_from_and_what_is_not_known_waits(known: Known, tmp_path: Path) -> None:
    async def story() -> tuple[set[str], list[tuple[str, bytes]]]:
        async with taking(tmp_path / "member", known) as station:
            giver: Any = station.roads[HUB]
            giver.pages = {feed: rechained(pages, strange) for feed, pages in giver.pages.items()}
            await every_round(station)
            aside = await kept_aside(station.node.context, HUB, (0, 0), 9)
            return set(await held(station)), [(each.rule, each.item[-len(NEW) :]) for each in aside]

    names, aside = asyncio.run(story())
    assert names == set(json.loads(HELD.read_text("utf-8")))
    assert set(aside) == {("unknown-kind", NEW), ("erased", b"")}, "an order went before the copy of its record"


def rechained(pages: list[PullChangesResponse], altered: Altered) -> list[PullChangesResponse]:
    """Altered pages that follow one another again."""
    found: list[PullChangesResponse] = []
    chain = bytes(32)
    for each in pages:
        page = altered(each)
        header = SyncPageHeader.FromString(page.header)
        header.previous_sha256 = chain
        page.header = header.SerializeToString(deterministic=True)
        chain = sha256(page.header).digest()
        found.append(page)
    return found


def later(page: PullChangesResponse) -> PullChangesResponse:
    """The page of another form."""
    header = SyncPageHeader.FromString(page.header)
    header.format = 2
    return PullChangesResponse(header=header.SerializeToString(deterministic=True), items=page.items, pages=page.pages)


def test_pages_of_an_unknown_form_wait_and_are_taken_once_it_is_known(known: Known, tmp_path: Path) -> None:
    async def story() -> None:
        async with taking(tmp_path / "member", known, later) as station:
            for _ in range(2):
                with pytest.raises(PageUnproven, match="page-format"):
                    await station.pullers[HUB].round()
            assert await held(station) == {}
            giver: Any = station.roads[HUB]
            giver.altered = lambda page: page
            await every_round(station)
            assert {name: each.version for name, each in (await held(station)).items()} == json.loads(
                HELD.read_text("utf-8")
            )

    asyncio.run(story())


@asynccontextmanager
async def giving(folder: Path, known: Known) -> AsyncIterator[World]:
    """A hub of now with records that a member may hold."""
    world = open_world(folder, known.federation, known.keys, "star", File)
    await world.start()
    try:
        await world.add(0, child=False)
        yield world
    finally:
        await world.close()


def unread(message: Message) -> int:
    """Fields of a message, and of all within, that its form does not know."""
    inner = [value for field, value in message.ListFields() if field.message_type]
    nested = [each for value in inner for each in ([value] if isinstance(value, Message) else value)]
    own: Any = unknown_fields.UnknownFieldSet(message)
    return len(own) + sum(map(unread, nested))


def test_a_receiver_of_the_first_form_reads_pages_of_now(
    known: Known, tmp_path: Path, first: Callable[[str], Any]
) -> None:
    """It asks in its own words, and proves count, chain and root by them."""

    async def story() -> int:
        number, chain, epoch = 0, bytes(32), 0
        async with giving(tmp_path, known) as world:
            while True:
                asked = first("PullChangesRequest")(cursor={"feed": RECORDS, "sequence": number, "chain_sha256": chain})
                asked.cursor.epoch = epoch
                raw = asked.SerializeToString(deterministic=True)
                assert WireRequest.FromString(raw).SerializeToString(deterministic=True) == raw
                request = wire.decode(PullChangesRequest, raw)
                page = first("PullChangesResponse").FromString(
                    await pull_changes(world.hub.feed, world.hub.asked_by(CUSTOMS), request)
                )
                header = first("SyncPageHeader").FromString(page.header)
                items = [first("SyncItem").FromString(each) for each in page.items]
                assert sum(map(unread, (page, header, *items))) == 0
                if header.to_sequence == number:
                    return number
                assert header.root == root_from_leaves([leaf_hash(each) for each in page.items])
                assert all(each.copy.version.version for each in items)
                assert header.count == len(items) == 3
                number, chain, epoch = header.to_sequence, sha256(page.header).digest(), header.epoch

    assert asyncio.run(story()) > 0


@pytest.mark.parametrize(("protocols", "agreed_on"), [((1,), 1), ((1, 2, 7), 1), ((2,), 0)])
def test_a_receiver_that_knows_more_agrees_on_what_both_know(
    known: Known, tmp_path: Path, protocols: tuple[int, ...], agreed_on: int
) -> None:
    async def story() -> int:
        async with giving(tmp_path, known) as world:
            asked = NegotiateRequest(protocols, (1, 3), 0, 0, "another 9")
            try:
                raw = await negotiate(world.hub.feed, world.hub.asked_by(CUSTOMS), asked)
            except ProtocolUnsupported:
                return 0
            return wire.decode(NegotiateResponse, raw).protocol

    assert asyncio.run(story()) == agreed_on
