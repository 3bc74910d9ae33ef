"""Numbers that are watched, on a real store: what an officer may not see is no alert, no count and no gap."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from services.access.errors import CaseNotYours, InvalidArgument, NotFound, OwnOrKin, PolicyDenied
from services.access.kin import kin_digest
from services.exchange.watches.errors import CursorInvalid, RequestIdReused, TooManyWatches
from services.exchange.watches.store.watches import MAX_WATCHES
from services.values.exchange import Alert, AlertCursor
from tests.fakes.record_maker import (
    CNIC,
    FIA,
    SINDH,
    case_file,
    changed_body,
    cnic,
    fir,
    following,
    order,
    party,
    person,
)
from tests.fakes.records_node import caller, keeper
from tests.integration.records.watcher import DAY, Watcher, told

SEEN = party("seen", agency=SINDH, case_references=(fir(89),))
BARE = party("bare", agency=SINDH, case_references=(fir(89),), source_grade="X")
HIDDEN = {
    "victim": party("it", agency=SINDH, role="VICTIM", case_references=(fir(89),)),
    "witness": party("it", agency=SINDH, role="WITNESS", case_references=(fir(89),)),
    "child": party("it", agency=SINDH, subject=person(born="2012-01-01"), case_references=(fir(89),)),
    "originator's": party("it", agency=FIA, handling="ORCON", case_references=(fir(89),)),
}


async def test_what_comes_to_be_seen_is_told_once_in_a_count(watching: Watcher) -> None:
    await watching.node.put(case_file(), SEEN)
    id_ = await watching.watch()
    (first,) = await watching.alerts()
    assert (first.sequence, first.watch, first.owner, first.version) == (1, id_, SINDH, SEEN.name)
    cursor = await watching.cursor()
    assert await watching.alerts(cursor=cursor) == []
    corrected = following(SEEN, valid_from="2020-05-05")
    await watching.node.put(corrected, BARE)
    found = await watching.alerts(cursor=cursor)
    assert {text for _, text in told(found)} == {corrected.name, "hit"}
    assert [each.sequence for each in found] == [2, 3]
    assert await watching.alerts(cursor=replace(cursor, sequence=3)) == []
    assert watching.node.trail.records == []


@pytest.mark.parametrize("case", HIDDEN)
async def test_what_is_hidden_is_no_alert_no_count_and_no_gap(watching: Watcher, case: str) -> None:
    """The same bytes as of a number under which nothing is known; what comes after is numbered from 1."""
    await watching.node.put(case_file())
    await watching.watch()
    before = await watching.page()
    await watching.node.put(HIDDEN[case])
    assert await watching.page() == before
    fresh = replace(SEEN, subject=person(cnic(77), name="Bashir Khan"))
    await watching.node.put(fresh)
    await watching.watch(number=cnic(77))
    assert told(await watching.alerts()) == [(1, fresh.name)]


async def test_what_is_hidden_since_keeps_its_number_and_nothing_else(watching: Watcher) -> None:
    await watching.node.put(case_file(), SEEN)
    await watching.watch()
    assert told(await watching.alerts()) == [(1, SEEN.name)]
    await watching.node.put(order("sealed", "SEALED", agency=SINDH, case_references=(fir(89),)))
    assert await watching.alerts() == [Alert(1)]


async def test_a_subscription_that_ended_or_expired_tells_nothing(watching: Watcher) -> None:
    await watching.node.put(case_file(), SEEN)
    id_ = await watching.watch(days=1)
    await watching.alerts()
    inquiry = watching.node.inquiry
    assert len((await watching.app.list(inquiry(caller()))).watches) == 1
    watching.node.now_ms += DAY
    assert await watching.alerts() == [Alert(1)]
    assert (await watching.app.list(inquiry(caller()))).watches == ()
    other = await watching.watch(number=cnic(78))
    await watching.app.unwatch(inquiry(caller()), other)
    await watching.app.unwatch(inquiry(caller()), other)
    assert (await watching.app.list(inquiry(caller()))).watches == ()
    assert other != id_


async def test_nobody_reads_or_ends_what_another_officer_watches(watching: Watcher) -> None:
    file = case_file(officers=("pp-7", "pp-8"))
    await watching.node.put(file, SEEN)
    id_ = await watching.watch()
    colleague = caller(officer="pp-8")
    assert await watching.alerts(colleague) == []
    with pytest.raises(NotFound):
        await watching.app.unwatch(watching.node.inquiry(colleague), id_)
    await watching.alerts()
    cursor = await watching.cursor()
    for broken in (cursor, replace(await watching.cursor(colleague), epoch=1), AlertCursor("records", cursor.epoch, 0)):
        with pytest.raises(CursorInvalid):
            await watching.alerts(colleague, broken)
    with pytest.raises(CursorInvalid):
        await watching.alerts(cursor=replace(cursor, sequence=2))
    assert told(await watching.alerts()) == [(1, SEEN.name)]


async def test_the_case_is_the_officers_own_whenever_they_read(watching: Watcher) -> None:
    file = case_file()
    await watching.node.put(file, SEEN)
    await watching.watch()
    await watching.node.put(following(file, body=changed_body(file, officers=("pp-9",))))
    for attempt in (watching.alerts(), watching.watch()):
        with pytest.raises(CaseNotYours):
            await attempt


async def test_a_watch_is_for_a_case_and_not_for_upkeep(watching: Watcher) -> None:
    with pytest.raises(PolicyDenied):
        await watching.watch(keeper(SINDH))


async def test_nobody_watches_their_own(watching: Watcher) -> None:
    await watching.node.put(case_file(), SEEN)
    insider = replace(caller(), own_and_kin=frozenset({kin_digest(f"CNIC:{CNIC}")}))
    with pytest.raises(OwnOrKin):
        await watching.watch(insider)


async def test_a_subscription_lasts_at_most_90_days_and_is_bounded_in_number(watching: Watcher) -> None:
    await watching.node.put(case_file())
    for days in (0, 91):
        with pytest.raises(InvalidArgument):
            await watching.watch(days=days)
    for number in range(MAX_WATCHES):
        await watching.watch(number=cnic(1000 + number), days=90)
    with pytest.raises(TooManyWatches):
        await watching.watch()


async def test_the_same_request_is_one_subscription(watching: Watcher) -> None:
    await watching.node.put(case_file())
    first = await watching.watch(request_id="watch-once")
    assert await watching.watch(request_id="watch-once") == first
    with pytest.raises(RequestIdReused):
        await watching.watch(number=cnic(5), request_id="watch-once")


async def test_the_file_names_nobody_and_forgets_what_is_erased(watching: Watcher, tmp_path: Path) -> None:
    await watching.node.put(case_file(), SEEN)
    await watching.watch()
    await watching.alerts()
    watches = watching.opened.watches
    record = f"agencies/{SINDH}/records/seen"
    assert [await watches.erase([record]) for _ in range(2)] == [1, 1]
    assert await watches.erase([record + "-2"]) == 0
    assert await watching.alerts() == [Alert(1)]
    with sqlite3.connect(tmp_path / "watches.db") as db:
        held = "\n".join(db.iterdump())
    for word in (CNIC, SINDH, "pp-7", "seen", fir().key):
        assert word not in held
        assert word.encode().hex().upper() not in held.upper()
