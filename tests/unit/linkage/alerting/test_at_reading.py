"""What records have come to say since the last run holds at once: nobody waits for a run to be named no more."""

from __future__ import annotations

from dataclasses import replace

import pytest

from services.linkage.alerting.item import Item
from services.linkage.alerting.ports import Place
from services.linkage.alerting.settling import Settled
from services.linkage.alerts.errors import AlertClosed
from services.membership.registry import Registry
from services.values.network import Alert
from tests.conformance.detectors.money import swept
from tests.fakes.alert_room import SCOPE, AlertWorld, handsets, investigator

PLACE = Place(SCOPE.agency, SCOPE.case)
RECORD = "agencies/pk.fia/records/party-1"


async def raised(room: AlertWorld) -> Item:
    await room.authorise()
    handsets(room.told, swept(room.told))
    await room.run()
    return await kept(room)


async def kept(room: AlertWorld) -> Item:
    (item,) = [each.item for each in await room.opened.alerts.of(PLACE) if each.item.level == "ALERT"]
    return item


async def told(room: AlertWorld) -> Alert:
    (alert,) = [each for each in await room.listed() if each.level == "ALERT"]
    return alert


async def test_whoever_is_the_subject_and_comes_to_be_protected_is_withdrawn(
    room: AlertWorld, registry: Registry
) -> None:
    item = await raised(room)
    room.snapshots.protected.add(item.subject)
    before = await told(room)
    assert (before.state, before.subject, before.recorded) == ("WITHDRAWN", None, False)
    found = await room.get(item.id, investigator(), registry)
    assert (found.rows, found.opinions) == ((), ())
    assert all(each.figures == () for each in (await room.desk.explain(room.inquiry(), item.id)).findings)
    with pytest.raises(AlertClosed):
        await room.decide(item.id, investigator())
    await room.run()
    assert await told(room) == before, "the next run makes of it what was told already"


async def test_whoever_stands_at_an_end_is_a_protected_party(room: AlertWorld, registry: Registry) -> None:
    item = await raised(room)
    party = next(end for row in item.rows for end in row.ends if end.token not in (0, item.subject))
    room.snapshots.protected.add(party.token)
    assert (await told(room)).state == "OPEN"
    shown = await room.get(item.id, investigator(), registry)
    ends = [end for row in shown.rows for end in row.ends]
    assert party.id not in {end.key.id for end in ends if end.key}
    assert sum(end.protected_party for end in ends) > 0


async def test_an_account_is_known_by_who_bears_it_and_by_their_documents(room: AlertWorld, registry: Registry) -> None:
    """A record names a victim by a card; the rows name an account of theirs."""
    item = await raised(room)
    first = next(end.token for row in item.rows for end in row.ends if end.token != item.subject)
    (known,) = [each for each in item.bearers if each[0] == first]
    room.snapshots.protected.add(known[-1])
    number = next(end.id for row in item.rows for end in row.ends if end.token == first)
    shown = await room.get(item.id, investigator(), registry)
    assert number not in {end.key.id for row in shown.rows for end in row.ends if end.key}


async def test_what_rests_on_a_record_that_ended_is_withdrawn(room: AlertWorld, registry: Registry) -> None:
    item = replace(await raised(room), id=f"{9:024x}", records=(RECORD,))
    await room.opened.alerts.settle(PLACE, b"", lambda known: Settled((item,), (known[0].item.id,)), room.now_ms)
    other = "agencies/pk.fia/records/party-2"
    room.snapshots.ended.add(other)
    assert {each.state for each in await room.listed() if each.id == item.id} == {"OPEN"}
    room.snapshots.ended.add(RECORD)
    assert {each.state for each in await room.listed() if each.id == item.id} == {"WITHDRAWN"}
    found = await room.get(item.id, investigator(), registry)
    assert (found.rows, found.alert and found.alert.subject) == ((), None)


async def test_the_records_are_asked_since_the_last_run_alone(room: AlertWorld) -> None:
    room.snapshots.records = 41
    await raised(room)
    room.snapshots.records = 77
    await room.listed()
    assert room.snapshots.asked_since == [41]
    await room.run()
    await room.listed()
    assert room.snapshots.asked_since == [41, 77]


async def test_nothing_is_read_where_nothing_was_raised(room: AlertWorld) -> None:
    await room.authorise()
    assert await room.listed() == []
    assert room.snapshots.asked_since == []


async def test_a_run_holds_alerts_of_a_case_that_reads_nothing_any_more(room: AlertWorld) -> None:
    item = await raised(room)
    room.snapshots.worlds.clear()
    room.snapshots.protected.add(item.subject)
    assert (await room.run()).withdrawn == 1
    assert (await kept(room)).subject == 0
