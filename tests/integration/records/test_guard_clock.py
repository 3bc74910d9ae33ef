"""LAW 2(c): desks are told of a guard by a clock of its own, on a real store: once a stage, of few people, killed or not."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import sqlite3
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from random import Random

import pytest

from services.access.request_id import Act
from services.records.app import guard_clock
from services.records.app.guard_clock import GuardClock
from services.records.app.guarding import every_guard
from services.records.app.guards import decide_guard, list_guards
from services.records.law_book.store.database import FILE
from services.records.law_book.store.guarded import SealedIndex
from services.values.records import (
    CustodyEvent,
    DecideGuardRequest,
    ListedGuard,
    Party,
    RecordVersion,
    ToldDesk,
)
from tests.fakes.killing import Killing
from tests.fakes.record_maker import cnic, expunged, following, person, version
from tests.fakes.records_node import NOW_MS, Federation, Node, open_node
from tests.integration.records.guarded import NARCOTICS, PTPA, B, accused, case_files, clocked, prosecutor, victim

HOUR = 3_600_000
DAY = 24 * HOUR


@dataclass(slots=True)
class Clocked:
    """A node with its clock; ``opened`` counts versions that were opened since it was last set to 0."""

    node: Node
    clock: GuardClock
    index: SealedIndex
    folder: Path
    opened: int = 0

    async def at(self, after_ms: int) -> None:
        """A turn so long after the records came."""
        self.node.now_ms = NOW_MS + after_ms
        await self.clock.turn(self.node.now_ms)

    def told(self) -> list[tuple[str, int]]:
        """(desk, milliseconds after the records came) of all that was told."""
        with sqlite3.connect(self.folder / FILE) as db:
            return [
                (desk, at_ms - NOW_MS)
                for desk, at_ms in db.execute("select desk, at_ms from told order by at_ms, desk")
            ]

    async def one(self) -> ListedGuard:
        """What the prosecutor is shown."""
        (found,) = (await list_guards(self.node.context, self.node.inquiry(prosecutor()))).guards
        return found

    async def decided(self) -> None:
        """The prosecutor decides."""
        who, reference = prosecutor(), (await self.one()).reference
        act = Act(who.agency, who.officer, "request-1", sha256(b"x").digest())
        request = DecideGuardRequest("request-1", reference, "PROCEED", "Looked at.")
        await decide_guard(self.node.context, self.node.inquiry(who), request, act)


@pytest.fixture
def hub(node: Node, tmp_path: Path) -> Iterator[Clocked]:
    clock, index, database = clocked(node, tmp_path)
    made = Clocked(node, clock, index, tmp_path)

    def held(raw: bytes) -> RecordVersion:
        made.opened += 1
        return codec.held(raw)

    codec = node.context.codec
    node.context = replace(node.context, codec=replace(codec, held=held))
    made.clock = GuardClock(node.context, index)
    yield made
    database.close()


@pytest.fixture
def guarded(hub: Clocked) -> Clocked:
    asyncio.run(hub.node.put(*case_files(), accused(), victim()))
    return hub


async def test_c14_nobody_reads_and_each_desk_is_told_once_at_its_time(guarded: Clocked) -> None:
    turns = [0, 71 * HOUR, 72 * HOUR, 73 * HOUR, 7 * DAY - 1, 7 * DAY, 8 * DAY, 14 * DAY, 14 * DAY, 30 * DAY]
    for after in turns:
        await guarded.at(after)
    stages = [("PROSECUTOR", 72 * HOUR), ("DISTRICT_PROSECUTOR", 7 * DAY), ("OVERSIGHT", 14 * DAY)]
    assert guarded.told() == stages
    assert (await guarded.one()).told == tuple(ToldDesk(desk, NOW_MS + after) for desk, after in stages)
    assert guarded.told() == stages


async def test_c15_of_whom_is_held_the_prosecutor_is_told_after_a_day(guarded: Clocked) -> None:
    await guarded.at(HOUR)
    body = CustodyEvent("ARREST", "2020-05-03")
    who = person(cnic(21), born="1990-01-01")
    await guarded.node.put(version("CUSTODY_EVENT", "arrest", body, role="ACCUSED", subject=who, case_references=B))
    await guarded.at(23 * HOUR)
    assert guarded.told() == []
    await guarded.at(26 * HOUR)
    assert [desk for desk, _ in guarded.told()] == ["PROSECUTOR"]


async def test_who_says_again_what_is_held_puts_no_clock_back(guarded: Clocked) -> None:
    """Named attack: a station writes a new version of its accused each day, so that nobody is ever told."""
    last = accused()
    for day in range(15):
        await guarded.at(day * DAY)
        last = following(last, body=Party((NARCOTICS,), f"seen again on day {day}"))
        await guarded.node.put(last)
    assert [desk for desk, _ in guarded.told()] == ["PROSECUTOR", "DISTRICT_PROSECUTOR", "OVERSIGHT"]
    assert (await guarded.one()).since_ms == NOW_MS


async def test_a_clock_that_stood_still_tells_all_that_are_due_at_once(guarded: Clocked) -> None:
    await guarded.at(20 * DAY)
    assert {desk for desk, _ in guarded.told()} == {"PROSECUTOR", "DISTRICT_PROSECUTOR", "OVERSIGHT"}
    assert len(guarded.told()) == 3


async def test_where_a_decision_stands_nobody_is_told_until_it_is_open_again(guarded: Clocked) -> None:
    await guarded.at(HOUR)
    await guarded.decided()
    await guarded.at(20 * DAY)
    assert guarded.told() == []
    await guarded.node.put(following(victim(), body=Party((PTPA,), "", "RECOGNISED")))
    await guarded.at(21 * DAY)
    assert guarded.told() == []
    await guarded.at(24 * DAY)
    assert [desk for desk, _ in guarded.told()] == ["PROSECUTOR"]


@pytest.mark.parametrize("last", ["REJECTED", "expunged"])
async def test_c11_who_is_no_victim_any_more_is_told_of_to_nobody(guarded: Clocked, last: str) -> None:
    await guarded.at(HOUR)
    rejected = following(victim(), body=Party((PTPA,), "", "REJECTED"))
    await guarded.node.put(expunged(victim()) if last == "expunged" else rejected)
    for after in (20 * DAY, 40 * DAY):
        await guarded.at(after)
    assert guarded.told() == []


async def test_of_whom_nothing_is_left_nothing_stays_in_the_index(guarded: Clocked) -> None:
    await guarded.at(HOUR)
    await guarded.node.put(expunged(victim()))
    await guarded.at(2 * DAY)
    assert await guarded.index.due(2**60, 99) == []


async def test_a_charge_that_only_a_case_file_names_starts_the_clock_when_it_comes(hub: Clocked) -> None:
    """The person's own records say nothing new: their case does."""
    files, later = case_files(), case_files(NARCOTICS)
    bare = replace(accused(), body=Party(()))
    await hub.node.put(*files, bare, victim())
    await hub.at(60 * HOUR)
    assert (await list_guards(hub.node.context, hub.node.inquiry(prosecutor()))).guards == ()
    await hub.node.put(following(files[0], body=later[0].body))
    await hub.at(73 * HOUR)
    assert [desk for desk, _ in hub.told()] == ["PROSECUTOR"]


