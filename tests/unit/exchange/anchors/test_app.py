"""AnchorLog: whose head, of which size, grown out of what; and each way in which a log may be told otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from audit.client import Item
from audit.entry import EntryKind, OpenEntry, encode_open
from services.access.errors import InvalidArgument, PolicyDenied
from services.access.trail import Trail
from services.exchange.anchors.app import MAX_NOTE, MAX_PATH, Bringer, anchor_log
from services.exchange.anchors.errors import LogForked, LogShortened
from services.exchange.anchors.heads import StoredHeads
from services.exchange.anchors.ports import AnchoredHead
from services.exchange.store.database import open_database
from services.store.sqlite import SqliteDatabase
from services.values.exchange import AnchorLogRequest
from tests.fakes import live
from tests.fakes.hub_log import FakeLog
from tests.fakes.live import FIA, HUB

SERVER = "pk.customs"
"""Who is asked here: the federation's open log is the hub's, so that the hub is who brings a head."""
NOW_MS = 1_780_000_000_000


async def grow(log: FakeLog, number: int, first_ms: int = 1) -> None:
    """So many more entries."""
    for place in range(number):
        opened = encode_open(OpenEntry(kind=EntryKind.READ, agency=FIA, time_ms=first_ms + place))
        await log.append([Item(opened, b"", FIA, 1)])


async def filled(number: int, first_ms: int = 1) -> FakeLog:
    log = FakeLog(live.files())
    await grow(log, number, first_ms)
    return log


@dataclass
class AskedNode:
    """Who is asked, over a file."""

    database: SqliteDatabase
    now_ms: int = NOW_MS
    trail: Trail = field(default_factory=Trail)

    @property
    def heads(self) -> StoredHeads:
        return StoredHeads(self.database)

    async def bring(
        self, log: FakeLog, since: int = 0, agency: str = HUB, *, officer: bool = False, server: str = SERVER
    ) -> int:
        """The log's newest head with the proof from ``since``."""
        found = await log.receipts([], agency, since)
        return await self.ask(
            AnchorLogRequest(found.checkpoint, since, found.consistency if since else ()), agency, officer, server
        )

    async def ask(
        self, request: AnchorLogRequest, agency: str = HUB, officer: bool = False, server: str = SERVER
    ) -> int:
        self.trail = Trail()
        bringer = Bringer(agency, server, live.registry(), officer, self.now_ms, self.trail)
        return await anchor_log(self.heads, bringer, request)

    def entered(self) -> tuple[str, int, bytes]:
        """What the log is told."""
        return self.trail.feed, self.trail.feed_page, self.trail.feed_chain_sha256


@pytest.fixture
def node(tmp_path: Path) -> Iterator[AskedNode]:
    database = open_database(tmp_path / "exchange.db")
    yield AskedNode(database)
    database.close()


async def test_a_first_head_is_entered_with_origin_size_and_root(node: AskedNode) -> None:
    log = await filled(3)
    assert await node.bring(log) == 3
    (head,) = await node.heads.all()
    assert node.entered() == (log.origin, 3, head.root)
    assert head == AnchoredHead(HUB, log.origin, 3, head.root, NOW_MS)


async def test_a_head_that_grew_out_of_the_last_takes_its_place(node: AskedNode) -> None:
    log = await filled(3)
    await node.bring(log)
    await grow(log, 4)
    node.now_ms += 1
    assert await node.bring(log, since=3) == 7
    assert [(head.size, head.time_ms) for head in await node.heads.all()] == [(7, NOW_MS + 1)]


async def test_the_same_head_once_more_is_anchored_again(node: AskedNode) -> None:
    log = await filled(3)
    assert [await node.bring(log), await node.bring(log), await node.bring(log, since=3)] == [3, 3, 3]
    assert node.entered()[1] == 3


async def test_a_proof_from_another_size_changes_nothing_and_says_from_which(node: AskedNode) -> None:
    log = await filled(3)
    await node.bring(log)
    await grow(log, 4)
    for since in (0, 2, 5):
        assert await node.bring(log, since=since) == 3
        assert node.entered() == ("", 0, b"")
    assert [head.size for head in await node.heads.all()] == [3]


async def test_a_proof_for_a_log_that_is_not_known_here_is_begun_anew(node: AskedNode) -> None:
    """As where the file here was lost: the log keeps what was anchored before."""
    log = await filled(3)
    assert await node.bring(log, since=2) == 0
    assert await node.bring(log) == 3


async def test_a_smaller_tree_is_refused(node: AskedNode) -> None:
    log = await filled(3)
    await node.bring(log)
    log.covered = 2
    for since in (0, 1, 3):
        with pytest.raises(LogShortened):
            await node.ask(AnchorLogRequest(log.note(), since))
    assert node.entered() == ("", 0, b"")


async def test_a_fork_is_refused_at_the_same_size_and_at_a_larger_one(node: AskedNode) -> None:
    """Each head is signed by the log's own key and cosigned, as where witnesses lie."""
    await node.bring(await filled(3))
    other = await filled(3, first_ms=500)
    with pytest.raises(LogForked):
        await node.bring(other)
    await grow(other, 4)
    with pytest.raises(LogForked):
        await node.bring(other, since=3)
    assert node.entered() == ("", 0, b"")
    assert [head.size for head in await node.heads.all()] == [3]


async def test_a_proof_that_leads_nowhere_is_a_fork(node: AskedNode) -> None:
    log = await filled(3)
    await node.bring(log)
    await grow(log, 4)
    for path in ((), (bytes(32),), (b"short",)):
        with pytest.raises(LogForked):
            await node.ask(AnchorLogRequest(log.note(), 3, path))


@pytest.mark.parametrize("agency", [FIA, "pk.nobody"])
async def test_one_agency_anchors_nothing_for_another(node: AskedNode, agency: str) -> None:
    with pytest.raises(InvalidArgument):
        await node.bring(await filled(3), agency=agency)
    assert await node.heads.all() == []


async def test_nobody_anchors_their_own_log_at_home_and_no_officer_anchors(node: AskedNode) -> None:
    log = await filled(3)
    for asked in (node.bring(log, server=HUB), node.bring(log, officer=True)):
        with pytest.raises(PolicyDenied):
            await asked


async def test_a_head_without_a_quorum_is_none(node: AskedNode) -> None:
    log = await filled(3)
    log.witnesses = log.witnesses[:1]
    with pytest.raises(InvalidArgument):
        await node.bring(log)


@pytest.mark.parametrize(
    "request_",
    [
        AnchorLogRequest(),
        AnchorLogRequest(b"\xff" * 90),
        AnchorLogRequest(b"x" * (MAX_NOTE + 1)),
        AnchorLogRequest(b"", 1, (bytes(32),) * (MAX_PATH + 1)),
    ],
)
async def test_what_is_no_head_is_refused(node: AskedNode, request_: AnchorLogRequest) -> None:
    with pytest.raises(InvalidArgument):
        await node.ask(request_)


async def test_of_two_that_follow_one_head_the_second_is_told_of_the_first(node: AskedNode) -> None:
    head = AnchoredHead(HUB, "origin", 3, bytes(32), NOW_MS)
    assert await node.heads.keep(head, 0)
    assert not await node.heads.keep(head._replace(size=5), 0)
    assert await node.heads.keep(head._replace(size=5), 3)
    assert await node.heads.last("origin") == head._replace(size=5)
    assert await node.heads.last("another") is None
