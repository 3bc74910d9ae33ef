"""AUTHORITY 6 (told) for nodes: what is hidden from an agency changes nothing that its node is given.

Three hubs differ in one thing: of whom a record speaks that no officer of Sindh may see, or whether there is one.
Sindh writes the same to each, and its node pulls after each page of its own, and once more in the end: what follows the
last page, and then all from the start. Compared are records, classes, their order, numbers, heads and pages, and not
what the owner's signatures make new.
"""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

import pytest
from hypothesis import HealthCheck, given, note
from hypothesis import strategies as st

from services.access.trail import Trail
from services.exchange import wire
from services.exchange.feed.app.compare import fetch_records
from services.exchange.feed.app.context import Context, System
from services.exchange.feed.app.pull import pull_changes
from services.exchange.feed.build import build_feed
from services.exchange.feed.pages import chain_of
from services.exchange.store.database import FILE, open_database
from services.node.records_given import GivenRecords
from services.records.app.giving import Giving
from services.values.exchange import (
    Cursor,
    FetchRecordsRequest,
    FetchRecordsResponse,
    PullChangesRequest,
    PullChangesResponse,
    SyncItem,
    SyncPageHeader,
)
from services.values.records import RecordVersion
from services.vocabulary.records import HandlingCode, RecordKind
from tests.budget import budget
from tests.fakes.given_records import HUB, GivenOrders, GivenPeers, GivenReleases
from tests.fakes.record_maker import FIA, SINDH
from tests.fakes.records_node import Federation, Node, open_node
from tests.integration.records.guarded import clocked
from tests.integration.records.strangers_pages import PLANTS, common, later
from tests.integration.records.test_nothing_felt import HIDDEN
from tests.integration.records.whole_answers import ANOTHER, PERSON, Answer, plain
from tests.unit.access.copies_cases import agreement

AGREED: Final = agreement(
    giver=FIA, holder=SINDH, kinds=frozenset({RecordKind.PARTY, RecordKind.CASE_FILE}), handling=frozenset(HandlingCode)
)
"""Sindh's node may hold what FIA says of suspects and accused."""
START: Final = bytes(32)
PAGE_SIZE: Final = 3
"""Items of a page."""


@dataclass
class Puller:
    """Sindh's node before a hub: what it is given, in one form by which two hubs can be compared."""

    node: Node
    feed: Context
    cursor: Cursor = field(default_factory=lambda: Cursor("records", 0, 0, START))

    def system(self) -> System:
        registry = replace(self.node.federation.registry, agreements=(AGREED,))
        return System(
            SINDH, HUB, registry, False, self.node.now_ms, self.node.now_ms + 300_000, Trail(), lambda: None,
            lambda: False, lambda _ms: None, lambda: registry,
        )  # fmt: skip

    async def pulled(self) -> list[object]:
        """What follows the last page that was taken, and then every page from the start."""
        later = await self._after(self.cursor)
        return [*later, *await self._after(Cursor("records", 0, 0, START))]

    async def _after(self, cursor: Cursor) -> list[object]:
        """Each page's numbers and head, and what it gives, in its order."""
        pages: list[object] = []
        while True:
            asked = PullChangesRequest(cursor, PAGE_SIZE, 0, None)
            answer = wire.decode(PullChangesResponse, await pull_changes(self.feed, self.system(), asked))
            header = wire.decode(SyncPageHeader, answer.header)
            pages += [plain(replace(header, root=b"", previous_sha256=b"")), *items_of(answer.items)]
            if header.to_sequence > header.from_sequence:
                cursor = Cursor("records", header.epoch, header.to_sequence, chain_of(answer.header))
            if header.to_sequence >= header.head:
                self.cursor = cursor
                return pages

    async def by_name(self, names: Sequence[str]) -> list[object]:
        """What is given of these records."""
        asked = FetchRecordsRequest(tuple(names))
        answer = wire.decode(FetchRecordsResponse, await fetch_records(self.feed, self.system(), asked))
        return items_of(answer.items)


