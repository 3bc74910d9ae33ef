"""A real writer process behind its socket: many callers, reads beside appends, refusals, loss of the connection."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal
import socket
import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from audit.client import (
    Appended,
    AuditClient,
    AuditGone,
    AuditNever,
    AuditNotNow,
    Item,
    Quota,
    Refusal,
)
from audit.entry import EntryKind, OpenEntry, encode_open
from audit.limits import LimitSettings
from audit.merkle import leaf_hash, verify_inclusion
from audit.protocol import Op, request_frame
from audit.settings import WriterSettings, system_clock
from audit.writer import run_writer
from tests.shared import PATIENCE_S
from tests.unit.audit.writers import make_settings, writer_process


def item(place: int = 0, **changes: Any) -> Item:
    """An item of pk.fia whose open part tells ``place``."""
    base: dict[str, object] = {
        "open": encode_open(OpenEntry(kind=EntryKind.READ, agency="pk.fia", time_ms=place + 1)),
        "sealed": b"",
        "agency": "pk.fia",
        "registry_version": 0,
        "nonce": os.urandom(16),
        "issuer": "pk.fia",
        "exp_ms": system_clock() + 60_000,
    }
    return Item(**(base | changes))  # type: ignore[arg-type]  # fields of several types by name


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WriterSettings]:
    """A running writer, shared by the tests that leave it as it is."""
    made = make_settings(tmp_path_factory.mktemp("w"), limits=LimitSettings(agency_per_hour=3))
    with writer_process(made):
        yield made


async def checkpoint_over(client: AuditClient, size: int) -> None:
    async with asyncio.timeout(60):
        while (await client.checkpoint()).size < size:
            await asyncio.sleep(0.05)


def test_many_callers_share_commits_and_each_gets_its_own(settings: WriterSettings) -> None:
    async def run() -> None:
        clients = [await AuditClient.connect(settings.socket) for _ in range(3)]
        sent = [item(place) for place in range(600)]
        jobs = [clients[place % 3].append(one) for place, one in enumerate(sent)]
        results = await asyncio.gather(*jobs)
        assert all(isinstance(one, Appended) and not one.witness_stale for one in results)
        places = {one.index: place for place, one in enumerate(results) if isinstance(one, Appended)}
        assert len(places) == 600
        await checkpoint_over(clients[0], max(places) + 1)
        for start in range(min(places), max(places), 256):
            reply = await clients[1].entries(start, 256)
            for entry in reply.entries:
                if entry.index in places:
                    place = places[entry.index]
                    assert entry.open == sent[place].open
                    outcome = results[place]
                    assert isinstance(outcome, Appended)
                    assert entry.leaf.endswith(outcome.commitment)
        for client in clients:
            client.close()

    asyncio.run(run())


def test_a_writer_is_reached_however_long_the_path_of_its_folder_is(tmp_path: Path) -> None:
    """An address of a socket holds 107 bytes of it."""
    folder = tmp_path / ("long-" * 24)
    folder.mkdir(0o700)
    made = make_settings(folder)
    assert len(bytes(made.socket)) > 107

    async def run() -> None:
        client = await AuditClient.connect(made.socket)
        assert isinstance(await client.append(item()), Appended)
        client.close()

    with writer_process(made):
        asyncio.run(run())
    assert not made.socket.exists()


def test_receipts_prove_under_the_checkpoint_of_the_same_moment(settings: WriterSettings) -> None:
    async def run() -> None:
        client = await AuditClient.connect(settings.socket)
        outcomes = await asyncio.gather(*client.append_many([item(place) for place in range(40)]))
        indexes = [one.index for one in outcomes if isinstance(one, Appended)]
        assert indexes == list(range(indexes[0], indexes[0] + 40)), "one frame, one order"
        await checkpoint_over(client, indexes[-1] + 1)
        head = await client.checkpoint()
        reply = await client.receipts(indexes, "pk.fia", head.size)
        assert (reply.size, reply.consistency) == (head.size, ())
        entries = {entry.index: entry.leaf for entry in (await client.entries(indexes[0], 40)).entries}
        for one in reply.receipts:
            assert one.open
            verify_inclusion(leaf_hash(entries[one.index]), one.index, head.size, one.path, head.root)
        assert all(not one.open for one in (await client.receipts(indexes, "pk.anf", 0)).receipts)
        client.close()

    asyncio.run(run())


def test_each_item_has_its_own_refusal(settings: WriterSettings) -> None:
    async def run() -> None:
        client = await AuditClient.connect(settings.socket)
        one = item()
        scope = "agency:pk.punjab"
        batch = [
            one,
            one,
            item(exp_ms=1),
            item(deadline_ms=1),
            item(quota=tuple(Quota(scope, bytes([token])) for token in range(1, 4))),
            item(quota=(Quota(scope, b"\x09"),)),
            item(nonce=b"", issuer="", exp_ms=0),
        ]
        results = await asyncio.gather(*client.append_many(batch))
        kinds = [Appended if isinstance(result, Appended) else result for result in results]
        assert kinds == [
            Appended, Refusal.REPLAYED, Refusal.EXPIRED, Refusal.UNAVAILABLE, Appended, Refusal.RATE_LIMITED, Appended,
        ]  # fmt: skip
        client.close()

    asyncio.run(run())


def test_a_registry_version_goes_in_once_and_closes_the_older(tmp_path: Path) -> None:
    async def run(settings: WriterSettings) -> None:
        client, other = await AuditClient.connect(settings.socket), await AuditClient.connect(settings.socket)
        both = await asyncio.gather(client.append_registry(1, b"a" * 32), other.append_registry(1, b"a" * 32))
        assert both[0] == both[1]
        with pytest.raises(AuditNever, match="registry version"):
            await client.append_registry(1, b"b" * 32)
        assert await client.append(item()) is Refusal.REGISTRY_STALE
        assert isinstance(await client.append(item(registry_version=1)), Appended)
        head = await client.checkpoint()
        assert (head.registry_version, head.registry_index) == (1, both[0])
        with pytest.raises(AuditNever):
            await client.receipts(range(501), "pk.fia", 0)
        with pytest.raises(AuditNever):
            await client.destroy_month_key("pk.fia", "2020-01", [])
        client.close()
        other.close()

    settings = make_settings(tmp_path)
    with writer_process(settings):
        asyncio.run(run(settings))


def test_the_socket_is_for_its_owner_and_a_second_writer_is_refused(settings: WriterSettings) -> None:
    assert settings.socket.stat().st_mode & 0o777 == 0o600
    second = multiprocessing.get_context("spawn").Process(target=run_writer, args=(settings,))
    second.start()
    second.join(PATIENCE_S)
    assert second.exitcode == 1

    async def first_still_serves() -> None:
        client = await AuditClient.connect(settings.socket)
        assert isinstance(await client.append(item()), Appended)
        client.close()

    asyncio.run(first_still_serves())


def test_a_process_of_another_user_is_turned_away(tmp_path: Path) -> None:
    if os.getuid() != 0:
        pytest.skip("only root can become another user")
    settings = make_settings(tmp_path)
    with writer_process(settings):
        for folder in (tmp_path, settings.folder):
            folder.chmod(0o755)
        for parent in tmp_path.parents:
            if Path(tempfile.gettempdir()) in parent.parents:
                parent.chmod(parent.stat().st_mode | 0o055)
        settings.socket.chmod(0o666)
        child = os.fork()
        if child == 0:
            os._exit(_try_as_nobody(str(settings.socket)))
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 7


def _try_as_nobody(path: str) -> int:
    """7 when the connection is closed without a byte."""
    os.setgid(65534)
    os.setuid(65534)
    channel = socket.socket(socket.AF_UNIX)
    channel.connect(path)
    channel.settimeout(PATIENCE_S)
    try:
        channel.sendall(request_frame(Op.CHECKPOINT, 1, b""))
        return 7 if channel.recv(1) == b"" else 1
    except (BrokenPipeError, ConnectionResetError):
        return 7


@pytest.mark.parametrize(
    "noise", [b"\0\0\0\0", b"\xff" * 20, request_frame(Op.APPEND, 1, b"x"), b"\0\0\0\x05\x63\0\0\0\1"]
)
def test_a_malformed_frame_ends_its_connection_and_no_other(settings: WriterSettings, noise: bytes) -> None:
    async def run() -> None:
        client = await AuditClient.connect(settings.socket)
        channel = socket.socket(socket.AF_UNIX)
        channel.connect(str(settings.socket))
        channel.settimeout(PATIENCE_S)
        channel.sendall(noise)
        assert channel.recv(100) == b""
        channel.close()
        assert isinstance(await client.append(item()), Appended)
        client.close()

    asyncio.run(run())


def test_a_client_that_leaves_half_a_frame_or_never_reads_harms_no_one(settings: WriterSettings) -> None:
    async def run() -> None:
        for part in (b"\0\0", b"\0\0\1\0\1"):
            channel = socket.socket(socket.AF_UNIX)
            channel.connect(str(settings.socket))
            channel.sendall(part)
            channel.close()
        deaf = socket.socket(socket.AF_UNIX)
        deaf.connect(str(settings.socket))
        for number in range(300):
            deaf.sendall(request_frame(Op.ENTRIES, number, bytes(8) + (256).to_bytes(8, "big")))
        client = await AuditClient.connect(settings.socket)
        async with asyncio.timeout(60):
            assert isinstance(await client.append(item()), Appended)
        client.close()
        deaf.close()

    asyncio.run(run())


def test_what_does_not_fit_the_queue_is_refused_at_once(tmp_path: Path) -> None:
    async def run(settings: WriterSettings) -> None:
        client = await AuditClient.connect(settings.socket)
        results = await asyncio.gather(*client.append_many([item() for _ in range(320)]))
        refused = [one for one in results if not isinstance(one, Appended)]
        assert set(refused) <= {Refusal.UNAVAILABLE}
        assert len(refused) < 320
        assert isinstance(await client.append(item()), Appended)
        client.close()

    settings = make_settings(tmp_path, max_queue=64)
    with writer_process(settings):
        asyncio.run(run(settings))


def test_large_entries_travel_in_frames_that_fit(tmp_path: Path) -> None:
    async def run(settings: WriterSettings) -> None:
        client = await AuditClient.connect(settings.socket)
        parts = [bytes([place]) * (1 << 20) for place in range(12)]
        results = await asyncio.gather(*client.append_many([item(open=part) for part in parts]))
        assert [one.index for one in results if isinstance(one, Appended)] == list(range(12))
        client.close()

    settings = make_settings(tmp_path)
    with writer_process(settings):
        asyncio.run(run(settings))


def test_a_lost_writer_ends_everything_pending_and_the_next_connection_goes_on(tmp_path: Path) -> None:
    settings = make_settings(tmp_path)

    async def lose(pid: int) -> None:
        client = await AuditClient.connect(settings.socket)
        await client.append(item())
        os.kill(pid, signal.SIGSTOP)
        pending = client.append_many([item() for _ in range(5)])
        read = asyncio.ensure_future(client.checkpoint())
        await asyncio.sleep(0.05)
        os.kill(pid, signal.SIGKILL)
        for appended in pending:
            with pytest.raises(AuditGone):
                await appended
        with pytest.raises(AuditGone):
            await read
        with pytest.raises(AuditGone):
            await client.append(item())
        assert client.closed

    async def go_on() -> None:
        client = await AuditClient.connect(settings.socket)
        assert isinstance(await client.append(item()), Appended)
        client.close()

    with writer_process(settings) as process:
        assert process.pid
        asyncio.run(lose(process.pid))
    settings.socket.unlink()
    with pytest.raises(AuditGone):
        asyncio.run(go_on())
    with writer_process(settings):
        asyncio.run(go_on())


def test_a_stop_answers_what_is_queued_and_leaves_nothing_behind(tmp_path: Path) -> None:
    settings = make_settings(tmp_path)

    async def run(pid: int) -> list[Appended | Refusal]:
        client = await AuditClient.connect(settings.socket)
        pending = client.append_many([item() for _ in range(200)])
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        os.kill(pid, signal.SIGTERM)
        return [
            result
            for result in await asyncio.gather(*pending, return_exceptions=True)
            if not isinstance(result, BaseException)
        ]

    with writer_process(settings) as process:
        assert process.pid
        answered = asyncio.run(run(process.pid))
        process.join(PATIENCE_S)
        assert process.exitcode == 0
    appended = [one.index for one in answered if isinstance(one, Appended)]
    database = sqlite3.connect(settings.database)
    (size,) = database.execute("SELECT sum(count) FROM segment").fetchone() or (0,)
    assert set(appended) <= set(range(size or 0))
    assert not settings.socket.exists()


def test_reads_are_refused_like_appends_while_the_log_is_closed(tmp_path: Path) -> None:
    settings = make_settings(tmp_path)
    with writer_process(settings):
        pass
    database = sqlite3.connect(settings.database)
    database.execute("INSERT INTO state VALUES ('rollback_reason', 'the log has signed a head over 9 leaves')")
    database.commit()
    database.close()

    async def run() -> None:
        client = await AuditClient.connect(settings.socket)
        assert await client.append(item()) is Refusal.LOG_ROLLED_BACK
        with pytest.raises(AuditNotNow, match="LOG_ROLLED_BACK"):
            await client.checkpoint()
        with pytest.raises(AuditNotNow, match="LOG_ROLLED_BACK"):
            await client.append_registry(1, bytes(32))
        client.close()

    with writer_process(settings):
        asyncio.run(run())
