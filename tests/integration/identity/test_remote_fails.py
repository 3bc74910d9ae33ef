"""A registry over a real socket that is slow, killed, lies, replays, or answers more than asked: nothing is lost or kept wrong."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from services.client.check_answer import HEADER_KEY, SIGNATURE_KEY
from services.identity.asking.breaker import FAILURES, State
from services.identity.asking.known import HeldWord
from services.identity.asking.ports import Counts
from services.membership.layout import FederationFiles
from services.node.local import free_ports
from services.signing.cohort import sign_header
from services.signing.es256 import PrivateKey
from services.values.identity import ListChangesResponse, Resolved, ResolveTokenResponse
from tests.fakes import hub as hubs
from tests.fakes import live
from tests.fakes.liar import Leaving
from tests.integration.identity.remote_world import (
    ALI,
    BABAR,
    FIRST,
    NOBODYS,
    SECOND,
    THIRD,
    Remote,
    files,
    number,
    remote,
    tls,
)


async def test_it_answers_and_its_log_proves_it(tmp_path: Path) -> None:
    async with remote(tmp_path) as (world, _):
        world.registry.tell("TOKENS_JOINED", ALI, BABAR)
        await world.queue(FIRST, SECOND, NOBODYS)
        await world.steps()
        assert await world.book.counts() == Counts(tokens=2, not_registered=1)
        assert await world.book.same_person(f"blind-{FIRST}") == (f"blind-{SECOND}",)
        assert (await world.book.cursor()).sequence == 1


async def test_slow_readers_wait_for_nothing_and_the_check_is_completed(tmp_path: Path) -> None:
    """Two seconds or twenty: the answer is taken when it comes, under the one question."""
    async with remote(tmp_path) as (world, _):
        asked, let = asyncio.Event(), asyncio.Event()

        async def slow() -> None:
            asked.set()
            await let.wait()

        world.gate = slow
        await world.queue(FIRST)
        asking = asyncio.create_task(world.steps())
        await asyncio.wait_for(asked.wait(), 30)
        word = HeldWord(world.book)
        assert not await word.confirmed(f"blind-{FIRST}", live.now_ms())
        await word.ask_later(number(FIRST).identifier, f"blind-{FIRST}", "pk.a", live.now_ms())
        let.set()
        await asking
        assert await word.confirmed(f"blind-{FIRST}", live.now_ms())
        assert [len(each) for each in world.registry.questions.values()] == [1]


async def test_one_that_answers_never_is_given_up_and_asked_again_as_the_same(tmp_path: Path) -> None:
    async with remote(tmp_path) as (world, _):
        await world.steps()
        world.gate = asyncio.Event().wait
        world.call_s = 0.05
        world.begin()
        await world.queue(FIRST)
        for _ in range(FAILURES + 1):
            await world.steps()
        assert world.asker.breaker.state is State.OPEN
        assert (await world.book.standing()).silent
        world.gate, world.call_s = (lambda: None), 20.0
        world.begin()
        await world.steps()
        assert await world.outcome(FIRST) == "TOKEN"
        assert len(world.registry.questions) == 1
        assert not (await world.book.standing()).silent


async def test_killed_in_mid_query_and_started_again(tmp_path: Path) -> None:
    async with remote(tmp_path) as (world, _):
        await world.steps()
        world.hub.port = free_ports(1)[0]
        world.profile = replace(world.profile, endpoint=f"127.0.0.1:{world.hub.port}")
        world.begin()
        asked = asyncio.Event()

        async def never() -> None:
            asked.set()
            await asyncio.Event().wait()

        world.gate = never
        await world.queue(FIRST, THIRD)
        async with hubs.listening(world.hub, world.hub.port) as server:
            asking = asyncio.create_task(world.steps())
            await asyncio.wait_for(asked.wait(), 30)
            await server.stop(0)
            await asyncio.wait_for(asking, 60)
        assert await world.outcome(FIRST) is None
        assert (await world.book.counts()).waiting == 2
        world.gate = lambda: None
        world.begin()
        async with hubs.listening(world.hub, world.hub.port):
            await world.steps()
        assert await world.book.counts() == Counts(tokens=2)
        (questions,) = world.registry.questions.values()
        assert len(questions) >= 2
        assert len(set(questions)) == 1


def other_key(of: FederationFiles) -> PrivateKey:
    return PrivateKey.load(of.node("pk.fia").message_key)


def wrong_key(leaving: Leaving) -> Leaving:
    return leaving.with_value(SIGNATURE_KEY, sign_header(other_key(files()), leaving.value(HEADER_KEY)))


def unsigned(leaving: Leaving) -> Leaving:
    return leaving.without(SIGNATURE_KEY)


def altered(leaving: Leaving) -> Leaving:
    return replace(leaving, body=leaving.body[:-1] + bytes([leaving.body[-1] ^ 1]))


@pytest.mark.parametrize("alter", [wrong_key, unsigned, altered])
async def test_what_does_not_bind_the_registry_is_no_answer(tmp_path: Path, alter: object) -> None:
    async with remote(tmp_path) as (world, liar):
        await world.steps()
        await world.queue(FIRST)
        liar.alter = alter  # type: ignore[assignment]  # one of three functions
        assert not await world.asker.step()
        assert await world.book.counts() == Counts(waiting=1)
        assert world.asker.breaker.failures == 1
        liar.alter = lambda leaving: leaving
        await world.steps()
        assert await world.outcome(FIRST) == "TOKEN"
        assert len(world.registry.questions) == 1


async def test_who_shows_another_agencys_certificate_is_told_nothing(tmp_path: Path) -> None:
    async with remote(tmp_path, tls("pk.fia")) as (world, liar):
        await world.queue(FIRST)
        assert not await world.asker.step()
        assert liar.left == []
        assert await world.book.counts() == Counts(waiting=1)


async def test_an_old_answer_again_is_no_answer(tmp_path: Path) -> None:
    async with remote(tmp_path) as (world, liar):
        await world.steps()
        await world.queue(FIRST)
        await world.steps()
        (*_, old) = liar.left
        await world.queue(THIRD)
        liar.alter = lambda _leaving: old
        assert not await world.asker.step()
        assert await world.outcome(THIRD) is None
        liar.alter = lambda leaving: leaving
        await world.steps()
        assert await world.outcome(THIRD) == "TOKEN"


async def test_what_goes_beyond_the_question_is_dropped_before_it_is_stored(tmp_path: Path) -> None:
    def more(answer: ResolveTokenResponse) -> ResolveTokenResponse:
        told = tuple(one if one.token else replace(one, token=BABAR, at_sequence=7) for one in answer.resolved)
        return ResolveTokenResponse((*told, Resolved("TOKEN", BABAR), Resolved("AMBIGUOUS")))

    async with remote(tmp_path) as (world, _):
        await world.steps()
        world.beyond = more
        await world.queue(FIRST, NOBODYS)
        await world.steps()
        assert await world.book.counts() == Counts(tokens=1, not_registered=1)
        held = b"".join(each.read_bytes() for each in tmp_path.glob("identity.db*"))
        assert ALI in held
        assert BABAR not in held


@pytest.mark.parametrize(
    "less",
    [
        lambda _answer: ResolveTokenResponse(),
        lambda answer: ResolveTokenResponse(tuple(replace(one, token=one.token[:31]) for one in answer.resolved)),
        lambda answer: ResolveTokenResponse(tuple(replace(one, outcome="") for one in answer.resolved)),
    ],
    ids=["fewer", "short", "unsaid"],
)
async def test_what_is_no_answer_to_the_question_settles_nothing(tmp_path: Path, less: object) -> None:
    async with remote(tmp_path) as (world, _):
        await world.steps()
        world.beyond = less  # type: ignore[assignment]  # one of three functions
        await world.queue(FIRST)
        assert not await world.asker.step()
        assert await world.book.counts() == Counts(waiting=1)


def gap(page: ListChangesResponse) -> ListChangesResponse:
    return replace(page, changes=page.changes[1:])


def elsewhere(page: ListChangesResponse) -> ListChangesResponse:
    assert page.next is not None
    return replace(page, next=replace(page.next, feed="another"))


@pytest.mark.parametrize("lie", [gap, elsewhere])
async def test_changes_with_a_gap_or_of_another_feed_move_nothing(tmp_path: Path, lie: object) -> None:
    async with remote(tmp_path) as (world, _):
        world.registry.tell("BLOCKED", ALI)
        await world.steps()
        before = await world.book.cursor()
        world.registry.tell("TOKENS_JOINED", ALI, BABAR)
        world.registry.tell("DECEASED", ALI)
        world.changed = lie  # type: ignore[assignment]  # one of two functions
        await moved_on(world)
        assert await world.book.cursor() == before
        world.changed = lambda page: page
        await world.steps()
        assert (await world.book.cursor()).sequence == 3


async def moved_on(world: Remote) -> None:
    """The next look at the changes is due."""
    world.ahead_ms += 10_000
    await world.steps()


async def test_a_registry_put_back_from_a_backup_has_every_number_asked_again(tmp_path: Path) -> None:
    async with remote(tmp_path) as (world, _):
        world.registry.tell("BLOCKED", ALI)
        await world.queue(FIRST)
        await world.steps()
        assert await world.outcome(FIRST) == "TOKEN"
        world.registry.epoch += 1
        await moved_on(world)
        assert await world.outcome(FIRST) == ""
