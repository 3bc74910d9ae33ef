"""Any course of changes, rights, lost answers and new beginnings: a receiver holds exactly what it may, each number once."""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from services.exchange.errors import CursorFork, CursorWrongEpoch
from services.values.exchange import Cursor
from tests.conformance.runs import RUNS
from tests.fakes.given_records import CUSTOMS, listed, name_of
from tests.unit.exchange.feed.site import LISTS, Page, Site, begin

RECORD = st.integers(0, 5).map(lambda n: name_of(f"r{n}"))
STEP = st.one_of(
    st.tuples(st.just("put"), RECORD),
    st.tuples(st.just("seal"), RECORD),
    st.tuples(st.just("open"), RECORD),
    st.tuples(st.just("lose"), RECORD),
    st.tuples(st.just("take"), RECORD),
    st.tuples(st.just("forget ack"), RECORD),
    st.tuples(st.just("agree"), RECORD),
    st.tuples(st.just("restart"), RECORD),
)
OTHER = LISTS._replace(id="more", handling=frozenset({"OPEN", "H1", "H2"}))


class Receiver:
    """Takes pages as they come; a new beginning sweeps what did not come again."""

    def __init__(self) -> None:
        self.cursor: Cursor = begin()
        self.held: dict[str, str] = {}
        self.seen: set[str] = set()

    def take(self, page: Page) -> None:
        header = page.header
        assert header.from_sequence == self.cursor.sequence
        assert header.previous_sha256 == self.cursor.chain_sha256
        assert header.count + header.passed == header.to_sequence - header.from_sequence
        numbers = [item.sequence for item in page.items]
        assert numbers == sorted(set(numbers))
        assert all(header.from_sequence < number <= header.to_sequence for number in numbers)
        for name in page.records():
            record = name.partition("/versions/")[0]
            self.held[record] = name
            self.seen.add(record)
        for record, _ in page.removed():
            self.held.pop(record, None)
        self.cursor = page.cursor

    def anew(self) -> None:
        self.cursor, self.seen = begin(), set()


async def course(site: Site, steps: list[tuple[str, str]]) -> None:
    receiver = Receiver()
    for what, record in steps:
        if what == "put":
            site.records.put(record)
        elif what in ("seal", "open") and record in site.records.held:
            site.records.judge(record, listed(sealed=what == "seal"))
        elif what == "lose":
            await pulled(site, receiver)
        elif what == "take":
            receiver.take(await pulled(site, receiver))
            await site.ack(receiver.cursor)
        elif what == "forget ack":
            receiver.take(await pulled(site, receiver))
        elif what == "agree":
            site.agreements = (OTHER,) if site.agreements == (LISTS,) else (LISTS,)
            site.now_ms += 1
        elif what == "restart":
            site.database.close()
            site.open()
    await settle(site, receiver)
    may = {name: f"{name}/versions/{one.version}" for name, one in site.records.held.items() if not one.klass.sealed}
    assert receiver.held == may
    copies = await site.ledger.copies(CUSTOMS, receiver.cursor.epoch, site.whole, 100)
    assert {f"{one.record}/versions/{one.version}" for one in copies} == set(may.values())


async def pulled(site: Site, receiver: Receiver) -> Page:
    """The next page; a refusal that names a new beginning is obeyed."""
    try:
        return await site.pull(receiver.cursor, most=2)
    except (CursorWrongEpoch, CursorFork):
        receiver.anew()
        return await site.pull(receiver.cursor, most=2)


async def settle(site: Site, receiver: Receiver) -> None:
    """All that follows, with the sweep of the snapshot that was begun last."""
    while True:
        page = await pulled(site, receiver)
        receiver.take(page)
        await site.ack(receiver.cursor)
        if receiver.cursor.sequence == page.header.head:
            break
    receiver.held = {record: name for record, name in receiver.held.items() if record in receiver.seen}


@RUNS
@given(st.lists(STEP, max_size=25))
def test_any_course_ends_with_what_may_be_held(steps: list[tuple[str, str]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        site = Site(Path(folder))
        try:
            asyncio.run(course(site, steps))
        finally:
            site.database.close()
