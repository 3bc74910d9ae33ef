"""A writer with real witnesses over HTTP: opening, cosigned heads, one silent, one lying, a restored backup, an export."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace
from pathlib import Path

import aiohttp
from aiohttp import web
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from audit import ed25519
from audit.checkpoint import open_checkpoint
from audit.client import Appended, AuditClient, AuditNotNow, Refusal
from audit.cosign import Witness
from audit.export import export
from audit.note import ED25519, VerifierKey
from audit.settings import WriterSettings, system_clock
from audit.verify.directory import Trust, verify_directory
from audit.verify.policy import parse_policy
from tests.integration.audit.test_audit_client import checkpoint_over, item
from tests.unit.audit.logs import witness_key
from tests.unit.audit.witnesses import running_witness, witness_settings
from tests.unit.audit.writers import ORIGIN, make_settings, writer_process


def log_vkey(base: Path) -> VerifierKey:
    make_settings(base)
    return VerifierKey(ORIGIN, ED25519, ed25519.public_bytes(ed25519.load_private(base / "log.key")))


@asynccontextmanager
async def witnesses(
    base: Path, vkey: VerifierKey, count: int, behind_s: Sequence[int] = ()
) -> AsyncIterator[list[Witness]]:
    """Real witnesses of one log; ``behind_s``: how far the clock of each is behind."""
    async with AsyncExitStack() as stack:
        found = []
        for number in range(count):
            folder, name = base / f"witness{number}", f"witness.test/{number}"
            witness_settings(folder, name, {ORIGIN: [vkey.encode()]})
            behind_ms = 1000 * (behind_s[number] if behind_s else 0)
            clock = (lambda behind: lambda: system_clock() - behind)(behind_ms)
            url = await stack.enter_async_context(running_witness(folder, name, {ORIGIN: [vkey.encode()]}, clock))
            found.append(Witness(witness_key(folder, name), url))
        yield found


async def connect(settings: WriterSettings) -> AuditClient:
    """A connection to a writer that has opened, or is closed for good."""
    client = await AuditClient.connect(settings.socket)
    async with asyncio.timeout(60):
        while True:
            try:
                await client.checkpoint()
                return client
            except AuditNotNow as error:
                if error.refusal is Refusal.LOG_ROLLED_BACK:
                    return client
                await asyncio.sleep(0.05)


def silent() -> Witness:
    """A witness at an address where nobody listens."""
    key = ed25519.public_bytes(Ed25519PrivateKey.generate())
    return Witness(VerifierKey("witness.test/silent", 4, key), "http://127.0.0.1:9")


def test_three_of_four_open_the_log_and_cosign_its_heads(tmp_path: Path) -> None:
    async def run() -> None:
        vkey = log_vkey(tmp_path)
        async with witnesses(tmp_path, vkey, 3) as found:
            settings = make_settings(tmp_path, witnesses=(*found, silent()), quorum=3)
            with writer_process(settings):
                client = await connect(settings)
                outcomes = await asyncio.gather(*client.append_many([item(n) for n in range(50)]))
                assert all(isinstance(one, Appended) for one in outcomes)
                await checkpoint_over(client, 50)
                head = await client.checkpoint()
                keys = [witness.key for witness in found]
                assert len(open_checkpoint(head.note, [vkey], keys).cosigned) == 3
                target = tmp_path / "export"
                assert export(settings.folder, target) == 50
                client.close()
        lines = [f"witness w{n} {key.encode()}" for n, key in enumerate(keys)]
        policy = "\n".join([f"log {vkey.encode()}", *lines, "group all 3 w0 w1 w2", "quorum all"]) + "\n"
        report: list[str] = []
        assert verify_directory(target, Trust(policy=parse_policy(policy.encode())), report.append) == 50

    asyncio.run(run())


def test_two_of_four_leave_it_closed_until_a_third_comes(tmp_path: Path) -> None:
    async def run() -> None:
        vkey = log_vkey(tmp_path)
        async with witnesses(tmp_path, vkey, 3) as found, AsyncExitStack() as late:
            port = int(found[2].url.rsplit(":", 1)[1])
            held = replace(found[2], url=f"http://127.0.0.1:{port + 1 if port < 65535 else port - 1}")
            settings = make_settings(tmp_path, witnesses=(*found[:2], held, silent()), quorum=3)
            with writer_process(settings):
                client = await AuditClient.connect(settings.socket)
                await asyncio.sleep(1)
                assert await client.append(item()) is Refusal.UNAVAILABLE
                runner = await forward(held.url, found[2].url)
                late.push_async_callback(runner.cleanup)
                client = await connect(settings)
                assert isinstance(await client.append(item()), Appended)
                client.close()

    asyncio.run(run())


async def forward(url: str, target: str) -> web.AppRunner:
    """A witness that appears at ``url``: it passes everything on to ``target``."""

    async def handle(request: web.Request) -> web.Response:
        async with (
            aiohttp.ClientSession() as session,
            session.post(f"{target}{request.path}", data=await request.read()) as answer,
        ):
            return web.Response(
                status=answer.status, body=await answer.read(), headers={"Content-Type": answer.content_type}
            )

    app = web.Application()
    app.router.add_post("/add-checkpoint", handle)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", int(url.rsplit(":", 1)[1])).start()
    return runner


def test_a_lying_witness_beside_three_honest_ones_changes_nothing(tmp_path: Path) -> None:
    async def run() -> None:
        vkey = log_vkey(tmp_path)
        async with witnesses(tmp_path, vkey, 4) as found:
            runner = await garbage()
            lying = replace(found[3], url=f"http://127.0.0.1:{runner.addresses[0][1]}")
            settings = make_settings(tmp_path, witnesses=(*found[:3], lying), quorum=3)
            with writer_process(settings):
                client = await connect(settings)
                assert isinstance(await client.append(item()), Appended)
                await checkpoint_over(client, 1)
                client.close()
            await runner.cleanup()

    asyncio.run(run())


async def garbage() -> web.AppRunner:
    """A witness that answers every request with another lie: cosignatures that do not hold, noise, too much."""
    lies = ["— witness.test/3 AAAAAAAAAAA=\n", "noise", "x" * 200_000, ""]

    async def handle(_request: web.Request) -> web.Response:
        lies.append(lies.pop(0))
        return web.Response(text=lies[0])

    app = web.Application()
    app.router.add_post("/add-checkpoint", handle)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    return runner


def test_witness_clocks_all_behind_close_the_log_as_clock(tmp_path: Path) -> None:
    async def run() -> None:
        vkey = log_vkey(tmp_path)
        async with witnesses(tmp_path, vkey, 3, behind_s=(40, 40, 40)) as found:
            settings = make_settings(tmp_path, witnesses=tuple(found), quorum=2)
            with writer_process(settings):
                client = await connect(settings)
                assert await client.append(item()) is Refusal.CLOCK
                client.close()

    asyncio.run(run())


def test_a_restored_backup_is_refused_and_the_right_folder_opens_again(tmp_path: Path) -> None:
    async def append(settings: WriterSettings, count: int) -> None:
        client = await connect(settings)
        outcomes = await asyncio.gather(*client.append_many([item() for _ in range(count)]))
        indexes = [one.index for one in outcomes if isinstance(one, Appended)]
        assert len(indexes) == count
        await checkpoint_over(client, max(indexes) + 1)
        client.close()

    async def run() -> None:
        vkey = log_vkey(tmp_path)
        async with witnesses(tmp_path, vkey, 4) as found:
            settings = make_settings(tmp_path, witnesses=tuple(found), quorum=3)
            with writer_process(settings):
                await append(settings, 20)
            shutil.copy2(settings.database, tmp_path / "backup.db")
            with writer_process(settings):
                await append(settings, 20)
            settings.database.rename(tmp_path / "right.db")
            shutil.copy2(tmp_path / "backup.db", settings.database)
            for _ in range(2):
                with writer_process(settings):
                    client = await connect(settings)
                    assert await client.append(item()) is Refusal.LOG_ROLLED_BACK
                    client.close()
            for path in settings.folder.glob("log.db*"):
                path.unlink()
            (tmp_path / "right.db").rename(settings.database)
            with writer_process(settings):
                await append(settings, 1)

    asyncio.run(run())


def test_a_log_folder_that_was_emptied_is_refused(tmp_path: Path) -> None:
    async def run() -> None:
        vkey = log_vkey(tmp_path)
        async with witnesses(tmp_path, vkey, 4) as found:
            settings = make_settings(tmp_path, witnesses=tuple(found), quorum=3)
            with writer_process(settings):
                client = await connect(settings)
                await client.append(item())
                await checkpoint_over(client, 1)
                client.close()
            shutil.rmtree(settings.folder)
            with writer_process(settings):
                client = await connect(settings)
                assert await client.append(item()) is Refusal.LOG_ROLLED_BACK
                client.close()

    asyncio.run(run())
