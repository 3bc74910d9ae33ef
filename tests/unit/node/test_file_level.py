"""A file beside the records against the log: told again what it lacks, erased again, before anybody is answered."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import cast

import pytest

from audit.client import AuditClient, Item
from audit.entry import EntryKind, OpenEntry, encode_open
from services.edge.call import Call, Hashed
from services.exchange.feed.ports import Change, Changes
from services.node import log_look
from services.node.file_level import MOVE_S, THIN_S, FileLevel
from services.node.log_look import SETTLED_S
from services.records.errors import StorageUnavailable
from services.store.held import HeldMark
from tests.fakes import live
from tests.fakes.given_records import listed
from tests.fakes.hub_log import FakeLog
from tests.fakes.live import FIA

METHOD = "/rabta.exchange.v1.HitService/DecideRelease"
DONE = OpenEntry(kind=EntryKind.OUTCOME, method=METHOD, agency=FIA)


@dataclass
class StatedFile:
    """See :class:`services.node.file_level.HeldFile`: a file that lacks whatever a test says of it."""

    at: HeldMark | None = None
    told: list[str] = field(default_factory=list)
    erased: list[str] = field(default_factory=list)
    thinned: list[int] = field(default_factory=list)
    lacking: int = 0
    name: str = "desk.db"
    methods: frozenset[str] = frozenset({METHOD})

    async def mark(self) -> HeldMark | None:
        return self.at

    async def set_mark(self, mark: HeldMark) -> None:
        self.at = mark

    async def begin(self, size: int) -> int:
        return max(size - 1, 0)

    async def again(self, entries: Sequence[OpenEntry], now_ms: int) -> int:
        self.told += [each.request_id for each in entries]
        return self.lacking

    async def erase(self, records: Sequence[str]) -> int:
        self.erased += records
        return len(records)

    async def thin(self, now_ms: int) -> int:
        self.thinned.append(now_ms)
        return 0


@dataclass
class StatedChanges:
    """See :class:`services.node.file_level.Expunged`: one record a change, those of ``gone`` expunged."""

    count: int = 0
    gone: frozenset[int] = frozenset()

    async def head(self) -> int:
        return self.count

    async def changes(self, after: int, limit: int) -> Changes:
        upto = min(after + 2, self.count)
        rows = [
            Change(number, f"record-{number}", 1, number, klass, klass)
            for number in range(after + 1, upto + 1)
            for klass in (replace(listed(), expunged=number in self.gone),)
        ]
        return Changes(self.count, upto, tuple(rows))


class Beside:
    """A file, records and a log; ``now_s``: the steady clock."""

    def __init__(self, folder: Path) -> None:
        self.log, self.now_s = FakeLog(live.copied(folder / "federation")), 100.0
        self.file, self.records = StatedFile(), StatedChanges()
        self.level = self.opened()

    def opened(self) -> FileLevel:
        """As a process that opens the file now."""
        log = self.log
        line = cast("Callable[[], AuditClient | None]", lambda: log.client)
        self.level = FileLevel(self.file, self.records, line, lambda: log.origin, lambda: 7, lambda: self.now_s)
        return self.level

    async def say(self, id_: str, entry: OpenEntry = DONE) -> None:
        await self.log.append([Item(encode_open(replace(entry, request_id=id_)), b"", FIA, 1)])

    @property
    def size(self) -> int:
        return len(self.log.leaves)


@pytest.fixture
def beside(tmp_path: Path) -> Beside:
    return Beside(tmp_path)


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log_look, "PATIENCE_S", 0.2)


async def test_what_the_log_says_after_the_mark_is_told_and_the_mark_moves_there(
    beside: Beside, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.ERROR)
    await beside.say("before")
    beside.file.at, beside.file.lacking = HeldMark(beside.log.origin, beside.size, 0), 2
    for id_, entry in (
        ("told", DONE),
        ("intent", replace(DONE, kind=EntryKind.INTENT)),
        ("refused", replace(DONE, status=5)),
        ("other", replace(DONE, method="/rabta.exchange.v1.HitService/ListHitRequests")),
        ("names it", replace(DONE, method="/other", records=(METHOD,))),
    ):
        await beside.say(id_, entry)
    await beside.level.step()
    assert beside.file.told == ["told"]
    assert beside.file.at == HeldMark(beside.log.origin, beside.size, 0)
    assert caplog.messages == ["alarm: desk.db was lost or is an older one: it lacked 2 acts"]


async def test_without_a_mark_the_file_says_where_reading_begins_and_another_log_is_read_whole(beside: Beside) -> None:
    await beside.say("first")
    await beside.say("second")
    await beside.level.step()
    assert beside.file.told == ["second"]
    beside.file.at, beside.file.told = HeldMark("another log", 900, 0), []
    await beside.opened().step()
    assert beside.file.told == ["first", "second"]


async def test_what_comes_under_a_head_late_is_told_too_and_then_no_more(beside: Beside) -> None:
    await beside.level.step()
    await beside.say("late")
    await beside.level.step()
    assert beside.file.told == ["late"]
    beside.now_s += SETTLED_S
    await beside.say("live")
    await beside.level.step()
    assert beside.file.told == ["late"]


async def test_what_is_done_while_it_is_open_is_not_told_as_if_it_were_lacking(beside: Beside) -> None:
    """The file may have it a moment after the log, and would begin anew whom it gives to."""
    await beside.say("before, and no head yet", replace(DONE, time_ms=8))
    await beside.level.step()
    await beside.say("late", replace(DONE, time_ms=6))
    await beside.say("now", replace(DONE, time_ms=7))
    await beside.level.step()
    assert beside.file.told == ["before, and no head yet", "late"]


async def test_what_was_expunged_since_the_copy_is_erased_again(
    beside: Beside, caplog: pytest.LogCaptureFixture
) -> None:
    beside.records = StatedChanges(5, frozenset({2, 4, 5}))
    beside.file.at = HeldMark(beside.log.origin, 0, 3)
    await beside.opened().step()
    assert beside.file.erased == ["record-4", "record-5"]
    assert beside.file.at == HeldMark(beside.log.origin, beside.size, 5)
    assert "desk.db held what was expunged: 2 rows" in caplog.messages[-1]
    beside.file.at, beside.file.erased = HeldMark(beside.log.origin, 0, 9), []
    await beside.opened().step()
    assert beside.file.erased == ["record-2", "record-4", "record-5"], "records that are older than the file"


async def test_the_mark_moves_each_minute_to_the_change_of_the_look_before(beside: Beside) -> None:
    await beside.level.step()
    beside.now_s += SETTLED_S
    beside.records.count = 8
    await beside.say("live")
    await beside.level.step()
    assert beside.file.at == HeldMark(beside.log.origin, 0, 0)
    beside.now_s += MOVE_S
    await beside.level.step()
    assert beside.file.at == HeldMark(beside.log.origin, beside.size, 0)
    beside.now_s += MOVE_S
    await beside.level.step()
    assert beside.file.at == HeldMark(beside.log.origin, beside.size, 8)


async def test_it_is_thinned_each_hour_and_not_before_it_is_level(beside: Beside) -> None:
    beside.log.down = True
    await beside.level.step()
    assert beside.file.thinned == []
    beside.log.down = False
    for _ in range(3):
        await beside.level.step()
    beside.now_s += THIN_S
    await beside.level.step()
    assert beside.file.thinned == [7, 7]


async def test_nobody_is_answered_before_the_first_look(beside: Beside) -> None:
    async def answers(_call: Call, raw: bytes) -> bytes | Hashed:
        return raw

    handler, call = beside.level.guarded(answers), cast("Call", None)
    with pytest.raises(StorageUnavailable):
        await handler(call, b"a")
    waiting = asyncio.ensure_future(handler(call, b"b"))
    await asyncio.sleep(0)
    await beside.level.step()
    assert await waiting == b"b"
    assert await handler(call, b"c") == b"c"


async def test_it_goes_on_until_cancelled_whatever_the_log_refuses(
    beside: Beside, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(log_look, "LOOK_S", 0.001)
    beside.log.down = True
    keeping = asyncio.ensure_future(beside.level.keep())
    await asyncio.sleep(0.02)
    beside.log.down = False
    await beside.level.known()
    keeping.cancel()
    with pytest.raises(asyncio.CancelledError):
        await keeping
