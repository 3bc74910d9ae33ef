"""The process that asks, step by step over a registry that answers, fails, refuses, hangs and counts anew."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest

from services.identity.asking.breaker import FAILURES, FIRST_PAUSE_MS, Breaker, State
from services.identity.asking.errors import AskedTooMuch, BookUnavailable, NotAnswered
from services.identity.asking.ports import Held, Number, Waiting
from services.identity.asking.shares import Day
from services.identity.asking.store.book import StoredBook
from services.identity.asking.work import FOLLOW_MS, LATER_S, Asker
from services.values.records import Identifier
from tests.fakes.stated_registry import StatedRegistry, person

ALI, BABAR = person("ali"), person("babar")


def number(value: str) -> Number:
    return Number(f"blind-{value}", Identifier("CNIC", value))


class World:
    """``now_ms`` is moved by hand."""

    def __init__(self, book: StoredBook) -> None:
        self.book, self.registry, self.now_ms = book, StatedRegistry({"1": ALI, "2": ALI, "3": BABAR}), 1_000
        self.asker = self.begun_again()

    def begun_again(self, call_s: float = 5.0) -> Asker:
        self.asker = Asker(self.registry, self.book, lambda: self.now_ms, lambda: 1, call_s)
        return self.asker

    async def queue(self, *values: str) -> None:
        await self.book.queue([number(value) for value in values], self.now_ms)

    async def steps(self) -> None:
        """Until there is nothing more to ask at once."""
        while await self.asker.step():
            pass

    def asked(self) -> list[tuple[str, ...]]:
        """Values of each question that went out, in order."""
        return [tuple(each.value for each in one.numbers) for all_ in self.registry.questions.values() for one in all_]

    async def outcome(self, value: str) -> str | None:
        held = await self.book.held(f"blind-{value}")
        return held.outcome if held else None


@pytest.fixture
def world(book: StoredBook) -> World:
    return World(book)


def once(error: BaseException) -> Callable[[], BaseException | None]:
    left = [error]
    return lambda: left.pop() if left else None


async def test_what_waits_is_asked_and_settled(world: World) -> None:
    await world.queue("1", "2", "9")
    await world.steps()
    assert [await world.outcome(value) for value in "129"] == ["TOKEN", "TOKEN", "NOT_REGISTERED"]
    assert await world.book.same_person("blind-1") == ("blind-2",)
    assert (await world.book.standing()).heard_ms == 1_000
    assert world.asked() == [("1", "2", "9")]


async def test_an_unanswered_question_is_asked_again_under_the_same_id(world: World) -> None:
    await world.steps()
    await world.queue("1")
    world.registry.fails = once(NotAnswered("transport"))
    assert not await world.asker.step()
    await world.queue("3")
    world.begun_again()
    await world.steps()
    first, second = world.registry.questions.values()
    assert [len(first), len(second)] == [2, 1], "the first twice, word for word"
    assert first[0] == first[1]
    assert await world.outcome("1") == await world.outcome("3") == "TOKEN"


async def test_a_registry_that_fails_is_left_alone_and_told_of(world: World) -> None:
    await world.queue("1")
    world.registry.fails = lambda: NotAnswered("signer")
    for _ in range(FAILURES):
        assert not await world.asker.step()
    assert world.asker.breaker.state is State.OPEN
    assert (await world.book.standing()).silent
    asked = world.registry.looked
    await world.steps()
    assert world.registry.looked == asked
    world.registry.fails = lambda: None
    world.now_ms += FIRST_PAUSE_MS
    await world.steps()
    assert world.asker.breaker == Breaker()
    assert not (await world.book.standing()).silent
    assert await world.outcome("1") == "TOKEN"


async def test_no_answer_is_waited_for_longer_than_said(world: World) -> None:
    world.begun_again(call_s=0.01)
    world.registry.hangs = True
    async with asyncio.timeout(60):
        for _ in range(FAILURES):
            assert not await world.asker.step()
    assert world.asker.breaker.state is State.OPEN


async def test_one_unfit_number_keeps_no_other_from_its_answer(world: World) -> None:
    world.registry.unfit = frozenset({"bad"})
    await world.queue("1", "bad", "2", "3")
    await world.steps()
    assert [await world.outcome(value) for value in ("1", "bad", "2", "3")] == [
        "TOKEN",
        "CANNOT_TELL",
        "TOKEN",
        "TOKEN",
    ]
    assert world.asker.breaker.state is State.CLOSED
    assert all(len(each) == 1 for each in world.registry.questions.values()), "no id is used for two questions"


async def test_asked_too_much_it_waits_and_still_counts_as_heard(world: World) -> None:
    await world.steps()
    await world.queue("1")
    world.registry.fails = once(AskedTooMuch(0))
    await world.steps()
    assert await world.outcome("1") is None
    assert world.asker.breaker.state is State.CLOSED
    world.now_ms += LATER_S * 1000 - 1
    await world.steps()
    assert await world.outcome("1") is None
    world.now_ms += 1
    await world.steps()
    assert await world.outcome("1") == "TOKEN"
    assert len(world.registry.questions) == 1


async def test_changes_are_followed_page_after_page(world: World) -> None:
    await world.queue("1", "3")
    await world.steps()
    world.registry.tell("BLOCKED", ALI)
    world.registry.tell("NUMBER_REPLACED", ALI)
    world.registry.tell("TOKENS_JOINED", ALI, BABAR)
    await world.steps()
    assert (await world.book.cursor()).sequence == 0
    world.now_ms += FOLLOW_MS
    await world.steps()
    assert (await world.book.cursor()).sequence == 3
    assert await world.book.same_person("blind-3") == ("blind-1",)
    assert (await world.book.counts()).blocked == 1


async def test_an_old_answer_is_none(world: World) -> None:
    """A registry's answer from before changes that were followed here: replayed, or of a backup put back."""
    world.registry.feed.clear()
    world.registry.tell("BLOCKED", ALI)
    world.registry.tell("DECEASED", ALI)
    await world.steps()
    await world.queue("1")
    world.registry.feed.pop()
    await world.steps()
    assert await world.outcome("1") is None
    assert world.asker.breaker.failures == 1
    world.registry.tell("DECEASED", ALI)
    await world.steps()
    assert await world.outcome("1") == "TOKEN"


async def test_a_feed_that_begins_anew_makes_every_number_asked_again(world: World) -> None:
    await world.queue("1", "3")
    world.registry.tell("BLOCKED", ALI)
    await world.steps()
    world.registry.epoch += 1
    world.now_ms += FOLLOW_MS
    await world.steps()
    assert await world.book.held("blind-1") == Held("", 1_000)
    cursor = await world.book.cursor()
    assert (cursor.epoch, cursor.sequence) == (2, 1)
    await world.queue("1")
    await world.steps()
    assert await world.outcome("1") == "TOKEN"


class BusyOnce(StoredBook):
    """Cannot be written the first time."""

    busy = True

    async def batch(self, most: int, day: Day) -> Waiting | None:
        if self.busy:
            self.busy = False
            raise BookUnavailable
        return await super().batch(most, day)


async def test_it_goes_on_where_the_book_could_not_be_written(book: StoredBook) -> None:
    world = World(BusyOnce(book._database, book._sealer))
    await world.queue("1")
    task = asyncio.create_task(world.asker.run())
    async with asyncio.timeout(60):
        while await world.outcome("1") is None:
            await asyncio.sleep(0.01)
    task.cancel()
