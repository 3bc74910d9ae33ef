"""The log's side: honest witnesses over HTTP, and answers that are late, long, false or made up."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TypeVar

import aiohttp
import pytest
from aiohttp import web

from audit.cosign import (
    MAX_ANSWER_BYTES,
    Ahead,
    Conflict,
    Cosigned,
    Inconsistent,
    Rejected,
    Witness,
    cosign,
    encode_submission,
    show,
    shown_at,
    submit,
)
from audit.note import Note
from tests.rows import of_rows
from tests.unit.audit.logs import ORIGIN, MemoryLog, leaves, log_signer, witness_key, witness_signer
from tests.unit.audit.witnesses import running_witness

LOG = MemoryLog(leaves(20))
FORK = MemoryLog([*leaves(7), *leaves(13, "fork")])
LOGS = {ORIGIN: [log_signer().key.encode()]}
NAME = "witness.test/real"
Result = TypeVar("Result")


async def ask(
    session: aiohttp.ClientSession, witness: Witness, log: MemoryLog, known: int, size: int, timeout_s: float = 5
) -> Cosigned | Ahead | Inconsistent | Rejected:
    return await cosign(session, witness, log.note(size), known, lambda old: log.proof(old, size), timeout_s)


def test_a_real_witness(tmp_path: Path) -> None:
    async def story() -> None:
        async with running_witness(tmp_path, NAME, LOGS, lambda: 5_000) as url, aiohttp.ClientSession() as session:
            witness = Witness(witness_key(tmp_path, NAME), url + "/")
            first = await ask(session, witness, LOG, 0, 6)
            assert isinstance(first, Cosigned)
            assert first.time_s == 5
            Note.parse(LOG.note(6) + "".join(first.lines).encode()).verify([witness.key])
            assert isinstance(await ask(session, witness, LOG, 6, 9), Cosigned)
            assert isinstance(await ask(session, witness, LOG, 9, 9), Cosigned)
            assert isinstance(await ask(session, witness, LOG, 0, 9), Cosigned)
            assert isinstance(await ask(session, witness, LOG, 2, 12), Cosigned)
            assert await ask(session, witness, LOG, 3, 11) == Ahead(12, LOG.note(12))
            assert await ask(session, witness, LOG, 11, 11) == Ahead(12, LOG.note(12))
            assert await ask(session, witness, FORK, 0, 12) == Inconsistent(12, LOG.note(12))
            assert await ask(session, witness, FORK, 12, 12) == Inconsistent(12, LOG.note(12))
            assert await ask(session, witness, FORK, 12, 15) == Inconsistent(12, LOG.note(12))
            assert await submit(session, url, LOG.note(15), 0, []) == Conflict(12)
            stranger = MemoryLog(leaves(3), log_signer(2, "unknown"))
            assert await submit(session, url, stranger.note(3), 0, []) == Rejected(404, "refused")

    asyncio.run(story())


def test_what_a_witness_shows_is_signed_by_the_log_alone(tmp_path: Path) -> None:
    async def story() -> None:
        async with running_witness(tmp_path, NAME, LOGS) as url, aiohttp.ClientSession() as session:
            assert await show(session, url, ORIGIN) == b"", "nothing was cosigned yet"
            body = encode_submission(LOG.note(6) + witness_signer(2).line(LOG.checkpoint(6).body(), 5).encode(), 0, [])
            async with session.post(f"{url}/add-checkpoint", data=body) as answer:
                assert answer.status == 200
            assert await show(session, url, ORIGIN) == LOG.note(6)
            assert await show(session, url, "unknown") == b""
            assert await show(session, "http://127.0.0.1:1", ORIGIN) == b""

    asyncio.run(story())


def test_a_checkpoint_that_is_shown_without_end_is_none() -> None:
    async def endless(_request: web.Request) -> web.StreamResponse:
        return web.Response(body=b"x" * (MAX_ANSWER_BYTES + 1))

    async def story() -> None:
        app = web.Application()
        app.router.add_get(shown_at(ORIGIN), endless)
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        async with aiohttp.ClientSession() as session:
            assert await show(session, f"http://127.0.0.1:{runner.addresses[0][1]}", ORIGIN) == b""
        await runner.cleanup()

    asyncio.run(story())


def test_a_witness_that_forgot_gets_a_proof_from_where_it_is(tmp_path: Path) -> None:
    async def story() -> None:
        async with running_witness(tmp_path, NAME, LOGS) as url, aiohttp.ClientSession() as session:
            witness = Witness(witness_key(tmp_path, NAME), url)
            assert isinstance(await ask(session, witness, LOG, 15, 18), Cosigned)

    asyncio.run(story())


@asynccontextmanager
async def fake_witness(answer: Callable[[web.Request], Awaitable[web.StreamResponse]]) -> AsyncIterator[str]:
    """A witness that answers what the test wants."""
    app = web.Application()
    app.router.add_post("/add-checkpoint", answer)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


def told(response: Callable[[], web.Response], timeout_s: float = 5) -> Cosigned | Ahead | Inconsistent | Rejected:
    """What ``cosign`` makes of one fixed answer."""

    async def answer(request: web.Request) -> web.StreamResponse:
        await request.read()
        return response()

    async def story() -> Cosigned | Ahead | Inconsistent | Rejected:
        async with fake_witness(answer) as url, aiohttp.ClientSession() as session:
            return await ask(session, Witness(witness_signer(1).key, url), LOG, 3, 8, timeout_s)

    return asyncio.run(story())


BODY = LOG.checkpoint(8).body()


def test_only_the_witness_s_own_lines_are_kept() -> None:
    lines = [witness_signer(1).line(BODY, 7), witness_signer(2).line(BODY, 9), log_signer().line(BODY)]
    assert told(lambda: web.Response(text="".join(lines))) == Cosigned((lines[0],), 7)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n",
        "made up\n",
        witness_signer(1).line(BODY, 7)[:-1],
        witness_signer(2).line(BODY, 7),
        log_signer().line(BODY),
        witness_signer(1).line(LOG.checkpoint(7).body(), 7),
        witness_signer(1).line(BODY, 7) + witness_signer(1).line(FORK.checkpoint(8).body(), 7),
        witness_signer(1).line(BODY, 7) * 2000,
    ],
)
def test_false_cosignatures_are_rejected(text: str) -> None:
    answer = told(lambda: web.Response(text=text))
    assert isinstance(answer, Rejected)
    assert answer.status == 0


@of_rows(
    ("status", "body", "kind", "expected"),
    [
        (409, b"20\n", "text/x.tlog.size", Ahead(20)),
        (409, b"4\n", "text/x.tlog.size", Rejected(409, "the witness names a different size each time")),
        (409, b"8\n", "text/x.tlog.size", Inconsistent(8)),
        (409, b"3\n", "text/x.tlog.size", Rejected(409, "the witness names a different size each time")),
        (409, b"20\n", "text/plain", Rejected(409, "refused")),
        (409, b"-1\n", "text/x.tlog.size", Rejected(0, "answer is malformed")),
        (409, b"9" * 20, "text/x.tlog.size", Rejected(0, "answer is malformed")),
        (409, b"\xff", "text/x.tlog.size", Rejected(0, "answer is malformed")),
        (422, b"no", "text/plain", Inconsistent(3)),
        (403, b"no", "text/plain", Rejected(403, "refused")),
        (404, b"no", "text/plain", Rejected(404, "refused")),
        (500, b"no", "text/plain", Rejected(500, "refused")),
        (302, b"", "text/plain", Rejected(302, "refused")),
    ],
)
def test_answers(status: int, body: bytes, kind: str, expected: object) -> None:
    headers = {"Content-Type": kind, "Location": "/add-checkpoint"}
    assert told(lambda: web.Response(status=status, body=body, headers=headers)) == expected


def test_a_witness_that_is_silent_or_gone_does_not_hold_the_log_up() -> None:
    over = asyncio.Event()

    async def silent(request: web.Request) -> web.StreamResponse:
        await over.wait()
        return web.Response()

    async def story() -> None:
        async with aiohttp.ClientSession() as session:
            async with fake_witness(silent) as url:
                slow = Witness(witness_signer(1).key, url)
                assert await ask(session, slow, LOG, 3, 8, 0.2) == Rejected(0, "TimeoutError")
                over.set()
            for gone in ("http://127.0.0.1:1", "http://[", "not a url"):
                answer = await ask(session, Witness(witness_signer(1).key, gone), LOG, 3, 8)
                assert isinstance(answer, Rejected)
                assert answer.status == 0

    asyncio.run(asyncio.wait_for(story(), 20))
