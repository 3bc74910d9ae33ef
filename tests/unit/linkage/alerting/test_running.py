"""A run raises what is found, once; what has gone since, or is about somebody who is protected by now, is withdrawn."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from services.linkage.alerting.item import Item, written
from services.linkage.alerting.ports import Place, Switch
from services.linkage.alerting.running import SAMPLED
from services.linkage.alerts.raising import Level
from services.linkage.alerts.states import State, state
from services.linkage.snapshot.columns import Mark
from tests.conformance.detectors.money import night_market, swept
from tests.fakes.alert_room import DAY_MS, SCOPE, AlertWorld, handsets, investigator

PLACE = Place(SCOPE.agency, SCOPE.case)


async def kept(room: AlertWorld) -> list[tuple[Item, State]]:
    found = await room.opened.alerts.of(PLACE)
    return [(each.item, state(each.history, room.now_ms)) for each in found]


async def standing(room: AlertWorld, level: Level = Level.ALERT) -> list[Item]:
    return [item for item, stands in await kept(room) if item.level == level and stands == State.OPEN]


def network(room: AlertWorld) -> int:
    controller = swept(room.told)
    handsets(room.told, controller)
    return controller


async def test_an_alert_is_raised_once_with_its_rows(room: AlertWorld) -> None:
    controller = network(room)
    summary = await room.run()
    (alert,) = await standing(room)
    assert alert.key is not None
    assert alert.key.id == f"number-{controller + 1}"
    assert {name for name, _ in alert.rules} == {"C1", "M1", "M2"}
    assert alert.families == ("calls", "money")
    assert {row.table for row in alert.rows} == {"transfers", "calls"}
    assert [row.at_ms for row in alert.rows] == sorted(row.at_ms for row in alert.rows)
    assert (summary.scopes, summary.fresh, summary.raised["ALERT"]) == (1, 1, 1)
    assert summary.found["M1"] == 1
    again = await room.run()
    assert (again.fresh, dict(again.raised), again.withdrawn) == (0, {}, 0)
    assert [item for item, _ in await kept(room)].count(alert) == 1


async def test_the_same_snapshot_gives_the_same_bytes_in_every_node(tmp_path: Path) -> None:
    found = []
    for name in ("one", "other"):
        room = AlertWorld(tmp_path / name)
        network(room)
        night_market(room.told)
        await room.run()
        found.append([written(item) for item, _ in await kept(room)])
        room.close()
    assert found[0] == found[1]
    assert len(found[0]) > 1


async def test_a_lead_has_no_name_and_becomes_an_alert(room: AlertWorld) -> None:
    controller = swept(room.told)
    await room.run()
    (lead,) = await standing(room, Level.LEAD)
    assert lead.key is None
    handsets(room.told, controller)
    summary = await room.run()
    assert summary.withdrawn == 1
    assert await standing(room, Level.LEAD) == []
    assert len(await standing(room)) == 1


async def test_an_open_alert_stays_as_it_is_while_its_rows_are_found(room: AlertWorld) -> None:
    controller = network(room)
    await room.run()
    before = await standing(room)
    handsets(room.told, controller)
    assert (await room.run()).fresh == 1
    assert await standing(room) == before


async def test_what_was_decided_is_not_raised_again_over_the_same_rows(room: AlertWorld) -> None:
    await room.authorise()
    network(room)
    await room.run()
    (alert,) = await standing(room)
    for officer in ("fia-1", "fia-2"):
        await room.decide(alert.id, investigator(officer), confirms=False)
    room.told.person()
    assert (await room.run()).fresh == 1
    assert [stands for item, stands in await kept(room) if item.level == Level.ALERT] == [State.DISMISSED]
    off = Switch(False, room.now_ms, "pk.oversight/ov-1", "pk.oversight/ov-2", "why")
    await room.opened.alerts.switch("M2", off)
    assert (await room.run()).fresh == 1
    assert [stands for item, stands in await kept(room) if item.level == Level.ALERT] == [State.DISMISSED], "fewer rows"


async def test_a_row_that_is_gone_withdraws_what_rested_on_it_and_leaves_nothing(room: AlertWorld) -> None:
    await room.authorise()
    controller = network(room)
    await room.run()
    (alert,) = await standing(room)
    await room.decide(alert.id, investigator("fia-1"), words="the foreman")
    room.snapshots.erased.add(alert.rests[0])
    assert (await room.run()).withdrawn >= 1
    found = [each for each in await room.opened.alerts.of(PLACE) if each.item.id == alert.id]
    assert [(each.item.rows, each.item.key, each.item.rests, each.history.opinions) for each in found] == [
        ((), None, (), ())
    ]
    assert state(found[0].history, room.now_ms) == State.WITHDRAWN
    assert [item.subject for item in await standing(room)] == [controller + 1], "what is left is raised anew"


async def test_whom_a_record_comes_to_protect_is_named_nowhere_any_more(room: AlertWorld) -> None:
    """By a record that the scope does not read: its snapshot is the same to the byte."""
    controller = network(room)
    await room.run()
    (alert,) = await standing(room)
    party = next(end for row in alert.rows for end in row.ends if end.token not in (0, alert.subject))
    room.snapshots.protected.add(party.token)
    summary = await room.run()
    assert summary.fresh == 0
    (same,) = await standing(room)
    assert same.id == alert.id
    ends = [end for row in same.rows for end in row.ends]
    assert party.token not in {end.token for end in ends}
    assert party.id not in {end.id for end in ends}
    assert sum(end.protected for end in ends) > 0
    room.snapshots.protected.add(controller + 1)
    assert (await room.run()).withdrawn >= 1
    assert await standing(room) == []


async def test_whom_a_record_protects_already_is_never_raised(room: AlertWorld) -> None:
    """By a record that the scope does not read, before the first run: no item, not even for a moment."""
    controller = network(room)
    room.snapshots.protected.add(controller + 1)
    await room.run()
    assert controller + 1 not in {item.subject for item, _ in await kept(room)}


async def test_a_confirmed_alert_about_who_is_held_to_be_a_victim_is_withdrawn(room: AlertWorld) -> None:
    await room.authorise()
    controller = network(room)
    await room.run()
    (alert,) = await standing(room)
    for officer in ("fia-1", "fia-2"):
        await room.decide(alert.id, investigator(officer))
    room.told.mark(controller, Mark.PRESUMED_VICTIM)
    await room.run()
    assert {item.id: stands for item, stands in await kept(room)}[alert.id] == State.WITHDRAWN
    assert all(item.key is None for item, _ in await kept(room))


@pytest.mark.parametrize(("level", "days"), [(Level.ALERT, 90), (Level.LEAD, 30)])
async def test_what_nobody_decides_is_over_and_left_without_rows(room: AlertWorld, level: Level, days: int) -> None:
    if level == Level.ALERT:
        network(room)
    else:
        swept(room.told)
    await room.run()
    (item,) = await standing(room, level)
    room.now_ms += days * DAY_MS - 1
    await room.run()
    assert await standing(room, level) == [item]
    room.now_ms += 1
    await room.run()
    (over,) = [(each, stands) for each, stands in await kept(room) if each.id == item.id]
    assert (over[1], over[0].rows, over[0].key) == (State.EXPIRED, (), None)
    await room.run()
    assert await standing(room, level) == [], "the same findings are not raised again"


async def test_a_rule_that_oversight_stopped_does_not_run(room: AlertWorld) -> None:
    network(room)
    await room.opened.alerts.switch("C1", Switch(False, room.now_ms, "pk.oversight/ov-1", "pk.oversight/ov-2", "why"))
    await room.run()
    assert await standing(room) == []
    (lead,) = await standing(room, Level.LEAD)
    assert "C1" not in {name for name, _ in lead.rules}
    await room.opened.alerts.switch("C1", Switch(True, room.now_ms, "pk.oversight/ov-1", "pk.oversight/ov-2", "why"))
    assert (await room.run()).fresh == 1
    assert len(await standing(room)) == 1


async def test_silent_cases_are_kept_of_a_sample(room: AlertWorld) -> None:
    for _ in range(SAMPLED + 3):
        night_market(room.told)
    await room.run()
    silent = await standing(room, Level.SILENT)
    assert len(silent) == SAMPLED
    assert {each.key for each in silent} == {None}
    assert all(each.computed[0].silent for each in silent)


async def test_a_run_does_every_scope_and_tells_how_far_it_is(room: AlertWorld) -> None:
    network(room)
    for number in range(3):
        room.snapshots.worlds[SCOPE._replace(case=f"FIR:OTHER/{number}")] = room.told
    told: list[tuple[int, int]] = []
    await room.detection.run(lambda done, of: told.append((done, of)))
    assert told == [(0, 4), (1, 4), (2, 4), (3, 4), (4, 4)]
    other = await room.opened.alerts.of(Place(SCOPE.agency, "FIR:OTHER/1"))
    here = await room.opened.alerts.of(PLACE)
    assert {each.item.id for each in other}.isdisjoint(each.item.id for each in here), "an alert belongs to its scope"


async def test_the_file_tells_no_name_and_no_number(room: AlertWorld) -> None:
    network(room)
    await room.run()
    raw = b"".join(path.read_bytes() for path in room.folder.glob("alerts.db*"))
    for word in (b"number-", b"pk.fia", SCOPE.case.encode(), b"transfers"):
        assert word not in raw
    with sqlite3.connect(room.folder / "alerts.db") as db:
        assert db.execute("select count(*) from alert").fetchone()[0] > 0
