"""``law.db``: one word for each matter, each desk told once whatever is killed when, the same request once, all sealed."""

from __future__ import annotations

import asyncio
import os
import signal
import sqlite3
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from services.access.request_id import Act
from services.records.errors import RequestIdReused, StorageUnavailable
from services.records.law_book.store.database import FILE
from services.records.law_book.store.said import SealedBook, open_book
from services.records.law_book_port import NoBook, Said, Told
from services.records.statement_port import NoLawError
from tests.budget import budget

SECRET = bytes(range(32))
MATTER = ("guard", "a" * 64, "FIR:PB/LAHORE/ICHHRA/512/2024")
DESKS = ("DISTRICT_PROSECUTOR", "OVERSIGHT", "PROSECUTOR")
WORD = Said("PROCEED", "Looked at the papers.", "pk.punjab-prosecution", "pr-1", 7, "ab" * 32)
ROUNDS = 20


def act(request_id: str = "request-1", body: str = "x", officer: str = "pr-1") -> Act:
    return Act("pk.punjab-prosecution", officer, request_id, sha256(body.encode()).digest())


@pytest.fixture
def book(tmp_path: Path) -> Iterator[SealedBook]:
    made = open_book(tmp_path, SECRET)
    yield made
    made.close()


async def test_nothing_is_said_at_first_and_the_last_word_counts(book: SealedBook) -> None:
    assert await book.last(MATTER) is None
    assert await book.say(MATTER, WORD, act()) == WORD
    later = WORD._replace(kind="WITHDRAW", at_ms=8)
    await book.say(MATTER, later, act("request-2"))
    assert await book.last(MATTER) == later
    assert await book.last((*MATTER[:2], "another case")) is None


async def test_the_same_request_gives_the_same_and_another_body_is_refused(book: SealedBook) -> None:
    await book.say(MATTER, WORD, act())
    assert await book.say(MATTER, WORD._replace(at_ms=9), act()) == WORD
    with pytest.raises(RequestIdReused):
        await book.say(MATTER, WORD._replace(kind="WITHDRAW"), act(body="y"))
    assert await book.last(MATTER) == WORD
    other = WORD._replace(officer="pr-2")
    assert await book.say(MATTER, other, act(officer="pr-2")) == other


async def test_each_desk_keeps_the_time_at_which_it_was_first_told(book: SealedBook) -> None:
    assert await book.tell(MATTER, (), 1) == {}
    assert await book.tell(MATTER, ["PROSECUTOR"], 5) == {"PROSECUTOR": 5}
    assert await book.tell(MATTER, DESKS, 9) == {"PROSECUTOR": 5, "DISTRICT_PROSECUTOR": 9, "OVERSIGHT": 9}
    await book.say(MATTER, WORD, act())
    assert await book.tell(MATTER, (), 10) == {}
    assert await book.tell(MATTER, ["PROSECUTOR"], 11) == {"PROSECUTOR": 11}


async def test_a_desk_lists_what_it_was_told_last_first_until_somebody_decides(book: SealedBook) -> None:
    other = ("guard", "b" * 64, MATTER[-1])
    await book.tell(MATTER, ["OVERSIGHT", "PROSECUTOR"], 5)
    await book.tell(other, ["OVERSIGHT"], 6)
    assert await book.told_of("OVERSIGHT") == [Told(other, 6), Told(MATTER, 5)]
    assert await book.told_of("PROSECUTOR") == [Told(MATTER, 5)]
    assert await book.told_of("DISTRICT_PROSECUTOR") == []
    await book.say(MATTER, WORD, act())
    assert await book.told_of("OVERSIGHT") == [Told(other, 6)]


async def test_what_of_a_person_is_no_matter_any_more_is_forgotten_and_can_be_told_anew(book: SealedBook) -> None:
    """Nothing of anybody else is; what still stands keeps the time at which it was told."""
    gone, others = (*MATTER[:2], "FIR:PB/KASUR/CITY/1/2024"), ("guard", "b" * 64, MATTER[-1])
    for each in (MATTER, gone, others):
        await book.tell(each, ["OVERSIGHT"], 5)
    await book.keep_only(MATTER[1], [MATTER])
    assert {each.matter for each in await book.told_of("OVERSIGHT")} == {MATTER, others}
    assert await book.tell(gone, ["OVERSIGHT"], 9) == {"OVERSIGHT": 9}
    await book.keep_only(MATTER[1], [])
    assert await book.told_of("OVERSIGHT") == [Told(others, 5)]


