"""Killed, crowded, full and loose: what was acknowledged is there, once, and nothing else is."""

from __future__ import annotations

import asyncio
import os
import random
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from services.records.errors import StorageUnavailable
from services.records.ports import Transaction
from services.records.rows import LogHead
from services.records.store import Settings, open_store
from services.records.store.migrations import HEAD, current
from services.signing.keyfile import UnsafeFile
from services.store.errors import StoreUnsafe
from tests.fakes.record_maker import FIA, POLICE, SINDH, case_file, cnic, fir, man, party, person
from tests.fakes.records_node import Federation, Node, caller, keeper, open_node

ROOT = Path(__file__).resolve().parents[3]


def start(home: Path, folder: Path, agency: str, first: int, count: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.integration.records.writer_process"]
    command += [str(home / "federation"), str(folder), agency, str(first), str(count)]
    env = os.environ | {"PYTHONPATH": f"{ROOT}:{ROOT / 'proto/gen'}"}
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=env, cwd=ROOT)


def sound(folder: Path) -> dict[str, int]:
    """Check every promise of the file itself; number of pages per agency."""
    db = sqlite3.connect(folder / "records.db")
    try:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        seq, last_page = db.execute("SELECT seq, page FROM log_head").fetchone()
        assert [row[0] for row in db.execute("SELECT seq FROM log ORDER BY seq")] == list(range(1, seq + 1))
        assert db.execute("SELECT count(*) FROM page").fetchone()[0] == last_page
        assert db.execute("SELECT count(*) FROM head").fetchone()[0] == seq
        orphans = "SELECT count(*) FROM log AS l WHERE NOT EXISTS (SELECT 1 FROM page AS p WHERE p.page = l.page)"
        assert db.execute(orphans).fetchone()[0] == 0
        classless = "SELECT count(*) FROM head AS h WHERE h.klass NOT IN (SELECT id FROM policy_class)"
        assert db.execute(classless).fetchone()[0] == 0
        heads = dict(db.execute("SELECT agency, page_number FROM feed_head"))
        assert heads == dict(db.execute("SELECT agency, count(*) FROM page GROUP BY agency"))
        return heads
    finally:
        db.close()


def test_kill_9_while_submitting_loses_and_doubles_nothing(home: Path, known: Federation, tmp_path: Path) -> None:
    folder, dice = tmp_path / "node", random.Random(7)
    folder.mkdir(mode=0o700)
    asyncio.run(open_store(folder / "records.db").close())
    told: list[tuple[int, int, int]] = []
    for _ in range(6):
        process = start(home, folder, POLICE, 1000 * len(told) + 1, 10_000)
        assert process.stdout is not None
        first = [process.stdout.readline() for _ in range(4)]
        time.sleep(dice.random() * 0.15)
        process.kill()
        lines = [*first, *process.stdout]
        process.wait()
        for first_, page, accepted in (map(int, line.split()) for line in lines if line.endswith("\n")):
            told.append((first_, page, accepted))
        pages = sound(folder).get(POLICE, 0)
        assert all(accepted == 2 for _, _, accepted in told)
        assert [page for _, page, _ in told] == sorted({page for _, page, _ in told})
        assert pages - 1 <= told[-1][1] <= pages, "acknowledged pages are there; at most one more was under way"
    db = sqlite3.connect(folder / "records.db")
    held = {row[0] for row in db.execute("SELECT record_id FROM head")}
    db.close()
    assert {f"f{number}" for number, _, _ in told} <= held
    assert len(told) > 20


def test_two_processes_write_one_file(home: Path, known: Federation, tmp_path: Path) -> None:
    folder = tmp_path / "node"
    folder.mkdir(mode=0o700)
    processes = [start(home, folder, agency, 1, 40) for agency in (POLICE, SINDH, FIA)]
    outputs = [process.communicate(timeout=120)[0].splitlines() for process in processes]
    assert [process.returncode for process in processes] == [0, 0, 0]
    assert [len(output) for output in outputs] == [40, 40, 40]
    assert sound(folder) == {POLICE: 40, SINDH: 40, FIA: 40}
    node = open_node(folder, known)

    async def run() -> None:
        found = await node.search(keeper(POLICE), page_size=200)
        assert len(found.matches) == 40
        await node.context.store.close()

    asyncio.run(run())


def test_a_reader_in_another_process_sees_each_commit_whole(home: Path, known: Federation, tmp_path: Path) -> None:
    folder = tmp_path / "node"
    folder.mkdir(mode=0o700)
    node = open_node(folder, known)
    process = start(home, folder, POLICE, 1, 60)

    async def watch() -> None:
        while process.poll() is None:
            async with node.context.store.snapshot() as view:
                lines = await view.feed(0, 1000)
                head = await view.feed_head(POLICE, "records")
                assert len(lines) == 2 * (head.page_number if head else 0)
                assert [line.seq for line in lines] == list(range(1, len(lines) + 1))
            await asyncio.sleep(0)
        await node.context.store.close()

    asyncio.run(watch())
    assert process.wait() == 0