def items_of(items: Sequence[bytes]) -> list[object]:
    """Version, class and agreement of each, or whose copy ends; not what its owner's signature makes new."""
    found: list[object] = []
    for raw in items:
        item = wire.decode(SyncItem, raw)
        if item.copy is None or item.copy.version is None:
            found.append((item.sequence, plain(item.removal)))
        else:
            found.append((item.sequence, item.copy.version.version, item.copy.record_class, item.copy.agreement))
    return found


@contextmanager
def before_a_hub(known: Federation, folder: Path) -> Iterator[Puller]:
    node = open_node(folder / "node", known)
    _, _, claims = clocked(node, folder)
    database = open_database(folder / FILE)
    given = GivenRecords(Giving(node.context.store, node.context.keys.bodies))
    feed = build_feed(database, given, lambda: node.now_ms, GivenOrders(), GivenPeers(), GivenReleases())
    try:
        yield Puller(node, feed)
    finally:
        database.close()
        claims.close()


async def _walk(
    puller: Puller, hidden: RecordVersion | None, plants: Sequence[str], after: int, change: str
) -> list[Answer]:
    node = puller.node
    await node.put(*common())
    given: list[Answer] = []
    written: list[RecordVersion] = []
    for place, name in enumerate((*plants, "")):
        if place == after and hidden is not None:
            await node.put(hidden)
        if name:
            written.append(PLANTS[name])
            await _send(node, written[-1])
            given.append((f"given after {name}", await puller.pulled()))
    if change:
        await _send(node, later(written[0])[change])
    given.append(("given in the end", await puller.pulled()))
    names = sorted({each.record_name for each in written} | {f"agencies/{FIA}/records/hidden"})
    given.append(("given by name", await puller.by_name(names)))
    return given


async def _send(node: Node, record: RecordVersion) -> None:
    node.now_ms += 1000
    await node.send(node.page(SINDH, [record]), SINDH)


def walked(
    known: Federation, hidden: RecordVersion | None, plants: Sequence[str], after: int, change: str
) -> list[Answer]:
    with tempfile.TemporaryDirectory() as folder, before_a_hub(known, Path(folder)) as puller:

        async def run() -> list[Answer]:
            try:
                return await _walk(puller, hidden, plants, after, change)
            finally:
                await puller.node.context.store.close()

        return asyncio.run(run())


def differences(known: Federation, fact: str, plants: Sequence[str], after: int, change: str) -> list[str]:
    """What the node is given otherwise where the hidden record is about the person, about another, or is not there."""
    hidden = [HIDDEN[fact](number) for number in (PERSON, ANOTHER)]
    about, other, absent = (walked(known, each, plants, after, change) for each in (*hidden, None))
    return [
        f"{world}: {one[0]}: {one[1]} | {two[1]}"
        for world, there in (("of another", other), ("absent", absent))
        for one, two in zip(about, there, strict=True)
        if one != two
    ]


@pytest.mark.parametrize("fact", sorted(HIDDEN))
def test_one_hidden_fact(known: Federation, fact: str) -> None:
    """Each fact with every plant alone, the hidden record after it."""
    felt = {name: found for name in sorted(PLANTS) if (found := differences(known, fact, [name], 1, ""))}
    assert felt == {}


@given(
    st.sampled_from(sorted(HIDDEN)),
    st.lists(st.sampled_from(sorted(PLANTS)), min_size=1, max_size=4, unique=True),
    st.integers(0, 4),
    st.sampled_from(["", "withdrawn", "moved", "moved away"]),
)
@budget(40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_writing_between(known: Federation, fact: str, plants: list[str], after: int, change: str) -> None:
    """The hidden record comes at any place between what Sindh writes."""
    changed = differences(known, fact, plants, min(after, len(plants)), change)
    note("\n".join(changed))
    assert changed == []