async def test_of_what_is_only_to_be_known_no_desk_is_told(hub: Clocked) -> None:
    murder = replace(NARCOTICS, statute="PPC", provision="302")
    await hub.node.put(*case_files(), accused(21, murder), victim())
    assert [each.guard for each in (await list_guards(hub.node.context, hub.node.inquiry(prosecutor()))).guards] == [
        "NOTE"
    ]
    await hub.at(30 * DAY)
    assert hub.told() == []
    assert (await hub.one()).overdue == ()


async def test_records_of_those_alone_are_opened_whom_it_is_about_and_only_when_something_is_due(hub: Clocked) -> None:
    """A hundred others cost a look at the classes under their numbers, once."""
    others = [accused(number) for number in range(30, 80)] + [victim(number) for number in range(100, 150)]
    await hub.node.put(*case_files(), *others, accused(), victim())
    hub.opened = 0
    await hub.at(HOUR)
    mine = hub.opened
    assert 0 < mine <= 6
    for after in (2 * HOUR, 3 * HOUR, 10 * HOUR):
        hub.opened = 0
        await hub.at(after)
        assert hub.opened == 0
    await hub.at(73 * HOUR)
    assert 0 < hub.opened <= mine * 2
    assert len(hub.told()) == 1


async def test_one_person_who_cannot_be_looked_at_stops_nobody_else_s_clock(
    hub: Clocked, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    await hub.node.put(*case_files(), *[each(number) for number in (21, 22, 23) for each in (accused, victim)])
    await hub.at(0)
    broken = (await hub.index.due(2**60, 1))[0]

    async def failing(*of: object) -> object:
        if broken in of:
            raise ValueError
        return await every_guard(*of)  # type: ignore[arg-type]  # handed on

    monkeypatch.setattr(guard_clock, "every_guard", failing)
    await hub.at(73 * HOUR)
    assert len(hub.told()) == 2
    assert "a guard cannot be looked at, and is put off: ValueError" in caplog.text
    monkeypatch.setattr(guard_clock, "every_guard", every_guard)
    await hub.at(73 * HOUR + guard_clock.PUT_OFF_MS)
    assert len(hub.told()) == 3


async def test_a_store_that_was_put_back_is_taken_in_anew(guarded: Clocked) -> None:
    await guarded.index.take([], 10**9, NOW_MS)
    await guarded.at(73 * HOUR)
    assert [desk for desk, _ in guarded.told()] == ["PROSECUTOR"]
    taken = await guarded.index.taken()
    async with guarded.node.context.store.snapshot() as view:
        assert taken == await view.change_head()


async def test_what_came_while_a_newer_book_was_put_back_is_found_by_the_next_process(guarded: Clocked) -> None:
    """A backup may hold a book that had taken in more than its records hold; these have gone on since."""
    async with guarded.node.context.store.snapshot() as view:
        head = await view.change_head()
    await guarded.index.take([], head, NOW_MS)
    await GuardClock(guarded.node.context, guarded.index).turn(NOW_MS + 73 * HOUR)
    assert [desk for desk, _ in guarded.told()] == ["PROSECUTOR"]


# -- kill -9 in mid-escalation

STEPS = {
    "services/records/app/guard_clock.py": {"turn", "_follow", "_people", "_next", "_told"},
    "services/records/law_book/store/said.py": {"tell", "kept"},
    "services/records/law_book/store/guarded.py": {"take", "due", "looked", "kept"},
    "services/store/file.py": {"write", "_written"},
    "services/store/writing.py": {"transaction"},
}
PEOPLE = range(21, 27)
AFTER = {72 * HOUR: 8, 7 * DAY: 6, 14 * DAY: 6}
"""When a stage begins -> how many rounds it has."""


def killed_at(folder: Path, known: Federation, now_ms: int, step: int) -> bool:
    """A turn in a process that is killed at a step; whether it was."""
    child = os.fork()
    if not child:
        try:
            asyncio.run(_turn(folder, known, now_ms, Killing(step, STEPS)))
        finally:
            os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL


async def _turn(folder: Path, known: Federation, now_ms: int, watch: Killing) -> None:
    threading.setprofile(watch)
    node = open_node(folder, known)
    clock, _, _ = clocked(node, folder)
    sys.setprofile(watch)
    watch.armed = True
    await clock.turn(now_ms)
    watch.armed = False


def test_c14_killed_in_mid_escalation_each_desk_is_told_once_and_not_twice(
    known: Federation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Twenty rounds: six people, three stages, each turn killed at a step that chance names, then one that is not.

    A new process takes nothing in once more: what was under way must be in the book.
    """
    monkeypatch.setattr(guard_clock, "OVERLAP", 0)
    folder, chance, killed = tmp_path / "hub", Random(17), 0

    async def fill() -> None:
        node = open_node(folder, known)
        await node.put(*case_files(), *[each(number) for number in PEOPLE for each in (accused, victim)])
        await node.context.store.close()

    asyncio.run(fill())
    held: dict[tuple[bytes, str], int] = {}
    for stage, (after, rounds) in enumerate(AFTER.items(), 1):
        for number in range(1, rounds + 1):
            killed += killed_at(folder, known, NOW_MS + after + number, chance.randrange(1, 90))
            held = _kept_on(folder, held, after + number)
            assert len(held) <= len(PEOPLE) * stage
        assert not killed_at(folder, known, NOW_MS + after + rounds, 10**9)
        held = _kept_on(folder, held, after + rounds)
        assert len(held) == len(PEOPLE) * stage
    assert killed >= sum(AFTER.values()) - 4


def _kept_on(folder: Path, before: dict[tuple[bytes, str], int], after: int) -> dict[tuple[bytes, str], int]:
    """All that is told now, at least what was told before, each at the time at which it first was."""
    copy = folder.with_name("looked-at")
    shutil.copytree(folder, copy)
    with sqlite3.connect(copy / FILE) as db:
        rows = db.execute("select token, desk, at_ms from told").fetchall() if _has_told(db) else []
    db.close()
    shutil.rmtree(copy)
    found = {(token, desk): at_ms - NOW_MS for token, desk, at_ms in rows}
    assert len(found) == len(rows)
    assert before.items() <= found.items()
    assert set(found.values()) <= {*before.values(), after}
    return found


def _has_told(db: sqlite3.Connection) -> bool:
    return bool(db.execute("select 1 from sqlite_master where name = 'told'").fetchone())