class TestFullDisk:
    def full(self, tmp_path: Path, known: Federation, more: int) -> Node:
        folder = tmp_path / "node"
        folder.mkdir(mode=0o700, exist_ok=True)
        if not (folder / "records.db").exists():
            asyncio.run(open_store(folder / "records.db").close())
        pages = (folder / "records.db").stat().st_size // 8192
        return open_node(folder, known, settings=Settings(max_pages=pages + more))

    def test_the_documented_refusal_then_recovery_without_loss(self, known: Federation, tmp_path: Path) -> None:
        node = self.full(tmp_path, known, 12)

        async def fill() -> int:
            sent = 0
            try:
                for number in range(200):
                    await node.put(*man(number)[:6])
                    sent += 1
            except StorageUnavailable:
                assert (await node.search(keeper(POLICE), cnic(0))).matches
                with pytest.raises(StorageUnavailable):
                    await node.put(*man(199)[:6])
            await node.context.store.close()
            return sent

        sent = asyncio.run(fill())
        assert 0 < sent < 200
        assert sound(tmp_path / "node") == {POLICE: sent}
        roomy = self.full(tmp_path, known, 4000)

        async def go_on() -> None:
            roomy.feeds, roomy.sent = node.feeds, 1000
            for number in range(sent, sent + 5):
                await roomy.put(*man(number)[:6])
            await roomy.context.store.close()

        asyncio.run(go_on())
        assert sound(tmp_path / "node") == {POLICE: sent + 5}

    def test_a_small_page_that_fits_goes_in_beside_a_large_one_that_does_not(
        self, known: Federation, tmp_path: Path
    ) -> None:
        node = self.full(tmp_path, known, 10)

        async def run() -> None:
            large = [v for number in range(60) for v in man(number)[:6]]
            small = [party(agency=FIA)]
            outcomes = await asyncio.gather(node.put(*large), node.put(*small), return_exceptions=True)
            assert isinstance(outcomes[0], StorageUnavailable)
            assert not isinstance(outcomes[1], BaseException)
            await node.context.store.close()

        asyncio.run(run())
        assert sound(tmp_path / "node") == {FIA: 1}


class TestBusy:
    def test_another_writer_that_never_ends_is_storage_unavailable_and_reads_go_on(
        self, known: Federation, tmp_path: Path
    ) -> None:
        node = open_node(tmp_path / "node", known, settings=Settings(busy_s=0.2))

        async def run() -> None:
            await node.put(case_file(), party())
            other = sqlite3.connect(tmp_path / "node" / "records.db", isolation_level=None)
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(StorageUnavailable):
                await node.put(party("later"))
            assert len((await node.search(caller())).matches) == 1
            other.execute("ROLLBACK")
            other.close()
            await node.put(party("later"))
            assert len((await node.search(caller())).matches) == 2
            await node.context.store.close()

        asyncio.run(run())


class TestOpening:
    def test_files_are_private_and_looser_modes_are_refused(self, tmp_path: Path) -> None:
        folder = tmp_path / "node"
        folder.mkdir(mode=0o700)
        store = open_store(folder / "records.db")
        for file in folder.iterdir():
            assert file.stat().st_mode & 0o777 == 0o600, file
        asyncio.run(store.close())
        (folder / "records.db").chmod(0o644)
        with pytest.raises(UnsafeFile):
            open_store(folder / "records.db")
        (folder / "records.db").chmod(0o600)
        folder.chmod(0o755)
        with pytest.raises(UnsafeFile):
            open_store(folder / "records.db")

    def test_what_is_no_database_is_storage_unavailable(self, tmp_path: Path) -> None:
        tmp_path.chmod(0o700)
        (tmp_path / "records.db").write_bytes(b"not a database" * 1000)
        (tmp_path / "records.db").chmod(0o600)
        with pytest.raises(StorageUnavailable):
            open_store(tmp_path / "records.db")

    def test_a_database_that_would_not_be_durable_is_refused(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        tmp_path.chmod(0o700)
        asyncio.run(open_store(tmp_path / "records.db").close())
        monkeypatch.setattr("services.records.store.sqlite.FULL", 3)
        with pytest.raises(StoreUnsafe):
            open_store(tmp_path / "records.db")

    def test_the_schema_is_alembics_newest_and_opening_again_changes_nothing(self, tmp_path: Path) -> None:
        from alembic.config import Config
        from alembic.script import ScriptDirectory

        config = Config()
        config.set_main_option("script_location", str(ROOT / "services" / "records" / "store" / "migrations"))
        assert ScriptDirectory.from_config(config).get_current_head() == HEAD
        tmp_path.chmod(0o700)
        path = tmp_path / "records.db"
        asyncio.run(open_store(path).close())
        assert current(path, 1) == HEAD

        async def again() -> LogHead:
            store = open_store(path)

            async def job(tx: Transaction) -> LogHead:
                return await tx.log_head()

            try:
                return await store.write(job)
            finally:
                await store.close()

        assert asyncio.run(again()) == LogHead(0, 0, 0)

    def test_the_store_holds_nothing_readable(self, known: Federation, tmp_path: Path) -> None:
        node = open_node(tmp_path / "node", known)

        async def run() -> None:
            bad = party("bad", subject=person(cnic(7), name="Secret Name"), valid_from="2199-01-01")
            await node.send(node.page(POLICE, [case_file(), party(), bad]), POLICE)
            await node.context.store.close()

        asyncio.run(run())
        raw = b"".join(file.read_bytes() for file in (tmp_path / "node").iterdir())
        for readable in (b"3520212345671", b"Amjad", b"Secret", cnic(7).encode(), fir().key.encode(), b"motorcycle"):
            assert readable not in raw
