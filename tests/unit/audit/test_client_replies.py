"""The client against a writer that answers as told: who is told when, and what a broken answer leaves."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path

import pytest

from audit.client import Appended, AuditClient, AuditGone, Item
from audit.items import decode_append
from audit.protocol import MAX_FRAME_ITEMS, Op, appended, reply_frame, split_frames

Answer = Callable[[asyncio.StreamWriter, list[tuple[int, bytes]]], None]
FRAMES = 3


def item() -> Item:
    return Item(b"open", b"sealed", "pk.fia", 0, os.urandom(16), "pk.fia", 1)


def good(number: int, first: int) -> bytes:
    results = appended(first, [bytes([number]) * 32] * MAX_FRAME_ITEMS, False)
    return reply_frame(Op.APPEND, number, b"".join(results))


async def with_writer(path: Path, answer: Answer, use: Callable[[AuditClient], Awaitable[None]]) -> None:
    """``answer`` is called once with the first frames, (number, body) each, when all of them have come."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        frames: list[bytes] = []
        rest = b""
        while len(frames) < FRAMES:
            whole, rest = split_frames(rest + await reader.read(1 << 16))
            frames += whole
        answer(writer, [(int.from_bytes(frame[1:5], "big"), frame[5:]) for frame in frames])
        await reader.read()
        writer.close()

    server = await asyncio.start_unix_server(serve, path)
    client = await AuditClient.connect(path)
    try:
        async with asyncio.timeout(60):
            await use(client)
    finally:
        client.close()
        server.close()


def test_callers_of_one_frame_run_before_the_next_is_told(tmp_path: Path) -> None:
    """All frames arrive at once; when the first callers run, those of the later frames have not been told."""

    def answer(writer: asyncio.StreamWriter, frames: list[tuple[int, bytes]]) -> None:
        assert [len(decode_append(body)) for _, body in frames] == [MAX_FRAME_ITEMS] * FRAMES
        writer.write(b"".join(good(number, place * MAX_FRAME_ITEMS) for place, (number, _) in enumerate(frames)))

    told: list[int] = []

    async def use(client: AuditClient) -> None:
        outcomes = client.append_many([item() for _ in range(FRAMES * MAX_FRAME_ITEMS)])

        async def wait(outcome: Awaitable[object]) -> None:
            await outcome
            told.append(sum(one.done() for one in outcomes))

        await asyncio.gather(*[wait(outcome) for outcome in outcomes])
        results = [outcome.result() for outcome in outcomes]
        assert [one.index for one in results if isinstance(one, Appended)] == list(range(len(outcomes)))

    asyncio.run(with_writer(tmp_path / "s", answer, use))
    assert told == [(place // MAX_FRAME_ITEMS + 1) * MAX_FRAME_ITEMS for place in range(FRAMES * MAX_FRAME_ITEMS)]


@pytest.mark.parametrize("end", ["closes", "short", "unknown number"])
def test_what_was_answered_before_the_connection_ended_is_told_and_the_rest_is_gone(tmp_path: Path, end: str) -> None:
    def answer(writer: asyncio.StreamWriter, frames: list[tuple[int, bytes]]) -> None:
        (one, _), (two, _), _ = frames
        bad = {
            "closes": b"",
            "short": reply_frame(Op.APPEND, two, good(two, 32)[10:-1]),
            "unknown number": good(250, 32),
        }
        writer.write(good(one, 0) + bad[end])
        if end == "closes":
            writer.close()

    async def use(client: AuditClient) -> None:
        outcomes = client.append_many([item() for _ in range(FRAMES * MAX_FRAME_ITEMS)])
        results = await asyncio.gather(*outcomes, return_exceptions=True)
        assert all(isinstance(one, Appended) for one in results[:MAX_FRAME_ITEMS])
        assert all(isinstance(one, AuditGone) for one in results[MAX_FRAME_ITEMS:])
        assert client.closed

    asyncio.run(with_writer(tmp_path / "s", answer, use))


def test_answers_that_come_in_while_others_are_told_keep_their_order(tmp_path: Path) -> None:
    def answer(writer: asyncio.StreamWriter, frames: list[tuple[int, bytes]]) -> None:
        stream = b"".join(good(number, place * MAX_FRAME_ITEMS) for place, (number, _) in enumerate(frames))
        for at in range(0, len(stream), 700):
            writer.write(stream[at : at + 700])

    async def use(client: AuditClient) -> None:
        order: list[int] = []
        outcomes = client.append_many([item() for _ in range(FRAMES * MAX_FRAME_ITEMS)])

        def note(place: int, _: object) -> None:
            order.append(place)

        for place, outcome in enumerate(outcomes):
            outcome.add_done_callback(partial(note, place))
        await asyncio.gather(*outcomes)
        await asyncio.sleep(0)
        assert order == list(range(len(outcomes)))

    asyncio.run(with_writer(tmp_path / "s", answer, use))
