"""Releases on the way to a member's own node: what the hub's desk says is in force, and what the member's desk holds."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from services.access.caller import Caller
from services.exchange.hits.build import OpenDesk, open_desk
from services.exchange.hits.store.database import FILE
from services.exchange.hits.store.requests import StoredHits
from services.values.exchange import CaseReference, ReleasedRecord, ReleasesInForce
from tests.unit.exchange.hits.desk import SECRET, HitDesk, asker, recorder, releasing
from tests.unit.exchange.hits.made import ASKER, DAY, HOUR, NOW, OWNER, RECORD

CASE = CaseReference("FIR", "FIA/LAHORE/AHTC/7/2024")
ONE = ReleasedRecord(RECORD, "fia-1042", CASE, NOW + DAY)
OTHER = f"agencies/{OWNER}/records/sd-other"
LIST = ReleasesInForce(b"1" * 32, (ONE, replace(ONE, record=OTHER, officer="fia-2")))


async def granted(desk: HitDesk, lasts: int = DAY) -> str:
    """A release that was asked for and granted."""
    id_ = await desk.release(releasing(asker()))
    assert await desk.decide(id_, "GRANTED", lasts) == "GRANTED"
    return id_


async def told(desk: HitDesk, agency: str = ASKER, limit: int = 10) -> list[ReleasedRecord]:
    return list(await desk.opened.requests.in_force(agency, desk.now_ms, limit))


def damage(folder: Path, table: str, which: str) -> None:
    """One bit of a sealed row is turned."""
    (file,) = folder.rglob(FILE)
    with sqlite3.connect(file) as db:
        rowid, body = db.execute(f"SELECT record, body FROM {table} WHERE {which} ORDER BY record LIMIT 1").fetchone()
        turned = body[:-1] + bytes([body[-1] ^ 1])
        db.execute(f"UPDATE {table} SET body = ? WHERE record = ? AND {which}", (turned, rowid))


# -- at the hub


async def test_what_is_granted_is_told_to_the_askers_agency_until_it_ends(desk: HitDesk) -> None:
    waiting = await desk.release(releasing(asker()))
    assert await told(desk) == []
    await desk.decide(waiting, "GRANTED", DAY)
    assert await told(desk) == [ONE]
    assert await told(desk, OWNER) == []
    desk.now_ms += DAY - 1
    assert await told(desk) == [replace(ONE, until_ms=NOW + DAY)]
    desk.now_ms += 1
    assert await told(desk) == []


async def test_what_is_taken_back_is_told_no_more_and_granted_anew_with_its_new_end(desk: HitDesk) -> None:
    id_ = await granted(desk)
    await desk.decide(id_, "REFUSED")
    assert await told(desk) == []
    await desk.decide(id_, "GRANTED", HOUR)
    assert [each.until_ms for each in await told(desk)] == [NOW + HOUR]


async def test_of_more_than_are_wanted_those_that_end_last_are_told(desk: HitDesk) -> None:
    for hours in (1, 3, 2):
        await granted(desk, hours * HOUR)
    assert [each.until_ms - NOW for each in await told(desk, limit=2)] == [3 * HOUR, 2 * HOUR]


async def test_one_request_that_is_damaged_keeps_no_other_release_from_a_node(
    desk: HitDesk, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Else each pull of that agency is refused for it, and records stop with releases."""
    await granted(desk)
    await granted(desk, 2 * HOUR)
    damage(tmp_path, "hit_request", "number = 1")
    assert [each.until_ms for each in await told(desk)] == [NOW + 2 * HOUR]
    assert "left out, 1" in caplog.text


async def test_of_an_erased_record_nothing_is_told(desk: HitDesk) -> None:
    await granted(desk)
    await desk.opened.requests.erase([RECORD])
    assert await told(desk) == []


async def test_an_answer_to_a_confirmation_releases_nothing(desk: HitDesk) -> None:
    await desk.answer(await desk.confirm(), "VALID", recorder())
    assert await told(desk) == []


# -- at the member's node


