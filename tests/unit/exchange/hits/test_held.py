"""A desk's file that was put back: the log's words are said again, and what is settled for long is let go."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from audit.entry import EntryKind, OpenEntry
from services.access.caller import Caller
from services.exchange.hits.build import open_desk
from services.exchange.hits.held import HeldDesk
from services.exchange.hits.rpc import SERVICE
from services.exchange.hits.store.thinning import DAY_MS, KEPT_MS
from tests.unit.exchange.hits.desk import SECRET, HitDesk, asker, recorder
from tests.unit.exchange.hits.made import ASKER, HOUR, OWNER, RECORD

RELEASER = recorder(OWNER, "RELEASE_OFFICER")


def entry(desk: HitDesk, method: str, who: Caller) -> OpenEntry:
    """What the log says of the desk's last call."""
    return OpenEntry(
        kind=EntryKind.OUTCOME, time_ms=desk.now_ms, agency=who.agency, officer=who.officer,
        method=f"{SERVICE}{method}", records=tuple(desk.trail.records), request_id=desk.trail.request_id,
    )  # fmt: skip


def put_back(desk: HitDesk, copy: Path) -> None:
    """The operator stops the node and copies an older file over ``desk.db``."""
    desk.opened.close()
    for ending in ("-wal", "-shm"):
        (desk.folder / f"desk.db{ending}").unlink(missing_ok=True)
    shutil.copy(copy, desk.folder / "desk.db")
    desk.opened = open_desk(desk.folder, SECRET)


def copied(desk: HitDesk) -> Path:
    target = desk.folder / "older"
    with closing(sqlite3.connect(desk.folder / "desk.db")) as source, closing(sqlite3.connect(target)) as copy:
        source.backup(copy)
    target.chmod(0o600)
    return target


async def released(desk: HitDesk) -> dict[str, int]:
    return dict(await desk.opened.requests.until(asker(), [RECORD], desk.now_ms))


def held(desk: HitDesk) -> HeldDesk:
    return HeldDesk(desk.opened.requests, desk.records)


async def test_a_release_that_was_taken_back_is_taken_back_again(desk: HitDesk) -> None:
    id_ = await desk.release()
    await desk.decide(id_, "GRANTED", 20 * DAY_MS)
    older = copied(desk)
    desk.now_ms += HOUR
    await desk.decide(id_, "REFUSED")
    said = entry(desk, "DecideRelease", RELEASER)
    assert not await released(desk)
    put_back(desk, older)
    assert await released(desk), "the fault: the file brings it back"
    assert await held(desk).again([said], desk.now_ms) == 1
    assert not await released(desk)
    assert await desk.opened.requests.in_force(ASKER, desk.now_ms, 9) == []
    assert await held(desk).again([said], desk.now_ms) == 0, "once"


async def test_what_was_granted_answered_found_and_cleared_since_is_said_again(desk: HitDesk) -> None:
    release, confirmation = await desk.release(), await desk.confirm()
    older, said = copied(desk), []
    desk.records.child = True
    await desk.decide(release, "GRANTED", 20 * DAY_MS)
    said.append(entry(desk, "DecideRelease", RELEASER))
    await desk.answer(confirmation, "VALID")
    said.append(entry(desk, "AnswerHit", recorder()))
    await desk.locate(confirmation)
    said.append(entry(desk, "Locate", asker()))
    await desk.answer(confirmation, "CLEARED")
    said.append(entry(desk, "AnswerHit", recorder()))
    before = await desk.opened.requests.get(confirmation), await released(desk)
    put_back(desk, older)
    assert await held(desk).again(said, desk.now_ms) == 4
    assert (await desk.opened.requests.get(confirmation), await released(desk)) == before
    assert [each.id for each in await desk.opened.requests.children(0, 9)] == [confirmation]


async def test_a_call_that_is_repeated_names_no_word_of_its_own(desk: HitDesk) -> None:
    id_ = await desk.confirm()
    await desk.answer(id_, "VALID", request_id="request-again")
    assert desk.trail.records
    desk.now_ms += HOUR
    await desk.answer(id_, "VALID", request_id="request-again")
    assert desk.trail.records == []


async def test_a_request_that_the_file_lacks_and_entries_of_before_change_nothing(desk: HitDesk) -> None:
    older = copied(desk)
    id_ = await desk.confirm()
    await desk.answer(id_, "VALID")
    said = entry(desk, "AnswerHit", recorder())
    put_back(desk, older)
    unnamed = OpenEntry(method=f"{SERVICE}AnswerHit", records=())
    other = OpenEntry(method=f"{SERVICE}DecideRelease", records=(f"{RECORD}/versions/1",))
    assert await held(desk).again([said, unnamed, other], desk.now_ms) == 0
    assert await held(desk).begin(70) == 70


@pytest.mark.parametrize("left", [1, 0])
async def test_a_settled_request_goes_after_its_time_and_not_before(desk: HitDesk, left: int) -> None:
    settled = await desk.confirm(request_id="request-settled")
    await desk.answer(settled, "NOT_VALID", request_id="request-answer")
    silent, release = await desk.confirm(), await desk.release()
    await desk.decide(release, "GRANTED", 20 * DAY_MS)
    granted = desk.now_ms + 20 * DAY_MS
    last = await desk.confirm(who=asker("fia-2"))
    await desk.answer(last, "NOT_VALID")
    store = desk.opened.requests
    assert await store.thin(desk.now_ms) == 0
    desk.now_ms += KEPT_MS + 1 - left
    assert await store.thin(desk.now_ms) == 1 - left
    assert (await store.get(settled) is None) is (left == 0)
    assert await store.get(silent), "the owner is still waited for"
    assert await store.get(release), "its end is later"
    assert await store.get(last), "of the newest nothing goes, so that no number comes twice"
    desk.now_ms = granted + KEPT_MS + 1
    await store.thin(desk.now_ms)
    assert await store.get(release) is None
    assert _count(desk, "hit_granted") == 0


async def test_a_word_on_a_settled_request_lets_it_stay_as_long_again(desk: HitDesk) -> None:
    settled = await desk.confirm()
    await desk.confirm()
    await desk.answer(settled, "VALID")
    await desk.opened.requests.thin(desk.now_ms)
    desk.now_ms += KEPT_MS
    await desk.answer(settled, "NOT_VALID")
    desk.now_ms += HOUR
    await desk.opened.requests.thin(desk.now_ms)
    assert await desk.opened.requests.get(settled)


async def test_what_is_erased_goes_too_and_acts_with_it(desk: HitDesk) -> None:
    await desk.answer(await desk.confirm(), "VALID")
    await desk.opened.requests.erase([RECORD])
    await desk.opened.requests.thin(desk.now_ms)
    assert _count(desk, "hit_act") == 2
    desk.now_ms += KEPT_MS + 1
    await desk.opened.requests.thin(desk.now_ms)
    assert _count(desk, "hit_act") == 0
    assert _count(desk, "hit_time") == _count(desk, "hit_request") == 1


def _count(desk: HitDesk, table: str) -> int:
    with closing(sqlite3.connect(desk.folder / "desk.db")) as db:
        return int(db.execute(f"select count(*) from {table}").fetchone()[0])
