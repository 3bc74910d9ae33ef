"""Answers the edges' questions to the index of persons, over a Unix socket of the node's folder."""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from audit.handle import by_handle
from services.matching.index.people import Found
from services.node.match_frames import FrameUnfit, Question, answered, answered_let_go, body_from, question_in
from services.signing.keyfile import make_folder

Answer = Callable[[Question], Found]
LetGo = Callable[[], int]
"""Number of a change of the records up to which nothing is left of what is gone from them."""
logger = logging.getLogger(__name__)


@asynccontextmanager
async def serving(socket: Path, answer: Answer, let_go: LetGo) -> AsyncIterator[None]:
    """Listen on ``socket``, mode 0600 in a folder of mode 0700, until left. Raises UnsafeFile, OSError."""
    make_folder(socket.parent)
    socket.unlink(missing_ok=True)
    lines: set[asyncio.StreamWriter] = set()

    async def line(reading: asyncio.StreamReader, writing: asyncio.StreamWriter) -> None:
        lines.add(writing)
        try:
            await _answer_all(reading, writing, answer, let_go)
        finally:
            lines.discard(writing)
            writing.close()

    mask = os.umask(0o177)
    try:
        with by_handle(socket.parent) as folder:
            server = await asyncio.start_unix_server(line, f"{folder}/{socket.name}")
    finally:
        os.umask(mask)
    try:
        yield
    finally:
        server.close()
        for each in list(lines):
            each.close()
        socket.unlink(missing_ok=True)


async def _answer_all(
    reading: asyncio.StreamReader, writing: asyncio.StreamWriter, answer: Answer, let_go: LetGo
) -> None:
    """Question after question until the line ends; what is no question, or fails, ends it."""
    with suppress(asyncio.IncompleteReadError, FrameUnfit, OSError):
        while True:
            question = question_in(await body_from(reading))
            try:
                reply = answered_let_go(let_go()) if question is None else answered(answer(question))
            except Exception as error:
                logger.error("a question to the index of persons failed: %s", type(error).__name__)
                return
            writing.write(reply)
            await writing.drain()
