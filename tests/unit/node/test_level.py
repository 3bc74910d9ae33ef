"""The store of records against the log: level, behind, level again; where reading begins; what is let in meanwhile."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import cast

import pytest

from audit.client import AuditClient, Item
from audit.entry import EntryKind, OpenEntry, encode_open
from services.edge.call import Call, Hashed
from services.node import level as module
from services.node import log_look
from services.node.level import DECIDE, STEP, SUBMIT, Level
from services.node.log_look import SETTLED_S
from services.records.app.level import FeedName, Missing
from services.records.app.verdicts import About, Verdict
from services.records.errors import RecordsBehind, StorageUnavailable
from services.records.log_port import ACCEPTED, LogMark
from services.records.ports import Store, Transaction
from tests.conformance.store.stores import put, sqlite
from tests.fakes import live
from tests.fakes.hub_log import FakeLog
from tests.fakes.live import FIA, OVERSIGHT, PUNJAB
from tests.fakes.taken_pages import TAKEN, hold, say


class Beside:
    """A store beside a log, and what holds one against the other; ``now_s``: its steady clock."""

    def __init__(self, folder: Path) -> None:
        self.log = FakeLog(live.copied(folder / "federation"))
        self.store: Store = sqlite(folder / "store")
        self.now_s = 100.0
        self.verdicts: list[Verdict] | None = None
        self.lacking = 0
        self.level = self.opened()

    def opened(self) -> Level:
        """As a process that opens the store now."""
        log = self.log
        line = cast("Callable[[], AuditClient | None]", lambda: log.client)
        self.level = Level(self.store, line, lambda: log.origin, self.decided, lambda: self.now_s)
        return self.level

    async def decided(self, verdicts: Iterable[Verdict]) -> int:
        """What is done again of these; nothing is lacking here but what a test says."""
        self.verdicts = list(verdicts)
        return self.lacking

    def missing(self) -> tuple[Missing, ...]:
        """What the store lacks by the last look."""
        return self.level.missing

    async def settled(self) -> None:
        """Looked at until nothing is read any more; then the mark is moved."""
        await self.level.step()
        self.now_s += SETTLED_S
        await self.level.step()

    async def mark(self) -> LogMark:
        async with self.store.snapshot() as view:
            return await view.log_mark()

    async def set_mark(self, size: int) -> None:
        async def job(tx: Transaction) -> None:
            await tx.set_log_mark(LogMark(self.log.origin, size))

        await self.store.write(job)


@pytest.fixture
def beside(tmp_path: Path) -> Iterator[Beside]:
    made = Beside(tmp_path)
    yield made
    asyncio.run(made.store.close())


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log_look, "PATIENCE_S", 0.2)


async def both(beside: Beside, *numbers: int) -> None:
    for number in numbers:
        await hold(beside.store, number)
        await say(beside.log, number)


async def test_a_store_that_holds_what_the_log_says_is_level(beside: Beside) -> None:
    await both(beside, 1, 2)
    await hold(beside.store, 3)
    await beside.level.step()
    beside.level.check()
    assert beside.missing() == ()


async def test_a_store_behind_the_log_is_refused_named_and_level_again_with_its_pages(
    beside: Beside, caplog: pytest.LogCaptureFixture
) -> None:
    await both(beside, 1, 2)
    await say(beside.log, 3)
    await say(beside.log, 4)
    await say(beside.log, 1, PUNJAB)
    await beside.level.step()
    feeds = (FeedName(FIA, "records"), FeedName(PUNJAB, "records"))
    assert beside.missing() == (Missing(feeds[0], 2, 4), Missing(feeds[1], 0, 1))
    said = [line for line in caplog.messages if "alarm" in line]
    assert len(said) == 2
    assert f"{FIA}/records stands at page 2, the log holds page 4" in said[0]
    assert "rabta records resend" in said[0]
    with pytest.raises(RecordsBehind):
        beside.level.check()
    beside.level.check(PUNJAB)
    await hold(beside.store, 3)
    await hold(beside.store, 1, PUNJAB)
    await beside.level.step()
    with pytest.raises(RecordsBehind):
        beside.level.check(PUNJAB)
    await hold(beside.store, 4)
    await beside.level.step()
    beside.level.check()
    assert "level with the log again" in caplog.messages[-1]


NAMES = (
    "claims/SEALED/UPHELD/pk.punjab-police",
    f"agencies/{FIA}/records/w/versions/2",
    f"agencies/{PUNJAB}/records/p",
)
DECIDED = OpenEntry(kind=EntryKind.OUTCOME, method=DECIDE, time_ms=77, records=NAMES)
SEALED = About("SEALED", PUNJAB, f"agencies/{FIA}/records/w", f"agencies/{PUNJAB}/records/p")


async def test_what_oversight_decided_is_held_against_the_log_once_no_page_is_missing(
    beside: Beside, caplog: pytest.LogCaptureFixture
) -> None:
    await say(beside.log, 1)
    beside.lacking = 2
    for entry in (
        DECIDED,
        replace(DECIDED, kind=EntryKind.INTENT, time_ms=80),
        replace(DECIDED, status=5, time_ms=81),
        replace(DECIDED, records=(), time_ms=82),
        replace(DECIDED, time_ms=83, records=("claims/SEALED/REJECTED/pk.punjab-police", *NAMES[1:])),
    ):
        await beside.log.append([Item(encode_open(entry), b"", OVERSIGHT, 1)])
    await beside.level.step()
    assert beside.verdicts is None, "a claim may be missing with its page"
    await hold(beside.store, 1)
    await beside.level.step()
    assert beside.verdicts == [Verdict(SEALED, 2, "REJECTED", 83)], "the last one on each claim"
    assert "2 decisions of oversight on claims were missing" in caplog.text
    beside.level.check()


async def test_nothing_is_let_in_where_decisions_cannot_be_done_again(beside: Beside) -> None:
    async def unwritable(_: Iterable[Verdict]) -> int:
        raise StorageUnavailable

    line = cast("Callable[[], AuditClient | None]", lambda: beside.log.client)
    beside.level = Level(beside.store, line, lambda: beside.log.origin, unwritable)
    with pytest.raises(StorageUnavailable):
        await beside.level.step()
    with pytest.raises(StorageUnavailable):
        beside.level.check()


async def test_who_gives_up_what_is_missing_gives_up_decisions_too(beside: Beside) -> None:
    await beside.log.append([Item(encode_open(DECIDED), b"", OVERSIGHT, 1)])
    await beside.set_mark(ACCEPTED)
    await beside.level.step()
    assert beside.verdicts == []


async def test_another_page_under_the_last_number_is_behind_unless_the_log_knows_both(beside: Beside) -> None:
    await hold(beside.store, 1, word="other")
    await say(beside.log, 1)
    await beside.level.step()
    assert beside.missing() == (Missing(FeedName(FIA, "records"), 0, 1),)
    await say(beside.log, 1, word="other")
    await beside.level.step()
    assert beside.missing() == ()


async def test_only_outcomes_of_pages_that_were_taken_count(beside: Beside) -> None:
    await hold(beside.store, 1)
    await say(beside.log, 7, entry=replace(TAKEN, kind=EntryKind.INTENT))
    await say(beside.log, 7, entry=replace(TAKEN, status=9))
    await say(beside.log, 7, entry=replace(TAKEN, method="/rabta.records.v1.RecordsService/GetRecord"))
    await beside.level.step()
    assert beside.missing() == ()


async def test_the_mark_moves_once_the_store_is_known_to_be_level_and_the_log_has_grown(beside: Beside) -> None:
    await both(beside, 1)
    await beside.level.step()
    assert await beside.mark() == LogMark("", 0)
    await beside.settled()
    assert await beside.mark() == LogMark(beside.log.origin, 1)
    beside.log.leaves += beside.log.leaves[-1:] * (STEP - 1)
    await beside.level.step()
    assert (await beside.mark()).size == 1
    beside.log.leaves += beside.log.leaves[-1:]
    await beside.level.step()
    assert (await beside.mark()).size == 1 + STEP


async def test_nothing_before_the_mark_is_read_and_everything_after_it(beside: Beside) -> None:
    await say(beside.log, 5)
    await beside.set_mark(1)
    await beside.level.step()
    assert beside.missing() == ()
    await say(beside.log, 6)
    beside.opened()
    await beside.level.step()
    assert beside.missing() == (Missing(FeedName(FIA, "records"), 0, 6),)


async def test_the_mark_of_another_log_counts_for_nothing(beside: Beside) -> None:
    await beside.set_mark(10**6)
    beside.log.origin = f"{beside.log.files.name}/audit/2"
    await say(beside.log, 1)
    await beside.level.step()
    assert len(beside.missing()) == 1


async def test_without_a_mark_a_store_that_holds_records_is_held_against_the_newest_entries(
    beside: Beside, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "NEWEST", 2)
    for number in (3, 2, 1):
        await say(beside.log, number)
    await beside.level.step()
    assert beside.missing() == (Missing(FeedName(FIA, "records"), 0, 3),), "an empty store: the whole log"
    await put(beside.store, 1)
    beside.opened()
    await beside.level.step()
    assert beside.missing() == (Missing(FeedName(FIA, "records"), 0, 2),)


async def test_entries_that_get_their_quorum_after_the_opening_are_read_too(beside: Beside) -> None:
    await both(beside, 1)
    await say(beside.log, 2)
    beside.log.covered = 1
    await beside.level.step()
    assert beside.missing() == ()
    beside.log.covered = None
    await beside.level.step()
    assert [each.taken for each in beside.missing()] == [2]


async def test_what_the_operator_gave_up_is_not_missed_then_or_later(beside: Beside) -> None:
    await both(beside, 1)
    await say(beside.log, 2)
    beside.log.covered = 1
    await beside.set_mark(ACCEPTED)
    beside.opened()
    await beside.level.step()
    beside.log.covered = None
    await beside.settled()
    assert (beside.missing(), await beside.mark()) == ((), LogMark(beside.log.origin, 2))
    await say(beside.log, 3)
    beside.opened()
    await beside.level.step()
    assert [each.taken for each in beside.missing()] == [3], "what comes later counts"


async def test_a_store_that_goes_back_under_a_process_is_looked_at_again(
    beside: Beside, caplog: pytest.LogCaptureFixture
) -> None:
    await both(beside, 1)
    await beside.settled()
    await beside.set_mark(0)
    await say(beside.log, 2)
    beside.log.leaves += beside.log.leaves[:1] * STEP
    await beside.level.step()
    assert "alarm: the store of records went back under this process" in caplog.messages
    await beside.level.step()
    assert [each.taken for each in beside.missing()] == [2]


async def test_without_a_log_nothing_is_known_and_calls_are_refused_after_a_while(beside: Beside) -> None:
    beside.log.down = True
    await beside.level.step()
    with pytest.raises(StorageUnavailable):
        beside.level.check()
    with pytest.raises(StorageUnavailable):
        await beside.level.known()


async def test_it_goes_on_after_whatever_goes_wrong(beside: Beside, caplog: pytest.LogCaptureFixture) -> None:
    await beside.store.close()
    keeping = asyncio.ensure_future(beside.level.keep())
    async with asyncio.timeout(60):
        while not any(record.levelno == logging.ERROR for record in caplog.records):
            await asyncio.sleep(0.01)
    assert not keeping.done()
    keeping.cancel()
    with suppress(asyncio.CancelledError):
        await keeping


async def test_of_a_store_that_is_behind_only_missing_pages_are_let_in(beside: Beside) -> None:
    await say(beside.log, 1)

    async def handler(_call: Call, raw: bytes) -> bytes | Hashed:
        return raw

    async def asked(path: str, agency: str) -> bytes | Hashed:
        call: Call = Call.__new__(Call)
        call.key = next(key for key in live.registry().keys.values() if key.agency == agency)
        return await beside.level.guarded(path, handler)(call, b"body")

    await beside.level.step()
    assert await asked(SUBMIT, FIA) == b"body"
    for path, agency in ((SUBMIT, PUNJAB), ("/rabta.records.v1.RecordsService/GetHistory", FIA)):
        with pytest.raises(RecordsBehind):
            await asked(path, agency)
    await hold(beside.store, 1)
    await beside.level.step()
    assert await asked("/rabta.records.v1.RecordsService/GetHistory", PUNJAB) == b"body"
