"""A machine stops in the middle of a write to ``oversight.db``, or its disk gives back something else.

What was acknowledged is there, what was being written is gone whole, and a file that is damaged is refused by name.
"""

from __future__ import annotations

import random
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from services.oversight.errors import BreakGlassLimit, StatementAltered, StoreUnavailable
from services.oversight.ports import Statement
from services.oversight.store.database import open_database
from services.oversight.store.refusals import StoredRefusals
from services.oversight.store.sessions import StoredSessions
from services.signing.sealing import Sealer
from services.store.sqlite import SqliteDatabase
from tests.integration.torn import Stage, crashes
from tests.unit.oversight.reading import ORIGIN, index_of, logged, read
from tests.unit.oversight.world import FIA, NOW, PRISONS, PUNJAB, session

WRITES, ROUNDS = 5, 9
SEALER = Sealer(bytes(32))
PAGE_BYTES = 4096
FIRST_DAY = date(2026, 1, 1)


def officer(number: int) -> dict[str, Any]:
    """Each of another agency, so that no limit but an officer's own stands in the way."""
    return {"agency": f"pk.agency-{number}", "officer": f"officer-{number}"}


async def open_one(file: SqliteDatabase, number: int) -> None:
    made = session(number, **officer(number))
    assert (await StoredSessions(file).open(made, f"request-{number}", NOW)).id == made.id


def told(number: int, words: bytes = b"words") -> Statement:
    day = (FIRST_DAY + timedelta(days=number)).isoformat()
    return Statement(PUNJAB, number, day, bytes([number]) * 32, NOW, words)


async def tell(file: SqliteDatabase, number: int) -> bool:
    previous = bytes([number - 1]) * 32 if number > 1 else bytes(32)
    return await StoredRefusals(file, SEALER).take(told(number), previous)


async def sessions_of(path: Path) -> list[str]:
    file = open_database(path)
    found = [one.id for one in await StoredSessions(file).notices("", "", "", 100)]
    file.close()
    return found


async def test_a_session_that_was_being_opened_is_gone_and_none_before_it(tmp_path: Path) -> None:
    """Its officer may open it now; whoever had one open still may not open a second."""
    path, stages = tmp_path / "node" / "oversight.db", []
    path.parent.mkdir(mode=0o700)
    file = open_database(path)
    for number in range(WRITES):
        await open_one(file, number)
        stages.append(Stage.of(path, number + 1))
    file.close()
    met = 0
    for crash in crashes(stages, tmp_path, path.name, ROUNDS, random.Random(19)):
        assert await sessions_of(crash.path) == [f"bg-{number:04}" for number in range(crash.acknowledged)], crash.how
        torn = open_database(crash.path)
        with pytest.raises(BreakGlassLimit):
            await StoredSessions(torn).open(session(99, **officer(0)), "request-99", NOW)
        await open_one(torn, crash.acknowledged)
        torn.close()
        met += 1
    assert met == ROUNDS * (WRITES - 1)


async def test_a_statement_that_was_being_kept_is_taken_again_and_none_before_it_is_altered(tmp_path: Path) -> None:
    path, stages = tmp_path / "node" / "oversight.db", []
    path.parent.mkdir(mode=0o700)
    file = open_database(path)
    for number in range(1, WRITES + 1):
        assert await tell(file, number)
        stages.append(Stage.of(path, number))
    file.close()
    for crash in crashes(stages, tmp_path, path.name, ROUNDS, random.Random(23)):
        torn = open_database(crash.path)
        known = [await tell(torn, number) for number in range(1, crash.acknowledged + 2)]
        assert known == [False] * crash.acknowledged + [True], crash.how
        with pytest.raises(StatementAltered):
            await StoredRefusals(torn, SEALER).take(told(1)._replace(sha256=b"\xff" * 32), bytes(32))
        torn.close()


async def test_whose_records_were_read_is_still_known(tmp_path: Path) -> None:
    path = tmp_path / "node" / "oversight.db"
    path.parent.mkdir(mode=0o700)
    file = open_database(path)
    await open_one(file, 1)
    stages = [Stage.of(path, 0)]
    for number, owner in enumerate((FIA, PRISONS, PUNJAB), 1):
        await StoredSessions(file).touched("bg-0001", [owner], NOW)
        stages.append(Stage.of(path, number))
    file.close()
    for crash in crashes(stages, tmp_path, path.name, 3, random.Random(29)):
        torn = open_database(crash.path)
        read_of = [bool(await StoredSessions(torn).first_reads(owner)) for owner in (FIA, PRISONS, PUNJAB)]
        assert read_of == [place < crash.acknowledged for place in range(3)], crash.how
        torn.close()


async def test_the_index_of_reads_goes_on_where_it_was(tmp_path: Path) -> None:
    """It does not wait for the disk at each batch: what it lost of the last ones it follows again."""
    path, stages = tmp_path / "node" / "reads.db", []
    path.parent.mkdir(mode=0o700)
    index = index_of(path)
    for number in range(WRITES):
        await index.take(ORIGIN, logged(read(officer=f"o-{number}"), start=number), {})
        stages.append(Stage.of(path, number + 1))
    index.close()
    for crash in crashes(stages, tmp_path, path.name, 3, random.Random(31)):
        torn = index_of(crash.path)
        assert await torn.size(ORIGIN) == crash.acknowledged, crash.how
        await torn.take(ORIGIN, logged(read(officer="again"), start=crash.acknowledged), {})
        assert await torn.size(ORIGIN) == crash.acknowledged + 1
        torn.close()


def damaged(path: Path, place: slice, by: bytes) -> bytes:
    """What the file is now."""
    content = bytearray(path.read_bytes())
    content[place] = by * (len(content[place]) // len(by))
    path.write_bytes(content)
    return bytes(content)


async def filled(path: Path) -> None:
    """Sessions on many pages, all of them in the file itself."""
    file = open_database(path)
    for number in range(200):
        await open_one(file, number)
    file.close()
    assert path.stat().st_size > 20 * PAGE_BYTES


@pytest.mark.parametrize("place", [slice(0, PAGE_BYTES), slice(0, None)], ids=["first page", "all of it"])
async def test_a_file_that_is_no_database_any_more_is_refused_and_left_as_it_is(tmp_path: Path, place: slice) -> None:
    """It is never made anew: an empty one would open sessions that were closed, and take statements again."""
    path = tmp_path / "oversight.db"
    await filled(path)
    content = damaged(path, place, b"\xa5")
    for _ in range(2):
        with pytest.raises(StoreUnavailable):
            open_database(path)
    assert path.read_bytes() == content


async def test_damage_that_shows_only_where_it_is_read_is_a_refusal_too(tmp_path: Path) -> None:
    """Neither a part of the sessions nor an error of the database: the caller learns that the store cannot be used."""
    path = tmp_path / "oversight.db"
    await filled(path)
    damaged(path, slice(PAGE_BYTES, None), b"\xa5")
    try:
        file = open_database(path)
    except StoreUnavailable:
        return
    sessions = StoredSessions(file)
    with pytest.raises(StoreUnavailable):
        await sessions.notices("", "", "", 1000)
    with pytest.raises(StoreUnavailable):
        await sessions.usable("bg-0001", "pk.agency-1", "officer-1", NOW)
    with pytest.raises(StoreUnavailable):
        await open_one(file, 999)
    file.close()
