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
from tests.fakes.snapshot_world import at

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


async def test_what_others_protect_leaves_what_was_given(room: AlertWorld, registry: Registry) -> None:
    """At reading, at the next run, and at one over the same case with more in it; own rows name it as they did."""
    item = await raised(room)
    before, rows = await told(room), await room.get(item.id, investigator(), registry)
    tokens = {item.subject, *(end.token for row in item.rows for end in row.ends)} - {0}
    room.snapshots.hidden |= tokens
    room.snapshots.protected |= tokens
    assert await told(room) == before
    assert await room.get(item.id, investigator(), registry) == rows
    assert (await room.run()).withdrawn == 0
    assert await kept(room) == item
    room.told.call(at(3, 10), room.told.phone(), room.told.phone())
    await room.run()
    assert await told(room) == before
    assert await room.get(item.id, investigator(), registry) == rows


async def test_whom_others_protect_is_hidden_in_what_others_gave(room: AlertWorld, registry: Registry) -> None:
    item = await raised(room)
    theirs, *own = item.rows
    item = replace(item, id=f"{8:024x}", rows=(theirs._replace(owner="pk.punjab-police"), *own))
    await room.opened.alerts.settle(PLACE, b"", lambda known: Settled((item,), (known[0].item.id,)), room.now_ms)
    party = next(end.token for end in theirs.ends if end.token)
    room.snapshots.hidden.add(party)
    room.snapshots.protected.add(party)
    shown = (await room.get(item.id, investigator(), registry)).rows
    assert [end.protected_party for end in shown[0].ends] == [end.token == party for end in theirs.ends]
    assert not any(end.protected_party for row in shown[1:] for end in row.ends)


async def test_nothing_is_raised_anew_about_whom_others_protect(room: AlertWorld) -> None:
    await room.authorise()
    subject = swept(room.told)
    handsets(room.told, subject)
    everybody = set(range(1, len(room.told.snapshot().nodes) + 1))
    room.snapshots.hidden |= everybody
    room.snapshots.protected |= everybody
    await room.run()
    assert await room.listed() == []


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