@pytest.fixture
def member(tmp_path: Path) -> Iterator[OpenDesk]:
    folder = tmp_path / "member"
    folder.mkdir(0o700)
    made = open_desk(folder, SECRET)
    yield made
    made.close()


@pytest.fixture
def held(member: OpenDesk) -> StoredHits:
    return member.requests


async def shown(held: StoredHits, who: Caller, now_ms: int = NOW) -> dict[str, int]:
    return dict(await held.until(who, [RECORD, OTHER], now_ms))


async def test_a_release_shows_one_record_to_one_officer_for_one_case_until_it_ends(held: StoredHits) -> None:
    await held.take(ASKER, LIST)
    assert await shown(held, asker()) == {RECORD: NOW + DAY}
    assert await shown(held, asker("fia-2")) == {OTHER: NOW + DAY}
    assert await held.until(asker(), [OTHER], NOW) == {}
    assert await held.until(asker(), [], NOW) == {}
    for stranger in (asker("fia-3"), asker(case="FIA/LAHORE/AHTC/8/2024"), asker(agency=OWNER)):
        assert await shown(held, stranger) == {}
    assert await shown(held, asker(), NOW + DAY - 1) == {RECORD: NOW + DAY}
    assert await shown(held, asker(), NOW + DAY) == {}


async def test_a_list_takes_the_place_of_the_one_before(held: StoredHits) -> None:
    assert (await held.state(), await held.names()) == (b"", frozenset())
    await held.take(ASKER, LIST)
    assert (await held.state(), await held.names()) == (b"1" * 32, frozenset({RECORD, OTHER}))
    await held.take(ASKER, ReleasesInForce(b"2" * 32, LIST.records[1:]))
    assert (await held.state(), await held.names()) == (b"2" * 32, frozenset({OTHER}))
    assert await shown(held, asker()) == {}


async def test_of_two_releases_to_one_officer_the_one_that_ends_last_counts(held: StoredHits) -> None:
    both = (ONE, replace(ONE, until_ms=NOW + HOUR))
    for records in (both, both[::-1]):
        await held.take(ASKER, ReleasesInForce(b"3" * 32, records))
        assert await shown(held, asker()) == {RECORD: NOW + DAY}


async def test_an_erased_record_is_released_no_more_and_the_list_is_to_be_told_again(held: StoredHits) -> None:
    await held.take(ASKER, LIST)
    await held.erase([f"agencies/{OWNER}/records/third"])
    assert await held.state() == LIST.state
    await held.erase([RECORD])
    assert await shown(held, asker()) == {}
    assert (await held.state(), await held.names()) == (b"", frozenset({OTHER}))


async def test_the_file_holds_no_name_officer_or_case(tmp_path: Path, member: OpenDesk) -> None:
    await member.requests.take(ASKER, LIST)
    raw = b"".join(path.read_bytes() for path in (tmp_path / "member").glob(f"{FILE}*"))
    assert len(raw) > 1000
    assert not [word for word in (RECORD, OTHER, "sd-other", ONE.officer, CASE.key) if word.encode() in raw]


async def test_one_row_that_is_damaged_stops_no_records_and_the_list_is_told_again(
    tmp_path: Path, member: OpenDesk, caplog: pytest.LogCaptureFixture
) -> None:
    """The names are read with each page of records: one that does not open would end the taking of all."""
    await member.requests.take(ASKER, LIST)
    damage(tmp_path, "hit_heard", "1")
    assert len(await member.requests.names()) == 1
    assert await member.requests.state() == b"", "so that the hub tells the whole list"
    assert "left out, 1" in caplog.text
    await member.requests.take(ASKER, LIST)
    assert await member.requests.names() == {RECORD, OTHER}


async def test_another_process_finds_what_was_taken(tmp_path: Path, member: OpenDesk) -> None:
    await member.requests.take(ASKER, LIST)
    other = open_desk(tmp_path / "member", SECRET)
    assert await shown(other.requests, asker()) == {RECORD: NOW + DAY}
    other.close()