async def test_who_has_the_file_learns_of_whom_nobody_decided_neither_case_nor_person(
    book: SealedBook, tmp_path: Path
) -> None:
    await book.tell(MATTER, ["OVERSIGHT"], 5)
    held = b"".join(path.read_bytes() for path in tmp_path.glob(f"{FILE}*"))
    assert not [part for part in MATTER[1:] if part.encode() in held]
    with sqlite3.connect(tmp_path / FILE) as db:
        for table in ("told_of", "told"):
            db.execute(f"update {table} set token = ?", (bytes(32),))
    assert await book.told_of("OVERSIGHT") == []


async def test_one_row_that_is_damaged_hides_no_other_and_comes_again_when_it_is_told_again(
    book: SealedBook, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """The clock tells of what still stands at its next look, a day later at most; the time of the first stays."""
    other = ("guard", "b" * 64, MATTER[-1])
    await book.tell(MATTER, ["OVERSIGHT"], 5)
    await book.tell(other, ["OVERSIGHT"], 6)
    with sqlite3.connect(tmp_path / FILE) as db:
        (token, body) = db.execute(
            "select told_of.token, body from told_of join told using (token) where at_ms = 5"
        ).fetchone()
        db.execute("update told_of set body = ? where token = ?", (body[:-1] + bytes([body[-1] ^ 1]), token))
    assert await book.told_of("OVERSIGHT") == [Told(other, 6)]
    assert "damaged, 1 of what desks were told" in caplog.text
    await book.tell(MATTER, ["OVERSIGHT"], 9)
    assert await book.told_of("OVERSIGHT") == [Told(other, 6), Told(MATTER, 5)]


async def test_where_a_word_on_the_same_basis_stands_nobody_is_told(book: SealedBook) -> None:
    """Also where it came between the look and the telling."""
    await book.say(MATTER, WORD, act())
    assert await book.tell(MATTER, DESKS, 9, WORD.basis) == {}
    assert await book.tell(MATTER, DESKS[:1], 10, "cd" * 32) == {DESKS[0]: 10}
    assert await book.tell(MATTER, DESKS, 11, WORD.basis) == {DESKS[0]: 10}


async def test_a_matter_waits_since_the_earliest_time_until_it_is_decided(book: SealedBook) -> None:
    assert await book.waits(MATTER, 50, WORD.basis) == 50
    assert await book.waits(MATTER, 90, "cd" * 32) == 50
    assert await book.waits(MATTER, 40, WORD.basis) == 40
    assert await book.waits(("guard", "another"), 90, WORD.basis) == 90
    await book.say(MATTER, WORD, act())
    assert await book.waits(MATTER, 90, WORD.basis) == 90
    assert await book.waits(MATTER, 95, WORD.basis) == 95, "what stands waits for nobody"
    assert await book.waits(MATTER, 97, "cd" * 32) == 97
    assert await book.waits(MATTER, 99, "cd" * 32) == 97


async def test_nothing_is_readable_in_the_file_and_another_secret_opens_nothing(
    book: SealedBook, tmp_path: Path
) -> None:
    await book.say(MATTER, WORD, act())
    book.close()
    raw = b"".join(path.read_bytes() for path in tmp_path.glob(f"{FILE}*"))
    for text in (WORD.words, WORD.officer, "PROCEED", MATTER[2]):
        assert text.encode() not in raw
    assert (tmp_path / FILE).stat().st_mode & 0o777 == 0o600
    stranger = open_book(tmp_path, bytes(32))
    assert await stranger.last(MATTER) is None
    stranger.close()


async def test_a_word_that_is_moved_to_another_matter_does_not_open(book: SealedBook, tmp_path: Path) -> None:
    other = ("charge", "another")
    await book.say(MATTER, WORD, act())
    await book.say(other, WORD, act("request-2"))
    with sqlite3.connect(tmp_path / FILE) as db:
        (body,) = db.execute("select body from said").fetchone()
        db.execute("update said set body = ?", (body,))
    found = []
    for matter in (MATTER, other):
        try:
            found.append(await book.last(matter))
        except StorageUnavailable:
            found.append(None)
    assert found.count(None) == 1


async def test_a_node_without_a_book_says_and_tells_nothing() -> None:
    book = NoBook()
    assert await book.last(MATTER) is None
    assert await book.tell(MATTER, DESKS, 1) == {}
    with pytest.raises(NoLawError):
        await book.say(MATTER, WORD, act())


# -- kill -9 in mid-escalation


def telling(folder: Path, matters: list[tuple[str, ...]], now_ms: int, out: int) -> None:
    """Tell desks of each matter, a byte a matter once it is kept."""

    async def run() -> None:
        book = open_book(folder, SECRET)
        for matter in matters:
            await book.tell(matter, DESKS, now_ms)
            os.write(out, b".")

    asyncio.run(run())


def killed_after(folder: Path, matters: list[tuple[str, ...]], now_ms: int, after: int) -> int:
    """How many matters the process had told of before SIGKILL reached it."""
    into, out = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            telling(folder, matters, now_ms, out)
        finally:
            os._exit(0)
    os.close(out)
    seen = 0
    while seen < after and os.read(into, 1):
        seen += 1
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    while os.read(into, 1):
        seen += 1
    os.close(into)
    return seen


def test_c14_killed_in_mid_escalation_each_desk_is_told_once_and_not_twice(tmp_path: Path) -> None:
    chance = Random(14)
    matters: list[tuple[str, ...]] = [("guard", str(number)) for number in range(12)]
    first: dict[tuple[str, ...], dict[str, int]] = {}
    for number in range(ROUNDS):
        done = killed_after(tmp_path, matters, number + 1, chance.randrange(len(matters)))
        with sqlite3.connect(tmp_path / FILE) as db:
            rows = db.execute("select token, desk, at_ms from told").fetchall()
        assert len({row[:2] for row in rows}) == len(rows)
        held = {(token, desk): at_ms for token, desk, at_ms in rows}
        assert first.items() <= held.items()
        assert len(held) >= done * len(DESKS)
        assert len(held) % len(DESKS) == 0
        first = held  # type: ignore[assignment]  # by blind token and desk
    assert killed_after(tmp_path, matters, ROUNDS + 1, len(matters)) == len(matters)
    with sqlite3.connect(tmp_path / FILE) as db:
        told = {(token, desk): at_ms for token, desk, at_ms in db.execute("select token, desk, at_ms from told")}
    assert first.items() <= told.items()
    assert len(told) == len(matters) * len(DESKS)


# -- as a state machine


class Telling(RuleBasedStateMachine):
    """Say, tell and open again in any order: a desk is told once between two decisions, at the first time."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        self.book = open_book(Path(self.folder.name), SECRET)
        self.now, self.said = 0, 0
        self.told: dict[str, int] = {}
        self.last: Said | None = None

    @rule(desks=st.sets(st.sampled_from(DESKS)))
    def tell(self, desks: set[str]) -> None:
        self.now += 1
        for desk in desks:
            self.told.setdefault(desk, self.now)
        assert asyncio.run(self.book.tell(MATTER, desks, self.now)) == self.told

    @rule(kind=st.sampled_from(["PROCEED", "WITHDRAW"]))
    def say(self, kind: str) -> None:
        self.now += 1
        self.said += 1
        self.last = WORD._replace(kind=kind, at_ms=self.now)
        asyncio.run(self.book.say(MATTER, self.last, act(f"request-{self.said}")))
        self.told = {}

    @rule()
    def open_again(self) -> None:
        self.book.close()
        self.book = open_book(Path(self.folder.name), SECRET)

    @invariant()
    def the_last_word_stands(self) -> None:
        assert asyncio.run(self.book.last(MATTER)) == self.last

    def teardown(self) -> None:
        self.book.close()
        self.folder.cleanup()


TestTelling = Telling.TestCase
TestTelling.settings = budget(15, stateful_step_count=12)
