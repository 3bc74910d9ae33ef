"""Sessions at rest: the day is counted in one transaction; the first second person and the first review stand."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from services.access.errors import BreakGlassInvalid
from services.oversight.domain import LONGEST_MS, SECOND_MS
from services.oversight.errors import BreakGlassLimit, RequestIdReused, StoreUnavailable
from services.oversight.ports import Sessions
from services.oversight.store.database import ROOT, open_database
from services.oversight.store.sessions import StoredSessions
from services.signing.keyfile import UnsafeFile
from services.store.dialects import SQLITE
from services.store.statements import schema_of
from services.tables.days import DAY_MS
from tests.unit.oversight.world import CUSTOMS, FIA, NOW, PRISONS, PUNJAB, WHY, session

AUDITOR = "pk.oversight/ov-1"


@pytest.fixture
def sessions(tmp_path: Path) -> Iterator[Sessions]:
    file = open_database(tmp_path / "oversight.db")
    yield StoredSessions(file)
    file.close()


async def test_a_session_comes_back_as_it_was(sessions: Sessions) -> None:
    made = await sessions.open(session(), "request-1", NOW)
    assert made == session()
    assert await sessions.get("bg-0001") == session()
    assert await sessions.get("bg-0002") is None


async def test_the_same_request_is_the_same_session(sessions: Sessions) -> None:
    await sessions.open(session(1), "request-1", NOW)
    assert (await sessions.open(session(2), "request-1", NOW)).id == "bg-0001"
    assert await sessions.get("bg-0002") is None


async def test_the_same_request_id_with_other_words_is_refused(sessions: Sessions) -> None:
    await sessions.open(session(1), "request-1", NOW)
    with pytest.raises(RequestIdReused):
        await sessions.open(session(2, justification="something else altogether"), "request-1", NOW)


async def test_a_request_id_is_the_officers_own(sessions: Sessions) -> None:
    await sessions.open(session(1), "request-1", NOW)
    assert (await sessions.open(session(2, officer="fia-9"), "request-1", NOW)).id == "bg-0002"
    assert (await sessions.open(session(3, agency=PUNJAB), "request-1", NOW)).id == "bg-0003"


async def test_one_open_session_an_officer(sessions: Sessions) -> None:
    await sessions.open(session(1), "request-1", NOW)
    with pytest.raises(BreakGlassLimit):
        await sessions.open(session(2), "request-2", NOW)
    later = NOW + LONGEST_MS
    assert (await sessions.open(session(2, opened_ms=later), "request-2", later)).id == "bg-0002"


async def state(sessions: Sessions, number: int, now_ms: int = NOW, **more: Any) -> str:
    """How a session stands that is asked for now."""
    made = await sessions.open(session(number, opened_ms=now_ms, **more), f"request-{number}", now_ms)
    return made.state(now_ms)


async def ended(sessions: Sessions, number: int) -> None:
    await sessions.close_session(f"bg-{number:04d}", AUDITOR, "JUSTIFIED", "")


async def test_the_third_of_an_officer_within_a_day_waits_however_the_others_were_reviewed(sessions: Sessions) -> None:
    for number in (1, 2):
        assert await state(sessions, number, NOW + number) == "OPEN"
        await ended(sessions, number)
    assert await state(sessions, 3, NOW + DAY_MS) == "WAITING", "the second was opened within these 24 hours"
    assert await state(sessions, 4, NOW + DAY_MS, officer="fia-2") == "OPEN"
    assert await state(sessions, 5, NOW + DAY_MS, agency=PUNJAB) == "OPEN"
    await ended(sessions, 3)
    assert await state(sessions, 6, NOW + DAY_MS + 1) == "OPEN", (
        "the first is a day old, and what waited opened nothing"
    )


async def test_the_tenth_of_an_agency_within_a_day_waits(sessions: Sessions) -> None:
    found = [await state(sessions, number, officer=f"fia-{number}") for number in range(12)]
    assert found == ["OPEN"] * 9 + ["WAITING"] * 3
    assert await state(sessions, 20, agency=PUNJAB) == "OPEN"


async def waiting(sessions: Sessions) -> str:
    """Id of a session that waits, of the officer fia-1."""
    for number in (1, 2):
        await state(sessions, number)
        await ended(sessions, number)
    assert await state(sessions, 3) == "WAITING"
    return "bg-0003"


async def test_what_waits_is_of_no_use_until_oversight_consents_and_its_time_begins_then(sessions: Sessions) -> None:
    name, later = await waiting(sessions), NOW + SECOND_MS + 1
    assert not await sessions.usable(name, FIA, "fia-1", NOW)
    with pytest.raises(BreakGlassInvalid):
        await sessions.join(name, "pk.punjab-police/pb-1", NOW, frees=False)
    with pytest.raises(BreakGlassLimit):
        await state(sessions, 4)
    opened_now = await sessions.join(name, AUDITOR, later, frees=True)
    assert (opened_now.opened_ms, opened_now.expires_ms, opened_now.second) == (later, later + LONGEST_MS, AUDITOR)
    assert await sessions.join(name, AUDITOR, later, frees=True) == opened_now
    assert await sessions.usable(name, FIA, "fia-1", later + LONGEST_MS - 1)
    assert not await sessions.usable(name, FIA, "fia-1", later + LONGEST_MS)


async def test_what_waited_too_long_is_over_and_another_may_be_asked_for(sessions: Sessions) -> None:
    name, later = await waiting(sessions), NOW + LONGEST_MS
    with pytest.raises(BreakGlassInvalid):
        await sessions.join(name, AUDITOR, later, frees=True)
    assert await state(sessions, 4, later) == "WAITING"


async def test_without_a_second_person_it_ends_within_an_hour(sessions: Sessions) -> None:
    await sessions.open(session(1), "request-1", NOW)
    assert await sessions.usable("bg-0001", FIA, "fia-1", NOW + SECOND_MS - 1)
    assert not await sessions.usable("bg-0001", FIA, "fia-1", NOW + SECOND_MS)
    for frees in (False, True):
        with pytest.raises(BreakGlassInvalid):
            await sessions.join("bg-0001", AUDITOR, NOW + SECOND_MS, frees=frees)
    (known,) = await sessions.notices("", "", "", 9)
    assert known.state(NOW + 10 * LONGEST_MS) == "WITHOUT_SECOND", "until oversight has reviewed it"


async def test_the_first_second_person_stands(sessions: Sessions) -> None:
    await sessions.open(session(1), "request-1", NOW)
    joined = await sessions.join("bg-0001", "pk.punjab-police/pb-1", NOW, frees=False)
    assert (joined.second, joined.opened_ms) == ("pk.punjab-police/pb-1", NOW)
    assert await sessions.join("bg-0001", "pk.punjab-police/pb-1", NOW + 1, frees=False) == joined
    with pytest.raises(BreakGlassInvalid):
        await sessions.join("bg-0001", "pk.punjab-police/pb-2", NOW, frees=False)
    with pytest.raises(BreakGlassInvalid):
        await sessions.join("bg-none", "pk.punjab-police/pb-1", NOW, frees=False)
    assert await sessions.usable("bg-0001", FIA, "fia-1", NOW + SECOND_MS)


async def test_a_file_of_before_opens_and_its_sessions_stand_as_they_were(tmp_path: Path) -> None:
    """A session that a colleague reviewed stays reviewed; one that is open has an hour for its second person."""
    path = tmp_path / "oversight.db"
    path.touch(mode=0o600)
    with closing(sqlite3.connect(path)) as db:
        for statement in schema_of(ROOT, SQLITE)[:6]:
            db.execute(statement)
        for number, reviewer in ((1, "pk.fia/fia-2"), (2, "")):
            facts = (f"bg-{number:04d}", FIA, f"fia-{number}", WHY, "CHECKPOINT", NOW, NOW + LONGEST_MS, reviewer)
            db.execute(
                "insert into session(id, agency, officer, justification, purpose, opened_ms, expires_ms, reviewed_by,"
                " request_id) values (?, ?, ?, ?, ?, ?, ?, ?, 'r')",
                facts,
            )
        db.commit()
    file = open_database(path)
    sessions = StoredSessions(file)
    assert [one.state(NOW) for one in await sessions.notices("", "", "", 9)] == ["REVIEWED", "OPEN"]
    assert (await sessions.join("bg-0002", AUDITOR, NOW, frees=True)).state(NOW + SECOND_MS) == "OPEN"
    file.close()


async def test_only_its_officer_until_its_end_may_use_it(sessions: Sessions) -> None:
    await sessions.open(session(1), "request-1", NOW)
    assert await sessions.usable("bg-0001", FIA, "fia-1", NOW)
    assert not await sessions.usable("bg-0001", FIA, "fia-2", NOW)
    assert not await sessions.usable("bg-0001", PUNJAB, "fia-1", NOW)
    assert not await sessions.usable("bg-0001", FIA, "fia-1", NOW + LONGEST_MS)
    assert not await sessions.usable("bg-9999", FIA, "fia-1", NOW)
    await ended(sessions, 1)
    assert not await sessions.usable("bg-0001", FIA, "fia-1", NOW)


async def test_the_first_review_stands(sessions: Sessions) -> None:
    await sessions.open(session(1), "request-1", NOW)
    closed = await sessions.close_session("bg-0001", AUDITOR, "NOT_JUSTIFIED", "seen")
    assert (closed.closed_by, closed.verdict, closed.state(NOW)) == (AUDITOR, "NOT_JUSTIFIED", "CLOSED")
    assert await sessions.close_session("bg-0001", AUDITOR, "NOT_JUSTIFIED", "seen") == closed
    with pytest.raises(BreakGlassInvalid):
        await sessions.close_session("bg-0001", "pk.oversight/ov-2", "JUSTIFIED", "")
    with pytest.raises(BreakGlassInvalid):
        await sessions.close_session("bg-none", AUDITOR, "JUSTIFIED", "")
    with pytest.raises(BreakGlassInvalid):
        await sessions.join("bg-0001", AUDITOR, NOW, frees=True)


async def opened(sessions: Sessions, *made: tuple[int, str]) -> None:
    for number, agency in made:
        await sessions.open(session(number, agency=agency, officer=f"o-{number}"), f"request-{number}", NOW)


async def ids(sessions: Sessions, agency: str, purpose: str = "", after: str = "", most: int = 50) -> list[str]:
    return [one.id for one in await sessions.notices(agency, purpose, after, most)]


async def test_notices_are_for_the_agency_and_for_oversight(sessions: Sessions) -> None:
    await opened(sessions, (1, FIA), (2, PUNJAB), (3, FIA))
    await sessions.touched("bg-0001", [PRISONS, CUSTOMS], NOW)
    assert await ids(sessions, FIA) == ["bg-0001", "bg-0003"]
    assert await ids(sessions, PUNJAB) == ["bg-0002"]
    assert await ids(sessions, PRISONS) == []
    assert await ids(sessions, "") == ["bg-0001", "bg-0002", "bg-0003"]


async def test_notices_page_by_id_and_miss_none(sessions: Sessions) -> None:
    await opened(sessions, (1, FIA), (2, PUNJAB), (3, FIA))
    assert await ids(sessions, "", most=2) == ["bg-0001", "bg-0002"]
    assert await ids(sessions, "", after="bg-0002", most=2) == ["bg-0003"]
    assert await ids(sessions, "", after="bg-0003") == []


async def test_notices_of_one_purpose(sessions: Sessions) -> None:
    await sessions.open(session(1, officer="o-1"), "request-1", NOW)
    await sessions.open(session(2, officer="o-2", purpose="FIND_MISSING_CHILD"), "request-2", NOW)
    assert await ids(sessions, FIA, "FIND_MISSING_CHILD") == ["bg-0002"]
    assert await ids(sessions, FIA, "CHECKPOINT") == []


async def test_the_first_read_of_an_owners_records_is_kept_for_each_session_of_others(sessions: Sessions) -> None:
    await opened(sessions, (1, FIA), (2, PUNJAB), (3, PRISONS))
    for later in range(2):
        for number in (1, 2, 3):
            await sessions.touched(f"bg-000{number}", [PRISONS], NOW + number + later)
    await sessions.touched("bg-0001", [], NOW)
    assert sorted(await sessions.first_reads(PRISONS)) == [NOW + 1, NOW + 2]
    assert await sessions.first_reads(CUSTOMS) == []


async def test_two_processes_share_the_limits(tmp_path: Path) -> None:
    files = [open_database(tmp_path / "oversight.db") for _ in range(2)]
    one, two = map(StoredSessions, files)
    await one.open(session(1), "request-1", NOW)
    with pytest.raises(BreakGlassLimit):
        await two.open(session(2), "request-2", NOW)
    assert await two.usable("bg-0001", FIA, "fia-1", NOW)
    for file in files:
        file.close()


async def test_a_refused_opening_leaves_the_store_as_it_was(sessions: Sessions) -> None:
    await sessions.open(session(1), "request-1", NOW)
    with pytest.raises(BreakGlassLimit):
        await sessions.open(session(2), "request-2", NOW)
    with pytest.raises(StoreUnavailable):
        await sessions.open(session(1, officer="fia-7"), "request-3", NOW)
    assert (await sessions.open(session(4, officer="fia-4"), "request-4", NOW)).id == "bg-0004"


async def test_it_is_durable_and_ones_own(tmp_path: Path) -> None:
    path = tmp_path / "oversight.db"
    file = open_database(path)
    assert await file.file.write(lambda db: db.execute("pragma synchronous").fetchone()) == (2,)
    await StoredSessions(file).open(session(1), "request-1", NOW)
    file.close()
    assert path.stat().st_mode & 0o777 == 0o600
    file = open_database(path)
    assert await StoredSessions(file).get("bg-0001") == session(1)
    file.close()
    path.chmod(0o644)
    with pytest.raises(UnsafeFile):
        open_database(path)
