"""``posts.db``: blind, each check once, sealed until it is brought, and durable where the process is killed."""

from __future__ import annotations

import asyncio
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import pytest

from services.exchange.check.crossings import KEPT_MS
from services.exchange.check.errors import PostsUnavailable
from services.exchange.check.store.checks import FILE, ROOT, StoredChecks, Waiting, open_checks, open_database
from services.signing.keyfile import UnsafeFile
from services.store.database import Job
from services.store.dialects import SQLITE
from services.store.sqlite import SqliteDatabase
from services.store.statements import by_dialect
from services.values.exchange import Identifier, PostCheck
from tests.fakes.record_maker import CNIC, CUSTOMS, FIA

T = TypeVar("T")
SECRET = bytes(32)
SHOWN, PASSPORT = Identifier("CNIC", CNIC), Identifier("PASSPORT", "P0123456", "AF")


def check(at_ms: int = 5, post: str = "TAFTAN", document: Identifier = SHOWN) -> PostCheck:
    return PostCheck(post, document, at_ms)


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[StoredChecks]:
    made = open_checks(tmp_path, SECRET, brings=False)
    yield made
    made.close()


@pytest.fixture
def post(tmp_path: Path) -> Iterator[StoredChecks]:
    made = open_checks(tmp_path, SECRET, brings=True)
    yield made
    made.close()


async def test_a_check_is_kept_once_and_found_by_its_time_and_agency(hub: StoredChecks) -> None:
    await hub.keep(CUSTOMS, check())
    await hub.take(CUSTOMS, [check(), check(7)])
    await hub.keep(FIA, check())
    assert sorted(each.at_ms for each in await hub.between(CUSTOMS, 0, 8)) == [5, 7]
    assert [each.at_ms for each in await hub.between(CUSTOMS, 6, 7)] == []
    assert sorted(each.agency for each in await hub.between("", 5, 6)) == [CUSTOMS, FIA]
    tokens = {each.agency: each.document for each in await hub.between("", 5, 6)}
    assert tokens[CUSTOMS] == hub.document(CUSTOMS, SHOWN) != tokens[FIA]


class Counted(SqliteDatabase):
    """Counts its transactions."""

    writes = 0

    async def write(self, job: Job[T]) -> T:
        self.writes += 1
        return await super().write(job)


async def test_checks_that_come_together_are_written_together(tmp_path: Path) -> None:
    """Every check waits for its row; with a transaction for each, the last would wait for all others."""
    file = open_database(tmp_path / FILE)
    counted = Counted(file.file, by_dialect(ROOT, SQLITE))
    made = StoredChecks(counted, SECRET)
    await asyncio.gather(*(made.keep(CUSTOMS, check(at_ms)) for at_ms in range(64)))
    assert len(await made.between(CUSTOMS, 0, 64)) == 64
    assert counted.writes <= 2
    made.close()


async def test_a_check_whose_caller_is_gone_is_written_with_the_others(hub: StoredChecks) -> None:
    gone, waits = (asyncio.ensure_future(hub.keep(CUSTOMS, check(at_ms))) for at_ms in (5, 6))
    await asyncio.sleep(0)
    gone.cancel()
    await waits
    assert sorted(each.at_ms for each in await hub.between(CUSTOMS, 0, 9)) == [5, 6]


async def test_where_nothing_can_be_written_each_is_told_and_the_next_is_tried(
    tmp_path: Path, hub: StoredChecks
) -> None:
    with sqlite3.connect(tmp_path / FILE) as db:
        db.execute("alter table post_check rename to away")
    told = await asyncio.gather(*(hub.keep(CUSTOMS, check(n)) for n in range(9)), return_exceptions=True)
    assert [type(each) for each in told] == [PostsUnavailable] * 9
    with sqlite3.connect(tmp_path / FILE) as db:
        db.execute("alter table away rename to post_check")
    await hub.keep(CUSTOMS, check())
    assert [each.at_ms for each in await hub.between(CUSTOMS, 0, 9)] == [5]


