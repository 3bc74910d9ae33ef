"""Sessions at rest: limits in one transaction, the first review and the first closing, notices for whom they concern."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from services.access.errors import BreakGlassInvalid
from services.oversight.domain import LONGEST_MS, MAX_UNREVIEWED
from services.oversight.errors import BreakGlassLimit, RequestIdReused, StoreUnavailable
from services.oversight.ports import Sessions
from services.oversight.store.database import open_database
from services.oversight.store.sessions import StoredSessions
from services.signing.keyfile import UnsafeFile
from tests.budget import budget
from tests.unit.oversight.world import CUSTOMS, FIA, NOW, PRISONS, PUNJAB, session


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


async def test_three_unreviewed_an_agency_however_old(sessions: Sessions) -> None:
    for number in range(MAX_UNREVIEWED):
        await sessions.open(session(number, officer=f"fia-{number}"), f"request-{number}", NOW)
    later = NOW + 30 * LONGEST_MS
    with pytest.raises(BreakGlassLimit):
        await sessions.open(session(9, officer="fia-9", opened_ms=later), "request-9", later)
    await sessions.open(session(8, agency=PUNJAB, opened_ms=later), "request-8", later)
    await sessions.review("bg-0000", "pk.fia/fia-5", "JUSTIFIED", "")
    assert (await sessions.open(session(9, officer="fia-9", opened_ms=later), "request-9", later)).id == "bg-0009"


async def test_closing_from_outside_frees_a_place_too(sessions: Sessions) -> None:
    for number in range(MAX_UNREVIEWED):
        await sessions.open(session(number, officer=f"fia-{number}"), f"request-{number}", NOW)
    await sessions.close_session("bg-0001", "pk.oversight/ov-1", "NOT_JUSTIFIED", "no child")
    assert (await sessions.open(session(9, officer="fia-9"), "request-9", NOW)).id == "bg-0009"


async def test_only_its_officer_until_its_end_may_use_it(sessions: Sessions) -> None:
    await sessions.open(session(1), "request-1", NOW)
    assert await sessions.usable("bg-0001", FIA, "fia-1", NOW)
    assert not await sessions.usable("bg-0001", FIA, "fia-2", NOW)
    assert not await sessions.usable("bg-0001", PUNJAB, "fia-1", NOW)
    assert not await sessions.usable("bg-0001", FIA, "fia-1", NOW + LONGEST_MS)
    assert not await sessions.usable("bg-9999", FIA, "fia-1", NOW)
    await sessions.review("bg-0001", "pk.fia/fia-2", "JUSTIFIED", "")
    assert not await sessions.usable("bg-0001", FIA, "fia-1", NOW)


async def test_the_first_review_stands(sessions: Sessions) -> None:
    await sessions.open(session(1), "request-1", NOW)
    reviewed = await sessions.review("bg-0001", "pk.fia/fia-2", "JUSTIFIED", "seen")
    assert (reviewed.reviewed_by, reviewed.verdict, reviewed.state(NOW)) == ("pk.fia/fia-2", "JUSTIFIED", "REVIEWED")
    with pytest.raises(BreakGlassInvalid):
        await sessions.review("bg-0001", "pk.fia/fia-3", "NOT_JUSTIFIED", "")
    closed = await sessions.close_session("bg-0001", "pk.oversight/ov-1", "NOT_JUSTIFIED", "")
    assert (closed.closed_by, closed.state(NOW)) == ("pk.oversight/ov-1", "CLOSED")
    with pytest.raises(BreakGlassInvalid):
        await sessions.close_session("bg-0001", "pk.oversight/ov-2", "JUSTIFIED", "")


async def test_what_is_closed_is_reviewed_no_more(sessions: Sessions) -> None:
    await sessions.open(session(1), "request-1", NOW)
    await sessions.close_session("bg-0001", "pk.oversight/ov-1", "JUSTIFIED", "")
    with pytest.raises(BreakGlassInvalid):
        await sessions.review("bg-0001", "pk.fia/fia-2", "JUSTIFIED", "")


async def test_what_is_not_there_is_neither(sessions: Sessions) -> None:
    for end in (sessions.review, sessions.close_session):
        with pytest.raises(BreakGlassInvalid):
            await end("bg-none", "pk.fia/fia-2", "JUSTIFIED", "")


async def opened(sessions: Sessions, *made: tuple[int, str]) -> None:
    for number, agency in made:
        await sessions.open(session(number, agency=agency, officer=f"o-{number}"), f"request-{number}", NOW)


async def ids(sessions: Sessions, agency: str, purpose: str = "", after: str = "", most: int = 50) -> list[str]:
    return [one.id for one in await sessions.notices(agency, purpose, after, most)]


async def test_notices_are_for_the_agency_for_owners_and_for_oversight(sessions: Sessions) -> None:
    await opened(sessions, (1, FIA), (2, PUNJAB), (3, FIA))
    await sessions.touched("bg-0001", [PRISONS, CUSTOMS], NOW)
    await sessions.touched("bg-0003", [PRISONS], NOW)
    assert await ids(sessions, FIA) == ["bg-0001", "bg-0003"]
    assert await ids(sessions, PUNJAB) == ["bg-0002"]
    assert await ids(sessions, PRISONS) == ["bg-0001", "bg-0003"]
    assert await ids(sessions, CUSTOMS) == ["bg-0001"]
    assert await ids(sessions, "pk.sindh-police") == []
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


async def test_touching_twice_is_once_and_knows_whom(sessions: Sessions) -> None:
    await opened(sessions, (1, FIA))
    for _ in range(2):
        await sessions.touched("bg-0001", [PRISONS], NOW)
    assert await sessions.touches("bg-0001", PRISONS)
    assert not await sessions.touches("bg-0001", CUSTOMS)
    await sessions.touched("bg-0001", [], NOW)


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


EVENT = st.tuples(
    st.sampled_from(["open", "review", "close", "wait"]), st.integers(0, 5), st.sampled_from([FIA, PUNJAB])
)


@budget(25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(EVENT, max_size=25))
def test_the_limits_hold_in_any_order_of_events(tmp_path: Path, events: list[tuple[str, int, str]]) -> None:
    asyncio.run(happen(tmp_path / f"{len(list(tmp_path.iterdir()))}.db", events))


async def happen(path: Path, events: list[tuple[str, int, str]]) -> None:
    file = open_database(path)
    sessions = StoredSessions(file)
    now, number = NOW, 0
    for what, place, agency in events:
        known = await sessions.notices("", "", "", 200)
        if what == "wait":
            now += LONGEST_MS // 2
        elif what == "open":
            officer = f"o-{place}"
            pending = [one for one in known if one.agency == agency and not (one.reviewed_by or one.closed_by)]
            mine = [one for one in pending if one.officer == officer and one.state(now) == "OPEN"]
            number += 1
            asked = session(number, agency=agency, officer=officer, opened_ms=now)
            if mine or len(pending) >= MAX_UNREVIEWED:
                with pytest.raises(BreakGlassLimit):
                    await sessions.open(asked, f"request-{number}", now)
            else:
                assert await sessions.open(asked, f"request-{number}", now) == asked
        elif known:
            target = known[place % len(known)]
            end = sessions.review if what == "review" else sessions.close_session
            done = target.closed_by or (what == "review" and target.reviewed_by)
            number += 1
            if done:
                with pytest.raises(BreakGlassInvalid):
                    await end(target.id, f"who-{number}", "JUSTIFIED", "")
            else:
                ended = await end(target.id, f"who-{number}", "JUSTIFIED", "")
                assert await end(target.id, f"who-{number}", "JUSTIFIED", "") == ended
    file.close()
