"""Another process holds the turn to write ``oversight.db``: who writes waits, and nobody else does."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from services.oversight.domain import Session
from services.oversight.errors import StoreUnavailable
from services.oversight.ports import Statement
from services.oversight.store.database import open_database
from services.oversight.store.refusals import StoredRefusals
from services.oversight.store.sessions import StoredSessions
from services.signing.sealing import Sealer
from services.store import file as store_file
from services.store.writing import WriteLock
from tests.unit.oversight.reading import ORIGIN, index_of, logged, read
from tests.unit.oversight.world import FIA, NOW, PRISONS, session


@contextmanager
def held(path: Path) -> Iterator[None]:
    """As another process would hold it."""
    lock = WriteLock(path, 1.0)
    with lock.held():
        yield
    lock.close()


async def test_a_read_answers_while_a_write_waits_for_its_turn(tmp_path: Path) -> None:
    path = tmp_path / "oversight.db"
    file = open_database(path)
    sessions, told = StoredSessions(file), StoredRefusals(file, Sealer(bytes(32)))
    await sessions.open(session(1), "request-1", NOW)
    with held(path):
        waiting = [
            asyncio.ensure_future(sessions.touched("bg-0001", [PRISONS], NOW)),
            asyncio.ensure_future(told.take(Statement(FIA, 1, "2026-01-01", bytes(32), NOW, b"words"), bytes(32))),
        ]
        await asyncio.sleep(0.05)
        assert await sessions.usable("bg-0001", FIA, "fia-1", NOW)
        assert await told.standings() == {}
        assert not any(one.done() for one in waiting), "the loop that answers waited with the writer"
    await asyncio.gather(*waiting)
    assert await sessions.first_reads(PRISONS) == [NOW]
    assert (await told.standings())[FIA].number == 1
    file.close()


async def test_the_index_of_reads_is_read_while_it_is_followed(tmp_path: Path) -> None:
    path = tmp_path / "reads.db"
    index = index_of(path)
    with held(path):
        following = asyncio.ensure_future(index.take(ORIGIN, logged(read()), {}))
        await asyncio.sleep(0.05)
        assert await index.size(ORIGIN) == 0
        assert not following.done(), "the loop that answers waited with the writer"
    await following
    assert await index.size(ORIGIN) == 1
    index.close()


async def test_a_turn_that_never_comes_is_a_refusal_and_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store_file, "BUSY_S", 0.1)
    path = tmp_path / "oversight.db"
    file = open_database(path)
    sessions = StoredSessions(file)
    with held(path), pytest.raises(StoreUnavailable):
        await sessions.open(session(1), "request-1", NOW)
    assert await sessions.get("bg-0001") is None
    assert (await sessions.open(session(1), "request-1", NOW)).id == "bg-0001"
    file.close()


async def test_what_a_caller_no_longer_waits_for_is_written_whole(tmp_path: Path) -> None:
    """A deadline that passes while the turn is another's: the write is not torn, and the next one follows it."""
    path = tmp_path / "oversight.db"
    file = open_database(path)
    sessions = StoredSessions(file)
    with held(path):
        gone = asyncio.ensure_future(sessions.open(session(1), "request-1", NOW))
        await asyncio.sleep(0.02)
        gone.cancel()
        with pytest.raises(asyncio.CancelledError):
            await gone
    assert (await sessions.open(session(2, officer="fia-2"), "request-2", NOW)).id == "bg-0002"
    assert await sessions.get("bg-0001") == session(1)
    file.close()


async def test_all_writes_of_a_file_are_one_threads(tmp_path: Path) -> None:
    file = open_database(tmp_path / "oversight.db")
    names = {await file.file.write(lambda _db: threading.current_thread().name) for _ in range(3)}
    assert len(names) == 1
    assert names != {threading.current_thread().name}
    file.close()


async def test_closing_waits_for_what_is_being_written(tmp_path: Path) -> None:
    path = tmp_path / "oversight.db"
    file = open_database(path)
    with held(path):
        writing = asyncio.ensure_future(StoredSessions(file).open(session(1), "request-1", NOW))
        await asyncio.sleep(0.02)
        closing = asyncio.ensure_future(asyncio.to_thread(file.close))
        await asyncio.sleep(0.02)
        assert not closing.done()
    kept: Session = await writing
    await closing
    assert kept.id == "bg-0001"
    again = open_database(path)
    assert await StoredSessions(again).get("bg-0001") == session(1)
    again.close()