async def test_what_is_old_goes(hub: StoredChecks) -> None:
    await hub.take(CUSTOMS, [check(4), check(5)])
    await hub.thin(5)
    assert [each.at_ms for each in await hub.between("", 0, 9)] == [5]


@pytest.mark.parametrize("brings", [False, True])
async def test_what_is_old_goes_whenever_somebody_is_checked(tmp_path: Path, brings: bool) -> None:
    """Nobody may ever bring checks, or ask for the figure, and what waits may never be brought."""
    made = open_checks(tmp_path, SECRET, brings=brings)
    for at_ms in (4, 5, KEPT_MS + 5):
        await made.keep(CUSTOMS, check(at_ms))
    assert [each.at_ms for each in await made.between("", 0, KEPT_MS * 2)] == [5, KEPT_MS + 5]
    assert [each.check.at_ms for each in await made.waiting(9)] == ([5, KEPT_MS + 5] if brings else [])
    made.close()


async def test_a_hub_waits_for_nothing(hub: StoredChecks) -> None:
    await hub.keep(CUSTOMS, check())
    assert await hub.waiting(9) == []


async def test_a_posts_own_node_keeps_the_document_until_it_is_brought(post: StoredChecks) -> None:
    for each in (check(7, document=PASSPORT), check(5), check(6, post="")):
        await post.keep(CUSTOMS, each)
    first, second = await post.waiting(2)
    assert [first.check, second.check] == [check(5), check(6, post="")]
    await post.brought([first.place, second.place])
    assert [one.check for one in await post.waiting(9)] == [check(7, document=PASSPORT)]


async def test_nothing_in_the_file_names_a_document(tmp_path: Path, post: StoredChecks) -> None:
    await post.keep(CUSTOMS, check())
    await post.keep(CUSTOMS, check(document=PASSPORT))
    held = b"".join(each.read_bytes() for each in tmp_path.glob(f"{FILE}*"))
    assert b"TAFTAN" in held
    assert CNIC.encode() not in held
    assert b"P0123456" not in held


async def test_what_another_secret_sealed_is_not_brought(tmp_path: Path, post: StoredChecks) -> None:
    await post.keep(CUSTOMS, check())
    other = open_checks(tmp_path, bytes(31) + b"1", brings=True)
    assert await other.waiting(9) == []
    assert other.document(CUSTOMS, SHOWN) != post.document(CUSTOMS, SHOWN)
    other.close()


async def test_a_loose_file_is_refused_and_a_damaged_one_unavailable(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"no database " * 400)
    (tmp_path / FILE).chmod(0o600)
    with pytest.raises(PostsUnavailable):
        open_database(tmp_path / FILE)
    (tmp_path / FILE).chmod(0o644)
    with pytest.raises(UnsafeFile):
        open_database(tmp_path / FILE)


KEEPS = f"""
import asyncio, os, sys
from pathlib import Path
from services.exchange.check.store.checks import open_checks
from services.values.exchange import Identifier, PostCheck
made = open_checks(Path(sys.argv[1]), bytes(32), brings=True)
asyncio.run(made.keep({CUSTOMS!r}, PostCheck("TAFTAN", Identifier("CNIC", {CNIC!r}), 5)))
os.kill(os.getpid(), 9)
"""


async def test_a_check_outlives_its_process(tmp_path: Path) -> None:
    assert subprocess.run([sys.executable, "-c", KEEPS, str(tmp_path)], check=False).returncode == -9
    made = open_checks(tmp_path, SECRET, brings=True)
    assert await made.waiting(9) == [Waiting(1, check())]
    made.close()


async def test_a_statement_that_sqlite_refuses_is_unavailable(tmp_path: Path, hub: StoredChecks) -> None:
    with sqlite3.connect(tmp_path / FILE) as db:
        db.execute("drop table post_check")
    with pytest.raises(PostsUnavailable):
        await hub.between("", 0, 9)
