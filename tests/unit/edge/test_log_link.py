"""The edge's line to the writer: results in order, losses as UNAVAILABLE, back by itself, never sent twice."""

from __future__ import annotations

import asyncio
import itertools
from pathlib import Path
from typing import Any

import pytest

from audit.client import Appended, Item, Refusal
from audit.requests import Request
from services.edge.log_link import LogLink
from tests.fakes.audit_writer import SocketWriter, writing
from tests.shared import PATIENCE_S

NUMBERS = itertools.count(1)


def item(**changes: Any) -> Item:
    facts: dict[str, object] = {
        "open": b"open",
        "sealed": b"sealed",
        "agency": "pk.fia",
        "registry_version": 1,
        "nonce": next(NUMBERS).to_bytes(16, "big"),
        "issuer": "pk.fia",
        "exp_ms": 1,
    }
    return Item(**{**facts, **changes})


@pytest.fixture
def socket(tmp_path: Path) -> Path:
    return tmp_path / "writer.sock"


async def test_each_item_gets_its_result(socket: Path) -> None:
    async with writing(socket) as writer:
        link = LogLink(socket)
        await link.ready()

        def every_third(request: Request) -> Refusal | None:
            return Refusal.REPLAYED if int.from_bytes(request.nonce[-4:], "big") % 3 == 0 else None

        writer.judge = every_third
        items = [item(nonce=number.to_bytes(16, "big")) for number in range(10)]
        results = await link.append(items)
        asked = [request for frame in writer.frames for request in frame]
        assert len(asked) == 10
        for request, result in zip(asked, results, strict=True):
            assert (result is Refusal.REPLAYED) == (every_third(request) is not None)
        indexes = [result.index for result in results if isinstance(result, Appended)]
        assert indexes == list(range(len(indexes)))
        await link.close()


async def test_what_is_appended_together_travels_together(socket: Path) -> None:
    async with writing(socket) as writer:
        link = LogLink(socket)
        await link.ready()
        await asyncio.gather(*(link.append([item()]) for _ in range(20)))
        assert [len(frame) for frame in writer.frames] == [20]
        await link.close()


async def test_without_a_writer_everything_is_unavailable_at_once(socket: Path) -> None:
    link = LogLink(socket)
    async with asyncio.timeout(PATIENCE_S):
        assert await link.append([item(), item()]) == [Refusal.UNAVAILABLE] * 2
    assert link.client is None
    await link.close()


async def test_it_comes_by_itself_when_the_writer_comes(socket: Path) -> None:
    link = LogLink(socket)
    assert await link.append([item()]) == [Refusal.UNAVAILABLE]
    async with writing(socket), asyncio.timeout(PATIENCE_S):
        await link.ready()
        (result,) = await link.append([item()])
        assert isinstance(result, Appended)
        await link.close()


async def test_a_writer_that_dies_in_the_middle_is_unavailable_and_nothing_is_sent_again(socket: Path) -> None:
    async with writing(socket) as writer:
        link = LogLink(socket)
        await link.ready()
        writer.cut = True
        assert await link.append([item(), item(), item()]) == [Refusal.UNAVAILABLE] * 3
        writer.cut = False
        async with asyncio.timeout(PATIENCE_S):
            await link.ready()
        assert isinstance((await link.append([item()]))[0], Appended)
        assert [len(frame) for frame in writer.frames] == [3, 1]
        await link.close()


async def test_a_writer_that_starts_again_is_found_again(socket: Path) -> None:
    link = LogLink(socket)
    writer = SocketWriter()
    async with writing(socket, writer):
        await link.ready()
        await link.append([item()])
    await asyncio.sleep(0.02)
    assert await link.append([item()]) == [Refusal.UNAVAILABLE]
    async with writing(socket, writer), asyncio.timeout(PATIENCE_S):
        await link.ready()
        assert isinstance((await link.append([item()]))[0], Appended)
    await link.close()


async def test_an_idle_line_is_up_again_before_the_next_call(socket: Path) -> None:
    link = LogLink(socket)
    writer = SocketWriter()
    async with writing(socket, writer):
        await link.ready()
    async with writing(socket, writer), asyncio.timeout(PATIENCE_S):
        while not writer.connections:
            await asyncio.sleep(0.01)
        assert isinstance((await link.append([item()]))[0], Appended), "the first call after a restart"
    await link.close()


async def test_a_writer_that_says_nothing_is_not_waited_for_without_end(socket: Path) -> None:
    async with writing(socket) as writer:
        link = LogLink(socket, patience_s=0.1)
        await link.ready()
        writer.silent = True
        async with asyncio.timeout(PATIENCE_S):
            assert await link.append([item(), item()]) == [Refusal.UNAVAILABLE] * 2
        await link.close()


async def test_a_late_result_does_no_harm(socket: Path) -> None:
    async with writing(socket) as writer:
        link = LogLink(socket, patience_s=0.1)
        client = await link.ready()
        writer.silent = True
        await link.append([item()])
        writer.silent = False
        (result,) = await link.append([item()])
        assert isinstance(result, Appended)
        assert client is link.client
        await link.close()


async def test_while_it_is_held_nothing_is_sent(socket: Path) -> None:
    async with writing(socket) as writer:
        link = LogLink(socket)
        await link.ready()
        link.held = True
        assert await link.append([item()]) == [Refusal.UNAVAILABLE]
        link.held = False
        assert isinstance((await link.append([item()]))[0], Appended)
        assert len(writer.frames) == 1
        await link.close()


async def test_closing_while_it_looks_for_the_writer_ends_the_looking(socket: Path) -> None:
    link = LogLink(socket)
    assert link.client is None
    await link.close()
    await asyncio.sleep(0)
    assert [task for task in asyncio.all_tasks() if task is not asyncio.current_task()] == []


async def test_moved_to_another_log_it_appends_there_alone_once_it_is_let_go(tmp_path: Path) -> None:
    async with writing(tmp_path / "one.sock") as one, writing(tmp_path / "two.sock") as two:
        link = LogLink(tmp_path / "one.sock")
        await link.ready()
        one.silent = True
        waiting = asyncio.create_task(link.append([item()]))
        await asyncio.sleep(0.05)
        link.move(tmp_path / "two.sock")
        assert await waiting == [Refusal.UNAVAILABLE]
        await link.ready()
        assert await link.append([item()]) == [Refusal.UNAVAILABLE], "held"
        link.held = False
        (result,) = await link.append([item()])
        assert isinstance(result, Appended)
        assert (len(one.frames), len(two.frames)) == (1, 1)
        await link.close()


async def test_what_was_not_appended_is_counted_by_cause(socket: Path) -> None:
    async with writing(socket) as writer:
        link = LogLink(socket, patience_s=0.2)
        await link.ready()
        verdicts = iter([Refusal.REPLAYED, None, Refusal.CLOCK])
        writer.judge = lambda _request: next(verdicts)
        await link.append([item() for _ in range(3)])
        assert link.refused == {Refusal.REPLAYED: 1, Refusal.CLOCK: 1}
        writer.silent = True
        await link.append([item() for _ in range(2)])
        assert link.refused[Refusal.UNAVAILABLE] == 2
        writer.silent, writer.cut = False, True
        await link.append([item()])
        assert link.refused[Refusal.UNAVAILABLE] == 3
        link.held = True
        await link.append([item(), item()])
        assert link.refused == {Refusal.REPLAYED: 1, Refusal.CLOCK: 1, Refusal.UNAVAILABLE: 5}
        await link.close()
